//! What is said of people, their numbers and the corrections of them.

use super::edits::of_cards;
use super::permits::departed;
use super::{NUMBER, PERMIT, Sample, day, s, sample};
use crate::domain::correction::OutOfOrder;
use crate::domain::identity::{IdKind, IdRefusal, Sex};
use crate::domain::merger::{AfterDeath, Standing};
use crate::domain::objection::{Objection, Warning};
use crate::domain::papers::{LaterPaper, Paper};
use crate::domain::person_name::NameTrouble;
use crate::domain::resting::{Resting, WayOut};
use crate::domain::roster::Field;
use crate::domain::stay_end::{EndRefusal as StayEndRefusal, LeaveReason};
use crate::domain::unit::UnitRefusal;
use crate::ops::edit::EditRefusal;
use crate::ops::edit_home::MoveOrder;
use crate::ops::leave::{LastAct, LeaveRefusal};
use crate::ops::merge::{MergeRefusal, MergeWarning};
use crate::ops::person::{Candidate, WhoRefusal};
use crate::ops::proxy::ProxyRefusal;
use crate::ops::register::{Gone, RegisterRefusal, Remark};
use crate::ops::relocate::MoveRefusal;

pub(super) fn id_refusals() -> Vec<IdRefusal> {
    vec![
        IdRefusal::Missing,
        IdRefusal::Length { characters: 17 },
        IdRefusal::Characters { found: s("O") },
        IdRefusal::Check,
        IdRefusal::ImpossibleBirth,
        IdRefusal::BornLater { birth: day("2099-01-01"), on: day("2012-08-31") },
        IdRefusal::TooOld { birth: day("1880-01-01") },
        IdRefusal::LostDigits,
        IdRefusal::PracticeCounty,
        IdRefusal::KindMismatch { given: IdKind::Citizen, found: IdKind::Hmt },
    ]
}

pub(super) fn objections() -> Vec<Objection> {
    let district = |name: &str| s(name);
    vec![
        Objection::Empty { field: Field::Address },
        Objection::Empty { field: Field::Reason },
        Objection::Name(NameTrouble::Characters { found: s("=3") }),
        Objection::Name(NameTrouble::Lost { found: s("?") }),
        Objection::Name(NameTrouble::Word { text: s("不详") }),
        Objection::Name(NameTrouble::TooLong { characters: 51 }),
        Objection::Controls { field: Field::Workplace },
        Objection::UnknownCode { field: Field::Sex, text: s("公") },
        Objection::UnknownCode { field: Field::Ethnic, text: s("华") },
        Objection::UnknownCode { field: Field::Reason, text: s("玩") },
        Objection::UnknownCode { field: Field::Exempt, text: s("免") },
        Objection::UnknownKind { text: s("驾照") },
        Objection::Unit(UnitRefusal::Unknown { text: s("新花社区"), near: Vec::new() }),
        Objection::Counter(UnitRefusal::Unknown { text: s("新花社区"), near: Vec::new() }),
        Objection::HukouCounty { text: s("529999") },
        Objection::EmployerCode,
        Objection::NoMigrant { hukou: district("云岩区"), residence: district("南明区"), since: None },
        Objection::NoMigrant {
            hukou: district("清镇市"),
            residence: district("观山湖区"),
            since: Some(day("2018-01-01")),
        },
        Objection::NoMigrant { hukou: district("修文县"), residence: district("修文县"), since: None },
        Objection::ArrivalAfterRegistration { arrived_on: day("2012-08-20"), registered_on: day("2012-08-13") },
        Objection::BeforeBirth { day: day("1989-12-31"), birth_on: day("1990-01-01") },
        Objection::Future { day: day("2012-09-01"), today: day("2012-08-31") },
    ]
}

pub(super) fn warnings() -> Vec<Warning> {
    vec![
        Warning::CountyUnknown { county: s("529999") },
        Warning::CountyOtherYears { county: s("520121"), year: 1990 },
        Warning::SexDiffers { by_number: Sex::Male },
        Warning::BirthDiffers { by_number: day("1990-01-01") },
        Warning::SexCorrected { by_number: Sex::Male },
        Warning::BirthCorrected { by_number: day("1990-01-01") },
        Warning::KindDiffers { given: IdKind::Other, by_number: IdKind::Citizen },
        Warning::KindUnread { text: s("驾照"), by_number: IdKind::Citizen },
        Warning::PrivateUse { field: Field::Name, points: s("U+E863") },
        Warning::DistrictInsteadOfCommunity { code: s("520102"), name: s("南明区") },
        Warning::Phone,
        Warning::PhoneLength { digits: 7 },
        Warning::HukouUnknown { text: s("火星") },
        Warning::UnreadableCode { field: Field::Education, text: s("很高") },
        Warning::BorneBefore { migrant: s("M000001"), masked_name: s("王*") },
        Warning::BorneNow { migrant: s("M000002"), masked_name: s("王*") },
    ]
}

