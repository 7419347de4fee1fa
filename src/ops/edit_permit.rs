//! Correcting a wrong day of a card: of its issue, its collection, an endorsement, its end. The order of what
//! was done is kept, and the card's terms are computed anew.

use crate::domain::calendar::Day;
use crate::domain::card_days::{self, CardDays, DayRefusal, EndedBy, Follower};
use crate::domain::code::Code;
use crate::domain::correction::Fact;
use crate::domain::dossier::{Dossier, HeldCard, migrant_code};
use crate::domain::permit::{Card, terms};
use crate::domain::rulebook::RuleBook;
use crate::domain::unit::UnitRefusal;
use crate::store::corrections::{self, NewCorrection};
use crate::store::{Actor, Changes, StoreError, Writer, dossiers, mergers, permits};

use super::OpError;
use super::endorse::{CardRefusal, find_card};
use super::office::Office;

/// Why no day of a card was corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditPermitRefusal {
    Which(CardRefusal),
    Day { permit: String, refusal: DayRefusal },
    Nothing { permit: String },
    Counter(UnitRefusal),
}

impl EditPermitRefusal {
    pub fn code(&self) -> Code {
        match self {
            EditPermitRefusal::Which(refusal) => refusal.code(),
            EditPermitRefusal::Day { refusal, .. } => refusal.code(),
            EditPermitRefusal::Nothing { .. } => Code::J124,
            EditPermitRefusal::Counter(refusal) => refusal.code(),
        }
    }
}

/// The card, its corrected days, and why.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    pub permit: &'a str,
    pub days: &'a CardDays,
    pub because: &'a str,
    pub counter: Option<&'a str>,
    /// The day of the correction.
    pub on: Day,
}

/// What became of it.
#[derive(Debug, Clone)]
pub struct Edited {
    /// The dossier after it, and the card's number.
    pub dossier: Dossier,
    pub permit: String,
    /// Endorsements that the correction made late.
    pub late: Vec<Day>,
}

/// Corrects the given days.
pub fn edit(
    writer: &Writer,
    office: &Office,
    actor: &Actor,
    wanted: &Wanted,
) -> Result<(Edited, Changes), OpError<EditPermitRefusal>> {
    let refused = |refusal: EditPermitRefusal| OpError::Refused(refusal);
    let (dossier, held) =
        find_card(writer, office, wanted.permit, wanted.on).map_err(|error| error.map(EditPermitRefusal::Which))?;
    let permit = || held.number.clone();
    by_no_merger(writer, &dossier, &held, wanted.days)
        .map_err(|error| error.map(|refusal| EditPermitRefusal::Day { permit: permit(), refusal }))?;
    let new = card_days::corrected(&dossier, &held, wanted.days, &office.book, wanted.on)
        .map_err(|refusal| refused(EditPermitRefusal::Day { permit: permit(), refusal }))?;
    let mut changes = Changes::on(wanted.on)
        .subject(migrant_code(dossier.migrant))
        .purpose(Some(wanted.because))
        .set("permit", held.number.clone());
    if let Some(named) = wanted.counter {
        let counter = office.tree.counter(named, wanted.on);
        let counter = counter.map_err(|refusal| refused(EditPermitRefusal::Counter(refusal)))?;
        changes = changes.counter(&counter.code);
    }
    corrections::update_card(writer, held.id, &new.card, new.collected_on)?;
    let mut corrected = day_changes(&held, &new);
    for (key, old, new) in corrections::update_endorsements(writer, held.id, &moved(&held.card, &new.card))? {
        corrected.push((Fact::EndorsedOn, key, old, new));
    }
    if corrected.is_empty() {
        return Err(refused(EditPermitRefusal::Nothing { permit: permit() }));
    }
    for (fact, row, old, new) in corrected {
        let (old, new) = (old.to_string(), new.to_string());
        let correction = NewCorrection {
            migrant: dossier.migrant,
            row,
            fact,
            old: Some(&old),
            new: Some(&new),
            because: wanted.because,
            on: wanted.on,
        };
        corrections::insert(writer, actor, &correction)?;
        changes = changes.changed(fact.as_str(), Some(old), Some(new));
    }
    permits::update_terms(writer, held.id, &terms(&new.card, &office.book))?;
    changes = move_end_before(writer, actor, &dossier, (&held, &new), wanted, changes)?;
    let followers = card_days::followers(&dossier, &held, &new, &office.book);
    let followers = followers.map_err(|refusal| refused(EditPermitRefusal::Day { permit: permit(), refusal }))?;
    let mut late = card_days::newly_late(&held.card, &new.card, &office.book);
    for follower in followers {
        late.extend(card_days::newly_late(&follower.old.card, &follower.card, &office.book));
        follow(writer, &follower, &office.book)?;
    }
    Ok((Edited { dossier: dossiers::get(writer, dossier.migrant)?, permit: held.number, late }, changes))
}

