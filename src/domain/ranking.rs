//! Communities in the order of their rates. Too few registered are not ranked: one person more or less would
//! move them across the table. Equal rates share a rank, and the next takes its place by number.

use std::cmp::Ordering;

use super::fraction::Fraction;
use super::rate::{Figures, Rate};
use super::unit::{UnitKind, UnitTree};

/// A community in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// `None`: too few to rank.
    pub rank: Option<u64>,
    pub key: String,
    pub name: String,
    pub figures: Figures,
}

fn rate(ranked: &Ranked) -> Fraction {
    Fraction::new(ranked.figures.holders, ranked.figures.registered)
}

/// The community centres of a report by community, the ranked first, each group in order.
pub fn ranked(report: &Rate, tree: &UnitTree, least: u64) -> Vec<Ranked> {
    let is_community = |key: &str| tree.by_code(key).is_some_and(|unit| unit.kind == UnitKind::Community);
    let rows = report.rows.iter().filter(|row| is_community(&row.key));
    let unranked =
        rows.map(|row| Ranked { rank: None, key: row.key.clone(), name: row.name.clone(), figures: row.figures });
    let (mut enough, few): (Vec<Ranked>, Vec<Ranked>) =
        unranked.partition(|one| one.figures.registered >= least.max(1));
    enough.sort_by(|a, b| rate(a).compare(rate(b), true).then_with(|| a.key.cmp(&b.key)));
    let mut place = 0;
    let mut before: Option<(Fraction, u64)> = None;
    for one in &mut enough {
        place += 1;
        let same = before.filter(|(rate_before, _)| rate(one).compare(*rate_before, true) == Ordering::Equal);
        let rank = same.map_or(place, |(_, rank)| rank);
        one.rank = Some(rank);
        before = Some((rate(one), rank));
    }
    enough.extend(few);
    enough
}
