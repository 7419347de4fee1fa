//! Finding the application that words on the command line name: its own number, or a person with exactly
//! one that is open.

use crate::domain::application::ApplicationState;
use crate::domain::code::Code;
use crate::domain::dossier::{Application, Dossier, application_code, migrant_code, read_application_code};
use crate::store::{Sql, applications, dossiers};

use super::OpError;
use super::person::{self, WhoRefusal};

/// Why words name no application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhichRefusal {
    Who(WhoRefusal),
    Unknown {
        text: String,
    },
    /// `purpose`: what was to be done; `incomplete`: those that were never accepted, by number.
    NoneOpen {
        migrant: String,
        purpose: Purpose,
        incomplete: Vec<String>,
    },
}

/// What is to be done with an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Issue,
    Withdraw,
    Refuse,
    Extend,
}

impl WhichRefusal {
    pub fn code(&self) -> Code {
        match self {
            WhichRefusal::Who(who) => who.code(),
            WhichRefusal::Unknown { .. } => Code::J313,
            WhichRefusal::NoneOpen { .. } => Code::J329,
        }
    }
}

/// The person and the application that words name.
pub fn find(sql: &Sql, what: &str, purpose: Purpose) -> Result<(Dossier, Application), OpError<WhichRefusal>> {
    if let Some(id) = read_application_code(what) {
        let unknown = || OpError::Refused(WhichRefusal::Unknown { text: what.trim().to_owned() });
        let migrant = applications::find_migrant(sql, id)?.ok_or_else(unknown)?;
        let dossier = dossiers::get(sql, migrant)?;
        let application = dossier.applications.iter().find(|application| application.id == id).cloned();
        return Ok((dossier, application.ok_or_else(unknown)?));
    }
    let dossier = person::dossier(sql, what).map_err(|error| error.map(WhichRefusal::Who))?;
    if let Some(application) = dossier.open_application().cloned() {
        return Ok((dossier, application));
    }
    let notices = dossier.applications.iter().filter(|one| one.state == ApplicationState::Incomplete);
    let incomplete = notices.map(|one| application_code(one.id)).collect();
    let migrant = migrant_code(dossier.migrant);
    Err(OpError::Refused(WhichRefusal::NoneOpen { migrant, purpose, incomplete }))
}
