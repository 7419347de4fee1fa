//! The tree of all days: whose part a unit is, what it is called, who answers for it.
//!
//! What was recorded at a unit is asked for on other days too: on a day after its end the successor
//! answers (or, without one, what it was part of), on a day before its beginning whoever it came from.

use super::{FormerName, Handover, Parentage, Split, Succession, Unit, UnitId, UnitKind, spans};
use crate::domain::calendar::Day;
use crate::domain::quick::QuickMap;

/// More steps than any chain of parents or successors has: a wrong tree ends a walk, not the program.
pub(super) const LONGEST_CHAIN: usize = 256;

/// The whole tree, all days at once.
#[derive(Debug, Default)]
pub struct UnitTree {
    pub(super) units: Vec<Unit>,
    pub(super) parents: QuickMap<UnitId, Vec<Parentage>>,
    /// By day.
    successions: Vec<Succession>,
    /// By day.
    pub(super) splits: Vec<Split>,
    /// Of each unit, by day.
    names: QuickMap<UnitId, Vec<FormerName>>,
    by_id: QuickMap<UnitId, usize>,
    by_code: QuickMap<String, usize>,
    pub(super) by_name: QuickMap<String, Vec<usize>>,
}

impl UnitTree {
    /// `units` in the order of their codes, `successions` in that of their days.
    pub fn new(units: Vec<Unit>, parents: Vec<Parentage>, successions: Vec<Succession>) -> UnitTree {
        let mut tree = UnitTree { units, successions, ..UnitTree::default() };
        for (at, unit) in tree.units.iter().enumerate() {
            tree.by_id.insert(unit.id, at);
            tree.by_code.insert(unit.code.clone(), at);
            tree.by_name.entry(unit.name.clone()).or_default().push(at);
        }
        for parentage in parents {
            tree.parents.entry(parentage.unit).or_default().push(parentage);
        }
        tree
    }

    /// With the earlier names, in the order of their days.
    #[must_use]
    pub fn with_names(mut self, names: Vec<FormerName>) -> UnitTree {
        for former in names {
            if let Some(at) = self.by_id.get(&former.unit) {
                let bearers = self.by_name.entry(former.name.clone()).or_default();
                if !bearers.contains(at) {
                    bearers.push(*at);
                }
            }
            self.names.entry(former.unit).or_default().push(former);
        }
        self
    }

