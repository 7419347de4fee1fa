//! People: how one is found, and the row that holds what is known of them.

use crate::domain::calendar::Day;
use crate::domain::identity::{IdKind, IdNumber};
use crate::domain::name_key::{self, beginnings, name_key};
use crate::domain::registration::Person;
use crate::domain::text::Text;

use super::error::StoreError;
use super::sqlite::{IsoDay, Row, Sql};
use super::{Writer, mergers};

/// The very records, merged or not, that bear that number or bore it before a correction: who bears it now first.
pub fn list_recorded(sql: &Sql, number: &str) -> Result<Vec<i64>, StoreError> {
    let mut found: Vec<i64> = find_bearing(sql, number)?.into_iter().collect();
    for id in list_former(sql, number)? {
        if !found.contains(&id) {
            found.push(id);
        }
    }
    Ok(found)
}

/// The record that bears that number now, corrected ones left out.
pub fn find_bearing(sql: &Sql, number: &str) -> Result<Option<i64>, StoreError> {
    sql.optional("SELECT migrant_id FROM migrant WHERE id_number = ?1", &[&number], |row| row.get("migrant_id"))
}

/// Whether a person has that key.
pub fn is_known(sql: &Sql, id: i64) -> Result<bool, StoreError> {
    let found = sql
        .optional("SELECT migrant_id FROM migrant WHERE migrant_id = ?1", &[&id], |row| row.get::<i64>("migrant_id"))?;
    Ok(found.is_some())
}

/// The records that bore that number before a correction.
pub fn list_former(sql: &Sql, number: &str) -> Result<Vec<i64>, StoreError> {
    sql.list("SELECT migrant_id FROM migrant_alias WHERE alias = ?1 ORDER BY migrant_id", &[&number], |row| {
        row.get("migrant_id")
    })
}

/// Every record of that name, in whatever way it was written (`name_key`).
pub fn list_by_name(sql: &Sql, name: &str) -> Result<Vec<i64>, StoreError> {
    let key = name_key(name);
    let Some(first) = key.chars().next() else { return Ok(Vec::new()) };
    let like = name_key::pattern(&key, true);
    let mut found = Vec::new();
    for first in beginnings(first) {
        let (from, to) = (first.to_string(), format!("{first}{}", char::MAX));
        let rows = sql.list(
            "SELECT migrant_id, name FROM migrant WHERE name >= ?1 AND name <= ?2 AND name LIKE ?3 ESCAPE '\\'",
            &[&from, &to, &like],
            id_and_name,
        )?;
        found.extend(rows.into_iter().filter(|(_, name)| name_key(name) == key).map(|(id, _)| id));
    }
    found.sort_unstable();
    Ok(found)
}

fn id_and_name(row: &Row) -> Result<(i64, String), StoreError> {
    Ok((row.get("migrant_id")?, row.get("name")?))
}

/// People of whose name `text` is a part, in whatever way either was written, at most `limit`.
fn by_part_of_name(sql: &Sql, text: &str, limit: i64) -> Result<Vec<i64>, StoreError> {
    let key = name_key(text);
    if key.is_empty() {
        return Ok(Vec::new());
    }
    let like = name_key::pattern(&key, false);
    let named = |rows: Vec<(i64, String)>| {
        // Most patterns fit a few too many.
        let rows = rows.into_iter().filter(|(_, name)| name_key(name).contains(key.as_ref()));
        rows.map(|(id, _)| id).collect::<Vec<i64>>()
    };
    // A part that many bear fills the list from the first people; one that is rare is looked for in the index of names,
    // an eighth of the table.
    let first = named(sql.list(
        "SELECT migrant_id, name FROM migrant WHERE migrant_id <= ?1 AND name LIKE ?2 ESCAPE '\\' ORDER BY migrant_id",
        &[&FIRST_PEOPLE, &like],
        id_and_name,
    )?);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    if first.len() >= limit {
        return Ok(first.into_iter().take(limit).collect());
    }
    let all = sql.list("SELECT migrant_id, name FROM migrant WHERE name LIKE ?1 ESCAPE '\\'", &[&like], id_and_name);
    let mut all = named(all?);
    all.sort_unstable();
    all.truncate(limit);
    Ok(all)
}

/// So many people are looked through before the index.
const FIRST_PEOPLE: i64 = 20_000;

