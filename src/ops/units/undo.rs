//! The last act of a unit taken back: as if it had never been made. The journal keeps both.
//!
//! Whatever moved with it moves back exactly; what was entered since and rests on it bars the way.

use std::collections::BTreeSet;

use crate::domain::calendar::Day;
use crate::domain::restructuring::deeds::{self, Act, Deed, Resting};
use crate::domain::restructuring::{ActRefusal, Named, may_stand_again};
use crate::domain::unit::{Unit, UnitId, UnitTree};
use crate::store::given_homes::{self, HomeRow};
use crate::store::{Changes, StoreError, Writer, dossiers, unit_acts, units};

use super::crossing::{all_stay_migrants, no_migrants};
use super::{Order, refused};
use crate::ops::OpError;

/// An act that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenBack {
    pub deed: Deed,
    /// Code and name as the act left it.
    pub unit: Named,
    /// The day of the act.
    pub on: Day,
}

/// Takes the last act of a unit back.
pub fn undo(writer: &Writer, order: &Order, text: &str) -> Result<(TakenBack, Changes), OpError<ActRefusal>> {
    let tree = order.tree(writer)?;
    let unit = tree.named(text, order.on).map_err(|refusal| refused(ActRefusal::Unit(refusal)))?;
    let acts = unit_acts::list(writer)?;
    let named = tree.code_and_name(unit, order.on);
    let Some(act) = deeds::last_of(&acts, &unit.code) else {
        let part_in = acts.iter().rfind(|act| act.takers.contains(&unit.code) || act.parts.contains(&unit.code));
        let with = part_in.and_then(|act| tree.by_code(&act.unit)).map(|other| tree.code_and_name(other, order.on));
        return Err(refused(ActRefusal::NothingToUndo { unit: named, with }));
    };
    let no = |by| refused(ActRefusal::Rests { unit: named.clone(), deed: act.deed, on: act.on, by });
    if let Some(later) = deeds::resting(&acts, act).last() {
        let other = tree.by_code(&later.unit).map(|other| tree.code_and_name(other, order.on));
        return Err(no(Resting::Act { unit: other.unwrap_or_default(), deed: later.deed, on: later.on }));
    }
    if act.deed == Deed::Open && unit_acts::is_used(writer, unit.id)? {
        return Err(no(Resting::Used));
    }
    let before = no_migrants(writer, &tree, act.on)?;
    let moved = take_back(writer, &tree, unit, act)?;
    let now = units::tree(writer)?;
    may_stand_again(&now, &act.unit, &act.parts, order.on).map_err(refused)?;
    if let Some(permit) = cards(writer, [&tree, &now], act, &moved)? {
        return Err(no(Resting::Card { permit }));
    }
    all_stay_migrants(writer, &before, unit, &tree, act.on)?;
    unit_acts::end(writer, act.id, order.on)?;
    let rows = u64::try_from(moved.len()).unwrap_or(u64::MAX);
    let changes =
        order.changes(&unit.code).rows(rows).set("act", act.deed.as_str()).set("acted_on", act.on.to_string());
    Ok((TakenBack { deed: act.deed, unit: named, on: act.on }, changes))
}

/// Puts the tree back, and the homes that a split gave on; the people whose homes went back.
fn take_back(writer: &Writer, tree: &UnitTree, unit: &Unit, act: &Act) -> Result<BTreeSet<i64>, StoreError> {
    let mut moved = BTreeSet::new();
    match act.deed {
        Deed::Open => unit_acts::remove(writer, unit.id)?,
        Deed::Rename => unit_acts::restore_name(writer, unit.id)?,
        Deed::Move => unit_acts::restore_parent(writer, unit.id)?,
        Deed::Merge | Deed::Split | Deed::Close => {
            if act.deed == Deed::Split {
                moved = rejoin(writer, tree, unit, act)?;
            }
            for part in act.parts.iter().filter_map(|code| tree.by_code(code)) {
                unit_acts::restore_parent(writer, part.id)?;
            }
            unit_acts::reopen(writer, unit.id, act.on)?;
        }
    }
    Ok(moved)
}

/// Every home that the split wrote down anew under a part becomes one with what it was before.
fn rejoin(writer: &Writer, tree: &UnitTree, unit: &Unit, act: &Act) -> Result<BTreeSet<i64>, StoreError> {
    let takers: Vec<UnitId> = act.takers.iter().filter_map(|code| tree.by_code(code)).map(|unit| unit.id).collect();
    let mut moved = BTreeSet::new();
    for registration in given_homes::list_stays(writer, &takers)? {
        // One at a time: of a home that is gone the next one follows the one before.
        while let Some((before, given)) =
            find_given(&given_homes::list(writer, registration)?, tree, unit, &takers, act.on)
        {
            given_homes::join(writer, registration, &before, &given)?;
            moved.insert(registration);
        }
    }
    Ok(moved)
}

/// A home of the unit and the one after it, where the split made that of it: nobody told of it.
fn find_given(
    homes: &[HomeRow],
    tree: &UnitTree,
    unit: &Unit,
    takers: &[UnitId],
    on: Day,
) -> Option<(HomeRow, HomeRow)> {
    // Also of the day of the split itself: what went up in the unit on that day was split with it.
    let of_unit = |id: UnitId| tree.came_to(id, unit.id, on);
    let found = homes.windows(2).find(|pair| {
        let [before, given] = pair else { return false };
        let given_on = on.max(before.from_on);
        given.told_on.is_none()
            && takers.contains(&given.unit)
            && of_unit(before.unit)
            && before.address == given.address
            && given.from_on == given_on
            && before.until_on == Some(given_on)
    });
    found.map(|pair| (pair[0].clone(), pair[1].clone()))
}

/// Cards that were issued since are of the unit in which their bearer lived, as it is again. One that another
/// district issued would not be there.
fn cards(
    writer: &Writer,
    [old, now]: [&UnitTree; 2],
    act: &Act,
    moved: &BTreeSet<i64>,
) -> Result<Option<String>, StoreError> {
    let county = |tree: &UnitTree, unit, on| tree.answering_district(unit, on).map(|district| district.code.clone());
    for card in unit_acts::list_cards_since(writer, act)? {
        let mut unit = card.unit;
        if !moved.is_empty() {
            let dossier = dossiers::get(writer, card.migrant)?;
            let stay = dossier.active_stay(card.issued_on).filter(|stay| moved.contains(&stay.id));
            if let Some(stay) = stay {
                unit = stay.home_on(card.issued_on).unit;
                unit_acts::update_card_unit(writer, card.permit, unit)?;
            }
        }
        if county(old, card.unit, card.issued_on) != county(now, unit, card.issued_on) {
            return Ok(Some(card.number));
        }
    }
    Ok(None)
}
