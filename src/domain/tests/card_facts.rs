//! Corrected facts of cards: what a card becomes, what keeps the order, what bars it.

use super::correction::{card, dossier, stay};
use super::{book, day};
use crate::domain::act_order::CardAct;
use crate::domain::application::ApplicationState;
use crate::domain::calendar::Day;
use crate::domain::card_facts::{
    Bar, Beside, CardFacts, EndFact, EndedBy, FactRefusal, FirstStep, NewDay, NextCard, Undo, Undone, corrected,
    newly_late, rebased, replaced,
};
use crate::domain::dossier::{Dossier, HeldCard, Stay};
use crate::domain::endorsement::EndorseRefusal;
use crate::domain::permit::{Card, EndReason, PermitKind};
use crate::domain::regime::Regime;
use crate::domain::replacement::{OldCard, ReplaceReason};
use crate::domain::stay_end::LeaveReason;

#[test]
fn a_card_issued_on_another_day_is_what_it_would_have_been() {
    let cases = [
        // Issued; corrected to; its regime and printed last day then.
        ("2013-10-01", "2013-10-05", Regime::Guizhou2012, Some("2014-10-04")),
        ("2012-09-28", "2012-10-02", Regime::Guizhou2012, Some("2013-10-01")),
        ("2015-12-30", "2016-01-02", Regime::State2016, None),
        ("2016-01-02", "2015-12-30", Regime::Guizhou2012, Some("2016-12-29")),
        ("2017-03-31", "2017-02-28", Regime::State2016, None),
    ];
    for (issued, to, regime, printed) in cases {
        let held = card(issued, &[], None);
        let whole = dossier(vec![stay(1, "2012-04-01", None, None)], vec![held.clone()], None);
        let held = HeldCard { collected_on: None, ..held };
        let days = CardFacts { issued_on: Some(day(to)), ..CardFacts::default() };
        let new = corrected(&whole, &held, &days, &book(), day("2018-01-01")).unwrap().held.card;
        assert_eq!((new.issued_on, new.base_on), (day(to), day(to)), "{issued}");
        assert_eq!((new.regime, new.printed_until), (regime, printed.map(day)), "{issued} to {to}");
    }
    // A printed last day that is no anniversary was read from the card and stays.
    let mut odd = card("2013-10-01", &[], None).card;
    odd.printed_until = Some(day("2014-12-31"));
    assert_eq!(rebased(&odd, day("2013-10-05")).printed_until, Some(day("2014-12-31")));
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of named cases")]
fn the_days_of_a_card_keep_their_order() {
    let held = card("2017-07-03", &["2018-06-15"], Some("2019-01-01"));
    let later = HeldCard { id: 2, number: "JZ2".to_owned(), ..card("2019-03-01", &[], None) };
    let whole =
        dossier(vec![stay(1, "2017-01-01", None, None)], vec![held.clone(), later], Some(("2017-07-01", "2017-07-03")));
    let order =
        |on, beside, before, other| Err(FactRefusal::Order { day: day(on), other_on: day(beside), before, other });
    let act = Beside::Act;
    let days = CardFacts::default;
    let cases: Vec<(&str, CardFacts, Result<(), FactRefusal>)> = vec![
        ("issued with acceptance", CardFacts { issued_on: Some(day("2017-07-01")), ..days() }, Ok(())),
        (
            "issued before acceptance",
            CardFacts { issued_on: Some(day("2017-06-30")), ..days() },
            order("2017-06-30", "2017-07-01", true, Beside::Accepted),
        ),
        (
            "issued after collection",
            CardFacts { issued_on: Some(day("2017-07-04")), ..days() },
            order("2017-07-04", "2017-07-03", false, act(CardAct::Collected)),
        ),
        (
            "issued and collected later",
            CardFacts {
                issued_on: Some(day("2017-07-04")),
                collected_on: Some(NewDay::On(day("2017-07-05"))),
                ..days()
            },
            Ok(()),
        ),
        (
            "collected after the end",
            CardFacts { collected_on: Some(NewDay::On(day("2019-01-02"))), ..days() },
            order("2019-01-02", "2019-01-01", false, act(CardAct::Ended)),
        ),
        (
            "ended before the endorsement",
            CardFacts { ended_on: Some(NewDay::On(day("2018-06-14"))), ..days() },
            order("2018-06-14", "2018-06-15", true, act(CardAct::Endorsed)),
        ),
        ("ended with the next card", CardFacts { ended_on: Some(NewDay::On(day("2019-03-01"))), ..days() }, Ok(())),
        (
            "ended after the next card",
            CardFacts { ended_on: Some(NewDay::On(day("2019-03-02"))), ..days() },
            order("2019-03-02", "2019-03-01", false, Beside::OtherCard),
        ),
        (
            "endorsed after the end",
            CardFacts { endorsed: vec![(Some(day("2018-06-15")), NewDay::On(day("2019-01-02")))], ..days() },
            order("2019-01-02", "2019-01-01", false, act(CardAct::Ended)),
        ),
        (
            "endorsed too early",
            CardFacts { endorsed: vec![(Some(day("2018-06-15")), NewDay::On(day("2018-06-02")))], ..days() },
            Err(FactRefusal::Endorse(EndorseRefusal::BeforeWindow {
                opens_on: day("2018-06-03"),
                closes_on: day("2018-07-02"),
                under: Regime::State2016,
            })),
        ),
        (
            "no such endorsement",
            CardFacts { endorsed: vec![(Some(day("2018-06-16")), NewDay::On(day("2018-06-17")))], ..days() },
            Err(FactRefusal::NotRecorded { what: Undone::Endorsed, day: Some(day("2018-06-16")) }),
        ),
        (
            "to come",
            CardFacts { ended_on: Some(NewDay::On(day("2019-08-02"))), ..days() },
            Err(FactRefusal::Future { day: day("2019-08-02"), today: day("2019-08-01") }),
        ),
    ];
    for (name, wanted, expected) in cases {
        let found = corrected(&whole, &held, &wanted, &book(), day("2019-08-01"));
        assert_eq!(found.map(|_| ()), expected, "{name}");
    }
}

/// Its name, the corrected issue, the corrected endorsements; which become late, or why not.
type Corrected<'a> = (&'a str, Option<&'a str>, &'a [(&'a str, &'a str)], Result<Vec<Day>, FactRefusal>);

