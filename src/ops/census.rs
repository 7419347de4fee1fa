//! Everybody registered on a day, and everybody's first card, with the origin decided.

use std::collections::HashMap;

use crate::domain::calendar::Day;
use crate::domain::census::{FirstCard, Person};
use crate::domain::origin::{self, Told};
use crate::domain::rate;
use crate::reference;
use crate::store::{Sql, StoreError, census};

use super::office::Office;

/// Decides origins: a county code, once looked up, is kept.
pub struct Origins<'a> {
    province: &'a str,
    known: HashMap<String, Told>,
}

impl<'a> Origins<'a> {
    pub fn new(office: &'a Office) -> Origins<'a> {
        let province = office.tree.city().and_then(|city| city.code.get(..2)).unwrap_or_default();
        Origins { province, known: HashMap::new() }
    }

    pub fn of(&mut self, household: &census::Household) -> Told {
        let asked = origin::Household {
            kind: household.kind,
            county: household.county.as_deref(),
            address: &household.address,
            id_number: &household.id_number,
        };
        let decide = || origin::origin(&asked, reference::divisions(), self.province);
        // A code that no division bears is told by the address: only a known one is one answer for all.
        let known = |code: &&String| reference::divisions().is_county(code);
        let citizen = household.kind == crate::domain::identity::IdKind::Citizen;
        match household.county.as_ref().filter(known).filter(|_| citizen) {
            None => decide(),
            Some(code) => {
                if let Some(told) = self.known.get(code) {
                    return *told;
                }
                let told = decide();
                self.known.insert(code.clone(), told);
                told
            }
        }
    }
}

/// Visits everybody registered at the end of a day.
pub fn each(sql: &Sql, office: &Office, on: Day, mut visit: impl FnMut(Person)) -> Result<(), StoreError> {
    let mut origins = Origins::new(office);
    census::each(sql, &rate::cut_offs(&office.book, on), &office.book.city, |recorded| {
        let origin = origins.of(&recorded.household);
        let census::Recorded { migrant, group, sex, reason, dwelling, .. } = recorded;
        visit(Person { migrant, group, sex, reason, dwelling, origin });
    })
}

/// The first 居住证 of each citizen by a day, with reason and origin of the registration at issue.
pub fn first_cards(sql: &Sql, office: &Office, on: Day) -> Result<Vec<FirstCard>, StoreError> {
    let cards = census::first_cards(sql, on)?;
    let days = cards.iter().map(|card| (card.migrant, card.issued_on)).collect();
    let mut stays = census::stays_then(sql, &days)?;
    let mut origins = Origins::new(office);
    let placed = cards.iter().filter_map(|card| {
        let stay = stays.remove(&card.migrant)?;
        let origin = origins.of(&stay.household);
        Some(FirstCard { migrant: card.migrant, reason: stay.reason, origin })
    });
    Ok(placed.collect())
}
