//! The four bodies of rules on permits, and which one a day falls under.
//!
//! Everything a year or a city can change is a value here, filled from `reference/regimes.toml`; no
//! number of a rule stands in code. The regime is chosen by the day of the act; a card keeps the regime
//! under which it was issued. Sources: G = Guiyang Decree 1/2012, P = Guizhou Regulation 2012, S = State
//! Council Decree 663, N = 公通字[2015]38号.

use super::calendar::{Day, NoCalendar, WorkCalendar};

/// A body of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Regime {
    /// Before 2012-03-05: older cards, by roster only.
    Legacy,
    /// Guiyang Municipal Decree 1/2012.
    Guiyang2012,
    /// Guizhou provincial Regulation, from 2012-10-01.
    Guizhou2012,
    /// State Council Decree 663, from 2016-01-01.
    State2016,
}

impl Regime {
    pub const ALL: [Regime; 4] = [Regime::Legacy, Regime::Guiyang2012, Regime::Guizhou2012, Regime::State2016];

    pub fn as_str(self) -> &'static str {
        match self {
            Regime::Legacy => "legacy",
            Regime::Guiyang2012 => "guiyang-2012",
            Regime::Guizhou2012 => "guizhou-2012",
            Regime::State2016 => "state-2016",
        }
    }

    pub fn parse(text: &str) -> Option<Regime> {
        Regime::ALL.into_iter().find(|regime| regime.as_str() == text)
    }
}

/// A limit, counted from the day after the one it starts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    Days(u16),
    WorkingDays(u16),
}

impl Limit {
    /// The last good day of the limit.
    ///
    /// # Errors
    /// [`NoCalendar`] when working days run into a year that is not loaded.
    pub fn last_day(self, from: Day, calendar: &WorkCalendar) -> Result<Day, NoCalendar> {
        match self {
            Limit::Days(days) => Ok(from.plus_days(i32::from(days))),
            Limit::WorkingDays(days) => calendar.plus_working_days(from, days),
        }
    }
}

/// When a card may be endorsed, before the day it runs out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// The last N days of validity (P 13).
    LastDays(u16),
    /// The N months before the anniversary (S 10(2)).
    MonthsBefore(u16),
}

impl Window {
    /// First day of the window of a card whose first bad day is `until`.
    pub fn opens(self, until: Day) -> Day {
        match self {
            Window::LastDays(days) => until.plus_days(-i32::from(days)),
            Window::MonthsBefore(months) => until.plus_months(-i32::from(months)),
        }
    }

    /// The latest first bad day whose window opens by `day`, or a few days more: a month's end is clamped.
    pub fn latest_until(self, day: Day) -> Day {
        match self {
            Window::LastDays(days) => day.plus_days(i32::from(days)),
            Window::MonthsBefore(months) => day.plus_months(i32::from(months)).plus_days(3),
        }
    }
}

/// Who may, or must, apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entitlement {
    /// No rule of ours: cards of that time come by roster.
    None,
    /// A stay of at least `min_stay_days`; those aged from `liable_from` to under `liable_below` are
    /// obliged `within` the limit (G 13, P 9).
    ByStay { min_stay_days: u16, liable_from: i16, liable_below: i16, within: Limit },
    /// Registered for so many months, and a ground proved at application (S 2, S 9).
    ByResidence { months: u16 },
}

/// What an application must bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Papers {
    pub photos: u8,
    pub ground: bool,
    /// Whether a hukou book serves as identity paper for anyone, or for a child only.
    pub hukou_book_for_adults: bool,
    /// Under this age an application needs a proxy; 0: never.
    pub proxy_below_age: i16,
}

/// The rules of one regime.
#[derive(Debug, Clone)]
pub struct RegimeRules {
    pub regime: Regime,
    /// First day in force.
    pub from: Day,
    /// Registering after this limit is late; `None`: no limit.
    pub register_within: Option<Limit>,
    /// Telling of a move after this limit is late; `None`: no limit.
    pub move_within: Option<Limit>,
    /// A sender's report after this limit is late; `None`: no limit.
    pub sender_within: Option<Limit>,
    pub entitlement: Entitlement,
    pub papers: Papers,
    pub issue_within: Limit,
    /// To where the limit of issue can be extended, counted from the same day; `None`: not at all.
    pub extend_within: Option<Limit>,
    /// What a holder pays for a card in place of another, in yuan.
    pub replacement_fee: u16,
    /// The same where data on the card changed; `None`: as for every other reason.
    pub changed_fee: Option<u16>,
    /// Validity printed on the card, in months; `None`: none printed.
    pub validity_months: Option<u16>,
    pub window: Window,
    /// Whether a card that was not endorsed is suspended (and can be restored) or has expired.
    pub lapses_to_suspension: bool,
    /// Exempt kinds that may do without registering: none of them is late (G 12, P 9(2)).
    pub need_not_register: Vec<Exempt>,
    /// Exempt kinds that are registered and get no permit (P 10).
    pub barred_exempt: Vec<Exempt>,
    /// Whether the exempt are outside the duty to apply.
    pub exempt_not_liable: bool,
    /// Whether household registration in a county of the same city bars a permit (N 二(一)).
    pub own_city_barred: bool,
}

/// Why somebody is outside the duty to hold a permit (G 12, P 9(2), P 10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Exempt {
    Hotel,
    Inpatient,
    Boarder,
    Rescue,
    Relative,
}

impl Exempt {
    pub const ALL: [Exempt; 5] = [Exempt::Hotel, Exempt::Inpatient, Exempt::Boarder, Exempt::Rescue, Exempt::Relative];

    pub fn as_str(self) -> &'static str {
        match self {
            Exempt::Hotel => "hotel",
            Exempt::Inpatient => "inpatient",
            Exempt::Boarder => "boarder",
            Exempt::Rescue => "rescue",
            Exempt::Relative => "relative",
        }
    }

    /// Reads the code, or the word that a roster's 免办事由 column has.
    pub fn parse(text: &str) -> Option<Exempt> {
        match text.trim() {
            "旅店" => Some(Exempt::Hotel),
            "住院" => Some(Exempt::Inpatient),
            "寄宿" => Some(Exempt::Boarder),
            "救助" => Some(Exempt::Rescue),
            "亲属" => Some(Exempt::Relative),
            other => Exempt::ALL.into_iter().find(|exempt| exempt.as_str() == other),
        }
    }
}
