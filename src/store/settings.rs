//! What a city has set of the rules, and the calendars that were loaded.

use crate::domain::calendar::Day;
use crate::domain::constant::Setting;
use crate::domain::mask;

use super::error::StoreError;
use super::sqlite::Sql;
use super::{Actor, Writer};

pub fn insert(writer: &Writer, setting: &Setting, because: &str, actor: &Actor) -> Result<(), StoreError> {
    writer.execute(
        "INSERT INTO setting (key, value, unit_id, from_on, because, made_at, clerk) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        &[&setting.key, &setting.value, &setting.unit, &setting.from, &mask::in_text(because), &actor.at, &actor.clerk],
    )?;
    Ok(())
}

/// All settings, in the order in which they were entered.
pub fn list(sql: &Sql) -> Result<Vec<Setting>, StoreError> {
    sql.list("SELECT key, value, unit_id, from_on FROM setting ORDER BY setting_id", &[], |row| {
        Ok(Setting {
            key: row.get("key")?,
            value: row.get("value")?,
            unit: row.get("unit_id")?,
            from: row.get("from_on")?,
        })
    })
}

/// A day that differs from the week's rule, and the occasion where one is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    pub day: Day,
    pub working: bool,
    pub name: Option<String>,
}

/// Puts a year's calendar in place of what was loaded of that year.
pub fn update_year(writer: &Writer, year: i16, days: &[Holiday]) -> Result<(), StoreError> {
    writer.execute("DELETE FROM holiday WHERE year = ?1", &[&i64::from(year)])?;
    for holiday in days {
        writer.execute(
            "INSERT INTO holiday (year, day_on, working, name) VALUES (?1, ?2, ?3, ?4)",
            &[&i64::from(year), &holiday.day, &i64::from(holiday.working), &holiday.name],
        )?;
    }
    Ok(())
}

/// All days of all calendars that were loaded, in order.
pub fn list_holidays(sql: &Sql) -> Result<Vec<(Day, bool)>, StoreError> {
    sql.list("SELECT day_on, working FROM holiday ORDER BY day_on", &[], |row| {
        Ok((row.get("day_on")?, row.get::<i64>("working")? == 1))
    })
}
