//! Units whose names are nearly what somebody typed: one character wrong, left out or too many.
//!
//! What kind of unit it is (社区、街道 …) is left aside, for all names end alike. Suggests, decides nothing.

use super::{Unit, UnitTree};
use crate::domain::calendar::Day;

/// The most that are suggested: more is a list nobody reads.
const MOST: usize = 3;

/// Endings that tell the kind of a unit alone.
const KINDS: [&str; 9] = ["社区服务中心", "街道办事处", "社区", "街道", "街道办", "镇", "乡", "区", "县"];

impl UnitTree {
    /// Code and `parent/name` of the units standing on a day whose names are nearest to `name`, nearest first.
    pub(super) fn near(&self, name: &str, on: Day) -> Vec<(String, String)> {
        let (given, kind) = stem(name);
        if given.is_empty() {
            return Vec::new();
        }
        let standing = self.units.iter().filter(|unit| unit.stands_on(on));
        let mut found: Vec<(usize, [bool; 2], &Unit)> = standing
            .filter_map(|unit| {
                let (known, its_kind) = stem(self.name_on(unit.id, on));
                let distance = if known == given { 0 } else { distance(&given, &known) };
                let shares = given.iter().any(|c| known.contains(c));
                let unlike = [kind != its_kind, given.first() != known.first()];
                (shares && distance <= 1.max(given.len() / 3)).then_some((distance, unlike, unit))
            })
            .collect();
        found.sort_by(|a, b| (a.0, a.1, &a.2.code).cmp(&(b.0, b.1, &b.2.code)));
        let nearest = found.first().map_or(0, |(distance, ..)| *distance);
        let found = found.into_iter().filter(|(distance, ..)| *distance == nearest).take(MOST);
        found.map(|(_, _, unit)| (unit.code.clone(), self.path(unit, on))).collect()
    }
}

/// The characters of a name without its kind, and the kind.
fn stem(name: &str) -> (Vec<char>, &'static str) {
    let name = name.trim();
    let kind = KINDS.into_iter().filter(|kind| name.len() > kind.len()).find(|kind| name.ends_with(kind));
    let kind = kind.unwrap_or_default();
    let name = name.strip_suffix(kind).unwrap_or(name);
    (name.chars().filter(|c| !c.is_whitespace()).take(20).collect(), kind)
}

/// How many characters are to be changed, put in or left out to come from one to the other.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, b) in to.iter().enumerate() {
            let changed = corner + usize::from(a != b);
            corner = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(corner + 1);
        }
    }
    row[to.len()]
}
