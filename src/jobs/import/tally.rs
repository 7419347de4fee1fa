//! What an import counts as it goes: rows by what became of them, rows set aside, rows worth a look.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::reading::Row;
use super::{BadRow, Doubt, DoubtfulRows};
use crate::domain::code::Code;
use crate::ops::landing::Landing;
use crate::store::batches::BatchCounts;

#[derive(Default)]
pub struct Tally {
    pub counts: BatchCounts,
    pub bad: Vec<BadRow>,
    pub doubts: BTreeMap<Code, DoubtfulRows>,
    pub day_assumed: u64,
    /// Rows whose facts were known already, by the hash of their subject: a later row of the same subject comes
    /// twice. Of those that landed the register knows the line, unless each slice is taken back.
    known: HashMap<u64, Known>,
    slices_are_taken_back: bool,
}

/// Sixteen bytes a row, with its hash, in a file that is all known.
struct Known {
    line: u32,
    name: u32,
}

impl Tally {
    /// For a check that takes back each slice by itself.
    pub fn of_slices() -> Tally {
        Tally { slices_are_taken_back: true, ..Tally::default() }
    }

    /// Chunks come in the order of the file, and equals of a chunk in the order of their lines.
    pub fn unless_twice(&mut self, row: &Row, landing: Landing) -> Landing {
        if landing == Landing::Accepted && !self.slices_are_taken_back {
            return landing;
        }
        let subject = hash(row.subject());
        let name = u32::try_from(hash(&row.name()) >> 32).unwrap_or(0);
        if let Some(first) = self.known.get(&subject) {
            return Landing::Rejected(row.twice(u64::from(first.line), first.name != name));
        }
        if matches!(landing, Landing::Accepted | Landing::Unchanged) {
            let line = u32::try_from(row.line()).unwrap_or(u32::MAX);
            self.known.insert(subject, Known { line, name });
        }
        landing
    }

    pub fn reject(&mut self, bad: BadRow) {
        self.counts.rows += 1;
        self.counts.rejected += 1;
        self.bad.push(bad);
    }

    pub fn doubt(&mut self, line: u64, doubts: impl Iterator<Item = Doubt>) {
        let mut doubts = doubts.peekable();
        self.counts.warned += u64::from(doubts.peek().is_some());
        for doubt in doubts {
            match self.doubts.entry(doubt.code()) {
                Entry::Vacant(place) => {
                    place.insert(DoubtfulRows { rows: 1, line, first: doubt });
                }
                Entry::Occupied(mut rows) => rows.get_mut().add(line, doubt),
            }
        }
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
