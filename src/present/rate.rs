//! The issuance rate as JSON, table and CSV.

use serde::Serialize;

use crate::domain::lang::Lang;
use crate::domain::rate::{Figures, Rate, percent};
use crate::domain::regime::RegimeRules;
use crate::domain::unit::{Tier, UnitTree};

use super::table::{Cell, Column, Table};
use super::words::{labels, report};

/// Which pair of figures a table shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    All,
    Liable,
}

#[derive(Debug, Clone, Serialize)]
struct RowAnswer {
    key: String,
    name: String,
    registered: u64,
    holders: u64,
    in_force: u64,
    rate: Option<String>,
    liable: u64,
    liable_holders: u64,
    liable_rate: Option<String>,
    first_issues: u64,
    share: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct CheckAnswer {
    name: &'static str,
    left: u64,
    right: u64,
}

#[derive(Debug, Clone, Serialize)]
struct IdentityAnswer {
    holds: bool,
    checks: Vec<CheckAnswer>,
}

/// The object of `report rate` (docs/contract.md).
#[derive(Debug, Clone, Serialize)]
pub struct RateAnswer {
    report: &'static str,
    as_of: String,
    by: &'static str,
    regime: &'static str,
    definition: String,
    rows: Vec<RowAnswer>,
    total: RowAnswer,
    identity: IdentityAnswer,
}

/// The report as its JSON object.
pub fn answer(rate: &Rate, rules: &RegimeRules, tree: &UnitTree, lang: Lang) -> RateAnswer {
    RateAnswer {
        report: "rate",
        as_of: rate.on.to_string(),
        by: rate.by.as_str(),
        regime: rules.regime.as_str(),
        definition: report::rate_definition(lang, rules, rate.by, rate.on, tree),
        rows: rate.rows.iter().map(|row| row_answer(rate, &row.key, &row.name, &row.figures, lang)).collect(),
        total: row_answer(rate, "total", "", &rate.total, lang),
        identity: IdentityAnswer {
            holds: rate.checks.iter().all(crate::domain::rate::Check::holds),
            checks: rate
                .checks
                .iter()
                .map(|check| CheckAnswer { name: check.name, left: check.left, right: check.right })
                .collect(),
        },
    }
}

fn row_answer(rate: &Rate, key: &str, name: &str, figures: &Figures, lang: Lang) -> RowAnswer {
    RowAnswer {
        key: key.to_owned(),
        name: if name.is_empty() { key_name(lang, key) } else { name.to_owned() },
        registered: figures.registered,
        holders: figures.holders,
        in_force: figures.in_force,
        rate: percent(figures.holders, figures.registered),
        liable: figures.liable,
        liable_holders: figures.liable_holders,
        liable_rate: percent(figures.liable_holders, figures.liable),
        first_issues: figures.first_issues,
        share: percent(figures.first_issues, rate.total.first_issues),
    }
}

/// The name of a row that is no unit.
fn key_name(lang: Lang, key: &str) -> String {
    Tier::parse(key).map_or_else(|| labels::total(lang), |tier| labels::tier(lang, tier)).to_owned()
}

/// The report as a table; its definition stands under it.
pub fn table(rate: &Rate, rules: &RegimeRules, tree: &UnitTree, basis: Basis, lang: Lang) -> Table {
    use labels::RateColumn;
    let number = |key, column| Column::number(key, labels::rate_column(lang, column));
    let mut columns =
        vec![Column::text("key", labels::code(lang)), Column::text("name", labels::rate_rows(lang, rate.by))];
    match basis {
        Basis::All => columns.extend([
            number("registered", RateColumn::Registered),
            number("holders", RateColumn::Holders),
            number("in_force", RateColumn::InForce),
            number("rate", RateColumn::Rate),
        ]),
        Basis::Liable => columns.extend([
            number("liable", RateColumn::Liable),
            number("liable_holders", RateColumn::LiableHolders),
            number("liable_rate", RateColumn::LiableRate),
        ]),
    }
    columns.extend([number("first_issues", RateColumn::FirstIssues), number("share", RateColumn::Share)]);
    Table {
        columns,
        rows: rate.rows.iter().map(|row| cells(rate, &row.key, &row.name, &row.figures, basis, lang)).collect(),
        total: Some(cells(rate, "total", "", &rate.total, basis, lang)),
        notes: vec![String::new(), report::rate_definition(lang, rules, rate.by, rate.on, tree)],
    }
}

fn cells(rate: &Rate, key: &str, name: &str, figures: &Figures, basis: Basis, lang: Lang) -> Vec<Cell> {
    let row = row_answer(rate, key, name, figures, lang);
    let percentage = |value: Option<String>| value.map_or(Cell::None, Cell::Number);
    let mut cells = vec![Cell::text(row.key), Cell::text(row.name)];
    match basis {
        Basis::All => {
            cells.extend([Cell::number(row.registered), Cell::number(row.holders), Cell::number(row.in_force)]);
            cells.push(percentage(row.rate));
        }
        Basis::Liable => {
            cells.extend([Cell::number(row.liable), Cell::number(row.liable_holders)]);
            cells.push(percentage(row.liable_rate));
        }
    }
    cells.extend([Cell::number(row.first_issues), percentage(row.share)]);
    cells
}
