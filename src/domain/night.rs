//! The night: its steps in order, which nights were missed, which figure jumped, and whether somebody
//! must be told that a night is not there.
//!
//! Decides on what it is told: days, states, counts. Files, clocks and the register are others' work.

use super::calendar::{Day, Instant};

/// A step of the night, in the order in which they are done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Lock,
    Check,
    Backup,
    RestoreProof,
    Reports,
    Compare,
    Lists,
    Prune,
}

impl Step {
    pub const ALL: [Step; 8] = [
        Step::Lock,
        Step::Check,
        Step::Backup,
        Step::RestoreProof,
        Step::Reports,
        Step::Compare,
        Step::Lists,
        Step::Prune,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Step::Lock => "lock",
            Step::Check => "check",
            Step::Backup => "backup",
            Step::RestoreProof => "restore-proof",
            Step::Reports => "reports",
            Step::Compare => "compare",
            Step::Lists => "lists",
            Step::Prune => "prune",
        }
    }

    pub fn parse(text: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.as_str() == text)
    }
}

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    Done,
    /// Not needed, done by an earlier run, or not reached.
    Skipped,
    Failed,
}

impl StepState {
    pub fn as_str(self) -> &'static str {
        match self {
            StepState::Done => "done",
            StepState::Skipped => "skipped",
            StepState::Failed => "failed",
        }
    }

    pub fn parse(text: &str) -> Option<StepState> {
        [StepState::Done, StepState::Skipped, StepState::Failed].into_iter().find(|state| state.as_str() == text)
    }
}

/// How far a night is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NightState {
    /// At work, or cut off.
    Running,
    Whole,
    Failed,
}

impl NightState {
    pub fn as_str(self) -> &'static str {
        match self {
            NightState::Running => "running",
            NightState::Whole => "whole",
            NightState::Failed => "failed",
        }
    }

    pub fn parse(text: &str) -> Option<NightState> {
        [NightState::Running, NightState::Whole, NightState::Failed].into_iter().find(|state| state.as_str() == text)
    }
}

/// The figures of the city that one night is compared with the other by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CityFigures {
    pub registered: u64,
    pub holders: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    Registered,
    Holders,
}

impl Figure {
    pub fn as_str(self) -> &'static str {
        match self {
            Figure::Registered => "registered",
            Figure::Holders => "holders",
        }
    }
}

/// A figure that changed by more than is usual from one night to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Jump {
    pub figure: Figure,
    /// The night compared with.
    pub since: Day,
    pub before: u64,
    pub now: u64,
    /// The per cent that were usual.
    pub usual: u16,
}

/// The figures that changed by more than `usual` per cent since the night before; from nobody, by anything.
pub fn jumps(since: Day, before: CityFigures, now: CityFigures, usual: u16) -> Vec<Jump> {
    let pairs =
        [(Figure::Registered, before.registered, now.registered), (Figure::Holders, before.holders, now.holders)];
    let jumped =
        |before: u64, now: u64| u128::from(before.abs_diff(now)) * 100 > u128::from(before) * u128::from(usual);
    let found = pairs.into_iter().filter(|(_, before, now)| jumped(*before, *now));
    found.map(|(figure, before, now)| Jump { figure, since, before, now, usual }).collect()
}

/// The nights since the last whole one that have no reports, oldest first. Where only so many nights are
/// kept, none that would be taken away again at once.
pub fn missed(last_whole: Option<Day>, night: Day, keep: Option<u32>) -> Vec<Day> {
    let Some(last) = last_whole else { return Vec::new() };
    let mut days = Vec::new();
    let mut day = night.plus_days(-1);
    while day > last && keep.is_none_or(|keep| days.len() + 1 < keep as usize) {
        days.push(day);
        day = day.plus_days(-1);
    }
    days.reverse();
    days
}

/// The nights that go when `keep` stay: the oldest.
pub fn surplus(mut nights: Vec<Day>, keep: u32) -> Vec<Day> {
    nights.sort_unstable();
    let kept = nights.len().min(keep as usize);
    nights.truncate(nights.len() - kept);
    nights
}

/// A night as the register remembers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NightRun {
    pub on: Day,
    pub state: NightState,
    pub started_at: Instant,
    pub ended_at: Option<Instant>,
    /// The folder of all nights.
    pub folder: String,
    /// The file of the register that it was made of.
    pub register: String,
}

impl NightRun {
    /// Whether its figures are the last word: whole, and made when the day was over.
    pub fn is_final(&self) -> bool {
        self.state == NightState::Whole && self.ended_at.is_some_and(|ended| ended.day() > self.on)
    }
}

/// Why somebody must look at the night.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alarm {
    Failed(Day),
    /// Neither whole nor failed: still at work, or cut off.
    Unfinished(Day),
    /// No run at all for more than a day.
    Missing(Day),
}

