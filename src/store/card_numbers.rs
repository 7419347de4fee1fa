//! The numbers that cards bear, and those that they bore until they were corrected: these still find the card.

use crate::domain::calendar::Day;

use super::Writer;
use super::error::StoreError;
use super::sqlite::Sql;

/// The people one of whose cards bears a number; where none does, those of whom one bore it.
pub fn list_bearers(sql: &Sql, number: &str) -> Result<Vec<i64>, StoreError> {
    let bears = sql.list("SELECT migrant_id FROM permit WHERE number = ?1", &[&number], |row| row.get("migrant_id"))?;
    if !bears.is_empty() {
        return Ok(bears);
    }
    sql.list(
        "SELECT DISTINCT p.migrant_id FROM permit_alias a JOIN permit p ON p.permit_id = a.permit_id \
         WHERE a.alias = ?1 ORDER BY p.migrant_id",
        &[&number],
        |row| row.get("migrant_id"),
    )
}

/// The card of a person that bore a number which no card bears now, by the number that it bears; of several the last
/// that was corrected.
pub fn find_corrected(sql: &Sql, number: &str, migrant: i64) -> Result<Option<String>, StoreError> {
    sql.optional(
        "SELECT p.number FROM permit_alias a JOIN permit p ON p.permit_id = a.permit_id \
         WHERE a.alias = ?1 AND p.migrant_id = ?2 AND NOT EXISTS (SELECT 1 FROM permit o WHERE o.number = ?1) \
         ORDER BY a.permit_alias_id DESC LIMIT 1",
        &[&number, &migrant],
        |row| row.get("number"),
    )
}

/// Whether any card's number was ever corrected.
pub fn has_former(sql: &Sql) -> Result<bool, StoreError> {
    let found =
        sql.optional("SELECT permit_alias_id FROM permit_alias LIMIT 1", &[], |row| row.get::<i64>("permit_alias_id"))?;
    Ok(found.is_some())
}

/// Whether a card came by a ledger: what stands on it was told, not made here.
pub fn is_of_ledger(sql: &Sql, permit: i64) -> Result<bool, StoreError> {
    sql.one("SELECT batch_id IS NOT NULL AS told FROM permit WHERE permit_id = ?1", &[&permit], |row| row.get("told"))
}

/// Gives a card another number; the one that it bore goes on finding it.
pub fn update(writer: &Writer, permit: i64, old: &str, new: &str) -> Result<(), StoreError> {
    writer.execute("UPDATE permit SET number = ?2 WHERE permit_id = ?1", &[&permit, &new])?;
    writer.execute(
        "INSERT INTO permit_alias (alias, permit_id) VALUES (?1, ?2) ON CONFLICT (alias, permit_id) DO NOTHING",
        &[&old, &permit],
    )?;
    Ok(())
}

/// The key of the endorsement of a day that stands.
pub fn find_endorsement(sql: &Sql, permit: i64, on: Day) -> Result<Option<i64>, StoreError> {
    sql.optional(
        "SELECT endorsement_id FROM endorsement WHERE permit_id = ?1 AND endorsed_on = ?2 AND taken_back_on IS NULL",
        &[&permit, &on],
        |row| row.get("endorsement_id"),
    )
}
