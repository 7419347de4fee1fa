//! Corrected facts of applications: what an application becomes, what keeps the order, what bars it.

use super::correction::{card, dossier, stay};
use super::{book, day};
use crate::domain::application::{ApplicationState, ApplyRefusal, due_on};
use crate::domain::application_facts::{
    ApplicationFacts, ApplicationRefusal, ClosedBy, NewProxy, Recorded, Step, Unrecorded, corrected,
};
use crate::domain::calendar::Day;
use crate::domain::card_facts::NewDay;
use crate::domain::dossier::{Dossier, Extension, HeldCard};
use crate::domain::eligibility::NotEntitled;
use crate::domain::extension::ExtendRefusal;
use crate::domain::papers::{Evidence, Ground, LaterPaper, Missing, Paper};
use crate::domain::permit::{Card, EndReason};
use crate::domain::regime::Regime;
use crate::domain::rulebook::LeaseRule;
use crate::domain::stay_end::LeaveReason;

const TODAY: &str = "2018-08-01";

fn paper(paper: Paper) -> Evidence {
    Evidence { paper, issuer: None, dated_on: None }
}

/// Somebody registered on 2017-01-01 who applied on 2017-07-03 with everything that is asked, and still waits.
fn open() -> (Dossier, Recorded) {
    let mut whole = dossier(vec![stay(1, "2017-01-01", None, None)], Vec::new(), Some(("2017-07-03", "2017-07-10")));
    let application = &mut whole.applications[0];
    (application.state, application.closed_on) = (ApplicationState::Open, None);
    application.due_on = due_on(day("2017-07-03"), &book()).ok();
    let recorded = Recorded {
        application: application.clone(),
        regime: Regime::State2016,
        promised_on: Some(day("2017-07-12")),
        ground: Some(Ground::Dwelling),
        evidence: [Paper::IdentityCard, Paper::Lease, Paper::Photo].map(paper).to_vec(),
        extended_because: None,
        proxy: None,
        card: None,
        closed_by: None,
    };
    (whole, recorded)
}

/// The same, withdrawn or refused on 2017-08-01.
fn closed(state: ApplicationState) -> (Dossier, Recorded) {
    let (mut whole, mut recorded) = open();
    let application = &mut recorded.application;
    (application.state, application.closed_on) = (state, Some(day("2017-08-01")));
    application.because = Some("不办了".to_owned());
    whole.applications[0] = application.clone();
    (whole, recorded)
}

/// The same, its limit put off on 2017-07-15 to 2017-07-28.
fn extended() -> (Dossier, Recorded) {
    let (mut whole, mut recorded) = open();
    recorded.application.extended = Some(Extension { to: day("2017-07-28"), on: day("2017-07-15") });
    recorded.extended_because = Some("断电".to_owned());
    whole.applications[0] = recorded.application.clone();
    (whole, recorded)
}

fn facts() -> ApplicationFacts {
    ApplicationFacts::default()
}

fn correct((whole, old): &(Dossier, Recorded), facts: &ApplicationFacts) -> Result<Recorded, ApplicationRefusal> {
    corrected(whole, old, facts, &book(), day(TODAY))
}

fn refusal(of: &(Dossier, Recorded), facts: &ApplicationFacts) -> Option<ApplicationRefusal> {
    correct(of, facts).err()
}

