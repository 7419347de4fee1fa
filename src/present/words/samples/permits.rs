//! What is said of applications and cards.

use super::people::later_paper;
use super::units::unit_refusals;
use super::{PERMIT, Sample, day, s, sample};
use crate::domain::act_order::{ApplicationAct, CardAct, LaterAct};
use crate::domain::application::{ApplicationState, ApplyRefusal, CloseRefusal, IssueRefusal};
use crate::domain::collection::CollectRefusal;
use crate::domain::dossier::Extension;
use crate::domain::eligibility::NotEntitled;
use crate::domain::ending::{Departed, EndRefusal};
use crate::domain::endorsement::{EndorseMissing, EndorseRefusal};
use crate::domain::extension::ExtendRefusal;
use crate::domain::identity::{IdKind, IdRefusal};
use crate::domain::papers::{Evidence, Ground, Missing, Paper};
use crate::domain::permit::EndReason;
use crate::domain::regime::{Exempt, Limit, Regime};
use crate::domain::replacement::ReplaceRefusal;
use crate::domain::rulebook::LeaseRule;
use crate::domain::stay_end::LeaveReason;
use crate::ops::apply::{Applied, ApplyError, Brought};
use crate::ops::close::ApplicationError;
use crate::ops::collect::CardError;
use crate::ops::endorse::{CardRefusal, EndorseError};
use crate::ops::issue::IssueError;
use crate::ops::proxy::ProxyRefusal;
use crate::ops::which::{Purpose, WhichRefusal};
use crate::present::words::endorse::BarePapers;
use crate::present::words::papers::{Incomplete, Lacking};

pub(super) fn not_entitled() -> Vec<NotEntitled> {
    let mut all = vec![
        NotEntitled::BeforeRules { first: day("2012-03-05") },
        NotEntitled::NotRegistered,
        NotEntitled::Exempt(Exempt::Hotel),
        NotEntitled::ShortStay,
        NotEntitled::OwnCity,
        NotEntitled::HalfYear { since: day("2017-06-30") },
    ];
    all.extend([IdKind::Hmt, IdKind::Foreigner, IdKind::Other].map(NotEntitled::OtherPapers));
    all
}

pub(super) fn lacking() -> Vec<Lacking> {
    let everything = [
        Missing::Identity { child: false },
        Missing::Identity { child: true },
        Missing::Photo { count: 1 },
        Missing::Address,
        Missing::Ground,
        Missing::GroundProof(Ground::Employment),
        Missing::GroundProof(Ground::Dwelling),
        Missing::GroundProof(Ground::Schooling),
        Missing::Proxy,
    ];
    let guiyang = [Missing::Identity { child: false }, Missing::Photo { count: 2 }, Missing::Address];
    let guizhou = [Missing::Identity { child: false }, Missing::Address];
    [
        Lacking::all(&everything, Regime::State2016, LeaseRule::Any),
        Lacking::all(&[Missing::GroundProof(Ground::Dwelling)], Regime::State2016, LeaseRule::Filed),
        Lacking::all(&guiyang, Regime::Guiyang2012, LeaseRule::Any),
        Lacking::all(&guizhou, Regime::Guizhou2012, LeaseRule::Any),
    ]
    .concat()
}

fn incomplete() -> Incomplete {
    let applied = Applied {
        application: s("A000001"),
        migrant: s("M000001"),
        name: s("张三"),
        age: Some(30),
        accepted_on: None,
        due_on: None,
        promised_on: None,
        no_calendar: None,
        regime: Regime::State2016,
        lease: LeaseRule::Any,
        missing: vec![Missing::Photo { count: 1 }, Missing::GroundProof(Ground::Schooling)],
    };
    let shown = |paper, issuer: &str| Evidence {
        paper,
        issuer: Some(s(issuer)).filter(|issuer| !issuer.is_empty()),
        dated_on: (!issuer.is_empty()).then(|| day("2017-05-01")),
    };
    let evidence = vec![shown(Paper::IdentityCard, ""), shown(Paper::LodgingCertificate, "第 一 中学")];
    let brought = Brought { ground: Some(Ground::Schooling), evidence, proxy: None };
    Incomplete::of(&applied, &brought).unwrap()
}

