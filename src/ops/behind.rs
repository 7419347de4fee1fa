//! The people behind a cell: found one by one by the decisions that made its figure, and held against it.

use std::collections::HashMap;

use crate::domain::calendar::Day;
use crate::domain::cell::{MonthlyCell, RateCell, RateFigure, TOTAL, TrendCell, TrendFigure};
use crate::domain::identity::IdKind;
use crate::domain::monthly;
use crate::domain::rate::{self, By, Check};
use crate::domain::unit::UnitId;
use crate::store::{Sql, StoreError, census as rows, spans};

use super::OpError;
use super::census;
use super::office::Office;
use super::rate::{ReportRefusal, hold, not_to_come};
use super::rate_rows::key_by_people;
use super::trend::{self, Span};

/// Somebody behind a figure, and where the person lived on the day; `None`: nowhere here any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Behind {
    pub migrant: i64,
    pub unit: Option<UnitId>,
}

/// The answer, or why there is none.
pub type Found = Result<Vec<Behind>, OpError<ReportRefusal>>;

/// Nobody knows such a cell of the report.
pub fn unknown(cell: &str) -> OpError<ReportRefusal> {
    OpError::Refused(ReportRefusal::UnknownCell { cell: cell.to_owned() })
}

/// People in order, if they are as many as the figure says.
pub fn counted(figure: u64, mut people: Vec<Behind>) -> Found {
    let right = u64::try_from(people.len()).unwrap_or(u64::MAX);
    hold(&[Check::new("cell_people", figure, right)])?;
    people.sort_by_key(|person| person.migrant);
    Ok(people)
}

/// The people behind a cell of the rate.
pub fn of_rate(sql: &Sql, office: &Office, on: Day, today: Day, cell: &RateCell, code: &str) -> Found {
    not_to_come("--as-of", on, today)?;
    let report = super::rate::rate(sql, office, on, cell.by)?;
    let figures = if cell.key == TOTAL { Some(&report.total) } else { report.figures(&cell.key) };
    let figure = cell.figure.of(figures.ok_or_else(|| unknown(code))?);
    let people = if cell.figure == RateFigure::FirstIssues {
        first_cards(sql, office, on, cell)?
    } else {
        registered(sql, office, on, cell)?
    };
    counted(figure, people)
}

/// The people behind a cell of the ranking: those of the community, or of all communities together.
pub fn of_ranking(sql: &Sql, office: &Office, on: Day, today: Day, cell: &RateCell, code: &str) -> Found {
    let ranking = super::ranking::ranking(sql, office, on, today, 0)?;
    let listed: Vec<&str> = ranking.rows.iter().map(|row| row.key.as_str()).collect();
    if cell.key != TOTAL {
        let is_listed = listed.contains(&cell.key.as_str());
        let unknown = || Err(unknown(code));
        return if is_listed { of_rate(sql, office, on, today, cell, code) } else { unknown() };
    }
    let community = |unit| rate::key_of(&office.tree, on, By::Community, unit, unit);
    let mut people = registered(sql, office, on, cell)?;
    people.retain(|person| person.unit.and_then(community).is_some_and(|key| listed.contains(&key.as_str())));
    counted(cell.figure.of(&ranking.total), people)
}

fn is_in(cell: &RateCell, key: Option<&str>) -> bool {
    cell.key == TOTAL || key == Some(cell.key.as_str())
}

/// Those of the registered that a cell counts.
fn registered(sql: &Sql, office: &Office, on: Day, cell: &RateCell) -> Result<Vec<Behind>, StoreError> {
    let (rules, tree) = (office.book.on(on), &office.tree);
    let mut people = Vec::new();
    census::each(sql, office, on, |person| {
        let group = &person.group;
        if group.kind != IdKind::Citizen || cell.figure.of(&person.figures(rules)) == 0 {
            return;
        }
        let is_here = match key_by_people(cell.by, &person.reason, person.origin) {
            Some(key) => is_in(cell, Some(key)),
            None => is_in(cell, rate::key_of(tree, on, cell.by, group.unit, group.counter).as_deref()),
        };
        if is_here {
            people.push(Behind { migrant: person.migrant, unit: Some(group.unit) });
        }
    })?;
    Ok(people)
}