#[test]
fn a_corrected_day_takes_limit_promise_and_rules_along() {
    let applied = |on: &str| ApplicationFacts { applied_on: Some(day(on)), ..facts() };
    let new = correct(&open(), &applied("2017-07-05")).unwrap();
    let days = |of: &Recorded| [Some(of.application.applied_on), of.application.accepted_on, of.application.due_on];
    assert_eq!(days(&new), ["2017-07-05", "2017-07-05", "2017-07-20"].map(|on| Some(day(on))), "accepted at once");
    assert_eq!(new.promised_on, Some(day("2017-07-14")), "seven working days");
    let accepted = ApplicationFacts { accepted_on: Some(day("2017-07-06")), ..facts() };
    let new = correct(&open(), &accepted).unwrap();
    assert_eq!(days(&new), ["2017-07-03", "2017-07-06", "2017-07-21"].map(|on| Some(day(on))), "acceptance alone");
    // Across a change of the rules: another limit, and what was not asked then is asked for now.
    let (mut whole, mut old) = open();
    whole.stays[0].registered_on = day("2015-01-01");
    whole.stays[0].homes[0].from_on = day("2015-01-01");
    let new = correct(&(whole.clone(), old.clone()), &applied("2015-12-28")).unwrap();
    assert_eq!((new.regime, new.application.due_on), (Regime::Guizhou2012, Some(day("2016-01-04"))));
    assert_eq!(new.promised_on, None);
    (old.ground, old.evidence) = (None, [Paper::HukouBook, Paper::Lease].map(paper).to_vec());
    (old.application.applied_on, old.application.accepted_on) = (day("2015-12-28"), Some(day("2015-12-28")));
    old.regime = Regime::Guizhou2012;
    whole.applications[0] = old.application.clone();
    let missing = vec![Missing::Identity { child: false }, Missing::Photo { count: 1 }, Missing::Ground];
    let (brought, regime) = (old.evidence.clone(), Regime::State2016);
    let lacking = ApplicationRefusal::Missing { missing, brought, regime, lease: LeaseRule::Any };
    assert_eq!(refusal(&(whole, old), &applied("2016-01-04")), Some(lacking));
}

#[test]
fn the_steps_of_an_application_keep_their_order() {
    let order = |on: &str, other: &str, before, step| {
        Some(ApplicationRefusal::Order { day: day(on), other_on: day(other), before, other: step })
    };
    let applied = |on: &str| ApplicationFacts { applied_on: Some(day(on)), ..facts() };
    let accepted = |on: &str| ApplicationFacts { accepted_on: Some(day(on)), ..facts() };
    let closed_on = |on: &str| ApplicationFacts { closed_on: Some(NewDay::On(day(on))), ..facts() };
    let withdrawn = Step::Closed(ApplicationState::Withdrawn);
    let cases = [
        (
            "accepted before it was made",
            open(),
            accepted("2017-07-02"),
            order("2017-07-02", "2017-07-03", true, Step::Applied),
        ),
        (
            "made after the extension",
            extended(),
            applied("2017-07-16"),
            order("2017-07-16", "2017-07-15", false, Step::Extended),
        ),
        (
            "made after the end",
            closed(ApplicationState::Withdrawn),
            applied("2017-08-02"),
            order("2017-08-02", "2017-08-01", false, withdrawn),
        ),
        (
            "closed before acceptance",
            closed(ApplicationState::Withdrawn),
            closed_on("2017-07-02"),
            order("2017-07-02", "2017-07-03", true, Step::Accepted),
        ),
        ("closed later", closed(ApplicationState::Refused), closed_on("2017-09-01"), None),
        (
            "to come",
            open(),
            applied("2018-08-02"),
            Some(ApplicationRefusal::Future { day: day("2018-08-02"), today: day(TODAY) }),
        ),
    ];
    for (name, of, wanted, expected) in cases {
        assert_eq!(refusal(&of, &wanted), expected, "{name}");
    }
}

