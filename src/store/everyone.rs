//! All cards and all registered people, one after the other: for what a change of a rule does to each.

use crate::domain::calendar::Day;
use crate::domain::eligibility::Standing;
use crate::domain::merger;
use crate::domain::permit::{Card, EndReason};
use crate::domain::rulebook::CityCodes;

use super::error::StoreError;
use super::mergers;
use super::sqlite::{Row, Sql};

/// A card with its key and its bearer's.
#[derive(Debug, Clone)]
pub struct CardOf {
    pub id: i64,
    pub number: String,
    pub migrant: i64,
    pub card: Card,
}

/// Visits every card, its endorsements in order.
pub fn each_card(sql: &Sql, mut visit: impl FnMut(&CardOf)) -> Result<(), StoreError> {
    let mut last: Option<CardOf> = None;
    sql.each(
        "SELECT p.permit_id, p.number, p.migrant_id, p.kind, p.regime, p.issued_on, p.base_on, p.valid_until_on, \
         p.ended_on, p.end_reason, e.endorsed_on \
         FROM permit p LEFT JOIN endorsement e ON e.permit_id = p.permit_id AND e.taken_back_on IS NULL \
         ORDER BY p.permit_id, e.endorsed_on",
        &[],
        |row| {
            let id: i64 = row.get("permit_id")?;
            if last.as_ref().is_none_or(|last| last.id != id) {
                let next = card_of(id, row)?;
                if let Some(whole) = last.replace(next) {
                    visit(&whole);
                }
            }
            let endorsed_on: Option<Day> = row.get("endorsed_on")?;
            if let Some(last) = &mut last {
                last.card.endorsements.extend(endorsed_on);
            }
            Ok(true)
        },
    )?;
    if let Some(whole) = last {
        visit(&whole);
    }
    Ok(())
}

fn card_of(id: i64, row: &Row) -> Result<CardOf, StoreError> {
    let number = row.get("number")?;
    let migrant = row.get("migrant_id")?;
    let card = Card {
        kind: row.get("kind")?,
        regime: row.get("regime")?,
        issued_on: row.get("issued_on")?,
        base_on: row.get("base_on")?,
        printed_until: row.get("valid_until_on")?,
        endorsements: Vec::new(),
        ended: row.get::<Option<Day>>("ended_on")?.zip(row.get::<Option<EndReason>>("end_reason")?),
    };
    Ok(CardOf { id, number, migrant, card })
}

/// Visits everybody registered at the end of a day, with the key and what entitlement is decided on.
pub fn each_registered(
    sql: &Sql,
    on: Day,
    city: &CityCodes,
    mut visit: impl FnMut(i64, &Standing),
) -> Result<(), StoreError> {
    let cut = mergers::all_cut(sql)?;
    sql.each(
        "SELECT m.migrant_id, m.id_kind, m.birth_on, \
         CASE WHEN t.registration_id IS NULL THEN m.hukou_county ELSE t.hukou_county END AS hukou_county, r.registered_on, r.arrived_on, r.exempt, \
         CASE WHEN e.earlier_home_id IS NULL THEN r.stay ELSE e.stay END AS stay \
         FROM registration r JOIN migrant m ON m.migrant_id = r.migrant_id \
         LEFT JOIN told_before t ON t.registration_id = r.registration_id \
         LEFT JOIN earlier_home e ON e.registration_id = r.registration_id AND e.from_on <= ?1 AND e.until_on > ?1 \
         WHERE r.registered_on <= ?1 AND (r.ended_on IS NULL OR r.ended_on > ?1) ORDER BY m.migrant_id",
        &[&on],
        |row| {
            let migrant = row.get("migrant_id")?;
            let kind = row.get("id_kind")?;
            let birth_on = row.get("birth_on")?;
            let county: Option<String> = row.get("hukou_county")?;
            let registered_on = row.get("registered_on")?;
            let registered_on = cut.get(&migrant).map_or(registered_on, |cut| merger::joined_since(cut, registered_on));
            let standing = Standing {
                kind,
                birth_on,
                registered_on,
                arrived_on: row.get("arrived_on")?,
                exempt: row.get("exempt")?,
                stay: row.get("stay")?,
                // Only the first entitled day rests on it, and it never lies after the day asked.
                stays_on_since: row.get("registered_on")?,
                own_city: county.is_some_and(|county| city.is_own(&county)),
            };
            visit(migrant, &standing);
            Ok(true)
        },
    )
}
