//! A rule changed from a day on: the day before, the day, the day after; and what a rule may be set to.

use proptest::prelude::*;

use super::{book, book_with, day};
use crate::domain::application::due_on;
use crate::domain::calendar::Day;
use crate::domain::constant::Range;
use crate::domain::permit::{Card, PermitKind, Status, state};
use crate::domain::regime::{Exempt, Limit, Regime, Window};
use crate::domain::rulebook::{DayCount, RuleBook};
use crate::domain::terms::terms;
use crate::reference;

fn card(issued_on: &str, printed_until: Option<&str>, endorsements: &[&str]) -> Card {
    let issued_on = day(issued_on);
    Card {
        kind: PermitKind::Residence,
        regime: book().on(issued_on).regime,
        issued_on,
        base_on: issued_on,
        printed_until: printed_until.map(day),
        endorsements: endorsements.iter().map(|on| day(on)).collect(),
        ended: None,
    }
}

fn status(card: &Card, book: &RuleBook, on: &str) -> &'static str {
    state(card, book, day(on)).map_or("none", |state| state.status.as_str())
}

#[test]
fn a_choice_set_from_a_day_on_holds_from_that_day() {
    let book = book_with(&[("day_count", "civil_code", "2018-03-01"), ("day_count", "inclusive", "2019-01-01")]);
    for (on, expected) in [
        ("2018-02-28", DayCount::Inclusive),
        ("2018-03-01", DayCount::CivilCode),
        ("2018-12-31", DayCount::CivilCode),
        ("2019-01-01", DayCount::Inclusive),
    ] {
        assert_eq!(book.settings_on(day(on)).day_count, expected, "{on}");
    }
}

#[test]
fn of_two_values_of_one_day_the_one_entered_last_counts_and_an_earlier_day_entered_later_ends_before_it() {
    let same = book_with(&[("gap_allowed", "3", "2017-01-01"), ("gap_allowed", "5", "2017-01-01")]);
    assert_eq!(same.settings_on(day("2017-01-01")).gap_allowed, 5);
    let backwards = book_with(&[("gap_allowed", "3", "2017-01-01"), ("gap_allowed", "5", "2016-06-01")]);
    assert_eq!(backwards.settings_on(day("2016-12-31")).gap_allowed, 5);
    assert_eq!(backwards.settings_on(day("2017-01-01")).gap_allowed, 3);
}

#[test]
fn a_rule_of_a_regime_changes_within_it_alone() {
    let book =
        book_with(&[("guizhou-2012.photos", "1", "2014-01-01"), ("guiyang-2012.validity_months", "6", "2012-05-01")]);
    for (on, photos, months) in [
        ("2012-04-30", 2, Some(12)),
        ("2012-05-01", 2, Some(6)),
        ("2012-10-01", 0, Some(12)),
        ("2013-12-31", 0, Some(12)),
        ("2014-01-01", 1, Some(12)),
        ("2016-01-01", 1, None),
    ] {
        let rules = book.on(day(on));
        assert_eq!((rules.papers.photos, rules.validity_months), (photos, months), "{on}");
    }
    assert_eq!(book.of(Regime::Guizhou2012).papers.photos, 0, "a regime's own rules are those of its first day");
    assert_eq!(book.end_of(Regime::Guizhou2012), Some(day("2016-01-01")));
    assert_eq!(book.end_of(Regime::State2016), None);
}

#[test]
fn a_late_endorsement_counts_by_the_rule_of_its_own_day() {
    let book = book_with(&[("after_late", "old_anniversary", "2018-06-01")]);
    for (endorsed, until) in [("2018-05-31", "2019-05-31"), ("2018-06-01", "2019-01-01"), ("2018-06-02", "2019-01-01")]
    {
        let card = card("2017-01-01", None, &[endorsed]);
        assert_eq!(terms(&card, &book).last().map(|term| term.until_on), Some(day(until)), "{endorsed}");
    }
}

