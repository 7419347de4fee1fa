//! A new register: its one row and the city's units with all their days.

use std::collections::HashMap;

use crate::domain::calendar::{Day, Instant};
use crate::domain::unit::{Handover, Parentage, Succession, UnitId};
use crate::reference::city::CitySeed;
use crate::store::register::{self, Register};
use crate::store::units::{self, NewUnit};
use crate::store::{Changes, StoreError, Writer};

/// Writes everything a new register begins with.
pub fn init(
    writer: &Writer,
    register: &Register,
    city: &CitySeed,
    made_at: Instant,
    on: Day,
) -> Result<Changes, StoreError> {
    register::insert(writer, register, made_at)?;
    let mut ids: HashMap<&str, UnitId> = HashMap::new();
    for unit in &city.units {
        let new = NewUnit {
            code: &unit.code,
            name: &unit.name,
            kind: unit.kind,
            tier: unit.tier,
            since: unit.since,
            until: unit.until,
        };
        ids.insert(&unit.code, units::insert(writer, &new)?);
    }
    let id = |code: &str| {
        let found = ids.get(code).copied();
        found.ok_or_else(|| StoreError::Fault { cause: format!("unit {code} is named and not listed") })
    };
    for parent in &city.parents {
        let parentage = Parentage {
            unit: id(&parent.code)?,
            parent: id(&parent.parent)?,
            since: parent.since,
            until: parent.until,
        };
        units::insert_parent(writer, &parentage)?;
    }
    for succession in &city.successions {
        let (from, to) = (id(&succession.from)?, id(&succession.to)?);
        let taken = Succession { from, to, on: succession.on, how: Handover::Listed };
        units::insert_succession(writer, &taken)?;
    }
    let practice = if register.practice { "yes" } else { "no" };
    let rows = u64::try_from(city.units.len()).unwrap_or(0);
    Ok(Changes::on(on).set("city", register.city.clone()).set("practice", practice).rows(rows))
}
