//! Corrections: what follows a corrected number, what keeps the order, what a card becomes.

use super::{book, day, tree};
use crate::domain::act_order::CardAct;
use crate::domain::admission::Reading;
use crate::domain::application::ApplicationState;
use crate::domain::calendar::Day;
use crate::domain::card_days::{Beside, CardDays, DayRefusal, Undone, corrected, newly_late, rebased};
use crate::domain::correction::{Fact, Given, OutOfOrder, Record, What, fits_order};
use crate::domain::dossier::{Application, Dossier, HeldCard, Residence, Stay};
use crate::domain::endorsement::EndorseRefusal;
use crate::domain::identity::{IdKind, IdNumber, Sex};
use crate::domain::objection::Warning;
use crate::domain::permit::{Card, EndReason, PermitKind};
use crate::domain::regime::Regime;
use crate::domain::registration::{Form, Home, Person};
use crate::domain::unit::UnitId;

fn person() -> Person {
    let id = IdNumber { kind: IdKind::Citizen, text: "1".into(), birth: None, sex: None };
    Person {
        id,
        as_given: "1".into(),
        name: "李雷".into(),
        sex: Some(Sex::Male),
        birth_on: Some(day("1990-01-01")),
        ethnic: None,
        ethnic_text: None,
        hukou: "四川省".into(),
        hukou_county: None,
        phone: Some("13912342345".into()),
        education: None,
        marriage: None,
    }
}

fn home() -> Home {
    Home { unit: UnitId(1), address: "1号".into(), reason: "01".into(), dwelling: None, stay: None }
}

fn record() -> Record {
    Record {
        person: person(),
        home: home(),
        exempt: None,
        workplace: None,
        employer_code: None,
        relation: None,
        note: None,
        counter: UnitId(1),
        proxy: None,
        job: None,
        arrived_on: None,
        registered_on: day("2017-01-01"),
        moved_on: None,
    }
}

/// What a form says: a woman's number of 1991, another name, a phone that cannot be read.
fn reading() -> Reading {
    let id =
        IdNumber { kind: IdKind::Citizen, text: "2".into(), birth: Some(day("1991-02-03")), sex: Some(Sex::Female) };
    Reading {
        id: Some(id),
        name: "李蕾".into(),
        sex: None,
        birth_on: None,
        ethnic: None,
        ethnic_text: None,
        hukou: "贵州省".into(),
        hukou_county: Some("520302".into()),
        unit: Some(UnitId(2)),
        address: "2号".into(),
        reason: Some("02".into()),
        dwelling: Some("30".into()),
        stay: None,
        counter: None,
        exempt: None,
        phone: None,
        education: None,
        marriage: None,
        employer_code: None,
        workplace: None,
        job: None,
        relation: None,
        note: None,
        registered_on: day("2017-02-01"),
        objections: Vec::new(),
        warnings: vec![Warning::Phone],
    }
}

fn given(facts: &[Fact]) -> Given {
    let mut given = Given::default();
    for fact in facts {
        given.add(*fact);
    }
    given
}

#[test]
fn only_what_is_given_is_corrected_and_what_hangs_on_it() {
    let form = Form { id_number: "2", sex: "男", birth: Some(day("1990-12-31")), ..Form::default() };
    let after = |facts: &[Fact]| record().corrected(&form, &reading(), given(facts));
    assert_eq!(after(&[]), record(), "nothing");
    let numbered = after(&[Fact::IdNumber]).person;
    assert_eq!(
        (numbered.id.text.as_str(), numbered.sex, numbered.birth_on),
        ("2", Some(Sex::Female), Some(day("1991-02-03"))),
        "sex and birth follow the number"
    );
    let told = after(&[Fact::IdNumber, Fact::Sex, Fact::Birth]).person;
    assert_eq!((told.sex, told.birth_on), (Some(Sex::Male), Some(day("1990-12-31"))), "unless they are given");
    let moved = after(&[Fact::Hukou]).person;
    assert_eq!((moved.hukou.as_str(), moved.hukou_county.as_deref()), ("贵州省", Some("520302")));
    assert_eq!(after(&[Fact::HukouCounty]).person.hukou, "四川省");
    assert_eq!(after(&[Fact::Phone]), record(), "a phone that cannot be read leaves the old one");
    assert_eq!(after(&[Fact::RegisteredOn]).registered_on, day("2017-02-01"));
}

