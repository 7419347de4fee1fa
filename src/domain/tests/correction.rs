//! Corrections: what follows a corrected number, what keeps the order.

use super::{book, day, tree};
use crate::domain::admission::Reading;
use crate::domain::application::ApplicationState;
use crate::domain::correction::{Fact, Given, OutOfOrder, Record, What, fits_order};
use crate::domain::dossier::{Application, Dossier, HeldCard, Residence, Stay};
use crate::domain::identity::{IdKind, IdNumber, Sex};
use crate::domain::objection::Warning;
use crate::domain::permit::{Card, EndReason, PermitKind};
use crate::domain::registration::{Form, Home, Person};
use crate::domain::unit::UnitId;

pub(super) fn person() -> Person {
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

pub(super) fn home() -> Home {
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

pub(super) fn stay(id: i64, from: &str, moved: Option<&str>, ended: Option<&str>) -> Stay {
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

pub(super) fn card(issued: &str, endorsed: &[&str], ended: Option<&str>) -> HeldCard {
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

pub(super) fn dossier(stays: Vec<Stay>, cards: Vec<HeldCard>, accepted: Option<(&str, &str)>) -> Dossier {
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
