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
use super::stay_end::{self, LastAct, LeaveReason};

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
/// nothing came after it: what is left to do is to end the registration. Nothing comes after a death, nor after
/// settling here.
pub fn stay_left_open(known: &Dossier, stay: &Stay) -> Option<(Day, LeaveReason)> {
    let (on, reason) = ended_in(known, stay).max_by_key(|(on, _)| *on)?;
    let cards = known.cards.iter().map(|held| held.card.issued_on);
    let applications = known.applications.iter().map(|application| application.applied_on);
    let later = cards.chain(applications).any(|day| day > on);
    (!later || !reason.may_come_back()).then_some((on, reason))
}

/// The days in a stay on which cards ended because their bearer left, settled or died. What ended on its first day
/// together with an earlier stay is of that one: the person came back the same day.
fn ended_in(known: &Dossier, stay: &Stay) -> impl Iterator<Item = (Day, LeaveReason)> {
    let left_before =
        known.stays.iter().any(|other| other.id != stay.id && other.ended_on() == Some(stay.registered_on));
    let first = if left_before { stay.registered_on.plus_days(1) } else { stay.registered_on };
    let ended = known.cards.iter().filter_map(|held| held.card.ended);
    ended.filter_map(|(on, reason)| Some((on, LeaveReason::of_card(reason)?))).filter(move |(on, _)| *on >= first)
}

/// Somebody who died or settled here, as the end of a card says, and is registered all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Departed {
    pub on: Day,
    pub reason: LeaveReason,
    /// The first day on which the registration can end.
    pub leave_on: Day,
}

/// Whether the person had died or settled here before a day, by the end of a card in the stay of that day: until the
/// registration ends, or the reason is corrected, nothing more is done for whoever has.
pub fn departed(dossier: &Dossier, on: Day) -> Option<Departed> {
    let stay = dossier.active_stay(on)?;
    let (ended_on, reason) = ended_in(dossier, stay)
        .filter(|(ended_on, reason)| *ended_on < on && !reason.may_come_back())
        .max_by_key(|(ended_on, _)| *ended_on)?;
    let (done_on, _) = stay_end::last_done(dossier, (stay.last_move_on(), LastAct::Move));
    Some(Departed { on: ended_on, reason, leave_on: ended_on.max(done_on) })
}

/// The same, where a stay that ended by death says it too: nothing comes after that, whatever else is recorded.
pub fn departed_before(dossier: &Dossier, on: Day) -> Option<Departed> {
    let deaths = dossier.stays.iter().filter_map(|stay| stay.ended.as_ref());
    let deaths =
        deaths.filter(|(ended_on, reason)| *ended_on < on && LeaveReason::parse(reason) == Some(LeaveReason::Death));
    let death = deaths.map(|(ended_on, _)| *ended_on).min();
    let died = death.map(|on| Departed { on, reason: LeaveReason::Death, leave_on: on });
    died.or_else(|| departed(dossier, on))
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
