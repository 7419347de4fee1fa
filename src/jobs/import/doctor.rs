//! The doctor for damaged files: where most rows fail for one cause, the cause is named once, with its
//! column and the way to mend the file, instead of thousands of rows.
//!
//! A day and month that changed places are told from a single cell: the others of its column read well and
//! may be wrong all the same.

use std::collections::BTreeMap;

use super::landing::Job;
use super::tally::Tally;
use super::{BadRow, ImportError, Reason};
use crate::domain::code::Code;
use crate::domain::identity::{self, IdRefusal};
use crate::domain::objection::Objection;
use crate::domain::roster::Field;
use crate::intake::outer::{Column, letter};
use crate::intake::problem::DayTrouble;
use crate::intake::{Fact, Record, days};

/// What ails a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Diagnosis {
    /// A spreadsheet rounded the numbers.
    RuinedNumbers {
        column: String,
        ailing: Ailing,
    },
    /// Days written day first, or month and day in each other's place.
    SwappedDays {
        field: Field,
        column: String,
        cell: String,
        ailing: Ailing,
    },
    UnreadableDays {
        field: Field,
        column: String,
        trouble: DayTrouble,
        ailing: Ailing,
    },
    /// Bytes that are no character, under an encoding that was given.
    WrongEncoding {
        label: String,
        ailing: Ailing,
    },
    /// Identity numbers stand in another column than the one bound.
    WrongNumberColumn {
        column: String,
        better: Column,
        ailing: Ailing,
    },
    /// No cell of the column holds a number, nor does any other column.
    NoNumbers {
        column: String,
        ailing: Ailing,
    },
    /// From a row on every cell stands some columns from its heading.
    Shifted {
        column: String,
        found: Column,
        to_the_right: bool,
        /// The first such row.
        line: u64,
        ailing: Ailing,
    },
    OneCause {
        cause: Code,
        column: Option<String>,
        ailing: Ailing,
    },
}

/// How many rows have it, of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ailing {
    pub rows: u64,
    pub of: u64,
}

impl Diagnosis {
    pub fn code(&self) -> Code {
        match self {
            Diagnosis::RuinedNumbers { .. } => Code::J440,
            Diagnosis::SwappedDays { .. } => Code::J441,
            Diagnosis::UnreadableDays { .. } => Code::J442,
            Diagnosis::WrongEncoding { .. } => Code::J443,
            Diagnosis::WrongNumberColumn { .. } | Diagnosis::NoNumbers { .. } | Diagnosis::Shifted { .. } => Code::J444,
            Diagnosis::OneCause { .. } => Code::J445,
        }
    }
}

/// Fewer bad rows than these are told one by one.
const FEW: u64 = 3;

/// How many rows are looked at for a better column.
const SAMPLE: u64 = 500;

/// What the bad rows have in common.
#[derive(Default)]
struct Signs {
    ruined: u64,
    numbers: u64,
    bytes: u64,
    days: BTreeMap<Field, DaySigns>,
    causes: BTreeMap<(Code, Option<Field>), u64>,
}

#[derive(Default)]
struct DaySigns {
    rows: u64,
    swapped: u64,
    /// Of those: a year before a month that is none, as a slip of the finger leaves it too.
    year_first: u64,
    /// The first cell whose day and month changed places.
    cell: String,
    trouble: Option<DayTrouble>,
}

impl Signs {
    fn observe(&mut self, bad: &BadRow) {
        let any = |is: fn(&Reason) -> bool| u64::from(bad.reasons.iter().any(is));
        self.ruined += any(is_ruined);
        self.numbers += any(|reason| field_of(reason) == Some(Field::IdNumber));
        self.bytes +=
            any(|reason| matches!(reason, Reason::Row(problem) if matches!(problem.fact, Fact::Bytes { .. })));
        for reason in bad.reasons.iter() {
            if let Reason::Row(problem) = reason
                && let (Some(field), Fact::Day { cell, trouble }) = (problem.field, &problem.fact)
            {
                self.days.entry(field).or_default().observe(cell, *trouble);
            }
        }
        if let Some(first) = bad.reasons.first() {
            *self.causes.entry((first.code(), field_of(first))).or_default() += 1;
        }
    }
}

impl DaySigns {
    fn observe(&mut self, cell: &str, trouble: DayTrouble) {
        self.rows += 1;
        self.trouble.get_or_insert(trouble);
        let swapped = is_swapped(cell);
        self.year_first += u64::from(swapped == Some(Form::YearFirst));
        if swapped.is_some() {
            self.swapped += 1;
            // Best one that nobody can read the other way round.
            if self.cell.is_empty() || !tells(&self.cell) && tells(cell) {
                cell.clone_into(&mut self.cell);
            }
        }
    }
}

