//! Counting for reports: groups of people that the domain decides on, each in one pass.
//!
//! No rule stands here: a rule enters as a day or a code that the domain computed. A past day knows its
//! unit through `earlier_home`. Holders are counted among the registered themselves, so that they are a
//! subset; [`counterchecks`] counts the same from the other side. Groups are gathered here, not by the
//! engine, which would sort every row for them.

use std::collections::BTreeMap;

use crate::domain::calendar::Day;
use crate::domain::rate::{Counterchecks, CutOffs, FirstIssues, Group};
use crate::domain::rulebook::CityCodes;
use crate::domain::unit::UnitId;

use super::error::StoreError;
use super::sqlite::{Row, Sql};

const REGISTERED: &str = include_str!("queries/registered.sql");
const FIRST_ISSUES: &str = include_str!("queries/first_issues.sql");
const FLOWS: &str = include_str!("queries/flows.sql");
const HOLDERS_BY_PERMITS: &str = include_str!("queries/holders_by_permits.sql");
const FIRST_HOLDERS: &str = include_str!("queries/first_holders.sql");

/// The registered of a day, in groups.
pub fn rate_groups(sql: &Sql, cut_offs: &CutOffs, city: &CityCodes) -> Result<Vec<Group>, StoreError> {
    let mut groups = BTreeMap::new();
    sql.each(REGISTERED, &[&cut_offs.on, &cut_offs.young_from, &cut_offs.old_until, &cut_offs.settled_by], |row| {
        let person = person(row, city)?;
        let held = row.get::<Option<i64>>("held")?.unwrap_or(0);
        let key = (person.unit, person.counter, person.kind, person.stay.clone(), marks(&person));
        let group = groups.entry(key).or_insert(person);
        group.registered += 1;
        group.holders += u64::from(held >= 1);
        group.in_force += u64::from(held == 2);
        Ok(true)
    })?;
    Ok(groups.into_values().collect())
}

/// One person as a group that counts nobody yet.
fn person(row: &Row, city: &CityCodes) -> Result<Group, StoreError> {
    let county: Option<String> = row.get("hukou_county")?;
    Ok(Group {
        unit: row.get("unit_id")?,
        counter: row.get("counter_id")?,
        kind: row.get("id_kind")?,
        stay: row.get("stay")?,
        exempt: row.get::<i64>("exempt")? == 1,
        of_age: row.get::<i64>("of_age")? == 1,
        settled: row.get::<i64>("settled")? == 1,
        own_city: county.is_some_and(|county| is_own(city, &county)),
        registered: 0,
        holders: 0,
        in_force: 0,
    })
}

fn is_own(city: &CityCodes, county: &str) -> bool {
    city.districts.iter().chain(&city.counties).any(|own| own == county)
}

fn marks(person: &Group) -> [bool; 4] {
    [person.exempt, person.of_age, person.settled, person.own_city]
}

/// First 居住证 of citizens ever registered, by the counter of issue and the residence unit then.
pub fn first_issues(sql: &Sql, on: Day) -> Result<Vec<FirstIssues>, StoreError> {
    let mut counts: BTreeMap<(UnitId, UnitId), u64> = BTreeMap::new();
    let mut last = None;
    sql.each(FIRST_ISSUES, &[&on], |row| {
        let migrant: i64 = row.get("migrant_id")?;
        if last.replace(migrant) != Some(migrant) {
            *counts.entry((row.get("counter_id")?, row.get("unit_id")?)).or_default() += 1;
        }
        Ok(true)
    })?;
    Ok(counts.into_iter().map(|((counter, unit), count)| FirstIssues { counter, unit, count }).collect())
}

/// The same figures counted another way.
pub fn counterchecks(sql: &Sql, on: Day) -> Result<Counterchecks, StoreError> {
    let month_first = Day::new(on.year(), on.month(), 1).unwrap_or(on);
    let flows = sql.one(FLOWS, &[&on, &month_first], |row| {
        Ok((row.get::<i64>("opening")?, row.get::<i64>("begun")?, row.get::<i64>("ended")?))
    })?;
    let (opening, begun, ended) = flows;
    let holders = sql.one(HOLDERS_BY_PERMITS, &[&on], |row| row.get::<i64>("n"))?;
    let first = sql.one(FIRST_HOLDERS, &[&on], |row| row.get::<i64>("n"))?;
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
