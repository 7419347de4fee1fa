//! Everything dated about one person, read together.

use crate::domain::dossier::Dossier;

use super::error::StoreError;
use super::sqlite::Sql;
use super::{applications, migrants, permits, registrations};

pub fn get(sql: &Sql, migrant: i64) -> Result<Dossier, StoreError> {
    Ok(Dossier {
        migrant,
        person: migrants::get(sql, migrant)?,
        stays: registrations::list(sql, migrant)?,
        cards: permits::list(sql, migrant)?,
        applications: applications::list(sql, migrant)?,
    })
}
