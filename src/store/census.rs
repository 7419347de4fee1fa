//! Everybody registered on a day, and everybody's first card, one by one: for figures by what people are
//! and for the people behind a figure. No rule stands here: a rule enters as a day that the domain computed.

use std::collections::HashMap;

use crate::domain::calendar::Day;
use crate::domain::identity::{IdKind, Sex};
use crate::domain::rate::{CutOffs, Group};
use crate::domain::rulebook::CityCodes;
use crate::domain::unit::UnitId;

use super::error::StoreError;
use super::sqlite::{Row, Sql};

const PEOPLE: &str = include_str!("queries/people_of_day.sql");
const FIRST_CARDS: &str = include_str!("queries/first_cards.sql");
const STAYS: &str = include_str!("queries/stays_of_citizens.sql");

/// Household registration as it is recorded.
#[derive(Debug, Clone)]
pub struct Household {
    pub kind: IdKind,
    pub county: Option<String>,
    pub address: String,
    pub id_number: String,
}

/// Somebody registered on the day, as recorded.
#[derive(Debug, Clone)]
pub struct Recorded {
    pub migrant: i64,
    pub group: Group,
    pub sex: Option<Sex>,
    pub reason: String,
    pub dwelling: Option<String>,
    pub household: Household,
}

/// Visits everybody registered at the end of the day.
pub fn each(
    sql: &Sql,
    cut_offs: &CutOffs,
    city: &CityCodes,
    mut visit: impl FnMut(Recorded),
) -> Result<(), StoreError> {
    sql.each(PEOPLE, &[&cut_offs.on, &cut_offs.young_from, &cut_offs.old_until, &cut_offs.settled_by], |row| {
        visit(recorded(row, city)?);
        Ok(true)
    })
}

fn recorded(row: &Row, city: &CityCodes) -> Result<Recorded, StoreError> {
    let migrant = row.get("migrant_id")?;
    let (unit, counter, kind) = (row.get("unit_id")?, row.get("counter_id")?, row.get("id_kind")?);
    let id_number = row.get("id_number")?;
    let (sex, reason, dwelling, stay) = (row.get("sex")?, row.get("reason")?, row.get("dwelling")?, row.get("stay")?);
    let flag = |name| Ok::<bool, StoreError>(row.get::<i64>(name)? == 1);
    let (exempt, of_age, settled) = (flag("exempt")?, flag("of_age")?, flag("settled")?);
    let address = row.get("hukou")?;
    let county: Option<String> = row.get("hukou_county")?;
    let held = row.get::<Option<i64>>("held")?.unwrap_or(0);
    Ok(Recorded {
        migrant,
        group: Group {
            unit,
            counter,
            kind,
            stay,
            exempt,
            of_age,
            settled,
            own_city: county.as_deref().is_some_and(|county| city.is_own(county)),
            registered: 1,
            holders: u64::from(held >= 1),
            in_force: u64::from(held == 2),
        },
        sex,
        reason,
        dwelling,
        household: Household { kind, county, address, id_number },
    })
}

/// Somebody's first 居住证 by a day.
#[derive(Debug, Clone)]
pub struct FirstCard {
    pub migrant: i64,
    pub counter: UnitId,
    /// Residence unit at issue, or the first after it.
    pub unit: UnitId,
    pub issued_on: Day,
}

/// The first 居住证 of each citizen ever registered, by person.
pub fn first_cards(sql: &Sql, on: Day) -> Result<Vec<FirstCard>, StoreError> {
    let mut cards: Vec<FirstCard> = Vec::new();
    sql.each(FIRST_CARDS, &[&on], |row| {
        let migrant = row.get("migrant_id")?;
        if cards.last().is_none_or(|last| last.migrant != migrant) {
            let (counter, unit) = (row.get("counter_id")?, row.get("unit_id")?);
            cards.push(FirstCard { migrant, counter, unit, issued_on: row.get("issued_on")? });
        }
        Ok(true)
    })?;
    Ok(cards)
}

/// What stood in a registration on a day.
#[derive(Debug, Clone)]
pub struct StayThen {
    pub reason: String,
    pub household: Household,
}

struct Candidate {
    registration: i64,
    /// The day the reason is asked for.
    on: Day,
    /// Which stay goes before which: one that holds the day, then the first after it, then the last before.
    rank: (u8, i64),
    stay: StayThen,
}

/// For each of these people and days the registration of that day, else the first after it, else the last
/// before it.
pub fn stays_then(sql: &Sql, days: &HashMap<i64, Day>) -> Result<HashMap<i64, StayThen>, StoreError> {
    let mut found: HashMap<i64, Candidate> = HashMap::with_capacity(days.len());
    sql.each(STAYS, &[], |row| {
        let registration = row.get("registration_id")?;
        let migrant = row.get("migrant_id")?;
        let Some(&on) = days.get(&migrant) else { return Ok(true) };
        let (registered_on, ended_on): (Day, Option<Day>) = (row.get("registered_on")?, row.get("ended_on")?);
        let rank = match (registered_on <= on, ended_on.is_none_or(|ended| on < ended)) {
            (true, true) => (0, 0),
            (false, _) => (1, registered_on.days_since(on)),
            (true, false) => (2, on.days_since(registered_on)),
        };
        if found.get(&migrant).is_none_or(|known| rank < known.rank) {
            let reason = row.get("reason")?;
            let id_number = row.get("id_number")?;
            let address = row.get("hukou")?;
            let household = Household { kind: IdKind::Citizen, county: row.get("hukou_county")?, address, id_number };
            let on = on.max(registered_on);
            found.insert(migrant, Candidate { registration, on, rank, stay: StayThen { reason, household } });
        }
        Ok(true)
    })?;
    let holders: HashMap<i64, i64> = found.iter().map(|(migrant, stay)| (stay.registration, *migrant)).collect();
    let moved = "SELECT registration_id, from_on, until_on, reason FROM earlier_home";
    sql.each(moved, &[], |row| {
        let Some(stay) = holders.get(&row.get("registration_id")?).and_then(|migrant| found.get_mut(migrant)) else {
            return Ok(true);
        };
        let (from, until): (Day, Day) = (row.get("from_on")?, row.get("until_on")?);
        if from <= stay.on && stay.on < until {
            stay.stay.reason = row.get("reason")?;
        }
        Ok(true)
    })?;
    Ok(found.into_iter().map(|(migrant, candidate)| (migrant, candidate.stay)).collect())
}
