//! Everybody registered on a day, and everybody's first card, with the origin decided.

use std::collections::HashMap;

use crate::domain::calendar::Day;
use crate::domain::census::{FirstCard, Person};
use crate::domain::identity::IdKind;
use crate::domain::origin::{self, Household, Origin, Told};
use crate::domain::rate;
use crate::reference;
use crate::store::packed::facts::Stay;
use crate::store::{Sql, StoreError, census};

use super::office::Office;

/// Decides origins: that of a county, once looked up, is kept.
pub struct Origins<'a> {
    province: &'a str,
    known: HashMap<u32, Option<Told>>,
}

impl<'a> Origins<'a> {
    pub fn new(office: &'a Office) -> Origins<'a> {
        let province = office.tree.city().and_then(|city| city.code.get(..2)).unwrap_or_default();
        Origins { province, known: HashMap::new() }
    }

    /// Where somebody was from, as told in a stay.
    pub fn of(&mut self, sql: &Sql, stay: &Stay) -> Result<Told, StoreError> {
        if let Some(told) = self.without_address(stay) {
            return Ok(told);
        }
        let household = census::household(sql, stay)?;
        let asked = Household {
            kind: household.kind,
            county: household.county.as_deref(),
            address: &household.address,
            id_number: &household.id_number,
        };
        Ok(origin::origin(&asked, reference::divisions(), self.province))
    }

    /// What the kind of paper, or a county that the divisions know, tells by itself.
    fn without_address(&mut self, stay: &Stay) -> Option<Told> {
        let (divisions, province) = (reference::divisions(), self.province);
        let alone = |county: Option<&str>| {
            origin::origin(&Household { kind: stay.kind, county, address: "", id_number: "" }, divisions, province)
        };
        match stay.kind {
            IdKind::Hmt | IdKind::Foreigner => Some(alone(None)),
            IdKind::Other => None,
            IdKind::Citizen => *self.known.entry(stay.county?).or_insert_with_key(|county| {
                let code = county.to_string();
                divisions.is_county(&code).then(|| alone(Some(&code))).filter(|told| told.origin != Origin::Unknown)
            }),
        }
    }
}

/// Visits everybody registered at the end of a day.
pub fn each(sql: &Sql, office: &Office, on: Day, mut visit: impl FnMut(Person)) -> Result<(), StoreError> {
    let mut origins = Origins::new(office);
    census::each(sql, &rate::cut_offs(&office.book, on), &office.book.city, |recorded| {
        let origin = origins.of(sql, &recorded.stay)?;
        let census::Recorded { stay, group, reason, dwelling } = recorded;
        let (reason, dwelling) = (reason.as_str().to_owned(), dwelling.map(|code| code.as_str().to_owned()));
        visit(Person { migrant: stay.migrant, group, sex: stay.sex, reason, dwelling, origin });
        Ok(())
    })
}

/// Visits the first 居住证 of each citizen by a day, with reason and origin of the registration at issue.
pub fn each_first_card(
    sql: &Sql,
    office: &Office,
    on: Day,
    mut visit: impl FnMut(FirstCard),
) -> Result<(), StoreError> {
    let mut origins = Origins::new(office);
    census::each_first_card(sql, on, |card| {
        if let Some((reason, stay)) = card.then {
            let (reason, origin) = (reason.as_str().to_owned(), origins.of(sql, &stay)?);
            visit(FirstCard { migrant: card.migrant, reason, origin });
        }
        Ok(())
    })
}