    /// All units, by code.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    pub fn get(&self, id: UnitId) -> Option<&Unit> {
        self.by_id.get(&id).map(|at| &self.units[*at])
    }

    pub fn by_code(&self, code: &str) -> Option<&Unit> {
        self.by_code.get(code).map(|at| &self.units[*at])
    }

    /// The name that the unit bears on a day.
    pub fn name_on(&self, id: UnitId, on: Day) -> &str {
        match self.former_names(id).find(|former| on < former.until) {
            Some(former) => &former.name,
            None => self.get(id).map_or("", |unit| &unit.name),
        }
    }

    /// The names that the unit bore before its present one, by day.
    pub fn former_names(&self, id: UnitId) -> impl Iterator<Item = &FormerName> {
        self.names.get(&id).into_iter().flatten()
    }

    /// Whose part the unit was, by day.
    pub fn parentages(&self, id: UnitId) -> impl DoubleEndedIterator<Item = &Parentage> {
        self.parents.get(&id).into_iter().flatten()
    }

    /// All takings over, by day.
    pub fn successions(&self) -> &[Succession] {
        &self.successions
    }

    pub fn parent_on(&self, id: UnitId, on: Day) -> Option<&Unit> {
        let parentage = self.parentages(id).find(|p| spans(p.since, p.until, on))?;
        self.get(parentage.parent)
    }

    /// The units that stand on that day and belong to this one, by code.
    pub fn parts_on(&self, id: UnitId, on: Day) -> impl Iterator<Item = &Unit> {
        self.units
            .iter()
            .filter(move |unit| unit.stands_on(on) && self.parent_on(unit.id, on).is_some_and(|parent| parent.id == id))
    }

    /// Whether any unit standing on that day belongs to this one.
    pub fn has_parts_on(&self, id: UnitId, on: Day) -> bool {
        self.parts_on(id, on).next().is_some()
    }

    /// Whether the unit is that one, or lies in it at whatever depth.
    pub fn lies_in(&self, id: UnitId, above: UnitId, on: Day) -> bool {
        let mut unit = id;
        for _ in 0..LONGEST_CHAIN {
            if unit == above {
                return true;
            }
            match self.parent_on(unit, on) {
                Some(parent) => unit = parent.id,
                None => return false,
            }
        }
        false
    }

    /// The city itself.
    pub fn city(&self) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.kind == UnitKind::City)
    }

    /// The district or county that the unit belongs to on that day (itself, if it is one).
    pub fn district_on(&self, id: UnitId, on: Day) -> Option<&Unit> {
        let mut unit = self.get(id)?;
        for _ in 0..LONGEST_CHAIN {
            if unit.kind.is_county_level() {
                return Some(unit);
            }
            unit = self.parent_on(unit.id, on)?;
        }
        None
    }

    /// The district or county that answers for a unit on a day: that of the unit, or of whoever took over.
    pub fn answering_district(&self, id: UnitId, on: Day) -> Option<&Unit> {
        self.standing_on(id, on).and_then(|unit| self.district_on(unit.id, on))
    }

    /// The unit itself while it stands. After its end whoever took over by that day, else what it was part
    /// of; before its beginning whoever it took over from as it began, else what it was first part of.
    pub fn standing_on(&self, id: UnitId, on: Day) -> Option<&Unit> {
        let mut unit = self.get(id)?;
        for _ in 0..LONGEST_CHAIN {
            if unit.stands_on(on) {
                return Some(unit);
            }
            let next = if unit.until.is_some_and(|until| until <= on) {
                self.follower(unit, on)
            } else {
                // What it took over later says nothing of where it came from.
                let came =
                    self.successions.iter().find(|s| s.to == unit.id && Some(s.on) == unit.since).map(|s| s.from);
                came.or_else(|| self.parentages(unit.id).next().map(|p| p.parent))
            };
            unit = self.get(next?)?;
        }
        None
    }

    /// The days on which something came under somebody else, in order.
    pub fn change_days(&self) -> Vec<Day> {
        let moved = self.parents.values().flatten().filter_map(|parentage| parentage.since);
        let mut days: Vec<Day> = self.successions.iter().map(|succession| succession.on).chain(moved).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// Who follows a unit that has ended by a day: whoever took over, else what it was part of.
    pub(super) fn follower(&self, unit: &Unit, on: Day) -> Option<UnitId> {
        let taken = self.successions.iter().rfind(|s| s.from == unit.id && s.on <= on).map(|s| s.to);
        taken.or_else(|| self.parentages(unit.id).next_back().map(|p| p.parent))
    }

    /// Whether any unit was ever split.
    pub fn has_splits(&self) -> bool {
        !self.splits.is_empty()
    }

    /// Who stands in the place of a unit that has ended by that day: of each that took over itself, or
    /// whoever took over from it. The one that everything else follows comes last.
    pub fn successors_on(&self, id: UnitId, on: Day) -> Vec<&Unit> {
        let mut found: Vec<&Unit> = Vec::new();
        let mut open = vec![id];
        for _ in 0..LONGEST_CHAIN {
            let Some(next) = open.pop() else { break };
            match self.get(next) {
                Some(unit) if next != id && unit.stands_on(on) => {
                    found.retain(|known| known.id != unit.id);
                    found.insert(0, unit);
                }
                _ => open.extend(self.successions.iter().filter(|s| s.from == next && s.on <= on).map(|s| s.to)),
            }
        }
        found
    }

    /// The successor that the city's list names for a unit that stands on a day and ended later.
    pub fn listed_successor(&self, id: UnitId) -> Option<&Succession> {
        self.successions.iter().find(|succession| succession.from == id && succession.how == Handover::Listed)
    }
}
