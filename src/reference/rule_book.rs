//! The embedded rules of all days, put together as the pure functions of `domain` want them.

use std::sync::LazyLock;

use super::{broken, constants, guiyang, holidays};
use crate::domain::calendar::WorkCalendar;
use crate::domain::constant::Setting;
use crate::domain::rulebook::{CityCodes, RuleBook};
use crate::domain::unit::UnitKind;

/// The rules as embedded, before a register's own settings and calendars are laid over them.
pub fn rule_book() -> RuleBook {
    static BOOK: LazyLock<RuleBook> = LazyLock::new(|| {
        rule_book_with(Vec::new(), holidays().clone())
            .unwrap_or_else(|| broken("regimes.toml", "a value that is no rule"))
    });
    BOOK.clone()
}

/// The embedded rules with what a city has set laid over them; `None` where that cannot be read.
pub fn rule_book_with(set: Vec<Setting>, calendar: WorkCalendar) -> Option<RuleBook> {
    let city = CityCodes {
        districts: codes(|kind| kind == UnitKind::District),
        counties: codes(|kind| kind.is_county_level() && kind != UnitKind::District),
    };
    RuleBook::new(constants(), set, calendar, city)
}

/// Codes of all units of a kind, of all days: a code that ended still says where somebody is from.
fn codes(wanted: impl Fn(UnitKind) -> bool) -> Vec<String> {
    guiyang().units.iter().filter(|unit| wanted(unit.kind)).map(|unit| unit.code.clone()).collect()
}
