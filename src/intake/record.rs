//! One row of a roster: its cells, side by side in one text, and what is wrong with them.
//!
//! One record is used for all rows. A row of a sheet may be put together in any order; a cell that the sheet
//! holds as a bare number is marked, because what it says depends on its column.

use std::io;

use super::delimited::Spans;
use super::problem::{Fact, RowProblem};
use super::workbook::merges::Merge;

/// A cell that is a number to its sheet, and looks like nothing else.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    pub column: usize,
    pub number: f64,
}

/// The longest row of a sheet, in bytes.
const LONGEST_ROW: usize = 1 << 20;

/// The cells of one row and what is wrong with them. Used again for every row.
#[derive(Debug, Default)]
pub struct Record {
    /// The line of the file where the record starts, from 1.
    pub line: u64,
    pub problems: Vec<RowProblem>,
    pub(super) text: String,
    pub(super) spans: Spans,
    /// Text that follows a closing quote: if the row is ragged, the quote is to blame.
    pub(super) loose: bool,
    /// No cell has anything to take off: [`super::cells::is_plain_row`].
    pub plain: bool,
    /// Its sender cannot see it.
    pub hidden: bool,
    /// The cells that a sheet holds as bare numbers.
    marks: Vec<Mark>,
    /// The whole row as it stands in the file, while quotes are read.
    pub(super) raw: String,
}

impl Record {
    pub fn width(&self) -> usize {
        self.spans.len()
    }

    /// The cell as it stands in the file, without its quotes; empty where the row has none.
    pub fn cell(&self, column: usize) -> &str {
        self.spans.get(column).map_or("", |(from, to)| &self.text[*from as usize..*to as usize])
    }

    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.spans.len()).map(|column| self.cell(column))
    }

    /// How much of the file it is, roughly.
    pub fn bytes(&self) -> u64 {
        (self.text.len() + self.spans.len()) as u64
    }

    /// The whole text of the record, cells side by side.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn clear(&mut self, line: u64) {
        self.line = line;
        self.problems.clear();
        self.text.clear();
        self.spans.clear();
        self.marks.clear();
        (self.loose, self.hidden, self.plain) = (false, false, false);
    }

    /// Puts a text into a cell, in place of what stood there.
    pub(super) fn put(&mut self, column: usize, text: &str) {
        if self.text.len() + text.len() > LONGEST_ROW {
            let known = self.problems.iter().any(|problem| matches!(problem.fact, Fact::TooLong { .. }));
            if !known {
                self.problems.push(RowProblem::of_row(Fact::TooLong { limit: LONGEST_ROW }));
            }
            return;
        }
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let start = place(self.text.len());
        self.text.push_str(text);
        self.widen(column + 1);
        self.spans[column] = (start, place(self.text.len()));
    }

    /// Puts a bare number into a cell.
    pub(super) fn put_number(&mut self, column: usize, digits: &str, number: f64) {
        self.put(column, digits);
        self.marks.push(Mark { column, number });
    }

    /// The number of a cell that is nothing but a number.
    pub(super) fn mark(&self, column: usize) -> Option<Mark> {
        self.marks.iter().rfind(|mark| mark.column == column).copied()
    }

    pub(super) fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Becomes a row like another.
    pub(super) fn copy_from(&mut self, other: &Record, row: u64) {
        self.clear(row);
        self.text.push_str(&other.text);
        self.spans.extend_from_slice(&other.spans);
        self.marks.extend_from_slice(&other.marks);
        self.problems.extend_from_slice(&other.problems);
        self.hidden = other.hidden;
    }

    /// Gives the row that many cells.
    pub(super) fn set_width(&mut self, cells: usize) {
        self.spans.truncate(cells);
        self.widen(cells);
    }

    fn widen(&mut self, cells: usize) {
        if self.spans.len() < cells {
            let end = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
            self.spans.resize(cells, (end, end));
        }
    }
}

/// Where rows come from, one after the other: a text, a sheet.
pub trait RowSource {
    /// Reads the next record; `false` at the end.
    fn read(&mut self, record: &mut Record) -> io::Result<bool>;

    /// Says how many cells a row has.
    fn set_width(&mut self, cells: usize);

    /// Gives rows all the cells that they have.
    fn keep_width(&mut self) {}

    /// Takes the next lines as they are, to be read elsewhere: [`super::lines::Lines::take_block`].
    fn take_block(&mut self, _wanted: usize, _block: &mut Vec<u8>) -> io::Result<Option<u64>> {
        Ok(None)
    }

    /// The memory of a block that was read.
    fn give_back(self: Box<Self>) -> Vec<u8> {
        Vec::new()
    }

    /// The cells merged over several rows, known when the last row is read.
    fn take_merges(&mut self) -> Vec<Merge> {
        Vec::new()
    }
}
