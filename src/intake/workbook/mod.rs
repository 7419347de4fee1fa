//! Workbooks: bytes → sheets → rows, which go the same road as the lines of a text.
//!
//! Our own readers (docs/decisions/011-own-workbook-readers.md): a roster must know which rows its sender
//! could not see, which cells are merged, and what is a number that only looks like a text. A sheet is read
//! row by row; shared strings alone are held, within a bound. A file is opened through an [`Opener`] by
//! whoever may touch files.

mod fault;
pub mod merges;
mod package;
mod sheet_xml;
mod strings;
mod styles;
pub mod value;
mod xml;
mod zip;

use std::io::{self, Read, Seek};

use self::merges::Merge;
use self::package::Package;
use self::value::Epoch;
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
}

impl Book {
    /// Reads what the sheets share.
    ///
    /// # Errors
    /// A [`BookFault`] behind the error; `NotFound`: another kind of file in a zip.
    pub fn read(head: &[u8], opener: Opener<'_>) -> io::Result<Book> {
        if !head.starts_with(b"PK") {
            return Err(io::ErrorKind::NotFound.into());
        }
        let zip = zip::Zip::read(&mut *opener()?)?;
        let (package, sheets) = Package::read(zip, opener)?;
        Ok(Book { sheets, form: Form::Package(package) })
    }

    pub fn epoch(&self) -> Epoch {
        match &self.form {
            Form::Package(package) => package.epoch(),
        }
    }

    /// The rows of a sheet, from the first.
    pub fn rows(&self, place: usize, opener: Opener<'_>) -> io::Result<Box<dyn SheetRows + '_>> {
        match &self.form {
            Form::Package(package) => Ok(Box::new(package.sheet(place, opener)?)),
        }
    }
}
