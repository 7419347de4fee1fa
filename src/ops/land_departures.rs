//! Landing a row of a list of departures: the person's stay ends as at the counter, and with it an open
//! application and every card.

use crate::domain::calendar::Day;
use crate::domain::mask;
use crate::domain::name_key::name_key;
use crate::store::registrations::{self, Origin};
use crate::store::{Changes, StoreError, Writer, dossiers};

use super::bearing::{Bearing, bearing};
use super::land_permits::CardObjection;
use super::landing::{Landing, RowRefusal};
use super::leave::{self, Departure, LeaveReason};
use super::office::Office;
use super::person::candidates;

/// A row of a list of departures, its cells read.
#[derive(Debug, Clone)]
pub struct DepartureRow {
    pub line: u64,
    /// 18 characters.
    pub id_number: String,
    /// As the row says it, if it does; only compared.
    pub name: Option<String>,
    /// The first day not counted.
    pub ended_on: Day,
    pub to: Option<String>,
}

/// Lands one row of a batch; the second value says whether the row gives the person another name.
pub fn land(
    writer: &Writer,
    office: &Office,
    row: &DepartureRow,
    batch: i64,
    today: Day,
) -> Result<(Landing, bool), StoreError> {
    let rejected = |refusal| Ok((Landing::Rejected(refusal), false));
    let migrant = match bearing(writer, &row.id_number, row.name.as_deref())? {
        Bearing::Known { migrant, .. } => migrant,
        Bearing::New { former } => match former[..] {
            [] => return rejected(RowRefusal::Card(CardObjection::UnknownPerson)),
            // A number that was corrected still finds the person, whatever the name.
            [migrant] => migrant,
            _ => return rejected(RowRefusal::Several(candidates(writer, &former, &row.id_number)?)),
        },
        Bearing::Unclear { people } => {
            return rejected(RowRefusal::Several(candidates(writer, &people, &row.id_number)?));
        }
    };
    let dossier = dossiers::get(writer, migrant)?;
    let name_differs = row.name.as_ref().is_some_and(|name| name_key(name) != name_key(&dossier.person.name));
    let line = i64::try_from(row.line).unwrap_or(i64::MAX);
    for stay in dossier.stays.iter().rev().filter(|stay| stay.ended.is_some()) {
        let ending = registrations::ending(writer, stay.id)?;
        if ending.batch == Some(batch) {
            let first_line = ending.line.unwrap_or(line);
            if first_line == line {
                return Ok((Landing::Accepted, name_differs));
            }
            let first_line = u64::try_from(first_line).unwrap_or(0);
            return rejected(RowRefusal::Twice { first_line, names_differ: false });
        }
        let same_day = stay
            .ended
            .as_ref()
            .is_some_and(|(on, reason)| *on == row.ended_on && LeaveReason::parse(reason) == Some(LeaveReason::Left));
        if same_day && (row.to.is_none() || row.to.as_deref().map(mask::in_text) == ending.left_to) {
            return Ok((Landing::Unchanged, name_differs));
        }
    }
    let departure = Departure { because: LeaveReason::Left, to: row.to.as_deref(), on: row.ended_on, today };
    match leave::ending_stay(office, &dossier, row.ended_on, today) {
        Err(refusal) => rejected(RowRefusal::Leave(refusal)),
        Ok(stay) => {
            let origin = Some(Origin { batch, line });
            let changes = Changes::on(row.ended_on);
            // The import has one entry of the journal for all its rows.
            leave::end_stay(writer, office, &dossier, stay, &departure, origin, changes)?;
            Ok((Landing::Accepted, name_differs))
        }
    }
}
