//! Restructuring: what may be done with units, asked of the tree alone.
//!
//! Opening, renaming, moving, merging, splitting and closing are dated acts, each in its turn: nothing is
//! put in before what was recorded later of the same unit. Whoever takes over stands on that day and has
//! not been closed since. How many people follow, the register itself must say.

mod checks;
mod crossing;
pub mod deeds;
mod history;

pub use checks::{NewUnit, may_be_called, may_close, may_move, may_open, may_stand_again, may_take_over, subject};
pub use crossing::{Residence, no_migrant_from};
pub use history::UnitAct;

use deeds::{Deed, Resting};

use super::calendar::Day;
use super::code::Code;
use super::unit::{Tier, UnitKind, UnitRefusal};

/// Code and name, as a refusal says them.
pub type Named = (String, String);

/// Why units stay as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActRefusal {
    Unit(UnitRefusal),
    Future {
        day: Day,
        today: Day,
    },
    /// `ended`: it stands no more.
    CodeTaken {
        by: Named,
        ended: bool,
    },
    NameTaken {
        by: Named,
        parent: Named,
    },
    /// No unit can have this code, or this name: then `code` is false.
    Unusable {
        text: String,
        code: bool,
        digits: usize,
    },
    KindUnderParent {
        kind: UnitKind,
        parent: Named,
        parent_kind: UnitKind,
    },
    /// People of a district cannot be taken over by less than a district.
    KindOfTaker {
        unit: Named,
        taker: Named,
    },
    TierOfKind {
        kind: UnitKind,
        tier: Tier,
    },
    NothingChanges {
        unit: Named,
    },
    UnderItself {
        unit: Named,
        parent: Named,
    },
    IntoItself {
        unit: Named,
    },
    IntoOwnPart {
        unit: Named,
        part: Named,
    },
    /// Not there on that day (`since`), or closed by it or later (`until`).
    NotThereToTakeOver {
        taker: Named,
        on: Day,
        since: Option<Day>,
        until: Option<Day>,
    },
    BeforeEarlierAct {
        unit: Named,
        on: Day,
        act: UnitAct,
        act_on: Day,
    },
    PeopleLeft {
        unit: Named,
        people: u64,
    },
    PartsLeft {
        unit: Named,
        parts: Vec<Named>,
    },
    City {
        unit: Named,
    },
    /// A code of another city's, or of the county that was never assigned.
    ForeignCode {
        text: String,
        city: String,
    },
    /// A part of a split that is named twice.
    NamedTwice {
        part: Named,
    },
    /// A split with one part only: a merger.
    OnePart {
        unit: Named,
        part: Named,
    },
    /// Ended on the day of its opening; `earliest`: the first day on which it may.
    NeverStood {
        unit: Named,
        on: Day,
        earliest: Day,
        /// What was done with it since: an undoing takes the last of that back first.
        later: usize,
    },
    /// People whom it would make non-migrants, by their codes.
    NoMigrants {
        unit: Named,
        people: Vec<String>,
        on: Day,
    },
    /// A rule of a split names a unit that is none of its parts.
    NotAmongParts {
        text: String,
        parts: Vec<Named>,
    },
    /// No act of the unit is on record that could be taken back; `with`: a unit with whose act it had to do.
    NothingToUndo {
        unit: Named,
        with: Option<Named>,
    },
    /// Something rests on the act of `on`.
    Rests {
        unit: Named,
        deed: Deed,
        on: Day,
        by: Resting,
    },
    /// No unit is named for those whose address fits no rule.
    Unassigned {
        unit: Named,
        parts: Vec<Named>,
    },
}

impl ActRefusal {
    pub fn code(&self) -> Code {
        match self {
            ActRefusal::Unit(refusal) => refusal.code(),
            ActRefusal::Future { .. } => Code::J208,
            ActRefusal::CodeTaken { .. } => Code::J604,
            ActRefusal::NameTaken { .. } => Code::J605,
            ActRefusal::Unusable { .. } | ActRefusal::ForeignCode { .. } => Code::J606,
            ActRefusal::NamedTwice { .. } => Code::J631,
            ActRefusal::OnePart { .. } => Code::J632,
            ActRefusal::NeverStood { .. } => Code::J633,
            ActRefusal::KindUnderParent { .. } | ActRefusal::KindOfTaker { .. } => Code::J607,
            ActRefusal::TierOfKind { .. } => Code::J608,
            ActRefusal::NothingChanges { .. } => Code::J609,
            ActRefusal::UnderItself { .. } => Code::J620,
            ActRefusal::IntoItself { .. } => Code::J621,
            ActRefusal::IntoOwnPart { .. } => Code::J622,
            ActRefusal::NotThereToTakeOver { .. } => Code::J623,
            ActRefusal::BeforeEarlierAct { .. } => Code::J624,
            ActRefusal::PeopleLeft { .. } => Code::J625,
            ActRefusal::PartsLeft { .. } => Code::J626,
            ActRefusal::City { .. } => Code::J627,
            ActRefusal::NotAmongParts { .. } => Code::J628,
            ActRefusal::Unassigned { .. } => Code::J629,
            ActRefusal::NothingToUndo { .. } => Code::J634,
            ActRefusal::Rests { .. } => Code::J635,
            ActRefusal::NoMigrants { .. } => Code::J638,
        }
    }
}
