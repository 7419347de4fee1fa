//! What a count asks of people: their stays and cards, in days, units and codes. No name, no number.
//!
//! Days are integers in the order of the calendar, so that a million of them are compared in a blink.

use std::hash::{Hash, Hasher};

use crate::domain::calendar::Day;
use crate::domain::identity::{IdKind, Sex};
use crate::domain::permit::PermitKind;
use crate::domain::unit::UnitId;

/// A day as an integer: later days are larger. No count of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DayKey(pub u32);

impl From<Day> for DayKey {
    fn from(day: Day) -> DayKey {
        let part = |value: i8| u32::try_from(value).unwrap_or(0);
        let year = u32::try_from(day.year()).unwrap_or(0);
        DayKey(year * 512 + part(day.month()) * 32 + part(day.day_of_month()))
    }
}

impl DayKey {
    /// The day; `None` for an integer that no day became.
    pub fn day(self) -> Option<Day> {
        let part = |value: u32| i8::try_from(value % 32).ok();
        Day::new(i16::try_from(self.0 / 512).ok()?, i8::try_from(self.0 / 32 % 16).ok()?, part(self.0)?)
    }
}

/// A short code of a table, without a place of its own in memory: up to seven bytes, and how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ShortCode([u8; 8]);

/// As one word, for the tables of a count.
impl Hash for ShortCode {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(u64::from_le_bytes(self.0));
    }
}

impl ShortCode {
    const LONGEST: u8 = 7;

    /// `None` for a text that no table has as its code.
    pub fn new(code: &[u8]) -> Option<ShortCode> {
        let mut window = [0; 8];
        window.get_mut(..code.len())?.copy_from_slice(code);
        ShortCode::first_of(window, u8::try_from(code.len()).ok()?)
    }

    /// The first bytes of a window.
    pub fn first_of(window: [u8; 8], length: u8) -> Option<ShortCode> {
        if length > ShortCode::LONGEST {
            return None;
        }
        let kept = u64::from_le_bytes(window) & ((1 << (8 * length)) - 1);
        Some(ShortCode((kept | u64::from(length) << 56).to_le_bytes()))
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.0[..usize::from(self.0[7])]
    }

    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }
}

/// Where somebody's homes or a card's terms stand in the lists of their [`Block`].
#[derive(Debug, Default, Clone, Copy)]
pub struct Span {
    pub from: usize,
    pub until: usize,
}

/// A home that was moved out of.
#[derive(Debug, Clone, Copy)]
pub struct Home {
    pub from: DayKey,
    pub until: DayKey,
    pub unit: UnitId,
    pub intended: Option<ShortCode>,
    pub reason: ShortCode,
    pub dwelling: Option<ShortCode>,
}

/// A stay of a person.
#[derive(Debug, Clone, Copy)]
pub struct Stay {
    pub migrant: i64,
    pub kind: IdKind,
    pub sex: Option<Sex>,
    pub birth: Option<DayKey>,
    pub registered: DayKey,
    /// First day not counted.
    pub ended: Option<DayKey>,
    pub counter: UnitId,
    /// Unit, intended stay, reason and dwelling in the present home, or the last.
    pub unit: UnitId,
    pub intended: Option<ShortCode>,
    pub reason: ShortCode,
    pub dwelling: Option<ShortCode>,
    pub exempt: bool,
    /// Six digits of the county of household registration as told in this stay.
    pub county: Option<u32>,
    pub earlier_homes: Span,
}

impl Stay {
    pub fn holds_on(&self, on: DayKey) -> bool {
        self.registered <= on && self.ended.is_none_or(|ended| ended > on)
    }
}

