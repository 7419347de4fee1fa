//! All cards summed up: as a count read them, and as the table of cards has them.
//!
//! What is packed follows from the tables only while every change passes their triggers. Two passes over the indexes
//! of the cards, which no trigger keeps, tell a card that was ended, given to somebody else or lost behind them. What
//! a card says of itself (days, terms) is held against the tables whole by [`super::wrong`], where there is time.

use crate::domain::permit::PermitKind;
use crate::domain::rate::Cards;
use crate::store::error::StoreError;
use crate::store::sqlite::{Row, Sql};

use super::facts::Card;

const MIXED: i64 = 8191;

const LIVE: &str = "SELECT COUNT(*) AS cards, COALESCE(SUM(migrant_id * migrant_id % 8191), 0) AS bearers FROM permit \
     WHERE kind = 'residence_permit' AND ended_on IS NULL";
const OTHERS: &str = "SELECT COUNT(*) AS cards, COALESCE(SUM(migrant_id * migrant_id % 8191), 0) AS bearers \
     FROM permit WHERE kind = 'temporary_permit' OR ended_on IS NOT NULL";

/// Adds a card that was read.
pub fn add(cards: &mut Cards, card: &Card) {
    let bearer = (card.migrant.wrapping_mul(card.migrant) % MIXED).unsigned_abs();
    if card.kind == PermitKind::Residence && card.ended.is_none() {
        cards.live += 1;
        cards.live_bearers += bearer;
    } else {
        cards.others += 1;
        cards.other_bearers += bearer;
    }
}

/// The cards of the table.
pub fn stored(sql: &Sql) -> Result<Cards, StoreError> {
    let count = |row: &Row, name: &'static str| Ok(u64::try_from(row.get::<i64>(name)?).unwrap_or(u64::MAX));
    let both = |row: &Row| Ok((count(row, "cards")?, count(row, "bearers")?));
    let (live, live_bearers) = sql.one(LIVE, &[], both)?;
    let (others, other_bearers) = sql.one(OTHERS, &[], both)?;
    Ok(Cards { live, live_bearers, others, other_bearers })
}
