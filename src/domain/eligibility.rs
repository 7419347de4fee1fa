//! Who is entitled to a permit on a day, since when, and who is obliged to apply.
//!
//! The answer is that of the regime of the day asked. `since` is the first entitled day under it, also
//! while still to come, untouched by a permit held; `None` when never (RULES 3).

use super::calendar::Day;
use super::code::Code;
use super::identity::IdKind;
use super::regime::{Entitlement, Exempt, Limit, RegimeRules};
use super::rulebook::{DayCount, RuleBook};

/// What a decision about one registered person needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub kind: IdKind,
    pub birth_on: Option<Day>,
    pub registered_on: Day,
    /// The first day from which on the intended stay was long enough, or unknown: that of the registration
    /// unless it was told later that the person stays longer.
    pub stays_on_since: Day,
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
            if is_short(standing.stay.as_deref()) {
                return never(NotEntitled::ShortStay);
            }
            standing.registered_on.max(standing.stays_on_since)
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

/// Whether an intended stay is known to be under a month.
pub fn is_short(stay: Option<&str>) -> bool {
    stay == Some(STAY_UNDER_A_MONTH)
}

/// What the last day to apply is counted from (RULES 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClockStart {
    Arrival,
    /// Arrival is unknown.
    Registration,
    Birthday,
    Rules,
    /// Until then a stay of under a month was told.
    LongerStay,
}

/// The day the limit starts on, which is not counted in it: the latest of arrival (unknown: registration),
/// the birthday from which there is a duty, the first day of the regime, and the day on which a longer stay
/// than the one first told was told ◇.
pub fn clock_start(standing: &Standing, rules: &RegimeRules, birth_on: Day, liable_from: i16) -> (Day, ClockStart) {
    let came = match standing.arrived_on {
        Some(arrived_on) => (arrived_on, ClockStart::Arrival),
        None => (standing.registered_on, ClockStart::Registration),
    };
    let longer = standing.stays_on_since;
    let longer = (longer > standing.registered_on).then_some((longer, ClockStart::LongerStay));
    let others = [(birth_on.birthday(liable_from), ClockStart::Birthday), (rules.from, ClockStart::Rules)];
    others.into_iter().chain(longer).fold(came, |latest, other| if other.0 > latest.0 { other } else { latest })
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
    if standing.kind != IdKind::Citizen
        || exempt
        || is_short(standing.stay.as_deref())
        || !(liable_from..liable_below).contains(&age)
    {
        return none;
    }
    let (starts_on, _) = clock_start(standing, rules, birth_on, liable_from);
    let apply_by = if holds_card { None } else { within.last_day(starts_on, &book.calendar).ok() };
    Duty { liable: true, apply_by }
}

/// The last good day of a registration that came after it, and the limit (RULES 2, "Late"); `None` where it came
/// in time, its regime sets no limit, the arrival is unknown, or the person need not register (G 12, P 9(2)). The
/// day of arrival is not counted (G 9, P 9(1)).
pub fn registered_late(
    arrived_on: Option<Day>,
    registered_on: Day,
    exempt: Option<Exempt>,
    book: &RuleBook,
) -> Option<(Day, Limit)> {
    let rules = book.on(registered_on);
    let limit = rules.register_within?;
    if exempt.is_some_and(|exempt| rules.need_not_register.contains(&exempt)) {
        return None;
    }
    let last_day = limit.last_day(arrived_on?, &book.calendar).ok()?;
    (registered_on > last_day).then_some((last_day, limit))
}

/// The last good day for telling of a move, when it was told after it (G 18(1), P 14); `told_on`: the day it
/// was recorded, `None` where the register does not know.
pub fn moved_late(moved_on: Day, told_on: Option<Day>, book: &RuleBook) -> Option<(Day, Limit)> {
    let limit = book.on(moved_on).move_within?;
    let last_day = limit.last_day(moved_on, &book.calendar).ok()?;
    told_on.is_some_and(|told_on| told_on > last_day).then_some((last_day, limit))
}
