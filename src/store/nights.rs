//! The nights: one row a day that reports were made of, its steps, its figures.
//!
//! Written by the night itself, without journal rows: what it shows of people is journalled as an act.

use std::collections::BTreeSet;
use std::path::Path;

use crate::domain::calendar::{Day, Instant};
use crate::domain::night::missed::Begun;
use crate::domain::night::watch::{NightRun, Nights};
use crate::domain::night::{CityFigures, NightState, Step, StepState};

use super::Writer;
use super::error::StoreError;
use super::sqlite::{Row, Sql};

/// Where and how nights are made: their folder, the file of the register, and the command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub folder: String,
    pub register: String,
    pub command: String,
}

/// A register's file as nights name it, whatever way leads to it.
pub fn register_text(path: &Path) -> String {
    path.canonicalize().unwrap_or_else(|_| path.to_owned()).to_string_lossy().into_owned()
}

/// Begins a night, or begins it again; its key. The steps of an earlier run go, but those of `resumed`.
pub fn begin(
    writer: &Writer,
    on: Day,
    place: &Place,
    at: Instant,
    filled_in: bool,
    resumed: bool,
) -> Result<i64, StoreError> {
    writer.execute(
        "INSERT INTO night (night_on, state, filled_in, folder, register, started_at, command) \
         VALUES (?1, 'running', ?2, ?3, ?5, ?4, ?6) \
         ON CONFLICT (night_on) DO UPDATE SET state = 'running', filled_in = ?2, folder = ?3, register = ?5, \
         started_at = ?4, ended_at = NULL, command = ?6",
        &[&on, &i64::from(filled_in), &place.folder, &at, &place.register, &place.command],
    )?;
    let id = writer.one("SELECT night_id FROM night WHERE night_on = ?1", &[&on], |row| row.get("night_id"))?;
    if !resumed {
        writer.execute("DELETE FROM night_step WHERE night_id = ?1", &[&id])?;
    }
    Ok(id)
}

/// How a step of a night ended.
#[derive(Debug, Clone)]
pub struct StepRow {
    pub step: Step,
    pub state: StepState,
    pub code: Option<String>,
    pub milliseconds: u64,
    pub at: Instant,
}

/// Records how a step ended, in place of how it ended before.
pub fn put_step(writer: &Writer, night: i64, row: &StepRow) -> Result<(), StoreError> {
    let milliseconds = i64::try_from(row.milliseconds).unwrap_or(i64::MAX);
    writer.execute(
        "INSERT INTO night_step (night_id, step, state, code, milliseconds, ended_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
         ON CONFLICT (night_id, step) DO UPDATE SET state = ?3, code = ?4, milliseconds = ?5, ended_at = ?6",
        &[&night, &row.step, &row.state, &row.code, &milliseconds, &row.at],
    )?;
    Ok(())
}

/// Keeps the figures that the next night is compared with.
pub fn update_figures(writer: &Writer, night: i64, figures: CityFigures) -> Result<(), StoreError> {
    let count = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
    writer.execute(
        "UPDATE night SET registered = ?2, holders = ?3 WHERE night_id = ?1",
        &[&night, &count(figures.registered), &count(figures.holders)],
    )?;
    Ok(())
}

/// Ends a night.
pub fn end(writer: &Writer, night: i64, state: NightState, at: Instant) -> Result<(), StoreError> {
    writer.execute("UPDATE night SET state = ?2, ended_at = ?3 WHERE night_id = ?1", &[&night, &state, &at])?;
    Ok(())
}

const RUN: &str = "SELECT night_on, state, filled_in, started_at, ended_at, folder, command, EXISTS (SELECT 1 FROM night_step s \
     WHERE s.night_id = night.night_id AND s.state = 'done' AND s.code IS NOT NULL) AS found FROM night WHERE night_on = ?1";
const LAST_WHOLE: &str = "SELECT night_on, state, filled_in, started_at, ended_at, folder, command, EXISTS (SELECT 1 FROM night_step s \
     WHERE s.night_id = night.night_id AND s.state = 'done' AND s.code IS NOT NULL) AS found FROM night \
     WHERE register = ?1 AND state = 'whole' AND night_on <= ?2 ORDER BY night_on DESC LIMIT 1";
const OPEN: &str = "SELECT night_on, state, filled_in, started_at, ended_at, folder, command, EXISTS (SELECT 1 FROM night_step s \
     WHERE s.night_id = night.night_id AND s.state = 'done' AND s.code IS NOT NULL) AS found FROM night \
     WHERE register = ?1 AND state <> 'whole' AND night_on <= ?2 ORDER BY night_on DESC";
const LAST_SUCCESS: &str = "SELECT started_at, ended_at FROM night WHERE register = ?1 AND state = 'whole' AND filled_in = 0 AND ended_at <= ?2 \
     ORDER BY ended_at DESC LIMIT 1";

fn run(row: &Row) -> Result<NightRun, StoreError> {
    Ok(NightRun {
        on: row.get("night_on")?,
        state: row.get("state")?,
        filled_in: row.get::<i64>("filled_in")? == 1,
        started_at: row.get("started_at")?,
        ended_at: row.get("ended_at")?,
        folder: row.get("folder")?,
        command: row.get("command")?,
        found: row.get::<i64>("found")? == 1,
    })
}

