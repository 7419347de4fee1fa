//! Everything a decision needs to know besides the person: regimes, calendar, settings, the city.
//!
//! Built in one place (`ops/rulebook.rs`) and handed to the pure functions of this room. Settings marked
//! ◇ in `docs/rules.md` are fields here; their defaults come with the regimes' data.

use super::calendar::{Day, WorkCalendar};
use super::regime::{Limit, Regime, RegimeRules};

/// Choices where the texts are silent; each can be changed from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Whether the day of registration counts in the half year (`inclusive`) or not (`civil_code`).
    pub day_count: DayCount,
    /// From where anniversaries run after a late endorsement.
    pub after_late: AfterLate,
    /// Days that may lie between an earlier temporary permit and the registration for its time to count.
    pub gap_allowed: u16,
    /// Whether a child's application needs a proxy (S 9(3) says "may").
    pub child_needs_proxy: bool,
    /// From which age somebody can be a proxy (民法典 18, formerly 民法通则 11).
    pub proxy_min_age: i16,
    /// Whether only a lease filed with the housing office proves the dwelling ground (N 二(一)).
    pub dwelling_ground_lease: LeaseRule,
    /// Whether a limit that ends on a day off rolls to the next working day.
    pub deadline_roll: Roll,
    /// Within how long of acceptance the city promises the card; the limit of the rules stands beside it.
    pub issue_promise: Limit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayCount {
    Inclusive,
    CivilCode,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterLate {
    FromEndorsement,
    OldAnniversary,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeaseRule {
    Any,
    Filed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Roll {
    None,
    NextWorkingDay,
}

/// The codes by which a city tells its own people from others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CityCodes {
    /// Codes of the districts among which a move is no migration.
    pub districts: Vec<String>,
    /// Codes of the counties of the same city.
    pub counties: Vec<String>,
}

impl CityCodes {
    pub fn is_district(&self, code: &str) -> bool {
        self.districts.iter().any(|district| district == code)
    }

    /// Whether the code is one of the city's districts or counties.
    pub fn is_own(&self, code: &str) -> bool {
        self.is_district(code) || self.counties.iter().any(|county| county == code)
    }

    /// Household registration in `hukou` and residence in `residence` (six digits each): a migrant?
    /// (RULES 1; G 3, P 3.)
    pub fn is_migrant(&self, hukou: &str, residence: &str) -> bool {
        let both_districts = self.is_district(hukou) && self.is_district(residence);
        hukou != residence && !both_districts
    }
}

/// All rules, for all days.
#[derive(Debug, Clone)]
pub struct RuleBook {
    /// In the order of their first days; the first is `legacy`.
    pub regimes: Vec<RegimeRules>,
    pub calendar: WorkCalendar,
    pub settings: Settings,
    pub city: CityCodes,
}

impl RuleBook {
    /// The rules in force on a day.
    pub fn on(&self, day: Day) -> &RegimeRules {
        self.regimes.iter().rev().find(|rules| rules.from <= day).unwrap_or(&self.regimes[0])
    }

    /// The rules of a named regime.
    pub fn of(&self, regime: Regime) -> &RegimeRules {
        self.regimes.iter().find(|rules| rules.regime == regime).unwrap_or(&self.regimes[0])
    }
}
