//! What is missing, regime by regime.

use super::{book, book_with, day};
use crate::domain::papers::{Evidence, Ground, Missing, Paper, missing};
use crate::domain::regime::Regime;
use crate::domain::rulebook::{LeaseRule, RuleBook};

fn lacking(
    book: &RuleBook,
    regime: Regime,
    shown: &[Paper],
    ground: Option<Ground>,
    age: i16,
    proxy: bool,
) -> Vec<Missing> {
    let shown: Vec<Evidence> =
        shown.iter().map(|paper| Evidence { paper: *paper, issuer: None, dated_on: None }).collect();
    missing(book.of(regime).papers, book.settings_on(book.of(regime).from), &shown, ground, Some(age), proxy)
}

const GROWN: i16 = 30;

#[test]
fn nothing_brought_lacks_everything_the_regime_asks() {
    for (regime, expected) in [
        (Regime::Guiyang2012, vec![Missing::Identity { child: false }, Missing::Photo { count: 2 }, Missing::Address]),
        (Regime::Guizhou2012, vec![Missing::Identity { child: false }, Missing::Address]),
        (
            Regime::State2016,
            vec![Missing::Identity { child: false }, Missing::Photo { count: 1 }, Missing::Address, Missing::Ground],
        ),
    ] {
        assert_eq!(lacking(&book(), regime, &[], None, GROWN, false), expected, "{regime:?}");
    }
}

#[test]
fn what_is_enough_regime_by_regime() {
    use Paper::{EmployerCertificate, HukouBook, IdentityCard, Lease, Photo, StudentCard, TitleDeed};
    let cases: &[(&str, Regime, &[Paper], Option<Ground>)] = &[
        ("identity, photos, lease", Regime::Guiyang2012, &[IdentityCard, Photo, Lease], None),
        ("a hukou book serves", Regime::Guiyang2012, &[HukouBook, Photo, TitleDeed], None),
        ("no photo", Regime::Guizhou2012, &[IdentityCard, Lease], None),
        ("a hukou book serves", Regime::Guizhou2012, &[HukouBook, Lease], None),
        ("a lease serves twice", Regime::State2016, &[IdentityCard, Photo, Lease], Some(Ground::Dwelling)),
        ("employment", Regime::State2016, &[IdentityCard, Photo, Lease, EmployerCertificate], Some(Ground::Employment)),
        ("schooling", Regime::State2016, &[IdentityCard, Photo, Lease, StudentCard], Some(Ground::Schooling)),
    ];
    for (case, regime, shown, ground) in cases {
        assert_eq!(lacking(&book(), *regime, shown, *ground, GROWN, false), [], "{case} under {regime:?}");
    }
}

#[test]
fn one_thing_missing_is_one_entry() {
    use Paper::{HukouBook, IdentityCard, LabourContract, Lease, Photo};
    let state = Regime::State2016;
    let cases: &[(&str, &[Paper], Option<Ground>, Missing)] = &[
        ("identity", &[Photo, Lease], Some(Ground::Dwelling), Missing::Identity { child: false }),
        (
            "a hukou book of a grown person",
            &[HukouBook, Photo, Lease],
            Some(Ground::Dwelling),
            Missing::Identity { child: false },
        ),
        ("photo", &[IdentityCard, Lease], Some(Ground::Dwelling), Missing::Photo { count: 1 }),
        ("address", &[IdentityCard, Photo, LabourContract], Some(Ground::Employment), Missing::Address),
        ("ground", &[IdentityCard, Photo, Lease], None, Missing::Ground),
        (
            "its proof",
            &[IdentityCard, Photo, Lease],
            Some(Ground::Employment),
            Missing::GroundProof(Ground::Employment),
        ),
        ("its proof", &[IdentityCard, Photo, Lease], Some(Ground::Schooling), Missing::GroundProof(Ground::Schooling)),
    ];
    for (case, shown, ground, expected) in cases {
        assert_eq!(lacking(&book(), state, shown, *ground, GROWN, false), [*expected], "{case}");
    }
    // Without any proof of a dwelling, address and ground are two things.
    assert_eq!(
        lacking(&book(), state, &[IdentityCard, Photo], Some(Ground::Dwelling), GROWN, false),
        [Missing::Address, Missing::GroundProof(Ground::Dwelling)]
    );
}

