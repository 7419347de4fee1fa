//! The dead man's switch: whether somebody must be told that a night is not there.
//!
//! The night of a day must have been made by a set hour of the next. Besides, one that failed or was cut off is
//! told of, whatever its day, until a night succeeds; a figure that jumped, until the next night is whole.

use super::NightState;
use crate::domain::calendar::{Day, Instant};

/// A night as the register remembers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NightRun {
    pub on: Day,
    pub state: NightState,
    /// Made by a later night.
    pub filled_in: bool,
    pub started_at: Instant,
    pub ended_at: Option<Instant>,
    /// The folder of all nights.
    pub folder: String,
    /// The command that made it, as it can be pasted, without the day.
    pub command: String,
    /// It found something that somebody should look at: a figure that jumped.
    pub found: bool,
}

impl NightRun {
    /// Whether its figures are the last word: whole, and made when the day was over.
    pub fn is_final(&self) -> bool {
        self.state == NightState::Whole && self.ended_at.is_some_and(|ended| ended.day() > self.on)
    }
}

/// What a register remembers of its nights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nights {
    /// When the first of them began.
    pub first_began: Instant,
    /// The whole one of the latest day.
    pub last_whole: Option<NightRun>,
    /// When a night last began that ended well, and when it ended, whatever its day; one that was filled in is none.
    pub last_success: Option<(Instant, Instant)>,
    /// Those that failed or were cut off, the latest day first.
    pub open: Vec<NightRun>,
}

/// Why somebody must look at the night.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alarm {
    Failed(Day),
    /// Neither whole nor failed: cut off.
    Unfinished(Day),
    /// Not made at all when it should have been.
    Missing(Day),
    /// The last whole one has a figure that jumped.
    Jumped(Day),
}

impl Alarm {
    pub fn night(self) -> Day {
        match self {
            Alarm::Failed(on) | Alarm::Unfinished(on) | Alarm::Missing(on) | Alarm::Jumped(on) => on,
        }
    }
}

/// What is to be said, and how the night is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    pub alarm: Alarm,
    /// Whether the command must name the day: without it, it makes the night of yesterday.
    pub names_day: bool,
}

const HOUR: i64 = 3600;

