//! A register that was changed behind the program's back: what one report refuses, no other publishes.

use super::cells::city;
use crate::support::office::shape;

/// The names of the checks that failed.
fn failed(told: &serde_json::Value) -> Vec<String> {
    let checks = told["details"]["checks"].as_array().expect("checks");
    checks.iter().map(|check| check["name"].as_str().expect("a name").to_owned()).collect()
}

#[test]
fn cards_are_held_against_their_table_whatever_is_packed() {
    const LEFT: &str = "UPDATE permit SET ended_on = '2018-03-01', end_reason = 'left' WHERE migrant_id = 1";
    let untold = |change: &str| format!("DROP TRIGGER permit_changes; {change}");
    let to_nobody = "PRAGMA foreign_keys = OFF; UPDATE permit SET migrant_id = 77777 WHERE permit_id = 1".to_owned();
    let live: &[&str] = &["cards", "cards_live_bearers"];
    let all: &[&str] = &["cards", "cards_live_bearers", "cards_other_bearers"];
    let cases: [(&str, String, &[&str]); 5] = [
        ("ended, and nobody was told", untold(LEFT), &all[1..]),
        (
            "somebody else's, and nobody was told",
            untold("UPDATE permit SET migrant_id = 4 WHERE migrant_id = 1"),
            &live[1..],
        ),
        ("not packed", "UPDATE packed SET cards = x''".to_owned(), all),
        ("of nobody", to_nobody, live),
        (
            "lost",
            "DROP TRIGGER permit_goes; PRAGMA foreign_keys = OFF; DELETE FROM permit WHERE migrant_id = 3".to_owned(),
            &["cards", "cards_other_bearers"],
        ),
    ];
    for (case, change, expected) in cases {
        let counter = city();
        counter.ask("report rate");
        counter.behind_its_back(&change);
        let told = counter.line("report rate --format json").refused(3, "J502");
        assert_eq!(told.stdout, "", "{case}");
        assert_eq!(failed(&told.error()), expected, "{case}");
        shape(&told.error()["details"]["checks"][0], "name left right");
        for line in ["report rate --by reason", "report monthly", "report trend", "report ranking", "report eligible"] {
            assert_eq!(counter.line(line).refused(3, "J502").stdout, "", "{case}: {line}");
        }
    }
}

#[test]
fn what_one_report_refuses_no_other_publishes() {
    const SPAN: &str = "--from 2017-01-01 --to 2018-08-31";
    let cases = [
        ("a reason of no table", "UPDATE registration SET reason = '77' WHERE migrant_id = 4", "reasons_unknown"),
        ("a unit that is none", "UPDATE registration SET unit_id = 99999 WHERE migrant_id = 4", "units_unknown"),
        ("a registration lost", "DELETE FROM registration WHERE migrant_id = 4", "people_without_registration"),
    ];
    for (case, change, name) in cases {
        let counter = city();
        counter.behind_its_back(&format!("PRAGMA foreign_keys = OFF; {change}"));
        let entries = counter.journal();
        let reports = ["rate", "monthly", "trend", "ranking", "due", "overdue", "eligible", "uncollected", "quality"];
        let lines = reports.map(|report| format!("report {report}"));
        for line in lines.into_iter().chain([format!("report turnaround {SPAN}")]) {
            let told = counter.line(&format!("{line} --format json")).refused(3, "J502");
            assert!(failed(&told.error()).iter().any(|failed| failed == name), "{case}: {line}: {told:?}");
        }
        assert_eq!(counter.journal(), entries, "{case}");
    }
    let counter = city();
    counter.behind_its_back("UPDATE application SET state = 'open', closed_on = NULL WHERE migrant_id = 1");
    for line in [format!("report turnaround {SPAN}"), "report overdue".to_owned(), "report eligible".to_owned()] {
        let told = counter.line(&format!("{line} --format json")).refused(3, "J502");
        assert_eq!(failed(&told.error()), ["applications_issued"], "{line}");
    }
}

#[test]
fn what_cannot_be_read_is_a_damaged_register() {
    for change in [
        "UPDATE packed SET stays = x'ff'",
        "UPDATE packed SET cards = x'ffffff'",
        "UPDATE registration SET reason = 'no such reason' WHERE migrant_id = 4",
    ] {
        let counter = city();
        counter.behind_its_back(change);
        for line in ["report rate", "report monthly", "report trend", "report eligible"] {
            let told = counter.line(line).refused(5, "J706");
            assert!(told.stderr.contains("jzz "), "{change}: {line}: a way out: {told:?}");
        }
    }
}
