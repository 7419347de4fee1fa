//! The lists and measures counted again, by plain code over the rows of the file, on random lives and days.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::Value;

use super::keys;
use crate::support::Counter;
use crate::support::corrections::correction;
use crate::support::office::{PAPERS, form, number};

type Step = (u32, usize, u16);

/// What somebody may do on a day; many of them are refused.
fn line(step: Step, on: &str, at: usize) -> String {
    let (person, act, _) = step;
    let number = number("1980-06-15", person + 1);
    match act {
        0 | 1 => format!("migrant add {} --on {on}", form(&number)),
        2..=4 => format!("permit apply {number} {PAPERS} --on {on}"),
        5..=7 => format!("permit issue {number} --on {on}"),
        8 | 9 => format!("permit endorse {number} --on {on}"),
        10 => format!("permit collect {number} --on {on}"),
        11 => format!("permit replace {number} --because damaged --old-card-returned --on {on}"),
        12 => format!("permit end {number} --because ineligible --on {on}"),
        13 => format!("permit extend {number} --to {} --because 断电 --on {on}", later(on, 20)),
        14 => format!("permit withdraw {number} --because 不办了 --on {on}"),
        15 => format!("permit refuse {number} --because 第九条 --on {on}"),
        16 => format!("migrant move {number} --unit 520103400 --address 第{at}处 --stay {} --on {on}", at % 3),
        _ => format!("migrant leave {number} --because left --on {on}"),
    }
}

fn day_of(text: &str) -> jzz::Instant {
    jzz::Instant::parse(&format!("{text}T04:00:00Z")).expect("a day")
}

fn later(day: &str, days: i32) -> String {
    day_of(day).day().plus_days(days).to_string()
}

fn days_between(from: &str, to: &str) -> i64 {
    day_of(to).day().days_since(day_of(from).day())
}

/// The columns of a query as texts, an empty one for none.
fn table(counter: &Counter, columns: &[&str], from: &str) -> Vec<BTreeMap<String, String>> {
    let joined = columns.iter().map(|c| format!("COALESCE({c}, '')")).collect::<Vec<_>>().join(" || '|' || ");
    let rows = counter.rows(&format!("SELECT {joined} FROM {from}"));
    let row = |row: &String| columns.iter().map(|c| (*c).to_owned()).zip(row.split('|').map(str::to_owned)).collect();
    rows.iter().map(row).collect()
}

/// Whether something had happened by a day.
fn by(day: &str, on: &str) -> bool {
    !day.is_empty() && day <= on
}

fn ask(counter: &Counter, line: &str, on: &str) -> Value {
    counter.ask(&format!("{line} --as-of {on}"))
}

/// Everybody's screen on a day.
fn screens(counter: &Counter, on: &str, people: u32) -> Vec<Value> {
    let shown = (0..people).filter_map(|n| {
        let told = counter.line(&format!("migrant show {} --as-of {on} --format json", number("1980-06-15", n + 1)));
        (told.exit == 0).then(|| told.json())
    });
    shown.collect()
}

/// Each card's own screen against the two lists of cards.
fn check_cards(counter: &Counter, on: &str) {
    let (mut due, mut late) = (BTreeSet::new(), BTreeMap::new());
    for card in table(counter, &["number", "issued_on"], "permit").iter().filter(|card| by(&card["issued_on"], on)) {
        let shown = counter.ask(&format!("permit show {} --as-of {on}", card["number"]));
        let status = shown["status"].as_str().expect("a status");
        if ["valid", "due"].contains(&status)
            && shown["window"]["opens"].as_str().is_some_and(|opens| opens <= &*later(on, 45))
        {
            due.insert(card["number"].clone());
        }
        if ["suspended", "expired"].contains(&status) {
            late.insert(card["number"].clone(), shown["suspended_from"].as_str().unwrap_or_default().to_owned());
        }
    }
    let open = table(
        counter,
        &["application_id", "accepted_on", "closed_on", "due_on", "extended_to", "extended_on"],
        "application",
    );
    for one in open.iter().filter(|one| by(&one["accepted_on"], on) && !by(&one["closed_on"], on)) {
        let limit = if by(&one["extended_on"], on) { &one["extended_to"] } else { &one["due_on"] };
        if !limit.is_empty() && &**limit < on {
            late.insert(format!("A{:0>6}", one["application_id"]), later(limit, 1));
        }
    }
    let report = ask(counter, "report due --within 45", on);
    assert_eq!(keys(&report), due.iter().map(String::as_str).collect::<Vec<_>>(), "due on {on}");
    let report = ask(counter, "report overdue", on);
    assert_eq!(keys(&report), late.keys().map(String::as_str).collect::<Vec<_>>(), "overdue on {on}");
    for row in report["rows"].as_array().expect("rows") {
        let since = row["since"].as_str().expect("a day");
        let expected = &late[row["key"].as_str().expect("a key")];
        assert!(expected.is_empty() || expected == since, "{row} on {on}");
        assert_eq!(row["days"].as_i64(), Some(days_between(since, on) + 1), "{row} on {on}");
    }
}

