//! Those who wait to be served: the registered of a day without a card and without an open application.
//!
//! No rule stands here: who of them may, or must, apply is decided by the domain from what is read.

use std::collections::HashSet;

use crate::domain::calendar::Day;
use crate::domain::eligibility::Standing;
use crate::domain::identity::IdKind;
use crate::domain::merger;
use crate::domain::rulebook::CityCodes;
use crate::domain::unit::UnitId;

use super::error::StoreError;
use super::mergers;
use super::sqlite::{Row, Sql};

const BEARERS: &str = include_str!("queries/card_bearers.sql");
const RESIDENTS: &str = include_str!("queries/residents.sql");

/// A citizen registered on the day.
#[derive(Debug)]
pub struct Resident {
    pub migrant: i64,
    pub name: String,
    /// Residence unit on the day.
    pub unit: UnitId,
    /// Whether the person ever moved in this stay: only the dossier knows what was told before.
    pub moved: bool,
    pub standing: Standing,
}

/// Shows `visit` every registered citizen who holds no card and has no open application.
pub fn each_without_card(
    sql: &Sql,
    on: Day,
    city: &CityCodes,
    mut visit: impl FnMut(Resident),
) -> Result<(), StoreError> {
    let (served, cut) = (served(sql, on)?, mergers::all_cut(sql)?);
    sql.each(RESIDENTS, &[&on], |row| {
        let migrant: i64 = row.get("migrant_id")?;
        if !served.contains(&migrant) {
            let mut resident = resident(row, migrant, city)?;
            if let Some(cut) = cut.get(&migrant) {
                resident.standing.registered_on = merger::joined_since(cut, resident.standing.registered_on);
            }
            visit(resident);
        }
        Ok(true)
    })
}

/// Whoever holds a card or waits for one.
fn served(sql: &Sql, on: Day) -> Result<HashSet<i64>, StoreError> {
    let mut served = HashSet::new();
    let mut add = |row: &Row| {
        served.insert(row.get("migrant_id")?);
        Ok(true)
    };
    sql.each(BEARERS, &[&on], &mut add)?;
    sql.each(
        "SELECT migrant_id FROM application WHERE accepted_on <= ?1 AND (closed_on IS NULL OR closed_on > ?1)",
        &[&on],
        &mut add,
    )?;
    Ok(served)
}

fn resident(row: &Row, migrant: i64, city: &CityCodes) -> Result<Resident, StoreError> {
    let unit = row.get("unit_id")?;
    let birth_on = row.get("birth_on")?;
    let county: Option<String> = row.get("hukou_county")?;
    let registered_on = row.get("registered_on")?;
    let standing = Standing {
        kind: IdKind::Citizen,
        birth_on,
        registered_on,
        arrived_on: row.get("arrived_on")?,
        exempt: row.get("exempt")?,
        stay: row.get("stay")?,
        stays_on_since: registered_on,
        own_city: county.is_some_and(|county| city.is_own(&county)),
    };
    Ok(Resident { migrant, name: row.get("name")?, unit, moved: row.get::<i64>("moved")? == 1, standing })
}
