//! The end of a stay, corrected or taken back.

use super::dossier::{card, dossier, stay};
use super::{day, tree};
use crate::domain::application::ApplicationState;
use crate::domain::dossier::{Application, Dossier, HeldCard, Stay};
use crate::domain::permit::{EndReason, PermitKind};
use crate::domain::stay_end::{EndRefusal, Ended, LastAct, LeaveReason, NewEnd, may_end};

fn gone(card_of: &str) -> Dossier {
    let mut held = card(PermitKind::Residence, card_of);
    held.collected_on = Some(day("2017-03-01"));
    held.card.ended = Some((day("2018-01-01"), EndReason::Left));
    let mut left = stay("2016-07-01", None);
    left.ended = Some((day("2018-01-01"), "left".to_owned()));
    dossier(vec![left], vec![held])
}

fn asked(someone: &Dossier, withdrawn: Option<&Application>, new: NewEnd) -> Result<(), EndRefusal> {
    let ended = Ended::last_of(someone).unwrap();
    may_end(someone, &ended, withdrawn, new, &tree(), day("2020-01-01"))
}

fn application(id: i64, state: ApplicationState, closed: Option<&str>) -> Application {
    Application {
        id,
        applied_on: day("2017-02-01"),
        accepted_on: Some(day("2017-02-01")),
        due_on: None,
        extended: None,
        closed_on: closed.map(day),
        state,
        because: None,
        article: None,
    }
}

#[test]
fn what_a_departure_rests_on_and_what_rests_on_it() {
    let someone = gone("2017-02-10");
    let on = |text: &str| NewEnd::On(day(text), LeaveReason::Left);
    assert_eq!(asked(&someone, None, on("2017-03-01")), Ok(()), "the day of the last act");
    let before = EndRefusal::BeforeAct { day: day("2017-02-28"), act: LastAct::Collect, act_on: day("2017-03-01") };
    assert_eq!(asked(&someone, None, on("2017-02-28")), Err(before));
    assert_eq!(asked(&someone, None, on("2020-01-01")), Ok(()));
    assert!(matches!(asked(&someone, None, on("2020-01-02")), Err(EndRefusal::Future { .. })));
    assert_eq!(asked(&someone, None, NewEnd::None), Ok(()));
    let mut back = someone.clone();
    back.stays.push(Stay { id: 2, ..stay("2018-05-01", None) });
    let came_back = Err(EndRefusal::CameBack { registered_on: day("2018-05-01") });
    assert_eq!(asked(&back, None, on("2018-05-01")), Ok(()));
    assert_eq!(asked(&back, None, on("2018-05-02")), came_back);
    assert_eq!(asked(&back, None, NewEnd::None), came_back);
}

#[test]
fn nothing_comes_back_beside_another_of_its_kind() {
    let mut someone = gone("2017-02-10");
    let other = HeldCard { id: 2, ..card(PermitKind::Residence, "2019-01-01") };
    someone.cards.push(other.clone());
    assert_eq!(asked(&someone, None, NewEnd::None), Err(EndRefusal::LivePermit { permit: other.number }));
    someone.cards.pop();
    let withdrawn = application(1, ApplicationState::Withdrawn, Some("2018-01-01"));
    someone.applications.push(withdrawn.clone());
    assert_eq!(asked(&someone, Some(&withdrawn), NewEnd::None), Ok(()));
    someone.applications.push(application(2, ApplicationState::Open, None));
    let refusal = asked(&someone, Some(&withdrawn), NewEnd::None);
    assert!(matches!(refusal, Err(EndRefusal::OpenApplication { .. })), "{refusal:?}");
}

#[test]
fn only_what_ended_with_the_stay_goes_along() {
    let mut someone = gone("2017-02-10");
    let mut earlier = HeldCard { id: 2, ..card(PermitKind::Residence, "2016-08-01") };
    earlier.card.ended = Some((day("2017-02-10"), EndReason::Lost));
    let mut same_day = HeldCard { id: 3, ..card(PermitKind::Residence, "2016-08-01") };
    same_day.card.ended = Some((day("2018-01-01"), EndReason::Fraud));
    someone.cards.extend([earlier, same_day]);
    let ended = Ended::last_of(&someone).unwrap();
    let with: Vec<i64> = ended.cards(&someone).iter().map(|held| held.id).collect();
    assert_eq!(with, [1]);
}

#[test]
fn nobody_is_registered_again_after_death_or_while_settled_here() {
    let mut back = gone("2017-02-10");
    back.stays.push(Stay { id: 2, ..stay("2018-05-01", None) });
    let for_reason = |someone: &Dossier, reason| asked(someone, None, NewEnd::On(day("2018-01-01"), reason));
    let goes_on = |died| Err(EndRefusal::GoesOn { registered_on: day("2018-05-01"), died });
    assert_eq!(for_reason(&back, LeaveReason::Death), goes_on(true));
    assert_eq!(for_reason(&back, LeaveReason::Hukou), goes_on(false));
    assert_eq!(for_reason(&back, LeaveReason::Other), Ok(()));
    let alone = gone("2017-02-10");
    for reason in LeaveReason::ALL {
        assert_eq!(for_reason(&alone, reason), Ok(()), "{reason:?}");
    }
}
