//! What a night knows of a register at one moment: what its backup must give back, and the city's figures.

use crate::domain::calendar::Day;
use crate::domain::night::CityFigures;
use crate::domain::rate::By;
use crate::store::register::{self, Counts};
use crate::store::{Sql, StoreError, journal};

use super::office::Office;
use super::rate;

/// A register at one moment. Two that are equal hold the same acts and give the same figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub counts: Counts,
    /// The journal's last entry.
    pub head: Option<(i64, String)>,
    pub figures: CityFigures,
}

/// Looks at the register; its figures are those of the end of a day.
pub fn look(sql: &Sql, on: Day) -> Result<Seen, StoreError> {
    let office = Office::load(sql)?;
    Ok(Seen { counts: register::counts(sql)?, head: journal::head(sql)?, figures: figures(sql, &office, on)? })
}

/// The figures of the city at the end of a day.
pub fn figures(sql: &Sql, office: &Office, on: Day) -> Result<CityFigures, StoreError> {
    let total = rate::measured(sql, &office.tree, &office.book, on, By::Tier)?.total;
    Ok(CityFigures { registered: total.registered, holders: total.holders })
}
