//! What a correction of a person changed besides: the papers of applications, which the dossier does not have, too.

use crate::domain::application_facts;
use crate::domain::calendar::Day;
use crate::domain::dossier::Dossier;
use crate::domain::effect::{self, Accepted, Effect};
use crate::domain::right;
use crate::store::{Sql, StoreError};

use super::edit_application::recorded;
use super::office::Office;

/// What is otherwise after the correction of one person.
pub fn of_person(
    sql: &Sql,
    office: &Office,
    [before, after]: [&Dossier; 2],
    today: Day,
) -> Result<Vec<Effect>, StoreError> {
    let mut found = effect::effects(&[before], &[after], &office.book, today);
    if before.person.birth_on == after.person.birth_on {
        return Ok(found);
    }
    for granted in right::granted(after) {
        let recorded = recorded(sql, after, granted.application.clone())?;
        let was = application_facts::missing(before, &recorded, &office.book);
        let mut missing = application_facts::missing(after, &recorded, &office.book);
        missing.retain(|thing| !was.contains(thing));
        if !missing.is_empty() {
            let accepted = Accepted::of(&granted, &office.book, today);
            found.push(Effect::Papers { accepted, missing });
        }
    }
    Ok(found)
}
