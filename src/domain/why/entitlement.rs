//! Whether a person is entitled, and whether the card at hand rests on what is recorded now.

use super::Reason;
use super::facts::{EntitlementFact, ResidenceFact};
use super::head::head;
use crate::domain::article::cited;
use crate::domain::calendar::Day;
use crate::domain::dossier::{Dossier, Stay};
use crate::domain::eligibility::{NotEntitled, half_year_complete};
use crate::domain::merger::lived_since;
use crate::domain::permit;
use crate::domain::regime::{Entitlement, RegimeRules};
use crate::domain::right::{self, Granted};
use crate::domain::rulebook::RuleBook;

/// Whether the person is entitled under the rules of the day, and since when; of a dossier as known on it.
pub fn reasons(known: &Dossier, stay: &Stay, book: &RuleBook, on: Day) -> Vec<Reason> {
    let rules = book.on(on);
    let entitled = known.entitled(book, on);
    let by = |why| right::article(why, rules);
    let (min_days, months) = match rules.entitlement {
        Entitlement::ByStay { min_stay_days, .. } => (min_stay_days, None),
        Entitlement::ByResidence { months } => (0, Some(months)),
        Entitlement::None => (0, None),
    };
    let why = entitled.reasons.first().copied();
    let never = match why {
        Some(NotEntitled::BeforeRules { first }) => {
            Reason::on(first, EntitlementFact::BeforeRules { first }).by(why.and_then(by))
        }
        Some(NotEntitled::NotRegistered) => Reason::undated(EntitlementFact::NotRegistered),
        Some(NotEntitled::OtherPapers(kind)) => {
            Reason::undated(EntitlementFact::OtherPapers(kind)).by(why.and_then(by))
        }
        Some(NotEntitled::Exempt(exempt)) => Reason::undated(EntitlementFact::Exempt(exempt)).by(why.and_then(by)),
        Some(NotEntitled::ShortStay) => {
            Reason::undated(EntitlementFact::ShortStay { days: min_days }).by(why.and_then(by))
        }
        Some(NotEntitled::OwnCity) => Reason::undated(EntitlementFact::OwnCity).by(why.and_then(by)),
        Some(NotEntitled::HalfYear { .. }) | None => {
            return match (months, entitled.since) {
                (Some(months), _) => half_year(known, stay, months, book, on),
                (None, Some(since)) => long_stay(known, stay, since, min_days, (book, on)),
                (None, None) => Vec::new(),
            };
        }
    };
    vec![never]
}

fn rules_began(rules: &RegimeRules) -> Reason {
    Reason::on(rules.from, EntitlementFact::RulesBegan { from: rules.from, regime: rules.regime })
}

fn long_stay(known: &Dossier, stay: &Stay, since: Day, days: u16, (book, on): (&RuleBook, Day)) -> Vec<Reason> {
    let rules = book.on(on);
    let stay_known = stay.home_on(on).stay.is_some();
    let served = head(known, book, on).is_served();
    let fact = EntitlementFact::LongStay { since, days, stay_known, served };
    let began = (since > stay.registered_on && since == rules.from).then(|| rules_began(rules));
    let said = Reason::on(since, fact).by(right::article(NotEntitled::ShortStay, rules));
    vec![said].into_iter().chain(began).collect()
}

fn half_year(known: &Dossier, stay: &Stay, months: u16, book: &RuleBook, on: Day) -> Vec<Reason> {
    let rules = book.on(on);
    let registered = lived_since(&known.stays, stay);
    let complete = half_year_complete(registered, months, book.settings_on(on).day_count);
    let served = head(known, book, on).is_served();
    let fact = EntitlementFact::HalfYear { registered, complete, months, reached: complete <= on, served };
    let mut reasons = vec![Reason::on(complete, fact).by(cited::N_2_1)];
    reasons.extend((complete < rules.from).then(|| rules_began(rules)));
    reasons.push(Reason::undated(ResidenceFact::TrulyLived).by(cited::N_2_1));
    reasons.extend((!served).then(|| Reason::undated(EntitlementFact::Ground).by(cited::S_2)));
    reasons
}

/// What of the card held, or waited for, does not rest on what is recorded now.
pub fn by_right(known: &Dossier, book: &RuleBook, on: Day) -> Option<Reason> {
    let live = known.card_shown(book, on).filter(|held| permit::is_live(&held.card, book, on));
    let (granted, holds) = match live {
        Some(held) => (right::of_card(known, held), known.active_stay(on).is_some()),
        None => (right::granted(known).find(|granted| granted.card.is_none()), false),
    };
    let then = granted.and_then(|granted| not_then(known, &granted, book, live.is_some()));
    let stands = holds && !known.entitled(book, on).is_eligible();
    then.or_else(|| stands.then(|| Reason::undated(EntitlementFact::CardStands)))
}

/// That somebody was not entitled when an application was accepted; `stands`: its card can still be endorsed.
pub fn not_then(known: &Dossier, granted: &Granted, book: &RuleBook, stands: bool) -> Option<Reason> {
    let accepted_on = granted.accepted_on;
    let why = right::lacking(known, granted, book)?;
    let fact = EntitlementFact::NotThen { accepted_on, why, stands };
    Some(Reason::on(accepted_on, fact).by(right::article(why, book.on(accepted_on))))
}
