//! Every fact once, in both languages: read aloud whenever one changes.

use super::{act, command, sentence};
use crate::domain::application::ApplicationState;
use crate::domain::article::cited;
use crate::domain::calendar::Day;
use crate::domain::eligibility::{ClockStart, NotEntitled};
use crate::domain::identity::IdKind;
use crate::domain::lang::Lang;
use crate::domain::open_acts::{Act, OpenAct};
use crate::domain::permit::{EndReason, Status};
use crate::domain::regime::{Exempt, Limit, Regime};
use crate::domain::stay_end::LeaveReason;
use crate::domain::why::{
    ApplicationFact, CardFact, DutyFact, EntitlementFact, Fact, Held, Reason, ResidenceFact, StateFact, StayFact,
};

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

fn number() -> String {
    "JZ5201021700000006".to_owned()
}

fn cards() -> Vec<Fact> {
    let late_by = |days: i32, suspended, anniversaries_go_on| CardFact::EndorsedLate {
        on: day("2018-06-01"),
        lapsed_from: day("2018-06-01").plus_days(-days),
        days: i64::from(days),
        suspended,
        anniversaries_go_on,
        next: day(if anniversaries_go_on { "2019-01-01" } else { "2019-06-01" }),
    };
    let late = |suspended, anniversaries_go_on| late_by(151, suspended, anniversaries_go_on);
    let facts = Regime::ALL.map(|regime| CardFact::Issued { on: day("2017-01-01"), regime }).into_iter().chain([
        CardFact::TemporaryIssued { on: day("2011-05-10") },
        CardFact::Replaces { on: day("2017-05-05"), old: number(), lost: true, counted_from: day("2017-01-01") },
        CardFact::Replaces { on: day("2017-05-05"), old: number(), lost: false, counted_from: day("2017-01-01") },
        CardFact::OnCardBefore {
            permit: number(),
            fact: Box::new(CardFact::Endorsed { on: day("2017-12-15"), until: day("2018-12-31") }),
        },
        CardFact::Collected { on: day("2017-01-10") },
        CardFact::Printed { until: day("2013-09-30") },
        CardFact::Anniversaries { from: day("2017-01-01") },
        CardFact::Endorsed { on: day("2017-12-15"), until: day("2018-12-31") },
        late(true, false),
        late(true, true),
        late(false, false),
        late_by(0, true, false),
        late_by(0, true, true),
        CardFact::FaceOutdated { moved: day("2017-09-01") },
        CardFact::Crossing { change: day("2016-01-01"), last_day: day("2016-02-29") },
    ]);
    let (opens, closes, since) = (day("2017-12-01"), day("2017-12-31"), day("2018-01-01"));
    let states = [
        StateFact::NextWindow { opens, closes },
        StateFact::Due { opens, closes, suspends: true },
        StateFact::Due { opens, closes, suspends: false },
        StateFact::Suspended { since, lapsed_on: since },
        StateFact::Suspended { since: day("2018-03-01"), lapsed_on: since },
        StateFact::Expired { since },
        StateFact::TemporaryRuns { until: closes, may_apply: true },
        StateFact::TemporaryRuns { until: closes, may_apply: false },
        StateFact::TemporaryRanOut { on: since },
    ];
    let ends = EndReason::ALL.into_iter().flat_map(|reason| {
        [None, Some(number())].map(|replaced_by| StateFact::Ended {
            on: day("2018-01-05"),
            reason,
            replaced_by,
            gave_way: None,
        })
    });
    let gave_way = Some(day("2018-03-01"));
    let merged = StateFact::Ended { on: day("2018-01-05"), reason: EndReason::Error, replaced_by: None, gave_way };
    let ends = ends.chain([merged]);
    facts.map(Fact::from).chain(states.map(Fact::from)).chain(ends.map(Fact::from)).collect()
}

