//! The first rows of a file whose numbers are not in their column: where numbers and days stand instead.

use crate::domain::identity;
use crate::domain::roster::Field;
use crate::intake::{Record, cells, days};
use crate::jobs::import::landing::Job;
use crate::jobs::import::{ImportError, sets};

/// So many rows are looked at.
const SAMPLE: u64 = 500;

/// Columns of days that a roster is likely to have.
const DAYS: [Field; 5] = [Field::ArrivedOn, Field::RegisteredOn, Field::StartedOn, Field::LeftOn, Field::IssuedOn];

/// Columns whose cells show by themselves what they are.
const TOLD: [Field; 5] = [Field::Unit, Field::Reason, Field::Dwelling, Field::Sex, Field::Education];

/// Columns that hold the same sort of thing, and in how many cells of each column it stands.
struct Sort {
    own: Vec<usize>,
    fits: Vec<u64>,
}

/// The first rows: how many cells of each column are a number, or something else that shows what it is.
#[derive(Default)]
pub struct Sample {
    pub rows: u64,
    pub numbers: Vec<u64>,
    sorts: Vec<Sort>,
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

    /// Whether days, units or words stand as far from their headings as the numbers do: none may tell otherwise.
    pub fn moved(&self, by: usize, to_the_right: bool) -> bool {
        let from = |column: usize| if to_the_right { Some(column + by) } else { column.checked_sub(by) };
        let most = |sort: &Sort, column: Option<usize>| {
            column.and_then(|column| sort.fits.get(column)).is_some_and(|fits| fits * 2 > self.rows)
        };
        let stays = |sort: &Sort| {
            let moved_here = |column: usize| sort.own.iter().any(|own| from(*own) == Some(column));
            sort.own.iter().any(|column| most(sort, Some(*column)) && !moved_here(*column))
        };
        let moved = |sort: &Sort| sort.own.iter().any(|column| most(sort, from(*column)));
        self.sorts.iter().any(moved) && !self.sorts.iter().any(stays)
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
        sample.numbers = vec![0; width];
        let days = DAYS.iter().flat_map(|field| binding.columns(*field)).copied().collect();
        let told = TOLD.map(|field| binding.columns(field).to_vec());
        sample.sorts = [days].into_iter().chain(told).map(|own| Sort { own, fits: vec![0; width] }).collect();
        let own = binding.columns(Field::IdNumber);
        while sample.rows < SAMPLE && rows.next(&mut record).map_err(fault)? {
            sample.rows += 1;
            for column in 0..width {
                let cell = record.cell(column);
                let is_number = identity::read(cell, None, self.order.today, true).is_ok();
                sample.numbers[column] += u64::from(is_number);
                let is_day = matches!(days::day(cell, Field::RegisteredOn), Ok(Some(_)));
                let fits = [is_day].into_iter().chain(TOLD.map(|field| self.tells(field, cell)));
                sample.sorts.iter_mut().zip(fits).for_each(|(sort, fits)| sort.fits[column] += u64::from(fits));
            }
            let digits = |column: &usize| record.cell(*column).chars().any(char::is_numeric);
            sample.without_digits += u64::from(!own.iter().any(digits));
        }
        Ok(sample)
    }

    /// Whether a cell can stand in the column of a field, and hardly in another.
    fn tells(&self, field: Field, cell: &str) -> bool {
        let text = cells::narrow(cell);
        let text = text.trim();
        if field == Field::Unit {
            return !text.is_empty() && self.office.tree.residence(text, self.order.day()).is_ok();
        }
        !text.is_empty() && sets::known(field, text)
    }
}
