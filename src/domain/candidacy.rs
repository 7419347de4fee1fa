//! Who waits to be served: registered, entitled (state-2016) or obliged (2012) on a day, and since when.
//!
//! Whether a card is held or an application open is not asked here: the list of a day leaves those out
//! before. The first day is that of the rules of the day asked, never before their own (RULES 3).

use super::calendar::Day;
use super::eligibility::{Standing, duty, entitled};
use super::regime::Entitlement;
use super::rulebook::RuleBook;

/// Why somebody is on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Obliged to apply (G 13, P 9).
    Obliged,
    /// Half a year of registered residence is complete (S 2, N 二(一)).
    HalfYear,
}

/// Somebody who waits to be served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidacy {
    pub registered_on: Day,
    /// The first day on which it was so.
    pub since: Day,
    pub why: Why,
}

/// Whether somebody registered on the day, without a card, may apply (from 2016) or must (2012).
pub fn candidacy(standing: &Standing, book: &RuleBook, on: Day) -> Option<Candidacy> {
    let registered_on = standing.registered_on;
    let rules = book.on(on);
    match rules.entitlement {
        Entitlement::None => None,
        Entitlement::ByResidence { .. } => {
            let entitled = entitled(standing, book, on);
            let since = entitled.since.filter(|_| entitled.is_eligible())?;
            Some(Candidacy { registered_on, since, why: Why::HalfYear })
        }
        Entitlement::ByStay { liable_from, .. } => {
            if !duty(standing, book, on, true).liable {
                return None;
            }
            let of_age = standing.birth_on?.birthday(liable_from);
            let since = registered_on.max(standing.stays_on_since).max(of_age).max(rules.from);
            (since <= on).then_some(Candidacy { registered_on, since, why: Why::Obliged })
        }
    }
}
