//! The city's units and their counters, as a tree that changes with the days.
//!
//! A unit is known by its code; names repeat (two communities are called 新华社区), so a bare name that
//! several bear is refused with all of them. Three tiers of counters: city, district, community; a town
//! has none and its people are served by the district's. A unit that ended is followed to its successor.
//! Invariant: every question is asked for a day.

use std::collections::HashMap;

use super::calendar::Day;
use super::code::Code;

/// The tier of a counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    City,
    District,
    Community,
}

impl Tier {
    pub const ALL: [Tier; 3] = [Tier::City, Tier::District, Tier::Community];

    pub fn as_str(self) -> &'static str {
        match self {
            Tier::City => "city",
            Tier::District => "district",
            Tier::Community => "community",
        }
    }

    pub fn parse(text: &str) -> Option<Tier> {
        Tier::ALL.into_iter().find(|tier| tier.as_str() == text)
    }
}

/// What kind of unit it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnitKind {
    City,
    District,
    County,
    CountyCity,
    Community,
    Town,
    Township,
    Farm,
}

impl UnitKind {
    pub const ALL: [UnitKind; 8] = [
        UnitKind::City,
        UnitKind::District,
        UnitKind::County,
        UnitKind::CountyCity,
        UnitKind::Community,
        UnitKind::Town,
        UnitKind::Township,
        UnitKind::Farm,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            UnitKind::City => "city",
            UnitKind::District => "district",
            UnitKind::County => "county",
            UnitKind::CountyCity => "county_city",
            UnitKind::Community => "community",
            UnitKind::Town => "town",
            UnitKind::Township => "township",
            UnitKind::Farm => "farm",
        }
    }

    pub fn parse(text: &str) -> Option<UnitKind> {
        UnitKind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Districts, counties and county cities: the level that issues permits.
    pub fn is_county_level(self) -> bool {
        matches!(self, UnitKind::District | UnitKind::County | UnitKind::CountyCity)
    }
}

/// The database's key of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub i64);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    pub id: UnitId,
    pub code: String,
    pub name: String,
    pub kind: UnitKind,
    /// The tier of the counter at this unit, `None` where it has none.
    pub tier: Option<Tier>,
    /// First day; `None`: before the register.
    pub since: Option<Day>,
    /// First day on which it stands no more; `None`: open.
    pub until: Option<Day>,
}

impl Unit {
    pub fn stands_on(&self, on: Day) -> bool {
        spans(self.since, self.until, on)
    }
}

fn spans(since: Option<Day>, until: Option<Day>, on: Day) -> bool {
    since.is_none_or(|since| since <= on) && until.is_none_or(|until| on < until)
}

/// Whose part a unit was, from a day to a day (exclusive).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parentage {
    pub unit: UnitId,
    pub parent: UnitId,
    pub since: Option<Day>,
    pub until: Option<Day>,
}

/// Which unit took over from which, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Succession {
    pub from: UnitId,
    pub to: UnitId,
    pub on: Day,
}

/// Why a text names no unit that can serve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnitRefusal {
    Unknown {
        text: String,
    },
    /// `candidates`: code and `parent/name` of each, by code.
    Ambiguous {
        text: String,
        candidates: Vec<(String, String)>,
    },
    NotStanding {
        code: String,
        name: String,
        on: Day,
        /// Code and name of the unit that took over.
        successor: Option<(String, String)>,
    },
    /// The city itself holds no residents.
    HoldsNobody {
        code: String,
        name: String,
    },
    NoCounter {
        code: String,
        name: String,
        /// Code and name of the counter that serves the unit.
        instead: Option<(String, String)>,
    },
}

impl UnitRefusal {
    pub fn code(&self) -> Code {
        match self {
            UnitRefusal::Unknown { .. } => Code::J601,
            UnitRefusal::Ambiguous { .. } => Code::J602,
            UnitRefusal::NotStanding { .. } => Code::J603,
            UnitRefusal::HoldsNobody { .. } => Code::J211,
            UnitRefusal::NoCounter { .. } => Code::J212,
        }
    }
}

fn named(unit: &Unit) -> (String, String) {
    (unit.code.clone(), unit.name.clone())
}

/// The whole tree, all days at once.
#[derive(Debug, Default)]
pub struct UnitTree {
    units: Vec<Unit>,
    parents: HashMap<UnitId, Vec<Parentage>>,
    successions: HashMap<UnitId, Vec<Succession>>,
    by_id: HashMap<UnitId, usize>,
    by_code: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
}

