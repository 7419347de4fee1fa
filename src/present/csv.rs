//! CSV for spreadsheets: UTF-8 with a BOM, RFC 4180, CR LF.
//!
//! A text that begins like a formula is led by an apostrophe, so that no spreadsheet runs what a stranger
//! wrote into a name. Numbers stay numbers.

use super::table::{Cell, Table};
use super::words::fault::Fault;

/// The headings, the rows, the total last.
pub fn render(table: &Table, bom: bool) -> Result<String, Fault> {
    let fault = |error: &dyn std::fmt::Display| Fault::of(error.to_string());
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(Vec::new());
    let headings = table.columns.iter().map(|column| harmless(&column.title));
    writer.write_record(headings).map_err(|error| fault(&error))?;
    for row in table.rows.iter().chain(table.total.as_ref()) {
        writer.write_record(row.iter().map(field)).map_err(|error| fault(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| fault(&error))?;
    let text = String::from_utf8(bytes).map_err(|error| fault(&error))?;
    Ok(if bom { format!("\u{feff}{text}") } else { text })
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => harmless(text),
        Cell::Number(number) => number.clone(),
        Cell::None => String::new(),
    }
}

/// A text that no spreadsheet takes for a formula.
pub fn harmless(text: &str) -> String {
    if begins_like_a_formula(text) { format!("'{text}") } else { text.to_owned() }
}

/// Whether a spreadsheet might take a text for a formula.
pub fn begins_like_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::table::Column;

    #[test]
    fn a_spreadsheet_reads_it_and_runs_nothing() {
        let table = Table {
            parted: None,
            columns: vec![Column::text("name", "姓名"), Column::number("count", "人数")],
            rows: vec![
                vec![Cell::text("=cmd|' /C calc'!A0"), Cell::number(-5)],
                vec![Cell::text("张三, \"老三\""), Cell::None],
            ],
            total: Some(vec![Cell::text("合计"), Cell::number(3)]),
            notes: vec!["不在其中".to_owned()],
        };
        assert_eq!(
            render(&table, true),
            Ok("\u{feff}姓名,人数\r\n'=cmd|' /C calc'!A0,-5\r\n\"张三, \"\"老三\"\"\",\r\n合计,3\r\n".to_owned())
        );
    }
}
