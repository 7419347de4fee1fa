//! Facts as bytes and back: what is kept of a block in the register.
//!
//! Integers take seven bits a byte, the last byte without the eighth. First comes the block, so that bytes of one
//! are never read as another's. A row begins with two bytes: the last six bits of the person's key and two marks;
//! kinds, marks and lengths. What the bytes are not able to say is not packed, and what they cannot have said is an
//! error, never a guess.

use super::BLOCK_BITS;
use super::facts::{Block, Card, DayKey, Home, ShortCode, Span, Stay};
use crate::domain::identity::{IdKind, Sex};
use crate::domain::permit::PermitKind;
use crate::domain::unit::UnitId;

const KEY: u8 = 0b0011_1111;
const HAS_ENDED: u8 = 0b0100_0000;
/// Of a stay: it has earlier homes. Of a card: it is a 暂住证.
const OTHER: u8 = 0b1000_0000;
const KINDS: [IdKind; 4] = [IdKind::Citizen, IdKind::Hmt, IdKind::Foreigner, IdKind::Other];
const KIND: u8 = 0b0000_0011;
/// Of a stay: exempt. Of a card: ended as issued in error.
const MARK: u8 = 0b0000_0100;
const HAS_BIRTH: u8 = 0b0000_1000;
/// Of a card, which has no birth: another one stands for it.
const REPLACED: u8 = HAS_BIRTH;
const MALE: u8 = 0b0001_0000;
const FEMALE: u8 = 0b0010_0000;

/// The bytes of a block's stays or cards, none written yet.
pub fn begin(block: i64) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(2048);
    put(&mut bytes, block.cast_unsigned());
    bytes
}

/// Writes a stay behind others of its block; `homes`: all of its block.
pub fn put_stay(bytes: &mut Vec<u8>, stay: &Stay, homes: &[Home]) {
    let own_homes = &homes[stay.earlier_homes.from..stay.earlier_homes.until];
    bytes.push(head(stay.migrant, stay.ended.is_some(), !own_homes.is_empty()));
    let marks = if_set(stay.exempt, MARK) | if_set(stay.birth.is_some(), HAS_BIRTH) | sex_bits(stay.sex);
    bytes.push(kind_bits(stay.kind) | marks);
    put_unit(bytes, stay.unit);
    put_unit(bytes, stay.counter);
    put_codes(bytes, stay.intended, stay.reason, stay.dwelling);
    put(bytes, u64::from(stay.registered.0));
    for day in [stay.ended, stay.birth].into_iter().flatten() {
        put(bytes, u64::from(day.0));
    }
    put(bytes, stay.county.map_or(0, u64::from));
    if !own_homes.is_empty() {
        put(bytes, own_homes.len() as u64);
        for home in own_homes {
            put(bytes, u64::from(home.from.0));
            put(bytes, u64::from(home.until.0));
            put_unit(bytes, home.unit);
            put_codes(bytes, home.intended, home.reason, home.dwelling);
        }
    }
}

/// Writes a card behind others of its block, with its terms and endorsements.
pub fn put_card(bytes: &mut Vec<u8>, card: &Card, block: &Block) {
    let own_terms = block.terms(card);
    bytes.push(head(card.migrant, card.ended.is_some(), card.kind == PermitKind::Temporary));
    bytes.push(kind_bits(card.bearer) | if_set(card.error, MARK) | if_set(card.replaced, REPLACED));
    put_unit(bytes, card.unit);
    put_unit(bytes, card.counter);
    put(bytes, u64::from(card.issued.0));
    if let Some(ended) = card.ended {
        put(bytes, u64::from(ended.0));
    }
    put(bytes, own_terms.len() as u64);
    for (from, until) in own_terms {
        put(bytes, u64::from(from.0));
        put(bytes, u64::from(until.0));
    }
    let own_days = block.endorsements(card);
    put(bytes, own_days.len() as u64);
    for day in own_days {
        put(bytes, u64::from(day.0));
    }
}

/// Reads what was written, behind what `people` has already.
///
/// `None`: the bytes were not written by [`begin`], [`put_stay`] and [`put_card`], or not for this block.
pub fn read(people: &mut Block, block: i64, stays: &[u8], cards: &[u8]) -> Option<()> {
    let base = block << BLOCK_BITS;
    let mut bytes = Bytes::of(block, stays)?;
    while !bytes.0.is_empty() {
        let stay = bytes.stay(base, &mut people.homes)?;
        people.stays.push(stay);
    }
    let mut bytes = Bytes::of(block, cards)?;
    while !bytes.0.is_empty() {
        let card = bytes.card(base, &mut people.terms, &mut people.endorsed)?;
        people.cards.push(card);
    }
    Some(())
}

fn head(migrant: i64, ended: bool, other: bool) -> u8 {
    (migrant.to_le_bytes()[0] & KEY) | if_set(ended, HAS_ENDED) | if_set(other, OTHER)
}

fn if_set(is: bool, bit: u8) -> u8 {
    if is { bit } else { 0 }
}

fn kind_bits(kind: IdKind) -> u8 {
    match kind {
        IdKind::Citizen => 0,
        IdKind::Hmt => 1,
        IdKind::Foreigner => 2,
        IdKind::Other => 3,
    }
}

fn sex_bits(sex: Option<Sex>) -> u8 {
    match sex {
        Some(Sex::Male) => MALE,
        Some(Sex::Female) => FEMALE,
        None => 0,
    }
}

fn put(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    bytes.push(value.to_le_bytes()[0]);
}

