//! Imports: the row that says how far each came, and the rows it set aside.

use crate::domain::calendar::{Day, Instant};
use crate::domain::roster::{BatchState, RosterKind};
use crate::domain::sender::LateReport;
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
    /// The flags that a corrected file takes over, one a line.
    pub flags: String,
    /// The first batch, whose rejects this one mends.
    pub fixes: Option<i64>,
    /// Of a workbook.
    pub sheet: Option<String>,
    /// JSON: rows of the sheet that its sender cannot see.
    pub hidden: String,
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
    pub source: Option<String>,
    /// Whether a batch was taken back after this one was in.
    pub undone_since: bool,
}

impl Batch {
    /// Whether the same file again changes nothing: it is all in, and something of it was good. What it found
    /// there may have been of a batch that was taken back since.
    pub fn is_settled(&self) -> bool {
        let may_be_gone = self.counts.unchanged > 0 && self.undone_since;
        self.complete && self.counts.accepted + self.counts.unchanged > 0 && !may_be_gone
    }
}

pub fn insert(writer: &Writer, new: &NewBatch, started_at: Instant) -> Result<i64, StoreError> {
    writer.insert(
        "INSERT INTO batch (kind, file_name, file_sha256, terms_sha256, encoding, source, registered_on, bound, ignored, \
         row_count, accepted, unchanged, rejected, warned, skipped, state, started_at, clerk, counter_id, flags, fixes_id, \
         sheet, hidden) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, 0, 0, 0, 0, 0, 'interrupted', ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
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
            &new.flags,
            &new.fixes,
            &new.sheet,
            &new.hidden,
        ],
    )
}

/// Moves an import on, in the transaction of the rows it counts; `false` when it was undone meanwhile.
///
/// A resumed import meets again what landed before: until it is complete its counts only grow.
pub fn update(
    writer: &Writer,
    id: i64,
    counts: &BatchCounts,
    complete: bool,
    rejects_file: Option<&str>,
) -> Result<bool, StoreError> {
    let number = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
    let state = if complete { BatchState::Complete } else { BatchState::Interrupted };
    let moved = writer.execute(
        if complete {
            "UPDATE batch SET row_count = ?2, accepted = ?3, unchanged = ?4, rejected = ?5, warned = ?6, skipped = ?7, \
             state = ?8, rejects_file = ?9 WHERE batch_id = ?1 AND state <> 'undone'"
        } else {
            "UPDATE batch SET row_count = MAX(row_count, ?2), accepted = MAX(accepted, ?3), \
             unchanged = MAX(unchanged, ?4), rejected = MAX(rejected, ?5), warned = MAX(warned, ?6), \
             skipped = MAX(skipped, ?7), state = ?8, rejects_file = ?9 WHERE batch_id = ?1 AND state <> 'undone'"
        },
        &[
            &id,
            &number(counts.rows),
            &number(counts.accepted),
            &number(counts.unchanged),
            &number(counts.rejected),
            &number(counts.warned),
            &number(counts.skipped),
            &state,
            &rejects_file,
        ],
    )?;
    Ok(moved == 1)
}

/// Keeps a row that was set aside: its line and codes.
pub fn insert_reject(writer: &Writer, batch: i64, line: i64, codes: &str) -> Result<(), StoreError> {
    writer.execute("INSERT INTO reject (batch_id, line, codes) VALUES (?1, ?2, ?3)", &[&batch, &line, &codes])?;
    Ok(())
}

/// The lines of a batch that nobody has mended yet, or only `earlier`, which comes again.
pub fn list_open_rejects(sql: &Sql, batch: i64, earlier: Option<i64>) -> Result<Vec<i64>, StoreError> {
    sql.list(
        "SELECT line FROM reject WHERE batch_id = ?1 AND (mended_id IS NULL OR mended_id = ?2) ORDER BY line",
        &[&batch, &earlier],
        |row| row.get("line"),
    )
}

/// A rejected row of a batch came in, corrected, with another.
pub fn mend(writer: &Writer, batch: i64, line: i64, by: i64, earlier: Option<i64>) -> Result<(), StoreError> {
    writer.execute(
        "UPDATE reject SET mended_id = ?3 WHERE batch_id = ?1 AND line = ?2 AND (mended_id IS NULL OR mended_id = ?4)",
        &[&batch, &line, &by, &earlier],
    )?;
    Ok(())
}

/// Keeps a row that its sender reported late; a resumed import meets it again.
pub fn insert_late(writer: &Writer, batch: i64, line: i64, late: &LateReport) -> Result<(), StoreError> {
    writer.execute(
        "INSERT INTO late_report (batch_id, line, from_on, due_on, reported_on) VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT DO NOTHING",
        &[&batch, &line, &late.from_on, &late.due_on, &late.reported_on],
    )?;
    Ok(())
}

/// The lines that an import set aside, with their codes.
pub fn list_rejects(sql: &Sql, batch: i64) -> Result<Vec<(i64, String)>, StoreError> {
    sql.list("SELECT line, codes FROM reject WHERE batch_id = ?1 ORDER BY line", &[&batch], |row| {
        Ok((row.get("line")?, row.get("codes")?))
    })
}

