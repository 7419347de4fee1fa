//! Restructuring the city: one act a file, each dated and with its reason.

pub mod close;
pub mod crossing;
pub mod merge;
pub mod open;
pub mod population;
pub mod relocate;
pub mod rename;
pub mod split;
pub mod undo;

use crate::domain::calendar::Day;
use crate::domain::restructuring::deeds::Deed;
use crate::domain::restructuring::{ActRefusal, may_close};
use crate::domain::unit::{Handover, Succession, Unit, UnitTree};
use crate::store::{Changes, StoreError, Writer, unit_acts, units};

use super::OpError;

/// On which day, and why.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    pub on: Day,
    pub today: Day,
    pub because: &'a str,
}

impl Order<'_> {
    /// The tree as it stands in the register at the moment of writing, for a day that has come.
    fn tree(&self, writer: &Writer) -> Result<UnitTree, OpError<ActRefusal>> {
        if self.on > self.today {
            return Err(refused(ActRefusal::Future { day: self.on, today: self.today }));
        }
        Ok(units::tree(writer)?)
    }

    fn changes(&self, unit: &str) -> Changes {
        Changes::on(self.on).subject(unit).purpose(Some(self.because))
    }
}

/// The code of the unit that an act was about, and its journal row.
type Done = Result<(String, Changes), OpError<ActRefusal>>;

fn refused(refusal: ActRefusal) -> OpError<ActRefusal> {
    OpError::Refused(refusal)
}

/// Ends a unit in favour of another: what was part of it becomes part of that.
fn hand_over(
    writer: &Writer,
    tree: &UnitTree,
    unit: &Unit,
    taker: &Unit,
    on: Day,
    how: Handover,
    changes: Changes,
) -> Result<Changes, OpError<ActRefusal>> {
    let parts = may_close(tree, unit, Some(taker), on).map_err(refused)?;
    for part in &parts {
        units::update_parent(writer, part.id, taker.id, on)?;
    }
    end(writer, unit, &[taker], on, how)?;
    let moved: Vec<&str> = parts.iter().map(|part| part.code.as_str()).collect();
    let deed = if how == Handover::Close { Deed::Close } else { Deed::Merge };
    unit_acts::insert(writer, deed, &unit.code, [&[&taker.code], &moved], on)?;
    let changes = changes.set("until", on.to_string()).set("into", taker.code.clone());
    Ok(if moved.is_empty() { changes } else { changes.set("parts", moved.join(";")) })
}

/// Ends a unit; everything that is not told apart follows the last of the successors.
fn end(writer: &Writer, unit: &Unit, takers: &[&Unit], on: Day, how: Handover) -> Result<(), StoreError> {
    for taker in takers {
        units::insert_succession(writer, &Succession { from: unit.id, to: taker.id, on, how })?;
    }
    units::end(writer, unit.id, on)
}
