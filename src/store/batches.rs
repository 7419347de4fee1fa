//! Imports: the row that says how far each came, and the rows it set aside.

use crate::domain::calendar::{Day, Instant};
use crate::domain::roster::RosterKind;
use crate::domain::unit::UnitId;

use super::Writer;
use super::error::StoreError;
use super::sqlite::{Row, Sql};

/// What an import is, before its first row.
#[derive(Debug, Clone)]
pub struct NewBatch {
    pub kind: RosterKind,
    pub file_name: String,
    pub file_sha256: String,
    /// Over everything the command says besides the file.
    pub terms_sha256: String,
    pub encoding: Option<String>,
    pub source: Option<String>,
    pub registered_on: Day,
    /// JSON: field to heading.
    pub bound: String,
    /// JSON: headings as written.
    pub ignored: String,
    pub clerk: String,
    pub counter: Option<UnitId>,
}

/// How many rows went which way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BatchCounts {
    pub rows: u64,
    pub accepted: u64,
    pub unchanged: u64,
    pub rejected: u64,
    pub warned: u64,
    pub skipped: u64,
}

/// An import on record.
#[derive(Debug, Clone)]
pub struct Batch {
    pub id: i64,
    pub counts: BatchCounts,
    pub complete: bool,
    pub rejects_file: Option<String>,
    pub started_at: Instant,
    pub clerk: String,
}

pub fn insert(writer: &Writer, new: &NewBatch, started_at: Instant) -> Result<i64, StoreError> {
    writer.insert(
        "INSERT INTO batch (kind, file_name, file_sha256, terms_sha256, encoding, source, registered_on, bound, ignored, \
         row_count, accepted, unchanged, rejected, warned, skipped, state, started_at, clerk, counter_id) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, 0, 0, 0, 0, 0, 'interrupted', ?10, ?11, ?12)",
        &[
            &new.kind,
            &new.file_name,
            &new.file_sha256,
            &new.terms_sha256,
            &new.encoding,
            &new.source,
            &new.registered_on,
            &new.bound,
            &new.ignored,
            &started_at,
            &new.clerk,
            &new.counter,
        ],
    )
}

/// Moves an import on, in the transaction of the rows it counts.
pub fn update(
    writer: &Writer,
    id: i64,
    counts: &BatchCounts,
    complete: bool,
    rejects_file: Option<&str>,
) -> Result<(), StoreError> {
    let number = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
    writer.execute(
        "UPDATE batch SET row_count = ?2, accepted = ?3, unchanged = ?4, rejected = ?5, warned = ?6, skipped = ?7, \
         state = ?8, rejects_file = ?9 WHERE batch_id = ?1",
        &[
            &id,
            &number(counts.rows),
            &number(counts.accepted),
            &number(counts.unchanged),
            &number(counts.rejected),
            &number(counts.warned),
            &number(counts.skipped),
            &if complete { "complete" } else { "interrupted" },
            &rejects_file,
        ],
    )?;
    Ok(())
}

/// Keeps a row that was set aside: its line and codes.
pub fn insert_reject(writer: &Writer, batch: i64, line: i64, codes: &str) -> Result<(), StoreError> {
    writer.execute("INSERT INTO reject (batch_id, line, codes) VALUES (?1, ?2, ?3)", &[&batch, &line, &codes])?;
    Ok(())
}

/// The lines that an import set aside, with their codes.
pub fn list_rejects(sql: &Sql, batch: i64) -> Result<Vec<(i64, String)>, StoreError> {
    sql.list("SELECT line, codes FROM reject WHERE batch_id = ?1 ORDER BY line", &[&batch], |row| {
        Ok((row.get("line")?, row.get("codes")?))
    })
}

/// The last import of the same bytes under the same terms that was not undone.
pub fn find(sql: &Sql, file_sha256: &str, terms_sha256: &str) -> Result<Option<Batch>, StoreError> {
    sql.optional(
        "SELECT batch_id, row_count, accepted, unchanged, rejected, warned, \
         skipped, state, rejects_file, started_at, clerk FROM batch \
         WHERE file_sha256 = ?1 AND terms_sha256 = ?2 AND state <> 'undone' ORDER BY batch_id DESC LIMIT 1",
        &[&file_sha256, &terms_sha256],
        batch,
    )
}

fn batch(row: &Row) -> Result<Batch, StoreError> {
    let count = |name: &str| row.get::<i64>(name).map(|value| u64::try_from(value).unwrap_or(0));
    Ok(Batch {
        id: row.get("batch_id")?,
        counts: BatchCounts {
            rows: count("row_count")?,
            accepted: count("accepted")?,
            unchanged: count("unchanged")?,
            rejected: count("rejected")?,
            warned: count("warned")?,
            skipped: count("skipped")?,
        },
        complete: row.text("state")? == "complete",
        rejects_file: row.get("rejects_file")?,
        started_at: row.get("started_at")?,
        clerk: row.get("clerk")?,
    })
}