impl Job<'_> {
    /// What ails the file; nothing, where its bad rows have little in common.
    pub fn examine(&self, tally: &Tally) -> Result<Vec<Diagnosis>, ImportError> {
        let mut signs = Signs::default();
        tally.bad.iter().for_each(|bad| signs.observe(bad));
        let of = tally.counts.rows;
        let most = |rows: u64| rows >= FEW && rows * 2 > of;
        let mut found = Vec::new();
        if most(signs.ruined) {
            let ailing = Ailing { rows: signs.ruined, of };
            found.push(Diagnosis::RuinedNumbers { column: self.column(Field::IdNumber), ailing });
        } else if most(signs.numbers)
            && let Some(misplaced) = self.misplaced(tally, Ailing { rows: signs.numbers, of })?
        {
            // Cells that stand elsewhere are wrong in every way.
            let shifted = matches!(misplaced, Diagnosis::Shifted { .. });
            found.push(misplaced);
            if shifted {
                return Ok(found);
            }
        }
        for (field, days) in signs.days {
            let column = self.column(field);
            if days.swapped > days.year_first || most(days.swapped) {
                let ailing = Ailing { rows: days.swapped, of };
                found.push(Diagnosis::SwappedDays { field, column, cell: days.cell, ailing });
            } else if let Some(trouble) = days.trouble.filter(|_| most(days.rows)) {
                let ailing = Ailing { rows: days.rows, of };
                found.push(Diagnosis::UnreadableDays { field, column, trouble, ailing });
            }
        }
        if let Some(label) = self.order.encoding.clone().filter(|_| most(signs.bytes)) {
            found.push(Diagnosis::WrongEncoding { label, ailing: Ailing { rows: signs.bytes, of } });
        }
        if found.is_empty() {
            let cause = signs.causes.into_iter().find(|(_, rows)| most(*rows));
            found.extend(cause.map(|((cause, field), rows)| Diagnosis::OneCause {
                cause,
                column: field.and_then(|field| self.plan.binding.name_of(field)),
                ailing: Ailing { rows, of },
            }));
        }
        Ok(found)
    }

    fn column(&self, field: Field) -> String {
        self.plan.binding.name_of(field).unwrap_or_else(|| field.as_str().to_owned())
    }

    /// Where the numbers stand that are not in their column.
    fn misplaced(&self, tally: &Tally, ailing: Ailing) -> Result<Option<Diagnosis>, ImportError> {
        let binding = &self.plan.binding;
        let Some(bound) = binding.columns(Field::IdNumber).first().copied() else { return Ok(None) };
        let sample = self.sample()?;
        let column = self.column(Field::IdNumber);
        let Some(better) = sample.best_column(bound) else {
            let bare = sample.without_digits * 2 > sample.rows;
            return Ok(bare.then_some(Diagnosis::NoNumbers { column, ailing }));
        };
        let found = Column { letter: letter(better), heading: binding.heading(better).to_owned() };
        let line = tally.bad.iter().map(|bad| bad.line).min().unwrap_or_default();
        let to_the_right = better > bound;
        let by = better.abs_diff(bound);
        Ok(Some(if sample.days_moved(by, to_the_right) {
            Diagnosis::Shifted { column, found, to_the_right, line, ailing }
        } else {
            Diagnosis::WrongNumberColumn { column, better: found, ailing }
        }))
    }

    /// What stands where in the first rows.
    fn sample(&self) -> Result<Sample, ImportError> {
        let binding = &self.plan.binding;
        let fault = |error: std::io::Error| self.source.fault(&error);
        let mut rows = self.source.rows(self.plan)?;
        let mut record = Record::default();
        let mut sample = Sample::default();
        // A row that was shifted may have a cell more than there are headings.
        let width = binding.headings.len() + 1;
        (sample.numbers, sample.days) = (vec![0; width], vec![0; width]);
        sample.of_days = DAYS.iter().flat_map(|field| binding.columns(*field)).copied().collect();
        let own = binding.columns(Field::IdNumber);
        while sample.rows < SAMPLE && rows.next(&mut record).map_err(fault)? {
            sample.rows += 1;
            for column in 0..width {
                let cell = record.cell(column);
                let is_number = identity::read(cell, None, self.order.today, true).is_ok();
                sample.numbers[column] += u64::from(is_number);
                sample.days[column] += u64::from(matches!(days::day(cell, Field::RegisteredOn), Ok(Some(_))));
            }
            let digits = |column: &usize| record.cell(*column).chars().any(char::is_numeric);
            sample.without_digits += u64::from(!own.iter().any(digits));
        }
        Ok(sample)
    }
}

