//! The reasons, case by case: key, day, article.

use super::dossier::{card, dossier, home, stay};
use super::{book, day, tree};
use crate::domain::application::ApplicationState;
use crate::domain::calendar::Day;
use crate::domain::dossier::{Application, Dossier, HeldCard, Residence, Stay};
use crate::domain::eligibility::ClockStart;
use crate::domain::endorsement::endorse;
use crate::domain::identity::IdKind;
use crate::domain::open_acts::open_acts;
use crate::domain::permit::{EndReason, PermitKind, state, terms};
use crate::domain::regime::Exempt;
use crate::domain::rulebook::RuleBook;
use crate::domain::why::{CardFact, DutyFact, Fact, Reason, ResidenceFact, StayFact, of_card, of_person};

fn told(reasons: &[Reason]) -> Vec<String> {
    let words = |reason: &Reason| {
        let on = reason.on.map(|day| format!(" {day}")).unwrap_or_default();
        let article = reason.article.map(|article| format!(" {article}")).unwrap_or_default();
        format!("{}{on}{article}", reason.fact.key())
    };
    reasons.iter().map(words).collect()
}

fn person(someone: &Dossier, on: &str) -> Vec<String> {
    told(&of_person(someone, &tree(), &book(), day(on)))
}

fn has(someone: &Dossier, on: &str, expected: &str) {
    let all = person(someone, on);
    assert!(all.iter().any(|reason| reason == expected), "{on}: no {expected} in {all:#?}");
}

fn lacks(someone: &Dossier, on: &str, key: &str) {
    let all = person(someone, on);
    assert!(!all.iter().any(|reason| reason.starts_with(key)), "{on}: {key} in {all:#?}");
}

/// A card of the counter, with what its regime prints.
fn issued(on: &str) -> HeldCard {
    let mut held = card(PermitKind::Residence, on);
    let months = book().on(day(on)).validity_months;
    held.card.printed_until = months.map(|months| day(on).plus_months(i32::from(months)).plus_days(-1));
    held
}

fn endorsed(on: &str, endorsements: &[&str]) -> HeldCard {
    let mut held = issued(on);
    held.card.endorsements = endorsements.iter().copied().map(day).collect();
    held
}

fn card_told(someone: &Dossier, on: &str) -> Vec<String> {
    told(&of_card(someone, &someone.cards[0].number, &book(), day(on)))
}

#[test]
fn a_card_of_2016_valid_due_and_suspended() {
    let someone = dossier(vec![stay("2016-07-01", None)], vec![issued("2017-01-01")]);
    let head = ["issued 2017-01-01 S 10(1)", "anniversaries 2017-01-01 S 10(2)"];
    let since = "residence 2016-07-01";
    for (on, now) in [
        ("2017-01-01", vec!["next_window 2017-12-01 S 10(2)", since]),
        ("2017-11-30", vec!["next_window 2017-12-01 S 10(2)", since]),
        ("2017-12-01", vec!["due 2017-12-01 S 10(2)", since]),
        ("2017-12-31", vec!["due 2017-12-01 S 10(2)", since]),
        ("2018-01-01", vec!["suspended 2018-01-01 S 10(3)", "residence_stands_still 2018-01-01 S 10(3)", since]),
    ] {
        assert_eq!(card_told(&someone, on), [&head[..], &now].concat(), "{on}");
    }
    assert!(card_told(&someone, "2016-12-31").is_empty(), "not yet issued");
}

#[test]
fn a_late_endorsement_and_what_it_cost() {
    let someone = dossier(vec![stay("2016-07-01", None)], vec![endorsed("2017-01-01", &["2018-06-01"])]);
    let reasons = of_card(&someone, &someone.cards[0].number, &book(), day("2018-06-01"));
    assert_eq!(
        told(&reasons),
        [
            "issued 2017-01-01 S 10(1)",
            "endorsed_late 2018-06-01 S 10(3)",
            "anniversaries 2018-06-01 S 10(2)",
            "next_window 2019-05-01 S 10(2)",
            "residence 2018-06-01"
        ]
    );
    let expected = CardFact::EndorsedLate {
        on: day("2018-06-01"),
        lapsed_from: day("2018-01-01"),
        days: 151,
        suspended: true,
        anniversaries_go_on: false,
        next: day("2019-06-01"),
    };
    assert!(reasons.iter().any(|reason| reason.fact == Fact::Card(expected.clone())), "{reasons:#?}");
    has(&someone, "2018-06-01", "residence_counted_anew 2018-06-01 S 10(3)");
    assert!(!card_told(&someone, "2018-05-31").iter().any(|reason| reason.starts_with("endorsed")));
}