#[test]
fn a_longer_window_opens_no_earlier_than_its_rule_and_an_open_one_stays_open() {
    let card = card("2011-09-01", Some("2012-08-31"), &[]);
    let longer = book_with(&[("guiyang-2012.window", "last 90 days", "2012-07-01")]);
    for (on, expected) in [("2012-06-30", "valid"), ("2012-07-01", "due"), ("2012-08-31", "due")] {
        assert_eq!(status(&card, &longer, on), expected, "{on}");
    }
    let shorter = book_with(&[("guiyang-2012.window", "last 10 days", "2012-08-10")]);
    for (on, expected) in [("2012-08-01", "valid"), ("2012-08-02", "due"), ("2012-08-10", "due"), ("2012-08-15", "due")]
    {
        assert_eq!(status(&card, &shorter, on), expected, "{on}");
        assert_eq!(status(&card, &book(), on), expected, "{on}");
    }
    let opened = state(&card, &shorter, day("2012-08-15")).and_then(|state| state.window);
    assert_eq!(opened, Some((day("2012-08-02"), day("2012-08-31"))));
}

#[test]
fn what_becomes_of_a_card_that_was_not_endorsed_is_the_rule_of_its_last_day() {
    let set = book_with(&[("guizhou-2012.lapses_to_suspension", "true", "2013-10-01")]);
    for (issued, until, expected) in [
        ("2012-10-01", "2013-09-30", "expired"),
        ("2012-10-02", "2013-10-01", "suspended"),
        ("2012-10-03", "2013-10-02", "suspended"),
    ] {
        let card = card(issued, Some(until), &[]);
        assert_eq!(status(&card, &set, "2013-11-01"), expected, "{issued}");
        assert_eq!(status(&card, &book(), "2013-11-01"), "expired", "{issued}");
    }
}

#[test]
fn a_limit_rolls_by_the_rule_of_the_day_of_acceptance() {
    let rolled = book_with(&[("deadline_roll", "next_working_day", "2017-09-20")]);
    assert_eq!(due_on(day("2017-09-19"), &rolled), Ok(day("2017-10-04")));
    assert_eq!(due_on(day("2017-09-20"), &rolled), Ok(day("2017-10-09")));
}

#[test]
fn values_within_the_range_are_kept_in_one_form_and_others_are_not_taken() {
    for (range, given, kept) in [
        ("0..4", "04", Some("4")),
        ("0..4", "5", None),
        ("0..4", "-1", None),
        ("0..4", "+1", None),
        ("0..4", "", None),
        ("true|false", "true", Some("true")),
        ("true|false", "TRUE", None),
        ("limit 1..60", "5  working   days", Some("5 working days")),
        ("limit 1..60", "0 days", None),
        ("limit 1..60", "61 days", None),
        ("limit 1..60", "5 weeks", None),
        ("limit 1..60", "5", None),
        ("window", "last 60 days", Some("last 60 days")),
        ("window", "2 months before", Some("2 months before")),
        ("window", "last 181 days", None),
        ("window", "0 months before", None),
        ("list hotel|rescue", "rescue,hotel", Some("hotel, rescue")),
        ("list hotel|rescue", "none", Some("none")),
        ("list hotel|rescue", "", None),
        ("list hotel|rescue", "relative", None),
        ("list hotel|rescue", "none, hotel", None),
        ("percent", "80", Some("80.00")),
        ("percent", "79.5", Some("79.50")),
        ("percent", "100", Some("100.00")),
        ("percent", "100.01", None),
        ("percent", "79.555", None),
        ("percent", "none", Some("none")),
        ("percent", "80%", None),
    ] {
        assert_eq!(Range::parse(range).and_then(|range| range.read(given)).as_deref(), kept, "{range}: {given}");
    }
}

