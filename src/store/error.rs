//! What can go wrong with the register itself, as facts. "No" by rule is never one of these.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::domain::code::Code;

/// A failure of the register or of the disk under it.
#[derive(Debug)]
pub enum StoreError {
    Missing {
        path: PathBuf,
    },
    Empty {
        path: PathBuf,
    },
    Foreign {
        path: PathBuf,
    },
    Newer {
        path: PathBuf,
        found: i64,
        known: i64,
    },
    Older {
        path: PathBuf,
        found: i64,
        known: i64,
    },
    Damaged {
        path: PathBuf,
        cause: String,
    },
    /// Its pages are whole, and its tables are not those of this program.
    OtherSchema {
        path: PathBuf,
        cause: String,
    },
    /// The file belongs to another user of the system.
    OtherOwner {
        path: PathBuf,
        owner: String,
    },
    Network {
        path: PathBuf,
        system: &'static str,
    },
    Exists {
        path: PathBuf,
        is_empty: bool,
    },
    /// Logs or journals of another register lie beside the place of a new file.
    Remains {
        path: PathBuf,
        beside: Vec<PathBuf>,
    },
    /// A copy made by hand has a log beside it that may be its own.
    LogBeside {
        path: PathBuf,
        beside: Vec<PathBuf>,
    },
    BackupExists {
        path: PathBuf,
    },
    Busy {
        path: PathBuf,
    },
    ReadOnly {
        path: PathBuf,
    },
    Full {
        path: PathBuf,
    },
    Unreadable {
        path: PathBuf,
        cause: String,
    },
    /// The latest acts lie in a log that cannot be read, since nothing can be written beside it.
    LogUnread {
        path: PathBuf,
        beside: Vec<PathBuf>,
        cause: String,
    },
    Unwritable {
        path: PathBuf,
        cause: String,
    },
    /// Ctrl-C while the engine worked.
    Interrupted,
    /// The program asked for something that cannot be: a fault of ours.
    Fault {
        cause: String,
    },
}

impl StoreError {
    pub fn code(&self) -> Code {
        match self {
            StoreError::Missing { .. } => Code::J701,
            StoreError::Empty { .. } => Code::J702,
            StoreError::Foreign { .. } => Code::J703,
            StoreError::Newer { .. } => Code::J704,
            StoreError::Older { .. } => Code::J705,
            StoreError::Damaged { .. } => Code::J706,
            StoreError::OtherSchema { .. } => Code::J721,
            StoreError::OtherOwner { .. } => Code::J707,
            StoreError::Network { .. } => Code::J708,
            StoreError::Exists { .. } => Code::J709,
            StoreError::BackupExists { .. } => Code::J716,
            StoreError::Remains { .. } | StoreError::LogBeside { .. } => Code::J727,
            StoreError::Busy { .. } => Code::J710,
            StoreError::ReadOnly { .. } => Code::J711,
            StoreError::Full { .. } => Code::J712,
            StoreError::Unreadable { .. } | StoreError::LogUnread { .. } => Code::J718,
            StoreError::Unwritable { .. } => Code::J713,
            StoreError::Interrupted => Code::J907,
            StoreError::Fault { .. } => Code::J999,
        }
    }

    /// The failure of a file operation on `path` while writing.
    pub fn writing(path: &Path, error: &std::io::Error) -> StoreError {
        use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        let path = path.to_owned();
        if matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge) {
            StoreError::Full { path }
        } else if error.kind() == ReadOnlyFilesystem {
            StoreError::ReadOnly { path }
        } else {
            StoreError::Unwritable { path, cause: error.to_string() }
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {self:?}", self.code())
    }
}

impl std::error::Error for StoreError {}
