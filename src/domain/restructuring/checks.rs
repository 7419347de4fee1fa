//! The checks of each act, pure: the tree as it is, and what is wanted of it.

use super::history::last_act;
use super::{ActRefusal, Named};
use crate::domain::calendar::Day;
use crate::domain::identity::PRACTICE_COUNTY;
use crate::domain::unit::{Tier, Unit, UnitKind, UnitTree};

/// A unit to be opened, as told.
#[derive(Debug, Clone, Copy)]
pub struct NewUnit<'a> {
    pub code: &'a str,
    pub name: &'a str,
    pub kind: UnitKind,
    pub tier: Option<Tier>,
    pub under: &'a str,
}

/// A unit that may be opened.
#[derive(Debug)]
pub struct Opening<'a> {
    pub code: &'a str,
    pub name: &'a str,
    pub parent: &'a Unit,
}

/// Digits of a district's or county's code, which stands in permit numbers, and of any other.
const COUNTY_DIGITS: usize = 6;
const UNIT_DIGITS: usize = 9;
/// With which every code in the city begins.
const CITY_DIGITS: usize = 4;

/// The unit that an act of that day is about.
///
/// # Errors
/// Unknown, not standing, the city itself, something later on record, or ended on the day it was opened.
pub fn subject<'a>(tree: &'a UnitTree, text: &str, on: Day, ending: bool) -> Result<&'a Unit, ActRefusal> {
    let unit = tree.named(text, on).map_err(ActRefusal::Unit)?;
    if unit.kind == UnitKind::City {
        return Err(ActRefusal::City { unit: tree.code_and_name(unit, on) });
    }
    let ended = unit.until.is_some_and(|until| until <= on);
    if ended || unit.since.is_some_and(|since| on < since) {
        return Err(ActRefusal::Unit(tree.not_standing(unit, on)));
    }
    in_turn(tree, unit, on, ending)?;
    if ending && unit.since == Some(on) {
        // Its opening gave it a first parent.
        let later = tree.former_names(unit.id).count() + tree.parentages(unit.id).count().saturating_sub(1);
        let unit = tree.code_and_name(unit, on);
        return Err(ActRefusal::NeverStood { unit, on, earliest: on.plus_days(1), later });
    }
    Ok(unit)
}

/// Nothing later is on record of the unit.
fn in_turn(tree: &UnitTree, unit: &Unit, on: Day, ending: bool) -> Result<(), ActRefusal> {
    match last_act(tree, unit.id, ending).filter(|(act_on, _)| *act_on > on) {
        Some((act_on, act)) => {
            Err(ActRefusal::BeforeEarlierAct { unit: tree.code_and_name(unit, on), on, act, act_on })
        }
        None => Ok(()),
    }
}

/// Whether a unit may be opened on a day.
///
/// # Errors
/// A code or name that is taken or none, a kind that does not fit, a parent that is not there.
pub fn may_open<'a>(tree: &'a UnitTree, new: &NewUnit<'a>, on: Day) -> Result<Opening<'a>, ActRefusal> {
    let (code, name) = (new.code.trim(), new.name.trim());
    let digits = if new.kind.is_county_level() { COUNTY_DIGITS } else { UNIT_DIGITS };
    if code.len() != digits || !code.bytes().all(|b| b.is_ascii_digit()) {
        return Err(ActRefusal::Unusable { text: code.to_owned(), code: true, digits });
    }
    let city = tree.units().iter().find(|unit| unit.kind == UnitKind::City).map_or("", |city| city.code.as_str());
    if !code.starts_with(city.get(..CITY_DIGITS).unwrap_or_default()) || code.starts_with(PRACTICE_COUNTY) {
        return Err(ActRefusal::ForeignCode { text: code.to_owned(), city: city.to_owned() });
    }
    if let Some(unit) = tree.by_code(code) {
        return Err(ActRefusal::CodeTaken {
            by: tree.code_and_name(unit, on),
            ended: unit.until.is_some_and(|until| until <= on),
        });
    }
    if let Some(tier) = new.tier.filter(|tier| *tier != new.kind.tier()) {
        return Err(ActRefusal::TierOfKind { kind: new.kind, tier });
    }
    let parent = parent(tree, new.kind, new.under, on)?;
    free_name(tree, name, parent, None, on)?;
    Ok(Opening { code, name, parent })
}

/// Whether a unit may bear a name from a day on; the name as it is kept.
///
/// # Errors
/// The name it bears already, that of a sister, or none that a unit can have.
pub fn may_be_called<'a>(tree: &UnitTree, unit: &Unit, name: &'a str, on: Day) -> Result<&'a str, ActRefusal> {
    let name = name.trim();
    if tree.name_on(unit.id, on) == name {
        return Err(ActRefusal::NothingChanges { unit: tree.code_and_name(unit, on) });
    }
    if let Some(parent) = tree.parent_on(unit.id, on) {
        free_name(tree, name, parent, Some(unit), on)?;
    }
    Ok(name)
}

