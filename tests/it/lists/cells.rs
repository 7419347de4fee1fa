//! The figures of the measures open to the people behind them.

use serde_json::{Value, json};

use super::measures::{july, wanting};
use crate::support::Counter;
use crate::support::office::shape;

/// Opens every cell that a report shows; how many there were.
fn open_all(counter: &Counter, line: &str) -> usize {
    let report = counter.ask(&format!("{line} --cells"));
    let mut opened = 0;
    let rows = report["rows"].as_array().expect("rows").iter().chain([&report["total"]]);
    for row in rows {
        for (column, code) in row["cells"].as_object().expect("cells") {
            let code = code.as_str().expect("a code");
            let before = counter.journal();
            let found = counter.ask(&format!("{line} --list '{code}'"));
            assert_eq!(counter.journal(), before + 1, "{code}");
            shape(&found, "cell count people");
            assert_eq!((&found["cell"], &found["count"]), (&json!(code), &row[column]), "{code}");
            let people = found["people"].as_array().expect("people");
            assert_eq!(u64::try_from(people.len()).ok(), row[column].as_u64(), "{code}");
            for person in people {
                shape(person, "migrant name id_number unit");
                let number = person["id_number"].as_str().expect("a number");
                assert!(number.contains("**********"), "masked: {person}");
            }
            opened += 1;
        }
    }
    opened
}

fn people(counter: &Counter, line: &str) -> Vec<String> {
    let found = counter.ask(line);
    let people = found["people"].as_array().expect("people").iter();
    people.map(|person| person["migrant"].as_str().expect("a code").to_owned()).collect()
}

#[test]
fn every_figure_of_the_turnaround_opens_to_as_many_people() {
    let counter = july();
    let line = "report turnaround --from 2018-07-01 --to 2018-07-31";
    assert_eq!(open_all(&counter, line), 4 * 8);
    assert_eq!(open_all(&counter, &format!("{line} --as-of 2018-07-10")), 4 * 8);
    let of = |cell: &str| people(&counter, &format!("{line} --list turnaround/2018-07-01..2018-07-31/{cell}"));
    assert_eq!(of("community/on_time"), ["M000001", "M000003", "M000004", "M000005"]);
    assert_eq!(of("community/promise_kept"), ["M000001", "M000004", "M000005"]);
    assert_eq!(of("total/open"), ["M000006"]);
    let (command, ..) = counter.entries().pop().expect("a row");
    assert_eq!(command, "report turnaround");
}

#[test]
fn every_defect_opens_to_the_people_who_have_it() {
    let counter = wanting();
    assert_eq!(open_all(&counter, "report quality"), 11);
    assert_eq!(open_all(&counter, "report quality --by source"), 3 * 11);
    let of = |cell: &str| people(&counter, &format!("report quality --list {cell}"));
    assert_eq!(of("quality/kind/duplicate_suspected/count"), ["M000002", "M000003"]);
    assert_eq!(of("quality/source/landlord:赵/district_only"), ["M000001"]);
    assert_eq!(of("quality/source/counter/count"), [""; 0]);
}

#[test]
fn a_cell_that_is_none_is_refused() {
    let counter = july();
    let span = "--from 2018-07-01 --to 2018-07-31";
    for line in [
        format!("report turnaround {span} --list turnaround/2018-07-01..2018-07-31/village/open"),
        format!("report turnaround {span} --list turnaround/2018-07-01..2018-07-31/city/median_days"),
        format!("report turnaround {span} --list rate/tier/city/holders"),
        "report quality --list quality/kind/phone_missing/share".to_owned(),
        "report quality --list quality/source/nobody/count".to_owned(),
    ] {
        counter.refuses(&line, 1, "J504");
    }
}

#[test]
fn a_name_is_shown_whole_only_for_a_reason() {
    let counter = wanting();
    let line = "report quality --list quality/kind/district_only/count";
    let masked = counter.ask(line)["people"][0].clone();
    assert_eq!((&masked["name"], &masked["unit"]), (&json!("王*"), &json!("520102")));
    let revealed = counter.ask(&format!("{line} --reveal 补录"))["people"][0].clone();
    assert_eq!((&revealed["name"], &revealed["id_number"]), (&json!("王芳"), &json!("520199198503080029")));
    assert_eq!(counter.entries().pop().expect("a row").3, Some("补录".to_owned()));
    assert_ne!(revealed["name"], Value::Null);
}
