//! By when a card is due, when somebody may apply, and when the card may be issued.

use super::acts::{accepted, ended, held, on_card, temporary};
use super::dossier::{dossier, stay};
use super::{book, book_with, day, table};
use crate::domain::act_order::{ApplicationAct, LaterAct};
use crate::domain::application::{ApplicationState, ApplyRefusal, IssueRefusal, barring_card, due_on};
use crate::domain::applying::{may_apply, may_issue};
use crate::domain::calendar::NoCalendar;
use crate::domain::dossier::{Application, Dossier, Extension, HeldCard};
use crate::domain::eligibility::NotEntitled;
use crate::domain::ending::Departed;
use crate::domain::permit::{Card, EndReason, PermitKind};
use crate::domain::regime::Regime;
use crate::domain::stay_end::LeaveReason;

#[test]
fn every_limit_of_the_page_by_the_regime_of_its_day() {
    for row in table("## Limits") {
        let accepted = day(row[0]);
        let column = match book().on(accepted).regime {
            Regime::Legacy | Regime::Guiyang2012 => 2,
            Regime::Guizhou2012 => 1,
            Regime::State2016 => 3,
        };
        assert_eq!(due_on(accepted, &book()), Ok(day(row[column])), "{row:?}");
    }
}

#[test]
fn a_limit_rolls_to_a_working_day_where_the_city_says_so() {
    let rolled = book_with(&[("deadline_roll", "next_working_day", "2012-03-05")]);
    for row in table("## Limits rolled to a working day") {
        assert_eq!(due_on(day(row[0]), &book()), Ok(day(row[2])), "{row:?}");
        assert_eq!(due_on(day(row[0]), &rolled), Ok(day(row[3])), "{row:?}");
    }
}

#[test]
fn the_limit_is_that_of_the_day_of_acceptance() {
    for (accepted, due) in [
        ("2012-09-30", "2012-10-16"),
        ("2012-10-01", "2012-10-08"),
        ("2015-12-31", "2016-01-07"),
        ("2016-01-01", "2016-01-16"),
    ] {
        assert_eq!(due_on(day(accepted), &book()), Ok(day(due)), "{accepted}");
    }
}

#[test]
fn a_year_without_a_calendar_is_told_and_not_guessed() {
    let rolled = book_with(&[("deadline_roll", "next_working_day", "2012-03-05")]);
    assert_eq!(due_on(day("2026-12-20"), &rolled), Err(NoCalendar { year: 2027 }));
    assert_eq!(due_on(day("2026-12-20"), &book()), Ok(day("2027-01-04")), "plain days need no calendar");
}

#[test]
fn the_card_that_bars_an_application() {
    use PermitKind::{Residence, Temporary};
    let card = |issued: &str, kind, ended: Option<&str>| Card {
        kind,
        regime: book().on(day(issued)).regime,
        issued_on: day(issued),
        base_on: day(issued),
        printed_until: None,
        endorsements: Vec::new(),
        ended: ended.map(|on| (day(on), EndReason::Left)),
    };
    let cases = [
        ("valid", card("2017-01-01", Residence, None), "2017-06-01", Some(false)),
        ("due", card("2017-01-01", Residence, None), "2017-12-31", Some(false)),
        ("suspended", card("2017-01-01", Residence, None), "2018-01-01", Some(true)),
        ("expired", card("2012-10-01", Residence, None), "2013-10-01", None),
        ("ended", card("2017-01-01", Residence, Some("2017-03-01")), "2017-03-01", None),
        ("of a later day", card("2017-01-01", Residence, None), "2016-12-01", Some(false)),
        ("a running 暂住证", card("2011-12-01", Temporary, None), "2012-04-01", None),
    ];
    for (case, card, on, expected) in cases {
        let found = barring_card([(&case, &card)], &book(), day(on));
        assert_eq!(found.map(|(_, suspended)| suspended), expected, "{case}");
    }
}

/// Registered on 2017-01-01, with what is given.
fn someone(change: impl FnOnce(&mut Dossier)) -> Dossier {
    let mut someone = dossier(vec![stay("2017-01-01", None)], Vec::new());
    change(&mut someone);
    someone
}

fn closed(made: &str, state: ApplicationState, on: &str) -> Application {
    Application { state, closed_on: Some(day(on)), ..accepted(made) }
}

