//! Who is entitled to a permit on a day, since when, and who is obliged to apply.
//!
//! The answer is that of the regime of the day asked. `since` is the first entitled day under it, also
//! while still to come, untouched by a permit held; `None` when never (RULES 3).

use super::calendar::Day;
use super::code::Code;
use super::identity::IdKind;
use super::regime::{Entitlement, Exempt, RegimeRules};
use super::rulebook::{DayCount, RuleBook};

/// What a decision about one registered person needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub kind: IdKind,
    pub birth_on: Option<Day>,
    pub registered_on: Day,
    pub arrived_on: Option<Day>,
    /// Code of the intended stay; `None`: unknown.
    pub stay: Option<String>,
    pub exempt: Option<Exempt>,
    /// Household registration in a district or county of the same city.
    pub own_city: bool,
}

/// The code of a stay under a month.
pub const STAY_UNDER_A_MONTH: &str = "0";

/// Why somebody is not entitled on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NotEntitled {
    /// Before the first rules: cards of that time come by roster.
    BeforeRules {
        first: Day,
    },
    NotRegistered,
    OtherPapers(IdKind),
    Exempt(Exempt),
    ShortStay,
    OwnCity,
    HalfYear {
        since: Day,
    },
}

impl NotEntitled {
    pub fn code(self) -> Code {
        match self {
            NotEntitled::BeforeRules { .. } => Code::J323,
            NotEntitled::NotRegistered => Code::J202,
            NotEntitled::OtherPapers(_) => Code::J302,
            NotEntitled::Exempt(_) => Code::J325,
            NotEntitled::ShortStay => Code::J326,
            NotEntitled::OwnCity => Code::J324,
            NotEntitled::HalfYear { .. } => Code::J301,
        }
    }
}

/// The answer for one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entitled {
    pub since: Option<Day>,
    /// Empty when entitled on the day.
    pub reasons: Vec<NotEntitled>,
}

impl Entitled {
    pub fn is_eligible(&self) -> bool {
        self.reasons.is_empty()
    }
}

/// First day on which half a year (`months`) of registered residence is complete.
pub fn half_year_complete(registered_on: Day, months: u16, count: DayCount) -> Day {
    let end = registered_on.plus_months(i32::from(months));
    match count {
        DayCount::Inclusive => end.plus_days(-1),
        DayCount::CivilCode => end,
    }
}

/// The latest day of registration for which half a year is complete on `on`.
pub fn registered_by_for_half_year(on: Day, months: u16, count: DayCount) -> Day {
    let mut day = on.plus_months(-i32::from(months)).plus_days(4);
    while half_year_complete(day, months, count) > on {
        day = day.plus_days(-1);
    }
    day
}

/// Whether the person, registered on the day asked, is entitled to a permit.
pub fn entitled(standing: &Standing, book: &RuleBook, on: Day) -> Entitled {
    let rules = book.on(on);
    let never = |reason| Entitled { since: None, reasons: vec![reason] };
    if standing.kind != IdKind::Citizen {
        return never(NotEntitled::OtherPapers(standing.kind));
    }
    let first_entitled = match rules.entitlement {
        Entitlement::None => return never(NotEntitled::BeforeRules { first: super::permit::first_rules(book) }),
        Entitlement::ByStay { .. } => {
            if let Some(exempt) = barred(standing, rules) {
                return never(NotEntitled::Exempt(exempt));
            }
            if is_short(standing) {
                return never(NotEntitled::ShortStay);
            }
            standing.registered_on
        }
        Entitlement::ByResidence { months } => {
            if rules.own_city_barred && standing.own_city {
                return never(NotEntitled::OwnCity);
            }
            half_year_complete(standing.registered_on, months, book.settings_on(on).day_count)
        }
    };
    let since = first_entitled.max(rules.from);
    let reasons = if since > on { vec![NotEntitled::HalfYear { since }] } else { Vec::new() };
    Entitled { since: Some(since), reasons }
}

fn barred(standing: &Standing, rules: &RegimeRules) -> Option<Exempt> {
    standing.exempt.filter(|exempt| rules.barred_exempt.contains(exempt))
}

fn is_short(standing: &Standing) -> bool {
    standing.stay.as_deref() == Some(STAY_UNDER_A_MONTH)
}

/// Whether the person is obliged to apply, and by when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duty {
    pub liable: bool,
    /// The last good day; `None` while not liable, while a card is held, or without a calendar.
    pub apply_by: Option<Day>,
}

/// The duty on a day (G 13, P 9). `holds_card`: a permit or a running temporary permit is held.
pub fn duty(standing: &Standing, book: &RuleBook, on: Day, holds_card: bool) -> Duty {
    let none = Duty { liable: false, apply_by: None };
    let rules = book.on(on);
    let Entitlement::ByStay { liable_from, liable_below, within, .. } = rules.entitlement else { return none };
    let Some(birth_on) = standing.birth_on else { return none };
    let age = birth_on.age_on(on);
    let exempt = rules.exempt_not_liable && standing.exempt.is_some();
    if standing.kind != IdKind::Citizen || exempt || is_short(standing) || !(liable_from..liable_below).contains(&age) {
        return none;
    }
    let arrived_on = standing.arrived_on.unwrap_or(standing.registered_on);
    let starts_on = arrived_on.max(birth_on.birthday(liable_from)).max(rules.from);
    let apply_by = if holds_card { None } else { within.last_day(starts_on, &book.calendar).ok() };
    Duty { liable: true, apply_by }
}

/// Whether the registration came after its limit (RULES 2, "Late"); the day of arrival is not counted.
pub fn registered_late(arrived_on: Option<Day>, registered_on: Day, book: &RuleBook) -> bool {
    let limit = book.on(registered_on).register_within;
    let last_day = arrived_on.zip(limit).and_then(|(arrived, limit)| limit.last_day(arrived, &book.calendar).ok());
    last_day.is_some_and(|last_day| registered_on > last_day)
}
