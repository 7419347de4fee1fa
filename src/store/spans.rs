//! Citizens one by one, their stays, cards and endorsements as spans and days, from what is packed: for figures
//! of many days in one pass.

use crate::domain::identity::IdKind;
use crate::domain::permit::PermitKind;
use crate::domain::trend::{Held, Issue, Life, Stay};

use super::error::StoreError;
use super::packed;
use super::packed::facts::{Block, Card, DayKey, Person};
use super::sqlite::Sql;

/// Visits every citizen that a trend is counted from, in the order of their keys.
pub fn each(sql: &Sql, mut visit: impl FnMut(&Life)) -> Result<(), StoreError> {
    let mut life = Life::default();
    packed::each(sql, |block| {
        for person in block.people() {
            read(&mut life, block, person).ok_or_else(no_day)?;
            visit(&life);
        }
        Ok(())
    })
}

fn no_day() -> StoreError {
    StoreError::Fault { cause: "what is packed has an integer that is no day".to_owned() }
}

fn read(life: &mut Life, block: &Block, person: Person) -> Option<()> {
    let stays = person.stays.iter().filter(|stay| stay.kind == IdKind::Citizen);
    let cards = person.cards.iter().filter(|card| card.bearer == IdKind::Citizen);
    let keys = (person.stays.first().map(|stay| stay.migrant), person.cards.first().map(|card| card.migrant));
    life.migrant = keys.0.or(keys.1)?;
    life.stays.clear();
    life.held.clear();
    life.issues.clear();
    life.endorsements.clear();
    life.ended_permits.clear();
    for stay in stays {
        life.stays.push(Stay { from: stay.registered.day()?, until: optional(stay.ended)? });
    }
    for card in cards {
        add_card(life, block, card)?;
        for day in block.endorsements(card) {
            life.endorsements.push(day.day()?);
        }
    }
    // Of those of one day the one that was made first stays first.
    life.issues.sort_by_key(|issue| issue.on);
    Some(())
}

/// A key that is no day is none; none stays none.
fn optional(key: Option<DayKey>) -> Option<Option<crate::domain::calendar::Day>> {
    key.map_or(Some(None), |key| key.day().map(Some))
}

/// The card's span and issue; its end, unless another card stands for it.
fn add_card(life: &mut Life, block: &Block, card: &Card) -> Option<()> {
    let (issued, ended) = (card.issued.day()?, optional(card.ended)?);
    let end = match card.kind {
        PermitKind::Residence => {
            life.issues.push(Issue { on: issued, error_on: ended.filter(|_| card.error) });
            life.held.push(Held { from: issued, until: ended });
            ended
        }
        PermitKind::Temporary => {
            let terms = block.terms(card);
            let runs = terms.first().zip(terms.iter().map(|(_, until)| *until).max());
            match runs {
                Some(((from, _), until)) => {
                    let (from, until) = (from.day()?, until.day()?);
                    let until = ended.map_or(until, |ended| ended.min(until));
                    life.held.push(Held { from: from.max(issued), until: Some(until) });
                    Some(until)
                }
                None => ended,
            }
        }
    };
    life.ended_permits.extend(end.filter(|_| !card.replaced));
    Some(())
}
