//! Cards, their terms and endorsements, and the serial numbers that counters draw.

use crate::domain::calendar::Day;
use crate::domain::dossier::HeldCard;
use crate::domain::identity::IdKind;
use crate::domain::permit::{Card, EndReason, Term};
use crate::domain::replacement::{OldCard, ReplaceReason};
use crate::domain::unit::UnitId;

use super::Writer;
use super::error::StoreError;
use super::registrations::Origin;
use super::sqlite::{Row, Sql};

/// A card to be written.
#[derive(Debug, Clone, Copy)]
pub struct NewPermit<'a> {
    pub number: &'a str,
    pub migrant: i64,
    pub card: &'a Card,
    pub application: Option<i64>,
    pub counter: UnitId,
    pub issuing_county: &'a str,
    /// Residence unit at issue.
    pub unit: UnitId,
    pub collected_on: Option<Day>,
    pub origin: Option<Origin>,
}

/// Writes a card with its terms; `None` when the number is taken or a live card bars it.
pub fn insert(writer: &Writer, new: &NewPermit, terms: &[Term]) -> Result<Option<i64>, StoreError> {
    let card = new.card;
    let inserted = writer.insert_new(
        "INSERT INTO permit (number, migrant_id, kind, regime, application_id, counter_id, issuing_county, unit_id, \
         issued_on, base_on, valid_until_on, collected_on, ended_on, end_reason, batch_id, line) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16) ON CONFLICT DO NOTHING",
        &[
            &new.number,
            &new.migrant,
            &card.kind,
            &card.regime,
            &new.application,
            &new.counter,
            &new.issuing_county,
            &new.unit,
            &card.issued_on,
            &card.base_on,
            &card.printed_until,
            &new.collected_on,
            &card.ended.map(|(day, _)| day),
            &card.ended.map(|(_, reason)| reason),
            &new.origin.map(|origin| origin.batch),
            &new.origin.map(|origin| origin.line),
        ],
    )?;
    let Some(id) = inserted else { return Ok(None) };
    insert_terms(writer, id, terms)?;
    Ok(Some(id))
}

fn insert_terms(writer: &Writer, permit: i64, terms: &[Term]) -> Result<(), StoreError> {
    for term in terms {
        writer.execute(
            "INSERT INTO permit_term (permit_id, from_on, opens_on, until_on) VALUES (?1, ?2, ?3, ?4)",
            &[&permit, &term.from_on, &term.opens_on, &term.until_on],
        )?;
    }
    Ok(())
}

/// Puts the terms that the domain now decides in place of the stored ones.
pub fn update_terms(writer: &Writer, permit: i64, terms: &[Term]) -> Result<(), StoreError> {
    writer.execute("DELETE FROM permit_term WHERE permit_id = ?1", &[&permit])?;
    insert_terms(writer, permit, terms)
}

pub fn insert_endorsement(
    writer: &Writer,
    permit: i64,
    on: Day,
    counter: Option<UnitId>,
    batch: Option<i64>,
) -> Result<i64, StoreError> {
    writer.insert(
        "INSERT INTO endorsement (permit_id, endorsed_on, counter_id, batch_id) VALUES (?1, ?2, ?3, ?4)",
        &[&permit, &on, &counter, &batch],
    )
}

/// Records the day on which a card was handed over.
pub fn update_collected(writer: &Writer, permit: i64, on: Day) -> Result<(), StoreError> {
    writer.execute("UPDATE permit SET collected_on = ?2 WHERE permit_id = ?1", &[&permit, &on])?;
    Ok(())
}

/// Links a new card to the one it stands for: why, and what became of that one.
pub fn update_replaces(
    writer: &Writer,
    permit: i64,
    old: i64,
    because: ReplaceReason,
    old_card: OldCard,
) -> Result<(), StoreError> {
    writer.execute(
        "UPDATE permit SET replaces_id = ?2, replaced_for = ?3, old_card = ?4 WHERE permit_id = ?1",
        &[&permit, &old, &because, &old_card],
    )?;
    Ok(())
}

/// Why a card stands for another, and what became of that one.
pub fn find_replaces(sql: &Sql, permit: i64) -> Result<Option<(ReplaceReason, OldCard)>, StoreError> {
    sql.optional(
        "SELECT replaced_for, old_card FROM permit WHERE permit_id = ?1 AND replaced_for IS NOT NULL \
         AND old_card IS NOT NULL",
        &[&permit],
        |row| Ok((row.get("replaced_for")?, row.get("old_card")?)),
    )
}

/// Why a card ended.
pub fn find_end_reason(sql: &Sql, permit: i64) -> Result<Option<EndReason>, StoreError> {
    sql.one("SELECT end_reason FROM permit WHERE permit_id = ?1", &[&permit], |row| row.get("end_reason"))
}

/// Ends a card at the end of a day.
pub fn end(writer: &Writer, permit: i64, on: Day, reason: EndReason) -> Result<(), StoreError> {
    writer
        .execute("UPDATE permit SET ended_on = ?2, end_reason = ?3 WHERE permit_id = ?1", &[&permit, &on, &reason])?;
    Ok(())
}

