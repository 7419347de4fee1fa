//! What can be done next, case by case.

use super::dossier::{card, dossier, home, stay};
use super::{book, day, tree};
use crate::domain::application::{ApplicationState, IssueRefusal};
use crate::domain::applying::may_issue;
use crate::domain::dossier::{Application, Dossier, Extension, HeldCard, Residence};
use crate::domain::ending::{self, Departed};
use crate::domain::open_acts::{Act, of_card, open_acts};
use crate::domain::permit::{EndReason, PermitKind, Status};
use crate::domain::regime::Regime;
use crate::domain::stay_end::LeaveReason;

fn acts(someone: &Dossier, on: &str) -> Vec<String> {
    open_acts(someone, &tree(), &book(), day(on))
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
        because: None,
        article: None,
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
    someone.stays[0].homes[0].home.stay = Some("0".into());
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
    let someone = dossier(vec![stay("2016-07-01", None)], vec![ended]);
    let all = open_acts(&someone, &tree(), &book(), day("2017-03-01"));
    let held = &someone.cards[0];
    let told: Vec<&str> =
        of_card(&all, held, Status::Ended(EndReason::Ineligible)).iter().map(|open| open.act.as_str()).collect();
    assert_eq!(told, ["apply"]);
    let before = open_acts(&someone, &tree(), &book(), day("2017-02-28"));
    let told: Vec<&str> = of_card(&before, held, Status::Valid).iter().map(|open| open.act.as_str()).collect();
    assert_eq!(told, ["endorse", "replace", "end"]);
}

#[test]
fn a_card_that_ended_since_its_bearer_is_gone_leads_to_the_end_of_the_registration() {
    for leave in [LeaveReason::Left, LeaveReason::Hukou, LeaveReason::Death] {
        let reason = leave.of_cards();
        let mut ended = collected("2017-01-01");
        ended.card.ended = Some((day("2017-03-01"), reason));
        let someone = dossier(vec![stay("2016-07-01", None)], vec![ended.clone()]);
        let all = open_acts(&someone, &tree(), &book(), day("2017-03-01"));
        assert_eq!(all[0].act, Act::Leave(leave));
        assert_eq!(acts(&someone, "2017-03-01"), ["leave 2017-03-01"], "{reason:?}");
        let of_it = of_card(&all, &someone.cards[0], Status::Ended(reason));
        assert_eq!(of_it.iter().map(|open| open.act).collect::<Vec<_>>(), [Act::Leave(leave)]);
        // Registered again, everything is open again.
        let mut gone = stay("2016-07-01", None);
        gone.ended = Some((day("2017-03-01"), reason.as_str().to_owned()));
        let back = dossier(vec![gone, stay("2017-06-01", None)], vec![ended]);
        assert_eq!(acts(&back, "2017-12-01")[0], "apply 2017-11-30", "{reason:?}");
    }
}

#[test]
fn a_temporary_permit_is_followed_by_a_residence_permit() {
    let someone = dossier(vec![stay("2012-04-01", None)], vec![card(PermitKind::Temporary, "2011-12-01")]);
    for (on, status) in [("2012-05-01", Status::Valid), ("2013-05-01", Status::Ended(EndReason::Expired))] {
        let all = open_acts(&someone, &tree(), &book(), day(on));
        let told: Vec<&str> = of_card(&all, &someone.cards[0], status).iter().map(|open| open.act.as_str()).collect();
        assert_eq!(told, ["apply"], "{on}");
    }
}

#[test]
fn no_day_is_named_before_something_on_record() {
    // Endorsed on the day after it opens only where it was handed over in the window.
    let someone = dossier(
        vec![stay("2016-07-01", None)],
        vec![HeldCard { collected_on: Some(day("2017-12-10")), ..card(PermitKind::Residence, "2017-01-01") }],
    );
    assert_eq!(acts(&someone, "2017-12-10")[0], "endorse 2017-12-10..2017-12-31");
    // A ledger's card is older than the registration.
    let someone = dossier(vec![stay("2017-06-01", None)], vec![collected("2016-12-01")]);
    assert_eq!(
        acts(&someone, "2018-01-01"),
        ["endorse_late 2017-12-01", "replace 2017-06-01", "move 2017-06-01", "leave 2017-06-01", "end 2016-12-01"]
    );
    // An extension, and an application that a merger brought and withdrew, do not bar the issue alike.
    let mut someone = dossier(vec![stay("2017-01-01", None)], Vec::new());
    let extended = Some(Extension { to: day("2017-08-01"), on: day("2017-07-10") });
    someone.applications.push(Application { extended, ..open_application("2017-07-05", "2017-07-20") });
    someone.applications.push(Application {
        id: 2,
        closed_on: Some(day("2017-07-15")),
        state: ApplicationState::Withdrawn,
        ..open_application("2017-07-01", "2017-07-16")
    });
    assert_eq!(
        acts(&someone, "2017-07-20"),
        ["issue 2017-07-10..2017-08-01", "withdraw 2017-07-10", "move 2017-01-01", "leave 2017-07-15"]
    );
    // After an end, and after an application that was decided, the next one is not before either.
    let mut ended = collected("2017-07-01");
    ended.card.ended = Some((day("2017-09-01"), EndReason::Ineligible));
    let mut someone = dossier(vec![stay("2016-12-01", None)], vec![ended]);
    assert_eq!(acts(&someone, "2017-12-01"), ["apply 2017-09-01", "move 2016-12-01", "leave 2017-09-01"]);
    someone.applications.push(Application {
        closed_on: Some(day("2017-10-15")),
        state: ApplicationState::Refused,
        ..open_application("2017-10-01", "2017-10-16")
    });
    assert_eq!(acts(&someone, "2017-12-01"), ["apply 2017-10-15", "move 2016-12-01", "leave 2017-10-15"]);
}

