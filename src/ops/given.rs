//! A home that is entered for days before a split: it lies from that day on in the part that its address says.

use crate::domain::unit::UnitTree;
use crate::store::homes::{self, LastingHome};
use crate::store::{StoreError, Writer};

/// Gives the present home of a registration to the parts of every split that it lasts over.
pub fn follow_splits(writer: &Writer, tree: &UnitTree, registration: i64) -> Result<(), StoreError> {
    if !tree.has_splits() {
        return Ok(());
    }
    let (home, ended_on) = homes::present(writer, registration)?;
    for (on, part) in tree.given_to(home.unit, &home.address, home.from_on) {
        if ended_on.is_some_and(|ended_on| ended_on <= on) {
            break;
        }
        let home = LastingHome { from_on: on, ..home.clone() };
        homes::update_unit(writer, &home, part, on)?;
    }
    Ok(())
}