/// The pattern of any text with that part.
fn pattern(part: &str) -> String {
    format!("%{}%", part.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

/// People of whose name `text` is a part, or of whose number or code it is a part (four characters and more).
pub fn search(sql: &Sql, text: &str, limit: usize) -> Result<Vec<i64>, StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut found = by_part_of_name(sql, text, limit)?;
    if text.chars().count() >= 4 && text.bytes().all(|b| b.is_ascii_alphanumeric()) {
        found.extend(sql.list(
            "SELECT migrant_id FROM migrant WHERE id_number LIKE ?1 ESCAPE '\\' OR as_given LIKE ?1 ESCAPE '\\' \
             ORDER BY migrant_id LIMIT ?2",
            &[&pattern(text), &limit],
            |row| row.get::<i64>("migrant_id"),
        )?);
        found.extend(by_part_of_code(sql, text, limit)?);
    }
    for id in &mut found {
        *id = mergers::kept(sql, *id)?;
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// By a part of a migrant code (`M000001`) or of a permit number.
fn by_part_of_code(sql: &Sql, text: &str, limit: i64) -> Result<Vec<i64>, StoreError> {
    let upper = text.to_ascii_uppercase();
    let pattern = format!("%{upper}%");
    let mut found = sql.list(
        "SELECT migrant_id FROM permit WHERE number LIKE ?1 ORDER BY permit_id LIMIT ?2",
        &[&pattern, &limit],
        |row| row.get::<i64>("migrant_id"),
    )?;
    found.extend(sql.list(
        "SELECT migrant_id FROM migrant WHERE 'M' || CASE WHEN migrant_id > 999999 THEN CAST(migrant_id AS TEXT) \
         ELSE SUBSTR('000000', 1, 6 - LENGTH(CAST(migrant_id AS TEXT))) || CAST(migrant_id AS TEXT) END LIKE ?1 \
         ORDER BY migrant_id LIMIT ?2",
        &[&pattern, &limit],
        |row| row.get::<i64>("migrant_id"),
    )?);
    found.extend(sql.list(
        "SELECT migrant_id FROM migrant_alias WHERE alias LIKE ?1 UNION ALL SELECT p.migrant_id FROM permit_alias a \
         JOIN permit p ON p.permit_id = a.permit_id WHERE a.alias LIKE ?1",
        &[&pattern],
        |row| row.get::<i64>("migrant_id"),
    )?);
    Ok(found)
}

/// Whether the register has no record of anybody, nor ever had.
pub fn is_empty(sql: &Sql) -> Result<bool, StoreError> {
    let found = sql.optional("SELECT migrant_id FROM migrant LIMIT 1", &[], |row| row.get::<i64>("migrant_id"))?;
    Ok(found.is_none())
}

/// Whether anybody's number was ever corrected.
pub fn has_former_numbers(sql: &Sql) -> Result<bool, StoreError> {
    let found = sql.optional("SELECT migrant_alias_id FROM migrant_alias LIMIT 1", &[], |row| {
        row.get::<i64>("migrant_alias_id")
    })?;
    Ok(found.is_some())
}

/// Writes a new person; `None` when somebody bears the number already.
pub fn insert(writer: &Writer, person: &Person) -> Result<Option<i64>, StoreError> {
    let as_given = (person.as_given != person.id.text).then_some(&person.as_given);
    let id = writer.insert_new(
        "INSERT INTO migrant (id_kind, id_number, as_given, name, sex, birth_on, ethnic, ethnic_text, hukou, hukou_county, \
         phone, education, marriage) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) \
         ON CONFLICT (id_number) DO NOTHING",
        &[
            &person.id.kind,
            &person.id.text,
            &as_given,
            &person.name,
            &person.sex,
            &person.birth_on.map(IsoDay::from),
            &person.ethnic,
            &person.ethnic_text,
            &person.hukou,
            &person.hukou_county,
            &person.phone,
            &person.education,
            &person.marriage,
        ],
    )?;
    Ok(id)
}

/// What may be newer when somebody comes back: where the household is registered, phone, schooling.
pub fn update_on_return(writer: &Writer, id: i64, person: &Person) -> Result<(), StoreError> {
    writer.execute(
        "UPDATE migrant SET hukou = ?2, hukou_county = ?3, phone = COALESCE(?4, phone), \
         education = COALESCE(?5, education), marriage = COALESCE(?6, marriage) WHERE migrant_id = ?1",
        &[&id, &person.hukou, &person.hukou_county, &person.phone, &person.education, &person.marriage],
    )?;
    Ok(())
}

/// Keeps what was known of somebody before a roster registered them again.
pub fn insert_before(writer: &Writer, batch: i64, id: i64, before: &Person) -> Result<(), StoreError> {
    writer.execute(
        "INSERT INTO migrant_before (batch_id, migrant_id, hukou, hukou_county, phone, education, marriage) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        &[&batch, &id, &before.hukou, &before.hukou_county, &before.phone, &before.education, &before.marriage],
    )?;
    Ok(())
}

pub fn get(sql: &Sql, id: i64) -> Result<Person, StoreError> {
    sql.one(
        "SELECT id_kind, id_number, birth_on, sex, as_given, name, ethnic, ethnic_text, hukou, hukou_county, phone, \
         education, marriage FROM migrant WHERE migrant_id = ?1",
        &[&id],
        person,
    )
}

fn person(row: &Row) -> Result<Person, StoreError> {
    let kind: IdKind = row.get("id_kind")?;
    let text: Text = row.get("id_number")?;
    let birth_on: Option<Day> = row.get("birth_on")?;
    let sex = row.get("sex")?;
    let as_given: Option<Text> = row.get("as_given")?;
    Ok(Person {
        as_given: as_given.unwrap_or_else(|| text.clone()),
        id: IdNumber { kind, text, birth: birth_on, sex },
        name: row.get("name")?,
        sex,
        birth_on,
        ethnic: row.get("ethnic")?,
        ethnic_text: row.get("ethnic_text")?,
        hukou: row.get("hukou")?,
        hukou_county: row.get("hukou_county")?,
        phone: row.get("phone")?,
        education: row.get("education")?,
        marriage: row.get("marriage")?,
    })
}

/// The name of a person, if there is one of that key.
pub fn find_name(sql: &Sql, id: i64) -> Result<Option<String>, StoreError> {
    sql.optional("SELECT name FROM migrant WHERE migrant_id = ?1", &[&id], |row| row.get("name"))
}

/// What a list of people shows of a person.
pub fn name_and_number(sql: &Sql, id: i64) -> Result<(String, String), StoreError> {
    let asked = "SELECT name, id_number FROM migrant WHERE migrant_id = ?1";
    sql.one(asked, &[&id], |row| Ok((row.get("name")?, row.get("id_number")?)))
}
