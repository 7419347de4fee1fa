//! Every figure of people opens to the people behind it; figures that contradict each other are not given.

use serde_json::Value;

use crate::support::Counter;
use crate::support::office::{CHILD, LI, WANG, form, number, shape};

/// People in two communities, one gone, with cards, an endorsement, a move and a foreigner.
pub fn city() -> Counter {
    let counter = Counter::open("2018-09-01");
    for n in 1..=6 {
        counter.register(&number("1970-01-01", n), "2017-01-01");
    }
    counter.register(CHILD, "2017-02-01");
    let other = form(WANG).replace("520102401", "520103400").replace("--reason 务工", "--reason 经商");
    counter.ask(&format!("migrant add {other} --on 2017-01-01 --stay 一年"));
    counter.ask(
        "migrant add --id-kind foreigner --id-number 952840198807040017 --name JOHN --hukou 英国 --unit 520102401 \
         --address 西湖路1号 --reason 经商 --dwelling 10 --sex 男 --birth 1988-07-04 --on 2017-01-01",
    );
    for n in 1..=3 {
        counter.issue(&format!("M{n}"), "2017-07-01");
    }
    counter.ask("permit endorse M1 --on 2018-06-15");
    counter.ask("migrant leave M3 --because left --on 2018-02-01");
    counter.ask("migrant move M2 --unit 520103400 --address 中华路1号 --reason 探亲访友 --on 2018-03-01");
    counter
}

/// Code and figure of every cell of a report.
fn cells(report: &Value) -> Vec<(String, i64)> {
    let rows = report["rows"].as_array().expect("rows").iter().chain([&report["total"]]);
    let cells = rows.flat_map(|row| {
        let cells = row["cells"].as_object().unwrap_or_else(|| panic!("cells: {row}"));
        cells
            .iter()
            .map(|(column, code)| (code.as_str().expect("a code").to_owned(), row[column].as_i64().expect("a count")))
    });
    cells.collect()
}

#[test]
fn every_cell_opens_to_as_many_people_as_its_figure_says() {
    let counter = city();
    for line in [
        "report rate --by tier --as-of 2018-02-15",
        "report rate --by district",
        "report rate --by counter --as-of 2018-01-31",
        "report rate --by reason --as-of 2018-04-01",
        "report rate --by origin",
        "report monthly --as-of 2018-02-15",
        "report monthly --month 2018-03",
        "report trend --from 2017-01-01 --to 2018-08-31 --every year",
        "report ranking --min 1",
    ] {
        let all = cells(&counter.ask(&format!("{line} --cells")));
        let mut some: Vec<&(String, i64)> = all.iter().filter(|(_, count)| *count > 0).collect();
        assert!(!some.is_empty(), "{line}");
        some.extend(all.iter().find(|(_, count)| *count == 0));
        for (code, count) in some {
            let before = counter.journal();
            let opened = counter.ask(&format!("{line} --list {code}"));
            assert_eq!(counter.journal(), before + 1, "{code}: one row for a list of people");
            shape(&opened, "cell count people");
            assert_eq!((opened["cell"].as_str(), opened["count"].as_i64()), (Some(code.as_str()), Some(*count)));
            assert_eq!(opened["people"].as_array().map(Vec::len), usize::try_from(*count).ok(), "{code}");
        }
    }
}

#[test]
fn the_people_behind_a_figure_are_masked_until_they_are_revealed() {
    let counter = city();
    let line = "report rate --list rate/community/520103400/holders";
    let opened = counter.ask(line);
    let person = &opened["people"][0];
    shape(person, "migrant name id_number unit");
    assert_eq!((person["migrant"].as_str(), person["unit"].as_str()), (Some("M000002"), Some("520103400")));
    assert!(person["id_number"].as_str().is_some_and(|number| number.contains("**********")), "{person}");
    let bare = counter.ask(&format!("{line} --reveal 核对"));
    assert_eq!(bare["people"][0]["id_number"], number("1970-01-01", 2));
    let (command, _, subject, purpose, _, rows) = counter.entries().pop().expect("an entry");
    assert_eq!((command.as_str(), subject.as_deref()), ("report rate", Some("rate/community/520103400/holders")));
    assert_eq!((purpose.as_deref(), rows), (Some("核对"), 1));
    for format in ["table", "csv", "html"] {
        let shown = counter.line(&format!("{line} --format {format}")).done().stdout;
        assert!(shown.contains("M000002") && !shown.contains(&number("1970-01-01", 2)), "{shown}");
    }
}

