//! What an import counts as it goes: rows by what became of them, rows set aside, rows worth a look.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

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
    /// The last row whose facts were known already: a row of the same subject after it comes twice.
    unchanged: Option<Known>,
}

struct Known {
    subject: String,
    name: String,
    line: u64,
}

impl Tally {
    /// Rows are sorted, so that a subject that comes twice in a chunk follows itself.
    pub fn unless_twice(&mut self, row: &Row, landing: Landing) -> Landing {
        if landing == Landing::Accepted {
            return landing;
        }
        let (subject, name) = row.subject();
        if let Some(first) = self.unchanged.as_ref().filter(|first| first.subject == subject) {
            return Landing::Rejected(row.twice(first.line, &first.name));
        }
        if landing == Landing::Unchanged {
            self.unchanged = Some(Known { subject: subject.to_owned(), name: name.to_owned(), line: row.line() });
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
