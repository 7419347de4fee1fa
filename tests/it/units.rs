//! Restructuring: dated acts on units, and what they leave untouched.

use serde_json::{Value, json};

use crate::support::Counter;
use crate::support::office::{LI, WANG, form, keys, number, shape};

const SHOWN: &str = "code name kind parent tier since until names parents predecessors successors registered";
const BY: [&str; 4] = ["tier", "district", "community", "counter"];

impl Counter {
    /// An act with a reason, on a day; gives the unit.
    #[track_caller]
    fn does(&self, act: &str, on: &str) -> Value {
        let before = self.journal();
        let shown = self.ask(&format!("unit {act} --on {on} --because 批复"));
        assert_eq!(self.journal(), before + 1, "{act}: one row");
        shown
    }

    #[track_caller]
    fn refuses_act(&self, act: &str, on: &str, code: &str) -> Value {
        let exit = if code == "J629" { 2 } else { 1 };
        self.refuses(&format!("unit {act} --on {on} --because 批复"), exit, code)
    }

    /// Registers somebody new at a unit and an address.
    #[track_caller]
    fn lives(&self, n: u32, unit: &str, address: &str, on: &str) -> String {
        let form =
            form(&number("1980-05-05", n)).replace("520102401", unit).replace("西湖路1号", &format!("'{address}'"));
        let answer = self.ask(&format!("migrant add {form} --on {on}"));
        answer["migrant"].as_str().expect("a code").to_owned()
    }

    /// Every report and list of a day, as it is printed.
    fn all_of(&self, on: &str) -> Vec<String> {
        let reports = BY.iter().flat_map(|by| {
            ["table", "json", "csv"].map(|format| format!("report rate --by {by} --as-of {on} --format {format}"))
        });
        let lists =
            ["unit list", "unit tree", "unit show 520102", "unit show 520102401", "migrant show M1", "migrant show M2"];
        let lists = lists.map(|line| format!("{line} --as-of {on} --format json"));
        let told = reports.chain(lists).map(|line| self.line(&line));
        told.inspect(|told| assert!(told.exit <= 1, "done, or not there: {told:?}")).map(|told| told.stdout).collect()
    }

    fn figures(&self, by: &str, on: &str) -> Vec<Value> {
        let report = self.ask(&format!("report rate --by {by} --as-of {on}"));
        assert_eq!(report["identity"]["holds"], true);
        report["rows"].as_array().expect("rows").clone()
    }

    fn of(&self, by: &str, key: &str, on: &str) -> (u64, u64) {
        let rows = self.figures(by, on);
        let row = rows.iter().find(|row| row["key"] == key);
        row.map_or((0, 0), |row| {
            let count = |key: &str| row[key].as_u64().expect("a count");
            (count("registered"), count("first_issues"))
        })
    }

    /// Changes the file behind the program's back, as a register of another city would have been made.
    #[expect(clippy::disallowed_methods, reason = "a test makes a tree that the program does not embed")]
    fn rewrite(&self, script: &str) {
        let file = rusqlite::Connection::open(self.path("register.db")).expect("the register");
        file.execute_batch(script).expect("a script");
    }
}

/// A register whose tree lacks what happened on 2012-11-15.
fn before_guanshanhu(day: &str) -> Counter {
    let counter = Counter::open(day);
    counter.rewrite(
        "DELETE FROM unit_succession; \
         DELETE FROM unit_parent WHERE since_on = '2012-11-15'; \
         DELETE FROM unit WHERE code = '520115'; \
         UPDATE unit_parent SET until_on = NULL; \
         UPDATE unit SET until_on = NULL;",
    );
    counter
}

fn with_people(counter: &Counter) {
    for (n, unit) in [(1, "520114"), (2, "520114"), (3, "520115400"), (4, "520115100"), (5, "520112"), (6, "520111")] {
        let migrant = counter.lives(n, unit, "一号", "2012-10-08");
        if n % 2 == 1 {
            counter.issue(&migrant, "2012-10-09");
        }
    }
}

#[test]
fn the_change_of_2012_11_15_entered_by_hand_gives_the_embedded_tree() {
    let (embedded, entered) = (Counter::open("2017-03-01"), before_guanshanhu("2017-03-01"));
    with_people(&embedded);
    with_people(&entered);
    let day_before = entered.all_of("2012-11-14");
    let on = "2012-11-15";
    entered.does("open 520115 观山湖区 --kind district --under 520100 --counter-tier district", on);
    let list = embedded.ask("unit list --as-of 2012-11-15");
    let units = list["units"].as_array().expect("units");
    for unit in units.iter().filter(|unit| unit["parent"] == "520115") {
        let code = unit["code"].as_str().expect("a code");
        entered.does(&format!("move {code} --under 观山湖区"), on);
    }
    let merged = entered.does("merge 小河区 --into 花溪区", on);
    assert_eq!(merged["successors"][0]["code"], "520111");
    for on in ["2012-10-01", "2012-11-14", "2012-11-15", "2016-01-01", "2017-03-01"] {
        let list = |counter: &Counter| counter.ask(&format!("unit list --as-of {on}"));
        assert_eq!(list(&embedded), list(&entered), "{on}");
        for by in BY {
            assert_eq!(embedded.figures(by, on), entered.figures(by, on), "{by} on {on}");
        }
    }
    assert_eq!(entered.all_of("2012-11-14"), day_before, "nothing of the day before has changed");
    for (migrant, unit, counter) in
        [("M1", "520111", "520111"), ("M3", "520115400", "520115400"), ("M4", "520115100", "520112")]
    {
        let shown = |register: &Counter| register.ask(&format!("migrant show {migrant}"))["registration"].clone();
        assert_eq!(shown(&entered), shown(&embedded));
        assert_eq!((&shown(&entered)["unit"], &shown(&entered)["counter"]), (&json!(unit), &json!(counter)));
    }
}

