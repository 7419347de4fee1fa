//! The numbers that new cards bear.
//!
//! `JZ` + issuing county (6) + year (2) + serial (7) + check digit, 18 characters that no identity number
//! can be mistaken for. The check digit is ISO 7064 MOD 11,10 over the 15 digits. Numbers that stand on
//! cards of older systems are kept as they are and need not have this form.

use std::fmt;

use super::calendar::Day;
use super::code::Code;
use super::identity::{self, IdRefusal};

/// How many serials a county has in a year.
pub const SERIALS: u32 = 10_000_000;

/// A number of our own form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PermitNumber {
    county: u32,
    year: u8,
    serial: u32,
}

impl PermitNumber {
    /// `county`: six digits; `year`: of issue, its last two digits are used; `serial`: under [`SERIALS`].
    /// `None` when one of them has another form.
    pub fn new(county: &str, year: i16, serial: u32) -> Option<PermitNumber> {
        let digits = county.len() == 6 && county.bytes().all(|b| b.is_ascii_digit());
        if !digits || serial >= SERIALS {
            return None;
        }
        let year = u8::try_from(year.rem_euclid(100)).ok()?;
        Some(PermitNumber { county: county.parse().ok()?, year, serial })
    }

    /// Reads a number of this form with a right check digit; anything else is `None`.
    pub fn parse(text: &str) -> Option<PermitNumber> {
        let digits = text.strip_prefix("JZ").filter(|rest| rest.len() == 16)?;
        if !digits.bytes().all(|b| b.is_ascii_digit()) || check_digit(&digits[..15]) != digits[15..].chars().next()? {
            return None;
        }
        let year = digits[6..8].parse().ok()?;
        Some(PermitNumber { county: digits[..6].parse().ok()?, year, serial: digits[8..15].parse().ok()? })
    }

    /// The six digits of the district or county that issued the card.
    pub fn county(self) -> String {
        format!("{:06}", self.county)
    }
}

impl fmt::Display for PermitNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:06}{:02}{:07}", self.county, self.year, self.serial);
        write!(f, "JZ{digits}{}", check_digit(&digits))
    }
}

/// Why a text told of a card is not its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberTrouble {
    /// `0`, `*`, 无.
    Missing,
    /// A spreadsheet lost its last digits.
    LostDigits,
    /// Somebody's identity number: it would be shown wherever the card is.
    IdentityNumber,
    /// `=1+1`
    Formula,
}

impl NumberTrouble {
    pub fn code(self) -> Code {
        match self {
            NumberTrouble::LostDigits => Code::J107,
            NumberTrouble::Missing | NumberTrouble::IdentityNumber | NumberTrouble::Formula => Code::J460,
        }
    }
}

/// What keeps a text from being the number of a card of a ledger; such numbers have no form of their own.
pub fn trouble(text: &str, today: Day) -> Option<NumberTrouble> {
    let cleaned = identity::clean(text);
    if identity::is_no_number(&cleaned) {
        Some(NumberTrouble::Missing)
    } else if cleaned.starts_with('=') {
        Some(NumberTrouble::Formula)
    } else if identity::is_float_notation(&cleaned) || identity::cannot_be(&cleaned) == Some(IdRefusal::LostDigits) {
        Some(NumberTrouble::LostDigits)
    } else if identity::read(&cleaned, None, today, true).is_ok() {
        Some(NumberTrouble::IdentityNumber)
    } else {
        None
    }
}

/// The check digit of a text of digits, ISO 7064 MOD 11,10; what is no digit counts as 0.
pub fn check_digit(digits: &str) -> char {
    let product = digits.bytes().fold(10, |product, byte| {
        let digit = if byte.is_ascii_digit() { u32::from(byte - b'0') } else { 0 };
        let sum = match (digit + product) % 10 {
            0 => 10,
            rest => rest,
        };
        sum * 2 % 11
    });
    char::from_digit((11 - product) % 10, 10).unwrap_or('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_is_that_of_the_standard() {
        // ISO 7064's own example, and published test numbers of tax offices that use the same system.
        for (digits, check) in [("0794", '5'), ("8609574271", '9'), ("4703689281", '6'), ("6943515153", '0')] {
            assert_eq!(check_digit(digits), check, "{digits}");
        }
    }

    #[test]
    fn a_number_reads_back_as_what_was_written() {
        for (county, year, serial) in [("520102", 2012, 0), ("520112", 2011, 9_999_999), ("520181", 2017, 42)] {
            let number = PermitNumber::new(county, year, serial).unwrap();
            let text = number.to_string();
            assert_eq!((text.len(), PermitNumber::parse(&text)), (18, Some(number)), "{text}");
            assert_eq!((number.county().as_str(), number.serial), (county, serial));
            assert_eq!(i16::from(number.year), year - 2000);
        }
    }

    #[test]
    fn one_wrong_digit_is_always_noticed() {
        let text = PermitNumber::new("520102", 2012, 1_234_567).unwrap().to_string();
        let bytes = text.as_bytes();
        for at in 2..18 {
            for digit in b'0'..=b'9' {
                let mut wrong = bytes.to_vec();
                wrong[at] = digit;
                let wrong = String::from_utf8(wrong).unwrap();
                assert_eq!(PermitNumber::parse(&wrong).is_some(), wrong == text, "{wrong}");
            }
        }
    }

    #[test]
    fn what_is_no_cards_number() {
        let today = Day::new(2016, 8, 31).unwrap();
        for (text, expected) in [
            ("5.20102E+17", Some(NumberTrouble::LostDigits)),
            ("520102201206002000", Some(NumberTrouble::LostDigits)),
            ("520199199001010017", Some(NumberTrouble::IdentityNumber)),
            ("５２０１９９１９９００１０１００１７", Some(NumberTrouble::IdentityNumber)),
            ("520199 900101 001", Some(NumberTrouble::IdentityNumber)),
            ("0", Some(NumberTrouble::Missing)),
            ("00", Some(NumberTrouble::Missing)),
            ("*", Some(NumberTrouble::Missing)),
            ("无", Some(NumberTrouble::Missing)),
            ("=1+1", Some(NumberTrouble::Formula)),
            ("＝A1", Some(NumberTrouble::Formula)),
            ("520199199001010018", None),
            ("520102201200001", None),
            ("N1", None),
            ("G-1", None),
            ("黔A000", None),
            ("2012000", None),
            ("JZ5201021200000018", None),
        ] {
            assert_eq!(trouble(text, today), expected, "{text}");
        }
    }

    #[test]
    fn other_forms_are_no_numbers_of_ours() {
        for text in ["", "JZ", "520102120000000", "jz5201021200000000", "JZ52010212000000000", "JZ5201021200000贵"] {
            assert_eq!(PermitNumber::parse(text), None, "{text}");
        }
        for (county, serial) in [("52010", 1), ("52010x", 1), ("520102", SERIALS)] {
            assert_eq!(PermitNumber::new(county, 2012, serial), None, "{county} {serial}");
        }
    }
}
