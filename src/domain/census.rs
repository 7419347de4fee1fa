//! Everybody registered at the end of a day, one by one, with all that a figure tells people apart by.
//!
//! A report that no rule needs in groups is counted from these, and so is the list of people behind a
//! cell: figure and people then come from one decision.

use super::identity::Sex;
use super::origin::Told;
use super::rate::{Figures, Group, is_liable};
use super::regime::RegimeRules;

/// Somebody registered on the day.
#[derive(Debug, Clone)]
pub struct Person {
    pub migrant: i64,
    /// The group that counts this person alone.
    pub group: Group,
    pub sex: Option<Sex>,
    /// Codes as they were on the day.
    pub reason: String,
    pub dwelling: Option<String>,
    pub origin: Told,
}

impl Person {
    /// What the person adds to the figures of the rate.
    pub fn figures(&self, rules: &RegimeRules) -> Figures {
        let liable = is_liable(rules, &self.group);
        Figures {
            registered: self.group.registered,
            holders: self.group.holders,
            in_force: self.group.in_force,
            liable: if liable { self.group.registered } else { 0 },
            liable_holders: if liable { self.group.holders } else { 0 },
            first_issues: 0,
        }
    }
}

/// Somebody's first 居住证 with what stood in the registration at issue (a card older than it: the first after).
#[derive(Debug, Clone)]
pub struct FirstCard {
    pub migrant: i64,
    pub reason: String,
    pub origin: Told,
}
