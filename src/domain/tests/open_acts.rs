//! What can be done next, case by case.

use super::dossier::{card, dossier, stay};
use super::{book, day};
use crate::domain::application::ApplicationState;
use crate::domain::dossier::{Application, Dossier, HeldCard};
use crate::domain::open_acts::{of_card, open_acts};
use crate::domain::permit::{EndReason, PermitKind};

fn acts(someone: &Dossier, on: &str) -> Vec<String> {
    open_acts(someone, &book(), day(on))
        .into_iter()
        .map(|open| {
            let until = open.until.map(|day| format!("..{day}")).unwrap_or_default();
            format!("{} {}{until}", open.act.as_str(), open.from)
        })
        .collect()
}

fn collected(on: &str) -> HeldCard {
    HeldCard { collected_on: Some(day(on)), ..card(PermitKind::Residence, on) }
}

fn open_application(on: &str, due: &str) -> Application {
    Application {
        id: 1,
        applied_on: day(on),
        accepted_on: Some(day(on)),
        due_on: Some(day(due)),
        extended: None,
        closed_on: None,
        state: ApplicationState::Open,
    }
}

#[test]
fn before_and_after_half_a_year() {
    let someone = dossier(vec![stay("2017-01-01", None)], Vec::new());
    let rest = ["move 2017-01-01", "leave 2017-01-01"];
    for on in ["2017-01-01", "2017-06-30", "2018-06-30"] {
        assert_eq!(acts(&someone, on), [&["apply 2017-06-30"][..], &rest].concat(), "{on}");
    }
}

#[test]
fn whoever_is_never_entitled_can_only_move_and_leave() {
    let mut someone = dossier(vec![stay("2012-11-01", None)], Vec::new());
    someone.stays[0].homes[0].home.stay = Some("0".to_owned());
    assert_eq!(acts(&someone, "2012-11-02"), ["move 2012-11-01", "leave 2012-11-01"]);
}

#[test]
fn an_accepted_application_is_issued_or_withdrawn() {
    let mut someone = dossier(vec![stay("2017-01-01", None)], Vec::new());
    someone.applications.push(open_application("2017-07-05", "2017-07-20"));
    assert_eq!(
        acts(&someone, "2017-07-05"),
        ["issue 2017-07-05..2017-07-20", "withdraw 2017-07-05", "move 2017-01-01", "leave 2017-07-05"]
    );
    assert_eq!(acts(&someone, "2017-07-04")[0], "apply 2017-06-30", "the day before, nothing was known of it");
}

#[test]
fn a_card_through_its_year() {
    let mut held = card(PermitKind::Residence, "2017-01-01");
    let someone = dossier(vec![stay("2016-07-01", None)], vec![held.clone()]);
    assert_eq!(
        acts(&someone, "2017-01-01"),
        [
            "collect 2017-01-01",
            "endorse 2017-12-01..2017-12-31",
            "replace 2017-01-01",
            "move 2016-07-01",
            "leave 2017-01-01",
            "end 2017-01-01"
        ]
    );
    held.collected_on = Some(day("2017-01-05"));
    let someone = dossier(vec![stay("2016-07-01", None)], vec![held]);
    for (on, next) in [
        ("2017-11-30", "endorse 2017-12-01..2017-12-31"),
        ("2017-12-01", "endorse 2017-12-01..2017-12-31"),
        ("2017-12-31", "endorse 2017-12-01..2017-12-31"),
        ("2018-01-01", "endorse_late 2018-01-01"),
        ("2019-01-01", "endorse_late 2018-01-01"),
    ] {
        assert_eq!(acts(&someone, on)[0], next, "{on}");
        assert!(acts(&someone, on).contains(&"end 2017-01-05".to_owned()), "{on}");
        assert!(!acts(&someone, on).iter().any(|act| act.starts_with("apply")), "{on}");
    }
}

#[test]
fn an_expired_card_takes_a_new_application() {
    let someone = dossier(vec![stay("2012-10-01", None)], vec![collected("2012-10-01")]);
    assert_eq!(acts(&someone, "2013-09-30")[0], "endorse 2013-09-01..2013-09-30");
    assert_eq!(
        acts(&someone, "2013-10-01"),
        ["apply 2013-10-01", "move 2012-10-01", "leave 2012-10-01", "end 2012-10-01"]
    );
}

#[test]
fn a_running_temporary_permit_bars_no_application() {
    let someone = dossier(vec![stay("2012-04-01", None)], vec![card(PermitKind::Temporary, "2011-12-01")]);
    assert_eq!(acts(&someone, "2012-04-01"), ["apply 2012-04-01", "move 2012-04-01", "leave 2012-04-01"]);
}

#[test]
fn whoever_left_can_come_back_but_not_the_dead_nor_those_who_settled() {
    for (reason, expected) in [
        ("left", vec!["register_again 2013-05-01"]),
        ("other", vec!["register_again 2013-05-01"]),
        ("death", vec![]),
        ("hukou", vec![]),
    ] {
        let mut gone = stay("2012-05-01", None);
        gone.ended = Some((day("2013-05-01"), reason.to_owned()));
        let someone = dossier(vec![gone], Vec::new());
        assert_eq!(acts(&someone, "2013-05-01"), expected, "{reason}");
        assert_eq!(acts(&someone, "2013-04-30")[0], "apply 2012-10-01", "{reason}");
    }
}

#[test]
fn of_an_ended_card_only_what_leads_to_the_next_is_told() {
    let mut ended = collected("2017-01-01");
    ended.card.ended = Some((day("2017-03-01"), EndReason::Ineligible));
    let number = ended.number.clone();
    let someone = dossier(vec![stay("2016-07-01", None)], vec![ended]);
    let all = open_acts(&someone, &book(), day("2017-03-01"));
    let told: Vec<&str> = of_card(&all, &number, false).iter().map(|open| open.act.as_str()).collect();
    assert_eq!(told, ["apply"]);
    let before = open_acts(&someone, &book(), day("2017-02-28"));
    let told: Vec<&str> = of_card(&before, &number, true).iter().map(|open| open.act.as_str()).collect();
    assert_eq!(told, ["endorse", "replace", "end"]);
}
