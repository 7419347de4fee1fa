//! What an import counts as it goes: rows by what became of them, rows set aside, rows worth a look.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::mem::take;
use std::sync::Arc;

use super::doctor::Signs;
use super::reading::{Read, Row};
use super::{BadRow, Doubt, DoubtfulRows, Reason, SetAside};
use crate::domain::code::Code;
use crate::domain::quick::Quick;
use crate::ops::landing::{Landing, RowRefusal};
use crate::store::batches::BatchCounts;

#[derive(Default)]
pub struct Tally {
    pub counts: BatchCounts,
    pub bad: Vec<SetAside>,
    /// What they have in common.
    pub signs: Signs,
    /// The codes that rows were set aside for, each combination once.
    codes: BTreeSet<Arc<[Code]>>,
    pub doubts: BTreeMap<(Code, Option<String>), DoubtfulRows>,
    pub day_assumed: u64,
    /// Rows whose facts were known already, by the hash of their subject: a later row of the same subject comes
    /// twice. Of those that landed the register knows the line; where nothing lands they are here too.
    known: HashMap<u64, Known>,
    nothing_lands: bool,
    /// The numbers of those who died or settled here, as cards of this file say.
    pub departed: HashSet<String>,
}

/// Sixteen bytes a row, with its hash, in a file that is all known.
struct Known {
    line: u32,
    name: u32,
}

/// Of whom a row speaks, for telling whether an earlier row did: hashes of the number and of the name.
#[derive(Debug, Clone, Copy)]
pub struct Subject {
    pub line: u64,
    pub number: u64,
    pub name: u32,
}

impl Subject {
    pub fn of(row: &Row) -> Subject {
        Subject { line: row.line(), number: hash(row.subject()), name: name_hash(&row.name()) }
    }
}

impl Tally {
    /// For a rehearsal that takes back each slice by itself.
    pub fn of_slices() -> Tally {
        Tally { nothing_lands: true, ..Tally::default() }
    }

    /// Counts what became of a row; whether it was accepted.
    pub fn land(&mut self, read: &mut Read, landing: Landing, doubts: Vec<Doubt>) -> bool {
        let landing = if landing == Landing::Accepted && !self.nothing_lands {
            landing
        } else {
            let twice = |first_line, names_differ| read.row.twice(first_line, names_differ);
            self.unless_twice(Subject::of(&read.row), landing, twice)
        };
        let own = take(&mut read.doubts);
        self.count(read.row.line(), landing, read.day_assumed, own.into_iter().chain(doubts))
    }

    /// Chunks come in the order of the file, and equals of a chunk in the order of their lines.
    pub fn unless_twice(
        &mut self,
        subject: Subject,
        landing: Landing,
        twice: impl FnOnce(u64, bool) -> RowRefusal,
    ) -> Landing {
        if let Some(first) = self.known.get(&subject.number) {
            return Landing::Rejected(twice(u64::from(first.line), first.name != subject.name));
        }
        if matches!(landing, Landing::Accepted | Landing::Unchanged) {
            let line = u32::try_from(subject.line).unwrap_or(u32::MAX);
            self.known.insert(subject.number, Known { line, name: subject.name });
        }
        landing
    }

    /// Counts a row; whether it was accepted.
    pub fn count(
        &mut self,
        line: u64,
        landing: Landing,
        day_assumed: bool,
        doubts: impl Iterator<Item = Doubt>,
    ) -> bool {
        let accepted = landing == Landing::Accepted;
        match landing {
            Landing::Accepted => {
                self.counts.accepted += 1;
                self.day_assumed += u64::from(day_assumed);
            }
            Landing::Unchanged => self.counts.unchanged += 1,
            Landing::Rejected(refusal) => {
                self.reject(BadRow { line, reasons: vec![Reason::Landing(refusal)] });
                return false;
            }
        }
        self.counts.rows += 1;
        self.doubt(line, doubts);
        accepted
    }

    pub fn reject(&mut self, bad: BadRow) {
        self.counts.rows += 1;
        self.counts.rejected += 1;
        self.signs.observe(&bad);
        let codes = self.kept_codes(bad.reasons.iter().map(Reason::code).collect());
        let mut reasons = bad.reasons.into_iter();
        let by_register = reasons
            .find_map(|reason| if let Reason::Landing(refusal) = reason { Some(Box::new(refusal)) } else { None });
        self.bad.push(SetAside { line: bad.line, codes, by_register });
    }

    fn kept_codes(&mut self, codes: Vec<Code>) -> Arc<[Code]> {
        if let Some(same) = self.codes.get(codes.as_slice()) {
            return Arc::clone(same);
        }
        let codes: Arc<[Code]> = codes.into();
        self.codes.insert(Arc::clone(&codes));
        codes
    }

    fn doubt(&mut self, line: u64, doubts: impl Iterator<Item = Doubt>) {
        let mut doubts = doubts.peekable();
        self.counts.warned += u64::from(doubts.peek().is_some());
        for doubt in doubts {
            match self.doubts.entry((doubt.code(), doubt.column().map(str::to_owned))) {
                Entry::Vacant(place) => {
                    place.insert(DoubtfulRows::new(line, doubt));
                }
                Entry::Occupied(mut rows) => rows.get_mut().add(line, doubt),
            }
        }
    }
}

/// The hash of a name as names are compared.
pub fn name_hash(name_key: &str) -> u32 {
    let mut hasher = Quick::default();
    name_key.hash(&mut hasher);
    u32::try_from(hasher.finish() >> 32).unwrap_or(0)
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::roster::Field;

    #[test]
    fn rows_with_the_same_reasons_hold_their_codes_once() {
        let mut tally = Tally::default();
        let blank = |field| Reason::Blank { field };
        for line in 1..=40 {
            tally.reject(BadRow { line, reasons: vec![blank(Field::Name)] });
            tally.reject(BadRow { line, reasons: vec![blank(Field::Name), Reason::Departure] });
        }
        let first: Vec<&SetAside> = tally.bad.iter().step_by(2).collect();
        assert!(first.windows(2).all(|pair| Arc::ptr_eq(&pair[0].codes, &pair[1].codes)));
        assert_eq!((tally.counts.rows, tally.counts.rejected, tally.codes.len()), (80, 80, 2));
    }
}
