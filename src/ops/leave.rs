//! The end of a stay: in the same act an open application is withdrawn and every card ends.

use crate::domain::application::ApplicationState;
use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::dossier::{Dossier, HeldCard, Stay, application_code, migrant_code};
use crate::domain::permit::{self, Status};
use crate::domain::stay_end;
pub use crate::domain::stay_end::{LastAct, LeaveReason};
use crate::domain::unit::UnitRefusal;
use crate::store::registrations::Origin;
use crate::store::{Changes, StoreError, Writer, applications, dossiers, permits, registrations};

use super::OpError;
use super::office::Office;
use super::person::{self, WhoRefusal};

/// Why a departure was not recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeaveRefusal {
    Who(WhoRefusal),
    Future { day: Day, today: Day },
    NotRegistered { migrant: String, on: Day },
    AlreadyLeft { migrant: String, ended_on: Day },
    BeforeEarlierAct { on: Day, act: LastAct, act_on: Day },
    Counter(UnitRefusal),
}

impl LeaveRefusal {
    pub fn code(&self) -> Code {
        match self {
            LeaveRefusal::Who(who) => who.code(),
            LeaveRefusal::Future { .. } => Code::J208,
            LeaveRefusal::NotRegistered { .. } => Code::J202,
            LeaveRefusal::AlreadyLeft { .. } => Code::J204,
            LeaveRefusal::BeforeEarlierAct { .. } => Code::J209,
            LeaveRefusal::Counter(refusal) => refusal.code(),
        }
    }
}

/// A departure as told at the counter.
#[derive(Debug, Clone, Copy)]
pub struct Departure<'a> {
    pub because: LeaveReason,
    pub to: Option<&'a str>,
    /// The first day not counted.
    pub on: Day,
    pub today: Day,
}

/// What came of a departure.
#[derive(Debug, Clone)]
pub struct Left {
    /// After it.
    pub dossier: Dossier,
    /// The cards that ended with the stay.
    pub cards: Vec<String>,
    /// The application that was withdrawn with it.
    pub application: Option<String>,
}

/// Ends the stay.
pub fn leave(
    writer: &Writer,
    office: &Office,
    who: &str,
    departure: &Departure,
    counter: Option<&str>,
) -> Result<(Left, Changes), OpError<LeaveRefusal>> {
    let refused = |refusal: LeaveRefusal| OpError::Refused(refusal);
    let (because, on) = (departure.because, departure.on);
    let dossier = person::dossier(writer, who).map_err(|error| error.map(LeaveRefusal::Who))?;
    let stay = ending_stay(office, &dossier, on, departure.today).map_err(refused)?;
    let counter = office.counter(counter, stay.home_on(on).unit, on);
    let counter = counter.map_err(|refusal| refused(LeaveRefusal::Counter(refusal)))?;
    let changes = Changes::on(on)
        .subject(migrant_code(dossier.migrant))
        .counter(&counter.code)
        .set("end_reason", because.as_str())
        .set("ended_on", on.to_string());
    let changes = end_stay(writer, office, &dossier, stay, departure, None, changes)?;
    let application = dossier.open_application().map(|open| application_code(open.id));
    let cards = ending_cards(office, &dossier, on).map(|held| held.number.clone()).collect();
    Ok((Left { dossier: dossiers::get(writer, dossier.migrant)?, cards, application }, changes))
}

/// The cards that end with a stay: all that have not ended yet.
fn ending_cards<'d>(office: &'d Office, dossier: &'d Dossier, on: Day) -> impl Iterator<Item = &'d HeldCard> {
    dossier.cards.iter().filter(move |held| {
        let state = permit::state(&held.card, &office.book, on);
        held.card.ended.is_none() && !state.is_some_and(|state| matches!(state.status, Status::Ended(_)))
    })
}

/// The stay that ends on a day, if one may end then.
pub fn ending_stay<'d>(office: &Office, dossier: &'d Dossier, on: Day, today: Day) -> Result<&'d Stay, LeaveRefusal> {
    let migrant = migrant_code(dossier.migrant);
    if on > today {
        return Err(LeaveRefusal::Future { day: on, today });
    }
    let Some(stay) = dossier.stays.iter().find(|stay| stay.ended.is_none()) else {
        return Err(match dossier.stays.last().and_then(Stay::ended_on) {
            Some(ended_on) => LeaveRefusal::AlreadyLeft { migrant, ended_on },
            None => LeaveRefusal::NotRegistered { migrant, on },
        });
    };
    if stay.registered_on > on {
        return Err(LeaveRefusal::NotRegistered { migrant, on });
    }
    let (act_on, act) = stay_end::last_done(dossier, stay_end::last_home(stay, &office.tree));
    if act_on > on { Err(LeaveRefusal::BeforeEarlierAct { on, act, act_on }) } else { Ok(stay) }
}

/// Ends a stay and, with it, an open application and every card; `origin`: the roster's row that says so.
pub fn end_stay(
    writer: &Writer,
    office: &Office,
    dossier: &Dossier,
    stay: &Stay,
    departure: &Departure,
    origin: Option<Origin>,
    changes: Changes,
) -> Result<Changes, StoreError> {
    let left_to = departure.to.map(str::trim).filter(|text| !text.is_empty());
    registrations::end(writer, stay.id, departure.on, departure.because.as_str(), left_to)?;
    if let Some(origin) = origin {
        registrations::update_end_origin(writer, stay.id, origin)?;
    }
    end_everything(writer, office, dossier, departure, origin, changes)
}

fn end_everything(
    writer: &Writer,
    office: &Office,
    dossier: &Dossier,
    departure: &Departure,
    origin: Option<Origin>,
    mut changes: Changes,
) -> Result<Changes, StoreError> {
    let Departure { because, on, .. } = *departure;
    if let Some(application) = dossier.open_application() {
        applications::end(writer, application.id, ApplicationState::Withdrawn, on, Some(because.as_str()))?;
        if let Some(origin) = origin {
            applications::update_end_origin(writer, application.id, origin.batch)?;
        }
        changes = changes.set("application_withdrawn", application_code(application.id));
    }
    for held in ending_cards(office, dossier, on) {
        permits::end(writer, held.id, on, because.of_cards())?;
        if let Some(origin) = origin {
            permits::update_end_origin(writer, held.id, origin.batch)?;
        }
        changes = changes.set("permit_ended", held.number.clone());
    }
    Ok(changes)
}