#[test]
fn each_endorsement_is_told_with_the_days_known_then() {
    let someone = dossier(vec![stay("2016-07-01", None)], vec![endorsed("2017-01-01", &["2017-12-15", "2018-12-31"])]);
    let reasons = of_card(&someone, &someone.cards[0].number, &book(), day("2019-03-01"));
    let endorsements: Vec<&Fact> =
        reasons.iter().map(|reason| &reason.fact).filter(|fact| fact.key() == "endorsed").collect();
    let expected = [("2017-12-15", "2018-12-31"), ("2018-12-31", "2019-12-31")]
        .map(|(on, until)| Fact::Card(CardFact::Endorsed { on: day(on), until: day(until) }));
    assert_eq!(endorsements, expected.iter().collect::<Vec<_>>());
}

#[test]
fn a_card_of_the_regulation_due_endorsed_and_expired() {
    let someone = dossier(vec![stay("2012-10-01", None)], vec![issued("2012-10-01")]);
    let head = ["issued 2012-10-01 P 11(3)", "printed_validity 2012-10-01 P 13"];
    for (on, now) in [
        ("2013-08-31", "next_window 2013-09-01 P 13"),
        ("2013-09-01", "due 2013-09-01 P 13"),
        ("2013-10-01", "expired 2013-10-01 P 13"),
    ] {
        assert_eq!(card_told(&someone, on), [&head[..], &[now, "residence 2012-10-01"]].concat(), "{on}");
    }
    let decree = dossier(vec![stay("2012-04-01", None)], vec![issued("2012-04-01")]);
    let told = card_told(&decree, "2013-04-01");
    assert_eq!(
        told[..3],
        ["issued 2012-04-01 G 15(1)", "printed_validity 2012-04-01 G 25(2)", "expired 2013-04-01 G 19"]
    );
}

#[test]
fn a_card_that_crossed_into_2016() {
    let someone = dossier(vec![stay("2014-01-01", None)], vec![endorsed("2014-03-01", &["2015-02-10"])]);
    let crossed = "crossed_into_2016 2016-01-01 S 23".to_owned();
    assert!(!card_told(&someone, "2015-12-31").contains(&crossed));
    let told = card_told(&someone, "2016-01-01");
    assert!(told.contains(&crossed) && told.contains(&"endorsed 2015-02-10 P 13".to_owned()), "{told:#?}");
    assert!(told.contains(&"next_window 2016-02-01 S 10(2)".to_owned()), "{told:#?}");
    let told = card_told(&someone, "2016-03-01");
    assert!(told.contains(&"suspended 2016-03-01 S 10(3)".to_owned()), "{told:#?}");
    let ended_before = dossier(vec![stay("2014-01-01", None)], vec![issued("2014-12-31")]);
    assert!(!card_told(&ended_before, "2016-01-01").contains(&crossed), "expired on 2015-12-31");
}

#[test]
fn every_end_of_a_card_has_its_reason_and_article() {
    for (reason, article) in [
        (EndReason::Left, ""),
        (EndReason::Hukou, ""),
        (EndReason::Death, ""),
        (EndReason::Error, ""),
        (EndReason::Ineligible, " S 2"),
        (EndReason::Fraud, " S 19(2)"),
        (EndReason::Confiscated, " S 19(2)"),
        (EndReason::Lost, " S 11(1)"),
        (EndReason::Replaced, " S 11(2)"),
        (EndReason::Expired, " P 13"),
    ] {
        let mut held = issued("2017-01-01");
        held.card.ended = Some((day("2017-05-05"), reason));
        let someone = dossier(vec![stay("2016-07-01", None)], vec![held]);
        let told = card_told(&someone, "2017-06-01");
        assert!(told.contains(&format!("ended 2017-05-05{article}")), "{reason:?}: {told:#?}");
        assert!(!card_told(&someone, "2017-05-04").iter().any(|told| told.starts_with("ended")), "{reason:?}");
    }
}

/// A day of each regime, on which something was done.
const DAYS: [&str; 3] = ["2012-08-01", "2013-08-01", "2017-08-01"];

