//! The first rows of a file whose numbers are not in their column: where numbers and days stand instead.

use crate::domain::identity;
use crate::domain::roster::Field;
use crate::intake::{Record, days};
use crate::jobs::import::ImportError;
use crate::jobs::import::landing::Job;

/// So many rows are looked at.
const SAMPLE: u64 = 500;

/// Columns of days that a roster is likely to have.
const DAYS: [Field; 5] = [Field::ArrivedOn, Field::RegisteredOn, Field::StartedOn, Field::LeftOn, Field::IssuedOn];

/// The first rows: how many cells of each column are a number, or a day.
#[derive(Default)]
pub struct Sample {
    pub rows: u64,
    pub numbers: Vec<u64>,
    pub days: Vec<u64>,
    pub of_days: Vec<usize>,
    /// Rows whose number has no digit.
    pub without_digits: u64,
}

impl Sample {
    /// The column, other than the one bound, in most of whose cells an identity number stands.
    pub fn best_column(&self, bound: usize) -> Option<usize> {
        let better = self.numbers.iter().enumerate();
        let better = better.filter(|(column, fits)| **fits * 2 > self.rows && *column != bound);
        better.max_by_key(|(_, fits)| **fits).map(|(column, _)| column)
    }

    /// Whether the days stand as far from their headings as the numbers do: none may tell otherwise.
    pub fn days_moved(&self, by: usize, to_the_right: bool) -> bool {
        let most = |column: Option<usize>| {
            column.and_then(|column| self.days.get(column)).is_some_and(|days| days * 2 > self.rows)
        };
        let from = |column: usize| if to_the_right { Some(column + by) } else { column.checked_sub(by) };
        let stays = |column: &usize| most(Some(*column)) && !self.of_days.iter().any(|own| from(*own) == Some(*column));
        self.of_days.iter().any(|column| most(from(*column))) && !self.of_days.iter().any(stays)
    }
}

impl Job<'_> {
    /// What stands where in the first rows.
    pub fn sample(&self) -> Result<Sample, ImportError> {
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
