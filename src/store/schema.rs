//! The versions of the file: the newest schema, and the numbers that mark a file as ours.

use super::error::StoreError;
use super::sqlite::Sql;

/// Marks the file as a register of this program: "`JzzP`" in the header.
pub const APPLICATION_ID: i32 = 0x4A7A_7A50;

/// The version of `schema.sql`, kept as `user_version`.
pub const SCHEMA_VERSION: i32 = 1;

pub const NEWEST: &str = include_str!("../../schema.sql");

/// Creates every table, index and trigger of the newest schema.
pub fn create(sql: &Sql) -> Result<(), StoreError> {
    sql.execute_script(NEWEST)
}
