//! Closing and extending applications, handing over and ending cards, and the order of acts.

use super::dossier::dossier;
use super::{book, book_with, day};
use crate::domain::act_order::{ApplicationAct, CardAct, LaterAct, after_in_applications, after_of_person};
use crate::domain::application::{ApplicationState, CloseRefusal, article_in, close, names_article, promised_on};
use crate::domain::calendar::{Day, NoCalendar};
use crate::domain::code::Code;
use crate::domain::collection::{CollectRefusal, collect, fetching};
use crate::domain::dossier::{Application, Extension, HeldCard, Stay};
use crate::domain::ending::{EndRefusal, GIVEN, end, stay_left_open};
use crate::domain::extension::{ExtendRefusal, extend};
use crate::domain::permit::{Card, EndReason, PermitKind};
use crate::domain::regime::{Limit, Regime};
use crate::domain::stay_end::LeaveReason;
use crate::domain::unit::UnitId;

pub const ENDED: CardAct = CardAct::Ended;

/// Accepted on a day and open.
pub fn accepted(on: &str) -> Application {
    let due_on = crate::domain::application::due_on(day(on), &book()).ok();
    Application {
        id: 1,
        applied_on: day(on),
        accepted_on: Some(day(on)),
        due_on,
        extended: None,
        closed_on: None,
        state: ApplicationState::Open,
        because: None,
        article: None,
    }
}

/// A 居住证 of the counter, issued on a day.
pub fn held(on: &str) -> HeldCard {
    let rules = book().on(day(on)).clone();
    let printed = rules.validity_months.map(|months| day(on).plus_months(i32::from(months)).plus_days(-1));
    HeldCard {
        id: 1,
        number: "JZ5201021700000015".to_owned(),
        card: Card {
            kind: PermitKind::Residence,
            regime: rules.regime,
            issued_on: day(on),
            base_on: day(on),
            printed_until: printed,
            endorsements: Vec::new(),
            ended: None,
        },
        issuing_county: "520102".to_owned(),
        counter: UnitId(1),
        collected_on: None,
        replaces: None,
        replaced_by: None,
        gave_way: None,
    }
}

pub fn ended(mut held: HeldCard, on: &str, reason: EndReason) -> HeldCard {
    held.card.ended = Some((day(on), reason));
    held
}

fn endorsed(mut held: HeldCard, on: &str) -> HeldCard {
    held.card.endorsements.push(day(on));
    held
}

fn collected(mut held: HeldCard, on: &str) -> HeldCard {
    held.collected_on = Some(day(on));
    held
}

pub fn temporary(mut held: HeldCard) -> HeldCard {
    held.card.kind = PermitKind::Temporary;
    held
}

pub fn on_card(act: CardAct, on: &str, given: &str) -> LaterAct {
    LaterAct::Card { permit: "JZ5201021700000015".to_owned(), act, on: day(on), given: day(given) }
}

fn in_application(act: ApplicationAct, on: &str, given: &str) -> LaterAct {
    LaterAct::Application { application: "A000001".to_owned(), act, on: day(on), given: day(given) }
}

#[test]
fn which_applications_can_be_closed_and_when() {
    let open = || accepted("2017-07-01");
    let incomplete = || Application {
        accepted_on: None,
        due_on: None,
        state: ApplicationState::Incomplete,
        ..accepted("2017-07-01")
    };
    let done = |state| Application { state, closed_on: Some(day("2017-07-05")), ..accepted("2017-07-01") };
    let extended = || Application {
        extended: Some(Extension { to: day("2017-07-30"), on: day("2017-07-10") }),
        ..accepted("2017-07-01")
    };
    let later = |act, on, given| Err(CloseRefusal::Later(in_application(act, on, given)));
    let cases = [
        ("open, on the day itself", open(), "2017-07-01", Ok(())),
        ("open, long after its limit", open(), "2018-07-01", Ok(())),
        ("never accepted", incomplete(), "2017-07-02", Ok(())),
        ("before it was made", open(), "2017-06-30", later(ApplicationAct::Applied, "2017-07-01", "2017-06-30")),
        ("before its extension", extended(), "2017-07-09", later(ApplicationAct::Extended, "2017-07-10", "2017-07-09")),
        ("on the day of its extension", extended(), "2017-07-10", Ok(())),
        (
            "issued",
            done(ApplicationState::Issued),
            "2017-07-06",
            Err(CloseRefusal::NotOpen { state: ApplicationState::Issued }),
        ),
        (
            "withdrawn",
            done(ApplicationState::Withdrawn),
            "2017-07-06",
            Err(CloseRefusal::NotOpen { state: ApplicationState::Withdrawn }),
        ),
    ];
    for (case, application, on, expected) in cases {
        assert_eq!(close(&application, day(on)), expected, "{case}");
    }
}

