//! What is said of rules as data.

use super::{Sample, day, s, sample};
use crate::domain::clash::Clash;
use crate::domain::holidays::{CalendarRefusal, Fault, Festival, Wrong};
use crate::domain::unit::UnitRefusal;
use crate::ops::holidays::HolidayRefusal;
use crate::ops::rules::RuleRefusal;

pub(super) fn rules() -> Vec<Sample> {
    let (key, first) = (|| s("guizhou-2012.photos"), day("2012-10-01"));
    let fixed =
        |key: &str, value: &str, source: &str| RuleRefusal::Fixed { key: s(key), value: s(value), source: s(source) };
    let out = |last| RuleRefusal::OutOfTime { key: key(), from: day("2017-01-01"), first, last };
    let on = day("2027-01-04");
    let wrong = [
        Wrong::Unreadable { text: s("maybe") },
        Wrong::Impossible { text: s("02-30") },
        Wrong::OtherYear { day: on },
        Wrong::Twice { day: on },
        Wrong::OffAndWorked { day: on },
        Wrong::WorkedWeekday { day: on },
        Wrong::RowOfOtherYear { year: 2028 },
        Wrong::YearOutOfRange { year: 1899 },
        Wrong::Surplus { text: s("01-02") },
    ];
    let lines = wrong.into_iter().cycle().take(12).zip(2..);
    let faults = lines.map(|(wrong, line)| Fault { line, wrong }).collect();
    vec![
        sample("rule/unknown", RuleRefusal::UnknownKey { key: s("day_counts") }),
        sample(
            "rule/range",
            RuleRefusal::OutOfRange {
                key: key(),
                value: s("9"),
                range: s("0..4"),
                example: None,
                source: s("◇ P 11(2)"),
            },
        ),
        sample(
            "rule/no-unit",
            RuleRefusal::OutOfRange {
                key: s("state-2016.issue_promise"),
                value: s("20"),
                range: s("1..30 days"),
                example: Some(s("20 days")),
                source: s("◇ S 9(6)"),
            },
        ),
        sample("rule/fixed", fixed("state-2016.issue_within", "15 days", "S 9(6)")),
        sample("rule/convention", fixed("birthday_of_29_february", "03-01", "no text")),
        sample("rule/not-by-unit", RuleRefusal::NotByUnit { key: s("day_count") }),
        sample("rule/out-of-time", out(Some(day("2015-12-31")))),
        sample("rule/before", out(None)),
        sample("rule/same", RuleRefusal::Same { key: key(), value: s("0"), since: first }),
        sample("rule/unit", RuleRefusal::Unit(UnitRefusal::Unknown { text: s("新花社区"), near: Vec::new() })),
        sample("calendar/none", CalendarRefusal::NotACalendar),
        sample("calendar/wrong", CalendarRefusal::Faults { faults }),
        sample("calendar/several-years", CalendarRefusal::SeveralYears { first: 2004, last: 2026 }),
        sample("calendar/incomplete", CalendarRefusal::Incomplete { year: 2027, missing: Festival::ALL.to_vec() }),
        sample("calendar/known", HolidayRefusal::Known { year: 2027, first: on, days: 3 }),
    ]
}

pub(super) fn contradictions() -> Vec<Sample> {
    let contradicts = |key: &str, value: &str, other: &str, clash| RuleRefusal::Contradicts {
        key: s(key),
        value: s(value),
        other: s(other),
        other_value: s(if other.ends_with("issue_within") {
            "15 days"
        } else if other.ends_with("age") {
            "16"
        } else {
            "3"
        }),
        clash,
        on: day("2017-01-01"),
    };
    vec![
        sample(
            "rule/extension",
            contradicts("state-2016.extend_within", "15 days", "state-2016.issue_within", Clash::ExtensionNotLonger),
        ),
        sample(
            "rule/promise",
            contradicts("issue_promise", "20 days", "state-2016.issue_within", Clash::PromiseLonger),
        ),
        sample("rule/proxy", contradicts("proxy_min_age", "15", "state-2016.proxy_below_age", Clash::ProxyAChild)),
        sample(
            "rule/window",
            contradicts("guiyang-2012.window", "last 90 days", "guiyang-2012.validity_months", Clash::WindowNotShorter),
        ),
    ]
}