pub(super) fn applications() -> Vec<Sample> {
    let on = day("2012-08-31");
    let none_open = |purpose, incomplete: &[&str]| {
        let incomplete = incomplete.iter().map(|code| s(code)).collect();
        WhichRefusal::NoneOpen { migrant: s("M000001"), purpose, incomplete }
    };
    let apply = |refusal| ApplyError::Refused { migrant: s("M000001"), refusal };
    let issue = |refusal| IssueError::Refused { migrant: s("M000001"), refusal };
    let not_open = |state| issue(IssueRefusal::NotOpen { application: s("A000001"), state });
    let mut all: Vec<Sample> =
        not_entitled().into_iter().map(|reason| sample("apply", apply(ApplyRefusal::NotEntitled(reason)))).collect();
    all.extend([
        sample("apply/not-registered", apply(ApplyRefusal::NotRegistered { on })),
        sample(
            "apply/open",
            apply(ApplyRefusal::OpenApplication { application: s("A000001"), accepted_on: on, later: false }),
        ),
        sample(
            "apply/open-later",
            apply(ApplyRefusal::OpenApplication { application: s("A000001"), accepted_on: on, later: true }),
        ),
        sample("apply/live", apply(ApplyRefusal::LivePermit { permit: s(PERMIT), suspended: false })),
        sample("apply/suspended", apply(ApplyRefusal::LivePermit { permit: s(PERMIT), suspended: true })),
        sample("apply/died", apply(ApplyRefusal::Departed(departed(LeaveReason::Death)))),
        sample("apply/settled", apply(ApplyRefusal::Departed(departed(LeaveReason::Hukou)))),
        sample("apply/later-paper", ApplyError::Paper(later_paper())),
        sample("apply/proxy", ApplyError::Proxy(ProxyRefusal::Number(IdRefusal::LostDigits))),
        sample("apply/counter", ApplyError::Unit(unit_refusals().swap_remove(7))),
        sample("apply/incomplete", incomplete()),
        sample("issue/unknown", IssueError::Which(WhichRefusal::Unknown { text: s("A000099") })),
        sample("issue/none", IssueError::Which(none_open(Purpose::Issue, &[]))),
        sample("withdraw/none", IssueError::Which(none_open(Purpose::Withdraw, &[]))),
        sample("withdraw/incomplete", IssueError::Which(none_open(Purpose::Withdraw, &["A000001", "A000002"]))),
        sample("refuse/incomplete", IssueError::Which(none_open(Purpose::Refuse, &["A000001"]))),
        sample("extend/none", IssueError::Which(none_open(Purpose::Extend, &[]))),
        sample("issue/incomplete", not_open(ApplicationState::Incomplete)),
        sample("issue/issued", not_open(ApplicationState::Issued)),
        sample("issue/early", issue(IssueRefusal::BeforeAcceptance { accepted_on: on, on: day("2012-08-30") })),
        sample("issue/not-registered", issue(IssueRefusal::NotRegistered { on })),
        sample("issue/live", issue(IssueRefusal::LivePermit { permit: s(PERMIT), suspended: false })),
        sample("issue/died", issue(IssueRefusal::Departed(departed(LeaveReason::Death)))),
        sample("issue/no-serial", issue(IssueRefusal::NoSerial { county: s("520102"), year: 2012 })),
    ]);
    all
}

fn earlier_act(act_on: &str, forgotten: bool) -> EndorseRefusal {
    EndorseRefusal::BeforeEarlierAct { on: day("2017-12-01"), act: CardAct::Endorsed, act_on: day(act_on), forgotten }
}

