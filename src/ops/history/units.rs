//! What a restructuring of units did to a stay: the person lived on, and another unit answers for the home.
//!
//! The journal tells it of the unit, not of everybody who lives there: the entry is looked up under the unit.

use super::teller::Teller;
use super::{Act, Did, Part};
use crate::domain::calendar::Day;
use crate::domain::unit::UnitId;
use crate::store::{StoreError, histories};

/// The commands by which a unit is taken over.
const COMMANDS: [&str; 3] = ["unit split", "unit merge", "unit close"];

impl Teller<'_, '_> {
    pub(super) fn regroup(&mut self, on: Day, [before, now]: [UnitId; 2]) -> Result<(), StoreError> {
        let code = |unit| self.office.code_of(unit).to_owned();
        // An act that was taken back and made again stands as it was made last.
        let entries = histories::list_entries(self.sql, &code(before))?;
        let made = |entry: &histories::Entry| entry.on == on && COMMANDS.contains(&entry.command.as_str());
        let entry = entries.into_iter().rfind(made);
        self.acts.push(Act {
            on,
            did: Did::Regroup,
            at: entry.as_ref().map(|entry| entry.at),
            clerk: entry.as_ref().map(|entry| entry.clerk.clone()),
            counter: entry.as_ref().and_then(|entry| entry.counter.clone()),
            details: vec![(Part::FormerUnit, code(before)), (Part::Unit, code(now))],
            sequence: entry.map(|entry| entry.sequence),
            entered_on: on,
        });
        Ok(())
    }
}
