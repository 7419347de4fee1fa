//! How a person stands, in one breath: what comes before the reasons.

use crate::domain::calendar::Day;
use crate::domain::dossier::{Dossier, application_code};
use crate::domain::ending;
use crate::domain::permit::{self, Status};
use crate::domain::rulebook::RuleBook;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Head {
    /// The registration waits to be ended.
    LeftOpen,
    /// A card that can still be endorsed is held.
    Holds {
        status: Status,
        since: Day,
    },
    /// An accepted application waits for its card.
    Waits {
        application: String,
    },
    May {
        since: Day,
    },
    /// Entitled from a coming day on.
    MayFrom {
        since: Day,
    },
    MayNot,
}

impl Head {
    /// Whether the person has no card to apply for now: one is held or waited for, or the person is gone.
    pub fn is_served(&self) -> bool {
        match self {
            Head::LeftOpen | Head::Holds { .. } | Head::Waits { .. } => true,
            Head::May { .. } | Head::MayFrom { .. } | Head::MayNot => false,
        }
    }
}

/// How the person stands at the end of a day.
pub fn head(dossier: &Dossier, book: &RuleBook, on: Day) -> Head {
    let known = dossier.as_of(on);
    let Some(stay) = known.active_stay(on) else { return by_right(dossier, book, on) };
    if ending::stay_left_open(&known, stay).is_some() {
        return Head::LeftOpen;
    }
    let held = known.card_shown(book, on).filter(|_| known.has_live_permit(book, on));
    if let Some(state) = held.and_then(|held| permit::state(&held.card, book, on)) {
        return Head::Holds { status: state.status, since: state.since };
    }
    match known.application_open_on(on) {
        Some(application) => Head::Waits { application: application_code(application.id) },
        None => by_right(dossier, book, on),
    }
}

fn by_right(dossier: &Dossier, book: &RuleBook, on: Day) -> Head {
    let entitled = dossier.entitled(book, on);
    match (entitled.is_eligible(), entitled.since) {
        (true, Some(since)) => Head::May { since },
        (false, Some(since)) => Head::MayFrom { since },
        (_, None) => Head::MayNot,
    }
}
