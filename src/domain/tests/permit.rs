//! Windows, terms and status of cards on days.

use super::{book, book_with, day, table};
use crate::domain::act_order::CardAct;
use crate::domain::calendar::Day;
use crate::domain::endorsement::{EndorseRefusal, endorse};
use crate::domain::permit::{Card, EndReason, PermitKind, Status, Term, first_due_on, state, terms};
use crate::domain::regime::Regime;
use crate::domain::rulebook::RuleBook;

/// A 居住证 of the counter, with what its regime prints.
fn issued(on: &str) -> Card {
    let (on, book) = (day(on), book());
    let rules = book.on(on);
    let printed = rules.validity_months.map(|months| on.plus_months(i32::from(months)).plus_days(-1));
    Card {
        kind: PermitKind::Residence,
        regime: rules.regime,
        issued_on: on,
        base_on: on,
        printed_until: printed,
        endorsements: Vec::new(),
        ended: None,
    }
}

fn endorsed(mut card: Card, on: &[&str]) -> Card {
    card.endorsements = on.iter().copied().map(day).collect();
    card
}

fn temporary(on: &str, printed_until: Option<&str>) -> Card {
    Card { kind: PermitKind::Temporary, regime: Regime::Legacy, printed_until: printed_until.map(day), ..issued(on) }
}

fn status(card: &Card, on: Day) -> Status {
    state(card, &book(), on).unwrap().status
}

fn since(card: &Card, on: &str) -> String {
    state(card, &book(), day(on)).unwrap().since.to_string()
}

fn window(card: &Card, on: &str) -> (String, String) {
    let (opens, closes) = state(card, &book(), day(on)).unwrap().window.unwrap();
    (opens.to_string(), closes.to_string())
}

fn days(opens: &str, closes: &str) -> (String, String) {
    (opens.to_owned(), closes.to_owned())
}

/// The day before a window it is refused, on both its ends taken in time, the day after it is late.
fn check_window(card: &Card, opens: Day, closes: Day, after: &Result<bool, EndorseRefusal>) {
    let book = book();
    let before = endorse(card, &book, opens.plus_days(-1));
    let named = matches!(&before, Err(EndorseRefusal::BeforeWindow { opens_on, closes_on, .. })
        if (*opens_on, *closes_on) == (opens, closes));
    assert!(named, "{card:?}: {before:?}");
    assert_eq!(endorse(card, &book, opens), Ok(false), "{card:?}");
    assert_eq!(endorse(card, &book, closes), Ok(false), "{card:?}");
    assert_eq!(&endorse(card, &book, closes.plus_days(1)), after, "{card:?}");
    for (on, expected) in [
        (opens.plus_days(-1), Status::Valid),
        (opens, Status::Due),
        (closes, Status::Due),
        (closes.plus_days(1), if after.is_ok() { Status::Suspended } else { Status::Expired }),
    ] {
        assert_eq!(status(card, on), expected, "{card:?} on {on}");
    }
}

#[test]
fn every_window_of_the_page_under_state_2016() {
    for row in table("## Windows") {
        let card = issued(row[0]);
        check_window(&card, day(row[1]), day(row[2]), &Ok(true));
        let suspended = state(&card, &book(), day(row[3])).unwrap();
        assert_eq!((suspended.status, suspended.since, suspended.window), (Status::Suspended, day(row[3]), None));
        assert_eq!(suspended.valid_until, None, "nothing is printed under state-2016");
        assert_eq!(window(&card, row[0]), days(row[1], row[2]), "the next window is told from the first day");
    }
}

#[test]
fn every_window_of_the_page_under_guizhou_2012() {
    for row in table("## Windows under guizhou-2012") {
        let card = issued(row[0]);
        let after = Err(EndorseRefusal::Expired { since: day(row[1]).plus_days(1) });
        check_window(&card, day(row[2]), day(row[1]), &after);
        assert_eq!(state(&card, &book(), day(row[0])).unwrap().valid_until, Some(day(row[1])));
        let renewed = endorsed(card, &[row[2]]);
        assert_eq!(state(&renewed, &book(), day(row[2])).unwrap().valid_until, Some(day(row[3])));
    }
}