/// Columns of days that a roster is likely to have.
const DAYS: [Field; 5] = [Field::ArrivedOn, Field::RegisteredOn, Field::StartedOn, Field::LeftOn, Field::IssuedOn];

/// The first rows: how many cells of each column are a number, or a day.
#[derive(Default)]
struct Sample {
    rows: u64,
    numbers: Vec<u64>,
    days: Vec<u64>,
    of_days: Vec<usize>,
    /// Rows whose number has no digit.
    without_digits: u64,
}

impl Sample {
    /// The column, other than the one bound, in most of whose cells an identity number stands.
    fn best_column(&self, bound: usize) -> Option<usize> {
        let better = self.numbers.iter().enumerate();
        let better = better.filter(|(column, fits)| **fits * 2 > self.rows && *column != bound);
        better.max_by_key(|(_, fits)| **fits).map(|(column, _)| column)
    }

    /// Whether the days stand as far from their headings as the numbers do: none may tell otherwise.
    fn days_moved(&self, by: usize, to_the_right: bool) -> bool {
        let most = |column: Option<usize>| {
            column.and_then(|column| self.days.get(column)).is_some_and(|days| days * 2 > self.rows)
        };
        let from = |column: usize| if to_the_right { Some(column + by) } else { column.checked_sub(by) };
        let stays = |column: &usize| most(Some(*column)) && !self.of_days.iter().any(|own| from(*own) == Some(*column));
        self.of_days.iter().any(|column| most(from(*column))) && !self.of_days.iter().any(stays)
    }
}

fn is_ruined(reason: &Reason) -> bool {
    match reason {
        Reason::Row(problem) => matches!(problem.fact, Fact::LostDigits | Fact::PerhapsLostDigits { .. }),
        Reason::Form(objection) => matches!(objection, Objection::Identity(IdRefusal::LostDigits)),
        Reason::Landing(_)
        | Reason::Departure
        | Reason::ArrivedAfter { .. }
        | Reason::Blank { .. }
        | Reason::UnknownWord { .. } => false,
    }
}

fn field_of(reason: &Reason) -> Option<Field> {
    match reason {
        Reason::Row(problem) => problem.field,
        Reason::Form(objection) => Some(objection.field()),
        Reason::Blank { field } | Reason::UnknownWord { field, .. } => Some(*field),
        Reason::Departure => Some(Field::LeftOn),
        Reason::ArrivedAfter { .. } => Some(Field::ArrivedOn),
        Reason::Landing(_) => None,
    }
}

/// How a day was written whose day and month may have changed places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `13/04/2012`
    YearLast,
    /// `2012-13-04`: no month, but a day of one.
    YearFirst,
}

/// Whether one of its numbers can only be a day.
fn tells(cell: &str) -> bool {
    let numbers = cell.split(|c: char| !c.is_ascii_digit()).take(3).filter_map(|number| number.parse::<u32>().ok());
    numbers.filter(|number| (13..=31).contains(number)).count() == 1
}

fn is_swapped(cell: &str) -> Option<Form> {
    let date = cell.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = date.split(['/', '-', '.']).collect();
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
    let [first, second, third] = parts.as_slice() else { return None };
    let (Some(a), Some(b), Some(c)) = (number(first), number(second), number(third)) else { return None };
    let month = |n: u32| (1..=12).contains(&n);
    let day = |n: u32| (1..=31).contains(&n);
    if third.len() == 4 {
        let is_date = (1800..=2200).contains(&c) && (month(a) && day(b) || day(a) && month(b));
        return is_date.then_some(Form::YearLast);
    }
    (first.len() == 4 && (13..=31).contains(&b) && month(c)).then_some(Form::YearFirst)
}

#[cfg(test)]
mod tests {
    use super::{Form, is_swapped};

    #[test]
    fn a_day_before_its_month_is_told_by_its_form() {
        for cell in ["13/04/2012", "4/13/2012", "3/4/2012", "13-04-2012 08:00", "13.4.2012"] {
            assert_eq!(is_swapped(cell), Some(Form::YearLast), "{cell}");
        }
        for cell in ["2012-13-04", "2018-13-01"] {
            assert_eq!(is_swapped(cell), Some(Form::YearFirst), "{cell}");
        }
        for cell in ["2012-03-04", "2012-02-30", "12.3.5", "40973", "长期", "", "2012-13-40", "99/99/2012", "1/2"] {
            assert_eq!(is_swapped(cell), None, "{cell}");
        }
    }
}
