//! How a file is to be read: its encoding, separator, headings and columns, told from its first
//! megabyte and the facts of a whole-file [`Scan`].
//!
//! The readings are weighed: the one under which a row of headings binds wins, then the one whose text
//! is made of everyday Chinese characters, then the one under which fewer lines fail.

use std::collections::BTreeSet;
use std::io::{self, Read};

use super::binding::Binding;
use super::cells::tidy;
use super::content::recognise;
use super::decode::Charset;
use super::delimited::Separator;
use super::flags::MapFlag;
use super::numbers::NumberColumn;
use super::outer::{Content, Outer};
use super::reading::Reading;
use super::record::{Record, RowSource};
use super::records::Records;
use super::rows::Rows;
use super::scan::Scan;
use super::sheet::{Sheet, SheetSource};
use super::workbook::Opener;
use crate::domain::roster::{Field, RosterKind};

/// How much of a file [`sniff`] wants to see.
pub const HEAD: usize = 1 << 20;

const FIRST_NUMBERS: usize = 500;

/// What the command says about the file.
#[derive(Debug, Clone, Copy, Default)]
pub struct Request<'a> {
    pub kind: Option<RosterKind>,
    /// `--encoding`
    pub encoding: Option<&'a str>,
    /// `--sheet`
    pub sheet: Option<&'a str>,
    /// `--visible-only`
    pub visible_only: bool,
    pub maps: &'a [MapFlag],
    /// Fields given once for the file: by `--set`, `--unit`, `--counter`, `--on`.
    pub given: &'a [Field],
}

/// What the file is.
#[derive(Debug, Clone)]
pub enum Form {
    Text { charset: Charset, separator: Separator },
    Sheet(Sheet),
}

/// How to read the file.
#[derive(Debug, Clone)]
pub struct Plan {
    pub form: Form,
    pub binding: Binding,
    /// Whether numbers in the file look ruined: then [`Plan::number_column`] is worth a pass.
    pub numbers_suspect: bool,
    /// The line of the (lower) row of headings.
    pub(super) heading_line: u64,
    /// The (lower) row of headings as it stands in the file.
    pub(super) heading_cells: Vec<String>,
}

impl Plan {
    /// The rows below the headings; `reader` gives a text from its first byte.
    pub fn rows<'p, R: Read + 'p>(&'p self, reader: R) -> io::Result<Rows<'p>> {
        let Form::Text { charset, separator } = &self.form else { return Err(io::ErrorKind::Unsupported.into()) };
        let mut records = Records::new(charset.reader(reader), *separator)?;
        let mut record = Record::default();
        while records.read(&mut record)? && record.line < self.heading_line {}
        records.set_width(self.binding.headings.len());
        Ok(Rows::new(Box::new(records), &self.binding, &self.heading_cells))
    }

    /// The rows of a block of lines: [`Rows::take_block`].
    pub fn block_rows(&self, block: Vec<u8>, line: u64) -> Option<Rows<'_>> {
        let Form::Text { separator, .. } = &self.form else { return None };
        let mut records = Records::of_block(block, line, *separator);
        records.set_width(self.binding.headings.len());
        Some(Rows::new(Box::new(records), &self.binding, &self.heading_cells))
    }

    /// The rows below the headings of a sheet.
    pub fn sheet_rows<'p>(&'p self, sheet: &'p Sheet, opener: Opener<'_>) -> io::Result<Rows<'p>> {
        let source = SheetSource { rows: sheet.book.rows(sheet.place, opener)?, width: None };
        Ok(Rows::of_sheet(source, &self.binding, &self.heading_cells, sheet))
    }

    pub fn sheet(&self) -> Option<&Sheet> {
        match &self.form {
            Form::Text { .. } => None,
            Form::Sheet(sheet) => Some(sheet),
        }
    }

    /// The encoding of a text.
    pub fn encoding(&self) -> Option<String> {
        match &self.form {
            Form::Text { charset, .. } => Some(charset.name()),
            Form::Sheet(_) => None,
        }
    }

    /// What the number column shows of a spreadsheet's work; reads the whole file.
    pub fn number_column<'p, R: Read + 'p>(&'p self, reader: R) -> io::Result<NumberColumn> {
        self.first_numbers(reader, usize::MAX)
    }

    fn first_numbers<'p, R: Read + 'p>(&'p self, reader: R, most: usize) -> io::Result<NumberColumn> {
        let mut rows = self.rows(reader)?;
        let mut record = Record::default();
        let mut column = NumberColumn::default();
        for _ in 0..most {
            if !rows.next(&mut record)? {
                break;
            }
            column.observe(self.binding.cell(&record, Field::IdNumber));
        }
        Ok(column)
    }
}

impl Plan {
    /// Lists the columns without a heading in which something stands, as far as the head of the file shows.
    fn note_unheaded(&mut self, head: &[u8]) -> io::Result<()> {
        let headings = &self.binding.headings;
        let unheaded: Vec<usize> = (0..headings.len()).filter(|column| headings[*column].is_empty()).collect();
        if unheaded.is_empty() {
            return Ok(());
        }
        let mut filled = BTreeSet::new();
        let mut rows = self.rows(head)?;
        let mut record = Record::default();
        while rows.next(&mut record)? {
            filled.extend(unheaded.iter().filter(|column| !tidy(record.cell(**column)).is_empty()));
        }
        drop(rows);
        self.binding.list_unheaded(&filled);
        Ok(())
    }
}

/// Decides how to read a file that begins with `head` (at most [`HEAD`] bytes of it).
///
/// # Errors
/// [`Outer`]: what keeps the file from being used at all.
pub fn sniff(head: &[u8], scan: &Scan, request: &Request<'_>) -> Result<Plan, Outer> {
    let forced = match request.encoding {
        Some(label) => {
            Some(Charset::from_label(label).ok_or_else(|| Outer::UnknownEncoding { label: label.to_owned() })?)
        }
        None => Charset::of_mark(head),
    };
    let utf16 = forced == Some(Charset::UTF16LE) || forced == Some(Charset::UTF16BE);
    match recognise(head) {
        Some(Content::Binary | Content::UnmarkedUtf16 { .. }) if utf16 => {}
        Some(content) => return Err(Outer::NotText(content)),
        None => {}
    }
    let whole_lines = if (head.len() as u64) < scan.bytes && !utf16 {
        memchr::memrchr2(b'\n', b'\r', head).map_or(head, |end| &head[..=end])
    } else {
        head
    };
    let charsets = forced.map_or_else(|| vec![Charset::UTF8, Charset::GB18030], |charset| vec![charset]);
    let mut readings = charsets.into_iter().map(|charset| Reading::new(charset, whole_lines, scan, request));
    let Some(first) = readings.next() else { return Err(Outer::Empty) };
    let best = readings.fold(first, |best, next| if next.is_better_than(&best) { next } else { best });
    let mut plan = best.plan(request)?;
    // Rounded numbers are seen anywhere in the file; a column of doubles shows in its first rows.
    let first = plan.first_numbers(whole_lines, FIRST_NUMBERS).unwrap_or_default();
    plan.note_unheaded(whole_lines).unwrap_or_default();
    plan.numbers_suspect = scan.ruined_numbers || first.went_through_doubles();
    Ok(plan)
}