/// A notice of what was missing: nothing was accepted.
fn notice(on: &str) -> Application {
    Application { state: ApplicationState::Incomplete, accepted_on: None, due_on: None, ..accepted(on) }
}

fn in_application(act: ApplicationAct, on: &str, given: &str) -> LaterAct {
    LaterAct::Application { application: "A000001".to_owned(), act, on: day(on), given: day(given) }
}

type Applying = (&'static str, Dossier, &'static str, Result<(), ApplyRefusal>);
type Issuing = (&'static str, Dossier, &'static str, Result<(), IssueRefusal>);

fn check_applying(cases: impl IntoIterator<Item = Applying>) {
    for (case, who, on, expected) in cases {
        assert_eq!(may_apply(&who, &book(), day(on)), expected, "{case}");
    }
}

fn check_issuing(cases: impl IntoIterator<Item = Issuing>) {
    for (case, who, on, expected) in cases {
        assert_eq!(may_issue(&who, &who.applications[0], &book(), day(on)), expected, "{case}");
    }
}

fn with_card(card: HeldCard) -> Dossier {
    someone(|who| who.cards.push(card))
}

fn with(application: Application) -> Dossier {
    someone(|who| who.applications.push(application))
}

/// With an application that was accepted on 2017-07-05, and a card.
fn open_beside(card: HeldCard) -> Dossier {
    someone(|who| {
        who.applications.push(accepted("2017-07-05"));
        who.cards.push(card);
    })
}

#[test]
fn who_may_apply_by_registration_and_rules() {
    let half_year = NotEntitled::HalfYear { since: day("2017-06-30") };
    let before_rules = NotEntitled::BeforeRules { first: day("2012-03-05") };
    let not_registered = |on| Err(ApplyRefusal::NotRegistered { on: day(on) });
    let gone = dossier(vec![stay("2017-01-01", Some("2018-01-01"))], Vec::new());
    let early = dossier(vec![stay("2011-01-01", None)], Vec::new());
    check_applying([
        ("half a year not complete", someone(|_| ()), "2017-06-29", Err(ApplyRefusal::NotEntitled(half_year))),
        ("half a year complete", someone(|_| ()), "2017-06-30", Ok(())),
        ("before the registration", someone(|_| ()), "2016-12-31", not_registered("2016-12-31")),
        ("gone", gone, "2018-01-01", not_registered("2018-01-01")),
        ("before the first rules", early, "2012-03-04", Err(ApplyRefusal::NotEntitled(before_rules))),
    ]);
}

#[test]
fn who_may_apply_by_the_cards_on_record() {
    let live = |suspended| Err(ApplyRefusal::LivePermit { permit: "JZ5201021700000015".to_owned(), suspended });
    let gone = |reason| {
        let (on, leave_on) = (day("2017-09-01"), day("2017-09-01"));
        Err(ApplyRefusal::Departed(Departed { on, reason, leave_on }))
    };
    let card = || held("2017-07-01");
    let over = || ended(card(), "2017-08-01", EndReason::Ineligible);
    let died = || ended(card(), "2017-09-01", EndReason::Death);
    let later = on_card(super::acts::ENDED, "2017-08-01", "2017-06-30");
    check_applying([
        ("with a card", with_card(card()), "2017-08-01", live(false)),
        ("with a suspended one", with_card(card()), "2018-08-01", live(true)),
        ("with one that ended on the day", with_card(over()), "2017-08-01", Ok(())),
        ("with a running 暂住证", with_card(temporary(card())), "2017-08-01", Ok(())),
        ("before a card that has ended since", with_card(over()), "2017-06-30", Err(ApplyRefusal::Later(later))),
        ("died, by the end of a card", with_card(died()), "2017-09-02", gone(LeaveReason::Death)),
        ("on that very day", with_card(died()), "2017-09-01", Ok(())),
        (
            "settled, by the end of a card",
            with_card(ended(card(), "2017-09-01", EndReason::Hukou)),
            "2017-09-02",
            gone(LeaveReason::Hukou),
        ),
    ]);
}