/// A community of the embedded tree: code, name, district.
#[derive(Clone)]
struct Community {
    code: String,
    name: String,
    district: String,
}

/// A made-up street office: its code, and the communities that it became.
struct Street {
    code: String,
    parts: Vec<Community>,
}

/// Two communities to a street; of the nineteen of 南明 the last street became three.
fn streets(communities: &[Community]) -> Vec<Street> {
    let mut all = Vec::new();
    for of_district in communities.chunk_by(|a, b| a.district == b.district) {
        let mut groups: Vec<Vec<Community>> = of_district.chunks(2).map(<[_]>::to_vec).collect();
        if of_district.len() == 19 {
            let last = groups.pop().expect("a group");
            groups.last_mut().expect("a group").extend(last);
        }
        let district = &of_district[0].district;
        all.extend((1..).zip(groups).map(|(at, parts)| Street { code: format!("{district}{at:03}"), parts }));
    }
    all
}

/// A register with the 49 streets of 2009 in place of the 95 communities; 观山湖 was there from the start.
fn city_of_streets() -> (Counter, Vec<Street>) {
    let counter = Counter::open("2013-03-01");
    let list = counter.ask("unit list --as-of 2012-11-15");
    let text = |unit: &Value, key: &str| unit[key].as_str().expect("a text").to_owned();
    let units = list["units"].as_array().expect("units").iter().filter(|unit| unit["kind"] == "community");
    let mut communities: Vec<Community> = units
        .map(|unit| Community { code: text(unit, "code"), name: text(unit, "name"), district: text(unit, "parent") })
        .collect();
    communities.sort_by_key(|community| (community.district.clone(), community.code.clone()));
    counter.rewrite(
        "DELETE FROM unit_parent WHERE unit_id IN (SELECT unit_id FROM unit WHERE kind = 'community'); \
         DELETE FROM unit WHERE kind = 'community'; \
         UPDATE unit SET since_on = NULL WHERE code = '520115'; \
         UPDATE unit_parent SET since_on = NULL WHERE unit_id = (SELECT unit_id FROM unit WHERE code = '520115');",
    );
    let streets = streets(&communities);
    assert_eq!((streets.len(), communities.len()), (49, 95));
    for Street { code, .. } in &streets {
        let what = format!("{code} 街道{code} --kind street --under {} --counter-tier community", &code[..6]);
        counter.does(&format!("open {what}"), "2009-03-01");
    }
    (counter, streets)
}

/// Somebody in every community to be, in the first of each street two; some hold cards, one has left.
fn people_of_streets(counter: &Counter, streets: &[Street]) {
    let mut n = 0;
    for street in streets {
        for part in street.parts.iter().chain(&street.parts[..1]) {
            n += 1;
            counter.lives(n, &street.code, &format!("贵阳市{}小区 3 栋", part.code), "2011-05-01");
        }
    }
    for n in (1..=20).step_by(3) {
        counter.issue(&format!("M{n}"), "2012-03-06");
    }
    counter.ask("migrant leave M7 --because left --on 2012-03-20");
}

/// The decree: every community opened, every street split or merged into its own.
fn replace_streets(counter: &Counter, streets: &[Street], on: &str) {
    for Community { code, name, district } in streets.iter().flat_map(|street| &street.parts) {
        counter.does(&format!("open {code} {name} --kind community --under {district} --counter-tier community"), on);
    }
    for Street { code, parts } in streets {
        let codes: Vec<&str> = parts.iter().map(|part| part.code.as_str()).collect();
        if let [only] = codes.as_slice() {
            counter.does(&format!("merge {code} --into {only}"), on);
            continue;
        }
        let rules: Vec<String> = codes[1..].iter().map(|part| format!("--where {part}小区={part}")).collect();
        let line = format!("split {code} --into {} {} --rest {}", codes.join(" "), rules.join(" "), codes[0]);
        let moved = counter.does(&line, on)["moved"].clone();
        assert_eq!(moved[1]["people"], 1, "{line}: {moved}");
    }
}

#[test]
fn forty_nine_streets_give_way_to_ninety_five_communities() {
    let (counter, streets) = city_of_streets();
    people_of_streets(&counter, &streets);
    let sums = |on: &str| {
        (counter.figures("district", on), counter.ask(&format!("report rate --as-of {on}"))["total"].clone())
    };
    let (earlier, last, before) = (counter.all_of("2011-12-31"), counter.all_of("2012-03-31"), sums("2012-03-31"));
    replace_streets(&counter, &streets, "2012-04-01");
    let standing = |on: &str| {
        let list = counter.ask(&format!("unit list --as-of {on}"));
        let count = |kind| list["units"].as_array().expect("units").iter().filter(|unit| unit["kind"] == kind).count();
        (count("street"), count("community"))
    };
    assert_eq!((standing("2012-03-31"), standing("2012-04-01")), ((49, 0), (0, 95)));
    assert_eq!(counter.all_of("2011-12-31"), earlier);
    assert_eq!(counter.all_of("2012-03-31"), last);
    assert_eq!(sums("2012-04-01"), before, "nobody is lost and nobody is counted twice");
    let rows = counter.figures("community", "2012-04-01");
    let people = |code: &str| rows.iter().find(|row| row["key"] == code).map(|row| row["registered"].clone());
    for part in streets.iter().flat_map(|street| &street.parts[1..]) {
        assert_eq!(people(&part.code), Some(json!(1)), "{}", part.name);
    }
    let person = |on: &str| counter.ask(&format!("migrant show M2 --as-of {on}"))["registration"].clone();
    let (then, now) = (person("2012-03-31"), person("2012-04-01"));
    let (street, parts) = (&streets[0].code, &streets[0].parts);
    assert_eq!((&then["unit"], &then["counter"]), (&json!(street), &json!(street)));
    assert_eq!((&now["unit"], &now["counter"]), (&json!(parts[1].code), &json!(parts[0].code)));
}

