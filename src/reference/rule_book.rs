//! The embedded rules of all days, put together as the pure functions of `domain` want them.

use super::{guiyang, holidays, regimes, settings};
use crate::domain::rulebook::{CityCodes, RuleBook};
use crate::domain::unit::UnitKind;

/// The rules as embedded, before a register's own settings and calendars are laid over them.
pub fn rule_book() -> RuleBook {
    RuleBook {
        regimes: regimes().to_vec(),
        calendar: holidays().clone(),
        settings: settings(),
        city: CityCodes {
            districts: codes(|kind| kind == UnitKind::District),
            counties: codes(|kind| kind.is_county_level() && kind != UnitKind::District),
        },
    }
}

/// Codes of all units of a kind, of all days: a code that ended still says where somebody is from.
fn codes(wanted: impl Fn(UnitKind) -> bool) -> Vec<String> {
    guiyang().units.iter().filter(|unit| wanted(unit.kind)).map(|unit| unit.code.clone()).collect()
}
