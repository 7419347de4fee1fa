//! What only the engine can check of a register's file: its pages, its references, its schema.

use rusqlite::Connection;

use super::{Sql, translate};
use crate::store::error::StoreError;

/// What does not hold together in the pages and indexes, at most a hundred things; `full` reads every index
/// against its table.
pub fn pages(sql: &Sql, full: bool) -> Result<Vec<String>, StoreError> {
    let text = if full { "PRAGMA integrity_check" } else { "PRAGMA quick_check" };
    let column = if full { "integrity_check" } else { "quick_check" };
    let said = sql.list(text, &[], |row| row.get::<String>(column))?;
    Ok(said.into_iter().filter(|line| line != "ok").collect())
}

/// A row that names one which is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dangling {
    pub table: String,
    pub row: Option<i64>,
    pub parent: String,
}

/// Every row that names one which is not there.
pub fn references(sql: &Sql) -> Result<Vec<Dangling>, StoreError> {
    sql.list("PRAGMA foreign_key_check", &[], |row| {
        Ok(Dangling { table: row.get("table")?, row: row.get("rowid")?, parent: row.get("parent")? })
    })
}

/// The names of tables, indexes and triggers that differ from those of the newest schema: changed, missing
/// or strange.
pub fn schema(sql: &Sql, newest: &str) -> Result<Vec<String>, StoreError> {
    let here = objects(sql.connection).map_err(|error| translate(sql.path, &error))?;
    let fresh = Connection::open_in_memory().and_then(|fresh| {
        fresh.execute_batch(newest)?;
        objects(&fresh)
    });
    let fresh = fresh.map_err(|error| translate(sql.path, &error))?;
    let either = here.iter().filter(|object| !fresh.contains(object));
    let mut names: Vec<String> =
        either.chain(fresh.iter().filter(|object| !here.contains(object))).map(|(name, _)| name.clone()).collect();
    names.sort_unstable();
    names.dedup();
    Ok(names)
}

fn objects(connection: &Connection) -> rusqlite::Result<Vec<(String, Option<String>)>> {
    let own = "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY name";
    connection.prepare(own)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}