fn candidate(code: &str) -> Candidate {
    Candidate { code: s(code), masked_name: s("王*"), masked_number: s("5201**********0017"), formerly: false }
}

/// One bears a number, the other bore it.
fn one_formerly() -> Vec<Candidate> {
    vec![candidate("M000002"), Candidate { formerly: true, ..candidate("M000001") }]
}

pub(super) fn later_paper() -> LaterPaper {
    LaterPaper { paper: Paper::Lease, dated_on: day("2018-07-01"), on: day("2017-07-01") }
}

fn gone(died: bool) -> Gone {
    Gone { migrant: s("M000001"), masked_name: s("王*"), ended_on: day("2012-06-01"), died }
}

pub(super) fn who() -> Vec<Sample> {
    let two = || vec![candidate("M000001"), candidate("M000007")];
    vec![
        sample("who/unknown", WhoRefusal::Unknown { text: s("王小明"), number: false, part: Some(s("王")) }),
        sample("who/no-part", WhoRefusal::NoPart { text: s("王小"), part: Some(s("王")) }),
        sample("who/no-part-of-one", WhoRefusal::NoPart { text: s("练"), part: None }),
        sample("who/unknown-number", WhoRefusal::Unknown { text: s(NUMBER), number: true, part: None }),
        sample("who/no-number", WhoRefusal::NoNumber { fault: IdRefusal::Check }),
        sample("who/ambiguous", WhoRefusal::Ambiguous { candidates: two(), more: false }),
        sample("who/number-of-two", WhoRefusal::Ambiguous { candidates: one_formerly(), more: false }),
        sample("who/ambiguous-more", WhoRefusal::Ambiguous { candidates: two(), more: true }),
        sample("who/characters", WhoRefusal::Characters { found: s("-") }),
        sample("who/unknown-application", WhoRefusal::UnknownApplication { text: s("A000009") }),
        sample("who/unknown-permit", WhoRefusal::UnknownPermit { text: s(PERMIT) }),
    ]
}

pub(super) fn people() -> Vec<Sample> {
    let migrant = || s("M000001");
    let (on, today) = (day("2012-09-01"), day("2012-08-31"));
    let already = |elsewhere: Option<(&str, &str)>, died: bool| RegisterRefusal::Already {
        migrant: s("M000001"),
        masked_name: s("王*"),
        unit: s("520102400"),
        unit_name: s("新华社区"),
        since: day("2012-03-05"),
        elsewhere: elsewhere.map(|(unit, address)| Box::new((s(unit), s(address)))),
        departed: died.then(|| departed(LeaveReason::Death)),
    };
    let form = vec![
        Objection::Identity(IdRefusal::Check),
        Objection::Empty { field: Field::Address },
        Objection::Unit(UnitRefusal::Unknown { text: s("新花社区"), near: Vec::new() }),
    ];
    vec![
        sample("register/form-one", RegisterRefusal::Form(vec![Objection::Identity(IdRefusal::Check)])),
        sample("register/form-several", RegisterRefusal::Form(form)),
        sample("register/proxy-check", RegisterRefusal::Proxy(ProxyRefusal::Number(IdRefusal::Check))),
        sample("register/proxy-applicant", RegisterRefusal::Proxy(ProxyRefusal::Applicant)),
        sample("register/proxy-child", RegisterRefusal::Proxy(ProxyRefusal::Minor { age: 17, least: 18 })),
        sample(
            "register/proxy-length",
            RegisterRefusal::Proxy(ProxyRefusal::Number(IdRefusal::Length { characters: 17 })),
        ),
        sample("register/already", already(None, false)),
        sample("register/already-elsewhere", already(Some(("520103400", "遵义路 1 号")), false)),
        sample("register/already-died", already(Some(("520103400", "遵义路 1 号")), true)),
        sample(
            "register/before-last-end",
            RegisterRefusal::BeforeLastEnd { registered_on: day("2012-05-01"), ended_on: day("2012-06-01") },
        ),
        sample("register/died", RegisterRefusal::GoneForGood(gone(true))),
        sample("register/settled", RegisterRefusal::GoneForGood(gone(false))),
        sample("register/settled-again", Remark::Settled(gone(false))),
        sample("move/future", MoveRefusal::Future { day: on, today }),
        sample("move/ended", MoveRefusal::NotRegistered { migrant: migrant(), on, ended_on: Some(today) }),
        sample("move/not-registered", MoveRefusal::NotRegistered { migrant: migrant(), on, ended_on: None }),
        sample("move/died", MoveRefusal::Departed { migrant: migrant(), departed: departed(LeaveReason::Death) }),
        sample("move/code", MoveRefusal::UnknownCode { field: Field::Dwelling, text: s("桥洞") }),
        sample("move/empty", MoveRefusal::Empty { field: Field::Address }),
        sample("move/controls", MoveRefusal::Controls { field: Field::Address }),
        sample("move/same-place", MoveRefusal::SamePlace { migrant: migrant() }),
        sample(
            "move/no-migrant",
            MoveRefusal::NoMigrant { migrant: migrant(), hukou: s("修文县"), residence: s("修文县") },
        ),
        sample("move/earlier-act", MoveRefusal::BeforeEarlierAct { on: today, act_on: on }),
        sample("leave/already", LeaveRefusal::AlreadyLeft { migrant: migrant(), ended_on: today }),
        sample("leave/not-registered", LeaveRefusal::NotRegistered { migrant: migrant(), on }),
        sample("leave/earlier-act", LeaveRefusal::BeforeEarlierAct { on: today, act: LastAct::Endorse, act_on: on }),
    ]
}

