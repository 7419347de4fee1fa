//! The one extension of the limit of issue: with a reason, once, to the last day that the rules of the
//! application allow (S 9(6); the rules of 2012 know none).

use super::act_order::{self, LaterAct};
use super::application::ApplicationState;
use super::calendar::{Day, NoCalendar};
use super::code::Code;
use super::dossier::{Application, Extension};
use super::regime::{Limit, Regime};
use super::rulebook::RuleBook;

/// Why a limit is not extended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExtendRefusal {
    NotOpen {
        state: ApplicationState,
    },
    /// The rules of the day of acceptance know no extension.
    NoneUnder {
        regime: Regime,
    },
    Already {
        extension: Extension,
    },
    Later(LaterAct),
    /// The first limit has run out on the day of the decision: what has passed is not put off.
    TooLate {
        due_on: Day,
    },
    NotLater {
        due_on: Day,
    },
    TooFar {
        /// The limit as it is, and the last day to which the rules let it be put off.
        due_on: Day,
        last: Day,
        /// The extended limit, in days of acceptance.
        limit: Limit,
    },
    NoCalendar {
        year: i16,
    },
}

impl ExtendRefusal {
    pub fn code(&self) -> Code {
        match self {
            ExtendRefusal::NotOpen { .. } => Code::J314,
            ExtendRefusal::NoneUnder { .. } => Code::J333,
            ExtendRefusal::Already { .. } => Code::J332,
            ExtendRefusal::Later(later) => later.code(),
            ExtendRefusal::TooLate { .. } => Code::J344,
            ExtendRefusal::NotLater { .. } => Code::J334,
            ExtendRefusal::TooFar { .. } => Code::J335,
            ExtendRefusal::NoCalendar { .. } => Code::J343,
        }
    }
}

/// Whether the limit can be put off, on a day, to another day.
///
/// # Errors
/// [`ExtendRefusal`], with the day that answers the next question.
pub fn extend(application: &Application, book: &RuleBook, on: Day, to: Day) -> Result<(), ExtendRefusal> {
    let Some(accepted_on) = application.accepted_on.filter(|_| application.state == ApplicationState::Open) else {
        return Err(ExtendRefusal::NotOpen { state: application.state });
    };
    if let Some(later) = act_order::after_in_application(application, on).filter(|_| on < accepted_on) {
        return Err(ExtendRefusal::Later(later));
    }
    let rules = book.on(accepted_on);
    let limit = rules.extend_within.ok_or(ExtendRefusal::NoneUnder { regime: rules.regime })?;
    if let Some(extension) = application.extended {
        return Err(ExtendRefusal::Already { extension });
    }
    if let Some(later) = act_order::after_in_application(application, on) {
        return Err(ExtendRefusal::Later(later));
    }
    let no_calendar = |NoCalendar { year }| ExtendRefusal::NoCalendar { year };
    let due_on = match application.due_on {
        Some(due_on) => due_on,
        None => rules.issue_within.last_day(accepted_on, &book.calendar).map_err(no_calendar)?,
    };
    let last = limit.last_day(accepted_on, &book.calendar).map_err(no_calendar)?;
    if on > due_on {
        Err(ExtendRefusal::TooLate { due_on })
    } else if to > last || last <= due_on {
        Err(ExtendRefusal::TooFar { due_on, last, limit })
    } else if to <= due_on {
        Err(ExtendRefusal::NotLater { due_on })
    } else {
        Ok(())
    }
}
