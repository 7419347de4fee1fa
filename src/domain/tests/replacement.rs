//! A replacement goes on where the old card stands.

use super::acts::{ended, held, on_card, temporary};
use super::{book, book_with, day};
use crate::domain::act_order::CardAct;
use crate::domain::dossier::HeldCard;
use crate::domain::endorsement::{EndorseRefusal, endorse};
use crate::domain::permit::{Card, EndReason, Status, state, terms};
use crate::domain::regime::Regime;
use crate::domain::replacement::{OldCard, ReplaceReason, ReplaceRefusal, fee, replacement};

fn endorsed(mut held: HeldCard, days: &[&str]) -> HeldCard {
    held.card.endorsements = days.iter().copied().map(day).collect();
    held
}

fn replaced(held: &HeldCard, on: &str) -> Card {
    replacement(held, &book(), day(on)).unwrap()
}

#[test]
fn the_new_card_keeps_anniversaries_window_and_term() {
    let restored = || endorsed(held("2017-01-01"), &["2018-06-01"]);
    let in_time = || endorsed(held("2016-02-29"), &["2017-02-01", "2018-02-27", "2019-02-01"]);
    let odd = || {
        let mut held = held("2014-03-01");
        held.card.printed_until = Some(day("2016-05-31"));
        held
    };
    let cases = [
        ("in its first year", held("2017-01-01"), "2017-05-05", "2017-01-01", "2018-01-01"),
        ("in its window", held("2017-01-01"), "2017-12-15", "2017-01-01", "2018-01-01"),
        ("after a late endorsement", restored(), "2018-09-01", "2018-06-01", "2019-06-01"),
        ("of 29 February, endorsed in time", in_time(), "2019-05-01", "2016-02-29", "2020-02-29"),
        ("of 2012", held("2012-10-01"), "2013-01-01", "2012-10-01", "2013-10-01"),
        ("crossing into 2016", held("2015-06-01"), "2016-01-02", "2015-06-01", "2016-06-01"),
        ("printed to no anniversary", odd(), "2016-02-01", "2016-06-01", "2016-06-01"),
        ("suspended", held("2017-01-01"), "2018-03-01", "2017-01-01", "2018-01-01"),
    ];
    for (case, old, on, base_on, until_on) in cases {
        let new = replaced(&old, on);
        assert_eq!(
            (new.base_on, new.issued_on, new.regime),
            (day(base_on), day(on), book().on(day(on)).regime),
            "{case}"
        );
        let (before, after) = (state(&old.card, &book(), day(on)).unwrap(), state(&new, &book(), day(on)).unwrap());
        assert_eq!((before.status, before.anchor_on), (after.status, after.anchor_on), "{case}");
        assert_eq!(before.lapsed_on, after.lapsed_on, "{case}");
        assert_eq!(after.window, before.window, "{case}: it opens where it was");
        assert!(after.since >= day(on), "{case}: its status is never older than the card");
        let term = *terms(&new, &book()).last().unwrap();
        assert_eq!(term.until_on, day(until_on), "{case}");
        assert!(term.from_on <= term.opens_on && term.opens_on <= term.until_on, "{case}: {term:?}");
    }
}

#[test]
fn a_suspended_card_stays_suspended_and_can_be_restored() {
    let new = replaced(&held("2017-01-01"), "2018-03-01");
    let shown = state(&new, &book(), day("2018-03-01")).unwrap();
    assert_eq!((shown.status, shown.since, shown.window), (Status::Suspended, day("2018-03-01"), None));
    assert_eq!(shown.lapsed_on, Some(day("2018-01-01")));
    assert_eq!(endorse(&new, &book(), day("2018-06-01")), Ok(true));
    let restored = Card { endorsements: vec![day("2018-06-01")], ..new };
    let shown = state(&restored, &book(), day("2018-06-01")).unwrap();
    assert_eq!((shown.status, shown.since, shown.anchor_on), (Status::Valid, day("2018-06-01"), day("2018-06-01")));
}

