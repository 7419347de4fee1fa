//! What is said of corrections of cards and applications.

use super::people::later_paper;
use super::{PERMIT, Sample, day, s, sample};
use crate::domain::act_order::CardAct;
use crate::domain::application::{ApplicationState, ApplyRefusal};
use crate::domain::application_facts::{ApplicationRefusal, ClosedBy, Step, Unrecorded};
use crate::domain::calendar::Day;
use crate::domain::card_facts::{Bar, Beside, EndFact, EndedBy, FactRefusal, FirstStep, NextCard, Undo, Undone};
use crate::domain::endorsement::{EndorseMissing, EndorseRefusal};
use crate::domain::extension::ExtendRefusal;
use crate::domain::merger::Standing;
use crate::domain::papers::{Evidence, Ground, Missing, Paper};
use crate::domain::permit_number::NumberTrouble;
use crate::domain::regime::Regime;
use crate::domain::replacement::ReplaceReason;
use crate::domain::rulebook::LeaseRule;
use crate::domain::stay_end::LeaveReason;
use crate::ops::edit_application::EditApplicationRefusal;
use crate::ops::edit_permit::EditPermitRefusal;
use crate::ops::edit_printed::{OwnFact, PrintedRefusal};
use crate::ops::edit_shown::ShownRefusal;
use crate::ops::proxy::ProxyRefusal;
use crate::ops::which::WhichRefusal;

/// The card after that of the samples.
const NEXT: &str = "JZ5201021700000006";

pub(super) fn of_cards() -> Vec<Sample> {
    let (migrant, other) = (|| s("M000001"), || s("M000002"));
    let (on, today) = (day("2012-09-01"), day("2012-08-31"));
    let ended_by = |act, what| FactRefusal::EndedBy { act, on, what };
    let beside = |day, other_on, before, other| FactRefusal::Order { day, other_on, before, other };
    let window = EndorseRefusal::BeforeWindow { opens_on: today, closes_on: on, under: Regime::State2016 };
    let no_longer = |permit| FactRefusal::NoLonger { permit: s(permit), endorsed_on: today, refusal: window.clone() };
    let of_card = |refusal| EditPermitRefusal::Fact { permit: s(PERMIT), refusal };
    let undone =
        |what, day| EditPermitRefusal::Fact { permit: s(PERMIT), refusal: FactRefusal::NotRecorded { what, day } };
    let barred = |bar| of_card(FactRefusal::Barred(bar));
    let mut all = vec![
        sample("edit-permit/nothing", EditPermitRefusal::Nothing { permit: s(PERMIT) }),
        sample("edit-permit/collected", undone(Undone::Collected, None)),
        sample("edit-permit/ended", undone(Undone::Ended, None)),
        sample("edit-permit/endorsed", undone(Undone::Endorsed, Some(on))),
        sample("edit-permit/ran-out", undone(Undone::RanOut, Some(on))),
        sample("edit-permit/before", of_card(beside(today, on, true, Beside::Accepted))),
        sample("edit-permit/after", of_card(beside(on, today, false, Beside::Act(CardAct::Endorsed)))),
        sample("edit-permit/same-day", of_card(beside(on, on, true, Beside::Act(CardAct::Issued)))),
        sample("edit-permit/collected-before", of_card(beside(on, today, false, Beside::Act(CardAct::Collected)))),
        sample("edit-permit/other-card", of_card(beside(today, on, true, Beside::OtherCard))),
        sample("edit-permit/next-card", of_card(beside(on, today, false, Beside::OtherCard))),
        sample("edit-permit/card-before", of_card(beside(today, on, true, Beside::CardBefore(CardAct::Endorsed)))),
        sample("edit-permit/departure", of_card(beside(on, today, false, Beside::Departure))),
        sample("edit-permit/no-longer", of_card(no_longer(PERMIT))),
        sample("edit-permit/no-longer-next", of_card(no_longer("JZ5201021700000006"))),
        sample(
            "edit-permit/run-out",
            of_card(FactRefusal::RunOut { since: today, replaced_on: on, by: s("JZ5201021700000006") }),
        ),
        sample(
            "edit-permit/merged",
            of_card(ended_by(
                EndedBy::Merger(Standing { kept: migrant(), duplicate: other(), later: None }),
                EndFact::Day,
            )),
        ),
        sample("edit-permit/replaces-none", undone(Undone::Replaced, None)),
        sample("edit-permit/live", barred(Bar::LivePermit { permit: s("JZ5201021700000006") })),
        sample("edit-permit/open", barred(Bar::OpenApplication { application: s("A000001") })),
        sample("edit-permit/stay-over", barred(Bar::StayOver { ended_on: on, reason: LeaveReason::Other })),
        sample("edit-permit/not-registered", barred(Bar::NotRegistered { migrant: migrant(), on })),
        sample("edit-permit/death", barred(Bar::GoesOn { migrant: migrant(), after_on: on, died: true })),
        sample("edit-permit/hukou", barred(Bar::GoesOn { migrant: migrant(), after_on: on, died: false })),
        sample("edit-permit/old-card", of_card(FactRefusal::OldCardKept { because: ReplaceReason::Damaged })),
    ];
    all.extend(of_prints(on));
    all.extend(of_ends(on));
    all.extend(of_what_rests(on));
    all
}

