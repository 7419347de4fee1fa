//! Readers of argument values that several commands share, and their typed errors.

use std::fmt;

use crate::domain::admission::is_keepable;
use crate::domain::calendar::{Day, DayError};

/// Why a value was not taken; worded in `usage.rs`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueError {
    Day(DayError),
    Blank,
    Unkeepable,
}

// clap wants it; nobody is shown it.
impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for ValueError {}

/// A day in any of the forms of the contract: `#[arg(long, value_parser = values::day)]`.
pub fn day(text: &str) -> Result<Day, ValueError> {
    Day::parse(text).map_err(ValueError::Day)
}

/// Text that goes into the register: without control characters, not too long.
pub fn keepable(text: &str) -> Result<String, ValueError> {
    if is_keepable(text) { Ok(text.to_owned()) } else { Err(ValueError::Unkeepable) }
}

/// The same, and not only blanks; trimmed.
pub fn kept(given: &str) -> Result<String, ValueError> {
    keepable(&text(given)?)
}

/// Text that is not only blanks, trimmed.
pub fn text(text: &str) -> Result<String, ValueError> {
    let text = text.trim();
    if text.is_empty() { Err(ValueError::Blank) } else { Ok(text.to_owned()) }
}