#[test]
fn what_rests_on_a_corrected_day_must_still_stand() {
    let held = card("2017-07-10", &["2018-07-01", "2019-07-01"], None);
    let held = HeldCard { collected_on: None, ..held };
    let whole = dossier(vec![stay(1, "2016-12-01", None, None)], vec![held.clone()], None);
    let early = |on: &str, opens: &str, closes: &str| {
        Err(FactRefusal::NoLonger {
            permit: "JZ1".to_owned(),
            endorsed_on: day(on),
            refusal: EndorseRefusal::BeforeWindow {
                opens_on: day(opens),
                closes_on: day(closes),
                under: Regime::State2016,
            },
        })
    };
    let cases: &[Corrected] = &[
        ("a day on", Some("2017-07-11"), &[], Ok(vec![])),
        ("the window opens later", Some("2017-08-10"), &[], early("2018-07-01", "2018-07-10", "2018-08-09")),
        ("both late", Some("2017-06-15"), &[], Ok(vec![day("2018-07-01"), day("2019-07-01")])),
        (
            "late, and the next too early",
            None,
            &[("2018-07-01", "2018-08-15")],
            early("2019-07-01", "2019-07-15", "2019-08-14"),
        ),
        (
            "both moved, the later given first",
            None,
            &[("2019-07-01", "2019-08-01"), ("2018-07-01", "2018-08-15")],
            Ok(vec![day("2018-08-15")]),
        ),
        ("all three", Some("2017-07-05"), &[("2018-07-01", "2018-06-20"), ("2019-07-01", "2019-07-02")], Ok(vec![])),
    ];
    for (name, issued, moved, expected) in cases {
        let days = CardFacts {
            issued_on: issued.map(day),
            endorsed: moved.iter().map(|(old, new)| (Some(day(old)), NewDay::On(day(new)))).collect(),
            ..CardFacts::default()
        };
        let found = corrected(&whole, &held, &days, &book(), day("2020-01-01"));
        let found = found.map(|new| newly_late(&held.card, &new.held.card, &new.endorsed, &book()));
        assert_eq!(&found, expected, "{name}");
    }
    // What a ledger brought, and no counter would have made, is not judged again.
    let ledger = HeldCard { collected_on: None, ..card("2017-07-10", &["2018-01-01"], None) };
    let whole = dossier(vec![stay(1, "2016-12-01", None, None)], vec![ledger.clone()], None);
    let days = CardFacts { issued_on: Some(day("2017-07-11")), ..CardFacts::default() };
    assert!(corrected(&whole, &ledger, &days, &book(), day("2020-01-01")).is_ok());
}

