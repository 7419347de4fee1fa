//! The people behind a cell of the turnaround or of the quality report, as many as its figure says.

use crate::domain::calendar::Day;
use crate::domain::measure_cell::{QualityCell, TurnaroundCell};
use crate::store::{Sql, StoreError};

use super::behind::{Behind, Found, counted, homes, unknown};
use super::measures;
use super::office::Office;

/// Whose applications a cell counts; whoever made two stands there twice.
pub fn of_turnaround(sql: &Sql, office: &Office, on: Day, today: Day, cell: &TurnaroundCell) -> Found {
    let report = measures::turnaround(sql, office, on, today, cell.span)?;
    let row = report.rows.iter().find(|(tier, _)| Some(*tier) == cell.tier);
    let figures = row.map_or(&report.total, |(_, figures)| figures);
    let people = measures::turnaround_people(sql, office, on, cell)?;
    counted(figures.get(cell.column), placed(sql, office, on, people)?)
}

/// Whose registrations have a defect.
pub fn of_quality(sql: &Sql, office: &Office, on: Day, today: Day, cell: &QualityCell, code: &str) -> Found {
    let report = measures::quality(sql, office, on, today)?;
    let figures = match &cell.sender {
        None => Some(&report.total),
        Some(key) => report.senders.iter().find(|(sender, _)| sender.key() == key.as_str()).map(|(_, figures)| figures),
    };
    let figures = figures.filter(|figures| cell.sender.is_none() || figures.registered > 0);
    let figures = figures.ok_or_else(|| unknown(code))?;
    let figure = cell.defect.map_or(figures.defective, |defect| figures.get(defect));
    let people = report.people(cell.defect, cell.sender.as_deref());
    counted(figure, placed(sql, office, on, people)?)
}

/// Where they live on the day.
fn placed(sql: &Sql, office: &Office, on: Day, people: Vec<i64>) -> Result<Vec<Behind>, StoreError> {
    let homes = homes(sql, office, on)?;
    Ok(people.into_iter().map(|migrant| Behind { migrant, unit: homes.get(&migrant).copied() }).collect())
}