#[test]
fn a_card_of_the_municipal_decree_is_endorsed_like_one_of_the_provincial_regulation() {
    let card = issued("2012-03-05");
    assert_eq!(card.regime, Regime::Guiyang2012);
    let expired = Err(EndorseRefusal::Expired { since: day("2013-03-05") });
    check_window(&card, day("2013-02-03"), day("2013-03-04"), &expired);
}

#[test]
fn an_older_card_follows_the_municipal_decree() {
    let card = Card { regime: Regime::Legacy, ..issued("2011-08-15") };
    assert_eq!(status(&card, day("2012-07-15")), Status::Valid);
    assert_eq!(window(&card, "2012-01-01"), days("2012-07-16", "2012-08-14"));
    assert_eq!(status(&card, day("2012-08-15")), Status::Expired);
    assert_eq!(
        endorse(&card, &book(), day("2012-02-01")),
        Err(EndorseRefusal::BeforeRules { first: day("2012-03-05") })
    );
}

#[test]
fn the_last_day_is_counted_from_the_day_of_issue_and_never_chained() {
    let first = issued("2012-02-29");
    let first = Card { regime: Regime::Legacy, printed_until: Some(day("2013-02-27")), ..first };
    let thrice = endorsed(first, &["2013-02-20", "2014-02-20", "2015-02-20"]);
    let until: Vec<String> = terms(&thrice, &book()).iter().map(|term| term.until_on.to_string()).collect();
    assert_eq!(until, ["2013-02-20", "2014-02-20", "2015-02-20", "2016-02-29"]);
    let crossing = endorsed(issued("2014-03-01"), &["2015-02-10"]);
    assert_eq!(state(&crossing, &book(), day("2015-02-10")).unwrap().valid_until, Some(day("2016-02-29")));
}

#[test]
fn an_endorsement_in_time_moves_no_anniversary() {
    let card = endorsed(issued("2017-01-01"), &["2017-12-01"]);
    assert_eq!(window(&card, "2017-12-01"), days("2018-12-01", "2018-12-31"));
    let card = endorsed(issued("2016-02-29"), &["2017-02-01", "2018-02-01", "2019-02-01"]);
    assert_eq!(window(&card, "2019-03-01"), days("2020-01-29", "2020-02-28"));
    assert_eq!(state(&card, &book(), day("2019-03-01")).unwrap().anchor_on, day("2016-02-29"));
}

#[test]
fn a_late_endorsement_restores_the_card_and_moves_its_anniversaries() {
    let card = endorsed(issued("2017-01-01"), &["2018-06-01"]);
    for (on, expected, from) in [
        ("2017-12-31", Status::Due, "2017-12-01"),
        ("2018-01-01", Status::Suspended, "2018-01-01"),
        ("2018-05-31", Status::Suspended, "2018-01-01"),
        ("2018-06-01", Status::Valid, "2018-06-01"),
        ("2019-04-30", Status::Valid, "2018-06-01"),
        ("2019-05-01", Status::Due, "2019-05-01"),
        ("2019-06-01", Status::Suspended, "2019-06-01"),
    ] {
        assert_eq!((status(&card, day(on)), since(&card, on).as_str()), (expected, from), "{on}");
    }
    let restored = state(&card, &book(), day("2018-06-01")).unwrap();
    assert_eq!(restored.anchor_on, day("2018-06-01"));
    assert_eq!(window(&card, "2018-06-01"), days("2019-05-01", "2019-05-31"));
    let old = book_with(&[("after_late", "old_anniversary", "2016-01-01")]);
    let kept = state(&card, &old, day("2018-06-01")).unwrap();
    assert_eq!((kept.anchor_on, kept.window), (day("2017-01-01"), Some((day("2018-12-01"), day("2018-12-31")))));
}

#[test]
fn the_anniversary_itself_is_late() {
    let book = book();
    let card = issued("2017-01-01");
    assert_eq!(endorse(&card, &book, day("2017-12-31")), Ok(false));
    assert_eq!(endorse(&card, &book, day("2018-01-01")), Ok(true));
}

