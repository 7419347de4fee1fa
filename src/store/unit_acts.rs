//! Acts of restructuring: the row of each, and how its rows are taken back.

use crate::domain::calendar::Day;
use crate::domain::restructuring::deeds::{Act, Deed};
use crate::domain::unit::UnitId;

use super::Writer;
use super::error::StoreError;
use super::sqlite::Sql;

/// Parts the codes of a column.
const SEPARATOR: char = ';';

/// Keeps an act; units by their codes.
pub fn insert(
    writer: &Writer,
    deed: Deed,
    unit: &str,
    [takers, parts]: [&[&str]; 2],
    on: Day,
) -> Result<(), StoreError> {
    let joined = |codes: &[&str]| codes.join(";");
    writer.execute(
        "INSERT INTO unit_act (act, unit, takers, parts, acted_on, last_card) \
         SELECT ?1, ?2, ?3, ?4, ?5, COALESCE(MAX(permit_id), 0) FROM permit",
        &[&deed, &unit, &joined(takers), &joined(parts), &on],
    )?;
    Ok(())
}

/// The acts that stand, in the order in which they were made.
pub fn list(sql: &Sql) -> Result<Vec<Act>, StoreError> {
    let codes = |text: String| text.split(SEPARATOR).filter(|code| !code.is_empty()).map(str::to_owned).collect();
    sql.list(
        "SELECT unit_act_id, act, unit, takers, parts, acted_on, last_card FROM unit_act WHERE undone_on IS NULL \
         ORDER BY unit_act_id",
        &[],
        |row| {
            Ok(Act {
                id: row.get("unit_act_id")?,
                deed: row.get("act")?,
                unit: row.get("unit")?,
                takers: codes(row.get("takers")?),
                parts: codes(row.get("parts")?),
                on: row.get("acted_on")?,
                last_card: row.get("last_card")?,
            })
        },
    )
}

/// Marks an act as taken back.
pub fn end(writer: &Writer, act: i64, on: Day) -> Result<(), StoreError> {
    writer.execute("UPDATE unit_act SET undone_on = ?2 WHERE unit_act_id = ?1", &[&act, &on])?;
    Ok(())
}

/// Whether anything beside the tree names a unit: a home, an act of its counter, a setting.
pub fn is_used(sql: &Sql, unit: UnitId) -> Result<bool, StoreError> {
    sql.one(
        "SELECT EXISTS (SELECT 1 FROM registration WHERE unit_id = ?1 OR counter_id = ?1) \
         OR EXISTS (SELECT 1 FROM earlier_home WHERE unit_id = ?1) \
         OR EXISTS (SELECT 1 FROM permit WHERE unit_id = ?1 OR counter_id = ?1) \
         OR EXISTS (SELECT 1 FROM application WHERE counter_id = ?1) \
         OR EXISTS (SELECT 1 FROM endorsement WHERE counter_id = ?1) \
         OR EXISTS (SELECT 1 FROM serial_block WHERE counter_id = ?1) \
         OR EXISTS (SELECT 1 FROM batch WHERE counter_id = ?1) \
         OR EXISTS (SELECT 1 FROM setting WHERE unit_id = ?1) AS used",
        &[&unit],
        |row| row.get::<i64>("used"),
    )
    .map(|used| used != 0)
}

/// A unit that was never opened.
pub fn remove(writer: &Writer, unit: UnitId) -> Result<(), StoreError> {
    writer.execute("DELETE FROM unit_parent WHERE unit_id = ?1", &[&unit])?;
    writer.execute("DELETE FROM unit WHERE unit_id = ?1", &[&unit])?;
    Ok(())
}

/// The name before the present one.
pub fn restore_name(writer: &Writer, unit: UnitId) -> Result<(), StoreError> {
    writer.execute(
        "UPDATE unit SET name = (SELECT name FROM unit_name WHERE unit_id = ?1 ORDER BY unit_name_id DESC LIMIT 1) \
         WHERE unit_id = ?1",
        &[&unit],
    )?;
    writer.execute(
        "DELETE FROM unit_name WHERE unit_name_id = (SELECT MAX(unit_name_id) FROM unit_name WHERE unit_id = ?1)",
        &[&unit],
    )?;
    Ok(())
}

/// What it was part of before.
pub fn restore_parent(writer: &Writer, unit: UnitId) -> Result<(), StoreError> {
    writer.execute(
        "DELETE FROM unit_parent WHERE unit_parent_id = (SELECT MAX(unit_parent_id) FROM unit_parent WHERE unit_id = ?1)",
        &[&unit],
    )?;
    reopen_parent(writer, unit)
}

fn reopen_parent(writer: &Writer, unit: UnitId) -> Result<(), StoreError> {
    writer.execute(
        "UPDATE unit_parent SET until_on = NULL \
         WHERE unit_parent_id = (SELECT MAX(unit_parent_id) FROM unit_parent WHERE unit_id = ?1)",
        &[&unit],
    )?;
    Ok(())
}

/// A unit that never ended: it goes on as part of what it was part of, and nobody took over.
pub fn reopen(writer: &Writer, unit: UnitId, on: Day) -> Result<(), StoreError> {
    writer.execute("DELETE FROM split_rule WHERE unit_id = ?1", &[&unit])?;
    writer.execute(
        "DELETE FROM unit_succession WHERE from_id = ?1 AND taken_on = ?2 AND how <> 'listed'",
        &[&unit, &on],
    )?;
    writer.execute("UPDATE unit SET until_on = NULL WHERE unit_id = ?1", &[&unit])?;
    reopen_parent(writer, unit)
}

/// A card that was issued after an act was made, of the day of the act or later.
#[derive(Debug, Clone)]
pub struct LaterCard {
    pub permit: i64,
    pub number: String,
    pub migrant: i64,
    pub unit: UnitId,
    pub issued_on: Day,
}

pub fn list_cards_since(sql: &Sql, act: &Act) -> Result<Vec<LaterCard>, StoreError> {
    sql.list(
        "SELECT permit_id, number, migrant_id, unit_id, issued_on FROM permit WHERE permit_id > ?1 AND issued_on >= ?2 \
         ORDER BY permit_id",
        &[&act.last_card, &act.on],
        |row| {
            Ok(LaterCard {
                permit: row.get("permit_id")?,
                number: row.get("number")?,
                migrant: row.get("migrant_id")?,
                unit: row.get("unit_id")?,
                issued_on: row.get("issued_on")?,
            })
        },
    )
}

/// The unit where the bearer lived at issue.
pub fn update_card_unit(writer: &Writer, permit: i64, unit: UnitId) -> Result<(), StoreError> {
    writer.execute("UPDATE permit SET unit_id = ?2 WHERE permit_id = ?1", &[&permit, &unit])?;
    Ok(())
}