pub(super) fn cards() -> Vec<Sample> {
    let on = day("2012-08-31");
    let endorse = |refusal| EndorseError::Refused { permit: s(PERMIT), refusal };
    let window =
        |under| EndorseRefusal::BeforeWindow { opens_on: day("2017-12-01"), closes_on: day("2017-12-31"), under };
    let endorsed = EndorseRefusal::AlreadyEndorsed {
        endorsed_on: day("2017-12-02"),
        opens_on: day("2018-12-01"),
        under: Regime::State2016,
    };
    let missing = vec![EndorseMissing::Identity { child: true }, EndorseMissing::AddressOrGround];
    let bare = BarePapers { permit: s(PERMIT), missing, given: vec![Paper::Permit] };
    vec![
        sample("card/none", CardRefusal::NoCard { migrant: s("M000001"), on }),
        sample("card/none-of-application", no_card_of(ApplicationState::Open)),
        sample("card/none-of-incomplete", no_card_of(ApplicationState::Incomplete)),
        sample("card/none-of-withdrawn", no_card_of(ApplicationState::Withdrawn)),
        sample("card/none-of-refused", no_card_of(ApplicationState::Refused)),
        sample("card/not-yet", CardRefusal::NotYetIssued { permit: s(PERMIT), issued_on: day("2012-09-03"), on }),
        sample("endorse/before-rules", endorse(EndorseRefusal::BeforeRules { first: day("2012-03-05") })),
        sample("endorse/not-yet", endorse(EndorseRefusal::NotYetIssued { issued_on: day("2012-09-03") })),
        sample("endorse/temporary", endorse(EndorseRefusal::Temporary { under: Regime::Guiyang2012 })),
        sample("endorse/temporary-2016", endorse(EndorseRefusal::Temporary { under: Regime::State2016 })),
        sample(
            "endorse/left",
            endorse(EndorseRefusal::Ended { ended_on: on, reason: EndReason::Left, forgotten: None }),
        ),
        sample(
            "endorse/replaced",
            endorse(EndorseRefusal::Ended { ended_on: on, reason: EndReason::Replaced, forgotten: Some(on) }),
        ),
        sample("endorse/expired", endorse(EndorseRefusal::Expired { since: day("2013-10-01") })),
        sample("endorse/early", endorse(window(Regime::State2016))),
        sample("endorse/early-2012", endorse(window(Regime::Guizhou2012))),
        sample("endorse/again", endorse(endorsed)),
        sample("endorse/earlier-act", endorse(earlier_act("2017-12-02", false))),
        sample("endorse/forgotten", endorse(earlier_act("2018-12-02", true))),
        sample("endorse/papers", bare),
        sample("endorse/no-card", EndorseMissing::Permit),
        sample("endorse/no-identity", EndorseMissing::Identity { child: false }),
        sample("endorse/later-paper", EndorseError::Paper(later_paper())),
        sample("endorse/not-registered", EndorseError::NotRegistered { migrant: s("M000001"), on }),
        sample(
            "endorse/died",
            EndorseError::Departed { migrant: s("M000001"), departed: departed(LeaveReason::Death) },
        ),
    ]
}

pub(super) fn departed(reason: LeaveReason) -> Departed {
    Departed { on: day("2018-01-01"), reason, leave_on: day("2018-01-02") }
}

fn later_acts() -> Vec<LaterAct> {
    let (on, given) = (day("2017-12-02"), day("2017-12-01"));
    let closed = [ApplicationState::Issued, ApplicationState::Withdrawn, ApplicationState::Refused];
    let acts = [ApplicationAct::Applied, ApplicationAct::Extended];
    let acts = acts.into_iter().chain(closed.map(ApplicationAct::Closed));
    let applications = acts.map(|act| LaterAct::Application { application: s("A000001"), act, on, given });
    let cards = [CardAct::Issued, CardAct::Collected, CardAct::Endorsed, CardAct::Ended].map(|act| LaterAct::Card {
        permit: s(PERMIT),
        act,
        on,
        given,
    });
    applications.chain(cards).chain([LaterAct::Stay { ended_on: on, given }]).collect()
}

