//! A span of days, both ends counted: what a report over time is asked for.

use super::calendar::Day;

/// From a day to a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub from: Day,
    pub to: Day,
}

impl Span {
    /// Whether it ends before it begins.
    pub fn is_backwards(self) -> bool {
        self.to < self.from
    }
}