#[test]
fn texts_of_rules_are_read_as_they_are_written() {
    let book = book_with(&[
        ("state-2016.register_within", "5 working days", "2017-01-01"),
        ("guiyang-2012.barred_exempt", "hotel, rescue", "2012-03-05"),
        ("guiyang-2012.window", "2 months before", "2012-03-05"),
    ]);
    assert_eq!(book.on(day("2017-01-01")).register_within, Some(Limit::WorkingDays(5)));
    assert_eq!(book.of(Regime::Guiyang2012).barred_exempt, [Exempt::Hotel, Exempt::Rescue]);
    assert_eq!(book.of(Regime::Guiyang2012).window, Window::MonthsBefore(2));
    let unknown = reference::rule_book_with(
        vec![crate::domain::constant::Setting {
            key: "nonsense".to_owned(),
            value: String::new(),
            unit: None,
            from: day("2017-01-01"),
        }],
        reference::holidays().clone(),
    );
    assert!(unknown.is_none());
}

/// Everything that can be set, with a value other than its own.
const OTHERWISE: [(&str, &str); 8] = [
    ("after_late", "old_anniversary"),
    ("guiyang-2012.window", "last 60 days"),
    ("guiyang-2012.window", "last 5 days"),
    ("guizhou-2012.lapses_to_suspension", "true"),
    ("legacy.window", "3 months before"),
    ("legacy.lapses_to_suspension", "true"),
    ("gap_allowed", "30"),
    ("day_count", "civil_code"),
];

proptest! {
    #[test]
    fn a_rule_set_from_a_day_on_never_changes_a_day_before(
        key in 0..OTHERWISE.len(),
        from in 0i32..3000,
        issued in 0i32..3000,
        endorsed in proptest::collection::vec(0i32..1500, 0..4),
        back in 1i32..600,
    ) {
        let start = day("2011-01-01");
        let (key, value) = OTHERWISE[key];
        let from = start.plus_days(from);
        let changed = book_with(&[(key, value, &from.to_string())]);
        let issued_on = start.plus_days(issued);
        let mut endorsements: Vec<Day> = endorsed.iter().map(|days| issued_on.plus_days(*days)).collect();
        endorsements.sort_unstable();
        endorsements.dedup();
        let card = Card { endorsements, ..card(&issued_on.to_string(), None, &[]) };
        for on in [from.plus_days(-1), from.plus_days(-back)] {
            prop_assert_eq!(state(&card, &changed, on), state(&card, &book(), on), "{} from {}, asked {}", key, from, on);
        }
        // What the register keeps of a card answers every day as the rules do.
        let kept = terms(&card, &changed);
        for on in (0..2000).step_by(13).map(|days| issued_on.plus_days(days)) {
            let in_force = state(&card, &changed, on).is_some_and(|state| matches!(state.status, Status::Valid | Status::Due));
            prop_assert_eq!(kept.iter().any(|term| term.from_on <= on && on < term.until_on), in_force, "{}", on);
        }
    }
}

#[test]
fn a_number_without_its_unit_is_made_whole() {
    for (range, given, whole) in [
        ("days 1..30", "20", Some("20 days")),
        ("days 1..30", " 20周", Some("20 days")),
        ("days 1..30", "20天", None),
        ("days 1..30", "45", Some("30 days")),
        ("limit 1..60", "0", Some("1 days")),
        ("days 1..30", "45 days", None),
        ("days 1..30", "5 working days", None),
        ("days 1..30", "soon", None),
        ("0..4", "9", None),
    ] {
        assert_eq!(Range::parse(range).and_then(|range| range.with_unit(given)).as_deref(), whole, "{range}: {given}");
    }
}

#[test]
fn a_limit_is_taken_in_chinese_and_kept_as_it_always_is() {
    for (range, given, kept) in [
        ("limit 1..60", "7个工作日", Some("7 working days")),
        ("limit 1..60", "7 工作日", Some("7 working days")),
        ("limit 1..60", "30天", Some("30 days")),
        ("days 1..30", "30 天", Some("30 days")),
        ("days 1..30", "31天", None),
        ("days 1..30", "7个工作日", None),
        ("0..366", "3天", None),
    ] {
        assert_eq!(Range::parse(range).and_then(|range| range.read(given)).as_deref(), kept, "{range}: {given}");
    }
}