fn cited(key: &str, on: &str, article: &str) -> String {
    format!("{key} {on} {article}").trim_end().to_owned()
}

/// Somebody registered half a year and more before a day, with a card of half a year before it.
fn holder(on: &str) -> Dossier {
    let months_before = |months: i32| day(on).plus_months(-months).to_string();
    dossier(vec![stay(&months_before(7), None)], vec![issued(&months_before(6))])
}

#[test]
fn the_articles_of_an_issue_a_replacement_and_an_end_regime_by_regime() {
    let cases = [
        ("issue", ["G 15(1)", "P 11(3)", "S 10(1)"]),
        ("a new card", ["G 18(1)", "P 15", "S 11(1)"]),
        ("lost", ["G 18(2)", "P 15", "S 11(1)"]),
        ("replaced", ["G 18(1)", "P 15", "S 11(2)"]),
        ("fraud", ["G 31", "P 31", "S 19(2)"]),
        ("confiscated", ["G 31", "P 31", "S 19(2)"]),
        ("ineligible", ["G 13(1)", "P 9(1)", "S 2"]),
        ("expired", ["G 19", "P 13", "P 13"]),
        ("left", ["", "", ""]),
        ("error", ["", "", ""]),
    ];
    for (what, articles) in cases {
        for (on, article) in DAYS.into_iter().zip(articles) {
            let mut someone = holder(on);
            let expected = if let Some(reason) = EndReason::parse(what) {
                someone.cards[0].card.ended = Some((day(on), reason));
                cited("ended", on, article)
            } else {
                let old = std::mem::replace(&mut someone.cards[0], issued(on));
                someone.cards[0].replaces = (what == "a new card").then(|| old.number.clone());
                someone.cards.push(old);
                cited(if what == "issue" { "issued" } else { "replaces" }, on, article)
            };
            let told = card_told(&someone, on);
            assert!(told.contains(&expected), "{what}: no {expected} in {told:#?}");
        }
    }
}

#[test]
fn the_articles_of_a_registration_a_move_and_an_application_regime_by_regime() {
    let cases = [
        ("registered", ["G 9", "P 9(1)", "N 二(二)"]),
        ("moved", ["G 18(1)", "P 14", "P 14"]),
        ("application_accepted", ["G 15(1)", "P 11(3)", "S 9(6)"]),
        ("application_incomplete", ["G 15(2)", "", "S 9(5)"]),
    ];
    for (key, articles) in cases {
        for (on, article) in DAYS.into_iter().zip(articles) {
            let mut someone = holder(on);
            let notice =
                Application { accepted_on: None, state: ApplicationState::Incomplete, ..super::acts::accepted(on) };
            match key {
                "registered" => someone.stays = vec![stay(on, None)],
                "moved" => {
                    someone.stays[0].homes.push(Residence { from_on: day(on), told_on: Some(day(on)), home: home(2) });
                }
                "application_accepted" => someone.applications.push(super::acts::accepted(on)),
                _ => someone.applications.push(notice),
            }
            has(&someone, on, &cited(key, on, article));
        }
    }
}

#[test]
fn by_what_a_card_with_an_outdated_address_is_exchanged() {
    // The Regulation names nothing.
    for (on, article) in DAYS.into_iter().zip(["G 18(1)", "", "S 11(2)"]) {
        let mut moved = holder(on);
        moved.cards[0] = issued(&day(on).plus_months(-4).to_string());
        moved.stays[0].homes.push(Residence { from_on: day(on), told_on: Some(day(on)), home: home(2) });
        let told = card_told(&moved, on);
        assert!(told.contains(&cited("face_outdated", on, article)), "{on}: {told:#?}");
    }
}

#[test]
fn a_replacement_names_the_card_it_stands_for() {
    let (mut old, mut new) = (issued("2017-01-01"), issued("2017-05-05"));
    old.card.ended = Some((day("2017-05-05"), EndReason::Replaced));
    new.card.base_on = day("2017-01-01");
    new.card.printed_until = Some(day("2017-12-31"));
    new.replaces = Some(old.number.clone());
    let someone = dossier(vec![stay("2016-07-01", None)], vec![new, old]);
    assert_eq!(
        card_told(&someone, "2017-12-10")[..4],
        [
            "issued 2017-05-05 S 10(1)",
            "replaces 2017-05-05 S 11(1)",
            "anniversaries 2017-01-01 S 10(2)",
            "due 2017-12-01 S 10(2)"
        ]
    );
}