/// Those who cannot act for a child.
fn no_kin() -> Vec<Sample> {
    let refused =
        |relation, employer| RegisterRefusal::Proxy(ProxyRefusal::NoKin { relation: s(relation), below: 16, employer });
    vec![sample("proxy/friend", refused("朋友", false)), sample("proxy/employer", refused("employer", true))]
}

pub(super) fn corrections() -> Vec<Sample> {
    no_kin().into_iter().chain(of_people()).chain(of_cards()).chain(of_mergers()).collect()
}

fn of_people() -> Vec<Sample> {
    let (migrant, other) = (|| s("M000001"), || s("M000002"));
    let (on, today) = (day("2012-09-01"), day("2012-08-31"));
    let order = |why| EditRefusal::Order { migrant: s("M000001"), registered_on: day("2012-08-31"), why };
    let moved = |why| EditRefusal::Move { migrant: s("M000001"), moved_on: day("2012-08-01"), why };
    let end = |refusal| EditRefusal::End { migrant: s("M000001"), refusal };
    let merged = |later| StayEndRefusal::Merged(Standing { kept: migrant(), duplicate: other(), later });
    vec![
        sample("edit/form", EditRefusal::Form(vec![Objection::EmployerCode])),
        sample("edit/not-registered", EditRefusal::NotRegistered { migrant: migrant(), on }),
        sample("edit/nothing", EditRefusal::Nothing { migrant: migrant(), unread: Vec::new() }),
        sample("edit/unread", EditRefusal::Nothing { migrant: migrant(), unread: vec![Warning::Phone] }),
        sample("edit/borne", EditRefusal::Borne { migrant: migrant(), bearer: other(), masked_name: s("王*") }),
        sample("edit/borne-duplicate", EditRefusal::BorneByDuplicate { migrant: migrant(), duplicate: other() }),
        sample("edit/before-end", order(OutOfOrder::BeforeEnd { ended_on: on })),
        sample("edit/after-act", order(OutOfOrder::AfterAct { act_on: day("2012-08-30") })),
        sample("edit/not-moved", moved(MoveOrder::First)),
        sample("edit/moved-early", moved(MoveOrder::NotBefore(today))),
        sample("edit/moved-late", moved(MoveOrder::NotAfter(on))),
        sample("edit-end/future", end(StayEndRefusal::Future { day: on, today })),
        sample("edit-end/not-ended", end(StayEndRefusal::NotEnded { named: None })),
        sample("edit-end/not-that", end(StayEndRefusal::NotEnded { named: Some(on) })),
        sample("edit-end/before-act", end(StayEndRefusal::BeforeAct { day: today, act: LastAct::Endorse, act_on: on })),
        sample("edit-end/came-back", end(StayEndRefusal::CameBack { registered_on: on })),
        sample("edit-end/death-goes-on", end(StayEndRefusal::GoesOn { registered_on: on, died: true })),
        sample("edit-end/hukou-goes-on", end(StayEndRefusal::GoesOn { registered_on: on, died: false })),
        sample("edit-end/card", end(StayEndRefusal::LivePermit { permit: s(PERMIT) })),
        sample("edit-end/application", end(StayEndRefusal::OpenApplication { application: s("A000001") })),
        sample("edit-end/merged", end(merged(None))),
        sample("edit-end/merged-since", end(merged(Some((on, s("permit endorse")))))),
    ]
}

