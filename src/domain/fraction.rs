//! Differences of rates, from the counts themselves: two rounded rates would give another last digit.

/// A part of a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    pub part: u64,
    pub whole: u64,
}

impl Fraction {
    pub fn new(part: u64, whole: u64) -> Fraction {
        Fraction { part, whole }
    }

    /// `85.00` per cent, in hundredths of a per cent of ten thousand.
    pub fn of_percent(text: &str) -> Option<Fraction> {
        let (whole, part) = text.split_once('.')?;
        let hundredths = whole.parse::<u64>().ok()?.checked_mul(100)?.checked_add(part.parse().ok()?)?;
        (part.len() == 2).then_some(Fraction { part: hundredths, whole: 10_000 })
    }

    /// This one less the other in percentage points: sign, two decimals, half away from zero; `None` over
    /// a whole of nobody.
    pub fn points_above(self, other: Fraction) -> Option<String> {
        if self.whole == 0 || other.whole == 0 {
            return None;
        }
        let product = |a: u64, b: u64| i128::from(a) * i128::from(b);
        let difference = product(self.part, other.whole) - product(other.part, self.whole);
        let whole = product(self.whole, other.whole);
        let hundredths = (difference.abs() * 20_000 + whole) / (whole * 2);
        let sign = match (hundredths, difference) {
            (0, _) => "",
            (_, ..0) => "-",
            _ => "+",
        };
        Some(format!("{sign}{}.{:02}", hundredths / 100, hundredths % 100))
    }

    /// Orders by size; a part of nobody comes last, whichever way is asked for.
    pub fn compare(self, other: Fraction, highest_first: bool) -> std::cmp::Ordering {
        let product = |a: u64, b: u64| u128::from(a) * u128::from(b);
        let (mine, others) = (product(self.part, other.whole), product(other.part, self.whole));
        match (self.whole == 0, other.whole == 0) {
            (true, true) => std::cmp::Ordering::Equal,
            (true, false) => std::cmp::Ordering::Greater,
            (false, true) => std::cmp::Ordering::Less,
            (false, false) if highest_first => others.cmp(&mine),
            (false, false) => mine.cmp(&others),
        }
    }
}

/// The rows that are shown of a table: the highest first, or the lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    Top(usize),
    Bottom(usize),
}

impl Cut {
    /// Sorts and cuts; rows of the same rate stay in their order, and what has no rate has no place.
    pub fn apply<T>(self, rows: &mut Vec<T>, rate: impl Fn(&T) -> Fraction) {
        let (most, highest_first) = match self {
            Cut::Top(most) => (most, true),
            Cut::Bottom(most) => (most, false),
        };
        rows.retain(|row| rate(row).whole > 0);
        rows.sort_by(|a, b| rate(a).compare(rate(b), highest_first));
        rows.truncate(most);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_come_from_the_counts_and_carry_their_sign() {
        let points = |a, b, c, d| Fraction::new(a, b).points_above(Fraction::new(c, d));
        for (case, got, expected) in [
            ("up", points(2, 3, 1, 3), Some("+33.33")),
            ("down", points(1, 3, 2, 3), Some("-33.33")),
            ("level", points(1, 2, 2, 4), Some("0.00")),
            ("less than half a hundredth", points(100_001, 200_000, 1, 2), Some("0.00")),
            ("half a hundredth", points(10_001, 20_000, 1, 2), Some("+0.01")),
            ("both rates rounded would say 0.01", points(79_549, 100_000, 79_546, 100_000), Some("0.00")),
            ("nobody now", points(0, 0, 1, 2), None),
            ("nobody then", points(1, 2, 0, 0), None),
        ] {
            assert_eq!(got.as_deref(), expected, "{case}");
        }
    }

    #[test]
    fn a_target_is_read_as_it_is_kept() {
        assert_eq!(Fraction::of_percent("85.00"), Some(Fraction::new(8500, 10_000)));
        assert_eq!(Fraction::of_percent("100.00"), Some(Fraction::new(10_000, 10_000)));
        assert_eq!(Fraction::of_percent("none"), None);
        let gap = Fraction::new(468_800, 589_315).points_above(Fraction::new(8500, 10_000));
        assert_eq!(gap.as_deref(), Some("-5.45"));
    }

    #[test]
    fn nobody_comes_last_whichever_way_is_asked_for() {
        let mut all = [Fraction::new(0, 0), Fraction::new(1, 2), Fraction::new(9, 10)];
        all.sort_by(|a, b| a.compare(*b, true));
        assert_eq!(all.map(|f| f.whole), [10, 2, 0]);
        all.sort_by(|a, b| a.compare(*b, false));
        assert_eq!(all.map(|f| f.whole), [2, 10, 0]);
    }
}
