//! Why somebody stands on the list of those who wait to be served.

use super::facts::DutyFact;
use super::{EntitlementFact, Reason};
use crate::domain::article::cited;
use crate::domain::calendar::Day;
use crate::domain::candidacy::{Candidacy, Why};
use crate::domain::eligibility::half_year_complete;
use crate::domain::regime::{Entitlement, Regime};
use crate::domain::rulebook::RuleBook;

/// The reasons as `migrant why` has them: half a year, and the first day of the rules where it lies later;
/// or the duty.
pub fn of_candidate(candidacy: &Candidacy, book: &RuleBook, on: Day) -> Vec<Reason> {
    let rules = book.on(on);
    match (candidacy.why, rules.entitlement) {
        (Why::HalfYear, Entitlement::ByResidence { months }) => {
            let registered = candidacy.registered_on;
            let complete = half_year_complete(registered, months, book.settings_on(on).day_count);
            let fact = EntitlementFact::HalfYear { registered, complete, months, reached: true, served: false };
            let mut reasons = vec![Reason::on(complete, fact).by(cited::N_2_1)];
            if complete < rules.from {
                let fact = EntitlementFact::RulesBegan { from: rules.from, regime: rules.regime };
                reasons.push(Reason::on(rules.from, fact));
            }
            reasons
        }
        (Why::Obliged, Entitlement::ByStay { min_stay_days, liable_from, liable_below, .. }) => {
            let fact = DutyFact::Must { from_age: liable_from, below_age: liable_below, days: min_stay_days };
            let article = if rules.regime == Regime::Guiyang2012 { cited::G_13_1 } else { cited::P_9_1 };
            vec![Reason::undated(fact).by(article)]
        }
        (Why::HalfYear | Why::Obliged, _) => Vec::new(),
    }
}
