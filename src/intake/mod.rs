//! Rosters: bytes → text → table → bound rows.
//!
//! Opens nothing and knows no database: it is given readers and slices. A file is read twice by its
//! caller: once through [`Scan`] (while it is hashed), then, with the [`Plan`] that [`sniff`] makes of
//! its head, row by row through [`Rows`]. What keeps a file from being used at all is an [`Outer`]; what
//! is wrong with a row is a [`RowProblem`] of its [`Record`]. Memory is bounded whatever the file holds:
//! a line never takes more than a megabyte, and one record is used for all rows.

pub mod bind;
pub mod binding;
pub mod book;
pub mod cells;
mod content;
pub mod days;
mod decode;
mod delimited;
mod flags;
mod head;
mod headings;
mod likely;
mod lines;
pub mod numbers;
pub mod outer;
pub mod plain_table;
pub mod problem;
mod reading;
mod record;
mod records;
pub mod rejects;
mod rows;
mod scan;
pub mod sheet;
mod sniff;
pub mod workbook;

pub use binding::{Binding, FileNotice};
pub use flags::{MapFlag, parse_set};
pub use numbers::NumberColumn;
pub use outer::Outer;
pub use problem::{Fact, RowProblem};
pub use record::Record;
pub use rejects::Rejects;
pub use rows::Rows;
pub use scan::Scan;
pub use sniff::{Form, HEAD, Plan, Request, sniff};

#[cfg(test)]
mod tests;
