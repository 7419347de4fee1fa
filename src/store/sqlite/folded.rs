//! People by a name that is written otherwise than it is compared: found by the engine's own patterns.
//!
//! Most names are their own key (`domain/name_key.rs`) and are found as they stand. The few others are read here and
//! folded one by one.

use super::{Row, Sql};
use crate::domain::name_key::{FOLDED, beginnings, name_key};
use crate::store::error::StoreError;

/// Those whose name has that key.
pub fn list_named(sql: &Sql, key: &str) -> Result<Vec<i64>, StoreError> {
    let Some(first) = key.chars().next() else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for first in beginnings(first) {
        let (from, to) = (first.to_string(), format!("{first}{}", char::MAX));
        let rows = sql.list(
            "SELECT migrant_id, name FROM migrant WHERE name >= ?1 AND name <= ?2 AND name GLOB ?3",
            &[&from, &to, &pattern()],
            id_and_name,
        )?;
        found.extend(rows.into_iter().filter(|(_, name)| name_key(name) == key).map(|(id, _)| id));
    }
    Ok(found)
}

/// Those in whose name that key is a part.
pub fn list_part(sql: &Sql, key: &str) -> Result<Vec<i64>, StoreError> {
    if key.is_empty() {
        return Ok(Vec::new());
    }
    let all = "SELECT migrant_id, name FROM migrant WHERE name GLOB ?1";
    let rows = sql.list(all, &[&pattern()], id_and_name)?;
    Ok(rows.into_iter().filter(|(_, name)| name_key(name).contains(key)).map(|(id, _)| id).collect())
}

fn pattern() -> String {
    format!("*{FOLDED}*")
}

fn id_and_name(row: &Row) -> Result<(i64, String), StoreError> {
    Ok((row.get("migrant_id")?, row.get("name")?))
}