/// Those whose first 居住证 a cell counts.
fn first_cards(sql: &Sql, office: &Office, on: Day, cell: &RateCell) -> Result<Vec<Behind>, StoreError> {
    let homes = homes(sql, office, on)?;
    let person = |migrant: i64| Behind { migrant, unit: homes.get(&migrant).copied() };
    let mut found = Vec::new();
    match cell.by {
        By::Reason | By::Origin => census::each_first_card(sql, office, on, |card| {
            let is_here = is_in(cell, key_by_people(cell.by, &card.reason, card.origin));
            found.extend(is_here.then(|| person(card.migrant)));
        })?,
        By::Tier | By::District | By::Community | By::Counter => rows::each_first_card(sql, on, |card| {
            let key = rate::key_of(&office.tree, on, cell.by, card.unit, card.counter);
            found.extend(is_in(cell, key.as_deref()).then(|| person(card.migrant)));
            Ok(())
        })?,
    }
    Ok(found)
}

/// Where everybody registered on a day lives.
pub fn homes(sql: &Sql, office: &Office, on: Day) -> Result<HashMap<i64, UnitId>, StoreError> {
    let mut homes = HashMap::new();
    census::each(sql, office, on, |person| {
        homes.insert(person.migrant, person.group.unit);
    })?;
    Ok(homes)
}

/// The people behind a cell of the monthly table.
pub fn of_monthly(sql: &Sql, office: &Office, today: Day, cell: &MonthlyCell, code: &str) -> Found {
    let (table, _) = super::monthly::monthly(sql, office, cell.on, today)?;
    let row = table.rows.iter().find(|row| row.key == cell.key).map(|row| &row.counts);
    let counts = if cell.key == TOTAL { Some(&table.total) } else { row };
    let figure = counts.ok_or_else(|| unknown(code))?[cell.column];
    let mut people = Vec::new();
    census::each(sql, office, cell.on, |person| {
        let is_here = cell.key == TOTAL || person.reason == cell.key;
        if is_here && monthly::columns_of(&person).any(|column| column == cell.column) {
            people.push(Behind { migrant: person.migrant, unit: Some(person.group.unit) });
        }
    })?;
    counted(figure, people)
}

/// The people behind a cell of the trend; whoever something happened to twice stands there twice.
pub fn of_trend(sql: &Sql, office: &Office, span: Span, today: Day, cell: &TrendCell, code: &str) -> Found {
    let span = Span { every: cell.every, ..span };
    let report = trend::trend(sql, office, span, today)?;
    let at = report.steps.iter().position(|step| step.period.key == cell.key);
    let wanted = if cell.key == TOTAL { None } else { Some(at.ok_or_else(|| unknown(code))?) };
    let end = wanted.map_or(span.to, |at| report.steps[at].period.last);
    let flow = match cell.figure {
        TrendFigure::Stock(figure) => {
            return of_rate(sql, office, end, today, &RateCell { by: By::Tier, key: TOTAL.to_owned(), figure }, code);
        }
        TrendFigure::Flow(flow) => flow,
    };
    let (periods, homes) = (span.periods(), homes(sql, office, end)?);
    let is_in = |at: usize| wanted.is_none_or(|wanted| wanted == at);
    let steps = report.steps.iter().enumerate().filter(|(at, _)| is_in(*at));
    let figure = steps.map(|(_, step)| flow.of(&step.point)).sum();
    let mut people = Vec::new();
    spans::each(sql, |life| {
        let times = life.happened(flow, &periods).into_iter().filter(|at| is_in(*at));
        let unit = homes.get(&life.migrant).copied();
        people.extend(times.map(|_| Behind { migrant: life.migrant, unit }));
    })?;
    counted(figure, people)
}
