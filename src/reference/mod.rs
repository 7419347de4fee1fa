//! Facts with dates, embedded in the program, and the code that parses each of them once.
//!
//! Every file says in its first lines what it is, where it is from and under which licence. What a year
//! or a city can change stands in such a file, never in code. A file that cannot be read is a bug of the
//! build, found by the tests of this room: the program stops with the file's name.

use csv::{Reader, ReaderBuilder, StringRecord, Trim};

mod calendar;
pub mod city;
mod divisions;
pub mod headings;
mod regimes;
mod rule_book;
mod tables;

pub use calendar::holidays;
pub use city::guiyang;
pub use divisions::divisions;
pub use headings::headings;
pub use regimes::constants;
pub use rule_book::{rule_book, rule_book_with};
pub use tables::{dwellings, educations, ethnic_groups, marriages, reasons, stays};

/// A cell holds what this program cannot read.
struct Unreadable;

/// Reads the rows of an embedded table below its comments and its row of headings.
fn rows<T>(file: &str, text: &str, read: impl Fn(&StringRecord) -> Result<T, Unreadable>) -> Vec<T> {
    let mut reader: Reader<&[u8]> =
        ReaderBuilder::new().comment(Some(b'#')).trim(Trim::All).from_reader(text.as_bytes());
    let mut out = Vec::new();
    let mut row = StringRecord::new();
    loop {
        match reader.read_record(&mut row) {
            Ok(false) => return out,
            Ok(true) => match read(&row) {
                Ok(value) => out.push(value),
                Err(Unreadable) => broken(file, &format!("{row:?}")),
            },
            Err(error) => broken(file, &error.to_string()),
        }
    }
}

/// A cell that may be blank.
fn optional<T>(cell: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Unreadable> {
    if cell.is_empty() { Ok(None) } else { must(read(cell)).map(Some) }
}

fn must<T>(value: Option<T>) -> Result<T, Unreadable> {
    value.ok_or(Unreadable)
}

/// An embedded file that this program cannot read was never tested: there is nothing to carry on with.
fn broken(file: &str, what: &str) -> ! {
    panic!("src/reference/{file} cannot be read: {what}")
}

#[cfg(test)]
mod tests;
