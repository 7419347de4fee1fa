//! Workbooks: bytes → sheets → rows, which go the same road as the lines of a text.
//!
//! Our own readers (docs/decisions/012-own-workbook-readers.md): a roster must know which rows its sender
//! could not see, which cells are merged, and what is a number that only looks like a text. A sheet is read
//! row by row; shared strings alone are held, within a bound. A file is opened through an [`Opener`] by
//! whoever may touch files.

mod biff;
mod fault;
pub mod merges;
mod ods;
mod package;
mod sheet_xml;
mod strings;
mod styles;
pub mod value;
mod xls;
mod xls_sheet;
mod xml;
mod zip;

use std::io::{self, Read, Seek};

use self::merges::Merge;
use self::ods::OpenBook;
use self::package::Package;
use self::value::Epoch;
use self::xls::OldBook;
use super::record::Record;

pub use fault::BookFault;

/// What a workbook is read from.
pub trait Seekable: Read + Seek {}

impl<T: Read + Seek> Seekable for T {}

/// Opens the file anew, from its first byte.
pub type Opener<'o> = &'o dyn Fn() -> io::Result<Box<dyn Seekable>>;

/// Rows from 1, columns from 0: what every program can hold.
pub const LAST_ROW: u64 = 1 << 20;
pub const LAST_COLUMN: usize = (1 << 14) - 1;

/// So many sheets are looked at.
const MOST_SHEETS: usize = 256;

/// A sheet as its sender sees it, or does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetName {
    pub name: String,
    pub hidden: bool,
}

/// The rows of a sheet.
pub trait SheetRows {
    /// Reads the next row that is there; `false` at the end.
    fn read(&mut self, record: &mut Record) -> io::Result<bool>;

    /// The cells merged over several rows, known when the last row is read.
    fn take_merges(&mut self) -> Vec<Merge>;
}

/// A workbook.
#[derive(Debug)]
pub struct Book {
    pub sheets: Vec<SheetName>,
    form: Form,
}

#[derive(Debug)]
enum Form {
    Package(Package),
    Old(OldBook),
    Open(OpenBook),
}

impl Book {
    /// Reads what the sheets share.
    ///
    /// # Errors
    /// A [`BookFault`] behind the error; `NotFound`: another kind of file in the same container.
    pub fn read(head: &[u8], opener: Opener<'_>) -> io::Result<Book> {
        if !head.starts_with(b"PK") {
            let (book, sheets) = OldBook::read(head, opener)?;
            return Ok(Book { sheets, form: Form::Old(book) });
        }
        let zip = zip::Zip::read(&mut *opener()?)?;
        if zip.find("[Content_Types].xml").is_none() && zip.find("content.xml").is_some() {
            let (book, sheets) = OpenBook::read(zip, opener)?;
            return Ok(Book { sheets, form: Form::Open(book) });
        }
        let (package, sheets) = Package::read(zip, opener)?;
        Ok(Book { sheets, form: Form::Package(package) })
    }

    pub fn epoch(&self) -> Epoch {
        match &self.form {
            Form::Package(book) => book.epoch(),
            Form::Old(book) => book.epoch(),
            Form::Open(book) => book.epoch(),
        }
    }

    /// The rows of a sheet, from the first.
    pub fn rows(&self, place: usize, opener: Opener<'_>) -> io::Result<Box<dyn SheetRows + '_>> {
        Ok(match &self.form {
            Form::Package(book) => Box::new(book.sheet(place, opener)?),
            Form::Old(book) => Box::new(book.sheet(place)?),
            Form::Open(book) => Box::new(book.sheet(place, opener)?),
        })
    }
}

/// The parts of a zip file by their names.
#[cfg(test)]
pub fn unpacked(opener: Opener<'_>) -> io::Result<Vec<(String, Vec<u8>)>> {
    let zip = zip::Zip::read(&mut *opener()?)?;
    let unfold = |part: &zip::Part| {
        let mut bytes = Vec::new();
        part.open(opener)?.read_to_end(&mut bytes)?;
        Ok((part.name.clone(), bytes))
    };
    zip.parts.iter().map(unfold).collect()
}
