//! First eligible day, duty, and who never is.

use super::{book, book_with, day, table};
use crate::domain::calendar::Day;
use crate::domain::eligibility::{
    ClockStart, Duty, NotEntitled, Standing, clock_start, duty, entitled, half_year_complete, moved_late,
    registered_by_for_half_year, registered_late,
};
use crate::domain::identity::IdKind;
use crate::domain::regime::{Exempt, Regime};
use crate::domain::rulebook::DayCount;

/// A citizen born in 1980, registered on a day, nothing else known.
fn registered(on: &str) -> Standing {
    Standing {
        kind: IdKind::Citizen,
        birth_on: Some(day("1980-01-01")),
        registered_on: day(on),
        stays_on_since: day(on),
        arrived_on: None,
        stay: None,
        exempt: None,
        own_city: false,
    }
}

#[test]
fn every_first_eligible_day_of_the_page() {
    for row in table("## First eligible day") {
        let someone = registered(row[0]);
        for (count, first) in [("inclusive", row[1]), ("civil_code", row[2])] {
            let book = book_with(&[("day_count", count, "2016-01-01")]);
            let first = day(first);
            let before = entitled(&someone, &book, first.plus_days(-1));
            assert_eq!(before.since, Some(first), "{row:?}");
            assert_eq!(before.reasons, [NotEntitled::HalfYear { since: first }], "{row:?}");
            for on in [first, first.plus_days(1)] {
                let now = entitled(&someone, &book, on);
                assert!(now.is_eligible() && now.since == Some(first), "{row:?} on {on}");
            }
        }
    }
}

#[test]
fn nobody_is_entitled_under_a_regime_before_its_first_day() {
    let someone = registered("2011-05-01");
    for (on, since) in [("2012-03-05", "2012-03-05"), ("2012-10-01", "2012-10-01"), ("2016-01-01", "2016-01-01")] {
        let now = entitled(&someone, &book(), day(on));
        assert_eq!((now.since, now.is_eligible()), (Some(day(since)), true), "{on}");
    }
    let before = entitled(&someone, &book(), day("2012-03-04"));
    assert_eq!((before.since, before.reasons), (None, vec![NotEntitled::BeforeRules { first: day("2012-03-05") }]));
}

#[test]
fn under_the_rules_of_2012_registration_and_a_stay_of_thirty_days_are_enough() {
    for (stay, reason) in
        [(None, None), (Some("1"), None), (Some("6"), None), (Some("0"), Some(NotEntitled::ShortStay))]
    {
        let someone = Standing { stay: stay.map(str::to_owned), ..registered("2012-06-01") };
        for on in ["2012-06-01", "2012-11-01"] {
            let now = entitled(&someone, &book(), day(on));
            assert_eq!(now.reasons.first().copied(), reason, "{stay:?} on {on}");
            assert_eq!(now.since.is_none(), reason.is_some(), "{stay:?} on {on}");
        }
        let half_year_on = entitled(&someone, &book(), day("2016-02-01"));
        assert!(half_year_on.is_eligible(), "{stay:?}: the intended stay is no matter from 2016");
    }
}

#[test]
fn the_exempt_regime_by_regime() {
    for exempt in Exempt::ALL {
        let someone = Standing { exempt: Some(exempt), ..registered("2012-03-10") };
        let barred = exempt != Exempt::Relative;
        for (on, never) in [("2012-04-01", false), ("2012-09-30", false), ("2012-10-01", barred), ("2016-01-01", false)]
        {
            let now = entitled(&someone, &book(), day(on));
            let expected = if never { vec![NotEntitled::Exempt(exempt)] } else { Vec::new() };
            assert_eq!(now.reasons, expected, "{exempt:?} on {on}");
            assert_eq!(now.since.is_none(), never, "{exempt:?} on {on}");
        }
        for on in ["2012-04-01", "2012-10-01", "2015-12-31"] {
            let liable = duty(&someone, &book(), day(on), false);
            assert_eq!(liable, Duty { liable: false, apply_by: None }, "{exempt:?} on {on}");
        }
    }
}

#[test]
fn other_papers_are_never_entitled_nor_liable() {
    for kind in [IdKind::Hmt, IdKind::Foreigner, IdKind::Other] {
        let someone = Standing { kind, ..registered("2012-03-10") };
        for on in ["2012-04-01", "2013-04-01", "2019-04-01"] {
            let now = entitled(&someone, &book(), day(on));
            assert_eq!((now.since, now.reasons), (None, vec![NotEntitled::OtherPapers(kind)]), "{on}");
            assert!(!duty(&someone, &book(), day(on), false).liable);
        }
    }
}