#[test]
fn a_temporary_permit_runs_and_runs_out() {
    let someone = dossier(vec![stay("2012-04-01", None)], vec![card(PermitKind::Temporary, "2011-05-10")]);
    assert_eq!(card_told(&someone, "2012-05-09"), ["temporary_issued 2011-05-10", "temporary_runs 2012-05-09 G 37"]);
    assert_eq!(card_told(&someone, "2012-05-10"), ["temporary_issued 2011-05-10", "temporary_ran_out 2012-05-10 G 37"]);
    for (on, article) in [("2012-09-30", "G 37"), ("2012-10-01", "P 34"), ("2016-01-01", "N 二(七)")] {
        has(&someone, on, &format!("temporary_time_counts 2011-05-10 {article}"));
    }
    let gap = dossier(vec![stay("2012-05-12", None)], vec![card(PermitKind::Temporary, "2011-05-10")]);
    has(&gap, "2012-06-01", "temporary_time_gap 2012-05-10");
    lacks(&gap, "2012-06-01", "temporary_time_counts");
    let fact = ResidenceFact::TemporaryGap { ran_out: day("2012-05-10"), days: 2, allowed: 0 };
    let reasons = of_person(&gap, &tree(), &book(), day("2012-06-01"));
    assert!(reasons.iter().any(|reason| reason.fact == Fact::Residence(fact.clone())), "{reasons:#?}");
}

#[test]
fn half_a_year_before_and_on_its_day() {
    let someone = dossier(vec![stay("2017-01-01", None)], Vec::new());
    assert_eq!(
        person(&someone, "2017-06-29"),
        [
            "registered 2017-01-01 N 二(二)",
            "residence 2017-01-01",
            "half_year 2017-06-30 N 二(一)",
            "not_known_truly_lived N 二(一)",
            "not_known_ground S 2",
            "voluntary 2016-01-01 S 2"
        ]
    );
    assert_eq!(person(&someone, "2017-06-29"), person(&someone, "2017-06-30"), "the same facts, one of them reached");
    let older = dossier(vec![stay("2014-01-01", None)], Vec::new());
    has(&older, "2016-01-01", "rules_began 2016-01-01");
    has(&older, "2016-01-01", "half_year 2014-06-30 N 二(一)");
    let holder = dossier(vec![stay("2016-07-01", None)], vec![issued("2017-01-01")]);
    lacks(&holder, "2017-02-01", "not_known_ground");
    has(&holder, "2017-02-01", "card 2017-01-01");
}

#[test]
fn who_is_never_entitled_is_told_why() {
    let mut kind = dossier(vec![stay("2012-11-01", None)], Vec::new());
    for (id_kind, articles) in [
        (IdKind::Hmt, [" G 2(2)", " P 35", " P 35"]),
        (IdKind::Foreigner, [" G 2(2)", " P 35", " P 35"]),
        (IdKind::Other, [" G 25(2)", " P 12", " S 4"]),
    ] {
        kind.person.id.kind = id_kind;
        kind.stays[0].registered_on = day("2012-04-01");
        kind.stays[0].homes[0].from_on = day("2012-04-01");
        for (on, article) in ["2012-05-01", "2012-11-01", "2016-11-01"].into_iter().zip(articles) {
            has(&kind, on, &format!("other_papers{article}"));
            lacks(&kind, on, "must_apply");
        }
    }
    let mut own = dossier(vec![stay("2012-11-01", None)], Vec::new());
    own.person.hukou_county = Some("520121".into());
    has(&own, "2016-01-01", "own_city N 二(一)");
    lacks(&own, "2015-12-31", "own_city");
    let mut short = dossier(vec![stay("2012-11-01", None)], Vec::new());
    short.stays[0].homes[0].home.stay = Some("0".into());
    has(&short, "2012-11-02", "short_stay P 9(1)");
    lacks(&short, "2012-11-02", "must_apply");
    let before = dossier(vec![stay("2011-11-01", None)], Vec::new());
    has(&before, "2012-03-04", "before_rules 2012-03-05 G 38");
}