#[test]
fn a_unit_shows_what_it_was_and_what_became_of_it() {
    let counter = Counter::open("2018-01-10");
    let opened =
        counter.does("open 520102900 未来社区 --kind community --under 南明区 --counter-tier community", "2015-01-01");
    shape(&opened, SHOWN);
    assert_eq!(
        (&opened["since"], &opened["parent"], &opened["tier"]),
        (&json!("2015-01-01"), &json!("520102"), &json!("community"))
    );
    counter.lives(1, "未来社区", "一号", "2015-02-01");
    counter.does("rename 未来社区 明天社区", "2016-01-01");
    counter.does("move 明天社区 --under 云岩区", "2016-06-01");
    counter.does("merge 520102900 --into 520103400", "2017-01-01");
    let on = |day: &str| counter.ask(&format!("unit show 520102900 --as-of {day}"));
    let facts = |day: &str| {
        let shown = on(day);
        ["name", "parent", "until", "registered"].map(|key| shown[key].clone())
    };
    assert_eq!(facts("2015-01-31"), [json!("未来社区"), json!("520102"), Value::Null, json!(0)]);
    assert_eq!(facts("2015-12-31"), [json!("未来社区"), json!("520102"), Value::Null, json!(1)]);
    assert_eq!(facts("2016-01-01"), [json!("明天社区"), json!("520102"), Value::Null, json!(1)]);
    assert_eq!(facts("2016-06-01"), [json!("明天社区"), json!("520103"), Value::Null, json!(1)]);
    assert_eq!(facts("2017-01-01"), [json!("明天社区"), Value::Null, json!("2017-01-01"), json!(0)]);
    assert_eq!(on("2016-01-01")["names"], json!([{"name": "未来社区", "until": "2016-01-01"}]));
    assert_eq!(on("2015-12-31")["names"], json!([]), "a later name is looked past");
    assert_eq!(on("2016-12-31")["successors"], json!([]));
    assert_eq!(on("2017-01-01")["successors"][0]["code"], "520103400");
    assert_eq!(counter.ask("unit show 520103400")["predecessors"][0]["code"], "520102900");
    assert_eq!(counter.ask("unit show 520103400")["registered"], 1);
    assert_eq!(counter.ask("unit show 云岩区")["registered"], 1, "with all its parts");
    for name in ["未来社区", "明天社区", "南明区/未来社区", "云岩区/明天社区", "520102/明天社区"]
    {
        assert_eq!(counter.ask(&format!("unit show {name} --as-of 2016-12-31"))["code"], "520102900", "{name}");
    }
    counter.refuses("unit show 520102900 --as-of 2014-12-31", 1, "J603");
    counter.refuses("unit show 天堂", 1, "J601");
    let screen = counter.line("unit show 520102900 --lang zh").done().stdout;
    assert!(screen.contains("未来社区") && screen.contains("520103400"), "{screen}");
}

#[test]
fn every_name_of_a_day_is_that_of_the_day() {
    let counter = Counter::open("2018-01-10");
    counter.lives(1, "西湖社区", "一号", "2015-02-01");
    let permit = counter.issue("M1", "2015-02-02");
    let day_before = counter.all_of("2015-12-31");
    counter.does("rename 西湖社区 东湖社区", "2016-01-01");
    counter.does("rename 南明区 南明新区", "2016-01-01");
    assert_eq!(counter.all_of("2015-12-31"), day_before);
    let name = |by: &str, key: &str, on: &str| {
        let rows = counter.figures(by, on);
        rows.iter().find(|row| row["key"] == key).expect("a row")["name"].clone()
    };
    for (by, key, old, new) in [
        ("community", "520102401", "西湖社区", "东湖社区"),
        ("counter", "520102401", "西湖社区", "东湖社区"),
        ("district", "520102", "南明区", "南明新区"),
    ] {
        assert_eq!((name(by, key, "2015-12-31"), name(by, key, "2016-01-01")), (json!(old), json!(new)), "{by}");
    }
    let lives = |on: &str| counter.ask(&format!("migrant show M1 --as-of {on}"))["registration"]["unit_name"].clone();
    assert_eq!((lives("2015-12-31"), lives("2016-01-01")), (json!("西湖社区"), json!("东湖社区")));
    let card = counter.line(&format!("permit show {permit}")).done().stdout;
    assert!(card.contains("东湖社区") && card.contains("南明新区"), "{card}");
    let tree = counter.line("unit tree --as-of 2015-12-31").done().stdout;
    assert!(tree.contains("西湖社区") && !tree.contains("东湖社区"), "{tree}");
    for (n, unit) in (2..).zip(["西湖社区", "东湖社区", "南明区/西湖社区", "南明新区/东湖社区"])
    {
        let code = counter.lives(n, unit, "二号", "2017-01-01");
        assert_eq!(counter.ask(&format!("migrant show {code}"))["registration"]["unit"], "520102401", "{unit}");
    }
    // The name is free again, but which of the two is meant is not for us to guess, while both stand.
    counter.does("open 520102900 西湖社区 --kind community --under 520102", "2017-06-01");
    let error = counter.refuses("unit show 西湖社区 --as-of 2017-06-01", 1, "J602");
    assert_eq!(error["details"]["candidates"], json!(["520102900", "520102401"]));
    assert_eq!(counter.ask("unit show 西湖社区 --as-of 2017-05-31")["code"], "520102401");
}

