//! Counting for reports: groups of people that the domain decides on, each in one pass.
//!
//! No rule stands here: a rule enters as a day or a code that the domain computed. A past day knows its
//! unit through `earlier_home`. Holders are counted among the registered themselves, so that they are a
//! subset; [`counterchecks`] counts the same from the other side.

use crate::domain::calendar::Day;
use crate::domain::rate::{Counterchecks, CutOffs, FirstIssues, Group};
use crate::domain::rulebook::CityCodes;

use super::error::StoreError;
use super::sqlite::Sql;

const GROUPS: &str = include_str!("queries/rate_groups.sql");
const FIRST_ISSUES: &str = include_str!("queries/first_issues.sql");
const HOLDERS_BY_PERMITS: &str = include_str!("queries/holders_by_permits.sql");

/// The registered of a day, in groups.
pub fn rate_groups(sql: &Sql, cut_offs: &CutOffs, city: &CityCodes) -> Result<Vec<Group>, StoreError> {
    let own: Vec<&str> = city.districts.iter().chain(&city.counties).map(String::as_str).collect();
    let own_list = format!(" {} ", own.join("  "));
    sql.list(
        GROUPS,
        &[&cut_offs.on, &cut_offs.young_from, &cut_offs.old_until, &cut_offs.settled_by, &own_list],
        |row| {
            Ok(Group {
                unit: row.get("unit_id")?,
                counter: row.get("counter_id")?,
                kind: row.get("id_kind")?,
                stay: row.get("stay")?,
                exempt: row.get::<i64>("exempt")? == 1,
                of_age: row.get::<i64>("of_age")? == 1,
                settled: row.get::<i64>("settled")? == 1,
                own_city: row.get::<i64>("own_city")? == 1,
                registered: count(row.get("registered")?),
                holders: count(row.get("holders")?),
                in_force: count(row.get("in_force")?),
            })
        },
    )
}

/// First 居住证 of citizens ever registered, by the counter of issue and the residence unit then.
pub fn first_issues(sql: &Sql, on: Day) -> Result<Vec<FirstIssues>, StoreError> {
    sql.list(FIRST_ISSUES, &[&on], |row| {
        Ok(FirstIssues { counter: row.get("counter_id")?, unit: row.get("unit_id")?, count: count(row.get("n")?) })
    })
}

/// The same figures counted another way.
pub fn counterchecks(sql: &Sql, on: Day) -> Result<Counterchecks, StoreError> {
    let month_first = Day::new(on.year(), on.month(), 1).unwrap_or(on);
    let flows = sql.one(
        "SELECT COUNT(CASE WHEN r.registered_on < ?2 AND (r.ended_on IS NULL OR r.ended_on >= ?2) THEN 1 END) AS opening, \
         COUNT(CASE WHEN r.registered_on >= ?2 AND r.registered_on <= ?1 THEN 1 END) AS begun, \
         COUNT(CASE WHEN r.ended_on >= ?2 AND r.ended_on <= ?1 THEN 1 END) AS ended \
         FROM registration r JOIN migrant m ON m.migrant_id = r.migrant_id WHERE m.id_kind = 'citizen'",
        &[&on, &month_first],
        |row| Ok((row.get::<i64>("opening")?, row.get::<i64>("begun")?, row.get::<i64>("ended")?)),
    )?;
    let (opening, begun, ended) = flows;
    let holders = sql.one(HOLDERS_BY_PERMITS, &[&on], |row| row.get::<i64>("n"))?;
    let first = sql.one(
        "SELECT COUNT(DISTINCT p.migrant_id) AS n FROM permit p JOIN migrant m ON m.migrant_id = p.migrant_id \
         WHERE p.kind = 'residence_permit' AND p.issued_on <= ?1 AND m.id_kind = 'citizen' \
         AND NOT (p.ended_on IS NOT NULL AND p.ended_on <= ?1 AND p.end_reason = 'error')",
        &[&on],
        |row| row.get::<i64>("n"),
    )?;
    Ok(Counterchecks {
        opening: count(opening),
        begun: count(begun),
        ended: count(ended),
        holders_by_permits: count(holders),
        first_issues: count(first),
    })
}

fn count(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}
