//! A year's calendar from a file: opened, read whole, checked.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::domain::holidays::{self, CalendarRefusal, YearCalendar};
use crate::intake::plain_table;
use crate::present::words::files::FileFault;

/// A calendar has some thirty days; whatever is longer than this is something else.
const LONGEST: u64 = 1 << 20;

/// Why no calendar was read.
#[derive(Debug)]
pub enum CalendarFileError {
    File(FileFault),
    Refused(CalendarRefusal),
}

/// Reads the calendar of a year; of which, is said where the file has several.
///
/// # Errors
/// A folder, a pipe or a device is refused without waiting.
pub fn read(path: &Path, year: Option<i16>) -> Result<YearCalendar, CalendarFileError> {
    let bytes = bytes(path).map_err(CalendarFileError::File)?;
    let rows = bytes.as_deref().and_then(plain_table::rows);
    let rows = rows.ok_or(CalendarFileError::Refused(CalendarRefusal::NotACalendar))?;
    holidays::read(&rows, year).map_err(CalendarFileError::Refused)
}

/// The whole file; `None` when it is longer than any calendar.
fn bytes(path: &Path) -> Result<Option<Vec<u8>>, FileFault> {
    let unreadable = |error: std::io::Error| FileFault::Unreadable { path: path.to_owned(), cause: error.to_string() };
    if !std::fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(FileFault::NotRegular { path: path.to_owned() });
    }
    let mut bytes = Vec::new();
    File::open(path).map_err(unreadable)?.take(LONGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    let whole = u64::try_from(bytes.len()).is_ok_and(|length| length <= LONGEST);
    Ok(whole.then_some(bytes))
}
