//! The counters of the city: where people are served, and where what was done is counted.

use super::tree::LONGEST_CHAIN;
use super::{Unit, UnitId, UnitRefusal, UnitTree};
use crate::domain::calendar::Day;

impl UnitTree {
    /// The counter that `text` names.
    ///
    /// # Errors
    /// As [`UnitTree::find`], and `NoCounter` with the counter that serves the unit.
    pub fn counter<'a>(&'a self, text: &str, on: Day) -> Result<&'a Unit, UnitRefusal> {
        let unit = self.find(text, on)?;
        if unit.tier.is_some() {
            return Ok(unit);
        }
        let instead = self.counter_of(unit.id, on).map(|counter| self.code_and_name(counter, on));
        let (code, name) = self.code_and_name(unit, on);
        Err(UnitRefusal::NoCounter { code, name, instead })
    }

    /// The counter that serves a residence unit, or that keeps the acts of a counter: its own, else the
    /// nearest one above it.
    pub fn counter_of(&self, id: UnitId, on: Day) -> Option<&Unit> {
        let mut unit = self.standing_on(id, on)?;
        for _ in 0..LONGEST_CHAIN {
            if unit.tier.is_some() && unit.stands_on(on) {
                return Some(unit);
            }
            unit = self.parent_on(unit.id, on)?;
        }
        None
    }

    /// All counters that stand on that day, by code.
    pub fn counters_on(&self, on: Day) -> impl Iterator<Item = &Unit> {
        self.units().iter().filter(move |unit| unit.tier.is_some() && unit.stands_on(on))
    }

    /// The place of a counter among all that there ever were, in the order in which they came: one that
    /// is opened later moves no other.
    pub fn counter_place(&self, id: UnitId) -> usize {
        self.units().iter().filter(|unit| unit.tier.is_some() && unit.id < id).count()
    }
}
