//! Which nights were missed and are filled in, and which of those that are kept go.

use std::collections::BTreeSet;

use super::NightState;
use crate::domain::calendar::{Day, Instant};

/// So many missed nights one night fills in: at a million people each takes seconds.
pub const AT_ONCE: usize = 31;

/// Days that reach back beyond any register.
const FAR: u32 = 100_000;

/// A night that was begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Begun {
    pub on: Day,
    pub at: Instant,
    pub state: NightState,
    /// Made by a later night.
    pub filled_in: bool,
    /// Whether anybody was registered on its day, where that was counted.
    pub anybody: bool,
}

/// Some of the missed nights: not always one day after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Several {
    pub first: Day,
    pub last: Day,
    pub count: usize,
}

/// The nights that were missed before the one being made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Missed {
    /// Those that are filled in, oldest first.
    pub fill: Vec<Day>,
    /// Those that the nights to come fill in.
    pub left: Option<Several>,
    /// Those since the night before that are older than what is kept, and would be taken away at once.
    pub beyond: Option<Several>,
}

/// What was missed before a night that is made now: what was begun and is not whole, and each day between a night
/// and the last that had been made when it was. The latest are filled in first, before those that an earlier night
/// tried in vain; none that would be taken away again, where only so many nights are kept.
pub fn missed(begun: &[Begun], night: Day, now: Instant, keep: Option<u32>) -> Missed {
    let is_unfinished = |one: &&Begun| one.state != NightState::Whole;
    let whole: BTreeSet<Day> = begun.iter().filter(|one| !is_unfinished(one)).map(|one| one.on).collect();
    let series = series(begun, night, now);
    let mut missing: BTreeSet<Day> =
        begun.iter().filter(is_unfinished).map(|one| one.on).filter(|on| *on < night).collect();
    for (at, (on, began)) in series.iter().enumerate() {
        // One that was made later, of an older day, is not the one before.
        let before = series[..at].iter().rev().find(|(_, earlier)| earlier <= began);
        missing.extend(before.into_iter().flat_map(|(last, _)| days_back(*on).take_while(move |day| day > last)));
    }
    missing.retain(|day| !whole.contains(day));
    let kept_from = keep.and_then(|keep| i32::try_from(keep.min(FAR)).ok()).map(|keep| night.plus_days(1 - keep));
    let is_kept = |day: &Day| kept_from.is_none_or(|from| *day >= from);
    let (kept, gone): (Vec<Day>, Vec<Day>) = missing.into_iter().rev().partition(is_kept);
    let tried: BTreeSet<Day> =
        begun.iter().filter(is_unfinished).filter(|one| one.filled_in).map(|one| one.on).collect();
    let mut fill = kept;
    fill.sort_by_key(|day| tried.contains(day));
    let left = fill.split_off(fill.len().min(AT_ONCE));
    fill.sort_unstable();
    let before = series.iter().rev().nth(1).map(|(on, _)| *on);
    let beyond = gone.into_iter().filter(|day| before.is_none_or(|before| *day >= before));
    Missed { fill, left: several(&left), beyond: several(&beyond.collect::<Vec<_>>()) }
}

/// The nights up to one that is made now which were made for themselves, by their days, and when they were begun. A day
/// on which nobody was registered begins no series, nor does a night of long ago that failed.
fn series(begun: &[Begun], night: Day, now: Instant) -> Vec<(Day, Instant)> {
    let is_whole = |one: &Begun| one.state == NightState::Whole;
    let first = begun.iter().filter(|one| is_whole(one) && one.anybody).map(|one| one.on).min();
    let counts = |one: &&Begun| {
        let last_night = one.on >= one.at.day().plus_days(-1);
        !one.filled_in
            && one.on < night
            && if is_whole(one) { first.is_some_and(|first| one.on >= first) } else { last_night }
    };
    let mut series: Vec<(Day, Instant)> = begun.iter().filter(counts).map(|one| (one.on, one.at)).collect();
    series.push((night, now));
    series.sort_unstable_by_key(|(on, _)| *on);
    series
}