/// Whether a unit may become part of another; the new parent.
///
/// # Errors
/// Under itself or its own part, where it is already, or where its kind does not fit.
pub fn may_move<'a>(tree: &'a UnitTree, unit: &Unit, under: &str, on: Day) -> Result<&'a Unit, ActRefusal> {
    let to = tree.named(under, on).map_err(ActRefusal::Unit)?;
    if tree.lies_in(to.id, unit.id, on) {
        let (unit, parent) = (tree.code_and_name(unit, on), tree.code_and_name(to, on));
        return Err(ActRefusal::UnderItself { unit, parent });
    }
    let parent = parent(tree, unit.kind, under, on)?;
    if tree.parent_on(unit.id, on).is_some_and(|old| old.id == parent.id) {
        return Err(ActRefusal::NothingChanges { unit: tree.code_and_name(unit, on) });
    }
    free_name(tree, tree.name_on(unit.id, on), parent, Some(unit), on)?;
    Ok(parent)
}

/// Whether a unit may take over from another on a day: people, permits, parts.
///
/// # Errors
/// Itself, its own part, the city, one that is not there, or one of too low a kind.
pub fn may_take_over<'a>(tree: &'a UnitTree, unit: &Unit, text: &str, on: Day) -> Result<&'a Unit, ActRefusal> {
    let taker = tree.named(text, on).map_err(ActRefusal::Unit)?;
    let named = |unit: &Unit| tree.code_and_name(unit, on);
    if taker.id == unit.id {
        return Err(ActRefusal::IntoItself { unit: named(unit) });
    }
    if taker.kind == UnitKind::City {
        return Err(ActRefusal::City { unit: named(taker) });
    }
    if tree.lies_in(taker.id, unit.id, on) {
        return Err(ActRefusal::IntoOwnPart { unit: named(unit), part: named(taker) });
    }
    still_there(tree, taker, on)?;
    if unit.kind.is_county_level() && !taker.kind.is_county_level() {
        return Err(ActRefusal::KindOfTaker { unit: named(unit), taker: named(taker) });
    }
    Ok(taker)
}

/// Whether a unit may end: what is part of it goes to `taker`, whose part it can be, or there is nothing.
/// The parts that go along.
///
/// # Errors
/// Parts that nobody takes, or that have something later on record.
pub fn may_close<'a>(
    tree: &'a UnitTree,
    unit: &Unit,
    taker: Option<&Unit>,
    on: Day,
) -> Result<Vec<&'a Unit>, ActRefusal> {
    let parts: Vec<&Unit> = tree.parts_on(unit.id, on).collect();
    let Some(taker) = taker else {
        if parts.is_empty() {
            return Ok(parts);
        }
        let parts = parts.into_iter().map(|part| tree.code_and_name(part, on)).collect();
        return Err(ActRefusal::PartsLeft { unit: tree.code_and_name(unit, on), parts });
    };
    for part in &parts {
        in_turn(tree, part, on, false)?;
        free_name(tree, tree.name_on(part.id, on), taker, Some(part), on)?;
    }
    Ok(parts)
}

/// Whether a unit whose end was taken back can stand as before, and its parts with it.
///
/// # Errors
/// What it was part of has ended since, or another part of that bears its name.
pub fn may_stand_again(tree: &UnitTree, unit: &str, parts: &[String], on: Day) -> Result<(), ActRefusal> {
    for unit in parts.iter().map(String::as_str).chain([unit]).filter_map(|code| tree.by_code(code)) {
        let Some(parent) = tree.parent_on(unit.id, on) else { continue };
        still_there(tree, parent, on)?;
        free_name(tree, tree.name_on(unit.id, on), parent, Some(unit), on)?;
    }
    Ok(())
}

/// A parent that stands, is not closed later, and takes a part of that kind.
fn parent<'a>(tree: &'a UnitTree, kind: UnitKind, text: &str, on: Day) -> Result<&'a Unit, ActRefusal> {
    let parent = tree.find(text, on).map_err(ActRefusal::Unit)?;
    still_there(tree, parent, on)?;
    if !kind.fits_under(parent.kind) {
        let parent_kind = parent.kind;
        return Err(ActRefusal::KindUnderParent { kind, parent: tree.code_and_name(parent, on), parent_kind });
    }
    Ok(parent)
}

/// Whether a unit stands on the day and was not closed since.
fn still_there(tree: &UnitTree, unit: &Unit, on: Day) -> Result<(), ActRefusal> {
    if unit.stands_on(on) && unit.until.is_none() {
        return Ok(());
    }
    let taker: Named = tree.code_and_name(unit, on);
    Err(ActRefusal::NotThereToTakeOver { taker, on, since: unit.since, until: unit.until })
}

/// No other part of the parent bears the name from that day on: `parent/name` stays one unit.
fn free_name(tree: &UnitTree, name: &str, parent: &Unit, own: Option<&Unit>, on: Day) -> Result<(), ActRefusal> {
    let digits = name.chars().all(|c| c.is_ascii_digit());
    if digits || name.contains(['/', '／']) {
        return Err(ActRefusal::Unusable { text: name.to_owned(), code: false, digits: UNIT_DIGITS });
    }
    let sister = tree.units().iter().find(|unit| {
        let there = unit.until.is_none_or(|until| on < until);
        let under = tree.parentages(unit.id).any(|p| p.parent == parent.id && p.until.is_none_or(|until| on < until));
        let bears = unit.name == name || tree.name_on(unit.id, on) == name;
        own.is_none_or(|own| own.id != unit.id) && there && under && bears
    });
    match sister {
        Some(sister) => {
            Err(ActRefusal::NameTaken { by: tree.code_and_name(sister, on), parent: tree.code_and_name(parent, on) })
        }
        None => Ok(()),
    }
}
