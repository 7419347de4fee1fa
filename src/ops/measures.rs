//! Measures of the office: how long applications took, how good the data are, who looked at people.

use std::collections::HashMap;

use crate::domain::application::promised_on;
use crate::domain::calendar::{Day, NoCalendar};
use crate::domain::lookups::{self, Lookups};
use crate::domain::measure_cell::{LookupsCell, TurnaroundCell};
use crate::domain::quality::{Gatherer, Quality};
use crate::domain::rate::Check;
use crate::domain::span::Span;
use crate::domain::turnaround::{self, Case, Turnaround};
use crate::reference;
use crate::store::lookups::Entry;
use crate::store::waiting::Waited;
use crate::store::{Sql, StoreError, defects, lookups as journalled, waiting};

use super::OpError;
use super::behind::unknown;
use super::office::Office;
use super::rate::{ReportRefusal, hold, not_to_come, sound};

/// A measure, or why it is not given.
type Measured<T> = Result<T, OpError<ReportRefusal>>;

/// The applications accepted from a day to a day, as at the end of a third.
pub fn turnaround(sql: &Sql, office: &Office, on: Day, today: Day, span: Span) -> Measured<Turnaround> {
    measurable(span, today)?;
    not_to_come("--as-of", on, today)?;
    sound(sql, office, on)?;
    let cases = cases(sql, office, on, span)?;
    let report = turnaround::build(&cases, waiting::count_accepted(sql, on, span)?, on, span);
    hold(&report.checks)?;
    Ok(report)
}

/// Refuses a span that ends before it begins, or ends in days to come.
fn measurable(span: Span, today: Day) -> Result<(), OpError<ReportRefusal>> {
    if span.is_backwards() {
        return Err(OpError::Refused(ReportRefusal::Backwards { span, today }));
    }
    not_to_come(&format!("--from {} --to", span.from.min(today)), span.to, today)
}

/// Whose applications a cell counts, one for each.
pub fn turnaround_people(sql: &Sql, office: &Office, on: Day, cell: &TurnaroundCell) -> Result<Vec<i64>, StoreError> {
    let is_in = |case: &Case| (cell.tier.is_none() || case.tier == cell.tier) && case.counts_in(cell.column, on);
    Ok(cases(sql, office, on, cell.span)?.into_iter().filter(is_in).map(|case| case.migrant).collect())
}

fn cases(sql: &Sql, office: &Office, on: Day, span: Span) -> Result<Vec<Case>, StoreError> {
    // Working days are counted once for each day of acceptance.
    let mut promises: HashMap<Day, Result<Option<Day>, NoCalendar>> = HashMap::new();
    let case = |waited: Waited| {
        let day = waited.accepted_on;
        let promise = *promises.entry(day).or_insert_with(|| promised_on(day, &office.book));
        let promised_on = promise.ok().and_then(|promised| promised.or(waited.first_due_on));
        Case {
            migrant: waited.migrant,
            tier: office.tree.counter_of(waited.counter, on).and_then(|counter| counter.tier),
            accepted_on: day,
            due_on: waited.due_on,
            promised_on,
            state: waited.state,
            closed_on: waited.closed_on,
        }
    };
    Ok(waiting::accepted(sql, on, span)?.into_iter().map(case).collect())
}

/// What is wrong or not known in the registrations active at the end of a day.
pub fn quality(sql: &Sql, office: &Office, on: Day, today: Day) -> Measured<Quality> {
    not_to_come("--as-of", on, today)?;
    sound(sql, office, on)?;
    let province = office.tree.city().and_then(|city| city.code.get(..2)).unwrap_or_default();
    let mut gatherer = Gatherer::new(reference::divisions(), province);
    defects::gather(sql, on, &mut gatherer, |unit| {
        office.tree.standing_on(unit, on).is_some_and(|unit| unit.kind.is_county_level())
    })?;
    let report = gatherer.finish(defects::count_active(sql, on)?);
    hold(&report.checks)?;
    Ok(report)
}

/// Look-ups, lists, exports and reveals by clerk, from a day to a day by the clock.
pub fn lookups(sql: &Sql, today: Day, span: Span) -> Measured<Lookups> {
    measurable(span, today)?;
    let groups = journalled::groups(sql, span.from.begins(), span.to.plus_days(1).begins())?;
    let report = lookups::build(&groups);
    hold(&report.checks)?;
    Ok(report)
}

/// The entries behind a cell of the look-ups, as many as its figure says.
pub fn lookups_entries(sql: &Sql, today: Day, cell: &LookupsCell, code: &str) -> Measured<Vec<Entry>> {
    let report = lookups(sql, today, cell.span)?;
    let figures = match &cell.clerk {
        None => Some(&report.total),
        Some(clerk) => report.rows.iter().find(|(known, _)| known == clerk).map(|(_, figures)| figures),
    };
    let figure = figures.ok_or_else(|| unknown(code))?.get(cell.column);
    let mut entries = Vec::new();
    journalled::each(sql, cell.span.from.begins(), cell.span.to.plus_days(1).begins(), |entry| {
        let is_here = cell.clerk.as_ref().is_none_or(|clerk| *clerk == entry.rows.clerk);
        entries.extend((is_here && entry.rows.count_in(cell.column)).then_some(entry));
    })?;
    hold(&[Check::new("cell_entries", figure, u64::try_from(entries.len()).unwrap_or(u64::MAX))])?;
    Ok(entries)
}
