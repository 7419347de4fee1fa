//! Finding the person, or the card, that words on the command line name.
//!
//! A migrant is named by an identity number, a migrant code, a permit number, a name that only one
//! person bears or an application's number; several are refused with all of them, masked.

use crate::domain::code::Code;
use crate::domain::dossier::{Dossier, migrant_code, read_application_code, read_migrant_code};
use crate::domain::identity::{self, IdRefusal};
use crate::domain::mask;
use crate::store::{Sql, StoreError, applications, card_numbers, dossiers, mergers, migrants};

use super::OpError;

/// Somebody who may be meant, as may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub code: String,
    pub masked_name: String,
    pub masked_number: String,
    /// The words are a number that this person bore before a correction, and no longer.
    pub formerly: bool,
}

/// Why the words name nobody, or not one person alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhoRefusal {
    /// `number`: the words have the form of an identity number, which is then not repeated; `part`: of the name, some
    /// are called so.
    Unknown {
        text: String,
        number: bool,
        part: Option<String>,
    },
    /// Nobody has the number, and nobody can have it.
    NoNumber {
        fault: IdRefusal,
    },
    /// An identity number but for characters that none has.
    Characters {
        found: String,
    },
    /// No name, number or code has that part.
    NoPart {
        text: String,
        /// Of the words, in whose name it is.
        part: Option<String>,
    },
    Ambiguous {
        candidates: Vec<Candidate>,
        more: bool,
    },
    /// The words have the form of a permit number that the register does not know.
    UnknownPermit {
        text: String,
    },
    /// The words have the form of an application's number that the register does not know.
    UnknownApplication {
        text: String,
    },
}

impl WhoRefusal {
    pub fn code(&self) -> Code {
        match self {
            WhoRefusal::Unknown { .. } | WhoRefusal::NoNumber { .. } | WhoRefusal::NoPart { .. } => Code::J114,
            WhoRefusal::Characters { .. } => Code::J102,
            WhoRefusal::Ambiguous { .. } => Code::J115,
            WhoRefusal::UnknownPermit { .. } => Code::J316,
            WhoRefusal::UnknownApplication { .. } => Code::J313,
        }
    }
}

/// The most candidates that are listed.
const MOST_CANDIDATES: usize = 20;

/// The key of the one person that `text` names; a record that was merged leads to the one that stands for it.
pub fn find(sql: &Sql, text: &str) -> Result<i64, OpError<WhoRefusal>> {
    let mut people = Vec::new();
    for record in named(sql, text)? {
        let person = mergers::kept(sql, record)?;
        if !people.contains(&person) {
            people.push(person);
        }
    }
    one_of(sql, text, &people)
}

/// The key of the very record that `text` names, merged or not.
pub fn find_recorded(sql: &Sql, text: &str) -> Result<i64, OpError<WhoRefusal>> {
    one_of(sql, text, &named(sql, text)?)
}

/// All records that `text` names.
fn named(sql: &Sql, text: &str) -> Result<Vec<i64>, StoreError> {
    let text = text.trim();
    if let Some(id) = read_migrant_code(text)
        && migrants::is_known(sql, id)?
    {
        return Ok(vec![id]);
    }
    let by_number = migrants::list_recorded(sql, &as_number(text))?;
    if !by_number.is_empty() {
        return Ok(by_number);
    }
    let by_permit = card_numbers::list_bearers(sql, &permit_text(text))?;
    if !by_permit.is_empty() {
        return Ok(by_permit);
    }
    if let Some(id) = read_application_code(text)
        && let Some(found) = applications::find_migrant(sql, id)?
    {
        return Ok(vec![found]);
    }
    migrants::list_by_name(sql, text)
}

/// Words as an identity number is stored.
fn as_number(text: &str) -> String {
    identity::normalise(text).unwrap_or_else(|| text.to_owned())
}

fn one_of(sql: &Sql, text: &str, people: &[i64]) -> Result<i64, OpError<WhoRefusal>> {
    let text = text.trim();
    match people {
        [one] => Ok(*one),
        [] if permit_text(text).starts_with("JZ") => {
            Err(OpError::Refused(WhoRefusal::UnknownPermit { text: permit_text(text) }))
        }
        [] if read_application_code(text).is_some() => {
            Err(OpError::Refused(WhoRefusal::UnknownApplication { text: text.to_owned() }))
        }
        [] => Err(OpError::Refused(nobody(sql, text)?)),
        several => {
            let shown = &several[..several.len().min(MOST_CANDIDATES)];
            Err(OpError::Refused(WhoRefusal::Ambiguous {
                candidates: candidates(sql, shown, &as_number(text))?,
                more: several.len() > shown.len(),
            }))
        }
    }
}

/// What is said of words that name nobody.
fn nobody(sql: &Sql, text: &str) -> Result<WhoRefusal, StoreError> {
    if let Some(refusal) = no_number(text) {
        return Ok(refusal);
    }
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    let number = identity::normalise(text).is_some() || digits >= 8;
    Ok(WhoRefusal::Unknown { text: text.to_owned(), number, part: known_part(sql, text)? })
}

/// What is said where no name, number or code has these words in it.
pub fn no_part(sql: &Sql, text: String) -> Result<WhoRefusal, StoreError> {
    match no_number(&text) {
        Some(refusal) => Ok(refusal),
        None => Ok(WhoRefusal::NoPart { part: known_part(sql, &text)?, text }),
    }
}

/// Words that would be a number, but for what none has.
fn no_number(text: &str) -> Option<WhoRefusal> {
    let strange = identity::strange_characters(text).map(|found| WhoRefusal::Characters { found });
    strange.or_else(|| identity::cannot_be(text).map(|fault| WhoRefusal::NoNumber { fault }))
}

/// The first character of a name, if anybody's name has it: by it the person may be found.
fn known_part(sql: &Sql, text: &str) -> Result<Option<String>, StoreError> {
    let mut characters = text.chars();
    let first = characters.next().filter(|first| first.is_alphabetic() && !first.is_ascii());
    let Some(first) = first.filter(|_| characters.next().is_some()).map(String::from) else { return Ok(None) };
    Ok((!migrants::search(sql, &first, 1)?.is_empty()).then_some(first))
}

/// Those who may be meant by a number, or by other words, as may be shown.
pub fn candidates(sql: &Sql, people: &[i64], number: &str) -> Result<Vec<Candidate>, StoreError> {
    let bears = migrants::find_bearing(sql, number)?.map(|id| mergers::kept(sql, id)).transpose()?;
    let former = migrants::list_former(sql, number)?;
    let former = former.into_iter().map(|id| mergers::kept(sql, id)).collect::<Result<Vec<i64>, StoreError>>()?;
    let one = |id: &i64| {
        let person = migrants::get(sql, *id)?;
        let standing = mergers::kept(sql, *id)?;
        Ok(Candidate {
            code: migrant_code(*id),
            masked_name: mask::name(&person.name),
            masked_number: mask::number(&person.id.text),
            formerly: bears != Some(standing) && former.contains(&standing),
        })
    };
    people.iter().map(one).collect()
}

/// A permit number as it is stored: numbers of our own form in upper case without blanks.
pub fn permit_text(text: &str) -> String {
    let cleaned = identity::clean(text);
    if cleaned.to_ascii_uppercase().starts_with("JZ") { cleaned.to_ascii_uppercase() } else { text.trim().to_owned() }
}

/// The dossier of the one person that `text` names.
pub fn dossier(sql: &Sql, text: &str) -> Result<Dossier, OpError<WhoRefusal>> {
    let id = find(sql, text)?;
    Ok(dossiers::get(sql, id)?)
}
