//! Bulk loading: a larger cache for an import, and indexes that are rebuilt once instead of kept row by row.
//!
//! Each secondary index costs an import most of its own time again; into an empty register the
//! non-unique ones are dropped first and rebuilt in the same transaction (0.6 of the time). Durability
//! and checks stay as they are: `synchronous` and CHECKs are never touched, and references are either
//! checked row by row or, where a batch is taken away, all at once before the end.

use super::{Engine, Sql, translate};
use crate::store::error::StoreError;

/// The cache of an import, in KiB: the default of 2 MiB costs 1.35 to 1.9 times the time.
const IMPORT_CACHE_KIB: i64 = 131_072;

/// The cache while indexes are made, in KiB: keys are sorted in runs of that size, which stay near the processor,
/// one run while the next is gathered. Sorting all keys at once takes twice the time.
const SORT_CACHE_KIB: i64 = 8_192;

/// The log of an import may grow to so many pages (64 MiB) before it is folded back.
const LOG_PAGES: i64 = 16_384;

/// Gives the connection the cache of an import.
pub fn prepare(engine: &mut Engine) -> Result<(), StoreError> {
    let path = engine.path.clone();
    let set = |name: &str, value: i64| {
        engine.connection.pragma_update(None, name, value).map_err(|error| translate(&path, &error))
    };
    set("cache_size", -IMPORT_CACHE_KIB)?;
    // Slices change many of the same pages: folding the log back after each would write them again and again.
    set("wal_autocheckpoint", LOG_PAGES)
}

/// Keeps a rollback journal instead of the log: a first load writes each page once, not twice. Where somebody
/// else has the register open, the log stays.
///
/// `truncate`, whose end of a transaction is synced; the end of `delete` is not.
pub fn unlog(engine: &mut Engine) -> Result<(), StoreError> {
    match journal_mode(engine, "truncate") {
        Ok(()) | Err(StoreError::Busy { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Keeps the log again. Where somebody came first, whoever opens the register next does it.
pub fn relog(engine: &mut Engine) -> Result<(), StoreError> {
    // `delete` takes away the file of the journal, `wal` alone leaves it.
    match journal_mode(engine, "delete").and_then(|()| journal_mode(engine, "wal")) {
        Ok(()) | Err(StoreError::Busy { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Changes how the register is kept.
pub fn journal_mode(engine: &Engine, mode: &str) -> Result<(), StoreError> {
    let change = engine.connection.pragma_update_and_check(None, "journal_mode", mode, |_| Ok(()));
    change.map_err(|error| translate(&engine.path, &error))
}

/// Turns the check of references row by row off or on: taking a batch away would look through every table
/// for each of its rows. [`check_references`] makes up for it.
pub fn bind(engine: &mut Engine, bound: bool) -> Result<(), StoreError> {
    let path = engine.path.clone();
    engine.connection.pragma_update(None, "foreign_keys", bound).map_err(|error| translate(&path, &error))
}

/// Looks through all references at once, before the transaction ends.
pub fn check_references(sql: &Sql) -> Result<(), StoreError> {
    let broken = sql.optional("PRAGMA foreign_key_check", &[], |row| {
        Ok((row.get::<String>("table")?, row.get::<String>("parent")?))
    })?;
    match broken {
        None => Ok(()),
        Some((table, parent)) => Err(StoreError::Fault { cause: format!("{table} still names a row of {parent}") }),
    }
}

/// Drops the named tables' non-unique indexes, and the trigger that would note each new registration; their
/// statements, to be run again by [`rebuild`].
pub fn drop_for_load(sql: &Sql, tables: &[&str]) -> Result<Vec<String>, StoreError> {
    const INDEXES: &str = "SELECT type, name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?1 \
                           AND sql NOT LIKE 'CREATE UNIQUE%'";
    const NOTING: &str = "SELECT type, name, sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?1";
    let mut statements = Vec::new();
    let found = tables.iter().map(|table| (INDEXES, *table)).chain([(NOTING, "registration_comes")]);
    for (statement, name) in found {
        let things = sql.list(statement, &[&name], |row| {
            Ok((row.get::<String>("type")?, row.get::<String>("name")?, row.get::<String>("sql")?))
        })?;
        for (kind, name, statement) in things {
            sql.execute_script(&format!("DROP {kind} {name}"))?;
            statements.push(statement);
        }
    }
    Ok(statements)
}

/// Makes what was dropped again, within the same transaction.
pub fn rebuild(sql: &Sql, statements: &[String]) -> Result<(), StoreError> {
    let sort = |cache: i64, threads: u8| {
        sql.execute_script(&format!("PRAGMA cache_size = -{cache}; PRAGMA threads = {threads}"))
    };
    sort(SORT_CACHE_KIB, 1)?;
    for statement in statements {
        sql.execute_script(statement)?;
    }
    sort(IMPORT_CACHE_KIB, 0)
}

/// Writes the log back into the register and cuts it, after a large import.
pub fn fold_log(engine: &mut Engine) -> Result<(), StoreError> {
    let path = engine.path.clone();
    let fold = engine.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    match fold.map_err(|error| translate(&path, &error)) {
        Ok(()) | Err(StoreError::Busy { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}
