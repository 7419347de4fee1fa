//! A unit becomes part of another: of the day before the old one still answers.

use crate::domain::restructuring::deeds::Deed;
use crate::domain::restructuring::{may_move, subject};
use crate::store::{Writer, unit_acts, units};

use super::crossing::{all_stay_migrants, no_migrants};
use super::{Done, Order, refused};

/// Moves a unit under another parent.
pub fn relocate(writer: &Writer, order: &Order, unit: &str, under: &str) -> Done {
    let tree = order.tree(writer)?;
    let unit = subject(&tree, unit, order.on, false).map_err(refused)?;
    let parent = may_move(&tree, unit, under, order.on).map_err(refused)?;
    let before = no_migrants(writer, &tree, order.on)?;
    units::update_parent(writer, unit.id, parent.id, order.on)?;
    unit_acts::insert(writer, Deed::Move, &unit.code, [&[&parent.code], &[]], order.on)?;
    all_stay_migrants(writer, &before, unit, &tree, order.on)?;
    let old = tree.parent_on(unit.id, order.on).map(|old| old.code.clone());
    let changes = order.changes(&unit.code).changed("parent", old, Some(parent.code.clone()));
    Ok((unit.code.clone(), changes))
}
