//! The rows of a calendar's file, one after the other: every wrong line is kept, none stops the reading.

use std::collections::BTreeMap;

use super::{CalendarRefusal, CalendarRow, Fault, Form, Wrong, YEARS, YearCalendar};
use crate::domain::calendar::Day;

/// What was read so far.
pub struct Reading {
    /// How many cells a row has.
    width: usize,
    /// Rows of other years are passed over.
    only: Option<i16>,
    /// That of the first row.
    year: Option<i16>,
    /// First and last year of rows for each day: such a file may have several.
    years: Option<(i16, i16)>,
    days: BTreeMap<Day, (bool, Option<String>)>,
    faults: Vec<Fault>,
}

impl Reading {
    pub fn new(width: usize, only: Option<i16>) -> Reading {
        Reading { width, only, year: None, years: None, days: BTreeMap::new(), faults: Vec::new() }
    }

    /// The calendar, or everything that is wrong.
    pub fn close(self) -> Result<YearCalendar, CalendarRefusal> {
        let other_year = |fault: &Fault| matches!(fault.wrong, Wrong::OtherYear { .. } | Wrong::YearOutOfRange { .. });
        let all_of_others = !self.faults.is_empty() && self.faults.iter().all(other_year);
        if let (true, Some((first, last))) = (all_of_others, self.years.filter(|(first, last)| first < last)) {
            return Err(CalendarRefusal::SeveralYears { first, last });
        }
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
                if self.is_passed_over(of_row) {
                    return;
                }
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
                self.one(row.line, cell(*day), worked, None);
            }
            Form::Kinds { day, kind, occasion } => {
                let text = cell(*kind);
                let worked = match text.to_lowercase().as_str() {
                    "workday" | "working" | "worked" | "上班" | "补班" | "调休上班" => true,
                    "holiday" | "off" | "放假" | "休" | "节假日" => false,
                    _ => return self.fault(row.line, Wrong::Unreadable { text: text.to_owned() }),
                };
                let name = occasion.map(cell).filter(|name| !name.is_empty());
                self.one(row.line, cell(*day), worked, name);
            }
        }
    }

    /// The day of a row that has one.
    fn one(&mut self, line: u64, text: &str, working: bool, name: Option<&str>) {
        match Day::parse(text) {
            Ok(day) if self.is_passed_over(day.year()) => {}
            Ok(day) => {
                let (first, last) = self.years.unwrap_or((day.year(), day.year()));
                self.years = Some((first.min(day.year()), last.max(day.year())));
                self.day(line, day, working, name);
            }
            Err(_) => self.fault(line, Wrong::Impossible { text: text.to_owned() }),
        }
    }

    /// Whether another year is meant than that of a row.
    fn is_passed_over(&self, year: i16) -> bool {
        self.only.is_some_and(|only| only != year)
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
