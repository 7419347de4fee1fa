//! Splits of units and what is entered after them for days before: the order of entry decides nothing.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::Counter;
use crate::support::office::{LI, form, number};

/// A unit, the parts it went to, and a unit beside them.
const OLD: &str = "520102401";
const PARTS: [&str; 3] = ["520102402", "520102403", "520102404"];
const BESIDE: &str = "520102400";

const ADDRESSES: [&str; 6] =
    ["花果园一期 1 栋", "花果园 一期2栋", "花果园二期3栋", "遵义路 5 号", "中华路1号", "遵义路花果园口"];
const WORDS: [&str; 5] = ["花果园一期", "花果园", "遵义路", "路", "1"];

/// Somebody who is registered, perhaps moves, and perhaps gets a card, all before the first split.
type Life = (usize, bool, Option<(usize, bool)>, bool);

/// Rules of a split: words of addresses and parts, and the rest.
type Rules = (Vec<(usize, usize)>, usize);

fn unit(old: bool) -> &'static str {
    if old { OLD } else { BESIDE }
}

/// The acts of the people; `by_roster`: the registrations come in a file.
fn live(counter: &Counter, people: &[Life], by_roster: bool) {
    if by_roster {
        let row = |(n, (address, old, _, _)): (u32, &Life)| {
            let (number, unit) = (number("1990-01-01", n), unit(*old));
            format!("甲,{number},贵州省遵义市红花岗区,{unit},{},务工,租赁房屋,2017-01-01", ADDRESSES[*address])
        };
        let rows: Vec<String> = (1..).zip(people).map(row).collect();
        let rows = rows.join("\n");
        let text = format!("姓名,公民身份号码,户籍地址,社区代码,现居住地址,居住事由,居住处所,登记日期\n{rows}\n");
        counter.put("people.csv", text.as_bytes());
        assert_eq!(counter.ask("roster import people.csv")["accepted"], people.len());
    }
    for (n, (address, old, moved, card)) in (1..).zip(people) {
        if !by_roster {
            let number = number("1990-01-01", n);
            counter.ask(&format!(
                "migrant add --id-number {number} --name 甲 --hukou 贵州省遵义市红花岗区 --unit {} --address '{}' \
                 --reason 务工 --dwelling 30 --on 2017-01-01",
                unit(*old),
                ADDRESSES[*address]
            ));
        }
        if *card {
            counter.issue(&format!("M{n}"), "2017-07-01");
        }
        if let Some((address, old)) = moved {
            let (unit, address) = (unit(*old), ADDRESSES[*address]);
            // To the very place is no move.
            let told = counter.line(&format!("migrant move M{n} --unit {unit} --address '{address}' --on 2017-08-01"));
            assert!(told.exit == 0 || told.code().as_deref() == Some("J203"), "{told:?}");
        }
    }
}

fn split(counter: &Counter, unit: &str, parts: &[&str], (rules, rest): &Rules, on: &str) {
    let rule = |(word, part): &(usize, usize)| format!("--where '{}={}'", WORDS[*word], parts[part % parts.len()]);
    let rules = rules.iter().map(rule).collect::<Vec<String>>().join(" ");
    let (into, rest) = (parts.join(" "), parts[rest % parts.len()]);
    counter.ask(&format!("unit split {unit} --into {into} {rules} --rest {rest} --on {on} --because 批复"));
}

/// The unit goes to three parts, and the first of them to the others.
fn restructure(counter: &Counter, first: &Rules, second: &Rules) {
    split(counter, OLD, &PARTS, first, "2018-01-01");
    split(counter, PARTS[0], &PARTS[1..], second, "2018-03-01");
}

/// Everything that is said of the people, on days around the splits.
fn told(counter: &Counter, people: &[Life]) -> Vec<Value> {
    let mut told = Vec::new();
    for on in ["2017-07-31", "2017-12-31", "2018-01-01", "2018-02-28", "2018-03-01", "2018-06-30"] {
        for n in 1..=people.len() {
            let mut shown = counter.ask(&format!("migrant show M{n} --as-of {on}"));
            // A number is drawn when it is drawn.
            shown["permit"]["permit"] = json!(null);
            told.push(shown);
        }
        for by in ["community", "counter", "tier"] {
            told.push(counter.ask(&format!("report rate --by {by} --as-of {on}"))["rows"].clone());
        }
    }
    told
}

