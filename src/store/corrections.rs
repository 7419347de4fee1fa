//! Corrections: the row that keeps the old value, and the corrected row itself.

use crate::domain::application::ApplicationState;
use crate::domain::application_facts::Recorded;
use crate::domain::calendar::{Day, Instant};
use crate::domain::card_facts::Fate;
use crate::domain::correction::{Fact, Record, What};
use crate::domain::mask;
use crate::domain::permit::{Card, EndReason};
use crate::domain::registration::Person;
use crate::domain::replacement::{OldCard, ReplaceReason};
use crate::domain::unit::UnitId;

use super::error::StoreError;
use super::sqlite::{Row, Sql};
use super::{Actor, Writer};

/// A correction as recorded.
#[derive(Debug, Clone)]
pub struct Correction {
    pub what: What,
    pub row: i64,
    pub fact: Fact,
    /// First day of the home, for other facts of a stay of the stay, to which the fact belongs.
    pub of_on: Option<Day>,
    pub old: Option<String>,
    pub new: Option<String>,
    pub because: String,
    pub corrected_on: Day,
    pub made_at: Instant,
    pub clerk: String,
}

/// A value that is replaced by another.
#[derive(Debug, Clone)]
pub struct NewCorrection<'a> {
    pub migrant: i64,
    /// The key of the row that holds the fact.
    pub row: i64,
    pub fact: Fact,
    pub old: Option<&'a str>,
    pub new: Option<&'a str>,
    pub because: &'a str,
    pub on: Day,
}

/// `of_on`: first day of the home, or of the stay, that the fact is of.
pub fn insert(writer: &Writer, actor: &Actor, new: &NewCorrection, of_on: Option<Day>) -> Result<(), StoreError> {
    writer.execute(
        "INSERT INTO correction (migrant_id, what, row_id, field, old, new, because, corrected_on, made_at, clerk, of_on) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        &[
            &new.migrant,
            &new.fact.what().as_str(),
            &new.row,
            &new.fact.as_str(),
            &new.old,
            &new.new,
            &mask::in_text(new.because),
            &new.on,
            &actor.at,
            &actor.clerk,
            &of_on,
        ],
    )?;
    Ok(())
}

/// Puts another place to which the person went, or none.
pub fn update_left_to(writer: &Writer, registration: i64, to: Option<&str>) -> Result<(), StoreError> {
    writer.execute("UPDATE registration SET left_to = ?2 WHERE registration_id = ?1", &[&registration, &to])?;
    Ok(())
}

/// What was told of the person up to the end of a stay, where a later one told otherwise.
pub fn update_told(writer: &Writer, registration: i64, told: &Person) -> Result<(), StoreError> {
    writer.execute(
        "UPDATE told_before SET hukou = ?2, hukou_county = ?3, phone = ?4 WHERE registration_id = ?1",
        &[&registration, &told.hukou, &told.hukou_county, &told.phone],
    )?;
    Ok(())
}

/// All corrections made on a record, in order.
pub fn list(sql: &Sql, migrant: i64) -> Result<Vec<Correction>, StoreError> {
    sql.list(
        "SELECT what, row_id, field, of_on, old, new, because, corrected_on, made_at, clerk FROM correction \
         WHERE migrant_id = ?1 ORDER BY correction_id",
        &[&migrant],
        correction,
    )
}

fn correction(row: &Row) -> Result<Correction, StoreError> {
    Ok(Correction {
        what: row.get("what")?,
        row: row.get("row_id")?,
        fact: row.get("field")?,
        of_on: row.get("of_on")?,
        old: row.get("old")?,
        new: row.get("new")?,
        because: row.get("because")?,
        corrected_on: row.get("corrected_on")?,
        made_at: row.get("made_at")?,
        clerk: row.get("clerk")?,
    })
}

/// Puts the corrected facts of a person in place; an earlier number goes on finding the person.
pub fn update_person(writer: &Writer, migrant: i64, old_number: &str, record: &Record) -> Result<(), StoreError> {
    let person = &record.person;
    let as_given = (person.as_given != person.id.text).then_some(&person.as_given);
    writer.execute(
        "UPDATE migrant SET id_kind = ?2, id_number = ?3, as_given = ?4, name = ?5, sex = ?6, birth_on = ?7, ethnic = ?8, \
         ethnic_text = ?9, hukou = ?10, hukou_county = ?11, phone = ?12, education = ?13, marriage = ?14 \
         WHERE migrant_id = ?1",
        &[
            &migrant,
            &person.id.kind,
            &person.id.text,
            &as_given,
            &person.name,
            &person.sex,
            &person.birth_on,
            &person.ethnic,
            &person.ethnic_text,
            &person.hukou,
            &person.hukou_county,
            &person.phone,
            &person.education,
            &person.marriage,
        ],
    )?;
    if person.id.text != old_number {
        writer.execute(
            "INSERT INTO migrant_alias (alias, migrant_id) VALUES (?1, ?2) \
             ON CONFLICT (alias, migrant_id) DO NOTHING",
            &[&old_number, &migrant],
        )?;
    }
    Ok(())
}