/// The batches, the last first, that set rejects aside into a file of that name and still stand; of a correction the
/// batch that it mends.
pub fn list_by_rejects_file(sql: &Sql, path: &str) -> Result<Vec<i64>, StoreError> {
    sql.list(
        "SELECT COALESCE(fixes_id, batch_id) AS first FROM batch WHERE rejects_file = ?1 AND state <> 'undone' \
         ORDER BY batch_id DESC",
        &[&path],
        |row| row.get("first"),
    )
}

/// The SHA-256 of a batch's file.
pub fn find_file(sql: &Sql, id: i64) -> Result<Option<String>, StoreError> {
    sql.optional("SELECT file_sha256 FROM batch WHERE batch_id = ?1", &[&id], |row| row.get("file_sha256"))
}

/// The last batch that still stands of a file whose SHA-256 begins so.
pub fn find_by_digits(sql: &Sql, digits: &str) -> Result<Option<i64>, StoreError> {
    sql.optional(
        "SELECT batch_id FROM batch WHERE substr(file_sha256, 1, length(?1)) = ?1 AND state <> 'undone' \
         AND fixes_id IS NULL ORDER BY batch_id DESC LIMIT 1",
        &[&digits],
        |row| row.get("batch_id"),
    )
}

/// Where the last correction of a batch set aside what it did not take; `None`: it took everything, or none was made.
pub fn last_rejects_file(sql: &Sql, first: i64) -> Result<Option<String>, StoreError> {
    let found = sql.optional(
        "SELECT rejects_file FROM batch WHERE fixes_id = ?1 AND state <> 'undone' ORDER BY batch_id DESC LIMIT 1",
        &[&first],
        |row| row.get("rejects_file"),
    )?;
    Ok(found.flatten())
}

/// The last import of the same bytes under the same terms that was not undone.
pub fn find(sql: &Sql, file_sha256: &str, terms_sha256: &str) -> Result<Option<Batch>, StoreError> {
    sql.optional(
        "SELECT batch_id, row_count, accepted, unchanged, rejected, warned, \
         skipped, state, rejects_file, started_at, clerk, source, EXISTS (SELECT 1 FROM batch u \
         JOIN journal j ON j.subject = 'B' || u.batch_id AND j.command = 'roster undo' WHERE u.state = 'undone' \
         AND j.sequence > (SELECT MIN(i.sequence) FROM journal i WHERE i.subject = 'B' || batch.batch_id \
         AND (i.command = 'roster import' OR i.command = 'roster fix'))) AS undone_since FROM batch \
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
        complete: row.get::<BatchState>("state")? == BatchState::Complete,
        rejects_file: row.get("rejects_file")?,
        started_at: row.get("started_at")?,
        clerk: row.get("clerk")?,
        source: row.get("source")?,
        undone_since: row.get::<i64>("undone_since")? != 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Actor, Changes, Store};

    #[test]
    fn a_resumed_import_that_is_stopped_again_says_no_less_than_what_is_in() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("register.db");
        let (day, at) = (Day::parse("2016-08-31").unwrap(), Instant::parse("2016-08-31T04:00:00Z").unwrap());
        let actor = Actor { at, clerk: "张".to_owned(), os_user: "desk".to_owned(), purpose: None };
        Store::create::<StoreError>(&path, &actor, |_| Ok(Changes::on(day))).unwrap();
        let new = NewBatch {
            kind: RosterKind::People,
            file_name: "march.csv".to_owned(),
            file_sha256: "f".to_owned(),
            terms_sha256: "t".to_owned(),
            encoding: None,
            source: None,
            registered_on: day,
            bound: "{}".to_owned(),
            ignored: "[]".to_owned(),
            clerk: "张".to_owned(),
            counter: None,
            flags: String::new(),
            fixes: None,
            sheet: None,
            hidden: "[]".to_owned(),
        };
        let counts = |rows, accepted, unchanged| BatchCounts { rows, accepted, unchanged, ..BatchCounts::default() };
        // Stopped at 9000 rows, resumed and stopped at 8000, resumed and brought to its end.
        let steps = [
            (counts(9000, 8900, 100), false, counts(9000, 8900, 100)),
            (counts(8000, 7950, 50), false, counts(9000, 8900, 100)),
            (counts(9500, 9390, 110), false, counts(9500, 9390, 110)),
            (counts(9500, 9380, 120), true, counts(9500, 9380, 120)),
        ];
        let mut store = Store::open(&path).unwrap();
        let id = store.chunk::<_, StoreError>(|writer| insert(writer, &new, at)).unwrap();
        for (said, complete, kept) in steps {
            assert!(store.chunk::<_, StoreError>(|writer| update(writer, id, &said, complete, None)).unwrap());
            let batch = store.read::<_, StoreError>(|sql| find(sql, "f", "t")).unwrap().unwrap();
            assert_eq!((batch.counts, batch.complete), (kept, complete));
        }
    }
}
