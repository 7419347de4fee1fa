//! By when a card is due, and which card bars an application.

use super::{book, book_with, day, table};
use crate::domain::application::{barring_card, due_on};
use crate::domain::calendar::NoCalendar;
use crate::domain::permit::{Card, EndReason, PermitKind};
use crate::domain::regime::Regime;

#[test]
fn every_limit_of_the_page_by_the_regime_of_its_day() {
    for row in table("## Limits") {
        let accepted = day(row[0]);
        let column = match book().on(accepted).regime {
            Regime::Legacy | Regime::Guiyang2012 => 2,
            Regime::Guizhou2012 => 1,
            Regime::State2016 => 3,
        };
        assert_eq!(due_on(accepted, &book()), Ok(day(row[column])), "{row:?}");
    }
}

#[test]
fn a_limit_rolls_to_a_working_day_where_the_city_says_so() {
    let rolled = book_with(&[("deadline_roll", "next_working_day", "2012-03-05")]);
    for row in table("## Limits rolled to a working day") {
        assert_eq!(due_on(day(row[0]), &book()), Ok(day(row[2])), "{row:?}");
        assert_eq!(due_on(day(row[0]), &rolled), Ok(day(row[3])), "{row:?}");
    }
}

#[test]
fn the_limit_is_that_of_the_day_of_acceptance() {
    for (accepted, due) in [
        ("2012-09-30", "2012-10-16"),
        ("2012-10-01", "2012-10-08"),
        ("2015-12-31", "2016-01-07"),
        ("2016-01-01", "2016-01-16"),
    ] {
        assert_eq!(due_on(day(accepted), &book()), Ok(day(due)), "{accepted}");
    }
}

#[test]
fn a_year_without_a_calendar_is_told_and_not_guessed() {
    let rolled = book_with(&[("deadline_roll", "next_working_day", "2012-03-05")]);
    assert_eq!(due_on(day("2026-12-20"), &rolled), Err(NoCalendar { year: 2027 }));
    assert_eq!(due_on(day("2026-12-20"), &book()), Ok(day("2027-01-04")), "plain days need no calendar");
}

#[test]
fn the_card_that_bars_an_application() {
    use PermitKind::{Residence, Temporary};
    let card = |issued: &str, kind, ended: Option<&str>| Card {
        kind,
        regime: book().on(day(issued)).regime,
        issued_on: day(issued),
        base_on: day(issued),
        printed_until: None,
        endorsements: Vec::new(),
        ended: ended.map(|on| (day(on), EndReason::Left)),
    };
    let cases = [
        ("valid", card("2017-01-01", Residence, None), "2017-06-01", Some(false)),
        ("due", card("2017-01-01", Residence, None), "2017-12-31", Some(false)),
        ("suspended", card("2017-01-01", Residence, None), "2018-01-01", Some(true)),
        ("expired", card("2012-10-01", Residence, None), "2013-10-01", None),
        ("ended", card("2017-01-01", Residence, Some("2017-03-01")), "2017-03-01", None),
        ("of a later day", card("2017-01-01", Residence, None), "2016-12-01", Some(false)),
        ("a running 暂住证", card("2011-12-01", Temporary, None), "2012-04-01", None),
    ];
    for (case, card, on, expected) in cases {
        let found = barring_card([(&case, &card)], &book(), day(on));
        assert_eq!(found.map(|(_, suspended)| suspended), expected, "{case}");
    }
}