#[test]
fn an_unknown_cell_is_refused_and_nothing_is_journalled() {
    let counter = city();
    for line in [
        "report rate --list rate/community/520103400/rate",
        "report rate --list rate/community/999/holders",
        "report rate --list monthly/2018-03/01/male",
        "report monthly --list monthly/2018-03/13/male",
        "report monthly --list nonsense",
        "report trend --list trend/month/2016-01/registered",
        "report ranking --list ranking/520103100/holders",
    ] {
        counter.refuses(line, 1, "J504");
    }
    counter.refuses("report rate --as-of 2018-09-02 --list rate/tier/total/holders", 1, "J501");
}

#[test]
fn a_hint_names_the_report_and_can_be_pasted() {
    let counter = city();
    for (line, exit, code) in [
        ("report rate --by origin --list rate/origin/x/holders", 1, "J504"),
        ("report monthly --month 2018-03 --list monthly/2018-03/13/male", 1, "J504"),
        ("report monthly --list nonsense", 1, "J504"),
        ("report trend --every week --list trend/week/2016-W01/registered", 1, "J504"),
        ("report ranking --list ranking/520103100/holders", 1, "J504"),
        ("report quality --by source --list quality/source/x/count", 1, "J504"),
        ("report turnaround --from 2018-01-01 --to 2018-02-01 --list turnaround/x", 1, "J504"),
        ("report lookups --from 2018-01-01 --to 2018-02-01 --list lookups/2018-01-01..2018-02-01/x/lists", 1, "J504"),
        ("report rate --by reason --as-of 2018-09-02", 1, "J501"),
        ("report rate --by reason --as-of 2018-08-01 --compare 2018-09-02", 1, "J501"),
        ("report freeze rate --by origin --as-of 2018-09-02", 1, "J501"),
        ("report ranking --as-of 2018-09-02", 1, "J501"),
        ("report monthly --month 2018-09", 1, "J501"),
        ("report trend --every year --from 2017-01-01 --to 2018-09-02", 1, "J501"),
        ("report trend --every year --from 2019-01-01 --to 2017-01-01", 2, "J520"),
        ("report lookups --from 2019-01-01 --to 2017-01-01", 2, "J520"),
        ("report show R2018-03-31/1", 1, "J506"),
    ] {
        let error = counter.refuses(line, exit, code);
        let hint = error["hint"].as_str().expect("a hint");
        let at = hint.find("jzz ").unwrap_or_else(|| panic!("{line}: {hint}"));
        let command = hint[at + 4..].trim_end();
        let report: Vec<&str> = line.split(' ').take(2).collect();
        let starts = command.starts_with(&report.join(" ")) || code == "J506";
        assert!(starts, "{line}: {hint}");
        counter.line(command).done();
    }
    for line in ["report ranking", "report lookups --from 2018-01-01 --to 2018-02-01", "report rate --by reason"] {
        let told = counter.line(&format!("{line} --format xlsx")).refused(2, "J503").stderr;
        let hint = told.lines().find_map(|said| said.split_once("jzz ")).map(|(_, hint)| hint.to_owned());
        let hint = hint.unwrap_or_else(|| panic!("{told}"));
        assert!(hint.starts_with(&format!("{line} ")), "{hint}");
        counter.line(&hint).done();
    }
}

/// Changes the register behind the program's back.
#[expect(clippy::disallowed_methods, reason = "a test changes the file as a fault would")]
fn tamper(counter: &Counter, sql: &str) {
    let file = rusqlite::Connection::open(counter.path("register.db")).expect("the register");
    file.execute_batch(sql).expect("a change");
}

#[test]
fn figures_that_contradict_each_other_are_given_in_no_form() {
    let counter = city();
    tamper(&counter, "PRAGMA foreign_keys = OFF; UPDATE registration SET counter_id = 99999 WHERE migrant_id = 1;");
    for line in ["report rate", "report monthly", "report trend", "report rate --by reason"] {
        for format in ["table", "json", "csv", "html"] {
            let told = counter.line(&format!("{line} --format {format}")).refused(3, "J502");
            assert_eq!(told.stdout, "", "{line} {format}");
        }
    }
    let told = counter.line("report rate --format json --out rate.json").refused(3, "J502");
    assert!(!counter.path("rate.json").exists(), "nothing is published");
    let check = &told.error()["details"]["checks"][0];
    shape(check, "name left right");
    assert_ne!(check["left"], check["right"]);
    assert!(counter.line("report rate").stderr.contains(" ≠ "), "both numbers are said");
}

