//! The stable key of each fact: what scripts rely on (docs/contract.md). A key never changes its meaning.

use super::facts::{ApplicationFact, CardFact, DutyFact, EntitlementFact, Fact, ResidenceFact, StateFact, StayFact};

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
            CardFact::OnCardBefore { fact, .. } => fact.key(),
            CardFact::Collected { .. } => "collected",
            CardFact::Printed { .. } => "printed_validity",
            CardFact::Anniversaries { .. } => "anniversaries",
            CardFact::Endorsed { .. } => "endorsed",
            CardFact::EndorsedLate { .. } => "endorsed_late",
            CardFact::FaceOutdated { .. } => "face_outdated",
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
            ResidenceFact::Skipped { .. } => "residence_days_skipped",
            ResidenceFact::NotCounted => "residence_not_counted",
            ResidenceFact::TrulyLived => "not_known_truly_lived",
        }
    }
}

impl StayFact {
    fn key(&self) -> &'static str {
        match self {
            StayFact::Earlier { .. } => "earlier_stay",
            StayFact::Joined { .. } => "merged_stay",
            StayFact::Double { .. } => "double_stay",
            StayFact::Registered { .. } => "registered",
            StayFact::Arrived { .. } => "arrived",
            StayFact::ArrivalUnknown { .. } => "not_known_arrival",
            StayFact::RegisteredLate { .. } => "registered_late",
            StayFact::Moved { .. } => "moved",
            StayFact::Regrouped { .. } => "regrouped",
            StayFact::MovedLate { .. } => "moved_late",
            StayFact::LeftOpen { .. } => "registration_left_open",
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
            EntitlementFact::NotThen { .. } => "not_entitled_then",
            EntitlementFact::CardStands => "card_stands",
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
            DutyFact::Holds(_) => "holds_card",
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