#[test]
fn ground_papers_and_who_came_are_judged_as_at_the_counter() {
    let employed = ApplicationFacts { ground: Some(Ground::Employment), ..facts() };
    let lacking_of = |missing, brought: &[Evidence]| {
        let (brought, regime) = (brought.to_vec(), Regime::State2016);
        Some(ApplicationRefusal::Missing { missing, brought, regime, lease: LeaseRule::Any })
    };
    let on_record = open().1.evidence;
    let lacking = |missing| lacking_of(missing, &on_record);
    let proof = Missing::GroundProof(Ground::Employment);
    assert_eq!(refusal(&open(), &employed), lacking(vec![proof]));
    let all = [Paper::IdentityCard, Paper::Lease, Paper::Photo, Paper::LabourContract].map(paper);
    let whole = ApplicationFacts { evidence: Some(all.to_vec()), ..employed.clone() };
    let new = correct(&open(), &whole).unwrap();
    assert_eq!((new.ground, new.evidence.len()), (Some(Ground::Employment), 4));
    let some = ApplicationFacts { evidence: Some(all[1..].to_vec()), ..employed };
    assert_eq!(refusal(&open(), &some), lacking_of(vec![Missing::Identity { child: false }], &all[1..]));
    let dated = Evidence { dated_on: Some(day("2017-07-04")), ..paper(Paper::IdentityCard) };
    let later = ApplicationFacts { evidence: Some(vec![dated, all[1].clone(), all[2].clone()]), ..facts() };
    let refused = LaterPaper { paper: Paper::IdentityCard, dated_on: day("2017-07-04"), on: day("2017-07-03") };
    assert_eq!(refusal(&open(), &later), Some(ApplicationRefusal::Paper(refused)));
    // What a photo adds is added; what lacked before is not asked for again.
    let (whole, mut old) = open();
    old.evidence.pop();
    let photo = ApplicationFacts { photo: true, ..facts() };
    assert_eq!(correct(&(whole.clone(), old.clone()), &photo).unwrap().evidence.len(), 3);
    let deed = [Paper::IdentityCard, Paper::TitleDeed].map(paper).to_vec();
    let titled = ApplicationFacts { evidence: Some(deed), ..facts() };
    assert_eq!(refusal(&(whole, old), &titled), None);
    // A child came with its mother, and did not come alone.
    let (mut whole, mut old) = open();
    whole.person.birth_on = Some(day("2005-01-01"));
    old.proxy = Some("母亲".to_owned());
    let alone = ApplicationFacts { proxy: Some(NewProxy::Nobody), ..facts() };
    assert_eq!(refusal(&(whole.clone(), old.clone()), &alone), lacking(vec![Missing::Proxy]));
    let father = ApplicationFacts { proxy: Some(NewProxy::By("父亲".to_owned())), ..facts() };
    assert_eq!(correct(&(whole, old), &father).unwrap().proxy.as_deref(), Some("父亲"));
}

#[test]
fn an_extension_is_taken_back_or_judged_again() {
    let on = |on: &str| ApplicationFacts { extended_on: Some(NewDay::On(day(on))), ..facts() };
    let to = |to: &str| ApplicationFacts { extended_to: Some(day(to)), ..facts() };
    let never = ApplicationFacts { extended_on: Some(NewDay::Never), ..facts() };
    let new = correct(&extended(), &never).unwrap();
    assert_eq!((new.application.extended, new.extended_because), (None, None));
    let why = ApplicationFacts { extended_because: Some("停水".to_owned()), ..on("2017-07-17") };
    let new = correct(&extended(), &why).unwrap();
    let extension = Extension { to: day("2017-07-28"), on: day("2017-07-17") };
    assert_eq!((new.application.extended, new.extended_because.as_deref()), (Some(extension), Some("停水")));
    let due = |due: &str| day(due);
    for (name, wanted, expected) in [
        ("past the limit", on("2017-07-19"), ExtendRefusal::TooLate { due_on: due("2017-07-18") }),
        ("no later", to("2017-07-18"), ExtendRefusal::NotLater { due_on: due("2017-07-18") }),
    ] {
        assert_eq!(refusal(&extended(), &wanted), Some(ApplicationRefusal::Extend(expected)), "{name}");
    }
    let far = refusal(&extended(), &to("2017-08-03"));
    assert!(matches!(far, Some(ApplicationRefusal::Extend(ExtendRefusal::TooFar { .. }))), "{far:?}");
    // A corrected acceptance puts the limit where the extension is of no use any more.
    let earlier = ApplicationFacts { applied_on: Some(day("2017-06-30")), ..facts() };
    let (mut whole, old) = extended();
    whole.stays[0].registered_on = day("2016-12-01");
    whole.stays[0].homes[0].from_on = day("2016-12-01");
    assert_eq!(refusal(&(whole, old), &earlier), None);
    for wanted in [never, on("2017-07-10")] {
        let none = ApplicationRefusal::NotRecorded { what: Unrecorded::Extended };
        assert_eq!(refusal(&open(), &wanted), Some(none));
    }
}

