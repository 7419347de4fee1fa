//! Stays and cards once more, packed small, so that a report reads a city in a fraction of a second.
//!
//! A block is the people whose keys differ in their last six bits alone. The triggers of `schema.sql` note a
//! block as stale whenever a row that it was made of comes, goes or changes, whoever changes it; every act packs
//! anew what it made stale ([`refresh`]). A count reads what is packed of the blocks that are not stale, and the
//! tables themselves for the others ([`each`]): it is never behind. What is packed follows from the tables
//! alone and decides nothing ([`first_wrong`] holds it against them).

mod base;
mod code;
pub mod facts;
mod first_load;
pub mod tally;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::Writer;
use super::error::StoreError;
use super::sqlite::Sql;
use facts::Block;

pub use first_load::FirstLoad;

const BLOCK_BITS: u32 = 6;

/// Blocks that are loaded from the tables together.
const TOGETHER: i64 = 64;

/// Packs anew what is stale.
pub fn refresh(writer: &Writer) -> Result<(), StoreError> {
    for (from, to) in runs(&stale(writer)?) {
        // Rows that cannot be read or packed stay as they are: a report will say what is wrong with them.
        let Ok(people) = load(writer, from, to) else { continue };
        put(writer, from, to, &people)?;
        writer.execute("DELETE FROM stale_block WHERE block BETWEEN ?1 AND ?2", &[&from, &to])?;
    }
    Ok(())
}

/// Calls `visit` with all people, some blocks at a time.
pub fn each(sql: &Sql, mut visit: impl FnMut(&Block) -> Result<(), StoreError>) -> Result<(), StoreError> {
    let stale = stale(sql)?;
    let mut block = Block::default();
    sql.each("SELECT block, stays, cards FROM packed", &[], |row| {
        let key: i64 = row.get("block")?;
        if !stale.contains(&key) {
            block.clear();
            unpack(sql, &mut block, key, &row.get::<Vec<u8>>("stays")?, &row.get::<Vec<u8>>("cards")?)?;
            visit(&block)?;
        }
        Ok(true)
    })?;
    for (from, to) in runs(&stale) {
        visit(&load(sql, from, to)?)?;
    }
    Ok(())
}

/// The first block of which something else is packed than the tables say: the first and the last key of its people.
pub fn first_wrong(sql: &Sql) -> Result<Option<(i64, i64)>, StoreError> {
    let stale = stale(sql)?;
    let last = sql.one(
        "SELECT MAX(COALESCE((SELECT MAX(migrant_id) FROM migrant), 0) >> 6, \
         COALESCE((SELECT MAX(block) FROM packed), 0)) AS last_block",
        &[],
        |row| row.get::<i64>("last_block"),
    )?;
    for (from, to) in runs(&(0..=last).collect()) {
        let said = packed(&load(sql, from, to)?);
        let kept = sql.list(
            "SELECT block, stays, cards FROM packed WHERE block BETWEEN ?1 AND ?2 ORDER BY block",
            &[&from, &to],
            |row| Ok((row.get("block")?, row.get("stays")?, row.get("cards")?)),
        )?;
        let differs = |block: &i64| {
            let of = |all: &[Packed]| all.iter().find(|(key, _, _)| key == block).cloned();
            !stale.contains(block) && of(&said) != of(&kept)
        };
        if let Some(block) = (from..=to).find(differs) {
            return Ok(Some((block << BLOCK_BITS, ((block + 1) << BLOCK_BITS) - 1)));
        }
    }
    Ok(None)
}

/// A block and the bytes of its stays and cards.
type Packed = (i64, Vec<u8>, Vec<u8>);

fn stale(sql: &Sql) -> Result<BTreeSet<i64>, StoreError> {
    let mut stale = BTreeSet::new();
    sql.each("SELECT block FROM stale_block", &[], |row| {
        stale.insert(row.get("block")?);
        Ok(true)
    })?;
    Ok(stale)
}

/// Blocks that follow each other, first and last, some at a time.
fn runs(blocks: &BTreeSet<i64>) -> Vec<(i64, i64)> {
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for block in blocks {
        match runs.last_mut() {
            Some((from, to)) if *to + 1 == *block && *block - *from < TOGETHER => *to = *block,
            _ => runs.push((*block, *block)),
        }
    }
    runs
}

fn load(sql: &Sql, from: i64, to: i64) -> Result<Block, StoreError> {
    base::load(sql, from << BLOCK_BITS, ((to + 1) << BLOCK_BITS) - 1)
}

fn packed(people: &Block) -> Vec<Packed> {
    let mut blocks: Vec<Packed> = Vec::new();
    for person in people.people() {
        let migrant = person.stays.first().map(|stay| stay.migrant).or(person.cards.first().map(|card| card.migrant));
        let key = migrant.unwrap_or_default() >> BLOCK_BITS;
        if blocks.last().is_none_or(|(last, _, _)| *last != key) {
            blocks.push((key, code::begin(key), code::begin(key)));
        }
        if let Some((_, stays, cards)) = blocks.last_mut() {
            person.stays.iter().for_each(|stay| code::put_stay(stays, stay, &people.homes));
            person.cards.iter().for_each(|card| code::put_card(cards, card, people));
        }
    }
    blocks
}

fn unpack(sql: &Sql, block: &mut Block, key: i64, stays: &[u8], cards: &[u8]) -> Result<(), StoreError> {
    let broken = || sql.damaged(format!("packed, block {key}: its bytes cannot be read"));
    code::read(block, key, stays, cards).ok_or_else(broken)
}

fn put(writer: &Writer, from: i64, to: i64, people: &Block) -> Result<(), StoreError> {
    let blocks = packed(people);
    if blocks.len() != usize::try_from(to + 1 - from).unwrap_or(0) {
        // Of some nobody is left.
        writer.execute("DELETE FROM packed WHERE block BETWEEN ?1 AND ?2", &[&from, &to])?;
    }
    for (block, stays, cards) in &blocks {
        put_block(writer, *block, stays, cards)?;
    }
    Ok(())
}

fn put_block(writer: &Writer, block: i64, stays: &[u8], cards: &[u8]) -> Result<(), StoreError> {
    writer.execute(
        "INSERT INTO packed (block, stays, cards) VALUES (?1, ?2, ?3) \
         ON CONFLICT (block) DO UPDATE SET stays = excluded.stays, cards = excluded.cards",
        &[&block, &stays, &cards],
    )?;
    Ok(())
}
