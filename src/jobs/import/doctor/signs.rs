//! What the bad rows of a file have in common: ruined numbers, bytes that are no character, days of one form.

use std::collections::BTreeMap;

use crate::domain::code::Code;
use crate::domain::identity::IdRefusal;
use crate::domain::objection::Objection;
use crate::domain::roster::Field;
use crate::intake::Fact;
use crate::intake::problem::DayTrouble;
use crate::jobs::import::{BadRow, Reason};

/// What the bad rows have in common.
#[derive(Default)]
pub struct Signs {
    pub ruined: u64,
    pub numbers: u64,
    pub bytes: u64,
    /// More or fewer cells than headings.
    pub crowded: u64,
    pub days: BTreeMap<Field, DaySigns>,
    pub causes: BTreeMap<(Code, Option<Field>), u64>,
}

#[derive(Default)]
pub struct DaySigns {
    pub rows: u64,
    pub swapped: u64,
    /// Of those: a year before a month that is none, as a slip of the finger leaves it too.
    pub year_first: u64,
    /// The first cell whose day and month changed places.
    pub cell: String,
    pub trouble: Option<DayTrouble>,
}

impl Signs {
    pub fn observe(&mut self, bad: &BadRow) {
        let any = |is: fn(&Reason) -> bool| u64::from(bad.reasons.iter().any(is));
        self.ruined += any(is_ruined);
        self.numbers += any(|reason| field_of(reason) == Some(Field::IdNumber));
        self.bytes +=
            any(|reason| matches!(reason, Reason::Row(problem) if matches!(problem.fact, Fact::Bytes { .. })));
        self.crowded += any(|reason| reason.code() == Code::J410);
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
            // Best one that nobody can read the other way round.
            if self.cell.is_empty() || !tells(&self.cell) && tells(cell) {
                cell.clone_into(&mut self.cell);
            }
        }
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
        | Reason::PermitNumber(_)
        | Reason::UnknownWord { .. } => false,
    }
}

fn field_of(reason: &Reason) -> Option<Field> {
    match reason {
        Reason::Row(problem) => problem.field,
        Reason::Form(objection) => Some(objection.field()),
        Reason::PermitNumber(_) => Some(Field::PermitNumber),
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