/// The days of which nights were made of this register.
pub fn known(sql: &Sql) -> Result<BTreeSet<Day>, StoreError> {
    let days = sql.list("SELECT night_on FROM night", &[], |row| row.get("night_on"))?;
    Ok(days.into_iter().collect())
}

/// What is known of a night.
pub fn find(sql: &Sql, on: Day) -> Result<Option<NightRun>, StoreError> {
    sql.optional(RUN, &[&on], run)
}

/// What is remembered of the nights of a register's file, if it ever had one: those of a copy are not its own.
/// A clock that was ahead may have made nights of days to come: they count for nothing.
pub fn remembered(sql: &Sql, register: &str, now: Instant) -> Result<Option<Nights>, StoreError> {
    // A night of a day on which nobody was registered begins no series.
    let first = "SELECT started_at FROM night WHERE register = ?1 AND (registered IS NULL OR registered > 0) \
         ORDER BY started_at LIMIT 1";
    let Some(first_began) = sql.optional(first, &[&register], |row| row.get("started_at"))? else { return Ok(None) };
    let today = now.day();
    Ok(Some(Nights {
        first_began: now.min(first_began),
        last_whole: sql.optional(LAST_WHOLE, &[&register, &today], run)?,
        last_success: sql
            .optional(LAST_SUCCESS, &[&register, &now], |row| Ok((row.get("started_at")?, row.get("ended_at")?)))?,
        open: sql.list(OPEN, &[&register, &today], run)?,
    }))
}

/// All nights that were begun.
pub fn begun(sql: &Sql) -> Result<Vec<Begun>, StoreError> {
    let query =
        "SELECT night_on, started_at, state, filled_in, registered IS NULL OR registered > 0 AS anybody FROM night";
    sql.list(query, &[], |row| {
        Ok(Begun {
            on: row.get("night_on")?,
            at: row.get("started_at")?,
            state: row.get("state")?,
            filled_in: row.get::<i64>("filled_in")? == 1,
            anybody: row.get::<i64>("anybody")? == 1,
        })
    })
}

/// The last whole night before a day, with its figures; none of before anybody was registered.
pub fn last_whole_before(sql: &Sql, on: Day) -> Result<Option<(Day, CityFigures)>, StoreError> {
    sql.optional(
        "SELECT night_on, registered, holders FROM night \
         WHERE night_on < ?1 AND state = 'whole' AND registered IS NOT NULL AND night_on >= \
         (SELECT MIN(night_on) FROM night WHERE state = 'whole' AND registered > 0) ORDER BY night_on DESC LIMIT 1",
        &[&on],
        |row| {
            let count = |value: i64| u64::try_from(value).unwrap_or(0);
            let (registered, holders) = (count(row.get("registered")?), count(row.get("holders")?));
            Ok((row.get("night_on")?, CityFigures { registered, holders }))
        },
    )
}

/// Whether a night's step was done, whatever came of the night.
pub fn is_done(sql: &Sql, on: Day, step: Step) -> Result<bool, StoreError> {
    let done = sql.optional(
        "SELECT s.step FROM night_step s JOIN night n ON n.night_id = s.night_id \
         WHERE n.night_on = ?1 AND s.step = ?2 AND s.state = 'done'",
        &[&on, &step],
        |row| row.get::<Step>("step"),
    )?;
    Ok(done.is_some())
}

/// Whether a run of a night came as far as its backup: one that was stopped before left no file of its own.
pub fn came_to_backup(sql: &Sql, on: Day) -> Result<bool, StoreError> {
    let stopped = sql.optional(
        "SELECT s.step FROM night_step s JOIN night n ON n.night_id = s.night_id \
         WHERE n.night_on = ?1 AND s.state = 'failed' AND (s.step = 'lock' OR s.step = 'check' OR s.code = 'J533')",
        &[&on],
        |row| row.get::<Step>("step"),
    )?;
    Ok(stopped.is_none() || is_done(sql, on, Step::Backup)?)
}

/// Whether a night could not begin in its folder: nobody may write there, or it is another register's.
pub fn has_unfit_folder(sql: &Sql, on: Day) -> Result<bool, StoreError> {
    let stopped = sql.optional(
        "SELECT s.step FROM night_step s JOIN night n ON n.night_id = s.night_id WHERE n.night_on = ?1 \
         AND s.state = 'failed' AND (s.step = 'lock' OR s.step = 'check' AND s.code = 'J533')",
        &[&on],
        |row| row.get::<Step>("step"),
    )?;
    Ok(stopped.is_some())
}

/// Nights of days to come were made by a clock that was ahead: they are made anew when their day is there.
pub fn reopen_after(writer: &Writer, today: Day) -> Result<(), StoreError> {
    writer.execute("UPDATE night SET state = 'failed' WHERE state = 'whole' AND night_on > ?1", &[&today])?;
    Ok(())
}

/// The step at which a night failed.
pub fn find_failed(sql: &Sql, on: Day) -> Result<Option<Step>, StoreError> {
    let failed = sql.list(
        "SELECT s.step FROM night_step s JOIN night n ON n.night_id = s.night_id \
         WHERE n.night_on = ?1 AND s.state = 'failed'",
        &[&on],
        |row| row.get::<Step>("step"),
    )?;
    Ok(failed.into_iter().min())
}
