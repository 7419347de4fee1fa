//! `permit why`, `migrant why`: shapes, the journal, and that later acts change no earlier day.

use serde_json::{Value, json};

use crate::support::Counter;
use crate::support::office::{LI, shape};

fn codes(answer: &Value) -> Vec<&str> {
    answer["because"].as_array().expect("a list").iter().map(|said| said["code"].as_str().expect("a code")).collect()
}

fn acts(answer: &Value) -> Vec<&str> {
    answer["open_acts"].as_array().expect("a list").iter().map(|open| open["act"].as_str().expect("an act")).collect()
}

#[test]
fn why_has_the_shapes_of_the_contract() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    let permit = counter.issue("M1", "2017-07-01");
    let told = counter.ask(&format!("permit why {permit} --as-of 2018-06-01"));
    shape(&told, "permit migrant as_of status status_since because open_acts");
    assert_eq!(
        (&told["permit"], &told["migrant"], &told["as_of"], &told["status"], &told["status_since"]),
        (&json!(permit), &json!("M000001"), &json!("2018-06-01"), &json!("due"), &json!("2018-06-01"))
    );
    assert_eq!(codes(&told), ["issued", "anniversaries", "due", "residence"]);
    for said in told["because"].as_array().expect("a list") {
        shape(said, "on code message article");
    }
    assert_eq!((&told["because"][0]["on"], &told["because"][0]["article"]), (&json!("2017-07-01"), &json!("S 10(1)")));
    let endorse = &told["open_acts"][0];
    assert_eq!(
        endorse,
        &json!({
            "act": "endorse", "from": "2018-06-01", "until": "2018-06-30",
            "command": format!("jzz permit endorse {permit}"),
        })
    );
    let person = counter.ask("migrant why M1 --as-of 2017-06-29");
    shape(&person, "migrant as_of eligible since liable apply_by because open_acts");
    assert_eq!(
        (&person["eligible"], &person["since"], &person["liable"], &person["apply_by"]),
        (&json!(false), &json!("2017-06-30"), &json!(false), &Value::Null)
    );
    assert_eq!(acts(&person), ["apply", "move", "leave"]);
    assert_eq!(person["open_acts"][0]["from"], "2017-06-30");
}

#[test]
fn a_look_up_adds_one_row_and_tells_no_name_and_no_number() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    let permit = counter.issue("M1", "2017-07-01");
    for (line, command) in
        [(format!("permit why {permit}"), "permit why"), (format!("migrant why {LI}"), "migrant why")]
    {
        for lang in ["zh", "en"] {
            let before = counter.journal();
            let told = counter.line(&format!("{line} --lang {lang}")).done();
            assert_eq!(counter.journal(), before + 1, "{line}");
            for secret in [LI, "李雷"] {
                assert!(!told.stdout.contains(secret) && !told.stderr.contains(secret), "{told:?}");
            }
        }
        let entries = counter.entries();
        let last = entries.last().expect("a row");
        assert_eq!((last.0.as_str(), last.2.as_deref(), last.5), (command, Some("M000001"), 1));
    }
    counter.finds_nobody("permit why JZ5201021700000006", 1, "J316");
    counter.finds_nobody("migrant why M77", 1, "J114");
    counter.finds_nobody("migrant why M1 --as-of 2016-12-31", 1, "J202");
    counter.finds_nobody(&format!("permit why {permit} --as-of 2017-06-30"), 1, "J327");
    counter.line("permit why M1 --format csv").refused(2, "J908");
}

#[test]
fn a_coming_day_is_answered_as_if_nothing_more_happened() {
    let counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    let permit = counter.issue("M1", "2017-07-01");
    let told = counter.ask(&format!("permit why {permit} --as-of 2019-01-01"));
    assert_eq!((&told["status"], &told["status_since"]), (&json!("suspended"), &json!("2018-07-01")));
    assert_eq!(acts(&told)[0], "endorse_late");
}