fn residence_and_stays() -> Vec<Fact> {
    let on = day("2017-01-01");
    let residence = [
        ResidenceFact::Counted { since: on, days: 1, full_years: 0 },
        ResidenceFact::Counted { since: on, days: 800, full_years: 2 },
        ResidenceFact::TemporaryCounts { from: day("2011-05-10") },
        ResidenceFact::TemporaryGap { ran_out: day("2012-05-10"), days: 2, allowed: 0 },
        ResidenceFact::TemporaryGap { ran_out: day("2012-05-10"), days: 9, allowed: 7 },
        ResidenceFact::CountedAnew { from: on, permit: None },
        ResidenceFact::CountedAnew { from: on, permit: Some(number()) },
        ResidenceFact::StandsStill { since: on, permit: None },
        ResidenceFact::StandsStill { since: on, permit: Some(number()) },
        ResidenceFact::Skipped { days: 62, permits: Vec::new() },
        ResidenceFact::Skipped { days: 1, permits: vec![number()] },
        ResidenceFact::NotCounted,
        ResidenceFact::TrulyLived,
    ];
    let stays = [
        StayFact::Earlier { from: day("2015-01-01"), until: day("2016-01-01") },
        StayFact::Joined { from: day("2015-01-01"), until: day("2016-01-01") },
        StayFact::Double { on },
        StayFact::Registered { on, again: false },
        StayFact::Registered { on, again: true },
        StayFact::Arrived { on },
        StayFact::ArrivalUnknown { used: on },
        StayFact::RegisteredLate {
            arrived: on,
            last_day: day("2017-01-08"),
            on: day("2017-02-01"),
            limit: Limit::Days(7),
        },
        StayFact::Moved { on },
        StayFact::Regrouped { on, former: "河滨社区".to_owned(), unit: "新华社区".to_owned(), split: false },
        StayFact::Regrouped { on, former: "河滨社区".to_owned(), unit: "新华社区".to_owned(), split: true },
        StayFact::MovedLate { on, told: day("2017-02-01"), last_day: day("2017-01-05"), limit: Limit::WorkingDays(3) },
        StayFact::LeftOpen { on, reason: LeaveReason::Left },
        StayFact::LeftOpen { on, reason: LeaveReason::Hukou },
        StayFact::LeftOpen { on, reason: LeaveReason::Death },
        StayFact::Left { on, reason: LeaveReason::Left },
        StayFact::Left { on, reason: LeaveReason::Hukou },
        StayFact::Left { on, reason: LeaveReason::Death },
    ];
    residence.map(Fact::from).into_iter().chain(stays.map(Fact::from)).collect()
}

fn entitlement_and_duty() -> Vec<Fact> {
    let on = day("2017-01-01");
    let half_year = |reached, served| EntitlementFact::HalfYear {
        registered: on,
        complete: day("2017-06-30"),
        months: 6,
        reached,
        served,
    };
    let long_stay = |stay_known, served| EntitlementFact::LongStay { since: on, days: 30, stay_known, served };
    let not_then = |why, stands| EntitlementFact::NotThen { accepted_on: on, why, stands };
    let kinds = IdKind::ALL.map(EntitlementFact::OtherPapers);
    let entitled = [
        EntitlementFact::BeforeRules { first: day("2012-03-05") },
        EntitlementFact::NotRegistered,
        EntitlementFact::OwnCity,
        EntitlementFact::Exempt(Exempt::Hotel),
        EntitlementFact::ShortStay { days: 30 },
        long_stay(true, false),
        long_stay(false, false),
        long_stay(true, true),
        long_stay(false, true),
        half_year(true, false),
        half_year(false, false),
        half_year(false, true),
        not_then(NotEntitled::HalfYear { since: day("2017-06-30") }, true),
        not_then(NotEntitled::HalfYear { since: day("2017-06-30") }, false),
        not_then(NotEntitled::NotRegistered, true),
        not_then(NotEntitled::OtherPapers(IdKind::Other), true),
        not_then(NotEntitled::Exempt(Exempt::Hotel), true),
        not_then(NotEntitled::ShortStay, true),
        not_then(NotEntitled::OwnCity, true),
        not_then(NotEntitled::BeforeRules { first: day("2012-03-05") }, true),
        EntitlementFact::CardStands,
        EntitlementFact::RulesBegan { from: day("2016-01-01"), regime: Regime::State2016 },
        EntitlementFact::Ground,
    ];
    let entitled = kinds.into_iter().chain(entitled).map(Fact::from);
    entitled.chain(duties_and_applications()).collect()
}