#[test]
fn people_of_the_citys_own_counties_are_barred_from_2016() {
    let someone = Standing { own_city: true, ..registered("2012-03-10") };
    for (on, eligible) in [("2012-04-01", true), ("2015-12-31", true), ("2016-01-01", false), ("2019-01-01", false)] {
        let now = entitled(&someone, &book(), day(on));
        assert_eq!(now.is_eligible(), eligible, "{on}");
        assert_eq!(now.since.is_some(), eligible, "{on}");
    }
    assert!(duty(&someone, &book(), day("2012-04-01"), false).liable);
}

/// Case, registered, arrived, born, asked on, liable, the last day.
type Case = (&'static str, &'static str, Option<&'static str>, &'static str, &'static str, bool, Option<&'static str>);

const LAST_DAYS: &[Case] = &[
    (
        "seven working days from arrival",
        "2012-09-28",
        Some("2012-09-28"),
        "1980-01-01",
        "2012-09-30",
        true,
        Some("2012-10-15"),
    ),
    ("arrival unknown: from registration", "2012-03-30", None, "1980-01-01", "2012-04-01", true, Some("2012-04-11")),
    (
        "arrived before the registration",
        "2012-04-20",
        Some("2012-03-30"),
        "1980-01-01",
        "2012-04-20",
        true,
        Some("2012-04-11"),
    ),
    (
        "from the decree's first day",
        "2011-05-01",
        Some("2011-04-20"),
        "1980-01-01",
        "2012-03-05",
        true,
        Some("2012-03-14"),
    ),
    (
        "thirty days from arrival",
        "2013-05-03",
        Some("2013-05-01"),
        "1980-01-01",
        "2013-05-03",
        true,
        Some("2013-05-31"),
    ),
    (
        "the regime is that of the day asked",
        "2012-09-28",
        Some("2012-09-28"),
        "1980-01-01",
        "2012-10-01",
        true,
        Some("2012-10-31"),
    ),
    ("the day before the 16th birthday", "2013-01-01", None, "1997-05-10", "2013-05-09", false, None),
    ("from the 16th birthday", "2013-01-01", None, "1997-05-10", "2013-05-10", true, Some("2013-06-09")),
    (
        "born on 29 February: the 16th birthday is one",
        "2012-03-06",
        None,
        "1996-02-29",
        "2012-03-06",
        true,
        Some("2012-03-15"),
    ),
    ("the day before the 60th birthday", "2013-01-01", None, "1953-05-10", "2013-05-09", true, Some("2013-01-31")),
    ("the 60th birthday", "2013-01-01", None, "1953-05-10", "2013-05-10", false, None),
    ("the decree: the day before the 16th birthday", "2012-04-01", None, "1996-05-10", "2012-05-09", false, None),
    (
        "the decree: seven working days from the 16th birthday",
        "2012-04-01",
        None,
        "1996-05-10",
        "2012-05-10",
        true,
        Some("2012-05-21"),
    ),
    (
        "the decree: the day before the 60th birthday",
        "2012-04-01",
        None,
        "1952-05-10",
        "2012-05-09",
        true,
        Some("2012-04-13"),
    ),
    ("the decree: the 60th birthday", "2012-04-01", None, "1952-05-10", "2012-05-10", false, None),
    (
        "born on 29 February, 16 in no leap year: from 1 March",
        "2013-01-01",
        None,
        "1996-02-29",
        "2013-03-01",
        true,
        Some("2013-01-31"),
    ),
    (
        "arrived after the 16th birthday and under the regime: from arrival",
        "2013-06-20",
        Some("2013-06-15"),
        "1997-05-10",
        "2013-06-20",
        true,
        Some("2013-07-15"),
    ),
    ("no duty from 2016", "2013-01-01", None, "1980-01-01", "2016-01-01", false, None),
    ("no rules before 2012-03-05", "2011-01-01", None, "1980-01-01", "2012-03-04", false, None),
];

#[test]
fn the_last_day_to_apply_case_by_case() {
    for (case, on, arrived, born, asked, liable, by) in LAST_DAYS {
        let someone = Standing { arrived_on: arrived.map(day), birth_on: Some(day(born)), ..registered(on) };
        let expected = Duty { liable: *liable, apply_by: by.map(day) };
        assert_eq!(duty(&someone, &book(), day(asked), false), expected, "{case}");
        let holder = Duty { liable: *liable, apply_by: None };
        assert_eq!(duty(&someone, &book(), day(asked), true), holder, "{case}, with a card");
    }
}

#[test]
fn a_short_stay_and_an_unknown_birth_oblige_to_nothing() {
    let none = Duty { liable: false, apply_by: None };
    let short = Standing { stay: Some("0".to_owned()), ..registered("2012-04-01") };
    let unknown = Standing { birth_on: None, ..registered("2012-04-01") };
    for someone in [short, unknown] {
        assert_eq!(duty(&someone, &book(), day("2012-04-02"), false), none);
    }
}

