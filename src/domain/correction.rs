//! Correcting what was recorded: which facts of a person, a stay or a card, and what they become.
//!
//! A corrected value is read and checked as at a registration (`admission`); what is not corrected is not
//! judged again, for it was taken once. The old value is kept. A correction may change what a past day
//! says, and nothing else may. (RULES 4.)

use super::admission::Reading;
use super::calendar::Day;
use super::dossier::{Dossier, Stay};
use super::identity::{IdNumber, Sex};
use super::mask;
use super::objection::{Objection, Warning};
use super::regime::Exempt;
use super::registration::{Form, Home, Person};
use super::roster::Field;
use super::unit::UnitTree;

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
    ArrivedOn = "arrived_on" in Registration,
    RegisteredOn = "registered_on" in Registration,
    IssuedOn = "issued_on" in Permit,
    CollectedOn = "collected_on" in Permit,
    EndedOn = "ended_on" in Permit,
    EndorsedOn = "endorsed_on" in Endorsement,
}

impl Fact {
    /// The value as anybody may read it: numbers, names and phones masked (RULES 9).
    pub fn veiled(self, value: &str) -> String {
        match self {
            Fact::IdNumber => mask::number(value),
            Fact::Name => mask::name(value),
            Fact::Phone => mask::phone(value),
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
            | Fact::ArrivedOn
            | Fact::RegisteredOn
            | Fact::IssuedOn
            | Fact::CollectedOn
            | Fact::EndedOn
            | Fact::EndorsedOn => value.to_owned(),
        }
    }
}

/// Which facts are to be corrected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Given(u64);

impl Given {
    pub fn add(&mut self, fact: Fact) {
        self.0 |= 1 << fact as u64;
    }

    pub fn has(self, fact: Fact) -> bool {
        self.0 & (1 << fact as u64) != 0
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
            Objection::Name { .. } => self.has(Fact::Name),
            Objection::Unit(_) => self.has_any(&[Fact::Unit, Fact::RegisteredOn]),
            // The counter of the registration is not corrected.
            Objection::Counter(_) => false,
            Objection::HukouCounty { .. } => self.has(Fact::HukouCounty),
            Objection::EmployerCode => self.has(Fact::EmployerCode),
            Objection::NoMigrant { .. } => self.has_any(&[Fact::Hukou, Fact::HukouCounty, Fact::Unit]),
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
            Warning::CountyUnknown { .. } | Warning::CountyOtherYears { .. } => self.has(Fact::IdNumber),
            Warning::SexDiffers { .. } => self.has(Fact::Sex),
            Warning::BirthDiffers { .. } => self.has(Fact::Birth),
            Warning::DistrictInsteadOfCommunity { .. } => self.has(Fact::Unit),
            Warning::Phone => self.has(Fact::Phone),
            Warning::UnreadableCode { field, .. } => fact_of(*field).is_some_and(|fact| self.has(fact)),
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
        Field::Relation
        | Field::StartedOn
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
        | Field::To
        | Field::Note => None,
    }
}

/// The facts of a person and of one stay as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub person: Person,
    /// The present home of the stay.
    pub home: Home,
    pub exempt: Option<Exempt>,
    pub workplace: Option<String>,
    pub employer_code: Option<String>,
    pub job: Option<String>,
    pub arrived_on: Option<Day>,
    pub registered_on: Day,
}

impl Record {
    /// The value of a fact as it is kept; cards have theirs elsewhere.
    pub fn value(&self, fact: Fact, tree: &UnitTree) -> Option<String> {
        let person = &self.person;
        let day = |day: Option<Day>| day.map(|day| day.to_string());
        match fact {
            Fact::IdNumber => Some(person.id.text.clone()),
            Fact::IdKind => Some(person.id.kind.as_str().to_owned()),
            Fact::Name => Some(person.name.clone()),
            Fact::Sex => person.sex.map(|sex| sex.as_str().to_owned()),
            Fact::Birth => day(person.birth_on),
            Fact::Ethnic => person.ethnic_text.clone().or_else(|| person.ethnic.clone()),
            Fact::Hukou => Some(person.hukou.clone()),
            Fact::HukouCounty => person.hukou_county.clone(),
            Fact::Phone => person.phone.clone(),
            Fact::Education => person.education.clone(),
            Fact::Marriage => person.marriage.clone(),
            Fact::Unit => tree.get(self.home.unit).map(|unit| unit.code.clone()),
            Fact::Address => Some(self.home.address.clone()),
            Fact::Reason => Some(self.home.reason.clone()),
            Fact::Dwelling => self.home.dwelling.clone(),
            Fact::Stay => self.home.stay.clone(),
            Fact::Exempt => self.exempt.map(|exempt| exempt.as_str().to_owned()),
            Fact::Workplace => self.workplace.clone(),
            Fact::EmployerCode => self.employer_code.clone(),
            Fact::Job => self.job.clone(),
            Fact::ArrivedOn => day(self.arrived_on),
            Fact::RegisteredOn => day(Some(self.registered_on)),
            Fact::IssuedOn | Fact::CollectedOn | Fact::EndedOn | Fact::EndorsedOn => None,
        }
    }

