//! Which cards and applications stand on a list, at the edges of its days.

use super::acts::{ended, held, temporary};
use super::{book, day};
use crate::domain::application::ApplicationState;
use crate::domain::dossier::HeldCard;
use crate::domain::permit::{EndReason, state};
use crate::domain::worklist::{Scan, Wanted};
use crate::present::words::keywords;

fn wanted(on: &str) -> Wanted {
    Wanted::all(day(on))
}

fn takes(wanted: &Wanted, held: &HeldCard) -> bool {
    wanted.takes_card(&state(&held.card, &book(), wanted.on).unwrap())
}

#[test]
fn cards_whose_window_closes_soon_and_cards_that_lapsed() {
    let card = held("2017-01-01");
    let soon = |on: &str| takes(&Wanted { due_within: Some(30), ..wanted(on) }, &card);
    let late = |on: &str| takes(&Wanted { overdue: true, ..wanted(on) }, &card);
    for (on, closes_soon, lapsed) in [
        ("2017-11-30", false, false),
        ("2017-12-01", true, false),
        ("2017-12-31", true, false),
        ("2018-01-01", false, true),
        ("2019-01-01", false, true),
    ] {
        assert_eq!((soon(on), late(on)), (closes_soon, lapsed), "{on}");
        let both = Wanted { due_within: Some(30), overdue: true, ..wanted(on) };
        assert_eq!(takes(&both, &card), closes_soon || lapsed, "{on}");
    }
    let today = Wanted { due_within: Some(0), ..wanted("2017-12-31") };
    assert!(takes(&today, &card), "within no day means today");
    assert!(late("2018-01-01") && takes(&Wanted { overdue: true, ..wanted("2013-10-01") }, &held("2012-10-01")));
    assert!(!takes(&Wanted { overdue: true, ..wanted("2014-01-01") }, &temporary(held("2012-01-01"))));
}

#[test]
fn a_status_is_taken_alone_and_ended_cards_only_when_asked_for() {
    let card = held("2017-01-01");
    let gone = ended(held("2017-01-01"), "2017-06-01", EndReason::Left);
    for (on, status) in [("2017-05-01", "valid"), ("2017-12-05", "due"), ("2018-02-01", "suspended")] {
        for asked in ["valid", "due", "suspended", "expired", "ended"] {
            let list = Wanted { status: keywords::read(asked), ..wanted(on) };
            assert_eq!(takes(&list, &card), asked == status, "{asked} on {on}");
        }
        assert!(takes(&wanted(on), &card));
    }
    assert!(!takes(&wanted("2017-06-01"), &gone));
    assert!(takes(&Wanted { status: keywords::read("ended"), ..wanted("2017-06-01") }, &gone));
    let of_applications = Wanted { status: keywords::read("withdrawn"), ..wanted("2017-05-01") };
    assert!(!takes(&of_applications, &card));
    assert_eq!(of_applications.application_state(), Some(ApplicationState::Withdrawn));
    assert_eq!(wanted("2017-05-01").application_state(), Some(ApplicationState::Open));
    assert_eq!(Wanted { status: keywords::read("due"), ..wanted("2017-05-01") }.application_state(), None);
}

#[test]
fn applications_by_their_limit() {
    let cases = [
        ("2017-07-09", false, false),
        ("2017-07-10", false, true),
        ("2017-07-15", false, true),
        ("2017-07-16", true, false),
    ];
    for (on, overdue, soon) in cases {
        let due_on = Some(day("2017-07-15"));
        let list = |due_within, overdue| Wanted { due_within, overdue, ..wanted(on) };
        let open = ApplicationState::Open;
        assert_eq!(list(Some(5), false).takes_application(open, due_on), soon, "{on}");
        assert_eq!(list(None, true).takes_application(open, due_on), overdue, "{on}");
        assert!(list(None, false).takes_application(open, due_on));
        assert!(!list(Some(5), true).takes_application(ApplicationState::Withdrawn, due_on));
        assert!(!list(Some(5), true).takes_application(open, None), "a limit that is not known does not press");
    }
}

#[test]
fn the_days_in_which_terms_are_looked_through() {
    let on = "2017-07-01";
    let all = wanted(on).scan(&book());
    assert!(
        all.lapsed
            && !all.ended
            && all.in_force.is_some_and(|(until, opens)| until > day("2999-01-01") && until == opens)
    );
    let soon = Wanted { due_within: Some(30), ..wanted(on) }.scan(&book());
    assert_eq!((soon.in_force.map(|(until, _)| until), soon.lapsed), (Some(day("2017-08-01")), false));
    let late = Wanted { overdue: true, ..wanted(on) }.scan(&book());
    assert_eq!(late, Scan { in_force: None, lapsed: true, ended: false });
    let due = Wanted { status: keywords::read("due"), ..wanted(on) }.scan(&book());
    assert_eq!((due.in_force.map(|(_, opens)| opens), due.lapsed), (Some(day(on)), false));
    let gone = Wanted { status: keywords::read("ended"), ..wanted(on) }.scan(&book());
    assert_eq!(gone, Scan { in_force: None, lapsed: true, ended: true });
    let applications = Wanted { status: keywords::read("open"), ..wanted(on) }.scan(&book());
    assert_eq!(applications, Scan { in_force: None, lapsed: false, ended: false });
}