#[test]
fn a_registration_is_late_from_the_eighth_day_after_arrival() {
    let cases = [
        ("decree, on the very day", Some("2012-04-01"), "2012-04-01", None),
        ("decree, seventh day", Some("2012-04-01"), "2012-04-08", None),
        ("decree, eighth day", Some("2012-04-01"), "2012-04-09", Some("2012-04-08")),
        ("regulation, seventh day", Some("2013-04-01"), "2013-04-08", None),
        ("regulation, eighth day", Some("2013-04-01"), "2013-04-09", Some("2013-04-08")),
        ("2016, seventh day", Some("2017-04-01"), "2017-04-08", None),
        ("2016, eighth day", Some("2017-04-01"), "2017-04-09", Some("2017-04-08")),
        ("before the rules", Some("2010-04-01"), "2011-04-09", None),
        ("arrived before them, registered under them", Some("2010-04-01"), "2012-03-05", Some("2010-04-08")),
        ("arrival unknown", None, "2017-04-09", None),
    ];
    for (case, arrived, on, late_after) in cases {
        let late = registered_late(arrived.map(day), day(on), None, &book()).map(|(last_day, _)| last_day);
        assert_eq!(late, late_after.map(day), "{case}");
    }
    let working_days = book_with(&[("state-2016.register_within", "5 working days", "2017-01-01")]);
    for (on, late) in [("2017-01-09", false), ("2017-01-10", true)] {
        let found = registered_late(Some(day("2017-01-02")), day(on), None, &working_days);
        assert_eq!(found.is_some(), late, "the limit that the city set, {on}");
    }
}

#[test]
fn whoever_need_not_register_is_never_late() {
    for (regime, arrived, on) in [
        (Regime::Guiyang2012, "2012-04-01", "2012-06-01"),
        (Regime::Guizhou2012, "2013-04-01", "2013-06-01"),
        (Regime::State2016, "2017-04-01", "2017-06-01"),
    ] {
        for exempt in Exempt::ALL {
            let free = match regime {
                Regime::Guiyang2012 => exempt != Exempt::Relative,
                Regime::Guizhou2012 => exempt == Exempt::Relative,
                Regime::Legacy | Regime::State2016 => false,
            };
            let late = registered_late(Some(day(arrived)), day(on), Some(exempt), &book());
            assert_eq!(late.is_none(), free, "{exempt:?} under {regime:?}");
        }
    }
}

#[test]
fn a_move_is_told_late_by_the_limit_of_its_regime() {
    let cases = [
        ("decree, third working day", "2012-03-30", Some("2012-04-05"), None),
        ("decree, the day after it", "2012-03-30", Some("2012-04-06"), Some("2012-04-05")),
        ("regulation, seventh day", "2012-10-01", Some("2012-10-08"), None),
        ("regulation, eighth day", "2012-10-01", Some("2012-10-09"), Some("2012-10-08")),
        ("2016, seventh day", "2016-01-01", Some("2016-01-08"), None),
        ("2016, eighth day", "2016-01-01", Some("2016-01-09"), Some("2016-01-08")),
        ("before the rules", "2012-03-04", Some("2013-01-01"), None),
        ("nobody knows when it was told", "2016-01-01", None, None),
    ];
    for (case, moved, told, late_after) in cases {
        let late = moved_late(day(moved), told.map(day), &book()).map(|(last_day, _)| last_day);
        assert_eq!(late, late_after.map(day), "{case}");
    }
}

#[test]
fn what_the_last_day_is_counted_from() {
    let clock = |someone: &Standing, on: &str| {
        let book = book();
        clock_start(someone, book.on(day(on)), someone.birth_on.unwrap(), 16)
    };
    let plain = registered("2013-05-03");
    assert_eq!(clock(&plain, "2013-05-03"), (day("2013-05-03"), ClockStart::Registration));
    let arrived = Standing { arrived_on: Some(day("2013-05-01")), ..plain.clone() };
    assert_eq!(clock(&arrived, "2013-05-03"), (day("2013-05-01"), ClockStart::Arrival));
    let young = Standing { birth_on: Some(day("1997-06-01")), ..arrived };
    assert_eq!(clock(&young, "2013-06-01"), (day("2013-06-01"), ClockStart::Birthday));
    assert_eq!(clock(&registered("2011-05-01"), "2012-03-05"), (day("2012-03-05"), ClockStart::Rules));
    assert_eq!(clock(&registered("2012-10-01"), "2012-10-01"), (day("2012-10-01"), ClockStart::Registration));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn the_cut_off_of_half_a_year_is_the_latest_registration_that_is_complete(
        offset in 0i32..9000,
        months in 1u16..25,
        civil in proptest::bool::ANY,
    ) {
        let on: Day = day("2010-01-01").plus_days(offset);
        let count = if civil { DayCount::CivilCode } else { DayCount::Inclusive };
        let by = registered_by_for_half_year(on, months, count);
        assert!(half_year_complete(by, months, count) <= on);
        assert!(half_year_complete(by.plus_days(1), months, count) > on);
    }
}