fn several(days: &[Day]) -> Option<Several> {
    let (first, last) = (*days.iter().min()?, *days.iter().max()?);
    Some(Several { first, last, count: days.len() })
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

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn at(day: &str) -> Instant {
        Instant::parse(&format!("{day}T18:30:00Z")).unwrap()
    }

    /// A night of a day, begun on an evening (which is the next morning here).
    fn made(on: &str, evening: &str, state: NightState) -> Begun {
        Begun { on: day(on), at: at(evening), state, filled_in: false, anybody: true }
    }

    use NightState::{Failed as F, Running as R, Whole as W};

    const NIGHT: &str = "2012-03-02";

    /// The case; day, evening and state of the nights begun; how many are kept; the first filled in and how many; the
    /// first and last of those left, and how many.
    type Case = (
        &'static str,
        &'static [(&'static str, &'static str, NightState)],
        Option<u32>,
        (&'static str, usize),
        Option<(&'static str, &'static str, usize)>,
    );

    const CASES: &[Case] = &[
        ("the first night ever", &[], None, ("", 0), None),
        ("the night before was there", &[("2012-03-01", "2012-03-01", W)], None, ("", 0), None),
        ("over the end of February", &[("2012-02-28", "2012-02-28", W)], None, ("2012-02-29", 2), None),
        ("two are kept", &[("2012-01-01", "2012-01-01", W)], Some(2), ("2012-03-01", 1), None),
        ("one is kept", &[("2012-01-01", "2012-01-01", W)], Some(1), ("", 0), None),
        ("the same night again", &[(NIGHT, NIGHT, W)], None, ("", 0), None),
        ("the same, cut off", &[(NIGHT, NIGHT, R)], None, ("", 0), None),
        ("just a month", &[("2012-01-30", "2012-01-30", W)], None, ("2012-01-31", 31), None),
        (
            "a day more",
            &[("2012-01-29", "2012-01-29", W)],
            None,
            ("2012-01-31", 31),
            Some(("2012-01-30", "2012-01-30", 1)),
        ),
        (
            "half a year",
            &[("2011-09-01", "2011-09-01", W)],
            None,
            ("2012-01-31", 31),
            Some(("2011-09-02", "2012-01-30", 151)),
        ),
        (
            "forty are kept",
            &[("2011-09-01", "2011-09-01", W)],
            Some(40),
            ("2012-01-31", 31),
            Some(("2012-01-23", "2012-01-30", 8)),
        ),
        ("a month is kept", &[("2011-09-01", "2011-09-01", W)], Some(32), ("2012-01-31", 31), None),
        ("the first was cut off", &[("2012-03-01", "2012-03-01", R)], None, ("2012-03-01", 1), None),
        ("the first failed, two days ago", &[("2012-02-29", "2012-02-29", F)], None, ("2012-02-29", 2), None),
        (
            "one of long ago failed, and none was made",
            &[("2011-01-01", "2012-03-01", F)],
            None,
            ("2011-01-01", 1),
            None,
        ),
        ("one of a day to come failed", &[("2012-03-03", "2012-03-02", F)], None, ("", 0), None),
        (
            "a gap that the night before left",
            &[("2012-02-01", "2012-02-01", W), ("2012-03-01", "2012-03-01", W)],
            None,
            ("2012-02-02", 28),
            None,
        ),
        (
            "one of long ago that was made afterwards begins no gap",
            &[("2011-02-01", "2012-03-01", W), ("2012-02-29", "2012-02-29", W), ("2012-03-01", "2012-03-01", W)],
            None,
            ("", 0),
            None,
        ),
        (
            "one within a gap, made afterwards, ends none",
            &[("2012-02-20", "2012-02-20", W), ("2012-02-25", "2012-03-02", W), ("2012-03-01", "2012-03-01", W)],
            None,
            ("2012-02-21", 8),
            None,
        ),
    ];

    #[test]
    fn what_was_missed_is_filled_in_a_month_at_once_and_the_rest_is_said() {
        for (case, begun, keep, (first, count), left) in CASES {
            let begun: Vec<Begun> = begun.iter().map(|(on, evening, state)| made(on, evening, *state)).collect();
            let found = missed(&begun, day(NIGHT), at(NIGHT), *keep);
            assert_eq!(found.fill.len(), *count, "{case}: {found:?}");
            assert_eq!(found.fill.first().copied(), Day::parse_iso(first), "{case}");
            assert!(found.fill.is_sorted(), "{case}: {found:?}");
            let left = left.map(|(first, last, count)| Several { first: day(first), last: day(last), count });
            assert_eq!(found.left, left, "{case}");
        }
    }

    #[test]
    fn each_night_fills_in_the_next_until_none_is_left() {
        let mut begun = vec![made("2011-09-01", "2011-09-01", W)];
        let (mut night, mut filled_in) = (day(NIGHT), Vec::new());
        for _ in 0..7 {
            let now = at(&night.to_string());
            let found = missed(&begun, night, now, None);
            filled_in.push(found.fill.len());
            let fill = found.fill.into_iter().chain([night]);
            begun.extend(fill.map(|on| Begun { on, at: now, state: W, filled_in: on != night, anybody: true }));
            night = night.plus_days(1);
        }
        assert_eq!(filled_in, [31, 31, 31, 31, 31, 27, 0], "none is left out, none is made twice");
    }

    #[test]
    fn those_that_would_be_taken_away_at_once_are_said_to_be_so() {
        let beyond = |last: &str, state, keep| {
            let found = missed(&[made(last, last, state)], day(NIGHT), at(NIGHT), keep);
            found.beyond.map(|days| (days.first.to_string(), days.last.to_string()))
        };
        let from_to = |from: &str, to: &str| Some((from.to_owned(), to.to_owned()));
        assert_eq!(beyond("2012-02-27", W, None), None);
        assert_eq!(beyond("2012-02-27", W, Some(2)), from_to("2012-02-28", "2012-02-29"));
        assert_eq!(beyond("2012-02-27", W, Some(1)), from_to("2012-02-28", "2012-03-01"));
        assert_eq!(beyond("2012-02-27", W, Some(4)), None);
        assert_eq!(beyond("2012-02-27", W, Some(u32::MAX)), None);
        assert_eq!(beyond("2012-03-01", W, Some(1)), None);
        assert_eq!(beyond("2012-03-01", F, Some(1)), from_to("2012-03-01", "2012-03-01"));
        let older = [made("2012-01-01", "2012-01-01", W), made("2012-03-01", "2012-03-01", W)];
        assert_eq!(missed(&older, day(NIGHT), at(NIGHT), Some(2)).beyond, None, "said by the night before");
    }

    #[test]
    fn one_that_could_not_be_filled_in_is_tried_again_and_keeps_none_waiting() {
        let broken = |on: &str| Begun { filled_in: true, ..made(on, "2012-03-01", F) };
        let mut begun = vec![made("2012-01-01", "2012-01-01", W), made("2012-03-01", "2012-03-01", W)];
        begun.extend(days_back(day("2012-03-01")).take(31).map(|on| broken(&on.to_string())));
        let found = missed(&begun, day(NIGHT), at(NIGHT), None);
        assert_eq!(found.fill.first(), Some(&day("2012-01-02")), "the 28 that were not tried yet, and three");
        assert_eq!((found.fill.len(), found.fill.last()), (31, Some(&day("2012-02-29"))));
        let alone = |on: &str, keep| missed(&[broken(on)], day(NIGHT), at(NIGHT), keep).fill;
        assert_eq!(alone("2011-01-30", None), [day("2011-01-30")]);
        assert_eq!(alone("2012-02-10", Some(5)), [], "it would be taken away at once");
    }

    #[test]
    fn a_day_on_which_nobody_was_registered_begins_no_series() {
        let nobody = Begun { anybody: false, ..made("2012-01-01", "2012-01-01", W) };
        assert_eq!(missed(&[nobody], day(NIGHT), at(NIGHT), None), Missed::default());
        let somebody = made("2012-02-29", "2012-02-29", W);
        assert_eq!(missed(&[nobody, somebody], day(NIGHT), at(NIGHT), None).fill, [day("2012-03-01")]);
    }

    #[test]
    fn the_oldest_nights_go() {
        let nights = || vec![day("2012-03-03"), day("2012-03-01"), day("2012-03-02")];
        assert_eq!(surplus(nights(), 2), [day("2012-03-01")]);
        assert_eq!(surplus(nights(), 5), []);
    }
}
