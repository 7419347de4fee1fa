//! `unit undo`: the last act of a unit taken back, as if it had never been made.

use std::fmt::Write;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::Counter;
use crate::support::office::{form, number};

/// The unit that is changed, and units beside it, one of them in another district.
const UNIT: &str = "520102401";
const BESIDE: &str = "520102400";
const ACROSS: &str = "520103400";

const FACTS: [&str; 14] = [
    "unit",
    "unit_name",
    "unit_parent",
    "unit_succession",
    "split_rule",
    "migrant",
    "registration",
    "earlier_home",
    "told_before",
    "application",
    "permit",
    "permit_term",
    "endorsement",
    "setting",
];

/// Every fact of the register, but the keys of rows that others do not name.
#[expect(clippy::disallowed_methods, reason = "a test looks into the file as it lies there")]
fn dump(counter: &Counter) -> String {
    let file = rusqlite::Connection::open(counter.path("register.db")).expect("the register");
    let mut out = String::new();
    for table in FACTS {
        let mut statement = file.prepare(&format!("SELECT * FROM {table}")).expect("a table");
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut lines = Vec::new();
        let mut rows = statement.query([]).expect("rows");
        while let Some(row) = rows.next().expect("a row") {
            let told = names.iter().enumerate().filter(|(_, name)| **name != format!("{table}_id"));
            let values: Vec<String> =
                told.map(|(at, name)| format!("{name}={:?}", row.get_ref(at).expect("a value"))).collect();
            lines.push(values.join(" "));
        }
        lines.sort();
        for line in lines {
            let _ = writeln!(out, "{table} {line}");
        }
    }
    out
}

fn lives(counter: &Counter, n: u32, unit: &str, address: &str, on: &str) {
    let form = form(&number("1980-05-05", n)).replace(UNIT, unit).replace("西湖路1号", address);
    counter.ask(&format!("migrant add {form} --on {on}"));
}

/// People who stay, who moved in and out and on the day of registration, who left, who came back.
fn people(counter: &Counter) {
    for n in 1..=6 {
        lives(counter, n, UNIT, if n % 2 == 0 { "花果园一期" } else { "遵义路5号" }, "2017-01-01");
    }
    lives(counter, 7, BESIDE, "花果园二期", "2017-01-01");
    counter.ask(&format!("migrant move M3 --unit {BESIDE} --address 花果园 --on 2017-01-01"));
    counter.ask(&format!("migrant move M3 --unit {UNIT} --address 花果园 --on 2017-03-01"));
    counter.ask(&format!("migrant move M4 --unit {ACROSS} --address 中华路 --on 2018-02-01"));
    counter.ask(&format!("migrant move M7 --unit {UNIT} --address 遵义路7号 --on 2018-03-01"));
    counter.ask("migrant leave M5 --because left --on 2017-06-01");
    counter.ask("migrant leave M6 --because left --on 2018-03-01");
}

/// What is entered while the act stands: of days before it, and of days after it.
fn meanwhile(counter: &Counter) {
    lives(counter, 8, UNIT, "花果园三期", "2017-02-01");
    counter.ask(&format!("migrant move M1 --unit {ACROSS} --address 中华路1号 --on 2018-05-01"));
    counter.ask("migrant leave M2 --because left --on 2018-05-02");
    counter.ask("migrant edit M3 --of 2017-04-01 --address 花果园九期 --because 抄错");
    counter.ask("migrant edit M8 --reason 经商 --because 抄错");
}

fn told(counter: &Counter) -> Vec<Value> {
    let mut all = Vec::new();
    for on in ["2017-12-31", "2018-01-01", "2018-06-30"] {
        for by in ["district", "community"] {
            let report = counter.ask(&format!("report rate --by {by} --as-of {on}"));
            assert_eq!(report["identity"]["holds"], true, "{on}");
            all.push(report["rows"].clone());
        }
        all.push(counter.ask(&format!("unit list --as-of {on}")));
        all.extend([1, 2, 4, 7].map(|n| counter.ask(&format!("migrant show M{n} --as-of {on}"))));
    }
    all.extend([1, 3, 7].map(|n| counter.ask(&format!("migrant history M{n}"))["acts"].clone()));
    all
}

const ACTS: [(&str, &str); 8] = [
    ("open 520102499 新社区 --kind community --under 520102 --counter-tier community", "520102499"),
    ("rename 520102401 西湖新社区", UNIT),
    ("move 520102401 --under 520103", UNIT),
    ("merge 520102401 --into 520102400", UNIT),
    ("merge 520102 --into 520103", "520102"),
    ("close 520102401 --to 520103400", UNIT),
    ("close 520102405", "520102405"),
    ("split 520102401 --into 520102402 520102403 --where 花果园=520102403 --rest 520102402", UNIT),
];