fn of_mergers() -> Vec<Sample> {
    let (migrant, other) = (|| s("M000001"), || s("M000002"));
    let (on, today) = (day("2012-09-01"), day("2012-08-31"));
    let rests = |on, act, way_out| Resting { on, act, way_out };
    let withdraw = || WayOut::Withdraw { application: s("A000007") };
    let acts = vec![
        rests(today, "migrant leave", WayOut::NotLeft { last_day: day("2012-08-30") }),
        rests(today, "migrant add", WayOut::NeverLived { registered_on: today }),
        rests(on, "migrant add", WayOut::EndStay { registered_on: on }),
        rests(on, "permit apply", withdraw()),
        rests(on, "permit issue", WayOut::EndCard { permit: s("JZ5201021200000001") }),
        rests(on, "permit issue", WayOut::EndedInError { permit: s("JZ5201021200000002") }),
        rests(on, "migrant merge", WayOut::Part { kept: migrant(), duplicate: s("M000003") }),
    ];
    vec![
        sample(
            "merge/several",
            MergeRefusal::Several {
                candidates: one_formerly(),
                more: false,
                pairs: vec![[migrant(), other()]],
                because: s("同一个人 两份"),
            },
        ),
        sample("merge/itself", MergeRefusal::Itself { migrant: migrant() }),
        sample("merge/already", MergeRefusal::Already { duplicate: other(), kept: migrant(), merged_on: today }),
        sample("merge/earlier-act", MergeRefusal::BeforeEarlierAct { on: today, act: LastAct::Issue, act_on: on }),
        sample(
            "merge/died",
            MergeRefusal::Died { died: migrant(), other: other(), found: after_death(None), acted: false },
        ),
        sample(
            "merge/died-before",
            MergeRefusal::Died {
                died: migrant(),
                other: other(),
                found: after_death(Some("2012-08-30")),
                acted: false,
            },
        ),
        sample(
            "merge/died-acted",
            MergeRefusal::Died { died: migrant(), other: other(), found: after_death(None), acted: true },
        ),
        sample("merge/no-migrant", MergeRefusal::NoMigrant { migrant: migrant(), objection: Box::new(at_home()) }),
        sample("unmerge/not-merged", MergeRefusal::NotMerged { kept: migrant(), duplicate: other() }),
        sample("unmerge/later-acts", MergeRefusal::LaterActs { kept: migrant(), acts }),
    ]
}

/// From 南明区, and at home where 白云区 took the place over.
pub(super) fn at_home() -> Objection {
    Objection::NoMigrant { hukou: s("南明区"), residence: s("白云区"), since: Some(day("2012-09-01")) }
}

fn after_death(ended_on: Option<&str>) -> AfterDeath {
    AfterDeath { death: day("2012-06-01"), registered: day("2012-03-05"), ended: ended_on.map(day) }
}

pub(super) fn merge_warnings() -> [MergeWarning; 4] {
    let ended = |moves_to: Option<&str>| MergeWarning::StayEnded {
        unit: s("520102400"),
        unit_name: s("新华社区"),
        address: s("遵义路 1 号"),
        registered_on: day("2012-08-30"),
        ends_on: day("2012-08-31"),
        moves_to: moves_to.map(s),
        kept: s("M000001"),
    };
    let kinds = [IdKind::Citizen, IdKind::Hmt];
    let kinds = MergeWarning::KindsDiffer { kept: s("M000001"), duplicate: s("M000002"), kinds };
    [MergeWarning::Differ { kept: s("M000001"), duplicate: s("M000002") }, kinds, ended(Some("520102400")), ended(None)]
}
