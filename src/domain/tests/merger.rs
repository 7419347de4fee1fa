//! Mergers: which stays and cards of two records go on, and what is written down of it.

use super::{book, day};
use crate::domain::dossier::{HeldCard, Residence, Stay};
use crate::domain::merger::{Marks, Moved, after_death, card_cuts, cuts, lived_since, surplus_card};
use crate::domain::permit::{Card, EndReason, PermitKind, state};
use crate::domain::registration::Home;
use crate::domain::unit::UnitId;

fn stay(id: i64, from: &str, ended: &str) -> Stay {
    let home = Home { unit: UnitId(1), address: "1号".into(), reason: "01".into(), dwelling: None, stay: None };
    Stay {
        id,
        counter: UnitId(1),
        homes: vec![Residence { from_on: day(from), told_on: None, home }],
        exempt: None,
        arrived_on: None,
        registered_on: day(from),
        ended: (!ended.is_empty()).then(|| (day(ended), "left".to_owned())),
        told: None,
        cut: false,
    }
}

#[test]
fn overlapping_stays_are_cut_so_that_no_day_counts_twice_and_none_is_lost() {
    type Spans<'a> = &'a [(&'a str, &'a str)];
    type Case<'a> = (&'a str, Spans<'a>, Spans<'a>, &'a [(i64, &'a str)]);
    // Name; the kept record's stays; the duplicate's; which stay ends when (duplicates from 10 on).
    let cases: &[Case] = &[
        ("apart", &[("2016-01-01", "2016-06-01")], &[("2016-06-01", "")], &[]),
        ("both active", &[("2016-01-01", "")], &[("2016-06-01", "")], &[(10, "2016-06-01")]),
        ("both active, the duplicate's is older", &[("2016-06-01", "")], &[("2016-01-01", "")], &[(1, "2016-06-01")]),
        ("on the same day", &[("2016-01-01", "")], &[("2016-01-01", "")], &[(10, "2016-01-01")]),
        ("inside", &[("2016-01-01", "")], &[("2016-06-01", "2016-07-01")], &[(10, "2016-06-01")]),
        ("to the same end", &[("2016-01-01", "2017-01-01")], &[("2016-06-01", "2017-01-01")], &[(10, "2016-06-01")]),
        ("outlasting", &[("2016-01-01", "2016-07-01")], &[("2016-06-01", "")], &[(1, "2016-06-01")]),
        (
            "across two",
            &[("2016-01-01", "2016-06-01"), ("2016-08-01", "")],
            &[("2016-05-01", "2016-09-01")],
            &[(1, "2016-05-01"), (10, "2016-08-01")],
        ),
    ];
    for (name, kept, duplicate, expected) in cases {
        let stays = |spans: Spans, first: i64| -> Vec<Stay> {
            spans.iter().zip(first..).map(|((from, ended), id)| stay(id, from, ended)).collect()
        };
        let found = cuts(&stays(kept, 1), &stays(duplicate, 10));
        let found: Vec<(i64, String)> = found.iter().map(|cut| (cut.registration, cut.ends_on.to_string())).collect();
        let expected: Vec<(i64, String)> = expected.iter().map(|(id, on)| (*id, (*on).to_owned())).collect();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn a_merged_stay_keeps_the_days_of_the_one_that_it_goes_on_from() {
    type Spans<'a> = &'a [(&'a str, &'a str)];
    type Case<'a> = (&'a str, Spans<'a>, Spans<'a>, &'a str);
    // Name; the kept record's stays; the duplicate's; since when without a gap, as the last stay runs.
    let cases: &[Case] = &[
        ("both active", &[("2016-01-01", "")], &[("2016-06-01", "")], "2016-01-01"),
        ("the earlier one ended", &[("2016-01-01", "2016-07-01")], &[("2016-06-01", "")], "2016-01-01"),
        ("the kept one is the later", &[("2016-06-01", "")], &[("2016-01-01", "2016-07-01")], "2016-01-01"),
        ("a chain", &[("2016-01-01", "2016-06-01"), ("2016-08-01", "")], &[("2016-05-01", "2016-09-01")], "2016-01-01"),
        (
            "left between",
            &[("2015-01-01", "2015-06-01"), ("2016-06-01", "")],
            &[("2016-01-01", "2016-07-01")],
            "2016-01-01",
        ),
        ("left on the day the other began", &[("2016-01-01", "2016-06-01")], &[("2016-06-01", "")], "2016-06-01"),
        ("apart", &[("2016-01-01", "2016-05-01")], &[("2016-06-01", "")], "2016-06-01"),
    ];
    for (name, kept, duplicate, expected) in cases {
        let stays = |spans: Spans, first: i64| -> Vec<Stay> {
            spans.iter().zip(first..).map(|((from, ended), id)| stay(id, from, ended)).collect()
        };
        let (kept, duplicate) = (stays(kept, 1), stays(duplicate, 10));
        let found = cuts(&kept, &duplicate);
        let mut merged: Vec<Stay> = kept.into_iter().chain(duplicate).collect();
        for cut in found {
            let stay = merged.iter_mut().find(|stay| stay.id == cut.registration).unwrap();
            (stay.ended, stay.cut) = (Some((cut.ends_on, "other".to_owned())), true);
        }
        let active = merged.iter().find(|stay| stay.ended.is_none()).unwrap();
        assert_eq!(lived_since(&merged, active).to_string(), *expected, "{name}");
        assert_eq!(lived_since(&merged[..0], active), active.registered_on, "{name}");
    }
}

#[test]
fn a_death_is_not_hidden_by_a_stay_that_goes_on_after_it() {
    type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], bool);
    let died = |id, from, on| Stay { ended: Some((day(on), "death".to_owned())), ..stay(id, from, "") };
    // Name; the other record's stays; whether they go on after the death of 2016-06-01.
    let cases: &[Case] = &[
        ("active", &[("2016-02-01", "")], true),
        ("registered after it", &[("2016-07-01", "2016-08-01")], true),
        ("left after it", &[("2016-02-01", "2016-06-02")], true),
        ("left on that day", &[("2016-02-01", "2016-06-01")], false),
        ("left before", &[("2015-02-01", "2015-06-01")], false),
        ("one that never was", &[("2016-07-01", "2016-07-01")], false),
        ("none", &[], false),
    ];
    for (name, other, expected) in cases {
        let record = [died(1, "2016-01-01", "2016-06-01")];
        let other: Vec<Stay> = other.iter().zip(10..).map(|((from, ended), id)| stay(id, from, ended)).collect();
        assert_eq!(after_death(&record, &other).is_some(), *expected, "{name}");
        assert_eq!(after_death(&other, &record), None, "{name}: nobody died there");
    }
    // Of two that end on one day the death stays.
    let (left, dead) = (stay(1, "2016-01-01", "2016-06-01"), died(2, "2016-02-01", "2016-06-01"));
    for (kept, duplicate) in [([left.clone()], [dead.clone()]), ([dead], [left])] {
        let found: Vec<(i64, String)> =
            cuts(&kept, &duplicate).iter().map(|cut| (cut.registration, cut.ends_on.to_string())).collect();
        assert_eq!(found, [(1, "2016-02-01".to_owned())]);
    }
}