/// Withdrawing, refusing and extending.
pub(super) fn application_acts() -> Vec<Sample> {
    let about = |refusal| ApplicationError::Refused { application: s("A000001"), migrant: s("M000001"), refusal };
    let extend = |refusal| ApplicationError::Refused { application: s("A000001"), migrant: s("M000001"), refusal };
    let states = [ApplicationState::Issued, ApplicationState::Withdrawn, ApplicationState::Refused];
    let closed = states.map(|state| sample("close/not-open", about(CloseRefusal::NotOpen { state })));
    let later = later_acts().into_iter().map(|later| sample("close/later", about(CloseRefusal::Later(later))));
    let extension = Extension { to: day("2017-07-30"), on: day("2017-07-10") };
    let too_far = |due_on| {
        let last = day("2017-07-30");
        ExtendRefusal::TooFar { due_on: day(due_on), last, limit: Limit::Days(30) }
    };
    let extended = [
        ("extend/not-open", ExtendRefusal::NotOpen { state: ApplicationState::Incomplete }),
        ("extend/rules", ExtendRefusal::NoneUnder { regime: Regime::Guizhou2012 }),
        ("extend/again", ExtendRefusal::Already { extension }),
        ("extend/too-late", ExtendRefusal::TooLate { due_on: day("2017-07-15") }),
        ("extend/not-later", ExtendRefusal::NotLater { due_on: day("2017-07-15") }),
        ("extend/too-far", too_far("2017-07-15")),
        ("extend/no-room", too_far("2017-07-30")),
        ("extend/no-calendar", ExtendRefusal::NoCalendar { year: 2027 }),
    ];
    closed.into_iter().chain(later).chain(extended.map(|(name, refusal)| sample(name, extend(refusal)))).collect()
}

/// Collecting, replacing and ending.
pub(super) fn card_acts() -> Vec<Sample> {
    fn about<R>(refusal: R) -> CardError<R> {
        CardError::Refused { permit: s(PERMIT), migrant: s("M000001"), refusal }
    }
    let on = day("2017-12-02");
    let (first, reason) = (day("2012-03-05"), EndReason::Confiscated);
    let replaced = |by: Option<&str>| ReplaceRefusal::Ended {
        ended_on: on,
        reason: if by.is_some() { EndReason::Replaced } else { EndReason::Left },
        replaced_by: by.map(s),
    };
    let (application, migrant) = (s("A000001"), s("M000001"));
    let endorsed = LaterAct::Card { permit: s(PERMIT), act: CardAct::Endorsed, on, given: day("2017-07-12") };
    vec![
        sample("collect/before-rules", about(CollectRefusal::BeforeRules { first })),
        sample("collect/temporary", about(CollectRefusal::Temporary)),
        sample("collect/before-issue", about(CollectRefusal::BeforeIssue { issued_on: on })),
        sample("collect/not-issued", about(CollectRefusal::NotIssued { application, accepted_on: on })),
        sample("collect/already", about(CollectRefusal::Already { collected_on: on })),
        sample("collect/forgotten", about(CollectRefusal::Forgotten(endorsed))),
        sample("collect/ended", about(CollectRefusal::Ended { ended_on: on, reason, forgotten: None })),
        sample("collect/ended_since", about(CollectRefusal::Ended { ended_on: on, reason, forgotten: Some(on) })),
        sample("end/already", about(EndRefusal::Already { ended_on: on, reason })),
        sample("replace/ended", about(replaced(None))),
        sample("replace/replaced", about(replaced(Some("JZ5201021700000015")))),
        sample("replace/expired", about(ReplaceRefusal::Expired { since: on })),
        sample("replace/not-registered", about(ReplaceRefusal::NotRegistered { migrant: migrant.clone(), on })),
        sample("replace/died", about(ReplaceRefusal::Departed { migrant, departed: departed(LeaveReason::Death) })),
        sample("replace/no-serial", about(ReplaceRefusal::NoSerial { county: s("520102"), year: 2017 })),
    ]
}

fn no_card_of(state: ApplicationState) -> CardRefusal {
    let day = (state != ApplicationState::Incomplete).then(|| day("2017-07-18"));
    CardRefusal::NoCardOf {
        application: s("A000001"),
        migrant: s("M000001"),
        state,
        day,
        because: vec![s("证明不实"), s("居住证暂行条例第九条")],
    }
}