#[test]
fn a_second_endorsement_in_one_window_is_refused() {
    let card = endorsed(issued("2017-01-01"), &["2017-12-05"]);
    for on in ["2017-12-05", "2017-12-06", "2017-12-31"] {
        let refusal = endorse(&card, &book(), day(on));
        let again = matches!(&refusal, Err(EndorseRefusal::AlreadyEndorsed { endorsed_on, opens_on, .. })
            if (*endorsed_on, *opens_on) == (day("2017-12-05"), day("2018-12-01")));
        assert!(again, "{on}: {refusal:?}");
    }
    let refusal = endorse(&card, &book(), day("2018-01-01"));
    assert!(matches!(refusal, Err(EndorseRefusal::BeforeWindow { .. })), "{refusal:?}");
    let late = endorsed(issued("2017-01-01"), &["2018-06-01"]);
    let refusal = endorse(&late, &book(), day("2018-06-01"));
    assert!(matches!(refusal, Err(EndorseRefusal::AlreadyEndorsed { .. })), "{refusal:?}");
    let refusal = endorse(&late, &book(), day("2018-06-02"));
    assert!(matches!(refusal, Err(EndorseRefusal::BeforeWindow { .. })), "{refusal:?}");
}

#[test]
fn where_old_anniversaries_go_on_a_late_endorsement_in_the_next_window_is_that_of_the_window() {
    let old = book_with(&[("after_late", "old_anniversary", "2016-01-01")]);
    // A year late and more: in the window of 2019-01-01, the day before it, and on its last day.
    for (late_on, until_on) in
        [("2018-11-30", "2019-01-01"), ("2018-12-01", "2020-01-01"), ("2018-12-31", "2020-01-01")]
    {
        let card = endorsed(issued("2017-01-01"), &[late_on]);
        assert_eq!(terms(&card, &old).last().unwrap().until_on, day(until_on), "{late_on}");
    }
    let card = endorsed(issued("2017-01-01"), &["2018-12-10"]);
    for on in ["2018-12-10", "2018-12-11", "2018-12-31"] {
        let refusal = endorse(&card, &old, day(on));
        let again = matches!(&refusal, Err(EndorseRefusal::AlreadyEndorsed { opens_on, .. })
            if *opens_on == day("2019-12-01"));
        assert!(again, "{on}: {refusal:?}");
    }
    assert!(matches!(endorse(&card, &old, day("2019-01-01")), Err(EndorseRefusal::BeforeWindow { .. })));
    assert_eq!(endorse(&card, &old, day("2019-12-01")), Ok(false));
    // Late, but before that window: it is endorsed again in it.
    let card = endorsed(issued("2017-01-01"), &["2018-06-01"]);
    assert!(matches!(endorse(&card, &old, day("2018-11-30")), Err(EndorseRefusal::BeforeWindow { .. })));
    assert_eq!(endorse(&card, &old, day("2018-12-01")), Ok(false));
}

#[test]
fn a_card_endorsed_on_the_day_its_window_opens_was_never_due() {
    let card = endorsed(issued("2017-01-01"), &["2017-12-01"]);
    assert_eq!((status(&card, day("2017-12-01")), since(&card, "2017-12-01").as_str()), (Status::Valid, "2017-01-01"));
    let later = endorsed(issued("2017-01-01"), &["2017-12-02"]);
    assert_eq!((status(&later, day("2017-12-01")), since(&later, "2017-12-01").as_str()), (Status::Due, "2017-12-01"));
    assert_eq!(
        (status(&later, day("2017-12-02")), since(&later, "2017-12-02").as_str()),
        (Status::Valid, "2017-12-02")
    );
    let twice = endorsed(issued("2017-01-01"), &["2017-12-01", "2018-12-01"]);
    assert_eq!(since(&twice, "2018-12-01"), "2017-01-01");
}

