//! The rows of a calendar's file, one after the other: every wrong line is kept, none stops the reading.

use std::collections::BTreeMap;

use super::{CalendarRefusal, CalendarRow, Fault, Form, Wrong, YEARS, YearCalendar};
use crate::domain::calendar::Day;

/// What was read so far.
pub struct Reading {
    /// How many cells a row has.
    width: usize,
    /// That of the first row.
    year: Option<i16>,
    days: BTreeMap<Day, (bool, Option<String>)>,
    faults: Vec<Fault>,
}

impl Reading {
    pub fn new(width: usize) -> Reading {
        Reading { width, year: None, days: BTreeMap::new(), faults: Vec::new() }
    }

    /// The calendar, or everything that is wrong.
    pub fn close(self) -> Result<YearCalendar, CalendarRefusal> {
        match (self.faults.is_empty(), self.year) {
            (true, Some(year)) => Ok(YearCalendar { year, days: self.days }),
            (true, None) => Err(CalendarRefusal::NotACalendar),
            (false, _) => Err(CalendarRefusal::Faults { faults: self.faults }),
        }
    }

    pub fn row(&mut self, form: &Form, row: &CalendarRow) {
        let cell = |at: usize| row.cells.get(at).map_or("", |cell| cell.trim());
        if let Some(text) = row.cells.iter().skip(self.width).find(|cell| !cell.trim().is_empty()) {
            return self.fault(row.line, Wrong::Surplus { text: text.clone() });
        }
        match form {
            Form::Occasions { year, occasion, off, worked } => {
                let Some(of_row) = cell(*year).parse::<i16>().ok().filter(|year| Day::new(*year, 1, 1).is_some())
                else {
                    return self.fault(row.line, Wrong::Unreadable { text: cell(*year).to_owned() });
                };
                if let Err(wrong) = self.of_year(of_row) {
                    return self.fault(row.line, wrong);
                }
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
        if let Err(wrong) = self.of_year(day.year()) {
            let other = matches!(wrong, Wrong::RowOfOtherYear { .. });
            return self.fault(line, if other { Wrong::OtherYear { day } } else { wrong });
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

    /// Whether a row or day may be of that year: the first one tells the file's.
    fn of_year(&mut self, year: i16) -> Result<(), Wrong> {
        if !YEARS.contains(&year) {
            return Err(Wrong::YearOutOfRange { year });
        }
        if *self.year.get_or_insert(year) == year { Ok(()) } else { Err(Wrong::RowOfOtherYear { year }) }
    }

    fn fault(&mut self, line: u64, wrong: Wrong) {
        self.faults.push(Fault { line, wrong });
    }
}