#[test]
fn the_next_endorsement_is_counted_from_the_first_day() {
    let new = replaced(&endorsed(held("2017-01-01"), &["2017-12-10"]), "2018-05-05");
    let early = endorse(&new, &book(), day("2018-11-30"));
    assert!(matches!(early, Err(EndorseRefusal::BeforeWindow { opens_on, .. }) if opens_on == day("2018-12-01")));
    assert_eq!(endorse(&new, &book(), day("2018-12-01")), Ok(false));
    let next = Card { endorsements: vec![day("2018-12-01")], ..new };
    let window = state(&next, &book(), day("2019-06-01")).unwrap().window;
    assert_eq!(window, Some((day("2019-12-01"), day("2019-12-31"))));
    // A card replaced again after more than ten years still knows its day.
    let days: Vec<String> = (2017..2030).map(|year| format!("{year}-12-10")).collect();
    let old = endorsed(held("2017-01-01"), &days.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(replaced(&old, "2030-05-05").base_on, day("2017-01-01"));
    assert_eq!(state(&replaced(&old, "2030-05-05"), &book(), day("2030-05-05")).unwrap().anchor_on, day("2017-01-01"));
}

#[test]
fn a_card_of_2012_shows_its_last_day_and_one_of_2016_none() {
    let old = replaced(&held("2012-10-01"), "2013-01-01");
    assert_eq!((old.regime, old.printed_until), (Regime::Guizhou2012, Some(day("2013-09-30"))));
    assert_eq!(state(&old, &book(), day("2013-01-01")).unwrap().valid_until, Some(day("2013-09-30")));
    let new = replaced(&held("2015-06-01"), "2016-01-02");
    assert_eq!(state(&new, &book(), day("2016-01-02")).unwrap().valid_until, None);
}

#[test]
fn what_is_not_replaced() {
    let card = || held("2017-07-01");
    let mut again = ended(card(), "2017-08-01", EndReason::Replaced);
    again.replaced_by = Some("JZ5201021700000023".to_owned());
    let (ended_on, reason) = (day("2017-08-01"), EndReason::Replaced);
    let replaced_by = again.replaced_by.clone();
    let cases = [
        ("a replaced card", again, "2017-09-01", ReplaceRefusal::Ended { ended_on, reason, replaced_by }),
        (
            "an ended card",
            ended(card(), "2017-08-01", EndReason::Left),
            "2017-07-15",
            ReplaceRefusal::Ended { ended_on, reason: EndReason::Left, replaced_by: None },
        ),
        ("an expired card", held("2012-10-01"), "2013-10-01", ReplaceRefusal::Expired { since: day("2013-10-01") }),
        ("a 暂住证", temporary(card()), "2017-09-01", ReplaceRefusal::Temporary),
        (
            "before an endorsement",
            endorsed(card(), &["2018-06-10"]),
            "2018-06-09",
            ReplaceRefusal::Later(on_card(CardAct::Endorsed, "2018-06-10", "2018-06-09")),
        ),
        (
            "before there were rules",
            held("2011-07-01"),
            "2012-03-04",
            ReplaceRefusal::BeforeRules { first: day("2012-03-05") },
        ),
    ];
    for (case, card, on, expected) in cases {
        assert_eq!(replacement(&card, &book(), day(on)), Err(expected), "{case}");
    }
}

#[test]
fn what_becomes_of_the_old_card() {
    let of = |reason: ReplaceReason| (reason.wants_old_card(), reason.of_old_card(), reason.fate());
    assert_eq!(of(ReplaceReason::Damaged), (true, EndReason::Replaced, OldCard::Returned));
    assert_eq!(of(ReplaceReason::Changed), (true, EndReason::Replaced, OldCard::Returned));
    assert_eq!(of(ReplaceReason::Lost), (false, EndReason::Lost, OldCard::Lost));
}

#[test]
fn residence_stands_still_from_the_day_the_old_card_was_suspended() {
    use super::dossier::{dossier, stay};
    let mut old = ended(held("2017-01-01"), "2018-03-01", EndReason::Replaced);
    old.card.endorsements.clear();
    let new =
        HeldCard { id: 2, number: "new".to_owned(), card: replaced(&held("2017-01-01"), "2018-03-01"), ..old.clone() };
    let person = dossier(vec![stay("2016-07-01", None)], vec![old, new]);
    for on in ["2017-12-31", "2018-02-28", "2018-03-01", "2018-08-01"] {
        let count = person.residence(&book(), day(on));
        assert_eq!((count.since, count.days), (Some(day("2016-07-01")), 549), "{on}");
    }
}

#[test]
fn a_chain_of_replacements_goes_on_where_the_first_card_stood() {
    let chain = |first: HeldCard, days: &[&str]| {
        let mut cards = vec![first];
        for (n, on) in days.iter().enumerate() {
            let old = cards.last_mut().unwrap();
            let new = replaced(old, on);
            *old = ended(old.clone(), on, EndReason::Replaced);
            let number = format!("{n}");
            old.replaced_by = Some(number.clone());
            cards.push(HeldCard { id: i64::try_from(n).unwrap() + 2, number, card: new, ..held("2017-01-01") });
        }
        cards
    };
    let of_the_last = |cards: &[HeldCard], on: &str| {
        let shown = state(&cards.last().unwrap().card, &book(), day(on)).unwrap();
        (shown.status, shown.since, shown.anchor_on, shown.lapsed_on)
    };
    // Three in one year, two of them on one day.
    let cards = chain(held("2017-01-01"), &["2017-03-01", "2017-12-10", "2017-12-10"]);
    let due = (Status::Due, day("2017-12-10"), day("2017-01-01"), None);
    assert_eq!(of_the_last(&cards, "2017-12-31"), due, "its window opened before its own day");
    assert_eq!(endorse(&cards[3].card, &book(), day("2017-12-31")), Ok(false));
    assert_eq!(endorse(&cards[3].card, &book(), day("2018-01-01")), Ok(true));
    // Suspended, replaced, and replaced again: suspended all the time, each from its own day.
    let cards = chain(held("2017-01-01"), &["2018-03-01", "2019-05-01"]);
    let suspended = (Status::Suspended, day("2019-05-01"), day("2017-01-01"), Some(day("2018-01-01")));
    assert_eq!(of_the_last(&cards, "2019-06-01"), suspended);
    let person = super::dossier::dossier(vec![super::dossier::stay("2016-07-01", None)], cards);
    for on in ["2017-12-31", "2018-02-28", "2018-03-01", "2019-04-30", "2019-05-01", "2020-01-01"] {
        let count = person.residence(&book(), day(on));
        assert_eq!((count.since, count.days, count.full_years), (Some(day("2016-07-01")), 549, 1), "{on}");
    }
    // Of 2012, across the change: the last day stays, and what comes after it is of the rules of 2016.
    let cards = chain(held("2015-03-10"), &["2015-06-01", "2016-02-01"]);
    let valid = (Status::Valid, day("2016-02-01"), day("2015-03-10"), None);
    assert_eq!(of_the_last(&cards, "2016-02-09"), valid);
    let lapsed = (Status::Suspended, day("2016-03-10"), day("2015-03-10"), Some(day("2016-03-10")));
    assert_eq!(of_the_last(&cards, "2016-03-10"), lapsed);
    assert_eq!(cards[1].card.printed_until, Some(day("2016-03-09")));
}

#[test]
fn what_a_replacement_costs_regime_by_regime() {
    let priced = book_with(&[
        ("guiyang-2012.replacement_fee", "5", "2012-05-01"),
        ("guizhou-2012.replacement_fee", "15", "2013-01-01"),
        ("state-2016.replacement_fee", "20", "2018-01-01"),
    ]);
    for (on, [damaged, lost, changed]) in [
        ("2012-04-30", [0, 0, 0]),
        ("2012-05-01", [5, 5, 5]),
        ("2012-10-01", [0, 0, 0]),
        ("2013-01-01", [15, 15, 0]),
        ("2016-01-01", [0, 0, 0]),
        ("2018-01-01", [20, 20, 20]),
    ] {
        let fees = ReplaceReason::ALL.map(|reason| fee(reason, priced.on(day(on))));
        assert_eq!(fees, [damaged, lost, changed], "{on}");
        assert_eq!(
            ReplaceReason::ALL.map(|reason| fee(reason, book().on(day(on)))),
            [0, 0, 0],
            "as long as nothing is set, {on}"
        );
    }
}
