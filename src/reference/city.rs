//! Guiyang's units as a new register takes them in: codes, tiers, dated parents, successions.
//!
//! Days are those of the approval; a unit without a first day stood before the register begins. A unit
//! is known by its code only, for names repeat.

use std::sync::LazyLock;

use super::{optional, rows};
use crate::domain::calendar::Day;
use crate::domain::unit::{Tier, UnitKind};

const TEXT: &str = include_str!("units_guiyang.csv");

/// A city as it is embedded; everything in the order of the codes.
#[derive(Debug)]
pub struct CitySeed {
    pub code: String,
    pub name: String,
    /// All units, the city itself among them.
    pub units: Vec<UnitSeed>,
    pub parents: Vec<ParentSeed>,
    pub successions: Vec<SuccessionSeed>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitSeed {
    pub code: String,
    pub name: String,
    pub kind: UnitKind,
    /// The tier of the counter at the unit, `None` where it has none.
    pub tier: Option<Tier>,
    /// First day; `None`: before the register.
    pub since: Option<Day>,
    /// First day on which it stands no more.
    pub until: Option<Day>,
}

/// Whose part a unit was, from a day to a day (exclusive).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParentSeed {
    pub code: String,
    pub parent: String,
    pub since: Option<Day>,
    pub until: Option<Day>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuccessionSeed {
    pub from: String,
    pub to: String,
    pub on: Day,
    /// `merge`, `split` …: the word under which the act is kept.
    pub how: String,
}

/// 贵阳市 with its districts and counties, 95 communities and 78 towns.
pub fn guiyang() -> &'static CitySeed {
    static CITY: LazyLock<CitySeed> = LazyLock::new(|| {
        let mut city = CitySeed {
            code: String::new(),
            name: String::new(),
            units: Vec::new(),
            parents: Vec::new(),
            successions: Vec::new(),
        };
        let mut all = rows("units_guiyang.csv", TEXT, |row| {
            let unit = UnitSeed {
                code: row[0].to_owned(),
                name: row[1].to_owned(),
                kind: UnitKind::parse(&row[2])?,
                tier: optional(&row[3], Tier::parse)?,
                since: optional(&row[4], Day::parse_iso)?,
                until: optional(&row[5], Day::parse_iso)?,
            };
            let parents: Vec<ParentSeed> =
                row[6].split_terminator("; ").map(|text| parent(&unit.code, text)).collect::<Option<_>>()?;
            let successor = optional(&row[7], |text| succession(&unit.code, text))?;
            Some((unit, parents, successor))
        });
        all.sort_by(|a, b| a.0.code.cmp(&b.0.code));
        for (unit, parents, successor) in all {
            if unit.kind == UnitKind::City {
                city.code.clone_from(&unit.code);
                city.name.clone_from(&unit.name);
            }
            city.units.push(unit);
            city.parents.extend(parents);
            city.successions.extend(successor);
        }
        city
    });
    &CITY
}

/// `520112 until 2012-11-15`, `520115 since 2012-11-15`, `520102`.
fn parent(code: &str, text: &str) -> Option<ParentSeed> {
    let mut words = text.split(' ');
    let mut seed = ParentSeed { code: code.to_owned(), parent: words.next()?.to_owned(), since: None, until: None };
    while let Some(word) = words.next() {
        let day = Day::parse_iso(words.next()?)?;
        match word {
            "since" => seed.since = Some(day),
            "until" => seed.until = Some(day),
            _ => return None,
        }
    }
    Some(seed)
}

/// `520111 merge 2012-11-15`.
fn succession(code: &str, text: &str) -> Option<SuccessionSeed> {
    let (to, rest) = text.split_once(' ')?;
    let (how, on) = rest.split_once(' ')?;
    Some(SuccessionSeed { from: code.to_owned(), to: to.to_owned(), on: Day::parse_iso(on)?, how: how.to_owned() })
}
