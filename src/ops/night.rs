//! What a night knows of a register at one moment: what its backup must give back, and the city's figures.
//! And what is to be said of the nights to whoever works in it.

use std::path::{Path, PathBuf};

use crate::domain::calendar::{Day, Instant};
use crate::domain::night::watch::{NightRun, Told, alarm};
use crate::domain::night::{CityFigures, Step};
use crate::domain::rate::By;
use crate::store::register::{self, Counts};
use crate::store::{Sql, StoreError, journal, nights};

use super::office::{self, Office};
use super::rate;

/// A register at one moment. Two that are equal hold the same acts and give the same figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub counts: Counts,
    /// The journal's last entry.
    pub head: Option<(i64, String)>,
    pub figures: CityFigures,
}

/// Looks at the register; its figures are those of the end of a day.
pub fn look(sql: &Sql, on: Day) -> Result<Seen, StoreError> {
    let office = Office::load(sql)?;
    Ok(Seen { counts: register::counts(sql)?, head: journal::head(sql)?, figures: figures(sql, &office, on)? })
}

/// The figures of the city at the end of a day.
pub fn figures(sql: &Sql, office: &Office, on: Day) -> Result<CityFigures, StoreError> {
    let total = rate::in_office(sql, office, on, By::Tier)?.total;
    Ok(CityFigures { registered: total.registered, holders: total.holders })
}

/// A night that somebody must be told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watched {
    pub told: Told,
    /// The step at which it failed, where that is known.
    pub failed: Option<Step>,
    /// The command that makes it, without the day.
    pub command: String,
    /// The folder of all nights.
    pub folder: PathBuf,
    /// Whether a night could begin in it.
    pub is_usable: bool,
}

/// What is to be said of a register's nights at an instant, if it ever had one.
pub fn watch(sql: &Sql, register: &Path, now: Instant) -> Result<Option<Watched>, StoreError> {
    let Some(nights) = nights::remembered(sql, &nights::register_text(register), now)? else { return Ok(None) };
    let by_hour = office::rule_book(sql)?.settings_on(now.day()).night_by;
    let Some(told) = alarm(&nights, now, by_hour) else { return Ok(None) };
    let failed = nights::find_failed(sql, told.alarm.night())?;
    // The latest that is known tells best how the nights of this register are made; one that could not even take its
    // folder, only where there is no other.
    let mut unfit = Vec::new();
    for run in &nights.open {
        if nights::has_unfit_folder(sql, run.on)? {
            unfit.push(run.on);
        }
    }
    let is_usable = |run: &&NightRun| !unfit.contains(&run.on);
    let of_night = |run: &&NightRun| run.on == told.alarm.night();
    let all = || nights.open.iter().filter(is_usable).chain(&nights.last_whole);
    let usable = all().find(of_night).or_else(|| all().max_by_key(|run| run.started_at));
    let run = usable.or_else(|| nights.open.iter().max_by_key(|run| run.started_at));
    let command = run.map(|run| run.command.clone()).unwrap_or_default();
    let folder = run.map(|run| PathBuf::from(&run.folder)).unwrap_or_default();
    let is_usable = usable.is_some();
    Ok(Some(Watched { told, failed, command, folder, is_usable }))
}
