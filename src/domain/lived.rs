//! The homes of a stay as they were told, each with the parts that splits of its unit gave it to.
//!
//! What splits made of a home is nobody's act: it follows from the address and the rules of the split, and is
//! worked out anew when the home is corrected.

use super::calendar::Day;
use super::dossier::{Residence, Stay};
use super::registration::Home;
use super::regrouping;
use super::unit::{UnitId, UnitTree};

/// A home that somebody told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lived {
    pub told: Residence,
    /// The units that it came to by splits, each from a day on.
    pub parts: Vec<(Day, UnitId)>,
}

impl Lived {
    /// The unit that answers for the home on a day of it, also where the home is to begin on that day.
    pub fn unit_on(&self, tree: &UnitTree, on: Day) -> UnitId {
        let part = self.parts.iter().rfind(|(from_on, _)| *from_on <= on);
        let unit = part.map_or(self.told.home.unit, |(_, part)| *part);
        let ended = tree.get(unit).is_some_and(|unit| unit.until.is_some_and(|until| until <= on));
        tree.standing_on(unit, on).filter(|_| ended).map_or(unit, |standing| standing.id)
    }

    /// Gives it to the parts of every split that it lasts over.
    pub fn follow(&mut self, tree: &UnitTree, until_on: Option<Day>) {
        let Residence { from_on, home, .. } = &self.told;
        let given = tree.given_to(home.unit, &home.address, *from_on).into_iter();
        self.parts = given.take_while(|(on, _)| until_on.is_none_or(|until_on| *on < until_on)).collect();
    }
}

/// The homes of a stay, in order; the first from the day of registration.
pub fn lived(stay: &Stay, tree: &UnitTree) -> Vec<Lived> {
    let mut found: Vec<Lived> = Vec::new();
    let mut before: Option<&Residence> = None;
    for home in regrouping::lasting(stay) {
        let given = before.is_some_and(|before| regrouping::given_by_split(before, home, tree));
        match found.last_mut().filter(|_| given) {
            Some(last) => last.parts.push((home.from_on, home.home.unit)),
            None => found.push(Lived { told: home.clone(), parts: Vec::new() }),
        }
        before = Some(home);
    }
    found
}

/// The homes as they are written down: one for each unit.
pub fn written(homes: &[Lived]) -> Vec<Residence> {
    let mut found = Vec::new();
    for home in homes {
        found.push(home.told.clone());
        found.extend(home.parts.iter().map(|(from_on, unit)| Residence {
            from_on: *from_on,
            told_on: None,
            home: Home { unit: *unit, ..home.told.home.clone() },
        }));
    }
    found
}
