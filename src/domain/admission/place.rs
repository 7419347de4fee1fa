//! Where the person lives, which counter serves, and whether the household registration makes a migrant.

use super::Reader;
use crate::domain::calendar::Day;
use crate::domain::objection::{Objection, Warning};
use crate::domain::place::Place;
use crate::domain::registration::{Desk, Form, Manner};
use crate::domain::restructuring::{Residence, no_migrant_from};
use crate::domain::roster::Field;
use crate::domain::text::{Text, trimmed};
use crate::domain::unit::{Unit, UnitRefusal, UnitTree};

impl<'a> Reader<'a> {
    pub(super) fn unit(&mut self, given: &str, on: Day) -> Option<&'a Unit> {
        if trimmed(given).is_empty() {
            self.objections.push(Objection::Empty { field: Field::Unit });
            return None;
        }
        let tree = self.desk.tree;
        match tree.residence(given, on) {
            Ok(unit) => {
                self.warnings.extend(warn_of_district(tree, unit, on));
                Some(unit)
            }
            Err(refusal) => {
                self.objections.push(Objection::Unit(refusal));
                None
            }
        }
    }

    pub(super) fn counter(&mut self, given: &str, unit: Option<&Unit>, on: Day) -> Option<&'a Unit> {
        let tree = self.desk.tree;
        let found = if trimmed(given).is_empty() {
            let unit = unit?;
            tree.counter_of(unit.id, on).ok_or_else(|| {
                let (code, name) = tree.code_and_name(unit, on);
                UnitRefusal::NoCounter { code, name, instead: None }
            })
        } else {
            tree.counter(given, on)
        };
        found.map_err(|refusal| self.objections.push(Objection::Counter(refusal))).ok()
    }

    pub(super) fn hukou_county(&mut self, form: &Form) -> Option<Text> {
        let given = trimmed(form.hukou_county);
        if given.is_empty() {
            return match self.desk.divisions.locate(form.hukou) {
                Place::County(code) => Some(code),
                Place::Unknown if self.manner == Manner::Counter && !trimmed(form.hukou).is_empty() => {
                    self.warnings.push(Warning::HukouUnknown { text: trimmed(form.hukou).to_owned() });
                    None
                }
                Place::City(_) | Place::Province(_) | Place::Unknown => None,
            };
        }
        if !self.desk.divisions.is_county(given) {
            self.objections.push(Objection::HukouCounty { text: given.to_owned() });
            return None;
        }
        Some(Text::from(given))
    }

    pub(super) fn migrant(&mut self, hukou_county: Option<&str>, unit: Option<&Unit>, on: Day) {
        let (Some(hukou), Some(unit)) = (hukou_county, unit) else { return };
        let Some(district) = self.desk.tree.district_on(unit.id, on) else { return };
        if !self.desk.book.city.is_migrant(hukou, &district.code) {
            let name = |code: &str| self.desk.divisions.name(code).unwrap_or(code).to_owned();
            self.objections.push(Objection::NoMigrant {
                hukou: name(hukou),
                residence: self.desk.tree.name_on(district.id, on).to_owned(),
                since: None,
            });
        }
    }
}

/// Somebody who is a migrant in a home as it begins, and ceases to be one when its unit comes under another
/// district or county.
pub fn no_migrant_later(desk: &Desk, home: &Residence) -> Option<Objection> {
    let (day, district) = no_migrant_from(desk.tree, &desk.book.city, home)?;
    let name = |code: &str| desk.divisions.name(code).unwrap_or(code).to_owned();
    let residence = desk.tree.name_on(district.id, day).to_owned();
    Some(Objection::NoMigrant { hukou: name(home.hukou), residence, since: Some(day) })
}

/// A district is taken as residence unit where a community could be named, with a warning.
pub fn warn_of_district(tree: &UnitTree, unit: &Unit, on: Day) -> Option<Warning> {
    let finer = unit.kind.is_county_level() && tree.has_parts_on(unit.id, on);
    finer.then(|| {
        let (code, name) = tree.code_and_name(unit, on);
        Warning::DistrictInsteadOfCommunity { code, name }
    })
}