#[test]
fn a_card_that_crosses_into_2016_follows_the_rules_of_the_day_asked() {
    let card = endorsed(issued("2014-03-01"), &["2015-02-10"]);
    assert_eq!(window(&card, "2015-12-31"), days("2016-01-31", "2016-02-29"), "in 2015 still the last 30 days");
    assert_eq!(window(&card, "2016-01-01"), days("2016-02-01", "2016-02-29"));
    check_window(&card, day("2016-02-01"), day("2016-02-29"), &Ok(true));
    assert_eq!(since(&card, "2016-05-01"), "2016-03-01");
    assert_eq!(state(&card, &book(), day("2016-02-01")).unwrap().valid_until, Some(day("2016-02-29")));
    let renewed = endorsed(card, &["2015-02-10", "2016-02-01"]);
    assert_eq!(state(&renewed, &book(), day("2016-02-01")).unwrap().valid_until, None);
    assert_eq!(window(&renewed, "2016-02-01"), days("2017-02-01", "2017-02-28"));
}

#[test]
fn the_turn_of_2015_case_by_case() {
    // issued, the last day, the first day on which it is due, the status on the day after the last one
    for (on, last, due_from, after) in [
        ("2015-01-01", "2015-12-31", "2015-12-02", Status::Expired),
        ("2015-01-02", "2016-01-01", "2015-12-03", Status::Suspended),
        ("2015-01-15", "2016-01-14", "2015-12-16", Status::Suspended),
        ("2015-01-31", "2016-01-30", "2016-01-01", Status::Suspended),
        ("2015-02-01", "2016-01-31", "2016-01-01", Status::Suspended),
        ("2015-02-02", "2016-02-01", "2016-01-02", Status::Suspended),
    ] {
        let card = issued(on);
        assert_eq!(state(&card, &book(), day(on)).unwrap().valid_until, Some(day(last)), "{on}");
        assert_eq!(status(&card, day(due_from).plus_days(-1)), Status::Valid, "{on}");
        assert_eq!(status(&card, day(due_from)), Status::Due, "{on}");
        assert_eq!(status(&card, day(last)), Status::Due, "{on}");
        assert_eq!(status(&card, day(last).plus_days(1)), after, "{on}");
        assert_eq!(endorse(&card, &book(), day(due_from)), Ok(false), "{on}");
    }
}

#[test]
fn a_refusal_before_the_window_names_the_rules_under_which_it_opens() {
    let card = issued("2014-03-01");
    let next = endorsed(card.clone(), &["2015-02-10"]);
    let crossing = issued("2015-01-15");
    for (card, on, expected) in [
        (&crossing, "2015-12-15", Regime::Guizhou2012),
        (&card, "2014-12-31", Regime::Guizhou2012),
        (&next, "2015-12-31", Regime::State2016),
        (&next, "2016-01-01", Regime::State2016),
    ] {
        let refusal = endorse(card, &book(), day(on));
        assert!(
            matches!(&refusal, Err(EndorseRefusal::BeforeWindow { under, .. }) if *under == expected),
            "{on}: {refusal:?}"
        );
    }
}

#[test]
fn a_printed_last_day_that_is_no_anniversary_is_the_day_years_are_counted_from() {
    let card = Card { printed_until: Some(day("2013-06-30")), ..issued("2012-10-10") };
    assert_eq!(window(&card, "2012-10-10"), days("2013-06-01", "2013-06-30"));
    assert_eq!(state(&card, &book(), day("2012-10-10")).unwrap().anchor_on, day("2013-07-01"));
    let renewed = endorsed(card, &["2013-06-15"]);
    assert_eq!(state(&renewed, &book(), day("2013-06-15")).unwrap().valid_until, Some(day("2014-06-30")));
    let two_years = Card { printed_until: Some(day("2014-09-30")), ..issued("2012-10-01") };
    assert_eq!(state(&two_years, &book(), day("2013-12-01")).unwrap().anchor_on, day("2012-10-01"));
    let renewed = endorsed(two_years, &["2014-09-10"]);
    assert_eq!(state(&renewed, &book(), day("2014-09-10")).unwrap().valid_until, Some(day("2015-09-30")));
}

