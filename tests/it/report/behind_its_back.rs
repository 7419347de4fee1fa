//! A register that was changed behind the program's back: what one report refuses, no other publishes.

use super::cells::city;
use crate::support::Counter;
use crate::support::office::{number, shape};

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
        ("not packed", "UPDATE packed SET cards = substr(cards, 1, 1)".to_owned(), all),
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

/// Cards in two blocks of what is packed, two in each.
fn two_blocks() -> Counter {
    let counter = Counter::open("2018-08-31");
    let row = |n: u32| {
        format!("甲,{},贵州省遵义市红花岗区,520102401,路{n}号,务工,租赁房屋,2017-01-01\n", number("1980-01-01", n))
    };
    let rows: String = (1..=100).map(row).collect();
    let headings = "姓名,公民身份号码,户籍地址,社区代码,现居住地址,居住事由,居住处所,登记日期";
    std::fs::write(counter.path("people.csv"), format!("{headings}\n{rows}")).expect("a roster");
    assert_eq!(counter.ask("roster import people.csv")["accepted"], 100);
    for who in ["M1", "M2", "M70", "M71"] {
        counter.issue(who, "2018-03-01");
    }
    counter
}

#[test]
fn blocks_that_changed_places_are_told_by_their_bytes() {
    const SWAP: &str = "UPDATE packed SET block = -1 WHERE block = 0; UPDATE packed SET block = 0 WHERE block = 1; \
         UPDATE packed SET block = 1 WHERE block = -1";
    const SWAP_STAYS: &str = "CREATE TEMP TABLE old AS SELECT * FROM packed; \
         UPDATE packed SET stays = (SELECT stays FROM old WHERE old.block = 1 - packed.block)";
    for (case, change) in [("people", SWAP), ("their stays", SWAP_STAYS)] {
        let counter = two_blocks();
        assert_eq!(counter.ask("report rate")["total"]["holders"], 4, "{case}");
        counter.behind_its_back(change);
        for line in ["report rate", "report monthly", "report trend", "report eligible"] {
            assert_eq!(counter.line(line).refused(5, "J706").stdout, "", "{case}: {line}");
        }
        assert_eq!(counter.line("db check --full --format json").json()["findings"][0]["code"], "J726", "{case}");
        counter.line("nightly --out out --format json").refused(5, "J706");
        assert!(!counter.path("out/2018-08-30/rate-tier.csv").exists(), "{case}");
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

#[test]
fn a_register_whose_tables_are_another_versions_is_not_called_damaged() {
    let counter = city();
    counter.behind_its_back("DROP TABLE night_step; DROP TABLE night; ALTER TABLE migrant DROP COLUMN marriage");
    counter.ask("report rate");
    for line in ["nightly --out out", "migrant show M1"] {
        let told = counter.line(&format!("{line} --format json")).refused(5, "J721");
        let error = told.error();
        assert!(error["hint"].as_str().is_some_and(|hint| hint.contains("jzz db check --db ")), "{error}");
        let cause = error["causes"][0].as_str().expect("a cause");
        assert!(cause.starts_with("no such ") && !cause.contains("SELECT"), "{error}");
    }
    let found = counter.line("db check --format json");
    let findings = found.json()["findings"].as_array().expect("findings").clone();
    assert!(found.exit == 3 && findings.len() > 2 && findings.iter().all(|one| one["code"] == "J721"), "{found:?}");
}
