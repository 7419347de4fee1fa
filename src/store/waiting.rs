//! What waits, and how long it took: cards that were not collected, and applications of a span.

use crate::domain::application::ApplicationState;
use crate::domain::calendar::Day;
use crate::domain::span::Span;
use crate::domain::unit::UnitId;

use super::error::StoreError;
use super::sqlite::Sql;

const UNCOLLECTED: &str = include_str!("queries/uncollected.sql");
const ACCEPTED: &str = include_str!("queries/applications_accepted.sql");

/// A card that nobody has collected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UncollectedCard {
    pub number: String,
    pub migrant: i64,
    pub name: String,
    pub counter: UnitId,
    pub issued_on: Day,
}

/// The cards of counters that were not collected by the end of a day and are of `issued_by` or before.
pub fn uncollected(sql: &Sql, on: Day, issued_by: Day) -> Result<Vec<UncollectedCard>, StoreError> {
    sql.list(UNCOLLECTED, &[&on, &issued_by], |row| {
        Ok(UncollectedCard {
            number: row.get("number")?,
            migrant: row.get("migrant_id")?,
            name: row.get("name")?,
            counter: row.get("counter_id")?,
            issued_on: row.get("issued_on")?,
        })
    })
}

/// An accepted application as at the end of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waited {
    pub migrant: i64,
    pub counter: UnitId,
    pub accepted_on: Day,
    /// The limit as known by the day, and as it was at acceptance.
    pub due_on: Option<Day>,
    pub first_due_on: Option<Day>,
    pub state: ApplicationState,
    pub closed_on: Option<Day>,
}

/// The applications accepted in a span, both days included.
pub fn accepted(sql: &Sql, on: Day, span: Span) -> Result<Vec<Waited>, StoreError> {
    sql.list(ACCEPTED, &[&on, &span.from, &span.to], |row| {
        Ok(Waited {
            migrant: row.get("migrant_id")?,
            counter: row.get("counter_id")?,
            accepted_on: row.get("accepted_on")?,
            due_on: row.get("due_on")?,
            first_due_on: row.get("first_due_on")?,
            state: row.get("state")?,
            closed_on: row.get("closed_on")?,
        })
    })
}

/// All issued applications, and all cards that an application became.
pub fn count_issued(sql: &Sql) -> Result<(u64, u64), StoreError> {
    let (issued, cards) = sql.one(
        "SELECT (SELECT COUNT(*) FROM application WHERE state = 'issued') AS issued, \
         (SELECT COUNT(*) FROM permit WHERE application_id IS NOT NULL) AS cards",
        &[],
        |row| Ok((row.get::<i64>("issued")?, row.get::<i64>("cards")?)),
    )?;
    Ok((u64::try_from(issued).unwrap_or(0), u64::try_from(cards).unwrap_or(0)))
}

/// How many they are, counted by the person's side.
pub fn count_accepted(sql: &Sql, on: Day, span: Span) -> Result<u64, StoreError> {
    let last = span.to.min(on);
    let count = sql.one(
        "SELECT COUNT(*) AS n FROM application a JOIN migrant m ON m.migrant_id = a.migrant_id \
         WHERE a.accepted_on BETWEEN ?1 AND ?2",
        &[&span.from, &last],
        |row| row.get::<i64>("n"),
    )?;
    Ok(u64::try_from(count).unwrap_or(0))
}