#[test]
fn a_printed_last_day_that_is_no_anniversary_is_counted_from_across_2016_too() {
    // Issued on 2014-03-01 and printed to 2016-05-31: years end on 31 May.
    let card = Card { printed_until: Some(day("2016-05-31")), ..issued("2014-03-01") };
    assert_eq!(state(&card, &book(), day("2016-01-01")).unwrap().anchor_on, day("2016-06-01"));
    check_window(&card, day("2016-05-01"), day("2016-05-31"), &Ok(true));
    let renewed = endorsed(card.clone(), &["2016-05-10"]);
    assert_eq!(window(&renewed, "2016-05-10"), days("2017-05-01", "2017-05-31"));
    let late = endorsed(card, &["2016-07-01"]);
    assert_eq!(window(&late, "2016-07-01"), days("2017-06-01", "2017-06-30"));
    // Printed to less than thirty days: the window is no older than the card.
    let brief = Card { printed_until: Some(day("2012-10-20")), ..issued("2012-10-10") };
    assert_eq!(window(&brief, "2012-10-10"), days("2012-10-10", "2012-10-20"));
    assert_eq!(status(&brief, day("2012-10-10")), Status::Due);
    // Printed shorter than a year, and to the end of a month that the next year lacks.
    let short = Card { printed_until: Some(day("2012-02-28")), regime: Regime::Legacy, ..issued("2011-08-15") };
    assert_eq!(state(&short, &book(), day("2012-01-01")).unwrap().anchor_on, day("2012-02-29"));
    let short = endorsed(short, &["2012-02-20"]);
    assert_eq!(state(&short, &book(), day("2012-03-01")).unwrap().valid_until, Some(day("2013-02-27")));
    let twice = endorsed(short, &["2012-02-20", "2013-02-20"]);
    assert_eq!(state(&twice, &book(), day("2013-03-01")).unwrap().valid_until, Some(day("2014-02-27")));
}

#[test]
fn a_temporary_permit_runs_twelve_months_and_ends_by_itself() {
    let card = temporary("2011-05-10", None);
    let running = state(&card, &book(), day("2012-05-09")).unwrap();
    assert_eq!((running.status, running.window, running.valid_until), (Status::Valid, None, Some(day("2012-05-09"))));
    let after = state(&card, &book(), day("2012-05-10")).unwrap();
    assert_eq!((after.status, after.since), (Status::Ended(EndReason::Expired), day("2012-05-10")));
    let printed = temporary("2011-05-10", Some("2011-12-31"));
    assert_eq!(status(&printed, day("2011-12-31")), Status::Valid);
    assert_eq!(status(&printed, day("2012-01-01")), Status::Ended(EndReason::Expired));
    assert_eq!(state(&printed, &book(), day("2011-06-01")).unwrap().anchor_on, day("2011-05-10"), "its own day");
    let near_its_end: Vec<Status> = (1..=40).map(|back| status(&card, day("2012-05-10").plus_days(-back))).collect();
    assert!(near_its_end.iter().all(|status| *status == Status::Valid), "never due");
    assert_eq!(
        endorse(&card, &book(), day("2012-05-01")),
        Err(EndorseRefusal::Temporary { under: Regime::Guiyang2012 })
    );
}

#[test]
fn an_ended_card_is_never_revived_and_was_what_it_was_before() {
    let mut card = issued("2017-01-01");
    card.ended = Some((day("2017-12-10"), EndReason::Left));
    assert_eq!(status(&card, day("2017-12-09")), Status::Due);
    let ended = state(&card, &book(), day("2018-07-01")).unwrap();
    assert_eq!((ended.status, ended.since, ended.window), (Status::Ended(EndReason::Left), day("2017-12-10"), None));
    let refused = |forgotten| EndorseRefusal::Ended { ended_on: day("2017-12-10"), reason: EndReason::Left, forgotten };
    for (on, before) in [("2017-12-05", true), ("2017-12-10", true), ("2017-12-11", false), ("2018-02-01", false)] {
        let forgotten = before.then(|| day(on));
        assert_eq!(endorse(&card, &book(), day(on)), Err(refused(forgotten)), "{on}");
    }
}