#[test]
fn the_tree_is_drawn_and_told() {
    let counter = Counter::open("2017-03-01");
    let before = counter.counts();
    let answer = counter.ask("unit tree --as-of 2012-11-14");
    let city = &answer["units"][0];
    assert_eq!(keys(city), ["code", "kind", "name", "parts", "tier"]);
    assert_eq!((&city["code"], answer["units"].as_array().expect("units").len()), (&json!("520100"), 1));
    let count = |node: &Value| {
        let mut open = vec![node.clone()];
        let mut found = 0;
        while let Some(node) = open.pop() {
            found += 1;
            open.extend(node["parts"].as_array().expect("parts").clone());
        }
        found
    };
    assert_eq!(count(city), 184);
    let drawn = counter.line("unit tree").done().stdout;
    assert_eq!(drawn.matches('●').count(), 107, "106 counters and the line that explains the mark");
    assert!(drawn.contains("└─") && drawn.contains("新华社区"), "{drawn}");
    counter.line("unit tree --format csv").refused(2, "J908");
    assert_eq!(counter.counts(), before, "no row");
}

#[test]
fn people_permits_and_acts_follow_whoever_took_over() {
    let counter = Counter::open("2018-07-10");
    counter.lives(1, "520102400", "一号", "2017-01-01");
    counter.lives(2, "520102400", "二号", "2017-01-01");
    counter.issue("M1", "2017-07-01");
    let day_before = counter.all_of("2017-12-31");
    // A chain: merged, then closed in favour of a third, which is moved to another district.
    counter.does("merge 南明区/新华社区 --into 西湖社区", "2018-01-01");
    counter.does("close 西湖社区 --to 520102402", "2018-02-01");
    counter.does("move 520102402 --under 云岩区", "2018-03-01");
    assert_eq!(counter.all_of("2017-12-31"), day_before);
    for (on, unit, district) in [
        ("2017-12-31", "520102400", "520102"),
        ("2018-01-01", "520102401", "520102"),
        ("2018-02-01", "520102402", "520102"),
        ("2018-03-01", "520102402", "520103"),
    ] {
        assert_eq!(counter.of("community", unit, on), (2, 1), "{on}");
        assert_eq!(counter.of("counter", unit, on), (2, 1), "{on}");
        assert_eq!(counter.of("district", district, on), (2, 1), "{on}");
        assert_eq!(counter.of("tier", "community", on), (2, 1), "{on}");
        let shown = counter.ask(&format!("migrant show M1 --as-of {on}"));
        assert_eq!((&shown["registration"]["unit"], &shown["permit"]["counter"]), (&json!(unit), &json!(unit)), "{on}");
        assert_eq!(shown["permit"]["issuing_county"], "520102", "that of the day of issue stays");
    }
    let found = counter.ask("migrant find 赵明");
    assert_eq!(found["people"].as_array().map(Vec::len), Some(2), "{found}");
    let gone = counter.refuses(&format!("migrant add {}", form(LI).replace("520102401", "南明区/新华社区")), 1, "J603");
    assert!(gone["message"].as_str().is_some_and(|told| told.contains("520102402")), "{gone}");
    counter.refuses("migrant show M1 --counter 520102401", 1, "J603");
    // Acts go on, at the successor's counter, under numbers of its own.
    counter.ask("permit endorse M1 --on 2018-06-15");
    counter.assert_packed(&["2017-12-31", "2018-01-01", "2018-02-01", "2018-06-30"]);
    let second = counter.issue("M2", "2018-07-01");
    assert!(second.starts_with("JZ520103"), "the county of the residence on the day: {second}");
    assert_eq!(counter.ask("permit show M2")["counter"], "520102402");
    let entries = counter.entries();
    let endorsed = entries.iter().find(|entry| entry.0 == "permit endorse").expect("the entry");
    assert_eq!(endorsed.1.as_deref(), Some("520102402"));
    counter.refuses("migrant move M2 --unit 520102402 --address 二号 --on 2018-07-05", 1, "J203");
}

