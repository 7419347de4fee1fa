//! Correcting what was recorded: which facts of a person, a stay or a card, and what they become.
//!
//! A corrected value is read and checked as at a registration (`admission`); what is not corrected is not
//! judged again, for it was taken once. The old value is kept. A correction may change what a past day
//! says, and nothing else may. (RULES 4.)

mod order;
mod record;

use super::mask;
use super::objection::{Objection, Warning};
use super::roster::Field;

pub use order::{OutOfOrder, fits_order};
pub use record::{Proxy, Record};

/// Which table a corrected fact stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Migrant,
    Registration,
    Permit,
    Endorsement,
    Application,
}

impl What {
    pub fn as_str(self) -> &'static str {
        match self {
            What::Migrant => "migrant",
            What::Registration => "registration",
            What::Permit => "permit",
            What::Endorsement => "endorsement",
            What::Application => "application",
        }
    }

    pub fn parse(text: &str) -> Option<What> {
        [What::Migrant, What::Registration, What::Permit, What::Endorsement, What::Application]
            .into_iter()
            .find(|what| what.as_str() == text)
    }
}

macro_rules! facts {
    ($($name:ident = $text:literal in $what:ident),* $(,)?) => {
        /// A recorded fact that can be corrected.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Fact { $($name),* }

        impl Fact {
            pub const ALL: &'static [Fact] = &[$(Fact::$name),*];

            pub fn as_str(self) -> &'static str {
                match self { $(Fact::$name => $text),* }
            }

            pub fn parse(text: &str) -> Option<Fact> {
                Fact::ALL.iter().copied().find(|fact| fact.as_str() == text)
            }

            pub fn what(self) -> What {
                match self { $(Fact::$name => What::$what),* }
            }
        }
    };
}

facts! {
    IdNumber = "id_number" in Migrant,
    IdKind = "id_kind" in Migrant,
    Name = "name" in Migrant,
    Sex = "sex" in Migrant,
    Birth = "birth" in Migrant,
    Ethnic = "ethnic" in Migrant,
    Hukou = "hukou" in Migrant,
    HukouCounty = "hukou_county" in Migrant,
    Phone = "phone" in Migrant,
    Education = "education" in Migrant,
    Marriage = "marriage" in Migrant,
    Unit = "unit" in Registration,
    Address = "address" in Registration,
    Reason = "reason" in Registration,
    Dwelling = "dwelling" in Registration,
    Stay = "stay" in Registration,
    Exempt = "exempt" in Registration,
    Workplace = "workplace" in Registration,
    EmployerCode = "employer_code" in Registration,
    Job = "job" in Registration,
    Relation = "relation" in Registration,
    Note = "note" in Registration,
    RegisteredAt = "registered_at" in Registration,
    ProxyName = "proxy_name" in Registration,
    ProxyIdNumber = "proxy_id_number" in Registration,
    ProxyRelation = "proxy_relation" in Registration,
    ArrivedOn = "arrived_on" in Registration,
    RegisteredOn = "registered_on" in Registration,
    MovedOn = "moved_on" in Registration,
    LeftOn = "left_on" in Registration,
    EndReason = "end_reason" in Registration,
    LeftTo = "left_to" in Registration,
    Number = "number" in Permit,
    CardKind = "kind" in Permit,
    ValidUntil = "valid_until" in Permit,
    IssuingCounty = "issuing_county" in Permit,
    IssuedAt = "issued_at" in Permit,
    IssuedOn = "issued_on" in Permit,
    CollectedOn = "collected_on" in Permit,
    EndedOn = "ended_on" in Permit,
    CardEndReason = "card_end_reason" in Permit,
    CollectedBy = "collected_by" in Permit,
    Replaces = "replaces" in Permit,
    ReplacedFor = "replaced_for" in Permit,
    OldCard = "old_card" in Permit,
    ReplacementBy = "replacement_by" in Permit,
    EndorsedOn = "endorsed_on" in Endorsement,
    EndorsedAt = "endorsed_at" in Endorsement,
    Shown = "shown" in Endorsement,
    EndorsedBy = "endorsed_by" in Endorsement,
    ClosedOn = "closed_on" in Application,
    AppliedOn = "applied_on" in Application,
    AcceptedOn = "accepted_on" in Application,
    Regime = "regime" in Application,
    DueOn = "due_on" in Application,
    PromisedOn = "promised_on" in Application,
    Ground = "ground" in Application,
    Evidence = "evidence" in Application,
    AppliedAt = "applied_at" in Application,
    AppliedBy = "applied_by" in Application,
    ExtendedOn = "extended_on" in Application,
    ExtendedTo = "extended_to" in Application,
    ExtendedBecause = "extended_because" in Application,
    State = "state" in Application,
    ClosedBecause = "closed_because" in Application,
    Article = "article" in Application,
}

