//! What is on record of a unit already: nothing can be put in before it.

use crate::domain::calendar::Day;
use crate::domain::unit::{UnitId, UnitTree};

/// What was done with a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitAct {
    Opened,
    Renamed,
    Moved,
    TookOver,
    PartCame,
    PartLeft,
    Closed,
}

/// The last thing recorded of a unit. For an act that ends it (`ending`) also what it took over and what
/// became or ceased to be part of it: those would be left without it.
pub fn last_act(tree: &UnitTree, id: UnitId, ending: bool) -> Option<(Day, UnitAct)> {
    let unit = tree.get(id)?;
    let mut acts: Vec<(Day, UnitAct)> = Vec::new();
    acts.extend(unit.since.map(|on| (on, UnitAct::Opened)));
    acts.extend(unit.until.map(|on| (on, UnitAct::Closed)));
    acts.extend(tree.former_names(id).map(|former| (former.until, UnitAct::Renamed)));
    acts.extend(tree.parentages(id).filter_map(|p| p.since).map(|on| (on, UnitAct::Moved)));
    if ending {
        acts.extend(tree.successions().iter().filter(|s| s.to == id).map(|s| (s.on, UnitAct::TookOver)));
        let parts = || tree.units().iter().flat_map(|part| tree.parentages(part.id)).filter(|p| p.parent == id);
        acts.extend(parts().filter_map(|p| p.since).map(|on| (on, UnitAct::PartCame)));
        acts.extend(parts().filter_map(|p| p.until).map(|on| (on, UnitAct::PartLeft)));
    }
    // An opening gives a first parent on the same day: it is told as the opening.
    let last = acts.iter().map(|(on, _)| *on).max()?;
    acts.into_iter().filter(|(on, _)| *on == last).min_by_key(|(_, act)| (*act != UnitAct::Closed, *act))
}