/// What stands on a card, what was shown and who acted.
fn of_prints(on: Day) -> Vec<Sample> {
    let printed = |refusal| EditPermitRefusal::Printed(refusal);
    let own = |what| printed(PrintedRefusal::Own { permit: s(PERMIT), what, ended: false });
    let shown = |refusal| EditPermitRefusal::Shown { permit: s(PERMIT), refusal };
    let (number, county) = (|| s(NEXT), s("520103"));
    let given = vec![Paper::IdentityCard];
    let missing = vec![EndorseMissing::Permit, EndorseMissing::AddressOrGround];
    vec![
        sample("edit-permit/own-number", own(OwnFact::Number)),
        sample("edit-permit/own-county", own(OwnFact::County)),
        sample("edit-permit/own-kind", own(OwnFact::Kind)),
        sample("edit-permit/own-last-day", own(OwnFact::ValidUntil)),
        sample("edit-permit/number", printed(PrintedRefusal::Taken { number: number(), migrant: s("M000002") })),
        sample("edit-permit/no-number", printed(PrintedRefusal::NoNumber(NumberTrouble::IdentityNumber))),
        sample("edit-permit/no-number-missing", printed(PrintedRefusal::NoNumber(NumberTrouble::Missing))),
        sample("edit-permit/no-number-formula", printed(PrintedRefusal::NoNumber(NumberTrouble::Formula))),
        sample("edit-permit/no-number-ruined", printed(PrintedRefusal::NoNumber(NumberTrouble::LostDigits))),
        sample("edit-permit/county", printed(PrintedRefusal::OtherCounty { number: number(), county })),
        sample("edit-permit/paper", shown(ShownRefusal::Paper(later_paper()))),
        sample("edit-permit/proxy", shown(ShownRefusal::Proxy(ProxyRefusal::Applicant))),
        sample("edit-permit/lacking", shown(ShownRefusal::Lacking { permit: s(PERMIT), on, missing, given })),
        sample(
            "edit-permit/chain",
            EditPermitRefusal::Fact { permit: s(PERMIT), refusal: FactRefusal::InChain { other: number() } },
        ),
    ]
}

