//! The city's units and their counters, as a tree that changes with the days.
//!
//! A unit is known by its code; names repeat (two communities are called 新华社区), so a bare name that
//! several bear is refused with all of them. Three tiers of counters: city, district, community; a town
//! has none and its people are served by the district's. A unit that ended is followed to its successor
//! ([`tree`]), and is found by every name that it ever bore ([`finding`]).
//! Invariant: every question is asked for a day.

mod around;
mod counters;
mod finding;
mod near;
mod split;
mod tree;

pub use split::{Split, plain};
pub use tree::UnitTree;

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
    /// 街道办事处, what the communities of 2010 to 2012 replaced.
    Street,
    Town,
    Township,
    Farm,
}

impl UnitKind {
    pub const ALL: [UnitKind; 9] = [
        UnitKind::City,
        UnitKind::District,
        UnitKind::County,
        UnitKind::CountyCity,
        UnitKind::Community,
        UnitKind::Street,
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
            UnitKind::Street => "street",
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

    /// Whether a unit of this kind can be part of one of that kind: districts and counties of the city,
    /// everything else of a district or county.
    pub fn fits_under(self, parent: UnitKind) -> bool {
        match self {
            UnitKind::City => false,
            UnitKind::District | UnitKind::County | UnitKind::CountyCity => parent == UnitKind::City,
            UnitKind::Community | UnitKind::Street | UnitKind::Town | UnitKind::Township | UnitKind::Farm => {
                parent.is_county_level()
            }
        }
    }

    /// The tier that a counter at a unit of this kind has.
    pub fn tier(self) -> Tier {
        match self {
            UnitKind::City => Tier::City,
            UnitKind::District | UnitKind::County | UnitKind::CountyCity => Tier::District,
            UnitKind::Community | UnitKind::Street | UnitKind::Town | UnitKind::Township | UnitKind::Farm => {
                Tier::Community
            }
        }
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

/// How a unit came to follow another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Handover {
    /// The list of the city's units says so, with which the register began.
    Listed,
    Merge,
    Split,
    Close,
}

impl Handover {
    pub const ALL: [Handover; 4] = [Handover::Listed, Handover::Merge, Handover::Split, Handover::Close];

    pub fn as_str(self) -> &'static str {
        match self {
            Handover::Listed => "listed",
            Handover::Merge => "merge",
            Handover::Split => "split",
            Handover::Close => "close",
        }
    }

    pub fn parse(text: &str) -> Option<Handover> {
        Handover::ALL.into_iter().find(|how| how.as_str() == text)
    }
}

/// Which unit took over from which, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Succession {
    pub from: UnitId,
    pub to: UnitId,
    pub on: Day,
    pub how: Handover,
}

/// A name that a unit bore before its present one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerName {
    pub unit: UnitId,
    pub name: String,
    /// First day on which it bore the next name.
    pub until: Day,
}

/// Why a text names no unit that can serve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnitRefusal {
    /// `near`: code and `parent/name` of units whose names are nearly that, nearest first.
    Unknown { text: String, near: Vec<(String, String)> },
    /// `candidates`: code and `parent/name` of each, by code.
    Ambiguous { text: String, candidates: Vec<(String, String)> },
    NotStanding {
        code: String,
        name: String,
        on: Day,
        /// Code and name of each unit that took over; where a unit was split, the one that follows it last.
        successors: Vec<(String, String)>,
    },
    /// The city itself holds no residents.
    HoldsNobody { code: String, name: String },
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
