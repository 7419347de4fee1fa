//! People whom a takeover across a county line would make non-migrants: their registrations end first.

use std::collections::BTreeSet;

use crate::domain::calendar::Day;
use crate::domain::dossier::migrant_code;
use crate::domain::restructuring::{ActRefusal, Residence, no_migrant_from};
use crate::domain::rulebook::CityCodes;
use crate::domain::unit::{Unit, UnitTree};
use crate::ops::OpError;
use crate::reference;
use crate::store::{Sql, StoreError, Writer, homes, units};

use super::refused;

/// Those of the city's own people who on a day or later live where they are no migrants.
pub fn no_migrants(sql: &Sql, tree: &UnitTree, on: Day) -> Result<BTreeSet<i64>, StoreError> {
    let mut city: CityCodes = reference::rule_book().city;
    city.include(tree);
    let mut found = BTreeSet::new();
    for home in homes::list_of_counties(sql, on, |county| city.is_own(county))? {
        let residence = Residence {
            hukou: &home.hukou,
            unit: home.unit,
            address: &home.address,
            from_on: home.from_on.max(on),
            until_on: home.until_on,
        };
        if no_migrant_from(tree, &city, &residence).is_some() {
            found.insert(home.migrant);
        }
    }
    Ok(found)
}

/// After an act: nobody ceases by it to be a migrant.
pub fn all_stay_migrants(
    writer: &Writer,
    before: &BTreeSet<i64>,
    unit: &Unit,
    old: &UnitTree,
    on: Day,
) -> Result<(), OpError<ActRefusal>> {
    let after = no_migrants(writer, &units::tree(writer)?, on)?;
    let people: Vec<String> = after.difference(before).map(|migrant| migrant_code(*migrant)).collect();
    if people.is_empty() {
        return Ok(());
    }
    Err(refused(ActRefusal::NoMigrants { unit: old.code_and_name(unit, on), people, on }))
}
