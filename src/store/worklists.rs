//! Lists of cards and applications as at the end of a day, one row after the other.
//!
//! No rule stands here: which terms are looked at is said in days by the domain, and what a card is on the
//! day is decided there again from its facts, since a term knows nothing of what was decided before it.

use crate::domain::application::ApplicationState;
use crate::domain::calendar::Day;
use crate::domain::permit::{Card, EndReason};
use crate::domain::unit::UnitId;
use crate::domain::worklist::Scan;

use super::error::StoreError;
use super::permits;
use super::sqlite::{Row, Sql};

const IN_FORCE: &str = include_str!("queries/cards_in_force.sql");
const LAPSED: &str = include_str!("queries/cards_lapsed.sql");
const ENDED: &str = include_str!("queries/cards_ended.sql");
const APPLICATIONS: &str = include_str!("queries/applications_in_state.sql");

/// A card that may be on the list.
#[derive(Debug)]
pub struct CardRow<'r> {
    pub id: i64,
    pub number: &'r str,
    pub migrant: i64,
    pub name: &'r str,
    /// Residence unit on the day; at issue, for somebody who is not registered on it.
    pub unit: UnitId,
    pub counter: UnitId,
    pub card: Card,
}

/// An application in the state asked for.
#[derive(Debug)]
pub struct ApplicationRow<'r> {
    pub id: i64,
    pub migrant: i64,
    pub name: &'r str,
    /// Residence unit on the day; none for somebody who is not registered on it.
    pub unit: Option<UnitId>,
    pub counter: UnitId,
    pub applied_on: Day,
    pub accepted_on: Option<Day>,
    /// When it was decided, by the day.
    pub closed_on: Option<Day>,
    /// The limit as known by the day.
    pub due_on: Option<Day>,
    pub promised_on: Option<Day>,
}

/// Shows `visit` every card that the scan finds.
pub fn each_card(
    sql: &Sql,
    on: Day,
    scan: Scan,
    mut visit: impl FnMut(CardRow) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut seen = |row: &Row| {
        visit(card(sql, row)?)?;
        Ok(true)
    };
    if let Some((until, opens)) = scan.in_force {
        sql.each(IN_FORCE, &[&on, &until, &opens], &mut seen)?;
    }
    if scan.lapsed {
        sql.each(LAPSED, &[&on], &mut seen)?;
    }
    if scan.ended {
        sql.each(ENDED, &[&on], &mut seen)?;
    }
    Ok(())
}

fn card<'r>(sql: &Sql, row: &'r Row) -> Result<CardRow<'r>, StoreError> {
    let id = row.get("permit_id")?;
    let number = row.text("number")?;
    let kind = row.get("kind")?;
    let regime = row.get("regime")?;
    let issued_on = row.get("issued_on")?;
    let base_on = row.get("base_on")?;
    let printed_until = row.get("valid_until_on")?;
    let ended_on: Option<Day> = row.get("ended_on")?;
    let reason: Option<EndReason> = row.get("end_reason")?;
    let endorsements = permits::endorsements(sql, id)?;
    Ok(CardRow {
        id,
        number,
        counter: row.get("counter_id")?,
        migrant: row.get("migrant_id")?,
        name: row.text("name")?,
        unit: row.get("unit_id")?,
        card: Card { kind, regime, issued_on, base_on, printed_until, endorsements, ended: ended_on.zip(reason) },
    })
}

/// Shows `visit` every application that stood in a state at the end of a day.
pub fn each_application(
    sql: &Sql,
    on: Day,
    state: ApplicationState,
    mut visit: impl FnMut(ApplicationRow),
) -> Result<(), StoreError> {
    sql.each(APPLICATIONS, &[&on, &state], |row| {
        visit(ApplicationRow {
            id: row.get("application_id")?,
            migrant: row.get("migrant_id")?,
            name: row.text("name")?,
            counter: row.get("counter_id")?,
            applied_on: row.get("applied_on")?,
            accepted_on: row.get("accepted_on")?,
            closed_on: row.get("closed_on")?,
            due_on: row.get("due_on")?,
            promised_on: row.get("promised_on")?,
            unit: row.get("unit_id")?,
        });
        Ok(true)
    })
}
