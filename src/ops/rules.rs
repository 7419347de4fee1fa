//! Setting a rule from a day on: only choices of ours, within their range; what follows from it is
//! computed anew in the same act.

use crate::domain::application::due_on;
use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::constant::{Constant, Setting};
use crate::domain::rulebook::RuleBook;
use crate::domain::terms::terms;
use crate::domain::unit::{UnitKind, UnitRefusal};
use crate::store::{Actor, Changes, Sql, StoreError, Writer, due_days, everyone, permits, settings};

use super::OpError;
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
        return refused(RuleRefusal::OutOfRange { key, value: wish.value.clone(), range: range.shown() });
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
    Ok(Planned { constant, setting, unit: unit.map(|unit| unit.code.clone()), old: old.to_owned(), book })
}

/// A rule that was set.
#[derive(Debug, Clone)]
pub struct RuleSet {
    pub planned: Planned,
    /// Cards whose terms changed.
    pub cards: usize,
    /// Open applications whose due day changed.
    pub applications: usize,
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
    let cards = if planned.constant.moves_terms() { renew_terms(writer, &office.book, &planned.book)? } else { 0 };
    let from = planned.setting.from;
    let applications =
        if planned.constant.moves_limits() { renew_due_days(writer, &planned.book, Some(from))? } else { 0 };
    let mut changes = changes
        .purpose(Some(because))
        .subject(planned.setting.key.clone())
        .changed("value", Some(planned.old.clone()), Some(planned.setting.value.clone()))
        .set("from", from.to_string());
    if let Some(unit) = &planned.unit {
        changes = changes.set("for", unit.clone());
    }
    if cards > 0 {
        changes = changes.set("cards", cards.to_string());
    }
    if applications > 0 {
        changes = changes.set("applications", applications.to_string());
    }
    Ok((RuleSet { planned, cards, applications }, changes))
}

/// Puts the terms that the new rules decide in place of the stored ones, where they differ.
fn renew_terms(writer: &Writer, old: &RuleBook, new: &RuleBook) -> Result<usize, StoreError> {
    let mut changed = Vec::new();
    everyone::each_card(writer, |held| {
        let now = terms(&held.card, new);
        if now != terms(&held.card, old) {
            changed.push((held.id, now));
        }
    })?;
    for (permit, terms) in &changed {
        permits::update_terms(writer, *permit, terms)?;
    }
    Ok(changed.len())
}

/// Decides the due days of open applications anew: those accepted from a day on, or, without one, those
/// that are unknown. How many changed.
pub fn renew_due_days(writer: &Writer, book: &RuleBook, accepted_from: Option<Day>) -> Result<usize, StoreError> {
    let mut changed = 0;
    let sql: &Sql = writer;
    for waiting in due_days::list(sql)? {
        let concerned = accepted_from.map_or(waiting.due_on.is_none(), |from| waiting.accepted_on >= from);
        let due_on = due_on(waiting.accepted_on, book).ok();
        if concerned && due_on != waiting.due_on {
            due_days::update(writer, waiting.id, due_on)?;
            changed += 1;
        }
    }
    Ok(changed)
}
