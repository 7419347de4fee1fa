//! Landing a people roster's row: a new stay, the same facts again, or a reject that says what differs.
//!
//! The form was read and checked by the same code as at the counter (`domain/registration.rs`); here it
//! meets the register. Nothing is ever overwritten.

use crate::domain::calendar::Day;
use crate::domain::dossier::{Stay, migrant_code};
use crate::domain::lived::lived;
use crate::domain::name_key::{name_key, text_key};
use crate::domain::objection::Warning;
use crate::domain::registration::{Admission, Person};
use crate::domain::roster::Field;
use crate::domain::text::Text;
use crate::domain::unit::UnitTree;
use crate::store::registrations::{self, Origin, Particulars};
use crate::store::{Sql, StoreError, Writer, migrants};

use super::OpError;
use super::bearing::{self, Bearing, bearing};
use super::given::follow_splits;
use super::landing::{Landing, RowRefusal};
use super::office::Office;
use super::person::candidates;
use super::register::{Returner, come_back, may_come_back};

/// Which fields stood in the row itself: only these are compared with what is registered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filled(u64);

impl Filled {
    pub fn add(&mut self, field: Field) {
        self.0 |= 1 << field.index();
    }

    pub fn has(self, field: Field) -> bool {
        self.0 & (1 << field.index()) != 0
    }
}

/// A row that may land.
#[derive(Debug)]
pub struct PeopleRow {
    pub line: u64,
    pub admission: Admission,
    pub filled: Filled,
}

/// Lands one row of a batch; `corrected`: whether anybody's number was ever corrected. The second value says what
/// is worth a look about its number.
pub fn land(
    writer: &Writer,
    office: &Office,
    row: &PeopleRow,
    batch: i64,
    corrected: bool,
) -> Result<(Landing, Vec<Warning>), StoreError> {
    let line = i64::try_from(row.line).unwrap_or(i64::MAX);
    let (person, origin) = (&row.admission.person, Some(Origin { batch, line }));
    if !corrected && let Some(migrant) = migrants::insert(writer, person)? {
        let registration = registrations::insert(writer, migrant, &row.admission, origin)?;
        follow_splits(writer, &office.tree, registration)?;
        return Ok((Landing::Accepted, Vec::new()));
    }
    match bearing(writer, &person.id.text, Some(&person.name))? {
        Bearing::New { former } => {
            let migrant = migrants::insert(writer, person)?;
            let migrant = migrant.ok_or_else(|| StoreError::Fault { cause: "a new number is known".to_owned() })?;
            let registration = registrations::insert(writer, migrant, &row.admission, origin)?;
            follow_splits(writer, &office.tree, registration)?;
            Ok((Landing::Accepted, bearing::warnings(writer, &former)?))
        }
        Bearing::Known { migrant, former, .. } => {
            let landing = land_known(writer, office, row, batch, migrant)?;
            Ok((landing, bearing::warnings(writer, &former)?))
        }
        Bearing::Unclear { people } => {
            // Whoever bears it may have come in with an earlier row.
            let earlier = match migrants::find_bearing(writer, &person.id.text)? {
                Some(bearing) => in_batch(writer, row, batch, bearing, &registrations::list(writer, bearing)?)?,
                None => None,
            };
            let landing = match earlier {
                Some(landing) => landing,
                None => several(writer, &people, &person.id.text)?,
            };
            Ok((landing, Vec::new()))
        }
    }
}

fn several(sql: &Sql, people: &[i64], number: &str) -> Result<Landing, StoreError> {
    Ok(Landing::Rejected(RowRefusal::Several(candidates(sql, people, number)?)))
}

/// Lands a row about somebody whom the register knows.
fn land_known(
    writer: &Writer,
    office: &Office,
    row: &PeopleRow,
    batch: i64,
    migrant: i64,
) -> Result<Landing, StoreError> {
    let line = i64::try_from(row.line).unwrap_or(i64::MAX);
    let stays = registrations::list(writer, migrant)?;
    if let Some(landing) = in_batch(writer, row, batch, migrant, &stays)? {
        return Ok(landing);
    }
    match judge_known(writer, office, row, migrant, &stays)? {
        Standing::Back(returner) => {
            come_back(writer, &office.tree, &returner, &row.admission, Some(Origin { batch, line }))?;
            migrants::insert_before(writer, batch, migrant, &returner.person)?;
            Ok(Landing::Accepted)
        }
        Standing::Settled(landing) => Ok(landing),
    }
}

/// What a row comes to whose person a row of the same batch registered: that one itself, or an earlier one.
fn in_batch(
    sql: &Sql,
    row: &PeopleRow,
    batch: i64,
    migrant: i64,
    stays: &[Stay],
) -> Result<Option<Landing>, StoreError> {
    for stay in stays {
        let particulars = registrations::particulars(sql, stay.id)?;
        if particulars.batch == Some(batch) {
            let first_line = particulars.line.and_then(|line| u64::try_from(line).ok()).unwrap_or(row.line);
            if first_line == row.line {
                return Ok(Some(Landing::Accepted));
            }
            return twice(sql, migrant, row, first_line).map(Some);
        }
    }
    Ok(None)
}

/// What the register alone says of a row; nothing is written.
#[derive(Debug)]
pub struct Opinion {
    pub landing: Landing,
    /// Key and name of the person, where the register knows them.
    pub known: Option<(i64, Text)>,
    /// What is worth a look about the number.
    pub warnings: Vec<Warning>,
}

