//! What became of a stay's homes: moves of the person, and units that took a place over while nobody moved.
//!
//! A home keeps the unit that was written down with it; who answers for it on a day follows from the tree
//! ([`UnitTree::standing_on`]). A split writes the home down anew under the part that it came to.

use super::calendar::Day;
use super::dossier::{Residence, Stay};
use super::unit::{Handover, Succession, UnitId, UnitTree};

/// Another unit took a home over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regrouping {
    pub on: Day,
    pub from: UnitId,
    pub to: UnitId,
    pub how: Handover,
}

/// What changed of where a person lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change<'a> {
    Moved(&'a Residence),
    Regrouped(Regrouping),
}

/// Everything that changed in a stay after its first day, in order; `by`: the last day that is looked at.
pub fn changes<'a>(stay: &'a Stay, tree: &UnitTree, by: Option<Day>) -> Vec<Change<'a>> {
    let homes = lasting(stay);
    let mut found = Vec::new();
    for (at, home) in homes.iter().enumerate() {
        // Whoever left before a split is told of none, also where the split was entered first.
        let over = at > 0 && stay.ended_on().is_some_and(|ended_on| ended_on <= home.from_on);
        if over || by.is_some_and(|by| by < home.from_on) {
            break;
        }
        if let Some(before) = at.checked_sub(1).and_then(|at| homes.get(at)) {
            found.push(taken_over(before, home, tree).map_or(Change::Moved(home), Change::Regrouped));
        }
        let next = homes.get(at + 1).map(|next| next.from_on);
        let until = [next, stay.ended_on()].into_iter().flatten().min();
        let lies_within = |on: Day| until.is_none_or(|until| on < until) && by.is_none_or(|by| on <= by);
        let mut unit = home.home.unit;
        while let Some(taken) = successor(tree, unit, home.from_on).filter(|taken| lies_within(taken.on)) {
            unit = taken.to;
            found.push(Change::Regrouped(Regrouping { on: taken.on, from: taken.from, to: taken.to, how: taken.how }));
        }
    }
    found
}

/// The homes of which a day is left: a move that was told late takes back what a split had made of the home.
pub(super) fn lasting(stay: &Stay) -> Vec<&Residence> {
    let mut found: Vec<&Residence> = Vec::new();
    for home in &stay.homes {
        while found.len() > 1 && found.last().is_some_and(|last| last.from_on >= home.from_on) {
            found.pop();
        }
        found.push(home);
    }
    found
}

/// Who took over from a unit that ended after a day: where there are several, the one that everything follows
/// which was not told apart.
fn successor(tree: &UnitTree, unit: UnitId, after: Day) -> Option<&Succession> {
    tree.successions().iter().rfind(|taken| taken.from == unit && taken.on > after)
}

/// Whether a home is the one before, written down anew under the part of a split that it came to.
pub(super) fn given_by_split(before: &Residence, now: &Residence, tree: &UnitTree) -> bool {
    now.told_on.is_none() && taken_over(before, now, tree).is_some_and(|taken| taken.how == Handover::Split)
}

/// Where a home was written down anew under the unit that took it over on that very day.
fn taken_over(before: &Residence, now: &Residence, tree: &UnitTree) -> Option<Regrouping> {
    let on = now.from_on;
    let from = tree.standing_on(before.home.unit, on.plus_days(-1))?.id;
    let to = now.home.unit;
    let taken = tree.successions().iter().find(|taken| (taken.from, taken.to, taken.on) == (from, to, on))?;
    (before.home.address == now.home.address).then_some(Regrouping { on, from, to, how: taken.how })
}
