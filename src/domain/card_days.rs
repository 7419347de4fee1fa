//! The days of a card put right: what the card is with corrected days, and whether they can be.
//!
//! What was done keeps its order: accepted, issued, collected, endorsed, ended; no two cards of a person
//! share a day of life that they did not share before. A corrected endorsement must have been possible on
//! its day. (RULES 4.)

use super::calendar::Day;
use super::code::Code;
use super::dossier::{Dossier, HeldCard};
use super::endorsement::{self, EndorseRefusal};
use super::permit::{Card, PermitKind};
use super::rulebook::RuleBook;

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
    },
    Endorse(EndorseRefusal),
}

/// What has not been done yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undone {
    Collected,
    Endorsed,
    Ended,
}

impl DayRefusal {
    pub fn code(&self) -> Code {
        match self {
            DayRefusal::Future { .. } => Code::J208,
            DayRefusal::NotRecorded { .. } => Code::J222,
            DayRefusal::Order { .. } => Code::J221,
            DayRefusal::Endorse(refusal) => refusal.code(),
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
        let ended = held.card.ended.ok_or(DayRefusal::NotRecorded { what: Undone::Ended, day: None })?;
        new.card.ended = Some((day, ended.1));
    }
    for (old, day) in &days.endorsed {
        let at = held.card.endorsements.iter().position(|known| known == old);
        let at = at.ok_or(DayRefusal::NotRecorded { what: Undone::Endorsed, day: Some(*old) })?;
        new.card.endorsements[at] = *day;
    }
    in_order(dossier, held, &new)?;
    endorsable(&new, days, book)?;
    Ok(new)
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

fn in_order(dossier: &Dossier, old: &HeldCard, new: &HeldCard) -> Result<(), DayRefusal> {
    let card = &new.card;
    let accepted_on =
        dossier.applications.iter().filter(|application| application.closed_on == Some(old.card.issued_on));
    let accepted_on = accepted_on.filter_map(|application| application.accepted_on).max();
    let ended_on = card.ended.map(|(day, _)| day);
    let chain: Vec<Day> =
        accepted_on.into_iter().chain([card.issued_on]).chain(card.endorsements.iter().copied()).collect();
    let ends = chain.iter().copied().chain(ended_on);
    let line: Vec<Day> = ends.collect();
    for pair in line.windows(2) {
        let (earlier, later) = (pair[0], pair[1]);
        if later < earlier {
            return Err(DayRefusal::Order { day: later, other_on: earlier, before: true });
        }
    }
    if let Some(twice) = card.endorsements.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(DayRefusal::Order { day: twice[1], other_on: twice[0], before: true });
    }
    if let Some(day) = new.collected_on {
        if day < card.issued_on {
            return Err(DayRefusal::Order { day, other_on: card.issued_on, before: true });
        }
        if let Some(other_on) = ended_on.filter(|ended| *ended < day) {
            return Err(DayRefusal::Order { day, other_on, before: false });
        }
    }
    beside_others(dossier, old, new)
}

/// Other cards of the person, before and after this one.
fn beside_others(dossier: &Dossier, old: &HeldCard, new: &HeldCard) -> Result<(), DayRefusal> {
    let others = dossier.cards.iter().filter(|other| {
        other.id != old.id && other.card.kind == PermitKind::Residence && old.card.kind == PermitKind::Residence
    });
    for other in others {
        let other_end = other.card.ended.map(|(day, _)| day);
        let (was, is) = (old.card.ended.map(|(day, _)| day), new.card.ended.map(|(day, _)| day));
        if let Some(other_on) = other_end.filter(|end| *end <= old.card.issued_on && *end > new.card.issued_on) {
            return Err(DayRefusal::Order { day: new.card.issued_on, other_on, before: true });
        }
        let begins_on = other.card.issued_on;
        if let (Some(was), Some(day)) = (was, is)
            && was <= begins_on
            && day > begins_on
        {
            return Err(DayRefusal::Order { day, other_on: begins_on, before: false });
        }
    }
    Ok(())
}

/// A corrected endorsement must have been possible on its day, with what was done before it.
fn endorsable(new: &HeldCard, days: &CardDays, book: &RuleBook) -> Result<(), DayRefusal> {
    for (_, day) in days.endorsed.iter().filter(|(old, new)| old != new) {
        let before = new.card.endorsements.iter().copied().filter(|known| known < day).collect();
        let card = Card { endorsements: before, ended: None, ..new.card.clone() };
        endorsement::endorse(&card, book, *day).map_err(DayRefusal::Endorse)?;
    }
    Ok(())
}
