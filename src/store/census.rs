//! Everybody registered on a day, and everybody's first card, one by one, from what is packed: for figures by
//! what people are and for the people behind a figure. No rule stands here: a rule enters as a day that the
//! domain computed. Addresses and numbers are not packed: [`household`] reads them where a county does not tell.

use crate::domain::calendar::Day;
use crate::domain::identity::IdKind;
use crate::domain::permit::PermitKind;
use crate::domain::rate::{CutOffs, Group};
use crate::domain::rulebook::CityCodes;
use crate::domain::unit::UnitId;

use super::error::StoreError;
use super::packed;
use super::packed::facts::{Card, DayKey, Person, ShortCode, Stay};
use super::reports::Cut;
use super::sqlite::{Row, Sql};

const HOUSEHOLD: &str = include_str!("queries/household_of_stay.sql");

/// Somebody registered on the day, as recorded.
#[derive(Debug, Clone)]
pub struct Recorded {
    pub stay: Stay,
    pub group: Group,
    /// Codes as they were on the day.
    pub reason: ShortCode,
    pub dwelling: Option<ShortCode>,
}

/// Visits everybody registered at the end of the day.
pub fn each(
    sql: &Sql,
    cut_offs: &CutOffs,
    city: &CityCodes,
    mut visit: impl FnMut(Recorded) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let cut = Cut::new(sql, cut_offs, city)?;
    packed::each(sql, |block| {
        for person in block.people() {
            let (holds, in_force) = block.holding(person, cut.on);
            for stay in person.stays.iter().filter(|stay| stay.holds_on(cut.on)) {
                let (unit, intended) = block.home_on(stay, cut.on);
                let (reason, dwelling) = block.purpose_on(stay, cut.on);
                let group = Group {
                    unit,
                    counter: stay.counter,
                    kind: stay.kind,
                    stay: intended.map(|stay| stay.as_str().to_owned()),
                    exempt: stay.exempt,
                    of_age: cut.is_of_age(stay),
                    settled: cut.is_settled(stay),
                    own_city: cut.is_of_own_city(stay),
                    registered: 1,
                    holders: u64::from(holds),
                    in_force: u64::from(in_force),
                };
                visit(Recorded { stay: *stay, group, reason, dwelling })?;
            }
        }
        Ok(())
    })
}

/// Household registration as it was told in a stay.
#[derive(Debug, Clone)]
pub struct Household {
    pub kind: IdKind,
    pub county: Option<String>,
    pub address: String,
    pub id_number: String,
}

/// What was told in a stay of where somebody is from.
pub fn household(sql: &Sql, stay: &Stay) -> Result<Household, StoreError> {
    let household = |row: &Row| {
        let (county, address) = (row.get("hukou_county")?, row.get("hukou")?);
        Ok(Household { kind: stay.kind, county, address, id_number: row.get("id_number")? })
    };
    let days = |key: DayKey| key.day();
    sql.one(HOUSEHOLD, &[&stay.migrant, &days(stay.registered), &stay.ended.and_then(days)], household)
}

/// Somebody's first 居住证 by a day.
#[derive(Debug, Clone, Copy)]
pub struct FirstCard {
    pub migrant: i64,
    pub counter: UnitId,
    /// Residence unit at issue, or the first after it.
    pub unit: UnitId,
    /// Reason and stay at issue, else of the first stay after it, else of the last before it.
    pub then: Option<(ShortCode, Stay)>,
}

/// Visits the first 居住证 of each citizen ever registered, none ended as an error, by person.
pub fn each_first_card(
    sql: &Sql,
    on: Day,
    mut visit: impl FnMut(FirstCard) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let on = DayKey::from(on);
    packed::each(sql, |block| {
        for person in block.people() {
            let Some(card) = first_card(person, on) else { continue };
            let then = stay_at(person, card.issued).map(|stay| {
                let (reason, _) = block.purpose_on(stay, card.issued.max(stay.registered));
                (reason, *stay)
            });
            visit(FirstCard { migrant: card.migrant, counter: card.counter, unit: card.unit, then })?;
        }
        Ok(())
    })
}

/// Somebody's first 居住证 by a day; one ended as an error is none, on no day.
pub fn first_card(person: Person<'_>, on: DayKey) -> Option<&Card> {
    let counts = |card: &&Card| {
        card.bearer == IdKind::Citizen && card.issued <= on && card.kind == PermitKind::Residence && !card.error
    };
    person.cards.iter().filter(counts).min_by_key(|card| card.issued)
}

/// The stay that holds the day, else the first after it, else the last before it.
fn stay_at(person: Person<'_>, on: DayKey) -> Option<&Stay> {
    let stays = || person.stays.iter();
    let holding = stays().find(|stay| stay.holds_on(on));
    let after = || stays().filter(|stay| stay.registered > on).min_by_key(|stay| stay.registered);
    // Of several that began on one day the first that was made, as everywhere here.
    let before = || stays().rev().max_by_key(|stay| stay.registered);
    holding.or_else(after).or_else(before)
}
