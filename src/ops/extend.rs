//! Putting off the limit of an application, once, with a reason (S 9(6)).

use crate::domain::calendar::Day;
use crate::domain::dossier::{Extension, application_code, migrant_code};
use crate::domain::extension::{self, ExtendRefusal};
use crate::domain::mask;
use crate::store::{Changes, Writer, applications};

use super::OpError;
use super::close::{Acted, ApplicationError, acted};
use super::office::Office;
use super::which::{self, Purpose};

/// To which day, and why.
#[derive(Debug, Clone, Copy)]
pub struct Delay<'a> {
    pub to: Day,
    pub because: &'a str,
}

/// Extends the limit.
pub fn extend(
    writer: &Writer,
    office: &Office,
    what: &str,
    delay: Delay,
    counter: Option<&str>,
    on: Day,
    today: Day,
) -> Result<(Acted, Changes), OpError<ApplicationError<ExtendRefusal>>> {
    let refused = OpError::Refused;
    let (dossier, found) =
        which::find(writer, what, Purpose::Extend).map_err(|error| error.map(ApplicationError::Which))?;
    if on > today {
        return Err(refused(ApplicationError::Future { day: on, today }));
    }
    let (application, migrant) = (application_code(found.id), migrant_code(dossier.migrant));
    extension::extend(&found, &office.book, on, delay.to).map_err(|refusal| {
        let (application, migrant) = (application.clone(), migrant.clone());
        refused(ApplicationError::Refused { application, migrant, refusal })
    })?;
    let counter = office.counter_for(counter, &dossier, on);
    let counter = counter.map_err(|refusal| refused(ApplicationError::Unit(refusal)))?;
    applications::extend(writer, found.id, Extension { to: delay.to, on }, delay.because)?;
    let changes = Changes::on(on)
        .subject(migrant)
        .counter(&counter.code)
        .purpose(Some(&mask::in_text(delay.because)))
        .set("application", application)
        .changed("due_on", found.due_on.map(|day| day.to_string()), Some(delay.to.to_string()));
    Ok((acted(writer, dossier.migrant, found)?, changes))
}
