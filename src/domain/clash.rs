//! Values of rules that contradict each other: each may be set by itself, not beside the other.

use super::regime::{Limit, Regime, RegimeRules, Window};
use super::rulebook::Settings;

/// A contradiction between two rules of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clash {
    /// The extended limit of issue is no later than the limit itself (S 9(6)).
    ExtensionNotLonger,
    /// The promise of issuing is longer than the limit of the law (S 9(6)).
    PromiseLonger,
    /// Whoever needs a proxy could be one (S 9(3)).
    ProxyAChild,
    /// The window of endorsement is no shorter than the validity.
    WindowNotShorter,
}

impl Clash {
    const ALL: [Clash; 4] =
        [Clash::ExtensionNotLonger, Clash::PromiseLonger, Clash::ProxyAChild, Clash::WindowNotShorter];

    /// The names of the two rules.
    fn names(self) -> [&'static str; 2] {
        match self {
            Clash::ExtensionNotLonger => ["extend_within", "issue_within"],
            Clash::PromiseLonger => ["issue_promise", "issue_within"],
            Clash::ProxyAChild => ["proxy_min_age", "proxy_below_age"],
            Clash::WindowNotShorter => ["window", "validity_months"],
        }
    }

    fn holds(self, rules: &RegimeRules, settings: &Settings) -> bool {
        match self {
            Clash::ExtensionNotLonger => {
                rules.extend_within.is_some_and(|limit| least_days(limit) <= least_days(rules.issue_within))
            }
            Clash::PromiseLonger => {
                let promised = rules.regime == Regime::State2016;
                promised && least_days(settings.issue_promise) > least_days(rules.issue_within)
            }
            Clash::ProxyAChild => settings.proxy_min_age < rules.papers.proxy_below_age,
            Clash::WindowNotShorter => {
                rules.validity_months.is_some_and(|months| window_days(rules.window) >= months * SHORTEST_MONTH)
            }
        }
    }

    /// The contradiction that the rule of this name is part of, and the name of the other rule.
    pub fn of(name: &str, rules: &RegimeRules, settings: &Settings) -> Option<(Clash, &'static str)> {
        Clash::ALL.into_iter().find_map(|clash| {
            let [one, other] = clash.names();
            let other = if name == one { other } else { Some(one).filter(|_| name == other)? };
            clash.holds(rules, settings).then_some((clash, other))
        })
    }
}

const SHORTEST_MONTH: u16 = 28;

/// The fewest days that a limit can last.
fn least_days(limit: Limit) -> u16 {
    match limit {
        Limit::Days(days) | Limit::WorkingDays(days) => days,
    }
}

fn window_days(window: Window) -> u16 {
    match window {
        Window::LastDays(days) => days,
        Window::MonthsBefore(months) => months * SHORTEST_MONTH,
    }
}