#[test]
fn every_fact_is_read_back_by_its_name_and_has_its_table() {
    for &fact in Fact::ALL {
        assert_eq!(Fact::parse(fact.as_str()), Some(fact));
        assert_eq!(What::parse(fact.what().as_str()), Some(fact.what()));
    }
    assert_eq!(Fact::IdNumber.veiled("520199199001010017"), "5201**********0017");
    assert_eq!(
        (Fact::Name.veiled("李雷"), Fact::Phone.veiled("13912342345")),
        ("李*".to_owned(), "139****2345".to_owned())
    );
}

fn stay(id: i64, from: &str, moved: Option<&str>, ended: Option<&str>) -> Stay {
    let homes = [Some(from), moved].into_iter().flatten();
    Stay {
        id,
        counter: UnitId(1),
        homes: homes.map(|on| Residence { from_on: day(on), told_on: None, home: home() }).collect(),
        exempt: None,
        arrived_on: None,
        registered_on: day(from),
        ended: ended.map(|on| (day(on), "left".to_owned())),
        told: None,
        cut: false,
    }
}

fn card(issued: &str, endorsed: &[&str], ended: Option<&str>) -> HeldCard {
    let rules = book();
    let printed = rules.on(day(issued)).validity_months;
    let card = Card {
        kind: PermitKind::Residence,
        regime: rules.on(day(issued)).regime,
        issued_on: day(issued),
        base_on: day(issued),
        printed_until: printed.map(|months| day(issued).plus_months(i32::from(months)).plus_days(-1)),
        endorsements: endorsed.iter().map(|on| day(on)).collect(),
        ended: ended.map(|on| (day(on), EndReason::Left)),
    };
    HeldCard {
        id: 1,
        number: "JZ1".to_owned(),
        card,
        issuing_county: "520102".to_owned(),
        counter: UnitId(1),
        collected_on: Some(day(issued)),
        replaces: None,
        replaced_by: None,
        gave_way: None,
    }
}

fn dossier(stays: Vec<Stay>, cards: Vec<HeldCard>, accepted: Option<(&str, &str)>) -> Dossier {
    let application = |(accepted, closed): (&str, &str)| Application {
        id: 1,
        applied_on: day(accepted),
        accepted_on: Some(day(accepted)),
        due_on: None,
        extended: None,
        closed_on: Some(day(closed)),
        state: ApplicationState::Issued,
        because: None,
        article: None,
    };
    Dossier {
        migrant: 1,
        person: person(),
        stays,
        cards,
        applications: accepted.map(application).into_iter().collect(),
    }
}

#[test]
fn a_day_of_registration_stays_between_the_stay_before_and_the_first_act() {
    let before = stay(1, "2016-01-01", None, Some("2016-06-01"));
    let present = stay(2, "2017-01-01", Some("2017-03-01"), None);
    let ledger = card("2016-03-01", &[], Some("2016-06-01"));
    let whole = dossier(vec![before, present.clone()], vec![ledger, card("2017-02-10", &[], None)], None);
    let after = |on| Err(OutOfOrder::AfterAct { act_on: day(on) });
    for (on, expected) in [
        ("2016-05-31", Err(OutOfOrder::BeforeEnd { ended_on: day("2016-06-01") })),
        ("2016-06-01", Ok(())),
        ("2017-02-10", Ok(())),
        ("2017-02-11", after("2017-02-10")),
        ("2017-03-02", after("2017-02-10")),
    ] {
        assert_eq!(fits_order(&whole, &present, day(on), &tree()), expected, "{on}");
    }
    let ended = stay(2, "2017-01-01", None, Some("2017-02-01"));
    let whole = dossier(vec![ended.clone()], Vec::new(), None);
    assert_eq!(fits_order(&whole, &ended, day("2017-02-02"), &tree()), after("2017-02-01"));
}