/// Puts the corrected facts of a stay in place; its homes are written by [`super::homes::replace`].
pub fn update_stay(writer: &Writer, registration: i64, record: &Record) -> Result<(), StoreError> {
    writer.execute(
        "UPDATE registration SET exempt = ?2, workplace = ?3, employer_code = ?4, job = ?5, arrived_on = ?6, \
         registered_on = ?7, relation = ?8, note = ?9, counter_id = ?10 WHERE registration_id = ?1",
        &[
            &registration,
            &record.exempt,
            &record.workplace,
            &record.employer_code,
            &record.job,
            &record.arrived_on,
            &record.registered_on,
            &record.relation,
            &record.note,
            &record.counter,
        ],
    )?;
    Ok(())
}

/// Puts the corrected facts of a card in place; the application it was issued on closes with its issue.
pub fn update_card(writer: &Writer, permit: i64, card: &Card, collected_on: Option<Day>) -> Result<(), StoreError> {
    writer.execute(
        "UPDATE permit SET regime = ?2, issued_on = ?3, base_on = ?4, valid_until_on = ?5, collected_on = ?6, \
         ended_on = ?7, end_reason = ?8, ended_batch_id = CASE WHEN ?7 IS NULL THEN NULL ELSE ended_batch_id END, \
         kind = ?9 WHERE permit_id = ?1",
        &[
            &permit,
            &card.regime,
            &card.issued_on,
            &card.base_on,
            &card.printed_until,
            &collected_on,
            &card.ended.map(|(day, _)| day),
            &card.ended.map(|(_, reason)| reason),
            &card.kind,
        ],
    )?;
    writer.execute(
        "UPDATE application SET closed_on = ?2 WHERE state = 'issued' \
         AND application_id = (SELECT p.application_id FROM permit p WHERE p.permit_id = ?1)",
        &[&permit, &card.issued_on],
    )?;
    Ok(())
}

/// Puts another issuing county and another counter of the issue in place.
pub fn update_places(writer: &Writer, permit: i64, county: &str, counter: UnitId) -> Result<(), StoreError> {
    writer.execute(
        "UPDATE permit SET issuing_county = ?2, counter_id = ?3 WHERE permit_id = ?1",
        &[&permit, &county, &counter],
    )?;
    Ok(())
}

/// Puts another counter of an application in place.
pub fn update_application_counter(writer: &Writer, application: i64, counter: UnitId) -> Result<(), StoreError> {
    writer.execute("UPDATE application SET counter_id = ?2 WHERE application_id = ?1", &[&application, &counter])?;
    Ok(())
}

/// Puts another counter of an endorsement in place; the one that it had.
pub fn update_endorsement_counter(
    writer: &Writer,
    endorsement: i64,
    counter: UnitId,
) -> Result<Option<UnitId>, StoreError> {
    let was = writer.one("SELECT counter_id FROM endorsement WHERE endorsement_id = ?1", &[&endorsement], |row| {
        row.get("counter_id")
    })?;
    writer.execute("UPDATE endorsement SET counter_id = ?2 WHERE endorsement_id = ?1", &[&endorsement, &counter])?;
    Ok(was)
}

/// Puts the corrected days of endorsements in place, and takes back those that never happened; each with its key.
///
/// The days keep their order. So that no new day meets the old day of another, those that become later go first, the
/// last of them before the others; then those that become earlier, the first of them before the others.
pub fn update_endorsements(
    writer: &Writer,
    permit: i64,
    moved: &[Fate],
    on: Day,
) -> Result<Vec<(i64, Fate)>, StoreError> {
    let recorded = moved.iter().copied().filter(|(was, _)| was.is_some());
    let (gone, moved): (Vec<Fate>, Vec<Fate>) = recorded.partition(|(_, new)| new.is_none());
    let (mut later, mut earlier): (Vec<_>, Vec<_>) = moved.into_iter().partition(|(old, new)| new > old);
    later.sort_unstable_by(|one, other| other.cmp(one));
    earlier.sort_unstable();
    let mut done = Vec::new();
    for (old, new) in gone.into_iter().chain(later).chain(earlier) {
        let key = writer.one(
            "SELECT endorsement_id FROM endorsement WHERE permit_id = ?1 AND endorsed_on = ?2 AND taken_back_on IS NULL",
            &[&permit, &old],
            |row| row.get("endorsement_id"),
        )?;
        match new {
            Some(new) => {
                writer.execute("UPDATE endorsement SET endorsed_on = ?2 WHERE endorsement_id = ?1", &[&key, &new])?
            }
            None => {
                writer.execute("UPDATE endorsement SET taken_back_on = ?2 WHERE endorsement_id = ?1", &[&key, &on])?
            }
        };
        done.push((key, (old, new)));
    }
    done.sort_unstable_by_key(|(_, (old, _))| *old);
    Ok(done)
}

