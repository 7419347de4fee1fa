//! Loading a year's calendar: a new year at once, a known one only as a correction with its reason.

use std::collections::BTreeMap;

use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::holidays::{YearCalendar, known};
use crate::store::settings::{self, Holiday};
use crate::store::{Changes, Writer};

use super::OpError;
use super::effect::Effect;
use super::office::Office;

/// Why a calendar is not loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HolidayRefusal {
    /// The year is known with other days, and no reason was given to correct it.
    Known { year: i16, first: Day, days: usize },
}

impl HolidayRefusal {
    pub fn code(&self) -> Code {
        match self {
            HolidayRefusal::Known { .. } => Code::J617,
        }
    }
}

/// Whether the office knows the year with just these days: there is nothing to do.
pub fn is_known(office: &Office, calendar: &YearCalendar) -> bool {
    known(&office.book.calendar, calendar.year).is_some_and(|days| days == calendar.special())
}

/// A calendar that was loaded.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// Whether it took the place of other days.
    pub corrected: bool,
    /// Limits and promises that are known now, and those that stay as they were told.
    pub effect: Effect,
}

/// Loads the year; fills in the due days that waited for it.
pub fn load(
    writer: &Writer,
    office: &Office,
    calendar: &YearCalendar,
    because: Option<&str>,
    changes: Changes,
) -> Result<(Loaded, Changes), OpError<HolidayRefusal>> {
    let (year, new) = (calendar.year, calendar.special());
    let old = known(&office.book.calendar, year);
    if let Some(old) = &old
        && because.is_none()
    {
        let differs = |day: &&Day| old.get(*day) != new.get(*day);
        let mut differing: Vec<Day> = old.keys().chain(new.keys()).filter(differs).copied().collect();
        differing.sort_unstable();
        differing.dedup();
        let first = differing.first().copied().unwrap_or_else(|| Day::new(year, 1, 1).unwrap_or(changes.on));
        return Err(OpError::Refused(HolidayRefusal::Known { year, first, days: differing.len() }));
    }
    let days: Vec<Holiday> = calendar
        .days
        .iter()
        .map(|(day, (working, name))| Holiday { day: *day, working: *working, name: name.clone() })
        .collect();
    settings::update_year(writer, year, &days)?;
    let mut book = office.book.clone();
    book.calendar = book.calendar.with_year(year, new.iter().map(|(day, working)| (*day, *working)));
    let effect = Effect::of_calendar(writer, &office.book, &book)?;
    effect.store(writer)?;
    let told = |working| (listed(old.as_ref(), working), listed(Some(&new), working));
    let ((off_before, off), (worked_before, worked)) = (told(false), told(true));
    let changes = changes
        .purpose(because)
        .subject(year.to_string())
        .rows(u64::try_from(days.len()).unwrap_or(u64::MAX))
        .changed("off", off_before, off)
        .changed("worked", worked_before, worked);
    let counts = [("applications", effect.limits()), ("promises", effect.promises())];
    let counted = |changes: Changes, (what, count): (&'static str, usize)| changes.set(what, count.to_string());
    let changes = counts.into_iter().filter(|(_, count)| *count > 0).fold(changes, counted);
    Ok((Loaded { corrected: old.is_some(), effect }, changes))
}

/// The days off, or the worked ones, as MM-DD with blanks between.
fn listed(days: Option<&BTreeMap<Day, bool>>, working: bool) -> Option<String> {
    let days = days?.iter().filter(|(_, worked)| **worked == working);
    let days: Vec<String> = days.map(|(day, _)| format!("{:02}-{:02}", day.month(), day.day_of_month())).collect();
    (!days.is_empty()).then(|| days.join(" "))
}
