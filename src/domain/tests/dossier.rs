//! One person's facts on a day: residence, cards, stays.

use super::{book, book_with, day};
use crate::domain::application::ApplicationState;
use crate::domain::dossier::{
    Application, Dossier, Extension, HeldCard, Residence, Stay, Told, application_code, migrant_code,
};
use crate::domain::dossier::{read_application_code, read_migrant_code};
use crate::domain::identity::{IdKind, IdNumber};
use crate::domain::permit::{Card, EndReason, PermitKind, Status, state};
use crate::domain::regime::Regime;
use crate::domain::registration::{Home, Person};
use crate::domain::unit::UnitId;

pub(super) fn person() -> Person {
    Person {
        id: IdNumber {
            kind: IdKind::Citizen,
            text: "520199199001010017".into(),
            birth: Some(day("1990-01-01")),
            sex: None,
        },
        as_given: "520199199001010017".into(),
        name: "李雷".into(),
        sex: None,
        birth_on: Some(day("1990-01-01")),
        ethnic: None,
        ethnic_text: None,
        hukou: "四川省".into(),
        hukou_county: None,
        phone: None,
        education: None,
        marriage: None,
    }
}

pub(super) fn home(unit: i64) -> Home {
    Home { unit: UnitId(unit), address: format!("{unit}号").into(), reason: "01".into(), dwelling: None, stay: None }
}

pub fn stay(from: &str, ended: Option<&str>) -> Stay {
    Stay {
        id: 1,
        counter: UnitId(1),
        homes: vec![Residence { from_on: day(from), told_on: None, home: home(1) }],
        exempt: None,
        arrived_on: None,
        registered_on: day(from),
        ended: ended.map(|on| (day(on), "left".to_owned())),
        told: None,
        cut: false,
    }
}

pub(super) fn card(kind: PermitKind, on: &str) -> HeldCard {
    let card = Card {
        kind,
        regime: book().on(day(on)).regime,
        issued_on: day(on),
        base_on: day(on),
        printed_until: None,
        endorsements: Vec::new(),
        ended: None,
    };
    HeldCard {
        id: 1,
        number: format!("{}-{on}", kind.as_str()),
        card,
        issuing_county: "520102".to_owned(),
        counter: UnitId(1),
        collected_on: None,
        replaces: None,
        replaced_by: None,
        gave_way: None,
    }
}

pub fn dossier(stays: Vec<Stay>, cards: Vec<HeldCard>) -> Dossier {
    Dossier { migrant: 1, person: person(), stays, cards, applications: Vec::new() }
}

fn residence(dossier: &Dossier, on: &str) -> (Option<String>, i64) {
    let count = dossier.residence(&book(), day(on));
    (count.since.map(|day| day.to_string()), count.days)
}

fn count(since: &str, days: i64) -> (Option<String>, i64) {
    (Some(since.to_owned()), days)
}

#[test]
fn residence_counts_its_first_day_and_three_years_are_three_years() {
    let someone = dossier(vec![stay("2016-01-05", None)], Vec::new());
    assert_eq!(residence(&someone, "2016-01-04"), (None, 0));
    assert_eq!(residence(&someone, "2016-01-05"), count("2016-01-05", 1));
    // 2016 has 366 days: from the first day through 2019-01-04 are three full years.
    assert_eq!(residence(&someone, "2019-01-04"), count("2016-01-05", 1096));
    assert_eq!(residence(&someone, "2019-01-05"), count("2016-01-05", 1097));
}

#[test]
fn full_years_are_the_anniversaries_reached() {
    let someone = dossier(vec![stay("2016-01-05", None)], Vec::new());
    for (on, years) in [
        ("2016-01-04", 0),
        ("2016-01-05", 0),
        ("2017-01-04", 0),
        ("2017-01-05", 1),
        ("2019-01-04", 2),
        ("2019-01-05", 3),
        ("2020-01-04", 3),
    ] {
        assert_eq!(someone.residence(&book(), day(on)).full_years, years, "{on}");
    }
    let leap = dossier(vec![stay("2016-02-29", None)], Vec::new());
    for (on, years) in [("2017-02-27", 0), ("2017-02-28", 1), ("2020-02-28", 3), ("2020-02-29", 4)] {
        assert_eq!(leap.residence(&book(), day(on)).full_years, years, "{on}");
    }
}