fn rules() -> impl Strategy<Value = Rules> {
    (proptest::collection::vec((0..WORDS.len(), 0_usize..3), 0..3), 0_usize..3)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn entered_before_a_split_or_after_it_people_live_in_the_same_places(
        people in proptest::collection::vec(
            (0..ADDRESSES.len(), any::<bool>(), proptest::option::of((0..ADDRESSES.len(), any::<bool>())), any::<bool>()),
            1..4,
        ),
        (first, second) in (rules(), rules()),
        by_roster in any::<bool>(),
    ) {
        let [early, late, in_between] = [(); 3].map(|()| Counter::open("2018-07-10"));
        live(&early, &people, by_roster);
        restructure(&early, &first, &second);
        restructure(&late, &first, &second);
        live(&late, &people, by_roster);
        split(&in_between, OLD, &PARTS, &first, "2018-01-01");
        live(&in_between, &people, by_roster);
        split(&in_between, PARTS[0], &PARTS[1..], &second, "2018-03-01");
        let expected = told(&early, &people);
        prop_assert_eq!(told(&late, &people), expected.clone());
        prop_assert_eq!(told(&in_between, &people), expected);
        for counter in [&early, &late, &in_between] {
            counter.assert_packed(&["2017-12-31", "2018-02-28", "2018-06-30"]);
        }
    }
}

/// 西湖社区 is split on 2018-01-01 by address.
fn split_of_xihu() -> Counter {
    let counter = Counter::open("2018-07-10");
    let rules = "--where 花果园一期=520102402 --where 花果园=520102403 --rest 520102404";
    let into = PARTS.join(" ");
    counter.ask(&format!("unit split {OLD} --into {into} {rules} --on 2018-01-01 --because 批复"));
    counter
}

fn home(counter: &Counter, who: &str, on: &str) -> Value {
    counter.ask(&format!("migrant show {who} --as-of {on}"))["registration"]["unit"].clone()
}

fn add(address: &str, on: &str) -> String {
    format!("migrant add {} --on {on}", form(LI).replace("西湖路1号", address))
}

#[test]
fn whoever_is_entered_for_a_day_before_a_split_lives_where_the_address_lies() {
    for (address, part) in [("花果园一期1栋", "520102402"), ("花果园二期1栋", "520102403"), ("中华路1号", "520102404")]
    {
        let counter = split_of_xihu();
        counter.ask(&add(address, "2017-06-01"));
        assert_eq!([home(&counter, "M1", "2017-12-31"), home(&counter, "M1", "2018-01-01")], [OLD, part], "{address}");
        // A move before the split, told after it, within the old unit.
        counter.ask(&format!("migrant move M1 --unit {OLD} --address 花果园二期9栋 --on 2017-09-01"));
        let homes = ["2017-08-31", "2017-12-31", "2018-01-01"].map(|on| home(&counter, "M1", on));
        assert_eq!(homes, [OLD, OLD, "520102403"], "{address}");
    }
}

#[test]
fn a_departure_that_is_taken_back_goes_on_where_the_address_lies() {
    let open = || {
        let counter = Counter::open("2018-07-10");
        counter.ask(&add("花果园一期1栋", "2017-06-01"));
        counter
    };
    let split = |counter: &Counter| {
        let into = PARTS.join(" ");
        let rules = "--where 花果园一期=520102402 --rest 520102404";
        counter.ask(&format!("unit split {OLD} --into {into} {rules} --on 2018-01-01 --because 批复"));
    };
    // At the counter, by the correction of the departure.
    let counter = open();
    counter.ask("migrant leave M1 --because left --on 2017-10-01");
    split(&counter);
    counter.ask("migrant edit M1 --left none --because 没有走");
    assert_eq!(home(&counter, "M1", "2018-02-01"), "520102402");
    // By a roster that is undone.
    let counter = open();
    counter.put("gone.csv", format!("公民身份号码,离开日期\n{LI},2017-10-01\n").as_bytes());
    counter.ask("roster import gone.csv");
    split(&counter);
    counter.ask("roster undo B000001 --because 报错");
    assert_eq!(home(&counter, "M1", "2018-02-01"), "520102402");
    counter.assert_packed(&["2018-02-01"]);
}

