//! Which sheet of a workbook is the roster, and how it is to be read.
//!
//! A sheet fits where its headings have all that the roster needs and a row stands below them. One that fits
//! is taken; of several none is guessed. A sheet that its sender has hidden is never taken unasked.

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use super::binding::FileNotice;
use super::content::recognise;
use super::head::{self, Bound, FIRST_ROWS, Found, Head, ROWS_BELOW};
use super::headings::HeadRow;
use super::outer::{Content, Outer};
use super::record::Record;
use super::rows::Rows;
use super::sheet::{Sheet, SheetSource};
use super::sniff::{Form, Plan, Request};
use super::workbook::{Book, BookFault, Opener, SheetName, SheetRows};
use crate::domain::roster::Field;

/// Why a workbook gives no plan.
#[derive(Debug)]
pub enum BookError {
    Outer(Outer),
    /// The disk failed.
    File(io::Error),
}

impl From<io::Error> for BookError {
    fn from(error: io::Error) -> BookError {
        match BookFault::behind(&error) {
            Some(fault) => BookError::Outer(Outer::Book(fault)),
            None => BookError::File(error),
        }
    }
}

impl From<Outer> for BookError {
    fn from(outer: Outer) -> BookError {
        BookError::Outer(outer)
    }
}

/// Whether a file that begins so is to be opened as a workbook.
pub fn is_book(head: &[u8]) -> bool {
    matches!(recognise(head), Some(Content::Workbook | Content::OldWorkbook | Content::OpenWorkbook | Content::Archive))
        && (head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xd0\xcf\x11\xe0") || head.starts_with(b"\x09\x08"))
}

/// Decides which sheet is read, and looks it over once.
///
/// # Errors
/// [`BookError`]: what keeps the file from being used at all.
pub fn plan(head: &[u8], opener: Opener<'_>, request: &Request<'_>) -> Result<Plan, BookError> {
    let book = match Book::read(head, opener) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(Outer::NotText(recognise(head).unwrap_or(Content::Binary)).into());
        }
        // Its first bytes need not tell: the part that does may lie far in.
        Err(error) if error.kind() == io::ErrorKind::Unsupported => {
            return Err(Outer::NotText(Content::BinaryWorkbook).into());
        }
        book => Arc::new(book?),
    };
    let (place, bound) = match request.sheet {
        Some(name) => named(&book, name, opener, request)?,
        None => fitting(&book, opener, request)?,
    };
    survey(&book, place, bound, opener, request)
}

fn named(book: &Book, name: &str, opener: Opener, request: &Request) -> Result<(usize, Bound), BookError> {
    let same = |given: &str, sheet: &SheetName| sheet.name == given || sheet.name.trim() == given.trim();
    let found = book.sheets.iter().position(|sheet| sheet.name == name);
    let found = found.or_else(|| book.sheets.iter().position(|sheet| same(name, sheet)));
    let Some(place) = found else {
        return Err(Outer::NoSheet { given: name.to_owned(), sheets: book.sheets.clone() }.into());
    };
    let (head, mut rows) = first_rows(book, place, opener, request)?;
    let others = |book: &Book| -> Result<Vec<SheetName>, BookError> {
        let fitting = candidates(book, opener, request)?.into_iter().filter(Candidate::fits);
        Ok(fitting.filter(|sheet| sheet.place != place).map(|sheet| book.sheets[sheet.place].clone()).collect())
    };
    match head.bind(request) {
        Ok(mut bound) => {
            bound.say_unread(others(book)?);
            Ok((place, bound))
        }
        Err(outer @ (Outer::NoHeadings { .. } | Outer::Empty)) => {
            let sheets = others(book)?;
            let given = book.sheets[place].name.clone();
            Err(if sheets.is_empty() {
                look_below(outer, &mut *rows, request)?
            } else {
                Outer::WrongSheet { given, sheets }
            }
            .into())
        }
        Err(outer) => Err(outer.into()),
    }
}

/// What one sheet would do.
struct Candidate {
    place: usize,
    found: Found,
    bound: Result<Bound, Outer>,
    has_rows: bool,
}

impl Candidate {
    fn fits(&self) -> bool {
        self.bound.is_ok() && self.has_rows
    }
}

impl Bound {
    /// Names the sheets that would have done as well.
    fn say_unread(&mut self, sheets: Vec<SheetName>) {
        if !sheets.is_empty() {
            self.binding.notices.push(FileNotice::OtherSheets { sheets });
        }
    }
}

fn candidates(book: &Book, opener: Opener, request: &Request) -> Result<Vec<Candidate>, BookError> {
    let mut candidates = Vec::new();
    for place in 0..book.sheets.len() {
        let (head, mut rows) = first_rows(book, place, opener, request)?;
        let (found, bound) = (head.found, head.bind(request));
        let has_rows = match &bound {
            Ok(bound) if book.sheets.len() > 1 => has_rows(&head, bound, &mut *rows)?,
            Ok(_) | Err(_) => bound.is_ok(),
        };
        candidates.push(Candidate { place, found, bound, has_rows });
    }
    Ok(candidates)
}