#[test]
fn full_years_stand_still_while_suspended_and_begin_anew_with_a_late_endorsement() {
    let mut held = card(PermitKind::Residence, "2017-01-01");
    held.card.endorsements = vec![day("2018-12-01")];
    let someone = dossier(vec![stay("2016-07-01", None)], vec![held]);
    for (on, years, still) in [
        ("2017-12-31", 1, None),
        ("2018-01-01", 1, Some("2018-01-01")),
        ("2018-07-01", 1, Some("2018-01-01")),
        ("2018-12-01", 0, None),
        ("2019-11-30", 0, None),
        ("2019-12-01", 0, Some("2019-12-01")),
    ] {
        let count = someone.residence(&book(), day(on));
        assert_eq!((count.full_years, count.still_since), (years, still.map(day)), "{on}");
    }
}

/// A card of 2017-01-01 that was never endorsed, lost and replaced on 2018-04-10.
fn replaced_while_suspended() -> Dossier {
    let mut old = card(PermitKind::Residence, "2017-01-01");
    let mut new = card(PermitKind::Residence, "2018-04-10");
    old.card.ended = Some((day("2018-04-10"), EndReason::Lost));
    new.card.base_on = day("2017-01-01");
    new.card.printed_until = Some(day("2017-12-31"));
    new.replaces = Some(old.number.clone());
    old.replaced_by = Some(new.number.clone());
    dossier(vec![stay("2016-07-01", None)], vec![old, new])
}

#[test]
fn a_replacement_of_a_suspended_card_is_suspended_from_its_own_day_and_the_count_goes_on_standing_still() {
    let someone = replaced_while_suspended();
    let shown = someone.card_shown(&book(), day("2018-04-10")).unwrap();
    let state = state(&shown.card, &book(), day("2018-04-10")).unwrap();
    assert_eq!((state.status, state.since, state.window), (Status::Suspended, day("2018-04-10"), None));
    assert_eq!((state.lapsed_on, state.anchor_on), (Some(day("2018-01-01")), day("2017-01-01")));
    for on in ["2018-01-01", "2018-04-09", "2018-04-10", "2018-12-31"] {
        assert_eq!(residence(&someone, on), count("2016-07-01", 549), "{on}");
    }
    let mut late = someone;
    late.cards[1].card.endorsements = vec![day("2018-05-01")];
    assert_eq!(residence(&late, "2018-05-01"), count("2018-05-01", 1));
}

#[test]
fn the_days_of_a_card_that_was_suspended_until_it_ended_never_count() {
    let mut someone = dossier(vec![stay("2016-01-05", None)], vec![card(PermitKind::Residence, "2017-03-05")]);
    assert_eq!(residence(&someone, "2018-03-04"), count("2016-01-05", 790));
    assert_eq!(residence(&someone, "2018-12-31"), count("2016-01-05", 790));
    someone.cards[0].card.ended = Some((day("2019-01-01"), EndReason::Ineligible));
    assert_eq!(residence(&someone, "2018-12-31"), count("2016-01-05", 790));
    for (on, days) in [("2019-01-01", 791), ("2019-01-02", 792), ("2019-06-01", 942)] {
        assert_eq!(residence(&someone, on), count("2016-01-05", days), "{on}");
    }
    let counted = someone.residence(&book(), day("2019-06-01"));
    assert_eq!((counted.skipped, counted.full_years), (302, 2));
    someone.cards[0].card.ended = Some((day("2019-01-01"), EndReason::Error));
    assert_eq!(residence(&someone, "2019-01-01"), count("2016-01-05", 1093), "an error never was a card");
}

