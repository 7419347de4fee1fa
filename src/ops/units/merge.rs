//! A unit goes up in another: people, permits, its counter's acts and its parts follow.

use crate::domain::restructuring::{may_take_over, subject};
use crate::domain::unit::Handover;
use crate::store::Writer;

use super::crossing::{all_stay_migrants, no_migrants};
use super::population::lasting;
use super::{Done, Order, hand_over, refused};

/// Merges a unit into another.
pub fn merge(writer: &Writer, order: &Order, unit: &str, into: &str) -> Done {
    let tree = order.tree(writer)?;
    let unit = subject(&tree, unit, order.on, true).map_err(refused)?;
    let taker = may_take_over(&tree, unit, into, order.on).map_err(refused)?;
    let before = no_migrants(writer, &tree, order.on)?;
    let people = lasting(writer, &tree, unit, order.on)?.people;
    let changes = order.changes(&unit.code).rows(people);
    let changes = hand_over(writer, &tree, unit, taker, order.on, Handover::Merge, changes)?;
    all_stay_migrants(writer, &before, unit, &tree, order.on)?;
    Ok((unit.code.clone(), changes))
}