/// Which paper proves the address, and which of the grounds (employment, dwelling, schooling).
const PROOFS: [(Paper, bool, [bool; 3]); 16] = [
    (Paper::IdentityCard, false, [false, false, false]),
    (Paper::HukouBook, false, [false, false, false]),
    (Paper::Photo, false, [false, false, false]),
    (Paper::Lease, true, [false, true, false]),
    (Paper::LeaseFiled, true, [false, true, false]),
    (Paper::TitleDeed, true, [false, true, false]),
    (Paper::PurchaseContract, true, [false, true, false]),
    (Paper::LodgingCertificate, true, [false, true, false]),
    (Paper::BusinessLicence, false, [true, false, false]),
    (Paper::LabourContract, false, [true, false, false]),
    (Paper::EmployerCertificate, false, [true, false, false]),
    (Paper::OtherEmployment, false, [true, false, false]),
    (Paper::StudentCard, false, [false, false, true]),
    (Paper::SchoolCertificate, false, [false, false, true]),
    (Paper::Enrolment, false, [false, false, true]),
    (Paper::Permit, false, [false, false, false]),
];

#[test]
fn what_each_paper_proves() {
    assert_eq!(PROOFS.map(|(paper, ..)| paper), Paper::ALL);
    for (paper, address, grounds) in PROOFS {
        assert_eq!(paper.proves_address(), address, "{paper:?}");
        for (ground, proves) in Ground::ALL.into_iter().zip(grounds) {
            assert_eq!(paper.proves(ground, LeaseRule::Any), proves, "{paper:?} for {ground:?}");
            let filed = proves && paper != Paper::Lease;
            assert_eq!(paper.proves(ground, LeaseRule::Filed), filed, "{paper:?} for {ground:?}, a filed lease asked");
        }
    }
}

#[test]
fn a_hukou_book_serves_by_age_and_regime() {
    for (regime, age, serves) in [
        (Regime::Guiyang2012, 15, true),
        (Regime::Guiyang2012, 16, true),
        (Regime::Guiyang2012, 70, true),
        (Regime::Guizhou2012, 15, true),
        (Regime::Guizhou2012, 16, true),
        (Regime::Guizhou2012, 70, true),
        (Regime::State2016, 0, true),
        (Regime::State2016, 15, true),
        (Regime::State2016, 16, false),
        (Regime::State2016, 70, false),
    ] {
        let lacks = lacking(&book(), regime, &[Paper::HukouBook], None, age, true);
        assert_eq!(!lacks.contains(&Missing::Identity { child: age < 16 }), serves, "{age} under {regime:?}");
    }
}

#[test]
fn a_proxy_is_asked_of_a_child_under_state_2016_alone() {
    for regime in [Regime::Guiyang2012, Regime::Guizhou2012, Regime::State2016] {
        for (age, proxy) in [(0, false), (15, false), (15, true), (16, false), (80, false)] {
            let lacks = lacking(&book(), regime, &[], None, age, proxy).contains(&Missing::Proxy);
            assert_eq!(lacks, regime == Regime::State2016 && age < 16 && !proxy, "{age}, {proxy} under {regime:?}");
        }
    }
}

#[test]
fn photos_regime_by_regime_and_where_the_city_asks_for_one() {
    let asked = book_with(&[("guizhou-2012.photos", "1", "2014-01-01")]);
    for (on, count) in [("2012-03-05", 2), ("2012-10-01", 0), ("2013-12-31", 0), ("2014-01-01", 1), ("2016-01-01", 1)] {
        let photos = |shown: &[Evidence]| {
            let lacks = missing(asked.on(day(on)).papers, asked.settings_on(day(on)), shown, None, Some(GROWN), false);
            lacks.into_iter().find(|lack| matches!(lack, Missing::Photo { .. }))
        };
        assert_eq!(photos(&[]), (count > 0).then_some(Missing::Photo { count }), "{on}");
        assert_eq!(photos(&[Evidence { paper: Paper::Photo, issuer: None, dated_on: None }]), None, "{on}");
    }
}

#[test]
fn a_child_needs_a_guardian_and_may_bring_the_hukou_book() {
    use Paper::{HukouBook, Lease, Photo, SchoolCertificate};
    let shown = [HukouBook, Photo, Lease, SchoolCertificate];
    let of = |regime, age, proxy| lacking(&book(), regime, &shown, Some(Ground::Schooling), age, proxy);
    assert_eq!(of(Regime::State2016, 15, false), [Missing::Proxy]);
    assert_eq!(of(Regime::State2016, 15, true), []);
    assert_eq!(of(Regime::State2016, 16, false), [Missing::Identity { child: false }]);
    assert_eq!(of(Regime::Guizhou2012, 10, false), []);
    let all = lacking(&book(), Regime::State2016, &[], None, 9, false);
    assert_eq!(all.len(), 5, "{all:?}");
    assert_eq!(all[0], Missing::Identity { child: true });
    let may = book_with(&[("child_needs_proxy", "false", "2016-01-01")]);
    assert_eq!(lacking(&may, Regime::State2016, &shown, Some(Ground::Schooling), 15, false), []);
}

