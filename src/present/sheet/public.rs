//! A sheet for the public: without counts under 5, without what would tell them (RULES 9).

use std::collections::BTreeMap;

use super::{Column, Kind, Sheet, Total, Value};
use crate::domain::lang::Lang;
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

/// The counts of a sheet in one list, and how they hang together.
struct Counts {
    /// Where the count of a line (the total last) and a column stands in the list.
    places: BTreeMap<(usize, usize), usize>,
    values: Vec<u64>,
    relations: Vec<Relation>,
}

/// Two reports of the same rows as they may be published side by side: what is one figure in both is left out of
/// both.
pub fn both_for_the_public(one: Sheet, other: Sheet) -> (Sheet, Sheet) {
    let mut all = one.counts_from(0);
    let more = all.values.len();
    let others = other.counts_from(more);
    for ((line, column), place) in &all.places {
        let twin = other.column_like(&one.columns[*column]).zip(other.line_like(&one, *line));
        let twin = twin.and_then(|(column, line)| others.places.get(&(line, column)));
        let same = twin.filter(|twin| all.values[*place] == others.values[**twin - more]);
        all.relations.extend(same.map(|twin| Relation::Same(*place, *twin)));
    }
    all.values.extend(&others.values);
    all.relations.extend(others.relations);
    let left_out = hidden(&all.values, &all.relations);
    (one.without(&all.places, &left_out), other.without(&others.places, &left_out))
}

impl Sheet {
    /// The sheet as it may be published. Rates of figures that are left out go too, and so do charts and
    /// the sums of the identities, which would tell them.
    #[must_use]
    pub fn for_the_public(self) -> Sheet {
        let all = self.counts_from(0);
        let left_out = hidden(&all.values, &all.relations);
        self.without(&all.places, &left_out)
    }

    /// Whether a figure of a row, or of the total, was left out.
    pub fn is_left_out(&self, key: &str, column: &str) -> bool {
        let at = self.columns.iter().position(|known| known.key == column && known.within.is_none());
        let of = |row: &super::Row| at.is_some_and(|at| row.values.get(at) == Some(&Value::Hidden));
        self.shown_rows().any(|(row, _)| row.key == key && of(row))
    }

    /// Whether anything was left out.
    pub fn leaves_out(&self) -> bool {
        self.shown_rows().any(|(row, _)| row.values.contains(&Value::Hidden))
    }

    /// The line of a row that another sheet has in a line of its own.
    fn line_like(&self, other: &Sheet, line: usize) -> Option<usize> {
        let key = other.shown_rows().nth(line).map(|(row, is_total)| (row.key.clone(), is_total))?;
        self.shown_rows().position(|(row, is_total)| (row.key.as_str(), is_total) == (key.0.as_str(), key.1))
    }

    fn column_like(&self, other: &Column) -> Option<usize> {
        self.columns.iter().position(|column| (&column.key, &column.within) == (&other.key, &other.within))
    }

    /// The counts, numbered from a place on.
    fn counts_from(&self, first: usize) -> Counts {
        let rows: Vec<&super::Row> = self.shown_rows().map(|(row, _)| row).collect();
        let with_total = matches!(self.total, Total::Row(_));
        let columns: Vec<usize> = (0..self.columns.len()).filter(|at| is_count(&self.columns[*at])).collect();
        let mut places: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let mut counts: Vec<u64> = Vec::new();
        for (line, row) in rows.iter().enumerate() {
            for column in &columns {
                if let Some(Value::Count(count)) = row.values.get(*column) {
                    places.insert((line, *column), first + counts.len());
                    counts.push(u64::try_from(*count).unwrap_or(0));
                }
            }
        }
        let relations = self.relations(&columns, rows.len(), with_total, &places);
        Counts { places, values: counts, relations }
    }

    /// The sheet without the figures that are left out.
    fn without(mut self, places: &BTreeMap<(usize, usize), usize>, left_out: &[bool]) -> Sheet {
        let is_out = |line: usize, column: usize| places.get(&(line, column)).is_some_and(|place| left_out[*place]);
        let any_of = |line: usize| places.keys().any(|(of, column)| *of == line && is_out(line, *column));
        let columns = &self.columns;
        let mask = |(line, row): (usize, &mut super::Row)| {
            let any = any_of(line);
            for (at, value) in row.values.iter_mut().enumerate() {
                let is_rate = columns[at].kind == Kind::Rate && columns[at].key != "target";
                if is_out(line, at) || any && is_rate {
                    *value = Value::Hidden;
                }
            }
        };
        let total = match &mut self.total {
            Total::Row(row) => Some(row),
            Total::Count(_) => None,
        };
        self.rows.iter_mut().chain(total).enumerate().for_each(mask);
        if places.values().any(|place| left_out[*place]) {
            self.charts.clear();
            self.notes.push(left_out_note(self.lang));
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

/// What is said below a report of what it leaves out.
pub fn left_out_note(lang: Lang) -> String {
    text!(
        lang,
        "“*”：不公布。少于 5 的人数，和凭本表能推算出它的数，都不公布；拿同一天别的报表来对照的，不在此列。",
        "*: not published. Counts under 5, and those from which one could be computed within this report, are left out; what another report of the same day tells is not considered."
    )
}

fn is_count(column: &Column) -> bool {
    column.kind == Kind::Count && column.key != "rank"
}