impl UnitTree {
    /// `units` in the order of their codes.
    pub fn new(units: Vec<Unit>, parents: Vec<Parentage>, successions: Vec<Succession>) -> UnitTree {
        let mut tree = UnitTree { units, ..UnitTree::default() };
        for (at, unit) in tree.units.iter().enumerate() {
            tree.by_id.insert(unit.id, at);
            tree.by_code.insert(unit.code.clone(), at);
            tree.by_name.entry(unit.name.clone()).or_default().push(at);
        }
        for parentage in parents {
            tree.parents.entry(parentage.unit).or_default().push(parentage);
        }
        for succession in successions {
            tree.successions.entry(succession.from).or_default().push(succession);
        }
        tree
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

    pub fn parent_on(&self, id: UnitId, on: Day) -> Option<&Unit> {
        let parentage = self.parents.get(&id)?.iter().find(|p| spans(p.since, p.until, on))?;
        self.get(parentage.parent)
    }

    /// The district or county that the unit belongs to on that day (itself, if it is one).
    pub fn district_on(&self, id: UnitId, on: Day) -> Option<&Unit> {
        let mut unit = self.get(id)?;
        for _ in 0..8 {
            if unit.kind.is_county_level() {
                return Some(unit);
            }
            unit = self.parent_on(unit.id, on)?;
        }
        None
    }

    /// Whether any unit standing on that day belongs to this one.
    pub fn has_parts_on(&self, id: UnitId, on: Day) -> bool {
        self.units
            .iter()
            .any(|unit| unit.stands_on(on) && self.parent_on(unit.id, on).is_some_and(|parent| parent.id == id))
    }

    /// The district or county that answers for a unit on a day: that of the unit, or of whoever took over.
    pub fn answering_district(&self, id: UnitId, on: Day) -> Option<&Unit> {
        self.standing_on(id, on).and_then(|unit| self.district_on(unit.id, on))
    }

    /// The unit itself while it stands, else whoever took over by that day.
    pub fn standing_on(&self, id: UnitId, on: Day) -> Option<&Unit> {
        let mut unit = self.get(id)?;
        for _ in 0..32 {
            if unit.until.is_none_or(|until| on < until) {
                return Some(unit);
            }
            let next = self.successions.get(&unit.id)?.iter().rfind(|s| s.on <= on)?;
            unit = self.get(next.to)?;
        }
        None
    }

    /// The unit that `text` names: a code, a name that is unique, or `parent/name` with any parent
    /// that the unit ever had. It must stand on that day.
    ///
    /// # Errors
    /// `Unknown`, `Ambiguous` (with all candidates) or `NotStanding` (with the successor).
    pub fn find(&self, text: &str, on: Day) -> Result<&Unit, UnitRefusal> {
        let text = text.trim();
        let unit = match self.by_code(text) {
            Some(unit) => unit,
            None => self.by_words(text, on)?,
        };
        if unit.stands_on(on) {
            return Ok(unit);
        }
        let successor = self.standing_on(unit.id, on).filter(|next| next.id != unit.id).map(named);
        Err(UnitRefusal::NotStanding { code: unit.code.clone(), name: unit.name.clone(), on, successor })
    }

    fn by_words(&self, text: &str, on: Day) -> Result<&Unit, UnitRefusal> {
        let (parent, name) = match text.rsplit_once(['/', '／']) {
            Some((parent, name)) => (Some(parent.trim()), name.trim()),
            None => (None, text),
        };
        let named = self.by_name.get(name).into_iter().flatten().map(|at| &self.units[*at]);
        let found: Vec<&Unit> =
            named.filter(|unit| parent.is_none_or(|parent| self.ever_under(unit, parent))).collect();
        let standing: Vec<&Unit> = found.iter().copied().filter(|unit| unit.stands_on(on)).collect();
        match (standing.as_slice(), found.as_slice()) {
            ([one], _) | ([], [one]) => Ok(one),
            ([], []) => Err(UnitRefusal::Unknown { text: text.to_owned() }),
            _ => Err(UnitRefusal::Ambiguous {
                text: text.to_owned(),
                candidates: found.iter().map(|unit| (unit.code.clone(), self.path(unit, on))).collect(),
            }),
        }
    }

    fn ever_under(&self, unit: &Unit, parent: &str) -> bool {
        let last = parent.rsplit(['/', '／']).next().unwrap_or(parent).trim();
        let parents = self.parents.get(&unit.id).into_iter().flatten().filter_map(|p| self.get(p.parent));
        parents.into_iter().any(|p| p.name == last || p.code == last)
    }

    /// `parent/name`, as it may be typed.
    pub fn path(&self, unit: &Unit, on: Day) -> String {
        match self.parent_on(unit.id, on) {
            Some(parent) if parent.kind != UnitKind::City => format!("{}/{}", parent.name, unit.name),
            _ => unit.name.clone(),
        }
    }

    /// Whether people can be registered at the unit.
    ///
    /// # Errors
    /// The city itself: `HoldsNobody`.
    pub fn residence<'a>(&'a self, text: &str, on: Day) -> Result<&'a Unit, UnitRefusal> {
        let unit = self.find(text, on)?;
        if unit.kind == UnitKind::City {
            return Err(UnitRefusal::HoldsNobody { code: unit.code.clone(), name: unit.name.clone() });
        }
        Ok(unit)
    }

    /// The counter that `text` names.
    ///
    /// # Errors
    /// As [`UnitTree::find`], and `NoCounter` with the counter that serves the unit.
    pub fn counter<'a>(&'a self, text: &str, on: Day) -> Result<&'a Unit, UnitRefusal> {
        let unit = self.find(text, on)?;
        if unit.tier.is_some() {
            return Ok(unit);
        }
        let instead = self.counter_of(unit.id, on).map(named);
        Err(UnitRefusal::NoCounter { code: unit.code.clone(), name: unit.name.clone(), instead })
    }

    /// The counter that serves a residence unit: its own, else the nearest one above it.
    pub fn counter_of(&self, id: UnitId, on: Day) -> Option<&Unit> {
        let mut unit = self.standing_on(id, on)?;
        for _ in 0..8 {
            if unit.tier.is_some() && unit.stands_on(on) {
                return Some(unit);
            }
            unit = self.parent_on(unit.id, on)?;
        }
        None
    }

    /// All counters that stand on that day, by code.
    pub fn counters_on(&self, on: Day) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(move |unit| unit.tier.is_some() && unit.stands_on(on))
    }
}
