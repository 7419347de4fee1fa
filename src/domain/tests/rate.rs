//! Cut-off days, who is liable, and the sums of the report.

use super::{book, day, tree};
use crate::domain::calendar::Day;
use crate::domain::identity::IdKind;
use crate::domain::rate::{By, Cards, Check, Counterchecks, FirstIssues, Group, Rate, build, cut_offs, is_liable};
use crate::domain::regime::{Entitlement, Regime};
use crate::domain::unit::UnitId;

fn id(code: &str) -> UnitId {
    tree().by_code(code).unwrap().id
}

fn group(unit: &str, counter: &str, registered: u64, holders: u64) -> Group {
    Group {
        unit: id(unit),
        counter: id(counter),
        kind: IdKind::Citizen,
        stay: None,
        exempt: false,
        of_age: true,
        settled: true,
        own_city: false,
        registered,
        holders,
        in_force: holders,
    }
}

/// The report over groups whose counterchecks agree.
fn report(groups: &[Group], first_issues: &[FirstIssues], on: &str, by: By) -> Rate {
    let of = |count: fn(&Group) -> u64| groups.iter().filter(|g| g.kind == IdKind::Citizen).map(count).sum::<u64>();
    let checks = Counterchecks {
        opening: of(|g| g.registered),
        begun: 2,
        ended: 2,
        holders_by_permits: of(|g| g.holders),
        persons: of(|g| g.registered),
        unregistered: 0,
        first_issues: first_issues.iter().map(|issue| issue.count).sum(),
        ..Counterchecks::default()
    };
    build(groups, first_issues, &checks, &tree(), &book(), day(on), by)
}

fn row(rate: &Rate, key: &str) -> (u64, u64, u64) {
    let row = rate.rows.iter().find(|row| row.key == key).unwrap_or_else(|| panic!("no row {key}"));
    (row.figures.registered, row.figures.holders, row.figures.first_issues)
}

fn holds(rate: &Rate) -> bool {
    rate.checks.iter().all(Check::holds)
}

#[test]
fn ten_people_of_a_community_with_cards_of_the_city_counter_are_no_row_above_100() {
    let (unit, city) = ("520102401", "520100");
    let groups = [group(unit, unit, 10, 10)];
    let issues = [FirstIssues { counter: id(city), unit: id(unit), count: 10 }];
    let by_tier = report(&groups, &issues, "2012-08-31", By::Tier);
    let keys: Vec<&str> = by_tier.rows.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(keys, ["city", "district", "community"]);
    assert_eq!(row(&by_tier, "community"), (10, 10, 0));
    assert_eq!(row(&by_tier, "city"), (0, 0, 10));
    for by in [By::Tier, By::District, By::Community, By::Counter] {
        let rate = report(&groups, &issues, "2012-08-31", by);
        assert!(holds(&rate), "{by:?}: {:?}", rate.checks);
        assert!(rate.rows.iter().all(|row| row.figures.holders <= row.figures.registered), "{by:?}");
    }
}

#[test]
fn only_citizens_count() {
    let mut foreign = group("520102401", "520102401", 5, 5);
    foreign.kind = IdKind::Foreigner;
    let rate = report(&[foreign, group("520102401", "520102401", 3, 1)], &[], "2012-08-31", By::District);
    assert_eq!(row(&rate, "520102"), (3, 1, 0));
    assert_eq!(rate.total.registered, 3);
}

#[test]
fn people_of_a_closed_unit_stand_under_its_successor() {
    let groups = [group("520114", "520114", 7, 2)];
    for (on, district) in [("2012-11-14", "520114"), ("2012-11-15", "520111")] {
        for by in [By::District, By::Community, By::Counter] {
            let rate = report(&groups, &[], on, by);
            assert_eq!(row(&rate, district), (7, 2, 0), "{by:?} on {on}");
            assert!(holds(&rate), "{by:?} on {on}: {:?}", rate.checks);
        }
    }
}

#[test]
fn a_community_counts_for_the_district_of_the_day() {
    let guanshanhu = tree()
        .units()
        .iter()
        .find(|unit| {
            unit.tier.is_some() && unit.code.len() == 9 && {
                tree().district_on(unit.id, day("2013-01-01")).is_some_and(|district| district.code == "520115")
            }
        })
        .map(|unit| unit.code.clone())
        .unwrap();
    let groups = [group(&guanshanhu, &guanshanhu, 4, 4)];
    assert_eq!(row(&report(&groups, &[], "2012-11-14", By::District), "520112"), (4, 4, 0));
    assert_eq!(row(&report(&groups, &[], "2012-11-15", By::District), "520115"), (4, 4, 0));
}

