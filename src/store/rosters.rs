//! Batches as they are looked back on: what each brought, what is still open, what was late.

use std::collections::BTreeMap;

use crate::domain::calendar::{Day, Instant};
use crate::domain::roster::{BatchState, RosterKind};
use crate::domain::sender::LateReport;

use super::batches::BatchCounts;
use super::error::StoreError;
use super::sqlite::{Row, Sql};

/// An import on record, as it is shown.
#[derive(Debug, Clone)]
pub struct BatchRecord {
    pub id: i64,
    pub kind: RosterKind,
    pub file: String,
    pub sha256: String,
    pub encoding: Option<String>,
    pub source: Option<String>,
    pub registered_on: Day,
    /// JSON: field to heading.
    pub bound: String,
    /// JSON: headings as written.
    pub ignored: String,
    pub counts: BatchCounts,
    pub state: BatchState,
    pub rejects_file: Option<String>,
    pub at: Instant,
    pub clerk: String,
    /// The counter's code.
    pub counter: Option<String>,
    /// The flags that a corrected file takes over, one a line.
    pub flags: String,
    /// Of a workbook.
    pub sheet: Option<String>,
    /// JSON: rows of the sheet that its sender cannot see.
    pub hidden: String,
    /// The first batch, whose rejects this one mends.
    pub fixes: Option<i64>,
    /// The last later import of the same file, by other flags or because nothing of it was taken.
    pub superseded_by: Option<i64>,
    /// Rejects that nobody has mended: of a fix and of a file that came again none, they are counted with the
    /// batch that is mended, or the last one.
    pub open: u64,
    /// Rows reported after the sender's limit.
    pub late: u64,
}

/// All batches, in order.
pub fn list(sql: &Sql) -> Result<Vec<BatchRecord>, StoreError> {
    sql.list(
        "SELECT b.batch_id, b.kind, b.file_name, b.file_sha256, b.encoding, b.source, b.registered_on, b.bound, \
         b.ignored, b.row_count, b.accepted, b.unchanged, b.rejected, b.warned, b.skipped, b.state, b.rejects_file, \
         b.started_at, b.clerk, u.code AS counter, b.flags, b.fixes_id, b.sheet, b.hidden, \
         (SELECT COUNT(*) FROM reject r WHERE r.batch_id = b.batch_id AND r.mended_id IS NULL AND NOT EXISTS \
         (SELECT 1 FROM batch o JOIN reject e ON e.batch_id = o.batch_id AND e.line = r.line \
         WHERE o.file_sha256 = b.file_sha256 AND e.mended_id IS NOT NULL)) AS open_rows, \
         (SELECT MAX(n.batch_id) FROM batch n WHERE n.file_sha256 = b.file_sha256 AND n.kind = b.kind \
         AND n.batch_id > b.batch_id AND n.state <> 'undone' AND n.fixes_id IS NULL) AS came_again, \
         (SELECT COUNT(*) FROM late_report l WHERE l.batch_id = b.batch_id) AS late_rows \
         FROM batch b LEFT JOIN unit u ON u.unit_id = b.counter_id ORDER BY b.batch_id",
        &[],
        record,
    )
}

pub fn find(sql: &Sql, id: i64) -> Result<Option<BatchRecord>, StoreError> {
    sql.optional(
        "SELECT b.batch_id, b.kind, b.file_name, b.file_sha256, b.encoding, b.source, b.registered_on, b.bound, \
         b.ignored, b.row_count, b.accepted, b.unchanged, b.rejected, b.warned, b.skipped, b.state, b.rejects_file, \
         b.started_at, b.clerk, u.code AS counter, b.flags, b.fixes_id, b.sheet, b.hidden, \
         (SELECT COUNT(*) FROM reject r WHERE r.batch_id = b.batch_id AND r.mended_id IS NULL AND NOT EXISTS \
         (SELECT 1 FROM batch o JOIN reject e ON e.batch_id = o.batch_id AND e.line = r.line \
         WHERE o.file_sha256 = b.file_sha256 AND e.mended_id IS NOT NULL)) AS open_rows, \
         (SELECT MAX(n.batch_id) FROM batch n WHERE n.file_sha256 = b.file_sha256 AND n.kind = b.kind \
         AND n.batch_id > b.batch_id AND n.state <> 'undone' AND n.fixes_id IS NULL) AS came_again, \
         (SELECT COUNT(*) FROM late_report l WHERE l.batch_id = b.batch_id) AS late_rows \
         FROM batch b LEFT JOIN unit u ON u.unit_id = b.counter_id WHERE b.batch_id = ?1",
        &[&id],
        record,
    )
}

