//! The corrected end of a card: its day, its reason, or that it never ended.
//!
//! A card that ended in another act has the day and the reason of that act. One that never ended lives: on no
//! day beside another card or an open application, and no longer than the stay in which it is held.

use super::applied::has_run_out;
use super::order::held_in;
use super::{Bar, CardFacts, EndFact, EndedBy, FactRefusal, FirstStep, NewDay, NextCard, Undo, Undone};
use crate::domain::calendar::Day;
use crate::domain::dossier::{Dossier, HeldCard, Stay, application_code, migrant_code};
use crate::domain::permit::{Card, EndReason, PermitKind, Status, state};
use crate::domain::rulebook::RuleBook;
use crate::domain::stay_end::LeaveReason;

/// The end that the card has with the corrected facts.
///
/// # Errors
/// [`FactRefusal`]: it has none, or another act made it.
pub fn corrected(
    dossier: &Dossier,
    held: &HeldCard,
    facts: &CardFacts,
    book: &RuleBook,
    today: Day,
) -> Result<Option<(Day, EndReason)>, FactRefusal> {
    if facts.ended_on.is_none() && facts.end_reason.is_none() {
        return Ok(held.card.ended);
    }
    let (ended_on, reason) = held.card.ended.ok_or_else(|| not_ended(&held.card, book, today))?;
    let new_reason = facts.end_reason.unwrap_or(reason);
    let new_day = facts.ended_on.unwrap_or(NewDay::On(ended_on));
    let what = match new_day {
        NewDay::Never => EndFact::Itself,
        NewDay::On(day) if day != ended_on => EndFact::Day,
        NewDay::On(_) if new_reason != reason => EndFact::Reason,
        NewDay::On(_) => return Ok(held.card.ended),
    };
    if let Some(act) = ended_by(dossier, held, what, book) {
        return Err(FactRefusal::EndedBy { act, on: ended_on, what });
    }
    Ok(new_day.day().map(|day| (day, new_reason)))
}

/// Whether a corrected end agrees with what else is recorded of the person.
///
/// # Errors
/// [`FactRefusal`], with what stands in the way.
pub fn holds(dossier: &Dossier, old: &HeldCard, new: &HeldCard, today: Day) -> Result<(), FactRefusal> {
    let found = match (old.card.ended, new.card.ended) {
        (Some((was, _)), None) => lives_again(dossier, old, was, today),
        (Some((_, was)), Some((day, reason))) if was != reason => nobody_after(dossier, old, day, reason),
        (Some(_) | None, _) => Ok(()),
    };
    found.map_err(FactRefusal::Barred)
}

/// There is no end to be corrected; a 暂住证 may have run out.
fn not_ended(card: &Card, book: &RuleBook, today: Day) -> FactRefusal {
    let ran_out = state(card, book, today).filter(|state| matches!(state.status, Status::Ended(_)));
    let what = if ran_out.is_some() { Undone::RanOut } else { Undone::Ended };
    FactRefusal::NotRecorded { what, day: ran_out.map(|state| state.since) }
}

/// The act that a card ended with, where it was not one of its own. A card that never was ended nothing: its end
/// can be taken back.
fn ended_by(dossier: &Dossier, held: &HeldCard, what: EndFact, book: &RuleBook) -> Option<EndedBy> {
    let (ended_on, reason) = held.card.ended?;
    if let Some(next) = dossier.cards.iter().find(|next| made_way(held, next, book)) {
        let first = first_step(dossier, next, book);
        let by = NextCard { permit: next.number.clone(), issued_on: next.card.issued_on, first };
        return match (what == EndFact::Itself && never_was(next), held.replaced_by.is_some()) {
            (true, _) => None,
            (false, true) => Some(EndedBy::Replacement(by)),
            (false, false) => Some(EndedBy::NextCard(by)),
        };
    }
    let with_the_stay = dossier.stays.iter().any(|stay| stay.ended_on() == Some(ended_on));
    (LeaveReason::of_card(reason).is_some() && with_the_stay)
        .then(|| EndedBy::Departure { migrant: migrant_code(dossier.migrant) })
}

