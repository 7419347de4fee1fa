//! Mergers of two records of one person: which record stands for which, and the rows that go over.
//!
//! A merged record keeps its row, its number and its code; [`kept`] leads from it to the one that stands
//! for both. Rows are moved by key, so that they can go back.

use std::collections::HashMap;

use crate::domain::calendar::Day;
use crate::domain::correction::What;
use crate::domain::mask;
use crate::domain::merger::{Cut, Marks, Moved};
use crate::domain::resting::Made;

use super::Writer;
use super::error::StoreError;
use super::sqlite::{Row, Sql};

/// A merger as recorded.
#[derive(Debug, Clone)]
pub struct Merger {
    pub id: i64,
    pub kept: i64,
    pub duplicate: i64,
    pub merged_on: Day,
    pub because: String,
    pub undone_on: Option<Day>,
    moved: String,
}

impl Merger {
    /// What it moved.
    ///
    /// # Errors
    /// A text that this program did not write: the file was changed under it.
    pub fn moved(&self) -> Result<Moved, StoreError> {
        let cause = || StoreError::Fault { cause: format!("merger {} says not what it moved", self.id) };
        Moved::parse(&self.moved).ok_or_else(cause)
    }
}

fn merger(row: &Row) -> Result<Merger, StoreError> {
    Ok(Merger {
        id: row.get("merger_id")?,
        kept: row.get("kept_id")?,
        duplicate: row.get("duplicate_id")?,
        merged_on: row.get("merged_on")?,
        because: row.get("because")?,
        undone_on: row.get("undone_on")?,
        moved: row.get("moved")?,
    })
}

/// The record that stands for this one: itself, unless it was merged into another.
pub fn kept(sql: &Sql, migrant: i64) -> Result<i64, StoreError> {
    let mut standing = migrant;
    while let Some(merger) = find_in_force(sql, standing)? {
        standing = merger.kept;
    }
    Ok(standing)
}

/// Earlier numbers of corrected people, and those of merged records: the number that the person bears now. One that
/// several people bore, or that somebody else bears now, tells nobody.
pub fn numbers_now(sql: &Sql) -> Result<HashMap<String, String>, StoreError> {
    let others = sql.list(
        "SELECT d.id_number AS other, d.migrant_id FROM merger m JOIN migrant d ON d.migrant_id = m.duplicate_id \
         WHERE m.undone_on IS NULL UNION ALL SELECT a.alias, a.migrant_id FROM migrant_alias a \
         WHERE NOT EXISTS (SELECT 1 FROM migrant b WHERE b.id_number = a.alias)",
        &[],
        |row| Ok((row.get::<String>("other")?, row.get::<i64>("migrant_id")?)),
    )?;
    let mut known: HashMap<String, Option<String>> = HashMap::new();
    for (other, record) in others {
        let standing = kept(sql, record)?;
        let number: String =
            sql.one("SELECT id_number FROM migrant WHERE migrant_id = ?1", &[&standing], |row| row.get("id_number"))?;
        let told = known.entry(other).or_insert_with(|| Some(number.clone()));
        if told.as_ref() != Some(&number) {
            *told = None;
        }
    }
    Ok(known.into_iter().filter_map(|(other, number)| Some((other, number?))).collect())
}

/// The merger by which a record stands under another.
pub fn find_in_force(sql: &Sql, duplicate: i64) -> Result<Option<Merger>, StoreError> {
    sql.optional(
        "SELECT merger_id, kept_id, duplicate_id, merged_on, because, undone_on, moved FROM merger \
         WHERE duplicate_id = ?1 AND undone_on IS NULL",
        &[&duplicate],
        merger,
    )
}

/// All mergers that a record had a part in, in order.
pub fn list(sql: &Sql, migrant: i64) -> Result<Vec<Merger>, StoreError> {
    sql.list(
        "SELECT merger_id, kept_id, duplicate_id, merged_on, because, undone_on, moved FROM merger \
         WHERE kept_id = ?1 OR duplicate_id = ?1 ORDER BY merger_id",
        &[&migrant],
        merger,
    )
}