impl Fact {
    /// The value as anybody may read it: numbers, names and phones masked (RULES 9).
    #[expect(clippy::too_many_lines, reason = "one arm a fact: the list is the point")]
    pub fn veiled(self, value: &str) -> String {
        match self {
            Fact::IdNumber | Fact::ProxyIdNumber => mask::number(value),
            Fact::Name | Fact::ProxyName => mask::name(value),
            Fact::LeftTo
            | Fact::Note
            | Fact::Relation
            | Fact::ProxyRelation
            | Fact::Evidence
            | Fact::Shown
            | Fact::ExtendedBecause
            | Fact::ClosedBecause
            | Fact::Article => mask::in_text(value),
            Fact::Phone => mask::phone(value),
            Fact::CollectedBy | Fact::AppliedBy | Fact::EndorsedBy | Fact::ReplacementBy => veiled_proxy(value),
            Fact::IdKind
            | Fact::Sex
            | Fact::Birth
            | Fact::Ethnic
            | Fact::Hukou
            | Fact::HukouCounty
            | Fact::Education
            | Fact::Marriage
            | Fact::Unit
            | Fact::Address
            | Fact::Reason
            | Fact::Dwelling
            | Fact::Stay
            | Fact::Exempt
            | Fact::Workplace
            | Fact::EmployerCode
            | Fact::Job
            | Fact::RegisteredAt
            | Fact::ArrivedOn
            | Fact::RegisteredOn
            | Fact::MovedOn
            | Fact::LeftOn
            | Fact::EndReason
            | Fact::Number
            | Fact::CardKind
            | Fact::ValidUntil
            | Fact::IssuingCounty
            | Fact::IssuedAt
            | Fact::IssuedOn
            | Fact::CollectedOn
            | Fact::EndedOn
            | Fact::CardEndReason
            | Fact::Replaces
            | Fact::ReplacedFor
            | Fact::OldCard
            | Fact::EndorsedOn
            | Fact::EndorsedAt
            | Fact::AppliedAt
            | Fact::ClosedOn
            | Fact::AppliedOn
            | Fact::AcceptedOn
            | Fact::Regime
            | Fact::DueOn
            | Fact::PromisedOn
            | Fact::Ground
            | Fact::ExtendedOn
            | Fact::ExtendedTo
            | Fact::State => value.to_owned(),
        }
    }
}

/// `NAME:RELATION`, with `:NUMBER` where that alone was corrected, without the name.
fn veiled_proxy(value: &str) -> String {
    let (name, rest) = value.split_once(':').unwrap_or((value, ""));
    let name = mask::name(name);
    match rest.rsplit_once(':') {
        Some((relation, number)) if number.len() >= 15 && number.is_ascii() => {
            format!("{name}:{}:{}", mask::in_text(relation), mask::number(number))
        }
        Some(_) | None => format!("{name}:{}", mask::in_text(rest)),
    }
}

impl Fact {
    /// Whether somebody may tell it anew when coming back: an earlier stay keeps what was told then.
    pub fn is_told_anew(self) -> bool {
        matches!(self, Fact::Hukou | Fact::HukouCounty | Fact::Phone)
    }

    /// Whether it is a fact of one home of a stay.
    pub fn is_of_home(self) -> bool {
        matches!(self, Fact::Unit | Fact::Address | Fact::Reason | Fact::Dwelling | Fact::Stay | Fact::MovedOn)
    }
}

/// Which facts are to be corrected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Given(u128);

