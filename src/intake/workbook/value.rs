//! What a spreadsheet's number says: a number in digits, or a day counted from the book's own first day.

use crate::domain::calendar::Day;

/// From which day a book counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Epoch {
    /// 1 is 1900-01-01, and 60 the day 1900-02-29 that never was.
    #[default]
    Of1900,
    /// 0 is 1904-01-01.
    Of1904,
    /// 0 is 1899-12-30, and no day is false: free office programs.
    Of1899,
}

/// How a cell shows its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    #[default]
    Plain,
    /// A date with its day.
    Date,
    /// A month or year alone.
    Month,
    /// So many digits at least: `000000`.
    Padded(u8),
}

impl Epoch {
    /// The date that a day number means, as a text: `2012-03-05`, also `1900-02-29` and `1900-01-00`.
    pub fn date(self, number: f64) -> Option<String> {
        const LAST: f64 = 2_958_465.0;
        if !(0.0..=LAST).contains(&number) {
            return None;
        }
        let days: i32 = format!("{:.0}", number.trunc()).parse().ok()?;
        match (self, days) {
            (Epoch::Of1900, 0) => Some("1900-01-00".to_owned()),
            (Epoch::Of1900, 60) => Some("1900-02-29".to_owned()),
            (Epoch::Of1900, 1..60) => after(1899, 12, 31, days),
            (Epoch::Of1900 | Epoch::Of1899, _) => after(1899, 12, 30, days),
            (Epoch::Of1904, _) => after(1904, 1, 1, days),
        }
    }

    /// The date behind a bare number in a column of days. Years, months and short numbers are none: five
    /// digits, up to the year 2099.
    pub fn plausible_date(self, number: f64) -> Option<String> {
        const FIRST: f64 = 10_000.0;
        const AFTER_LAST: f64 = 73_051.0;
        (FIRST..AFTER_LAST).contains(&number).then(|| self.date(number))?
    }
}

fn after(year: i16, month: i8, day: i8, days: i32) -> Option<String> {
    Day::new(year, month, day).map(|first| first.plus_days(days).to_string())
}

/// A number as a spreadsheet shows it where there is room: no `.0`, fifteen digits, no exponent below 10²¹.
pub fn digits(number: f64) -> String {
    const EXACT: f64 = 1e15;
    const LARGEST: f64 = 1e21;
    if number.fract() == 0.0 && number.abs() < EXACT {
        return format!("{number:.0}").replace("-0", "0").replace("0-", "-");
    }
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    if rounded.abs() < LARGEST && rounded.abs() >= 1e-9 { format!("{rounded}") } else { format!("{rounded:E}") }
}

/// How many digits a whole number has.
pub fn length(number: f64) -> usize {
    if number.fract() == 0.0 && number > 0.0 { format!("{number:.0}").len() } else { 0 }
}

impl Look {
    /// What a cell with that number says, if the look makes it more than a number.
    pub fn text(self, number: f64, epoch: Epoch) -> Option<String> {
        match self {
            Look::Plain => None,
            Look::Date => epoch.date(number),
            Look::Month => epoch.date(number).and_then(|date| date.get(..7).map(str::to_owned)),
            Look::Padded(width) => {
                let whole = number.fract() == 0.0 && number >= 0.0;
                whole.then(|| format!("{number:0>width$.0}", width = usize::from(width)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_numbers_are_counted_from_the_books_own_day() {
        for (epoch, number, date) in [
            (Epoch::Of1900, 40973.0, "2012-03-05"),
            (Epoch::Of1900, 40973.99, "2012-03-05"),
            (Epoch::Of1904, 39511.0, "2012-03-05"),
            (Epoch::Of1899, 40973.0, "2012-03-05"),
            (Epoch::Of1899, 60.0, "1900-02-28"),
            (Epoch::Of1900, 61.0, "1900-03-01"),
            (Epoch::Of1900, 60.0, "1900-02-29"),
            (Epoch::Of1900, 59.0, "1900-02-28"),
            (Epoch::Of1900, 1.0, "1900-01-01"),
            (Epoch::Of1900, 0.0, "1900-01-00"),
            (Epoch::Of1904, 0.0, "1904-01-01"),
            (Epoch::Of1900, 2_958_465.0, "9999-12-31"),
        ] {
            assert_eq!(epoch.date(number).as_deref(), Some(date), "{epoch:?} {number}");
        }
        for number in [-1.0, 2_958_466.0, f64::NAN, f64::INFINITY] {
            assert_eq!(Epoch::Of1900.date(number), None, "{number}");
        }
    }

    #[test]
    fn years_and_months_are_no_day_numbers() {
        for number in [0.0, 5.0, 2012.0, 9999.0, 201_203.0, 20_120_305.0, 80_000.0, -40973.0] {
            assert_eq!(Epoch::Of1900.plausible_date(number), None, "{number}");
        }
        assert_eq!(Epoch::Of1904.plausible_date(39511.0).as_deref(), Some("2012-03-05"));
    }

    #[test]
    fn numbers_are_digits() {
        for (number, text) in [
            (520_102_400.0, "520102400"),
            (13_900_000_001.0, "13900000001"),
            (520_199_900_101_001.0, "520199900101001"),
            (520_199_199_001_010_017.0, "520199199001010000"),
            (0.0, "0"),
            (-0.0, "0"),
            (-7.0, "-7"),
            (-10.0, "-10"),
            (0.1 + 0.2, "0.3"),
            (41.5, "41.5"),
            (1e300, "1E300"),
        ] {
            assert_eq!(digits(number), text);
        }
        assert_eq!(length(520_199_900_101_001.0), 15);
        assert_eq!(length(520_199_199_001_010_017.0), 18);
    }

    #[test]
    fn a_look_says_what_the_sender_saw() {
        assert_eq!(Look::Month.text(40969.0, Epoch::Of1900).as_deref(), Some("2012-03"));
        assert_eq!(Look::Padded(2).text(1.0, Epoch::Of1900).as_deref(), Some("01"));
        assert_eq!(Look::Padded(2).text(1.5, Epoch::Of1900), None);
        assert_eq!(Look::Plain.text(1.0, Epoch::Of1900), None);
    }
}