#[test]
fn born_on_29_february_the_guardian_is_needed_until_the_birthday() {
    let born = day("2000-02-29");
    for (on, needed) in [("2016-02-28", true), ("2016-02-29", false), ("2017-02-28", false)] {
        let lacks = lacking(&book(), Regime::State2016, &[], None, born.age_on(day(on)), false);
        assert_eq!(lacks.contains(&Missing::Proxy), needed, "{on}");
    }
    // In a common year the birthday is 1 March.
    let born = day("2004-02-29");
    for (on, needed) in [("2020-02-28", true), ("2020-02-29", false)] {
        assert_eq!(born.age_on(day(on)) < 16, needed, "{on}");
    }
}

#[test]
fn an_unknown_birth_is_not_a_childs() {
    let book = book();
    let lacks = missing(book.of(Regime::State2016).papers, book.settings_on(day("2016-01-01")), &[], None, None, false);
    assert_eq!(lacks.len(), 4);
}

#[test]
fn where_only_a_filed_lease_counts_a_plain_one_still_proves_the_address() {
    use Paper::{IdentityCard, Lease, LeaseFiled, Photo};
    let filed = book_with(&[("dwelling_ground_lease", "filed", "2016-01-01")]);
    let of =
        |lease| lacking(&filed, Regime::State2016, &[IdentityCard, Photo, lease], Some(Ground::Dwelling), GROWN, false);
    assert_eq!(of(Lease), [Missing::GroundProof(Ground::Dwelling)]);
    assert_eq!(of(LeaseFiled), []);
    let from = book_with(&[("dwelling_ground_lease", "filed", "2018-01-01")]);
    for (on, enough) in [("2017-12-31", true), ("2018-01-01", false)] {
        let shown = [IdentityCard, Photo, Lease].map(|paper| Evidence { paper, issuer: None, dated_on: None });
        let lacks = missing(
            from.on(day(on)).papers,
            from.settings_on(day(on)),
            &shown,
            Some(Ground::Dwelling),
            Some(GROWN),
            false,
        );
        assert_eq!(lacks.is_empty(), enough, "{on}");
    }
}

#[test]
fn every_word_of_a_paper_and_a_ground_reads_back() {
    for paper in Paper::ALL {
        assert_eq!(Paper::parse(paper.as_str()), Some(paper));
    }
    for ground in Ground::ALL {
        assert_eq!(Ground::parse(ground.as_str()), Some(ground));
    }
    let no_page_names_it =
        Paper::ALL.into_iter().filter(|paper| !super::RULES.contains(&format!("`{}`", paper.as_str())));
    assert_eq!(no_page_names_it.count(), 0);
}

#[test]
fn what_an_endorsement_lacks_where_its_papers_are_asked_for() {
    use crate::domain::endorsement::{EndorseMissing, missing_papers};
    use Paper::{HukouBook, IdentityCard, LabourContract, Lease, Permit, Photo, StudentCard};
    let asked = book_with(&[("endorse_papers", "required", "2018-01-01")]);
    let lacks = |on: &str, shown: &[Paper], age| {
        let shown: Vec<Evidence> =
            shown.iter().map(|paper| Evidence { paper: *paper, issuer: None, dated_on: None }).collect();
        missing_papers(asked.settings_on(day(on)), &shown, Some(age))
    };
    let identity = |child| EndorseMissing::Identity { child };
    let all = vec![identity(false), EndorseMissing::Permit, EndorseMissing::AddressOrGround];
    assert_eq!(lacks("2017-12-31", &[], GROWN), [], "recorded only, until the rule of the day asks");
    assert_eq!(lacks("2018-01-01", &[], GROWN), all);
    for proof in [Lease, LabourContract, StudentCard] {
        assert_eq!(lacks("2018-01-01", &[IdentityCard, Permit, proof], GROWN), [], "{proof:?}");
    }
    assert_eq!(lacks("2018-01-01", &[HukouBook, Permit, Lease], GROWN), [identity(false)]);
    assert_eq!(lacks("2018-01-01", &[HukouBook, Permit, Lease], 15), []);
    assert_eq!(lacks("2018-01-01", &[IdentityCard, Lease], GROWN), [EndorseMissing::Permit]);
    assert_eq!(lacks("2018-01-01", &[IdentityCard, Permit, Photo], GROWN), [EndorseMissing::AddressOrGround]);
    let filed =
        book_with(&[("endorse_papers", "required", "2018-01-01"), ("dwelling_ground_lease", "filed", "2018-01-01")]);
    let shown = [IdentityCard, Permit, Lease].map(|paper| Evidence { paper, issuer: None, dated_on: None });
    let lacks = missing_papers(filed.settings_on(day("2018-01-01")), &shown, Some(GROWN));
    assert_eq!(lacks, [], "a lease that is not filed proves the address");
}
