//! Everything dated about one person, read together.

use crate::domain::dossier::Dossier;

use super::error::StoreError;
use super::sqlite::Sql;
use super::{applications, mergers, migrants, permits, registrations};

pub fn get(sql: &Sql, migrant: i64) -> Result<Dossier, StoreError> {
    let mut stays = registrations::list(sql, migrant)?;
    if stays.len() > 1 {
        let cut = mergers::list_cut(sql, migrant)?;
        for stay in &mut stays {
            stay.cut = cut.contains(&stay.id);
        }
    }
    Ok(Dossier {
        migrant,
        person: migrants::get(sql, migrant)?,
        stays,
        cards: permits::list(sql, migrant)?,
        applications: applications::list(sql, migrant)?,
    })
}