/// Says which roster ended a card.
pub fn update_end_origin(writer: &Writer, permit: i64, batch: i64) -> Result<(), StoreError> {
    writer.execute("UPDATE permit SET ended_batch_id = ?2 WHERE permit_id = ?1", &[&permit, &batch])?;
    Ok(())
}

/// All cards of a person, by day of issue.
pub fn list(sql: &Sql, migrant: i64) -> Result<Vec<HeldCard>, StoreError> {
    let mut cards = sql.list(
        "SELECT p.permit_id, p.number, p.kind, p.regime, p.issued_on, p.base_on, p.valid_until_on, p.ended_on, \
         p.end_reason, p.issuing_county, p.counter_id, p.collected_on, \
         (SELECT old.number FROM permit old WHERE old.permit_id = p.replaces_id) AS replaces \
         FROM permit p \
         WHERE p.migrant_id = ?1 AND p.kind = 'residence_permit' AND p.ended_on IS NULL \
         UNION ALL \
         SELECT p.permit_id, p.number, p.kind, p.regime, p.issued_on, p.base_on, p.valid_until_on, p.ended_on, \
         p.end_reason, p.issuing_county, p.counter_id, p.collected_on, \
         (SELECT old.number FROM permit old WHERE old.permit_id = p.replaces_id) AS replaces \
         FROM permit p \
         WHERE p.migrant_id = ?1 AND (p.kind = 'temporary_permit' OR p.ended_on IS NOT NULL)",
        &[&migrant],
        held,
    )?;
    cards.sort_by_key(|held| (held.card.issued_on, held.id));
    for at in 0..cards.len() {
        let new = cards.iter().find(|held| held.replaces.as_ref() == Some(&cards[at].number));
        cards[at].replaced_by = new.map(|held| held.number.clone());
    }
    for held in &mut cards {
        held.card.endorsements = endorsements(sql, held.id)?;
    }
    Ok(cards)
}

/// The days on which a card was endorsed, in order; what was taken back never happened.
pub fn endorsements(sql: &Sql, permit: i64) -> Result<Vec<Day>, StoreError> {
    sql.list(
        "SELECT endorsed_on FROM endorsement WHERE permit_id = ?1 AND taken_back_on IS NULL ORDER BY endorsed_on",
        &[&permit],
        |row| row.get("endorsed_on"),
    )
}

fn held(row: &Row) -> Result<HeldCard, StoreError> {
    let id = row.get("permit_id")?;
    let number = row.get("number")?;
    let kind = row.get("kind")?;
    let regime = row.get("regime")?;
    let issued_on = row.get("issued_on")?;
    let base_on = row.get("base_on")?;
    let printed_until = row.get("valid_until_on")?;
    let ended_on: Option<Day> = row.get("ended_on")?;
    let reason: Option<EndReason> = row.get("end_reason")?;
    let card =
        Card { kind, regime, issued_on, base_on, printed_until, endorsements: Vec::new(), ended: ended_on.zip(reason) };
    Ok(HeldCard {
        id,
        number,
        card,
        issuing_county: row.get("issuing_county")?,
        counter: row.get("counter_id")?,
        collected_on: row.get("collected_on")?,
        replaces: row.get("replaces")?,
        replaced_by: None,
        gave_way: None,
    })
}

/// A block of serial numbers that a counter holds.
#[derive(Debug, Clone, Copy)]
pub struct SerialBlock {
    pub id: i64,
    pub block: i64,
    pub next: i64,
}

/// The block that a counter draws from, if it holds one that is not used up.
pub fn find_block(sql: &Sql, county: &str, year: i16, counter: UnitId) -> Result<Option<SerialBlock>, StoreError> {
    sql.optional(
        "SELECT serial_block_id, block, next FROM serial_block WHERE county = ?1 AND year = ?2 AND counter_id = ?3 \
         AND next < 10000 ORDER BY block LIMIT 1",
        &[&county, &i64::from(year), &counter],
        |row| Ok(SerialBlock { id: row.get("serial_block_id")?, block: row.get("block")?, next: row.get("next")? }),
    )
}

/// All blocks that anybody holds for a county and year.
pub fn list_blocks(sql: &Sql, county: &str, year: i16) -> Result<Vec<i64>, StoreError> {
    sql.list(
        "SELECT block FROM serial_block WHERE county = ?1 AND year = ?2 ORDER BY block",
        &[&county, &i64::from(year)],
        |row| row.get("block"),
    )
}

pub fn insert_block(
    writer: &Writer,
    county: &str,
    year: i16,
    counter: UnitId,
    block: i64,
) -> Result<SerialBlock, StoreError> {
    let id = writer.insert(
        "INSERT INTO serial_block (county, year, counter_id, block, next) VALUES (?1, ?2, ?3, ?4, 0)",
        &[&county, &i64::from(year), &counter, &block],
    )?;
    Ok(SerialBlock { id, block, next: 0 })
}

