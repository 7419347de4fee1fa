//! The doctor for damaged files: where most rows fail for one cause, the cause is named once, with its
//! column and the way to mend the file, instead of thousands of rows.
//!
//! A day and month that changed places are told from a single cell: the others of its column read well and
//! may be wrong all the same.

mod sample;
mod signs;

use super::ImportError;
use super::landing::Job;
use super::tally::Tally;
use crate::domain::code::Code;
use crate::domain::roster::Field;
use crate::intake::outer::{Column, letter};
use crate::intake::problem::DayTrouble;
pub use signs::Signs;

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
        /// The letter of the one bound, where the name and it changed places.
        swapped: Option<String>,
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

impl Job<'_> {
    /// What ails the file; nothing, where its bad rows have little in common.
    pub fn examine(&self, tally: &Tally) -> Result<Vec<Diagnosis>, ImportError> {
        let signs = &tally.signs;
        let of = tally.counts.rows;
        let most = |rows: u64| rows >= FEW && rows * 2 > of;
        let mut found = Vec::new();
        if most(signs.ruined) {
            let ailing = Ailing { rows: signs.ruined, of };
            found.push(Diagnosis::RuinedNumbers { column: self.column(Field::IdNumber), ailing });
        } else if (most(signs.numbers) || most(signs.crowded))
            && let Some(misplaced) = self.misplaced(tally, Ailing { rows: signs.numbers.max(signs.crowded), of })?
        {
            // Cells that stand elsewhere are wrong in every way.
            if matches!(misplaced, Diagnosis::Shifted { .. }) {
                return Ok(vec![misplaced]);
            }
            // Where cells are too many or too few nothing else is known of them.
            found.extend(most(signs.numbers).then_some(misplaced));
        }
        for (field, days) in &signs.days {
            let (field, column) = (*field, self.column(*field));
            if days.swapped > days.year_first || most(days.swapped) {
                let ailing = Ailing { rows: days.swapped, of };
                found.push(Diagnosis::SwappedDays { field, column, cell: days.cell.clone(), ailing });
            } else if let Some(trouble) = days.trouble.filter(|_| most(days.rows)) {
                let ailing = Ailing { rows: days.rows, of };
                found.push(Diagnosis::UnreadableDays { field, column, trouble, ailing });
            }
        }
        if let Some(label) = self.order.encoding.clone().filter(|_| most(signs.bytes)) {
            found.push(Diagnosis::WrongEncoding { label, ailing: Ailing { rows: signs.bytes, of } });
        }
        if found.is_empty() {
            let cause = signs.causes.iter().find(|(_, rows)| most(**rows));
            found.extend(cause.map(|((cause, field), rows)| Diagnosis::OneCause {
                cause: *cause,
                column: field.and_then(|field| self.plan.binding.name_of(field)),
                ailing: Ailing { rows: *rows, of },
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
        Ok(Some(if sample.moved(by, to_the_right) {
            Diagnosis::Shifted { column, found, to_the_right, line, ailing }
        } else {
            let swapped = binding.columns(Field::Name) == [better] && sample.without_digits * 2 > sample.rows;
            Diagnosis::WrongNumberColumn { column, better: found, swapped: swapped.then(|| letter(bound)), ailing }
        }))
    }
}
