//! The measures of the office as sheets: turnaround, quality, look-ups.

use crate::domain::quality::By;
use crate::domain::span::Span;
use crate::ops::OpError;
use crate::ops::measures;
use crate::ops::office::Office;
use crate::ops::rate::ReportRefusal;
use crate::present::measures as view;
use crate::present::sheet::Sheet;
use crate::store::Sql;

use super::reports::{Asked, of_register};

/// How a measure is made: counted and checked, or not given.
type Measured = Result<Sheet, OpError<ReportRefusal>>;

/// How long the applications accepted in a span took.
pub fn turnaround(sql: &Sql, office: &Office, asked: &Asked, span: Span) -> Measured {
    let report = measures::turnaround(sql, office, asked.on, asked.today, span)?;
    Ok(of_register(office, view::turnaround(&report, asked.lang)))
}

/// What is wrong or not known in what is registered.
pub fn quality(sql: &Sql, office: &Office, asked: &Asked, by: By) -> Measured {
    let report = measures::quality(sql, office, asked.on, asked.today)?;
    Ok(of_register(office, view::quality(&report, by, asked.on, asked.lang)))
}

/// Who looked at people in a span.
pub fn lookups(sql: &Sql, office: &Office, asked: &Asked, span: Span) -> Measured {
    let report = measures::lookups(sql, asked.today, span)?;
    Ok(of_register(office, view::lookups(&report, span, asked.lang)))
}
