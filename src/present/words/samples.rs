//! Every sentence once, with sample values, as the snapshots `messages.zh` and `messages.en`.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::Describe;
use super::batch::NoSender;
use super::confirm::NotConfirmed;
use super::db::{ClockBehind, FutureDay};
use super::endorse::BarePapers;
use super::files::FileFault;
use super::night::NightMissing;
use super::papers::{Incomplete, Lacking};
use super::report::{NeedsFile, check_name, rate_definition};
use super::template::TemplateNeedsFile;
use super::told::{Carried, Told};
use crate::domain::act_order::{ApplicationAct, CardAct, LaterAct};
use crate::domain::application::{ApplicationState, ApplyRefusal, CloseRefusal, IssueRefusal};
use crate::domain::calendar::{Day, Instant};
use crate::domain::card_days::{DayRefusal, EndedBy, Undone};
use crate::domain::clash::Clash;
use crate::domain::code::Code;
use crate::domain::collection::CollectRefusal;
use crate::domain::correction::OutOfOrder;
use crate::domain::dossier::Extension;
use crate::domain::eligibility::NotEntitled;
use crate::domain::ending::EndRefusal;
use crate::domain::endorsement::{EndorseMissing, EndorseRefusal};
use crate::domain::extension::ExtendRefusal;
use crate::domain::holidays::{CalendarRefusal, Fault, Festival, Wrong};
use crate::domain::identity::{IdKind, IdRefusal, Sex};
use crate::domain::lang::Lang;
use crate::domain::night::{Alarm, Figure, Jump, Step};
use crate::domain::objection::{Objection, Warning};
use crate::domain::papers::{Evidence, Ground, LaterPaper, Missing, Paper};
use crate::domain::permit::EndReason;
use crate::domain::rate::{By, Check};
use crate::domain::regime::{Exempt, Limit, Regime};
use crate::domain::replacement::ReplaceRefusal;
use crate::domain::restructuring::{ActRefusal, UnitAct};
use crate::domain::roster::{Field, RosterKind};
use crate::domain::sender::{SenderKind, SenderRefusal};
use crate::domain::span::Span;
use crate::domain::stay_end::EndRefusal as StayEndRefusal;
use crate::domain::unit::{Handover, Succession, Tier, Unit, UnitId, UnitKind, UnitRefusal, UnitTree};
use crate::intake::outer::{Column, Content};
use crate::intake::problem::DayTrouble;
use crate::intake::workbook::{BookFault, SheetName};
use crate::intake::{Fact, FileNotice, Outer, RowProblem};
use crate::jobs::import::doctor::{Ailing, Diagnosis};
use crate::jobs::import::sets::SetRefusal;
use crate::jobs::import::{ImportError, NotOpen, SameFile};
use crate::jobs::lock::Holder;
use crate::jobs::nightly::NightRefusal;
use crate::jobs::restore::RestoreError;
use crate::ops::OpError;
use crate::ops::apply::{Applied, ApplyError, Brought};
use crate::ops::batch::BatchRefusal;
use crate::ops::check::Finding;
use crate::ops::close::ApplicationError;
use crate::ops::collect::CardError;
use crate::ops::edit::EditRefusal;
use crate::ops::edit_permit::EditPermitRefusal;
use crate::ops::endorse::{CardRefusal, EndorseError};
use crate::ops::holidays::HolidayRefusal;
use crate::ops::issue::IssueError;
use crate::ops::leave::LeaveRefusal;
use crate::ops::merge::{MergeRefusal, MergeWarning};
use crate::ops::person::{Candidate, WhoRefusal};
use crate::ops::proxy::ProxyRefusal;
use crate::ops::rate::ReportRefusal;
use crate::ops::register::{Gone, RegisterRefusal, Remark};
use crate::ops::relocate::MoveRefusal;
use crate::ops::rules::RuleRefusal;
use crate::ops::undo::{Rest, UndoRefusal};
use crate::ops::which::WhichRefusal;
use crate::reference;
use crate::store::StoreError;
use crate::store::checks::Dangling;
use crate::store::undo::LaterAct as Resting;

const NUMBER: &str = "520199199001010017";
const PERMIT: &str = "JZ5201021200000015";

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

fn s(text: &str) -> String {
    text.to_owned()
}

