//! The facts that reasons are made of, in groups, each with a key that scripts can rely on.

use crate::domain::application::ApplicationState;
use crate::domain::calendar::Day;
use crate::domain::eligibility::ClockStart;
use crate::domain::identity::IdKind;
use crate::domain::permit::{EndReason, Status};
use crate::domain::regime::{Exempt, Limit, Regime};

/// Any fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    Card(CardFact),
    State(StateFact),
    Residence(ResidenceFact),
    Stay(StayFact),
    Entitlement(EntitlementFact),
    Duty(DutyFact),
    Application(ApplicationFact),
}

/// What happened to a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CardFact {
    Issued {
        on: Day,
        regime: Regime,
    },
    /// A 暂住证 of a ledger.
    TemporaryIssued {
        on: Day,
    },
    Replaces {
        on: Day,
        old: String,
        counted_from: Day,
    },
    Collected {
        on: Day,
    },
    Printed {
        until: Day,
    },
    /// Anniversaries run from this day.
    Anniversaries {
        from: Day,
    },
    /// In time; good until the day before the next anniversary.
    Endorsed {
        on: Day,
        until: Day,
    },
    /// After the last good day: what it cost. `suspended`: under state-2016.
    EndorsedLate {
        on: Day,
        lapsed_from: Day,
        days: i64,
        suspended: bool,
        next: Day,
    },
    /// Issued under earlier rules, and running into those of 2016.
    Crossing {
        change: Day,
        last_day: Day,
    },
}

/// What the card is on the day asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StateFact {
    NextWindow {
        opens: Day,
        closes: Day,
    },
    /// `suspends`: whether it is suspended, or expires, when nothing is done.
    Due {
        opens: Day,
        closes: Day,
        suspends: bool,
    },
    Suspended {
        since: Day,
    },
    Expired {
        since: Day,
    },
    Ended {
        on: Day,
        reason: EndReason,
        replaced_by: Option<String>,
    },
    TemporaryRuns {
        until: Day,
    },
    TemporaryRanOut {
        on: Day,
    },
}

/// How long the person has lived here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResidenceFact {
    Counted {
        since: Day,
        days: i64,
        full_years: i16,
    },
    TemporaryCounts {
        from: Day,
    },
    /// The 暂住证 ran out so many days before the registration.
    TemporaryGap {
        ran_out: Day,
        days: i64,
        allowed: u16,
    },
    CountedAnew {
        from: Day,
    },
    StandsStill {
        since: Day,
    },
    NotCounted,
    /// The register knows days of registration, not where somebody slept.
    TrulyLived,
}

/// Registration, moves, departures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StayFact {
    Earlier { from: Day, until: Day },
    Registered { on: Day, again: bool },
    Arrived { on: Day },
    ArrivalUnknown { used: Day },
    RegisteredLate { arrived: Day, last_day: Day, on: Day, limit: Limit },
    Moved { on: Day },
    MovedLate { on: Day, told: Day, last_day: Day, limit: Limit },
    Left { on: Day, reason: EndReason },
}

/// Who may hold a permit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntitlementFact {
    BeforeRules {
        first: Day,
    },
    NotRegistered,
    OtherPapers(IdKind),
    OwnCity,
    Exempt(Exempt),
    ShortStay {
        days: u16,
    },
    /// Registered, and the intended stay long enough. `stay_known`: it was told.
    LongStay {
        since: Day,
        days: u16,
        stay_known: bool,
    },
    HalfYear {
        registered: Day,
        complete: Day,
        months: u16,
        reached: bool,
    },
    /// Complete before these rules began.
    RulesBegan {
        from: Day,
        regime: Regime,
    },
    /// One of three grounds, which the register does not know before the application.
    Ground,
}

/// Who must, and by when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DutyFact {
    Must {
        from_age: i16,
        below_age: i16,
        days: u16,
    },
    UnderAge {
        age: i16,
        until: Day,
    },
    OverAge {
        age: i16,
        since: Day,
    },
    BirthUnknown,
    Exempt(Exempt),
    ApplyBy {
        by: Day,
        from: Day,
        start: ClockStart,
        limit: Limit,
        passed: bool,
    },
    NoCalendar {
        year: i16,
    },
    /// A card is held, so there is no last day.
    Holds,
    Voluntary {
        since: Day,
    },
}

/// Applications, and the card held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApplicationFact {
    /// Papers were missing, and the notice given.
    Incomplete {
        on: Day,
    },
    Accepted {
        on: Day,
        due: Option<Day>,
    },
    Closed {
        applied: Day,
        on: Day,
        state: ApplicationState,
    },
    Card {
        number: String,
        status: Status,
        since: Day,
    },
}