fn duties_and_applications() -> Vec<Fact> {
    let on = day("2017-01-01");
    let apply_by = |start, passed| DutyFact::ApplyBy {
        by: day("2012-10-15"),
        from: day("2012-09-28"),
        start,
        limit: Limit::WorkingDays(7),
        passed,
        applied: None,
    };
    let duties = [
        DutyFact::Must { from_age: 16, below_age: 60, days: 30 },
        DutyFact::UnderAge { age: 16, until: on },
        DutyFact::OverAge { age: 60, since: on },
        DutyFact::BirthUnknown,
        DutyFact::Exempt(Exempt::Relative),
        apply_by(ClockStart::Arrival, false),
        apply_by(ClockStart::Registration, false),
        apply_by(ClockStart::Birthday, true),
        apply_by(ClockStart::Rules, true),
        apply_by(ClockStart::Registration, true),
        apply_by(ClockStart::LongerStay, false),
        DutyFact::NoCalendar { year: 2027 },
        DutyFact::Holds(Held::Live),
        DutyFact::Holds(Held::Expired),
        DutyFact::Holds(Held::Temporary),
        DutyFact::Voluntary { since: day("2016-01-01") },
    ];
    let closed = |state, because: Option<&str>, article: Option<&str>| ApplicationFact::Closed {
        applied: on,
        on: day("2017-01-10"),
        state,
        because: because.map(str::to_owned),
        article: article.map(str::to_owned),
    };
    let applications = [
        ApplicationFact::Incomplete { on },
        ApplicationFact::Accepted { on, due: Some(day("2017-01-16")) },
        ApplicationFact::Accepted { on, due: None },
        closed(ApplicationState::Refused, Some("租房合同是假的"), Some("居住证暂行条例第十八条")),
        closed(ApplicationState::Refused, Some("不符合第二条"), Some("不符合第二条")),
        closed(ApplicationState::Refused, None, None),
        closed(ApplicationState::Withdrawn, None, None),
        ApplicationFact::Card { number: number(), status: Status::Suspended, since: on },
    ];
    duties.map(Fact::from).into_iter().chain(applications.map(Fact::from)).collect()
}

fn all() -> Vec<Fact> {
    [cards(), residence_and_stays(), entitlement_and_duty()].concat()
}

fn told(lang: Lang) -> String {
    let line = |fact: Fact| {
        let key = fact.key();
        format!("{key}: {}", sentence(&Reason { on: None, fact, article: None }, lang))
    };
    let sentences = all().into_iter().map(line);
    let what = [
        Act::RegisterAgain,
        Act::Move,
        Act::Leave(LeaveReason::Left),
        Act::Leave(LeaveReason::Hukou),
        Act::Leave(LeaveReason::Death),
        Act::Apply,
        Act::Issue,
        Act::Withdraw,
        Act::Collect,
        Act::Endorse,
        Act::EndorseLate,
        Act::Replace,
        Act::ReplaceChanged,
        Act::End,
    ];
    let acts = what.map(|act| OpenAct {
        act,
        what: "M000001".to_owned(),
        from: day("2017-12-01"),
        until: matches!(act, Act::Endorse | Act::Issue).then(|| day("2017-12-31")),
    });
    let acts = acts.iter().map(|open| format!("{}: {} | {}", open.act.as_str(), act(open, lang), command(open, lang)));
    sentences.chain(acts).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_fact_in_chinese() {
    insta::assert_snapshot!("facts.zh", told(Lang::Zh));
}

#[test]
fn every_fact_in_english() {
    insta::assert_snapshot!("facts.en", told(Lang::En));
}

#[test]
fn a_sentence_has_no_words_of_the_program_in_it() {
    for lang in [Lang::Zh, Lang::En] {
        for fact in all() {
            let said = sentence(&Reason { on: None, fact, article: Some(cited::N_2_1) }, lang);
            for foreign in ["_", "M0", "A0", "as_of", "state-2016", "guizhou-2012"] {
                assert!(!said.contains(foreign), "{foreign} in: {said}");
            }
        }
    }
}

#[test]
fn the_article_stands_behind_the_sentence_in_both_languages() {
    let reason = Reason {
        on: None,
        fact: Fact::State(StateFact::Suspended { since: day("2018-01-01"), lapsed_on: day("2018-01-01") }),
        article: Some(cited::S_10_3),
    };
    assert!(sentence(&reason, Lang::Zh).ends_with("（《居住证暂行条例》第十条第三款）。"));
    assert!(sentence(&reason, Lang::En).ends_with(" (State Council Decree 663, Art. 10(3))."));
}
