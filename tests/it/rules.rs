//! `rules show|set|try|holidays`: what is shown, what may be set, what follows and what does not.

use std::fs;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::Counter;
use crate::support::office::{LI, PAPERS, WANG, number, shape};

fn rule(counter: &Counter, key: &str, on: &str) -> Value {
    let answer = counter.ask(&format!("rules show --as-of {on}"));
    let rules = answer["rules"].as_array().expect("rules").clone();
    rules.into_iter().find(|rule| rule["key"] == key).unwrap_or_else(|| panic!("{key} on {on}"))
}

fn keys_on(counter: &Counter, on: &str) -> Vec<String> {
    let answer = counter.ask(&format!("rules show --as-of {on}"));
    let rules = answer["rules"].as_array().expect("rules").clone();
    rules.iter().map(|rule| rule["key"].as_str().expect("a key").to_owned()).collect()
}

fn put(counter: &Counter, name: &str, text: &str) -> String {
    fs::write(counter.path(name), text).expect("a file");
    name.to_owned()
}

#[test]
fn every_rule_is_shown_with_source_and_since_when() {
    let counter = Counter::open("2017-06-01");
    let before = counter.journal();
    let answer = counter.ask("rules show");
    for rule in answer["rules"].as_array().expect("rules") {
        let range = if rule["setting"] == true { "range" } else { "" };
        shape(rule, &format!("key value since source setting {range}"));
    }
    let shown = |key: &str| {
        let rule = rule(&counter, key, "2017-06-01");
        ["value", "since", "source"].map(|field| rule[field].as_str().expect("a text").to_owned())
    };
    assert_eq!(shown("state-2016.issue_within"), ["15 days", "2016-01-01", "S 9(6)"]);
    assert_eq!(shown("state-2016.residence_months"), ["6", "2016-01-01", "S 2, N 二(一)"]);
    assert_eq!(shown("day_count"), ["inclusive", "2016-01-01", "◇ S 2, N 二(一)"]);
    assert_eq!(shown("issue_promise"), ["7 working days", "2016-01-01", "◇ S 9(6)"]);
    assert_eq!(shown("birthday_of_29_february")[0], "03-01");
    assert_eq!(shown("calendar_years")[0], "2004..2026");
    assert_eq!(rule(&counter, "day_count", "2017-06-01")["setting"], true);
    assert_eq!(rule(&counter, "state-2016.issue_within", "2017-06-01")["setting"], false);
    assert_eq!(counter.journal(), before, "showing the rules is no look-up of people");
    let csv = counter.line("rules show --format csv").done().stdout;
    assert_eq!(csv.lines().count(), answer["rules"].as_array().map_or(0, Vec::len) + 1);
}

#[test]
fn the_regime_of_the_day_is_shown_and_no_other() {
    let counter = Counter::open("2017-06-01");
    for (on, regime) in [
        ("2012-03-04", "legacy"),
        ("2012-03-05", "guiyang-2012"),
        ("2012-10-01", "guizhou-2012"),
        ("2015-12-31", "guizhou-2012"),
        ("2016-01-01", "state-2016"),
    ] {
        let keys = keys_on(&counter, on);
        let of: Vec<&str> = keys.iter().filter_map(|key| key.split_once('.')).map(|(regime, _)| regime).collect();
        assert!(!of.is_empty() && of.iter().all(|of| *of == regime), "{on}: {keys:?}");
        assert_eq!(keys.iter().any(|key| key == "day_count"), on >= "2016-01-01", "{on}");
    }
}

