//! A sheet of a workbook on its way to rows: what its numbers and merged cells say in their columns, which of
//! its rows the sender cannot see.

use std::io;
use std::sync::Arc;

use super::binding::Binding;
use super::numbers::NumberColumn;
use super::problem::{Fact, RowProblem};
use super::record::{Record, RowSource};
use super::workbook::merges::{Carry, Merge};
use super::workbook::value::{Epoch, length};
use super::workbook::{Book, SheetRows};
use crate::domain::roster::Field;

/// The sheet that was chosen, and what one look over it told.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub book: Arc<Book>,
    pub place: usize,
    pub name: String,
    /// The row of its (lower) headings.
    pub heading_row: u64,
    /// Rows that the sender cannot see are left out.
    pub visible_only: bool,
    /// Rows of people that the sender cannot see.
    pub hidden: Vec<u64>,
    /// In the order of their first rows.
    pub merges: Vec<Merge>,
    pub numbers: NumberColumn,
    pub has_rows: bool,
    /// The cells of all rows, in bytes.
    pub bytes: u64,
}

/// A sheet's rows as a source of records of one width.
pub struct SheetSource<'b> {
    pub rows: Box<dyn SheetRows + 'b>,
    pub width: Option<usize>,
}

impl RowSource for SheetSource<'_> {
    fn read(&mut self, record: &mut Record) -> io::Result<bool> {
        let more = self.rows.read(record)?;
        if let Some(width) = self.width {
            record.set_width(width);
        }
        Ok(more)
    }

    fn set_width(&mut self, cells: usize) {
        self.width = Some(cells);
    }

    fn keep_width(&mut self) {
        self.width = None;
    }

    fn take_merges(&mut self) -> Vec<Merge> {
        self.rows.take_merges()
    }
}

/// What is known of a sheet while its rows go by.
#[derive(Debug)]
pub struct Passing<'s> {
    sheet: &'s Sheet,
    epoch: Epoch,
    carry: Carry<'s>,
    /// The last row in which anything stood.
    last: u64,
    pub hidden: Vec<u64>,
}

impl<'s> Passing<'s> {
    pub fn new(sheet: &'s Sheet) -> Passing<'s> {
        let carry = Carry::new(&sheet.merges);
        Passing { sheet, epoch: sheet.book.epoch(), carry, last: sheet.heading_row, hidden: Vec::new() }
    }

    /// Whether the row stands above the headings, or is one of them; otherwise its merged cells are noticed.
    pub fn is_head(&mut self, record: &Record) -> bool {
        let head = record.line <= self.sheet.heading_row;
        if !head {
            self.carry.pass(record);
        }
        head
    }

    /// The blank rows between the last filled one and this.
    pub fn gap(&mut self, row: u64) -> u64 {
        let gap = row.saturating_sub(self.last + 1);
        self.last = row;
        gap
    }

    /// Notes a row that the sender cannot see; whether it is left out.
    pub fn leaves_out(&mut self, record: &Record) -> bool {
        if record.hidden {
            self.hidden.push(record.line);
        }
        record.hidden && self.sheet.visible_only
    }

    /// Says what merged cells and bare numbers mean in the columns of their fields.
    pub fn settle(&self, binding: &Binding, bound: &[(Field, usize)], record: &mut Record) {
        for (column, text, mark) in self.carry.down(record.line) {
            let fields: Vec<Field> = bound.iter().filter(|(_, of)| *of == column).map(|(field, _)| *field).collect();
            let own = fields.iter().any(|field| is_own(*field));
            if fields.is_empty() || own || !record.cell(column).trim().is_empty() {
                continue;
            }
            match mark {
                Some(mark) => record.put_number(column, text, mark.number),
                None => record.put(column, text),
            }
            let column = Some(binding.column_name(column));
            record.problems.push(RowProblem {
                field: fields.first().copied(),
                column,
                reject: false,
                fact: Fact::Merged,
            });
        }
        if record.marks().is_empty() {
            return;
        }
        for (field, column) in bound {
            let Some(mark) = record.mark(*column) else { continue };
            if let Some((fact, reject)) = self.judge(*field, *column, mark.number, record) {
                let column = Some(binding.column_name(*column));
                record.problems.push(RowProblem { field: Some(*field), column, reject, fact });
            }
        }
    }

    /// What a bare number in a column of that field is.
    fn judge(&self, field: Field, column: usize, number: f64, record: &mut Record) -> Option<(Fact, bool)> {
        /// A spreadsheet keeps so many digits.
        const EXACT: usize = 15;
        if field.days().is_some() {
            let day = self.epoch.plausible_date(number)?;
            let cell = record.cell(column).to_owned();
            record.put(column, &day);
            return Some((Fact::DayNumber { cell, day }, false));
        }
        if !matches!(field, Field::IdNumber | Field::PermitNumber) {
            return None;
        }
        match length(number) {
            digits if digits > EXACT => Some((Fact::LostDigits, true)),
            EXACT if field == Field::IdNumber => Some((Fact::BareNumber, false)),
            _ => None,
        }
    }
}

/// What is one person's alone, and never shared by merging cells.
fn is_own(field: Field) -> bool {
    matches!(field, Field::Name | Field::IdNumber | Field::PermitNumber)
}
