//! Who is at work on a file: one process at a time takes it in, or corrects a batch.
//!
//! Without an owner, a batch that another process is landing would pass for one that was cut short, and both
//! would land it. The lock lies beside the register and falls with its process; other files come in meanwhile.

use std::path::Path;

use super::{ImportError, Order, Surroundings};
use crate::domain::roster::batch_code;
use crate::jobs::lock::{self, LockRefusal, Passing};
use crate::store::{IMPORT_LOCK, settled, side_file};

/// What is worked on: the file on its terms, or the rejects of a batch.
pub fn key(order: &Order, file_sha256: &str, terms_sha256: &str) -> String {
    let short = |hash: &str| hash.chars().take(16).collect::<String>();
    match order.fixes {
        Some(first) => batch_code(first.batch),
        None => format!("{}-{}", short(file_sha256), short(terms_sha256)),
    }
}

/// # Errors
/// `AtWork`, or the fault of a folder that takes no file.
pub fn take(register: &Path, key: &str, order: &Order, around: &Surroundings) -> Result<Passing, ImportError> {
    let path = side_file(&settled(register), &format!("{IMPORT_LOCK}{key}"));
    match lock::take_passing(&path, around.host, around.actor.at) {
        Ok(lock) => Ok(lock),
        Err(LockRefusal::Held(holder)) => {
            Err(ImportError::AtWork { holder, lock: path, fixes: order.fixes.map(|first| first.batch) })
        }
        Err(LockRefusal::File(fault)) => Err(fault.into()),
    }
}