impl Given {
    pub fn add(&mut self, fact: Fact) {
        self.0 |= 1 << fact as u128;
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn has(self, fact: Fact) -> bool {
        self.0 & (1 << fact as u128) != 0
    }

    pub fn has_any(self, facts: &[Fact]) -> bool {
        facts.iter().any(|fact| self.has(*fact))
    }

    /// Whether an objection is about something that is being corrected.
    pub fn concerns(self, objection: &Objection) -> bool {
        match objection {
            Objection::Empty { field } | Objection::Controls { field } | Objection::UnknownCode { field, .. } => {
                fact_of(*field).is_some_and(|fact| self.has(fact))
            }
            Objection::Identity(_) | Objection::UnknownKind { .. } => self.has_any(&[Fact::IdNumber, Fact::IdKind]),
            Objection::Name(_) => self.has(Fact::Name),
            Objection::Unit(_) => self.has_any(&[Fact::Unit, Fact::RegisteredOn, Fact::MovedOn]),
            // The counter of the registration is not corrected.
            Objection::Counter(_) => false,
            Objection::HukouCounty { .. } => self.has(Fact::HukouCounty),
            Objection::EmployerCode => self.has(Fact::EmployerCode),
            Objection::NoMigrant { .. } => self.has_any(&[Fact::Hukou, Fact::HukouCounty, Fact::Unit, Fact::MovedOn]),
            Objection::ArrivalAfterRegistration { .. } => self.has_any(&[Fact::ArrivedOn, Fact::RegisteredOn]),
            Objection::BeforeBirth { .. } => {
                self.has_any(&[Fact::ArrivedOn, Fact::RegisteredOn, Fact::Birth, Fact::IdNumber])
            }
            Objection::Future { .. } => self.has(Fact::RegisteredOn),
        }
    }

    /// Whether a warning is about something that is being corrected.
    pub fn warns(self, warning: &Warning) -> bool {
        match warning {
            Warning::CountyUnknown { .. }
            | Warning::CountyOtherYears { .. }
            | Warning::BorneBefore { .. }
            | Warning::BorneNow { .. } => self.has(Fact::IdNumber),
            Warning::KindDiffers { .. } | Warning::KindUnread { .. } => self.has_any(&[Fact::IdNumber, Fact::IdKind]),
            Warning::SexDiffers { .. } | Warning::SexCorrected { .. } => self.has(Fact::Sex),
            Warning::BirthDiffers { .. } | Warning::BirthCorrected { .. } => self.has(Fact::Birth),
            Warning::DistrictInsteadOfCommunity { .. } => self.has(Fact::Unit),
            Warning::Phone | Warning::PhoneLength { .. } => self.has(Fact::Phone),
            Warning::HukouUnknown { .. } => self.has(Fact::Hukou) && !self.has(Fact::HukouCounty),
            Warning::UnreadableCode { field, .. } | Warning::PrivateUse { field, .. } => {
                fact_of(*field).is_some_and(|fact| self.has(fact))
            }
        }
    }
}

/// The fact that a field of the form gives.
fn fact_of(field: Field) -> Option<Fact> {
    match field {
        Field::Name => Some(Fact::Name),
        Field::IdNumber => Some(Fact::IdNumber),
        Field::IdKind => Some(Fact::IdKind),
        Field::Sex => Some(Fact::Sex),
        Field::Ethnic => Some(Fact::Ethnic),
        Field::Birth => Some(Fact::Birth),
        Field::Hukou => Some(Fact::Hukou),
        Field::Unit => Some(Fact::Unit),
        Field::Address => Some(Fact::Address),
        Field::Reason => Some(Fact::Reason),
        Field::Dwelling => Some(Fact::Dwelling),
        Field::Phone => Some(Fact::Phone),
        Field::Workplace => Some(Fact::Workplace),
        Field::ArrivedOn => Some(Fact::ArrivedOn),
        Field::RegisteredOn => Some(Fact::RegisteredOn),
        Field::Stay => Some(Fact::Stay),
        Field::Exempt => Some(Fact::Exempt),
        Field::Job => Some(Fact::Job),
        Field::Education => Some(Fact::Education),
        Field::Marriage => Some(Fact::Marriage),
        Field::Relation => Some(Fact::Relation),
        Field::Note => Some(Fact::Note),
        Field::StartedOn
        | Field::LeftOn
        | Field::Counter
        | Field::PermitNumber
        | Field::PermitKind
        | Field::IssuedOn
        | Field::EndorsedOn
        | Field::LastEndorsedOn
        | Field::ValidUntil
        | Field::CardEndedOn
        | Field::EndReason
        | Field::To => None,
    }
}
