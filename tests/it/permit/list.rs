//! `permit list`: what stands on it, on which day, for which place; it is a look-up of people.

use serde_json::{Value, json};

use crate::support::Counter;
use crate::support::office::{LI, PAPERS, WANG, number, shape};

/// Three people: Li's card of 2017-01-01 (never endorsed), Wang's of 2017-07-01 (endorsed 2018-06-10), and
/// an application of 2018-07-20 in 息烽.
fn town() -> Counter {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2016-07-01");
    counter.register(WANG, "2017-01-01");
    counter.issue("M1", "2017-01-01");
    counter.issue("M2", "2017-07-01");
    counter.ask("permit endorse M2 --on 2018-06-10");
    let form = crate::support::office::form(&number("1980-01-01", 1)).replace("520102401", "520122400");
    counter.ask(&format!("migrant add {form} --on 2018-01-20"));
    counter.ask(&format!("permit apply M3 {PAPERS} --on 2018-07-20"));
    counter
}

/// Codes of the migrants on the two lists.
fn people(list: &Value) -> (Vec<&str>, Vec<&str>) {
    let codes = |key: &str| {
        let all = list[key].as_array().expect("a list").iter();
        all.map(|one| one["migrant"].as_str().expect("a code")).collect()
    };
    (codes("permits"), codes("applications"))
}

#[test]
fn the_list_has_the_shape_of_the_contract_and_is_journalled_once() {
    let counter = town();
    let before = counter.journal();
    let list = counter.ask("permit list");
    assert_eq!(counter.journal(), before + 1);
    shape(&list, "permits applications");
    let card = &list["permits"][1];
    shape(card, "permit migrant name unit counter status status_since window");
    assert_eq!(
        (&card["name"], &card["unit"], &card["counter"], &card["status"], &card["status_since"]),
        (&json!("王*"), &json!("520102401"), &json!("520102401"), &json!("valid"), &json!("2018-06-10"))
    );
    assert_eq!(card["window"], json!({"opens": "2019-06-01", "closes": "2019-06-30"}));
    let mut application = list["applications"][0].clone();
    shape(&application, "application migrant name unit counter state accepted_on due_on promised_on days_left");
    application["name"] = json!(null);
    assert_eq!(
        application,
        json!({
            "application": "A000003", "migrant": "M000003", "name": null, "unit": "520122400", "counter": "520122400",
            "state": "open", "accepted_on": "2018-07-20", "due_on": "2018-08-04", "promised_on": "2018-07-31",
            "days_left": 3,
        })
    );
    let (command, _, subject, _, changes, rows) = counter.entries().pop().expect("a row");
    assert_eq!((command.as_str(), subject, changes.as_str(), rows), ("permit list", None, "{}", 3));
    let revealed = counter.ask("permit list --reveal 核对");
    assert_eq!(revealed["permits"][0]["name"], "李雷");
}

#[test]
fn an_empty_list_is_journalled_too() {
    let counter = Counter::open("2018-08-01");
    let before = counter.journal();
    assert_eq!(counter.ask("permit list --overdue"), json!({"permits": [], "applications": []}));
    assert_eq!(counter.journal(), before + 1);
}

