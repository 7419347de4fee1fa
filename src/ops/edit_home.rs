//! Which home of which stay is corrected, and what becomes of it: the days before a split and those after it are
//! corrected together, the part that it came to follows from the true address.

use crate::domain::calendar::Day;
use crate::domain::correction::{Fact, Record};
use crate::domain::dossier::{Residence, Stay};
use crate::domain::lived::{self, Lived};
use crate::domain::registration::Home;
use crate::domain::unit::{Handover, UnitId, UnitTree};

use super::edit::Wanted;

/// The homes of a stay, and the one that is corrected.
#[derive(Debug, Clone)]
pub struct Place {
    homes: Vec<Lived>,
    at: usize,
    ended_on: Option<Day>,
    /// The unit is that of the last part it came to by a split, not the one it was told with.
    of_part: bool,
}

/// Between what a move stands, where it cannot have been on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveOrder {
    /// The home is the first of its stay: nobody moved into it.
    First,
    NotBefore(Day),
    NotAfter(Day),
}

impl Place {
    /// The home that held on a day, else the last; the last part of it where that is named.
    pub fn of(stay: &Stay, tree: &UnitTree, wanted: &Wanted) -> Place {
        let homes = lived::lived(stay, tree);
        let last = homes.len().saturating_sub(1);
        let at = wanted.of.and_then(|of| homes.iter().rposition(|home| home.told.from_on <= of)).unwrap_or(last);
        let mut place = Place { homes, at, ended_on: stay.ended_on(), of_part: false };
        let named = wanted.form.unit;
        place.of_part = wanted.given.has(Fact::Unit)
            && tree.residence(named, place.told().from_on).is_err()
            && place.last_split().is_some_and(|(on, from)| {
                let unit = tree.residence(named, on).map(|unit| unit.id);
                let mut taken = tree.successions().iter().filter(|taken| (taken.from, taken.on) == (from, on));
                unit.is_ok_and(|unit| taken.any(|taken| taken.to == unit && taken.how == Handover::Split))
            });
        place
    }

    fn told(&self) -> &Residence {
        &self.homes[self.at].told
    }

    /// The day of the last split of the home, and the unit that it was of before.
    fn last_split(&self) -> Option<(Day, UnitId)> {
        let home = &self.homes[self.at];
        let (on, _) = home.parts.last()?;
        let before = home.parts.iter().rev().nth(1).map_or(home.told.home.unit, |(_, unit)| *unit);
        Some((*on, before))
    }

    /// The home as it is recorded.
    pub fn home(&self) -> Home {
        let home = &self.homes[self.at];
        let part = home.parts.last().filter(|_| self.of_part).map(|(_, unit)| *unit);
        Home { unit: part.unwrap_or(home.told.home.unit), ..home.told.home.clone() }
    }

    /// The day of the move into it, where it is not the first.
    pub fn moved_on(&self) -> Option<Day> {
        (self.at > 0).then(|| self.told().from_on)
    }

    /// The first day of the home, or of the part of it that is corrected, as it shall be.
    pub fn begins_on(&self, wanted: &Wanted) -> Day {
        let corrected = if self.at == 0 { wanted.registered_on } else { wanted.moved_on };
        let part = self.last_split().filter(|_| self.of_part).map(|(on, _)| on);
        part.or(corrected).unwrap_or(self.told().from_on)
    }

    /// First day on which it is the home no longer.
    pub fn until_on(&self) -> Option<Day> {
        self.homes.get(self.at + 1).map(|next| next.told.from_on).or(self.ended_on)
    }

    /// The unit of the home where it begins on a day.
    pub fn unit_on(&self, tree: &UnitTree, on: Day) -> UnitId {
        if self.of_part { self.home().unit } else { self.homes[self.at].unit_on(tree, on) }
    }

    /// Whether the move can have been on a day.
    pub fn may_move(&self, on: Day) -> Result<(), MoveOrder> {
        let Some(before) = self.at.checked_sub(1).map(|at| self.homes[at].told.from_on) else {
            return Err(MoveOrder::First);
        };
        match self.until_on().filter(|until_on| *until_on < on) {
            _ if on < before => Err(MoveOrder::NotBefore(before)),
            Some(until_on) => Err(MoveOrder::NotAfter(until_on)),
            None => Ok(()),
        }
    }

    /// The homes with the corrected one in its place, as they are written down.
    pub fn written(mut self, old: &Record, new: &Record, tree: &UnitTree) -> Vec<Residence> {
        if new.registered_on != old.registered_on
            && let Some(first) = self.homes.first_mut()
        {
            first.told.home.unit = first.unit_on(tree, new.registered_on);
            first.told.from_on = new.registered_on;
            self.follow(0, tree);
        }
        let home = &mut self.homes[self.at];
        let same_place = (new.home.unit, &new.home.address) == (old.home.unit, &old.home.address);
        let moved = old.moved_on != new.moved_on;
        let first_unit = home.told.home.unit;
        home.told.home = new.home.clone();
        if self.of_part {
            home.told.home.unit = first_unit;
            self.give_part(new.home.unit, tree);
        } else if !same_place || moved {
            home.told.from_on = new.moved_on.unwrap_or(home.told.from_on);
            self.follow(self.at, tree);
        }
        if moved {
            self.follow(self.at - 1, tree);
        }
        lived::written(&self.homes)
    }

    fn follow(&mut self, at: usize, tree: &UnitTree) {
        let until_on = self.homes.get(at + 1).map(|next| next.told.from_on).or(self.ended_on);
        if let Some(home) = self.homes.get_mut(at) {
            home.follow(tree, until_on);
        }
    }

    /// Another part than the rules of the last split say, and what came after that.
    fn give_part(&mut self, unit: UnitId, tree: &UnitTree) {
        let until_on = self.until_on();
        let home = &mut self.homes[self.at];
        let Some((on, part)) = home.parts.last_mut() else { return };
        *part = unit;
        let given = tree.given_to(unit, &home.told.home.address, *on).into_iter();
        let given: Vec<_> = given.take_while(|(on, _)| until_on.is_none_or(|until_on| *on < until_on)).collect();
        home.parts.extend(given);
    }
}