#[test]
fn a_takeover_of_units_is_told_as_one_and_by_the_names_of_the_day() {
    let counter = Counter::open("2018-07-10");
    counter.lives(1, "520102400", "一号", "2017-01-01");
    counter.does("rename 520102401 湖滨社区", "2017-06-01");
    counter.does("merge 南明区/新华社区 --into 520102401", "2018-01-01");
    counter.does("rename 520102401 西湖新社区", "2018-02-01");
    let codes = |on: &str| {
        let why = counter.ask(&format!("migrant why M1 --as-of {on}"));
        let told = why["because"].as_array().expect("a list").clone();
        told.iter().map(|said| said["code"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert!(!codes("2017-12-31").contains(&"regrouped".to_owned()));
    let told = codes("2018-01-01");
    assert!(told.contains(&"regrouped".to_owned()) && !told.contains(&"moved".to_owned()), "{told:?}");
    let history = counter.ask("migrant history M1");
    let acts = history["acts"].as_array().expect("acts");
    let regrouped = acts.iter().find(|act| act["act"] == "regroup").expect("the takeover");
    assert_eq!(regrouped["on"], "2018-01-01");
    assert_eq!(regrouped["detail"], json!({"former_unit": "520102400", "unit": "520102401"}));
    for line in ["migrant show M1", "migrant why M1", "migrant history M1"] {
        let screen = counter.line(line).done().stdout;
        assert!(screen.contains("新华社区") && screen.contains("湖滨社区"), "{line}: {screen}");
    }
    for line in ["migrant find 赵明", "permit list"] {
        let screen = counter.line(line).done().stdout;
        assert!(!screen.contains("湖滨社区"), "{line}: {screen}");
    }
    assert_eq!(counter.ask("migrant find 赵明")["people"][0]["unit"], "520102401", "the one that answers today");
}

#[test]
fn a_split_is_no_move_and_a_late_move_before_it_stays_late() {
    let counter = Counter::open("2018-07-10");
    counter.lives(1, "520102400", "一号", "2017-01-01");
    counter.ask("migrant move M1 --unit 520102401 --address 一号 --on 2017-03-01");
    counter.does("split 520102401 --into 520102402 520102403 --where 一号=520102402 --rest 520102403", "2018-01-01");
    let why = counter.ask("migrant why M1");
    let told: Vec<&str> =
        why["because"].as_array().expect("a list").iter().filter_map(|said| said["code"].as_str()).collect();
    assert!(told.contains(&"moved_late") && told.contains(&"regrouped"), "{told:?}");
    let screen = counter.line("migrant show M1 --lang zh").done().stdout;
    assert!(screen.contains("地址变更") && screen.contains("单位调整"), "{screen}");
}

#[test]
fn a_list_and_a_card_name_the_same_counter() {
    let counter = Counter::open("2018-07-10");
    counter.lives(1, "520102400", "一号", "2017-01-01");
    let permit = counter.issue("M1", "2017-07-01");
    // Nobody of its kind follows: its district keeps its acts.
    counter.does("open 520102905 临时社区 --kind town --under 南明区", "2018-01-01");
    counter.does("merge 520102400 --into 520102905", "2018-02-01");
    for on in ["2018-01-31", "2018-02-01"] {
        let shown = counter.ask(&format!("permit show {permit} --as-of {on}"))["counter"].clone();
        let listed = counter.ask(&format!("permit list --as-of {on}"));
        assert_eq!(listed["permits"][0]["counter"], shown, "{on}");
        let due = counter.ask(&format!("report due --within 365 --as-of {on}"));
        assert_eq!(due["rows"][0]["counter"], shown, "{on}");
    }
}

#[test]
fn a_whole_district_ends_and_its_communities_go_along() {
    let counter = Counter::open("2018-07-10");
    counter.lives(1, "白云区/大山洞社区", "一号", "2017-01-01");
    counter.lives(2, "白云区", "二号", "2017-01-01");
    counter.lives(3, "520113100", "三号", "2017-01-01");
    let day_before = counter.all_of("2017-12-31");
    let list = counter.ask("unit list --as-of 2017-12-31");
    let parts = list["units"].as_array().expect("units").iter().filter(|unit| unit["parent"] == "520113").count();
    let merged = counter.does("merge 白云区 --into 观山湖区", "2018-01-01");
    assert_eq!((&merged["until"], &merged["parent"]), (&json!("2018-01-01"), &Value::Null));
    assert_eq!(counter.all_of("2017-12-31"), day_before);
    assert_eq!(counter.of("district", "520115", "2018-01-01"), (3, 0));
    assert_eq!(counter.of("counter", "520115", "2018-01-01"), (2, 0), "the district's own acts");
    let list = counter.ask("unit list --as-of 2018-01-01");
    let moved = list["units"].as_array().expect("units").iter().filter(|unit| {
        unit["parent"] == "520115" && unit["code"].as_str().is_some_and(|code| code.starts_with("520113"))
    });
    assert_eq!(moved.count(), parts);
    let permit = counter.issue("M1", "2018-01-02");
    assert!(permit.starts_with("JZ520115"), "{permit}");
    // A district of another code is one of the city's too: hukou and residence in two of them is no migration.
    counter.does("open 520116 双龙区 --kind district --under 520100 --counter-tier district", "2018-02-01");
    counter.does("move 520102200 --under 双龙区", "2018-02-01");
    let near = form(WANG).replace("贵州省遵义市红花岗区", "贵州省贵阳市云岩区").replace("520102401", "520102200");
    counter.refuses(&format!("migrant add {near}"), 1, "J205");
    counter.does("close 双龙区 --to 南明区", "2018-03-01");
    assert_eq!(counter.ask("unit show 520102200")["parent"], "520102");
}

/// 西湖社区 with six people, two new communities of 2017-12-15, and the split of 2018-01-01 between them
/// and 水口寺: M1 moved away after it, M5 came after it; gives the answer of the split.
fn split_of_xihu() -> (Counter, Value) {
    let counter = Counter::open("2018-07-10");
    for (n, address) in [(1, "花果园一期 1 栋"), (2, "花果园二期3栋"), (3, "遵义路 5 号"), (4, "花果园 二期 9 栋")]
    {
        counter.lives(n, "西湖社区", address, "2017-01-01");
    }
    counter.issue("M2", "2017-07-01");
    counter.ask("migrant leave M4 --because left --on 2017-12-01");
    counter.ask("migrant move M1 --unit 520103400 --address 云岩 --on 2018-03-01");
    counter.lives(5, "西湖社区", "花果园一期 7 栋", "2018-02-01");
    counter.lives(6, "西湖社区", "花果园二期1栋", "2017-01-01");
    for code in ["520102901", "520102902"] {
        let what = format!("{code} 花果园{code}社区 --kind community --under 520102 --counter-tier community");
        counter.does(&format!("open {what}"), "2017-12-15");
    }
    let before = counter.all_of("2017-12-31");
    let split = counter.does(
        "split 西湖社区 --into 520102901 520102902 520102402 --where '花果园 一期=520102901' \
         --where 花果园=520102902 --rest 520102402",
        "2018-01-01",
    );
    assert_eq!(counter.all_of("2017-12-31"), before);
    (counter, split)
}

#[track_caller]
fn live(counter: &Counter, homes: &[(&str, &str, &str)]) {
    for (migrant, on, unit) in homes {
        let shown = counter.ask(&format!("migrant show {migrant} --as-of {on}"));
        assert_eq!(shown["registration"]["unit"], *unit, "{migrant} on {on}");
    }
}

#[test]
fn a_split_moves_people_by_their_address_and_keeps_the_days_before() {
    let (counter, split) = split_of_xihu();
    let moved = json!([
        {"code": "520102901", "people": 2},
        {"code": "520102902", "people": 2},
        {"code": "520102402", "people": 1},
    ]);
    assert_eq!(split["moved"], moved);
    live(
        &counter,
        &[
            ("M1", "2017-12-31", "520102401"),
            ("M1", "2018-01-01", "520102901"),
            ("M1", "2018-03-01", "520103400"),
            ("M2", "2017-12-31", "520102401"),
            ("M2", "2018-01-01", "520102902"),
            ("M3", "2018-01-01", "520102402"),
            ("M4", "2017-11-30", "520102401"),
            ("M5", "2018-02-01", "520102901"),
        ],
    );
    assert_eq!(counter.of("community", "520102901", "2018-02-01"), (2, 0));
    assert_eq!(counter.of("community", "520102402", "2018-02-01"), (1, 1), "cards follow the rest");
    assert_eq!(counter.of("counter", "520102402", "2018-02-01").0, 5, "and so do the counter's acts");
    let gone = counter.refuses("unit rename 西湖社区 湖 --because 批复", 1, "J603");
    assert_eq!(gone["details"]["successors"], json!(["520102901", "520102902", "520102402"]));
    let entry = counter.entries().into_iter().find(|entry| entry.0 == "unit split").expect("a row");
    assert_eq!((entry.2.as_deref(), entry.3.as_deref(), entry.5), (Some("520102401"), Some("批复"), 5));
    // A part is split again: whoever came from the first unit is counted on.
    counter.does("split 520102901 --into 520102902 520102402 --rest 520102902", "2018-04-01");
    live(&counter, &[("M5", "2018-03-31", "520102901"), ("M5", "2018-04-01", "520102902")]);
}

#[test]
fn what_happened_before_a_split_may_be_told_after_it() {
    let (counter, _) = split_of_xihu();
    counter.ask("migrant leave M3 --because left --on 2017-12-31");
    counter.ask("migrant move M6 --unit 520103400 --address 云岩 --on 2017-12-20");
    counter.refuses("migrant move M6 --unit 520103401 --address 云岩 --on 2017-12-19", 1, "J209");
    counter.refuses("migrant leave M1 --because left --on 2018-02-28", 1, "J209");
    live(
        &counter,
        &[
            ("M3", "2017-12-30", "520102401"),
            ("M6", "2017-12-19", "520102401"),
            ("M6", "2017-12-20", "520103400"),
            ("M6", "2018-02-01", "520103400"),
        ],
    );
    for (on, people) in [("2017-12-31", 4), ("2018-02-01", 5)] {
        let all: u64 = counter.figures("community", on).iter().filter_map(|row| row["registered"].as_u64()).sum();
        assert_eq!(all, people - 1, "{on}: M3 and M4 have left, M5 comes");
    }
}

/// Numbers that look thrown, and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }

    fn pick<'a>(&mut self, from: &'a [String]) -> &'a str {
        &from[self.below(from.len())]
    }
}

