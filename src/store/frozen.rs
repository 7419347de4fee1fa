//! Reports that were frozen: as published, with what they were counted from, and the journal since.

use sha2::{Digest, Sha256};

use crate::domain::calendar::{Day, Instant};
use crate::domain::unit::UnitId;

use super::error::StoreError;
use super::journal::hex;
use super::sqlite::Sql;
use super::{Actor, Writer};

/// What is kept of a report.
#[derive(Debug, Clone)]
pub struct Frozen {
    pub as_of: Day,
    /// The how-manyth of its day.
    pub number: i64,
    /// What its rows are told apart by.
    pub by: String,
    /// The sheet that every form is printed from, and its JSON answer, byte for byte.
    pub sheet: String,
    pub answer: String,
    pub inputs: Vec<u8>,
    pub hash: String,
    /// The journal's last entry before it.
    pub sequence: i64,
    pub made_at: Instant,
}

/// Keeps a report; its number and its seal.
pub fn insert(
    writer: &Writer,
    actor: &Actor,
    (as_of, by): (Day, &str),
    (sheet, answer): (&str, &str),
    inputs: &[u8],
) -> Result<(i64, String), StoreError> {
    let last = "SELECT MAX(number) AS last FROM frozen_report WHERE as_of_on = ?1";
    let number = writer.one(last, &[&as_of], |row| row.get::<Option<i64>>("last"))?.unwrap_or(0) + 1;
    let sequence =
        writer.one("SELECT MAX(sequence) AS last FROM journal", &[], |row| row.get::<Option<i64>>("last"))?;
    let hash = seal_of(inputs, sheet, answer);
    writer.execute(
        "INSERT INTO frozen_report (as_of_on, number, rows_by, sheet, answer, inputs, hash, journal_sequence, made_at, clerk) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        &[
            &as_of,
            &number,
            &by,
            &sheet,
            &answer,
            &inputs,
            &hash,
            &sequence.unwrap_or(0),
            &actor.at,
            &actor.clerk,
        ],
    )?;
    Ok((number, hash))
}

/// The SHA-256 over all that was kept, each part behind its length.
fn seal_of(inputs: &[u8], sheet: &str, answer: &str) -> String {
    let mut digest = Sha256::new();
    for part in [inputs, sheet.as_bytes(), answer.as_bytes()] {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    hex(&digest.finalize())
}

impl Frozen {
    /// Whether it is what was kept.
    pub fn is_sealed(&self) -> bool {
        seal_of(&self.inputs, &self.sheet, &self.answer) == self.hash
    }
}

pub fn find(sql: &Sql, as_of: Day, number: i64) -> Result<Option<Frozen>, StoreError> {
    let asked = "SELECT as_of_on, number, rows_by, sheet, answer, inputs, hash, journal_sequence, made_at \
                 FROM frozen_report WHERE as_of_on = ?1 AND number = ?2";
    sql.optional(asked, &[&as_of, &number], |row| {
        Ok(Frozen {
            as_of: row.get("as_of_on")?,
            number: row.get("number")?,
            by: row.get("rows_by")?,
            sheet: row.get("sheet")?,
            answer: row.get("answer")?,
            inputs: row.get("inputs")?,
            hash: row.get("hash")?,
            sequence: row.get("journal_sequence")?,
            made_at: row.get("made_at")?,
        })
    })
}

/// Day and number of the report that was frozen last.
pub fn latest(sql: &Sql) -> Result<Option<(Day, i64)>, StoreError> {
    let asked = "SELECT as_of_on, number FROM frozen_report ORDER BY frozen_report_id DESC LIMIT 1";
    sql.optional(asked, &[], |row| Ok((row.get("as_of_on")?, row.get("number")?)))
}

/// An entry of the journal, as far as it may have changed figures.
#[derive(Debug, Clone)]
pub struct Act {
    pub sequence: i64,
    pub on: Day,
    pub command: String,
    pub subject: Option<String>,
    /// What it says besides: JSON with the codes of other people and of units.
    pub changes: String,
}

/// The journal's entries after one of them, in order.
pub fn acts_after(sql: &Sql, sequence: i64) -> Result<Vec<Act>, StoreError> {
    let asked =
        "SELECT sequence, acted_on, command, subject, changes FROM journal WHERE sequence > ?1 ORDER BY sequence";
    sql.list(asked, &[&sequence], |row| {
        Ok(Act {
            sequence: row.get("sequence")?,
            on: row.get("acted_on")?,
            command: row.get("command")?,
            subject: row.get("subject")?,
            changes: row.get("changes")?,
        })
    })
}

/// The rosters that brought, or ended, something of a person.
pub fn batches_of(sql: &Sql, migrant: i64) -> Result<Vec<i64>, StoreError> {
    let asked = "SELECT batch_id FROM registration WHERE migrant_id = ?1 AND batch_id IS NOT NULL \
                 UNION SELECT ended_batch_id FROM registration WHERE migrant_id = ?1 AND ended_batch_id IS NOT NULL \
                 UNION SELECT batch_id FROM permit WHERE migrant_id = ?1 AND batch_id IS NOT NULL \
                 UNION SELECT ended_batch_id FROM permit WHERE migrant_id = ?1 AND ended_batch_id IS NOT NULL";
    sql.list(asked, &[&migrant], |row| row.get("batch_id"))
}

/// The units that somebody's stays and cards name: where the person lived, where it was done.
pub fn units_of(sql: &Sql, migrant: i64) -> Result<Vec<UnitId>, StoreError> {
    let asked = "SELECT unit_id FROM registration WHERE migrant_id = ?1 AND ended_on IS NULL \
                 UNION SELECT counter_id FROM registration WHERE migrant_id = ?1 AND ended_on IS NULL \
                 UNION SELECT unit_id FROM registration WHERE migrant_id = ?1 AND ended_on IS NOT NULL \
                 UNION SELECT counter_id FROM registration WHERE migrant_id = ?1 AND ended_on IS NOT NULL \
                 UNION SELECT e.unit_id FROM registration r JOIN earlier_home e ON e.registration_id = r.registration_id \
                     WHERE r.migrant_id = ?1 AND r.ended_on IS NULL \
                 UNION SELECT e.unit_id FROM registration r JOIN earlier_home e ON e.registration_id = r.registration_id \
                     WHERE r.migrant_id = ?1 AND r.ended_on IS NOT NULL \
                 UNION SELECT unit_id FROM permit WHERE migrant_id = ?1 AND kind = 'residence_permit' AND ended_on IS NULL \
                 UNION SELECT counter_id FROM permit WHERE migrant_id = ?1 AND kind = 'residence_permit' AND ended_on IS NULL \
                 UNION SELECT unit_id FROM permit WHERE migrant_id = ?1 AND (kind = 'temporary_permit' OR ended_on IS NOT NULL) \
                 UNION SELECT counter_id FROM permit WHERE migrant_id = ?1 AND (kind = 'temporary_permit' OR ended_on IS NOT NULL)";
    sql.list(asked, &[&migrant], |row| row.get("unit_id"))
}
