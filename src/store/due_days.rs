//! The due days and promises of open applications, which a rule or a calendar can move.

use crate::domain::calendar::Day;

use super::Writer;
use super::error::StoreError;
use super::sqlite::Sql;

/// An application that waits for its card, its limit not extended.
#[derive(Debug, Clone, Copy)]
pub struct Waiting {
    pub id: i64,
    pub accepted_on: Day,
    /// `None`: unknown for want of a calendar.
    pub due_on: Option<Day>,
    /// `None`: nothing was promised, or it is unknown.
    pub promised_on: Option<Day>,
}

pub fn list(sql: &Sql) -> Result<Vec<Waiting>, StoreError> {
    sql.list(
        "SELECT application_id, accepted_on, due_on, promised_on FROM application \
         WHERE state = 'open' AND extended_to IS NULL ORDER BY application_id",
        &[],
        |row| {
            Ok(Waiting {
                id: row.get("application_id")?,
                accepted_on: row.get("accepted_on")?,
                due_on: row.get("due_on")?,
                promised_on: row.get("promised_on")?,
            })
        },
    )
}

pub fn update(writer: &Writer, id: i64, due_on: Option<Day>, promised_on: Option<Day>) -> Result<(), StoreError> {
    writer.execute(
        "UPDATE application SET due_on = ?2, promised_on = ?3 WHERE application_id = ?1",
        &[&id, &due_on, &promised_on],
    )?;
    Ok(())
}
