//! An application: accepted when everything is there, else a notice of everything that is missing.

use crate::domain::application::{ApplyRefusal, due_on, promised_on};
use crate::domain::applying;
use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::dossier::{Dossier, application_code, migrant_code};
use crate::domain::guardian;
use crate::domain::papers::{self, Evidence, Ground, LaterPaper, Missing};
use crate::domain::regime::Regime;
use crate::domain::rulebook::LeaseRule;
use crate::domain::unit::{UnitId, UnitRefusal};
use crate::store::applications::{self, NewApplication, ProxyOf};
use crate::store::{Changes, Writer};

use super::OpError;
use super::office::Office;
use super::person::{self, WhoRefusal};
use super::proxy::{Proxy, ProxyRefusal};

/// What is brought to the counter.
#[derive(Debug, Clone, Default)]
pub struct Brought {
    pub ground: Option<Ground>,
    pub evidence: Vec<Evidence>,
    pub proxy: Option<Proxy>,
}

/// Why there is no application at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApplyError {
    Who(WhoRefusal),
    Future { day: Day, today: Day },
    Refused { migrant: String, refusal: ApplyRefusal },
    Paper(LaterPaper),
    Proxy(ProxyRefusal),
    Unit(UnitRefusal),
}

impl ApplyError {
    pub fn code(&self) -> Code {
        match self {
            ApplyError::Who(who) => who.code(),
            ApplyError::Future { .. } => Code::J208,
            ApplyError::Refused { refusal, .. } => refusal.code(),
            ApplyError::Paper(_) => Code::J345,
            ApplyError::Proxy(refusal) => refusal.code(),
            ApplyError::Unit(refusal) => refusal.code(),
        }
    }
}

/// An application on record; accepted when nothing is missing.
#[derive(Debug, Clone)]
pub struct Applied {
    pub application: String,
    pub migrant: String,
    /// The person's name, unmasked.
    pub name: String,
    /// On the day, where the birth is known.
    pub age: Option<i16>,
    pub accepted_on: Option<Day>,
    pub due_on: Option<Day>,
    /// By when the city promises the card.
    pub promised_on: Option<Day>,
    /// The year without a working-day calendar that the limit, or the promise, runs into.
    pub no_calendar: Option<i16>,
    pub regime: Regime,
    /// Which lease proves a dwelling on the day.
    pub lease: LeaseRule,
    pub missing: Vec<Missing>,
}

/// What the rules of the day ask for and was not brought.
fn missing(dossier: &Dossier, office: &Office, brought: &Brought, on: Day) -> Vec<Missing> {
    let (papers, settings) = (office.book.on(on).papers, office.book.settings_on(on));
    let age = dossier.person.birth_on.map(|birth| birth.age_on(on));
    // For a child a friend, or an employer's messenger, is none (S 9(3)).
    let has_guardian = brought.proxy.as_ref().is_some_and(|proxy| guardian::may_act_for_a_child(&proxy.relation));
    papers::missing(papers, settings, &brought.evidence, brought.ground, age, has_guardian)
}

/// Records an application on a day, or the notice that it is incomplete.
pub fn apply(
    writer: &Writer,
    office: &Office,
    who: &str,
    brought: &Brought,
    counter: Option<&str>,
    on: Day,
    today: Day,
) -> Result<(Applied, Changes), OpError<ApplyError>> {
    let refused = |error: ApplyError| OpError::Refused(error);
    let dossier = person::dossier(writer, who).map_err(|error| error.map(ApplyError::Who))?;
    if on > today {
        return Err(refused(ApplyError::Future { day: on, today }));
    }
    let migrant = migrant_code(dossier.migrant);
    applying::may_apply(&dossier, &office.book, on)
        .map_err(|refusal| refused(ApplyError::Refused { migrant: migrant.clone(), refusal }))?;
    papers::shown_by(&brought.evidence, on).map_err(|later| refused(ApplyError::Paper(later)))?;
    let proxy = brought.proxy.as_ref().map(|proxy| proxy.check(office, &dossier.person.id.text, on)).transpose();
    let proxy = proxy.map_err(|refusal| refused(ApplyError::Proxy(refusal)))?;
    let rules = office.book.on(on);
    let missing = missing(&dossier, office, brought, on);
    let unit = home(&dossier, on).ok_or_else(|| refused(not_registered(&migrant, on)))?;
    let counter = office.counter(counter, unit, on).map_err(|refusal| refused(ApplyError::Unit(refusal)))?;
    let accepted_on = missing.is_empty().then_some(on);
    let limit = accepted_on.map(|on| due_on(on, &office.book));
    let promise = accepted_on.map(|on| promised_on(on, &office.book));
    let new = NewApplication {
        migrant: dossier.migrant,
        counter: counter.id,
        regime: rules.regime,
        ground: brought.ground,
        applied_on: on,
        accepted_on,
        due_on: limit.and_then(Result::ok),
        promised_on: promise.and_then(Result::ok).flatten(),
        evidence: &brought.evidence,
    };
    let id = applications::insert(writer, &new)?;
    if let Some(proxy) = &proxy {
        proxy.insert(writer, ProxyOf::Application(id))?;
    }
    let codes: Vec<&str> = missing.iter().map(|missing| missing.code().as_str()).collect();
    if !codes.is_empty() {
        applications::insert_notice(writer, id, on, &codes.join(";"))?;
    }
    let application = application_code(id);
    let changes =
        Changes::on(on).subject(migrant.clone()).counter(&counter.code).set("application", application.clone());
    let changes = if codes.is_empty() {
        changes.set("accepted_on", on.to_string())
    } else {
        changes.set("notice", codes.join(";"))
    };
    let unknown = limit.and_then(Result::err).or(promise.and_then(Result::err));
    let applied = Applied {
        application,
        migrant,
        age: dossier.person.birth_on.map(|birth| birth.age_on(on)),
        name: dossier.person.name.into(),
        accepted_on,
        due_on: new.due_on,
        promised_on: new.promised_on,
        no_calendar: unknown.map(|no_calendar| no_calendar.year),
        regime: rules.regime,
        lease: office.book.settings_on(on).dwelling_ground_lease,
        missing,
    };
    Ok((applied, changes))
}

fn home(dossier: &Dossier, on: Day) -> Option<UnitId> {
    dossier.active_stay(on).map(|stay| stay.home_on(on).unit)
}

fn not_registered(migrant: &str, on: Day) -> ApplyError {
    ApplyError::Refused { migrant: migrant.to_owned(), refusal: ApplyRefusal::NotRegistered { on } }
}