#[test]
fn an_act_that_is_taken_back_was_never_made() {
    for (act, unit) in ACTS {
        let counter = Counter::open("2018-07-10");
        people(&counter);
        let (facts, answers) = (dump(&counter), told(&counter));
        counter.ask(&format!("unit {act} --on 2018-01-01 --because 批复"));
        assert_ne!(dump(&counter), facts, "{act}");
        let before = counter.journal();
        let undone = counter.ask(&format!("unit undo {unit} --because 办错了"));
        assert_eq!(counter.journal(), before + 1, "{act}");
        assert_eq!((&undone["undone"]["code"], &undone["undone"]["on"]), (&json!(unit), &json!("2018-01-01")), "{act}");
        assert_eq!(undone["unit"].is_null(), act.starts_with("open"), "{act}");
        assert_eq!(dump(&counter), facts, "{act}");
        assert_eq!(told(&counter), answers, "{act}");
        counter.refuses(
            &format!("unit undo {unit} --because 再撤"),
            1,
            if act.starts_with("open") { "J601" } else { "J634" },
        );
        // And it can be made again.
        counter.ask(&format!("unit {act} --on 2018-01-02 --because 批复"));
        counter.line("db check --full").done();
    }
}

#[test]
fn what_was_entered_meanwhile_is_as_it_would_have_been_without_the_act() {
    for (act, unit) in ACTS {
        let (without, with) = (Counter::open("2018-07-10"), Counter::open("2018-07-10"));
        people(&without);
        people(&with);
        with.ask(&format!("unit {act} --on 2018-01-01 --because 批复"));
        meanwhile(&without);
        meanwhile(&with);
        with.ask(&format!("unit undo {unit} --because 办错了"));
        // A counter is that where the act was.
        let counters =
            |text: &str| text.split(' ').filter(|word| !word.starts_with("counter_id")).collect::<Vec<_>>().join(" ");
        assert_eq!(counters(&dump(&with)), counters(&dump(&without)), "{act}");
        with.line("db check --full").done();
    }
}

#[test]
fn a_card_that_was_issued_since_is_of_the_home_again_or_bars_the_way() {
    for (act, bars) in [
        ("split 520102401 --into 520102402 520102403 --where 花果园=520102403 --rest 520102402", false),
        ("merge 520102401 --into 520102400", false),
        ("move 520102401 --under 520103", true),
        ("close 520102401 --to 520103400", true),
    ] {
        let counter = Counter::open("2018-07-10");
        people(&counter);
        counter.ask(&format!("unit {act} --on 2018-01-01 --because 批复"));
        let card = counter.issue("M1", "2018-06-01");
        if bars {
            let error = counter.refuses("unit undo 520102401 --because 办错了", 1, "J635");
            assert_eq!((&error["details"]["by"], &error["details"]["permit"]), (&json!("card"), &json!(card)), "{act}");
            continue;
        }
        counter.ask("unit undo 520102401 --because 办错了");
        let units = counter.rows("SELECT u.code FROM permit p JOIN unit u ON u.unit_id = p.unit_id");
        assert_eq!(units, [UNIT], "{act}");
        counter.line("db check --full").done();
    }
}

#[test]
fn what_rests_on_an_act_bars_its_undoing_and_is_named() {
    let open = "unit open 520102499 新社区 --kind community --under 520102 --on 2018-01-01 --because 批复";
    for (acts, unit, code, by, other) in [
        (vec![open, "migrant add FORM --on 2018-02-01"], "520102499", "J635", json!("used"), json!(null)),
        (
            vec![open, "unit merge 520102401 --into 520102499 --on 2018-02-01 --because 批复"],
            "520102499",
            "J635",
            json!("act"),
            json!(UNIT),
        ),
        (
            vec![
                "unit merge 520102401 --into 520102400 --on 2018-01-01 --because 批复",
                "unit merge 520102400 --into 520102402 --on 2018-02-01 --because 批复",
            ],
            UNIT,
            "J635",
            json!("act"),
            json!(BESIDE),
        ),
        (
            vec![
                "unit merge 520102401 --into 520102400 --on 2018-01-01 --because 批复",
                "unit rename 520102402 西湖社区 --on 2018-02-01 --because 批复",
            ],
            UNIT,
            "J605",
            json!(null),
            json!(null),
        ),
        (
            vec!["unit merge 520102401 --into 520102400 --on 2018-01-01 --because 批复"],
            BESIDE,
            "J634",
            json!(null),
            json!(null),
        ),
        (vec![], "520114", "J634", json!(null), json!(null)),
        (vec![], "520102999", "J601", json!(null), json!(null)),
    ] {
        let counter = Counter::open("2018-07-10");
        people(&counter);
        let form = form(&number("1980-05-05", 9)).replace(UNIT, "520102499");
        for act in &acts {
            let act = act.replace("FORM", &format!("{form} --counter 520102"));
            counter.line(&act).done();
        }
        let error = counter.refuses(&format!("unit undo {unit} --because x"), 1, code);
        assert_eq!((&error["details"]["by"], &error["details"]["other"]), (&by, &other), "{acts:?} {error}");
    }
}