#[test]
fn a_roster_whose_people_a_split_gave_to_its_parts_can_be_undone() {
    for late in [true, false] {
        let counter = Counter::open("2018-07-10");
        let split = || {
            let into = PARTS.join(" ");
            let rules = "--where 花果园一期=520102402 --rest 520102404";
            counter.ask(&format!("unit split {OLD} --into {into} {rules} --on 2018-01-01 --because 批复"));
        };
        if late {
            split();
        }
        live(&counter, &[(0, true, None, false)], true);
        if !late {
            split();
        }
        assert_eq!(home(&counter, "M1", "2018-02-01"), "520102402");
        counter.ask("roster undo B000001 --because 报错");
        assert_eq!(counter.rows("SELECT 'home' FROM earlier_home"), [""; 0]);
        // A move is told of, and keeps the roster.
        let counter = split_of_xihu();
        live(&counter, &[(0, true, Some((3, false)), false)], true);
        let error = counter.refuses("roster undo B000001 --because 报错", 1, "J449");
        assert_eq!(
            (&error["details"]["acts"][0]["act"], &error["details"]["acts"][0]["on"]),
            (&json!("moved"), &json!("2017-08-01"))
        );
    }
}

/// 西湖社区 is split on 2018-01-01 after M1 was registered there, 花果园一期, and perhaps moved.
fn registered_before_the_split(moves: &[(&str, &str)]) -> Counter {
    let counter = Counter::open("2018-07-10");
    counter.ask(&add("花果园一期1栋", "2017-06-01"));
    for (address, on) in moves {
        counter.ask(&format!("migrant move M1 --unit {OLD} --address {address} --on {on}"));
    }
    let rules = "--where 花果园一期=520102402 --where 花果园=520102403 --rest 520102404";
    counter.ask(&format!("unit split {OLD} --into {} {rules} --on 2018-01-01 --because 批复", PARTS.join(" ")));
    counter
}

/// The acts of somebody's life here, with the units.
fn acts(counter: &Counter) -> Vec<(String, String, String)> {
    let history = counter.ask("migrant history M1");
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let act = |act: &Value| (text(&act["act"]), text(&act["on"]), text(&act["detail"]["unit"]));
    history["acts"].as_array().expect("acts").iter().map(act).collect()
}

fn act(act: &str, on: &str, unit: &str) -> (String, String, String) {
    (act.to_owned(), on.to_owned(), unit.to_owned())
}

#[test]
fn a_corrected_address_is_that_of_the_days_before_the_split_too() {
    let counter = registered_before_the_split(&[]);
    assert_eq!(acts(&counter), [act("register", "2017-06-01", OLD), act("regroup", "2018-01-01", PARTS[0])]);
    counter.ask("migrant edit M1 --address 花果园二期9栋 --because 抄错");
    let at = |on: &str| {
        let shown = counter.ask(&format!("migrant show M1 --as-of {on}"))["registration"].clone();
        [shown["unit"].clone(), shown["address"].clone()]
    };
    assert_eq!(at("2017-12-31"), [OLD, "花果园二期9栋"]);
    assert_eq!(at("2018-01-01"), [PARTS[1], "花果园二期9栋"]);
    assert_eq!(acts(&counter), [act("register", "2017-06-01", OLD), act("regroup", "2018-01-01", PARTS[1])]);
    // The unit of the days before; the one beside was never split.
    counter.ask(&format!("migrant edit M1 --unit {BESIDE} --because 登错社区"));
    assert_eq!(["2017-12-31", "2018-01-01"].map(|on| home(&counter, "M1", on)), [BESIDE, BESIDE]);
    assert_eq!(acts(&counter), [act("register", "2017-06-01", BESIDE)]);
    counter.ask(&format!("migrant edit M1 --unit {OLD} --because 没有登错"));
    assert_eq!(["2017-12-31", "2018-01-01"].map(|on| home(&counter, "M1", on)), [OLD, PARTS[1]]);
    // Another fact goes through both.
    counter.ask("migrant edit M1 --dwelling 自有住房 --because 抄错");
    for on in ["2017-12-31", "2018-01-01"] {
        assert_eq!(counter.ask(&format!("migrant show M1 --as-of {on}"))["registration"]["dwelling"], "21", "{on}");
    }
    counter.refuses("migrant edit M1 --unit 520103400 --on 2018-08-01 --because x", 1, "J208");
    counter.assert_packed(&["2017-12-31", "2018-01-01", "2018-06-30"]);
}

