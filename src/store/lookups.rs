//! The journal's rows of a span, in groups of clerk, command, reveal and miss.

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