#[test]
fn by_status_place_window_and_day() {
    let counter = town();
    let cases: &[(&str, &[&str], &[&str])] = &[
        ("", &["M000001", "M000002"], &["M000003"]),
        ("--status valid", &["M000002"], &[]),
        ("--status suspended", &["M000001"], &[]),
        ("--status open", &[], &["M000003"]),
        ("--status issued", &[], &["M000001", "M000002"]),
        ("--status ended", &[], &[]),
        ("--overdue", &["M000001"], &[]),
        ("--overdue --as-of 2018-08-05", &["M000001"], &["M000003"]),
        ("--due-within 3", &[], &["M000003"]),
        ("--due-within 2", &[], &[]),
        ("--due-within 400", &["M000002"], &["M000003"]),
        ("--due-within 3 --overdue", &["M000001"], &["M000003"]),
        ("--due-within 30 --as-of 2017-12-02", &["M000001"], &[]),
        ("--due-within 29 --as-of 2017-12-01", &[], &[]),
        ("--due-within 20 --as-of 2018-06-10", &[], &[]),
        ("--due-within 21 --as-of 2018-06-09", &["M000002"], &[]),
        ("--status due --as-of 2018-06-09", &["M000002"], &[]),
        ("--status due --as-of 2018-06-10", &[], &[]),
        ("--as-of 2017-01-01", &["M000001"], &[]),
        ("--as-of 2016-12-31", &[], &[]),
        ("--as-of 2018-07-19", &["M000001", "M000002"], &[]),
        ("--status suspended --as-of 2019-07-01", &["M000001", "M000002"], &[]),
        ("--unit 520102", &["M000001", "M000002"], &[]),
        ("--unit 520122400", &[], &["M000003"]),
        ("--unit 息烽县", &[], &["M000003"]),
        ("--unit 520103", &[], &[]),
        ("--counter 520122400", &[], &["M000003"]),
        ("--counter 520102401", &["M000001", "M000002"], &[]),
    ];
    for (flags, permits, applications) in cases {
        let list = counter.ask(&format!("permit list {flags}"));
        assert_eq!(people(&list), (permits.to_vec(), applications.to_vec()), "{flags}");
    }
    counter.refuses("permit list --status old", 2, "J904");
    counter.refuses("permit list --unit 天堂", 1, "J601");
    counter.refuses("permit list --counter 天堂", 1, "J601");
    counter.refuses("permit list --due-within soon", 2, "J901");
}

#[test]
fn a_past_day_is_told_the_same_after_later_acts() {
    let counter = town();
    let days = ["2017-12-15", "2018-06-05", "2018-06-10", "2018-07-25"];
    let asked = |counter: &Counter| -> Vec<Value> {
        days.iter().map(|on| counter.ask(&format!("permit list --as-of {on}"))).collect()
    };
    let before = asked(&counter);
    counter.ask("permit extend A3 --to 2018-08-19 --because 断电 --on 2018-07-26");
    counter.ask("permit endorse M1 --on 2018-07-26");
    counter.ask("permit replace M2 --because lost --on 2018-07-27");
    counter.ask("permit withdraw A3 --because 不办了 --on 2018-07-28");
    counter.ask("migrant leave M1 --because left --on 2018-07-29");
    counter.ask("migrant move M2 --unit 520103400 --address 中华路 --on 2018-07-29");
    assert_eq!(asked(&counter), before);
    let now = counter.ask("permit list");
    assert_eq!(people(&now), (vec!["M000002"], vec![]));
    assert_eq!(now["permits"][0]["unit"], "520103400");
}

#[test]
fn the_list_and_the_cards_one_by_one_say_the_same() {
    let counter = town();
    counter.ask("permit replace M1 --because lost --on 2018-07-27");
    for on in ["2017-06-30", "2017-12-31", "2018-01-01", "2018-06-30", "2018-07-27", "2019-06-15", "2019-07-01"] {
        for status in ["valid", "due", "suspended", "expired", "ended"] {
            let list = counter.ask(&format!("permit list --status {status} --as-of {on}"));
            for listed in list["permits"].as_array().expect("a list") {
                let number = listed["permit"].as_str().expect("a number");
                let shown = counter.ask(&format!("permit show {number} --as-of {on}"));
                for key in ["status", "status_since", "window", "migrant", "counter"] {
                    assert_eq!(listed[key], shown[key], "{number} on {on}: {key}");
                }
            }
        }
    }
}

#[test]
fn a_table_and_a_spreadsheet_hold_both_kinds() {
    let counter = town();
    let table = counter.line("permit list").done().stdout;
    assert!(table.contains("A000003") && table.contains("JZ520102") && !table.contains("李雷"), "{table}");
    let csv = counter.line("permit list --format csv").done().stdout;
    assert!(csv.starts_with('\u{feff}') && csv.lines().count() == 4, "{csv}");
    counter.line("permit list --format xlsx --out list.xlsx").refused(2, "J908");
}
