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
    let mut cards = permits::list(sql, migrant)?;
    // Who had one card needed no other to give way.
    if cards.len() > 1 {
        for (permit, merged_on) in mergers::list_given_way(sql, migrant)? {
            if let Some(held) = cards.iter_mut().find(|held| held.id == permit) {
                held.gave_way = Some(merged_on);
            }
        }
    }
    Ok(Dossier {
        migrant,
        person: migrants::get(sql, migrant)?,
        stays,
        cards,
        applications: applications::list(sql, migrant)?,
    })
}
