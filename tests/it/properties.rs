//! What holds whatever is done, in whatever order, on whatever days.

use proptest::prelude::*;
use serde_json::Value;

use crate::support::Counter;
use crate::support::corrections::{beside_each_other, correction, overlapping};
use crate::support::office::{PAPERS, form, number};

/// One thing a clerk may try.
#[derive(Debug, Clone, Copy)]
enum Act {
    /// What `migrant why` says can be done next: the first of it, or another.
    Next(u8),
    Register,
    Apply,
    Issue,
    Endorse,
    Collect,
    Replace,
    End,
    Extend,
    Withdraw,
    Move,
    Leave,
    RenameUnit,
    MergeUnits,
    SplitUnit,
}

/// Person, act, days since the one before.
type Step = (usize, Act, u16);

fn steps() -> impl Strategy<Value = (usize, Vec<Step>)> {
    let act = prop_oneof![
        20 => (0u8..8).prop_map(Act::Next),
        3 => Just(Act::Register),
        3 => Just(Act::Apply),
        4 => Just(Act::Issue),
        4 => Just(Act::Endorse),
        1 => Just(Act::Collect),
        2 => Just(Act::Replace),
        1 => Just(Act::End),
        1 => Just(Act::Extend),
        1 => Just(Act::Withdraw),
        1 => Just(Act::Move),
        1 => Just(Act::Leave),
        1 => Just(Act::RenameUnit),
        1 => Just(Act::MergeUnits),
        1 => Just(Act::SplitUnit),
    ];
    (0usize..4, proptest::collection::vec((0usize..3, act, 0u16..220), 12..26))
}

/// Days on which the random lives begin: one for each turn of the rules.
const BEGINNINGS: [&str; 4] = ["2012-02-20", "2012-08-20", "2014-11-01", "2016-02-29"];

/// Where people register; the acts on units take the first of them.
const UNITS: [&str; 3] = ["520102401", "520102402", "520102403"];

/// A unit that no act of these lives ends.
const LASTING: &str = "520102410";

/// The form of somebody who comes to live in a unit.
fn living_in(unit: &str, number: &str) -> String {
    form(number).replace("520102401", unit)
}

fn line(step: Step, on: &str, at: usize) -> String {
    let number = number("1980-06-15", u32::try_from(step.0).unwrap_or(0) + 1);
    match step.1 {
        Act::Next(_) | Act::Register => format!("migrant add {} --on {on}", living_in(UNITS[at % 3], &number)),
        Act::Apply => format!("permit apply {number} {PAPERS} --on {on}"),
        Act::Issue => format!("permit issue {number} --on {on}"),
        Act::Endorse => format!("permit endorse {number} --on {on}"),
        Act::Collect => format!("permit collect {number} --on {on}"),
        Act::Replace => format!("permit replace {number} --because damaged --old-card-returned --on {on}"),
        Act::End => format!("permit end {number} --because ineligible --on {on}"),
        Act::Extend => format!("permit extend {number} --to {} --because 断电 --on {on}", later(on, 10)),
        Act::Withdraw => format!("permit withdraw {number} --because 不办了 --on {on}"),
        Act::Move => {
            let unit = ["520103400", "520103401"][at % 2];
            format!("migrant move {number} --unit {unit} --address 第{at}处 --on {on}")
        }
        Act::Leave => format!("migrant leave {number} --because left --on {on}"),
        Act::RenameUnit => format!("unit rename {} 新名{at}社区 --on {on} --because 批复", UNITS[at % 3]),
        Act::MergeUnits => {
            format!("unit merge {} --into {} --on {on} --because 批复", UNITS[at % 2], UNITS[at % 2 + 1])
        }
        Act::SplitUnit => format!(
            "unit split 520103400 --into 520103401 520103402 --where 第{}处=520103402 --rest 520103401 --on {on} \
             --because 批复",
            at.saturating_sub(2)
        ),
    }
}

/// The command for an act that is open, its blanks filled in, without its day; whoever moves comes to this address.
fn open_line(open: &Value, number: &str, address: &str) -> String {
    let command = open["command"].as_str().expect("a command").trim_start_matches("jzz ");
    match open["act"].as_str().expect("an act") {
        "register_again" => format!("migrant add {}", living_in(LASTING, number)),
        "apply" => format!("{command} {PAPERS}"),
        "move" => command.replace("_UNIT_", LASTING).replace("_ADDRESS_", address),
        "end" => command.replace("_REASON_", "ineligible"),
        // Where the old card is, the clerk says.
        "replace" if command.contains("changed") => format!("{command} --old-card-returned"),
        "replace" => command.replace("_REASON_", "lost"),
        _ => command.replace("_REASON_", "不办了"),
    }
}

