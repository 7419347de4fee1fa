//! What can be done for a person on a day, and from when until when: the answer to "and now?".
//!
//! Asked of a past day, only what was known by then counts. Whatever comes first in the list is the next
//! thing to do. The day named is one on which the act itself says yes: never before anything on record. The
//! command for an act is worded in `present`.

use super::act_order::after_on_card;
use super::application::close;
use super::applying::{may_apply, may_issue};
use super::calendar::Day;
use super::collection::collect;
use super::dossier::{Application, Dossier, HeldCard, Stay, application_code, migrant_code};
use super::ending;
use super::endorsement::endorse;
use super::face;
use super::permit::{self, PermitKind, Status, first_rules};
use super::replacement::replacement;
use super::rulebook::RuleBook;
use super::stay_end::LeaveReason;
use super::unit::UnitTree;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    RegisterAgain,
    Move,
    /// For the reason that a card ended with; else for having left.
    Leave(LeaveReason),
    Apply,
    Issue,
    Withdraw,
    Collect,
    Endorse,
    EndorseLate,
    Replace,
    /// The address on the card is no longer the holder's.
    ReplaceChanged,
    End,
}

impl Act {
    pub fn as_str(self) -> &'static str {
        match self {
            Act::RegisterAgain => "register_again",
            Act::Move => "move",
            Act::Leave(_) => "leave",
            Act::Apply => "apply",
            Act::Issue => "issue",
            Act::Withdraw => "withdraw",
            Act::Collect => "collect",
            Act::Endorse => "endorse",
            Act::EndorseLate => "endorse_late",
            Act::Replace | Act::ReplaceChanged => "replace",
            Act::End => "end",
        }
    }
}

/// An act that is possible, or will be if nothing more happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenAct {
    pub act: Act,
    /// The code or number that its command takes.
    pub what: String,
    /// First day on which it is possible.
    pub from: Day,
    /// Last day, where there is one.
    pub until: Option<Day>,
}

/// Everything that can be done for the person from a day on, the next thing first.
pub fn open_acts(dossier: &Dossier, tree: &UnitTree, book: &RuleBook, on: Day) -> Vec<OpenAct> {
    let known = dossier.as_of(on);
    let mut acts = Vec::new();
    let held = known.card_shown(book, on).filter(|held| held.card.kind == PermitKind::Residence);
    match known.active_stay(on) {
        Some(stay) => {
            // A split of the unit is no move.
            let last_move_on = stay.last_own_move_on(tree);
            let leave =
                |because| open(Act::Leave(because), migrant_code(known.migrant), last_act_on(&known, last_move_on));
            let gone = ending::stay_left_open(&known, stay);
            match gone {
                Some((_, because)) => acts.push(leave(because)),
                None => acts.extend(towards_a_card(&known, book, on)),
            }
            acts.extend(held.into_iter().flat_map(|held| with_card(&known, stay, held, book, on)));
            if gone.is_none() {
                acts.push(open(Act::Move, migrant_code(known.migrant), last_move_on));
                acts.push(leave(LeaveReason::Left));
            }
        }
        None => acts.extend(register_again(&known)),
    }
    acts.extend(held.and_then(|held| end(held, book, on)));
    acts
}

/// Those of the acts that concern a card: done with it, or leading to the next when it is of use no more, or
/// is a 暂住证, which the next one follows.
pub fn of_card(acts: &[OpenAct], held: &HeldCard, status: Status) -> Vec<OpenAct> {
    let in_use = status.is_live() && held.card.kind == PermitKind::Residence;
    let leads_on = |act: Act| matches!(act, Act::RegisterAgain | Act::Apply | Act::Issue);
    // Leaving comes first where the card ended since its bearer left, settled or died.
    let leaves = acts.first().filter(|open| !in_use && matches!(open.act, Act::Leave(_)));
    let told = acts.iter().filter(|open| open.what == held.number || (!in_use && leads_on(open.act)));
    leaves.into_iter().chain(told).cloned().collect()
}

fn open(act: Act, what: String, from: Day) -> OpenAct {
    OpenAct { act, what, from, until: None }
}

/// The first day from a candidate on for which the act itself says yes. Rules that change in between may put
/// it off by as long as a window lasts, no further.
fn first_day(candidate: Day, says_yes: impl Fn(Day) -> bool) -> Option<Day> {
    const DAYS: i32 = 62;
    (0..DAYS).map(|days| candidate.plus_days(days)).find(|day| says_yes(*day))
}

