//! Another name from a day on; the earlier one is kept, and still finds the unit.

use crate::domain::restructuring::deeds::Deed;
use crate::domain::restructuring::{may_be_called, subject};
use crate::store::{Writer, unit_acts, units};

use super::{Done, Order, refused};

/// Renames a unit.
pub fn rename(writer: &Writer, order: &Order, unit: &str, name: &str) -> Done {
    let tree = order.tree(writer)?;
    let unit = subject(&tree, unit, order.on, false).map_err(refused)?;
    let name = may_be_called(&tree, unit, name, order.on).map_err(refused)?;
    units::update_name(writer, unit.id, name, order.on)?;
    unit_acts::insert(writer, Deed::Rename, &unit.code, [&[], &[]], order.on)?;
    let changes = order.changes(&unit.code).changed("name", Some(unit.name.clone()), Some(name.to_owned()));
    Ok((unit.code.clone(), changes))
}
