//! All cards summed up: as a count read them, and as the table of cards has them.
//!
//! What is packed follows from the tables only while every change passes their triggers. A pass over each of the
//! two indexes of cards, which no trigger keeps, tells a card that was ended, given to somebody else or lost behind
//! them. What a card says of itself (days, terms) is held against the tables whole by [`super::wrong`],
//! where there is time.

use crate::domain::permit::PermitKind;
use crate::domain::rate::Cards;
use crate::store::error::StoreError;
use crate::store::sqlite::Sql;

use super::facts::Card;

const LIVE: &str = "SELECT COUNT(*) AS found, COALESCE(SUM(migrant_id), 0) AS bearers FROM permit \
     WHERE kind = 'residence_permit' AND ended_on IS NULL";
const OTHERS: &str = "SELECT COUNT(*) AS found, COALESCE(SUM(migrant_id), 0) AS bearers FROM permit \
     WHERE kind = 'temporary_permit' OR ended_on IS NOT NULL";

/// Adds a card that was read.
pub fn add(cards: &mut Cards, card: &Card) {
    let bearer = card.migrant.unsigned_abs();
    cards.all += 1;
    if card.kind == PermitKind::Residence && card.ended.is_none() {
        cards.live_bearers = cards.live_bearers.wrapping_add(bearer);
    } else {
        cards.other_bearers = cards.other_bearers.wrapping_add(bearer);
    }
}

/// The cards of the table.
pub fn stored(sql: &Sql) -> Result<Cards, StoreError> {
    let unsigned = |sum: i64| u64::try_from(sum).unwrap_or(u64::MAX);
    let found = |statement: &'static str| {
        sql.one(statement, &[], |row| Ok((unsigned(row.get("found")?), unsigned(row.get("bearers")?))))
    };
    let ((live, live_bearers), (others, other_bearers)) = (found(LIVE)?, found(OTHERS)?);
    Ok(Cards { all: live.saturating_add(others), live_bearers, other_bearers })
}
