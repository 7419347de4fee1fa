//! The facts that reasons are made of, in groups: days and values, no prose. Their keys are in `keys`.

use crate::domain::application::ApplicationState;
use crate::domain::calendar::Day;
use crate::domain::eligibility::{ClockStart, NotEntitled};
use crate::domain::identity::IdKind;
use crate::domain::permit::{EndReason, Status};
use crate::domain::regime::{Exempt, Limit, Regime};
use crate::domain::stay_end::LeaveReason;

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
        /// Lost, else handed back.
        lost: bool,
        counted_from: Day,
    },
    /// What happened to the card that this one stands for.
    OnCardBefore {
        permit: String,
        fact: Box<CardFact>,
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
    /// After the last good day: what it cost. `suspended`: under state-2016. `anniversaries_go_on`: the years of
    /// the card are counted on from the old day.
    EndorsedLate {
        on: Day,
        lapsed_from: Day,
        days: i64,
        suspended: bool,
        anniversaries_go_on: bool,
        next: Day,
    },
    /// The holder has moved since it was made.
    FaceOutdated {
        moved: Day,
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
    /// `lapsed_on`: the day before which it was not endorsed; for a replacement that of the card before.
    Suspended {
        since: Day,
        lapsed_on: Day,
    },
    Expired {
        since: Day,
    },
    Ended {
        on: Day,
        reason: EndReason,
        replaced_by: Option<String>,
        /// Two records were made one on that day, and the other card stayed.
        gave_way: Option<Day>,
    },
    /// `may_apply`: whether a 居住证 can be applied for meanwhile.
    TemporaryRuns {
        until: Day,
        may_apply: bool,
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
    /// `permit`: the card that was endorsed late, where the sentence must name it.
    CountedAnew {
        from: Day,
        permit: Option<String>,
    },
    /// `permit`: the card that is suspended, where the sentence must name it.
    StandsStill {
        since: Day,
        permit: Option<String>,
    },
    /// So many days on which cards were suspended that have ended since; `permits`: those that must be named.
    Skipped {
        days: i64,
        permits: Vec<String>,
    },
    NotCounted,
    /// The register knows days of registration, not where somebody slept.
    TrulyLived,
}

/// Registration, moves, departures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StayFact {
    Earlier {
        from: Day,
        until: Day,
    },
    /// Of two merged records the earlier one's, which the other's goes on from: its time counts.
    Joined {
        from: Day,
        until: Day,
    },
    /// Of two merged records the one that counts on no day of its own.
    Double {
        on: Day,
    },
    Registered {
        on: Day,
        again: bool,
    },
    Arrived {
        on: Day,
    },
    ArrivalUnknown {
        used: Day,
    },
    RegisteredLate {
        arrived: Day,
        last_day: Day,
        on: Day,
        limit: Limit,
    },
    Moved {
        on: Day,
    },
    /// Another unit took the place over: nobody moved.
    Regrouped {
        on: Day,
        former: String,
        unit: String,
        split: bool,
    },
    MovedLate {
        on: Day,
        told: Day,
        last_day: Day,
        limit: Limit,
    },
    /// The card ended because its bearer left, settled or died; the registration still stands.
    LeftOpen {
        on: Day,
        reason: LeaveReason,
    },
    Left {
        on: Day,
        reason: LeaveReason,
    },
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
    /// Registered, and the intended stay long enough. `stay_known`: it was told. `served`: a card is held or
    /// waited for, and none is to be applied for.
    LongStay {
        since: Day,
        days: u16,
        stay_known: bool,
        served: bool,
    },
    HalfYear {
        registered: Day,
        complete: Day,
        months: u16,
        reached: bool,
        served: bool,
    },
    /// By what is recorded now, the person was not entitled when the application was accepted. `stands`: the
    /// card that was issued on it can still be endorsed.
    NotThen {
        accepted_on: Day,
        why: NotEntitled,
        stands: bool,
    },
    /// Not entitled any more, and the card that is held is no less good.
    CardStands,
    /// Complete before these rules began.
    RulesBegan {
        from: Day,
        regime: Regime,
    },
    /// One of three grounds, which the register does not know before the application.
    Ground,
}

/// The card for which nobody has a last day to apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    Live,
    /// It can no more be endorsed, and has not been ended.
    Expired,
    /// A 暂住证 that runs.
    Temporary,
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
        /// The day on which an application was accepted that waits for its card.
        applied: Option<Day>,
    },
    NoCalendar {
        year: i16,
    },
    /// A card is held, so there is no last day.
    Holds(Held),
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
        /// Why it was refused, as recorded, and the article it rests on.
        because: Option<String>,
        article: Option<String>,
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
