//! The rate period by period, checked, or not given.

use crate::domain::calendar::Day;
use crate::domain::period::{Every, Period};
use crate::domain::rate::{By, Check};
use crate::domain::span;
use crate::domain::trend::{Counter, Point, checks};
use crate::store::{Sql, spans};

use super::OpError;
use super::office::Office;
use super::rate::{ReportRefusal, hold, in_office, not_to_come};

/// The span and the length of its periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub from: Day,
    pub to: Day,
    pub every: Every,
}

/// How many periods there are where nobody says from when on: a year of months.
const USUAL: usize = 12;

impl Span {
    /// The span that ends on a day and has as many periods as usual.
    pub fn up_to(to: Day, every: Every) -> Span {
        let mut from = Period::of(every, to).first;
        for _ in 1..USUAL {
            from = Period::of(every, from.plus_days(-1)).first;
        }
        Span { from, to, every }
    }

    /// The periods, the last one cut at the span's end.
    pub fn periods(&self) -> Vec<Period> {
        let periods = Period::between(self.every, self.from, self.to);
        periods.into_iter().map(|period| Period { last: period.last.min(self.to), ..period }).collect()
    }
}

/// A period with its figures, and those of the same period a year before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub period: Period,
    pub point: Point,
    pub year_ago: Option<Point>,
}

/// The whole report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trend {
    pub span: Span,
    pub steps: Vec<Step>,
    pub checks: Vec<Check>,
}

pub fn trend(sql: &Sql, office: &Office, span: Span, today: Day) -> Result<Trend, OpError<ReportRefusal>> {
    let days = span::Span { from: span.from, to: span.to };
    if days.is_backwards() {
        return Err(OpError::Refused(ReportRefusal::Backwards { span: days, today }));
    }
    not_to_come(&format!("--from {} --to", span.from.min(today)), span.to, today)?;
    let periods = span.periods();
    let before: Vec<Option<Period>> = periods.iter().map(|period| year_before(&span, period)).collect();
    let mut now = Counter::new(periods.clone());
    let mut year_ago = Counter::new(before.iter().flatten().cloned().collect());
    let mut first: Option<Day> = None;
    spans::each(sql, |life| {
        now.add(life);
        year_ago.add(life);
        first = life.stays.iter().map(|stay| stay.from).chain(first).min();
    })?;
    let (figures, mut year_ago) = (now.finish(), year_ago.finish().into_iter());
    let rate = in_office(sql, office, span.to, By::Tier)?;
    let checks = checks(&periods, &figures, rate.total.registered, rate.total.holders);
    hold(&[rate.checks, checks.clone()].concat())?;
    let is_known = |before: &Period| first.is_some_and(|first| first <= before.last);
    let steps = periods.into_iter().zip(figures).zip(before).map(|((period, point), before)| {
        let year_ago = before.and_then(|before| year_ago.next().filter(|_| is_known(&before)));
        Step { period, point, year_ago }
    });
    Ok(Trend { span, steps: steps.collect(), checks })
}

/// The same period a year before, cut where this one is.
fn year_before(span: &Span, period: &Period) -> Option<Period> {
    let before = period.year_before(span.every)?;
    let is_cut = Period::of(span.every, period.first).last > period.last;
    let last = if is_cut { before.last.min(span.to.plus_months(-12)) } else { before.last };
    Some(Period { last, ..before })
}
