//! The one row that says whose register this is, and the counts of `db info`.

use crate::domain::calendar::Instant;
use crate::domain::lang::Lang;

use super::Writer;
use super::error::StoreError;
use super::sqlite::Sql;

/// Whose register this is.
#[derive(Debug, Clone)]
pub struct Register {
    pub city: String,
    pub practice: bool,
    pub lang: Lang,
}

pub fn insert(writer: &Writer, register: &Register, made_at: Instant) -> Result<(), StoreError> {
    writer.execute(
        "INSERT INTO register (register_id, city, practice, lang, made_at) VALUES (1, ?1, ?2, ?3, ?4)",
        &[&register.city, &i64::from(register.practice), &register.lang, &made_at],
    )?;
    Ok(())
}

pub fn get(sql: &Sql) -> Result<Register, StoreError> {
    sql.one("SELECT city, practice, lang FROM register", &[], |row| {
        Ok(Register { city: row.get("city")?, practice: row.get::<i64>("practice")? == 1, lang: row.get("lang")? })
    })
}

/// How far people and their stays are: every act appends to the journal, and an import of people or of
/// departures counts in its batch. Where two marks are equal nobody came, moved or left between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    acts: i64,
    landed: i64,
}

pub fn mark(sql: &Sql) -> Result<Mark, StoreError> {
    sql.one(
        "SELECT (SELECT COALESCE(MAX(sequence), 0) FROM journal) AS acts, \
         (SELECT COALESCE(SUM(accepted), 0) FROM batch WHERE kind <> 'permits') AS landed",
        &[],
        |row| Ok(Mark { acts: row.get("acts")?, landed: row.get("landed")? }),
    )
}

/// How many rows the main tables have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    pub migrants: i64,
    pub registrations: i64,
    pub permits: i64,
    pub journal: i64,
}

pub fn counts(sql: &Sql) -> Result<Counts, StoreError> {
    let count = |statement: &'static str| sql.one(statement, &[], |row| row.get::<i64>("n"));
    Ok(Counts {
        migrants: count("SELECT COUNT(*) AS n FROM migrant")?,
        registrations: count("SELECT COUNT(*) AS n FROM registration")?,
        permits: count("SELECT COUNT(*) AS n FROM permit")?,
        journal: super::journal::count(sql)?,
    })
}
