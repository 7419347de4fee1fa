//! The monthly table as a sheet.

use crate::domain::calendar::Day;
use crate::domain::lang::Lang;
use crate::domain::monthly::{COLUMNS, Counts, Monthly};
use crate::domain::rate::{By, Check};

use super::rate::row_name;
use super::sheet::{Column, Row, Sheet, Total, Value};
use super::words::{labels, monthly as words};

/// The table of a day; `month`: asked for as a whole month.
pub fn sheet(table: &Monthly, checks: &[Check], on: Day, month: Option<&str>, lang: Lang) -> Sheet {
    let row = |key: &str, name: String, counts: &Counts| Row {
        key: key.to_owned(),
        values: std::iter::once(Value::Text(name)).chain(counts.iter().map(|count| Value::count(*count))).collect(),
    };
    let period = month.map_or_else(|| on.to_string(), str::to_owned);
    let sheet = Sheet {
        heads: vec![
            ("month".to_owned(), Value::or_none(month)),
            ("origin_by_number".to_owned(), Value::count(table.origin_by_number)),
        ],
        definition: words::definition(lang, on),
        notes: words::by_number(lang, table.origin_by_number).into_iter().collect(),
        key_title: Some(labels::code(lang).to_owned()),
        columns: columns(lang),
        rows: table.rows.iter().map(|one| row(&one.key, row_name(lang, By::Reason, &one.key), &one.counts)).collect(),
        total: Total::Row(row("total", labels::total(lang).to_owned(), &table.total)),
        cells: Some(format!("monthly/{period}")),
        ..Sheet::new(lang, "monthly", words::title(lang, &period), on)
    };
    sheet.checked(checks)
}

fn columns(lang: Lang) -> Vec<Column> {
    let mut columns = vec![Column::text("name", labels::rate_rows(lang, By::Reason))];
    columns.extend(COLUMNS.iter().map(|key| {
        let (group, title) = words::column(lang, key);
        let column = Column::people(key, title);
        if group.is_empty() { column } else { column.under(&group) }
    }));
    columns
}
