//! The homes of a stay as their rows, for a split that is taken back: what it had written down anew goes back into
//! the row that it came from, exactly.

use std::collections::BTreeSet;

use crate::domain::calendar::Day;
use crate::domain::unit::UnitId;

use super::Writer;
use super::error::StoreError;
use super::sqlite::{Row, Sql};

/// The row of a home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomeRow {
    /// The row of a home moved out of; `None`: the present one.
    pub earlier: Option<i64>,
    pub unit: UnitId,
    pub address: String,
    pub from_on: Day,
    /// First day in the next home; `None`: the present one.
    pub until_on: Option<Day>,
    pub told_on: Option<Day>,
}

/// The stays with a home written down in one of these units.
pub fn list_stays(sql: &Sql, units: &[UnitId]) -> Result<BTreeSet<i64>, StoreError> {
    let mut found = BTreeSet::new();
    for statement in
        ["SELECT registration_id, unit_id FROM registration", "SELECT registration_id, unit_id FROM earlier_home"]
    {
        sql.each(statement, &[], |row| {
            if units.contains(&row.get("unit_id")?) {
                found.insert(row.get::<i64>("registration_id")?);
            }
            Ok(true)
        })?;
    }
    Ok(found)
}

/// The homes of a stay in order, the present one last.
pub fn list(sql: &Sql, registration: i64) -> Result<Vec<HomeRow>, StoreError> {
    let mut rows = sql.list(
        "SELECT earlier_home_id AS earlier, unit_id, address, from_on, until_on, told_on FROM earlier_home \
         WHERE registration_id = ?1 ORDER BY from_on, earlier_home_id",
        &[&registration],
        home,
    )?;
    rows.extend(sql.list(
        "SELECT NULL AS earlier, unit_id, address, home_since_on AS from_on, NULL AS until_on, home_told_on AS told_on \
         FROM registration WHERE registration_id = ?1",
        &[&registration],
        home,
    )?);
    Ok(rows)
}

fn home(row: &Row) -> Result<HomeRow, StoreError> {
    Ok(HomeRow {
        earlier: row.get("earlier")?,
        unit: row.get("unit_id")?,
        address: row.get("address")?,
        from_on: row.get("from_on")?,
        until_on: row.get("until_on")?,
        told_on: row.get("told_on")?,
    })
}

/// Makes the home before, and the one that a split made of it, one again.
pub fn join(writer: &Writer, registration: i64, before: &HomeRow, given: &HomeRow) -> Result<(), StoreError> {
    let Some(first) = before.earlier else { return Ok(()) };
    let gone = if let Some(row) = given.earlier {
        writer
            .execute("UPDATE earlier_home SET until_on = ?2 WHERE earlier_home_id = ?1", &[&first, &given.until_on])?;
        row
    } else {
        writer.execute(
            "UPDATE registration SET unit_id = ?2, home_since_on = ?3, home_told_on = ?4 WHERE registration_id = ?1",
            &[&registration, &before.unit, &before.from_on, &before.told_on],
        )?;
        first
    };
    writer.execute("DELETE FROM earlier_home WHERE earlier_home_id = ?1", &[&gone])?;
    Ok(())
}
