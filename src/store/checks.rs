//! What `db check` reads: stored terms, persons with too much at once, rosters taken in only in part.

use crate::domain::calendar::Day;

use super::error::StoreError;
use super::sqlite::Sql;

pub use super::sqlite::check::{Dangling, pages, references};

/// The tables, indexes and triggers that are not those of the newest schema.
pub fn schema(sql: &Sql) -> Result<Vec<String>, StoreError> {
    super::sqlite::check::schema(sql, super::schema::NEWEST)
}

/// A stored term: its card, its first day, the first day of its window, the first day after it.
pub type StoredTerm = (i64, [Day; 3]);

/// All stored terms, card by card, each card's in order.
pub fn list_terms(sql: &Sql) -> Result<Vec<StoredTerm>, StoreError> {
    sql.list(
        "SELECT permit_id, from_on, opens_on, until_on FROM permit_term ORDER BY permit_id, from_on, until_on",
        &[],
        |row| Ok((row.get("permit_id")?, [row.get("from_on")?, row.get("opens_on")?, row.get("until_on")?])),
    )
}

/// Who has more than one residence permit that has not ended.
pub fn list_doubled_permits(sql: &Sql) -> Result<Vec<i64>, StoreError> {
    sql.list(
        "SELECT migrant_id FROM permit WHERE kind = 'residence_permit' AND ended_on IS NULL \
         GROUP BY migrant_id HAVING COUNT(*) > 1 ORDER BY migrant_id",
        &[],
        |row| row.get("migrant_id"),
    )
}

/// Who has more than one registration that has not ended.
pub fn list_doubled_registrations(sql: &Sql) -> Result<Vec<i64>, StoreError> {
    sql.list(
        "SELECT migrant_id FROM registration WHERE ended_on IS NULL \
         GROUP BY migrant_id HAVING COUNT(*) > 1 ORDER BY migrant_id",
        &[],
        |row| row.get("migrant_id"),
    )
}

/// Rosters that were taken in only in part, with their files.
pub fn list_interrupted(sql: &Sql) -> Result<Vec<(i64, String)>, StoreError> {
    sql.list("SELECT batch_id, file_name FROM batch WHERE state = 'interrupted' ORDER BY batch_id", &[], |row| {
        Ok((row.get("batch_id")?, row.get("file_name")?))
    })
}
