//! The journal: one row per act, appended and never changed, each row's hash covering the row before.
//!
//! A row names people by their internal code; identity numbers in old and new values are masked before
//! they come here, and those that somebody typed into an address or another free text are masked here. The canonical form that is hashed gives each field's length before its bytes, so that
//! no two rows have the same form.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::domain::calendar::{Day, Instant};
use crate::domain::mask;

use super::error::StoreError;
use super::sqlite::Sql;
use super::{Writer, sqlite::ToSql};

/// Fields that hold codes of units, numbers of cards and hashes, which may be as long as a person's number.
const CODES: [&str; 14] = [
    "unit",
    "parent",
    "into",
    "parts",
    "where",
    "rest",
    "for",
    "permit",
    "permit_ended",
    "permit_expired",
    "replaces",
    "before",
    "file_sha256",
    "hash",
];

/// Who acts, and when by the clock.
#[derive(Debug, Clone)]
pub struct Actor {
    pub clerk: String,
    pub os_user: String,
    pub at: Instant,
    /// Why people are shown unmasked (`--reveal`), for acts that have no purpose of their own.
    pub purpose: Option<String>,
}

/// One field that an act changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub field: &'static str,
    pub old: Option<String>,
    pub new: Option<String>,
}

/// What an act did, for its journal row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The day the act happened.
    pub on: Day,
    pub counter: Option<String>,
    pub subject: Option<String>,
    pub purpose: Option<String>,
    pub fields: Vec<Change>,
    /// Rows concerned: people found, rows landed.
    pub rows: u64,
}

impl Changes {
    pub fn on(on: Day) -> Changes {
        Changes { on, counter: None, subject: None, purpose: None, fields: Vec::new(), rows: 1 }
    }

    #[must_use]
    pub fn subject(mut self, code: impl Into<String>) -> Changes {
        self.subject = Some(code.into());
        self
    }

    #[must_use]
    pub fn counter(mut self, code: &str) -> Changes {
        self.counter = Some(code.to_owned());
        self
    }

    #[must_use]
    pub fn purpose(mut self, purpose: Option<&str>) -> Changes {
        self.purpose = purpose.map(str::to_owned);
        self
    }

    #[must_use]
    pub fn rows(mut self, rows: u64) -> Changes {
        self.rows = rows;
        self
    }

    /// A field that came to be.
    #[must_use]
    pub fn set(mut self, field: &'static str, new: impl Into<String>) -> Changes {
        self.fields.push(Change { field, old: None, new: Some(new.into()) });
        self
    }

    /// A field that was changed from a value to another.
    #[must_use]
    pub fn changed(mut self, field: &'static str, old: Option<String>, new: Option<String>) -> Changes {
        if old != new {
            self.fields.push(Change { field, old, new });
        }
        self
    }

    /// The fields as they are kept; what is typed freely without the numbers of people in it.
    fn to_json(&self) -> String {
        let kept = |field: &str, text: &Option<String>| match text {
            Some(text) if !CODES.contains(&field) => Some(mask::in_text(text)),
            text => text.clone(),
        };
        let mut out = String::from("{");
        for (at, change) in self.fields.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            push_json_text(&mut out, change.field);
            out.push_str(":[");
            push_json_option(&mut out, kept(change.field, &change.old).as_deref());
            out.push(',');
            push_json_option(&mut out, kept(change.field, &change.new).as_deref());
            out.push(']');
        }
        out.push('}');
        out
    }
}

fn push_json_option(out: &mut String, text: Option<&str>) {
    match text {
        Some(text) => push_json_text(out, text),
        None => out.push_str("null"),
    }
}

fn push_json_text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

const ALGORITHM: &str = "sha256-v1";
/// The hash before the first row.
const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Appends the row of an act.
pub fn append(writer: &Writer, actor: &Actor, command: &str, changes: &Changes) -> Result<(), StoreError> {
    let (sequence, previous) = head(writer)?.map_or((1, BEGINNING.to_owned()), |(sequence, hash)| (sequence + 1, hash));
    let text = changes.to_json();
    // Whatever somebody types as a reason, no number of a person stands in the journal.
    let purpose = changes.purpose.as_deref().or(actor.purpose.as_deref()).map(mask::in_text);
    let rows = i64::try_from(changes.rows).unwrap_or(i64::MAX);
    let hash = hash_of(&[
        &sequence.to_string(),
        &actor.at.to_string(),
        &changes.on.to_string(),
        &actor.clerk,
        &actor.os_user,
        changes.counter.as_deref().unwrap_or(""),
        command,
        purpose.as_deref().unwrap_or(""),
        changes.subject.as_deref().unwrap_or(""),
        &text,
        &rows.to_string(),
        &previous,
    ]);
    let values: [&dyn ToSql; 14] = [
        &sequence,
        &actor.at,
        &changes.on,
        &actor.clerk,
        &actor.os_user,
        &changes.counter,
        &command,
        &purpose,
        &changes.subject,
        &text,
        &rows,
        &ALGORITHM,
        &previous,
        &hash,
    ];
    writer.execute(
        "INSERT INTO journal (sequence, made_at, acted_on, clerk, os_user, counter, command, purpose, subject, changes, \
         row_count, algorithm, previous_hash, hash) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        &values,
    )?;
    Ok(())
}

fn hash_of(fields: &[&str]) -> String {
    let mut digest = Sha256::new();
    for field in fields {
        digest.update(format!("{}:", field.len()));
        digest.update(field);
    }
    hex(&digest.finalize())
}

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// The number of entries.
pub fn count(sql: &Sql) -> Result<i64, StoreError> {
    sql.one("SELECT COUNT(*) AS n FROM journal", &[], |row| row.get("n"))
}

/// The last entry's number and hash: all that lies before is in it.
pub fn head(sql: &Sql) -> Result<Option<(i64, String)>, StoreError> {
    sql.optional("SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1", &[], |row| {
        Ok((row.get("sequence")?, row.get("hash")?))
    })
}

/// The greatest instant of any entry: what a slow clock wrote behind it does not take its place.
pub fn last_at(sql: &Sql) -> Result<Option<Instant>, StoreError> {
    sql.one("SELECT MAX(made_at) AS latest_at FROM journal", &[], |row| row.get("latest_at"))
}