#[test]
fn a_card_issued_on_another_day_is_what_it_would_have_been() {
    let cases = [
        // Issued; corrected to; its regime and printed last day then.
        ("2013-10-01", "2013-10-05", Regime::Guizhou2012, Some("2014-10-04")),
        ("2012-09-28", "2012-10-02", Regime::Guizhou2012, Some("2013-10-01")),
        ("2015-12-30", "2016-01-02", Regime::State2016, None),
        ("2016-01-02", "2015-12-30", Regime::Guizhou2012, Some("2016-12-29")),
        ("2017-03-31", "2017-02-28", Regime::State2016, None),
    ];
    for (issued, to, regime, printed) in cases {
        let held = card(issued, &[], None);
        let whole = dossier(vec![stay(1, "2012-04-01", None, None)], vec![held.clone()], None);
        let held = HeldCard { collected_on: None, ..held };
        let days = CardDays { issued_on: Some(day(to)), ..CardDays::default() };
        let new = corrected(&whole, &held, &days, &book(), day("2018-01-01")).unwrap().card;
        assert_eq!((new.issued_on, new.base_on), (day(to), day(to)), "{issued}");
        assert_eq!((new.regime, new.printed_until), (regime, printed.map(day)), "{issued} to {to}");
    }
    // A printed last day that is no anniversary was read from the card and stays.
    let mut odd = card("2013-10-01", &[], None).card;
    odd.printed_until = Some(day("2014-12-31"));
    assert_eq!(rebased(&odd, day("2013-10-05")).printed_until, Some(day("2014-12-31")));
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of named cases")]
fn the_days_of_a_card_keep_their_order() {
    let held = card("2017-07-03", &["2018-06-15"], Some("2019-01-01"));
    let later = HeldCard { id: 2, number: "JZ2".to_owned(), ..card("2019-03-01", &[], None) };
    let whole =
        dossier(vec![stay(1, "2017-01-01", None, None)], vec![held.clone(), later], Some(("2017-07-01", "2017-07-03")));
    let order =
        |on, beside, before, other| Err(DayRefusal::Order { day: day(on), other_on: day(beside), before, other });
    let act = Beside::Act;
    let days = CardDays::default;
    let cases: Vec<(&str, CardDays, Result<(), DayRefusal>)> = vec![
        ("issued with acceptance", CardDays { issued_on: Some(day("2017-07-01")), ..days() }, Ok(())),
        (
            "issued before acceptance",
            CardDays { issued_on: Some(day("2017-06-30")), ..days() },
            order("2017-06-30", "2017-07-01", true, Beside::Accepted),
        ),
        (
            "issued after collection",
            CardDays { issued_on: Some(day("2017-07-04")), ..days() },
            order("2017-07-04", "2017-07-03", false, act(CardAct::Collected)),
        ),
        (
            "issued and collected later",
            CardDays { issued_on: Some(day("2017-07-04")), collected_on: Some(day("2017-07-05")), ..days() },
            Ok(()),
        ),
        (
            "collected after the end",
            CardDays { collected_on: Some(day("2019-01-02")), ..days() },
            order("2019-01-02", "2019-01-01", false, act(CardAct::Ended)),
        ),
        (
            "ended before the endorsement",
            CardDays { ended_on: Some(day("2018-06-14")), ..days() },
            order("2018-06-14", "2018-06-15", true, act(CardAct::Endorsed)),
        ),
        ("ended with the next card", CardDays { ended_on: Some(day("2019-03-01")), ..days() }, Ok(())),
        (
            "ended after the next card",
            CardDays { ended_on: Some(day("2019-03-02")), ..days() },
            order("2019-03-02", "2019-03-01", false, Beside::OtherCard),
        ),
        (
            "endorsed after the end",
            CardDays { endorsed: vec![(day("2018-06-15"), day("2019-01-02"))], ..days() },
            order("2019-01-02", "2019-01-01", false, act(CardAct::Ended)),
        ),
        (
            "endorsed too early",
            CardDays { endorsed: vec![(day("2018-06-15"), day("2018-06-02"))], ..days() },
            Err(DayRefusal::Endorse(EndorseRefusal::BeforeWindow {
                opens_on: day("2018-06-03"),
                closes_on: day("2018-07-02"),
                under: Regime::State2016,
            })),
        ),
        (
            "no such endorsement",
            CardDays { endorsed: vec![(day("2018-06-16"), day("2018-06-17"))], ..days() },
            Err(DayRefusal::NotRecorded { what: Undone::Endorsed, day: Some(day("2018-06-16")) }),
        ),
        (
            "to come",
            CardDays { ended_on: Some(day("2019-08-02")), ..days() },
            Err(DayRefusal::Future { day: day("2019-08-02"), today: day("2019-08-01") }),
        ),
    ];
    for (name, wanted, expected) in cases {
        let found = corrected(&whole, &held, &wanted, &book(), day("2019-08-01"));
        assert_eq!(found.map(|_| ()), expected, "{name}");
    }
}

/// Its name, the corrected issue, the corrected endorsements; which become late, or why not.
type Corrected<'a> = (&'a str, Option<&'a str>, &'a [(&'a str, &'a str)], Result<Vec<Day>, DayRefusal>);

