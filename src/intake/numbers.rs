//! Identity numbers that a spreadsheet has ruined.
//!
//! A spreadsheet keeps fifteen digits of a long number: 18 digits end in `000`, or in the nearest number
//! that a double can hold, or become `5.20199E+17`. One in eleven of them passes its check by chance, so
//! the column decides: where others were ruined, a number of that form is refused too. Nothing is ever
//! completed or guessed.

use super::problem::Fact;
use crate::domain::identity::{check_character, clean, is_float_notation};

/// What was seen in the number column before its rows are taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NumberColumn {
    /// Ending in `000`, the check wrong; or `5.2E+17`.
    rounded: u64,
    /// Check wrong, and exactly a number that a double can hold.
    nearest: u64,
    /// Check wrong in any other way.
    wrong: u64,
}

impl NumberColumn {
    pub fn observe(&mut self, cell: &str) {
        let number = clean(cell);
        if is_float_notation(&number) || is_rounded(&number) {
            self.rounded += 1;
        } else if let Some((digits, false)) = long(&number) {
            if is_held_by_double(digits) {
                self.nearest += 1;
            } else {
                self.wrong += 1;
            }
        }
    }

    /// Whether the column came out of a program that keeps a number as a double. One wrong number in 64
    /// has that form by chance, so most of the wrong ones must have it.
    pub fn went_through_doubles(self) -> bool {
        self.nearest > self.wrong
    }

    /// Whether numbers of the column were ruined, in whatever way.
    fn was_ruined(self) -> bool {
        self.rounded > 0 || self.went_through_doubles()
    }

    /// What to say of a number before it is read: a reject, or (alone in its column) a warning.
    pub fn judge(self, cell: &str) -> Option<(Fact, bool)> {
        let plain = cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'X');
        if plain && !cell.ends_with("000") && !self.was_ruined() {
            return None;
        }
        let number = clean(cell);
        if is_float_notation(&number) || is_rounded(&number) {
            return Some((Fact::LostDigits, true));
        }
        let (digits, fits) = long(&number)?;
        if !fits {
            let by_double = self.went_through_doubles() && is_held_by_double(digits);
            return by_double.then_some((Fact::LostDigits, true));
        }
        let others_in_column = self.was_ruined() && (number.ends_with("000") || is_held_by_double(digits));
        if others_in_column || number.ends_with("000") {
            return Some((Fact::PerhapsLostDigits { others_in_column }, others_in_column));
        }
        None
    }
}

/// 18 digits that end in `000` and fail their check.
pub fn is_rounded(number: &str) -> bool {
    number.ends_with("000") && matches!(long(number), Some((_, false)))
}

/// A number of 18 digits, not all of them noughts, and whether its check fits.
fn long(number: &str) -> Option<(u64, bool)> {
    let bytes = number.as_bytes();
    let digits: u64 = (bytes.len() == 18 && bytes.iter().all(u8::is_ascii_digit)).then(|| number.parse().ok())??;
    (digits > 0).then_some(())?;
    Some((digits, char::from(bytes[17]) == check_character(&bytes[..17])))
}

/// Doubles of this size lie 64 (from 2^59: 128) apart.
fn is_held_by_double(digits: u64) -> bool {
    let apart = if digits >= 1 << 59 { 128 } else { 64 };
    digits.is_multiple_of(apart)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(cells: &[&str]) -> NumberColumn {
        let mut column = NumberColumn::default();
        for cell in cells {
            column.observe(cell);
        }
        column
    }

    fn number(first: &str) -> String {
        format!("{first}{}", check_character(first.as_bytes()))
    }

    /// A number that ends in 000 and passes its check, found by trying sequences.
    fn lucky() -> String {
        (1..365)
            .map(|day| number(&format!("5201991990{:02}{:02}100", day / 28 + 1, day % 28 + 1)))
            .find(|number| number.ends_with("000"))
            .unwrap()
    }

    #[test]
    fn ruined_forms_are_refused_alone() {
        for cell in ["5.20199E+17", "520199199001010000", " 520199199001010000 "] {
            assert_eq!(NumberColumn::default().judge(cell), Some((Fact::LostDigits, true)), "{cell}");
        }
        for cell in ["520199199001010017", "520199900101001", "520199199001010018", "", "无", "000000000000000000"] {
            assert_eq!(column(&[cell, "520199199001010019"]).judge(cell), None, "{cell}");
        }
    }

    #[test]
    fn a_number_that_passes_by_chance_is_judged_by_its_column() {
        let lucky = lucky();
        let alone = column(&[&lucky]).judge(&lucky);
        assert_eq!(alone, Some((Fact::PerhapsLostDigits { others_in_column: false }, false)));
        let among = column(&["520199199001010000", &lucky]).judge(&lucky);
        assert_eq!(among, Some((Fact::PerhapsLostDigits { others_in_column: true }, true)));
    }

    #[test]
    fn a_number_that_a_double_can_hold_is_judged_by_its_column() {
        let held = (1..365)
            .map(|day| number(&format!("5201991990{:02}{:02}001", day / 28 + 1, day % 28 + 1)))
            .find(|number| number.parse::<u64>().is_ok_and(is_held_by_double))
            .unwrap();
        let genuine = "520199199001010017";
        assert_eq!(column(&[&held, genuine]).judge(&held), None);
        for ruined in ["5.20199E+17", "520199199001010000"] {
            let column = column(&[ruined, &held, genuine]);
            assert_eq!(
                column.judge(&held),
                Some((Fact::PerhapsLostDigits { others_in_column: true }, true)),
                "{ruined}"
            );
            assert_eq!(column.judge(genuine), None, "{ruined}");
        }
    }

    #[test]
    fn a_column_of_doubles_is_seen_by_its_wrong_numbers() {
        let rounded = |text: &str| format!("{}", text.parse::<u64>().unwrap() / 64 * 64);
        let cells: Vec<String> = ["520199199001010017", "520199198506150316", "520199197703080423"]
            .iter()
            .map(|cell| rounded(cell))
            .filter(|cell| !cell.ends_with("000"))
            .collect();
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        for cell in &cells {
            assert!(matches!(column(&cells).judge(cell), Some((_, true))), "{cell}");
        }
    }
}
