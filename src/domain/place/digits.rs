//! What the six digits of a division's code say: its level, and inside which other it lies.

/// The six digits of a code as a number, so that an import compares no texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digits(u32);

impl Digits {
    pub fn of(code: &str) -> Digits {
        Digits(code.parse().unwrap_or(0))
    }

    pub fn level(self) -> Level {
        match (self.0 % 10_000, self.0 % 100) {
            (0, _) => Level::Province,
            (_, 0) => Level::City,
            _ => Level::County,
        }
    }

    pub fn city(self) -> u32 {
        self.0 / 100
    }

    pub fn province(self) -> u32 {
        self.0 / 10_000
    }

    pub fn lies_in(self, parent: Digits) -> bool {
        match parent.level() {
            Level::Province => self.level() > Level::Province && self.province() == parent.province(),
            Level::City => self.level() > Level::City && self.city() == parent.city(),
            Level::County => false,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Province,
    City,
    County,
}
