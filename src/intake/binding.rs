//! Which column of a roster holds which field, and what is said once about its columns.
//!
//! Of a field's several columns the first filled cell of the row counts; of one that holds several days, all do.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::cells::{is_empty_mark, tidy};
use super::outer::{Column, letter};
use super::record::Record;
use super::workbook::SheetName;
use crate::domain::code::Code;
use crate::domain::roster::{Field, RosterKind};

/// Said once for the whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileNotice {
    /// The household address was taken from a column that means something else.
    Weak { field: Field, column: Column },
    /// Of several columns the first filled cell counts.
    Doubled { field: Field, columns: Vec<Column> },
    /// Columns that a register must not hold.
    Refused { columns: Vec<Column> },
    /// A quote among the headings was never closed: each was read by itself.
    OpenQuote { line: u64 },
    /// Rows of a sheet that its sender cannot see.
    HiddenRows { rows: Vec<u64>, left_out: bool },
    /// The sheet that was asked for is one that its sender cannot see.
    HiddenSheet { sheet: String },
    /// Other sheets that would do, of which nothing was read.
    OtherSheets { sheets: Vec<SheetName> },
}

impl FileNotice {
    pub fn code(&self) -> Code {
        match self {
            FileNotice::Weak { .. } => Code::J215,
            FileNotice::Doubled { .. } => Code::J417,
            FileNotice::Refused { .. } => Code::J425,
            FileNotice::OpenQuote { .. } => Code::J427,
            FileNotice::HiddenRows { .. } | FileNotice::HiddenSheet { .. } => Code::J437,
            FileNotice::OtherSheets { .. } => Code::J458,
        }
    }
}

/// The columns of a roster.
#[derive(Debug, Clone)]
pub struct Binding {
    pub kind: RosterKind,
    /// As written, one a column; those of a rejects file begin with its own three.
    pub headings: Vec<String>,
    /// As written: unknown, of other people, or refused.
    pub ignored: Vec<String>,
    pub notices: Vec<FileNotice>,
    /// 3 when the file is a rejects file of ours (行号, 错误码, 原因 come first), else 0.
    pub preface: usize,
    /// How many cells a row may have.
    pub width: RangeInclusive<usize>,
    /// What stood alone in a row above the headings: a title, which each page may print again.
    pub(super) titles: Vec<String>,
    /// Columns that only count the rows.
    pub(super) ordinals: Vec<usize>,
    /// One list a field, in the order of [`Field::ALL`].
    pub(super) columns: Vec<Vec<usize>>,
}

impl Binding {
    /// Lists the columns without a heading in which something stands: `[J]`.
    pub(super) fn list_unheaded(&mut self, filled: &BTreeSet<usize>) {
        let unheaded = filled.iter().filter(|column| self.heading(**column).is_empty() && !self.is_bound(**column));
        let named: Vec<String> = unheaded.map(|column| format!("[{}]", self.letter(*column))).collect();
        self.ignored.extend(named);
    }

    fn is_bound(&self, column: usize) -> bool {
        self.ordinals.contains(&column) || self.columns.iter().any(|columns| columns.contains(&column))
    }

    /// The columns of a field, the one that counts first.
    pub fn columns(&self, field: Field) -> &[usize] {
        self.columns.get(field.index()).map_or(&[], Vec::as_slice)
    }

    /// The field's cell in a row: of several columns the first filled one. Not cleaned.
    pub fn cell<'r>(&self, record: &'r Record, field: Field) -> &'r str {
        match self.columns(field) {
            [] => "",
            [column] => record.cell(*column),
            columns => {
                let mut cells = columns.iter().map(|column| record.cell(*column));
                cells.find(|cell| !is_empty_mark(&tidy(cell))).unwrap_or("")
            }
        }
    }

    /// Every filled cell of a field that may stand in several columns, with its column. Not cleaned.
    pub fn filled_cells<'r>(&self, record: &'r Record, field: Field) -> impl Iterator<Item = (usize, &'r str)> {
        let cells = self.columns(field).iter().map(|column| (*column, record.cell(*column)));
        cells.filter(|(_, cell)| !is_empty_mark(&tidy(cell)))
    }

    /// Field and heading of every bound column, in the order of fields.
    pub fn bound(&self) -> impl Iterator<Item = (Field, &str)> {
        Field::ALL.iter().flat_map(|field| self.columns(*field).iter().map(|column| (*field, self.heading(*column))))
    }

    /// The heading as written; empty where the column has none.
    pub fn heading(&self, column: usize) -> &str {
        self.headings.get(column).map_or("", String::as_str)
    }

    /// How a message names a column: by its heading, else by its letter.
    pub fn column_name(&self, column: usize) -> String {
        let heading = self.heading(column);
        if heading.is_empty() { self.letter(column) } else { heading.to_owned() }
    }

    /// Its letter, without the columns that a rejects file puts in front.
    pub fn letter(&self, column: usize) -> String {
        letter(column.saturating_sub(self.preface))
    }

    /// The column of a field as a message names it.
    pub fn name_of(&self, field: Field) -> Option<String> {
        self.columns(field).first().map(|column| self.column_name(*column))
    }

    /// The file's own headings, without those of a rejects file.
    pub fn own_headings(&self) -> &[String] {
        self.headings.get(self.preface..).unwrap_or(&[])
    }
}