#[test]
fn a_part_that_was_opened_with_the_split_is_corrected_for_its_own_days() {
    let counter = Counter::open("2018-07-10");
    for (code, name) in [("520102491", "一期社区"), ("520102492", "二期社区")] {
        let opened = format!("unit open {code} {name} --kind community --under 520102 --on 2018-01-01 --because 批复");
        counter.ask(&opened);
    }
    counter.ask(&add("花果园一期1栋", "2017-06-01"));
    let parts = "--into 520102491 520102492 --where 花果园一期=520102491 --rest 520102492";
    counter.ask(&format!("unit split {OLD} {parts} --on 2018-01-01 --because 批复"));
    let lived = |part: &str| [act("register", "2017-06-01", OLD), act("regroup", "2018-01-01", part)];
    assert_eq!(acts(&counter), lived("520102491"));
    counter.ask("migrant edit M1 --unit 520102492 --because 划错");
    assert_eq!(acts(&counter), lived("520102492"));
    // It stays through a correction of something else, and follows a corrected address again.
    counter.ask("migrant edit M1 --dwelling 自有住房 --because 抄错");
    assert_eq!(acts(&counter), lived("520102492"));
    counter.ask("migrant edit M1 --address 花果园一期2栋 --because 抄错");
    assert_eq!(acts(&counter), lived("520102491"));
    counter.refuses(&format!("migrant edit M1 --unit {OLD} --on 2018-02-01 --because x"), 1, "J603");
    counter.ask("migrant edit M1 --on 2018-02-01 --because 抄错");
    assert_eq!(acts(&counter), [act("register", "2018-02-01", "520102491")]);
    counter.refuses("migrant edit M1 --on 2017-06-01 --because x", 1, "J603");
    counter.ask(&format!("migrant edit M1 --on 2017-06-01 --unit {OLD} --because 没有抄错"));
    assert_eq!(acts(&counter), lived("520102491"));
    counter.assert_packed(&["2017-12-31", "2018-01-01", "2018-06-30"]);
}

#[test]
fn a_split_bars_no_later_day_of_registration() {
    for unit in ["", "--unit 520102402", "--unit 520102404"] {
        let counter = registered_before_the_split(&[]);
        counter.ask(&format!("migrant edit M1 --on 2018-02-01 {unit} --because 抄错"));
        let expected = if unit.is_empty() { PARTS[0] } else { unit.trim_start_matches("--unit ") };
        assert_eq!(acts(&counter), [act("register", "2018-02-01", expected)], "{unit}");
        assert_eq!(counter.rows("SELECT 'home' FROM earlier_home"), [""; 0]);
        counter.ask(&format!("migrant edit M1 --on 2017-06-01 --unit {OLD} --because 没有抄错"));
        assert_eq!(acts(&counter), [act("register", "2017-06-01", OLD), act("regroup", "2018-01-01", PARTS[0])]);
        counter.assert_packed(&["2017-12-31", "2018-01-31", "2018-06-30"]);
    }
    // A unit that went up in another is nobody's act either.
    let counter = Counter::open("2018-07-10");
    counter.ask(&add("中华路1号", "2017-06-01"));
    counter.ask(&format!("unit merge {OLD} --into {BESIDE} --on 2018-01-01 --because 批复"));
    counter.ask("migrant edit M1 --on 2018-02-01 --because 抄错");
    assert_eq!(acts(&counter), [act("register", "2018-02-01", BESIDE)]);
}

