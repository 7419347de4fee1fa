//! The codes of a report's cells: each opens to the people behind its figure.

use super::{Column, Row, Sheet, Total, Value};
use crate::present::words::{labels, text};

/// The code of a cell: `rate/community/520102400/holders`.
pub fn cell(prefix: &str, key: &str, column: &str) -> String {
    format!("{prefix}/{key}/{column}")
}

impl Sheet {
    /// The figures that open, a row each with its code: what is shown of the cells where rows are read by
    /// people, since a code is far wider than its figure.
    #[must_use]
    pub fn opened_out(&self) -> Sheet {
        let lang = self.lang;
        let name = self.columns.iter().position(|column| column.key == "name");
        let mut rows = Vec::new();
        for (row, _) in self.shown_rows() {
            let named = name.and_then(|at| row.values.get(at)).cloned().unwrap_or(Value::text(&row.key));
            rows.extend(self.codes(row, &named));
        }
        let count = u64::try_from(rows.len()).unwrap_or(0);
        Sheet {
            key_title: None,
            columns: vec![
                Column::text("name", text!(lang, "行", "row")),
                Column::text("column", text!(lang, "栏", "column")),
                Column::count("count", labels::count(lang)),
                Column::text("cell", text!(lang, "单元格代码", "cell")),
            ],
            rows,
            total: Total::Count(count),
            charts: Vec::new(),
            ..self.clone()
        }
    }

    fn codes(&self, row: &Row, named: &Value) -> Vec<Row> {
        let Some(prefix) = &self.cells else { return Vec::new() };
        let opening =
            self.columns.iter().zip(&row.values).filter(|(column, _)| column.opens && column.within.is_none());
        opening
            .map(|(column, value)| {
                let code = cell(prefix, &row.key, &column.key);
                let values = vec![named.clone(), Value::text(&column.title), value.clone(), Value::text(&code)];
                Row { key: code, values }
            })
            .collect()
    }
}