#[test]
fn who_may_apply_by_the_applications_on_record() {
    let open = |later| {
        let (application, accepted_on) = ("A000001".to_owned(), day("2017-07-05"));
        Err(ApplyRefusal::OpenApplication { application, accepted_on, later })
    };
    let was_closed = |state| with(closed("2017-07-05", state, "2017-07-08"));
    let later =
        |state, given| Err(ApplyRefusal::Later(in_application(ApplicationAct::Closed(state), "2017-07-08", given)));
    let (withdrawn, refused) = (ApplicationState::Withdrawn, ApplicationState::Refused);
    check_applying([
        ("while one is open", with(accepted("2017-07-05")), "2017-07-06", open(false)),
        ("before one that is open", with(accepted("2017-07-05")), "2017-07-04", open(true)),
        ("after one that was withdrawn", was_closed(withdrawn), "2017-07-08", Ok(())),
        ("before one was withdrawn", was_closed(withdrawn), "2017-07-07", later(withdrawn, "2017-07-07")),
        ("before one that was refused", was_closed(refused), "2017-07-01", later(refused, "2017-07-01")),
        ("after a notice", with(notice("2017-07-05")), "2017-07-05", Ok(())),
        ("before a notice: it accepted nothing", with(notice("2017-07-05")), "2017-07-04", Ok(())),
    ]);
}

#[test]
fn when_the_card_of_an_application_may_be_issued() {
    let open = || with(accepted("2017-07-05"));
    let extension = Extension { to: day("2017-08-01"), on: day("2017-07-10") };
    let extended = || with(Application { extended: Some(extension), ..accepted("2017-07-05") });
    let not_open = |state| Err(IssueRefusal::NotOpen { application: "A000001".to_owned(), state });
    let early = IssueRefusal::BeforeAcceptance { accepted_on: day("2017-07-05"), on: day("2017-07-04") };
    let before_extension = in_application(ApplicationAct::Extended, "2017-07-10", "2017-07-09");
    check_issuing([
        ("on the day of acceptance", open(), "2017-07-05", Ok(())),
        ("long after its limit", open(), "2018-07-05", Ok(())),
        ("before acceptance", open(), "2017-07-04", Err(early)),
        ("never accepted", with(notice("2017-07-05")), "2017-07-06", not_open(ApplicationState::Incomplete)),
        ("before its extension", extended(), "2017-07-09", Err(IssueRefusal::Later(before_extension))),
        ("on the day of its extension", extended(), "2017-07-10", Ok(())),
    ]);
    for state in [ApplicationState::Withdrawn, ApplicationState::Refused, ApplicationState::Issued] {
        let decided = with(closed("2017-07-05", state, "2017-07-06"));
        check_issuing([("decided", decided, "2017-07-07", not_open(state))]);
    }
}

#[test]
fn a_card_is_issued_beside_no_other_and_to_nobody_who_is_gone() {
    let live = |suspended| Err(IssueRefusal::LivePermit { permit: "JZ5201021700000015".to_owned(), suspended });
    let gone = || {
        let mut who = with(accepted("2017-07-05"));
        who.stays = vec![stay("2017-01-01", Some("2017-07-20"))];
        who
    };
    let of_stay = LaterAct::Stay { ended_on: day("2017-07-20"), given: day("2017-07-19") };
    let (on, reason) = (day("2017-07-06"), LeaveReason::Death);
    let died = Departed { on, reason, leave_on: on };
    check_issuing([
        ("beside a card", open_beside(held("2017-07-01")), "2017-07-06", live(false)),
        ("beside a suspended one", open_beside(held("2016-07-01")), "2017-07-06", live(true)),
        ("beside a running 暂住证", open_beside(temporary(held("2017-07-01"))), "2017-07-06", Ok(())),
        (
            "before a card that has ended since",
            open_beside(ended(held("2017-08-01"), "2017-09-01", EndReason::Error)),
            "2017-07-06",
            Err(IssueRefusal::Later(on_card(super::acts::ENDED, "2017-09-01", "2017-07-06"))),
        ),
        (
            "after a death, by the end of a card",
            open_beside(ended(held("2017-07-01"), "2017-07-06", EndReason::Death)),
            "2017-07-07",
            Err(IssueRefusal::Departed(died)),
        ),
        ("after the stay", gone(), "2017-07-20", Err(IssueRefusal::NotRegistered { on: day("2017-07-20") })),
        ("in a stay that has ended since", gone(), "2017-07-19", Err(IssueRefusal::Later(of_stay))),
    ]);
}