macro_rules! into_fact {
    ($($group:ident => $name:ident),*) => {$(
        impl From<$group> for Fact {
            fn from(fact: $group) -> Fact {
                Fact::$name(fact)
            }
        }
    )*};
}

into_fact!(CardFact => Card, StateFact => State, ResidenceFact => Residence, StayFact => Stay,
    EntitlementFact => Entitlement, DutyFact => Duty, ApplicationFact => Application);

impl Fact {
    /// The stable key of the fact.
    pub fn key(&self) -> &'static str {
        match self {
            Fact::Card(fact) => fact.key(),
            Fact::State(fact) => fact.key(),
            Fact::Residence(fact) => fact.key(),
            Fact::Stay(fact) => fact.key(),
            Fact::Entitlement(fact) => fact.key(),
            Fact::Duty(fact) => fact.key(),
            Fact::Application(fact) => fact.key(),
        }
    }
}

impl CardFact {
    fn key(&self) -> &'static str {
        match self {
            CardFact::Issued { .. } => "issued",
            CardFact::TemporaryIssued { .. } => "temporary_issued",
            CardFact::Replaces { .. } => "replaces",
            CardFact::Collected { .. } => "collected",
            CardFact::Printed { .. } => "printed_validity",
            CardFact::Anniversaries { .. } => "anniversaries",
            CardFact::Endorsed { .. } => "endorsed",
            CardFact::EndorsedLate { .. } => "endorsed_late",
            CardFact::Crossing { .. } => "crossed_into_2016",
        }
    }
}

impl StateFact {
    fn key(&self) -> &'static str {
        match self {
            StateFact::NextWindow { .. } => "next_window",
            StateFact::Due { .. } => "due",
            StateFact::Suspended { .. } => "suspended",
            StateFact::Expired { .. } => "expired",
            StateFact::Ended { .. } => "ended",
            StateFact::TemporaryRuns { .. } => "temporary_runs",
            StateFact::TemporaryRanOut { .. } => "temporary_ran_out",
        }
    }
}

impl ResidenceFact {
    fn key(&self) -> &'static str {
        match self {
            ResidenceFact::Counted { .. } => "residence",
            ResidenceFact::TemporaryCounts { .. } => "temporary_time_counts",
            ResidenceFact::TemporaryGap { .. } => "temporary_time_gap",
            ResidenceFact::CountedAnew { .. } => "residence_counted_anew",
            ResidenceFact::StandsStill { .. } => "residence_stands_still",
            ResidenceFact::NotCounted => "residence_not_counted",
            ResidenceFact::TrulyLived => "not_known_truly_lived",
        }
    }
}

impl StayFact {
    fn key(&self) -> &'static str {
        match self {
            StayFact::Earlier { .. } => "earlier_stay",
            StayFact::Registered { .. } => "registered",
            StayFact::Arrived { .. } => "arrived",
            StayFact::ArrivalUnknown { .. } => "not_known_arrival",
            StayFact::RegisteredLate { .. } => "registered_late",
            StayFact::Moved { .. } => "moved",
            StayFact::MovedLate { .. } => "moved_late",
            StayFact::Left { .. } => "left",
        }
    }
}

impl EntitlementFact {
    fn key(&self) -> &'static str {
        match self {
            EntitlementFact::BeforeRules { .. } => "before_rules",
            EntitlementFact::NotRegistered => "not_registered",
            EntitlementFact::OtherPapers(_) => "other_papers",
            EntitlementFact::OwnCity => "own_city",
            EntitlementFact::Exempt(_) => "exempt",
            EntitlementFact::ShortStay { .. } => "short_stay",
            EntitlementFact::LongStay { .. } => "long_stay",
            EntitlementFact::HalfYear { .. } => "half_year",
            EntitlementFact::RulesBegan { .. } => "rules_began",
            EntitlementFact::Ground => "not_known_ground",
        }
    }
}

impl DutyFact {
    fn key(&self) -> &'static str {
        match self {
            DutyFact::Must { .. } => "must_apply",
            DutyFact::UnderAge { .. } => "under_age",
            DutyFact::OverAge { .. } => "over_age",
            DutyFact::BirthUnknown => "not_known_birth",
            DutyFact::Exempt(_) => "exempt_from_duty",
            DutyFact::ApplyBy { .. } => "apply_by",
            DutyFact::NoCalendar { .. } => "not_known_calendar",
            DutyFact::Holds => "holds_card",
            DutyFact::Voluntary { .. } => "voluntary",
        }
    }
}

impl ApplicationFact {
    fn key(&self) -> &'static str {
        match self {
            ApplicationFact::Incomplete { .. } => "application_incomplete",
            ApplicationFact::Accepted { .. } => "application_accepted",
            ApplicationFact::Closed { .. } => "application_closed",
            ApplicationFact::Card { .. } => "card",
        }
    }
}
