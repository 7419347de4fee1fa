//! Whose a number is that a form or a roster gives: somebody's who is known, or a new person's.
//!
//! A number that was corrected still finds the person. Once somebody else bears it, number and name together
//! tell who is meant, else nobody is: it is never guessed.

use crate::domain::dossier::migrant_code;
use crate::domain::mask;
use crate::domain::name_key::name_key;
use crate::domain::objection::Warning;
use crate::domain::registration::Person;
use crate::store::{Sql, StoreError, mergers, migrants};

/// Whose a number is. The people are those that stand for the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bearing {
    /// Nobody's, or of others only who bore it before.
    New { former: Vec<i64> },
    /// `former`: others who bore it before; `bearer`: who bears it now, where that is another.
    Known { migrant: i64, former: Vec<i64>, bearer: Option<i64> },
    /// Of several, and the name does not tell whose.
    Unclear { people: Vec<i64> },
}

/// Somebody who bears a number, or bore it.
struct Bearer {
    migrant: i64,
    bears: bool,
    /// Whether the name is theirs.
    named: bool,
}

/// Whose the number is; `name`: as the form or the row says it, if it does.
pub fn bearing(sql: &Sql, number: &str, name: Option<&str>) -> Result<Bearing, StoreError> {
    let wanted = name.map(name_key);
    let mut known: Vec<Bearer> = Vec::new();
    let now = migrants::find_bearing(sql, number)?;
    for record in migrants::list_recorded(sql, number)? {
        let migrant = mergers::kept(sql, record)?;
        let mut named = false;
        if let Some(wanted) = &wanted {
            named = [record, migrant]
                .into_iter()
                .map(|id| migrants::get(sql, id))
                .collect::<Result<Vec<Person>, StoreError>>()?
                .iter()
                .any(|person| name_key(&person.name) == *wanted);
        }
        let bears = now == Some(record);
        match known.iter_mut().find(|other| other.migrant == migrant) {
            Some(other) => (other.bears, other.named) = (other.bears || bears, other.named || named),
            None => known.push(Bearer { migrant, bears, named }),
        }
    }
    Ok(decide(&known))
}

fn decide(known: &[Bearer]) -> Bearing {
    let all = || known.iter().map(|bearer| bearer.migrant);
    let is = |one: &Bearer| {
        let others = || known.iter().filter(|other| other.migrant != one.migrant);
        let former = others().filter(|other| !other.bears).map(|other| other.migrant).collect();
        let bearer = others().find(|other| other.bears).map(|other| other.migrant);
        Bearing::Known { migrant: one.migrant, former, bearer }
    };
    let named: Vec<&Bearer> = known.iter().filter(|bearer| bearer.named).collect();
    match (known, named.as_slice()) {
        // Another name under the number that somebody bears is a doubt about the name.
        ([only], _) if only.bears => is(only),
        (_, [one]) => is(one),
        (_, []) if known.iter().all(|bearer| !bearer.bears) => Bearing::New { former: all().collect() },
        _ => Bearing::Unclear { people: all().collect() },
    }
}

/// What is worth a look about a number that others bore before.
pub fn warnings(sql: &Sql, former: &[i64]) -> Result<Vec<Warning>, StoreError> {
    let warning = |migrant: &i64| {
        let masked_name = mask::name(&migrants::get(sql, *migrant)?.name);
        Ok(Warning::BorneBefore { migrant: migrant_code(*migrant), masked_name })
    };
    former.iter().map(warning).collect()
}

/// What is worth a look about an old number that another person bears by now.
pub fn warning_of_bearer(sql: &Sql, bearer: i64) -> Result<Warning, StoreError> {
    let masked_name = mask::name(&migrants::get(sql, bearer)?.name);
    Ok(Warning::BorneNow { migrant: migrant_code(bearer), masked_name })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bearer(migrant: i64, bears: bool, named: bool) -> Bearer {
        Bearer { migrant, bears, named }
    }

    #[test]
    fn a_number_and_a_name_tell_who_is_meant_or_nobody_is() {
        let new = |former: &[i64]| Bearing::New { former: former.to_vec() };
        let is = |migrant, former: &[i64]| Bearing::Known { migrant, former: former.to_vec(), bearer: None };
        let unclear = |people: &[i64]| Bearing::Unclear { people: people.to_vec() };
        for (case, known, expected) in [
            ("nobody's", vec![], new(&[])),
            ("one bears it", vec![bearer(1, true, true)], is(1, &[])),
            ("one bears it under another name", vec![bearer(1, true, false)], is(1, &[])),
            ("one bore it, the same name", vec![bearer(1, false, true)], is(1, &[])),
            ("one bore it, another name", vec![bearer(1, false, false)], new(&[1])),
            ("two bore it, neither's name", vec![bearer(1, false, false), bearer(2, false, false)], new(&[1, 2])),
            ("two bore it, the second's name", vec![bearer(1, false, false), bearer(2, false, true)], is(2, &[1])),
            ("two bore it, both of the name", vec![bearer(1, false, true), bearer(2, false, true)], unclear(&[1, 2])),
            ("of another before, bearer's name", vec![bearer(1, true, true), bearer(2, false, false)], is(1, &[2])),
            (
                "of another before, and that one's name",
                vec![bearer(1, true, false), bearer(2, false, true), bearer(3, false, false)],
                Bearing::Known { migrant: 2, former: vec![3], bearer: Some(1) },
            ),
            (
                "of another before, a third name",
                vec![bearer(1, true, false), bearer(2, false, false)],
                unclear(&[1, 2]),
            ),
            (
                "of another before, both of the name",
                vec![bearer(1, true, true), bearer(2, false, true)],
                unclear(&[1, 2]),
            ),
        ] {
            assert_eq!(decide(&known), expected, "{case}");
        }
    }
}
