//! A card on a day: the object of `permit show`, and the screen of it.

mod screen;

use serde::Serialize;

pub use screen::residence_words;

use crate::domain::calendar::Day;
use crate::domain::dossier::{Dossier, HeldCard, migrant_code};
use crate::domain::face;
use crate::domain::open_acts::{self, Act, OpenAct};
use crate::domain::permit::{self, PermitKind, Status};
use crate::domain::rulebook::RuleBook;
use crate::domain::unit::UnitTree;

/// First and last good day of an endorsement window.
#[derive(Debug, Clone, Serialize)]
pub struct WindowAnswer {
    pub opens: String,
    pub closes: String,
}

/// The object of `permit show` (docs/contract.md).
#[derive(Debug, Clone, Serialize)]
pub struct PermitAnswer {
    pub permit: String,
    pub migrant: String,
    pub kind: &'static str,
    pub status: &'static str,
    pub status_since: String,
    pub issued_on: String,
    pub anchor_on: String,
    pub issuing_county: String,
    pub counter: String,
    pub tier: Option<&'static str>,
    pub window: Option<WindowAnswer>,
    pub suspended_from: Option<String>,
    pub valid_until: Option<String>,
    pub endorsed_on: Vec<String>,
    pub residence_since: Option<String>,
    pub residence_days: i64,
    pub ended_on: Option<String>,
    pub end_reason: Option<&'static str>,
    pub collected_on: Option<String>,
    pub replaces: Option<String>,
    pub replaced_by: Option<String>,
    pub regime: &'static str,
    #[serde(skip)]
    state: Shown,
}

/// What the screen words and JSON does not repeat.
#[derive(Debug, Clone)]
struct Shown {
    kind: PermitKind,
    status: Status,
    /// The card before was lost, not handed back.
    replaced_lost: bool,
    county_name: String,
    counter_name: String,
    full_years: i16,
    next: Vec<OpenAct>,
    /// Since when the address on the card is no longer the holder's, and what is done about it.
    outdated: Option<(Day, Option<OpenAct>)>,
}

impl PermitAnswer {
    /// The card at the end of a day; `None` before its own day.
    pub fn of(dossier: &Dossier, held: &HeldCard, tree: &UnitTree, book: &RuleBook, on: Day) -> Option<PermitAnswer> {
        let state = permit::state(&held.card, book, on)?;
        let residence = dossier.residence(book, on);
        let next = open_acts::of_card(&open_acts::open_acts(dossier, tree, book, on), held, state.status);
        let renewal = next.iter().find(|open| open.act == Act::ReplaceChanged).cloned();
        let outdated = face::outdated_since(dossier, held, on).filter(|_| state.status.is_live());
        let counter = tree.counter_of(held.counter, on);
        let ended = match state.status {
            Status::Ended(reason) => Some((state.since, reason)),
            Status::Valid | Status::Due | Status::Suspended | Status::Expired => None,
        };
        let name_of = |code: &str| tree.by_code(code).map_or(code, |unit| tree.name_on(unit.id, on)).to_owned();
        Some(PermitAnswer {
            permit: held.number.clone(),
            migrant: migrant_code(dossier.migrant),
            kind: held.card.kind.as_str(),
            status: state.status.as_str(),
            status_since: state.since.to_string(),
            issued_on: held.card.issued_on.to_string(),
            anchor_on: state.anchor_on.to_string(),
            issuing_county: held.issuing_county.clone(),
            counter: counter.map_or_else(String::new, |counter| counter.code.clone()),
            tier: counter.and_then(|counter| counter.tier).map(crate::domain::unit::Tier::as_str),
            window: state
                .window
                .map(|(opens, closes)| WindowAnswer { opens: opens.to_string(), closes: closes.to_string() }),
            suspended_from: (state.status == Status::Suspended)
                .then_some(state.lapsed_on)
                .flatten()
                .map(|day| day.to_string()),
            valid_until: state.valid_until.map(|day| day.to_string()),
            endorsed_on: held.card.endorsements.iter().filter(|day| **day <= on).map(Day::to_string).collect(),
            residence_since: residence.since.map(|day| day.to_string()),
            residence_days: residence.days,
            ended_on: ended.map(|(day, _)| day.to_string()),
            end_reason: ended.map(|(_, reason)| reason.as_str()),
            collected_on: held.collected_on.filter(|day| *day <= on).map(|day| day.to_string()),
            replaces: held.replaces.clone(),
            replaced_by: ended.and(held.replaced_by.clone()),
            regime: held.card.regime.as_str(),
            state: Shown {
                kind: held.card.kind,
                status: state.status,
                replaced_lost: dossier.replaced_lost(held),
                county_name: name_of(&held.issuing_county),
                counter_name: counter.map_or_else(String::new, |counter| tree.name_on(counter.id, on).to_owned()),
                full_years: residence.full_years,
                next,
                outdated: outdated.map(|moved| (moved, renewal)),
            },
        })
    }
}