fn card(id: i64, issued: &str, ended: &str) -> HeldCard {
    let rules = book();
    let regime = rules.on(day(issued)).regime;
    let printed = rules.on(day(issued)).validity_months;
    let card = Card {
        kind: PermitKind::Residence,
        regime,
        issued_on: day(issued),
        base_on: day(issued),
        printed_until: printed.map(|months| day(issued).plus_months(i32::from(months)).plus_days(-1)),
        endorsements: Vec::new(),
        ended: (!ended.is_empty()).then(|| (day(ended), EndReason::Left)),
    };
    HeldCard {
        id,
        number: format!("JZ{id}"),
        card,
        issuing_county: "520102".to_owned(),
        counter: UnitId(1),
        collected_on: None,
        replaces: None,
        replaced_by: None,
        gave_way: None,
    }
}

#[test]
fn of_two_cards_the_kept_persons_own_stays_unless_it_can_no_longer_be_endorsed() {
    type Case<'a> = (&'a str, &'a [HeldCard], &'a [HeldCard], Option<(i64, EndReason)>);
    let cases: &[Case] = &[
        ("one", &[card(1, "2017-01-01", "")], &[], None),
        ("the other's alone", &[card(1, "2017-01-01", "2017-02-01")], &[card(2, "2017-01-01", "")], None),
        ("two", &[card(1, "2017-06-01", "")], &[card(2, "2017-01-01", "")], Some((2, EndReason::Error))),
        ("suspended", &[card(1, "2016-06-01", "")], &[card(2, "2017-06-01", "")], Some((2, EndReason::Error))),
        ("expired", &[card(1, "2013-06-01", "")], &[card(2, "2017-06-01", "")], Some((1, EndReason::Expired))),
        ("other expired", &[card(1, "2017-06-01", "")], &[card(2, "2013-06-01", "")], Some((2, EndReason::Expired))),
    ];
    for (name, kept, duplicate, expected) in cases {
        let found = surplus_card(kept, duplicate, &book(), day("2017-12-31"));
        assert_eq!(found.map(|(held, reason)| (held.id, reason)), *expected, "{name}");
    }
}