#[test]
fn the_exempt_are_told_what_their_mark_does() {
    for exempt in Exempt::ALL {
        let mut someone = dossier(vec![stay("2012-04-01", None)], Vec::new());
        someone.stays[0].exempt = Some(exempt);
        let relative = exempt == Exempt::Relative;
        has(&someone, "2012-04-01", if relative { "exempt_from_duty" } else { "exempt_from_duty G 12(1)" });
        if relative {
            has(&someone, "2012-10-01", "exempt_from_duty P 9(2)");
        } else {
            // Whoever gets no permit is not told that it is a choice.
            has(&someone, "2012-10-01", "exempt P 10(1)");
            lacks(&someone, "2012-10-01", "exempt_from_duty");
        }
        lacks(&someone, "2016-01-01", "exempt");
    }
}

#[test]
fn the_duty_by_age_and_where_its_last_day_comes_from() {
    let mut someone = dossier(vec![stay("2013-01-01", None)], Vec::new());
    someone.person.birth_on = Some(day("1997-05-10"));
    has(&someone, "2013-05-09", "under_age 2013-05-10 P 9(2)");
    has(&someone, "2013-05-10", "must_apply P 9(1)");
    has(&someone, "2013-05-10", "apply_by 2013-06-09 P 9(1)");
    let start = |someone: &Dossier, on: &str| {
        of_person(someone, &tree(), &book(), day(on)).into_iter().find_map(|reason| {
            let Fact::Duty(DutyFact::ApplyBy { start, from, passed, .. }) = reason.fact else { return None };
            Some((start, from, passed))
        })
    };
    assert_eq!(start(&someone, "2013-06-09"), Some((ClockStart::Birthday, day("2013-05-10"), false)));
    assert_eq!(start(&someone, "2013-06-10"), Some((ClockStart::Birthday, day("2013-05-10"), true)));
    someone.person.birth_on = Some(day("1953-05-10"));
    has(&someone, "2013-05-09", "apply_by 2013-01-31 P 9(1)");
    assert_eq!(start(&someone, "2013-01-05"), Some((ClockStart::Registration, day("2013-01-01"), false)));
    has(&someone, "2013-05-10", "over_age 2013-05-10 P 9(2)");
    someone.stays[0].arrived_on = Some(day("2012-12-30"));
    assert_eq!(start(&someone, "2013-01-05"), Some((ClockStart::Arrival, day("2012-12-30"), false)));
    someone.person.birth_on = None;
    has(&someone, "2013-05-10", "not_known_birth P 9(2)");
    lacks(&someone, "2016-01-01", "not_known_birth");
    let older = dossier(vec![stay("2011-05-01", None)], Vec::new());
    assert_eq!(start(&older, "2012-03-05"), Some((ClockStart::Rules, day("2012-03-05"), false)));
    has(&older, "2012-03-05", "apply_by 2012-03-14 G 13(1)");
    let holder = dossier(vec![stay("2012-04-01", None)], vec![card(PermitKind::Temporary, "2011-05-10")]);
    has(&holder, "2012-05-09", "holds_card");
    lacks(&holder, "2012-05-09", "apply_by");
    has(&holder, "2012-05-10", "apply_by 2012-04-13 G 13(1)");
}

#[test]
fn late_registrations_and_late_moves_are_told_with_their_limits() {
    let mut someone = dossier(vec![stay("2012-04-09", None)], Vec::new());
    someone.stays[0].arrived_on = Some(day("2012-04-01"));
    someone.stays[0].homes.push(Residence {
        from_on: day("2012-11-01"),
        told_on: Some(day("2012-11-09")),
        home: home(2),
    });
    has(&someone, "2012-12-01", "arrived 2012-04-01");
    has(&someone, "2012-12-01", "registered_late 2012-04-09 G 9");
    has(&someone, "2012-12-01", "moved_late 2012-11-01 P 14");
    lacks(&someone, "2012-10-31", "moved");
    someone.stays[0].homes[1].told_on = Some(day("2012-11-08"));
    has(&someone, "2012-12-01", "moved 2012-11-01 P 14");
    someone.stays[0].arrived_on = Some(day("2012-04-02"));
    lacks(&someone, "2012-12-01", "registered_late");
}