/// Who is entitled or obliged by their own screen, holds nothing and waits for nothing.
fn check_people(counter: &Counter, on: &str, people: u32) {
    let open = table(counter, &["migrant_id", "accepted_on", "closed_on"], "application");
    let cards = table(counter, &["migrant_id", "issued_on", "ended_on"], "permit");
    let mut expected = Vec::new();
    for shown in screens(counter, on, people) {
        let code = shown["migrant"].as_str().expect("a code").to_owned();
        let id = code.trim_start_matches('M').trim_start_matches('0');
        let stays = shown["registration"]["ended_on"].is_null();
        let may = if on >= "2016-01-01" { &shown["eligibility"]["eligible"] } else { &shown["duty"]["liable"] };
        let waits = open.iter().any(|a| a["migrant_id"] == id && by(&a["accepted_on"], on) && !by(&a["closed_on"], on));
        let holds = cards.iter().any(|c| c["migrant_id"] == id && by(&c["issued_on"], on) && !by(&c["ended_on"], on));
        if stays && may == true && !waits && !holds {
            expected.push((code, shown["registration"]["unit"].clone(), shown["eligibility"]["since"].clone()));
        }
    }
    expected.sort_by(|a, b| a.0.cmp(&b.0));
    let report = ask(counter, "report eligible", on);
    assert_eq!(keys(&report), expected.iter().map(|(code, ..)| code.as_str()).collect::<Vec<_>>(), "eligible on {on}");
    for (row, (_, unit, since)) in report["rows"].as_array().expect("rows").iter().zip(&expected) {
        assert_eq!((&row["unit"], &row["since"]), (unit, since), "everybody is of age and born long ago: {on}");
    }
}

/// Cards and applications by the rows of the file alone.
fn check_rows(counter: &Counter, on: &str) {
    let cards = table(counter, &["number", "issued_on", "ended_on", "collected_on", "batch_id"], "permit");
    let waiting = cards.iter().filter(|card| {
        by(&card["issued_on"], on)
            && !by(&card["ended_on"], on)
            && !by(&card["collected_on"], on)
            && card["batch_id"].is_empty()
            && days_between(&card["issued_on"], on) > 20
    });
    let mut expected: Vec<&str> = waiting.map(|card| card["number"].as_str()).collect();
    expected.sort_unstable();
    assert_eq!(keys(&ask(counter, "report uncollected --over 20", on)), expected, "uncollected on {on}");

    let (from, to) = (later(on, -500), later(on, -3));
    let all = table(
        counter,
        &["accepted_on", "closed_on", "state", "due_on", "promised_on", "extended_to", "extended_on"],
        "application",
    );
    let span = || all.iter().filter(|one| by(&from, &one["accepted_on"]) && by(&one["accepted_on"], &to));
    let total = ask(counter, &format!("report turnaround --from {from} --to {to}"), on)["total"].clone();
    let in_state = |state: &str| span().filter(|one| by(&one["closed_on"], on) && one["state"] == state).count();
    let open = span().filter(|one| !by(&one["closed_on"], on)).count();
    let limit = |one: &BTreeMap<String, String>| {
        let extended = by(&one["extended_on"], on);
        if extended { one["extended_to"].clone() } else { one["due_on"].clone() }
    };
    let on_time = span().filter(|one| by(&one["closed_on"], on) && by(&one["closed_on"], &limit(one))).count();
    let due = span().filter(|one| by(&one["closed_on"], on) || by(&limit(one), &later(on, -1))).count();
    // An extension moves the limit, not the promise; where nothing earlier was promised, the limit is the promise.
    let promise = |one: &BTreeMap<String, String>| {
        if one["promised_on"].is_empty() { one["due_on"].clone() } else { one["promised_on"].clone() }
    };
    let kept = span().filter(|one| by(&one["closed_on"], on) && by(&one["closed_on"], &promise(one))).count();
    for (key, count) in [
        ("accepted", span().count()),
        ("issued", in_state("issued")),
        ("withdrawn", in_state("withdrawn")),
        ("refused", in_state("refused")),
        ("open", open),
        ("on_time", on_time),
        ("due", due),
        ("promise_kept", kept),
    ] {
        assert_eq!(total[key].as_u64(), u64::try_from(count).ok(), "{key} on {on}: {total}");
    }
    let issued = span().filter(|one| by(&one["closed_on"], on) && one["state"] == "issued");
    let mut days: Vec<i64> = issued.map(|one| days_between(&one["accepted_on"], &one["closed_on"])).collect();
    days.sort_unstable();
    let nine_in_ten = (1..=days.len()).find(|n| n * 10 >= days.len() * 9).map(|n| days[n - 1]);
    assert_eq!(total["p90_days"].as_i64(), nine_in_ten, "{days:?}");
    let middle = |at: usize| i32::try_from(days[at]).map(f64::from).expect("few days");
    let median = (!days.is_empty()).then(|| middle((days.len() - 1) / 2).midpoint(middle(days.len() / 2)));
    assert_eq!(total["median_days"].as_f64(), median, "{days:?}");
}

