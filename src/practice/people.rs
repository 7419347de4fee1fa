//! One made-up person's dates: birth, arrival, registration, card.
//!
//! The i-th person of a seed is the same in every city, however large. Dates are in order: birth,
//! arrival, registration, card, endorsement, none after 2012-08-31. Acts fall on working weekdays. Cards
//! are in force on that day, but for a small share that was never endorsed and so has expired.

use super::dates::{AS_OF, birthday, day, or_monday};
use super::population::{Birth, Population};
use super::rng::Rng;

/// The purposes of a person's streams of chance.
pub mod purpose {
    pub const DATES: u64 = 1;
    pub const PROFILE: u64 = 2;
    pub const HOME: u64 = 3;
    pub const COUNTER: u64 = 4;
}

/// Registrations begin on the first Monday of 2010, when the campaign did.
const FIRST_REGISTRATION: i32 = day(2010, 1, 4);
/// A card of this day or later is in force at the end of August 2012 without endorsement.
const FIRST_IN_FORCE: i32 = day(2011, 9, 1);
/// Guiyang's decree came into force, and most cards were issued from then on.
const DECREE: i32 = day(2012, 3, 5);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Card {
    pub issued: i32,
    pub endorsed: Option<i32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// Place in the city's list, from 0.
    pub index: u64,
    pub birth: Birth,
    pub arrived: i32,
    pub registered: i32,
    pub card: Option<Card>,
}

/// All the people there can be under a seed.
#[derive(Debug)]
pub struct People {
    pub seed: u64,
    population: Population,
}

impl People {
    pub fn new(seed: u64) -> People {
        People { seed, population: Population::new(seed) }
    }

    /// The `index`-th person, from 0.
    pub fn person(&self, index: u64) -> Person {
        let (birth, is_holder) = self.population.birth(index);
        let mut rng = Rng::new(self.seed, purpose::DATES, index);
        let card = is_holder.then(|| card(&mut rng, birth.day));
        let registered = match card {
            Some(card) => registered_before(&mut rng, birth.day, card.issued),
            None => registered(&mut rng, birth.day),
        };
        Person { index, birth, arrived: arrived(&mut rng, birth.day, registered), registered, card }
    }
}

/// Of a hundred cards, twelve are older ones endorsed in time and three older ones that were not.
fn card(rng: &mut Rng, birth: i32) -> Card {
    let of_age = birthday(birth, 16);
    let last_older = FIRST_IN_FORCE - 1;
    let share = rng.below(1000);
    if share < 30 && of_age <= last_older {
        let first = of_age.max(day(2010, 6, 1));
        return Card { issued: or_monday(rng.between(first, last_older)), endorsed: None };
    }
    if share < 150 && of_age <= last_older {
        let first = of_age.max(day(2010, 9, 1));
        let issued = or_monday(rng.between(first, last_older));
        // The window: the last 30 days of validity, which ends a day before the anniversary. A Monday
        // after a weekend is still inside it.
        let anniversary = birthday(issued, 1);
        return Card { issued, endorsed: Some(or_monday(rng.between(anniversary - 30, anniversary - 3))) };
    }
    let first = if rng.in_thousand(700) { DECREE } else { FIRST_IN_FORCE };
    Card { issued: or_monday(rng.between(first.max(of_age), AS_OF)), endorsed: None }
}

/// A holder registered some days before the card; some of them long before.
fn registered_before(rng: &mut Rng, birth: i32, issued: i32) -> i32 {
    let longest = if rng.in_thousand(700) { 20 } else { 500 };
    or_monday(rng.between(issued - longest, issued).max(FIRST_REGISTRATION).max(birth))
}

fn registered(rng: &mut Rng, birth: i32) -> i32 {
    let first = if rng.in_thousand(650) { day(2012, 1, 4) } else { FIRST_REGISTRATION };
    or_monday(rng.between(first.max(birth), AS_OF))
}

/// Most register within the week that the rules give them.
fn arrived(rng: &mut Rng, birth: i32, registered: i32) -> i32 {
    let longest = match rng.below(100) {
        0..75 => 7,
        75..95 => 120,
        _ => 3000,
    };
    rng.between(registered - longest, registered).max(birth)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_in_order_and_none_is_after_the_day_of_the_city() {
        let people = People::new(5);
        for index in 0..50_000 {
            let person = people.person(index);
            let in_order = person.birth.day <= person.arrived && person.arrived <= person.registered;
            assert!(in_order && (FIRST_REGISTRATION..=AS_OF).contains(&person.registered), "{person:?}");
            let Some(card) = person.card else { continue };
            assert!(person.registered <= card.issued && card.issued <= AS_OF, "{person:?}");
            assert!(birthday(person.birth.day, 16) <= card.issued, "{person:?}");
            assert_eq!(or_monday(card.issued), card.issued, "{person:?}");
            if let Some(endorsed) = card.endorsed {
                let anniversary = birthday(card.issued, 1);
                assert!((anniversary - 30..anniversary).contains(&endorsed) && endorsed <= AS_OF, "{person:?}");
                assert!(birthday(card.issued, 2) > AS_OF, "{person:?}");
            }
        }
    }

    #[test]
    fn few_cards_have_expired() {
        let people = People::new(5);
        let cards: Vec<Card> = (0..50_000).filter_map(|index| people.person(index).card).collect();
        let expired = cards.iter().filter(|card| card.endorsed.is_none() && card.issued < FIRST_IN_FORCE).count();
        assert!((20..=40).contains(&(expired * 1000 / cards.len())), "{expired}");
    }

    #[test]
    fn a_person_depends_on_the_seed_alone() {
        assert_eq!(People::new(5).person(77), People::new(5).person(77));
        assert_ne!(People::new(5).person(77), People::new(6).person(77));
    }
}