/// Judges a row whose batch has not begun. Whether an earlier row spoke of the same person is the caller's to tell.
pub fn judge(sql: &Sql, office: &Office, row: &PeopleRow, corrected: bool) -> Result<Opinion, StoreError> {
    let person = &row.admission.person;
    let new = Opinion { landing: Landing::Accepted, known: None, warnings: Vec::new() };
    if !corrected && migrants::find_bearing(sql, &person.id.text)?.is_none() {
        return Ok(new);
    }
    let (migrant, former) = match bearing(sql, &person.id.text, Some(&person.name))? {
        Bearing::New { former } => return Ok(Opinion { warnings: bearing::warnings(sql, &former)?, ..new }),
        Bearing::Unclear { people } => {
            return Ok(Opinion { landing: several(sql, &people, &person.id.text)?, ..new });
        }
        Bearing::Known { migrant, former, .. } => (migrant, former),
    };
    let stays = registrations::list(sql, migrant)?;
    let landing = match judge_known(sql, office, row, migrant, &stays)? {
        Standing::Back(_) => Landing::Accepted,
        Standing::Settled(landing) => landing,
    };
    let known = Some((migrant, migrants::get(sql, migrant)?.name));
    Ok(Opinion { landing, known, warnings: bearing::warnings(sql, &former)? })
}

fn twice(sql: &Sql, migrant: i64, row: &PeopleRow, first_line: u64) -> Result<Landing, StoreError> {
    let person = migrants::get(sql, migrant)?;
    let names_differ = name_key(&person.name) != name_key(&row.admission.person.name);
    Ok(Landing::Rejected(RowRefusal::Twice { first_line, names_differ }))
}

/// What the register says of somebody it knows.
enum Standing {
    Back(Returner),
    Settled(Landing),
}

fn judge_known(
    sql: &Sql,
    office: &Office,
    row: &PeopleRow,
    migrant: i64,
    stays: &[Stay],
) -> Result<Standing, StoreError> {
    let Some(active) = stays.iter().find(|stay| stay.ended.is_none()) else {
        return match may_come_back(sql, office, migrant, &row.admission, true) {
            Ok(returner) => Ok(Standing::Back(returner)),
            Err(OpError::Refused(refusal)) => Ok(Standing::Settled(Landing::Rejected(RowRefusal::Register(refusal)))),
            Err(OpError::Store(error)) => Err(error),
        };
    };
    let person = migrants::get(sql, migrant)?;
    let particulars = registrations::particulars(sql, active.id)?;
    let fields = differences(row, &person, active, &particulars, &office.tree);
    Ok(Standing::Settled(if fields.is_empty() {
        Landing::Unchanged
    } else {
        Landing::Rejected(RowRefusal::Differs { migrant: migrant_code(migrant), fields })
    }))
}

/// The fields that stand in the row and differ from what is registered.
fn differences(
    row: &PeopleRow,
    person: &Person,
    stay: &Stay,
    particulars: &Particulars,
    tree: &UnitTree,
) -> Vec<Field> {
    let new = &row.admission;
    let last_day = stay.last_move_on();
    let home = stay.home_on(last_day);
    let text = |a: &Option<Text>, b: &Option<Text>| a == b || a.is_none();
    let free =
        |a: &Option<Text>, b: &Option<Text>| text(a, b) || a.as_deref().map(text_key) == b.as_deref().map(text_key);
    let day = |a: Option<Day>, b: Option<Day>| a == b || a.is_none();
    let same = [
        (Field::Name, name_key(&new.person.name) == name_key(&person.name)),
        (Field::Ethnic, text(&new.person.ethnic, &person.ethnic) && text(&new.person.ethnic_text, &person.ethnic_text)),
        (Field::Hukou, text_key(&new.person.hukou) == text_key(&person.hukou)),
        (Field::Phone, text(&new.person.phone, &person.phone)),
        (Field::Education, text(&new.person.education, &person.education)),
        (Field::Marriage, text(&new.person.marriage, &person.marriage)),
        (Field::Unit, same_unit(tree, stay, new)),
        (Field::Address, text_key(&new.home.address) == text_key(&home.address)),
        (Field::Reason, new.home.reason == home.reason),
        (Field::Dwelling, text(&new.home.dwelling, &home.dwelling)),
        (Field::Stay, text(&new.home.stay, &home.stay)),
        (Field::Exempt, new.exempt.is_none() || new.exempt == stay.exempt),
        (Field::Workplace, free(&new.workplace, &particulars.workplace)),
        (Field::Job, free(&new.job, &particulars.job)),
        (Field::ArrivedOn, day(new.arrived_on, stay.arrived_on)),
        (Field::RegisteredOn, new.registered_on == stay.registered_on),
    ];
    same.into_iter().filter(|(field, same)| !same && row.filled.has(*field)).map(|(field, _)| field).collect()
}

/// Whether the row names the unit of the present home: as it was told, as a split gave it on, or as another unit
/// took it over.
fn same_unit(tree: &UnitTree, stay: &Stay, new: &Admission) -> bool {
    let homes = lived(stay, tree);
    homes.last().is_some_and(|home| {
        let mut units = home.parts.iter().map(|(_, unit)| *unit).chain([home.told.home.unit]);
        units.any(|unit| {
            let standing = tree.standing_on(unit, new.registered_on).map(|unit| unit.id);
            unit == new.home.unit || standing == Some(new.home.unit)
        })
    })
}
