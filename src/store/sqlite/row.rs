//! Rows read by column name, the names resolved once per statement and not once per row.

use std::cell::Cell;
use std::path::Path;

use rusqlite::types::{FromSql, ValueRef};

use crate::store::error::StoreError;

/// The column names of a running statement, with the place last read as a guess for the next.
pub struct Names<'s> {
    names: &'s [String],
    next: Cell<usize>,
}

impl<'s> Names<'s> {
    pub fn new(names: &'s [String]) -> Names<'s> {
        Names { names, next: Cell::new(0) }
    }

    /// Columns are read in the same order row after row, so the guess is nearly always right.
    fn position(&self, name: &str) -> Option<usize> {
        let guess = self.next.get();
        let found = if self.names.get(guess).is_some_and(|known| known == name) {
            guess
        } else {
            self.names.iter().position(|known| known == name)?
        };
        self.next.set(if found + 1 < self.names.len() { found + 1 } else { 0 });
        Some(found)
    }
}

/// One row of an answer.
pub struct Row<'r, 's> {
    values: &'r rusqlite::Row<'r>,
    names: &'r Names<'s>,
    path: &'r Path,
}

impl<'r, 's> Row<'r, 's> {
    pub fn new(row: &'r rusqlite::Row<'r>, names: &'r Names<'s>, path: &'r Path) -> Row<'r, 's> {
        Row { values: row, names, path }
    }

    /// The value of a column.
    ///
    /// # Errors
    /// A missing column or a value that is not of the type: never a default.
    pub fn get<T: FromSql>(&self, name: &str) -> Result<T, StoreError> {
        let at = self.names.position(name).ok_or_else(|| StoreError::Fault { cause: format!("no column {name}") })?;
        self.values.get(at).map_err(|error| self.damaged(name, &error.to_string()))
    }

    /// The text of a column, borrowed from the engine for as long as the row is looked at.
    pub fn text(&self, name: &str) -> Result<&str, StoreError> {
        self.value(name)?.as_str().map_err(|error| self.damaged(name, &error.to_string()))
    }

    /// The text of a column that may have none, borrowed likewise.
    pub fn optional_text(&self, name: &str) -> Result<Option<&str>, StoreError> {
        self.value(name)?.as_str_or_null().map_err(|error| self.damaged(name, &error.to_string()))
    }

    /// Whether the column has a value.
    pub fn is_known(&self, name: &str) -> Result<bool, StoreError> {
        Ok(self.value(name)? != ValueRef::Null)
    }

    fn value(&self, name: &str) -> Result<ValueRef<'_>, StoreError> {
        let at = self.names.position(name).ok_or_else(|| StoreError::Fault { cause: format!("no column {name}") })?;
        self.values.get_ref(at).map_err(|error| StoreError::Fault { cause: error.to_string() })
    }

    /// The schema lets no such value in: the file has changed under it.
    pub(in crate::store) fn damaged(&self, name: &str, error: &str) -> StoreError {
        StoreError::Damaged { path: self.path.to_owned(), cause: format!("column {name}: {error}") }
    }
}