#[test]
fn a_past_day_knows_nothing_of_what_came_later() {
    let mut someone = replaced_while_suspended();
    someone.cards[0].collected_on = Some(day("2017-01-10"));
    someone.stays[0].homes.push(Residence { from_on: day("2017-06-01"), told_on: None, home: home(2) });
    someone.stays[0].ended = Some((day("2018-08-01"), "left".to_owned()));
    someone.cards[1].card.ended = Some((day("2018-08-01"), EndReason::Left));
    someone.applications.push(Application {
        id: 1,
        applied_on: day("2016-12-30"),
        accepted_on: Some(day("2016-12-30")),
        due_on: Some(day("2017-01-14")),
        extended: Some(Extension { to: day("2017-01-25"), on: day("2017-01-01") }),
        closed_on: Some(day("2017-01-01")),
        state: ApplicationState::Issued,
        because: None,
        article: None,
    });
    let on = |text| someone.as_of(day(text));
    assert!(on("2016-06-30").stays.is_empty() && on("2016-06-30").applications.is_empty());
    let open = on("2016-12-31");
    assert_eq!((open.applications[0].state, open.applications[0].closed_on), (ApplicationState::Open, None));
    assert!(open.open_application().is_some() && open.cards.is_empty());
    assert_eq!(
        (open.applications[0].extended, open.applications[0].due_by(day("2016-12-31"))),
        (None, Some(day("2017-01-14")))
    );
    assert!(on("2017-01-01").applications[0].extended.is_some());
    let issued = on("2017-01-09");
    assert_eq!((issued.cards.len(), issued.cards[0].collected_on), (1, None));
    assert_eq!(issued.stays[0].homes.len(), 1);
    assert_eq!(on("2017-01-10").cards[0].collected_on, Some(day("2017-01-10")));
    assert_eq!(on("2017-06-01").stays[0].homes.len(), 2);
    let before = on("2018-04-09");
    assert_eq!((before.cards[0].card.ended, before.cards[0].replaced_by.clone()), (None, None));
    assert!(on("2018-04-10").cards[0].replaced_by.is_some());
    assert!(on("2018-07-31").stays[0].ended.is_none() && on("2018-08-01").stays[0].ended.is_some());
}

#[test]
fn who_later_means_to_stay_longer_is_entitled_from_the_day_it_was_told() {
    let mut long = home(1);
    long.stay = Some("1".into());
    let mut someone = dossier(vec![stay("2012-11-01", None)], Vec::new());
    someone.stays[0].homes[0].home.stay = Some("0".into());
    someone.stays[0].homes.push(Residence { from_on: day("2012-11-20"), told_on: None, home: long });
    let entitled = |on| someone.entitled(&book(), day(on));
    assert_eq!((entitled("2012-11-19").since, entitled("2012-11-19").is_eligible()), (None, false));
    assert_eq!((entitled("2012-11-20").since, entitled("2012-11-20").is_eligible()), (Some(day("2012-11-20")), true));
    assert!(!someone.duty(&book(), day("2012-11-19")).liable);
    let duty = someone.duty(&book(), day("2012-11-20"));
    assert_eq!((duty.liable, duty.apply_by), (true, Some(day("2012-12-20"))), "the limit starts with the telling");
    someone.stays[0].homes[0].home.stay = None;
    let duty = someone.duty(&book(), day("2012-11-20"));
    assert_eq!((duty.liable, duty.apply_by), (true, Some(day("2012-12-01"))), "else with the arrival");
}

#[test]
fn a_permit_held_leaves_the_first_entitled_day_alone() {
    let without = dossier(vec![stay("2016-07-01", None)], Vec::new());
    let holder = dossier(vec![stay("2016-07-01", None)], vec![card(PermitKind::Residence, "2017-01-01")]);
    for on in ["2016-12-30", "2016-12-31", "2017-01-01", "2018-06-01"] {
        assert_eq!(holder.entitled(&book(), day(on)), without.entitled(&book(), day(on)), "{on}");
    }
}

#[test]
fn hukou_in_any_district_or_county_of_the_city_bars_from_2016_and_elsewhere_never() {
    for (county, barred) in [
        (Some("520102"), true),
        (Some("520103"), true),
        (Some("520111"), true),
        (Some("520112"), true),
        (Some("520113"), true),
        (Some("520114"), true),
        (Some("520115"), true),
        (Some("520121"), true),
        (Some("520122"), true),
        (Some("520123"), true),
        (Some("520181"), true),
        (Some("520302"), false),
        (None, false),
    ] {
        let mut someone = dossier(vec![stay("2014-01-01", None)], Vec::new());
        someone.person.hukou_county = county.map(Into::into);
        let entitled = |on| someone.entitled(&book(), day(on));
        assert!(entitled("2015-12-31").is_eligible() && someone.duty(&book(), day("2015-12-31")).liable, "{county:?}");
        assert_eq!(entitled("2016-01-01").is_eligible(), !barred, "{county:?}");
        assert_eq!(entitled("2016-01-01").since.is_none(), barred, "{county:?}");
        assert!(!someone.duty(&book(), day("2016-01-01")).liable, "{county:?}");
    }
}

