//! How long somebody has lived here, and what made the count what it is.

use super::Reason;
use super::facts::ResidenceFact;
use crate::domain::article::{Article, cited};
use crate::domain::calendar::Day;
use crate::domain::dossier::{Dossier, HeldCard, suspended_until_its_end};
use crate::domain::merger::lived_since;
use crate::domain::permit::{PermitKind, Status, state, terms};
use crate::domain::regime::Regime;
use crate::domain::rulebook::RuleBook;

/// The reasons for the residence count of a dossier as known on the day; `about`: the card that is asked about,
/// which need not be named.
pub fn reasons(known: &Dossier, about: Option<&str>, book: &RuleBook, on: Day) -> Vec<Reason> {
    let count = known.residence(book, on);
    let Some(since) = count.since else { return vec![Reason::undated(ResidenceFact::NotCounted)] };
    let named = |held: &&HeldCard| Some(held.number.as_str()) != about;
    let name = |found: Option<&HeldCard>| found.filter(named).map(|held| held.number.clone());
    let mut reasons = Vec::new();
    reasons.extend(
        count
            .temporary_from
            .map(|from| Reason::on(from, ResidenceFact::TemporaryCounts { from }).by(temporary_time(book, on))),
    );
    reasons.extend(gap(known, book, on));
    reasons.extend(count.anew_from.map(|from| {
        let permit = name(known.cards.iter().find(|held| held.card.endorsements.contains(&from)));
        Reason::on(from, ResidenceFact::CountedAnew { from, permit }).by(cited::S_10_3)
    }));
    reasons.extend(count.still_since.map(|since| {
        let suspended = |held: &&HeldCard| state(&held.card, book, on).is_some_and(|s| s.status == Status::Suspended);
        let permit = name(known.cards.iter().rfind(suspended));
        Reason::on(since, ResidenceFact::StandsStill { since, permit }).by(cited::S_10_3)
    }));
    if count.skipped > 0 {
        let ended = known.cards.iter().filter(|held| suspended_until_its_end(held, book, on).is_some());
        let permits = ended.filter(named).map(|held| held.number.clone()).collect();
        reasons.push(Reason::undated(ResidenceFact::Skipped { days: count.skipped, permits }).by(cited::S_10_3));
    }
    let (days, full_years) = (count.days, count.full_years);
    reasons.push(Reason::on(since, ResidenceFact::Counted { since, days, full_years }));
    reasons
}

/// The article by which 暂住证 time counts.
fn temporary_time(book: &RuleBook, on: Day) -> Option<Article> {
    match book.on(on).regime {
        Regime::Legacy => None,
        Regime::Guiyang2012 => Some(cited::G_37),
        Regime::Guizhou2012 => Some(cited::P_34),
        Regime::State2016 => Some(cited::N_2_7),
    }
}

/// A 暂住证 that ran out too long before the registration for its time to count.
fn gap(known: &Dossier, book: &RuleBook, on: Day) -> Option<Reason> {
    let registered_on = lived_since(&known.stays, known.active_stay(on)?);
    let last = known
        .cards
        .iter()
        .rfind(|held| held.card.kind == PermitKind::Temporary && held.card.issued_on < registered_on)?;
    let by_term = terms(&last.card, book).last()?.until_on;
    let ran_out = last.card.ended.map_or(by_term, |(ended_on, _)| ended_on.min(by_term));
    let (days, allowed) = (registered_on.days_since(ran_out), book.settings_on(on).gap_allowed);
    let fact = ResidenceFact::TemporaryGap { ran_out, days, allowed };
    (days > i64::from(allowed)).then(|| Reason::on(ran_out, fact))
}