/// All columns of a registration but its key and its person.
const OF_A_STAY: &str = "unit_id, counter_id, address, reason, home_since_on, registered_on";

#[test]
fn a_registration_doubled_lost_or_of_somebody_else_is_named() {
    // M1 has a card, M4 has none, M6 has none either.
    let doubled = |migrant: u32| {
        format!(
            "DROP INDEX registration_one_active; INSERT INTO registration (migrant_id, {OF_A_STAY}) \
             SELECT migrant_id, {OF_A_STAY} FROM registration WHERE migrant_id = {migrant};"
        )
    };
    let lost =
        |migrant: u32| format!("PRAGMA foreign_keys = OFF; DELETE FROM registration WHERE migrant_id = {migrant};");
    let given = |migrant: u32, to: u32| {
        format!(
            "PRAGMA foreign_keys = OFF; DROP INDEX registration_one_active; \
             UPDATE registration SET migrant_id = {to} WHERE migrant_id = {migrant};"
        )
    };
    let cases: [(&str, String, &[&str]); 8] = [
        ("doubled", doubled(1), &["holders_by_permits", "registered_persons"]),
        ("doubled, without a card", doubled(4), &["registered_persons"]),
        ("lost", lost(1), &["holders_by_permits", "people_without_registration"]),
        ("lost, without a card", lost(4), &["people_without_registration"]),
        ("another's", given(1, 6), &["holders_by_permits", "registered_persons", "people_without_registration"]),
        ("another's, without a card", given(4, 6), &["registered_persons", "people_without_registration"]),
        ("of nobody", given(1, 99_999), &["holders_by_permits", "people_without_registration"]),
        ("of nobody, without a card", given(4, 99_999), &["people_without_registration"]),
    ];
    for (case, change, expected) in cases {
        let counter = city();
        counter.ask("report rate");
        tamper(&counter, &change);
        let told = counter.line("report rate --format json").refused(3, "J502");
        let checks = told.error()["details"]["checks"].clone();
        let named: Vec<&str> = checks.as_array().expect("checks").iter().filter_map(|c| c["name"].as_str()).collect();
        assert_eq!(named, expected, "{case}");
        for line in ["report rate --by origin", "report ranking", "report monthly", "report trend"] {
            assert_eq!(counter.line(line).refused(3, "J502").stdout, "", "{case}: {line}");
        }
    }
}

#[test]
fn a_code_that_no_table_has_shows_in_the_monthly_table() {
    let counter = city();
    counter.ask("report monthly");
    tamper(&counter, "UPDATE registration SET dwelling = '99' WHERE migrant_id = 4;");
    let told = counter.line("report monthly --format json").refused(3, "J502");
    assert_eq!(told.error()["details"]["checks"][0]["name"], "monthly_dwelling");
    counter.register(LI, "2018-08-01");
    counter.ask("report rate");
}

/// A check that fails: name, place, both numbers.
type Failed = (&'static str, &'static str, u64, u64);

