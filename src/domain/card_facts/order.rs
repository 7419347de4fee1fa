//! The order that the corrected days of a card must keep: accepted, issued, endorsed, ended; collected in
//! between; no day of life shared with another card that was not shared before, none after the stay.

use super::{Bar, Beside, FactRefusal, Fate, NewDay, Undone, made_way};
use crate::domain::act_order::{CardAct, after_on_card};
use crate::domain::calendar::Day;
use crate::domain::dossier::{Dossier, HeldCard, Stay, migrant_code};
use crate::domain::ending::departed;
use crate::domain::permit::{Card, PermitKind, state};
use crate::domain::rulebook::RuleBook;

/// A day with what was done on it.
type Dated = (Day, Beside);

/// Whether the corrected days keep the order of what was done, and of the other cards.
///
/// # Errors
/// [`FactRefusal::Order`].
pub fn fits(dossier: &Dossier, old: &HeldCard, new: &HeldCard, book: &RuleBook) -> Result<(), FactRefusal> {
    in_line(dossier, old, new)?;
    if let Some(day) = new.collected_on {
        let collected = (day, Beside::Act(CardAct::Collected));
        if day < new.card.issued_on {
            return Err(crossed(old, (new.card.issued_on, Beside::Act(CardAct::Issued)), collected));
        }
        if let Some((ended_on, _)) = new.card.ended.filter(|(ended_on, _)| *ended_on < day) {
            return Err(crossed(old, collected, (ended_on, Beside::Act(CardAct::Ended))));
        }
    }
    beside_others(dossier, old, new, book)?;
    within_the_stay(dossier, old, new)?;
    after_the_one_before(dossier, old, new, book)
}

/// Whether the card's collection can become that: one that was recorded, or one that was forgotten and can no longer
/// be entered as an act, since the card was endorsed or ended after it.
///
/// # Errors
/// [`FactRefusal::NotRecorded`], [`FactRefusal::Order`].
pub fn may_be_collected(held: &HeldCard, new: NewDay) -> Result<(), FactRefusal> {
    if held.collected_on.is_some() {
        return Ok(());
    }
    let forgotten = new.day().filter(|day| {
        held.card.kind == PermitKind::Residence && (held.card.ended.is_some() || after_on_card(held, *day).is_some())
    });
    let day = forgotten.ok_or(FactRefusal::NotRecorded { what: Undone::Collected, day: None })?;
    match held.card.endorsements.iter().min().filter(|endorsed_on| **endorsed_on < day) {
        Some(other_on) => {
            let other = Beside::Act(CardAct::Endorsed);
            Err(FactRefusal::Order { day, other_on: *other_on, before: false, other })
        }
        None => Ok(()),
    }
}

/// Accepted, issued, endorsed and ended one after the other; no two endorsements, and no endorsement and the issue,
/// on one day.
fn in_line(dossier: &Dossier, old: &HeldCard, new: &HeldCard) -> Result<(), FactRefusal> {
    let card = &new.card;
    let accepted_on =
        dossier.applications.iter().filter(|application| application.closed_on == Some(old.card.issued_on));
    let accepted_on = accepted_on.filter_map(|application| application.accepted_on).max();
    let accepted = accepted_on.map(|day| (day, Beside::Accepted));
    let endorsed = card.endorsements.iter().map(|day| (*day, Beside::Act(CardAct::Endorsed)));
    let ended = card.ended.map(|(day, _)| (day, Beside::Act(CardAct::Ended)));
    let issued = [(card.issued_on, Beside::Act(CardAct::Issued))];
    let line: Vec<Dated> = accepted.into_iter().chain(issued).chain(endorsed).chain(ended).collect();
    let stood = |pair: &[Dated]| pair.iter().all(|(day, what)| stood(old, *day, *what));
    for pair in line.windows(2) {
        let (earlier, later) = (pair[0], pair[1]);
        let apart = later.1 == Beside::Act(CardAct::Endorsed) && !stood(pair);
        if later.0 < earlier.0 || (apart && later.0 == earlier.0) {
            return Err(crossed(old, earlier, later));
        }
    }
    Ok(())
}

/// An endorsement of another day, or a forgotten one, is of somebody who was registered then, and alive.
///
/// # Errors
/// [`FactRefusal::Barred`].
pub fn on_days_of_a_stay(dossier: &Dossier, endorsed: &[Fate]) -> Result<(), FactRefusal> {
    let bar = |on: Day| {
        let migrant = migrant_code(dossier.migrant);
        match departed(dossier, on) {
            Some(departed) => Some(Bar::Departed { migrant, departed }),
            None if dossier.active_stay(on).is_none() => Some(Bar::NotRegistered { migrant, on }),
            None => None,
        }
    };
    let corrected = endorsed.iter().filter_map(|(was, is)| is.filter(|is| *was != Some(*is)).map(|is| (was, is)));
    // What a ledger told of another time is not judged again.
    let judged = corrected.filter(|(was, _)| was.is_none_or(|was| bar(was).is_none()));
    let barred = judged.into_iter().find_map(|(_, is)| bar(is));
    barred.map_or(Ok(()), |bar| Err(FactRefusal::Barred(bar)))
}