/// Brings back the endorsement of a day that was taken back; its key. What was shown then comes back with it.
pub fn restore_endorsement(writer: &Writer, permit: i64, on: Day) -> Result<Option<i64>, StoreError> {
    let key = writer.optional(
        "SELECT endorsement_id FROM endorsement WHERE permit_id = ?1 AND endorsed_on = ?2 AND taken_back_on IS NOT NULL \
         ORDER BY endorsement_id DESC LIMIT 1",
        &[&permit, &on],
        |row| row.get::<i64>("endorsement_id"),
    )?;
    if let Some(key) = key {
        writer.execute("UPDATE endorsement SET taken_back_on = NULL WHERE endorsement_id = ?1", &[&key])?;
    }
    Ok(key)
}

/// Puts in place why a card replaced another and what became of that one; `None`: it replaced none.
pub fn update_replaced(
    writer: &Writer,
    permit: i64,
    replaced: Option<(ReplaceReason, OldCard)>,
) -> Result<(), StoreError> {
    let (because, old_card) = replaced.unzip();
    writer.execute(
        "UPDATE permit SET replaces_id = CASE WHEN ?2 IS NULL THEN NULL ELSE replaces_id END, replaced_for = ?2, \
         old_card = ?3 WHERE permit_id = ?1",
        &[&permit, &because, &old_card],
    )?;
    Ok(())
}

/// Puts the corrected end of a stay in place, or takes it away; the roster that said it says it no more.
pub fn update_end(writer: &Writer, registration: i64, end: Option<(Day, &str)>) -> Result<(), StoreError> {
    let (on, reason) = end.unzip();
    writer.execute(
        "UPDATE registration SET ended_on = ?2, end_reason = ?3, left_to = CASE WHEN ?2 IS NULL THEN NULL ELSE left_to END, \
         ended_batch_id = CASE WHEN ?2 IS NULL THEN NULL ELSE ended_batch_id END, \
         ended_line = CASE WHEN ?2 IS NULL THEN NULL ELSE ended_line END WHERE registration_id = ?1",
        &[&registration, &on, &reason],
    )?;
    Ok(())
}

/// The same of a card that ended with the stay.
pub fn update_card_end(writer: &Writer, permit: i64, end: Option<(Day, EndReason)>) -> Result<(), StoreError> {
    let (on, reason) = end.unzip();
    writer.execute(
        "UPDATE permit SET ended_on = ?2, end_reason = ?3, \
         ended_batch_id = CASE WHEN ?2 IS NULL THEN NULL ELSE ended_batch_id END WHERE permit_id = ?1",
        &[&permit, &on, &reason],
    )?;
    Ok(())
}

/// The same of the application that was withdrawn with the stay: without an end it is open again.
pub fn update_withdrawal(writer: &Writer, application: i64, end: Option<(Day, &str)>) -> Result<(), StoreError> {
    let state = if end.is_some() { ApplicationState::Withdrawn } else { ApplicationState::Open };
    let (on, because) = end.unzip();
    writer.execute(
        "UPDATE application SET state = ?2, closed_on = ?3, because = ?4, \
         closed_batch_id = CASE WHEN ?3 IS NULL THEN NULL ELSE closed_batch_id END WHERE application_id = ?1",
        &[&application, &state, &on, &because],
    )?;
    Ok(())
}

/// Puts the corrected facts of an application in place; without an end it waits again.
pub fn update_application(writer: &Writer, new: &Recorded) -> Result<(), StoreError> {
    let application = &new.application;
    let text = |text: &Option<String>| text.as_deref().map(mask::in_text);
    writer.execute(
        "UPDATE application SET regime = ?2, ground = ?3, applied_on = ?4, accepted_on = ?5, due_on = ?6, \
         promised_on = ?7, extended_to = ?8, extended_on = ?9, extended_because = ?10, state = ?11, closed_on = ?12, \
         because = ?13, article = ?14, \
         closed_batch_id = CASE WHEN ?12 IS NULL THEN NULL ELSE closed_batch_id END WHERE application_id = ?1",
        &[
            &application.id,
            &new.regime,
            &new.ground,
            &application.applied_on,
            &application.accepted_on,
            &application.due_on,
            &new.promised_on,
            &application.extended.map(|extension| extension.to),
            &application.extended.map(|extension| extension.on),
            &text(&new.extended_because),
            &application.state,
            &application.closed_on,
            &text(&application.because),
            &text(&application.article),
        ],
    )?;
    Ok(())
}