/// The records that stand under this one, directly or through another.
pub fn duplicates(sql: &Sql, kept: i64) -> Result<Vec<i64>, StoreError> {
    let mut found = vec![kept];
    let mut at = 0;
    while let Some(&standing) = found.get(at) {
        found.extend(sql.list(
            "SELECT duplicate_id FROM merger WHERE kept_id = ?1 AND undone_on IS NULL ORDER BY merger_id",
            &[&standing],
            |row| row.get::<i64>("duplicate_id"),
        )?);
        at += 1;
    }
    found.remove(0);
    Ok(found)
}

/// The mergers in force of a record and of those that stand under it.
fn list_in_force(sql: &Sql, kept: i64) -> Result<Vec<Merger>, StoreError> {
    let mut records = vec![kept];
    let mut found = Vec::new();
    while let Some(record) = records.pop() {
        let mergers = list(sql, record)?.into_iter();
        for merger in mergers.filter(|merger| merger.kept == record && merger.undone_on.is_none()) {
            records.push(merger.duplicate);
            found.push(merger);
        }
    }
    Ok(found)
}

/// The stays that mergers in force ended, of a record and of those that stand under it.
pub fn list_cut(sql: &Sql, kept: i64) -> Result<Vec<i64>, StoreError> {
    let mut found = Vec::new();
    for merger in list_in_force(sql, kept)? {
        found.extend(merger.moved()?.cut.into_iter().map(|(registration, _)| registration));
    }
    Ok(found)
}

/// The cards that mergers in force ended, of a record and of those that stand under it, each with the day of its merger.
pub fn list_given_way(sql: &Sql, kept: i64) -> Result<Vec<(i64, Day)>, StoreError> {
    let mut found = Vec::new();
    for merger in list_in_force(sql, kept)? {
        found.extend(merger.moved()?.ended.into_iter().map(|(permit, _)| (permit, merger.merged_on)));
    }
    Ok(found)
}

/// Of each person the stays that mergers in force cut, from a day until another: where the next one goes on
/// (`domain/merger.rs`), the days are counted together.
pub fn all_cut(sql: &Sql) -> Result<HashMap<i64, Vec<(Day, Day)>>, StoreError> {
    let mut found: HashMap<i64, Vec<(Day, Day)>> = HashMap::new();
    let mergers = sql.list(
        "SELECT merger_id, kept_id, duplicate_id, merged_on, because, undone_on, moved FROM merger \
         WHERE undone_on IS NULL",
        &[],
        merger,
    )?;
    for merger in mergers {
        for (registration, _) in merger.moved()?.cut {
            let (migrant, from, until) = sql.one(
                "SELECT migrant_id, registered_on, ended_on FROM registration WHERE registration_id = ?1",
                &[&registration],
                |row| Ok((row.get("migrant_id")?, row.get("registered_on")?, row.get::<Option<Day>>("ended_on")?)),
            )?;
            if let Some(until) = until {
                found.entry(migrant).or_default().push((from, until));
            }
        }
    }
    Ok(found)
}

/// The newest keys of the register, and the journal's entry that is to come.
pub fn marks(sql: &Sql) -> Result<Marks, StoreError> {
    sql.one(
        "SELECT (SELECT COALESCE(MAX(registration_id), 0) FROM registration) AS registration, \
         (SELECT COALESCE(MAX(application_id), 0) FROM application) AS application, \
         (SELECT COALESCE(MAX(permit_id), 0) FROM permit) AS permit, \
         (SELECT COALESCE(MAX(endorsement_id), 0) FROM endorsement) AS endorsement, \
         (SELECT COALESCE(MAX(sequence), 0) + 1 FROM journal) AS journal",
        &[],
        |row| {
            Ok(Marks {
                registration: row.get("registration")?,
                application: row.get("application")?,
                permit: row.get("permit")?,
                endorsement: row.get("endorsement")?,
                journal: row.get("journal")?,
            })
        },
    )
}