    /// The record with the given facts as they were read from `form`.
    ///
    /// Sex and birth follow a corrected number unless they are given; the county of household registration
    /// follows a corrected address unless it is given. A phone that cannot be read leaves the old one.
    #[must_use]
    pub fn corrected(&self, form: &Form, reading: &Reading, given: Given) -> Record {
        let mut new = self.clone();
        new.correct_person(form, reading, given);
        let put = |fact: Fact, old: &mut Option<String>, read: &Option<String>| {
            if given.has(fact) {
                old.clone_from(read);
            }
        };
        if let Some(unit) = reading.unit.filter(|_| given.has(Fact::Unit)) {
            new.home.unit = unit;
        }
        if given.has(Fact::Address) {
            new.home.address.clone_from(&reading.address);
        }
        if let Some(reason) = reading.reason.as_ref().filter(|_| given.has(Fact::Reason)) {
            new.home.reason.clone_from(reason);
        }
        put(Fact::Dwelling, &mut new.home.dwelling, &reading.dwelling);
        put(Fact::Stay, &mut new.home.stay, &reading.stay);
        put(Fact::Workplace, &mut new.workplace, &reading.workplace);
        put(Fact::EmployerCode, &mut new.employer_code, &reading.employer_code);
        put(Fact::Job, &mut new.job, &reading.job);
        if given.has(Fact::Exempt) {
            new.exempt = reading.exempt;
        }
        if given.has(Fact::ArrivedOn) {
            new.arrived_on = form.arrived_on;
        }
        if given.has(Fact::RegisteredOn) {
            new.registered_on = reading.registered_on;
        }
        new
    }

    fn correct_person(&mut self, form: &Form, reading: &Reading, given: Given) {
        let person = &mut self.person;
        if let Some(id) = reading.id.as_ref().filter(|_| given.has_any(&[Fact::IdNumber, Fact::IdKind])) {
            person.sex = id.sex.or(person.sex);
            person.birth_on = id.birth.or(person.birth_on);
            person.id = IdNumber { ..id.clone() };
            if given.has(Fact::IdNumber) {
                form.id_number.trim().clone_into(&mut person.as_given);
            }
        }
        if given.has(Fact::Sex) {
            person.sex = Sex::parse(form.sex);
        }
        if given.has(Fact::Birth) {
            person.birth_on = form.birth;
        }
        if given.has(Fact::Name) {
            person.name.clone_from(&reading.name);
        }
        if given.has(Fact::Ethnic) {
            person.ethnic.clone_from(&reading.ethnic);
            person.ethnic_text.clone_from(&reading.ethnic_text);
        }
        if given.has(Fact::Hukou) {
            person.hukou.clone_from(&reading.hukou);
        }
        if given.has_any(&[Fact::Hukou, Fact::HukouCounty]) {
            person.hukou_county.clone_from(&reading.hukou_county);
        }
        if given.has(Fact::Phone) && !reading.warnings.contains(&Warning::Phone) {
            person.phone.clone_from(&reading.phone);
        }
        if given.has(Fact::Education) {
            person.education.clone_from(&reading.education);
        }
        if given.has(Fact::Marriage) {
            person.marriage.clone_from(&reading.marriage);
        }
    }
}

/// Why a day of registration cannot be the corrected one: the order of what is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutOfOrder {
    /// An earlier stay ended only on that day.
    BeforeEnd { ended_on: Day },
    /// Something was done in the stay on that day.
    AfterAct { act_on: Day },
}

/// Whether a stay can have begun on `day`, given everything else that is recorded.
///
/// # Errors
/// [`OutOfOrder`], with the day that stands in the way.
pub fn fits_order(dossier: &Dossier, stay: &Stay, day: Day) -> Result<(), OutOfOrder> {
    let earlier = dossier.stays.iter().filter(|other| other.id != stay.id && other.registered_on <= stay.registered_on);
    let last_end = earlier.filter(|other| other.ended_on() != Some(other.registered_on)).filter_map(Stay::ended_on);
    if let Some(ended_on) = last_end.max().filter(|ended_on| day < *ended_on) {
        return Err(OutOfOrder::BeforeEnd { ended_on });
    }
    let moves = stay.homes.iter().skip(1).map(|home| home.from_on);
    let applications = dossier.applications.iter().map(|application| application.applied_on);
    let cards = dossier.cards.iter().flat_map(|held| {
        held.card.endorsements.iter().copied().chain([held.card.issued_on]).chain(held.card.ended.map(|(day, _)| day))
    });
    // What is older than the stay is of an earlier one, or of a ledger that is older than the register.
    let of_stay = applications.chain(cards).filter(|act_on| *act_on >= stay.registered_on);
    let first = moves.chain(stay.ended_on()).chain(of_stay).min();
    match first.filter(|act_on| *act_on < day) {
        Some(act_on) => Err(OutOfOrder::AfterAct { act_on }),
        None => Ok(()),
    }
}