#[test]
fn any_home_of_any_stay_is_corrected_by_a_day_of_it() {
    let counter = registered_before_the_split(&[("花果园二期2栋", "2017-09-01")]);
    counter.ask("migrant leave M1 --because left --on 2018-03-01");
    counter.ask(&add("中华路1号", "2018-05-01").replace(OLD, BESIDE));
    let edit = |flags: &str| counter.ask(&format!("migrant edit M1 {flags} --because 抄错"));
    edit("--of 2017-06-05 --address 遵义路7号");
    edit("--of 2018-02-01 --moved 2017-08-20 --address 花果园一期7栋");
    edit("--of 2017-06-05 --on 2017-05-20 --arrived 2017-05-15");
    edit("--of 2018-02-01 --workplace 一厂");
    assert_eq!(
        acts(&counter),
        [
            act("register", "2017-05-20", OLD),
            act("move", "2017-08-20", OLD),
            act("regroup", "2018-01-01", PARTS[0]),
            act("leave", "2018-03-01", PARTS[0]),
            act("register", "2018-05-01", BESIDE),
        ]
    );
    let history = counter.ask("migrant history M1");
    assert!(
        history["acts"].as_array().expect("acts").iter().all(|act| act["act"] == "regroup" || act["at"].is_string())
    );
    let moved = history["corrections"].as_array().expect("a list").iter().find(|one| one["field"] == "moved_on");
    let moved = moved.expect("the move's day").clone();
    assert_eq!([&moved["old"], &moved["new"]], ["2017-09-01", "2017-08-20"]);
    let shown = counter.ask("migrant show M1 --as-of 2017-08-19")["registration"].clone();
    assert_eq!([&shown["address"], &shown["arrived_on"]], ["遵义路7号", "2017-05-15"]);
    assert_eq!(counter.ask("migrant show M1")["registration"]["address"], "中华路1号");
    for (flags, code) in [
        ("--of 2018-04-01 --address x", "J202"),
        ("--of 2017-06-05 --moved 2017-07-01", "J218"),
        ("--of 2018-02-01 --moved 2017-05-19", "J218"),
        ("--of 2018-02-01 --moved 2018-03-02", "J218"),
        ("--of 2017-06-05 --on 2017-08-21", "J218"),
    ] {
        counter.refuses(&format!("migrant edit M1 {flags} --because x"), 1, code);
    }
    // Moved only after the split: the home before came to its part, the new one begins in one.
    edit("--of 2018-02-01 --moved 2018-02-01 --unit 520102403");
    let units = ["2017-12-31", "2018-01-01", "2018-02-01"].map(|on| home(&counter, "M1", on));
    assert_eq!(units, [OLD, PARTS[2], PARTS[1]]);
    counter.assert_packed(&["2017-12-31", "2018-01-01", "2018-02-01", "2018-06-30"]);
}

#[test]
fn whoever_left_before_a_split_is_told_of_none_whatever_was_entered_first() {
    let said = |left_first: bool| {
        let counter = Counter::open("2018-07-10");
        counter.ask(&add("花果园一期1栋", "2017-06-01"));
        let split = || {
            let rules = "--where 花果园一期=520102402 --rest 520102404";
            counter.ask(&format!("unit split {OLD} --into {} {rules} --on 2018-01-01 --because 批复", PARTS.join(" ")));
        };
        let leave = || counter.ask("migrant leave M1 --because left --on 2017-10-01");
        if left_first {
            leave();
            split();
        } else {
            split();
            leave();
        }
        let shown = counter.ask("migrant show M1");
        let why = counter.ask("migrant why M1")["because"].clone();
        (acts(&counter), shown["registration"].clone(), why)
    };
    let (acts, shown, why) = said(true);
    assert_eq!(acts, [act("register", "2017-06-01", OLD), act("leave", "2017-10-01", OLD)]);
    assert_eq!(
        (&shown["unit"], why.is_array(), why.to_string().contains("regroup")),
        (&json!(OLD), true, false),
        "{why}"
    );
    assert_eq!(said(false), (acts, shown, why));
}
