//! Stays: the row of each, the homes moved out of, and their ends.

use crate::domain::calendar::Day;
use crate::domain::dossier::{Residence, Stay, Told};
use crate::domain::mask;
use crate::domain::registration::{Admission, Home};
use crate::domain::text::Text;
use crate::domain::unit::UnitId;

use super::Writer;
use super::error::StoreError;
use super::sqlite::{IsoDay, Row, Sql};

/// Where a row of a roster came from.
#[derive(Debug, Clone, Copy)]
pub struct Origin {
    pub batch: i64,
    pub line: i64,
}

pub fn insert(writer: &Writer, migrant: i64, admission: &Admission, origin: Option<Origin>) -> Result<i64, StoreError> {
    let home = &admission.home;
    let key = writer.insert(
        "INSERT INTO registration (migrant_id, unit_id, counter_id, address, reason, dwelling, stay, home_since_on, exempt, \
         workplace, employer_code, job, relation, note, arrived_on, registered_on, batch_id, line) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?8, ?16, ?17)",
        &[
            &migrant,
            &home.unit,
            &admission.counter,
            &home.address,
            &home.reason,
            &home.dwelling,
            &home.stay,
            &IsoDay::from(admission.registered_on),
            &admission.exempt,
            &admission.workplace,
            &admission.employer_code,
            &admission.job,
            &admission.relation,
            &admission.note,
            &admission.arrived_on.map(IsoDay::from),
            &origin.map(|origin| origin.batch),
            &origin.map(|origin| origin.line),
        ],
    )?;
    if let Some(load) = writer.first_load() {
        load.add(writer, migrant, admission)?;
    }
    Ok(key)
}

/// Puts a new home in place of the present one, which is kept with its days.
/// `told_on`: the day of the clock.
pub fn update_home(writer: &Writer, registration: i64, home: &Home, on: Day, told_on: Day) -> Result<(), StoreError> {
    writer.execute(
        "INSERT INTO earlier_home (registration_id, from_on, told_on, until_on, unit_id, address, reason, dwelling, \
         stay) SELECT registration_id, home_since_on, home_told_on, ?2, unit_id, address, reason, dwelling, stay \
         FROM registration WHERE registration_id = ?1",
        &[&registration, &on],
    )?;
    writer.execute(
        "UPDATE registration SET unit_id = ?2, address = ?3, reason = ?4, dwelling = ?5, stay = ?6, home_since_on = ?7, \
         home_told_on = ?8 WHERE registration_id = ?1",
        &[&registration, &home.unit, &home.address, &home.reason, &home.dwelling, &home.stay, &on, &told_on],
    )?;
    Ok(())
}

/// Ends a stay; `on` is the first day not counted.
pub fn end(writer: &Writer, registration: i64, on: Day, reason: &str, left_to: Option<&str>) -> Result<(), StoreError> {
    writer.execute(
        "UPDATE registration SET ended_on = ?2, end_reason = ?3, left_to = ?4 WHERE registration_id = ?1",
        &[&registration, &on, &reason, &left_to.map(mask::in_text)],
    )?;
    Ok(())
}

/// Says which row of a roster ended a stay.
pub fn update_end_origin(writer: &Writer, registration: i64, origin: Origin) -> Result<(), StoreError> {
    writer.execute(
        "UPDATE registration SET ended_batch_id = ?2, ended_line = ?3 WHERE registration_id = ?1",
        &[&registration, &origin.batch, &origin.line],
    )?;
    Ok(())
}

/// How a stay ended: where to, and the roster's row that said so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    pub left_to: Option<String>,
    pub batch: Option<i64>,
    pub line: Option<i64>,
}

pub fn ending(sql: &Sql, registration: i64) -> Result<Ending, StoreError> {
    sql.one(
        "SELECT left_to, ended_batch_id, ended_line FROM registration WHERE registration_id = ?1",
        &[&registration],
        |row| {
            Ok(Ending { left_to: row.get("left_to")?, batch: row.get("ended_batch_id")?, line: row.get("ended_line")? })
        },
    )
}

