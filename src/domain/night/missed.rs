//! Which nights were missed and are filled in, and which of those that are kept go.

use std::collections::BTreeSet;

use crate::domain::calendar::Day;

/// So many missed nights one night fills in: at a million people each takes seconds.
pub const AT_ONCE: usize = 31;

/// Days that reach back beyond any register.
const FAR: u32 = 100_000;

/// The nights between the last whole one and the one being made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Missed {
    /// Those that are filled in, oldest first.
    pub fill: Vec<Day>,
    /// The first and the last of those that lie too far back: a night of the last one begins with them.
    pub left: Option<(Day, Day)>,
    /// The first and the last of those older than what is kept, which would be taken away at once.
    pub beyond: Option<(Day, Day)>,
}

/// What was missed before a night, by the days of the whole ones. Where only so many nights are kept, none is
/// filled in, or said to be left, that would be taken away again at once. An earlier run that was cut off
/// may have filled some in: what it left is still to be said, if this one is `resumed`. Those of `broken` could
/// not be filled in by an earlier night: they are tried again.
pub fn missed(whole: &BTreeSet<Day>, broken: &BTreeSet<Day>, night: Day, keep: Option<u32>, resumed: bool) -> Missed {
    let kept = keep.map_or(usize::MAX, |keep| keep as usize - 1);
    let Some(last) = whole.range(..night).next_back() else { return Missed::default() };
    let beyond =
        keep.map(|keep| (last.plus_days(1), night.plus_days(-i32::try_from(keep.min(FAR)).unwrap_or_default())));
    let beyond = beyond.filter(|(first, last)| first <= last);
    let is_missing = |day: &Day| day > last || broken.contains(day);
    let mut fill: Vec<Day> = days_back(night).take(kept.min(AT_ONCE)).filter(is_missing).collect();
    fill.reverse();
    if fill.is_empty() && !resumed {
        return Missed { fill, left: None, beyond };
    }
    let made = |day: &Day| whole.contains(day) || fill.contains(day);
    let mut back = days_back(night).take(kept.min(2 * AT_ONCE)).skip_while(made);
    let left = back.next().and_then(|upper| {
        let lower = whole.range(..upper).next_back()?.plus_days(1);
        let kept_from = days_back(night).take(kept).take_while(|day| *day >= lower).last()?;
        (kept_from <= upper).then_some((kept_from, upper))
    });
    Missed { fill, left, beyond }
}

/// The days before a day, latest first.
fn days_back(from: Day) -> impl Iterator<Item = Day> {
    std::iter::successors(Some(from.plus_days(-1)), |day| Some(day.plus_days(-1)))
}

/// The nights that go when `keep` stay: the oldest.
pub fn surplus(mut nights: Vec<Day>, keep: u32) -> Vec<Day> {
    nights.sort_unstable();
    let kept = nights.len().min(keep as usize);
    nights.truncate(nights.len() - kept);
    nights
}

#[cfg(test)]
mod tests {
    use super::*;

