//! A year's calendar as a file gives it: read whole, or refused with everything that is wrong in it.
//!
//! Three forms: `year,occasion,off,worked` with lists of MM-DD, or a row for each day, `day,working` or
//! `date,kind,occasion`. One year is read; which, is said where a file has several. A weekend that is not named is off, any other day is worked.

mod festivals;
mod reading;

use std::collections::BTreeMap;

use super::calendar::{Day, WorkCalendar};
use super::code::Code;
pub use festivals::Festival;
use reading::Reading;

/// A row of the file: its line, its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarRow {
    pub line: u64,
    pub cells: Vec<String>,
}

/// The days of a year that are told, each with its occasion where one is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearCalendar {
    pub year: i16,
    pub days: BTreeMap<Day, (bool, Option<String>)>,
}

impl YearCalendar {
    /// The days that differ from the week's rule.
    pub fn special(&self) -> BTreeMap<Day, bool> {
        differing(self.days.iter().map(|(day, (working, _))| (*day, *working)))
    }

    /// How many of the days are off, or worked.
    pub fn count(&self, working: bool) -> usize {
        self.days.values().filter(|(worked, _)| *worked == working).count()
    }
}

/// What a calendar holds of a year, without the weekends that a file need not name; `None`: nothing.
pub fn known(calendar: &WorkCalendar, year: i16) -> Option<BTreeMap<Day, bool>> {
    calendar.days_of(year).map(differing)
}

fn differing(days: impl IntoIterator<Item = (Day, bool)>) -> BTreeMap<Day, bool> {
    days.into_iter().filter(|(day, working)| *working == day.is_weekend()).collect()
}

/// What is wrong in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// Cells are missing, or a word is neither yes nor no.
    Unreadable {
        text: String,
    },
    /// No day, or one that the calendar does not have.
    Impossible {
        text: String,
    },
    OtherYear {
        day: Day,
    },
    Twice {
        day: Day,
    },
    OffAndWorked {
        day: Day,
    },
    WorkedWeekday {
        day: Day,
    },
    /// The row is of another year than those above it.
    RowOfOtherYear {
        year: i16,
    },
    /// Nothing is counted in that year.
    YearOutOfRange {
        year: i16,
    },
    /// A cell beyond the headings.
    Surplus {
        text: String,
    },
}

/// The years of which a calendar is taken: from that of the first rules on.
pub const YEARS: std::ops::RangeInclusive<i16> = 2012..=2100;

/// A wrong line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub line: u64,
    pub wrong: Wrong,
}

/// Why a file is no calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CalendarRefusal {
    /// No text, or the headings of neither form, or nothing below them.
    NotACalendar,
    Faults {
        faults: Vec<Fault>,
    },
    /// Days of several years, and nobody said which is meant.
    SeveralYears {
        first: i16,
        last: i16,
    },
    /// Holidays of the law are not in it.
    Incomplete {
        year: i16,
        missing: Vec<Festival>,
    },
}

impl CalendarRefusal {
    pub fn code(&self) -> Code {
        match self {
            CalendarRefusal::NotACalendar => Code::J618,
            CalendarRefusal::Faults { .. } | CalendarRefusal::SeveralYears { .. } => Code::J616,
            CalendarRefusal::Incomplete { .. } => Code::J619,
        }
    }
}

/// Which columns hold what.
enum Form {
    Occasions { year: usize, occasion: Option<usize>, off: usize, worked: usize },
    Days { day: usize, working: usize },
    Kinds { day: usize, kind: usize, occasion: Option<usize> },
}

fn form(headings: &[String]) -> Option<Form> {
    let at = |names: &[&str]| {
        headings.iter().position(|heading| names.contains(&heading.trim().to_ascii_lowercase().as_str()))
    };
    if let (Some(year), Some(off), Some(worked)) =
        (at(&["year", "年份", "年"]), at(&["off", "放假"]), at(&["worked", "上班"]))
    {
        return Some(Form::Occasions { year, occasion: at(&["occasion", "节日"]), off, worked });
    }
    if let (Some(day), Some(kind)) = (at(&["date", "day", "日期"]), at(&["kind", "type", "种类", "类型"])) {
        return Some(Form::Kinds { day, kind, occasion: at(&["occasion", "节日"]) });
    }
    Some(Form::Days { day: at(&["day", "date", "日期"])?, working: at(&["working", "worked", "上班"])? })
}

/// Reads the rows of a file, headings first; `year`: the one that is meant, where the file has several.
///
/// # Errors
/// [`CalendarRefusal`], with every wrong line at once.
pub fn read(rows: &[CalendarRow], year: Option<i16>) -> Result<YearCalendar, CalendarRefusal> {
    let (headings, rows) = rows.split_first().ok_or(CalendarRefusal::NotACalendar)?;
    let form = form(&headings.cells).ok_or(CalendarRefusal::NotACalendar)?;
    let mut reading = Reading::new(headings.cells.len(), year);
    for row in rows {
        reading.row(&form, row);
    }
    let calendar = reading.close()?;
    let missing = festivals::missing(&calendar);
    if missing.is_empty() { Ok(calendar) } else { Err(CalendarRefusal::Incomplete { year: calendar.year, missing }) }
}