#[test]
fn a_card_ends_with_the_stay_it_was_held_in() {
    let held = card("2017-07-10", &[], Some("2018-01-01"));
    let stays = vec![stay(1, "2016-12-01", None, Some("2018-03-01")), stay(2, "2018-06-01", None, None)];
    let whole = dossier(stays, vec![held.clone()], None);
    let ended = |on| {
        let days = CardFacts { ended_on: Some(NewDay::On(day(on))), ..CardFacts::default() };
        corrected(&whole, &held, &days, &book(), day("2020-01-01")).map(|_| ())
    };
    assert_eq!(ended("2018-03-01"), Ok(()));
    for on in ["2018-03-02", "2018-07-01"] {
        let (day, other_on, other) = (day(on), day("2018-03-01"), Beside::Departure);
        assert_eq!(ended(on), Err(FactRefusal::Order { day, other_on, before: false, other }));
    }
    let issued = CardFacts { issued_on: Some(day("2018-07-01")), ..CardFacts::default() };
    let held = card("2017-07-10", &["2018-07-01"], None);
    let held = HeldCard { collected_on: None, ..held };
    let refused = corrected(&whole, &held, &issued, &book(), day("2020-01-01")).map(|_| ());
    let (on, other) = (day("2018-07-01"), Beside::Act(CardAct::Endorsed));
    assert_eq!(
        refused,
        Err(FactRefusal::Order { day: on, other_on: on, before: false, other }),
        "issue and endorsement"
    );
}

#[test]
fn a_temporary_permit_that_ran_out_was_ended_by_nobody() {
    let held = card("2010-07-10", &[], None);
    let temporary =
        Card { kind: PermitKind::Temporary, regime: Regime::Legacy, printed_until: None, ..held.card.clone() };
    let held = HeldCard { card: temporary, ..held };
    let whole = dossier(vec![stay(1, "2012-04-01", None, None)], vec![held.clone()], None);
    let days = CardFacts { ended_on: Some(NewDay::On(day("2011-01-01"))), ..CardFacts::default() };
    let refused = FactRefusal::NotRecorded { what: Undone::RanOut, day: Some(day("2011-07-10")) };
    assert_eq!(corrected(&whole, &held, &days, &book(), day("2020-01-01")), Err(refused));
}

/// A card's corrected facts, by the flags of the command.
fn facts(ended: Option<NewDay>, reason: Option<EndReason>, endorsed: &[(&str, Option<&str>)]) -> CardFacts {
    let new = |new: Option<&str>| new.map_or(NewDay::Never, |new| NewDay::On(day(new)));
    CardFacts {
        ended_on: ended,
        end_reason: reason,
        endorsed: endorsed.iter().map(|(old, to)| (Some(day(old)), new(*to))).collect(),
        ..CardFacts::default()
    }
}