/// A card of a person.
#[derive(Debug, Clone, Copy)]
pub struct Card {
    pub migrant: i64,
    /// What kind of paper its bearer has.
    pub bearer: IdKind,
    pub kind: PermitKind,
    pub issued: DayKey,
    /// Ended at the end of this day.
    pub ended: Option<DayKey>,
    /// Ended as issued in error.
    pub error: bool,
    /// Ended by another card that stands for it.
    pub replaced: bool,
    pub counter: UnitId,
    /// The residence unit at issue.
    pub unit: UnitId,
    /// In force from a day, until a day.
    pub terms: Span,
    /// The days on which it was endorsed.
    pub endorsed: Span,
}

/// The people of a block of keys: stays and cards in the order of people.
#[derive(Debug, Default)]
pub struct Block {
    pub stays: Vec<Stay>,
    pub cards: Vec<Card>,
    pub homes: Vec<Home>,
    pub terms: Vec<(DayKey, DayKey)>,
    pub endorsed: Vec<DayKey>,
}

/// What a block has of one person.
#[derive(Debug, Clone, Copy)]
pub struct Person<'a> {
    pub stays: &'a [Stay],
    pub cards: &'a [Card],
}

impl Block {
    pub fn clear(&mut self) {
        self.stays.clear();
        self.cards.clear();
        self.homes.clear();
        self.terms.clear();
        self.endorsed.clear();
    }

    /// The people, in the order of their keys.
    pub fn people(&self) -> impl Iterator<Item = Person<'_>> {
        let (mut stays, mut cards) = (self.stays.as_slice(), self.cards.as_slice());
        std::iter::from_fn(move || {
            let keys = (stays.first().map(|stay| stay.migrant), cards.first().map(|card| card.migrant));
            let migrant = match keys {
                (Some(stay), Some(card)) => stay.min(card),
                (Some(one), None) | (None, Some(one)) => one,
                (None, None) => return None,
            };
            let (own_stays, later_stays) = split(stays, |stay| stay.migrant == migrant);
            let (own_cards, later_cards) = split(cards, |card| card.migrant == migrant);
            (stays, cards) = (later_stays, later_cards);
            Some(Person { stays: own_stays, cards: own_cards })
        })
    }

    /// Unit and intended stay on a day.
    pub fn home_on(&self, stay: &Stay, on: DayKey) -> (UnitId, Option<ShortCode>) {
        self.earlier_home(stay, on).map_or((stay.unit, stay.intended), |home| (home.unit, home.intended))
    }

    /// Reason and dwelling on a day.
    pub fn purpose_on(&self, stay: &Stay, on: DayKey) -> (ShortCode, Option<ShortCode>) {
        self.earlier_home(stay, on).map_or((stay.reason, stay.dwelling), |home| (home.reason, home.dwelling))
    }

    fn earlier_home(&self, stay: &Stay, on: DayKey) -> Option<&Home> {
        let mut earlier = self.homes[stay.earlier_homes.from..stay.earlier_homes.until].iter();
        earlier.find(|home| home.from <= on && home.until > on)
    }

    /// Whether somebody holds a card on a day, and whether one is in force.
    pub fn holding(&self, person: Person, on: DayKey) -> (bool, bool) {
        let living = || person.cards.iter().filter(|card| card.issued <= on && card.ended.is_none_or(|day| day > on));
        let in_force = living().any(|card| self.is_in_force(card, on));
        (in_force || living().any(|card| card.kind == PermitKind::Residence), in_force)
    }

    pub fn terms(&self, card: &Card) -> &[(DayKey, DayKey)] {
        &self.terms[card.terms.from..card.terms.until]
    }

    pub fn endorsements(&self, card: &Card) -> &[DayKey] {
        &self.endorsed[card.endorsed.from..card.endorsed.until]
    }

    pub fn is_in_force(&self, card: &Card, on: DayKey) -> bool {
        self.terms(card).iter().any(|(from, until)| *from <= on && *until > on)
    }
}

fn split<T>(all: &[T], is_own: impl Fn(&T) -> bool) -> (&[T], &[T]) {
    all.split_at(all.iter().take_while(|one| is_own(one)).count())
}
