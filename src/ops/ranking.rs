//! The communities in the order of their rates, with the change against a month before.

use crate::domain::calendar::Day;
use crate::domain::compared::Compared;
use crate::domain::ranking::{Ranked, ranked};
use crate::domain::rate::{By, Check, Figures, Rate};
use crate::store::Sql;

use super::OpError;
use super::office::Office;
use super::rate::{ReportRefusal, compared, hold, not_to_come, rate};

/// The whole report.
#[derive(Debug, Clone)]
pub struct Ranking {
    pub on: Day,
    /// Under so many registered people nobody is ranked.
    pub least: u64,
    pub rows: Vec<Ranked>,
    /// All communities together.
    pub total: Figures,
    pub now: Rate,
    /// The same a month before.
    pub before: Rate,
    /// Names, or codes, of the units of that day whose figures stand in another row.
    pub moved: Vec<String>,
    /// Whether one of them was split.
    pub split: bool,
    pub checks: Vec<Check>,
}

pub fn ranking(sql: &Sql, office: &Office, on: Day, today: Day, least: u64) -> Result<Ranking, OpError<ReportRefusal>> {
    not_to_come("--as-of", on, today)?;
    let then = rate(sql, office, on.plus_months(-1), By::Community)?;
    let Compared { now, before, moved, split } = compared(rate(sql, office, on, By::Community)?, then, &office.tree)?;
    let rows = ranked(&now, &office.tree, least);
    let sum = |figures: &mut dyn Iterator<Item = Figures>| {
        let mut total = Figures::default();
        figures.for_each(|more| total.add(&more));
        total
    };
    let total = sum(&mut rows.iter().map(|row| row.figures));
    let is_listed = |key: &str| rows.iter().any(|row| row.key == key);
    let others = sum(&mut now.rows.iter().filter(|row| !is_listed(&row.key)).map(|row| row.figures));
    let mut checks = now.checks.clone();
    checks.push(Check::new("ranking_registered", total.registered + others.registered, now.total.registered));
    checks.push(Check::new("ranking_holders", total.holders + others.holders, now.total.holders));
    hold(&checks)?;
    Ok(Ranking { on, least, rows, total, now, before, moved, split, checks })
}
