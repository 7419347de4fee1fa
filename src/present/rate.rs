//! The issuance rate as a sheet.

use crate::domain::lang::Lang;
use crate::domain::rate::{Figures, Rate, percent};
use crate::domain::regime::RegimeRules;
use crate::domain::unit::{Tier, UnitTree};

use super::sheet::{Column, Row, Sheet, Total, Value};
use super::words::{labels, report};

/// Which pair of figures a table shows; JSON has both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    All,
    Liable,
}

/// The report as a sheet.
pub fn sheet(rate: &Rate, rules: &RegimeRules, tree: &UnitTree, basis: Basis, lang: Lang) -> Sheet {
    let row = |key: &str, name: String, figures: &Figures| Row {
        key: key.to_owned(),
        values: std::iter::once(Value::Text(name)).chain(values(figures, rate.total.first_issues)).collect(),
    };
    let named =
        |row: &crate::domain::rate::Row| if row.name.is_empty() { key_name(lang, &row.key) } else { row.name.clone() };
    let sheet = Sheet {
        heads: vec![
            ("by".to_owned(), Value::text(rate.by.as_str())),
            ("regime".to_owned(), Value::text(rules.regime.as_str())),
        ],
        definition: report::rate_definition(lang, rules, rate.by, rate.on, tree),
        key_title: Some(labels::code(lang).to_owned()),
        columns: columns(rate, basis, lang),
        rows: rate.rows.iter().map(|one| row(&one.key, named(one), &one.figures)).collect(),
        total: Total::Row(row("total", labels::total(lang).to_owned(), &rate.total)),
        ..Sheet::new(lang, "rate", report::rate_title(lang, rate.by, rate.on), rate.on)
    };
    sheet.checked(&rate.checks)
}

/// The name of a row that is no unit.
fn key_name(lang: Lang, key: &str) -> String {
    Tier::parse(key).map_or(key, |tier| labels::tier(lang, tier)).to_owned()
}

fn columns(rate: &Rate, basis: Basis, lang: Lang) -> Vec<Column> {
    use labels::RateColumn;
    let title = |column| labels::rate_column(lang, column);
    let (all, liable) = (basis == Basis::All, basis == Basis::Liable);
    vec![
        Column::text("name", labels::rate_rows(lang, rate.by)),
        Column::people("registered", title(RateColumn::Registered)).shown_if(all),
        Column::people("holders", title(RateColumn::Holders)).shown_if(all),
        Column::people("in_force", title(RateColumn::InForce)).shown_if(all),
        Column::rate("rate", title(RateColumn::Rate)).shown_if(all),
        Column::people("liable", title(RateColumn::Liable)).shown_if(liable),
        Column::people("liable_holders", title(RateColumn::LiableHolders)).shown_if(liable),
        Column::rate("liable_rate", title(RateColumn::LiableRate)).shown_if(liable),
        Column::people("first_issues", title(RateColumn::FirstIssues)),
        Column::rate("share", title(RateColumn::Share)),
    ]
}

/// The figures of a row, in the order of the columns.
fn values(figures: &Figures, all_first_issues: u64) -> [Value; 9] {
    [
        Value::count(figures.registered),
        Value::count(figures.holders),
        Value::count(figures.in_force),
        Value::rate(percent(figures.holders, figures.registered)),
        Value::count(figures.liable),
        Value::count(figures.liable_holders),
        Value::rate(percent(figures.liable_holders, figures.liable)),
        Value::count(figures.first_issues),
        Value::rate(percent(figures.first_issues, all_first_issues)),
    ]
}