#[test]
fn departures_returns_and_applications_are_told() {
    let mut someone = dossier(vec![stay("2012-05-01", Some("2013-05-01")), stay("2014-06-05", None)], Vec::new());
    someone.stays[1].id = 2;
    has(&someone, "2013-06-01", "left 2013-05-01");
    has(&someone, "2013-06-01", "not_registered");
    has(&someone, "2013-06-01", "residence_not_counted");
    has(&someone, "2014-06-05", "earlier_stay 2013-05-01");
    has(&someone, "2014-06-05", "residence 2014-06-05");
    lacks(&someone, "2014-06-05", "left");
    let application = |state, accepted: bool, closed: Option<&str>| Application {
        id: 1,
        applied_on: day("2017-07-05"),
        accepted_on: accepted.then(|| day("2017-07-05")),
        due_on: accepted.then(|| day("2017-07-20")),
        extended: None,
        closed_on: closed.map(day),
        state,
        because: None,
        article: None,
    };
    for (application, on, expected) in [
        (
            application(ApplicationState::Incomplete, false, None),
            "2017-07-05",
            "application_incomplete 2017-07-05 S 9(5)",
        ),
        (application(ApplicationState::Open, true, None), "2017-07-05", "application_accepted 2017-07-05 S 9(6)"),
        (
            application(ApplicationState::Withdrawn, true, Some("2017-07-10")),
            "2017-07-09",
            "application_accepted 2017-07-05 S 9(6)",
        ),
        (
            application(ApplicationState::Withdrawn, true, Some("2017-07-10")),
            "2017-07-10",
            "application_closed 2017-07-10",
        ),
        (
            application(ApplicationState::Refused, true, Some("2017-07-10")),
            "2017-07-10",
            "application_closed 2017-07-10",
        ),
    ] {
        let mut applicant = dossier(vec![stay("2017-01-01", None)], Vec::new());
        applicant.applications.push(application);
        has(&applicant, on, expected);
        lacks(&applicant, "2017-07-04", "application");
    }
}

#[test]
fn after_a_merger_nobody_left_and_nobody_came_back() {
    let cut = |from: &str, ended: &str| Stay { id: 2, cut: true, ..stay(from, Some(ended)) };
    // The earlier one went on in the later one; a third was registered twice on one day.
    let joined = dossier(vec![cut("2016-01-05", "2017-03-05"), stay("2017-03-05", None)], Vec::new());
    has(&joined, "2017-03-06", "merged_stay 2017-03-05");
    has(&joined, "2017-03-06", "residence 2016-01-05");
    has(&joined, "2017-03-06", "half_year 2016-07-04 N 二(一)");
    lacks(&joined, "2017-03-06", "earlier_stay");
    assert!(joined.entitled(&book(), day("2017-03-06")).is_eligible(), "the earlier months count");
    let again = |someone: &Dossier, on: &str| {
        of_person(someone, &tree(), &book(), day(on))
            .into_iter()
            .any(|reason| matches!(reason.fact, Fact::Stay(StayFact::Registered { again: true, .. })))
    };
    assert!(!again(&joined, "2017-03-06"));
    let double = dossier(vec![cut("2016-03-05", "2016-03-05"), stay("2016-01-05", None)], Vec::new());
    has(&double, "2016-04-01", "double_stay 2016-03-05");
    lacks(&double, "2016-04-01", "earlier_stay");
    assert!(!again(&double, "2016-04-01"));
    // Whoever left before that did come back.
    let left = Stay { id: 3, ..stay("2014-01-05", Some("2015-01-05")) };
    let back = dossier(vec![left, cut("2016-03-05", "2016-03-05"), stay("2016-01-05", None)], Vec::new());
    has(&back, "2016-04-01", "earlier_stay 2015-01-05");
    assert!(again(&back, "2016-04-01"));
}

/// A made-up life: each step some days after the last, and what is done then, where it is possible.
fn life(steps: &[(u16, u8)]) -> Dossier {
    let book = book();
    let mut someone = dossier(vec![stay("2012-03-10", None)], Vec::new());
    let mut on = day("2012-03-10");
    for (step, act) in steps {
        on = on.plus_days(i32::from(*step));
        one_step(&mut someone, &book, on, *act);
    }
    someone
}

