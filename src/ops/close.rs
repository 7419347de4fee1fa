//! Withdrawing or refusing an application: it stays on record with the reason, a refusal with its article.

use crate::domain::application::{self, ApplicationState, CloseRefusal};
use crate::domain::calendar::Day;
use crate::domain::dossier::{Application, application_code, migrant_code};
use crate::domain::mask;
use crate::domain::unit::UnitRefusal;
use crate::store::{Changes, Writer, applications, dossiers};

use super::OpError;
use super::office::Office;
use super::which::{self, Purpose, WhichRefusal};

/// Why nothing was done with an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApplicationError<R> {
    Which(WhichRefusal),
    Future { day: Day, today: Day },
    Refused { application: String, migrant: String, refusal: R },
    Unit(UnitRefusal),
}

/// How an application is closed.
#[derive(Debug, Clone, Copy)]
pub enum Closing<'a> {
    /// By the person.
    Withdrawn { because: &'a str },
    /// By the office; every refusal names its article (S 20(1)).
    Refused { because: &'a str, article: &'a str },
}

/// An application after an act.
#[derive(Debug, Clone)]
pub struct Acted {
    pub migrant: String,
    /// The person's name, unmasked.
    pub name: String,
    pub application: Application,
}

/// Closes the application on a day.
pub fn close(
    writer: &Writer,
    office: &Office,
    what: &str,
    closing: &Closing,
    counter: Option<&str>,
    on: Day,
    today: Day,
) -> Result<(Acted, Changes), OpError<ApplicationError<CloseRefusal>>> {
    let refused = OpError::Refused;
    let purpose = match closing {
        Closing::Withdrawn { .. } => Purpose::Withdraw,
        Closing::Refused { .. } => Purpose::Refuse,
    };
    let (dossier, found) = which::find(writer, what, purpose).map_err(|error| error.map(ApplicationError::Which))?;
    if on > today {
        return Err(refused(ApplicationError::Future { day: on, today }));
    }
    let (application, migrant) = (application_code(found.id), migrant_code(dossier.migrant));
    application::close(&found, on).map_err(|refusal| {
        let (application, migrant) = (application.clone(), migrant.clone());
        refused(ApplicationError::Refused { application, migrant, refusal })
    })?;
    let counter = office.counter_for(counter, &dossier, on);
    let counter = counter.map_err(|refusal| refused(ApplicationError::Unit(refusal)))?;
    let changes = Changes::on(on).subject(migrant.clone()).counter(&counter.code).set("application", application);
    let (state, because) = match *closing {
        Closing::Withdrawn { because } => (ApplicationState::Withdrawn, because),
        Closing::Refused { because, .. } => (ApplicationState::Refused, because),
    };
    applications::end(writer, found.id, state, on, Some(because))?;
    let old = found.state.as_str().to_owned();
    let mut changes =
        changes.changed("state", Some(old), Some(state.as_str().to_owned())).purpose(Some(&mask::in_text(because)));
    if let Closing::Refused { article, .. } = *closing {
        applications::update_article(writer, found.id, article)?;
        changes = changes.set("article", mask::in_text(article));
    }
    Ok((acted(writer, dossier.migrant, found)?, changes))
}

/// The application as it stands after the act.
pub fn acted(writer: &Writer, migrant: i64, before: Application) -> Result<Acted, crate::store::StoreError> {
    let dossier = dossiers::get(writer, migrant)?;
    let found = dossier.applications.into_iter().find(|one| one.id == before.id);
    Ok(Acted { migrant: migrant_code(migrant), name: dossier.person.name.into(), application: found.unwrap_or(before) })
}
