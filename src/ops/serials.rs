//! Permit numbers: the next serial of a counter for a county and year, drawn by whoever makes a card.
//!
//! A counter draws from a block of its own, so that counters working apart never collide; its first block
//! is its place in the list of counters, a used-up one is followed by the next that nobody holds. A number
//! that the register already has is passed over.

use crate::domain::permit::Term;
use crate::domain::permit_number::PermitNumber;
use crate::domain::unit::Unit;
use crate::store::permits::{self, NewPermit};
use crate::store::{StoreError, Writer};

use super::office::Office;

/// Serials to a block, and blocks to a county and year.
const BLOCK: i64 = 10_000;
const BLOCKS: i64 = 1_000;

/// Writes the card under the next free number; its key and number, or `None` when the county's numbers of
/// the year are used up.
pub fn insert_numbered(
    writer: &Writer,
    office: &Office,
    counter: &Unit,
    new: &NewPermit,
    terms: &[Term],
) -> Result<Option<(i64, String)>, StoreError> {
    loop {
        let year = new.card.issued_on.year();
        let Some(number) = draw(writer, office, new.issuing_county, counter, year)? else { return Ok(None) };
        let numbered = NewPermit { number: &number, ..*new };
        if let Some(id) = permits::insert(writer, &numbered, terms)? {
            return Ok(Some((id, number)));
        }
    }
}

fn draw(
    writer: &Writer,
    office: &Office,
    county: &str,
    counter: &Unit,
    year: i16,
) -> Result<Option<String>, StoreError> {
    let block = if let Some(block) = permits::find_block(writer, county, year, counter.id)? {
        block
    } else {
        let held = permits::list_blocks(writer, county, year)?;
        let first = i64::try_from(office.tree.counter_place(counter.id)).unwrap_or(0);
        let free = (0..BLOCKS).map(|step| (first + step) % BLOCKS).find(|block| !held.contains(block));
        let Some(free) = free else { return Ok(None) };
        permits::insert_block(writer, county, year, counter.id, free)?
    };
    permits::update_block(writer, block.id, block.next + 1)?;
    let serial = u32::try_from(block.block * BLOCK + block.next).ok();
    let number = serial.and_then(|serial| PermitNumber::new(county, year, serial));
    Ok(number.map(|number| number.to_string()))
}
