//! Stays, cards and endorsements of citizens as spans and events, in one pass each: for figures of many days.

use std::collections::HashSet;

use crate::domain::calendar::Day;
use crate::domain::permit::{EndReason, PermitKind};
use crate::domain::trend::{Event, Facts, Held, Issue, Stay};

use super::error::StoreError;
use super::sqlite::{Row, Sql};

const STAYS: &str = include_str!("queries/stays_as_spans.sql");
const CARDS: &str = include_str!("queries/cards_as_spans.sql");

/// Everything that a trend is counted from.
pub fn facts(sql: &Sql) -> Result<Facts, StoreError> {
    let stays = sql.list(STAYS, &[], |row| {
        Ok(Stay { migrant: row.get("migrant_id")?, from: row.get("registered_on")?, until: row.get("ended_on")? })
    })?;
    let mut facts = Facts { stays, ..Facts::default() };
    let mut ends: Vec<(i64, Event)> = Vec::new();
    let mut replaced: HashSet<i64> = HashSet::new();
    sql.each(CARDS, &[], |row| {
        let id = row.get("permit_id")?;
        ends.extend(card(row, &mut facts)?.map(|event| (id, event)));
        replaced.extend(row.get::<Option<i64>>("replaces_id")?);
        Ok(true)
    })?;
    facts.ended_permits = ends.into_iter().filter(|(id, _)| !replaced.contains(id)).map(|(_, event)| event).collect();
    let endorsed = "SELECT p.migrant_id, e.endorsed_on FROM endorsement e JOIN permit p ON p.permit_id = e.permit_id \
                    JOIN migrant m ON m.migrant_id = p.migrant_id WHERE m.id_kind = 'citizen'";
    facts.endorsements =
        sql.list(endorsed, &[], |row| Ok(Event { migrant: row.get("migrant_id")?, on: row.get("endorsed_on")? }))?;
    Ok(facts)
}

/// Adds the card's span and issue; its end, unless a replacement ended it.
fn card(row: &Row, facts: &mut Facts) -> Result<Option<Event>, StoreError> {
    let migrant = row.get("migrant_id")?;
    let kind: PermitKind = row.get("kind")?;
    let issued_on: Day = row.get("issued_on")?;
    let ended_on: Option<Day> = row.get("ended_on")?;
    let reason: Option<EndReason> = row.get("end_reason")?;
    let end = match kind {
        PermitKind::Residence => {
            let error_on = ended_on.filter(|_| reason == Some(EndReason::Error));
            facts.issues.push(Issue { migrant, on: issued_on, error_on });
            facts.held.push(Held { migrant, from: issued_on, until: ended_on });
            ended_on
        }
        PermitKind::Temporary => {
            let runs: Option<(Day, Day)> =
                row.get::<Option<Day>>("runs_from")?.zip(row.get::<Option<Day>>("runs_until")?);
            let Some((from, until)) = runs else { return Ok(ended_on.map(|on| Event { migrant, on })) };
            let until = ended_on.map_or(until, |ended| ended.min(until));
            facts.held.push(Held { migrant, from: from.max(issued_on), until: Some(until) });
            Some(until)
        }
    };
    let by_replacement = reason == Some(EndReason::Replaced);
    Ok(end.filter(|_| !by_replacement).map(|on| Event { migrant, on }))
}