/// The line of a step, and its day: that of the step, or the one on which the next thing can be done.
fn step_line(counter: &Counter, step: Step, on: &str, at: usize) -> (String, String) {
    let Act::Next(pick) = step.1 else { return (line(step, on, at), on.to_owned()) };
    let number = number("1980-06-15", u32::try_from(step.0).unwrap_or(0) + 1);
    let told = counter.line(&format!("migrant why {number} --as-of {on} --format json"));
    let acts = if told.exit == 0 { told.json()["open_acts"].as_array().cloned() } else { None };
    let acts = acts.unwrap_or_default();
    let open = if pick < 5 { acts.first() } else { acts.get(usize::from(pick) % acts.len().max(1)) };
    let Some(open) = open else { return (line(step, on, at), on.to_owned()) };
    let from = open["from"].as_str().expect("a day").max(on);
    (format!("{} --on {from}", open_line(open, &number, &format!("第{at}家"))), from.to_owned())
}

fn later(day: &str, days: u16) -> String {
    let instant = jzz::Instant::parse(&format!("{day}T04:00:00Z")).expect("a day");
    instant.day().plus_days(i32::from(days)).to_string()
}

fn number_of(value: &Value, key: &str) -> i64 {
    value[key].as_i64().unwrap_or_else(|| panic!("{key}: {value}"))
}

/// What the register says of three people on a day, one by one; of records that are one person, once.
fn people(counter: &Counter, on: &str) -> Vec<Option<Value>> {
    let mut seen: Vec<Value> = Vec::new();
    (1..=3)
        .map(|n| {
            let told = counter.line(&format!("migrant show {} --as-of {on} --format json", number("1980-06-15", n)));
            let person = (told.exit == 0).then(|| told.json())?;
            let again = seen.contains(&person["migrant"]);
            seen.push(person["migrant"].clone());
            (!again).then_some(person)
        })
        .collect()
}

/// The report of a day agrees with the people one by one, and with itself.
fn check_report(counter: &Counter, on: &str) {
    let people: Vec<Value> = people(counter, on).into_iter().flatten().collect();
    let registered: Vec<&Value> = people.iter().filter(|p| p["registration"]["ended_on"].is_null()).collect();
    let with = |statuses: &[&str]| {
        let is = |p: &&&Value| p["permit"]["status"].as_str().is_some_and(|status| statuses.contains(&status));
        i64::try_from(registered.iter().filter(is).count()).expect("few")
    };
    for by in ["tier", "district"] {
        let told = counter.line(&format!("report rate --by {by} --as-of {on} --format json"));
        assert_eq!(told.exit, 0, "the identity holds on {on}: {told:?}");
        let total = &told.json()["total"];
        assert_eq!(number_of(total, "registered"), i64::try_from(registered.len()).expect("few"), "{on}");
        assert_eq!(number_of(total, "holders"), with(&["valid", "due", "suspended", "expired"]), "{on}: {people:?}");
        assert_eq!(
            number_of(total, "in_force"),
            with(&["valid", "due"]),
            "terms and status differ on {on}: {people:?}"
        );
        let liable = registered.iter().filter(|p| is_liable(p, on)).count();
        assert_eq!(number_of(total, "liable"), i64::try_from(liable).expect("few"), "{on}");
    }
}

/// Nobody has lived here for more days than there were since the day they are counted from, and that day is none
/// before the first registration.
fn check_people(counter: &Counter, on: &str) {
    let day = |text: &str| jzz::Instant::parse(&format!("{text}T04:00:00Z")).expect("a day").day();
    let people: Vec<Value> = people(counter, on).into_iter().flatten().collect();
    for person in people.iter().filter(|person| person["permit"].is_object()) {
        let (permit, code) = (&person["permit"], person["migrant"].as_str().expect("a code"));
        let days = number_of(permit, "residence_days");
        let Some(since) = permit["residence_since"].as_str() else {
            assert_eq!(days, 0, "{on}: {person}");
            continue;
        };
        let first = format!(
            "SELECT min(registered_on) FROM registration WHERE migrant_id = {} AND ended_on IS NOT registered_on",
            code.trim_start_matches(['M', '0'])
        );
        assert!(since >= counter.rows(&first)[0].as_str() && since <= on, "{on}: {person}");
        assert!((0..=day(on).days_since(day(since)) + 1).contains(&days), "{on}: {person}");
    }
}