#[test]
fn a_closing_is_taken_back_or_had_another_reason() {
    let never = ApplicationFacts { closed_on: Some(NewDay::Never), ..facts() };
    let (withdrawn, refused) = (ApplicationState::Withdrawn, ApplicationState::Refused);
    let new = correct(&closed(withdrawn), &never).unwrap().application;
    assert_eq!((new.state, new.closed_on, new.because), (ApplicationState::Open, None, None));
    let why =
        ApplicationFacts {
            closed_because: Some("材料不实".to_owned()), article: Some("第九条".to_owned()), ..facts()
        };
    let new = correct(&closed(refused), &why).unwrap().application;
    assert_eq!((new.because.as_deref(), new.article.as_deref()), (Some("材料不实"), Some("第九条")));
    let not_recorded = |what| Some(ApplicationRefusal::NotRecorded { what });
    assert_eq!(refusal(&closed(withdrawn), &why), not_recorded(Unrecorded::Refused));
    assert_eq!(refusal(&open(), &never), not_recorded(Unrecorded::Closed));
    assert_eq!(refusal(&open(), &why), not_recorded(Unrecorded::Closed));
    // An act of its own closed it.
    let (whole, old) = closed(withdrawn);
    let act = ClosedBy::Departure { migrant: "M000001".to_owned() };
    let with = (whole, Recorded { closed_by: Some(act.clone()), ..old });
    let by = ApplicationRefusal::ClosedBy { act, on: day("2017-08-01"), never: true };
    assert_eq!(refusal(&with, &never), Some(by));
    let same = ApplicationFacts { closed_on: Some(NewDay::On(day("2017-08-01"))), ..facts() };
    assert_eq!(refusal(&with, &same), None, "the same day again contradicts nothing");
    let incomplete = ApplicationFacts { accepted_on: Some(day("2017-07-04")), ..facts() };
    let (whole, mut old) = open();
    (old.application.accepted_on, old.application.state) = (None, ApplicationState::Incomplete);
    assert_eq!(refusal(&(whole, old), &incomplete), not_recorded(Unrecorded::Accepted));
}

/// A card of another application.
fn other_card(issued: &str, ended: Option<&str>) -> HeldCard {
    let held = HeldCard { id: 7, number: "JZ7".to_owned(), ..card(issued, &[], None) };
    HeldCard { card: Card { ended: ended.map(|on| (day(on), EndReason::Ineligible)), ..held.card }, ..held }
}

