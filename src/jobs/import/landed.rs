//! What earlier rows of a file that is only checked would have landed: whoever comes a second time is told of
//! the line of the first. Hashes of numbers, sixteen bytes a row.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::hint::black_box;

use super::BadRow;
use super::judging::Verdict;
use super::tally::Tally;
use crate::ops::landing::{Landing, RowRefusal};

/// Takes a hash for what it is.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| hash << 8 | u64::from(*byte));
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Rows for which room is made ahead: a file can lie about its length (128 MiB).
const MOST_EXPECTED: u64 = 7_000_000;

/// Of whom earlier rows spoke that an import would have landed.
#[derive(Default)]
pub struct Landed {
    /// People whom the register knew and who came back, by their keys: the lines.
    back: HashMap<i64, u64>,
    /// New ones, by the hash of their number: line and hash of the name.
    new: HashMap<u64, (u32, u32), BuildHasherDefault<Hashed>>,
}

impl Landed {
    /// Makes room for as many new people, so that the table of them is not moved while it grows.
    pub fn expect(&mut self, rows: u64) {
        self.new.reserve(usize::try_from(rows.min(MOST_EXPECTED)).unwrap_or_default());
    }

    /// The line on which the same person landed, and whether under another name.
    fn before(&self, verdict: &Verdict) -> Option<(u64, bool)> {
        let subject = verdict.subject;
        if let Some((migrant, name)) = verdict.known {
            // Known by the name under a number that was corrected: a new bearer of it is somebody else.
            return self.back.get(&migrant).map(|line| (*line, name != subject.name));
        }
        self.new.get(&subject.number).map(|(line, name)| (u64::from(*line), *name != subject.name))
    }

    /// Looks at where the verdicts will be looked for, all at once: one by one each would be waited for.
    pub fn bring_near(&self, verdicts: &[Result<Verdict, BadRow>]) {
        let numbers = verdicts.iter().flatten().map(|verdict| verdict.subject.number);
        black_box(numbers.filter(|number| self.new.contains_key(number)).count());
    }

    fn add(&mut self, verdict: &Verdict) {
        let subject = verdict.subject;
        if let Some((migrant, _)) = verdict.known {
            self.back.insert(migrant, subject.line);
        } else {
            let line = u32::try_from(subject.line).unwrap_or(u32::MAX);
            self.new.insert(subject.number, (line, subject.name));
        }
    }
}

/// Counts a verdict, unless an earlier row spoke of the same person.
pub fn settle(tally: &mut Tally, landed: &mut Landed, verdict: Verdict) {
    let (subject, day_assumed) = (verdict.subject, verdict.day_assumed);
    let twice = |first_line, names_differ| RowRefusal::Twice { first_line, names_differ };
    let landing = match landed.before(&verdict) {
        Some((first_line, names_differ)) => Landing::Rejected(twice(first_line, names_differ)),
        None => verdict.landing.clone(),
    };
    let landing = if landing == Landing::Accepted {
        landed.add(&verdict);
        landing
    } else {
        tally.unless_twice(subject, landing, twice)
    };
    tally.count(subject.line, landing, day_assumed, verdict.doubts.into_iter());
}