/// In the rate: obliged under the rules of 2012, entitled from 2016.
fn is_liable(person: &Value, on: &str) -> bool {
    if on >= "2016-01-01" { person["eligibility"]["eligible"] == true } else { person["duty"]["liable"] == true }
}

/// The list of a day, by the terms in the file, says of every card what its own screen says.
fn check_list(counter: &Counter, numbers: &[String], on: &str) {
    let mut listed: Vec<(String, String)> = Vec::new();
    for status in ["valid", "due", "suspended", "expired", "ended"] {
        let told = counter.line(&format!("permit list --status {status} --as-of {on} --format json")).json();
        let cards = told["permits"].as_array().expect("a list").iter();
        let numbers = cards.map(|card| card["permit"].as_str().expect("a number").to_owned());
        listed.extend(numbers.map(|number| (number, status.to_owned())));
    }
    let mut shown: Vec<(String, String)> = Vec::new();
    for permit in numbers {
        let told = counter.line(&format!("permit show {permit} --as-of {on} --format json"));
        if told.exit == 0 {
            shown.push((permit.clone(), told.json()["status"].as_str().expect("a status").to_owned()));
        }
    }
    listed.sort();
    shown.sort();
    assert_eq!(listed, shown, "terms and states on {on}");
}

/// No person has two live cards, card by card.
fn check_file(counter: &Counter, numbers: &[String], on: &str) {
    let mut live: Vec<String> = Vec::new();
    for permit in numbers {
        let told = counter.line(&format!("permit show {permit} --as-of {on} --format json"));
        if told.exit == 0 {
            let card = told.json();
            if ["valid", "due", "suspended"].contains(&card["status"].as_str().expect("a status")) {
                live.push(card["migrant"].as_str().expect("a code").to_owned());
            }
        }
    }
    let all = live.len();
    live.sort();
    live.dedup();
    assert_eq!(live.len(), all, "one live card a person on {on}");
}

/// Every act that is told as open is taken on the day told; each in a copy of the register.
fn check_open_acts(counter: &Counter) {
    let register = std::fs::read(counter.path("register.db")).expect("the register");
    for n in 1..=3 {
        let number = number("1980-06-15", n);
        let told = counter.line(&format!("migrant why {number} --format json"));
        if told.exit != 0 {
            continue;
        }
        for open in told.json()["open_acts"].as_array().expect("a list") {
            let (act, from) = (open["act"].as_str().expect("an act"), open["from"].as_str().expect("a day"));
            let line = open_line(open, &number, "新家");
            let copy = Counter::on("2045-01-01");
            copy.put("register.db", &register);
            let done = copy.line(&format!("{line} --on {from} --format json"));
            assert_eq!(done.exit, 0, "{act} from {from}: {line}: {done:?}\n{}", told.stdout);
        }
    }
}

/// Nothing is accepted of anybody who is not entitled: only a correction makes it so.
fn check_rights(counter: &Counter) {
    for n in 1..=3 {
        let told = counter.line(&format!("migrant why {} --format json", number("1980-06-15", n)));
        assert!(!told.stdout.contains("not_entitled_then"), "{told:?}");
    }
}

/// Everything that is said of a day agrees, whichever way it is asked.
fn check_day(counter: &Counter, permits: &[String], on: &str) {
    check_report(counter, on);
    check_people(counter, on);
    check_file(counter, permits, on);
    check_list(counter, permits, on);
}

