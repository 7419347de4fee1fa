//! What every act needs to know of the register and the rules, read once: the one place that builds the
//! rule book of a register.

use std::collections::BTreeMap;

use crate::domain::calendar::Day;
use crate::domain::dossier::Dossier;
use crate::domain::registration::{Desk, Tables};
use crate::domain::rulebook::RuleBook;
use crate::domain::unit::{Unit, UnitId, UnitRefusal, UnitTree};
use crate::reference;
use crate::store::register::{self, Register};
use crate::store::{Sql, StoreError, settings, units};

use super::counted::Counted;

/// The register's own facts and the rules it works under, as of the transaction that loaded it.
pub struct Office {
    pub register: Register,
    pub tree: UnitTree,
    pub book: RuleBook,
    /// What its reports have counted so far.
    pub counted: Counted,
}

impl Office {
    pub fn load(sql: &Sql) -> Result<Office, StoreError> {
        let (tree, mut book) = (units::tree(sql)?, rule_book(sql)?);
        book.city.include(&tree);
        Ok(Office { register: register::get(sql)?, tree, book, counted: Counted::default() })
    }

    /// The desk at which forms are read.
    pub fn desk(&self, today: Day) -> Desk<'_> {
        Desk {
            tables: tables(),
            tree: &self.tree,
            divisions: reference::divisions(),
            book: &self.book,
            practice: self.register.practice,
            today,
        }
    }

    /// The counter of an act: the one named, else the one that serves the person's residence unit.
    pub fn counter(&self, named: Option<&str>, residence: UnitId, on: Day) -> Result<&Unit, UnitRefusal> {
        if let Some(named) = named {
            return self.tree.counter(named, on);
        }
        self.tree.counter_of(residence, on).ok_or_else(|| {
            let unit = self.tree.get(residence);
            let (code, name) = unit.map(|unit| self.tree.code_and_name(unit, on)).unwrap_or_default();
            UnitRefusal::NoCounter { code, name, instead: None }
        })
    }

    /// The counter of an act about a person: the one named, else the one of the home on the day, or of the
    /// last one before it, or of the first one after it.
    pub fn counter_for(&self, named: Option<&str>, dossier: &Dossier, on: Day) -> Result<&Unit, UnitRefusal> {
        let stay = dossier.stay_shown(on).or(dossier.stays.first());
        match stay {
            Some(stay) => self.counter(named, stay.home_on(on).unit, on),
            None => self.tree.counter(named.unwrap_or_default(), on),
        }
    }

    /// The counter that keeps a counter's acts on a day: itself, who took it over, or what it was part of.
    pub fn keeper_on(&self, counter: UnitId, on: Day) -> UnitId {
        self.tree.counter_of(counter, on).map_or(counter, |keeper| keeper.id)
    }

    pub fn code_of(&self, unit: UnitId) -> &str {
        self.tree.get(unit).map_or("", |unit| unit.code.as_str())
    }
}

/// The embedded rules with what the city has set and loaded.
pub fn rule_book(sql: &Sql) -> Result<RuleBook, StoreError> {
    let (set, loaded) = (settings::list(sql)?, settings::list_holidays(sql)?);
    if set.is_empty() && loaded.is_empty() {
        return Ok(reference::rule_book());
    }
    let mut years: BTreeMap<i16, Vec<(Day, bool)>> = BTreeMap::new();
    for (day, working) in loaded {
        years.entry(day.year()).or_default().push((day, working));
    }
    let embedded = reference::holidays().clone();
    let calendar = years.into_iter().fold(embedded, |calendar, (year, days)| calendar.with_year(year, days));
    let book = reference::rule_book_with(set, calendar);
    book.ok_or_else(|| StoreError::Fault { cause: "a setting is no rule of this program".to_owned() })
}

/// The code tables that forms are read with.
pub fn tables() -> Tables<'static> {
    Tables {
        ethnic: reference::ethnic_groups(),
        reason: reference::reasons(),
        dwelling: reference::dwellings(),
        stay: reference::stays(),
        education: reference::educations(),
        marriage: reference::marriages(),
    }
}
