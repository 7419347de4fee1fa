//! Who lives where: counted by unit, and moved on when units are made anew.
//!
//! A home is the present one of a registration or one moved out of; a past day knows both. When a unit is
//! split, each home goes to the part that its address lies in from that day on, and the days before stay.

use std::collections::BTreeMap;

use crate::domain::calendar::Day;
use crate::domain::dossier::Residence;
use crate::domain::registration::Home;
use crate::domain::unit::UnitId;

use super::Writer;
use super::error::StoreError;
use super::sqlite::{Row, Sql};

/// A home that somebody has on a day or later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastingHome {
    pub registration: i64,
    /// The row of a home moved out of; `None`: the present one.
    pub earlier: Option<i64>,
    pub unit: UnitId,
    pub address: String,
    pub from_on: Day,
}

/// How many people are registered at each unit at the end of a day, by the unit that is written down.
pub fn count_by_unit(sql: &Sql, on: Day) -> Result<BTreeMap<UnitId, u64>, StoreError> {
    let mut counts = BTreeMap::new();
    sql.each(
        "SELECT COALESCE(e.unit_id, r.unit_id) AS unit_id FROM registration r \
         LEFT JOIN earlier_home e ON e.registration_id = r.registration_id AND e.from_on <= ?1 AND e.until_on > ?1 \
         WHERE r.registered_on <= ?1 AND (r.ended_on IS NULL OR r.ended_on > ?1)",
        &[&on],
        |row| {
            *counts.entry(row.get("unit_id")?).or_insert(0) += 1;
            Ok(true)
        },
    )?;
    Ok(counts)
}

/// The homes in these units that last over the day, or begin later.
pub fn list_lasting(sql: &Sql, units: &[UnitId], on: Day) -> Result<Vec<LastingHome>, StoreError> {
    let mut found = Vec::new();
    sql.each(
        "SELECT registration_id, unit_id, address, home_since_on FROM registration \
         WHERE ended_on IS NULL OR (ended_on > ?1 AND ended_on > home_since_on)",
        &[&on],
        |row| {
            let registration = row.get("registration_id")?;
            keep(&mut found, row, units, "home_since_on", (registration, None))
        },
    )?;
    sql.each(
        "SELECT registration_id, earlier_home_id, unit_id, address, from_on FROM earlier_home \
         WHERE until_on > ?1 AND until_on > from_on",
        &[&on],
        |row| {
            let registration = row.get("registration_id")?;
            let earlier = row.get("earlier_home_id")?;
            keep(&mut found, row, units, "from_on", (registration, Some(earlier)))
        },
    )?;
    Ok(found)
}

/// A home of somebody whose household registration lies in one of some counties.
#[derive(Debug, Clone)]
pub struct CountyHome {
    pub migrant: i64,
    pub hukou: String,
    pub unit: UnitId,
    pub address: String,
    pub from_on: Day,
    pub until_on: Option<Day>,
}

/// The homes that last over the day or begin later, of people from these counties.
pub fn list_of_counties(sql: &Sql, on: Day, wanted: impl Fn(&str) -> bool) -> Result<Vec<CountyHome>, StoreError> {
    let mut found = Vec::new();
    sql.each(
        "SELECT r.migrant_id, r.unit_id, r.address, r.home_since_on AS from_on, r.ended_on AS until_on, \
         CASE WHEN t.registration_id IS NULL THEN m.hukou_county ELSE t.hukou_county END AS hukou_county \
         FROM registration r JOIN migrant m ON m.migrant_id = r.migrant_id \
         LEFT JOIN told_before t ON t.registration_id = r.registration_id \
         WHERE r.ended_on IS NULL OR (r.ended_on > ?1 AND r.ended_on > r.home_since_on) \
         UNION ALL \
         SELECT r.migrant_id, e.unit_id, e.address, e.from_on, e.until_on, \
         CASE WHEN t.registration_id IS NULL THEN m.hukou_county ELSE t.hukou_county END AS hukou_county \
         FROM earlier_home e JOIN registration r ON r.registration_id = e.registration_id \
         JOIN migrant m ON m.migrant_id = r.migrant_id \
         LEFT JOIN told_before t ON t.registration_id = r.registration_id \
         WHERE e.until_on > ?1 AND e.until_on > e.from_on",
        &[&on],
        |row| {
            if let Some(hukou) = row.get::<Option<String>>("hukou_county")?.filter(|county| wanted(county)) {
                let (migrant, unit, address) = (row.get("migrant_id")?, row.get("unit_id")?, row.get("address")?);
                let (from_on, until_on) = (row.get("from_on")?, row.get("until_on")?);
                found.push(CountyHome { migrant, hukou, unit, address, from_on, until_on });
            }
            Ok(true)
        },
    )?;
    Ok(found)
}

/// The present home of a registration, and the first day on which the stay is not counted.
pub fn present(sql: &Sql, registration: i64) -> Result<(LastingHome, Option<Day>), StoreError> {
    sql.one(
        "SELECT unit_id, address, home_since_on, ended_on FROM registration WHERE registration_id = ?1",
        &[&registration],
        |row| {
            let (unit, address, from_on) = (row.get("unit_id")?, row.get("address")?, row.get("home_since_on")?);
            Ok((LastingHome { registration, earlier: None, unit, address, from_on }, row.get("ended_on")?))
        },
    )
}

