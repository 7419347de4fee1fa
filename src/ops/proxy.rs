//! Who acts for the person: name, number and relation, the number checked like any other.
//!
//! A proxy is somebody else, and old enough to act for others (民法典 18, formerly 民法通则 11).

use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::dossier::Dossier;
use crate::domain::guardian;
use crate::domain::identity::{self, IdRefusal};
use crate::store::applications::{ProxyOf, insert_proxy};
use crate::store::{StoreError, Writer};

use super::office::Office;

pub use crate::domain::correction::Proxy;

/// Why somebody cannot act for the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProxyRefusal {
    Number(IdRefusal),
    /// The number is the person's own.
    Applicant,
    /// Neither guardian nor close relative of a child under `below`.
    NoKin {
        relation: String,
        below: i16,
        /// An employer's messenger.
        employer: bool,
    },
    /// Too young on the day of the act.
    Minor {
        age: i16,
        least: i16,
    },
}

impl ProxyRefusal {
    pub fn code(&self) -> Code {
        match self {
            ProxyRefusal::Number(refusal) => refusal.code(),
            ProxyRefusal::Applicant | ProxyRefusal::NoKin { .. } | ProxyRefusal::Minor { .. } => Code::J312,
        }
    }
}

impl Proxy {
    /// Reads the number and makes sure that its bearer may act for the person whose number is `applicant`;
    /// the register keeps its 18 characters.
    pub fn check(&self, office: &Office, applicant: &str, on: Day) -> Result<Proxy, ProxyRefusal> {
        let id = identity::read(&self.id_number, None, on, office.register.practice).map_err(ProxyRefusal::Number)?;
        if id.text == applicant {
            return Err(ProxyRefusal::Applicant);
        }
        let least = office.book.settings_on(on).proxy_min_age;
        if let Some(age) = id.birth.map(|birth| birth.age_on(on)).filter(|age| *age < least) {
            return Err(ProxyRefusal::Minor { age, least });
        }
        Ok(Proxy {
            name: self.name.trim().to_owned(),
            id_number: id.text.into(),
            relation: self.relation.trim().to_owned(),
        })
    }

    /// The same of an act on a card: for a child only a guardian or close relative acts (S 9(3)).
    pub fn check_for(&self, office: &Office, dossier: &Dossier, on: Day) -> Result<Proxy, ProxyRefusal> {
        let below = guardian::child_below(dossier, &office.book, on);
        if let Some(below) = below.filter(|_| !guardian::may_act_for_a_child(&self.relation)) {
            let relation = self.relation.trim().to_owned();
            let employer = relation == guardian::EMPLOYER;
            return Err(ProxyRefusal::NoKin { relation, below, employer });
        }
        self.check(office, &dossier.person.id.text, on)
    }

    pub fn insert(&self, writer: &Writer, of: ProxyOf) -> Result<(), StoreError> {
        insert_proxy(writer, of, &self.name, &self.id_number, &self.relation)
    }
}