/// All stays of a person, each with its homes: by the day they ended, the one that has not ended last. That is
/// the order of registration, but for a stay that a merger ended on its own first day.
pub fn list(sql: &Sql, migrant: i64) -> Result<Vec<Stay>, StoreError> {
    let mut stays = sql.list(
        "SELECT registration_id, counter_id, unit_id, address, reason, dwelling, stay, home_since_on, home_told_on, exempt, \
         arrived_on, registered_on, ended_on, end_reason FROM registration WHERE migrant_id = ?1 AND ended_on IS NOT NULL \
         UNION ALL \
         SELECT registration_id, counter_id, unit_id, address, reason, dwelling, stay, home_since_on, home_told_on, exempt, \
         arrived_on, registered_on, ended_on, end_reason FROM registration WHERE migrant_id = ?1 AND ended_on IS NULL",
        &[&migrant],
        stay,
    )?;
    stays.sort_by_key(|stay| (stay.ended.is_none(), stay.ended_on(), stay.registered_on, stay.id));
    for stay in &mut stays {
        let mut earlier = sql.list(
            "SELECT unit_id, address, reason, dwelling, stay, from_on, told_on FROM earlier_home WHERE registration_id = ?1 \
             ORDER BY from_on, earlier_home_id",
            &[&stay.id],
            |row| Ok(Residence { home: home(row)?, from_on: row.get("from_on")?, told_on: row.get("told_on")? }),
        )?;
        earlier.append(&mut stay.homes);
        stay.homes = earlier;
        if stay.ended.is_some() {
            stay.told = sql.optional(
                "SELECT hukou, hukou_county, phone FROM told_before WHERE registration_id = ?1",
                &[&stay.id],
                told,
            )?;
        }
    }
    Ok(stays)
}

/// Keeps what the person told up to now with the stays that have ended, before a new one tells otherwise.
pub fn keep_told(writer: &Writer, migrant: i64, batch: Option<i64>) -> Result<(), StoreError> {
    writer.execute(
        "INSERT INTO told_before (registration_id, batch_id, hukou, hukou_county, phone) \
         SELECT r.registration_id, ?2, m.hukou, m.hukou_county, m.phone \
         FROM registration r JOIN migrant m ON m.migrant_id = r.migrant_id \
         WHERE r.migrant_id = ?1 AND r.ended_on IS NOT NULL \
         AND NOT EXISTS (SELECT 1 FROM told_before t WHERE t.registration_id = r.registration_id)",
        &[&migrant, &batch],
    )?;
    Ok(())
}

fn told(row: &Row) -> Result<Told, StoreError> {
    Ok(Told { hukou: row.get("hukou")?, hukou_county: row.get("hukou_county")?, phone: row.get("phone")? })
}

fn stay(row: &Row) -> Result<Stay, StoreError> {
    let id = row.get("registration_id")?;
    let counter: UnitId = row.get("counter_id")?;
    let home = home(row)?;
    let from_on = row.get("home_since_on")?;
    let told_on = row.get("home_told_on")?;
    let exempt = row.get("exempt")?;
    let arrived_on = row.get("arrived_on")?;
    let registered_on = row.get("registered_on")?;
    let ended_on: Option<Day> = row.get("ended_on")?;
    let reason: Option<String> = row.get("end_reason")?;
    Ok(Stay {
        id,
        counter,
        homes: vec![Residence { from_on, told_on, home }],
        exempt,
        arrived_on,
        registered_on,
        ended: ended_on.zip(reason),
        told: None,
        cut: false,
    })
}

fn home(row: &Row) -> Result<Home, StoreError> {
    Ok(Home {
        unit: row.get("unit_id")?,
        address: row.get("address")?,
        reason: row.get("reason")?,
        dwelling: row.get("dwelling")?,
        stay: row.get("stay")?,
    })
}

/// What else stands in a registration, to be compared with a roster's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Particulars {
    pub workplace: Option<Text>,
    pub job: Option<Text>,
    pub employer_code: Option<Text>,
    pub relation: Option<Text>,
    pub note: Option<Text>,
    pub batch: Option<i64>,
    pub line: Option<i64>,
}

pub fn particulars(sql: &Sql, registration: i64) -> Result<Particulars, StoreError> {
    sql.one(
        "SELECT workplace, job, employer_code, relation, note, batch_id, line FROM registration WHERE registration_id = ?1",
        &[&registration],
        |row| {
            Ok(Particulars {
                workplace: row.get("workplace")?,
                job: row.get("job")?,
                employer_code: row.get("employer_code")?,
                relation: row.get("relation")?,
                note: row.get("note")?,
                batch: row.get("batch_id")?,
                line: row.get("line")?,
            })
        },
    )
}

/// Whether the register holds no registration at all.
pub fn is_empty(sql: &Sql) -> Result<bool, StoreError> {
    let found =
        sql.optional("SELECT registration_id FROM registration LIMIT 1", &[], |row| row.get::<i64>("registration_id"))?;
    Ok(found.is_none())
}