pub fn update_block(writer: &Writer, id: i64, next: i64) -> Result<(), StoreError> {
    writer.execute("UPDATE serial_block SET next = ?2 WHERE serial_block_id = ?1", &[&id, &next])?;
    Ok(())
}

/// The bearer of a ledger's card, as far as most rows need it.
#[derive(Debug, Clone)]
pub struct Bearer {
    pub migrant: i64,
    pub kind: IdKind,
    pub birth_on: Option<Day>,
    pub active: Option<ActiveStay>,
    /// Whether a card of theirs ended by death, or because they settled here.
    pub departed: bool,
    /// The application that waits for its card: its key and its day of acceptance.
    pub open: Option<(i64, Day)>,
}

/// The stay that has not ended.
#[derive(Debug, Clone)]
pub struct ActiveStay {
    pub unit: UnitId,
    pub registered_on: Day,
    pub home_since_on: Day,
}

/// The person with that number and the stay that has not ended, in one look; `None` where that does not tell: the
/// record was merged into another, or the number was corrected.
pub fn find_bearer(sql: &Sql, number: &str) -> Result<Option<Bearer>, StoreError> {
    let found = sql.optional(
        "SELECT m.migrant_id, m.id_kind, m.birth_on, g.merger_id, a.alias, r.unit_id, r.registered_on, r.home_since_on, \
         o.application_id, o.accepted_on, \
         EXISTS (SELECT 1 FROM permit p WHERE p.migrant_id = m.migrant_id AND p.ended_on IS NOT NULL \
         AND (p.end_reason = 'death' OR p.end_reason = 'hukou')) AS departed \
         FROM migrant m LEFT JOIN merger g ON g.duplicate_id = m.migrant_id AND g.undone_on IS NULL \
         LEFT JOIN migrant_alias a ON a.alias = m.id_number \
         LEFT JOIN registration r ON r.migrant_id = m.migrant_id AND r.ended_on IS NULL \
         LEFT JOIN application o ON o.migrant_id = m.migrant_id AND o.state = 'open' \
         WHERE m.id_number = ?1 LIMIT 1",
        &[&number],
        |row| {
            let merged = row.get::<Option<i64>>("merger_id")?.is_some();
            let corrected = row.get::<Option<String>>("alias")?.is_some();
            Ok((read_bearer(row)?, merged || corrected))
        },
    )?;
    Ok(found.filter(|(_, unclear)| !unclear).map(|(bearer, _)| bearer))
}

/// The same of a person.
pub fn bearer(sql: &Sql, migrant: i64) -> Result<Bearer, StoreError> {
    sql.one(
        "SELECT m.migrant_id, m.id_kind, m.birth_on, r.unit_id, r.registered_on, r.home_since_on, \
         o.application_id, o.accepted_on, \
         EXISTS (SELECT 1 FROM permit p WHERE p.migrant_id = m.migrant_id AND p.ended_on IS NOT NULL \
         AND (p.end_reason = 'death' OR p.end_reason = 'hukou')) AS departed \
         FROM migrant m LEFT JOIN registration r ON r.migrant_id = m.migrant_id AND r.ended_on IS NULL \
         LEFT JOIN application o ON o.migrant_id = m.migrant_id AND o.state = 'open' WHERE m.migrant_id = ?1",
        &[&migrant],
        read_bearer,
    )
}

fn read_bearer(row: &Row) -> Result<Bearer, StoreError> {
    let open: Option<i64> = row.get("application_id")?;
    let accepted_on: Option<Day> = row.get("accepted_on")?;
    Ok(Bearer {
        migrant: row.get("migrant_id")?,
        kind: row.get("id_kind")?,
        birth_on: row.get("birth_on")?,
        active: active_stay(row)?,
        departed: row.get("departed")?,
        open: open.zip(accepted_on),
    })
}

fn active_stay(row: &Row) -> Result<Option<ActiveStay>, StoreError> {
    let unit: Option<UnitId> = row.get("unit_id")?;
    let registered_on: Option<Day> = row.get("registered_on")?;
    let home_since_on: Option<Day> = row.get("home_since_on")?;
    Ok(match (unit, registered_on, home_since_on) {
        (Some(unit), Some(registered_on), Some(home_since_on)) => {
            Some(ActiveStay { unit, registered_on, home_since_on })
        }
        _ => None,
    })
}

/// Whose card a number is, and the row it came from.
#[derive(Debug, Clone, Copy)]
pub struct CardOrigin {
    pub migrant: i64,
    pub batch: Option<i64>,
    pub line: Option<i64>,
}

pub fn find_origin(sql: &Sql, number: &str) -> Result<Option<CardOrigin>, StoreError> {
    sql.optional("SELECT migrant_id, batch_id, line FROM permit WHERE number = ?1", &[&number], |row| {
        Ok(CardOrigin { migrant: row.get("migrant_id")?, batch: row.get("batch_id")?, line: row.get("line")? })
    })
}
