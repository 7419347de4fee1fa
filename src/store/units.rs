//! The units of the city, as rows and as the tree that every decision is made with.

use crate::domain::calendar::Day;
use crate::domain::unit::{FormerName, Parentage, Split, Succession, Tier, Unit, UnitId, UnitKind, UnitTree};

use super::Writer;
use super::error::StoreError;
use super::sqlite::Sql;

/// A unit to be written.
#[derive(Debug, Clone)]
pub struct NewUnit<'a> {
    pub code: &'a str,
    pub name: &'a str,
    pub kind: UnitKind,
    pub tier: Option<Tier>,
    pub since: Option<Day>,
    pub until: Option<Day>,
}

pub fn insert(writer: &Writer, unit: &NewUnit) -> Result<UnitId, StoreError> {
    let id = writer.insert(
        "INSERT INTO unit (code, name, kind, counter_tier, since_on, until_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        &[&unit.code, &unit.name, &unit.kind, &unit.tier, &unit.since, &unit.until],
    )?;
    Ok(UnitId(id))
}

pub fn insert_parent(writer: &Writer, parentage: &Parentage) -> Result<(), StoreError> {
    writer.execute(
        "INSERT INTO unit_parent (unit_id, parent_id, since_on, until_on) VALUES (?1, ?2, ?3, ?4)",
        &[&parentage.unit, &parentage.parent, &parentage.since, &parentage.until],
    )?;
    Ok(())
}

pub fn insert_succession(writer: &Writer, succession: &Succession) -> Result<(), StoreError> {
    writer.execute(
        "INSERT INTO unit_succession (from_id, to_id, taken_on, how) VALUES (?1, ?2, ?3, ?4)",
        &[&succession.from, &succession.to, &succession.on, &succession.how],
    )?;
    Ok(())
}

/// Keeps who goes where.
pub fn insert_split(writer: &Writer, split: &Split) -> Result<(), StoreError> {
    let rules = split.rules.iter().map(|(address, to)| (Some(address), to));
    for (address, to) in rules.chain(split.rest.iter().map(|rest| (None, rest))) {
        writer.execute(
            "INSERT INTO split_rule (unit_id, address, to_id) VALUES (?1, ?2, ?3)",
            &[&split.unit, &address, to],
        )?;
    }
    Ok(())
}

/// Gives a unit another name; the one it bore is kept with its day.
pub fn update_name(writer: &Writer, id: UnitId, name: &str, on: Day) -> Result<(), StoreError> {
    writer.execute(
        "INSERT INTO unit_name (unit_id, name, until_on) SELECT unit_id, name, ?2 FROM unit WHERE unit_id = ?1",
        &[&id, &on],
    )?;
    writer.execute("UPDATE unit SET name = ?2 WHERE unit_id = ?1", &[&id, &name])?;
    Ok(())
}

/// Ends the unit's belonging to whatever it is part of.
pub fn end_parent(writer: &Writer, id: UnitId, on: Day) -> Result<(), StoreError> {
    writer.execute("UPDATE unit_parent SET until_on = ?2 WHERE unit_id = ?1 AND until_on IS NULL", &[&id, &on])?;
    Ok(())
}

/// Makes the unit part of another from a day on.
pub fn update_parent(writer: &Writer, id: UnitId, parent: UnitId, on: Day) -> Result<(), StoreError> {
    end_parent(writer, id, on)?;
    insert_parent(writer, &Parentage { unit: id, parent, since: Some(on), until: None })
}

/// Ends a unit; `on` is the first day on which it stands no more.
pub fn end(writer: &Writer, id: UnitId, on: Day) -> Result<(), StoreError> {
    writer.execute("UPDATE unit SET until_on = ?2 WHERE unit_id = ?1", &[&id, &on])?;
    end_parent(writer, id, on)
}

/// The whole tree, all days at once.
pub fn tree(sql: &Sql) -> Result<UnitTree, StoreError> {
    let units = sql.list(
        "SELECT unit_id, code, name, kind, counter_tier, since_on, until_on FROM unit ORDER BY code",
        &[],
        |row| {
            Ok(Unit {
                id: row.get("unit_id")?,
                code: row.get("code")?,
                name: row.get("name")?,
                kind: row.get("kind")?,
                tier: row.get("counter_tier")?,
                since: row.get("since_on")?,
                until: row.get("until_on")?,
            })
        },
    )?;
    let parents = sql.list(
        "SELECT unit_id, parent_id, since_on, until_on FROM unit_parent ORDER BY unit_parent_id",
        &[],
        |row| {
            Ok(Parentage {
                unit: row.get("unit_id")?,
                parent: row.get("parent_id")?,
                since: row.get("since_on")?,
                until: row.get("until_on")?,
            })
        },
    )?;
    let successions = sql.list(
        "SELECT from_id, to_id, taken_on, how FROM unit_succession ORDER BY taken_on, unit_succession_id",
        &[],
        |row| {
            let (from, to) = (row.get("from_id")?, row.get("to_id")?);
            Ok(Succession { from, to, on: row.get("taken_on")?, how: row.get("how")? })
        },
    )?;
    let names =
        sql.list("SELECT unit_id, name, until_on FROM unit_name ORDER BY until_on, unit_name_id", &[], |row| {
            Ok(FormerName { unit: row.get("unit_id")?, name: row.get("name")?, until: row.get("until_on")? })
        })?;
    Ok(UnitTree::new(units, parents, successions).with_names(names).with_splits(splits(sql)?))
}

/// By day, and in the order in which they were made.
fn splits(sql: &Sql) -> Result<Vec<Split>, StoreError> {
    let mut splits: Vec<Split> = Vec::new();
    sql.each(
        "SELECT r.unit_id, u.until_on, r.address, r.to_id FROM split_rule r JOIN unit u ON u.unit_id = r.unit_id \
         ORDER BY u.until_on, r.split_rule_id",
        &[],
        |row| {
            let (unit, on) = (row.get("unit_id")?, row.get("until_on")?);
            if splits.last().is_none_or(|last| last.unit != unit) {
                splits.push(Split { unit, on, rules: Vec::new(), rest: None });
            }
            if let Some(split) = splits.last_mut() {
                let to = row.get("to_id")?;
                match row.get::<Option<String>>("address")? {
                    Some(address) => split.rules.push((address, to)),
                    None => split.rest = Some(to),
                }
            }
            Ok(true)
        },
    )?;
    Ok(splits)
}