#[test]
fn later_acts_change_no_answer_about_an_earlier_day() {
    let counter = Counter::open("2019-12-01");
    let days = ["2016-07-01", "2016-12-31", "2017-01-01", "2017-12-10", "2018-02-01", "2018-06-01", "2018-09-01"];
    let mut known: Vec<(String, Value)> = Vec::new();
    let acts = [
        ("2016-07-01", format!("migrant add {} --on 2016-07-01", crate::support::office::form(LI))),
        ("2016-12-31", format!("permit apply M1 {} --on 2016-12-31", crate::support::office::PAPERS)),
        ("2017-01-01", "permit issue M1 --on 2017-01-01".to_owned()),
        ("2017-12-10", "migrant move M1 --unit 520103400 --address 新址 --stay 5 --on 2017-12-10".to_owned()),
        ("2018-06-01", "permit endorse M1 --on 2018-06-01".to_owned()),
        ("2018-09-01", "migrant leave M1 --because other --on 2018-09-01".to_owned()),
        ("2019-10-06", format!("migrant add {} --on 2019-10-06", crate::support::office::form(LI))),
    ];
    for (on, act) in acts {
        counter.ask(&act);
        for day in days.iter().filter(|day| **day < on) {
            for (line, before) in known.iter().filter(|(line, _)| line.ends_with(day)) {
                assert_eq!(&counter.ask(line), before, "{line}, after {act}");
            }
        }
        known.clear();
        for day in days.iter().filter(|day| **day >= "2016-07-01") {
            for line in ["migrant show M1", "migrant why M1", "permit show M1", "permit why M1"] {
                let line = format!("{line} --as-of {day}");
                let told = counter.line(&format!("{line} --format json"));
                if told.exit == 0 {
                    known.push((line, told.json()));
                }
            }
        }
    }
    let back = counter.ask("migrant why M1");
    assert!(codes(&back).contains(&"earlier_stay"), "{back}");
    let count = counter.ask("migrant why M1 --as-of 2019-10-06");
    assert!(count["because"].to_string().contains("2019-10-06"), "the count starts anew: {count}");
}

#[test]
fn the_commands_name_the_register_of_the_command_line() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    let db = counter.path("register.db").to_string_lossy().into_owned();
    let why = counter.ask(&format!("migrant why M1 --db {db}"));
    assert_eq!(why["open_acts"][0]["command"], format!("jzz --db {db} permit apply M000001"));
    for line in ["migrant why M1", "migrant show M1"] {
        let told = counter.line(&format!("{line} --db {db}")).done();
        assert!(told.stdout.contains(&format!("jzz --db {db} permit apply M000001")), "{told:?}");
    }
}

#[test]
fn who_settled_or_died_is_not_told_to_come_back() {
    for (because, expected) in [("left", vec!["register_again"]), ("death", vec![]), ("hukou", vec![])] {
        let counter = Counter::open("2018-08-01");
        counter.register(LI, "2017-01-01");
        counter.ask(&format!("migrant leave M1 --because {because} --on 2017-05-01"));
        assert_eq!(acts(&counter.ask("migrant why M1")), expected, "{because}");
        counter.line("migrant why M1 --lang zh").done();
    }
}

#[test]
fn nobody_whose_card_ended_with_death_is_offered_another() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    let number = counter.issue(LI, "2017-07-01");
    let told = counter.line("permit end M1 --because death --on 2017-09-01 --lang zh").done();
    assert!(told.stderr.contains("居住登记还没有注销，也要办：jzz"), "{}", told.stderr);
    for line in ["migrant why M1".to_owned(), format!("permit why {number}")] {
        let why = counter.ask(&line);
        assert_eq!(acts(&why)[0], "leave", "{line}");
        assert!(!acts(&why).contains(&"apply"), "{line}: {why}");
        let command = why["open_acts"][0]["command"].as_str().unwrap_or_default();
        assert!(command.ends_with("migrant leave M000001 --because death"), "{command}");
    }
    let why = counter.ask("migrant why M1");
    assert!(codes(&why).contains(&"registration_left_open"), "{why}");
    counter.ask("migrant leave M1 --because death --on 2017-09-01");
}
