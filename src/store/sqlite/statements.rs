//! The statements of a transaction, prepared once and kept until its end.
//!
//! An import runs a few statements a million times: looking each up by its text costs a tenth of that.
//! Texts are constants, so that a statement is told by where its text lies. One that is running is not in
//! the list: whoever needs the same one meanwhile gets another.

use std::cell::RefCell;

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{CachedStatement, Connection};

use super::Arguments;

pub struct Statements<'c> {
    connection: &'c Connection,
    kept: RefCell<Vec<Kept<'c>>>,
}

/// A prepared statement and the names of its columns.
pub struct Kept<'c> {
    text: &'static str,
    pub statement: CachedStatement<'c>,
    pub names: Vec<String>,
    parameters: usize,
    /// Which parameters, of the first 64, are known to be NULL: a bit each.
    nulls: u64,
}

impl Kept<'_> {
    /// Runs a statement that returns nothing; the number of rows it changed. What was NULL the last time and is
    /// NULL again is not bound again: half of what an import would bind.
    pub fn run(&mut self, arguments: Arguments) -> rusqlite::Result<usize> {
        if arguments.len() != self.parameters {
            return Err(rusqlite::Error::InvalidParameterCount(arguments.len(), self.parameters));
        }
        for (at, argument) in arguments.iter().enumerate() {
            let value = argument.to_sql()?;
            let bit = u32::try_from(at).ok().and_then(|at| 1_u64.checked_shl(at)).unwrap_or(0);
            let null = matches!(value, ToSqlOutput::Borrowed(ValueRef::Null) | ToSqlOutput::Owned(Value::Null));
            if null && self.nulls & bit != 0 {
                continue;
            }
            self.nulls = if null { self.nulls | bit } else { self.nulls & !bit };
            self.statement.raw_bind_parameter(at + 1, value)?;
        }
        self.statement.raw_execute()
    }
}

impl<'c> Statements<'c> {
    pub fn new(connection: &'c Connection) -> Statements<'c> {
        Statements { connection, kept: RefCell::default() }
    }

    /// Runs `work` with the statement of that text.
    pub fn with<T>(&self, text: &'static str, work: impl FnOnce(&mut Kept<'c>) -> T) -> rusqlite::Result<T> {
        let mut kept = match self.take(text) {
            Some(kept) => kept,
            None => self.prepare(text)?,
        };
        let value = work(&mut kept);
        self.kept.borrow_mut().push(kept);
        Ok(value)
    }

    fn take(&self, text: &'static str) -> Option<Kept<'c>> {
        let mut all = self.kept.borrow_mut();
        let at = all.iter().position(|kept| std::ptr::eq(kept.text, text))?;
        Some(all.swap_remove(at))
    }

    fn prepare(&self, text: &'static str) -> rusqlite::Result<Kept<'c>> {
        let statement = self.connection.prepare_cached(text)?;
        let names = statement.column_names().map(str::to_owned).collect();
        let parameters = statement.parameter_count();
        Ok(Kept { text, statement, names, parameters, nulls: 0 })
    }
}
