//! Guiyang's units as a new register takes them in: codes, tiers, dated parents, successions.
//!
//! Days are those of the approval; a unit without a first day stood before the register begins. A unit
//! is known by its code only, for names repeat.

use std::sync::LazyLock;

use super::{must, optional, rows};
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
                kind: must(UnitKind::parse(row[2]))?,
                tier: optional(row[3], Tier::parse)?,
                since: optional(row[4], Day::parse_iso)?,
                until: optional(row[5], Day::parse_iso)?,
            };
            let parents: Vec<ParentSeed> =
                must(row[6].split_terminator("; ").map(|text| parent(&unit.code, text)).collect())?;
            let successor = optional(row[7], |text| succession(&unit.code, text))?;
            Ok((unit, parents, successor))
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

/// `520111 2012-11-15`.
fn succession(code: &str, text: &str) -> Option<SuccessionSeed> {
    let (to, on) = text.split_once(' ')?;
    Some(SuccessionSeed { from: code.to_owned(), to: to.to_owned(), on: Day::parse_iso(on)? })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn stands(unit: &UnitSeed, on: &str) -> bool {
        unit.since.is_none_or(|since| since <= day(on)) && unit.until.is_none_or(|until| day(on) < until)
    }

    fn counters(tier: Tier, on: &str) -> usize {
        guiyang().units.iter().filter(|unit| unit.tier == Some(tier) && stands(unit, on)).count()
    }

    fn parent_on(code: &str, on: &str) -> Option<&'static str> {
        let spans = |seed: &&ParentSeed| {
            seed.since.is_none_or(|since| since <= day(on)) && seed.until.is_none_or(|until| day(on) < until)
        };
        let found: Vec<_> = guiyang().parents.iter().filter(|seed| seed.code == code).filter(spans).collect();
        assert!(found.len() <= 1, "{code} has several parents on {on}");
        found.first().map(|seed| seed.parent.as_str())
    }

    #[test]
    fn one_hundred_and_six_counters_stand_in_three_tiers() {
        for on in ["2012-03-05", "2012-11-14", "2012-11-15", "2026-01-01"] {
            let tiers = Tier::ALL.map(|tier| counters(tier, on));
            assert_eq!(tiers, [1, 10, 95], "on {on}");
        }
    }

    #[test]
    fn each_district_has_its_communities_and_towns() {
        let under = |district: &str, community: bool| {
            let of_kind = |unit: &&UnitSeed| (unit.kind == UnitKind::Community) == community;
            let units = guiyang().units.iter().filter(of_kind);
            units.filter(|unit| parent_on(&unit.code, "2017-01-01") == Some(district)).count()
        };
        for (district, communities) in [
            ("520102", 19),
            ("520103", 27),
            ("520111", 18),
            ("520112", 5),
            ("520113", 6),
            ("520115", 10),
            ("520121", 2),
            ("520122", 1),
            ("520123", 2),
            ("520181", 5),
        ] {
            assert_eq!(under(district, true), communities, "{district}");
        }
        let towns = guiyang()
            .units
            .iter()
            .filter(|unit| matches!(unit.kind, UnitKind::Town | UnitKind::Township | UnitKind::Farm));
        assert_eq!(towns.clone().count(), 78);
        assert!(towns.clone().all(|unit| unit.tier.is_none()));
        assert_eq!(towns.filter(|unit| unit.kind == UnitKind::Farm).count(), 1);
    }

    #[test]
    fn what_is_guanshanhus_lay_under_wudang_before() {
        for (code, on, parent) in [
            ("520115400", "2012-11-14", Some("520112")),
            ("520115400", "2012-11-15", Some("520115")),
            ("520115", "2012-11-14", None),
            ("520115", "2012-11-15", Some("520100")),
            ("520114", "2012-11-14", Some("520100")),
            ("520114", "2012-11-15", None),
            ("520102400", "2012-11-15", Some("520102")),
            ("520100", "2012-11-15", None),
        ] {
            assert_eq!(parent_on(code, on), parent, "{code} on {on}");
        }
        let communities = guiyang().units.iter().filter(|unit| unit.kind == UnitKind::Community);
        assert!(communities.clone().all(|unit| unit.since.is_none() && unit.until.is_none()));
    }

    #[test]
    fn xiaohe_was_merged_into_huaxi() {
        let expected = SuccessionSeed { from: "520114".to_owned(), to: "520111".to_owned(), on: day("2012-11-15") };
        assert_eq!(guiyang().successions, [expected]);
    }

    #[test]
    fn codes_are_unique_in_order_and_every_parent_is_a_unit() {
        let codes: Vec<&str> = guiyang().units.iter().map(|unit| unit.code.as_str()).collect();
        assert!(codes.is_sorted());
        let known: HashSet<&str> = codes.iter().copied().collect();
        assert_eq!(known.len(), codes.len());
        assert!(guiyang().parents.iter().all(|seed| known.contains(seed.parent.as_str())));
        let always_has_parent = |unit: &UnitSeed| guiyang().parents.iter().any(|seed| seed.code == unit.code);
        assert!(guiyang().units.iter().all(|unit| unit.kind == UnitKind::City || always_has_parent(unit)));
        let namesakes = guiyang().units.iter().filter(|unit| unit.name == "新华社区");
        assert_eq!(namesakes.map(|unit| unit.code.as_str()).collect::<Vec<_>>(), ["520102400", "520122400"]);
    }
}
