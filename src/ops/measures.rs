//! Measures of the office: how long applications took, how good the data are, who looked at people.

use std::collections::HashMap;

use crate::domain::application::promised_on;
use crate::domain::calendar::{Day, NoCalendar};
use crate::domain::lookups::{self, Lookups};
use crate::domain::quality::{Gatherer, Quality};
use crate::domain::turnaround::{self, Case, Column, Turnaround};
use crate::domain::unit::Tier;
use crate::reference;
use crate::store::waiting::Accepted;
use crate::store::{Sql, StoreError, defects, lookups as journalled, waiting};

use super::office::Office;

/// The applications accepted from a day to a day, as at the end of a third.
pub fn turnaround(sql: &Sql, office: &Office, on: Day, from: Day, to: Day) -> Result<Turnaround, StoreError> {
    let cases: Vec<Case> = cases(sql, office, on, from, to)?.into_iter().map(|(_, case)| case).collect();
    let counted = waiting::count_accepted(sql, on, from, to)?;
    Ok(turnaround::build(&cases, counted, on, from, to))
}

/// The people behind a figure of the turnaround, one for each application; without a tier those of all.
pub fn turnaround_people(
    sql: &Sql,
    office: &Office,
    on: Day,
    span: (Day, Day),
    tier: Option<Tier>,
    column: Column,
) -> Result<Vec<i64>, StoreError> {
    let cases = cases(sql, office, on, span.0, span.1)?;
    let counted = cases.iter().filter(|(_, case)| (tier.is_none() || case.tier == tier) && case.counts_in(column, on));
    let mut people: Vec<i64> = counted.map(|(migrant, _)| *migrant).collect();
    people.sort_unstable();
    Ok(people)
}

fn cases(sql: &Sql, office: &Office, on: Day, from: Day, to: Day) -> Result<Vec<(i64, Case)>, StoreError> {
    // Working days are counted once for each day of acceptance.
    let mut promises: HashMap<Day, Result<Option<Day>, NoCalendar>> = HashMap::new();
    let case = |accepted: Accepted| {
        let day = accepted.accepted_on;
        let promise = *promises.entry(day).or_insert_with(|| promised_on(day, &office.book));
        let promised_on = promise.ok().and_then(|promised| promised.or(accepted.first_due_on));
        let case = Case {
            tier: office.tree.counter_of(accepted.counter, on).and_then(|counter| counter.tier),
            accepted_on: day,
            due_on: accepted.due_on,
            promised_on,
            state: accepted.state,
            closed_on: accepted.closed_on,
        };
        (accepted.migrant, case)
    };
    Ok(waiting::accepted(sql, on, from, to)?.into_iter().map(case).collect())
}

/// What is wrong or not known in the registrations active at the end of a day.
pub fn quality(sql: &Sql, office: &Office, on: Day) -> Result<Quality, StoreError> {
    let mut gatherer = Gatherer::new(reference::divisions());
    defects::gather(sql, on, &mut gatherer, |unit| {
        office.tree.standing_on(unit, on).is_some_and(|unit| unit.kind.is_county_level())
    })?;
    Ok(gatherer.finish(defects::count_active(sql, on)?))
}

/// Look-ups, lists, exports and reveals by clerk, from a day to a day by the clock.
pub fn lookups(sql: &Sql, from: Day, to: Day) -> Result<Lookups, StoreError> {
    Ok(lookups::build(&journalled::groups(sql, from.begins(), to.plus_days(1).begins())?))
}
