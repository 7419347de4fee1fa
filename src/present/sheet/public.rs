//! A sheet for the public: without counts under 5, without what would tell them (RULES 9).

use std::collections::BTreeMap;

use super::{Column, Kind, Sheet, Total, Value};
use crate::domain::suppression::{Relation, hidden};
use crate::present::words::text;

/// What is counted in what.
const PARTS: [(&str, &str); 5] = [
    ("holders", "registered"),
    ("in_force", "holders"),
    ("liable", "registered"),
    ("liable_holders", "liable"),
    ("liable_holders", "holders"),
];

/// Stocks of a trend: their total is the last row, not a sum.
const STOCKS: [&str; 2] = ["registered", "holders"];

impl Sheet {
    /// The sheet as it may be published. Rates of figures that are left out go too, and so do charts and
    /// the sums of the identities, which would tell them.
    #[must_use]
    pub fn for_the_public(mut self) -> Sheet {
        let lang = self.lang;
        let total = match &self.total {
            Total::Row(row) => Some(row.clone()),
            Total::Count(_) => None,
        };
        let rows: Vec<&super::Row> = self.rows.iter().chain(&total).collect();
        let columns: Vec<usize> = (0..self.columns.len()).filter(|at| is_count(&self.columns[*at])).collect();
        let mut places: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let mut counts: Vec<u64> = Vec::new();
        for (line, row) in rows.iter().enumerate() {
            for column in &columns {
                if let Some(Value::Count(count)) = row.values.get(*column) {
                    places.insert((line, *column), counts.len());
                    counts.push(u64::try_from(*count).unwrap_or(0));
                }
            }
        }
        let left_out = hidden(&counts, &self.relations(&columns, rows.len(), total.is_some(), &places));
        let is_out = |line: usize, column: usize| places.get(&(line, column)).is_some_and(|place| left_out[*place]);
        let mut masked: Vec<super::Row> = rows.into_iter().cloned().collect();
        for (line, row) in masked.iter_mut().enumerate() {
            let any = columns.iter().any(|column| is_out(line, *column));
            for (at, value) in row.values.iter_mut().enumerate() {
                let is_rate = self.columns[at].kind == Kind::Rate && self.columns[at].key != "target";
                if is_out(line, at) || any && is_rate {
                    *value = Value::Hidden;
                }
            }
        }
        if total.is_some() {
            self.total = masked.pop().map_or(Total::Count(0), Total::Row);
        }
        self.rows = masked;
        if left_out.contains(&true) {
            self.charts.clear();
            self.notes.push(text!(
                lang,
                "“*”：不公布。少于 5 的人数，和凭它能推算出少于 5 的数，都不公布。",
                "*: not published. Counts under 5, and those from which one could be computed, are left out."
            ));
        }
        self.checks.clear();
        self
    }

    fn relations(
        &self,
        columns: &[usize],
        lines: usize,
        with_total: bool,
        places: &BTreeMap<(usize, usize), usize>,
    ) -> Vec<Relation> {
        let place = |line: usize, column: usize| places.get(&(line, column)).copied();
        let body = if with_total { lines.saturating_sub(1) } else { lines };
        let named = |key: &str, like: usize| {
            columns
                .iter()
                .copied()
                .find(|at| self.columns[*at].key == key && self.columns[*at].within == self.columns[like].within)
        };
        let mut relations = Vec::new();
        for &column in columns {
            let stock = self.report == "trend" && STOCKS.contains(&self.columns[column].key.as_str());
            if let Some(whole) = place(body, column).filter(|_| with_total) {
                let parts: Vec<usize> = (0..body).filter_map(|line| place(line, column)).collect();
                match (stock, parts.last()) {
                    (true, Some(last)) => relations.push(Relation::Same(*last, whole)),
                    (true, None) => {}
                    (false, _) => relations.push(Relation::Sum { parts, whole }),
                }
            }
        }
        for line in 0..lines {
            for (part, whole) in PARTS {
                for &column in columns.iter().filter(|at| self.columns[**at].key == part) {
                    let pair = place(line, column).zip(named(whole, column).and_then(|whole| place(line, whole)));
                    relations.extend(pair.map(|(part, whole)| Relation::Part { part, whole }));
                }
            }
            relations.extend(self.groups_of(columns, line, &place));
            if self.report == "trend" && line > 0 && line < body {
                let at = |line, key| columns.first().and_then(|first| place(line, named(key, *first)?));
                let flow = at(line - 1, "registered").zip(at(line, "new_registrations"));
                let flow = flow.zip(at(line, "registered").zip(at(line, "ended_registrations")));
                relations.extend(flow.map(|((a, b), (c, d))| Relation::Flow([a, b, c, d])));
            }
        }
        relations
    }

    /// The columns under one heading make up the row's total.
    fn groups_of(
        &self,
        columns: &[usize],
        line: usize,
        place: &impl Fn(usize, usize) -> Option<usize>,
    ) -> Vec<Relation> {
        let whole = columns.iter().find(|at| self.columns[**at].key == "total").and_then(|at| place(line, *at));
        let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for &column in columns {
            if let (Some(group), Some(at)) = (&self.columns[column].group, place(line, column)) {
                groups.entry(group).or_default().push(at);
            }
        }
        let sum = |parts| whole.map(|whole| Relation::Sum { parts, whole });
        groups.into_values().filter_map(sum).collect()
    }
}

fn is_count(column: &Column) -> bool {
    column.kind == Kind::Count && column.key != "rank"
}