type Sample = (&'static str, Box<dyn Describe>);

fn sample(name: &'static str, what: impl Describe + 'static) -> Sample {
    (name, Box::new(what))
}

fn id_refusals() -> Vec<IdRefusal> {
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

fn unit_refusals() -> Vec<UnitRefusal> {
    let xinhua = vec![(s("520102400"), s("南明区/新华社区")), (s("520122400"), s("息烽县/新华社区"))];
    let (code, name) = (s("520114"), s("小河区"));
    let (town, town_name) = (s("520102100"), s("永乐乡"));
    vec![
        UnitRefusal::Unknown { text: s("新花社区") },
        UnitRefusal::Unknown { text: s(NUMBER) },
        UnitRefusal::Ambiguous { text: s("新华社区"), candidates: xinhua },
        UnitRefusal::NotStanding {
            code: code.clone(),
            name: name.clone(),
            on: day("2013-01-01"),
            successors: vec![(s("520111"), s("花溪区"))],
        },
        UnitRefusal::NotStanding {
            code: s("520102900"),
            name: s("中华街道"),
            on: day("2013-01-01"),
            successors: vec![(s("520102400"), s("新华社区")), (s("520102401"), s("西湖社区"))],
        },
        UnitRefusal::NotStanding { code, name, on: day("2013-01-01"), successors: Vec::new() },
        UnitRefusal::HoldsNobody { code: s("520100"), name: s("贵阳市") },
        UnitRefusal::NoCounter {
            code: town.clone(),
            name: town_name.clone(),
            instead: Some((s("520102"), s("南明区"))),
        },
        UnitRefusal::NoCounter { code: town, name: town_name, instead: None },
    ]
}

fn unit_acts() -> Vec<ActRefusal> {
    let xinhua = || (s("520102400"), s("新华社区"));
    let xihu = || (s("520102401"), s("西湖社区"));
    let nanming = || (s("520102"), s("南明区"));
    let (on, later) = (day("2012-11-15"), day("2013-03-01"));
    let earlier = |act| ActRefusal::BeforeEarlierAct { unit: xinhua(), on, act, act_on: later };
    let not_there = |since, until| ActRefusal::NotThereToTakeOver { taker: xihu(), on, since, until };
    let mut all = vec![
        ActRefusal::Unit(UnitRefusal::Unknown { text: s("新花社区") }),
        ActRefusal::Unit(unit_refusals().swap_remove(3)),
        ActRefusal::Future { day: later, today: on },
        ActRefusal::CodeTaken { by: xinhua() },
        ActRefusal::NameTaken { by: xinhua(), parent: nanming() },
        ActRefusal::Unusable { text: s("5201"), code: true, digits: 9 },
        ActRefusal::Unusable { text: s("南明/新华"), code: false, digits: 9 },
        ActRefusal::KindUnderParent {
            kind: UnitKind::Community,
            parent: (s("520100"), s("贵阳市")),
            parent_kind: UnitKind::City,
        },
        ActRefusal::KindOfTaker { unit: nanming(), taker: xinhua() },
        ActRefusal::TierOfKind { kind: UnitKind::Street, tier: Tier::District },
        ActRefusal::ForeignCode { text: s("520300001"), city: s("520100") },
        ActRefusal::NamedTwice { part: xihu() },
        ActRefusal::OnePart { unit: xinhua(), part: xihu() },
        ActRefusal::NeverStood { unit: xinhua(), on, earliest: on.plus_days(1) },
        ActRefusal::NothingChanges { unit: xinhua() },
        ActRefusal::UnderItself { unit: nanming(), parent: xinhua() },
        ActRefusal::IntoItself { unit: xinhua() },
        ActRefusal::IntoOwnPart { unit: nanming(), part: xinhua() },
        not_there(Some(later), None),
        not_there(None, Some(on)),
        not_there(None, None),
        ActRefusal::PeopleLeft { unit: xinhua(), people: 12 },
        ActRefusal::PartsLeft { unit: nanming(), parts: vec![xinhua(), xihu()] },
        ActRefusal::City { unit: (s("520100"), s("贵阳市")) },
        ActRefusal::NotAmongParts { text: s("520103400"), parts: vec![xinhua(), xihu()] },
        ActRefusal::Unassigned { unit: xinhua(), people: None, parts: vec![xihu()] },
        ActRefusal::Unassigned { unit: xinhua(), people: Some(3), parts: vec![xihu()] },
    ];
    let acts = [
        UnitAct::Opened,
        UnitAct::Renamed,
        UnitAct::Moved,
        UnitAct::TookOver,
        UnitAct::PartCame,
        UnitAct::PartLeft,
        UnitAct::Closed,
    ];
    all.extend(acts.map(earlier));
    all
}

fn objections() -> Vec<Objection> {
    let district = |name: &str| s(name);
    vec![
        Objection::Empty { field: Field::Address },
        Objection::Empty { field: Field::Reason },
        Objection::Name { found: s(NUMBER) },
        Objection::Controls { field: Field::Workplace },
        Objection::UnknownCode { field: Field::Sex, text: s("公") },
        Objection::UnknownCode { field: Field::Ethnic, text: s("华") },
        Objection::UnknownCode { field: Field::Reason, text: s("玩") },
        Objection::UnknownCode { field: Field::Exempt, text: s("免") },
        Objection::UnknownKind { text: s("驾照") },
        Objection::Unit(UnitRefusal::Unknown { text: s("新花社区") }),
        Objection::Counter(UnitRefusal::Unknown { text: s("新花社区") }),
        Objection::HukouCounty { text: s("529999") },
        Objection::EmployerCode,
        Objection::NoMigrant { hukou: district("云岩区"), residence: district("南明区") },
        Objection::NoMigrant { hukou: district("修文县"), residence: district("修文县") },
        Objection::ArrivalAfterRegistration { arrived_on: day("2012-08-20"), registered_on: day("2012-08-13") },
        Objection::BeforeBirth { day: day("1989-12-31"), birth_on: day("1990-01-01") },
        Objection::Future { day: day("2012-09-01"), today: day("2012-08-31") },
    ]
}

fn warnings() -> Vec<Warning> {
    vec![
        Warning::CountyUnknown { county: s("529999") },
        Warning::CountyOtherYears { county: s("520121"), year: 1990 },
        Warning::SexDiffers { by_number: Sex::Male },
        Warning::BirthDiffers { by_number: day("1990-01-01") },
        Warning::SexCorrected { by_number: Sex::Male },
        Warning::BirthCorrected { by_number: day("1990-01-01") },
        Warning::DistrictInsteadOfCommunity { code: s("520102"), name: s("南明区") },
        Warning::Phone,
        Warning::UnreadableCode { field: Field::Education, text: s("很高") },
    ]
}

fn candidate(code: &str) -> Candidate {
    Candidate { code: s(code), masked_name: s("王*"), masked_number: s("5201**********0017") }
}

fn later_paper() -> LaterPaper {
    LaterPaper { paper: Paper::Lease, dated_on: day("2018-07-01"), on: day("2017-07-01") }
}

fn gone(died: bool) -> Gone {
    Gone { migrant: s("M000001"), masked_name: s("王*"), ended_on: day("2012-06-01"), died }
}

fn people() -> Vec<Sample> {
    let migrant = || s("M000001");
    let (on, today) = (day("2012-09-01"), day("2012-08-31"));
    let two = || vec![candidate("M000001"), candidate("M000007")];
    let already = |elsewhere: Option<(&str, &str)>| RegisterRefusal::Already {
        migrant: s("M000001"),
        masked_name: s("王*"),
        unit: s("520102400"),
        unit_name: s("新华社区"),
        since: day("2012-03-05"),
        elsewhere: elsewhere.map(|(unit, address)| Box::new((s(unit), s(address)))),
    };
    let form = vec![
        Objection::Identity(IdRefusal::Check),
        Objection::Empty { field: Field::Address },
        Objection::Unit(UnitRefusal::Unknown { text: s("新花社区") }),
    ];
    vec![
        sample("who/unknown", WhoRefusal::Unknown { text: s("王小明"), number: false }),
        sample("who/unknown-number", WhoRefusal::Unknown { text: s(NUMBER), number: true }),
        sample("who/ambiguous", WhoRefusal::Ambiguous { candidates: two(), more: false }),
        sample("who/ambiguous-more", WhoRefusal::Ambiguous { candidates: two(), more: true }),
        sample("who/unknown-application", WhoRefusal::UnknownApplication { text: s("A000009") }),
        sample("who/unknown-permit", WhoRefusal::UnknownPermit { text: s(PERMIT) }),
        sample("register/form-one", RegisterRefusal::Form(vec![Objection::Identity(IdRefusal::Check)])),
        sample("register/form-several", RegisterRefusal::Form(form)),
        sample("register/proxy-check", RegisterRefusal::Proxy(ProxyRefusal::Number(IdRefusal::Check))),
        sample("register/proxy-applicant", RegisterRefusal::Proxy(ProxyRefusal::Applicant)),
        sample("register/proxy-child", RegisterRefusal::Proxy(ProxyRefusal::Minor { age: 17, least: 18 })),
        sample(
            "register/proxy-length",
            RegisterRefusal::Proxy(ProxyRefusal::Number(IdRefusal::Length { characters: 17 })),
        ),
        sample("register/already", already(None)),
        sample("register/already-elsewhere", already(Some(("520103400", "遵义路 1 号")))),
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
        sample("leave/earlier-act", LeaveRefusal::BeforeEarlierAct { on: today, act_on: on }),
    ]
}

fn corrections() -> Vec<Sample> {
    let (migrant, other) = (|| s("M000001"), || s("M000002"));
    let (on, today) = (day("2012-09-01"), day("2012-08-31"));
    let order = |why| EditRefusal::Order { migrant: s("M000001"), registered_on: day("2012-08-31"), why };
    let end = |refusal| EditRefusal::End { migrant: s("M000001"), refusal };
    let ended_by = |act| DayRefusal::EndedBy { act, on };
    let of_card = |refusal| EditPermitRefusal::Day { permit: s(PERMIT), refusal };
    let undone =
        |what, day| EditPermitRefusal::Day { permit: s(PERMIT), refusal: DayRefusal::NotRecorded { what, day } };
    let acts = vec![(today, s("migrant move")), (on, s("permit apply"))];
    vec![
        sample("edit/form", EditRefusal::Form(vec![Objection::EmployerCode])),
        sample("edit/not-registered", EditRefusal::NotRegistered { migrant: migrant(), on }),
        sample("edit/nothing", EditRefusal::Nothing { migrant: migrant(), unread: Vec::new() }),
        sample("edit/unread", EditRefusal::Nothing { migrant: migrant(), unread: vec![Warning::Phone] }),
        sample("edit/borne", EditRefusal::Borne { migrant: migrant(), bearer: other(), masked_name: s("王*") }),
        sample("edit/borne-duplicate", EditRefusal::BorneByDuplicate { migrant: migrant(), duplicate: other() }),
        sample("edit/before-end", order(OutOfOrder::BeforeEnd { ended_on: on })),
        sample("edit/after-act", order(OutOfOrder::AfterAct { act_on: day("2012-08-30") })),
        sample("edit-end/future", end(StayEndRefusal::Future { day: on, today })),
        sample("edit-end/not-ended", end(StayEndRefusal::NotEnded)),
        sample("edit-end/before-act", end(StayEndRefusal::BeforeAct { day: today, act_on: on })),
        sample("edit-end/came-back", end(StayEndRefusal::CameBack { registered_on: on })),
        sample("edit-end/card", end(StayEndRefusal::LivePermit { permit: s(PERMIT) })),
        sample("edit-end/application", end(StayEndRefusal::OpenApplication { application: s("A000001") })),
        sample("edit-end/merged", end(StayEndRefusal::Merged { kept: migrant(), duplicate: other() })),
        sample("edit-permit/nothing", EditPermitRefusal::Nothing { permit: s(PERMIT) }),
        sample("edit-permit/collected", undone(Undone::Collected, None)),
        sample("edit-permit/ended", undone(Undone::Ended, None)),
        sample("edit-permit/endorsed", undone(Undone::Endorsed, Some(on))),
        sample("edit-permit/before", of_card(DayRefusal::Order { day: today, other_on: on, before: true })),
        sample("edit-permit/after", of_card(DayRefusal::Order { day: on, other_on: today, before: false })),
        sample("edit-permit/left", of_card(ended_by(EndedBy::Departure { migrant: migrant() }))),
        sample("edit-permit/replaced", of_card(ended_by(EndedBy::Replacement { permit: s("JZ5201021700000006") }))),
        sample("edit-permit/next-card", of_card(ended_by(EndedBy::NextCard { permit: s("JZ5201021700000006") }))),
        sample("edit-permit/merged", of_card(ended_by(EndedBy::Merger { kept: migrant(), duplicate: other() }))),
        sample("merge/itself", MergeRefusal::Itself { migrant: migrant() }),
        sample("merge/already", MergeRefusal::Already { duplicate: other(), kept: migrant(), merged_on: today }),
        sample("merge/earlier-act", MergeRefusal::BeforeEarlierAct { on: today, act_on: on }),
        sample("unmerge/not-merged", MergeRefusal::NotMerged { kept: migrant(), duplicate: other() }),
        sample("unmerge/later-acts", MergeRefusal::LaterActs { kept: migrant(), acts }),
    ]
}

fn merge_warnings() -> [MergeWarning; 3] {
    let ended = |moves_to: Option<&str>| MergeWarning::StayEnded {
        unit: s("520102400"),
        unit_name: s("新华社区"),
        address: s("遵义路 1 号"),
        registered_on: day("2012-08-30"),
        ends_on: day("2012-08-31"),
        moves_to: moves_to.map(s),
        kept: s("M000001"),
    };
    [MergeWarning::Differ { kept: s("M000001"), duplicate: s("M000002") }, ended(Some("520102400")), ended(None)]
}

fn not_entitled() -> Vec<NotEntitled> {
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

fn lacking() -> Vec<Lacking> {
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
        Lacking::all(&everything, Regime::State2016),
        Lacking::all(&guiyang, Regime::Guiyang2012),
        Lacking::all(&guizhou, Regime::Guizhou2012),
    ]
    .concat()
}

fn incomplete() -> Incomplete {
    let applied = Applied {
        application: s("A000001"),
        migrant: s("M000001"),
        name: s("张三"),
        accepted_on: None,
        due_on: None,
        promised_on: None,
        no_calendar: None,
        regime: Regime::State2016,
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

fn applications() -> Vec<Sample> {
    let migrant = || s("M000001");
    let on = day("2012-08-31");
    let apply = |refusal| ApplyError::Refused { migrant: s("M000001"), refusal };
    let issue = |refusal| IssueError::Refused { migrant: s("M000001"), refusal };
    let not_open = |state| issue(IssueRefusal::NotOpen { application: s("A000001"), state });
    let mut all: Vec<Sample> =
        not_entitled().into_iter().map(|reason| sample("apply", apply(ApplyRefusal::NotEntitled(reason)))).collect();
    all.extend([
        sample("apply/not-registered", apply(ApplyRefusal::NotRegistered { on })),
        sample("apply/open", apply(ApplyRefusal::OpenApplication { application: s("A000001"), accepted_on: on })),
        sample("apply/live", apply(ApplyRefusal::LivePermit { permit: s(PERMIT), suspended: false })),
        sample("apply/suspended", apply(ApplyRefusal::LivePermit { permit: s(PERMIT), suspended: true })),
        sample("apply/later-paper", ApplyError::Paper(later_paper())),
        sample("apply/proxy", ApplyError::Proxy(ProxyRefusal::Number(IdRefusal::LostDigits))),
        sample("apply/counter", ApplyError::Unit(unit_refusals().swap_remove(7))),
        sample("apply/incomplete", incomplete()),
        sample("issue/unknown", IssueError::Which(WhichRefusal::Unknown { text: s("A000099") })),
        sample("issue/none", IssueError::Which(WhichRefusal::NoneOpen { migrant: migrant() })),
        sample("issue/incomplete", not_open(ApplicationState::Incomplete)),
        sample("issue/issued", not_open(ApplicationState::Issued)),
        sample("issue/early", issue(IssueRefusal::BeforeAcceptance { accepted_on: on, on: day("2012-08-30") })),
        sample("issue/not-registered", issue(IssueRefusal::NotRegistered { on })),
        sample("issue/live", issue(IssueRefusal::LivePermit { permit: s(PERMIT) })),
        sample("issue/no-serial", issue(IssueRefusal::NoSerial { county: s("520102"), year: 2012 })),
    ]);
    all
}

fn cards() -> Vec<Sample> {
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
        sample("endorse/left", endorse(EndorseRefusal::Ended { ended_on: on, reason: EndReason::Left })),
        sample("endorse/replaced", endorse(EndorseRefusal::Ended { ended_on: on, reason: EndReason::Replaced })),
        sample("endorse/expired", endorse(EndorseRefusal::Expired { since: day("2013-10-01") })),
        sample("endorse/early", endorse(window(Regime::State2016))),
        sample("endorse/early-2012", endorse(window(Regime::Guizhou2012))),
        sample("endorse/again", endorse(endorsed)),
        sample(
            "endorse/earlier-act",
            endorse(EndorseRefusal::BeforeEarlierAct { act: CardAct::Endorsed, act_on: day("2017-12-02") }),
        ),
        sample("endorse/papers", bare),
        sample("endorse/no-card", EndorseMissing::Permit),
        sample("endorse/no-identity", EndorseMissing::Identity { child: false }),
        sample("endorse/later-paper", EndorseError::Paper(later_paper())),
        sample("endorse/not-registered", EndorseError::NotRegistered { migrant: s("M000001"), on }),
    ]
}

fn later_acts() -> Vec<LaterAct> {
    let on = day("2017-12-02");
    let closed = [ApplicationState::Issued, ApplicationState::Withdrawn, ApplicationState::Refused];
    let acts = [ApplicationAct::Applied, ApplicationAct::Extended];
    let acts = acts.into_iter().chain(closed.map(ApplicationAct::Closed));
    let applications = acts.map(|act| LaterAct::Application { application: s("A000001"), act, on });
    let cards = [CardAct::Issued, CardAct::Collected, CardAct::Endorsed, CardAct::Ended].map(|act| LaterAct::Card {
        permit: s(PERMIT),
        act,
        on,
    });
    applications.chain(cards).chain([LaterAct::Stay { ended_on: on }]).collect()
}

/// Withdrawing, refusing and extending.
fn application_acts() -> Vec<Sample> {
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
fn card_acts() -> Vec<Sample> {
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
    vec![
        sample("collect/before-rules", about(CollectRefusal::BeforeRules { first })),
        sample("collect/temporary", about(CollectRefusal::Temporary)),
        sample("collect/before-issue", about(CollectRefusal::BeforeIssue { issued_on: on })),
        sample("collect/not-issued", about(CollectRefusal::NotIssued { application, accepted_on: on })),
        sample("collect/already", about(CollectRefusal::Already { collected_on: on })),
        sample("collect/ended", about(CollectRefusal::Ended { ended_on: on, reason })),
        sample("end/already", about(EndRefusal::Already { ended_on: on, reason })),
        sample("replace/ended", about(replaced(None))),
        sample("replace/replaced", about(replaced(Some("JZ5201021700000015")))),
        sample("replace/expired", about(ReplaceRefusal::Expired { since: on })),
        sample("replace/not-registered", about(ReplaceRefusal::NotRegistered { migrant, on })),
        sample("replace/no-serial", about(ReplaceRefusal::NoSerial { county: s("520102"), year: 2017 })),
    ]
}

#[expect(clippy::too_many_lines, reason = "a list")]
fn rosters() -> Vec<Sample> {
    let batch = || s("B17");
    let on = Some(day("2012-08-31"));
    let rest = |line, subject: &str, act, batch| Rest { line, subject: s(subject), act, on, batch };
    let acts = [
        Resting::Moved,
        Resting::Left,
        Resting::Applied,
        Resting::Carded,
        Resting::Endorsed,
        Resting::Ended,
        Resting::CameBack,
        Resting::Corrected,
        Resting::Merged,
    ];
    let acts = acts.into_iter().map(|act| rest(Some(12), "M000001", act, None)).collect();
    let mended = vec![
        rest(None, "B18", Resting::Mended, Some(s("B18"))),
        rest(Some(2), "M000001", Resting::Left, Some(s("B19"))),
    ];
    let holder = Holder { host: s("jzz-1"), process: s("4711"), since: s("2012-08-30T18:30:00Z") };
    let lock = || PathBuf::from("/srv/register.db.import-B17");
    let at_work = |holder, fixes| ImportError::AtWork { holder, lock: lock(), fixes };
    let not_open = vec![NotOpen { line: 2, first_line: Some(17) }, NotOpen { line: 3, first_line: None }];
    vec![
        sample("batch/unknown", BatchRefusal::Unknown { text: s("B99") }),
        sample("batch/undone", BatchRefusal::Undone { batch: batch() }),
        sample("undo/rests", UndoRefusal::Rests { batch: batch(), acts, more: true }),
        sample("undo/mended", UndoRefusal::Rests { batch: batch(), acts: mended, more: false }),
        sample("fix/no-lines", ImportError::NoLines),
        sample("fix/not-open", ImportError::NotOpen { batch: 17, rows: not_open, more: true }),
        sample("import/rejects-over-roster", ImportError::SameFile(SameFile::RejectsOverRoster)),
        sample("import/answer-over-roster", ImportError::SameFile(SameFile::AnswerOverRoster)),
        sample("import/answer-over-rejects", ImportError::SameFile(SameFile::AnswerOverRejects)),
        sample("import/at-work", at_work(Some(holder), None)),
        sample("import/at-work-unnamed", at_work(None, None)),
        sample("fix/at-work", at_work(None, Some(17))),
        sample("set/one-person", SetRefusal::OnePerson { field: Field::IdNumber }),
        sample("set/other-roster", SetRefusal::OtherRoster { field: Field::To, kind: RosterKind::People }),
        sample(
            "set/future",
            SetRefusal::Future { field: Field::RegisteredOn, day: day("2030-01-01"), today: day("2018-03-01") },
        ),
        sample("import/undone", ImportError::Undone { batch: 17 }),
        sample("import/changed", FileFault::Changed { path: PathBuf::from("march.csv") }),
        sample("book/protected", Outer::Book(BookFault::Protected)),
        sample("book/damaged", Outer::Book(BookFault::Damaged { part: "zip" })),
        sample("book/too-big", Outer::Book(BookFault::TooBig { part: "worksheet" })),
        sample("book/several", Outer::SeveralSheets { sheets: vec![sheet("三月 新", false), sheet("四月", false)] }),
        sample("book/only-hidden", Outer::SeveralSheets { sheets: vec![sheet("旧稿", true)] }),
        sample(
            "book/no-sheet",
            Outer::NoSheet { given: s("五月"), sheets: vec![sheet("三月", false), sheet("旧稿", true)] },
        ),
        sample("book/text", Outer::NoSheet { given: s("三月"), sheets: Vec::new() }),
        sample("template/file", TemplateNeedsFile { kind: RosterKind::People }),
        sample("book/xlsb", Outer::NotText(Content::BinaryWorkbook)),
        sample("import/encoding", Outer::WrongEncoding { label: s("gbk"), found: s("utf-8") }),
        sample("sender/number", SenderRefusal::IdentityNumber),
        sample("sender/employer", SenderRefusal::EmployerCode),
        sample("sender/nameless-employer", SenderRefusal::Nameless { kind: SenderKind::Employer }),
        sample("sender/nameless", SenderRefusal::Nameless { kind: SenderKind::School }),
        sample("sender/unknown", NoSender { source: s("school:第一中学") }),
    ]
}

fn sheet(name: &str, hidden: bool) -> SheetName {
    SheetName { name: s(name), hidden }
}

fn cell(field: Field, column: &str, reject: bool, fact: Fact) -> RowProblem {
    RowProblem { field: Some(field), column: Some(s(column)), reject, fact }
}

fn doctor() -> Vec<Sample> {
    let ailing = || Ailing { rows: 9_800, of: 10_000 };
    let column = |heading: &str| Column { letter: s("D"), heading: s(heading) };
    let days = |trouble| Diagnosis::UnreadableDays {
        field: Field::ArrivedOn,
        column: s("来本地日期"),
        trouble,
        ailing: ailing(),
    };
    let number_column =
        |heading| Diagnosis::WrongNumberColumn { column: s("证号"), better: column(heading), ailing: ailing() };
    let swapped = Diagnosis::SwappedDays {
        field: Field::ArrivedOn,
        column: s("来本地日期"),
        cell: s("13/04/2012"),
        ailing: ailing(),
    };
    let troubles = [
        DayTrouble::Form,
        DayTrouble::Impossible,
        DayTrouble::StandIn,
        DayTrouble::NoDayOfMonth,
        DayTrouble::TwoDigitYear,
        DayTrouble::OpenEnded,
        DayTrouble::Serial,
    ];
    let one_cause = |column| Diagnosis::OneCause { cause: Code::J601, column, ailing: ailing() };
    let mut all = vec![
        sample("doctor/ruined", Diagnosis::RuinedNumbers { column: s("公民身份号码"), ailing: ailing() }),
        sample("doctor/swapped", swapped),
        sample("doctor/encoding", Diagnosis::WrongEncoding { label: s("gbk"), ailing: ailing() }),
        sample("doctor/number-column", number_column("号码")),
        sample("doctor/number-column-unnamed", number_column("")),
        sample("doctor/one-cause", one_cause(Some(s("社区代码")))),
        sample("doctor/one-cause-of-rows", one_cause(None)),
    ];
    all.extend(troubles.map(|trouble| sample("doctor/days", days(trouble))));
    all
}

fn machine() -> Vec<Sample> {
    let path = || PathBuf::from("/srv/登记 库/register.db");
    let at = |seconds| Instant::from_unix(seconds).unwrap();
    let failed = ["rows_registered", "holders_by_permits"].map(|name| Check { name, left: 12, right: 13 });
    let failed = failed.to_vec();
    vec![
        sample(
            "report/coming",
            ReportRefusal::ComingDay {
                command: "report rate --as-of".to_owned(),
                on: day("2012-09-01"),
                today: day("2012-08-31"),
            },
        ),
        sample(
            "report/backwards",
            ReportRefusal::Backwards {
                command: "report turnaround",
                span: Span { from: day("2012-08-31"), to: day("2012-08-01") },
            },
        ),
        sample("report/needs_file", NeedsFile),
        sample("report/unknown_cell", ReportRefusal::UnknownCell { cell: s("rate/tier/city/age") }),
        sample("report/unknown_number", ReportRefusal::UnknownNumber { text: s("R2012-08-31/9") }),
        sample("report/broken_seal", ReportRefusal::BrokenSeal { number: s("R2012-08-31/1") }),
        sample("report/contradiction", ReportRefusal::Contradiction { failed }),
        sample("store/missing", StoreError::Missing { path: path() }),
        sample("store/empty", StoreError::Empty { path: path() }),
        sample("store/foreign", StoreError::Foreign { path: path() }),
        sample("store/newer", StoreError::Newer { path: path(), found: 9, known: 1 }),
        sample("store/older", StoreError::Older { path: path(), found: 1, known: 2 }),
        sample("store/damaged", StoreError::Damaged { path: path(), cause: s("file is not a database") }),
        sample("store/owner", StoreError::OtherOwner { path: path(), owner: s("li") }),
        sample("store/network", StoreError::Network { path: path(), system: "nfs" }),
        sample("store/exists", StoreError::Exists { path: path() }),
        sample("store/backup-exists", StoreError::BackupExists { path: path() }),
        sample("store/busy", StoreError::Busy { path: path() }),
        sample("store/read-only", StoreError::ReadOnly { path: path() }),
        sample("store/full", StoreError::Full { path: path() }),
        sample("store/unreadable", StoreError::Unreadable { path: path(), cause: s("Permission denied") }),
        sample("store/unwritable", StoreError::Unwritable { path: path(), cause: s("Permission denied") }),
        sample("confirm/no", NotConfirmed),
        sample("store/interrupted", StoreError::Interrupted),
        sample("store/fault", OpError::<ReportRefusal>::Store(StoreError::Fault { cause: s("no such row") })),
        sample("clock", ClockBehind { now: at(1_346_300_000), last_entry: at(1_346_600_000) }),
        sample("future", FutureDay { day: day("2012-09-01"), today: day("2012-08-31") }),
    ]
}

fn nights() -> Vec<Sample> {
    let (on, at) = (day("2012-08-30"), |seconds| Instant::from_unix(seconds).unwrap());
    let lock = || PathBuf::from("/srv/夜报/.nightly.lock");
    let holder = Holder { host: s("jzz-1"), process: s("4711"), since: s("2012-08-30T18:30:00Z") };
    let backup = || PathBuf::from("/srv/夜报/backups/2012-08-30.db");
    let jump = |figure| Jump { figure, since: day("2012-08-29"), before: 1000, now: 1051, usual: 5 };
    let missing = |alarm, failed| NightMissing { alarm, failed, folder: s("/srv/夜 报") };
    let dangling = Dangling { table: s("registration"), row: Some(7), parent: s("migrant") };
    let failed = Check { name: "holders_by_permits", left: 12, right: 13 };
    let hash = |fill: &str| fill.repeat(32);
    let (written, found) = (hash("0a"), hash("1b"));
    let mut all = vec![
        sample("night/coming", NightRefusal::ComingDay { on: day("2012-09-01"), today: day("2012-08-31") }),
        sample("night/at-work", NightRefusal::AtWork { holder: Some(holder), lock: lock() }),
        sample("night/at-work-unnamed", NightRefusal::AtWork { holder: None, lock: lock() }),
        sample("night/clock", NightRefusal::ClockBehind { now: at(1_346_300_000), last_entry: at(1_346_600_000) }),
        sample("night/other-register", NightRefusal::OtherRegister { folder: PathBuf::from("/srv/nights") }),
        sample("night/not-given-back", NightRefusal::NotGivenBack { backup: backup() }),
        sample("night/jump", jump(Figure::Registered)),
        sample("night/jump", jump(Figure::Holders)),
        sample("night/failed", missing(Alarm::Failed(on), None)),
        sample("night/unfinished", missing(Alarm::Unfinished(on), None)),
        sample("night/missing", missing(Alarm::Missing(on), None)),
        sample("restore/exists", RestoreError::Exists { path: PathBuf::from("/srv/r.db"), backup: backup() }),
        sample("restore/hash", RestoreError::Hash { backup: backup(), written, found }),
        sample("check/page", Finding::Page(s("Tree 7 page 12: btreeInitPage() returns error code 11"))),
        sample("check/schema", Finding::Schema { name: s("journal_no_delete") }),
        sample("check/interrupted", Finding::Interrupted { batch: 3, file: s("名册.csv") }),
        sample("check/dangling", Finding::Dangling(dangling)),
        sample("check/two-permits", Finding::TwoPermits { migrant: 7 }),
        sample("check/two-registrations", Finding::TwoRegistrations { migrant: 7 }),
        sample("check/terms", Finding::Terms { number: s("JZ5201021700000014") }),
        sample("check/packed", Finding::Packed { from: 64, to: 127 }),
        sample("check/figures", Finding::Figures(failed)),
    ];
    all.extend(Step::ALL.map(|step| sample("night/failed-at", missing(Alarm::Failed(on), Some(step)))));
    all
}

fn rules() -> Vec<Sample> {
    let (key, first) = (|| s("guizhou-2012.photos"), day("2012-10-01"));
    let fixed =
        |key: &str, value: &str, source: &str| RuleRefusal::Fixed { key: s(key), value: s(value), source: s(source) };
    let out = |last| RuleRefusal::OutOfTime { key: key(), from: day("2017-01-01"), first, last };
    let on = day("2027-01-04");
    let wrong = [
        Wrong::Unreadable { text: s("maybe") },
        Wrong::Impossible { text: s("02-30") },
        Wrong::OtherYear { day: on },
        Wrong::Twice { day: on },
        Wrong::OffAndWorked { day: on },
        Wrong::WorkedWeekday { day: on },
        Wrong::RowOfOtherYear { year: 2028 },
        Wrong::YearOutOfRange { year: 1899 },
        Wrong::Surplus { text: s("01-02") },
    ];
    let lines = wrong.into_iter().cycle().take(12).zip(2..);
    let faults = lines.map(|(wrong, line)| Fault { line, wrong }).collect();
    vec![
        sample("rule/unknown", RuleRefusal::UnknownKey { key: s("day_counts") }),
        sample(
            "rule/range",
            RuleRefusal::OutOfRange {
                key: key(),
                value: s("9"),
                range: s("0..4"),
                example: None,
                source: s("◇ P 11(2)"),
            },
        ),
        sample(
            "rule/no-unit",
            RuleRefusal::OutOfRange {
                key: s("state-2016.issue_promise"),
                value: s("20"),
                range: s("1..30 days"),
                example: Some(s("20 days")),
                source: s("◇ S 9(6)"),
            },
        ),
        sample("rule/fixed", fixed("state-2016.issue_within", "15 days", "S 9(6)")),
        sample("rule/convention", fixed("birthday_of_29_february", "03-01", "no text")),
        sample("rule/not-by-unit", RuleRefusal::NotByUnit { key: s("day_count") }),
        sample("rule/out-of-time", out(Some(day("2015-12-31")))),
        sample("rule/before", out(None)),
        sample("rule/same", RuleRefusal::Same { key: key(), value: s("0"), since: first }),
        sample("rule/unit", RuleRefusal::Unit(UnitRefusal::Unknown { text: s("新花社区") })),
        sample("calendar/none", CalendarRefusal::NotACalendar),
        sample("calendar/wrong", CalendarRefusal::Faults { faults }),
        sample("calendar/incomplete", CalendarRefusal::Incomplete { year: 2027, missing: Festival::ALL.to_vec() }),
        sample("calendar/known", HolidayRefusal::Known { year: 2027, first: on, days: 3 }),
    ]
}

fn contradictions() -> Vec<Sample> {
    let contradicts = |key: &str, value: &str, other: &str, clash| RuleRefusal::Contradicts {
        key: s(key),
        value: s(value),
        other: s(other),
        other_value: s(if other.ends_with("issue_within") {
            "15 days"
        } else if other.ends_with("age") {
            "16"
        } else {
            "3"
        }),
        clash,
        on: day("2017-01-01"),
    };
    vec![
        sample(
            "rule/extension",
            contradicts("state-2016.extend_within", "15 days", "state-2016.issue_within", Clash::ExtensionNotLonger),
        ),
        sample(
            "rule/promise",
            contradicts("issue_promise", "20 days", "state-2016.issue_within", Clash::PromiseLonger),
        ),
        sample("rule/proxy", contradicts("proxy_min_age", "15", "state-2016.proxy_below_age", Clash::ProxyAChild)),
        sample(
            "rule/window",
            contradicts("guiyang-2012.window", "last 90 days", "guiyang-2012.validity_months", Clash::WindowNotShorter),
        ),
    ]
}

/// What is refused or failed: each has a hint.
fn refusals() -> Vec<Sample> {
    let ids = id_refusals().into_iter().map(|refusal| sample("id", refusal));
    let units = unit_refusals().into_iter().map(|refusal| sample("unit", refusal));
    let acts = unit_acts().into_iter().map(|refusal| sample("unit-act", refusal));
    let units = units.chain(acts);
    let objections = objections().into_iter().map(|objection| sample("form", objection));
    let lacking = lacking().into_iter().map(|lack| sample("missing", lack));
    let groups = [
        people(),
        corrections(),
        applications(),
        application_acts(),
        cards(),
        card_acts(),
        rules(),
        contradictions(),
        rosters(),
        doctor(),
        machine(),
        nights(),
    ];
    ids.chain(units).chain(objections).chain(lacking).chain(groups.into_iter().flatten()).collect()
}

fn notes() -> Vec<Sample> {
    let warnings = warnings().into_iter().map(|warning| sample("warning", Remark::Form(warning)));
    let warnings = warnings.chain([sample("warning", Remark::NameDiffers { masked_name: s("王*") })]);
    let warnings = warnings.chain(merge_warnings().map(|warning| sample("warning", warning)));
    let warnings = warnings.chain(of_sheets());
    warnings.chain(not_entitled().into_iter().map(|reason| sample("not-entitled", reason))).collect()
}

/// What is said of sheets and their cells.
fn of_sheets() -> Vec<Sample> {
    vec![
        sample("book/hidden-rows", FileNotice::HiddenRows { rows: vec![5, 6, 7, 12], left_out: false }),
        sample("book/hidden-rows-out", FileNotice::HiddenRows { rows: vec![5], left_out: true }),
        sample("book/hidden-sheet", FileNotice::HiddenSheet { sheet: s("旧稿") }),
        sample("row/merged", cell(Field::Address, "现居住地址", false, Fact::Merged)),
        sample(
            "row/day-number",
            cell(Field::ArrivedOn, "来本地日期", false, Fact::DayNumber { cell: s("40973"), day: s("2012-03-05") }),
        ),
        sample("row/formula", cell(Field::Unit, "社区代码", true, Fact::FormulaFailed { cell: s("#N/A") })),
        sample("row/bare-number", cell(Field::IdNumber, "公民身份号码", false, Fact::BareNumber)),
    ]
}

fn small_tree() -> UnitTree {
    let unit = |id, code: &str, name: &str, until| Unit {
        id: UnitId(id),
        code: s(code),
        name: s(name),
        kind: UnitKind::District,
        tier: None,
        since: None,
        until,
    };
    let merged_on = day("2012-11-15");
    let units = vec![unit(1, "520111", "花溪区", None), unit(2, "520114", "小河区", Some(merged_on))];
    UnitTree::new(
        units,
        Vec::new(),
        vec![Succession { from: UnitId(2), to: UnitId(1), on: merged_on, how: Handover::Listed }],
    )
}

fn definitions(lang: Lang) -> String {
    let (book, tree) = (reference::rule_book(), small_tree());
    let mut out = String::new();
    for (on, by) in [
        ("2012-01-01", By::Counter),
        ("2012-08-31", By::Tier),
        ("2012-10-31", By::District),
        ("2012-11-15", By::Community),
        ("2017-01-01", By::Tier),
    ] {
        let text = rate_definition(lang, book.on(day(on)), by, day(on), &tree);
        let _ = writeln!(out, "{on} {}\n  {text}", by.as_str());
    }
    for name in [
        "rows_in_force",
        "rows_liable",
        "rows_liable_holders",
        "rows_first_issues",
        "holders_and_without",
        "registered_persons",
        "people_without_registration",
        "opening_begun_ended",
    ] {
        let _ = writeln!(out, "{name}: {}", check_name(lang, name));
    }
    out
}

/// What a refused command line gives to the hints: `LINE` stands for its noun, its verb and what follows.
fn carried() -> Carried {
    Carried { typed: vec![s("LINE")], ..Carried::default() }
}

fn messages(lang: Lang) -> String {
    let mut out = String::new();
    for (name, what) in refusals().into_iter().chain(notes()) {
        let told = Told::of(what.as_ref(), lang, &carried());
        let _ = writeln!(out, "{} {name}\n  {}", told.code, told.message.replace('\n', "\n  "));
        for hint in told.hint.iter().flat_map(|hint| hint.lines()) {
            let _ = writeln!(out, "  > {hint}");
        }
    }
    out + &definitions(lang)
}

#[test]
fn messages_zh() {
    insta::assert_snapshot!("messages.zh", messages(Lang::Zh));
}

#[test]
fn messages_en() {
    insta::assert_snapshot!("messages.en", messages(Lang::En));
}

#[test]
fn no_sentence_hint_or_detail_repeats_a_number() {
    for (name, what) in refusals().into_iter().chain(notes()) {
        for lang in [Lang::Zh, Lang::En] {
            let words = what.words(lang);
            let all = format!("{} {:?} {:?} {:?}", words.sentence, words.hint, words.details, what.causes());
            assert!(!all.contains(NUMBER), "{name}: {all}");
        }
    }
}

#[test]
fn every_refusal_has_a_hint_and_details_do_not_depend_on_the_language() {
    for (name, what) in refusals() {
        let (zh, en) = (what.words(Lang::Zh), what.words(Lang::En));
        assert!(zh.hint.is_some_and(|hint| !hint.trim().is_empty()), "{name}");
        assert!(en.hint.is_some_and(|hint| !hint.trim().is_empty()), "{name}");
        assert!(zh.details.keys().eq(en.details.keys()), "{name}");
    }
}

#[test]
fn a_hint_is_a_sentence_or_a_whole_command_in_the_register_of_the_command_line() {
    let register = Carried { db: Some(s("r.db")), typed: vec![s("LINE"), s("--db"), s("r.db")], ..Carried::default() };
    let command = |line: &str| line.match_indices("jzz ").next().map(|(at, _)| line[at + 4..].to_owned());
    for (name, what) in refusals() {
        for (lang, carried) in [(Lang::Zh, &register), (Lang::En, &register), (Lang::Zh, &Carried::default())] {
            let hint = Told::of(what.as_ref(), lang, carried).hint.unwrap_or_default();
            for line in hint.lines() {
                let says = line.contains(' ') || line.chars().filter(|c| !c.is_ascii()).count() > 5;
                assert!(says && !line.starts_with('-'), "{name}: {line}");
                let Some(command) = command(line).filter(|_| carried.db.is_some()) else { continue };
                let apart = ["explain", "--version", "--help", "0.1"].iter().any(|word| command.starts_with(word));
                assert!(apart || command.contains("--db ") || command.contains("--help"), "{name}: {line}");
            }
        }
    }
}

#[test]
fn chinese_is_chinese_and_english_is_english() {
    let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    for (name, what) in refusals().into_iter().chain(notes()) {
        let (zh, en) = (what.words(Lang::Zh).sentence, what.words(Lang::En).sentence);
        assert!(zh.contains(chinese), "{name}: {zh}");
        assert_ne!(zh, en, "{name}");
        let words = zh.split(|c: char| !c.is_ascii_alphabetic() && c != ' ');
        let longest = words.map(|run| run.split_whitespace().filter(|word| word.len() > 1).count()).max();
        assert!(longest.is_none_or(|count| count < 3), "{name}: {zh}");
    }
}

#[test]
fn what_is_repeated_is_cut_and_without_personal_digits() {
    for (given, shown) in [
        ("新华社区", "新华社区"),
        ("520102400", "520102400"),
        ("2012-02-30", "2012-02-30"),
        (NUMBER, "******************"),
        ("520199 19900101 0017", "****** ******** ****"),
        ("５２０１９９１９９００１０１００１７", "******************"),
        ("电话13912342345", "电话***********"),
    ] {
        assert_eq!(super::echo(given), shown, "{given}");
    }
    assert_eq!(super::echo(&"长".repeat(50)).chars().count(), 41);
}

#[test]
fn a_value_is_quoted_where_a_shell_would_take_it_apart() {
    for (value, shown) in
        [("遵义路1号", "遵义路1号"), ("a b", "'a b'"), ("", "''"), ("it's", r"'it'\''s'"), ("$(x)", "'$(x)'")]
    {
        assert_eq!(super::quoted(value), shown);
    }
}

fn no_card_of(state: ApplicationState) -> CardRefusal {
    let day = (state != ApplicationState::Incomplete).then(|| day("2017-07-18"));
    CardRefusal::NoCardOf { application: s("A000001"), migrant: s("M000001"), state, day }
}
