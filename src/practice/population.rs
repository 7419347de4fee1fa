//! Births and identity numbers: who there can be.
//!
//! A person's number is county 520199, the day of birth, and a sequence of that day. How many of a day's
//! sequences are in use depends on the age at the end of August 2012, which gives the city its mix of
//! ages; which of them the i-th person gets is a shuffle. Card holders and others draw from separate
//! pools, so all numbers differ, up to [`MOST_PEOPLE`]. No number ends in the `000` of a spreadsheet.

use super::dates::{AS_OF, birthday, put_compact, put_digits};
use super::rng::Shuffle;
use crate::domain::identity;

/// The largest city there are numbers for.
pub const MOST_PEOPLE: u64 = 12_000_000;

/// Guiyang at the end of August 2012, as published: holders of a permit among the registered.
const HOLDERS: u64 = 468_800;
const REGISTERED: u64 = 589_315;

/// How many of the first `people` hold a card, half rounded up.
pub fn holders_among(people: u64) -> u64 {
    (2 * people * HOLDERS + REGISTERED) / (2 * REGISTERED)
}

/// Ages from and to, in full years on the day, and how many people of this pool each day of birth has.
type Ages = (i32, i32, u32);

/// Nobody under 16: a card for a child is a matter of wish, and the made-up city has none.
const HOLDER_AGES: [Ages; 8] = [
    (16, 16, 100),
    (17, 17, 400),
    (18, 39, 815),
    (40, 44, 700),
    (45, 49, 450),
    (50, 59, 170),
    (60, 69, 50),
    (70, 79, 12),
];

const OTHER_AGES: [Ages; 5] = [(0, 15, 130), (16, 17, 150), (18, 39, 130), (40, 59, 60), (60, 79, 30)];

/// Sequences of a day that can be used: 001 to 999 without the full hundreds.
const SEQUENCES: u32 = 990;

/// One made-up birth: with the county it is an identity number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Birth {
    pub day: i32,
    /// Odd: male, even: female.
    pub sequence: u32,
}

impl Birth {
    pub fn is_male(self) -> bool {
        self.sequence % 2 == 1
    }

    /// Full years on the day of the city.
    pub fn age(self) -> i32 {
        let years = super::dates::civil(AS_OF).0 - super::dates::civil(self.day).0;
        if birthday(self.day, years) <= AS_OF { years } else { years - 1 }
    }

    /// Appends the 18 characters of the number.
    pub fn put_number(self, out: &mut Vec<u8>) {
        let from = out.len();
        out.extend_from_slice(identity::PRACTICE_COUNTY.as_bytes());
        put_compact(out, self.day);
        put_digits(out, self.sequence, 3);
        let check = identity::check_character(&out[from..]);
        out.push(u8::try_from(check).unwrap_or(b'0'));
    }

    /// The number as a text.
    #[cfg(test)]
    pub fn number(self) -> String {
        let mut out = Vec::with_capacity(18);
        self.put_number(&mut out);
        out.into_iter().map(char::from).collect()
    }
}

#[derive(Debug)]
struct Band {
    /// Place of the first person of the band within the pool.
    from: u64,
    /// First day of birth.
    first: i32,
    per_day: u32,
}

/// A set of births, each with a place from 0 on.
#[derive(Debug)]
struct Pool {
    bands: Vec<Band>,
    shuffle: Shuffle,
    /// Whether the sequences are counted from the day's last one downwards.
    from_the_end: bool,
}

impl Pool {
    fn new(seed: u64, purpose: u64, ages: &[Ages], from_the_end: bool) -> Pool {
        let mut bands = Vec::new();
        let mut size = 0;
        for &(youngest, oldest, per_day) in ages {
            let (first, last) = (birthday(AS_OF, -oldest - 1) + 1, birthday(AS_OF, -youngest));
            bands.push(Band { from: size, first, per_day });
            size += u64::from((last - first + 1).unsigned_abs()) * u64::from(per_day);
        }
        Pool { bands, shuffle: Shuffle::new(seed, purpose, size), from_the_end }
    }