#[test]
fn a_past_stay_is_judged_by_the_household_registration_told_in_it() {
    let told = |county: &str| Some(Told { hukou: String::new(), hukou_county: Some(county.to_owned()), phone: None });
    let mut before = stay("2016-01-01", Some("2017-06-01"));
    before.told = told("520121");
    let mut someone = dossier(vec![before, Stay { id: 2, ..stay("2018-01-01", None) }], Vec::new());
    someone.person.hukou_county = Some("520302".into());
    assert!(!someone.entitled(&book(), day("2017-01-01")).is_eligible(), "of the city's own county then");
    assert!(someone.entitled(&book(), day("2018-12-01")).is_eligible());
    someone.stays[0].told = told("520302");
    someone.person.hukou_county = Some("520121".into());
    assert!(someone.entitled(&book(), day("2017-01-01")).is_eligible());
    assert!(!someone.entitled(&book(), day("2018-12-01")).is_eligible());
}

#[test]
fn a_late_endorsement_in_an_earlier_stay_is_no_matter_of_the_present_one() {
    let mut held = card(PermitKind::Residence, "2017-01-01");
    held.card.endorsements = vec![day("2018-06-01")];
    held.card.ended = Some((day("2019-01-01"), EndReason::Left));
    let stays = vec![stay("2016-07-01", Some("2019-01-01")), Stay { id: 2, ..stay("2020-01-01", None) }];
    let counted = dossier(stays, vec![held]).residence(&book(), day("2021-01-01"));
    assert_eq!((counted.since, counted.days, counted.full_years), (Some(day("2020-01-01")), 367, 1));
    assert_eq!(counted.anew_from, None);
}

#[test]
fn of_two_cards_the_one_in_force_lets_the_count_go_on() {
    let (lapsed, other) = (card(PermitKind::Residence, "2016-06-01"), card(PermitKind::Residence, "2017-03-01"));
    let someone = dossier(vec![stay("2015-12-01", None)], vec![lapsed.clone(), other]);
    assert_eq!(residence(&someone, "2018-02-28"), count("2015-12-01", 821));
    let alone = dossier(vec![stay("2015-12-01", None)], vec![lapsed]);
    assert_eq!(residence(&alone, "2018-02-28"), count("2015-12-01", 548));
}

#[test]
fn days_of_a_suspension_that_went_through_a_replacement_are_left_out_once() {
    let mut someone = replaced_while_suspended();
    someone.cards[1].card.ended = Some((day("2018-06-01"), EndReason::Ineligible));
    // 2016-07-01 to 2017-12-31, and from 2018-06-01 on.
    assert_eq!(residence(&someone, "2018-05-31"), count("2016-07-01", 549));
    assert_eq!(residence(&someone, "2018-06-01"), count("2016-07-01", 550));
    assert_eq!(someone.residence(&book(), day("2018-06-01")).skipped, 151);
}

#[test]
fn whoever_comes_back_after_400_days_is_counted_anew() {
    let someone = dossier(vec![stay("2016-01-01", Some("2017-01-01")), stay("2018-02-05", None)], Vec::new());
    assert_eq!(day("2018-02-05").days_since(day("2017-01-01")), 400);
    assert_eq!(someone.entitled(&book(), day("2016-12-31")).since, Some(day("2016-06-30")));
    assert_eq!(someone.entitled(&book(), day("2017-06-01")).since, None);
    assert_eq!(someone.entitled(&book(), day("2018-02-05")).since, Some(day("2018-08-04")));
    assert_eq!(residence(&someone, "2018-02-05"), count("2018-02-05", 1));
}

#[test]
fn residence_is_the_present_stays() {
    let someone = dossier(vec![stay("2012-05-01", Some("2013-05-01")), stay("2014-06-05", None)], Vec::new());
    assert_eq!(residence(&someone, "2013-04-30"), count("2012-05-01", 365));
    assert_eq!(residence(&someone, "2013-05-01"), (None, 0));
    assert_eq!(residence(&someone, "2014-06-05"), count("2014-06-05", 1));
}

#[test]
fn the_count_stands_still_while_suspended_and_begins_anew_with_a_late_endorsement() {
    let mut held = card(PermitKind::Residence, "2017-01-01");
    held.card.endorsements = vec![day("2018-06-01")];
    let someone = dossier(vec![stay("2016-07-01", None)], vec![held]);
    assert_eq!(residence(&someone, "2017-12-31"), count("2016-07-01", 549));
    for on in ["2018-01-01", "2018-05-31"] {
        assert_eq!(residence(&someone, on), count("2016-07-01", 549), "{on}");
    }
    assert_eq!(residence(&someone, "2018-06-01"), count("2018-06-01", 1));
    assert_eq!(residence(&someone, "2018-06-02"), count("2018-06-01", 2));
}

