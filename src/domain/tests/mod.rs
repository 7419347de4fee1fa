//! The rules as tables of named cases, over the embedded reference facts. The day tables of
//! `docs/rules.md` are read from the page itself, so that page and program cannot part.

mod acts;
mod application;
mod application_facts;
mod card_facts;
mod card_rests;
mod correction;
mod dossier;
mod eligibility;
mod lists;
mod merger;
mod open_acts;
mod papers;
mod permit;
mod rate;
mod registration;
mod replacement;
mod restructuring;
mod rulebook;
mod sender;
mod status_days;
mod stay_end;
mod unit;
mod why;
mod worklist;

use super::calendar::Day;
use super::rulebook::RuleBook;
use super::unit::UnitTree;
use crate::reference;

const RULES: &str = include_str!("../../../docs/rules.md");

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

fn book() -> RuleBook {
    reference::rule_book()
}

/// The embedded rules with these keys set, each to a value from a day on.
fn book_with(set: &[(&str, &str, &str)]) -> RuleBook {
    let set = set.iter().map(|(key, value, from)| super::constant::Setting {
        key: (*key).to_owned(),
        value: (*value).to_owned(),
        unit: None,
        from: day(from),
    });
    reference::rule_book_with(set.collect(), reference::holidays().clone()).unwrap()
}

/// The rows of the first table below a heading of the page.
fn table(heading: &str) -> Vec<Vec<&'static str>> {
    let section = RULES.split(&format!("\n{heading}\n")).nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let lines = section.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let rows: Vec<Vec<&str>> =
        lines.skip(2).map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect();
    assert!(!rows.is_empty(), "{heading}");
    rows
}

/// Guiyang's tree of all days.
fn tree() -> UnitTree {
    use super::unit::{Handover, Parentage, Succession, Unit, UnitId};
    let city = reference::guiyang();
    let id = |code: &str| {
        let at = city.units.iter().position(|unit| unit.code == code).unwrap();
        UnitId(i64::try_from(at).unwrap() + 1)
    };
    let units = city.units.iter().map(|unit| Unit {
        id: id(&unit.code),
        code: unit.code.clone(),
        name: unit.name.clone(),
        kind: unit.kind,
        tier: unit.tier,
        since: unit.since,
        until: unit.until,
    });
    let mut units: Vec<Unit> = units.collect();
    units.sort_by(|a, b| a.code.cmp(&b.code));
    let parents = city.parents.iter().map(|parent| Parentage {
        unit: id(&parent.code),
        parent: id(&parent.parent),
        since: parent.since,
        until: parent.until,
    });
    let successions = city.successions.iter().map(|taken| Succession {
        from: id(&taken.from),
        to: id(&taken.to),
        on: taken.on,
        how: Handover::Listed,
    });
    UnitTree::new(units, parents.collect(), successions.collect())
}
