//! The files that an import writes beside the register: told apart before the work starts.
//!
//! The roster, the rejects and the answer are three files, and none of them is the register. Where two were
//! one, the last to be written would replace what the other held.

use std::path::Path;

use super::rejects::Place;
use super::{ImportError, Order, source};
use crate::context::replaceable;
use crate::present::words::files::FileFault;
use crate::store::{is_part_of_register, settled};

/// Two files of an import that are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SameFile {
    /// `--rejects` names the roster itself.
    RejectsOverRoster,
    /// `--out` names the roster itself.
    AnswerOverRoster,
    /// `--out` names the file of the rejected rows.
    AnswerOverRejects,
}

/// What the names of workbooks end in: under such a name no spreadsheet would open the rejects, which are a text.
const WORKBOOKS: [&str; 5] = ["xlsx", "xlsm", "xlsb", "xls", "ods"];

/// # Errors
/// `SameFile`, `RejectsNoWorkbook`, or the fault of a path that takes no file.
pub fn check(register: &Path, order: &Order) -> Result<(), ImportError> {
    if let Some(rejects) = order.rejects.as_deref() {
        if source::is_same(rejects, &order.path) {
            return Err(ImportError::SameFile(SameFile::RejectsOverRoster));
        }
        if is_part_of_register(register, rejects) {
            return Err(FileFault::IsRegister { path: rejects.to_owned() }.into());
        }
        let ending = rejects.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        if ending.is_some_and(|ending| WORKBOOKS.contains(&ending.as_str())) {
            return Err(ImportError::RejectsNoWorkbook { path: rejects.to_owned() });
        }
        replaceable(rejects)?;
    }
    let Some(answer) = order.answer.as_deref() else { return Ok(()) };
    if source::is_same(answer, &order.path) {
        return Err(ImportError::SameFile(SameFile::AnswerOverRoster));
    }
    let rejects = order.rejects.clone().unwrap_or_else(|| Place::beside(&order.path));
    if settled(&rejects) == settled(answer) {
        return Err(ImportError::SameFile(SameFile::AnswerOverRejects));
    }
    Ok(())
}
