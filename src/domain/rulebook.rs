//! Everything a decision needs to know besides the person: the rules of each day, calendar, the city.
//!
//! Built in one place (`ops/office.rs`) and handed to the pure functions of this room. The book is dated:
//! a rule changed from a day on begins a new [`Epoch`], and the days before keep theirs. A decision asks
//! for the day that governs it: the day asked (half a year, gap), of the endorsement (`after_late`), of
//! acceptance (limits), of the act (papers, proxy, printed validity).

use super::calendar::{Day, WorkCalendar};
use super::clash::Clash;
use super::constant::{Constant, Setting, value_on};
use super::regime::{Limit, Regime, RegimeRules, Window};
use super::rule_text;
use super::unit::{UnitId, UnitKind, UnitTree};

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
    /// Whether an endorsement needs its papers (N 二(五)) or only records what was shown.
    pub endorse_papers: EndorsePapers,
    /// By when the office promises a card, within the limit of the law.
    pub issue_promise: Limit,
    /// By how many per cent the registered or the holders may change in a night before it is flagged.
    pub night_jump: u16,
    /// By which hour of the next day a night must be there before whoever works in the register is told.
    pub night_by: u16,
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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndorsePapers {
    Recorded,
    Required,
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
    /// With the districts and counties that a register opened by itself.
    pub fn include(&mut self, tree: &UnitTree) {
        for unit in tree.units().iter().filter(|unit| unit.kind.is_county_level()) {
            let list = if unit.kind == UnitKind::District { &mut self.districts } else { &mut self.counties };
            if !list.contains(&unit.code) {
                list.push(unit.code.clone());
            }
        }
    }

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

/// The rules from a day on, until the next epoch.
#[derive(Debug, Clone)]
struct Epoch {
    from: Day,
    rules: RegimeRules,
    settings: Settings,
}

/// All rules, for all days.
#[derive(Debug, Clone)]
pub struct RuleBook {
    /// As embedded.
    constants: &'static [Constant],
    /// What the city has set, in the order in which it was entered.
    set: Vec<Setting>,
    /// In the order of their first days; the first is that of `legacy`.
    epochs: Vec<Epoch>,
    /// The windows of endorsement, each from its first day, equal neighbours made one: asked for every
    /// term of every card of an import.
    windows: Vec<(Day, Window)>,
    pub calendar: WorkCalendar,
    pub city: CityCodes,
}

impl RuleBook {
    /// The book of these constants with what was set laid over them; `None` where a text is unreadable
    /// or a key unknown.
    pub fn new(
        constants: &'static [Constant],
        set: Vec<Setting>,
        calendar: WorkCalendar,
        city: CityCodes,
    ) -> Option<RuleBook> {
        if !set.iter().all(|setting| constants.iter().any(|constant| constant.key == setting.key)) {
            return None;
        }
        let mut days: Vec<Day> = constants.iter().filter(|c| c.name() == "from").map(|c| c.since).collect();
        let first = *days.iter().min()?;
        days.extend(set.iter().filter(|setting| setting.unit.is_none()).map(|setting| setting.from.max(first)));
        days.sort_unstable();
        days.dedup();
        let epochs = days.into_iter().map(|day| epoch(constants, &set, day)).collect::<Option<Vec<Epoch>>>()?;
        let mut windows: Vec<(Day, Window)> = epochs.iter().map(|epoch| (epoch.from, epoch.rules.window)).collect();
        windows.dedup_by_key(|(_, window)| *window);
        Some(RuleBook { constants, set, epochs, windows, calendar, city })
    }

    /// The same book with one more setting.
    pub fn with(&self, setting: Setting) -> Option<RuleBook> {
        let mut set = self.set.clone();
        set.push(setting);
        RuleBook::new(self.constants, set, self.calendar.clone(), self.city.clone())
    }

    fn epoch_on(&self, day: Day) -> &Epoch {
        self.epochs.iter().rev().find(|epoch| epoch.from <= day).unwrap_or(&self.epochs[0])
    }

    /// The rules in force on a day.
    pub fn on(&self, day: Day) -> &RegimeRules {
        &self.epoch_on(day).rules
    }

    /// The choices in force on a day.
    pub fn settings_on(&self, day: Day) -> Settings {
        self.epoch_on(day).settings
    }

    /// The rules of a named regime on its first day.
    pub fn of(&self, regime: Regime) -> &RegimeRules {
        let found = self.epochs.iter().find(|epoch| epoch.rules.regime == regime);
        &found.unwrap_or(&self.epochs[0]).rules
    }

    /// The first day after a regime; `None` for the one in force.
    pub fn end_of(&self, regime: Regime) -> Option<Day> {
        self.epochs.iter().find(|epoch| epoch.rules.regime > regime).map(|epoch| epoch.from)
    }

    /// The windows of endorsement, each from its first day on.
    pub fn windows(&self) -> &[(Day, Window)] {
        &self.windows
    }

    /// The first contradiction, from a day on, that a constant is part of: the other one's key, and its day.
    pub fn clash(&self, constant: &Constant, from: Day) -> Option<(Clash, String, Day)> {
        let governs = |epoch: &&Epoch| constant.regime.is_none_or(|regime| regime == epoch.rules.regime);
        let begun = self.epoch_on(from).from;
        self.epochs.iter().filter(|epoch| epoch.from >= begun).filter(governs).find_map(|epoch| {
            let (clash, name) = Clash::of(constant.name(), &epoch.rules, &epoch.settings)?;
            let of_regime = format!("{}.{name}", epoch.rules.regime.as_str());
            let key = if self.constant(&of_regime).is_some() { of_regime } else { name.to_owned() };
            Some((clash, key, epoch.from.max(from)))
        })
    }

    pub fn constants(&self) -> &'static [Constant] {
        self.constants
    }

    pub fn constant(&self, key: &str) -> Option<&'static Constant> {
        self.constants.iter().find(|constant| constant.key == key)
    }

    /// The value of a constant on a day, and since when.
    pub fn value_on(&self, constant: &'static Constant, unit: Option<UnitId>, on: Day) -> (&str, Day) {
        value_on(constant, &self.set, unit, on)
    }

    /// The units that have a value of their own for a constant on a day.
    pub fn units_with(&self, constant: &Constant, on: Day) -> Vec<UnitId> {
        let of_key = self.set.iter().filter(|setting| setting.key == constant.key && setting.from <= on);
        let mut units: Vec<UnitId> = of_key.filter_map(|setting| setting.unit).collect();
        units.sort_unstable();
        units.dedup();
        units
    }
}

/// The rules of one day.
fn epoch(constants: &[Constant], set: &[Setting], from: Day) -> Option<Epoch> {
    let begun = constants.iter().filter(|c| c.name() == "from" && c.since <= from);
    let regime = begun.max_by_key(|constant| constant.since)?.regime?;
    let of = |wanted: Option<Regime>, name: &str| {
        let constant = constants.iter().find(|c| c.regime == wanted && c.name() == name)?;
        Some(value_on(constant, set, None, from).0)
    };
    Some(Epoch {
        from,
        rules: rule_text::regime_rules(regime, &|name| of(Some(regime), name))?,
        settings: rule_text::settings(&|name| of(None, name))?,
    })
}
