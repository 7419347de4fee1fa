//! Why no import took place.

use std::path::PathBuf;

use super::Outcome;
use super::places::SameFile;
use super::sets::SetRefusal;
use crate::domain::calendar::Day;
use crate::domain::unit::UnitRefusal;
use crate::intake::Outer;
use crate::jobs::lock::Holder;
use crate::present::words::files::FileFault;
use crate::store::StoreError;

/// Why no import took place.
#[derive(Debug)]
pub enum ImportError {
    File(FileFault),
    Roster(Outer),
    Unit(UnitRefusal),
    Set(SetRefusal),
    Future {
        day: Day,
        today: Day,
    },
    /// A corrected file without the lines of its rows.
    NoLines,
    /// The corrected file is that into which another batch set its rejects aside.
    OtherRejects {
        batch: i64,
        /// `None`: no batch of this register has that file.
        owner: Option<i64>,
        path: PathBuf,
    },
    /// Rows of a corrected file that are no open rejects of the batch.
    NotOpen {
        batch: i64,
        rows: Vec<NotOpen>,
        more: bool,
        /// Where the last correction set aside what it did not take.
        left: Option<PathBuf>,
    },
    /// The batch was undone while its import went on.
    Undone {
        batch: i64,
    },
    /// Another process is taking the same file in, or corrects the same batch.
    AtWork {
        holder: Option<Holder>,
        lock: PathBuf,
        fixes: Option<i64>,
    },
    /// Two files of the import are one.
    SameFile(SameFile),
    /// `--rejects` names a workbook, and rejects are a text.
    RejectsNoWorkbook {
        path: PathBuf,
    },
    Store(StoreError),
    Interrupted,
    /// A row was bad and all were to land, or none.
    AllOrNothing(Box<Outcome>),
}

/// A row of a corrected file, and the line that it says it had in the first one, if that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotOpen {
    pub line: u64,
    pub first_line: Option<u64>,
}

impl From<StoreError> for ImportError {
    fn from(error: StoreError) -> ImportError {
        if matches!(error, StoreError::Interrupted) { ImportError::Interrupted } else { ImportError::Store(error) }
    }
}

impl From<FileFault> for ImportError {
    fn from(fault: FileFault) -> ImportError {
        ImportError::File(fault)
    }
}

impl From<Outer> for ImportError {
    fn from(outer: Outer) -> ImportError {
        ImportError::Roster(outer)
    }
}