fn one_step(someone: &mut Dossier, book: &RuleBook, on: Day, act: u8) {
    let registered = someone.active_stay(on).is_some();
    let live = someone.has_live_permit(book, on);
    let shown = someone.card_shown(book, on).map(|held| held.number.clone());
    let at = someone.cards.iter().position(|held| Some(&held.number) == shown.as_ref());
    match (act % 6, at) {
        (0, _) if registered && !live && someone.entitled(book, on).is_eligible() => {
            someone.cards.push(issued(&on.to_string()));
        }
        (1, Some(at)) if registered && endorse(&someone.cards[at].card, book, on).is_ok() => {
            someone.cards[at].card.endorsements.push(on);
        }
        (2, _) if registered => {
            let id = i64::try_from(someone.stays[0].homes.len()).unwrap() + 1;
            let last = someone.stays.last_mut().unwrap();
            last.homes.push(Residence { from_on: on, told_on: Some(on), home: home(id) });
        }
        (3, _) if registered => {
            someone.stays.last_mut().unwrap().ended = Some((on, "left".to_owned()));
            for held in someone.cards.iter_mut().filter(|held| held.card.ended.is_none()) {
                held.card.ended = Some((on, EndReason::Left));
            }
        }
        (4, _) if !registered && someone.stays.last().unwrap().ended_on() < Some(on) => {
            let id = someone.stays.last().unwrap().id + 1;
            someone.stays.push(Stay { id, ..stay(&on.to_string(), None) });
        }
        (5, Some(at)) if registered && live && someone.cards[at].card.issued_on < on => {
            replace(someone, book, at, on);
        }
        (_, _) => {}
    }
}

/// The new card goes on where the old one stands.
fn replace(someone: &mut Dossier, book: &RuleBook, at: usize, on: Day) {
    let old = &mut someone.cards[at];
    let last = terms(&old.card, book).last().copied().unwrap();
    let mut new = card(PermitKind::Residence, &on.to_string());
    new.card.base_on = last.anchor_on;
    new.card.printed_until = Some(last.until_on.plus_days(-1));
    new.replaces = Some(old.number.clone());
    old.card.ended = Some((on, EndReason::Replaced));
    old.replaced_by = Some(new.number.clone());
    someone.cards.push(new);
}

/// Everything that is answered about a day.
fn answers(someone: &Dossier, on: Day) -> String {
    let book = book();
    let shown = someone.card_shown(&book, on);
    let state = shown.and_then(|held| state(&held.card, &book, on));
    format!(
        "{:?}",
        (
            someone.stay_shown(on).map(|stay| (stay.registered_on, stay.home_on(on).clone())),
            someone.entitled(&book, on),
            someone.duty(&book, on),
            someone.residence(&book, on),
            (shown.map(|held| &held.number), state),
            of_person(someone, &tree(), &book, on),
            shown.map(|held| of_card(someone, &held.number, &book, on)),
            open_acts(someone, &tree(), &book, on),
        )
    )
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 48, failure_persistence: None, ..Default::default() })]

    #[test]
    fn later_acts_change_no_answer_about_an_earlier_day(
        steps in proptest::collection::vec((1u16..300, 0u8..6), 1..14),
        back in 1i32..400,
    ) {
        let whole = life(&steps);
        for n in 1..steps.len() {
            let before = life(&steps[..n]);
            let days: i32 = steps[..=n].iter().map(|(step, _)| i32::from(*step)).sum();
            let next_act_on = day("2012-03-10").plus_days(days);
            for on in [next_act_on.plus_days(-1), next_act_on.plus_days(-back)] {
                assert_eq!(answers(&whole, on), answers(&before, on), "on {on}: {steps:?}");
            }
        }
    }

    #[test]
    fn residence_never_counts_more_days_than_the_calendar_has(
        steps in proptest::collection::vec((1u16..300, 0u8..6), 1..14),
        ahead in 0i32..3000,
    ) {
        let someone = life(&steps);
        let on = day("2012-03-10").plus_days(ahead);
        let count = someone.residence(&book(), on);
        match count.since {
            Some(since) => {
                assert!(since <= on && count.days <= on.days_since(since) + 1, "{count:?} on {on}: {steps:?}");
                assert!(i64::from(count.full_years) * 365 <= count.days, "{count:?} on {on}: {steps:?}");
            }
            None => assert_eq!((count.days, count.full_years), (0, 0), "{steps:?}"),
        }
        let live = someone.cards.iter().filter(|held| {
            held.card.kind == PermitKind::Residence
                && state(&held.card, &book(), on).is_some_and(|state| state.status.is_live())
        });
        assert!(live.count() <= 1, "on {on}: {someone:?}");
        assert!(someone.stays.iter().filter(|stay| stay.is_active_on(on)).count() <= 1);
    }
}