/// Some act on some units of the day.
fn any_act(dice: &mut Dice, n: usize, units: &[String]) -> String {
    let (a, b, c) = (dice.pick(units), dice.pick(units), dice.pick(units));
    match dice.below(7) {
        0 => format!("merge {a} --into {b}"),
        1 => format!("close {a} --to {b}"),
        2 => format!("close {a}"),
        3 => format!("move {a} --under {}", &b[..6]),
        4 => format!("rename {a} 新名{n}"),
        5 => format!("split {a} --into {b} {c} --where 1号={b} --rest {c}"),
        _ => {
            let district = &a[..6];
            format!(
                "open {district}{:03} 新设{n} --kind community --under {district} --counter-tier community",
                800 + n
            )
        }
    }
}

#[test]
fn whatever_is_done_with_units_nobody_is_lost_and_no_day_before_changes() {
    let counter = Counter::open("2018-07-10");
    for (n, unit) in (1..).zip(["520112", "520112403", "520112404", "520115400", "520115100", "520114"]) {
        let migrant = counter.lives(n, unit, &format!("路{n}号"), "2012-03-06");
        counter.issue(&migrant, "2012-03-07");
    }
    let report =
        |by: &str, on: &str| counter.line(&format!("report rate --by {by} --as-of {on} --format json")).done().stdout;
    let mut dice = Dice(1);
    let (mut done, mut past) = (0, Vec::new());
    for n in 0..60 {
        let day = |at: usize| format!("{}-{:02}-01", 2013 + at / 12, 1 + at % 12);
        let (on, before) = (day(n + 1), day(n));
        let list = counter.ask(&format!("unit list --as-of {on}"));
        let near = list["units"].as_array().expect("units").iter().filter_map(|unit| unit["code"].as_str());
        let near: Vec<String> =
            near.filter(|code| code[..6] == *"520112" || code[..6] == *"520115").map(str::to_owned).collect();
        let act = any_act(&mut dice, n, &near);
        past.push((before.clone(), BY.map(|by| report(by, &before))));
        let told = counter.line(&format!("unit {act} --on {on} --because 批复"));
        assert!(told.exit <= 2, "{act}: {told:?}");
        done += u32::from(told.exit == 0);
        for by in BY {
            let people: u64 = counter.figures(by, &on).iter().filter_map(|row| row["registered"].as_u64()).sum();
            assert_eq!(people, 6, "{act}, {by} on {on}");
        }
    }
    assert!(done > 15, "{done} acts were done");
    for (on, printed) in past {
        assert_eq!(BY.map(|by| report(by, &on)), printed, "{on}");
    }
}

#[test]
fn a_card_older_than_its_unit_is_counted_where_the_unit_came_from() {
    let mut counter = Counter::open("2013-08-01");
    counter.lives(1, "520115", "一号", "2013-01-01");
    let number = number("1980-05-05", 1);
    let ledger = format!(
        "公民身份号码,居住证号,发证日期,有效期限,受理点\n{number},GY20120001,2012-05-01,2013-04-30,520102401\n"
    );
    counter.put("cards.csv", ledger.as_bytes());
    counter.line("roster import cards.csv --kind permits").done();
    assert_eq!(counter.of("district", "520100", "2012-08-01"), (0, 1), "no district is known to have been it");
    assert_eq!(counter.of("district", "520115", "2013-01-01"), (1, 1));
    counter.turn_to("2018-01-10");
    counter.does("open 520102900 未来社区 --kind community --under 南明区", "2015-01-01");
    counter.does("merge 520102900 --into 520102401", "2016-01-01");
    for on in ["2012-08-01", "2014-12-31", "2015-06-01", "2016-01-01"] {
        for by in BY {
            counter.figures(by, on);
        }
    }
}