/// Whether something was recorded of that day before the correction.
fn stood(old: &HeldCard, day: Day, what: Beside) -> bool {
    match what {
        Beside::Act(CardAct::Issued) => old.card.issued_on == day,
        Beside::Act(CardAct::Collected) => old.collected_on == Some(day),
        Beside::Act(CardAct::Endorsed) => old.card.endorsements.contains(&day),
        Beside::Act(CardAct::Ended) => old.card.ended.is_some_and(|(ended_on, _)| ended_on == day),
        Beside::Accepted | Beside::OtherCard | Beside::CardBefore(_) | Beside::Departure => true,
    }
}

/// Two days of the card in the wrong order, `first` being that of what comes first: refused is the one that was
/// corrected, beside the one that stands.
fn crossed(old: &HeldCard, first: Dated, second: Dated) -> FactRefusal {
    let stood = |(day, what): Dated| stood(old, day, what);
    let (day, other, before) =
        if stood(second) && !stood(first) { (first.0, second, false) } else { (second.0, first, true) };
    FactRefusal::Order { day, other_on: other.0, before, other: other.1 }
}

/// Other cards of the person, before and after this one.
fn beside_others(dossier: &Dossier, old: &HeldCard, new: &HeldCard, book: &RuleBook) -> Result<(), FactRefusal> {
    let others = dossier.cards.iter().filter(|other| {
        other.id != old.id
            && !made_way(other, old, book)
            && other.card.kind == PermitKind::Residence
            && old.card.kind == PermitKind::Residence
    });
    for held in others {
        let other_end = held.card.ended.map(|(day, _)| day);
        let (was, is) = (old.card.ended.map(|(day, _)| day), new.card.ended.map(|(day, _)| day));
        let other = Beside::OtherCard;
        if let Some(other_on) = other_end.filter(|end| *end <= old.card.issued_on && *end > new.card.issued_on) {
            return Err(FactRefusal::Order { day: new.card.issued_on, other_on, before: true, other });
        }
        let begins_on = held.card.issued_on;
        if let (Some(was), Some(day)) = (was, is)
            && was <= begins_on
            && day > begins_on
        {
            return Err(FactRefusal::Order { day, other_on: begins_on, before: false, other });
        }
    }
    Ok(())
}

/// A card ends with the stay in which it was held at the latest.
fn within_the_stay(dossier: &Dossier, old: &HeldCard, new: &HeldCard) -> Result<(), FactRefusal> {
    let (Some((was, _)), Some((day, _))) = (old.card.ended, new.card.ended) else { return Ok(()) };
    match held_in(dossier, old, was).and_then(Stay::ended_on).filter(|ended_on| day > *ended_on && day > was) {
        Some(other_on) => Err(FactRefusal::Order { day, other_on, before: false, other: Beside::Departure }),
        None => Ok(()),
    }
}

/// The stay in which a card was held that ended on a day.
pub fn held_in<'a>(dossier: &'a Dossier, held: &HeldCard, ended_on: Day) -> Option<&'a Stay> {
    let holds = |stay: &&Stay| stay.registered_on <= ended_on && stay.ended_on().is_none_or(|day| ended_on <= day);
    let mut found = dossier.active_stay(held.card.issued_on).or_else(|| dossier.stays.iter().find(holds));
    // A merger that cut a stay ended nothing: another record of the person goes on.
    while let Some(stay) = found.filter(|stay| stay.cut) {
        found = dossier.stays.iter().find(|next| next.id != stay.id && Some(next.registered_on) == stay.ended_on());
    }
    found
}

/// The card that made way for this one ends on the corrected day of issue: after everything that was done with
/// it, and once it had run out.
fn after_the_one_before(dossier: &Dossier, old: &HeldCard, new: &HeldCard, book: &RuleBook) -> Result<(), FactRefusal> {
    let day = new.card.issued_on;
    for before in dossier.cards.iter().filter(|before| made_way(before, old, book)) {
        let card = &before.card;
        let collected = before.collected_on.map(|on| (on, CardAct::Collected));
        let endorsed = card.endorsements.iter().map(|on| (*on, CardAct::Endorsed));
        let acts = [(card.issued_on, CardAct::Issued)].into_iter().chain(collected).chain(endorsed);
        if let Some((other_on, act)) = acts.max_by_key(|(on, _)| *on).filter(|(on, _)| day < *on) {
            return Err(FactRefusal::Order { day, other_on, before: true, other: Beside::CardBefore(act) });
        }
        let ran_out = before.replaced_by.is_none();
        let still = state(&Card { ended: None, ..card.clone() }, book, day).filter(|state| state.status.is_live());
        if let Some(other_on) = still.filter(|_| ran_out).and(card.ended.map(|(ended_on, _)| ended_on)) {
            return Err(FactRefusal::Order { day, other_on, before: true, other: Beside::OtherCard });
        }
    }
    Ok(())
}