#[test]
fn an_endorsement_that_never_happened_is_taken_back_if_what_rests_on_it_stands() {
    // Endorsed in 2013 and 2014 under the rules of 2012: without the first the card had run out.
    let old = HeldCard { collected_on: None, ..card("2012-11-01", &["2013-10-20", "2014-10-20"], None) };
    let whole = dossier(vec![stay(1, "2012-10-01", None, None)], vec![old.clone()], None);
    let corrected = |held: &HeldCard, of: &Dossier, endorsed: &[(&str, Option<&str>)]| {
        corrected(of, held, &facts(None, None, endorsed), &book(), day("2020-01-01"))
    };
    let gone = FactRefusal::NoLonger {
        permit: "JZ1".to_owned(),
        endorsed_on: day("2014-10-20"),
        refusal: EndorseRefusal::Expired { since: day("2013-11-01") },
    };
    assert_eq!(corrected(&old, &whole, &[("2013-10-20", None)]).map(|_| ()), Err(gone));
    let both = corrected(&old, &whole, &[("2013-10-20", None), ("2014-10-20", None)]).unwrap();
    assert_eq!(both.held.card.endorsements, []);
    let last = corrected(&old, &whole, &[("2014-10-20", None)]).unwrap();
    assert_eq!(last.held.card.endorsements, [day("2013-10-20")]);
    // From 2016 on the card was suspended, and the next endorsement late.
    let held = HeldCard { collected_on: None, ..card("2017-07-10", &["2018-07-01", "2019-07-01"], None) };
    let whole = dossier(vec![stay(1, "2016-12-01", None, None)], vec![held.clone()], None);
    let new = corrected(&held, &whole, &[("2018-07-01", None)]).unwrap();
    assert_eq!(newly_late(&held.card, &new.held.card, &new.endorsed, &book()), [day("2019-07-01")]);
    // The other one takes its day.
    let new = corrected(&held, &whole, &[("2018-07-01", None), ("2019-07-01", Some("2018-07-01"))]).unwrap();
    assert_eq!(new.held.card.endorsements, [day("2018-07-01")]);
    assert_eq!(newly_late(&held.card, &new.held.card, &new.endorsed, &book()), []);
    let unknown = FactRefusal::NotRecorded { what: Undone::Endorsed, day: Some(day("2018-07-02")) };
    assert_eq!(corrected(&held, &whole, &[("2018-07-02", None)]), Err(unknown));
}

#[test]
fn a_card_that_had_run_out_was_replaced_by_none() {
    let held = HeldCard {
        collected_on: None,
        replaced_by: Some("JZ2".to_owned()),
        ..card("2012-11-01", &["2013-10-20"], Some("2014-03-01"))
    };
    let next =
        HeldCard { id: 2, number: "JZ2".to_owned(), replaces: Some("JZ1".to_owned()), ..card("2014-03-01", &[], None) };
    let printed = Some(day("2014-10-31"));
    let next = HeldCard { card: Card { base_on: day("2012-11-01"), printed_until: printed, ..next.card }, ..next };
    let whole = dossier(vec![stay(1, "2012-10-01", None, None)], vec![held.clone(), next], None);
    let found = corrected(&whole, &held, &facts(None, None, &[("2013-10-20", None)]), &book(), day("2020-01-01"));
    let (since, replaced_on) = (day("2013-11-01"), day("2014-03-01"));
    assert_eq!(found, Err(FactRefusal::RunOut { since, replaced_on, by: "JZ2".to_owned() }));
}

