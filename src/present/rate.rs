//! The issuance rate as a sheet, with an earlier day and the targets beside it.

use std::collections::HashMap;

use crate::domain::compared::Compared;
use crate::domain::fraction::{Cut, Fraction};
use crate::domain::lang::Lang;
use crate::domain::origin::Origin;
use crate::domain::rate::{self, By, Figures, Rate, percent};
use crate::domain::regime::RegimeRules;
use crate::domain::unit::{Tier, UnitTree};
use crate::ops::rate_rows::UNKNOWN;
use crate::reference;

use super::sheet::{Column, Row, Sheet, Total, Value};
use super::words::{labels, report, text};

/// Which pair of figures a table shows; JSON has both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    All,
    Liable,
}

impl Basis {
    fn rate(self, figures: &Figures) -> Fraction {
        match self {
            Basis::All => Fraction::new(figures.holders, figures.registered),
            Basis::Liable => Fraction::new(figures.liable_holders, figures.liable),
        }
    }
}

/// Everything the sheet is made from.
pub struct View<'a> {
    pub rate: &'a Rate,
    /// With the day it is compared with.
    pub before: Option<&'a Compared>,
    /// By key.
    pub targets: &'a HashMap<String, Fraction>,
    pub rules: &'a RegimeRules,
    pub tree: &'a UnitTree,
    pub basis: Basis,
    pub cut: Option<Cut>,
    pub lang: Lang,
}

impl View<'_> {
    /// The report as a sheet.
    pub fn sheet(&self) -> Sheet {
        let (rate, lang) = (self.rate, self.lang);
        let mut rows: Vec<&rate::Row> = rate.rows.iter().collect();
        if let Some(cut) = self.cut {
            cut.apply(&mut rows, |row| self.basis.rate(&row.figures));
        }
        let mut heads = vec![
            ("by".to_owned(), Value::text(rate.by.as_str())),
            ("regime".to_owned(), Value::text(self.rules.regime.as_str())),
        ];
        heads.extend(self.before.map(|compared| ("compare".to_owned(), Value::Day(compared.before.on))));
        let sheet = Sheet {
            heads,
            definition: report::rate_definition(lang, self.rules, rate.by, rate.on, self.tree),
            notes: self.notes(rows.len()),
            key_title: Some(labels::code(lang).to_owned()),
            columns: self.columns(),
            rows: rows.into_iter().map(|row| self.row(&row.key, self.name(row), &row.figures)).collect(),
            total: Total::Row(self.row("total", labels::total(lang).to_owned(), &rate.total)),
            cells: Some(format!("rate/{}", rate.by.as_str())),
            ..Sheet::new(lang, "rate", report::rate_title(lang, rate.by, rate.on), rate.on)
        };
        sheet.checked(&rate.checks)
    }

    fn name(&self, row: &rate::Row) -> String {
        if row.name.is_empty() { row_name(self.lang, self.rate.by, &row.key) } else { row.name.clone() }
    }

    fn columns(&self) -> Vec<Column> {
        use labels::RateColumn;
        let lang = self.lang;
        let title = |column| labels::rate_column(lang, column);
        let (all, liable) = (self.basis == Basis::All, self.basis == Basis::Liable);
        let mut columns = vec![
            Column::text("name", labels::rate_rows(lang, self.rate.by)),
            Column::people("registered", title(RateColumn::Registered)).shown_if(all),
            Column::people("holders", title(RateColumn::Holders)).shown_if(all),
            Column::people("in_force", title(RateColumn::InForce)).shown_if(all),
            Column::rate("rate", title(RateColumn::Rate)).shown_if(all),
            Column::people("liable", title(RateColumn::Liable)).shown_if(liable),
            Column::people("liable_holders", title(RateColumn::LiableHolders)).shown_if(liable),
            Column::rate("liable_rate", title(RateColumn::LiableRate)).shown_if(liable),
            Column::people("first_issues", title(RateColumn::FirstIssues)),
            Column::rate("share", title(RateColumn::Share)),
        ];
        if let Some(Compared { before, .. }) = self.before {
            let inner = columns.clone().into_iter().skip(1).map(|column| {
                let shown = column.shown && self.is_compared(&column.key);
                let then = text!(lang, "{0} {1}", "{1} {0}", before.on, column.title);
                Column { title: then, opens: false, ..column }.shown_if(shown).within("before")
            });
            columns.extend(inner.collect::<Vec<_>>());
            columns.push(Column::rate("change", text!(lang, "增减（百分点）", "change, points")));
        }
        // A target is one of the rate of all.
        let stands = all && !self.targets.is_empty();
        columns.push(Column::rate("target", text!(lang, "目标%", "target %")).shown_if(stands));
        columns.push(Column::rate("gap", text!(lang, "与目标差", "gap")).shown_if(stands));
        columns
    }

    /// Which figures of the earlier day a table shows: the pair and its rate.
    fn is_compared(&self, key: &str) -> bool {
        match self.basis {
            Basis::All => matches!(key, "registered" | "holders" | "rate"),
            Basis::Liable => matches!(key, "liable" | "liable_holders" | "liable_rate"),
        }
    }

    fn row(&self, key: &str, name: String, figures: &Figures) -> Row {
        let mut values = vec![Value::Text(name)];
        values.extend(figures_of(figures, self.rate.total.first_issues));
        if let Some(Compared { before, .. }) = self.before {
            let then = if key == "total" { Some(&before.total) } else { before.figures(key) };
            match then {
                Some(then) => values.extend(figures_of(then, before.total.first_issues)),
                // A unit that did not stand on the earlier day has no figures of it.
                None => values.extend(std::iter::repeat_n(Value::None, 9)),
            }
            let change = then.and_then(|then| self.basis.rate(figures).points_above(self.basis.rate(then)));
            values.push(Value::rate(change));
        }
        let target = self.targets.get(key);
        values.push(Value::rate(target.and_then(|target| percent(target.part, target.whole))));
        values.push(Value::rate(target.and_then(|target| Basis::All.rate(figures).points_above(*target))));
        Row { key: key.to_owned(), values }
    }

    fn notes(&self, shown: usize) -> Vec<String> {
        let (lang, all) = (self.lang, self.rate.rows.len());
        let mut notes = Vec::new();
        if shown < all {
            notes.push(report::rate_cut(lang, shown, all));
        }
        if let Some(Compared { before, moved, split, .. }) = self.before {
            notes.extend(report::rate_compared(lang, before.on, moved, *split));
        }
        notes
    }
}

/// The name of a row that is no unit.
pub fn row_name(lang: Lang, by: By, key: &str) -> String {
    let name = match by {
        By::Tier => Tier::parse(key).map(|tier| labels::tier(lang, tier)),
        By::Origin => Origin::ALL.into_iter().find(|o| o.as_str() == key).map(|origin| labels::origin(lang, origin)),
        By::Reason if key == UNKNOWN => Some(labels::unknown(lang)),
        By::Reason => reference::reasons().get(key).map(|entry| labels::entry(lang, entry)),
        By::District | By::Community | By::Counter => None,
    };
    name.unwrap_or(key).to_owned()
}

/// The figures of a row, in the order of the columns.
fn figures_of(figures: &Figures, all_first_issues: u64) -> [Value; 9] {
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