#[test]
fn what_bars_an_application_from_waiting_again() {
    let never = ApplicationFacts { closed_on: Some(NewDay::Never), ..facts() };
    let live =
        || Some(ApplicationRefusal::Apply(ApplyRefusal::LivePermit { permit: "JZ7".to_owned(), suspended: false }));
    let with_card = |issued, ended| {
        let (mut whole, old) = closed(ApplicationState::Withdrawn);
        whole.cards = vec![other_card(issued, ended)];
        (whole, old)
    };
    assert_eq!(refusal(&with_card("2017-09-01", None), &never), live());
    assert_eq!(refusal(&with_card("2017-09-01", Some("2018-01-01")), &never), live(), "it lived in between");
    assert_eq!(refusal(&with_card("2017-09-01", Some("2017-09-01")), &never), None, "it lived on no day");
    let with_other = |state, accepted: &str, closed_on: Option<&str>| {
        let (mut whole, old) = closed(ApplicationState::Withdrawn);
        let mut other = whole.applications[0].clone();
        (other.id, other.state, other.closed_on) = (2, state, closed_on.map(day));
        (other.applied_on, other.accepted_on) = (day(accepted), Some(day(accepted)));
        whole.applications.push(other);
        (whole, old)
    };
    let other = |accepted: &str| {
        let (application, accepted_on) = ("A000002".to_owned(), day(accepted));
        Some(ApplicationRefusal::Apply(ApplyRefusal::OpenApplication { application, accepted_on, later: true }))
    };
    let (withdrawn, waits) = (ApplicationState::Withdrawn, ApplicationState::Open);
    assert_eq!(refusal(&with_other(waits, "2017-09-01", None), &never), other("2017-09-01"));
    assert_eq!(refusal(&with_other(withdrawn, "2017-09-01", Some("2017-09-05")), &never), other("2017-09-01"));
    assert_eq!(refusal(&with_other(withdrawn, "2017-06-30", Some("2017-07-01")), &never), None);
    // The limit of the days: a corrected closing does not reach into the next application either.
    let later = ApplicationFacts { closed_on: Some(NewDay::On(day("2017-09-02"))), ..facts() };
    assert_eq!(refusal(&with_other(withdrawn, "2017-09-01", Some("2017-09-05")), &later), other("2017-09-01"));
    let (mut whole, old) = closed(ApplicationState::Withdrawn);
    whole.stays = vec![stay(1, "2017-01-01", None, Some("2018-01-01"))];
    let over = ApplicationRefusal::StayOver { ended_on: day("2018-01-01"), reason: LeaveReason::Left };
    assert_eq!(refusal(&(whole, old), &never), Some(over));
}

#[test]
fn nobody_applied_who_could_not() {
    let applied = |on: &str| ApplicationFacts { applied_on: Some(day(on)), ..facts() };
    let apply = |refusal| Some(ApplicationRefusal::Apply(refusal));
    let early = NotEntitled::HalfYear { since: day("2017-06-30") };
    assert_eq!(refusal(&open(), &applied("2017-06-29")), apply(ApplyRefusal::NotEntitled(early)));
    assert_eq!(refusal(&open(), &applied("2016-12-31")), apply(ApplyRefusal::NotRegistered { on: day("2016-12-31") }));
    let (mut whole, old) = open();
    whole.cards = vec![other_card("2017-06-01", Some("2017-07-02"))];
    let live = ApplyRefusal::LivePermit { permit: "JZ7".to_owned(), suspended: false };
    assert_eq!(refusal(&(whole.clone(), old.clone()), &applied("2017-07-01")), apply(live));
    assert_eq!(refusal(&(whole, old), &applied("2017-07-02")), None);
    // Who could not before either is not judged again.
    let (mut whole, old) = open();
    whole.stays.clear();
    assert_eq!(refusal(&(whole, old), &applied("2017-07-04")), None);
}

#[test]
fn the_day_of_issue_is_the_cards() {
    let (mut whole, mut old) = open();
    (old.application.state, old.application.closed_on) = (ApplicationState::Issued, Some(day("2017-07-10")));
    old.card = Some("JZ1".to_owned());
    old.closed_by = Some(ClosedBy::Issue { permit: "JZ1".to_owned() });
    whole.applications[0] = old.application.clone();
    whole.cards = vec![card("2017-07-10", &[], None)];
    let of = (whole, old);
    for (new, never) in [(NewDay::Never, true), (NewDay::On(day("2017-07-11")), false)] {
        let act = ClosedBy::Issue { permit: "JZ1".to_owned() };
        let by = ApplicationRefusal::ClosedBy { act, on: day("2017-07-10"), never };
        assert_eq!(refusal(&of, &ApplicationFacts { closed_on: Some(new), ..facts() }), Some(by));
    }
    let accepted = |on: &str| ApplicationFacts { accepted_on: Some(day(on)), ..facts() };
    assert_eq!(refusal(&of, &accepted("2017-07-10")), None, "its own card bars nothing");
    let other = Step::Closed(ApplicationState::Issued);
    let (on, other_on): (Day, Day) = (day("2017-07-11"), day("2017-07-10"));
    let late = ApplicationRefusal::Order { day: on, other_on, before: false, other };
    assert_eq!(refusal(&of, &accepted("2017-07-11")), Some(late));
}
