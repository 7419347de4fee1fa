//! The list of cards and applications of a day: streamed from the store, decided by the domain, narrowed
//! to a unit and a counter. What was recorded at a unit that is closed on the day stands under its successor.

use std::collections::HashSet;

use crate::domain::application::{ApplicationState, promised_on};
use crate::domain::calendar::Day;
use crate::domain::permit::{self, CardState};
use crate::domain::rulebook::RuleBook;
use crate::domain::unit::UnitId;
use crate::domain::worklist::Wanted;
use crate::store::worklists::{self, ApplicationRow, CardRow};
use crate::store::{Sql, StoreError};

use super::office::Office;

/// A card on the list.
#[derive(Debug)]
pub struct ListedCard {
    pub id: i64,
    pub number: String,
    pub migrant: i64,
    pub name: String,
    pub unit: UnitId,
    pub counter: UnitId,
    pub state: CardState,
}

/// An application on the list.
#[derive(Debug)]
pub struct ListedApplication {
    pub id: i64,
    pub migrant: i64,
    pub name: String,
    pub unit: Option<UnitId>,
    pub counter: UnitId,
    pub state: ApplicationState,
    pub accepted_on: Option<Day>,
    /// The first day of its state: of the notice, the acceptance or the decision.
    pub since: Day,
    pub due_on: Option<Day>,
    pub promised_on: Option<Day>,
    /// The limit or the promise cannot be told: there is no calendar for it.
    pub unknown: bool,
    /// Days until the limit, negative when it has passed; none once it is decided.
    pub days_left: Option<i64>,
}

/// Everything that is wanted.
#[derive(Debug, Default)]
pub struct Worklist {
    pub cards: Vec<ListedCard>,
    pub applications: Vec<ListedApplication>,
    /// Incomplete applications of these places that the list leaves out.
    pub incomplete: usize,
}

/// The places that are wanted; `None`: all.
#[derive(Debug, Default)]
pub struct Places {
    /// The residence units, each with what belongs to it.
    pub units: Option<HashSet<UnitId>>,
    pub counter: Option<UnitId>,
}

impl Places {
    /// A unit with everything below it on a day.
    pub fn within(office: &Office, unit: UnitId, on: Day) -> HashSet<UnitId> {
        let belongs = |id: UnitId| {
            let mut at = Some(id);
            for _ in 0..8 {
                match at {
                    Some(id) if id == unit => return true,
                    Some(id) => at = office.tree.parent_on(id, on).map(|parent| parent.id),
                    None => return false,
                }
            }
            false
        };
        office.tree.units().iter().map(|unit| unit.id).filter(|id| belongs(*id)).collect()
    }

    fn take(&self, unit: Option<UnitId>, counter: UnitId) -> bool {
        let lives_there = |units: &HashSet<UnitId>| unit.is_some_and(|unit| units.contains(&unit));
        self.units.as_ref().is_none_or(lives_there) && self.counter.is_none_or(|wanted| wanted == counter)
    }
}

/// The list: what presses most comes first where that was asked for, else in the order of making.
pub fn list(sql: &Sql, office: &Office, wanted: &Wanted, places: &Places) -> Result<Worklist, StoreError> {
    let on = wanted.on;
    let mut list = Worklist::default();
    worklists::each_card(sql, on, wanted.scan(&office.book), |row| {
        list.cards.extend(card(office, wanted, places, &row));
        Ok(())
    })?;
    if let Some(state) = wanted.application_state() {
        worklists::each_application(sql, on, state, |row| {
            list.applications.extend(application(office, wanted, places, &row, state));
        })?;
    }
    if wanted.leaves_out_incomplete() {
        let state = ApplicationState::Incomplete;
        worklists::each_application(sql, on, state, |row| {
            list.incomplete += usize::from(application(office, wanted, places, &row, state).is_some());
        })?;
    }
    if wanted.is_pressing() {
        list.cards.sort_by_key(|card| (card.state.lapsed_on.or(card.state.window.map(|(_, closes)| closes)), card.id));
        list.applications.sort_by_key(|application| (application.due_on, application.id));
    } else {
        list.cards.sort_by_key(|card| card.id);
    }
    Ok(list)
}

fn card(office: &Office, wanted: &Wanted, places: &Places, row: &CardRow) -> Option<ListedCard> {
    let (unit, counter) = (standing(office, row.unit, wanted.on), office.keeper_on(row.counter, wanted.on));
    if !places.take(Some(unit), counter) {
        return None;
    }
    let state = permit::state(&row.card, &office.book, wanted.on).filter(|state| wanted.takes_card(state))?;
    let (number, name) = (row.number.to_owned(), row.name.to_owned());
    Some(ListedCard { id: row.id, number, migrant: row.migrant, name, unit, counter, state })
}

fn application(
    office: &Office,
    wanted: &Wanted,
    places: &Places,
    row: &ApplicationRow,
    state: ApplicationState,
) -> Option<ListedApplication> {
    let unit = row.unit.map(|unit| standing(office, unit, wanted.on));
    let counter = office.keeper_on(row.counter, wanted.on);
    if !places.take(unit, counter) || !wanted.takes_application(state, row.due_on) {
        return None;
    }
    let open = state == ApplicationState::Open;
    Some(ListedApplication {
        id: row.id,
        migrant: row.migrant,
        name: row.name.to_owned(),
        unit,
        counter,
        state,
        accepted_on: row.accepted_on,
        since: row.closed_on.or(row.accepted_on).unwrap_or(row.applied_on),
        due_on: row.due_on,
        promised_on: row.promised_on,
        unknown: is_unknown(row, &office.book),
        days_left: row.due_on.filter(|_| open).map(|due_on| due_on.days_since(wanted.on)),
    })
}

fn standing(office: &Office, unit: UnitId, on: Day) -> UnitId {
    office.tree.standing_on(unit, on).map_or(unit, |unit| unit.id)
}

fn is_unknown(row: &ApplicationRow, book: &RuleBook) -> bool {
    let promise = |on: Day| row.promised_on.is_none() && promised_on(on, book).is_err();
    row.accepted_on.is_some_and(|on| row.due_on.is_none() || promise(on))
}
