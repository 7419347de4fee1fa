//! Bytes are read as they were written, and nothing else is.

use super::code;
use super::facts::{Block, Card, DayKey, Home, ShortCode, Span, Stay};
use crate::domain::calendar::Day;
use crate::domain::identity::{IdKind, Sex};
use crate::domain::permit::PermitKind;
use crate::domain::unit::UnitId;

/// Of the keys 192 to 255.
const BLOCK: i64 = 3;

fn day(text: &str) -> DayKey {
    Day::parse_iso(text).expect("a day").into()
}

fn full() -> Block {
    let stay = |migrant, kind, ended: Option<DayKey>, homes| Stay {
        migrant,
        kind,
        sex: ended.map(|_| if kind == IdKind::Citizen { Sex::Male } else { Sex::Female }),
        birth: Some(day("1950-12-31")),
        registered: day("2012-01-31"),
        ended,
        counter: UnitId(1),
        unit: UnitId(30_000_000),
        intended: ShortCode::new(b"02"),
        reason: ShortCode::new(b"99").expect("a code"),
        dwelling: ShortCode::new(b"30"),
        exempt: ended.is_some(),
        county: Some(520_102),
        earlier_homes: homes,
    };
    let card = |migrant, kind, ended, terms, endorsed| Card {
        migrant,
        bearer: IdKind::Citizen,
        kind,
        issued: day("2012-02-01"),
        ended,
        error: ended.is_some(),
        replaced: ended.is_none(),
        counter: UnitId(127),
        unit: UnitId(128),
        terms,
        endorsed,
    };
    let reason = ShortCode::new(b"01").expect("a code");
    let home = |intended| Home {
        from: day("2012-01-31"),
        until: day("2012-03-01"),
        unit: UnitId(7),
        intended,
        reason,
        dwelling: intended,
    };
    let unknown = Stay {
        birth: None,
        intended: None,
        dwelling: None,
        county: None,
        ..stay(192, IdKind::Citizen, None, Span::default())
    };
    Block {
        stays: vec![
            unknown,
            stay(192, IdKind::Citizen, Some(day("2013-01-01")), Span { from: 0, until: 2 }),
            stay(255, IdKind::Other, None, Span { from: 2, until: 3 }),
        ],
        cards: vec![
            card(192, PermitKind::Temporary, Some(day("9998-12-31")), Span::default(), Span::default()),
            card(255, PermitKind::Residence, None, Span { from: 0, until: 2 }, Span { from: 0, until: 1 }),
        ],
        homes: vec![home(None), home(ShortCode::new(b"")), home(ShortCode::new(b"1234567"))],
        terms: vec![(day("2012-02-01"), day("2013-02-01")), (day("2013-02-01"), day("2014-02-01"))],
        endorsed: vec![day("2013-01-15")],
    }
}

fn bytes(block: &Block) -> (Vec<u8>, Vec<u8>) {
    let (mut stays, mut cards) = (code::begin(BLOCK), code::begin(BLOCK));
    block.stays.iter().for_each(|stay| code::put_stay(&mut stays, stay, &block.homes));
    block.cards.iter().for_each(|card| code::put_card(&mut cards, card, block));
    (stays, cards)
}

#[test]
fn what_was_written_is_read() {
    let (stays, cards) = bytes(&full());
    let mut read = Block::default();
    code::read(&mut read, BLOCK, &stays, &cards).expect("bytes of ours");
    assert_eq!(format!("{read:?}"), format!("{:?}", full()));
}

#[test]
fn bytes_that_end_early_are_an_error() {
    let (stays, cards) = bytes(&full());
    let (none, read) = (code::begin(BLOCK), |stays: &[u8], cards: &[u8]| {
        code::read(&mut Block::default(), BLOCK, stays, cards).is_some()
    });
    let whole: Vec<usize> = (0..=stays.len()).filter(|length| read(&stays[..*length], &none)).collect();
    assert_eq!((whole.first(), whole.last(), whole.len()), (Some(&1), Some(&stays.len()), 4), "none and one a stay");
    assert!(!read(&none, &cards[..cards.len() - 1]));
    assert!(!read(&[0xff; 40], &none));
    assert!(!read(&stays, &[]) && !read(&[], &cards), "without their block");
}

#[test]
fn bytes_of_one_block_are_not_read_as_anothers() {
    let (stays, cards) = bytes(&full());
    let none = code::begin(BLOCK + 1);
    for (case, stays, cards) in [("stays", &stays, &none), ("cards", &none, &cards), ("both", &stays, &cards)] {
        assert!(code::read(&mut Block::default(), BLOCK + 1, stays, cards).is_none(), "{case}");
    }
}

#[test]
fn keys_of_days_are_in_the_order_of_days() {
    let days = ["1850-01-01", "1999-12-31", "2000-01-01", "2012-02-28", "2012-02-29", "2012-03-01", "9998-12-31"];
    assert!(days.map(day).is_sorted());
    assert_eq!(days.map(|on| day(on).day().expect("a day").to_string()), days);
    assert_eq!(DayKey(2012 * 512 + 2 * 32 + 30).day(), None);
}
