//! The registrations of a day as they are looked through for what is wrong or not known in them.

use std::collections::HashMap;

use crate::domain::calendar::Day;
use crate::domain::quality::{Gatherer, Record, Sender};
use crate::domain::unit::UnitId;

use super::error::StoreError;
use super::sqlite::Sql;

const QUALITY: &str = include_str!("queries/quality.sql");

/// Hands every active registration to the gatherer; `at_district`: whether a unit is a district itself.
pub fn gather(
    sql: &Sql,
    on: Day,
    gatherer: &mut Gatherer,
    at_district: impl Fn(UnitId) -> bool,
) -> Result<(), StoreError> {
    let counter = gatherer.sender(Sender::Counter);
    let mut batches: HashMap<i64, usize> = HashMap::new();
    for (batch, source) in sources(sql)? {
        batches.insert(batch, gatherer.sender(source.map_or(Sender::Unnamed, Sender::Source)));
    }
    let mut districts: HashMap<UnitId, bool> = HashMap::new();
    sql.each(QUALITY, &[&on], |row| {
        let migrant = row.get("migrant_id")?;
        let batch: Option<i64> = row.get("batch_id")?;
        let unit: UnitId = row.get("unit_id")?;
        let dwelling_known = row.is_known("dwelling")?;
        let stay_known = row.is_known("stay")?;
        let record = Record {
            migrant,
            kind: row.get("id_kind")?,
            id_number: row.text("id_number")?,
            name: row.text("name")?,
            birth_on: row.get("birth_on")?,
            phone_known: row.is_known("phone")?,
            hukou: row.text("hukou")?,
            county: row.optional_text("hukou_county")?,
            dwelling_known,
            stay_known,
            at_district: *districts.entry(unit).or_insert_with(|| at_district(unit)),
        };
        let sender = batch.and_then(|batch| batches.get(&batch).copied()).unwrap_or(counter);
        gatherer.take(&record, sender);
        Ok(true)
    })
}

/// Who sent each roster.
fn sources(sql: &Sql) -> Result<Vec<(i64, Option<String>)>, StoreError> {
    sql.list("SELECT batch_id, source FROM batch ORDER BY batch_id", &[], |row| {
        Ok((row.get("batch_id")?, row.get("source")?))
    })
}

/// The active registrations of a day, counted from what came and went.
pub fn count_active(sql: &Sql, on: Day) -> Result<u64, StoreError> {
    let (came, went) = sql.one(
        "SELECT COUNT(CASE WHEN registered_on <= ?1 THEN 1 END) AS came, \
         COUNT(CASE WHEN registered_on <= ?1 AND ended_on <= ?1 THEN 1 END) AS went FROM registration",
        &[&on],
        |row| Ok((row.get::<i64>("came")?, row.get::<i64>("went")?)),
    )?;
    Ok(u64::try_from(came - went).unwrap_or(0))
}
