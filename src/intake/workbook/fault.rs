//! What keeps a workbook from being read, carried through `std::io` so that the readers can use `?`.

use std::fmt;
use std::io;

/// Why the workbook cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BookFault {
    /// It can be opened with a password alone.
    Protected,
    /// A part of it is not what its kind of file has there.
    Damaged { part: &'static str },
    /// It would unfold to more than any roster is.
    TooBig { part: &'static str },
}

impl fmt::Display for BookFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BookFault::Protected => f.write_str("protected by a password"),
            BookFault::Damaged { part } => write!(f, "damaged: {part}"),
            BookFault::TooBig { part } => write!(f, "too big: {part}"),
        }
    }
}

impl std::error::Error for BookFault {}

impl BookFault {
    pub fn error(self) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidData, self)
    }

    /// The fault behind an error, if the disk is not to blame.
    pub fn behind(error: &io::Error) -> Option<BookFault> {
        error.get_ref().and_then(|inner| inner.downcast_ref::<BookFault>()).copied()
    }
}

pub fn damaged(part: &'static str) -> io::Error {
    BookFault::Damaged { part }.error()
}

pub fn too_big(part: &'static str) -> io::Error {
    BookFault::TooBig { part }.error()
}
