//! The order that corrected days of a card must keep: accepted, issued, endorsed, ended; collected in
//! between; and no day of life shared with another card that was not shared before.

use super::{DayRefusal, made_way};
use crate::domain::calendar::Day;
use crate::domain::dossier::{Dossier, HeldCard};
use crate::domain::permit::{Card, PermitKind, state};
use crate::domain::rulebook::RuleBook;

/// Whether the corrected days keep the order of what was done, and of the other cards.
///
/// # Errors
/// [`DayRefusal::Order`].
pub fn fits(dossier: &Dossier, old: &HeldCard, new: &HeldCard, book: &RuleBook) -> Result<(), DayRefusal> {
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
            return Err(crossed(old, earlier, later));
        }
    }
    if let Some(twice) = card.endorsements.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(DayRefusal::Order { day: twice[1], other_on: twice[0], before: true });
    }
    if let Some(day) = new.collected_on {
        if day < card.issued_on {
            return Err(crossed(old, card.issued_on, day));
        }
        if let Some(ended_on) = ended_on.filter(|ended| *ended < day) {
            return Err(crossed(old, day, ended_on));
        }
    }
    beside_others(dossier, old, new)?;
    after_the_one_before(dossier, old, new, book)
}

/// Two days of the card in the wrong order, `first` being that of what comes first: refused is the one that was
/// corrected, beside the one that stands.
fn crossed(old: &HeldCard, first: Day, second: Day) -> DayRefusal {
    let ended_on = old.card.ended.map(|(day, _)| day);
    let stood = |day: Day| {
        old.card.endorsements.contains(&day)
            || [Some(old.card.issued_on), old.collected_on, ended_on].contains(&Some(day))
    };
    if stood(second) && !stood(first) {
        DayRefusal::Order { day: first, other_on: second, before: false }
    } else {
        DayRefusal::Order { day: second, other_on: first, before: true }
    }
}

/// Other cards of the person, before and after this one.
fn beside_others(dossier: &Dossier, old: &HeldCard, new: &HeldCard) -> Result<(), DayRefusal> {
    let others = dossier.cards.iter().filter(|other| {
        other.id != old.id
            && !made_way(other, old)
            && other.card.kind == PermitKind::Residence
            && old.card.kind == PermitKind::Residence
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

/// The card that made way for this one ends on the corrected day of issue: after everything that was done with
/// it, and once it had run out.
fn after_the_one_before(dossier: &Dossier, old: &HeldCard, new: &HeldCard, book: &RuleBook) -> Result<(), DayRefusal> {
    let day = new.card.issued_on;
    for before in dossier.cards.iter().filter(|before| made_way(before, old)) {
        let card = &before.card;
        let done = card.endorsements.iter().copied().chain(before.collected_on).fold(card.issued_on, Day::max);
        if day < done {
            return Err(DayRefusal::Order { day, other_on: done, before: true });
        }
        let ran_out = before.replaced_by.is_none();
        let still = state(&Card { ended: None, ..card.clone() }, book, day).filter(|state| state.status.is_live());
        if let Some(other_on) = still.filter(|_| ran_out).and(card.ended.map(|(ended_on, _)| ended_on)) {
            return Err(DayRefusal::Order { day, other_on, before: true });
        }
    }
    Ok(())
}