#[test]
fn a_fault_in_the_monthly_table_or_the_trend_is_named_with_both_numbers() {
    // A stay of M5 that ends before it begins is none at any period's end.
    let turned = "PRAGMA ignore_check_constraints = ON; UPDATE registration SET registered_on = '2018-05-10', \
                  home_since_on = '2018-05-10', ended_on = '2018-02-10', end_reason = 'left' WHERE migrant_id = 5;";
    let reason = "UPDATE registration SET reason = '55' WHERE migrant_id = 4;";
    let stay = "UPDATE registration SET stay = '9' WHERE migrant_id = 4;";
    let person = "UPDATE migrant SET id_kind = 'other', hukou = '英国' WHERE migrant_id = 4;";
    let trend = "report trend --from 2018-01-01 --to 2018-08-31";
    let cases: [(&str, &str, &[Failed]); 4] = [
        ("report monthly", stay, &[("monthly_stay", "01", 4, 5)]),
        (
            "report monthly",
            reason,
            &[
                ("reasons_unknown", "", 1, 0),
                ("monthly_columns", "total/total", 7, 8),
                ("monthly_columns", "total/female", 3, 4),
                ("monthly_columns", "total/stay_unknown", 6, 7),
                ("monthly_columns", "total/origin_province_city", 6, 7),
                ("monthly_columns", "total/dwelling_rented", 6, 7),
            ],
        ),
        (trend, turned, &[("trend_flows", "2018-02", 7, 8), ("trend_flows", "2018-05", 7, 6)]),
        // The number of a kind that was changed is counted nowhere by halves: the tables agree with the rate.
        ("report monthly", person, &[]),
    ];
    for (line, change, expected) in cases {
        let counter = city();
        counter.ask(line);
        tamper(&counter, change);
        if expected.is_empty() {
            counter.ask(line);
            continue;
        }
        let told = counter.line(&format!("{line} --format json")).refused(3, "J502");
        let checks = told.error()["details"]["checks"].as_array().expect("checks").clone();
        let text = |check: &Value, key: &str| check[key].as_str().unwrap_or_default().to_owned();
        let number = |check: &Value, key: &str| check[key].as_u64().expect("a count");
        let found: Vec<(String, String, u64, u64)> = checks
            .iter()
            .map(|check| (text(check, "name"), text(check, "at"), number(check, "left"), number(check, "right")))
            .collect();
        let wanted: Vec<(String, String, u64, u64)> = expected
            .iter()
            .map(|(name, at, left, right)| ((*name).to_owned(), (*at).to_owned(), *left, *right))
            .collect();
        assert_eq!(found, wanted, "{line}: {change}");
        let (_, at, left, right) = wanted.last().expect("a check");
        let said = counter.line(line).stderr;
        assert!(said.contains(&format!("({at}): {left} ≠ {right}")), "{said}");
    }
}

#[test]
fn a_frozen_report_is_printed_again_byte_for_byte_whatever_happened_since() {
    let counter = city();
    let frozen = counter.ask("report freeze rate --by community --as-of 2018-03-31");
    shape(&frozen, "number hash");
    assert_eq!(frozen["number"], "R2018-03-31/1");
    assert_eq!(counter.ask("report freeze rate --as-of 2018-03-31")["number"], "R2018-03-31/2");
    let number = "R2018-03-31/1";
    let before = counter.line("report rate --by community --as-of 2018-03-31 --format json").done().stdout;
    let show = |format: &str| counter.line(&format!("report show {number} --format {format}")).done().stdout;
    assert_eq!(show("json"), before);
    let kept = ["table", "csv", "html"].map(show);
    counter.ask("migrant leave M4 --because left --on 2018-03-15");
    counter.register(LI, "2018-03-20");
    assert_eq!((show("json"), ["table", "csv", "html"].map(show)), (before.clone(), kept));
    assert_ne!(counter.line("report rate --by community --as-of 2018-03-31 --format json").done().stdout, before);
    let journal = counter.journal();
    show("json");
    assert_eq!(counter.journal(), journal, "counts only");
    counter.refuses("report show R2018-03-31/9", 1, "J506");
    counter.refuses("report restate nonsense", 1, "J506");
}

#[test]
fn a_restated_report_names_each_act_and_what_it_did() {
    let counter = city();
    counter.ask("report freeze rate --by community --as-of 2018-03-31");
    let unchanged = counter.ask("report restate R2018-03-31/1");
    shape(&unchanged, "then now changes");
    assert_eq!((&unchanged["then"], unchanged["changes"].as_array().map(Vec::len)), (&unchanged["now"], Some(0)));
    counter.ask("migrant show M4");
    counter.ask("migrant leave M4 --because left --on 2018-03-15");
    counter.register(LI, "2018-03-20");
    counter.issue("M5", "2018-03-30");
    counter.ask("migrant leave M6 --because left --on 2018-04-15");
    let restated = counter.ask("report restate R2018-03-31/1");
    let of = |which: &str, figure: &str| restated[which]["total"][figure].as_i64().expect("a count");
    assert_eq!((of("then", "registered"), of("now", "registered")), (7, 7));
    assert_eq!((of("then", "holders"), of("now", "holders")), (2, 3));
    let changes = restated["changes"].as_array().expect("changes");
    let told: Vec<(&str, &str, i64)> = changes
        .iter()
        .map(|change| {
            shape(change, "act command on acts effect");
            assert_eq!(change["acts"].as_array().map(Vec::len), Some(1), "{change}");
            let figure = |figure: &str| change["effect"]["total"][figure].as_i64().unwrap_or(0);
            (
                change["command"].as_str().expect("a command"),
                change["on"].as_str().expect("a day"),
                figure("registered"),
            )
        })
        .collect();
    assert_eq!(
        told,
        [("migrant leave", "2018-03-15", -1), ("migrant add", "2018-03-20", 1), ("permit issue", "2018-03-30", 0)]
    );
    assert_eq!(changes[2]["effect"]["520102401"]["holders"], 1);
    let shown = counter.line("report restate R2018-03-31/1").done().stdout;
    assert!(shown.contains("migrant leave") && shown.contains("-1"), "{shown}");
}