/// What is to be said at an instant, where the night of a day must be there by an hour of the next.
pub fn alarm(nights: &Nights, now: Instant, by_hour: u16) -> Option<Told> {
    let today = now.day();
    let past_hour = |instant: Instant| instant.seconds_since(instant.day().begins()) >= i64::from(by_hour) * HOUR;
    // The latest night whose hour has passed, and the first that was to be expected at all.
    let due = today.plus_days(if past_hour(now) { -1 } else { -2 });
    let began = nights.first_began;
    let first = began.day().plus_days(if past_hour(began) { 0 } else { -1 });
    let later_whole = |on: Day| nights.last_whole.as_ref().is_some_and(|whole| whole.on > on);
    let made = nights.last_whole.as_ref().is_some_and(|whole| whole.on > due || whole.on == due && whole.is_final());
    // One that a whole night could not fill in began while that night was made.
    let unanswered = |run: &NightRun| {
        let answers = |(began, ended): (Instant, Instant)| if run.filled_in { began } else { ended };
        nights.last_success.is_none_or(|success| run.started_at >= answers(success))
    };
    let told = |run: &&NightRun| if made || first > due { unanswered(run) } else { run.on >= due };
    if let Some(run) = nights.open.iter().find(told) {
        let alarm = if run.state == NightState::Failed { Alarm::Failed(run.on) } else { Alarm::Unfinished(run.on) };
        let by_itself = run.on == today.plus_days(-1) || run.on == due && !later_whole(run.on);
        return Some(Told { alarm, names_day: !by_itself });
    }
    if !made && due >= first {
        return Some(Told { alarm: Alarm::Missing(due), names_day: false });
    }
    let jumped = nights.last_whole.as_ref().filter(|whole| whole.found);
    jumped.map(|whole| Told { alarm: Alarm::Jumped(whole.on), names_day: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        Instant::parse(&format!("{text}:00Z")).unwrap_or_else(|| panic!("{text}"))
    }

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn run(on: &str, state: NightState, ended: &str) -> NightRun {
        let (started_at, text) = (at(ended), String::new);
        NightRun {
            on: day(on),
            state,
            filled_in: false,
            started_at,
            ended_at: Some(at(ended)),
            folder: text(),
            command: text(),
            found: false,
        }
    }

    use Alarm::{Failed, Missing, Unfinished};
    use NightState::{Failed as F, Running as R, Whole as W};

    /// Case, the first night's beginning, the last whole night and its end, those open, now, what is told.
    type Case = (
        &'static str,
        &'static str,
        Option<(&'static str, &'static str)>,
        &'static [(&'static str, NightState)],
        &'static str,
        Option<(fn(Day) -> Alarm, &'static str, bool)>,
    );
    /// China's clock is eight hours ahead: 18:30 is half past two in the morning, 00:00 is eight.
    const USUAL: &str = "2012-08-01T18:30";
    const MADE: Option<(&str, &str)> = Some(("2012-08-30", "2012-08-30T18:31"));

    const OF_THE_DAY_BEFORE: &[Case] = &[
        ("made, that morning", USUAL, MADE, &[], "2012-08-31T01:00", None),
        ("the next morning before the hour", USUAL, MADE, &[], "2012-08-31T23:59", None),
        ("the hour has passed", USUAL, MADE, &[], "2012-09-01T00:00", Some((Missing, "2012-08-31", false))),
        (
            "it ran late the day before, and not at all today",
            USUAL,
            Some(("2012-08-30", "2012-08-31T13:00")),
            &[],
            "2012-09-01T00:01",
            Some((Missing, "2012-08-31", false)),
        ),
        (
            "several are missing: the last that was due",
            USUAL,
            MADE,
            &[],
            "2012-09-04T18:00",
            Some((Missing, "2012-09-03", false)),
        ),
        (
            "made before its day was over, and not again",
            USUAL,
            Some(("2012-08-31", "2012-08-31T04:00")),
            &[],
            "2012-09-01T01:00",
            Some((Missing, "2012-08-31", false)),
        ),
        (
            "a night of today stands for yesterday's",
            USUAL,
            Some(("2012-09-01", "2012-09-01T00:30")),
            &[],
            "2012-09-01T01:00",
            None,
        ),
        (
            "failed just now, before the hour",
            USUAL,
            MADE,
            &[("2012-08-31", F)],
            "2012-08-31T19:00",
            Some((Failed, "2012-08-31", false)),
        ),
        ("cut off", USUAL, MADE, &[("2012-08-31", R)], "2012-08-31T19:00", Some((Unfinished, "2012-08-31", false))),
        (
            "failed, and the hour passed",
            USUAL,
            MADE,
            &[("2012-08-31", F)],
            "2012-09-01T02:00",
            Some((Failed, "2012-08-31", false)),
        ),
        (
            "failed the night before, tonight's is not due yet",
            USUAL,
            MADE,
            &[("2012-08-31", F)],
            "2012-09-01T18:00",
            Some((Failed, "2012-08-31", false)),
        ),
        (
            "failed, then not made at all: the one that is due, which fills the other in",
            USUAL,
            MADE,
            &[("2012-08-31", F)],
            "2012-09-02T02:00",
            Some((Missing, "2012-09-01", false)),
        ),
    ];

    const OF_OTHER_DAYS: &[Case] = &[
        (
            "an older one failed, all else is well",
            USUAL,
            MADE,
            &[("2012-05-01", F)],
            "2012-08-31T02:00",
            Some((Failed, "2012-05-01", true)),
        ),
        (
            "an older one was cut off",
            USUAL,
            MADE,
            &[("2012-05-01", R)],
            "2012-08-31T02:00",
            Some((Unfinished, "2012-05-01", true)),
        ),
        (
            "an older one failed, and tonight's is missing: tonight's",
            USUAL,
            MADE,
            &[("2012-05-01", F)],
            "2012-09-01T02:00",
            Some((Missing, "2012-08-31", false)),
        ),
        (
            "an older one failed, and a night succeeded since",
            USUAL,
            Some(("2012-08-30", "2012-08-31T00:30")),
            &[("2012-05-01", F)],
            "2012-08-31T02:00",
            None,
        ),
        (
            "one of today failed",
            USUAL,
            MADE,
            &[("2012-08-31", F)],
            "2012-08-31T02:00",
            Some((Failed, "2012-08-31", true)),
        ),
        (
            "the day before yesterday's failed after yesterday's",
            USUAL,
            MADE,
            &[("2012-08-29", F)],
            "2012-08-30T20:00",
            Some((Failed, "2012-08-29", true)),
        ),
        (
            "the first ever, of an old day, this noon",
            "2012-08-31T04:00",
            Some(("2012-01-01", "2012-08-31T04:01")),
            &[],
            "2012-08-31T10:00",
            None,
        ),
        (
            "and the next morning",
            "2012-08-31T04:00",
            Some(("2012-01-01", "2012-08-31T04:01")),
            &[],
            "2012-09-01T00:00",
            Some((Missing, "2012-08-31", false)),
        ),
        ("the first ever, begun in the night", "2012-08-30T18:30", MADE, &[], "2012-08-31T00:00", None),
        (
            "the first ever failed",
            "2012-08-31T04:00",
            None,
            &[("2012-08-30", F)],
            "2012-08-31T05:00",
            Some((Failed, "2012-08-30", false)),
        ),
        (
            "the first ever, of an old day, failed",
            "2012-08-31T04:00",
            None,
            &[("2012-01-01", F)],
            "2012-08-31T05:00",
            Some((Failed, "2012-01-01", true)),
        ),
        (
            "and nothing since",
            "2012-08-31T04:00",
            None,
            &[("2012-01-01", F)],
            "2012-09-01T00:00",
            Some((Missing, "2012-08-31", false)),
        ),
    ];

    #[test]
    fn whoever_works_is_told_of_the_night_that_is_not_there() {
        for (case, first, whole, open, now, expected) in OF_THE_DAY_BEFORE.iter().chain(OF_OTHER_DAYS) {
            let nights = Nights {
                first_began: at(first),
                last_whole: whole.map(|(on, ended)| run(on, W, ended)),
                last_success: whole.map(|(_, ended)| (at(ended), at(ended))),
                open: open.iter().map(|(on, state)| run(on, *state, "2012-08-31T00:00")).collect(),
            };
            let expected = expected.map(|(alarm, on, names_day)| Told { alarm: alarm(day(on)), names_day });
            assert_eq!(alarm(&nights, at(now), 8), expected, "{case}");
        }
    }

    #[test]
    fn one_that_a_whole_night_could_not_fill_in_is_told_until_a_night_does_without() {
        let told = |began: &str, filled_in| {
            let nights = Nights {
                first_began: at(USUAL),
                last_whole: MADE.map(|(on, ended)| run(on, W, ended)),
                last_success: Some((at("2012-08-30T18:30"), at("2012-08-30T18:35"))),
                open: vec![NightRun { filled_in, ..run("2012-08-20", F, began) }],
            };
            alarm(&nights, at("2012-08-30T20:00"), 8)
        };
        let expected = Some(Told { alarm: Failed(day("2012-08-20")), names_day: true });
        assert_eq!(told("2012-08-30T18:31", true), expected);
        assert_eq!(told("2012-08-30T18:31", false), None);
        assert_eq!(told("2012-08-30T18:29", true), None, "no longer tried");
    }

    #[test]
    fn a_figure_that_jumped_is_told_until_the_next_whole_night() {
        let told = |found, now| {
            let whole = NightRun { found, ..run("2012-08-30", W, "2012-08-30T18:31") };
            let success = Some((at("2012-08-30T18:30"), at("2012-08-30T18:31")));
            let nights =
                Nights { first_began: at(USUAL), last_whole: Some(whole), last_success: success, open: Vec::new() };
            alarm(&nights, at(now), 8).map(|told| told.alarm)
        };
        assert_eq!(told(true, "2012-08-31T02:00"), Some(Alarm::Jumped(day("2012-08-30"))));
        assert_eq!(told(false, "2012-08-31T02:00"), None);
        assert_eq!(told(true, "2012-09-01T02:00"), Some(Missing(day("2012-08-31"))), "what is missing comes first");
    }

    #[test]
    fn the_hour_is_the_offices() {
        let nights =
            Nights { first_began: at("2012-08-01T18:30"), last_whole: None, last_success: None, open: Vec::new() };
        let told = |by_hour| alarm(&nights, at("2012-08-31T01:30"), by_hour).map(|told| told.alarm.night());
        assert_eq!(
            (told(9), told(10), told(0)),
            (Some(day("2012-08-30")), Some(day("2012-08-29")), Some(day("2012-08-30")))
        );
    }

    #[test]
    fn a_night_made_before_its_day_was_over_is_made_again() {
        let made = |ended: &str| run("2012-08-30", NightState::Whole, ended).is_final();
        assert!(!made("2012-08-30T15:59"));
        assert!(made("2012-08-30T16:00"));
    }
}