#[test]
fn a_unit_closed_with_nobody_in_it_leaves_its_records_to_what_it_was_part_of() {
    let counter = Counter::open("2018-07-10");
    counter.lives(1, "520102400", "一号", "2017-01-01");
    counter.issue("M1", "2017-07-01");
    counter.ask("migrant move M1 --unit 西湖社区 --address 一号 --on 2017-09-01");
    counter.does("close 520102400", "2018-01-01");
    counter.does("merge 西湖社区 --into 520102200", "2018-02-01");
    assert_eq!(counter.of("community", "520102200", "2018-02-01"), (1, 0), "a town without a counter");
    assert_eq!(counter.ask("migrant show M1")["registration"]["counter"], "520102");
    assert_eq!(counter.of("community", "520102", "2018-01-01"), (0, 1));
    assert_eq!(counter.of("counter", "520102", "2018-01-01"), (1, 1));
    assert_eq!(counter.of("tier", "district", "2018-01-01"), (1, 1));
    let gone = counter.refuses("unit show 天堂/新华社区", 1, "J601");
    assert_eq!(gone["hint"], "jzz unit show 520122400", "what is called so elsewhere");
    let error = counter.refuses("migrant move M1 --unit 520102400 --address 二号", 1, "J603");
    assert!(error["details"].get("successor").is_none(), "{error}");
}

/// Act, day, code. 未来社区 was opened on 2018-05-01, 大南 went up in 中南 and 市府 was renamed on 2018-04-01.
const REFUSED: &[(&str, &str, &str)] = &[
    ("open 520102400 重名社区 --kind community --under 520102", "2018-07-10", "J604"),
    ("open 520102403 旧码社区 --kind community --under 520102", "2018-07-10", "J604"),
    ("open 520102901 新华社区 --kind community --under 520102", "2018-07-10", "J605"),
    ("open 520102901 大南社区 --kind community --under 520102", "2018-03-01", "J605"),
    ("open 5201029 甲社区 --kind community --under 520102", "2018-07-10", "J606"),
    ("open 5201029O1 甲社区 --kind community --under 520102", "2018-07-10", "J606"),
    ("open 520102901 甲区 --kind district --under 520100", "2018-07-10", "J606"),
    ("open 520102901 南明/甲社区 --kind community --under 520102", "2018-07-10", "J606"),
    ("open 520102901 520102901 --kind community --under 520102", "2018-07-10", "J606"),
    ("open 520102901 甲社区 --kind community --under 520100", "2018-07-10", "J607"),
    ("open 520102901 甲社区 --kind community --under 西湖社区", "2018-07-10", "J607"),
    ("open 520116 甲区 --kind district --under 520102", "2018-07-10", "J607"),
    ("open 520102901 甲社区 --kind community --under 520102 --counter-tier district", "2018-07-10", "J608"),
    ("open 520102901 甲社区 --kind community --under 天堂区", "2018-07-10", "J601"),
    ("open 520102901 甲社区 --kind community --under 520114", "2018-07-10", "J603"),
    ("open 520102901 甲社区 --kind community --under 520102", "2018-07-11", "J208"),
    ("rename 西湖社区 西湖社区", "2018-07-10", "J609"),
    ("rename 西湖社区 南明区/新华社区", "2018-07-10", "J606"),
    ("rename 西湖社区 水口寺社区", "2018-07-10", "J605"),
    ("rename 520100 金阳市", "2018-07-10", "J627"),
    ("rename 520102405 市府社区", "2018-03-01", "J624"),
    ("rename 520102403 大南社区", "2018-03-01", "J624"),
    ("rename 520102403 大南社区", "2018-07-10", "J603"),
    ("rename 520102900 今天社区", "2018-03-01", "J603"),
    ("move 西湖社区 --under 南明区", "2018-07-10", "J609"),
    ("move 南明区 --under 南明区", "2018-07-10", "J620"),
    ("move 南明区 --under 西湖社区", "2018-07-10", "J620"),
    ("move 南明区 --under 520103400", "2018-07-10", "J607"),
    ("move 息烽县/新华社区 --under 南明区", "2018-07-10", "J605"),
    ("move 520100 --under 南明区", "2018-07-10", "J627"),
    ("move 西湖社区 --under 520114", "2018-07-10", "J603"),
    ("merge 西湖社区 --into 西湖社区", "2018-07-10", "J621"),
    ("merge 西湖社区 --into 520102403", "2018-07-10", "J623"),
    ("merge 西湖社区 --into 520102403", "2018-03-01", "J623"),
    ("merge 西湖社区 --into 520102900", "2018-03-01", "J623"),
    ("merge 南明区 --into 西湖社区", "2018-07-10", "J622"),
    ("merge 南明区 --into 520103400", "2018-07-10", "J607"),
    ("merge 西湖社区 --into 520100", "2018-07-10", "J627"),
    ("merge 520100 --into 南明区", "2018-07-10", "J627"),
    ("merge 520102404 --into 520102400", "2018-03-01", "J624"),
    ("merge 南明区 --into 云岩区", "2018-03-01", "J624"),
    ("close 南明区/新华社区", "2018-07-10", "J625"),
    ("close 南明区", "2018-07-10", "J626"),
    ("close 520100", "2018-07-10", "J627"),
    ("close 西湖社区 --to 西湖社区", "2018-07-10", "J621"),
    ("close 520114", "2018-07-10", "J603"),
    ("split 新华社区 --into 520102401 --rest 520102401", "2018-07-10", "J602"),
    ("split 520102400 --into 520102401 520102402", "2018-07-10", "J629"),
    ("split 520102400 --into 520102401 520102402 --where 二号=520102401", "2018-07-10", "J629"),
    ("split 520102400 --into 520102401 520102402 --rest 520102406", "2018-07-10", "J628"),
    ("split 520102400 --into 520102401 --where 一号=520102402 --rest 520102401", "2018-07-10", "J628"),
    ("split 520102400 --into 520102401 --rest 520102401", "2018-07-10", "J632"),
    ("split 520102400 --into 520102401 --where 一号=520102401", "2018-07-10", "J632"),
    ("close 520102900", "2018-05-01", "J633"),
    ("close 520102900 --to 520102401", "2018-05-01", "J633"),
    ("merge 520102900 --into 520102401", "2018-05-01", "J633"),
    ("split 520102900 --into 520102401 520102402 --rest 520102401", "2018-05-01", "J633"),
    ("split 520102400 --into 520102400 520102402 --rest 520102402", "2018-07-10", "J621"),
    ("split 520102400 --into 520102900 520102402 --rest 520102402", "2018-03-01", "J623"),
    ("split 南明区 --into 云岩区 花溪区 --rest 云岩区", "2018-07-10", "J626"),
    ("merge 西湖社区 --into 520102402", "2018-07-11", "J208"),
];