#[test]
fn of_cards_that_stood_beside_each_other_one_gives_way() {
    type Case<'a> = (&'a str, &'a [HeldCard], &'a [HeldCard], &'a [(i64, &'a str, EndReason)]);
    let cases: &[Case] = &[
        ("in turn", &[card(1, "2016-06-01", "2017-01-01")], &[card(2, "2017-01-01", "")], &[]),
        ("later", &[card(1, "2017-01-01", "")], &[card(2, "2017-06-01", "")], &[(2, "2017-06-01", EndReason::Error)]),
        ("earlier", &[card(1, "2017-06-01", "")], &[card(2, "2017-01-01", "")], &[(2, "2017-06-01", EndReason::Error)]),
        (
            "ended, within the one that stays",
            &[card(1, "2017-01-01", "")],
            &[card(2, "2017-03-01", "2017-09-01")],
            &[(2, "2017-03-01", EndReason::Error)],
        ),
        (
            "both ended, the later outlasts",
            &[card(1, "2016-06-01", "2017-03-01")],
            &[card(2, "2017-01-01", "2017-06-01")],
            &[(1, "2017-01-01", EndReason::Error)],
        ),
        (
            "both ended, one within the other",
            &[card(1, "2016-09-01", "2017-03-01")],
            &[card(2, "2016-06-01", "2017-06-01")],
            &[(1, "2016-09-01", EndReason::Error)],
        ),
        (
            "expired before the other came",
            &[card(1, "2013-06-01", "")],
            &[card(2, "2017-06-01", "")],
            &[(1, "2017-12-31", EndReason::Expired)],
        ),
        (
            "expired beside the other",
            &[card(1, "2013-06-01", "")],
            &[card(2, "2014-01-01", "2015-06-01")],
            &[(1, "2014-01-01", EndReason::Error)],
        ),
    ];
    for (name, kept, duplicate, expected) in cases {
        let found = card_cuts(kept, duplicate, &book(), day("2017-12-31"));
        let found: Vec<_> = found.iter().map(|cut| (cut.held.id, cut.ends_on.to_string(), cut.reason)).collect();
        let expected: Vec<_> = expected.iter().map(|(id, on, reason)| (*id, (*on).to_owned(), *reason)).collect();
        assert_eq!(found, expected, "{name}");
    }
}

/// Cards of one record that follow each other, from gaps and lengths in weeks; the last may not have ended.
fn held(first_id: i64, spans: &[(i32, i32)], from: &str, open: bool) -> Vec<HeldCard> {
    let mut from = day(from);
    let mut cards = Vec::new();
    for ((gap, length), id) in spans.iter().zip(first_id..) {
        let issued_on = from.plus_days(*gap * 7);
        from = issued_on.plus_days(*length * 7);
        cards.push(card(id, &issued_on.to_string(), &from.to_string()));
    }
    if let Some(last) = cards.last_mut().filter(|_| open) {
        last.card.ended = None;
    }
    cards
}

#[test]
fn what_was_moved_is_read_back_as_it_was_written() {
    let full = Moved {
        registrations: vec![3, 14],
        applications: vec![],
        permits: vec![7],
        withdrawn: vec![5],
        ended: vec![(7, None), (8, Some((day("2016-03-01"), "left".to_owned())))],
        cut: vec![(3, None), (14, Some((day("2016-02-29"), "hukou".to_owned())))],
        marks: Marks { registration: 1, application: 2, permit: 3, endorsement: 0, journal: 99 },
    };
    for moved in [full, Moved::default()] {
        assert_eq!(Moved::parse(&moved.to_json()), Some(moved));
    }
    for text in ["", "{}", "{\"registrations\":[x]}"] {
        assert_eq!(Moved::parse(text), None, "{text}");
    }
}

