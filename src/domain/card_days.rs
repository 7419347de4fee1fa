//! The days of a card put right: what the card is with corrected days, and whether they can be.
//!
//! What was done keeps its order: accepted, issued, collected, endorsed, ended; no two cards of a person
//! share a day of life that they did not share before. A corrected endorsement must have been possible on
//! its day. (RULES 4.)

mod order;
mod standing;

use super::act_order::CardAct;
use super::calendar::Day;
use super::code::Code;
use super::dossier::{Dossier, HeldCard, migrant_code};
use super::endorsement::EndorseRefusal;
use super::permit::{Card, EndReason, PermitKind, Status, state};
use super::rulebook::RuleBook;
use super::stay_end::LeaveReason;

pub use standing::{Follower, followers, newly_late};

/// Corrected days; an endorsement by the day it has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CardDays {
    pub issued_on: Option<Day>,
    pub collected_on: Option<Day>,
    pub endorsed: Vec<(Day, Day)>,
    pub ended_on: Option<Day>,
}

/// Why a day cannot be the corrected one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayRefusal {
    Future {
        day: Day,
        today: Day,
    },
    /// Nothing of that kind is recorded: it is no correction.
    NotRecorded {
        what: Undone,
        day: Option<Day>,
    },
    /// It would come before or after something that it follows or precedes.
    Order {
        day: Day,
        other_on: Day,
        before: bool,
        other: Beside,
    },
    Endorse(EndorseRefusal),
    /// An endorsement that is not corrected would not have been possible after the correction.
    NoLonger {
        /// The card that it stands on: this one, or one that replaced it.
        permit: String,
        endorsed_on: Day,
        refusal: EndorseRefusal,
    },
    /// The card would have run out before it was replaced.
    RunOut {
        since: Day,
        replaced_on: Day,
        by: String,
    },
    /// The card ended with another act, whose day it is.
    EndedBy {
        act: EndedBy,
        on: Day,
    },
}

/// What a corrected day stands before or after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    Accepted,
    Act(CardAct),
    /// Another card of the person.
    OtherCard,
    /// The end of the stay in which the card was held.
    Departure,
}

/// What a card ended with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EndedBy {
    Departure {
        migrant: String,
    },
    Replacement {
        permit: String,
    },
    /// The new card of somebody whose old one had run out.
    NextCard {
        permit: String,
    },
    Merger {
        kept: String,
        duplicate: String,
    },
}

/// What has not been done yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undone {
    Collected,
    Endorsed,
    Ended,
    /// A 暂住证 that ran out by itself.
    RanOut,
}

impl DayRefusal {
    pub fn code(&self) -> Code {
        match self {
            DayRefusal::Future { .. } => Code::J208,
            DayRefusal::NotRecorded { .. } => Code::J222,
            DayRefusal::Order { .. } | DayRefusal::EndedBy { .. } => Code::J221,
            DayRefusal::Endorse(refusal) | DayRefusal::NoLonger { refusal, .. } => refusal.code(),
            DayRefusal::RunOut { .. } => Code::J340,
        }
    }
}