/// With what one begins who takes back a card: with the last of those that replaced it.
fn first_step(dossier: &Dossier, next: &HeldCard, book: &RuleBook) -> FirstStep {
    let (mut held, mut after_never_was) = (next, false);
    while let Some(after) = dossier.cards.iter().find(|after| after.replaces.as_ref() == Some(&held.number)) {
        if never_was(after) {
            after_never_was = true;
            break;
        }
        held = after;
    }
    let card = &held.card;
    let done = card.endorsements.iter().copied().chain(held.collected_on).any(|day| day > card.issued_on);
    let undo = match card.ended {
        Some(_) if after_never_was => Undo::TakeBackEnd,
        _ if done => Undo::Look,
        None => Undo::End,
        Some(_) if ended_by(dossier, held, EndFact::Day, book).is_some() => Undo::Look,
        Some(_) => Undo::CorrectEnd,
    };
    FirstStep { permit: held.number.clone(), issued_on: card.issued_on, undo }
}

/// Whether a card ended in the act that made the next one: replaced by it, or run out before it.
pub fn made_way(held: &HeldCard, next: &HeldCard, book: &RuleBook) -> bool {
    let residence = held.card.kind == PermitKind::Residence && next.card.kind == PermitKind::Residence;
    let on = next.card.issued_on;
    let ran_out = held.card.ended == Some((on, EndReason::Expired)) && has_run_out(&held.card, book, on);
    let replaced = held.replaced_by.as_deref() == Some(next.number.as_str());
    residence && held.id != next.id && (replaced || ran_out)
}

/// A card that was issued in error and ended on the same day: it lived on no day.
pub fn never_was(held: &HeldCard) -> bool {
    held.card.ended == Some((held.card.issued_on, EndReason::Error))
}

/// Whether a card that ended on no day can live since `was`, beside everything else of the person.
pub fn lives_again(dossier: &Dossier, held: &HeldCard, was: Day, today: Day) -> Result<(), Bar> {
    if held.card.kind == PermitKind::Residence {
        let others = dossier.cards.iter().filter(|other| other.id != held.id && other.card.kind == held.card.kind);
        let since = |other: &&HeldCard| {
            let ended_on = other.card.ended.map(|(day, _)| day);
            ended_on.is_none_or(|day| day > was && day > other.card.issued_on)
        };
        if let Some(other) = others.into_iter().find(since) {
            return Err(Bar::LivePermit { permit: other.number.clone() });
        }
        if let Some(open) = dossier.open_application() {
            return Err(Bar::OpenApplication { application: application_code(open.id) });
        }
    }
    match held_in(dossier, held, was).or_else(|| dossier.active_stay(today)) {
        Some(Stay { ended: Some((ended_on, reason)), .. }) => {
            let reason = LeaveReason::parse(reason).unwrap_or(LeaveReason::Other);
            Err(Bar::StayOver { ended_on: *ended_on, reason })
        }
        Some(_) => Ok(()),
        None => Err(Bar::NotRegistered { migrant: migrant_code(dossier.migrant), on: today }),
    }
}

/// Nobody is registered, applies or is given a card after death; nor, as a migrant, after settling here.
fn nobody_after(dossier: &Dossier, held: &HeldCard, day: Day, reason: EndReason) -> Result<(), Bar> {
    let died = match LeaveReason::of_card(reason) {
        Some(LeaveReason::Death) => true,
        Some(LeaveReason::Hukou) => false,
        Some(LeaveReason::Left | LeaveReason::Other) | None => return Ok(()),
    };
    let again = dossier.stays.iter().filter(|stay| stay.registered_on >= day && (died || stay.ended.is_none()));
    let cards = dossier.cards.iter().filter(|other| other.id != held.id && died).map(|other| other.card.issued_on);
    let applied = dossier.applications.iter().filter(|_| died).map(|application| application.applied_on);
    let after = again.map(|stay| stay.registered_on).chain(cards.chain(applied).filter(|on| *on > day));
    match after.min() {
        Some(after_on) => Err(Bar::GoesOn { migrant: migrant_code(dossier.migrant), after_on, died }),
        None => Ok(()),
    }
}