/// Two records made one agree with themselves on every day, and parted again they are what they were.
fn check_merger(counter: &Counter, kept: u32, other: u32, permits: &[String], days: &[String]) {
    let (kept, other) = (number("1980-06-15", kept), number("1980-06-15", other));
    let said = || days.iter().map(|day| people(counter, day)).collect::<Vec<_>>();
    let done = |line: &str| {
        let before = counter.journal();
        let told = counter.line(&format!("{line} --because 同一个人 --format json"));
        assert!(told.exit <= 1, "{line}: {told:?}");
        assert_eq!(counter.journal() - before, i64::from(told.exit == 0), "{line}: {told:?}");
        told.exit == 0
    };
    let before = said();
    let shown = counter.line(&format!("migrant show {other} --format json"));
    if !done(&format!("migrant merge {kept} {other}")) {
        assert_eq!(said(), before);
        return;
    }
    assert_eq!(overlapping(counter), Vec::<String>::new());
    counter.line("db check --full").done();
    for day in days.iter().rev().take(2) {
        check_day(counter, permits, day);
    }
    let code = shown.json()["migrant"].as_str().expect("a code").to_owned();
    assert!(done(&format!("migrant unmerge {kept} {code}")));
    assert_eq!(said(), before, "{kept} and {other} are two again");
    assert!(done(&format!("migrant merge {kept} {other}")));
    assert_eq!(overlapping(counter), Vec::<String>::new());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_lives_keep_every_promise((beginning, steps) in steps()) {
        let counter = Counter::open("2035-01-01");
        let mut on = BEGINNINGS[beginning].to_owned();
        let mut past: Vec<(usize, String, Vec<Option<Value>>)> = Vec::new();
        let mut done: Vec<(usize, String)> = Vec::new();
        let mut permits: Vec<String> = Vec::new();
        for (at, step) in steps.into_iter().enumerate() {
            on = later(&on, step.2);
            let (line, day) = step_line(&counter, step, &on, at);
            on = day;
            let before = counter.journal();
            let told = counter.line(&format!("{line} --format json"));
            prop_assert!(told.exit <= 1, "{step:?} on {on}: {told:?}");
            let added = counter.journal() - before;
            prop_assert_eq!(added, i64::from(told.exit == 0), "{:?} on {}: {:?}", step, on, told);
            if told.exit == 0 && (line.starts_with("permit issue") || line.starts_with("permit replace")) {
                permits.push(told.json()["permit"].as_str().expect("a number").to_owned());
            }
            if told.exit == 0 {
                done.push((at, on.clone()));
            }
            if at % 6 == 5 {
                past.push((at, on.clone(), people(&counter, &on)));
            }
        }
        check_open_acts(&counter);
        check_rights(&counter);
        // A past day's answer is the same whatever happened after it; acts of the day itself may have followed.
        for (at, day, said) in &past {
            let followed = done.iter().any(|(later, on)| later > at && on == day);
            prop_assert!(followed || people(&counter, day) == *said, "{}: {:?} became {:?}", day, said, people(&counter, day));
        }
        // Corrections alone change what a past day says: afterwards everything agrees again.
        prop_assert_eq!(beside_each_other(&counter), Vec::<String>::new());
        for at in 0..40 {
            let number = number("1980-06-15", u32::try_from(at % 3).unwrap_or(0) + 1);
            let Some(line) = correction(&counter, &number, at) else { continue };
            let before = counter.journal();
            let told = counter.line(&format!("{line} --format json"));
            prop_assert!(told.exit <= 1, "{line}: {told:?}");
            prop_assert_eq!(counter.journal() - before, i64::from(told.exit == 0), "{}: {:?}", line, told);
            if told.exit == 0 {
                prop_assert_eq!(beside_each_other(&counter), Vec::<String>::new(), "{}", line);
                let full = if at % 4 == 0 { " --full" } else { "" };
                let checked = counter.line(&format!("db check{full}"));
                prop_assert_eq!(checked.exit, 0, "{}: {:?}", line, checked);
            }
        }
        check_open_acts(&counter);
        for (_, day, _) in &past {
            check_day(&counter, &permits, day);
        }
        let days: Vec<&str> = past.iter().map(|(_, day, _)| day.as_str()).collect();
        counter.assert_packed(&days);
        for days in [1, 31, 366] {
            check_day(&counter, &permits, &later(&on, days));
        }
        // The days on which something changes: terms that begin, open and run out, cards and stays that end.
        let edges = "SELECT from_on AS on_day FROM permit_term UNION SELECT opens_on FROM permit_term UNION \
                     SELECT until_on FROM permit_term UNION SELECT ended_on FROM permit WHERE ended_on IS NOT NULL UNION \
                     SELECT ended_on FROM registration WHERE ended_on IS NOT NULL ORDER BY on_day DESC LIMIT 4";
        for day in counter.rows(edges) {
            check_people(&counter, &day);
            check_file(&counter, &permits, &day);
            check_list(&counter, &permits, &day);
        }
        let mut asked: Vec<String> = past.iter().map(|(_, day, _)| day.clone()).collect();
        asked.push(later(&on, 100));
        check_merger(&counter, 1, 2, &permits, &asked);
        check_merger(&counter, 3, 1, &permits, &asked);
        let report = "report rate --by community --format csv";
        prop_assert_eq!(counter.line(report).done().stdout, counter.line(report).done().stdout);
    }
}