#[test]
fn residence_begins_anew_with_a_late_endorsement_also_where_old_anniversaries_go_on() {
    let old = book_with(&[("after_late", "old_anniversary", "2016-01-01")]);
    let mut held = card(PermitKind::Residence, "2017-01-01");
    held.card.endorsements = vec![day("2018-06-01")];
    let someone = dossier(vec![stay("2016-07-01", None)], vec![held]);
    for (on, since, days, years) in [
        ("2018-05-31", "2016-07-01", 549, 1),
        ("2018-06-01", "2018-06-01", 1, 0),
        ("2018-12-31", "2018-06-01", 214, 0),
        ("2019-01-01", "2018-06-01", 214, 0),
    ] {
        let counted = someone.residence(&old, day(on));
        assert_eq!((counted.since, counted.days, counted.full_years), (Some(day(since)), days, years), "{on}");
    }
}

#[test]
fn an_endorsement_in_time_leaves_the_count_alone() {
    let mut held = card(PermitKind::Residence, "2017-01-01");
    held.card.endorsements = vec![day("2017-12-15")];
    let someone = dossier(vec![stay("2016-07-01", None)], vec![held]);
    assert_eq!(residence(&someone, "2018-01-01"), count("2016-07-01", 550));
}

#[test]
fn time_under_a_temporary_permit_counts_where_no_day_lies_between() {
    // The 暂住证 of 2011-05-10 runs through 2012-05-09.
    for (registered, gap, since) in [
        ("2012-05-10", 0, "2011-05-10"),
        ("2012-05-09", 0, "2011-05-10"),
        ("2012-05-11", 0, "2012-05-11"),
        ("2012-05-11", 1, "2011-05-10"),
        ("2012-05-12", 1, "2012-05-12"),
        ("2011-05-10", 0, "2011-05-10"),
        ("2010-01-01", 0, "2010-01-01"),
    ] {
        let book = book_with(&[("gap_allowed", &format!("{gap}"), "2012-03-05")]);
        let someone = dossier(vec![stay(registered, None)], vec![card(PermitKind::Temporary, "2011-05-10")]);
        let found = someone.residence(&book, day("2013-01-01")).since;
        assert_eq!(found, Some(day(since)), "registered {registered}, gap {gap}");
    }
    let mut cut = card(PermitKind::Temporary, "2011-05-10");
    cut.card.ended = Some((day("2012-01-01"), EndReason::Left));
    let someone = dossier(vec![stay("2012-05-10", None)], vec![cut]);
    assert_eq!(residence(&someone, "2013-01-01").0.as_deref(), Some("2012-05-10"), "it ended before its time");
    let two = vec![card(PermitKind::Temporary, "2010-05-10"), card(PermitKind::Temporary, "2011-05-10")];
    let someone = dossier(vec![stay("2012-05-10", None)], two);
    assert_eq!(residence(&someone, "2012-05-10").0.as_deref(), Some("2010-05-10"), "one after the other");
}

#[test]
fn asked_by_person_the_live_residence_permit_wins() {
    let mut ended = card(PermitKind::Residence, "2012-10-01");
    ended.card.ended = Some((day("2013-02-01"), EndReason::Left));
    let cards = vec![card(PermitKind::Temporary, "2012-02-01"), ended, card(PermitKind::Residence, "2013-03-01")];
    let someone = dossier(vec![stay("2012-01-01", None)], cards);
    for (on, expected) in [
        ("2012-01-31", None),
        ("2012-02-01", Some("temporary_permit-2012-02-01")),
        ("2012-10-01", Some("residence_permit-2012-10-01")),
        ("2013-02-10", Some("residence_permit-2012-10-01")),
        ("2013-03-01", Some("residence_permit-2013-03-01")),
        ("2020-01-01", Some("residence_permit-2013-03-01")),
    ] {
        let found = someone.card_shown(&book(), day(on)).map(|held| held.number.as_str());
        assert_eq!(found, expected, "{on}");
    }
}