    fn birth(&self, place: u64) -> Birth {
        let place = self.shuffle.at(place);
        let Some(band) = self.bands.iter().rfind(|band| band.from <= place) else {
            return Birth { day: AS_OF, sequence: 1 };
        };
        let within = place - band.from;
        let per_day = u64::from(band.per_day);
        let day = i32::try_from(within / per_day).unwrap_or(0);
        let nth = u32::try_from(within % per_day).unwrap_or(0);
        let nth = if self.from_the_end { SEQUENCES - 1 - nth } else { nth };
        Birth { day: band.first + day, sequence: nth + nth / 99 + 1 }
    }
}

/// All births under a seed.
#[derive(Debug)]
pub struct Population {
    holders: Pool,
    others: Pool,
}

impl Population {
    pub fn new(seed: u64) -> Population {
        Population {
            holders: Pool::new(seed, 0x_401d, &HOLDER_AGES, false),
            others: Pool::new(seed, 0x_07e5, &OTHER_AGES, true),
        }
    }

    /// The birth of the `index`-th person (from 0), and whether that person holds a card.
    pub fn birth(&self, index: u64) -> (Birth, bool) {
        let before = holders_among(index);
        if holders_among(index + 1) > before {
            (self.holders.birth(before), true)
        } else {
            (self.others.birth(index - before), false)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::domain::calendar::Day;
    use crate::domain::identity::{IdKind, Sex, read};

    #[test]
    fn holders_are_rounded_half_up() {
        for (people, holders) in
            [(589_315, 468_800), (0, 0), (1, 1), (2, 2), (3, 2), (10, 8), (1000, 795), (5000, 3977)]
        {
            assert_eq!(holders_among(people), holders, "{people}");
        }
        let population = Population::new(3);
        for people in [1, 17, 5000] {
            let counted = (0..people).filter(|index| population.birth(*index).1).count();
            assert_eq!(counted as u64, holders_among(people), "{people}");
        }
    }

    #[test]
    fn two_hundred_thousand_numbers_are_valid_and_differ() {
        let population = Population::new(1);
        let on = Day::new(2012, 8, 31).unwrap();
        let mut seen = HashSet::new();
        for index in 0..200_000 {
            let birth = population.birth(index).0;
            let number = read(&birth.number(), None, on, true).unwrap();
            assert_eq!(number.kind, IdKind::Citizen);
            assert_eq!(number.sex == Some(Sex::Male), birth.is_male());
            assert_eq!(i32::from(number.birth.unwrap().age_on(on)), birth.age());
            assert!(!number.text.ends_with("000"));
            assert!(seen.insert(number.text));
        }
    }

    #[test]
    fn the_pools_share_no_number_and_hold_enough_for_the_largest_city() {
        let population = Population::new(1);
        let holders = holders_among(MOST_PEOPLE);
        let size = |ages: &[Ages]| -> u64 {
            ages.iter().map(|(from, to, a_day)| u64::from((to - from + 1).unsigned_abs() * 365 * a_day)).sum()
        };
        assert!(holders <= size(&HOLDER_AGES) && MOST_PEOPLE - holders <= size(&OTHER_AGES));
        for (_, _, holders) in HOLDER_AGES {
            for (_, _, others) in OTHER_AGES {
                assert!(holders + others <= SEQUENCES);
            }
        }
        let mut seen: Vec<Birth> = (0..500_000).map(|index| population.birth(MOST_PEOPLE - 1 - index).0).collect();
        seen.sort_unstable();
        assert!(seen.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(seen.iter().all(|birth| birth.sequence < 1000 && birth.day <= AS_OF));
    }

    #[test]
    fn most_people_are_of_working_age_and_no_child_holds_a_card() {
        let population = Population::new(9);
        let mut counts = [0; 3];
        for index in 0..20_000 {
            let (birth, holder) = population.birth(index);
            assert!(!holder || birth.age() >= 16);
            counts[usize::from(birth.age() >= 16) + usize::from(birth.age() >= 60)] += 1;
        }
        let [children, working, old] = counts.map(|count| count * 100 / 20_000);
        assert!((4..=8).contains(&children) && (87..=93).contains(&working) && (2..=5).contains(&old), "{counts:?}");
    }
}
