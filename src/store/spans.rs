//! Citizens one by one, their stays, cards and endorsements as spans and days, from what is packed: for figures
//! of many days in one pass.

use crate::domain::calendar::Day;
use crate::domain::identity::IdKind;
use crate::domain::permit::PermitKind;
use crate::domain::trend::{Held, Life, Stay};

use super::error::StoreError;
use super::packed;
use super::packed::facts::{Block, Card, DayKey, Person};
use super::sqlite::Sql;

/// Visits every citizen that a trend is counted from, in the order of their keys.
pub fn each(sql: &Sql, mut visit: impl FnMut(&Life)) -> Result<(), StoreError> {
    let mut life = Life::default();
    packed::each(sql, |block| {
        for person in block.people() {
            read(sql, &mut life, block, person)?;
            visit(&life);
        }
        Ok(())
    })
}

fn day(sql: &Sql, key: DayKey) -> Result<Day, StoreError> {
    key.day().ok_or_else(|| sql.damaged("packed: an integer that is no day".to_owned()))
}

fn read(sql: &Sql, life: &mut Life, block: &Block, person: Person) -> Result<(), StoreError> {
    let stays = person.stays.iter().filter(|stay| stay.kind == IdKind::Citizen);
    let cards = person.cards.iter().filter(|card| card.bearer == IdKind::Citizen);
    let keys = (person.stays.first().map(|stay| stay.migrant), person.cards.first().map(|card| card.migrant));
    life.migrant = keys.0.or(keys.1).unwrap_or_default();
    life.stays.clear();
    life.held.clear();
    life.issues.clear();
    life.endorsements.clear();
    life.ended_permits.clear();
    for stay in stays {
        life.stays
            .push(Stay { from: day(sql, stay.registered)?, until: stay.ended.map(|key| day(sql, key)).transpose()? });
    }
    for card in cards {
        add_card(sql, life, block, card)?;
        for endorsed in block.endorsements(card) {
            life.endorsements.push(day(sql, *endorsed)?);
        }
    }
    Ok(())
}

/// The card's span and issue; its end, unless another card stands for it.
fn add_card(sql: &Sql, life: &mut Life, block: &Block, card: &Card) -> Result<(), StoreError> {
    let (issued, ended) = (day(sql, card.issued)?, card.ended.map(|key| day(sql, key)).transpose()?);
    let end = match card.kind {
        PermitKind::Residence => {
            life.issues.extend((!card.error).then_some(issued));
            life.held.push(Held { from: issued, until: ended });
            ended
        }
        PermitKind::Temporary => {
            let terms = block.terms(card);
            let runs = terms.first().zip(terms.iter().map(|(_, until)| *until).max());
            match runs {
                Some(((from, _), until)) => {
                    let (from, until) = (day(sql, *from)?, day(sql, until)?);
                    let until = ended.map_or(until, |ended| ended.min(until));
                    life.held.push(Held { from: from.max(issued), until: Some(until) });
                    Some(until)
                }
                None => ended,
            }
        }
    };
    life.ended_permits.extend(end.filter(|_| !card.replaced));
    Ok(())
}