/// Of each change its acts, by command, and what became of the registered and of the holders in all.
fn told_by_acts(restated: &Value) -> Vec<(Vec<&str>, i64, i64)> {
    let changes = restated["changes"].as_array().expect("changes").iter();
    let told = changes.map(|change| {
        let acts = change["acts"].as_array().expect("acts").iter();
        let figure = |figure: &str| change["effect"]["total"][figure].as_i64().unwrap_or(0);
        let acts: Vec<&str> = acts.map(|act| act["command"].as_str().expect("a command")).collect();
        assert_eq!(change["act"].is_null(), acts.len() != 1, "{change}");
        (acts, figure("registered"), figure("holders"))
    });
    told.collect()
}

#[test]
fn an_earlier_act_is_not_charged_to_a_later_one() {
    let merge = "unit merge 520102401 --into 520102402 --on 2018-03-25 --because 调整";
    let split_by = |counter: &Counter| {
        let restated = counter.ask("report restate R2018-03-31/1");
        let totals = told_by_acts(&restated).into_iter().map(|(acts, r, h)| (acts.join("+"), r, h)).collect::<Vec<_>>();
        (restated, totals)
    };
    // A person who left, then a merger of units that moved everybody else of the community.
    let counter = city();
    counter.ask("report freeze rate --by community --as-of 2018-03-31");
    counter.ask("migrant leave M4 --because left --on 2018-03-15");
    counter.ask(merge);
    let (restated, totals) = split_by(&counter);
    assert_eq!(totals, [("migrant leave".to_owned(), -1, 0), ("unit merge".to_owned(), 0, 0)]);
    let (left, merged) = (&restated["changes"][0]["effect"], &restated["changes"][1]["effect"]);
    assert_eq!((&left["520102401"]["registered"], &left["520102402"]), (&Value::from(-1), &Value::Null));
    assert_eq!(merged["520102402"]["registered"], 4, "{merged}");
    let shown = counter.line("report restate R2018-03-31/1 --format csv").done().stdout;
    let gone = shown.lines().find(|line| line.starts_with("520102401,")).expect("the unit that stood there then");
    let cells: Vec<&str> = gone.split(',').collect();
    assert_eq!((cells[2], cells[3]), ("5", ""), "{gone}");
    // A correction of facts and the merger may each have moved somebody: both are named, none is charged.
    let counter = city();
    counter.ask("report freeze rate --by community --as-of 2018-03-31");
    counter.ask("migrant edit M5 --address 西湖路9号 --because 更正");
    counter.ask("migrant edit M6 --phone 13900000000 --because 更正");
    counter.ask(merge);
    let (restated, totals) = split_by(&counter);
    assert_eq!(totals, [("migrant edit+unit merge".to_owned(), 0, 0), ("unit merge".to_owned(), 0, 0)]);
    assert_eq!(restated["changes"][0]["effect"]["520102402"]["registered"], 1);
    let shown = counter.line("report restate R2018-03-31/1").done().stdout;
    assert!(shown.contains("one of these, or some together"), "{shown}");
    // What happened after the day of the report is no cause of what it says.
    let counter = city();
    counter.ask("report freeze rate --by community --as-of 2018-03-31");
    counter.ask("migrant leave M4 --because left --on 2018-03-15");
    counter.ask("migrant show M4");
    counter.issue("M5", "2018-08-01");
    counter.ask(&merge.replace("2018-03-25", "2018-04-25"));
    assert_eq!(split_by(&counter).1, [("migrant leave".to_owned(), -1, 0)]);
}

