//! The people of a unit: those of units that went up in it are its own.

use std::collections::BTreeSet;

use crate::domain::calendar::Day;
use crate::domain::unit::{Unit, UnitId, UnitTree};
use crate::store::homes::{self, LastingHome};
use crate::store::{Sql, StoreError};

/// Homes that last over a day, and how many people they are of.
#[derive(Debug)]
pub struct Lasting {
    pub homes: Vec<LastingHome>,
    pub people: u64,
}

/// Whoever lives in a unit itself on a day or later.
pub fn lasting(sql: &Sql, tree: &UnitTree, unit: &Unit, on: Day) -> Result<Lasting, StoreError> {
    let answered = tree.units().iter().map(|one| one.id);
    let answered: Vec<UnitId> =
        answered.filter(|id| tree.standing_on(*id, on).is_some_and(|answers| answers.id == unit.id)).collect();
    let homes = homes::list_lasting(sql, &answered, on)?;
    let registrations: BTreeSet<i64> = homes.iter().map(|home| home.registration).collect();
    let people = u64::try_from(registrations.len()).unwrap_or(u64::MAX);
    Ok(Lasting { homes, people })
}

/// How many people are registered in a unit and all its parts at the end of a day.
pub fn registered(sql: &Sql, tree: &UnitTree, unit: &Unit, on: Day) -> Result<u64, StoreError> {
    let counts = homes::count_by_unit(sql, on)?;
    let inside = |id: UnitId| tree.standing_on(id, on).is_some_and(|answers| tree.lies_in(answers.id, unit.id, on));
    Ok(counts.into_iter().filter(|(id, _)| inside(*id)).map(|(_, count)| count).sum())
}