/// The endorsements that are on another day now.
fn moved(old: &Card, new: &Card) -> Vec<(Day, Day)> {
    let days = old.endorsements.iter().copied().zip(new.endorsements.iter().copied());
    days.filter(|(old, new)| old != new).collect()
}

/// The card that made way for this one ended in the same act: its end goes along.
fn move_end_before(
    writer: &Writer,
    actor: &Actor,
    dossier: &Dossier,
    (old, new): (&HeldCard, &HeldCard),
    wanted: &Wanted,
    mut changes: Changes,
) -> Result<Changes, StoreError> {
    let (was, is) = (old.card.issued_on, new.card.issued_on);
    for before in dossier.cards.iter().filter(|before| was != is && card_days::made_way(before, old)) {
        let Some((ended_on, reason)) = before.card.ended else { continue };
        let card = Card { ended: Some((is, reason)), ..before.card.clone() };
        corrections::update_card(writer, before.id, &card, before.collected_on)?;
        let (from, to) = (ended_on.to_string(), is.to_string());
        let correction = NewCorrection {
            migrant: dossier.migrant,
            row: before.id,
            fact: Fact::EndedOn,
            old: Some(&from),
            new: Some(&to),
            because: wanted.because,
            on: wanted.on,
        };
        corrections::insert(writer, actor, &correction)?;
        changes = changes.set("before", before.number.clone()).changed("before_ended_on", Some(from), Some(to));
    }
    Ok(changes)
}

/// A merger that ended the card: the end is the merger's.
fn by_no_merger(
    writer: &Writer,
    dossier: &Dossier,
    held: &HeldCard,
    days: &CardDays,
) -> Result<(), OpError<DayRefusal>> {
    let Some((on, _)) = held.card.ended.filter(|(ended_on, _)| days.ended_on.is_some_and(|day| day != *ended_on))
    else {
        return Ok(());
    };
    for merger in mergers::list(writer, dossier.migrant)? {
        if merger.undone_on.is_none() && merger.moved()?.ended.iter().any(|(ended, _)| *ended == held.id) {
            let (kept, duplicate) = (migrant_code(merger.kept), migrant_code(merger.duplicate));
            return Err(OpError::Refused(DayRefusal::EndedBy { act: EndedBy::Merger { kept, duplicate }, on }));
        }
    }
    Ok(())
}

fn day_changes(old: &HeldCard, new: &HeldCard) -> Vec<(Fact, i64, Day, Day)> {
    let ended_on = |held: &HeldCard| held.card.ended.map(|(day, _)| day);
    let pairs = [
        (Fact::IssuedOn, Some(old.card.issued_on), Some(new.card.issued_on)),
        (Fact::CollectedOn, old.collected_on, new.collected_on),
        (Fact::EndedOn, ended_on(old), ended_on(new)),
    ];
    let changed =
        pairs.into_iter().filter_map(|(fact, old_day, new_day)| old_day.zip(new_day).map(|days| (fact, days)));
    changed.filter(|(_, (old, new))| old != new).map(|(fact, (from, to))| (fact, old.id, from, to)).collect()
}

/// A card that stands for this one goes on from where it stands now.
fn follow(writer: &Writer, follower: &Follower, book: &RuleBook) -> Result<(), StoreError> {
    let (held, card) = (&follower.old, &follower.card);
    corrections::update_card(writer, held.id, card, held.collected_on)?;
    permits::update_terms(writer, held.id, &terms(card, book))
}