fn put_unit(bytes: &mut Vec<u8>, unit: UnitId) {
    put(bytes, unit.0.cast_unsigned());
}

fn put_code(bytes: &mut Vec<u8>, code: Option<ShortCode>) {
    match code {
        // The length and one, so that none is told from an empty one.
        Some(code) => {
            put(bytes, code.as_bytes().len() as u64 + 1);
            bytes.extend_from_slice(code.as_bytes());
        }
        None => bytes.push(0),
    }
}

fn put_codes(bytes: &mut Vec<u8>, intended: Option<ShortCode>, reason: ShortCode, dwelling: Option<ShortCode>) {
    for code in [intended, Some(reason), dwelling] {
        put_code(bytes, code);
    }
}

fn sex(marks: u8) -> Option<Sex> {
    match (marks & MALE != 0, marks & FEMALE != 0) {
        (true, _) => Some(Sex::Male),
        (_, true) => Some(Sex::Female),
        (false, false) => None,
    }
}

/// Bytes that no code of ours wrote.
struct Broken;

struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    /// What follows the block's key, if it is the key of this block.
    fn of(block: i64, bytes: &'a [u8]) -> Option<Bytes<'a>> {
        let mut bytes = Bytes(bytes);
        (bytes.integer()?.cast_signed() == block).then_some(bytes)
    }

    fn stay(&mut self, base: i64, homes: &mut Vec<Home>) -> Option<Stay> {
        let (head, marks) = (self.byte()?, self.byte()?);
        let (unit, counter) = (self.unit()?, self.unit()?);
        let (intended, reason, dwelling) = self.codes()?;
        let registered = self.day()?;
        let ended = if head & HAS_ENDED == 0 { None } else { Some(self.day()?) };
        let birth = if marks & HAS_BIRTH == 0 { None } else { Some(self.day()?) };
        let county = u32::try_from(self.integer()?).ok().filter(|county| *county > 0);
        let mut span = Span { from: homes.len(), until: homes.len() };
        if head & OTHER != 0 {
            for _ in 0..self.integer()? {
                let (from, until, unit) = (self.day()?, self.day()?, self.unit()?);
                let (intended, reason, dwelling) = self.codes()?;
                homes.push(Home { from, until, unit, intended, reason, dwelling });
            }
            span.until = homes.len();
        }
        Some(Stay {
            migrant: base | i64::from(head & KEY),
            kind: KINDS[usize::from(marks & KIND)],
            sex: sex(marks),
            birth,
            registered,
            ended,
            counter,
            unit,
            intended,
            reason,
            dwelling,
            exempt: marks & MARK != 0,
            county,
            earlier_homes: span,
        })
    }

    fn card(&mut self, base: i64, terms: &mut Vec<(DayKey, DayKey)>, endorsed: &mut Vec<DayKey>) -> Option<Card> {
        let (head, marks) = (self.byte()?, self.byte()?);
        let (unit, counter, issued) = (self.unit()?, self.unit()?, self.day()?);
        let ended = if head & HAS_ENDED == 0 { None } else { Some(self.day()?) };
        let from = terms.len();
        for _ in 0..self.integer()? {
            terms.push((self.day()?, self.day()?));
        }
        let first_day = endorsed.len();
        for _ in 0..self.integer()? {
            endorsed.push(self.day()?);
        }
        Some(Card {
            migrant: base | i64::from(head & KEY),
            bearer: KINDS[usize::from(marks & KIND)],
            kind: if head & OTHER == 0 { PermitKind::Residence } else { PermitKind::Temporary },
            issued,
            ended,
            error: marks & MARK != 0,
            replaced: marks & REPLACED != 0,
            counter,
            unit,
            terms: Span { from, until: terms.len() },
            endorsed: Span { from: first_day, until: endorsed.len() },
        })
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    #[inline]
    fn integer(&mut self) -> Option<u64> {
        match self.0 {
            [first @ ..0x80, rest @ ..] => {
                self.0 = rest;
                Some(u64::from(*first))
            }
            // Days and counties.
            [first, second @ 0x80..=0xff, third @ ..0x80, rest @ ..] => {
                self.0 = rest;
                let seven = |byte: &u8| u64::from(byte & 0x7f);
                Some(seven(first) | seven(second) << 7 | seven(third) << 14)
            }
            _ => self.any_integer(),
        }
    }

    fn any_integer(&mut self) -> Option<u64> {
        let (mut value, mut shift) = (0_u64, 0);
        loop {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(value);
            }
            shift += 7;
        }
    }

    fn day(&mut self) -> Option<DayKey> {
        self.integer().and_then(|value| u32::try_from(value).ok()).map(DayKey)
    }

    fn unit(&mut self) -> Option<UnitId> {
        Some(UnitId(self.integer()?.cast_signed()))
    }

    /// Intended stay, reason and dwelling.
    fn codes(&mut self) -> Option<(Option<ShortCode>, ShortCode, Option<ShortCode>)> {
        Some((self.code().ok()?, self.code().ok()??, self.code().ok()?))
    }

    fn code(&mut self) -> Result<Option<ShortCode>, Broken> {
        let Some(length) = self.byte().ok_or(Broken)?.checked_sub(1) else { return Ok(None) };
        let code = match self.0.first_chunk() {
            Some(window) => ShortCode::first_of(*window, length),
            None => self.0.get(..usize::from(length)).and_then(ShortCode::new),
        };
        self.0 = self.0.get(usize::from(length)..).ok_or(Broken)?;
        code.map(Some).ok_or(Broken)
    }
}
