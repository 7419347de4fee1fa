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
use crate::intake::{Fact, Record};

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
            Diagnosis::WrongNumberColumn { .. } => Code::J444,
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
        for reason in &bad.reasons {
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
            if self.cell.is_empty() {
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
            && let Some(better) = self.better_number_column()?
        {
            let ailing = Ailing { rows: signs.numbers, of };
            found.push(Diagnosis::WrongNumberColumn { column: self.column(Field::IdNumber), better, ailing });
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

    /// The column, other than the one bound, in most of whose cells an identity number stands.
    fn better_number_column(&self) -> Result<Option<Column>, ImportError> {
        let binding = &self.plan.binding;
        let fault = |error: std::io::Error| self.source.fault(&error);
        let mut rows = self.source.rows(self.plan)?;
        let mut record = Record::default();
        let mut fitting = vec![0_u64; binding.headings.len()];
        let mut seen = 0;
        while seen < SAMPLE && rows.next(&mut record).map_err(fault)? {
            seen += 1;
            for (column, fits) in fitting.iter_mut().enumerate() {
                *fits += u64::from(identity::read(record.cell(column), None, self.order.today, true).is_ok());
            }
        }
        let bound = binding.columns(Field::IdNumber);
        let better = fitting.iter().enumerate().filter(|(column, fits)| **fits * 2 > seen && !bound.contains(column));
        let better = better.max_by_key(|(_, fits)| **fits).map(|(column, _)| column);
        Ok(better.map(|column| Column { letter: letter(column), heading: binding.heading(column).to_owned() }))
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
