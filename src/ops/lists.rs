//! The lists of a day: cards to be endorsed, what is overdue, who waits to be served, cards nobody fetched.
//!
//! Cards and applications are those of `permit list` ([`super::worklist`]), so that no two pages differ. Units
//! and counters are those of the tree of that day. Rows stand in the order of their keys.

use crate::domain::application::ApplicationState;
use crate::domain::calendar::Day;
use crate::domain::candidacy::{Candidacy, candidacy};
use crate::domain::dossier::application_code;
use crate::domain::regime::Entitlement;
use crate::domain::unit::UnitId;
use crate::domain::worklist::Wanted;
use crate::store::{Sql, dossiers, residents, waiting};

use super::OpError;
use super::office::Office;
use super::rate::{ReportRefusal, not_to_come, sound};
use super::worklist::{self, ListedCard, Places};

/// A list, or why it is not given.
type Listed<T> = Result<Vec<T>, OpError<ReportRefusal>>;

/// A live card whose endorsement window is open, or opens soon.
#[derive(Debug)]
pub struct DueCard {
    pub number: String,
    pub migrant: i64,
    pub name: String,
    pub unit: UnitId,
    pub counter: UnitId,
    pub opens: Day,
    pub closes: Day,
    /// Days until the last good day; 0 on it.
    pub days_left: i64,
}

/// Cards whose window is open at the end of a day, or opens within so many days.
pub fn due(sql: &Sql, office: &Office, on: Day, today: Day, within: u16) -> Listed<DueCard> {
    not_to_come("--as-of", on, today)?;
    sound(sql, office, on)?;
    let wanted = Wanted { opens_within: Some(within), ..Wanted::all(on) };
    let found = worklist::list(sql, office, &wanted, &Places::default())?.cards;
    let due = |card: ListedCard| {
        let (opens, closes) = card.state.window?;
        let days_left = closes.days_since(on);
        let ListedCard { number, migrant, name, unit, counter, .. } = card;
        Some(DueCard { number, migrant, name, unit, counter, opens, closes, days_left })
    };
    let mut cards: Vec<DueCard> = found.into_iter().filter_map(due).collect();
    cards.sort_by(|a, b| a.number.cmp(&b.number));
    Ok(cards)
}

/// What is late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LateWhat {
    /// A card, by its number.
    Permit(String),
    /// An application, by its code.
    Application(String),
}

impl LateWhat {
    pub fn key(&self) -> &str {
        match self {
            LateWhat::Permit(key) | LateWhat::Application(key) => key,
        }
    }
}

/// A card that lapsed, or an application past its limit.
#[derive(Debug)]
pub struct Late {
    pub what: LateWhat,
    pub migrant: i64,
    pub name: String,
    /// None for somebody who is not registered on the day.
    pub unit: Option<UnitId>,
    /// The first day late, and days since the last good one.
    pub since: Day,
    pub days: i64,
}

/// Suspended and expired cards, and open applications past their limit, at the end of a day.
pub fn overdue(sql: &Sql, office: &Office, on: Day, today: Day) -> Listed<Late> {
    not_to_come("--as-of", on, today)?;
    sound(sql, office, on)?;
    let wanted = Wanted { overdue: true, ..Wanted::all(on) };
    let found = worklist::list(sql, office, &wanted, &Places::default())?;
    let late = |what, (migrant, name), unit, last_good: Day| {
        let (since, days) = (last_good.plus_days(1), on.days_since(last_good));
        Late { what, migrant, name, unit, since, days }
    };
    let cards = found.cards.into_iter().filter_map(|card| {
        let last_good = card.state.lapsed_on?.plus_days(-1);
        Some(late(LateWhat::Permit(card.number), (card.migrant, card.name), Some(card.unit), last_good))
    });
    let open = found.applications.into_iter().filter(|one| one.state == ApplicationState::Open);
    let applications = open.filter_map(|one| {
        Some(late(LateWhat::Application(application_code(one.id)), (one.migrant, one.name), one.unit, one.due_on?))
    });
    let mut all: Vec<Late> = cards.chain(applications).collect();
    all.sort_by(|a, b| a.what.key().cmp(b.what.key()));
    Ok(all)
}

/// Somebody who may, or must, apply and has not.
#[derive(Debug)]
pub struct Unserved {
    pub migrant: i64,
    pub name: String,
    pub unit: UnitId,
    pub candidacy: Candidacy,
}

/// The registered who are entitled (2016) or obliged (2012), hold no card and wait for none.
pub fn eligible(sql: &Sql, office: &Office, on: Day, today: Day) -> Listed<Unserved> {
    not_to_come("--as-of", on, today)?;
    sound(sql, office, on)?;
    let book = &office.book;
    let by_stay = matches!(book.on(on).entitlement, Entitlement::ByStay { .. });
    let (mut found, mut movers) = (Vec::new(), Vec::new());
    residents::each_without_card(sql, on, &book.city, |resident| {
        let standing = office.tree.standing_on(resident.unit, on);
        let unit = standing.map_or(resident.unit, |unit| unit.id);
        if by_stay && resident.moved {
            movers.push((resident.migrant, resident.name, unit));
        } else if let Some(candidacy) = candidacy(&resident.standing, book, on) {
            found.push(Unserved { migrant: resident.migrant, name: resident.name, unit, candidacy });
        }
    })?;
    // From when a stay was long enough stands in the homes.
    for (migrant, name, unit) in movers {
        let standing = dossiers::get(sql, migrant)?.standing_on(book, on);
        let waits = standing.and_then(|standing| candidacy(&standing, book, on));
        found.extend(waits.map(|candidacy| Unserved { migrant, name, unit, candidacy }));
    }
    found.sort_unstable_by_key(|unserved| unserved.migrant);
    Ok(found)
}

/// A card that was issued and not collected.
#[derive(Debug)]
pub struct Uncollected {
    pub number: String,
    pub migrant: i64,
    pub name: String,
    pub counter: UnitId,
    pub issued_on: Day,
    pub days: i64,
}

/// Cards not collected for more than so many days; what came by roster was.
pub fn uncollected(sql: &Sql, office: &Office, on: Day, today: Day, over: u16) -> Listed<Uncollected> {
    not_to_come("--as-of", on, today)?;
    sound(sql, office, on)?;
    let issued_by = on.plus_days(-i32::from(over) - 1);
    let cards = waiting::uncollected(sql, on, issued_by)?.into_iter().map(|card| {
        let counter = office.keeper_on(card.counter, on);
        let days = on.days_since(card.issued_on);
        let (number, migrant, name) = (card.number, card.migrant, card.name);
        Uncollected { number, migrant, name, counter, issued_on: card.issued_on, days }
    });
    let mut cards: Vec<Uncollected> = cards.collect();
    cards.sort_by(|a, b| a.number.cmp(&b.number));
    Ok(cards)
}