#[test]
fn what_rests_on_a_corrected_day_must_still_stand() {
    let held = card("2017-07-10", &["2018-07-01", "2019-07-01"], None);
    let held = HeldCard { collected_on: None, ..held };
    let whole = dossier(vec![stay(1, "2016-12-01", None, None)], vec![held.clone()], None);
    let early = |on: &str, opens: &str, closes: &str| {
        Err(DayRefusal::NoLonger {
            permit: "JZ1".to_owned(),
            endorsed_on: day(on),
            refusal: EndorseRefusal::BeforeWindow {
                opens_on: day(opens),
                closes_on: day(closes),
                under: Regime::State2016,
            },
        })
    };
    let cases: &[Corrected] = &[
        ("a day on", Some("2017-07-11"), &[], Ok(vec![])),
        ("the window opens later", Some("2017-08-10"), &[], early("2018-07-01", "2018-07-10", "2018-08-09")),
        ("both late", Some("2017-06-15"), &[], Ok(vec![day("2018-07-01"), day("2019-07-01")])),
        (
            "late, and the next too early",
            None,
            &[("2018-07-01", "2018-08-15")],
            early("2019-07-01", "2019-07-15", "2019-08-14"),
        ),
        (
            "both moved, the later given first",
            None,
            &[("2019-07-01", "2019-08-01"), ("2018-07-01", "2018-08-15")],
            Ok(vec![day("2018-08-15")]),
        ),
        ("all three", Some("2017-07-05"), &[("2018-07-01", "2018-06-20"), ("2019-07-01", "2019-07-02")], Ok(vec![])),
    ];
    for (name, issued, moved, expected) in cases {
        let days = CardDays {
            issued_on: issued.map(day),
            endorsed: moved.iter().map(|(old, new)| (day(old), day(new))).collect(),
            ..CardDays::default()
        };
        let found = corrected(&whole, &held, &days, &book(), day("2020-01-01"));
        let found = found.map(|new| newly_late(&held.card, &new.card, &book()));
        assert_eq!(&found, expected, "{name}");
    }
    // What a ledger brought, and no counter would have made, is not judged again.
    let ledger = HeldCard { collected_on: None, ..card("2017-07-10", &["2018-01-01"], None) };
    let whole = dossier(vec![stay(1, "2016-12-01", None, None)], vec![ledger.clone()], None);
    let days = CardDays { issued_on: Some(day("2017-07-11")), ..CardDays::default() };
    assert!(corrected(&whole, &ledger, &days, &book(), day("2020-01-01")).is_ok());
}

#[test]
fn a_card_ends_with_the_stay_it_was_held_in() {
    let held = card("2017-07-10", &[], Some("2018-01-01"));
    let stays = vec![stay(1, "2016-12-01", None, Some("2018-03-01")), stay(2, "2018-06-01", None, None)];
    let whole = dossier(stays, vec![held.clone()], None);
    let ended = |on| {
        let days = CardDays { ended_on: Some(day(on)), ..CardDays::default() };
        corrected(&whole, &held, &days, &book(), day("2020-01-01")).map(|_| ())
    };
    assert_eq!(ended("2018-03-01"), Ok(()));
    for on in ["2018-03-02", "2018-07-01"] {
        let (day, other_on, other) = (day(on), day("2018-03-01"), Beside::Departure);
        assert_eq!(ended(on), Err(DayRefusal::Order { day, other_on, before: false, other }));
    }
    let issued = CardDays { issued_on: Some(day("2018-07-01")), ..CardDays::default() };
    let held = card("2017-07-10", &["2018-07-01"], None);
    let held = HeldCard { collected_on: None, ..held };
    let refused = corrected(&whole, &held, &issued, &book(), day("2020-01-01")).map(|_| ());
    let (on, other) = (day("2018-07-01"), Beside::Act(CardAct::Endorsed));
    assert_eq!(
        refused,
        Err(DayRefusal::Order { day: on, other_on: on, before: false, other }),
        "issue and endorsement"
    );
}

#[test]
fn a_temporary_permit_that_ran_out_was_ended_by_nobody() {
    let held = card("2010-07-10", &[], None);
    let temporary =
        Card { kind: PermitKind::Temporary, regime: Regime::Legacy, printed_until: None, ..held.card.clone() };
    let held = HeldCard { card: temporary, ..held };
    let whole = dossier(vec![stay(1, "2012-04-01", None, None)], vec![held.clone()], None);
    let days = CardDays { ended_on: Some(day("2011-01-01")), ..CardDays::default() };
    let refused = DayRefusal::NotRecorded { what: Undone::RanOut, day: Some(day("2011-07-10")) };
    assert_eq!(corrected(&whole, &held, &days, &book(), day("2020-01-01")), Err(refused));
}
