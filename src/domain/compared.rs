//! The figures of another day in the rows of a report: a unit that does not stand on the report's day has no row
//! there, and its figures stand with its successor, so that a row and its change speak of the same places.

use std::collections::HashMap;

use super::check::Check;
use super::rate::{self, Figures, Rate, Row};
use super::unit::UnitTree;

/// A report with another day beside it.
#[derive(Debug, Clone)]
pub struct Compared {
    /// With an empty row for whoever had people on the other day alone.
    pub now: Rate,
    pub before: Rate,
    /// Names, or codes, of the units of the other day whose figures stand in another row.
    pub moved: Vec<String>,
    /// Whether one of them was split: its figures stand with one of its parts.
    pub split: bool,
}

/// Puts the figures of another day beside a report.
pub fn compared(mut now: Rate, before: Rate, tree: &UnitTree) -> Compared {
    let mut figures: HashMap<String, Figures> = HashMap::new();
    let (mut moved, mut split) = (Vec::new(), false);
    for row in &before.rows {
        let key = if now.figures(&row.key).is_some() { row.key.clone() } else { successor(&now, &row.key, tree) };
        if key != row.key {
            let unit = tree.by_code(&row.key);
            split |= unit.is_some_and(|unit| tree.was_split(unit.id, before.on, now.on));
            moved.push(if row.name.is_empty() { row.key.clone() } else { row.name.clone() });
        }
        figures.entry(key).or_default().add(&row.figures);
    }
    let known: Vec<String> = now.rows.iter().map(|row| row.key.clone()).collect();
    let lone: Vec<&String> = figures.keys().filter(|key| !known.contains(key)).collect();
    for key in lone {
        let name = tree.by_code(key).map_or("", |unit| tree.name_on(unit.id, now.on)).to_owned();
        let at = now.rows.partition_point(|row| row.key < *key);
        now.rows.insert(at, Row { key: key.clone(), name, figures: Figures::default() });
    }
    let rows = now
        .rows
        .iter()
        .filter_map(|row| Some(Row { key: row.key.clone(), name: row.name.clone(), figures: *figures.get(&row.key)? }));
    let before = Rate { rows: rows.collect(), ..before };
    now.checks.extend(sums(&before));
    Compared { now, before, moved, split }
}

/// The row of the report that the people of a unit without one belong to.
fn successor(now: &Rate, key: &str, tree: &UnitTree) -> String {
    let unit = tree.by_code(key).map(|unit| unit.id);
    unit.and_then(|unit| rate::key_of(tree, now.on, now.by, unit, unit)).unwrap_or_else(|| key.to_owned())
}

/// The rows of the other day make up its total.
fn sums(before: &Rate) -> Vec<Check> {
    let sums = rate::sums(&before.rows, &before.total);
    sums.into_iter().map(|sum| Check { at: Some(before.on.to_string()), ..sum }).collect()
}
