//! Frozen reports: kept as text, and compared with what the register says now.

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use crate::domain::calendar::Day;
use crate::domain::frozen::{Effect, FIGURES};
use crate::domain::lang::Lang;
use crate::domain::suppression::is_small;
use crate::ops::restate::{Entry, Restated};

use super::json::line;
use super::sheet::{Column, Kind, Row, Sheet, Total, Value, both_for_the_public, left_out_note};
use super::words::fault::Fault;
use super::words::{report as words, text};

/// The object of `report freeze`.
#[derive(Debug, Clone, Serialize)]
pub struct FrozenAnswer {
    pub number: String,
    pub hash: String,
}

/// A sheet as it is kept: its own text, and its JSON answer byte for byte.
pub fn kept(sheet: &Sheet) -> Result<(String, String), Fault> {
    let text = serde_json::to_string(sheet).map_err(|error| Fault::of(error.to_string()))?;
    Ok((text, line(&sheet.json())?))
}

/// The sheet that was kept.
pub fn read(kept: &str) -> Result<Sheet, Fault> {
    serde_json::from_str(kept).map_err(|error| Fault::of(error.to_string()))
}

/// A published report beside what the register says now, and the acts between them.
pub struct RestatedSheets {
    then: Sheet,
    now: Sheet,
    changes: Vec<Restated>,
    /// Whether what the acts did may be told.
    effects_told: bool,
}

impl RestatedSheets {
    pub fn new(then: Sheet, now: Sheet, changes: Vec<Restated>) -> RestatedSheets {
        RestatedSheets { then, now, changes, effects_told: true }
    }

    /// As it may be published. An effect under 5, or one on a figure that is left out, takes all effects with it:
    /// the others, with both figures, would tell it.
    #[must_use]
    pub fn for_the_public(self) -> RestatedSheets {
        let RestatedSheets { then, now, changes, .. } = self;
        let (then, now) = both_for_the_public(then, now);
        let is_out = |key: &str, figure: &str| [&then, &now].iter().any(|sheet| sheet.is_left_out(key, figure));
        let told = changes.iter().flat_map(|one| &one.effect).all(|(key, sums)| {
            let mut effects = FIGURES.iter().zip(sums).filter(|(_, sum)| **sum != 0);
            effects.all(|(figure, sum)| !is_small(sum.unsigned_abs()) && !is_out(key, figure))
        });
        RestatedSheets { then, now, changes, effects_told: told }
    }

    /// The object of `report restate`: both reports whole, and what changed them.
    pub fn json(&self) -> Json {
        let entry = |(act, command, on): &Entry| json!({"act": act, "command": command, "on": on.to_string()});
        let change = |one: &Restated| {
            // Of several acts none is said to have done it.
            let sure = if let [only] = &one.acts[..] { entry(only) } else { Json::Null };
            let acts: Vec<Json> = one.acts.iter().map(entry).collect();
            let effect = if self.effects_told { effect(&one.effect) } else { Json::Null };
            json!({
                "act": sure["act"], "command": sure["command"], "on": sure["on"], "acts": acts, "effect": effect,
            })
        };
        let changes: Vec<Json> = self.changes.iter().map(change).collect();
        json!({"then": self.then.json(), "now": self.now.json(), "changes": changes})
    }

    /// The figures then and now, and the acts below.
    pub fn sheet(&self, (number, published): (&str, Day), lang: Lang) -> Sheet {
        let RestatedSheets { then, now, changes, effects_told } = self;
        let name = |key: &str| {
            let row = now.rows.iter().chain(&then.rows).find(|row| row.key == key)?;
            match row.values.first() {
                Some(Value::Text(name)) => Some(name.clone()),
                _ => None,
            }
        };
        let mut notes: Vec<String> =
            changes.iter().map(|one| words::restated(lang, one, *effects_told, name)).collect();
        if then.leaves_out() || now.leaves_out() || !effects_told {
            notes.push(left_out_note(lang));
        }
        let definition = words::restated_definition(lang, number, changes.len());
        let title = words::restated_title(lang, number, published);
        Sheet { title, definition, notes, ..side_by_side(then, now, lang) }
    }
}

/// Figures that changed, by row; what stayed is not named.
fn effect(effect: &Effect) -> Json {
    let figures = |sums: &[i64; 6]| {
        let changed = FIGURES.iter().zip(sums).filter(|(_, sum)| **sum != 0);
        Json::Object(changed.map(|(figure, sum)| ((*figure).to_owned(), json!(sum))).collect::<Map<String, Json>>())
    };
    Json::Object(effect.iter().map(|(key, sums)| (key.clone(), figures(sums))).collect::<Map<String, Json>>())
}

/// The rows of both, each figure then and now.
fn side_by_side(then: &Sheet, now: &Sheet, lang: Lang) -> Sheet {
    let compared: Vec<usize> = (0..now.columns.len())
        .filter(|at| {
            let column = &now.columns[*at];
            let wanted = matches!(column.key.as_str(), "registered" | "holders" | "rate" | "first_issues");
            wanted && column.within.is_none()
        })
        .collect();
    let column = |key: &str, title: String, kind: Kind| Column { kind, ..Column::text(key, title) };
    let mut columns = vec![Column::text("name", now.columns.first().map_or("", |first| first.title.as_str()))];
    for at in &compared {
        let Column { key, title, kind, .. } = &now.columns[*at];
        columns.push(column(key, text!(lang, "当时{title}", "{title} then"), *kind));
        columns.push(column(key, text!(lang, "现在{title}", "{title} now"), *kind));
    }
    let value = |row: Option<&Row>, at: usize| row.and_then(|row| row.values.get(at)).cloned().unwrap_or(Value::None);
    let row = |key: &str, after: Option<&Row>, before: Option<&Row>| {
        let mut values = vec![value(after.or(before), 0)];
        values.extend(compared.iter().flat_map(|at| [value(before, *at), value(after, *at)]));
        Row { key: key.to_owned(), values }
    };
    let total = match (&then.total, &now.total) {
        (Total::Row(before), Total::Row(after)) => Total::Row(row(&after.key, Some(after), Some(before))),
        (_, total) => total.clone(),
    };
    let before = |key: &str| then.rows.iter().find(|row| row.key == key);
    let mut rows: Vec<Row> = now.rows.iter().map(|one| row(&one.key, Some(one), before(&one.key))).collect();
    // A unit that does not stand on that day any more had figures then.
    for gone in then.rows.iter().filter(|one| now.rows.iter().all(|row| row.key != one.key)) {
        let at = rows.partition_point(|row| row.key < gone.key);
        rows.insert(at, row(&gone.key, None, Some(gone)));
    }
    Sheet {
        key_title: now.key_title.clone(),
        columns,
        rows,
        total,
        specimen: now.specimen,
        ..Sheet::new(lang, "restate", "", now.as_of)
    }
}