impl Alarm {
    pub fn night(self) -> Day {
        match self {
            Alarm::Failed(on) | Alarm::Unfinished(on) | Alarm::Missing(on) => on,
        }
    }
}

/// A night is expected a day after the last one began.
const A_DAY: i64 = 86_400;

/// What is to be said about the latest night of a register, at an instant.
pub fn alarm(latest: &NightRun, now: Instant) -> Option<Alarm> {
    let yesterday = now.day().plus_days(-1);
    match latest.state {
        NightState::Failed => Some(Alarm::Failed(latest.on)),
        NightState::Running => Some(Alarm::Unfinished(latest.on)),
        NightState::Whole => {
            let due = now.seconds_since(latest.started_at) >= A_DAY;
            (due && latest.on < yesterday).then_some(Alarm::Missing(yesterday))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Missed = (&'static str, Option<&'static str>, Option<u32>, &'static [&'static str]);

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    #[test]
    fn a_jump_is_more_than_the_usual_share_either_way() {
        let cases = [
            ("nothing moved", 1000, 1000, false),
            ("just five per cent up", 1000, 1050, false),
            ("a person more than that", 1000, 1051, true),
            ("just five per cent down", 1000, 950, false),
            ("a person less than that", 1000, 949, true),
            ("from nobody", 0, 1, true),
            ("nobody still", 0, 0, false),
            ("to nobody", 1, 0, true),
        ];
        for (case, before, now, jumped) in cases {
            let figures = |holders| CityFigures { registered: 7, holders };
            let found = jumps(day("2012-08-30"), figures(before), figures(now), 5);
            assert_eq!(found.iter().any(|jump| jump.figure == Figure::Holders), jumped, "{case}");
            assert_eq!(found.len(), usize::from(jumped), "{case}");
        }
    }

    #[test]
    fn missed_nights_are_those_between_and_none_that_would_go_at_once() {
        let night = day("2012-03-02");
        let cases: &[Missed] = &[
            ("the first night ever", None, None, &[]),
            ("the night before was there", Some("2012-03-01"), None, &[]),
            ("over the end of February", Some("2012-02-28"), None, &["2012-02-29", "2012-03-01"]),
            ("two are kept", Some("2012-01-01"), Some(2), &["2012-03-01"]),
            ("one is kept", Some("2012-01-01"), Some(1), &[]),
            ("the same night again", Some("2012-03-02"), None, &[]),
        ];
        for (case, last, keep, expected) in cases {
            let expected: Vec<Day> = expected.iter().map(|text| day(text)).collect();
            assert_eq!(missed(last.map(day), night, *keep), expected, "{case}");
        }
    }

    #[test]
    fn the_oldest_nights_go() {
        let nights = || vec![day("2012-03-03"), day("2012-03-01"), day("2012-03-02")];
        assert_eq!(surplus(nights(), 2), [day("2012-03-01")]);
        assert_eq!(surplus(nights(), 5), []);
    }

    #[test]
    fn somebody_is_told_of_a_night_that_failed_and_of_one_that_never_began() {
        let at = |text: &str| Instant::parse(text).unwrap();
        let run = |state, started: &str| NightRun {
            on: day("2012-08-30"),
            state,
            started_at: at(started),
            ended_at: None,
            folder: String::new(),
            register: String::new(),
        };
        // Half past two in the morning in China, on 31 August.
        let began = "2012-08-30T18:30:00Z";
        let cases = [
            ("whole, that morning", NightState::Whole, "2012-08-31T00:30:00Z", None),
            ("whole, the next night before its hour", NightState::Whole, "2012-08-31T18:29:00Z", None),
            ("the hour passed", NightState::Whole, "2012-08-31T18:30:00Z", Some(Alarm::Missing(day("2012-08-31")))),
            ("failed", NightState::Failed, "2012-08-30T18:31:00Z", Some(Alarm::Failed(day("2012-08-30")))),
            ("cut off", NightState::Running, "2012-08-31T00:30:00Z", Some(Alarm::Unfinished(day("2012-08-30")))),
        ];
        for (case, state, now, expected) in cases {
            assert_eq!(alarm(&run(state, began), at(now)), expected, "{case}");
        }
    }

    #[test]
    fn a_night_made_before_its_day_was_over_is_made_again() {
        let run = |ended: &str| NightRun {
            on: day("2012-08-30"),
            state: NightState::Whole,
            started_at: Instant::parse("2012-08-30T00:00:00Z").unwrap(),
            ended_at: Instant::parse(ended),
            folder: String::new(),
            register: String::new(),
        };
        assert!(!run("2012-08-30T15:59:59Z").is_final());
        assert!(run("2012-08-30T16:00:00Z").is_final());
    }
}
