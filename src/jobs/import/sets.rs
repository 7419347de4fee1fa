//! The values of `--set`, checked once before any row: what every row would be refused for is a fault of the
//! command line.
//!
//! A name, a number or a phone is one person's and never that of a whole file.

use crate::domain::admission;
use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::identity::Sex;
use crate::domain::objection::Objection;
use crate::domain::permit::{EndReason, PermitKind};
use crate::domain::regime::Exempt;
use crate::domain::registration::Desk;
use crate::domain::roster::{Days, Field, Holds, RosterKind};
use crate::intake::bind::is_of;
use crate::intake::days::{self, LastDay};
use crate::intake::{Fact, RowProblem, cells};
use crate::reference;

/// Why a value is none for a whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SetRefusal {
    /// It is one person's.
    OnePerson { field: Field },
    /// Rosters of that kind have no such field.
    OtherRoster { field: Field, kind: RosterKind },
    /// No table knows it.
    Unknown(Objection),
    /// No day.
    Day(RowProblem),
    /// A day that is still to come.
    Future { field: Field, day: Day, today: Day },
}

impl SetRefusal {
    pub fn code(&self) -> Code {
        match self {
            SetRefusal::OnePerson { .. } | SetRefusal::Future { .. } => Code::J901,
            SetRefusal::OtherRoster { .. } => Code::J407,
            SetRefusal::Unknown(objection) => objection.code(),
            SetRefusal::Day(_) => Code::J903,
        }
    }
}

/// Fields of one person or one card.
///
/// # Errors
/// [`SetRefusal::OnePerson`]
pub fn one_person(sets: &[(Field, String)]) -> Result<(), SetRefusal> {
    let own = |field: Field| matches!(field, Field::Name | Field::IdNumber | Field::Phone | Field::PermitNumber);
    match sets.iter().find(|(field, _)| own(*field)) {
        Some((field, _)) => Err(SetRefusal::OnePerson { field: *field }),
        None => Ok(()),
    }
}

/// The values for a roster of that kind.
///
/// # Errors
/// [`SetRefusal`] of the first that will not do.
pub fn check(sets: &[(Field, String)], kind: RosterKind, desk: &Desk) -> Result<(), SetRefusal> {
    sets.iter().try_for_each(|(field, value)| value_of(field.in_roster(kind), value, kind, desk))
}

fn value_of(field: Field, value: &str, kind: RosterKind, desk: &Desk) -> Result<(), SetRefusal> {
    if !is_of(field, kind) {
        return Err(SetRefusal::OtherRoster { field, kind });
    }
    let value = cells::narrow(value);
    if value.trim().is_empty() {
        return Ok(());
    }
    if !known(field, &value) {
        let text = value.into_owned();
        let of_kind = field == Field::IdKind;
        return Err(SetRefusal::Unknown(if of_kind {
            Objection::UnknownKind { text }
        } else {
            Objection::UnknownCode { field, text }
        }));
    }
    let unreadable = |fact: Fact| SetRefusal::Day(RowProblem { field: Some(field), column: None, reject: true, fact });
    let given = days_of(field, &value).map_err(unreadable)?;
    match given.into_iter().find(|day| *day > desk.today) {
        Some(day) => Err(SetRefusal::Future { field, day, today: desk.today }),
        None => Ok(()),
    }
}

/// Whether the field's table, if it has one, knows the word.
pub fn known(field: Field, word: &str) -> bool {
    match field.holds() {
        Holds::Codes(codes) => reference::table(codes).read(word).is_some(),
        Holds::Sex => matches!(word, "0" | "9" | "未知" | "未说明") || Sex::parse(word).is_some(),
        Holds::Exempt => Exempt::parse(word).is_some(),
        Holds::IdKind => admission::id_kind(word).is_some(),
        Holds::PermitKind => matches!(word, "居住证" | "暂住证") || PermitKind::parse(word).is_some(),
        Holds::EndReason => EndReason::parse(word).is_some(),
        Holds::Text | Holds::Days(_) => true,
    }
}

/// The days of a field of days that must lie behind us.
fn days_of(field: Field, text: &str) -> Result<Vec<Day>, Fact> {
    match field.days() {
        Some(Days::One) => days::day(text, field).map(|day| day.into_iter().collect()),
        Some(Days::Several) => days::days(text, field),
        // A card may well be valid beyond today.
        Some(Days::Last) => days::last_day(text).map(|_: LastDay| Vec::new()),
        None => Ok(Vec::new()),
    }
}
