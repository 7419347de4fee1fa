//! The order of acts: what is already on record for a later day than that of a new act.
//!
//! How a card or an application stands follows from its days, one after the other (S 10): an act put in
//! before one that is recorded would change everything behind it. It is refused, and the later act named.

use super::application::ApplicationState;
use super::calendar::Day;
use super::code::Code;
use super::dossier::{Application, Dossier, HeldCard, application_code};
use super::permit::PermitKind;

/// Something that happened to a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardAct {
    Issued,
    Collected,
    Endorsed,
    Ended,
}

impl CardAct {
    pub fn as_str(self) -> &'static str {
        match self {
            CardAct::Issued => "issued",
            CardAct::Collected => "collected",
            CardAct::Endorsed => "endorsed",
            CardAct::Ended => "ended",
        }
    }
}

/// Something that happened to an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApplicationAct {
    Applied,
    Extended,
    Closed(ApplicationState),
}

impl ApplicationAct {
    pub fn as_str(self) -> &'static str {
        match self {
            ApplicationAct::Applied => "applied",
            ApplicationAct::Extended => "extended",
            ApplicationAct::Closed(state) => state.as_str(),
        }
    }
}

/// An act on record that lies after the day of a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LaterAct {
    Card {
        permit: String,
        act: CardAct,
        on: Day,
        /// The day of the new act.
        given: Day,
    },
    Application {
        application: String,
        act: ApplicationAct,
        on: Day,
        given: Day,
    },
    /// The stay of that day has ended since.
    Stay {
        ended_on: Day,
        given: Day,
    },
}

impl LaterAct {
    pub fn code(&self) -> Code {
        match self {
            LaterAct::Card { .. } => Code::J322,
            LaterAct::Application { .. } => Code::J331,
            LaterAct::Stay { .. } => Code::J209,
        }
    }
}

/// The last act of a card, if it lies after the day.
pub fn after_on_card(held: &HeldCard, on: Day) -> Option<LaterAct> {
    let card = &held.card;
    let endorsed = card.endorsements.iter().map(|day| (*day, CardAct::Endorsed));
    let ended = card.ended.map(|(day, _)| (day, CardAct::Ended));
    let (day, act) = [(card.issued_on, CardAct::Issued)]
        .into_iter()
        .chain(held.collected_on.map(|day| (day, CardAct::Collected)))
        .chain(endorsed)
        .chain(ended)
        .max_by_key(|(day, _)| *day)
        .filter(|(day, _)| *day > on)?;
    Some(LaterAct::Card { permit: held.number.clone(), act, on: day, given: on })
}

/// The last act of an application, if it lies after the day.
pub fn after_in_application(application: &Application, on: Day) -> Option<LaterAct> {
    let extended = application.extended.map(|extension| (extension.on, ApplicationAct::Extended));
    let closed = application.closed_on.map(|day| (day, ApplicationAct::Closed(application.state)));
    let (day, act) = [(application.applied_on, ApplicationAct::Applied)]
        .into_iter()
        .chain(extended)
        .chain(closed)
        .max_by_key(|(day, _)| *day)
        .filter(|(day, _)| *day > on)?;
    Some(LaterAct::Application { application: application_code(application.id), act, on: day, given: on })
}

/// What of the person lies after the day and bars a new card of that day: the end of the stay, or a later card.
pub fn after_of_person(dossier: &Dossier, on: Day) -> Option<LaterAct> {
    let ended_on = dossier.active_stay(on).and_then(super::dossier::Stay::ended_on);
    let stay = ended_on.map(|ended_on| LaterAct::Stay { ended_on, given: on });
    stay.or_else(|| {
        let mut cards = dossier.cards.iter().filter(|held| held.card.kind == PermitKind::Residence);
        cards.find(|held| held.card.issued_on > on).and_then(|held| after_on_card(held, on))
    })
}

/// The last act of an accepted application of the person that lies after the day: no new one goes before it.
pub fn after_in_applications(dossier: &Dossier, on: Day) -> Option<LaterAct> {
    let accepted = dossier.applications.iter().filter(|one| one.accepted_on.is_some());
    accepted.into_iter().find_map(|one| after_in_application(one, on))
}
