//! Whether somebody's stays reach days on which they are no migrant: a takeover of the unit across a county line
//! makes one of the city's own people at home there (RULES 1; G 3, P 3).
//!
//! Registrations end before such a takeover (J638). So no act on a person, taken back or put right, may let a stay
//! come to span one: whoever did lists the stays before it and after it.

use crate::domain::admission;
use crate::domain::calendar::Day;
use crate::domain::dossier::{Dossier, Stay};
use crate::domain::objection::Objection;
use crate::domain::restructuring::Residence;

use super::office::Office;

/// A home in which somebody is no migrant from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtHome {
    pub stay: i64,
    pub objection: Objection,
}

/// Every home of a person in which they are no migrant, with the county that it lies in then.
pub fn at_home(office: &Office, dossier: &Dossier, today: Day) -> Vec<AtHome> {
    dossier.stays.iter().flat_map(|stay| of_stay(office, dossier, stay, today)).collect()
}

fn of_stay(office: &Office, dossier: &Dossier, stay: &Stay, today: Day) -> Vec<AtHome> {
    let Some(hukou) = dossier.told_in(stay).hukou_county else { return Vec::new() };
    let nexts = stay.homes.iter().skip(1).map(|home| Some(home.from_on)).chain([stay.ended_on()]);
    let lasting = stay.homes.iter().zip(nexts).filter(|(home, until_on)| *until_on != Some(home.from_on));
    let found = lasting.filter_map(|(home, until_on)| {
        let (unit, address) = (home.home.unit, home.home.address.as_str());
        let home = Residence { hukou: &hukou, unit, address, from_on: home.from_on, until_on };
        admission::no_migrant_later(&office.desk(today), &home)
    });
    found.map(|objection| AtHome { stay: stay.id, objection }).collect()
}

/// What an act brought about: the first home that was none such before it.
pub fn newly(before: &[AtHome], after: Vec<AtHome>) -> Option<Objection> {
    after.into_iter().find(|found| !before.contains(found)).map(|found| found.objection)
}