#[test]
fn acts_keep_their_order() {
    let card = issued("2017-01-01");
    assert_eq!(state(&card, &book(), day("2016-12-31")), None);
    assert_eq!(
        endorse(&card, &book(), day("2016-12-31")),
        Err(EndorseRefusal::NotYetIssued { issued_on: day("2017-01-01") })
    );
    let card = endorsed(card, &["2017-12-10"]);
    assert_eq!(
        endorse(&card, &book(), day("2017-12-09")),
        Err(EndorseRefusal::BeforeEarlierAct {
            on: day("2017-12-09"),
            act: CardAct::Endorsed,
            act_on: day("2017-12-10"),
            forgotten: true
        })
    );
}

/// What a report sees of a card: in force and due by its terms alone.
fn by_terms(terms: &[Term], on: Day) -> (bool, bool) {
    let term = terms.iter().find(|term| term.from_on <= on && on < term.until_on);
    (term.is_some(), term.is_some_and(|term| term.opens_on <= on))
}

/// A made-up life of a card: a day of issue and endorsements wherever the rules let one through.
fn life(book: &RuleBook, issued_on: Day, steps: &[u16]) -> Card {
    let mut card = issued(&issued_on.to_string());
    let mut on = issued_on;
    for step in steps {
        on = on.plus_days(i32::from(*step));
        if endorse(&card, book, on).is_ok() {
            card.endorsements.push(on);
        }
    }
    card
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 24, failure_persistence: None, ..Default::default() })]

    #[test]
    fn terms_say_of_every_day_what_the_status_says(
        offset in 0i32..2600,
        steps in proptest::collection::vec(1u16..400, 0..8),
    ) {
        let book = book();
        let card = life(&book, day("2012-03-05").plus_days(offset), &steps);
        let all = terms(&card, &book);
        for pair in all.windows(2) {
            assert!(pair[0].until_on <= pair[1].from_on, "{all:?}");
        }
        for term in &all {
            assert!(term.from_on <= term.opens_on && term.opens_on <= term.until_on, "{term:?}");
        }
        let mut on = card.issued_on;
        for _ in 0..2000 {
            let status = state(&card, &book, on).unwrap().status;
            assert_eq!(by_terms(&all, on), (status.is_in_force(), status == Status::Due), "{card:?} on {on}");
            on = on.plus_days(1);
        }
    }

    #[test]
    fn what_comes_later_changes_no_earlier_day(
        offset in 0i32..2600,
        steps in proptest::collection::vec(1u16..400, 1..8),
    ) {
        let book = book();
        let issued_on = day("2012-03-05").plus_days(offset);
        let whole = life(&book, issued_on, &steps);
        let Some(last) = whole.endorsements.last().copied() else { return Ok(()) };
        let mut before = whole.clone();
        before.endorsements.pop();
        let mut on = issued_on;
        while on < last {
            assert_eq!(state(&whole, &book, on), state(&before, &book, on), "{whole:?} on {on}");
            on = on.plus_days(1);
        }
    }
}

#[test]
fn a_window_that_opens_under_other_rules_is_named_by_them() {
    let held = Card {
        kind: PermitKind::Residence,
        regime: Regime::Guizhou2012,
        issued_on: day("2015-02-01"),
        base_on: day("2015-02-01"),
        printed_until: Some(day("2016-01-31")),
        endorsements: Vec::new(),
        ended: None,
    };
    let expected = EndorseRefusal::BeforeWindow {
        opens_on: day("2016-01-01"),
        closes_on: day("2016-01-31"),
        under: Regime::State2016,
    };
    assert_eq!(endorse(&held, &book(), day("2015-12-20")), Err(expected));
    assert_eq!(endorse(&held, &book(), day("2016-01-01")), Ok(false));
    assert_eq!(first_due_on(&held, &book(), day("2015-12-20")), Some(day("2016-01-01")));
}
