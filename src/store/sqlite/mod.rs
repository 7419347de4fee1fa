//! The engine: the only folder that names rusqlite.
//!
//! Opening with all checks ([`open`]), waiting for the lock ([`wait`]), rows by column name and values
//! of the domain ([`row`], [`value`]), and what only `SQLite` has: backup and bulk loading. Everything
//! above speaks through [`Sql`]: execute, one, optional, list.

pub mod backup;
pub mod bulk;
pub mod check;
pub mod open;
pub mod remains;
pub mod row;
mod statements;
mod value;
mod wait;

use std::path::PathBuf;

use rusqlite::{Connection, ErrorCode, TransactionBehavior};

pub use self::row::Row;
pub use self::value::IsoDay;
pub use rusqlite::types::ToSql;

use self::row::Names;
use self::statements::{Kept, Statements};
use super::error::StoreError;

/// Arguments of a statement, bound to `?1`, `?2`, … in order.
pub type Arguments<'a> = &'a [&'a dyn ToSql];

/// An open register file.
pub struct Engine {
    pub(in crate::store) connection: Connection,
    pub(in crate::store) path: PathBuf,
}

/// A connection inside a transaction: the narrow interface everything above uses.
pub struct Sql<'c> {
    connection: &'c Connection,
    statements: Statements<'c>,
    path: &'c PathBuf,
}

impl Engine {
    /// Runs `work` in one transaction, `immediate` when it writes; commits only on `Ok` when `keep`.
    pub fn transact<T, E: From<StoreError>>(
        &mut self,
        immediate: bool,
        keep: bool,
        work: impl FnOnce(&Sql) -> Result<T, E>,
    ) -> Result<T, E> {
        let behavior = if immediate { TransactionBehavior::Immediate } else { TransactionBehavior::Deferred };
        let path = self.path.clone();
        let transaction = self.connection.transaction_with_behavior(behavior).map_err(|e| translate(&path, &e))?;
        let value = work(&Sql { connection: &transaction, statements: Statements::new(&transaction), path: &path })?;
        let end = if keep { transaction.commit() } else { transaction.rollback() };
        end.map_err(|e| translate(&path, &e))?;
        Ok(value)
    }
}

impl Sql<'_> {
    /// Runs several statements without arguments.
    pub(in crate::store) fn execute_script(&self, script: &str) -> Result<(), StoreError> {
        self.connection.execute_batch(script).map_err(|error| self.failed("script", &error))
    }

    /// Runs a statement that returns nothing; the number of rows it changed.
    pub(in crate::store) fn execute(&self, sql: &'static str, arguments: Arguments) -> Result<usize, StoreError> {
        let run = || self.statements.with(sql, |kept| kept.run(arguments))?;
        run().map_err(|error| self.failed(sql, &error))
    }

    /// Runs an INSERT and gives the new row's key.
    pub(in crate::store) fn insert(&self, sql: &'static str, arguments: Arguments) -> Result<i64, StoreError> {
        let changed = self.execute(sql, arguments)?;
        if changed != 1 {
            return Err(self.failed(sql, &rusqlite::Error::StatementChangedRows(changed)));
        }
        Ok(self.connection.last_insert_rowid())
    }

    /// Runs an INSERT with `ON CONFLICT DO NOTHING`; the new row's key, or `None` when there was one already.
    pub(in crate::store) fn insert_new(
        &self,
        sql: &'static str,
        arguments: Arguments,
    ) -> Result<Option<i64>, StoreError> {
        let changed = self.execute(sql, arguments)?;
        Ok((changed == 1).then(|| self.connection.last_insert_rowid()))
    }

    /// The row that must be there.
    pub(in crate::store) fn one<T>(
        &self,
        sql: &'static str,
        arguments: Arguments,
        map: impl FnMut(&Row) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let found = self.optional(sql, arguments, map)?;
        found.ok_or_else(|| StoreError::Fault { cause: format!("no row: {sql}") })
    }

    /// The first row, if there is one.
    pub(in crate::store) fn optional<T>(
        &self,
        sql: &'static str,
        arguments: Arguments,
        mut map: impl FnMut(&Row) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let mut found = None;
        self.each(sql, arguments, |row| {
            found = Some(map(row)?);
            Ok(false)
        })?;
        Ok(found)
    }

    /// All rows, in the statement's order.
    pub(in crate::store) fn list<T>(
        &self,
        sql: &'static str,
        arguments: Arguments,
        mut map: impl FnMut(&Row) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut all = Vec::new();
        self.each(sql, arguments, |row| {
            all.push(map(row)?);
            Ok(true)
        })?;
        Ok(all)
    }

    /// Calls `visit` for each row until it answers `false`.
    pub(in crate::store) fn each(
        &self,
        sql: &'static str,
        arguments: Arguments,
        mut visit: impl FnMut(&Row) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        let failed = |error: rusqlite::Error| self.failed(sql, &error);
        let run = |kept: &mut Kept| {
            let names = Names::new(&kept.names);
            let mut rows = kept.statement.query(arguments).map_err(failed)?;
            while let Some(row) = rows.next().map_err(failed)? {
                if !visit(&Row::new(row, &names, self.path))? {
                    break;
                }
            }
            Ok(())
        };
        self.statements.with(sql, run).map_err(failed)?
    }

    /// What the register says cannot be: the file is damaged.
    pub(in crate::store) fn damaged(&self, cause: String) -> StoreError {
        StoreError::Damaged { path: self.path.clone(), cause }
    }

    fn failed(&self, sql: &str, error: &rusqlite::Error) -> StoreError {
        let translated = translate(self.path, error);
        if let StoreError::Fault { cause } = translated {
            let statement = sql.split_whitespace().take(12).collect::<Vec<_>>().join(" ");
            return StoreError::Fault { cause: format!("{cause} in: {statement} …") };
        }
        translated
    }
}

/// The engine's error as one of ours.
pub(in crate::store) fn translate(path: &std::path::Path, error: &rusqlite::Error) -> StoreError {
    let path = path.to_owned();
    let cause = error.to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy { path },
        Some(ErrorCode::DiskFull) => StoreError::Full { path },
        Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged { path, cause },
        Some(ErrorCode::NotADatabase) => StoreError::Foreign { path },
        Some(ErrorCode::ReadOnly) => StoreError::ReadOnly { path },
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => StoreError::Unreadable { path, cause },
        Some(ErrorCode::SystemIoFailure) => StoreError::Unwritable { path, cause },
        Some(ErrorCode::OperationInterrupted) => StoreError::Interrupted,
        // Our statements fit the schema of this version: a name that is gone is gone from the file.
        _ if cause.starts_with("no such ") => {
            // The engine repeats the whole statement behind the name that it misses.
            let cause = cause.split_once(" in ").map_or(cause.as_str(), |(missing, _)| missing).to_owned();
            StoreError::OtherSchema { path, cause }
        }
        _ => StoreError::Fault { cause },
    }
}
