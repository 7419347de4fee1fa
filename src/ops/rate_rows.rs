//! What stands beside the figures of a rate: rows by what people are (reason, origin), an earlier day, and
//! the targets that the city has set.

use std::collections::HashMap;

use crate::domain::calendar::Day;
use crate::domain::fraction::Fraction;
use crate::domain::identity::IdKind;
use crate::domain::origin::{Origin, Told};
use crate::domain::rate::{By, Figures, Rate, Row};
use crate::domain::unit::UnitKind;
use crate::reference;
use crate::store::{Sql, StoreError};

use super::census;
use super::office::Office;

/// The key of people of whom the reason is not known.
pub const UNKNOWN: &str = "unknown";

/// The key of somebody's row by reason or origin; `None` by anything else.
pub fn key_by_people(by: By, reason: &str, origin: Told) -> Option<&str> {
    match by {
        By::Reason => Some(if reference::reasons().get(reason).is_some() { reason } else { UNKNOWN }),
        By::Origin => Some(origin.origin.as_str()),
        By::Tier | By::District | By::Community | By::Counter => None,
    }
}

/// The keys of all rows by reason or origin, in the order of their tables.
fn keys(by: By) -> Vec<String> {
    match by {
        By::Reason => {
            let codes = reference::reasons().entries().iter().map(|entry| entry.code.clone());
            codes.chain([UNKNOWN.to_owned()]).collect()
        }
        By::Origin => Origin::ALL.map(|origin| origin.as_str().to_owned()).to_vec(),
        By::Tier | By::District | By::Community | By::Counter => Vec::new(),
    }
}

/// The rows by reason or origin, counted from the people one by one.
pub fn by_people(sql: &Sql, office: &Office, on: Day, by: By) -> Result<Vec<Row>, StoreError> {
    let rules = office.book.on(on);
    let mut figures: HashMap<String, Figures> = keys(by).into_iter().map(|key| (key, Figures::default())).collect();
    let mut add = |key: Option<&str>, more: &Figures| {
        if let Some(found) = key.and_then(|key| figures.get_mut(key)) {
            found.add(more);
        }
    };
    census::each(sql, office, on, |person| {
        if person.group.kind == IdKind::Citizen {
            add(key_by_people(by, &person.reason, person.origin), &person.figures(rules));
        }
    })?;
    let first = Figures { first_issues: 1, ..Figures::default() };
    census::each_first_card(sql, office, on, |card| add(key_by_people(by, &card.reason, card.origin), &first))?;
    let row = |key: String| Row { figures: figures.get(&key).copied().unwrap_or_default(), key, name: String::new() };
    Ok(keys(by).into_iter().map(row).collect())
}

/// Whether the row of a unit has all its people: by community a district's row has those of no community alone.
fn is_whole_row(by: By, kind: UnitKind) -> bool {
    match by {
        By::District => kind.is_county_level(),
        By::Community => kind != UnitKind::City && !kind.is_county_level(),
        By::Tier | By::Counter | By::Reason | By::Origin => false,
    }
}

/// The targets that stand on a day, by the key of the row: districts and communities by code, the city's own
/// under `total`.
pub fn targets(office: &Office, rate: &Rate) -> HashMap<String, Fraction> {
    let Some(constant) = office.book.constant("target_rate") else { return HashMap::new() };
    let of = |unit| Fraction::of_percent(office.book.value_on(constant, unit, rate.on).0);
    let units = office.book.units_with(constant, rate.on).into_iter().filter_map(|unit| office.tree.get(unit));
    let whole = units.filter(|unit| is_whole_row(rate.by, unit.kind));
    let named = whole.filter_map(|unit| Some((unit.code.clone(), of(Some(unit.id))?)));
    named.chain(of(None).map(|target| ("total".to_owned(), target))).collect()
}
