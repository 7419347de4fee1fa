//! Facts with dates, embedded in the program, and the code that parses each of them once.
//!
//! Every file says in its first lines what it is, where it is from and under which licence. What a year
//! or a city can change stands in such a file, never in code. A file that cannot be read is a bug of the
//! build, found by the tests of this room: the program stops with the file's name.

use std::ops::Index;

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
pub use tables::{dwellings, educations, ethnic_groups, marriages, reasons, stays, table};

/// A cell holds what this program cannot read.
struct Unreadable;

/// A row of an embedded table.
#[derive(Debug, Default)]
struct Row {
    cells: Vec<&'static str>,
}

impl Index<usize> for Row {
    type Output = &'static str;

    fn index(&self, column: usize) -> &&'static str {
        self.cells.get(column).unwrap_or(&"")
    }
}

/// Reads the rows of an embedded table below its comments and its row of headings. Every command that reads a
/// form waits for it: quotes, which no table of ours needs, are not read.
fn rows<T>(file: &str, text: &'static str, read: impl Fn(&Row) -> Result<T, Unreadable>) -> Vec<T> {
    let mut lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let width = lines.next().map_or(0, |headings| headings.split(',').count());
    let mut out = Vec::new();
    let mut row = Row::default();
    for line in lines {
        row.cells.clear();
        row.cells.extend(line.split(',').map(str::trim));
        let fits = row.cells.len() == width && !line.contains('"');
        match if fits { read(&row) } else { Err(Unreadable) } {
            Ok(value) => out.push(value),
            Err(Unreadable) => broken(file, line),
        }
    }
    out
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
