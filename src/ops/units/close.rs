//! The end of a unit, with somebody to follow it or with nobody left in it.

use crate::domain::restructuring::deeds::Deed;
use crate::domain::restructuring::{ActRefusal, may_close, may_take_over, subject};
use crate::domain::unit::Handover;
use crate::store::{Writer, unit_acts};

use super::crossing::{all_stay_migrants, no_migrants};
use super::population::lasting;
use super::{Done, Order, end, hand_over, refused};

/// Closes a unit.
pub fn close(writer: &Writer, order: &Order, unit: &str, to: Option<&str>) -> Done {
    let tree = order.tree(writer)?;
    let on = order.on;
    let unit = subject(&tree, unit, on, true).map_err(refused)?;
    let people = lasting(writer, &tree, unit, on)?.people;
    let changes = order.changes(&unit.code).rows(people);
    if let Some(to) = to {
        let taker = may_take_over(&tree, unit, to, on).map_err(refused)?;
        let before = no_migrants(writer, &tree, on)?;
        let changes = hand_over(writer, &tree, unit, taker, on, Handover::Close, changes)?;
        all_stay_migrants(writer, &before, unit, &tree, on)?;
        return Ok((unit.code.clone(), changes));
    }
    may_close(&tree, unit, None, on).map_err(refused)?;
    if people > 0 {
        return Err(refused(ActRefusal::PeopleLeft { unit: tree.code_and_name(unit, on), people }));
    }
    end(writer, unit, &[], on, Handover::Close)?;
    unit_acts::insert(writer, Deed::Close, &unit.code, [&[], &[]], on)?;
    Ok((unit.code.clone(), changes.set("until", on.to_string())))
}
