//! What rests on a corrected card: what replaced it, what was applied for after it, why it ended.

use super::correction::{card, dossier, stay};
use super::{book, day};
use crate::domain::calendar::Day;
use crate::domain::card_facts::{Bar, CardFacts, FactRefusal, NewDay, corrected, followers};
use crate::domain::dossier::{Dossier, HeldCard};
use crate::domain::permit::{Card, EndReason};
use crate::domain::replacement::replacement;

fn today() -> Day {
    day("2020-01-01")
}

fn issued(on: &str) -> CardFacts {
    CardFacts { issued_on: Some(day(on)), ..CardFacts::default() }
}

fn ended(on: &str) -> CardFacts {
    CardFacts { ended_on: Some(NewDay::On(day(on))), ..CardFacts::default() }
}

fn endorsed(old: &str, new: Option<&str>) -> CardFacts {
    let new = new.map_or(NewDay::Never, |new| NewDay::On(day(new)));
    CardFacts { endorsed: vec![(Some(day(old)), new)], ..CardFacts::default() }
}

fn over(reason: EndReason) -> CardFacts {
    CardFacts { end_reason: Some(reason), ..CardFacts::default() }
}

fn ending(held: HeldCard, on: &str, reason: EndReason) -> HeldCard {
    HeldCard { card: Card { ended: Some((day(on), reason)), ..held.card }, collected_on: None, ..held }
}

/// A card and the one that replaced it on a day, endorsed since.
fn replaced(first: &str, before: &[&str], on: &str, since: &[&str]) -> (HeldCard, HeldCard) {
    let old = HeldCard { collected_on: None, ..card(first, before, None) };
    let made = replacement(&old, &book(), day(on)).unwrap();
    let new = HeldCard {
        id: 2,
        number: "JZ2".to_owned(),
        replaces: Some("JZ1".to_owned()),
        card: Card { endorsements: since.iter().map(|on| day(on)).collect(), ..made },
        ..old.clone()
    };
    (HeldCard { replaced_by: Some("JZ2".to_owned()), ..ending(old, on, EndReason::Lost) }, new)
}

fn of(cards: &[&HeldCard]) -> Dossier {
    dossier(vec![stay(1, "2012-10-01", None, None)], cards.iter().map(|held| (*held).clone()).collect(), None)
}

#[test]
fn a_replacement_of_another_day_still_counts_from_the_old_card() {
    // The old card, its endorsements, the day of the replacement and the endorsements of the new card; its
    // corrected day, and the day from which anniversaries are counted.
    let none: &[&str] = &[];
    for (name, first, before, on, since, to, base) in [
        ("on the first day", "2017-07-10", none, "2017-07-10", none, "2017-07-20", "2017-07-10"),
        ("on a late endorsement's day", "2017-07-10", &["2018-08-10"], "2018-08-10", none, "2018-08-20", "2018-08-10"),
        ("to the first day", "2017-07-10", none, "2017-12-01", &["2018-07-01"], "2017-07-10", "2017-07-10"),
        ("and back", "2017-07-10", none, "2017-07-10", &["2018-07-01"], "2017-12-01", "2017-07-10"),
        ("into other rules", "2015-12-30", none, "2015-12-30", none, "2016-01-02", "2015-12-30"),
        ("out of them", "2015-12-30", none, "2016-01-02", none, "2015-12-30", "2015-12-30"),
    ] {
        let (old, new) = replaced(first, before, on, since);
        let found = corrected(&of(&[&old, &new]), &new, &issued(to), &book(), today()).unwrap().held.card;
        assert_eq!((found.issued_on, found.base_on), (day(to), day(base)), "{name}");
        assert_eq!(found.printed_until, new.card.printed_until, "{name}");
        assert_eq!(found.regime, book().on(day(to)).regime, "{name}");
    }
}

#[test]
fn a_correction_of_the_old_card_reaches_what_replaced_it_on_its_first_day() {
    let none: &[&str] = &[];
    for (name, before, on, to, facts, base) in [
        ("issued", none, "2017-07-10", "2017-07-20", issued("2017-07-05"), "2017-07-05"),
        (
            "endorsed late",
            &["2018-08-10"],
            "2018-08-10",
            "2018-08-20",
            endorsed("2018-08-10", Some("2018-08-05")),
            "2018-08-05",
        ),
        ("never endorsed", &["2018-08-10"], "2018-08-10", "2018-08-20", endorsed("2018-08-10", None), "2017-07-10"),
    ] {
        let (old, new) = replaced("2017-07-10", before, on, &[]);
        let moved = corrected(&of(&[&old, &new]), &new, &issued(to), &book(), today()).unwrap().held;
        let old = ending(old, to, EndReason::Lost);
        let whole = of(&[&old, &moved]);
        let found = corrected(&whole, &old, &facts, &book(), today()).unwrap();
        let following = followers(&whole, &old, &found.held, &book()).unwrap();
        assert_eq!(following.iter().map(|next| next.card.base_on).collect::<Vec<_>>(), [day(base)], "{name}");
    }
}

