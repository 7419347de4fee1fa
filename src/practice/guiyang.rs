//! Where people live in the Guiyang of August 2012, and which counters serve them.
//!
//! Units and counters come from `reference`, by the tree of 2012-08-31: what is 观山湖区's since November
//! 2012 lies under 乌当区 here. How many live where is made up, after the districts' known sizes; nobody
//! lives at a district, only in its communities and towns.

use super::dates::put_number;
use super::lists::{STREETS, VILLAGES};
use super::rng::{Lot, Rng};
use crate::domain::calendar::Day;
use crate::domain::unit::{Tier, UnitKind};
use crate::reference::city::{CitySeed, UnitSeed};
use crate::reference::guiyang;

/// Migrants in a thousand by the first six digits of the unit's code, and how many of them in towns.
/// 520115 stands for what became 观山湖区; 小河区's people are in the communities now under 520111.
const DISTRICTS: [(&str, u32, u32); 10] = [
    ("520102", 230, 60),
    ("520103", 250, 40),
    ("520111", 140, 150),
    ("520112", 60, 250),
    ("520113", 90, 200),
    ("520115", 90, 150),
    ("520121", 25, 500),
    ("520122", 20, 500),
    ("520123", 35, 500),
    ("520181", 60, 400),
];

/// A community or town.
#[derive(Debug)]
pub struct Home {
    pub code: String,
    /// How addresses there begin: 贵阳市云岩区中东社区.
    place: String,
    is_town: bool,
    /// Code of the district that issues the cards, and its place in the list of counters.
    pub county: String,
    pub district_counter: usize,
    /// Place of its own counter in the list of counters.
    own_counter: Option<usize>,
}

/// The city's homes and counters.
#[derive(Debug)]
pub struct Guiyang {
    pub homes: Vec<Home>,
    lot: Lot,
    /// Codes of the counters that stand on the day, in their order.
    pub counters: Vec<String>,
    pub city_counter: usize,
}

impl Guiyang {
    /// The city on a day.
    pub fn on(day: Day) -> Guiyang {
        let seed = guiyang();
        let stands = |since: Option<Day>, until: Option<Day>| {
            since.is_none_or(|since| since <= day) && until.is_none_or(|until| day < until)
        };
        let units: Vec<&UnitSeed> = seed.units.iter().filter(|unit| stands(unit.since, unit.until)).collect();
        let counters: Vec<String> =
            units.iter().filter(|unit| unit.tier.is_some()).map(|unit| unit.code.clone()).collect();
        let homes: Vec<Home> = units
            .iter()
            .filter_map(|unit| {
                let mut parents = seed.parents.iter().filter(|parent| parent.code == unit.code);
                let parent = parents.find(|parent| stands(parent.since, parent.until))?;
                home(seed, unit, &parent.parent, &counters)
            })
            .collect();
        let lot = Lot::new(weights(&homes));
        let city_counter = counters.iter().position(|code| *code == seed.code).unwrap_or(0);
        Guiyang { homes, lot, counters, city_counter }
    }

    /// Where somebody lives.
    pub fn home(&self, rng: &mut Rng) -> &Home {
        &self.homes[self.lot.draw(rng)]
    }

    /// The place in the list of the counter that issued somebody's card: mostly the nearest one.
    pub fn counter(&self, home: &Home, rng: &mut Rng) -> usize {
        match rng.below(1000) {
            0..40 => self.city_counter,
            40..160 => home.district_counter,
            _ => home.own_counter.unwrap_or(home.district_counter),
        }
    }
}

impl Home {
    /// Appends an address there.
    pub fn put_address(&self, out: &mut Vec<u8>, rng: &mut Rng) {
        out.extend_from_slice(self.place.as_bytes());
        if self.is_town {
            out.extend_from_slice(rng.pick(&VILLAGES).as_bytes());
            put_number(out, rng.below(12) + 1);
            out.extend_from_slice("组".as_bytes());
        } else {
            out.extend_from_slice(rng.pick(&STREETS).as_bytes());
            put_number(out, rng.below(180) + 1);
            out.extend_from_slice("号".as_bytes());
            if rng.in_thousand(600) {
                put_number(out, (rng.below(7) + 1) * 100 + rng.below(6) + 1);
                out.extend_from_slice("室".as_bytes());
            }
        }
    }
}

/// `None` for the city and its districts: they hold nobody here.
fn home(seed: &CitySeed, unit: &UnitSeed, parent: &str, counters: &[String]) -> Option<Home> {
    if unit.kind == UnitKind::City || unit.kind.is_county_level() {
        return None;
    }
    let district = seed.units.iter().find(|unit| unit.code == parent)?;
    Some(Home {
        code: unit.code.clone(),
        place: format!("{}{}{}", seed.name, district.name, unit.name),
        is_town: unit.tier != Some(Tier::Community),
        county: district.code.clone(),
        district_counter: counters.iter().position(|code| code == parent)?,
        own_counter: counters.iter().position(|code| *code == unit.code),
    })
}

/// A district's share, spread over its units, some of them larger than others.
fn weights(homes: &[Home]) -> Vec<u32> {
    let sizes: Vec<u32> = (0..).zip(homes).map(|(at, _)| 600 + Rng::new(0, 0, at).below(800)).collect();
    let alike = |a: &Home, b: &Home| a.code[..6] == b.code[..6] && a.is_town == b.is_town;
    let weight = |at: usize| {
        let home = &homes[at];
        let (_, share, in_towns) = *DISTRICTS.iter().find(|(code, ..)| home.code.starts_with(code))?;
        let part = if home.is_town { in_towns } else { 1000 - in_towns };
        let all: u32 = homes.iter().zip(&sizes).filter(|(other, _)| alike(home, other)).map(|(_, size)| size).sum();
        Some(share * part * sizes[at] / all.max(1))
    };
    (0..homes.len()).map(|at| weight(at).unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counters_of_august_2012_are_106_and_every_home_is_drawn() {
        let city = Guiyang::on(Day::new(2012, 8, 31).unwrap());
        assert_eq!((city.counters.len(), city.counters[city.city_counter].as_str()), (106, "520100"));
        assert_eq!(city.homes.len(), 95 + 78);
        let mut rng = Rng::new(1, 1, 1);
        let mut drawn = std::collections::HashMap::new();
        for _ in 0..100_000 {
            *drawn.entry(city.home(&mut rng).code.clone()).or_insert(0) += 1;
        }
        assert_eq!(drawn.len(), city.homes.len());
        let of = |prefix: &str| drawn.iter().filter(|(code, _)| code.starts_with(prefix)).map(|(_, n)| n).sum::<i32>();
        for (code, share, _) in DISTRICTS {
            let share = i32::try_from(share).unwrap() * 100;
            assert!((share * 8 / 10..share * 12 / 10).contains(&of(code)), "{code} {}", of(code));
        }
    }

    #[test]
    fn cards_of_what_became_guanshanhu_are_issued_by_wudang() {
        let city = Guiyang::on(Day::new(2012, 8, 31).unwrap());
        let home = city.homes.iter().find(|home| home.code == "520115400").unwrap();
        assert_eq!((home.county.as_str(), home.place.as_str()), ("520112", "贵阳市乌当区世纪城社区"));
        assert_eq!(city.counters[home.own_counter.unwrap()], "520115400");
        assert_eq!(city.counters[home.district_counter], "520112");
    }
}
