//! A unit that was asked for and named by a word of several, or by one that is near to some: which one is meant is
//! chosen from a list, as `migrant add` does.

use std::path::Path;

use crate::domain::calendar::Day;
use crate::domain::unit::UnitRefusal;
use crate::ops::office::Office;
use crate::store::{Sql, Store};

/// What an argument that takes a unit is called, in both languages.
const UNITS: [&str; 3] = ["单位", "UNIT", "PARENT"];

/// Whether an argument of that name takes a unit.
pub fn are_named_by(name: &str) -> bool {
    UNITS.contains(&name)
}

/// The units, with their paths, that a word may mean on a day which names none alone; none where it names one, or
/// where the register cannot tell.
pub fn meant(db: &Path, word: &str, on: Day) -> Vec<(String, String)> {
    let Ok(mut store) = Store::open_to_read(db) else { return Vec::new() };
    let Ok(office) = store.read(|sql: &Sql| Office::load(sql)) else { return Vec::new() };
    match office.tree.find(word, on) {
        Err(UnitRefusal::Ambiguous { candidates: units, .. } | UnitRefusal::Unknown { near: units, .. }) => units,
        Ok(_) | Err(_) => Vec::new(),
    }
}
