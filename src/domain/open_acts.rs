//! What can be done for a person on a day, and from when until when: the answer to "and now?".
//!
//! Asked of a past day, only what was known by then counts. Whatever comes first in the list is the next
//! thing to do. The command for an act is worded in `present`.

use super::calendar::Day;
use super::dossier::{Application, Dossier, HeldCard, Stay, application_code, migrant_code};
use super::permit::{self, PermitKind, Status, first_rules};
use super::rulebook::RuleBook;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    RegisterAgain,
    Move,
    Leave,
    Apply,
    Issue,
    Withdraw,
    Collect,
    Endorse,
    EndorseLate,
    Replace,
    End,
}

impl Act {
    pub fn as_str(self) -> &'static str {
        match self {
            Act::RegisterAgain => "register_again",
            Act::Move => "move",
            Act::Leave => "leave",
            Act::Apply => "apply",
            Act::Issue => "issue",
            Act::Withdraw => "withdraw",
            Act::Collect => "collect",
            Act::Endorse => "endorse",
            Act::EndorseLate => "endorse_late",
            Act::Replace => "replace",
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
pub fn open_acts(dossier: &Dossier, book: &RuleBook, on: Day) -> Vec<OpenAct> {
    let known = dossier.as_of(on);
    let mut acts = Vec::new();
    let held = known.card_shown(book, on).filter(|held| held.card.kind == PermitKind::Residence);
    match known.active_stay(on) {
        Some(stay) => {
            acts.extend(towards_a_card(&known, held, book, on));
            acts.extend(held.into_iter().flat_map(|held| with_card(held, book, on)));
            acts.push(open(Act::Move, migrant_code(known.migrant), stay.last_move_on()));
            acts.push(open(Act::Leave, migrant_code(known.migrant), last_act_on(&known, stay)));
        }
        None => acts.extend(register_again(&known)),
    }
    acts.extend(held.and_then(|held| end(held, book, on)));
    acts
}

/// Those of the acts that concern a card: done with it, or leading to the next when it is of use no more.
pub fn of_card(acts: &[OpenAct], number: &str, in_use: bool) -> Vec<OpenAct> {
    let leads_on = |act: Act| matches!(act, Act::RegisterAgain | Act::Apply | Act::Issue);
    acts.iter().filter(|open| open.what == number || (!in_use && leads_on(open.act))).cloned().collect()
}

fn open(act: Act, what: String, from: Day) -> OpenAct {
    OpenAct { act, what, from, until: None }
}

/// Issuing or withdrawing an open application, else applying, from the first entitled day.
fn towards_a_card(known: &Dossier, held: Option<&HeldCard>, book: &RuleBook, on: Day) -> Vec<OpenAct> {
    if let Some(application @ Application { id, accepted_on: Some(accepted_on), .. }) = known.application_open_on(on) {
        let code = || application_code(*id);
        let issue = OpenAct { until: application.due_by(on), ..open(Act::Issue, code(), *accepted_on) };
        return vec![issue, open(Act::Withdraw, code(), *accepted_on)];
    }
    let entitled = known.entitled(book, on);
    let (Some(since), false) = (entitled.since, known.has_live_permit(book, on)) else { return Vec::new() };
    let lapsed = held.and_then(|held| permit::state(&held.card, book, on)).map(|state| state.since);
    let from = lapsed.map_or(since, |lapsed| lapsed.max(since));
    vec![open(Act::Apply, migrant_code(known.migrant), from)]
}

/// What can be done with a card that can still be endorsed.
fn with_card(held: &HeldCard, book: &RuleBook, on: Day) -> Vec<OpenAct> {
    let Some(state) = permit::state(&held.card, book, on).filter(|state| state.status.is_live()) else {
        return Vec::new();
    };
    let number = || held.number.clone();
    let endorse = match (state.status, state.window) {
        (Status::Suspended, _) => Some(open(Act::EndorseLate, number(), state.since)),
        (_, Some((opens_on, closes_on))) => {
            let from = opens_on.max(first_rules(book));
            Some(OpenAct { until: Some(closes_on), ..open(Act::Endorse, number(), from) })
        }
        (_, None) => None,
    };
    // Whoever has endorsed it, has it: ledgers do not say when a card was handed over.
    let to_collect = held.collected_on.is_none() && held.card.endorsements.is_empty();
    let collect = (to_collect && held.card.issued_on >= first_rules(book))
        .then(|| open(Act::Collect, number(), held.card.issued_on));
    let replace = open(Act::Replace, number(), last_act_on_card(held).max(first_rules(book)));
    let mut acts: Vec<OpenAct> = endorse.into_iter().chain(collect).collect();
    if state.status == Status::Valid {
        acts.reverse();
    }
    acts.push(replace);
    acts
}

fn end(held: &HeldCard, book: &RuleBook, on: Day) -> Option<OpenAct> {
    let state = permit::state(&held.card, book, on)?;
    let ended = matches!(state.status, Status::Ended(_));
    (!ended).then(|| open(Act::End, held.number.clone(), last_act_on_card(held).max(first_rules(book))))
}

/// Whoever left may come back; not the dead, and not those whose household is registered here now.
fn register_again(known: &Dossier) -> Option<OpenAct> {
    let (ended_on, reason) = known.stays.last()?.ended.clone()?;
    let comes_back = reason != "death" && reason != "hukou";
    comes_back.then(|| open(Act::RegisterAgain, migrant_code(known.migrant), ended_on))
}

fn last_act_on_card(held: &HeldCard) -> Day {
    let days = held.card.endorsements.iter().copied().chain(held.collected_on);
    days.max().unwrap_or(held.card.issued_on).max(held.card.issued_on)
}

/// The last day on which anything was done in the stay: an earlier departure is refused.
fn last_act_on(known: &Dossier, stay: &Stay) -> Day {
    let cards = known.cards.iter().filter(|held| held.card.ended.is_none()).map(last_act_on_card);
    let applied = known.open_application().map(|application| application.applied_on);
    cards.chain(applied).max().unwrap_or(stay.registered_on).max(stay.last_move_on())
}
