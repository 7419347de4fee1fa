//! The monthly table of a day, checked, or not given.

use crate::domain::calendar::Day;
use crate::domain::monthly::Monthly;
use crate::domain::rate::{By, Check};
use crate::reference;
use crate::store::Sql;

use super::OpError;
use super::census;
use super::office::Office;
use super::rate::{ReportRefusal, hold, in_office, not_to_come};

/// The table of the end of a day.
pub fn monthly(
    sql: &Sql,
    office: &Office,
    on: Day,
    today: Day,
) -> Result<(Monthly, Vec<Check>), OpError<ReportRefusal>> {
    not_to_come("--as-of", on, today)?;
    let mut table = Monthly::new(reference::reasons().entries().iter().map(|entry| entry.code.as_str()));
    census::each(sql, office, on, |person| table.add(&person))?;
    let rate = in_office(sql, office, on, By::Tier)?;
    let checks = table.checks(rate.total.registered);
    hold(&[rate.checks, checks.clone()].concat())?;
    Ok((table, checks))
}
