//! What another register left beside a file: a log or a journal that the engine would take for the file's own.
//!
//! A file that is about to appear must have none beside it. A backup never has one: it is read as it lies there,
//! and not written to while one lies beside it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::store::error::StoreError;
use crate::store::side_file;

/// The logs and journals beside a file that hold anything.
pub fn remains(path: &Path) -> Vec<PathBuf> {
    let beside = ["-wal", "-journal"].map(|ending| side_file(path, ending));
    beside.into_iter().filter(|part| fs::metadata(part).is_ok_and(|file| file.len() > 0)).collect()
}

/// Refuses a place for a new file beside which such a thing lies.
///
/// # Errors
/// `Remains`.
pub fn must_be_clear(path: &Path) -> Result<(), StoreError> {
    let beside = remains(path);
    if beside.is_empty() { Ok(()) } else { Err(StoreError::Remains { path: path.to_owned(), beside }) }
}

/// Whether the file is a backup: its hash lies beside it.
pub fn is_backup(path: &Path) -> bool {
    side_file(path, ".sha256").is_file()
}