#[test]
fn every_unit_that_stands_has_its_row() {
    for on in ["2012-11-14", "2012-11-15"] {
        assert_eq!(report(&[], &[], on, By::District).rows.len(), 10, "{on}");
        assert_eq!(report(&[], &[], on, By::Counter).rows.len(), 106, "{on}");
        assert_eq!(report(&[], &[], on, By::Community).rows.len(), 95 + 78, "towns too, districts not, {on}");
    }
    let some = report(&[group("520102", "520102", 1, 0)], &[], "2012-11-15", By::Community);
    assert_eq!(some.rows.len(), 95 + 78 + 1, "a district where somebody is registered straight under it");
    let keys: Vec<&String> = some.rows.iter().map(|row| &row.key).collect();
    assert!(keys.is_sorted());
}

#[test]
fn a_figure_that_disagrees_is_seen() {
    let groups = [group("520102401", "520102401", 10, 4)];
    let right = Counterchecks {
        opening: 8,
        begun: 3,
        ended: 1,
        holders_by_permits: 4,
        persons: 10,
        unregistered: 0,
        first_issues: 0,
        ..Counterchecks::default()
    };
    let cards = |all, live_bearers| Cards { all, live_bearers, ..Cards::default() };
    let made = |checks: &Counterchecks, groups: &[Group]| {
        build(groups, &[], checks, &tree(), &book(), day("2012-08-31"), By::Tier)
    };
    assert!(holds(&made(&right, &groups)));
    for (case, wrong) in [
        ("a registration lost", Counterchecks { opening: 9, ..right }),
        ("a card doubled", Counterchecks { holders_by_permits: 5, ..right }),
        ("a person twice", Counterchecks { persons: 9, ..right }),
        ("somebody without any registration", Counterchecks { unregistered: 1, ..right }),
        ("a card the table does not have", Counterchecks { cards_read: cards(1, 4), ..right }),
        ("a card of somebody else", Counterchecks { cards_read: cards(1, 4), cards_stored: cards(1, 9), ..right }),
        ("a reason of no table", Counterchecks { strange_reasons: 1, ..right }),
        ("a first card lost", Counterchecks { first_issues: 1, ..right }),
    ] {
        assert!(!holds(&made(&wrong, &groups)), "{case}");
    }
    let nowhere = Group { unit: UnitId(9999), counter: UnitId(9999), ..groups[0].clone() };
    assert!(!holds(&made(&right, &[nowhere])), "somebody of no unit");
}

#[test]
fn who_is_liable_regime_by_regime() {
    let base = group("520102401", "520102401", 1, 0);
    let cases = [
        ("somebody", base.clone(), [false, true, true, true]),
        ("a child", Group { of_age: false, ..base.clone() }, [false, false, false, true]),
        ("a short stay", Group { stay: Some("0".into()), ..base.clone() }, [false, false, false, true]),
        ("a stay of a month", Group { stay: Some("1".into()), ..base.clone() }, [false, true, true, true]),
        ("exempt", Group { exempt: true, ..base.clone() }, [false, false, false, true]),
        ("newly come", Group { settled: false, ..base.clone() }, [false, true, true, false]),
        ("of the city's own counties", Group { own_city: true, ..base }, [false, true, true, false]),
    ];
    for (case, group, expected) in cases {
        let liable = Regime::ALL.map(|regime| is_liable(book().of(regime), &group));
        assert_eq!(liable, expected, "{case}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn the_cut_offs_say_of_every_birth_what_its_age_says(
        offset in 0i32..1393,
        back in 0i32..3000,
        leap in proptest::option::of(0i32..25),
    ) {
        let on = day("2012-03-05").plus_days(offset);
        let book = book();
        let cut_offs = cut_offs(&book, on);
        let Entitlement::ByStay { liable_from, liable_below, .. } = book.on(on).entitlement else { panic!("2012") };
        let near = |age: i16| on.plus_months(-12 * i32::from(age)).plus_days(1500 - back);
        let leap_day = leap.and_then(|n| Day::new(1932 + i16::try_from(4 * n).unwrap_or(0), 2, 29));
        for birth in [near(liable_from), near(liable_below), leap_day.unwrap_or(on)] {
            let of_age = birth < cut_offs.young_from && birth > cut_offs.old_until;
            let age = birth.age_on(on);
            assert_eq!(of_age, (liable_from..liable_below).contains(&age), "born {birth}, {age} on {on}");
        }
    }
}

#[test]
fn cut_offs_on_29_february_and_around_it() {
    for on in ["2012-03-05", "2013-02-27", "2013-02-28", "2013-03-01", "2015-02-28", "2015-03-01"] {
        let cut_offs = cut_offs(&book(), day(on));
        assert_eq!(cut_offs.young_from.age_on(day(on)), 15, "{on}");
        assert_eq!(cut_offs.young_from.plus_days(-1).age_on(day(on)), 16, "{on}");
        assert_eq!(cut_offs.old_until.age_on(day(on)), 60, "{on}");
        assert_eq!(cut_offs.old_until.plus_days(1).age_on(day(on)), 59, "{on}");
    }
}