#[test]
fn a_rule_set_from_a_day_on_is_shown_from_that_day_and_journalled() {
    let counter = Counter::open("2018-06-01");
    let before = counter.journal();
    let answer = counter.ask("rules set day_count civil_code --from 2018-03-01 --because 市政府会议纪要");
    shape(&answer, "key old value from for cards applications promises");
    assert_eq!(answer["old"], "inclusive");
    assert_eq!(counter.journal(), before + 1);
    let (command, _, subject, purpose, changes, _) = counter.entries().pop().expect("a row");
    assert_eq!((command.as_str(), subject.as_deref()), ("rules set", Some("day_count")));
    assert_eq!(purpose.as_deref(), Some("市政府会议纪要"));
    assert!(changes.contains(r#""value":["inclusive","civil_code"]"#), "{changes}");
    for (on, value, since) in [
        ("2018-02-28", "inclusive", "2016-01-01"),
        ("2018-03-01", "civil_code", "2018-03-01"),
        ("2018-06-01", "civil_code", "2018-03-01"),
    ] {
        let rule = rule(&counter, "day_count", on);
        assert_eq!((&rule["value"], &rule["since"]), (&json!(value), &json!(since)), "{on}");
    }
}

#[test]
fn half_a_year_is_counted_by_the_rule_of_the_day_asked() {
    let counter = Counter::open("2018-06-01");
    counter.register(LI, "2017-09-02");
    counter.ask("rules set day_count civil_code --from 2018-03-01 --because 试");
    let eligible = |on: &str| counter.ask(&format!("migrant show M1 --as-of {on}"))["eligibility"]["eligible"].clone();
    assert_eq!(
        [eligible("2018-02-28"), eligible("2018-03-01"), eligible("2018-03-02")],
        [json!(false), json!(false), json!(true)]
    );
    counter.ask("rules set day_count inclusive --from 2018-03-01 --because 误设");
    assert_eq!(eligible("2018-03-01"), true, "of two values of one day the one entered last counts");
}

#[test]
fn terms_follow_a_rule_set_for_a_past_day_and_status_in_sql_with_them() {
    let counter = Counter::open("2019-03-01");
    counter.register(LI, "2016-01-05");
    counter.register(WANG, "2016-01-05");
    counter.issue("M1", "2017-01-01");
    counter.issue("M2", "2017-01-01");
    counter.ask("permit endorse M1 --on 2018-06-01");
    counter.ask("permit endorse M2 --on 2017-12-05");
    let in_force = |on: &str| counter.ask(&format!("report rate --as-of {on}"))["total"]["in_force"].clone();
    assert_eq!(in_force("2019-02-01"), 1, "M2 was not endorsed again");
    let answer = counter.ask("rules set after_late old_anniversary --from 2018-01-01 --because 省厅答复");
    assert_eq!(answer["cards"], 1);
    assert_eq!(counter.ask("permit show M1 --as-of 2019-02-01")["status"], "suspended");
    assert_eq!(counter.ask("permit show M1 --as-of 2018-12-31")["status"], "due");
    assert_eq!((in_force("2019-02-01"), in_force("2018-12-31")), (json!(0), json!(2)));
}

#[test]
fn due_days_of_open_applications_follow_a_rolled_limit() {
    let counter = Counter::open("2017-10-01");
    counter.register(LI, "2016-01-05");
    counter.register(WANG, "2016-01-05");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2017-09-19"));
    counter.ask(&format!("permit apply M2 {PAPERS} --on 2017-09-20"));
    let answer = counter.ask("rules set deadline_roll next_working_day --from 2017-09-20 --because 便民");
    assert_eq!(answer["applications"], 1);
}

#[test]
fn a_target_is_set_for_a_unit_and_shown_for_it() {
    let counter = Counter::open("2017-06-01");
    counter.ask("rules set target_rate 80 --from 2017-01-01 --because 目标责任书");
    counter.ask("rules set target_rate 85.5 --for 南明区 --from 2017-02-01 --because 目标责任书");
    let targets = |on: &str| {
        let answer = counter.ask(&format!("rules show --as-of {on}"));
        let rules = answer["rules"].as_array().expect("rules").clone();
        let targets = rules.iter().filter(|rule| rule["key"] == "target_rate");
        targets
            .map(|rule| format!("{}:{}", rule["for"].as_str().unwrap_or("city"), rule["value"].as_str().unwrap_or("")))
            .collect::<Vec<_>>()
    };
    assert_eq!(targets("2016-12-31"), ["city:none"]);
    assert_eq!(targets("2017-01-31"), ["city:80.00"]);
    assert_eq!(targets("2017-02-01"), ["city:80.00", "520102:85.50"]);
    counter.ask("rules set target_rate 81 --for 贵阳市 --from 2017-02-01 --because 目标责任书");
    assert_eq!(targets("2017-02-01"), ["city:81.00", "520102:85.50"]);
    counter.refuses("rules set target_rate 90 --for 新华社区 --from 2017-01-01 --because 试", 1, "J602");
    counter.refuses("rules set target_rate 90 --for 不存在 --from 2017-01-01 --because 试", 1, "J601");
}

#[test]
fn what_cannot_be_set_is_refused_and_nothing_changes() {
    let counter = Counter::open("2017-06-01");
    counter.ask("rules set gap_allowed 3 --from 2017-01-01 --because 试");
    for verb in ["set", "try"] {
        for (line, code) in [
            ("nonsense 1 --from 2017-01-01", "J610"),
            ("guizhou-2012.nonsense 1 --from 2013-01-01", "J610"),
            ("day_count sometimes --from 2017-01-01", "J611"),
            ("gap_allowed 367 --from 2017-01-01", "J611"),
            ("gap_allowed -1 --from 2017-01-01", "J611"),
            ("issue_promise '7 weeks' --from 2017-01-01", "J611"),
            ("target_rate 100.01 --from 2017-01-01", "J611"),
            ("state-2016.residence_months 3 --from 2017-01-01", "J612"),
            ("state-2016.from 2017-01-01 --from 2017-01-01", "J612"),
            ("birthday_of_29_february 02-28 --from 2017-01-01", "J612"),
            ("day_count civil_code --for 南明区 --from 2017-01-01", "J613"),
            ("guizhou-2012.photos 1 --from 2016-01-01", "J614"),
            ("guizhou-2012.photos 1 --from 2012-09-30", "J614"),
            ("day_count civil_code --from 2015-12-31", "J614"),
            ("gap_allowed 3 --from 2017-01-01", "J615"),
            ("gap_allowed 0 --from 2016-12-31", "J615"),
        ] {
            counter.refuses(&format!("rules {verb} {line} --because 试"), 1, code);
        }
    }
    let error = counter.refuses("rules set gap_allowed 400 --from 2017-01-01 --because 试", 1, "J611");
    assert_eq!(error["details"], json!({"key": "gap_allowed", "value": "400", "range": "0..366"}));
    let error =
        counter.refuses("rules set state-2016.issue_within '30 days' --from 2017-01-01 --because 试", 1, "J612");
    assert_eq!(error["details"]["source"], "S 9(6)");
    counter.refuses("rules set day_count civil_code --from 2017-01-01", 2, "J902");
    counter.refuses("rules set day_count civil_code --because 试", 2, "J902");
    counter.refuses("rules set day_count civil_code --from 2017-02-30 --because 试", 2, "J903");
}

#[test]
fn a_rule_that_is_tried_is_not_set_and_the_look_has_one_row() {
    let counter = Counter::open("2018-03-01");
    counter.register(LI, "2017-09-02");
    counter.register(WANG, "2017-06-01");
    let before = counter.journal();
    let answer = counter.ask("rules try day_count civil_code --from 2018-01-01");
    shape(&answer, "key old value from for as_of gain lose cards computed_anew rows total");
    assert_eq!((&answer["as_of"], &answer["gain"]), (&json!("2018-03-01"), &json!([])));
    assert_eq!(answer["lose"], json!([{"migrant": "M000001", "name": "李*"}]));
    assert_eq!((&answer["total"]["liable_before"], &answer["total"]["liable_after"]), (&json!(2), &json!(1)));
    let nanming = answer["rows"].as_array().expect("rows").iter().find(|row| row["key"] == "520102").cloned();
    assert_eq!(nanming.map(|row| row["liable_after"].clone()), Some(json!(1)));
    assert_eq!(counter.journal(), before + 1);
    let (command, _, subject, _, _, rows) = counter.entries().pop().expect("a row");
    assert_eq!((command.as_str(), subject.as_deref(), rows), ("rules try", Some("day_count"), 1));
    assert_eq!(rule(&counter, "day_count", "2018-03-01")["value"], "inclusive");
    assert_eq!(counter.ask("migrant show M1")["eligibility"]["eligible"], true);
    let revealed = counter.ask("rules try day_count civil_code --from 2018-01-01 --reveal 领导批示");
    assert_eq!(revealed["lose"][0]["name"], "李雷");
}

#[test]
fn a_rule_still_to_come_is_tried_on_its_first_day() {
    let counter = Counter::open("2018-02-01");
    counter.register(LI, "2017-09-02");
    let answer = counter.ask("rules try day_count civil_code --from 2018-03-01");
    assert_eq!((&answer["as_of"], answer["lose"].as_array().map(Vec::len)), (&json!("2018-03-01"), Some(1)));
    let today = counter.ask("rules try day_count civil_code --from 2018-03-01 --as-of 2018-02-01");
    assert_eq!(today["lose"], json!([]));
}

#[test]
fn cards_that_would_stand_otherwise_are_listed() {
    let counter = Counter::open("2014-01-01");
    counter.register(LI, "2012-10-01");
    counter.issue("M1", "2012-10-01");
    let answer = counter.ask("rules try guizhou-2012.lapses_to_suspension true --from 2013-01-01");
    let permit = counter.ask("permit show M1")["permit"].clone();
    let expected =
        json!([{"permit": permit, "migrant": "M000001", "name": "李*", "before": "expired", "after": "suspended"}]);
    assert_eq!(answer["cards"], expected);
    assert_eq!(counter.ask("permit show M1")["status"], "expired");
    let screen = counter.line("rules try guizhou-2012.lapses_to_suspension true --from 2013-01-01").done().stdout;
    assert!(screen.contains("M000001 李*") && !screen.contains("李雷"), "{screen}");
}

const NEXT_YEAR: &str = "year,occasion,off,worked
2027,元旦,01-01 01-02 01-03,
2027,春节,02-05 02-08 02-09 02-10 02-11 02-12,02-14 02-20
2027,清明节,04-05,
2027,劳动节,05-01 05-03,
2027,端午节,06-09,
2027,中秋节,09-15,
2027,国庆节,10-01 10-02 10-03 10-04 10-05 10-06 10-07,10-09
";

/// The embedded calendar of 2026, one thing changed.
fn this_year(old: &str, new: &str) -> String {
    let all = include_str!("../../src/reference/holidays.csv");
    let rows: Vec<&str> = all.lines().filter(|line| line.starts_with("2026,")).collect();
    format!("year,occasion,off,worked\n{}\n", rows.join("\n").replace(old, new))
}

#[test]
fn a_loaded_calendar_is_known_and_fills_in_the_due_days_that_waited_for_it() {
    let counter = Counter::open("2026-12-29");
    counter.register(LI, "2026-01-05");
    counter.ask("rules set deadline_roll next_working_day --from 2026-01-01 --because 便民");
    let applied = counter.ask(&format!("permit apply M1 {PAPERS} --on 2026-12-20"));
    assert_eq!(applied["due_on"], Value::Null);
    let file = put(&counter, "2027.csv", NEXT_YEAR);
    let before = counter.journal();
    let answer = counter.ask(&format!("rules holidays {file}"));
    assert_eq!(
        answer,
        json!({"year": 2027, "off": 21, "worked": 3, "changed": true, "corrected": false, "applications": 1, "promises": 1, "kept": 0})
    );
    assert_eq!(counter.journal(), before + 1);
    assert_eq!(rule(&counter, "calendar_years", "2026-12-29")["value"], "2004..2027");
    // The same days again, also as rows of days: nothing to do, no row.
    let rows = "day,working\n2027-01-01,0\n2027-02-05,0\n2027-02-08,0\n2027-02-09,0\n2027-02-10,0\n2027-02-11,0\n2027-02-12,0\n2027-02-14,1\n2027-02-20,1\n2027-04-05,0\n2027-05-01,0\n2027-05-03,0\n2027-06-09,0\n2027-09-15,0\n2027-10-01,0\n2027-10-02,0\n2027-10-03,0\n2027-10-04,0\n2027-10-05,0\n2027-10-06,0\n2027-10-07,0\n2027-10-09,1\n";
    let again = put(&counter, "again.csv", rows);
    for file in [&file, &again] {
        assert_eq!(counter.ask(&format!("rules holidays {file}"))["changed"], false, "{file}");
    }
    assert_eq!(counter.journal(), before + 1);
}

#[test]
fn a_known_year_is_corrected_only_with_a_reason() {
    let counter = Counter::open("2026-11-01");
    let file = put(&counter, "2026.csv", &this_year(" 10-07", ""));
    let error = counter.refuses(&format!("rules holidays {file}"), 1, "J617");
    assert_eq!(error["details"]["year"], 2026);
    let answer = counter.ask(&format!("rules holidays {file} --because 通知已更改"));
    assert_eq!((&answer["changed"], &answer["corrected"]), (&json!(true), &json!(true)));
    let (command, _, subject, purpose, changes, _) = counter.entries().pop().expect("a row");
    assert_eq!(
        (command.as_str(), subject.as_deref(), purpose.as_deref()),
        ("rules holidays", Some("2026"), Some("通知已更改"))
    );
    assert_eq!(changes.matches("10-07").count(), 1, "the old days are kept: {changes}");
}

#[test]
fn what_an_applicant_was_promised_moves_with_a_rule_and_not_with_a_calendar() {
    let counter = Counter::open("2026-09-18");
    counter.register(LI, "2026-01-05");
    let applied = counter.ask(&format!("permit apply M1 {PAPERS} --on 2026-09-18"));
    assert_eq!((&applied["promised_on"], &applied["due_on"]), (&json!("2026-09-29"), &json!("2026-10-03")));
    let promised = || counter.ask("permit list")["applications"][0]["promised_on"].clone();
    let file = put(&counter, "2026.csv", &this_year("09-25 09-26", "09-26"));
    let answer = counter.ask(&format!("rules holidays {file} --because 通知已更改"));
    assert_eq!([&answer["applications"], &answer["promises"], &answer["kept"]], [0, 0, 1]);
    assert_eq!(promised(), "2026-09-29", "a corrected calendar moves no promise");
    let rule = "issue_promise '5 working days' --from 2026-09-18";
    let tried = counter.ask(&format!("rules try {rule}"));
    assert_eq!(tried["computed_anew"], json!({"cards": 0, "applications": 0, "promises": 1}));
    assert_eq!(promised(), "2026-09-29", "nothing is kept of what was tried");
    let set = counter.ask(&format!("rules set {rule} --because 便民"));
    assert_eq!([&set["cards"], &set["applications"], &set["promises"]], [0, 0, 1]);
    assert_eq!(promised(), "2026-09-24");
}

#[test]
fn what_is_tried_counts_what_is_then_set() {
    let counter = Counter::open("2018-06-01");
    counter.register(LI, "2012-10-01");
    counter.register(WANG, "2016-01-05");
    counter.register(&number("1980-06-15", 1), "2012-10-01");
    counter.issue("M1", "2012-10-01");
    counter.issue("M2", "2017-01-01");
    counter.ask("permit endorse M2 --on 2018-03-01");
    counter.ask(&format!("permit apply M3 {PAPERS} --on 2018-05-31"));
    for (rule, counts) in [
        ("guizhou-2012.lapses_to_suspension true --from 2013-01-01", [1, 0, 0]),
        ("after_late old_anniversary --from 2018-01-01", [1, 0, 0]),
        ("deadline_roll next_working_day --from 2018-05-01", [0, 0, 0]),
        ("issue_promise '3 working days' --from 2018-05-31", [0, 0, 1]),
        ("issue_promise '15 days' --from 2018-05-31", [0, 0, 1]),
        ("day_count civil_code --from 2018-05-01", [0, 0, 0]),
    ] {
        let tried = counter.ask(&format!("rules try {rule}"))["computed_anew"].clone();
        let set = counter.ask(&format!("rules set {rule} --because 试"));
        let keys = ["cards", "applications", "promises"];
        assert_eq!(keys.map(|key| tried[key].clone()), counts.map(|count| json!(count)), "{rule}");
        assert_eq!(keys.map(|key| set[key].clone()), counts.map(|count| json!(count)), "{rule}");
    }
}

#[test]
fn rules_that_contradict_each_other_are_not_set() {
    let counter = Counter::open("2017-06-01");
    for (rule, other) in [
        ("state-2016.extend_within '15 days' --from 2017-01-01", "state-2016.issue_within"),
        ("issue_promise '16 days' --from 2017-01-01", "state-2016.issue_within"),
        ("proxy_min_age 15 --from 2012-03-05", "state-2016.proxy_below_age"),
        ("guiyang-2012.validity_months 1 --from 2012-04-01", "guiyang-2012.window"),
    ] {
        for verb in ["set", "try"] {
            let error = counter.refuses(&format!("rules {verb} {rule} --because 试"), 1, "J630");
            assert_eq!(error["details"]["other"], other, "{rule}");
        }
    }
    for beyond in ["'31 days'", "'20 working days'", "'0 days'"] {
        let line = format!("rules set state-2016.extend_within {beyond} --from 2017-01-01 --because 试");
        let error = counter.refuses(&line, 1, "J611");
        assert_eq!(error["details"]["range"], "1..30 days");
    }
    counter.ask("rules set state-2016.extend_within '20 days' --from 2017-01-01 --because 本市办法");
}

#[test]
fn an_extension_ends_where_the_city_says_and_its_hint_leads_somewhere() {
    let counter = Counter::open("2017-06-20");
    counter.register(LI, "2016-01-05");
    counter.ask("rules set state-2016.extend_within '16 days' --from 2017-01-01 --because 本市办法");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2017-06-01"));
    let error = counter.refuses("permit extend M1 --to 2017-06-30 --because 停电 --on 2017-06-10", 1, "J335");
    assert_eq!(error["details"]["last"], "2017-06-17");
    let message = error["message"].as_str().expect("a sentence");
    assert!(message.contains("16 days") && !message.contains("30"), "{message}");
    counter.ask("permit extend M1 --to 2017-06-17 --because 停电 --on 2017-06-10");
    // The limit itself rolls past what an extension could give: there is nothing to put off.
    counter.ask("rules set deadline_roll next_working_day --from 2017-01-01 --because 便民");
    counter.register(WANG, "2016-01-05");
    counter.ask(&format!("permit apply M2 {PAPERS} --on 2017-06-02"));
    for to in ["2017-06-18", "2017-06-19", "2017-06-30"] {
        let error = counter.refuses(&format!("permit extend M2 --to {to} --because 停电 --on 2017-06-10"), 1, "J335");
        assert_eq!(
            (&error["details"]["due_on"], &error["details"]["last"]),
            (&json!("2017-06-19"), &json!("2017-06-18"))
        );
        assert!(error["hint"].as_str().is_some_and(|hint| hint.starts_with("jzz permit issue ")), "{error}");
    }
}

#[test]
fn the_rules_are_read_at_any_width() {
    let mut counter = Counter::open("2017-06-01").speaking("zh");
    for width in [80, 120] {
        counter.width = width;
        let screen = counter.at_a_terminal("rules show");
        let widest = screen.lines().map(|line| line.chars().map(|c| if c < '\u{2e80}' { 1 } else { 2 }).sum::<usize>());
        let widest = widest.max();
        assert!(widest <= Some(width), "{width}, {widest:?}: {screen}");
        for part in ["state-2016.extend_within", "30 天", "可设为", "自 2016-01-01", "◇ 《居住证暂行条例》", "30天"]
        {
            assert!(screen.contains(part), "{part}: {screen}");
        }
    }
}

#[test]
fn a_calendar_with_wrong_days_is_refused_whole_with_its_lines() {
    let counter = Counter::open("2026-11-01");
    let occasions = "year,occasion,off,worked\n";
    for (text, code, lines) in [
        (format!("{occasions}2027,元旦,02-30,"), "J616", json!([2])),
        (format!("{occasions}2027,元旦,01-01,\n2028,春节,02-01,"), "J616", json!([3])),
        (format!("{occasions}2027,元旦,01-01,01-04"), "J616", json!([2])),
        (format!("{occasions}2027,元旦,2026-12-31 01-01,"), "J616", json!([2])),
        (format!("{occasions}2027,元旦,2028-01-03,\n2027,春节,02-06,"), "J616", json!([2])),
        (format!("{occasions}1899,元旦,01-01,"), "J616", json!([2])),
        ("day,working\n2011-01-01,0\n".to_owned(), "J616", json!([2])),
        (format!("{occasions}2027,元旦,01-01,,01-02"), "J616", json!([2])),
        (format!("{occasions}2027,元旦,01-01,"), "J619", Value::Null),
        ("day,working\n2027-03-01,0\n".to_owned(), "J619", Value::Null),
        (NEXT_YEAR.replace("2027,端午节,06-09,\n", ""), "J619", Value::Null),
        (NEXT_YEAR.replace(" 10-03", ""), "J619", Value::Null),
        (format!("{occasions}2027,元旦,01-01 01-02,01-02"), "J616", json!([2])),
        (format!("{occasions}2027,元旦,01-01,\n2027,春节,01-01,"), "J616", json!([3])),
        (format!("{occasions}年,元旦,01-01,"), "J616", json!([2])),
        (format!("# 通知\n{occasions}2027,元旦,1月1日,"), "J616", json!([3])),
        (
            "day,working\n2027-02-29,0\n2027-01-02,maybe\n2026-01-01,0\n2027-01-01,0\n2027-01-01,1".to_owned(),
            "J616",
            json!([2, 3, 5, 6]),
        ),
        (occasions.to_owned(), "J618", Value::Null),
        ("姓名,公民身份号码\n李雷,520199199001010017\n".to_owned(), "J618", Value::Null),
        (String::new(), "J618", Value::Null),
        ("\0\0\0".to_owned(), "J618", Value::Null),
    ] {
        let file = put(&counter, "wrong.csv", &text);
        let error = counter.refuses(&format!("rules holidays {file}"), 1, code);
        assert_eq!(error["details"]["lines"], lines, "{text}");
        assert_eq!(rule(&counter, "calendar_years", "2026-11-01")["value"], "2004..2026");
    }
    let kinds = "date,kind,occasion\n2026-01-01,holiday,元旦\n2027-01-01,holiday,元旦\n2027-02-06,workday,春节\n";
    let file = put(&counter, "kinds.csv", kinds);
    let error = counter.refuses(&format!("rules holidays {file}"), 1, "J616");
    assert_eq!((&error["details"]["first"], &error["details"]["last"]), (&json!(2026), &json!(2027)));
    let error = counter.refuses(&format!("rules holidays {file} --year 2027"), 1, "J619");
    assert!(!error["details"]["missing"].to_string().contains("new_year"), "{error}");
    counter.refuses("rules holidays nowhere.csv", 6, "J714");
    counter.refuses("rules holidays .", 6, "J715");
}

/// What can be set, with a value other than its own.
const OTHERWISE: [(&str, &str, &str); 7] = [
    ("day_count", "civil_code", "2016-01-01"),
    ("after_late", "old_anniversary", "2012-03-05"),
    ("gap_allowed", "40", "2012-03-05"),
    ("state-2016.register_within", "'1 day'", "2016-01-01"),
    ("guizhou-2012.lapses_to_suspension", "true", "2012-10-01"),
    ("guiyang-2012.barred_exempt", "hotel", "2012-03-05"),
    ("guiyang-2012.window", "'last 90 days'", "2012-03-05"),
];

fn later(day: &str, days: i32) -> String {
    let instant = jzz::Instant::parse(&format!("{day}T04:00:00Z")).expect("a day");
    instant.day().plus_days(days).to_string()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_rule_set_from_a_day_on_never_changes_what_is_shown_of_days_before(
        rule in 0..OTHERWISE.len(), from in 0i32..200, back in proptest::collection::vec(1i32..900, 4),
    ) {
        let counter = Counter::open("2020-01-01");
        counter.register(LI, "2012-04-01");
        counter.register(WANG, "2016-03-01");
        counter.register_with(&number("1980-06-15", 1), "2012-04-01", "--exempt hotel");
        counter.issue("M1", "2012-04-10");
        counter.issue("M2", "2016-12-01");
        counter.ask("permit endorse M2 --on 2018-03-15");
        let (key, value, first) = OTHERWISE[rule];
        let from = later(first, from);
        let days: Vec<String> = back.iter().map(|days| later(&from, -days)).chain([later(&from, -1)]).collect();
        let seen = |day: &String| {
            let people = (1..=3).map(|n| {
                let told = counter.line(&format!("migrant show M{n} --as-of {day} --format json"));
                (told.exit, told.stdout)
            });
            let rate = counter.line(&format!("report rate --as-of {day} --format json"));
            people.chain([(rate.exit, rate.stdout)]).collect::<Vec<_>>()
        };
        let before: Vec<_> = days.iter().map(seen).collect();
        counter.ask(&format!("rules set {key} {value} --from {from} --because 试"));
        let after: Vec<_> = days.iter().map(seen).collect();
        prop_assert_eq!(before, after, "{} from {}", key, from);
        // The figures come from the terms that were computed anew, the people from the rules themselves.
        for day in [0, 1, 40, 300, 700].map(|days| later(&from, days)).iter().filter(|day| day.as_str() <= "2020-01-01") {
            let shown = (1..=3).map(|n| counter.line(&format!("migrant show M{n} --as-of {day} --format json")));
            let statuses = shown.filter(|told| told.exit == 0).map(|told| told.json()["permit"]["status"].clone());
            let in_force = statuses.filter(|status| status == "valid" || status == "due").count();
            let rate = counter.ask(&format!("report rate --as-of {day}"));
            prop_assert_eq!(&rate["total"]["in_force"], in_force, "{} from {} on {}", key, from, day);
        }
    }
}

#[test]
fn where_the_city_asks_for_papers_an_endorsement_without_them_is_a_notice() {
    let counter = Counter::open("2018-12-20");
    counter.register(LI, "2016-01-05");
    let permit = counter.issue("M1", "2017-01-01");
    counter.ask("permit endorse M1 --on 2017-12-05");
    counter.ask("rules set endorse_papers required --from 2018-01-01 --because 省厅要求");
    let before = counter.journal();
    let told =
        counter.line("permit endorse M1 --evidence identity_card --on 2018-12-05 --format json").refused(1, "J350");
    let answer = told.json();
    assert_eq!((&answer["permit"], &answer["endorsed"]), (&json!(permit), &json!(false)));
    let codes: Vec<&str> =
        answer["missing"].as_array().expect("a list").iter().filter_map(|m| m["code"].as_str()).collect();
    assert_eq!(codes, ["J351", "J352"]);
    crate::support::hints::check(&told.error(), "permit endorse");
    assert_eq!(counter.journal(), before + 1, "the notice is recorded");
    assert!(counter.entries().pop().is_some_and(|entry| entry.4.contains("J351;J352")));
    assert_eq!(counter.ask("permit show M1 --as-of 2018-12-05")["status"], "due");
    let shown = "--evidence identity_card --evidence permit --evidence labour_contract";
    counter.ask(&format!("permit endorse M1 {shown} --on 2018-12-06"));
    assert_eq!(counter.ask("permit show M1 --as-of 2018-12-06")["status"], "valid");
}

#[test]
fn a_trial_keeps_a_row_only_where_it_shows_people() {
    let counter = Counter::open("2017-06-01");
    counter.register(LI, "2017-01-01");
    let before = counter.journal();
    counter.ask("rules try target_rate 90 --from 2017-06-01");
    counter.ask("rules try day_count civil_code --from 2017-01-01");
    assert_eq!(counter.journal(), before, "nobody is shown");
    let shown = counter.ask("rules try day_count civil_code --from 2017-01-01 --as-of 2017-06-30");
    assert_eq!((shown["lose"].as_array().map(Vec::len), counter.journal()), (Some(1), before + 1));
}