#[test]
fn a_window_of_the_year_before_the_rules_changed_names_the_day_that_is_taken() {
    // Until 2016-02-29: thirty days before under the Regulation, a month before under the rules of 2016.
    let someone = dossier(vec![stay("2014-03-01", None)], vec![collected("2015-03-01")]);
    assert_eq!(acts(&someone, "2015-12-20")[0], "endorse 2016-02-01..2016-02-29");
}

#[test]
fn a_card_whose_address_is_outdated_is_replaced_for_that() {
    let mut someone = dossier(vec![stay("2016-07-01", None)], vec![collected("2017-01-01")]);
    someone.stays[0].homes.push(Residence { from_on: day("2017-05-01"), told_on: None, home: home(2) });
    let found = |someone: &Dossier, on: &str| {
        let acts = open_acts(someone, &tree(), &book(), day(on));
        acts.into_iter().find(|open| open.act.as_str() == "replace").map(|open| (open.act, open.from))
    };
    assert_eq!(found(&someone, "2017-04-30"), Some((Act::Replace, day("2017-01-01"))));
    assert_eq!(found(&someone, "2017-05-01"), Some((Act::ReplaceChanged, day("2017-05-01"))));
    let mut older = someone.clone();
    older.cards[0].card.issued_on = day("2016-06-01");
    assert_eq!(
        found(&older, "2017-05-01"),
        Some((Act::Replace, day("2017-01-01"))),
        "what a card of before prints is not known"
    );
    older.cards[0].card.issued_on = day("2017-01-01");
    older.cards[0].card.regime = Regime::Legacy;
    assert_eq!(found(&older, "2017-05-01"), Some((Act::Replace, day("2017-01-01"))), "nor what one of before 2012");
    someone.stays[0].homes.push(Residence { from_on: day("2017-06-01"), told_on: None, home: home(1) });
    assert_eq!(found(&someone, "2017-06-01"), Some((Act::Replace, day("2017-01-01"))), "back where it was");
    someone.stays[0].homes.push(Residence { from_on: day("2017-07-01"), told_on: None, home: home(3) });
    someone.stays[0].homes.push(Residence { from_on: day("2017-08-01"), told_on: None, home: home(4) });
    assert_eq!(found(&someone, "2017-08-01"), Some((Act::ReplaceChanged, day("2017-07-01"))));
}

#[test]
fn no_card_is_issued_after_one_that_ended_by_death_or_settling_while_an_application_was_open() {
    for (reason, because) in [(EndReason::Death, LeaveReason::Death), (EndReason::Hukou, LeaveReason::Hukou)] {
        let mut held = card(PermitKind::Residence, "2017-01-01");
        held.card.ended = Some((day("2018-01-01"), reason));
        let mut someone = dossier(vec![stay("2016-07-01", None)], vec![held]);
        someone.applications.push(open_application("2018-01-02", "2018-01-17"));
        let issued = |on: &str| may_issue(&someone, &someone.applications[0], &book(), day(on));
        let departed = Departed { on: day("2018-01-01"), reason: because, leave_on: day("2018-01-02") };
        assert_eq!(issued("2018-01-05"), Err(IssueRefusal::Departed(departed)), "{because:?}");
        assert_eq!(
            ending::departed(&someone, day("2018-01-01")),
            None,
            "on the day itself everything can still be done"
        );
        assert_eq!(acts(&someone, "2018-01-05"), ["leave 2018-01-02"], "and nothing of it is offered");
    }
}
