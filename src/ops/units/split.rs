//! A unit is divided: everybody who lives there goes to the part that the address lies in.
//!
//! The rules are tried in the order given; whoever fits none goes to the rest. Cards that were issued,
//! people who left and the acts of the counter cannot be divided: they follow the rest.

use std::collections::BTreeSet;

use crate::domain::calendar::Day;
use crate::domain::mask;
use crate::domain::restructuring::deeds::Deed;
use crate::domain::restructuring::{ActRefusal, may_close, may_take_over, subject};
use crate::domain::unit::{Handover, Split, Unit, UnitId, UnitTree, plain};
use crate::store::homes::{self, LastingHome};
use crate::store::{Changes, Writer, unit_acts, units};

use super::crossing::{all_stay_migrants, no_migrants};
use super::population::{Lasting, lasting};
use super::{Order, end, refused};
use crate::ops::OpError;

/// Who goes where, as told.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    pub into: Vec<String>,
    /// A part of an address, and the unit that it lies in.
    pub rules: Vec<(String, String)>,
    pub rest: Option<String>,
}

/// A split that was made: the unit's code, and how many people went to each part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    pub unit: String,
    pub moved: Vec<(String, u64)>,
}

/// The plan with its units found.
struct Parts<'a> {
    all: Vec<&'a Unit>,
    rules: Vec<(String, &'a Unit)>,
    rest: &'a Unit,
}

impl Parts<'_> {
    /// Who goes where, as it is kept.
    fn split(&self, unit: &Unit, on: Day) -> Split {
        let rules = self.rules.iter().map(|(address, to)| (address.clone(), to.id)).collect();
        Split { unit: unit.id, on, rules, rest: Some(self.rest.id) }
    }
}

/// Splits a unit.
pub fn split(
    writer: &Writer,
    order: &Order,
    unit: &str,
    plan: &Plan,
) -> Result<(Division, Changes), OpError<ActRefusal>> {
    let tree = order.tree(writer)?;
    let on = order.on;
    let unit = subject(&tree, unit, on, true).map_err(refused)?;
    let parts = find_parts(&tree, unit, plan, on).map_err(refused)?;
    let split = parts.split(unit, on);
    may_close(&tree, unit, None, on).map_err(refused)?;
    let Lasting { homes, people } = lasting(writer, &tree, unit, on)?;
    let assigned: Vec<UnitId> =
        homes.iter().map(|home| split.part_of(&home.address).unwrap_or(parts.rest.id)).collect();
    let before = no_migrants(writer, &tree, on)?;
    for (home, part) in homes.iter().zip(&assigned) {
        homes::update_unit(writer, home, *part, on)?;
    }
    // What cannot be divided follows whoever comes last.
    let mut takers = parts.all.clone();
    takers.retain(|taker| taker.id != parts.rest.id);
    takers.push(parts.rest);
    end(writer, unit, &takers, on, Handover::Split)?;
    units::insert_split(writer, &split)?;
    let codes: Vec<&str> = takers.iter().map(|taker| taker.code.as_str()).collect();
    unit_acts::insert(writer, Deed::Split, &unit.code, [&codes, &[]], on)?;
    all_stay_migrants(writer, &before, unit, &tree, on)?;
    let moved: Vec<(String, u64)> =
        parts.all.iter().map(|part| (part.code.clone(), count_of(&homes, &assigned, part.id))).collect();
    let told: Vec<String> = moved.iter().map(|(code, people)| format!("{code}={people}")).collect();
    let rules: Vec<String> =
        parts.rules.iter().map(|(address, part)| format!("{}={}", mask::in_text(address), part.code)).collect();
    let changes = order
        .changes(&unit.code)
        .rows(people)
        .set("until", on.to_string())
        .set("into", told.join(";"))
        .set("where", rules.join(";"))
        .changed("rest", None, Some(parts.rest.code.clone()));
    Ok((Division { unit: unit.code.clone(), moved }, changes))
}

/// Finds every unit that the plan names; each may take over, and rules and rest name parts only.
fn find_parts<'a>(tree: &'a UnitTree, unit: &Unit, plan: &Plan, on: Day) -> Result<Parts<'a>, ActRefusal> {
    let mut all: Vec<&Unit> = Vec::new();
    for text in &plan.into {
        let part = may_take_over(tree, unit, text, on)?;
        if all.iter().any(|known| known.id == part.id) {
            return Err(ActRefusal::NamedTwice { part: tree.code_and_name(part, on) });
        }
        all.push(part);
    }
    let part = |text: &str| {
        let found = may_take_over(tree, unit, text, on)?;
        if all.iter().any(|part| part.id == found.id) {
            return Ok(found);
        }
        let parts = all.iter().map(|part| tree.code_and_name(part, on)).collect();
        Err(ActRefusal::NotAmongParts { text: text.to_owned(), parts })
    };
    let rules = plan.rules.iter().map(|(address, to)| Ok((plain(address), part(to)?)));
    let rules: Vec<(String, &Unit)> = rules.collect::<Result<_, ActRefusal>>()?;
    let rest = plan.rest.as_deref().map(part).transpose()?;
    if let [only] = all[..] {
        return Err(ActRefusal::OnePart { unit: tree.code_and_name(unit, on), part: tree.code_and_name(only, on) });
    }
    // Whoever is entered later for days before needs a place too, whatever the addresses of today are.
    let Some(rest) = rest else {
        let parts = all.iter().map(|part| tree.code_and_name(part, on)).collect();
        return Err(ActRefusal::Unassigned { unit: tree.code_and_name(unit, on), parts });
    };
    Ok(Parts { all, rules, rest })
}

/// How many people have a home that went to a part.
fn count_of(homes: &[LastingHome], assigned: &[UnitId], part: UnitId) -> u64 {
    let people: BTreeSet<i64> =
        homes.iter().zip(assigned).filter(|(_, to)| **to == part).map(|(home, _)| home.registration).collect();
    u64::try_from(people.len()).unwrap_or(u64::MAX)
}
