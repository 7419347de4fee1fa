//! Whether a person must apply, and where the last day for it comes from (G 13, P 9).

use super::Reason;
use super::facts::{DutyFact, Held};
use crate::domain::article::{Article, cited};
use crate::domain::calendar::Day;
use crate::domain::dossier::{Dossier, HeldCard, Stay};
use crate::domain::eligibility::{self, Standing};
use crate::domain::permit::{Status, state};
use crate::domain::regime::{Entitlement, Exempt, Limit, Regime};
use crate::domain::rulebook::RuleBook;

/// The reasons for duty or none of a dossier as known on the day; none for whoever is outside the rules.
pub fn reasons(known: &Dossier, stay: &Stay, book: &RuleBook, on: Day) -> Vec<Reason> {
    let rules = book.on(on);
    let standing = known.standing(stay, book, on);
    // Whoever gets no permit at all neither must nor may choose.
    if known.entitled(book, on).since.is_none() {
        return Vec::new();
    }
    let (days, liable_from, liable_below, within) = match rules.entitlement {
        Entitlement::None => return Vec::new(),
        Entitlement::ByResidence { .. } => {
            let fact = DutyFact::Voluntary { since: rules.from };
            return vec![Reason::on(rules.from, fact).by(cited::S_2)];
        }
        Entitlement::ByStay { min_stay_days, liable_from, liable_below, within } => {
            (min_stay_days, liable_from, liable_below, within)
        }
    };
    if let Some(exempt) = standing.exempt.filter(|_| rules.exempt_not_liable) {
        return vec![Reason::undated(DutyFact::Exempt(exempt)).by(exempt_article(exempt, rules.regime))];
    }
    let decree = rules.regime == Regime::Guiyang2012;
    let may = if decree { cited::G_13_2 } else { cited::P_9_2 };
    let must = if decree { cited::G_13_1 } else { cited::P_9_1 };
    let Some(birth_on) = standing.birth_on else {
        return vec![Reason::undated(DutyFact::BirthUnknown).by(may)];
    };
    let (first, end) = (birth_on.birthday(liable_from), birth_on.birthday(liable_below));
    if on < first {
        return vec![Reason::on(first, DutyFact::UnderAge { age: liable_from, until: first }).by(may)];
    }
    if on >= end {
        return vec![Reason::on(end, DutyFact::OverAge { age: liable_below, since: end }).by(may)];
    }
    let fact = DutyFact::Must { from_age: liable_from, below_age: liable_below, days };
    let limit = match held(known, book, on) {
        Some(held) => Reason::undated(DutyFact::Holds(held)),
        None => last_day(known, &standing, birth_on, liable_from, within, (book, on)).by(must),
    };
    vec![Reason::undated(fact).by(must), limit]
}

/// The card for which there is no last day, as `Dossier::holds_card` has it.
fn held(known: &Dossier, book: &RuleBook, on: Day) -> Option<Held> {
    if !known.holds_card(book, on) {
        return None;
    }
    if known.has_live_permit(book, on) {
        return Some(Held::Live);
    }
    let expired = |held: &HeldCard| state(&held.card, book, on).is_some_and(|state| state.status == Status::Expired);
    let expired = known.cards.iter().any(expired);
    Some(if expired { Held::Expired } else { Held::Temporary })
}

fn last_day(
    known: &Dossier,
    standing: &Standing,
    birth_on: Day,
    liable_from: i16,
    within: Limit,
    (book, on): (&RuleBook, Day),
) -> Reason {
    let (from, start) = eligibility::clock_start(standing, book.on(on), birth_on, liable_from);
    match within.last_day(from, &book.calendar) {
        Ok(by) => {
            let applied = known.application_open_on(on).and_then(|application| application.accepted_on);
            Reason::on(by, DutyFact::ApplyBy { by, from, start, limit: within, passed: on > by, applied })
        }
        Err(no_calendar) => Reason::undated(DutyFact::NoCalendar { year: no_calendar.year }),
    }
}

/// What excuses the exempt; the decree does not name those who live with a relative ◇.
fn exempt_article(exempt: Exempt, regime: Regime) -> Option<Article> {
    match (regime, exempt) {
        (Regime::Legacy, _) | (Regime::Guiyang2012, Exempt::Relative) => None,
        (Regime::Guiyang2012, Exempt::Hotel | Exempt::Inpatient | Exempt::Boarder | Exempt::Rescue) => {
            Some(cited::G_12)
        }
        (Regime::Guizhou2012 | Regime::State2016, Exempt::Relative) => Some(cited::P_9_2),
        (
            Regime::Guizhou2012 | Regime::State2016,
            Exempt::Hotel | Exempt::Inpatient | Exempt::Boarder | Exempt::Rescue,
        ) => Some(cited::P_10_1),
    }
}
