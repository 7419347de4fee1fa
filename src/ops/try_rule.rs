//! What a rule would do before it is set: who would gain or lose entitlement, whose card would stand
//! otherwise, how the rates of the districts would move. Nothing is written.

use crate::domain::calendar::Day;
use crate::domain::eligibility::entitled;
use crate::domain::permit::{Status, state};
use crate::domain::rate::{By, Rate};
use crate::store::{Sql, StoreError, everyone, migrants};

use super::effect::Effect;
use super::office::Office;
use super::rate;
use super::rules::Planned;

/// Somebody who would gain or lose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concerned {
    pub migrant: i64,
    pub name: String,
}

/// A card that would stand otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardMove {
    pub permit: String,
    pub bearer: Concerned,
    pub before: Status,
    pub after: Status,
}

/// What the rule would do on a day.
#[derive(Debug, Clone)]
pub struct Trial {
    pub on: Day,
    pub gain: Vec<Concerned>,
    pub lose: Vec<Concerned>,
    pub cards: Vec<CardMove>,
    /// What would be computed anew.
    pub effect: Effect,
    /// By district, without the rule and with it.
    pub before: Rate,
    pub after: Rate,
}

impl Trial {
    /// How many people and cards are concerned.
    pub fn rows(&self) -> usize {
        self.gain.len() + self.lose.len() + self.cards.len()
    }
}

/// Compares the day as it is with the day as it would be.
pub fn try_rule(sql: &Sql, office: &Office, planned: &Planned, on: Day) -> Result<Trial, StoreError> {
    let (old, new) = (&office.book, &planned.book);
    let (mut gain, mut lose) = (Vec::new(), Vec::new());
    everyone::each_registered(sql, on, &old.city, |migrant, standing| {
        match (entitled(standing, old, on).is_eligible(), entitled(standing, new, on).is_eligible()) {
            (false, true) => gain.push(migrant),
            (true, false) => lose.push(migrant),
            (true, true) | (false, false) => {}
        }
    })?;
    let mut moved = Vec::new();
    everyone::each_card(sql, |held| {
        let status = |book| state(&held.card, book, on).map(|state| state.status);
        if let (Some(before), Some(after)) = (status(old), status(new))
            && before != after
        {
            moved.push((held.number.clone(), held.migrant, before, after));
        }
    })?;
    let named = |migrant: i64| Ok(Concerned { migrant, name: migrants::get(sql, migrant)?.name.into() });
    let cards = moved
        .into_iter()
        .map(|(permit, migrant, before, after)| Ok(CardMove { permit, bearer: named(migrant)?, before, after }));
    Ok(Trial {
        on,
        cards: cards.collect::<Result<_, StoreError>>()?,
        gain: gain.into_iter().map(named).collect::<Result<_, StoreError>>()?,
        lose: lose.into_iter().map(named).collect::<Result<_, StoreError>>()?,
        effect: Effect::of_rule(sql, planned.constant, old, new, planned.setting.from)?,
        before: rate::measured(sql, &office.tree, old, on, By::District)?,
        after: rate::measured(sql, &office.tree, new, on, By::District)?,
    })
}
