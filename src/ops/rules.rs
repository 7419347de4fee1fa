//! Setting a rule from a day on: only choices of ours, within their range; what follows from it is
//! computed anew in the same act.

use crate::domain::calendar::Day;
use crate::domain::clash::Clash;
use crate::domain::code::Code;
use crate::domain::constant::{Constant, Setting};
use crate::domain::rulebook::RuleBook;
use crate::domain::unit::{UnitKind, UnitRefusal};
use crate::store::{Actor, Changes, StoreError, Writer, settings};

use super::OpError;
use super::effect::Effect;
use super::office::Office;

/// Why a rule is not set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleRefusal {
    UnknownKey {
        key: String,
    },
    /// A rule of law or a convention.
    Fixed {
        key: String,
        value: String,
        source: String,
    },
    OutOfRange {
        key: String,
        value: String,
        range: String,
        /// A whole value, where the given one lacks its unit.
        example: Option<String>,
        source: String,
    },
    NotByUnit {
        key: String,
    },
    /// The rule is not in force on that day; `last`: its regime's last day.
    OutOfTime {
        key: String,
        from: Day,
        first: Day,
        last: Option<Day>,
    },
    Same {
        key: String,
        value: String,
        since: Day,
    },
    /// From that day on another rule says the contrary.
    Contradicts {
        key: String,
        value: String,
        other: String,
        other_value: String,
        clash: Clash,
        on: Day,
    },
    Unit(UnitRefusal),
}

impl RuleRefusal {
    pub fn code(&self) -> Code {
        match self {
            RuleRefusal::UnknownKey { .. } => Code::J610,
            RuleRefusal::OutOfRange { .. } => Code::J611,
            RuleRefusal::Fixed { .. } => Code::J612,
            RuleRefusal::NotByUnit { .. } => Code::J613,
            RuleRefusal::OutOfTime { .. } => Code::J614,
            RuleRefusal::Same { .. } => Code::J615,
            RuleRefusal::Contradicts { .. } => Code::J630,
            RuleRefusal::Unit(refusal) => refusal.code(),
        }
    }
}

/// What somebody wants to set.
#[derive(Debug, Clone)]
pub struct Wish {
    pub key: String,
    pub value: String,
    /// The unit of `--for`.
    pub unit: Option<String>,
    pub from: Day,
}

/// A wish that the rules allow.
#[derive(Debug, Clone)]
pub struct Planned {
    pub constant: &'static Constant,
    pub setting: Setting,
    /// The code of the unit it is set for.
    pub unit: Option<String>,
    /// The value that held on the first day until now.
    pub old: String,
    /// The rule book with it.
    pub book: RuleBook,
}

/// Whether a wish is allowed, and what the rule book is with it.
pub fn plan(office: &Office, wish: &Wish) -> Result<Planned, OpError<RuleRefusal>> {
    let refused = |refusal: RuleRefusal| Err(OpError::Refused(refusal));
    let key = wish.key.clone();
    let Some(constant) = office.book.constant(&key) else { return refused(RuleRefusal::UnknownKey { key }) };
    let Some(range) = &constant.range else {
        let value = office.book.value_on(constant, None, wish.from).0.to_owned();
        return refused(RuleRefusal::Fixed { key, value, source: constant.source.clone() });
    };
    let Some(value) = range.read(&wish.value) else {
        return refused(RuleRefusal::OutOfRange {
            key,
            value: wish.value.clone(),
            range: range.shown(),
            example: range.with_unit(&wish.value),
            source: constant.source.clone(),
        });
    };
    if wish.unit.is_some() && !constant.by_unit {
        return refused(RuleRefusal::NotByUnit { key });
    }
    let end = constant.regime.and_then(|regime| office.book.end_of(regime));
    if wish.from < constant.since || end.is_some_and(|end| wish.from >= end) {
        let last = end.map(|end| end.plus_days(-1));
        return refused(RuleRefusal::OutOfTime { key, from: wish.from, first: constant.since, last });
    }
    let unit = wish.unit.as_deref().map(|text| office.tree.find(text, wish.from)).transpose();
    let unit = unit.map_err(|refusal| OpError::Refused(RuleRefusal::Unit(refusal)))?;
    // What is set for the city itself holds for the whole of it.
    let unit = unit.filter(|unit| unit.kind != UnitKind::City);
    let (old, since) = office.book.value_on(constant, unit.map(|unit| unit.id), wish.from);
    if old == value {
        return refused(RuleRefusal::Same { key, value, since });
    }
    let setting = Setting { key, value, unit: unit.map(|unit| unit.id), from: wish.from };
    let book = office.book.with(setting.clone());
    let book = book.ok_or_else(|| StoreError::Fault { cause: format!("no rule: {}", setting.key) })?;
    if let Some((clash, other, on)) = book.clash(constant, wish.from) {
        let other_value = book.constant(&other).map_or("", |other| book.value_on(other, None, on).0).to_owned();
        let Setting { key, value, .. } = setting;
        return refused(RuleRefusal::Contradicts { key, value, other, other_value, clash, on });
    }
    Ok(Planned { constant, setting, unit: unit.map(|unit| unit.code.clone()), old: old.to_owned(), book })
}

/// A rule that was set.
#[derive(Debug, Clone)]
pub struct RuleSet {
    pub planned: Planned,
    pub effect: Effect,
}

/// Sets the rule and computes anew what follows from it.
pub fn set(
    writer: &Writer,
    office: &Office,
    wish: &Wish,
    because: &str,
    actor: &Actor,
    changes: Changes,
) -> Result<(RuleSet, Changes), OpError<RuleRefusal>> {
    let planned = plan(office, wish)?;
    settings::insert(writer, &planned.setting, because, actor)?;
    let from = planned.setting.from;
    let effect = Effect::of_rule(writer, planned.constant, &office.book, &planned.book, from)?;
    effect.store(writer)?;
    let mut changes = changes
        .purpose(Some(because))
        .subject(planned.setting.key.clone())
        .changed("value", Some(planned.old.clone()), Some(planned.setting.value.clone()))
        .set("from", from.to_string());
    if let Some(unit) = &planned.unit {
        changes = changes.set("for", unit.clone());
    }
    let counts = [("cards", effect.cards), ("applications", effect.limits()), ("promises", effect.promises())];
    for (what, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        changes = changes.set(what, count.to_string());
    }
    Ok((RuleSet { planned, effect }, changes))
}
