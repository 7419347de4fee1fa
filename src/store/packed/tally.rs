//! All cards summed up: as a count read them, and as the table of cards has them.
//!
//! What is packed follows from the tables only while every change passes their triggers. The number of cards and a
//! pass over each of their two indexes, which no trigger keeps, tell a card that was ended, given to somebody else or
//! lost behind them. What a card says of itself (days, terms) is held against the tables whole by [`super::wrong`],
//! where there is time.

use crate::domain::permit::PermitKind;
use crate::domain::rate::Cards;
use crate::store::error::StoreError;
use crate::store::sqlite::Sql;

use super::facts::Card;

const ALL: &str = "SELECT COUNT(*) AS found FROM permit";
const LIVE_BEARERS: &str = "SELECT COALESCE(SUM(migrant_id * (migrant_id & 1023)), 0) AS found FROM permit \
     WHERE kind = 'residence_permit' AND ended_on IS NULL";
const OTHER_BEARERS: &str = "SELECT COALESCE(SUM(migrant_id * (migrant_id & 1023)), 0) AS found FROM permit \
     WHERE kind = 'temporary_permit' OR ended_on IS NOT NULL";

/// What of a bearer's key is its weight, as the statements have it: ten million of them sum up far below 2^63.
const WEIGHT: i64 = 1023;

/// Adds a card that was read.
pub fn add(cards: &mut Cards, card: &Card) {
    // Weighted, so that as many cards of one block in another's place do not come to the same sum.
    let bearer = card.migrant.wrapping_mul(card.migrant & WEIGHT).unsigned_abs();
    cards.all += 1;
    if card.kind == PermitKind::Residence && card.ended.is_none() {
        cards.live_bearers = cards.live_bearers.wrapping_add(bearer);
    } else {
        cards.other_bearers = cards.other_bearers.wrapping_add(bearer);
    }
}

/// The cards of the table.
pub fn stored(sql: &Sql) -> Result<Cards, StoreError> {
    let found = |statement: &'static str| {
        let found: i64 = sql.one(statement, &[], |row| row.get("found"))?;
        Ok::<u64, StoreError>(u64::try_from(found).unwrap_or(u64::MAX))
    };
    Ok(Cards { all: found(ALL)?, live_bearers: found(LIVE_BEARERS)?, other_bearers: found(OTHER_BEARERS)? })
}