#[test]
fn a_reason_that_names_its_article_is_known() {
    for text in ["不符合《居住证暂行条例》第二条", "按第13条", "Decree 663 Art. 2", "articles 2 and 9", "Article 9(6)"]
    {
        assert!(names_article(text), "{text}");
    }
    for text in ["材料虚假", "第一次来", "第条", "party 3", "article nine", "Art of 3"] {
        assert!(!names_article(text), "{text}");
    }
}

fn too_far(last: &str) -> ExtendRefusal {
    ExtendRefusal::TooFar { due_on: day("2017-07-16"), last: day(last), limit: Limit::Days(30) }
}

#[test]
fn a_limit_is_put_off_once_and_to_day_thirty_at_most() {
    let open = || accepted("2017-07-01");
    let again = Extension { to: day("2017-07-20"), on: day("2017-07-10") };
    let extended = || Application { extended: Some(again), ..accepted("2017-07-01") };
    let old = || accepted("2015-12-31");
    let issued = || Application {
        state: ApplicationState::Issued,
        closed_on: Some(day("2017-07-05")),
        ..accepted("2017-07-01")
    };
    let cases = [
        ("to the day after the limit", open(), "2017-07-10", "2017-07-17", Ok(())),
        ("to day 30", open(), "2017-07-10", "2017-07-31", Ok(())),
        ("to day 31", open(), "2017-07-10", "2017-08-01", Err(too_far("2017-07-31"))),
        (
            "to the limit as it stands",
            open(),
            "2017-07-10",
            "2017-07-16",
            Err(ExtendRefusal::NotLater { due_on: day("2017-07-16") }),
        ),
        ("on the last day of the limit", open(), "2017-07-16", "2017-07-25", Ok(())),
        (
            "the day after the limit",
            open(),
            "2017-07-17",
            "2017-07-25",
            Err(ExtendRefusal::TooLate { due_on: day("2017-07-16") }),
        ),
        ("twice", extended(), "2017-07-11", "2017-07-25", Err(ExtendRefusal::Already { extension: again })),
        (
            "before it was accepted",
            open(),
            "2017-06-30",
            "2017-07-20",
            Err(ExtendRefusal::Later(in_application(ApplicationAct::Applied, "2017-07-01", "2017-06-30"))),
        ),
        (
            "under the rules of 2012, also in 2016",
            old(),
            "2016-01-02",
            "2016-01-20",
            Err(ExtendRefusal::NoneUnder { regime: Regime::Guizhou2012 }),
        ),
        (
            "issued",
            issued(),
            "2017-07-06",
            "2017-07-20",
            Err(ExtendRefusal::NotOpen { state: ApplicationState::Issued }),
        ),
    ];
    for (case, application, on, to, expected) in cases {
        assert_eq!(extend(&application, &book(), day(on), day(to)), expected, "{case}");
    }
}

#[test]
fn an_extension_is_known_from_its_own_day_on() {
    let extension = Extension { to: day("2017-07-30"), on: day("2017-07-10") };
    let application = Application { extended: Some(extension), ..accepted("2017-07-01") };
    assert_eq!(application.due_by(day("2017-07-09")), Some(day("2017-07-16")));
    assert_eq!(application.due_by(day("2017-07-10")), Some(day("2017-07-30")));
}

#[test]
fn the_promise_is_seven_working_days_of_the_page_from_2016_on_and_within_the_limit() {
    for row in super::table("## Limits") {
        let promised = (row[0] >= "2016-01-01").then(|| day(row[2]));
        assert_eq!(promised_on(day(row[0]), &book()), Ok(promised), "{row:?}");
    }
    let slow = super::book_with(&[("issue_promise", "15 days", "2016-01-01")]);
    assert_eq!(promised_on(day("2017-09-20"), &slow), Ok(None), "no earlier than the limit");
    assert_eq!(promised_on(day("2026-12-30"), &book()), Err(NoCalendar { year: 2027 }));
}