/// Issuing or withdrawing an open application, else applying, from the first entitled day.
fn towards_a_card(known: &Dossier, book: &RuleBook, on: Day) -> Vec<OpenAct> {
    let residence = || known.cards.iter().filter(|held| held.card.kind == PermitKind::Residence);
    // A card bars the next one until it ended or ran out.
    let freed = residence().map(|held| permit::state(&held.card, book, on).map_or(held.card.issued_on, |s| s.since));
    let freed: Vec<Day> = freed.collect();
    let not_before = |day: Day| freed.iter().copied().fold(day, Day::max);
    if let Some(application @ Application { id, accepted_on: Some(_), .. }) = known.application_open_on(on) {
        let code = || application_code(*id);
        let own = last_act_in(application);
        let issue = first_day(not_before(own), |day| may_issue(known, application, book, day).is_ok());
        let issue = issue.map(|from| OpenAct { until: application.due_by(on), ..open(Act::Issue, code(), from) });
        let withdraw = first_day(own, |day| close(application, day).is_ok());
        return issue.into_iter().chain(withdraw.map(|from| open(Act::Withdraw, code(), from))).collect();
    }
    let (Some(since), false) = (known.entitled(book, on).since, known.has_live_permit(book, on)) else {
        return Vec::new();
    };
    let decided = known.applications.iter().filter(|one| one.accepted_on.is_some()).map(last_act_in);
    let candidate = decided.fold(not_before(since), Day::max);
    let from = first_day(candidate, |day| may_apply(known, book, day).is_ok());
    from.map(|from| open(Act::Apply, migrant_code(known.migrant), from)).into_iter().collect()
}

/// What can be done with a card that can still be endorsed.
fn with_card(known: &Dossier, stay: &Stay, held: &HeldCard, book: &RuleBook, on: Day) -> Vec<OpenAct> {
    let Some(state) = permit::state(&held.card, book, on).filter(|state| state.status.is_live()) else {
        return Vec::new();
    };
    let number = || held.number.clone();
    // A ledger's card may be older than the registration.
    let earliest = last_act_on_card(held).max(stay.registered_on).max(first_rules(book));
    let endorsed = |from: Day| {
        first_day(earliest.max(from), |day| {
            endorse(&held.card, book, day).is_ok() && after_on_card(held, day).is_none()
        })
    };
    let endorse = match (state.status, state.window) {
        (Status::Suspended, _) => endorsed(state.since).map(|from| open(Act::EndorseLate, number(), from)),
        (_, Some((opens_on, closes_on))) => {
            endorsed(opens_on).map(|from| OpenAct { until: Some(closes_on), ..open(Act::Endorse, number(), from) })
        }
        (_, None) => None,
    };
    // Whoever has endorsed it, has it: ledgers do not say when a card was handed over.
    let to_collect = held.collected_on.is_none() && held.card.endorsements.is_empty();
    let collect = (to_collect && held.card.issued_on >= first_rules(book))
        .then(|| first_day(held.card.issued_on, |day| collect(held, book, day).is_ok()))
        .flatten()
        .map(|from| open(Act::Collect, number(), from));
    let mut acts: Vec<OpenAct> = endorse.into_iter().chain(collect).collect();
    if state.status == Status::Valid {
        acts.reverse();
    }
    let outdated = face::outdated_since(known, held, on);
    let act = if outdated.is_some() { Act::ReplaceChanged } else { Act::Replace };
    let from = earliest.max(outdated.unwrap_or(earliest));
    let replaced = first_day(from, |day| replacement(held, book, day).is_ok());
    acts.extend(replaced.map(|from| open(act, number(), from)));
    acts
}

fn end(held: &HeldCard, book: &RuleBook, on: Day) -> Option<OpenAct> {
    let state = permit::state(&held.card, book, on)?;
    if matches!(state.status, Status::Ended(_)) {
        return None;
    }
    let candidate = last_act_on_card(held).max(first_rules(book));
    let from = first_day(candidate, |day| ending::end(held, book, day).is_ok())?;
    Some(open(Act::End, held.number.clone(), from))
}

/// Whoever left may come back; not the dead, and not those whose household is registered here now.
fn register_again(known: &Dossier) -> Option<OpenAct> {
    let (_, reason) = known.stays.last()?.ended.clone()?;
    let comes_back = LeaveReason::parse(&reason).is_none_or(LeaveReason::may_come_back);
    let ended_on = known.stays.iter().filter_map(Stay::ended_on).max()?;
    comes_back.then(|| open(Act::RegisterAgain, migrant_code(known.migrant), ended_on))
}

fn last_act_on_card(held: &HeldCard) -> Day {
    let days = held.card.endorsements.iter().copied().chain(held.collected_on);
    days.max().unwrap_or(held.card.issued_on).max(held.card.issued_on)
}

fn last_act_in(application: &Application) -> Day {
    let extended = application.extended.map(|extension| extension.on);
    application.closed_on.into_iter().chain(extended).fold(application.applied_on, Day::max)
}

/// The last day on which anything is recorded of the person: nobody left before it.
fn last_act_on(known: &Dossier, last_move_on: Day) -> Day {
    let cards = known.cards.iter().flat_map(|held| {
        let ended_on = held.card.ended.map(|(day, _)| day);
        ended_on.into_iter().chain([last_act_on_card(held)])
    });
    let applications = known.applications.iter().map(last_act_in);
    cards.chain(applications).fold(last_move_on, Day::max)
}