/// Its name, the stays, the cards beside it, the corrected end; what bars it.
type Ended = (&'static str, Vec<Stay>, Vec<HeldCard>, CardFacts, Result<(), FactRefusal>);

#[test]
#[expect(clippy::too_many_lines, reason = "a table of named cases")]
fn the_end_of_a_card_is_taken_back_or_had_another_reason() {
    let never = || facts(Some(NewDay::Never), None, &[]);
    let reason = |reason| facts(None, Some(reason), &[]);
    let here = || vec![stay(1, "2016-12-01", None, None)];
    let other = |issued: &str, ended: Option<(&str, EndReason)>| {
        let other = HeldCard { id: 2, number: "JZ2".to_owned(), ..card(issued, &[], None) };
        let ended = ended.map(|(on, reason)| (day(on), reason));
        vec![HeldCard { card: Card { ended, ..other.card }, ..other }]
    };
    let barred = |bar| Err(FactRefusal::Barred(bar));
    let live = || barred(Bar::LivePermit { permit: "JZ2".to_owned() });
    let migrant = || "M000001".to_owned();
    let died = |after: &str| barred(Bar::GoesOn { migrant: migrant(), after_on: day(after), died: true });
    let cases: Vec<Ended> = vec![
        ("never ended", here(), vec![], never(), Ok(())),
        ("another reason", here(), vec![], reason(EndReason::Error), Ok(())),
        ("beside a live card", here(), other("2018-03-01", None), never(), live()),
        (
            "beside one that lived since",
            here(),
            other("2018-03-01", Some(("2018-06-01", EndReason::Fraud))),
            never(),
            live(),
        ),
        (
            "beside one that never was",
            here(),
            other("2018-03-01", Some(("2018-03-01", EndReason::Error))),
            never(),
            Ok(()),
        ),
        ("beside an earlier one", here(), other("2017-01-01", Some(("2017-05-01", EndReason::Error))), never(), Ok(())),
        (
            "the stay is over",
            vec![stay(1, "2016-12-01", None, Some("2018-05-01"))],
            vec![],
            never(),
            barred(Bar::StayOver { ended_on: day("2018-05-01"), reason: LeaveReason::Left }),
        ),
        (
            "with the departure",
            vec![stay(1, "2016-12-01", None, Some("2018-01-01"))],
            vec![],
            never(),
            Err(FactRefusal::EndedBy {
                act: EndedBy::Departure { migrant: migrant() },
                on: day("2018-01-01"),
                what: EndFact::Itself,
            }),
        ),
        (
            "nobody is registered",
            vec![],
            vec![],
            never(),
            barred(Bar::NotRegistered { migrant: migrant(), on: day("2020-01-01") }),
        ),
        ("death, and nothing since", here(), vec![], reason(EndReason::Death), Ok(())),
        ("death before another card", here(), other("2018-03-01", None), reason(EndReason::Death), died("2018-03-01")),
        (
            "death before another stay",
            vec![stay(1, "2016-12-01", None, Some("2018-02-01")), stay(2, "2018-06-01", None, Some("2018-07-01"))],
            vec![],
            reason(EndReason::Death),
            died("2018-06-01"),
        ),
        (
            "settled, and left again",
            vec![stay(1, "2016-12-01", None, Some("2018-02-01")), stay(2, "2018-06-01", None, Some("2018-07-01"))],
            vec![],
            reason(EndReason::Hukou),
            Ok(()),
        ),
        (
            "settled, and a migrant",
            vec![stay(1, "2016-12-01", None, Some("2018-02-01")), stay(2, "2018-06-01", None, None)],
            vec![],
            reason(EndReason::Hukou),
            barred(Bar::GoesOn { migrant: migrant(), after_on: day("2018-06-01"), died: false }),
        ),
    ];
    for (name, stays, others, wanted, expected) in cases {
        let held = card("2017-07-10", &[], Some("2018-01-01"));
        let whole = dossier(stays, [vec![held.clone()], others].concat(), None);
        let found = corrected(&whole, &held, &wanted, &book(), day("2020-01-01")).map(|_| ());
        assert_eq!(found, expected, "{name}");
    }
    let held = card("2017-07-10", &[], Some("2018-01-01"));
    let mut whole = dossier(here(), vec![held.clone()], Some(("2018-02-01", "2018-02-01")));
    whole.applications[0].state = ApplicationState::Open;
    let open = barred(Bar::OpenApplication { application: "A000001".to_owned() });
    assert_eq!(corrected(&whole, &held, &never(), &book(), day("2020-01-01")).map(|_| ()), open);
    let held = card("2017-07-10", &[], None);
    let whole = dossier(here(), vec![held.clone()], None);
    for wanted in [never(), reason(EndReason::Error)] {
        let refused = Err(FactRefusal::NotRecorded { what: Undone::Ended, day: None });
        assert_eq!(corrected(&whole, &held, &wanted, &book(), day("2020-01-01")), refused);
    }
}

#[test]
fn a_replaced_card_lives_again_once_the_one_made_for_it_never_was() {
    let old = HeldCard { replaced_by: Some("JZ2".to_owned()), ..card("2017-07-10", &[], Some("2018-01-01")) };
    let old = HeldCard { card: Card { ended: Some((day("2018-01-01"), EndReason::Replaced)), ..old.card }, ..old };
    for (ended, reason, expected) in [
        (None, EndReason::Error, false),
        (Some("2018-03-01"), EndReason::Error, false),
        (Some("2018-01-01"), EndReason::Fraud, false),
        (Some("2018-01-01"), EndReason::Error, true),
    ] {
        let new = HeldCard {
            id: 2,
            number: "JZ2".to_owned(),
            replaces: Some("JZ1".to_owned()),
            ..card("2018-01-01", &[], None)
        };
        let new = HeldCard { card: Card { ended: ended.map(|on| (day(on), reason)), ..new.card }, ..new };
        let whole = dossier(vec![stay(1, "2016-12-01", None, None)], vec![old.clone(), new], None);
        let found = corrected(&whole, &old, &facts(Some(NewDay::Never), None, &[]), &book(), day("2020-01-01"));
        let undo = if ended.is_some() { Undo::CorrectEnd } else { Undo::End };
        let first = FirstStep { permit: "JZ2".to_owned(), issued_on: day("2018-01-01"), undo };
        let next = NextCard { permit: "JZ2".to_owned(), issued_on: day("2018-01-01"), first };
        let by = FactRefusal::EndedBy { act: EndedBy::Replacement(next), on: day("2018-01-01"), what: EndFact::Itself };
        assert_eq!(found.map(|_| ()), if expected { Ok(()) } else { Err(by) }, "{ended:?} {reason:?}");
    }
}

#[test]
fn why_a_card_replaced_another_agrees_with_what_became_of_that_one() {
    let (damaged, lost) = (ReplaceReason::Damaged, ReplaceReason::Lost);
    let of = |recorded, replaced_for, old_card| {
        replaced(recorded, &CardFacts { replaced_for, old_card, ..CardFacts::default() })
    };
    let kept = Err(FactRefusal::OldCardKept { because: damaged });
    let none = Err(FactRefusal::NotRecorded { what: Undone::Replaced, day: None });
    let recorded = Some((damaged, OldCard::Returned));
    for (name, recorded, because, old_card, expected) in [
        ("nothing", recorded, None, None, Ok(recorded)),
        ("lost", recorded, Some(lost), None, Ok(Some((lost, OldCard::Lost)))),
        ("lost and found", recorded, Some(lost), Some(OldCard::Returned), Ok(Some((lost, OldCard::Returned)))),
        ("damaged and kept", recorded, None, Some(OldCard::Lost), kept.clone()),
        ("found", Some((lost, OldCard::Lost)), None, Some(OldCard::Returned), Ok(Some((lost, OldCard::Returned)))),
        ("not lost", Some((lost, OldCard::Lost)), Some(damaged), None, Ok(recorded)),
        ("not lost, and gone", Some((lost, OldCard::Lost)), Some(damaged), Some(OldCard::Lost), kept),
        ("no replacement", None, Some(lost), None, none),
    ] {
        assert_eq!(of(recorded, because, old_card), expected, "{name}");
    }
}
