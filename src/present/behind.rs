//! The people behind a figure: masked, as JSON and as a sheet.

use serde::Serialize;

use crate::domain::calendar::Day;
use crate::domain::dossier::migrant_code;
use crate::domain::lang::Lang;
use crate::domain::unit::UnitTree;
use crate::ops::behind::Behind;

use super::migrant::{veiled_name, veiled_number};
use super::sheet::{Column, Row, Sheet, Total, Value};
use super::words::{labels, text};

/// Somebody behind the figure, with what may be shown of the person.
#[derive(Debug, Clone, Serialize)]
pub struct Shown {
    migrant: String,
    name: String,
    id_number: String,
    unit: Option<String>,
    #[serde(skip)]
    unit_name: Option<String>,
}

impl Shown {
    /// `reveal`: unmasked, which the journal says.
    pub fn of(person: &Behind, name: &str, id_number: &str, tree: &UnitTree, on: Day, reveal: bool) -> Shown {
        let unit = person.unit.and_then(|unit| tree.standing_on(unit, on));
        Shown {
            migrant: migrant_code(person.migrant),
            name: veiled_name(name, reveal),
            id_number: veiled_number(id_number, reveal),
            unit: unit.map(|unit| unit.code.clone()),
            unit_name: unit.map(|unit| tree.name_on(unit.id, on).to_owned()),
        }
    }
}

/// The object of `--list`.
#[derive(Debug, Clone, Serialize)]
pub struct BehindAnswer<'a> {
    cell: &'a str,
    count: usize,
    people: &'a [Shown],
}

impl BehindAnswer<'_> {
    pub fn of<'a>(cell: &'a str, people: &'a [Shown]) -> BehindAnswer<'a> {
        BehindAnswer { cell, count: people.len(), people }
    }
}

/// The people as a sheet.
pub fn sheet(cell: &str, people: &[Shown], on: Day, specimen: bool, lang: Lang) -> Sheet {
    let row = |person: &Shown| Row {
        key: person.migrant.clone(),
        values: vec![
            Value::text(&person.name),
            Value::text(&person.id_number),
            Value::or_none(person.unit.clone()),
            Value::or_none(person.unit_name.clone()),
        ],
    };
    Sheet {
        key_title: Some(text!(lang, "编号", "migrant")),
        columns: vec![
            Column::text("name", text!(lang, "姓名", "name")),
            Column::text("id_number", text!(lang, "证件号码", "number")),
            Column::text("unit", labels::code(lang)),
            Column::text("unit_name", text!(lang, "居住地", "residence")),
        ],
        rows: people.iter().map(row).collect(),
        total: Total::Count(u64::try_from(people.len()).unwrap_or(u64::MAX)),
        definition: text!(
            lang,
            "单元格 {cell} 背后的人；居住地是 {on} 的，当日没有登记在住的为空。",
            "The people behind the cell {cell}; residence on {on}, empty where nobody was registered then."
        ),
        specimen,
        ..Sheet::new(lang, "cell", text!(lang, "{cell} 的人员", "People behind {cell}"), on)
    }
}