#[test]
fn which_cards_are_handed_over_and_when() {
    let card = || held("2017-07-01");
    let cases = [
        ("on the day of issue", card(), "2017-07-01", Ok(())),
        ("while suspended", card(), "2018-09-01", Ok(())),
        ("before its issue", card(), "2017-06-30", Err(CollectRefusal::BeforeIssue { issued_on: day("2017-07-01") })),
        (
            "twice",
            collected(card(), "2017-07-03"),
            "2017-07-04",
            Err(CollectRefusal::Already { collected_on: day("2017-07-03") }),
        ),
        (
            "after its end",
            ended(card(), "2017-08-01", EndReason::Fraud),
            "2017-08-02",
            Err(CollectRefusal::Ended { ended_on: day("2017-08-01"), reason: EndReason::Fraud, forgotten: None }),
        ),
        (
            "before an endorsement",
            endorsed(card(), "2018-06-10"),
            "2018-06-09",
            Err(CollectRefusal::Forgotten(on_card(CardAct::Endorsed, "2018-06-10", "2018-06-09"))),
        ),
        ("a 暂住证", temporary(card()), "2017-07-02", Err(CollectRefusal::Temporary)),
        (
            "before there were rules",
            held("2011-07-01"),
            "2012-03-04",
            Err(CollectRefusal::BeforeRules { first: day("2012-03-05") }),
        ),
    ];
    for (case, card, on, expected) in cases {
        assert_eq!(collect(&card, &book(), day(on)), expected, "{case}");
    }
}

#[test]
fn a_card_ends_once_and_not_before_what_is_on_record() {
    let card = || held("2017-07-01");
    let expired = Err(EndRefusal::Already { ended_on: day("2013-01-01"), reason: EndReason::Expired });
    let cases = [
        ("on the day of issue", card(), "2017-07-01", Ok(())),
        ("while suspended", card(), "2018-09-01", Ok(())),
        ("an expired one", held("2012-10-01"), "2014-01-01", Ok(())),
        ("a running 暂住证", temporary(held("2012-01-01")), "2012-06-01", Ok(())),
        ("a 暂住证 that ran out", temporary(held("2012-01-01")), "2013-02-01", expired),
        (
            "before there were rules",
            held("2011-07-01"),
            "2012-03-04",
            Err(EndRefusal::BeforeRules { first: day("2012-03-05") }),
        ),
        (
            "twice",
            ended(card(), "2017-08-01", EndReason::Left),
            "2017-08-02",
            Err(EndRefusal::Already { ended_on: day("2017-08-01"), reason: EndReason::Left }),
        ),
        (
            "before it was collected",
            collected(card(), "2017-07-09"),
            "2017-07-08",
            Err(EndRefusal::Later(on_card(CardAct::Collected, "2017-07-09", "2017-07-08"))),
        ),
        (
            "before an endorsement",
            endorsed(card(), "2018-06-10"),
            "2018-06-09",
            Err(EndRefusal::Later(on_card(CardAct::Endorsed, "2018-06-10", "2018-06-09"))),
        ),
    ];
    for (case, card, on, expected) in cases {
        assert_eq!(end(&card, &book(), day(on)), expected, "{case}");
    }
    let with_the_stay: Vec<&str> =
        GIVEN.into_iter().filter(|r| LeaveReason::of_card(*r).is_some()).map(EndReason::as_str).collect();
    assert_eq!(with_the_stay, ["left", "hukou", "death"]);
}

#[test]
fn a_new_application_or_card_lies_after_what_the_person_has_on_record() {
    use super::dossier::{dossier, stay};
    let withdrawn = |made: &str, closed: &str| Application {
        state: ApplicationState::Withdrawn,
        closed_on: Some(day(closed)),
        ..accepted(made)
    };
    let stays = vec![stay("2016-01-01", Some("2019-01-01")), stay("2019-06-01", None)];
    let mut person = dossier(stays, Vec::new());
    person.applications.push(withdrawn("2020-03-01", "2020-03-10"));
    person.cards.push(ended(held("2021-05-01"), "2021-08-01", EndReason::Error));
    let found = |on: Day| after_of_person(&person, on);
    let stay = LaterAct::Stay { ended_on: day("2019-01-01"), given: day("2018-12-31") };
    assert_eq!(found(day("2018-12-31")), Some(stay.clone()), "a stay that has ended takes nothing more");
    assert_eq!(stay.code(), Code::J209);
    let card = on_card(CardAct::Ended, "2021-08-01", "2020-03-10");
    assert_eq!(found(day("2020-03-10")), Some(card.clone()), "a card of later");
    assert_eq!(found(day("2021-08-01")), None);
    person.cards.clear();
    let found = |on: Day| after_in_applications(&person, on);
    let closed = in_application(ApplicationAct::Closed(ApplicationState::Withdrawn), "2020-03-10", "2020-03-09");
    assert_eq!(found(day("2020-03-09")), Some(closed.clone()), "an application that was open on the day");
    assert_eq!(found(day("2020-03-10")), None);
    assert_eq!(after_of_person(&person, day("2020-03-09")), None, "that bars another application, and no card");
    assert_eq!((card.code(), closed.code()), (Code::J322, Code::J331));
    let notice = Application { state: ApplicationState::Incomplete, accepted_on: None, ..accepted("2020-06-01") };
    person.applications = vec![notice];
    assert_eq!(after_in_applications(&person, day("2020-05-01")), None, "a notice accepted nothing");
}

