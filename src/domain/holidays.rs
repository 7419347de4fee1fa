//! A year's calendar as a file gives it: read whole, or refused with everything that is wrong in it.
//!
//! Two forms: `year,occasion,off,worked` with lists of MM-DD, or a row for each day, `day,working`. A file
//! is one year. A weekend that is not named is off, any other day is worked.

use std::collections::BTreeMap;

use super::calendar::{Day, WorkCalendar};
use super::code::Code;

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
}

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
}

impl CalendarRefusal {
    pub fn code(&self) -> Code {
        match self {
            CalendarRefusal::NotACalendar => Code::J618,
            CalendarRefusal::Faults { .. } => Code::J616,
        }
    }
}

/// Which columns hold what.
enum Form {
    Occasions { year: usize, occasion: Option<usize>, off: usize, worked: usize },
    Days { day: usize, working: usize },
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
    Some(Form::Days { day: at(&["day", "date", "日期"])?, working: at(&["working", "worked", "上班"])? })
}

/// Reads the rows of a file, headings first.
///
/// # Errors
/// [`CalendarRefusal`], with every wrong line at once.
pub fn read(rows: &[CalendarRow]) -> Result<YearCalendar, CalendarRefusal> {
    let (headings, rows) = rows.split_first().ok_or(CalendarRefusal::NotACalendar)?;
    let form = form(&headings.cells).ok_or(CalendarRefusal::NotACalendar)?;
    let mut reading = Reading { year: None, days: BTreeMap::new(), faults: Vec::new() };
    for row in rows {
        reading.row(&form, row);
    }
    match (reading.faults.is_empty(), reading.year) {
        (true, Some(year)) => Ok(YearCalendar { year, days: reading.days }),
        (true, None) => Err(CalendarRefusal::NotACalendar),
        (false, _) => Err(CalendarRefusal::Faults { faults: reading.faults }),
    }
}

struct Reading {
    /// That of the first row.
    year: Option<i16>,
    days: BTreeMap<Day, (bool, Option<String>)>,
    faults: Vec<Fault>,
}

impl Reading {
    fn row(&mut self, form: &Form, row: &CalendarRow) {
        let cell = |at: usize| row.cells.get(at).map_or("", |cell| cell.trim());
        match form {
            Form::Occasions { year, occasion, off, worked } => {
                let Some(of_row) = cell(*year).parse::<i16>().ok().filter(|year| Day::new(*year, 1, 1).is_some())
                else {
                    return self.fault(row.line, Wrong::Unreadable { text: cell(*year).to_owned() });
                };
                let name = occasion.map(cell).filter(|name| !name.is_empty());
                for (at, working) in [(*off, false), (*worked, true)] {
                    let separators = [' ', '、', ';', '；'];
                    for text in cell(at).split(separators).filter(|text| !text.is_empty()) {
                        match Day::parse_iso(&format!("{of_row:04}-{text}")).or_else(|| Day::parse(text).ok()) {
                            Some(day) => self.day(row.line, day, working, name),
                            None => self.fault(row.line, Wrong::Impossible { text: text.to_owned() }),
                        }
                    }
                }
            }
            Form::Days { day, working } => {
                let text = cell(*working);
                let worked = match text {
                    "1" | "true" | "yes" | "是" | "上班" => true,
                    "0" | "false" | "no" | "否" | "放假" => false,
                    _ => return self.fault(row.line, Wrong::Unreadable { text: text.to_owned() }),
                };
                match Day::parse(cell(*day)) {
                    Ok(day) => self.day(row.line, day, worked, None),
                    Err(_) => self.fault(row.line, Wrong::Impossible { text: cell(*day).to_owned() }),
                }
            }
        }
    }

    fn day(&mut self, line: u64, day: Day, working: bool, name: Option<&str>) {
        let year = *self.year.get_or_insert(day.year());
        if day.year() != year {
            return self.fault(line, Wrong::OtherYear { day });
        }
        if working && !day.is_weekend() {
            return self.fault(line, Wrong::WorkedWeekday { day });
        }
        match self.days.get(&day) {
            Some((before, _)) if *before != working => self.fault(line, Wrong::OffAndWorked { day }),
            Some(_) => self.fault(line, Wrong::Twice { day }),
            None => {
                self.days.insert(day, (working, name.map(str::to_owned)));
            }
        }
    }

    fn fault(&mut self, line: u64, wrong: Wrong) {
        self.faults.push(Fault { line, wrong });
    }
}
