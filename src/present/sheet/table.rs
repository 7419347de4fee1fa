//! A sheet as the table that a terminal and CSV show.

use super::{Chart, Column, Kind, Sheet, Value};
use crate::present::fold::sentences;
use crate::present::table::{self, Cell, Table};
use crate::present::words::report::opening;

impl Sheet {
    /// The table, all columns beside each other: what CSV has.
    pub fn table(&self) -> Table {
        let columns: Vec<(usize, &Column)> = self.shown().collect();
        Table { notes: self.below(), ..self.part(&columns, Column::full_title) }
    }

    /// The table for the eye: a table under each heading that columns share, since no terminal is wide enough
    /// for all of them. The first has the columns without a heading, each has the names of the rows.
    pub fn tables(&self) -> Vec<(Option<String>, Table)> {
        let mut groups: Vec<Option<&String>> = self.shown().map(|(_, column)| column.group.as_ref()).collect();
        groups.dedup();
        let is_name = |column: &Column| column.kind == Kind::Text && column.group.is_none();
        let mut parts: Vec<(Option<String>, Table)> = Vec::new();
        for group in &groups {
            let names = self.shown().filter(|(_, column)| group.is_some() && is_name(column));
            let own = self.shown().filter(|(_, column)| column.group.as_ref() == *group);
            let columns: Vec<(usize, &Column)> = names.chain(own).collect();
            parts.push(((*group).cloned(), self.part(&columns, |column| column.title.clone())));
        }
        // Names alone are no table.
        if groups.len() > 1 && self.shown().all(|(_, column)| column.group.is_some() || is_name(column)) {
            parts.remove(0);
        }
        if let Some((_, last)) = parts.last_mut() {
            last.notes = self.below();
        }
        parts
    }

    /// What stands below: a chart in a line for each series, the notes, the definition but for what it says of
    /// columns that are not shown.
    fn below(&self) -> Vec<String> {
        let told = |column: &Column| opening(self.lang, &self.report, column);
        let shown: Vec<String> = self.shown().filter_map(|(_, column)| told(column)).collect();
        let hidden = self.columns.iter().filter(|column| !column.shown).filter_map(told);
        let untold: Vec<String> = hidden.filter(|opening| !shown.contains(opening)).collect();
        let mut notes = vec![String::new()];
        notes.extend(self.charts.iter().flat_map(Chart::sparks));
        notes.extend(self.notes.iter().cloned());
        if !self.definition.is_empty() {
            let of_shown = |sentence: &&str| !untold.iter().any(|opening| sentence.starts_with(opening.as_str()));
            notes.extend(sentences(&self.definition).into_iter().filter(of_shown).map(str::to_owned));
        }
        notes
    }

    /// The codes of the rows. Where a column has their names, a narrow terminal does without: first without words
    /// that name nothing else, last without the codes of places and reasons, by which a cell is asked for.
    fn key_column(&self, title: &str) -> table::Column {
        let named = self.cells.is_none() || self.columns.iter().any(|column| column.key == "name");
        let numbers = self.rows.iter().all(|row| row.key.bytes().all(|byte| byte.is_ascii_digit()));
        table::Column::text("key", title).spare(match (named, self.cells.is_some() && numbers) {
            (false, _) => 0,
            (true, true) => 1,
            (true, false) => 7,
        })
    }

    fn part(&self, columns: &[(usize, &Column)], title: impl Fn(&Column) -> String) -> Table {
        let mut headings: Vec<table::Column> = Vec::new();
        headings.extend(self.key_title.as_ref().map(|title| self.key_column(title)));
        headings.extend(columns.iter().map(|(_, column)| table::Column {
            key: "",
            title: title(column),
            spare: spare(&self.report, column),
            told: opening(self.lang, &self.report, column),
            align: match column.kind {
                Kind::Text | Kind::Day => table::Align::Left,
                Kind::Count | Kind::Rate => table::Align::Right,
            },
        }));
        let cells = |row: &super::Row| {
            let key = self.key_title.as_ref().map(|_| Cell::text(self.key_shown(row)));
            let values = columns.iter().map(|(at, _)| row.values.get(*at).map_or(Cell::None, shown));
            key.into_iter().chain(values).collect::<Vec<Cell>>()
        };
        let total = self.shown_rows().find(|(_, is_total)| *is_total).map(|(row, _)| cells(row));
        Table {
            columns: headings,
            rows: self.rows.iter().map(cells).collect(),
            total,
            parted: self.parted,
            notes: Vec::new(),
        }
    }
}

/// What a list, or a table of figures, can do without first.
fn spare(report: &str, column: &Column) -> u8 {
    if report == "quality" && !matches!(column.key.as_str(), "name" | "count" | "share") {
        return 2;
    }
    match (column.within.as_deref(), column.key.as_str()) {
        (Some("before"), "rate" | "liable_rate") => 0,
        (Some("year_ago"), _)
        | (Some("before"), "registered" | "holders")
        | (None, "counter" | "on_time" | "promise_kept") => 6,
        (None, "status_since" | "accepted_on" | "share" | "endorsements" | "ended_permits" | "due") => 5,
        (Some("before"), _) | (None, "in_force" | "first_issues" | "ended_registrations" | "withdrawn" | "open") => 4,
        (None, "unit" | "refused") => 3,
        (None, "migrant") => 2,
        _ => 0,
    }
}

fn shown(value: &Value) -> Cell {
    match value {
        Value::None => Cell::None,
        Value::Hidden => Cell::text("*"),
        Value::Text(text) => Cell::text(text),
        Value::Count(count) => Cell::number(count),
        Value::Rate(rate) => Cell::Number(rate.clone()),
        Value::Day(day) => Cell::text(day.to_string()),
        Value::Halves(_) => Cell::number(value.words()),
        Value::Unit { .. } | Value::Said { .. } => Cell::text(value.words()),
    }
}
