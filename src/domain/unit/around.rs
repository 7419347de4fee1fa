//! What a regrouping of units may have touched: the units around one, of whatever day.

use std::collections::BTreeSet;

use super::{Handover, UnitId, UnitTree};

impl UnitTree {
    /// The codes of units whose regrouping may have moved what belongs to some: those themselves, whoever took over from
    /// them, what they were split from, and all that any of these was ever part of.
    pub fn codes_around(&self, of: Vec<UnitId>) -> BTreeSet<String> {
        let mut open = of;
        let mut found: BTreeSet<UnitId> = BTreeSet::new();
        while let Some(id) = open.pop() {
            if !found.insert(id) {
                continue;
            }
            open.extend(self.parentages(id).map(|parentage| parentage.parent));
            let handed = || self.successions().iter();
            open.extend(handed().filter(|one| one.from == id).map(|one| one.to));
            open.extend(handed().filter(|one| one.to == id && one.how == Handover::Split).map(|one| one.from));
        }
        found.into_iter().filter_map(|id| Some(self.get(id)?.code.clone())).collect()
    }
}
