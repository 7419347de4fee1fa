//! What the six digits of a division's code say: its level, and inside which other it lies.

/// The six digits of a code as a number, so that an import compares no texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digits(u32);

impl Digits {
    pub fn of(code: &str) -> Digits {
        Digits(code.parse().unwrap_or(0))
    }

    /// Of a text that may be anything: six digits, or `None`.
    pub fn read(text: &str) -> Option<Digits> {
        let digit = |number: u32, byte: &u8| byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0'));
        (text.len() == 6).then(|| text.as_bytes().iter().try_fold(0, digit).map(Digits))?
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
