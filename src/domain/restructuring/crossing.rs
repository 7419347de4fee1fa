//! Whether somebody ceases to be a migrant where the unit of the home goes to another district or county.
//!
//! Household registration and residence in one county, or in districts of one city, make no migrant (RULES 1;
//! G 3, P 3): a takeover across a county line can bring people there who never moved.

use crate::domain::calendar::Day;
use crate::domain::rulebook::CityCodes;
use crate::domain::unit::{Unit, UnitId, UnitTree};

/// A home of somebody from one of the city's own districts or counties.
#[derive(Debug, Clone, Copy)]
pub struct Residence<'a> {
    /// County of household registration.
    pub hukou: &'a str,
    pub unit: UnitId,
    pub address: &'a str,
    pub from_on: Day,
    /// First day on which it is no longer the home; `None`: it is.
    pub until_on: Option<Day>,
}

/// The first day of a home on which its bearer is no migrant, and the district or county that it lies in then.
pub fn no_migrant_from<'t>(tree: &'t UnitTree, city: &CityCodes, home: &Residence) -> Option<(Day, &'t Unit)> {
    if !city.is_own(home.hukou) {
        return None;
    }
    let mut days = tree.change_days();
    days.retain(|day| *day > home.from_on);
    days.insert(0, home.from_on);
    days.retain(|day| home.until_on.is_none_or(|until| *day < until));
    let given = tree.given_to(home.unit, home.address, home.from_on);
    days.into_iter().find_map(|day| {
        let unit = given.iter().rfind(|(on, _)| *on <= day).map_or(home.unit, |(_, part)| *part);
        let district = tree.answering_district(unit, day)?;
        (!city.is_migrant(home.hukou, &district.code)).then_some((day, district))
    })
}