/// The card with its corrected days.
///
/// # Errors
/// [`DayRefusal`], with the day that stands in the way.
pub fn corrected(
    dossier: &Dossier,
    held: &HeldCard,
    days: &CardDays,
    book: &RuleBook,
    today: Day,
) -> Result<HeldCard, DayRefusal> {
    let moved = days.endorsed.iter().map(|(_, new)| *new);
    let given = moved.chain(days.issued_on).chain(days.collected_on).chain(days.ended_on);
    if let Some(day) = given.filter(|day| *day > today).max() {
        return Err(DayRefusal::Future { day, today });
    }
    let mut new = held.clone();
    if let Some(issued_on) = days.issued_on {
        new.card = issued(&held.card, issued_on, book);
    }
    if let Some(day) = days.collected_on {
        held.collected_on.ok_or(DayRefusal::NotRecorded { what: Undone::Collected, day: None })?;
        new.collected_on = Some(day);
    }
    if let Some(day) = days.ended_on {
        let ended = held.card.ended.ok_or_else(|| not_ended(&held.card, book, today))?;
        if let Some(act) = ended_by(dossier, held).filter(|_| day != ended.0) {
            return Err(DayRefusal::EndedBy { act, on: ended.0 });
        }
        new.card.ended = Some((day, ended.1));
    }
    for (old, day) in &days.endorsed {
        let at = held.card.endorsements.iter().position(|known| known == old);
        let at = at.ok_or(DayRefusal::NotRecorded { what: Undone::Endorsed, day: Some(*old) })?;
        new.card.endorsements[at] = *day;
    }
    order::fits(dossier, held, &new, book)?;
    standing::stands(dossier, held, &new, book)?;
    Ok(new)
}

/// There is no end to be corrected; a 暂住证 may have run out.
fn not_ended(card: &Card, book: &RuleBook, today: Day) -> DayRefusal {
    let ran_out = state(card, book, today).filter(|state| matches!(state.status, Status::Ended(_)));
    let what = if ran_out.is_some() { Undone::RanOut } else { Undone::Ended };
    DayRefusal::NotRecorded { what, day: ran_out.map(|state| state.since) }
}

/// The act that a card ended with, where it was not one of its own.
fn ended_by(dossier: &Dossier, held: &HeldCard) -> Option<EndedBy> {
    let (ended_on, reason) = held.card.ended?;
    if let Some(permit) = held.replaced_by.clone() {
        return Some(EndedBy::Replacement { permit });
    }
    if let Some(next) = dossier.cards.iter().find(|next| made_way(held, next)) {
        return Some(EndedBy::NextCard { permit: next.number.clone() });
    }
    let with_the_stay = dossier.stays.iter().any(|stay| stay.ended_on() == Some(ended_on));
    (LeaveReason::of_card(reason).is_some() && with_the_stay)
        .then(|| EndedBy::Departure { migrant: migrant_code(dossier.migrant) })
}

/// Whether a card ended in the act that made the next one: replaced by it, or run out before it.
pub fn made_way(held: &HeldCard, next: &HeldCard) -> bool {
    let residence = held.card.kind == PermitKind::Residence && next.card.kind == PermitKind::Residence;
    let ran_out = held.card.ended == Some((next.card.issued_on, EndReason::Expired));
    let replaced = held.replaced_by.as_deref() == Some(next.number.as_str());
    residence && held.id != next.id && (replaced || ran_out)
}

/// A card issued on another day: its anniversaries, its printed last day and its regime follow, as far as they
/// were told by the day of issue.
fn issued(card: &Card, issued_on: Day, book: &RuleBook) -> Card {
    let mut new = Card { issued_on, ..card.clone() };
    let by_day = card.regime == book.on(card.issued_on).regime;
    if by_day {
        new.regime = book.on(issued_on).regime;
    }
    if card.base_on == card.issued_on {
        new = Card { issued_on, regime: new.regime, ..rebased(card, issued_on) };
    }
    if new.regime != card.regime {
        let printed = |months: u16| new.base_on.plus_months(i32::from(months)).plus_days(-1);
        new.printed_until = book.on(issued_on).validity_months.map(printed);
    }
    new
}

/// A card whose anniversaries are counted from another day; a printed last day that was an anniversary goes with it.
pub fn rebased(card: &Card, base_on: Day) -> Card {
    const YEARS: std::ops::RangeInclusive<i32> = 1..=10;
    let printed = card.printed_until.map(|last| {
        let year = YEARS.into_iter().find(|year| card.base_on.plus_months(12 * year) == last.plus_days(1));
        year.map_or(last, |year| base_on.plus_months(12 * year).plus_days(-1))
    });
    Card { base_on, printed_until: printed, ..card.clone() }
}
