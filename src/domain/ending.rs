//! The end of a card by an act of its own: once, never before an act on record, and never undone.
//!
//! The reasons are a choice ◇ after the rules of Beijing 2016 and Hangzhou 2018; 收缴 is S 19(2) and P 31.
//! The registration stays as it is: who left, settled or died is taken off by `leave`.

use super::act_order::{self, LaterAct};
use super::calendar::Day;
use super::code::Code;
use super::dossier::{Dossier, HeldCard, Stay};
use super::permit::{EndReason, Status, first_rules, state};
use super::rulebook::RuleBook;
use super::stay_end::LeaveReason;

/// The reasons that can be given at the counter; the others follow from acts of their own.
pub const GIVEN: [EndReason; 7] = [
    EndReason::Left,
    EndReason::Hukou,
    EndReason::Death,
    EndReason::Ineligible,
    EndReason::Fraud,
    EndReason::Confiscated,
    EndReason::Error,
];

/// The last card that ended because its bearer left, settled or died, where the registration still stands and
/// nothing came after it: what is left to do is to end the registration.
pub fn stay_left_open(known: &Dossier, stay: &Stay) -> Option<(Day, LeaveReason)> {
    let ended = known.cards.iter().filter_map(|held| held.card.ended);
    let ended = ended.filter_map(|(on, reason)| Some((on, LeaveReason::of_card(reason)?)));
    let (on, reason) = ended.max_by_key(|(on, _)| *on).filter(|(on, _)| *on >= stay.registered_on)?;
    let cards = known.cards.iter().map(|held| held.card.issued_on);
    let applications = known.applications.iter().map(|application| application.applied_on);
    let later = cards.chain(applications).any(|day| day > on);
    (!later).then_some((on, reason))
}

/// Why a card does not end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EndRefusal {
    BeforeRules { first: Day },
    Already { ended_on: Day, reason: EndReason },
    Later(LaterAct),
}

impl EndRefusal {
    pub fn code(&self) -> Code {
        match self {
            EndRefusal::BeforeRules { .. } => Code::J323,
            EndRefusal::Already { .. } => Code::J342,
            EndRefusal::Later(later) => later.code(),
        }
    }
}

/// Whether the card can end on a day.
///
/// # Errors
/// [`EndRefusal`].
pub fn end(held: &HeldCard, book: &RuleBook, on: Day) -> Result<(), EndRefusal> {
    if let Some((ended_on, reason)) = held.card.ended {
        return Err(EndRefusal::Already { ended_on, reason });
    }
    let first = first_rules(book);
    if on < first {
        return Err(EndRefusal::BeforeRules { first });
    }
    if let Some(state) = state(&held.card, book, on)
        && let Status::Ended(reason) = state.status
    {
        return Err(EndRefusal::Already { ended_on: state.since, reason });
    }
    match act_order::after_on_card(held, on) {
        Some(later) => Err(EndRefusal::Later(later)),
        None => Ok(()),
    }
}