    type Case =
        (&'static str, &'static [&'static str], Option<u32>, bool, (&'static str, usize), Option<[&'static str; 2]>);

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    #[test]
    fn what_was_missed_is_filled_in_up_to_a_month_and_the_rest_is_said() {
        let night = day("2012-03-02");
        // The first of those filled in, and their number; the first and the last of those left.
        let cases: &[Case] = &[
            ("the first night ever", &[], None, false, ("", 0), None),
            ("the night before was there", &["2012-03-01"], None, false, ("", 0), None),
            ("over the end of February", &["2012-02-28"], None, false, ("2012-02-29", 2), None),
            ("two are kept", &["2012-01-01"], Some(2), false, ("2012-03-01", 1), None),
            ("one is kept", &["2012-01-01"], Some(1), false, ("", 0), None),
            ("the same night again", &["2012-03-02"], None, false, ("", 0), None),
            ("just a month", &["2012-01-30"], None, false, ("2012-01-31", 31), None),
            ("a day more", &["2012-01-29"], None, false, ("2012-01-31", 31), Some(["2012-01-30", "2012-01-30"])),
            ("half a year", &["2011-09-01"], None, false, ("2012-01-31", 31), Some(["2011-09-02", "2012-01-30"])),
            (
                "forty are kept",
                &["2011-09-01"],
                Some(40),
                false,
                ("2012-01-31", 31),
                Some(["2012-01-23", "2012-01-30"]),
            ),
            ("a month is kept", &["2011-09-01"], Some(32), false, ("2012-01-31", 31), None),
            (
                "one that was cut off goes on where it was",
                &["2011-09-01", "2012-01-31", "2012-02-01"],
                None,
                true,
                ("2012-02-02", 29),
                Some(["2011-09-02", "2012-01-30"]),
            ),
            ("an old gap is not said each night", &["2011-09-01", "2012-03-01"], None, false, ("", 0), None),
        ];
        for (case, whole, keep, resumed, (first, count), left) in cases {
            let whole = whole.iter().map(|text| day(text)).collect();
            let found = missed(&whole, &BTreeSet::new(), night, *keep, *resumed);
            assert_eq!(found.fill.len(), *count, "{case}: {found:?}");
            assert_eq!(found.fill.first().copied(), Day::parse_iso(first), "{case}");
            assert!(found.fill.windows(2).all(|pair| pair[1].days_since(pair[0]) == 1), "{case}: {found:?}");
            assert_eq!(found.left, left.map(|[first, last]| (day(first), day(last))), "{case}");
        }
    }

    #[test]
    fn what_was_left_is_made_by_a_night_of_its_last_day() {
        let mut whole: BTreeSet<Day> = [day("2011-09-01")].into();
        let (mut night, mut nights) = (day("2012-03-02"), 0);
        loop {
            let found = missed(&whole, &BTreeSet::new(), night, None, false);
            whole.extend(found.fill);
            whole.insert(night);
            nights += 1;
            let Some((_, last)) = found.left else { break };
            night = last;
        }
        assert_eq!((nights, whole.len()), (6, 184), "none is left out, none is made twice");
    }

    #[test]
    fn those_that_would_be_taken_away_at_once_are_said_to_be_so() {
        let beyond = |last: &str, keep| {
            let found = missed(&[day(last)].into(), &BTreeSet::new(), day("2012-03-02"), keep, false);
            found.beyond.map(|(first, last)| (first.to_string(), last.to_string()))
        };
        let from_to = |from: &str, to: &str| Some((from.to_owned(), to.to_owned()));
        assert_eq!(beyond("2012-02-27", None), None);
        assert_eq!(beyond("2012-02-27", Some(2)), from_to("2012-02-28", "2012-02-29"));
        assert_eq!(beyond("2012-02-27", Some(1)), from_to("2012-02-28", "2012-03-01"));
        assert_eq!(beyond("2012-02-27", Some(4)), None);
        assert_eq!(beyond("2012-02-27", Some(u32::MAX)), None);
        assert_eq!(beyond("2012-03-01", Some(1)), None);
    }

    #[test]
    fn one_that_could_not_be_filled_in_is_tried_again_for_a_month() {
        let whole: BTreeSet<Day> = [day("2012-01-01"), day("2012-03-01")].into();
        let broken = |text: &str| BTreeSet::from([day(text)]);
        let tried = |of: &str, keep| missed(&whole, &broken(of), day("2012-03-02"), keep, false).fill;
        assert_eq!(tried("2012-02-10", None), [day("2012-02-10")]);
        assert_eq!(tried("2012-01-31", None), [day("2012-01-31")]);
        assert_eq!(tried("2012-01-30", None), [], "a month ago and a day");
        assert_eq!(tried("2012-02-10", Some(5)), [], "it would be taken away at once");
    }

    #[test]
    fn the_oldest_nights_go() {
        let nights = || vec![day("2012-03-03"), day("2012-03-01"), day("2012-03-02")];
        assert_eq!(surplus(nights(), 2), [day("2012-03-01")]);
        assert_eq!(surplus(nights(), 5), []);
    }
}
