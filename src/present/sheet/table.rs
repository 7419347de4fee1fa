//! A sheet as the table that a terminal and CSV show.

use super::{Chart, Kind, Sheet, Value};
use crate::present::table::{self, Cell, Table};

impl Sheet {
    /// The table; under it a chart in a line for each series, the notes, the definition.
    pub fn table(&self) -> Table {
        let mut columns: Vec<table::Column> = Vec::new();
        columns.extend(self.key_title.as_ref().map(|title| key_column(title, self.cells.is_some())));
        columns.extend(self.shown().map(|(_, column)| table::Column {
            key: "",
            title: column.title.clone(),
            spare: spare(&column.key),
            align: match column.kind {
                Kind::Text | Kind::Day => table::Align::Left,
                Kind::Count | Kind::Rate => table::Align::Right,
            },
        }));
        let cells = |row: &super::Row| {
            let key = self.key_title.as_ref().map(|_| Cell::text(row.key.clone()));
            let values = self.shown().map(|(at, _)| row.values.get(at).map_or(Cell::None, shown));
            key.into_iter().chain(values).collect::<Vec<Cell>>()
        };
        let total = self.shown_rows().find(|(_, is_total)| *is_total).map(|(row, _)| cells(row));
        let mut notes = vec![String::new()];
        notes.extend(self.charts.iter().flat_map(Chart::sparks));
        notes.extend(self.notes.iter().cloned());
        if !self.definition.is_empty() {
            notes.push(self.definition.clone());
        }
        Table { columns, rows: self.rows.iter().map(cells).collect(), total, notes }
    }
}

/// The codes of the rows: a narrow terminal can do without them, unless they are what was asked for.
fn key_column(title: &str, cells: bool) -> table::Column {
    table::Column::text("key", title).spare(if cells { 0 } else { 7 })
}

/// What a list can do without first.
fn spare(key: &str) -> u8 {
    match key {
        "counter" => 6,
        "status_since" | "accepted_on" => 5,
        "unit" => 3,
        "migrant" => 2,
        _ => 0,
    }
}

fn shown(value: &Value) -> Cell {
    match value {
        Value::None => Cell::None,
        Value::Text(text) => Cell::text(text),
        Value::Count(count) => Cell::number(count),
        Value::Rate(rate) => Cell::Number(rate.clone()),
        Value::Day(day) => Cell::text(day.to_string()),
        Value::Halves(_) => Cell::number(value.words()),
        Value::Unit { .. } | Value::Said { .. } => Cell::text(value.words()),
    }
}