#[test]
fn a_registration_is_left_open_where_a_card_ended_since_its_bearer_is_gone() {
    use super::dossier::{dossier, stay};
    let left = LeaveReason::Left;
    let with = |stays: Vec<Stay>, cards: Vec<HeldCard>, applied: Option<&str>| {
        let mut someone = dossier(stays, cards);
        someone.applications.extend(applied.map(accepted));
        someone
    };
    let stays = || vec![stay("2016-07-01", None)];
    let back = || vec![stay("2016-07-01", Some("2018-01-01")), Stay { id: 2, ..stay("2018-01-01", None) }];
    let card = |reason| ended(held("2017-01-01"), "2018-01-01", reason);
    let found = |reason| Some((day("2018-01-01"), reason));
    let cases = [
        ("left", with(stays(), vec![card(EndReason::Left)], None), found(left)),
        ("for another reason", with(stays(), vec![card(EndReason::Ineligible)], None), None),
        ("applied again since", with(stays(), vec![card(EndReason::Left)], Some("2018-02-01")), None),
        ("applied on the day", with(stays(), vec![card(EndReason::Left)], Some("2018-01-01")), found(left)),
        ("a later card", with(stays(), vec![card(EndReason::Left), held("2018-02-01")], None), None),
        (
            "died: nothing comes after",
            with(stays(), vec![card(EndReason::Death)], Some("2018-02-01")),
            found(LeaveReason::Death),
        ),
        (
            "settled: nothing comes after",
            with(stays(), vec![card(EndReason::Hukou)], Some("2018-02-01")),
            found(LeaveReason::Hukou),
        ),
        ("left and came back the same day", with(back(), vec![card(EndReason::Left)], None), None),
        (
            "registered on the day on which the card ended",
            with(vec![stay("2018-01-01", None)], vec![card(EndReason::Left)], None),
            found(left),
        ),
        ("of an earlier stay", with(vec![stay("2018-01-02", None)], vec![card(EndReason::Left)], None), None),
    ];
    for (case, someone, expected) in cases {
        assert_eq!(stay_left_open(&someone, someone.stays.last().unwrap()), expected, "{case}");
    }
}

#[test]
fn a_guardian_fetches_the_card_of_a_child_and_papers_of_both_are_seen() {
    let cases = [
        ("the day before the 16th birthday", "2000-03-01", "2016-02-29", false, (true, true)),
        ("on it", "2000-03-01", "2016-03-01", false, (false, false)),
        ("a grown-up's messenger", "1990-01-01", "2018-01-01", true, (false, false)),
        ("in 2012 a book serves for everybody", "1990-01-01", "2012-08-01", true, (false, true)),
        ("in 2012 a child may come alone", "2000-03-01", "2012-08-01", false, (false, true)),
    ];
    for (case, birth, on, by_proxy, (child, book_serves)) in cases {
        let mut someone = dossier(Vec::new(), Vec::new());
        someone.person.birth_on = Some(day(birth));
        let found = fetching(&someone, &book(), by_proxy, day(on));
        assert_eq!((found.child, found.book_serves, found.by_proxy), (child, book_serves, by_proxy), "{case}");
    }
    let may = book_with(&[("child_needs_proxy", "false", "2016-01-01")]);
    let mut someone = dossier(Vec::new(), Vec::new());
    someone.person.birth_on = Some(day("2010-03-01"));
    let found = fetching(&someone, &may, true, day("2018-01-01"));
    assert!(!found.child && found.book_serves, "where a child needs nobody, the book still shows who it is");
}

#[test]
fn the_article_of_a_refusal_is_taken_from_its_reason() {
    for (because, article) in [
        ("不符合居住证暂行条例第二条，没有合法稳定住所", Some("居住证暂行条例第二条")),
        ("住所不属实（《居住证暂行条例》第九条第四款）", Some("《居住证暂行条例》第九条第四款")),
        ("材料是假的：暂行条例第十八条", Some("暂行条例第十八条")),
        ("no dwelling, Decree 663 Art. 2", Some("no dwelling, Decree 663 Art. 2")),
        ("S 2", Some("S 2")),
        ("没有合法稳定住所", None),
    ] {
        assert_eq!(article_in(because), article, "{because}");
    }
}
