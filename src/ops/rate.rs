//! The issuance rate of a day: counted by the store, decided and summed by the domain, checked, or not given.

use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::compared::{self, Compared};
use crate::domain::rate::{self, By, Check, Rate};
use crate::domain::rulebook::RuleBook;
use crate::domain::span::Span;
use crate::domain::unit::UnitTree;
use crate::store::reports::RateCounts;
use crate::store::{Sql, StoreError};

use super::OpError;
use super::counted::count;
use super::office::Office;
use super::rate_rows;

/// Why a report is not given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportRefusal {
    ComingDay {
        /// The options that a fitting day completes: `--as-of`.
        flags: String,
        on: Day,
        today: Day,
        /// The day that would: today, or, beside another day, an earlier one.
        good: Day,
    },
    UnknownCell {
        cell: String,
    },
    /// No report was frozen under that number.
    UnknownNumber {
        text: String,
        /// The number of the one that was frozen last.
        latest: Option<String>,
    },
    /// The inputs of a frozen report are not those that were kept.
    BrokenSeal {
        number: String,
    },
    /// A span that ends before it begins.
    Backwards {
        span: Span,
        today: Day,
    },
    /// Figures that must be equal and are not: nothing is published.
    Contradiction {
        failed: Vec<Check>,
    },
}

impl ReportRefusal {
    pub fn code(&self) -> Code {
        match self {
            ReportRefusal::ComingDay { .. } => Code::J501,
            ReportRefusal::UnknownCell { .. } => Code::J504,
            ReportRefusal::UnknownNumber { .. } => Code::J506,
            ReportRefusal::BrokenSeal { .. } => Code::J507,
            ReportRefusal::Backwards { .. } => Code::J520,
            ReportRefusal::Contradiction { .. } => Code::J502,
        }
    }
}

/// The rate at the end of a day.
pub fn rate(sql: &Sql, office: &Office, on: Day, by: By) -> Result<Rate, OpError<ReportRefusal>> {
    let rate = match by {
        By::Tier | By::District | By::Community | By::Counter => in_office(sql, office, on, by)?,
        By::Reason | By::Origin => {
            let rate = in_office(sql, office, on, By::Tier)?;
            hold(&rate.checks)?;
            rate.regrouped(by, rate_rows::by_people(sql, office, on, by)?)
        }
    };
    hold(&rate.checks)?;
    Ok(rate)
}

/// A rate with another day beside it, whose rows make up that day's total too.
pub fn compared(now: Rate, before: Rate, tree: &UnitTree) -> Result<Compared, OpError<ReportRefusal>> {
    let compared = compared::compared(now, before, tree);
    hold(&compared.now.checks)?;
    Ok(compared)
}

/// A report is of a day that is over or running; `flags` is what a fitting day would complete.
pub fn not_to_come(flags: &str, on: Day, today: Day) -> Result<(), OpError<ReportRefusal>> {
    fitting(flags, on, today, today)
}

/// The same of a day that stands beside another one (`beside`): the day that fits is a month before that.
pub fn beside(flags: &str, on: Day, beside: Day, today: Day) -> Result<(), OpError<ReportRefusal>> {
    fitting(flags, on, today, beside.min(today).plus_months(-1))
}

fn fitting(flags: &str, on: Day, today: Day, good: Day) -> Result<(), OpError<ReportRefusal>> {
    if on <= today {
        return Ok(());
    }
    Err(OpError::Refused(ReportRefusal::ComingDay { flags: flags.to_owned(), on, today, good }))
}

/// Figures that contradict each other are not given.
pub fn hold(checks: &[Check]) -> Result<(), OpError<ReportRefusal>> {
    let failed: Vec<Check> = checks.iter().filter(|check| !check.holds()).cloned().collect();
    if failed.is_empty() { Ok(()) } else { Err(OpError::Refused(ReportRefusal::Contradiction { failed })) }
}

/// What lists and measures of a day rest on agrees, as the rate of that day asks it, and the issued applications
/// with the cards: what one report refuses, no other publishes.
pub fn sound(sql: &Sql, office: &Office, on: Day) -> Result<(), OpError<ReportRefusal>> {
    let mut checks = in_office(sql, office, on, By::Tier)?.checks;
    let (issued, cards) = office.counted.issued(sql)?;
    checks.push(Check::new("applications_issued", issued, cards));
    hold(&checks)
}

/// The figures of a day by the rules of the office, as counted, coming days too; counted once in each view of the register.
pub fn in_office(sql: &Sql, office: &Office, on: Day, by: By) -> Result<Rate, StoreError> {
    Ok(built(&*office.counted.on(sql, &office.book, on)?, &office.tree, &office.book, on, by))
}

/// The figures of a day by a rule book, as counted, coming days too.
pub fn measured(sql: &Sql, tree: &UnitTree, book: &RuleBook, on: Day, by: By) -> Result<Rate, StoreError> {
    Ok(built(&count(sql, book, on)?, tree, book, on, by))
}

fn built(counts: &RateCounts, tree: &UnitTree, book: &RuleBook, on: Day, by: By) -> Rate {
    rate::build(&counts.groups, &counts.first_issues, &counts.counterchecks, tree, book, on, by)
}
