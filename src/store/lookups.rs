//! The journal's rows of a span, in groups of clerk, command, reveal and miss, or one by one.

use std::collections::BTreeMap;

use crate::domain::calendar::Instant;
use crate::domain::lookups::Rows;

use super::error::StoreError;
use super::sqlite::Sql;

/// Rows made from an instant on, up to another that is no more in the span.
pub fn groups(sql: &Sql, from: Instant, until: Instant) -> Result<BTreeMap<Rows, u64>, StoreError> {
    let rows = sql.list(
        "SELECT clerk, command, CASE WHEN purpose IS NULL THEN 0 ELSE 1 END AS revealed, \
         CASE WHEN row_count = 0 THEN 1 ELSE 0 END AS missed, COUNT(*) AS n FROM journal \
         WHERE made_at >= ?1 AND made_at < ?2 GROUP BY clerk, command, revealed, missed",
        &[&from, &until],
        |row| {
            let group = Rows {
                clerk: row.get("clerk")?,
                command: row.get("command")?,
                revealed: row.get::<i64>("revealed")? == 1,
                missed: row.get::<i64>("missed")? == 1,
            };
            Ok((group, u64::try_from(row.get::<i64>("n")?).unwrap_or(0)))
        },
    )?;
    Ok(rows.into_iter().collect())
}

/// A row of the journal as far as it says who was looked at.
#[derive(Debug, Clone)]
pub struct Entry {
    pub sequence: i64,
    pub at: Instant,
    pub rows: Rows,
    pub subject: Option<String>,
    pub purpose: Option<String>,
    /// How many people or cards.
    pub count: i64,
}

/// Visits the rows made from an instant on, up to another that is no more in the span, in their order.
pub fn each(sql: &Sql, from: Instant, until: Instant, mut visit: impl FnMut(Entry)) -> Result<(), StoreError> {
    sql.each(
        "SELECT sequence, made_at, clerk, command, subject, purpose, row_count FROM journal \
         WHERE made_at >= ?1 AND made_at < ?2 ORDER BY sequence",
        &[&from, &until],
        |row| {
            let (count, purpose): (i64, Option<String>) = (row.get("row_count")?, row.get("purpose")?);
            visit(Entry {
                sequence: row.get("sequence")?,
                at: row.get("made_at")?,
                rows: Rows {
                    clerk: row.get("clerk")?,
                    command: row.get("command")?,
                    revealed: purpose.is_some(),
                    missed: count == 0,
                },
                subject: row.get("subject")?,
                purpose,
                count,
            });
            Ok(true)
        },
    )
}