#[test]
fn units_that_are_regrouped_later_for_a_day_before_are_named_as_the_cause() {
    let acts = [
        "unit move 520102401 --under 520103",
        "unit merge 520102401 --into 520103401",
        "unit close 520102401 --to 520103401",
        "unit split 520102401 --into 520103401 520102402 --where 西湖路=520103401 --rest 520102402",
    ];
    for act in acts {
        let counter = city();
        counter.ask("report freeze rate --by district --as-of 2018-03-31");
        counter.ask(&format!("{act} --on 2018-04-01 --because 调整"));
        assert_eq!(counter.ask("report restate R2018-03-31/1")["changes"], serde_json::json!([]), "{act}");
        let counter = city();
        counter.ask("report freeze rate --by district --as-of 2018-03-31");
        counter.ask(&format!("{act} --on 2018-03-20 --because 调整"));
        let restated = counter.ask("report restate R2018-03-31/1");
        let command = act.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
        assert_eq!(told_by_acts(&restated), [(vec![command.as_str()], 0, 0)], "{act}");
        let effect = &restated["changes"][0]["effect"];
        assert_eq!(
            (&effect["520102"]["registered"], &effect["520103"]["registered"]),
            (&(-5).into(), &5.into()),
            "{act}"
        );
    }
}

#[test]
fn of_several_regroupings_the_one_of_a_persons_own_unit_is_named() {
    let counter = city();
    counter.ask("report freeze rate --by community --as-of 2018-03-31");
    for act in
        ["merge 520102401 --into 520102402", "merge 520103400 --into 520103401", "merge 520103401 --into 520103402"]
    {
        counter.ask(&format!("unit {act} --on 2018-03-20 --because 调整"));
    }
    let restated = counter.ask("report restate R2018-03-31/1");
    let changes = restated["changes"].as_array().expect("changes").iter();
    let told: Vec<(usize, Vec<&str>)> = changes
        .map(|change| {
            let keys = change["effect"].as_object().expect("effects").keys().map(String::as_str);
            (change["acts"].as_array().expect("acts").len(), keys.collect())
        })
        .collect();
    // Whoever lived in both has to do with all three.
    let of_both = vec!["520102401", "520102402", "520103400", "520103402"];
    assert_eq!(told, [(1, vec!["520102401", "520102402"]), (3, of_both), (2, vec!["520103400", "520103402"])]);
}

#[test]
fn a_number_is_taken_as_it_was_given_out_and_in_no_other_form() {
    let counter = city();
    let none = counter.refuses("report show R2018-03-31/1", 1, "J506");
    assert!(none["hint"].as_str().is_some_and(|hint| hint.ends_with("jzz report freeze rate")), "{none}");
    counter.ask("report freeze rate --as-of 2018-03-31");
    counter.line("report show r2018-03-31/1").done();
    for number in ["R2018-03-31/01", "R2018-03-31/+1", "R2018-3-31/1", "R20180331/1", "2018-03-31/1", "R2018-03-31/1x"]
    {
        for verb in ["show", "restate"] {
            let error = counter.refuses(&format!("report {verb} {number}"), 1, "J506");
            assert!(
                error["hint"].as_str().is_some_and(|hint| hint.ends_with("jzz report show R2018-03-31/1")),
                "{error}"
            );
        }
    }
}

#[test]
fn what_was_kept_of_a_frozen_report_and_changed_since_is_not_relied_on() {
    let counter = city();
    for (n, part) in
        ["inputs = substr(inputs, 1, length(inputs) - 1)", "answer = answer || ' '", "sheet = sheet || ' '"]
            .into_iter()
            .enumerate()
    {
        let number =
            counter.ask("report freeze rate --as-of 2018-03-31")["number"].as_str().expect("a number").to_owned();
        counter.line(&format!("report show {number}")).done();
        tamper(&counter, &format!("UPDATE frozen_report SET {part} WHERE number = {};", n + 1));
        for verb in ["show", "restate"] {
            counter.line(&format!("report {verb} {number} --format json")).refused(3, "J507");
        }
    }
}

