//! The facts of a person and of a stay, and what they become when some are corrected.

use super::{Fact, Given};
use crate::domain::admission::Reading;
use crate::domain::calendar::Day;
use crate::domain::identity::{IdNumber, Sex};
use crate::domain::objection::Warning;
use crate::domain::regime::Exempt;
use crate::domain::registration::{Form, Home, Person};
use crate::domain::text::{self, Text};
use crate::domain::unit::{UnitId, UnitTree};

/// Who acted for the person: as given, or as the register has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proxy {
    pub name: String,
    pub id_number: String,
    pub relation: String,
}

impl Proxy {
    /// As a fact that is corrected: `NAME:RELATION`.
    pub fn told(&self) -> String {
        format!("{}:{}", self.name, self.relation)
    }
}

/// The facts of a person and of one stay as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub person: Person,
    /// The home that is corrected, as it was told.
    pub home: Home,
    pub exempt: Option<Exempt>,
    pub workplace: Option<Text>,
    pub employer_code: Option<Text>,
    pub job: Option<Text>,
    pub relation: Option<Text>,
    pub note: Option<Text>,
    /// The counter that made the registration, and who acted for the person there.
    pub counter: UnitId,
    pub proxy: Option<Proxy>,
    pub arrived_on: Option<Day>,
    pub registered_on: Day,
    /// The day of the move into the home, where it is not the first.
    pub moved_on: Option<Day>,
}

impl Record {
    /// The value of a fact as it is kept; cards and ends have theirs elsewhere.
    #[expect(clippy::too_many_lines, reason = "one arm a fact: the list is the point")]
    pub fn value(&self, fact: Fact, tree: &UnitTree) -> Option<String> {
        let person = &self.person;
        let day = |day: Option<Day>| day.map(|day| day.to_string());
        match fact {
            Fact::IdNumber => Some(String::from(&person.id.text)),
            Fact::IdKind => Some(person.id.kind.as_str().to_owned()),
            Fact::Name => Some(String::from(&person.name)),
            Fact::Sex => person.sex.map(|sex| sex.as_str().to_owned()),
            Fact::Birth => day(person.birth_on),
            Fact::Ethnic => text::owned(person.ethnic_text.as_ref().or(person.ethnic.as_ref())),
            Fact::Hukou => Some(String::from(&person.hukou)),
            Fact::HukouCounty => text::owned(person.hukou_county.as_ref()),
            Fact::Phone => text::owned(person.phone.as_ref()),
            Fact::Education => text::owned(person.education.as_ref()),
            Fact::Marriage => text::owned(person.marriage.as_ref()),
            Fact::Unit => tree.get(self.home.unit).map(|unit| unit.code.clone()),
            Fact::Address => Some(String::from(&self.home.address)),
            Fact::Reason => Some(String::from(&self.home.reason)),
            Fact::Dwelling => text::owned(self.home.dwelling.as_ref()),
            Fact::Stay => text::owned(self.home.stay.as_ref()),
            Fact::Exempt => self.exempt.map(|exempt| exempt.as_str().to_owned()),
            Fact::Workplace => text::owned(self.workplace.as_ref()),
            Fact::EmployerCode => text::owned(self.employer_code.as_ref()),
            Fact::Job => text::owned(self.job.as_ref()),
            Fact::Relation => text::owned(self.relation.as_ref()),
            Fact::Note => text::owned(self.note.as_ref()),
            Fact::RegisteredAt => tree.get(self.counter).map(|unit| unit.code.clone()),
            Fact::ProxyName => self.proxy.as_ref().map(|proxy| proxy.name.clone()),
            Fact::ProxyIdNumber => self.proxy.as_ref().map(|proxy| proxy.id_number.clone()),
            Fact::ProxyRelation => self.proxy.as_ref().map(|proxy| proxy.relation.clone()),
            Fact::ArrivedOn => day(self.arrived_on),
            Fact::RegisteredOn => day(Some(self.registered_on)),
            Fact::MovedOn => day(self.moved_on),
            Fact::LeftOn
            | Fact::EndReason
            | Fact::LeftTo
            | Fact::Number
            | Fact::CardKind
            | Fact::ValidUntil
            | Fact::IssuingCounty
            | Fact::IssuedAt
            | Fact::IssuedOn
            | Fact::CollectedOn
            | Fact::EndedOn
            | Fact::CardEndReason
            | Fact::CollectedBy
            | Fact::Replaces
            | Fact::ReplacedFor
            | Fact::OldCard
            | Fact::ReplacementBy
            | Fact::EndorsedOn
            | Fact::EndorsedAt
            | Fact::Shown
            | Fact::EndorsedBy
            | Fact::ClosedOn
            | Fact::AppliedOn
            | Fact::AcceptedOn
            | Fact::Regime
            | Fact::DueOn
            | Fact::PromisedOn
            | Fact::Ground
            | Fact::Evidence
            | Fact::AppliedAt
            | Fact::AppliedBy
            | Fact::ExtendedOn
            | Fact::ExtendedTo
            | Fact::ExtendedBecause
            | Fact::State
            | Fact::ClosedBecause
            | Fact::Article => None,
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
        let put = |fact: Fact, old: &mut Option<Text>, read: &Option<Text>| {
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
        put(Fact::Relation, &mut new.relation, &reading.relation);
        put(Fact::Note, &mut new.note, &reading.note);
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
                person.as_given = Text::from(form.id_number.trim());
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