/// As after a merger of two records of one person: the rates count the card that has only expired.
#[test]
fn asked_by_person_an_expired_card_goes_before_one_that_was_ended() {
    let expired = card(PermitKind::Residence, "2013-03-01");
    let mut ended = card(PermitKind::Residence, "2019-03-01");
    ended.card.ended = Some((day("2019-06-01"), EndReason::Left));
    let someone = dossier(vec![stay("2012-01-01", None)], vec![expired, ended]);
    for (on, expected) in [
        ("2018-01-01", "residence_permit-2013-03-01"),
        ("2019-03-01", "residence_permit-2019-03-01"),
        ("2019-06-02", "residence_permit-2013-03-01"),
    ] {
        let found = someone.card_shown(&book(), day(on)).map(|held| held.number.as_str());
        assert_eq!(found, Some(expected), "{on}");
    }
}

#[test]
fn whoever_holds_a_card_has_no_last_day_to_apply() {
    let without = dossier(vec![stay("2012-04-01", None)], Vec::new());
    assert_eq!(without.duty(&book(), day("2012-04-02")).apply_by, Some(day("2012-04-13")));
    let running = dossier(vec![stay("2012-04-01", None)], vec![card(PermitKind::Temporary, "2011-05-10")]);
    let duty = running.duty(&book(), day("2012-05-09"));
    assert_eq!((duty.liable, duty.apply_by), (true, None));
    assert!(running.duty(&book(), day("2012-05-10")).apply_by.is_some(), "it ran out");
    let gone = dossier(vec![stay("2012-04-01", Some("2012-06-01"))], Vec::new());
    let duty = gone.duty(&book(), day("2012-06-01"));
    assert_eq!((duty.liable, duty.apply_by), (false, None));
}

#[test]
fn a_stay_ends_on_the_first_day_not_counted_and_a_new_one_may_begin_on_it() {
    let someone = dossier(vec![stay("2012-05-01", Some("2013-05-01")), stay("2013-05-01", None)], Vec::new());
    let shown = |on: &str| someone.stay_shown(day(on)).map(|stay| stay.registered_on.to_string());
    assert_eq!(shown("2012-04-30"), None);
    assert_eq!(shown("2013-04-30").as_deref(), Some("2012-05-01"));
    assert_eq!(shown("2013-05-01").as_deref(), Some("2013-05-01"));
    let same_day = dossier(vec![stay("2012-05-01", Some("2012-05-01"))], Vec::new());
    assert!(same_day.active_stay(day("2012-05-01")).is_none(), "counts on no day");
    assert!(same_day.stay_shown(day("2012-05-01")).is_some());
}

#[test]
fn a_past_day_knows_its_home() {
    let mut moved = stay("2012-05-01", None);
    moved.homes.push(Residence { from_on: day("2012-07-01"), told_on: None, home: home(2) });
    moved.homes.push(Residence { from_on: day("2012-07-01"), told_on: None, home: home(3) });
    for (on, unit) in [("2012-05-01", 1), ("2012-06-30", 1), ("2012-07-01", 3), ("2012-08-01", 3)] {
        assert_eq!(moved.home_on(day(on)).unit, UnitId(unit), "{on}");
    }
    assert_eq!(moved.last_move_on(), day("2012-07-01"));
    moved.ended = Some((day("2012-09-01"), "left".to_owned()));
    moved.homes.push(Residence { from_on: day("2012-09-01"), told_on: None, home: home(4) });
    assert_eq!(moved.home_on(day("2012-10-01")).unit, UnitId(3), "after the stay: that of its last day");
}

#[test]
fn only_an_open_application_waits_for_its_card() {
    let with = |state| {
        let mut someone = dossier(vec![stay("2012-05-01", None)], Vec::new());
        let (accepted_on, due_on, closed_on) = (None, None, None);
        someone.applications.push(Application {
            id: 1,
            applied_on: day("2012-05-02"),
            accepted_on,
            due_on,
            extended: None,
            closed_on,
            state,
            because: None,
            article: None,
        });
        someone.open_application().is_some()
    };
    for state in ApplicationState::ALL {
        assert_eq!(with(state), state == ApplicationState::Open, "{state:?}");
    }
}

#[test]
fn codes_read_back_and_nothing_else_is_one() {
    assert_eq!(migrant_code(1), "M000001");
    assert_eq!(application_code(1_234_567), "A1234567");
    for text in ["M000001", "m1", " M0001 "] {
        assert_eq!(read_migrant_code(text), Some(1), "{text}");
    }
    for text in ["M", "M-1", "M1a", "1", "", "A000001", "M9999999999999"] {
        assert_eq!(read_migrant_code(text), None, "{text}");
    }
    assert_eq!(read_application_code("A000001"), Some(1));
    assert_eq!(book().on(day("2012-03-04")).regime, Regime::Legacy);
}