fn keep(
    found: &mut Vec<LastingHome>,
    row: &Row,
    units: &[UnitId],
    since: &str,
    (registration, earlier): (i64, Option<i64>),
) -> Result<bool, StoreError> {
    let unit = row.get("unit_id")?;
    if units.contains(&unit) {
        let address = row.get("address")?;
        found.push(LastingHome { registration, earlier, unit, address, from_on: row.get(since)? });
    }
    Ok(true)
}

/// Gives a home to another unit from a day on; its days before stay with the old one.
pub fn update_unit(writer: &Writer, home: &LastingHome, unit: UnitId, on: Day) -> Result<(), StoreError> {
    let from_on = on.max(home.from_on);
    if let Some(earlier) = home.earlier {
        writer.execute(
            "INSERT INTO earlier_home (registration_id, from_on, until_on, unit_id, address, reason, dwelling, stay) \
             SELECT registration_id, ?2, until_on, ?3, address, reason, dwelling, stay FROM earlier_home \
             WHERE earlier_home_id = ?1",
            &[&earlier, &from_on, &unit],
        )?;
        writer.execute("UPDATE earlier_home SET until_on = ?2 WHERE earlier_home_id = ?1", &[&earlier, &from_on])?;
        return Ok(());
    }
    writer.execute(
        "INSERT INTO earlier_home (registration_id, from_on, until_on, unit_id, address, reason, dwelling, stay, told_on) \
         SELECT registration_id, home_since_on, ?2, unit_id, address, reason, dwelling, stay, home_told_on FROM registration \
         WHERE registration_id = ?1",
        &[&home.registration, &from_on],
    )?;
    writer.execute(
        "UPDATE registration SET unit_id = ?2, home_since_on = ?3, home_told_on = NULL WHERE registration_id = ?1",
        &[&home.registration, &unit, &from_on],
    )?;
    Ok(())
}

/// A move of before a split that is told after it: what the split made of the home is taken back.
pub fn update_before_split(
    writer: &Writer,
    registration: i64,
    home: &Home,
    on: Day,
    told_on: Day,
) -> Result<(), StoreError> {
    writer.execute(
        "UPDATE earlier_home SET until_on = ?2 WHERE registration_id = ?1 AND from_on <= ?2 AND until_on > ?2",
        &[&registration, &on],
    )?;
    // Of what came after no day is left.
    writer.execute(
        "UPDATE earlier_home SET until_on = from_on WHERE registration_id = ?1 AND from_on > ?2",
        &[&registration, &on],
    )?;
    writer.execute(
        "UPDATE registration SET unit_id = ?2, address = ?3, reason = ?4, dwelling = ?5, stay = ?6, home_since_on = ?7, \
         home_told_on = ?8 WHERE registration_id = ?1",
        &[&registration, &home.unit, &home.address, &home.reason, &home.dwelling, &home.stay, &on, &told_on],
    )?;
    Ok(())
}

/// Puts corrected homes of a stay in place, in order. Rows that are left over were a split's, told by nobody.
pub fn replace(writer: &Writer, registration: i64, homes: &[Residence]) -> Result<(), StoreError> {
    let Some((present, earlier)) = homes.split_last() else { return Ok(()) };
    let mut rows = writer
        .list(
            "SELECT earlier_home_id FROM earlier_home WHERE registration_id = ?1 ORDER BY from_on, earlier_home_id",
            &[&registration],
            |row| row.get::<i64>("earlier_home_id"),
        )?
        .into_iter();
    for (home, next) in earlier.iter().zip(&homes[1..]) {
        let row = match rows.next() {
            Some(row) => row,
            None => writer.insert(
                "INSERT INTO earlier_home (registration_id, from_on, until_on, unit_id, address, reason) \
                 VALUES (?1, ?2, ?2, ?3, '', '')",
                &[&registration, &home.from_on, &home.home.unit],
            )?,
        };
        let Home { unit, address, reason, dwelling, stay } = &home.home;
        writer.execute(
            "UPDATE earlier_home SET from_on = ?2, told_on = ?3, until_on = ?4, unit_id = ?5, address = ?6, reason = ?7, \
             dwelling = ?8, stay = ?9 WHERE earlier_home_id = ?1",
            &[&row, &home.from_on, &home.told_on, &next.from_on, unit, address, reason, dwelling, stay],
        )?;
    }
    for row in rows {
        writer.execute("DELETE FROM earlier_home WHERE earlier_home_id = ?1", &[&row])?;
    }
    let Home { unit, address, reason, dwelling, stay } = &present.home;
    writer.execute(
        "UPDATE registration SET home_since_on = ?2, home_told_on = ?3, unit_id = ?4, address = ?5, reason = ?6, \
         dwelling = ?7, stay = ?8 WHERE registration_id = ?1",
        &[&registration, &present.from_on, &present.told_on, unit, address, reason, dwelling, stay],
    )?;
    Ok(())
}