fn fitting(book: &Book, opener: Opener, request: &Request) -> Result<(usize, Bound), BookError> {
    let candidates = candidates(book, opener, request)?;
    let fits = |hidden: bool| {
        let of = candidates.iter().filter(move |sheet| book.sheets[sheet.place].hidden == hidden);
        of.filter(|sheet| sheet.fits()).map(|sheet| sheet.place).collect::<Vec<usize>>()
    };
    let (seen, unseen) = (fits(false), fits(true));
    let names = |places: &[usize]| places.iter().map(|place| book.sheets[*place].clone()).collect::<Vec<_>>();
    match (seen.as_slice(), unseen.as_slice()) {
        ([], []) => {}
        ([place], hidden) => {
            let (place, mut bound) = take(candidates, *place)?;
            bound.say_unread(names(hidden));
            return Ok((place, bound));
        }
        ([], hidden) => return Err(Outer::SeveralSheets { sheets: names(hidden) }.into()),
        (several, _) => return Err(Outer::SeveralSheets { sheets: names(several) }.into()),
    }
    // None will do: the one that came nearest says why.
    let rank = |sheet: &Candidate| (!book.sheets[sheet.place].hidden, sheet.bound.is_ok(), sheet.found);
    let mut best: Option<Candidate> = None;
    for sheet in candidates {
        if best.as_ref().is_none_or(|best| rank(&sheet) > rank(best)) {
            best = Some(sheet);
        }
    }
    Err(match best.map(|sheet| (sheet.place, sheet.bound)) {
        Some((_, Ok(_))) => Outer::NoRows,
        Some((place, Err(outer))) => look_below(outer, &mut *first_rows(book, place, opener, request)?.1, request)?,
        None => Outer::Empty,
    }
    .into())
}

/// Where the first rows have no headings: whether rows below them have.
fn look_below(outer: Outer, rows: &mut dyn SheetRows, request: &Request) -> io::Result<Outer> {
    let Outer::NoHeadings { best, .. } = outer else { return Ok(outer) };
    Ok(Outer::NoHeadings { best, below: head::below(filled_rows(rows, ROWS_BELOW)?, request) })
}

fn take(candidates: Vec<Candidate>, place: usize) -> Result<(usize, Bound), BookError> {
    let chosen = candidates.into_iter().find(|sheet| sheet.place == place);
    Ok((place, chosen.map_or(Err(Outer::Empty), |sheet| sheet.bound)?))
}

/// The first rows in which anything stands, and the rest of the sheet.
fn first_rows<'b>(
    book: &'b Book,
    place: usize,
    opener: Opener<'_>,
    request: &Request,
) -> io::Result<(Head, Box<dyn SheetRows + 'b>)> {
    let mut rows = book.rows(place, opener)?;
    let head = filled_rows(&mut *rows, FIRST_ROWS)?;
    Ok((Head::of(head, request), rows))
}

/// The next rows in which anything stands.
fn filled_rows(rows: &mut dyn SheetRows, most: usize) -> io::Result<Vec<HeadRow>> {
    let mut record = Record::default();
    let mut filled = Vec::new();
    while filled.len() < most && rows.read(&mut record)? {
        if is_filled(&record) {
            let cells = record.cells().map(str::to_owned).collect();
            filled.push(HeadRow { line: record.line, cells, open_quote: false });
        }
    }
    Ok(filled)
}

fn is_filled(record: &Record) -> bool {
    record.cells().any(|cell| !cell.trim().is_empty())
}

/// Whether anything stands below the headings.
fn has_rows(head: &Head, bound: &Bound, rows: &mut dyn SheetRows) -> io::Result<bool> {
    if head.rows.len() > bound.rows {
        return Ok(true);
    }
    let mut record = Record::default();
    while rows.read(&mut record)? {
        if is_filled(&record) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Looks the sheet over: its merged cells, its number column, the rows that nobody sees.
fn survey(book: &Arc<Book>, place: usize, bound: Bound, opener: Opener, request: &Request) -> Result<Plan, BookError> {
    let own = &book.sheets[place];
    let mut binding = bound.binding;
    let mut heading_cells = bound.heading_cells;
    heading_cells.resize(binding.headings.len(), String::new());
    let mut sheet = Sheet {
        book: Arc::clone(book),
        place,
        name: own.name.clone(),
        heading_row: bound.line,
        visible_only: request.visible_only,
        hidden: Vec::new(),
        merges: Vec::new(),
        numbers: super::NumberColumn::default(),
        has_rows: false,
        bytes: 0,
    };
    let source = SheetSource { rows: book.rows(place, opener)?, width: None };
    let mut rows = Rows::of_sheet(source, &binding, &heading_cells, &sheet);
    rows.keep_width();
    let (mut record, mut filled) = (Record::default(), BTreeSet::new());
    let (mut numbers, mut bytes) = (super::NumberColumn::default(), 0);
    while rows.next(&mut record)? {
        bytes += record.cells().map(|cell| cell.len() as u64 + 1).sum::<u64>();
        numbers.observe(binding.cell(&record, Field::IdNumber));
        filled.extend((0..record.width()).filter(|column| !record.cell(*column).trim().is_empty()));
    }
    let (has_rows, hidden, mut merges) = (rows.taken > 0, rows.hidden(), rows.take_merges());
    drop(rows);
    merges.sort_unstable();
    binding.list_unheaded(&filled);
    if !hidden.is_empty() {
        binding.notices.push(FileNotice::HiddenRows { rows: hidden.clone(), left_out: request.visible_only });
    }
    if own.hidden {
        binding.notices.push(FileNotice::HiddenSheet { sheet: own.name.clone() });
    }
    (sheet.numbers, sheet.bytes, sheet.has_rows, sheet.hidden, sheet.merges) =
        (numbers, bytes, has_rows, hidden, merges);
    Ok(Plan { form: Form::Sheet(sheet), binding, numbers_suspect: false, heading_line: bound.line, heading_cells })
}