/// The journal's rows, and what is registered on a day.
fn check_journal_and_registrations(counter: &Counter, on: &str) {
    // Another clerk looks, and may find nobody.
    let _ = counter.line("migrant show M1 --clerk 0702 --format json");
    let report = counter.ask("report lookups --from 2035-01-01 --to 2035-01-01");
    let rows = table(counter, &["command", "row_count", "clerk"], "journal");
    let looked = |row: &&BTreeMap<String, String>| ["migrant show", "permit show"].contains(&row["command"].as_str());
    let misses = rows.iter().filter(looked).filter(|row| row["row_count"] == "0").count();
    assert_eq!(report["total"]["lookups"].as_u64(), u64::try_from(rows.iter().filter(looked).count()).ok());
    for row in report["rows"].as_array().expect("a row a clerk") {
        let own = rows.iter().filter(looked).filter(|one| row["key"] == one["clerk"]).count();
        assert_eq!(row["lookups"].as_u64(), u64::try_from(own).ok(), "{row}");
    }
    assert!(report["rows"].as_array().is_some_and(|rows| rows.len() > 1), "{report}");
    assert_eq!(report["total"]["misses"].as_u64(), u64::try_from(misses).ok());
    let lists = rows.iter().filter(|row| row["command"].starts_with("report ")).count();
    assert_eq!(report["total"]["lists"].as_u64(), u64::try_from(lists).ok());

    check_quality(counter, on);
}

/// The registrations of a day with what is not known in them; all are of one name and one day of birth.
fn check_quality(counter: &Counter, on: &str) {
    let columns = ["registration_id", "migrant_id", "unit_id", "dwelling", "stay", "registered_on", "ended_on"];
    let stays = table(counter, &columns, "registration");
    let homes =
        table(counter, &["registration_id", "unit_id", "dwelling", "stay", "from_on", "until_on"], "earlier_home");
    let people = table(counter, &["migrant_id", "name", "birth_on", "phone"], "migrant");
    let above = counter.rows("SELECT CAST(unit_id AS TEXT) FROM unit WHERE kind = 'district' OR kind LIKE 'county%'");
    let active: Vec<_> = stays.iter().filter(|s| by(&s["registered_on"], on) && !by(&s["ended_on"], on)).collect();
    let person = |id: &str| people.iter().find(|one| one["migrant_id"] == id).expect("a person");
    let likeness = |id: &str| (person(id)["name"].clone(), person(id)["birth_on"].clone());
    let (mut expected, mut defective) = (BTreeMap::<&str, u64>::new(), 0);
    for stay in &active {
        let mut own = homes.iter().filter(|home| home["registration_id"] == stay["registration_id"]);
        let home = own.find(|home| by(&home["from_on"], on) && !by(&home["until_on"], on)).unwrap_or(stay);
        let id = &stay["migrant_id"];
        let defects = [
            ("phone_missing", person(id)["phone"].is_empty()),
            ("dwelling_unknown", home["dwelling"].is_empty()),
            ("stay_unknown", home["stay"].is_empty()),
            ("district_only", above.contains(&home["unit_id"])),
            (
                "duplicate_suspected",
                active.iter().filter(|other| likeness(&other["migrant_id"]) == likeness(id)).count() > 1,
            ),
        ];
        for (defect, is) in defects {
            *expected.entry(defect).or_default() += u64::from(is);
        }
        defective += u64::from(defects.iter().any(|(_, is)| *is));
    }
    let quality = ask(counter, "report quality", on);
    for row in quality["rows"].as_array().expect("rows") {
        let count = expected.get(row["key"].as_str().expect("a key")).copied().unwrap_or_default();
        assert_eq!(row["count"].as_u64(), Some(count), "{row} on {on}");
    }
    assert_eq!(quality["total"]["count"].as_u64(), Some(defective), "on {on}");
}

const BEGINNINGS: [&str; 4] = ["2012-02-20", "2012-08-20", "2014-11-01", "2016-02-29"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_lives_are_counted_alike(
        beginning in 0usize..4,
        steps in proptest::collection::vec((0u32..4, 0usize..22, 0u16..90), 40..70),
    ) {
        let counter = Counter::open("2035-01-01");
        let mut on = BEGINNINGS[beginning].to_owned();
        let mut days = Vec::new();
        for (at, step) in steps.into_iter().enumerate() {
            on = later(&on, i32::from(step.2));
            let id = number("1980-06-15", step.0 + 1);
            let corrected = (step.1 >= 18).then(|| correction(&counter, &id, at)).flatten();
            let line = corrected.unwrap_or_else(|| line(step, &on, at));
            let told = counter.line(&format!("{line} --format json"));
            prop_assert!(told.exit <= 1, "{step:?} on {on}: {told:?}");
            if at % 9 == 8 {
                days.push(on.clone());
            }
        }
        prop_assert_eq!(counter.line("db check --full").exit, 0);
        days.extend([1, 31, 400].map(|more| later(&on, more)));
        for day in &days {
            check_cards(&counter, day);
            check_people(&counter, day, 4);
            check_rows(&counter, day);
            check_journal_and_registrations(&counter, day);
        }
    }
}
