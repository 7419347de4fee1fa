//! Facts from the tables themselves, of a range of people: what is packed, and what a count asks while a block
//! is not packed anew.

use std::collections::BTreeMap;

use super::facts::{Block, Card, DayKey, Home, ShortCode, Span, Stay};
use crate::domain::calendar::Day;
use crate::domain::unit::UnitId;
use crate::store::error::StoreError;
use crate::store::sqlite::{Row, Sql};

const STAYS: &str = include_str!("../queries/stays_of_block.sql");
const CARDS: &str = include_str!("../queries/cards_of_block.sql");
const ENDORSEMENTS: &str = include_str!("../queries/endorsements_of_block.sql");

const NO_CODE: &str = "no code of a table";

type Terms = Vec<(DayKey, DayKey)>;

/// The facts of the people from a key to a key (inclusive).
pub fn load(sql: &Sql, from: i64, to: i64) -> Result<Block, StoreError> {
    let mut block = Block::default();
    let mut stays: BTreeMap<(i64, i64), (Stay, Vec<Home>)> = BTreeMap::new();
    sql.each(STAYS, &[&from, &to], |row| {
        let key = (row.get("migrant_id")?, row.get("registration_id")?);
        let home = earlier_home(row)?;
        match stays.get_mut(&key) {
            Some((_, homes)) => homes.extend(home),
            None => drop(stays.insert(key, (stay(row)?, home.into_iter().collect()))),
        }
        Ok(true)
    })?;
    for (mut stay, mut homes) in stays.into_values() {
        homes.sort_by_key(|home| (home.from, home.until));
        let from = block.homes.len();
        block.homes.append(&mut homes);
        stay.earlier_homes = Span { from, until: block.homes.len() };
        block.stays.push(stay);
    }
    let mut endorsed = endorsed(sql, from, to)?;
    let mut cards: BTreeMap<(i64, i64), (Card, Terms)> = BTreeMap::new();
    sql.each(CARDS, &[&from, &to], |row| {
        let key = (row.get("migrant_id")?, row.get("permit_id")?);
        let term = days(row.get("from_on")?, row.get("until_on")?);
        match cards.get_mut(&key) {
            Some((_, terms)) => terms.extend(term),
            None => drop(cards.insert(key, (card(row)?, term.into_iter().collect()))),
        }
        Ok(true)
    })?;
    for ((_, permit), (mut card, mut terms)) in cards {
        terms.sort_unstable();
        let from = block.terms.len();
        block.terms.append(&mut terms);
        card.terms = Span { from, until: block.terms.len() };
        let from = block.endorsed.len();
        block.endorsed.append(&mut endorsed.remove(&permit).unwrap_or_default());
        card.endorsed = Span { from, until: block.endorsed.len() };
        block.cards.push(card);
    }
    Ok(block)
}

/// The days of endorsement by card.
fn endorsed(sql: &Sql, from: i64, to: i64) -> Result<BTreeMap<i64, Vec<DayKey>>, StoreError> {
    let mut endorsed: BTreeMap<i64, Vec<DayKey>> = BTreeMap::new();
    sql.each(ENDORSEMENTS, &[&from, &to], |row| {
        endorsed.entry(row.get("permit_id")?).or_default().push(row.get::<Day>("endorsed_on")?.into());
        Ok(true)
    })?;
    for days in endorsed.values_mut() {
        days.sort_unstable();
    }
    Ok(endorsed)
}

fn days(from: Option<Day>, until: Option<Day>) -> Option<(DayKey, DayKey)> {
    from.zip(until).map(|(from, until)| (from.into(), until.into()))
}

fn stay(row: &Row) -> Result<Stay, StoreError> {
    let ended: Option<Day> = row.get("ended_on")?;
    let birth: Option<Day> = row.get("birth_on")?;
    let county: Option<String> = row.get("hukou_county")?;
    Ok(Stay {
        migrant: row.get("migrant_id")?,
        kind: row.get("id_kind")?,
        sex: row.get("sex")?,
        birth: birth.map(DayKey::from),
        registered: row.get::<Day>("registered_on")?.into(),
        ended: ended.map(DayKey::from),
        counter: row.get("counter_id")?,
        unit: row.get("unit_id")?,
        intended: short(row, "stay")?,
        reason: known(row, "reason")?,
        dwelling: short(row, "dwelling")?,
        exempt: row.get::<i64>("is_exempt")? == 1,
        county: county.and_then(|county| county.parse().ok()),
        earlier_homes: Span::default(),
    })
}

fn earlier_home(row: &Row) -> Result<Option<Home>, StoreError> {
    let unit: Option<UnitId> = row.get("home_unit_id")?;
    let Some((unit, (from, until))) = unit.zip(days(row.get("home_from_on")?, row.get("home_until_on")?)) else {
        return Ok(None);
    };
    Ok(Some(Home {
        from,
        until,
        unit,
        intended: short(row, "home_stay")?,
        reason: known(row, "home_reason")?,
        dwelling: short(row, "home_dwelling")?,
    }))
}

fn card(row: &Row) -> Result<Card, StoreError> {
    let ended: Option<Day> = row.get("ended_on")?;
    Ok(Card {
        migrant: row.get("migrant_id")?,
        bearer: row.get("id_kind")?,
        kind: row.get("kind")?,
        issued: row.get::<Day>("issued_on")?.into(),
        ended: ended.map(DayKey::from),
        error: row.get::<i64>("is_error")? == 1,
        replaced: row.get::<i64>("is_replaced")? == 1,
        counter: row.get("counter_id")?,
        unit: row.get("unit_id")?,
        terms: Span::default(),
        endorsed: Span::default(),
    })
}

fn known(row: &Row, column: &str) -> Result<ShortCode, StoreError> {
    short(row, column)?.ok_or_else(|| row.damaged(column, NO_CODE))
}

/// A code of the tables of stays, reasons and dwellings.
fn short(row: &Row, column: &str) -> Result<Option<ShortCode>, StoreError> {
    let code = row.optional_text(column)?;
    code.map(|code| ShortCode::new(code.as_bytes()).ok_or_else(|| row.damaged(column, NO_CODE))).transpose()
}