#[test]
fn what_is_refused_of_each_act() {
    let counter = Counter::open("2018-07-10");
    counter.lives(1, "520102400", "一号", "2017-01-01");
    counter.does("open 520102900 未来社区 --kind community --under 520102", "2018-05-01");
    counter.does("merge 520102403 --into 520102404", "2018-04-01");
    counter.does("rename 520102405 市政社区", "2018-04-01");
    let today = "2018-07-10";
    for (act, on, code) in REFUSED {
        let error = counter.refuses_act(act, on, code);
        match *code {
            "J625" => assert_eq!(error["details"]["people"], 1, "{error}"),
            "J624" => assert!(error["details"]["act_on"].is_string(), "{error}"),
            _ => {}
        }
    }
    // Also where everybody of today fits a rule: others may be entered later.
    let all = "split 520102400 --into 520102401 520102402 --where 一号=520102402";
    let unassigned = counter.refuses_act(all, today, "J629");
    assert_eq!(unassigned["details"]["parts"], json!(["520102401", "520102402"]));
    counter.does(&format!("{all} --rest 520102401"), today);
    assert_eq!(counter.ask("migrant show M1")["registration"]["unit"], "520102402");
}

#[test]
fn what_a_command_line_of_units_needs() {
    let counter = Counter::open("2018-07-10");
    for line in [
        "unit open 520102900 甲社区 --kind community --because 批复",
        "unit open 520102900 甲社区 --under 南明区 --because 批复",
        "unit rename 西湖社区 甲社区",
        "unit merge 西湖社区 --because 批复",
        "unit split 520102400 --rest 西湖社区 --because 批复",
        "unit show",
    ] {
        counter.refuses(line, 2, "J902");
    }
    counter.refuses("unit open 520102900 甲社区 --kind village --under 南明区 --because 批复", 2, "J904");
    counter.refuses("unit rename 西湖社区 甲社区 --because ' '", 2, "J902");
    counter.line("unit rename 西湖社区 甲社区 --because 批复 --format csv").refused(2, "J908");
    counter.refuses("unit open 520198 甲市 --kind city --under 520100 --because 批复", 2, "J904");
    counter.refuses("unit split 520102400 --into 西湖社区 --where 一号 --because 批复", 2, "J901");
    let split = counter.does(
        "split 520102400 --into 西湖社区 --into 水口寺社区 --where 一号=西湖社区 --rest 水口寺社区",
        "2018-07-10",
    );
    assert_eq!(split["moved"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_name_that_one_bears_and_another_bore_is_said_to_be_two() {
    let counter = Counter::open("2018-02-01");
    counter.ask("unit rename 520102401 湖滨社区 --because 批复 --on 2017-01-01");
    assert_eq!(counter.ask("unit show 西湖社区")["code"], "520102401", "the only one that ever bore it");
    counter.ask("unit rename 520103400 西湖社区 --because 批复 --on 2017-02-01");
    let error = counter.refuses("unit rename 西湖社区 新名社区 --because 批复 --on 2017-03-01", 1, "J602");
    let mut both: Vec<_> = error["details"]["candidates"].as_array().expect("both").clone();
    both.sort_by_key(ToString::to_string);
    assert_eq!(both, ["520102401", "520103400"]);
    assert_eq!(counter.ask("unit show 西湖社区 --as-of 2016-12-31")["code"], "520102401", "on that day there was one");
}

#[test]
fn codes_and_parts_that_cannot_be_are_refused() {
    let counter = Counter::open("2018-02-01");
    for code in ["52010290", "5201029001", "520102900001", "52010290A", "520302900", "110102900", "520199001"] {
        counter.refuses(&format!("unit open {code} 新社区 --kind community --under 520102 --because 批复"), 1, "J606");
    }
    let split = "unit split 520102401 --into 520102400 --into 520102400 --rest 520102400 --because 批复";
    counter.refuses(split, 1, "J631");
    counter.refuses("unit merge 520102401 --into 520102401 --because 批复", 1, "J621");
    counter.ask("unit merge 520102402 --into 520102400 --because 批复 --on 2018-01-01");
    counter.refuses("unit merge 520102401 --into 520102402 --because 批复", 1, "J623");
    counter.ask("unit open 520102900 新社区 --kind community --under 520102 --counter-tier community --because 批复");
}
