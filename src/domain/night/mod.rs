//! The night: its steps in order and how they end, and which figure jumped.
//!
//! Which nights were missed and which are kept is [`missed`]'s; whether somebody must be told of one that is
//! not there, [`watch`]'s. All decide on what they are told: days, states, counts. Files, clocks and the
//! register are others' work.

pub mod missed;
pub mod watch;

use super::calendar::Day;

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
    /// The summary and the link to the last whole night: told of only where it fails.
    Summary,
    /// The nights that were missed: told of only where one fails, which leaves this night whole.
    FillIn,
}

impl Step {
    /// What every night tells of.
    pub const COURSE: [Step; 8] = [
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
            Step::Summary => "summary",
            Step::FillIn => "fill-in",
        }
    }

    pub fn parse(text: &str) -> Option<Step> {
        Step::COURSE.into_iter().chain([Step::Summary, Step::FillIn]).find(|step| step.as_str() == text)
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

/// A figure that changed by more than is usual since the last night.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Jump {
    pub figure: Figure,
    /// The night compared with, and the one compared: more than a day lies between where nights were missed.
    pub since: Day,
    pub on: Day,
    pub before: u64,
    pub now: u64,
    /// The per cent that were usual.
    pub usual: u16,
}

/// The figures that changed by more than `usual` per cent since an earlier night; from nobody, by anything.
pub fn jumps(earlier: (Day, CityFigures), night: (Day, CityFigures), usual: u16) -> Vec<Jump> {
    let ((since, before), (on, now)) = (earlier, night);
    let pairs =
        [(Figure::Registered, before.registered, now.registered), (Figure::Holders, before.holders, now.holders)];
    let jumped =
        |before: u64, now: u64| u128::from(before.abs_diff(now)) * 100 > u128::from(before) * u128::from(usual);
    let found = pairs.into_iter().filter(|(_, before, now)| jumped(*before, *now));
    found.map(|(figure, before, now)| Jump { figure, since, on, before, now, usual }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
            let earlier = (day("2012-08-30"), figures(before));
            let found = jumps(earlier, (day("2012-08-31"), figures(now)), 5);
            assert_eq!(found.iter().any(|jump| jump.figure == Figure::Holders), jumped, "{case}");
            assert_eq!(found.len(), usize::from(jumped), "{case}");
        }
    }

    #[test]
    fn every_step_is_read_as_it_is_written() {
        for step in Step::COURSE.into_iter().chain([Step::Summary, Step::FillIn]) {
            assert_eq!(Step::parse(step.as_str()), Some(step));
        }
    }
}
