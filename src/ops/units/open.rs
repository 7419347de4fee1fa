//! A new unit, part of another from its first day on.

use crate::domain::restructuring::deeds::Deed;
use crate::domain::restructuring::{NewUnit, may_open};
use crate::domain::unit::Parentage;
use crate::store::{Writer, unit_acts, units};

use super::{Done, Order, refused};

/// Opens a unit.
pub fn open(writer: &Writer, order: &Order, new: &NewUnit) -> Done {
    let tree = order.tree(writer)?;
    let opening = may_open(&tree, new, order.on).map_err(refused)?;
    let unit = units::NewUnit {
        code: opening.code,
        name: opening.name,
        kind: new.kind,
        tier: new.tier,
        since: Some(order.on),
        until: None,
    };
    let id = units::insert(writer, &unit)?;
    let parentage = Parentage { unit: id, parent: opening.parent.id, since: Some(order.on), until: None };
    units::insert_parent(writer, &parentage)?;
    unit_acts::insert(writer, Deed::Open, opening.code, [&[&opening.parent.code], &[]], order.on)?;
    let changes = order
        .changes(opening.code)
        .set("name", opening.name)
        .set("kind", new.kind.as_str())
        .set("parent", opening.parent.code.clone())
        .changed("counter_tier", None, new.tier.map(|tier| tier.as_str().to_owned()));
    Ok((opening.code.to_owned(), changes))
}