pub(super) fn of_applications() -> Vec<Sample> {
    let (on, today) = (day("2017-07-05"), day("2017-07-03"));
    let fact = |refusal| EditApplicationRefusal::Fact { application: s("A000001"), migrant: s("M000001"), refusal };
    let undone = |what| fact(ApplicationRefusal::NotRecorded { what });
    let order = |before, other| fact(ApplicationRefusal::Order { day: today, other_on: on, before, other });
    let by = |act, never| fact(ApplicationRefusal::ClosedBy { act, on, never });
    let issue = || ClosedBy::Issue { permit: s(PERMIT) };
    let departure = || ClosedBy::Departure { migrant: s("M000001") };
    let merger = ClosedBy::Merger(Box::new(Standing { kept: s("M000001"), duplicate: s("M000002"), later: None }));
    let lacking = |missing| {
        fact(ApplicationRefusal::Missing {
            missing,
            brought: vec![Evidence { paper: Paper::IdentityCard, issuer: None, dated_on: None }],
            regime: Regime::State2016,
            lease: LeaseRule::Any,
        })
    };
    let unknown = WhichRefusal::Unknown { text: s("A000099") };
    vec![
        sample("edit-application/unknown", EditApplicationRefusal::Which(unknown)),
        sample("edit-application/nothing", EditApplicationRefusal::Nothing { application: s("A000001") }),
        sample("edit-application/proxy", EditApplicationRefusal::Proxy(ProxyRefusal::Applicant)),
        sample("edit-application/future", fact(ApplicationRefusal::Future { day: on, today })),
        sample("edit-application/not-accepted", undone(Unrecorded::Accepted)),
        sample("edit-application/not-extended", undone(Unrecorded::Extended)),
        sample("edit-application/not-closed", undone(Unrecorded::Closed)),
        sample("edit-application/not-refused", undone(Unrecorded::Refused)),
        sample("edit-application/before-made", order(true, Step::Applied)),
        sample("edit-application/before-accepted", order(true, Step::Accepted)),
        sample("edit-application/after-extended", order(false, Step::Extended)),
        sample("edit-application/after-issued", order(false, Step::Closed(ApplicationState::Issued))),
        sample("edit-application/after-withdrawn", order(false, Step::Closed(ApplicationState::Withdrawn))),
        sample("edit-application/after-refused", order(false, Step::Closed(ApplicationState::Refused))),
        sample("edit-application/issued", by(issue(), false)),
        sample("edit-application/issued-never", by(issue(), true)),
        sample("edit-application/left", by(departure(), false)),
        sample("edit-application/left-never", by(departure(), true)),
        sample("edit-application/merged", by(merger, false)),
        sample(
            "edit-application/live",
            fact(ApplicationRefusal::Apply(ApplyRefusal::LivePermit { permit: s(PERMIT), suspended: false })),
        ),
        sample(
            "edit-application/stay-over",
            fact(ApplicationRefusal::StayOver { ended_on: on, reason: LeaveReason::Left }),
        ),
        sample("edit-application/missing", lacking(vec![Missing::GroundProof(Ground::Employment)])),
        sample("edit-application/no-photo", lacking(vec![Missing::Photo { count: 1 }])),
        sample("edit-application/paper", fact(ApplicationRefusal::Paper(later_paper()))),
        sample("edit-application/extend", fact(ApplicationRefusal::Extend(ExtendRefusal::TooLate { due_on: today }))),
    ]
}

/// Ends that another act made.
fn of_ends(on: Day) -> Vec<Sample> {
    let ended_by =
        |act, what| EditPermitRefusal::Fact { permit: s(PERMIT), refusal: FactRefusal::EndedBy { act, on, what } };
    let next = |first: &str, undo| {
        let first = FirstStep { permit: s(first), issued_on: on, undo };
        NextCard { permit: s(NEXT), issued_on: on, first }
    };
    let mut all = Vec::new();
    let whats = [EndFact::Day, EndFact::Reason, EndFact::Itself];
    let left = ["edit-permit/left", "edit-permit/left-reason", "edit-permit/left-never"];
    let replaced = ["edit-permit/replaced", "edit-permit/replaced-reason", "edit-permit/replaced-never"];
    let issued = ["edit-permit/next-card", "edit-permit/next-card-reason", "edit-permit/next-card-never"];
    for (at, what) in whats.into_iter().enumerate() {
        let departure = EndedBy::Departure { migrant: s("M000001") };
        all.push(sample(left[at], ended_by(departure, what)));
        all.push(sample(replaced[at], ended_by(EndedBy::Replacement(next(NEXT, Undo::End)), what)));
        all.push(sample(issued[at], ended_by(EndedBy::NextCard(next(NEXT, Undo::End)), what)));
    }
    for (name, undo) in [("edit-permit/replaced-again", Undo::TakeBackEnd), ("edit-permit/replaced-since", Undo::Look)]
    {
        all.push(sample(name, ended_by(EndedBy::Replacement(next(PERMIT, undo)), EndFact::Itself)));
    }
    let error_next = ended_by(EndedBy::Replacement(next(NEXT, Undo::CorrectEnd)), EndFact::Itself);
    all.push(sample("edit-permit/error-next", error_next));
    all
}

/// What rests on a card or stands on another.
fn of_what_rests(on: Day) -> Vec<Sample> {
    let of_card = |refusal| EditPermitRefusal::Fact { permit: s(PERMIT), refusal };
    let barred = |bar| of_card(FactRefusal::Barred(bar));
    vec![
        sample(
            "edit-permit/applied",
            barred(Bar::Applied { permit: s(PERMIT), application: s("A000001"), accepted_on: on }),
        ),
        sample("edit-permit/not-run-out", of_card(FactRefusal::NotRunOut { permit: s(PERMIT), on })),
        sample(
            "edit-permit/endorsed-other",
            of_card(FactRefusal::EndorsedOther { day: on, other: s("JZ5201021700000006") }),
        ),
    ]
}