#[test]
fn two_units_that_went_up_in_one_are_taken_back_in_any_order() {
    for order in [[UNIT, "520102402"], ["520102402", UNIT]] {
        let counter = Counter::open("2018-07-10");
        people(&counter);
        let facts = dump(&counter);
        for unit in [UNIT, "520102402"] {
            counter.ask(&format!("unit merge {unit} --into {BESIDE} --on 2018-01-01 --because 批复"));
        }
        for unit in order {
            counter.ask(&format!("unit undo {unit} --because 办错了"));
        }
        assert_eq!(dump(&counter), facts);
    }
}

#[test]
fn nobody_ceases_to_be_a_migrant_by_an_undoing() {
    let counter = Counter::open("2018-07-10");
    counter.ask("unit move 520181100 --under 520115 --on 2018-01-01 --because 批复");
    // From the county that the town was part of: a migrant there since it went to a district.
    let form =
        form(&number("1980-05-05", 1)).replace("贵州省遵义市红花岗区", "贵州省贵阳市清镇市").replace(UNIT, "520181100");
    counter.ask(&format!("migrant add {form} --on 2018-02-01"));
    let error = counter.refuses("unit undo 520181100 --because 办错了", 1, "J638");
    assert_eq!(error["details"]["migrants"], json!(["M000001"]));
    counter.ask("migrant leave M1 --because other --on 2018-02-01");
    counter.ask("unit undo 520181100 --because 办错了");
}

#[test]
fn a_unit_opened_or_closed_by_mistake_today_is_no_dead_end() {
    let counter = Counter::open("2018-07-10");
    let open = "unit open 520102499 新社区 --kind community --under 520102 --because 批复";
    counter.ask(open);
    for (line, code) in [
        ("unit close 520102499 --because 错", "J633"),
        ("unit close 520102405 --because 错", ""),
        ("unit open 520102405 新名 --kind community --under 520102 --because 错", "J604"),
    ] {
        if code.is_empty() {
            counter.ask(line);
            continue;
        }
        let error = counter.refuses(line, 1, code);
        let hint = error["hint"].as_str().expect("a hint").to_owned();
        assert!(hint.starts_with("jzz unit undo"), "{hint}");
        counter.line(hint.trim_start_matches("jzz ")).done();
    }
    counter.ask(open);
}

/// An act of units: what is done, to which of the units beside each other, with which of them.
type Deed = (usize, usize, usize);

/// The units of the random acts, all in one district.
const UNITS: [&str; 5] = [BESIDE, UNIT, "520102402", "520102403", "520102404"];

fn act((what, of, with): Deed, at: usize) -> String {
    let (unit, other, third) = (UNITS[of], UNITS[with], UNITS[(with + 1) % UNITS.len()]);
    match what {
        0 => format!("rename {unit} 新名{at}社区"),
        1 => format!("move {unit} --under {}", ["520103", "520102"][with % 2]),
        2 => format!("merge {unit} --into {other}"),
        3 => format!("close {unit} --to {other}"),
        _ => format!("split {unit} --into {other} {third} --where 花果园={other} --rest {third}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_done_on_one_day_or_several_is_taken_back_last_first(
        deeds in proptest::collection::vec((0usize..7, 0usize..5, 0usize..5, prop_oneof![3 => Just(0), 1 => 1..20]), 2..9),
    ) {
        let counter = Counter::open("2018-07-10");
        people(&counter);
        let facts = dump(&counter);
        let (mut on, mut done) = (1, Vec::new());
        for (at, (what, of, with, later)) in deeds.into_iter().enumerate() {
            on += later;
            let day = format!("2018-{:02}-{:02}", 1 + on / 28, 1 + on % 28);
            let told = counter.line(&format!("unit {} --on {day} --because 批复", act((what, of, with), at)));
            // What cannot be done is refused, and leaves nothing.
            if told.exit == 0 {
                done.push((UNITS[of], dump(&counter)));
            }
        }
        while let Some((unit, as_done)) = done.pop() {
            prop_assert_eq!(&dump(&counter), &as_done);
            counter.ask(&format!("unit undo {unit} --because 办错了"));
        }
        prop_assert_eq!(dump(&counter), facts);
        counter.line("db check --full").done();
    }
}

#[test]
fn what_went_up_in_a_unit_and_was_split_with_it_on_one_day_comes_back() {
    let counter = Counter::open("2018-07-10");
    people(&counter);
    let facts = dump(&counter);
    let rules = "--where 花果园=520102402 --rest 520102403";
    for act in [
        format!("merge {BESIDE} --into {UNIT}"),
        format!("split {UNIT} --into 520102402 520102403 {rules}"),
        "split 520102402 --into 520102403 520102404 --where 二期=520102404 --rest 520102403".to_owned(),
    ] {
        counter.ask(&format!("unit {act} --on 2018-06-01 --because 批复"));
    }
    for unit in ["520102402", UNIT, BESIDE] {
        counter.ask(&format!("unit undo {unit} --because 办错了"));
    }
    assert_eq!(dump(&counter), facts);
}