#[test]
fn what_was_published_opens_to_nobody_and_its_json_leaves_nothing_out() {
    let counter = city();
    counter.ask("report freeze rate --by community --as-of 2018-03-31");
    let journal = counter.journal();
    for verb in ["show", "restate"] {
        let number = "R2018-03-31/1";
        for (flags, hint) in [
            ("--list rate/community/total/holders", "--list rate/community/total/holders"),
            ("--list nonsense", "--list _CELL_"),
            ("--cells", "--cells"),
        ] {
            let error = counter.refuses(&format!("report {verb} {number} {flags}"), 2, "J901");
            let told = error["hint"].as_str().expect("a hint");
            let wanted = format!("jzz report rate --by community --as-of 2018-03-31 {hint}");
            assert!(told.contains(&wanted), "{verb} {flags}: {told}");
        }
        let help = counter.line(&format!("report {verb} --help")).done().stdout;
        assert!(help.contains("--public") && !help.contains("--list") && !help.contains("--cells"), "{help}");
    }
    let error = counter.line("report show R2018-03-31/1 --public --format json").refused(2, "J908").error();
    assert!(error["hint"].as_str().is_some_and(|hint| hint.contains("--format csv")), "{error}");
    let public = counter.line("report show R2018-03-31/1 --public --format csv").done().stdout;
    assert!(public.contains('*'), "{public}");
    assert_eq!(counter.journal(), journal);
}

#[test]
fn restated_for_the_public_no_form_tells_a_count_under_five() {
    let counter = city();
    counter.ask("report freeze rate --by community --as-of 2018-03-31");
    counter.ask("migrant leave M4 --because left --on 2018-03-15");
    counter.register(LI, "2018-03-20");
    let restated = counter.ask("report restate R2018-03-31/1 --public");
    for which in ["then", "now"] {
        let report = &restated[which];
        for row in report["rows"].as_array().expect("rows").iter().chain([&report["total"]]) {
            for (figure, value) in row.as_object().expect("a row") {
                assert!(!value.as_u64().is_some_and(|count| (1..5).contains(&count)), "{which} {figure}: {row}");
            }
        }
        assert_eq!(report["identity"]["checks"], serde_json::json!([]), "{which}");
    }
    let changes = restated["changes"].as_array().expect("changes");
    assert_eq!(changes.len(), 2, "the acts are named: {restated}");
    assert!(changes.iter().all(|change| change["effect"].is_null() && change["act"].is_number()), "{restated}");
    for format in ["table", "csv", "html"] {
        let shown = counter.line(&format!("report restate R2018-03-31/1 --public --format {format}")).done().stdout;
        assert!(shown.contains('*') && !shown.contains("registered -1"), "{shown}");
    }
    let whole = counter.ask("report restate R2018-03-31/1");
    assert_eq!(whole["changes"][0]["effect"]["total"]["registered"], -1, "{whole}");
}

#[test]
fn what_changed_no_figure_is_not_named_when_a_report_is_restated() {
    let nothing = |counter: &Counter| {
        let restated = counter.ask("report restate R2018-03-31/1");
        assert_eq!(restated["changes"], serde_json::json!([]), "{restated}");
        let shown = counter.line("report restate R2018-03-31/1").done().stdout;
        assert!(shown.contains("Nothing done since R2018-03-31/1 was published has changed its figures"), "{shown}");
    };
    let counter = city();
    counter.ask("report freeze rate --by community --as-of 2018-03-31");
    counter.ask("unit rename 520102401 新西湖社区 --because 更名 --on 2018-03-01");
    counter.ask("rules set target_rate 85 --from 2018-01-01 --because 目标");
    counter.ask("migrant edit M6 --phone 13900000000 --because 更正");
    nothing(&counter);
    // Beside a true cause they are not named either.
    counter.ask("migrant edit M6 --on 2018-04-15 --because 更正");
    let restated = counter.ask("report restate R2018-03-31/1");
    assert_eq!(told_by_acts(&restated), [(vec!["migrant edit"], -1, 0)], "{restated}");
    // Who left and was put back counts as before.
    let counter = city();
    counter.ask("report freeze rate --by community --as-of 2018-03-31");
    counter.ask("migrant leave M4 --because left --on 2018-03-15");
    counter.ask("migrant edit M4 --left none --because 更正");
    nothing(&counter);
}