fn record(row: &Row) -> Result<BatchRecord, StoreError> {
    let count = |name: &str| row.get::<i64>(name).map(|value| u64::try_from(value).unwrap_or(0));
    let mut record = BatchRecord {
        id: row.get("batch_id")?,
        kind: row.get("kind")?,
        file: row.get("file_name")?,
        sha256: row.get("file_sha256")?,
        encoding: row.get("encoding")?,
        source: row.get("source")?,
        registered_on: row.get("registered_on")?,
        bound: row.get("bound")?,
        ignored: row.get("ignored")?,
        counts: BatchCounts {
            rows: count("row_count")?,
            accepted: count("accepted")?,
            unchanged: count("unchanged")?,
            rejected: count("rejected")?,
            warned: count("warned")?,
            skipped: count("skipped")?,
        },
        state: row.get("state")?,
        rejects_file: row.get("rejects_file")?,
        at: row.get("started_at")?,
        clerk: row.get("clerk")?,
        counter: row.get("counter")?,
        flags: row.get("flags")?,
        sheet: row.get("sheet")?,
        hidden: row.get("hidden")?,
        fixes: row.get("fixes_id")?,
        open: count("open_rows")?,
        superseded_by: row.get("came_again")?,
        late: count("late_rows")?,
    };
    if record.fixes.is_some() || record.superseded_by.is_some() || record.state == BatchState::Undone {
        record.open = 0;
    }
    Ok(record)
}

/// A row that was set aside.
#[derive(Debug, Clone)]
pub struct RejectRecord {
    pub line: i64,
    /// Separated by `;`.
    pub codes: String,
    pub mended_by: Option<i64>,
}

pub fn list_rejects(sql: &Sql, batch: i64) -> Result<Vec<RejectRecord>, StoreError> {
    sql.list("SELECT line, codes, mended_id FROM reject WHERE batch_id = ?1 ORDER BY line", &[&batch], |row| {
        Ok(RejectRecord { line: row.get("line")?, codes: row.get("codes")?, mended_by: row.get("mended_id")? })
    })
}

/// The rows of a batch that were reported late, by line.
pub fn list_late(sql: &Sql, batch: i64) -> Result<Vec<(i64, LateReport)>, StoreError> {
    sql.list(
        "SELECT line, from_on, due_on, reported_on FROM late_report WHERE batch_id = ?1 ORDER BY line",
        &[&batch],
        |row| {
            let line = row.get("line")?;
            let (from_on, due_on) = (row.get("from_on")?, row.get("due_on")?);
            Ok((line, LateReport { from_on, due_on, reported_on: row.get("reported_on")? }))
        },
    )
}

/// How many rows of every batch were set aside for which codes.
pub fn reject_counts(sql: &Sql) -> Result<BTreeMap<i64, Vec<(String, u64)>>, StoreError> {
    let mut found: BTreeMap<i64, Vec<(String, u64)>> = BTreeMap::new();
    sql.each(
        "SELECT batch_id, codes, COUNT(*) AS n FROM reject GROUP BY batch_id, codes ORDER BY batch_id, codes",
        &[],
        |row| {
            let batch = row.get("batch_id")?;
            let (codes, rows) = (row.get("codes")?, row.get::<i64>("n")?);
            found.entry(batch).or_default().push((codes, u64::try_from(rows).unwrap_or(0)));
            Ok(true)
        },
    )?;
    Ok(found)
}

/// Somebody whom a batch is about.
#[derive(Debug, Clone)]
pub struct Example {
    pub line: i64,
    pub migrant: i64,
    pub name: String,
    pub id_number: String,
    pub on: Day,
}

/// The first people of a batch, by line.
pub fn examples(sql: &Sql, batch: i64, kind: RosterKind, most: i64) -> Result<Vec<Example>, StoreError> {
    let statement = match kind {
        RosterKind::People => {
            "SELECT r.line AS line, r.migrant_id AS person, m.name, m.id_number, r.registered_on AS act_on \
             FROM registration r JOIN migrant m ON m.migrant_id = r.migrant_id WHERE r.batch_id = ?1 \
             ORDER BY r.line LIMIT ?2"
        }
        RosterKind::Permits => {
            "SELECT p.line AS line, p.migrant_id AS person, m.name, m.id_number, p.issued_on AS act_on \
             FROM permit p JOIN migrant m ON m.migrant_id = p.migrant_id WHERE p.batch_id = ?1 \
             ORDER BY p.line LIMIT ?2"
        }
        RosterKind::Departures => {
            "SELECT r.ended_line AS line, r.migrant_id AS person, m.name, m.id_number, r.ended_on AS act_on \
             FROM registration r JOIN migrant m ON m.migrant_id = r.migrant_id WHERE r.ended_batch_id = ?1 \
             ORDER BY r.ended_line LIMIT ?2"
        }
    };
    sql.list(statement, &[&batch, &most], |row| {
        Ok(Example {
            line: row.get("line")?,
            migrant: row.get("person")?,
            name: row.get("name")?,
            id_number: row.get("id_number")?,
            on: row.get("act_on")?,
        })
    })
}