/// Stays of one record that follow each other, from gaps and lengths in days; the last may be active.
fn record(first_id: i64, spans: &[(i32, i32)], active: bool) -> Vec<Stay> {
    let mut from = day("2016-01-01");
    let mut stays = Vec::new();
    for ((gap, length), id) in spans.iter().zip(first_id..) {
        let begins_on = from.plus_days(*gap);
        from = begins_on.plus_days(*length);
        stays.push(stay(id, &begins_on.to_string(), &from.to_string()));
    }
    if let Some(last) = stays.last_mut().filter(|_| active) {
        last.ended = None;
    }
    stays
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn after_a_merger_every_day_counts_once_exactly_where_it_counted_at_all(
        kept in proptest::collection::vec((0..20_i32, 0..30_i32), 0..5),
        duplicate in proptest::collection::vec((0..20_i32, 0..30_i32), 0..5),
        kept_active: bool,
        duplicate_active: bool,
    ) {
        let (kept, duplicate) = (record(1, &kept, kept_active), record(10, &duplicate, duplicate_active));
        let found = cuts(&kept, &duplicate);
        let mut merged: Vec<Stay> = kept.iter().chain(&duplicate).cloned().collect();
        for cut in &found {
            let stay = merged.iter_mut().find(|stay| stay.id == cut.registration).unwrap();
            proptest::prop_assert_eq!(&stay.ended, &cut.old);
            proptest::prop_assert!(cut.ends_on >= stay.registered_on);
            stay.ended = Some((cut.ends_on, "other".to_owned()));
        }
        for days in 0..300 {
            let on = day("2016-01-01").plus_days(days);
            let counted = |stays: &[Stay]| stays.iter().filter(|stay| stay.is_active_on(on)).count();
            let before = counted(&kept) + counted(&duplicate);
            proptest::prop_assert_eq!(counted(&merged), before.min(1), "{}", on);
        }
        proptest::prop_assert!(merged.iter().filter(|stay| stay.ended.is_none()).count() <= 1);
    }

    #[test]
    fn after_a_merger_one_card_is_live_on_every_day_on_which_any_was(
        kept in proptest::collection::vec((0..40_i32, 0..90_i32), 0..4),
        duplicate in proptest::collection::vec((0..40_i32, 0..90_i32), 0..4),
        kept_open: bool,
        duplicate_open: bool,
        from in proptest::sample::select(vec!["2012-11-01", "2015-03-01", "2016-06-01"]),
    ) {
        let (kept, duplicate) = (held(1, &kept, from, kept_open), held(10, &duplicate, from, duplicate_open));
        let last = |cards: &[HeldCard]| cards.iter().map(|held| held.card.ended.map_or(held.card.issued_on, |(day, _)| day)).max();
        let on = last(&kept).max(last(&duplicate)).unwrap_or(day(from)).plus_days(10);
        let (kept_before, duplicate_before) = (kept.clone(), duplicate.clone());
        let mut merged: Vec<HeldCard> = kept.iter().chain(&duplicate).cloned().collect();
        for cut in card_cuts(&kept, &duplicate, &book(), on) {
            let held = merged.iter_mut().find(|held| held.id == cut.held.id).unwrap();
            proptest::prop_assert!(cut.ends_on >= held.card.issued_on && cut.ends_on <= on);
            held.card.ended = Some((cut.ends_on, cut.reason));
        }
        let book = book();
        let mut at = day(from);
        while at <= on {
            let live = |cards: &[HeldCard]| cards.iter().filter(|held| {
                state(&held.card, &book, at).is_some_and(|state| state.status.is_live())
            }).count();
            let before = live(&kept_before) + live(&duplicate_before);
            proptest::prop_assert_eq!(live(&merged), before.min(1), "{}", at);
            at = at.plus_days(3);
        }
        proptest::prop_assert!(merged.iter().filter(|held| held.card.ended.is_none()).count() <= 1);
    }
}
