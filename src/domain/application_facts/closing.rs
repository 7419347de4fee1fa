//! The corrected end of an application: its day, its reason and article, or that it was never closed.

use super::{ApplicationFacts, ApplicationRefusal, NewDay, Recorded, Unrecorded};
use crate::domain::application::ApplicationState;

/// Puts the corrected end in place.
///
/// # Errors
/// [`ApplicationRefusal`]: it was not closed, or closed in another act.
pub fn put(new: &mut Recorded, facts: &ApplicationFacts) -> Result<(), ApplicationRefusal> {
    let ApplicationFacts { closed_on, closed_because, article, .. } = facts;
    if closed_on.is_none() && closed_because.is_none() && article.is_none() {
        return Ok(());
    }
    let not_recorded = |what| ApplicationRefusal::NotRecorded { what };
    let application = &mut new.application;
    let on = application.closed_on.ok_or_else(|| not_recorded(Unrecorded::Closed))?;
    let refused = application.state == ApplicationState::Refused;
    let issued = application.state == ApplicationState::Issued;
    if (article.is_some() && !refused) || (closed_because.is_some() && issued) {
        return Err(not_recorded(Unrecorded::Refused));
    }
    let day = closed_on.unwrap_or(NewDay::On(on));
    let other_reason = closed_because.is_some() && *closed_because != application.because;
    if let Some(act) = new.closed_by.clone().filter(|_| day != NewDay::On(on) || other_reason) {
        return Err(ApplicationRefusal::ClosedBy { act, on, never: day == NewDay::Never });
    }
    application.closed_on = day.day();
    match day {
        NewDay::On(_) => {
            application.because = closed_because.clone().or(application.because.take());
            application.article = article.clone().or(application.article.take());
        }
        NewDay::Never => {
            let accepted = application.accepted_on.is_some();
            application.state = if accepted { ApplicationState::Open } else { ApplicationState::Incomplete };
            (application.because, application.article) = (None, None);
        }
    }
    Ok(())
}

impl Recorded {
    /// Whether the correction opens it again.
    pub fn reopens(&self, old: &Recorded) -> bool {
        old.application.closed_on.is_some() && self.application.closed_on.is_none()
    }
}
