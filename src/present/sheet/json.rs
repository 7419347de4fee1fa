//! A sheet as the JSON object of its report (docs/contract.md).

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value as Json, json};

use super::{Row, Sheet, Total, Value, cell};

/// The object of a sheet, written row by row: a list of everybody is never in memory twice.
struct Object<'s>(&'s Sheet);

/// Its rows.
struct Rows<'s>(&'s Sheet);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_seq(self.0.rows.iter().map(|row| self.0.row(row)))
    }
}

impl Serialize for Object<'_> {
    /// `report`, `as_of`, the report's own heads, `definition`, `rows`, `total`, `identity`.
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let sheet = self.0;
        let mut out = out.serialize_map(None)?;
        out.serialize_entry("report", &sheet.report)?;
        out.serialize_entry("as_of", &sheet.as_of.to_string())?;
        for (key, value) in &sheet.heads {
            out.serialize_entry(key, &plain(value))?;
        }
        out.serialize_entry("definition", &sheet.definition)?;
        out.serialize_entry("rows", &Rows(sheet))?;
        out.serialize_entry("total", &sheet.total_json())?;
        out.serialize_entry("identity", &sheet.identity())?;
        out.end()
    }
}

impl Sheet {
    pub fn json(&self) -> impl Serialize {
        Object(self)
    }

    fn total_json(&self) -> Json {
        match &self.total {
            Total::Row(row) => self.row(row),
            Total::Count(count) => json!({ "count": count }),
        }
    }

    fn identity(&self) -> Json {
        let check = |check: &super::Check| json!({"name": check.name, "left": check.left, "right": check.right});
        let holds = self.checks.iter().all(|check| check.left == check.right);
        let checks: Vec<Json> = self.checks.iter().map(check).collect();
        json!({ "holds": holds, "checks": checks })
    }

    /// A row: its key, its columns, those of an inner object together; an inner object of nothing is null.
    fn row(&self, row: &Row) -> Json {
        let mut out = Map::new();
        out.insert("key".to_owned(), row.key.clone().into());
        for (column, value) in self.columns.iter().zip(&row.values) {
            match &column.within {
                None => {
                    out.insert(column.key.clone(), plain(value));
                }
                Some(object) => {
                    let inner = out.entry(object.clone()).or_insert_with(|| Json::Object(Map::new()));
                    if let Json::Object(inner) = inner {
                        inner.insert(column.key.clone(), plain(value));
                    }
                }
            }
        }
        for inner in out.values_mut() {
            if inner.as_object().is_some_and(|inner| inner.values().all(Json::is_null)) {
                *inner = Json::Null;
            }
        }
        if let Some(prefix) = self.cells.as_ref().filter(|_| self.cells_shown) {
            let opening = self.columns.iter().filter(|column| column.opens && column.within.is_none());
            let code = |column: &super::Column| (column.key.clone(), cell(prefix, &row.key, &column.key).into());
            out.insert("cells".to_owned(), Json::Object(opening.map(code).collect()));
        }
        Json::Object(out)
    }
}

fn plain(value: &Value) -> Json {
    match value {
        Value::None | Value::Hidden => Json::Null,
        Value::Text(text) | Value::Rate(text) => text.clone().into(),
        Value::Count(count) => (*count).into(),
        Value::Day(day) => day.to_string().into(),
        Value::Halves(twice) if twice % 2 == 0 => (twice / 2).into(),
        // A half is exact in any form of number.
        #[expect(clippy::cast_precision_loss, reason = "days are few")]
        Value::Halves(twice) => (*twice as f64 / 2.0).into(),
        Value::Unit { code, .. } => code.clone().into(),
        Value::Said { whole, .. } => {
            whole.iter().map(|(code, message)| json!({"code": code, "message": message})).collect()
        }
    }
}