#[test]
fn no_application_was_accepted_while_the_corrected_card_lived() {
    let next = |on: &str| HeldCard { id: 2, number: "JZ2".to_owned(), collected_on: None, ..card(on, &[], None) };
    let applied = |accepted_on: &str| {
        let (permit, application) = ("JZ1".to_owned(), "A000001".to_owned());
        Err(FactRefusal::Barred(Bar::Applied { permit, application, accepted_on: day(accepted_on) }))
    };
    let state = || ending(card("2017-07-10", &[], None), "2018-06-01", EndReason::Ineligible);
    let city = || ending(card("2012-10-08", &[], None), "2013-10-12", EndReason::Expired);
    let since = ("2018-06-10", "2018-06-15");
    let before = ("2013-10-10", "2013-10-12");
    for (name, held, waited, facts, expected) in [
        ("ended while it waited", state(), since, ended("2018-06-12"), applied("2018-06-10")),
        ("ended with the next card", state(), since, ended("2018-06-15"), applied("2018-06-10")),
        ("ended on the day of acceptance", state(), since, ended("2018-06-10"), Ok(())),
        ("ended before", state(), since, ended("2018-05-01"), Ok(())),
        ("had not run out", city(), before, issued("2012-12-08"), applied("2013-10-10")),
        ("had run out the day before", city(), before, issued("2012-10-10"), Ok(())),
        ("ran out the day after", city(), before, issued("2012-10-11"), applied("2013-10-10")),
    ] {
        let mut whole = of(&[&held, &next(waited.1)]);
        whole.applications = dossier(vec![], vec![], Some(waited)).applications;
        let found = corrected(&whole, &held, &facts, &book(), today()).map(|_| ());
        assert_eq!(found, expected, "{name}");
    }
    // The application of the card itself came before it.
    let held = HeldCard { collected_on: None, ..card("2017-07-10", &[], None) };
    let whole =
        dossier(vec![stay(1, "2012-10-01", None, None)], vec![held.clone()], Some(("2017-07-05", "2017-07-10")));
    assert!(corrected(&whole, &held, &issued("2017-07-05"), &book(), today()).is_ok());
}

#[test]
fn only_what_had_run_out_ended_because_it_had() {
    let next = |on: &str| HeldCard { id: 2, number: "JZ2".to_owned(), collected_on: None, ..card(on, &[], None) };
    let not = |on: &str| Err(FactRefusal::NotRunOut { permit: "JZ1".to_owned(), on: day(on) });
    let state = |reason| ending(card("2017-07-10", &[], None), "2019-06-15", reason);
    let city = |on: &str, reason| ending(card("2012-10-08", &[], None), on, reason);
    for (name, held, next_on, facts, expected) in [
        ("suspended", state(EndReason::Left), None, over(EndReason::Expired), not("2019-06-15")),
        ("valid", city("2013-10-07", EndReason::Left), None, over(EndReason::Expired), not("2013-10-07")),
        ("expired", city("2013-10-08", EndReason::Left), None, over(EndReason::Expired), Ok(())),
        ("expired, moved before", city("2013-11-01", EndReason::Expired), None, ended("2013-10-01"), not("2013-10-01")),
        (
            "expired, issued later",
            city("2013-11-01", EndReason::Expired),
            None,
            issued("2012-12-01"),
            not("2013-11-01"),
        ),
        ("never was, and is corrected", state(EndReason::Expired), Some("2019-06-15"), over(EndReason::Fraud), Ok(())),
        ("never was, and stays", state(EndReason::Expired), None, ended("2019-06-14"), Ok(())),
    ] {
        let following: Vec<HeldCard> = next_on.map(next).into_iter().collect();
        let cards: Vec<&HeldCard> = [&held].into_iter().chain(&following).collect();
        let found = corrected(&of(&cards), &held, &facts, &book(), today()).map(|_| ());
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn an_endorsement_on_the_other_card_is_named() {
    let (old, new) = replaced("2017-07-10", &["2018-07-01"], "2018-08-01", &[]);
    let whole = of(&[&old, &new]);
    let other = || "JZ1".to_owned();
    for (on, expected) in [
        ("2018-07-01", FactRefusal::EndorsedOther { day: day("2018-07-01"), other: other() }),
        (
            "2018-07-02",
            FactRefusal::NotRecorded {
                what: crate::domain::card_facts::Undone::Endorsed,
                day: Some(day("2018-07-02")),
            },
        ),
    ] {
        assert_eq!(corrected(&whole, &new, &endorsed(on, None), &book(), today()), Err(expected), "{on}");
    }
}
