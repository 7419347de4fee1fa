//! What was done on a merged record and cannot be given to either of the two: it bars their parting.
//!
//! An act on a card, an application or a stay of one of the two is that one's, and goes back with it: an
//! endorsement, a collection, an end, a move, also a card that came of an application or in place of a card.
//! A registration, an application or a card that was made for the merged person is nobody's, unless it is over
//! in error; so is a departure that ended what either had. Rows are asked, not the journal: what was taken back
//! is not there.

use super::application::ApplicationState;
use super::calendar::Day;
use super::dossier::{Dossier, Stay, application_code};
use super::merger::Moved;
use super::permit::EndReason;

/// A card made after a merger, and what it came of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    pub permit: i64,
    pub application: Option<i64>,
    pub replaces: Option<i64>,
}

/// How an act is got out of the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WayOut {
    Withdraw {
        application: String,
    },
    EndCard {
        permit: String,
    },
    /// The card is over, and not in error.
    EndedInError {
        permit: String,
    },
    EndStay {
        registered_on: Day,
    },
    /// The stay is over: it ends on its own first day, and counts no more.
    NeverLived {
        registered_on: Day,
    },
    /// The departure is taken back, and with it everything that it ended.
    NotLeft {
        last_day: Day,
    },
    Part {
        kept: String,
        duplicate: String,
    },
}

/// An act that bars the parting: its day, the words of its command, and the way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resting {
    pub on: Day,
    pub act: &'static str,
    pub way_out: WayOut,
}

/// The cards that go with the duplicate beside those that came from it: made since of its applications, or in
/// place of its cards.
pub fn following(moved: &Moved, made: &[Made]) -> Vec<i64> {
    made.iter().filter(|card| of_duplicate(moved, made, card.permit) == Some(true)).map(|card| card.permit).collect()
}

/// Whether a card goes with the duplicate; `None`: neither record can be given it.
fn of_duplicate(moved: &Moved, made: &[Made], permit: i64) -> Option<bool> {
    let mut at = permit;
    // Each card came after the one in whose place it stands.
    while at > moved.marks.permit {
        let card = made.iter().find(|card| card.permit == at)?;
        match (card.application.filter(|application| *application <= moved.marks.application), card.replaces) {
            (Some(application), _) => return Some(moved.applications.contains(&application)),
            (None, replaces) => at = replaces?,
        }
    }
    Some(moved.permits.contains(&at))
}

/// What bars the parting, in order of day; `dossier`: of the record that was kept.
pub fn resting(dossier: &Dossier, moved: &Moved, made: &[Made]) -> Vec<Resting> {
    let mut found: Vec<Resting> = registrations(dossier, moved).collect();
    found.extend(applications(dossier, moved, made));
    found.extend(cards(dossier, moved, made));
    found.extend(departures(dossier, moved, made));
    found.sort_by_key(|resting| resting.on);
    found
}

fn registrations(dossier: &Dossier, moved: &Moved) -> impl Iterator<Item = Resting> {
    let newer = dossier.stays.iter().filter(|stay| stay.id > moved.marks.registration);
    let counted = newer.filter(|stay| stay.ended_on() != Some(stay.registered_on));
    counted.map(|stay| {
        let registered_on = stay.registered_on;
        let way_out = match stay.ended {
            None => WayOut::EndStay { registered_on },
            Some(_) => WayOut::NeverLived { registered_on },
        };
        Resting { on: registered_on, act: "migrant add", way_out }
    })
}

fn applications(dossier: &Dossier, moved: &Moved, made: &[Made]) -> impl Iterator<Item = Resting> {
    let newer = dossier.applications.iter().filter(|application| application.id > moved.marks.application);
    newer.filter_map(|application| {
        let code = application_code(application.id);
        let way_out = match application.state {
            ApplicationState::Withdrawn | ApplicationState::Refused => return None,
            ApplicationState::Incomplete | ApplicationState::Open => WayOut::Withdraw { application: code },
            // It is over with its card.
            ApplicationState::Issued => {
                let card = made.iter().find(|card| card.application == Some(application.id))?;
                card_over(dossier, card.permit)?
            }
        };
        Some(Resting { on: application.applied_on, act: "permit apply", way_out })
    })
}

fn cards(dossier: &Dossier, moved: &Moved, made: &[Made]) -> impl Iterator<Item = Resting> {
    let nobodys = made.iter().filter(|card| of_duplicate(moved, made, card.permit).is_none());
    nobodys.filter_map(|card| {
        let held = dossier.cards.iter().find(|held| held.id == card.permit)?;
        let act = if card.replaces.is_some() { "permit replace" } else { "permit issue" };
        Some(Resting { on: held.card.issued_on, act, way_out: card_over(dossier, card.permit)? })
    })
}

/// How a card gets out of the way; `None`: it is over in error already.
fn card_over(dossier: &Dossier, permit: i64) -> Option<WayOut> {
    let held = dossier.cards.iter().find(|held| held.id == permit)?;
    let permit = held.number.clone();
    match held.card.ended {
        Some((_, EndReason::Error)) => None,
        None => Some(WayOut::EndCard { permit }),
        Some(_) => Some(WayOut::EndedInError { permit }),
    }
}

/// Departures that ended the stay of the one and a card or an application of the other.
fn departures(dossier: &Dossier, moved: &Moved, made: &[Made]) -> impl Iterator<Item = Resting> {
    let cut = |stay: &&Stay| moved.cut.iter().any(|(cut, _)| *cut == stay.id);
    let known = dossier.stays.iter().filter(|stay| stay.id <= moved.marks.registration);
    let ended: Vec<(Day, bool)> = known
        .filter(|stay| !cut(stay))
        .filter_map(|stay| Some((stay.ended_on()?, moved.registrations.contains(&stay.id))))
        .collect();
    let left = move |on: Day, duplicates: bool| ended.contains(&(on, duplicates));
    let of_leaving = |reason| matches!(reason, EndReason::Left | EndReason::Hukou | EndReason::Death);
    let cards = dossier.cards.iter().filter(|held| !moved.ended.iter().any(|(permit, _)| *permit == held.id));
    let cards = cards.filter_map(move |held| {
        let (on, _) = held.card.ended.filter(|(_, reason)| of_leaving(*reason))?;
        Some((on, of_duplicate(moved, made, held.id)?))
    });
    let withdrawn = |state| state == ApplicationState::Withdrawn;
    let applications = dossier.applications.iter().filter(move |application| {
        let older = application.id <= moved.marks.application;
        older && withdrawn(application.state) && !moved.withdrawn.contains(&application.id)
    });
    let applications = applications
        .filter_map(|application| Some((application.closed_on?, moved.applications.contains(&application.id))));
    let across =
        cards.chain(applications).filter(move |(on, duplicates)| left(*on, !duplicates) && !left(*on, *duplicates));
    let mut days: Vec<Day> = across.map(|(on, _)| on).collect();
    days.sort_unstable();
    days.dedup();
    days.into_iter().map(|on| Resting {
        on,
        act: "migrant leave",
        way_out: WayOut::NotLeft { last_day: on.plus_days(-1) },
    })
}
