//! Splits of units: which part an address lies in, whenever the home is told.
//!
//! What is entered afterwards for a day before a split follows the rules by which the split was made, so that
//! the order in which things are entered does not decide where somebody lives.

use super::tree::LONGEST_CHAIN;
use super::{UnitId, UnitTree};
use crate::domain::calendar::Day;

/// A unit that was split, and who goes where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    pub unit: UnitId,
    /// First day on which it stands no more.
    pub on: Day,
    /// A part of an address without blanks, and the unit that it lies in; the first that fits counts.
    pub rules: Vec<(String, UnitId)>,
    pub rest: Option<UnitId>,
}

impl Split {
    /// The part that an address lies in.
    pub fn part_of(&self, address: &str) -> Option<UnitId> {
        let address = plain(address);
        let rule = self.rules.iter().find(|(part, _)| address.contains(part.as_str()));
        rule.map(|(_, to)| *to).or(self.rest)
    }
}

/// An address as it is compared: without blanks, which people put or leave out.
pub fn plain(address: &str) -> String {
    address.chars().filter(|c| !c.is_whitespace()).collect()
}

impl UnitTree {
    /// With the splits, in the order in which they were made, by day.
    #[must_use]
    pub fn with_splits(mut self, splits: Vec<Split>) -> UnitTree {
        self.splits = splits;
        self
    }

    /// Whether a unit was split after a day and up to another.
    pub fn was_split(&self, unit: UnitId, after: Day, up_to: Day) -> bool {
        self.splits.iter().any(|split| split.unit == unit && split.on > after && split.on <= up_to)
    }

    /// To which units a home that begins on a day came by splits after it, each with its day.
    pub fn given_to(&self, unit: UnitId, address: &str, from_on: Day) -> Vec<(Day, UnitId)> {
        let mut given = Vec::new();
        let mut at = unit;
        for split in self.splits.iter().filter(|split| split.on > from_on) {
            if self.came_to(at, split.unit, split.on)
                && let Some(part) = split.part_of(address)
            {
                given.push((split.on, part));
                at = part;
            }
        }
        given
    }

    /// Whether a unit is that one, or had gone up in it by a day.
    fn came_to(&self, unit: UnitId, taker: UnitId, on: Day) -> bool {
        let mut at = unit;
        for _ in 0..LONGEST_CHAIN {
            if at == taker {
                return true;
            }
            let Some(next) = self.get(at).filter(|unit| unit.until.is_some_and(|until| until <= on)) else {
                return false;
            };
            match self.follower(next, on) {
                Some(follower) => at = follower,
                None => return false,
            }
        }
        false
    }
}