/// Writes the merger and moves the rows.
pub fn insert(
    writer: &Writer,
    kept: i64,
    duplicate: i64,
    on: Day,
    because: &str,
    moved: &Moved,
) -> Result<(), StoreError> {
    update_owner(writer, moved, kept)?;
    writer.insert(
        "INSERT INTO merger (kept_id, duplicate_id, merged_on, because, moved) VALUES (?1, ?2, ?3, ?4, ?5)",
        &[&kept, &duplicate, &on, &mask::in_text(because), &moved.to_json()],
    )?;
    Ok(())
}

/// Undoes a merger: the rows go back, and what it ended stands as before.
pub fn undo(writer: &Writer, merger: &Merger, moved: &Moved, on: Day) -> Result<(), StoreError> {
    // First away from the kept record: a person has one active stay, one open application, one live card.
    update_owner(writer, moved, merger.duplicate)?;
    for (registration, old) in &moved.cut {
        let (day, reason) = old.clone().unzip();
        writer.execute(
            "UPDATE registration SET ended_on = ?2, end_reason = ?3 WHERE registration_id = ?1",
            &[registration, &day, &reason],
        )?;
    }
    for (permit, old) in &moved.ended {
        let (day, reason) = old.clone().unzip();
        writer.execute(
            "UPDATE permit SET ended_on = ?2, end_reason = ?3 WHERE permit_id = ?1",
            &[permit, &day, &reason],
        )?;
    }
    for application in &moved.withdrawn {
        writer.execute(
            "UPDATE application SET state = 'open', closed_on = NULL, because = NULL WHERE application_id = ?1",
            &[application],
        )?;
    }
    writer.execute("UPDATE merger SET undone_on = ?2 WHERE merger_id = ?1", &[&merger.id, &on])?;
    Ok(())
}

/// Corrections follow the row that they corrected.
fn update_owner(writer: &Writer, moved: &Moved, owner: i64) -> Result<(), StoreError> {
    for key in &moved.registrations {
        writer.execute("UPDATE registration SET migrant_id = ?2 WHERE registration_id = ?1", &[key, &owner])?;
        update_corrections(writer, What::Registration, *key, owner)?;
    }
    for key in &moved.applications {
        writer.execute("UPDATE application SET migrant_id = ?2 WHERE application_id = ?1", &[key, &owner])?;
        update_corrections(writer, What::Application, *key, owner)?;
    }
    for key in &moved.permits {
        writer.execute("UPDATE permit SET migrant_id = ?2 WHERE permit_id = ?1", &[key, &owner])?;
        update_corrections(writer, What::Permit, *key, owner)?;
        writer.execute(
            "UPDATE correction SET migrant_id = ?2 WHERE what = 'endorsement' \
             AND row_id IN (SELECT endorsement_id FROM endorsement WHERE permit_id = ?1 AND taken_back_on IS NULL \
             UNION ALL SELECT endorsement_id FROM endorsement WHERE permit_id = ?1 AND taken_back_on IS NOT NULL)",
            &[key, &owner],
        )?;
    }
    Ok(())
}

fn update_corrections(writer: &Writer, what: What, row: i64, owner: i64) -> Result<(), StoreError> {
    writer.execute(
        "UPDATE correction SET migrant_id = ?3 WHERE what = ?1 AND row_id = ?2",
        &[&what.as_str(), &row, &owner],
    )?;
    Ok(())
}

/// Ends a stay elsewhere than it was, so that no day counts twice.
pub fn cut(writer: &Writer, cut: &Cut) -> Result<(), StoreError> {
    writer.execute(
        "UPDATE registration SET ended_on = ?2, end_reason = 'other' WHERE registration_id = ?1",
        &[&cut.registration, &cut.ends_on],
    )?;
    Ok(())
}

/// The cards of a record that were made since, in order, and what each came of.
pub fn list_made_since(sql: &Sql, kept: i64, marks: &Marks) -> Result<Vec<Made>, StoreError> {
    sql.list(
        "SELECT permit_id, application_id, replaces_id FROM permit WHERE migrant_id = ?1 AND permit_id > ?2 \
         ORDER BY permit_id",
        &[&kept, &marks.permit],
        |row| {
            Ok(Made {
                permit: row.get("permit_id")?,
                application: row.get("application_id")?,
                replaces: row.get("replaces_id")?,
            })
        },
    )
}
