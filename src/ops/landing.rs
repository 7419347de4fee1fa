//! What became of a roster's row, of people, cards or departures.

use crate::domain::code::Code;
use crate::domain::roster::Field;

use super::land_permits::CardObjection;
use super::leave::LeaveRefusal;
use super::person::Candidate;
use super::register::RegisterRefusal;

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Landing {
    Accepted,
    /// Known already with the same facts.
    Unchanged,
    Rejected(RowRefusal),
}

/// Why a row that is good in itself does not land.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowRefusal {
    /// The same person stood in an earlier row of the file.
    Twice {
        first_line: u64,
        names_differ: bool,
    },
    /// Registered with other facts, which an import never overwrites.
    Differs {
        migrant: String,
        fields: Vec<Field>,
    },
    Register(RegisterRefusal),
    Card(CardObjection),
    Leave(LeaveRefusal),
    /// Several bear the number or bore it, and the row does not tell whom it means.
    Several(Vec<Candidate>),
}

impl RowRefusal {
    pub fn code(&self) -> Code {
        match self {
            RowRefusal::Twice { .. } => Code::J413,
            RowRefusal::Differs { .. } => Code::J414,
            RowRefusal::Register(refusal) => refusal.code(),
            RowRefusal::Card(objection) => objection.code(),
            RowRefusal::Leave(refusal) => refusal.code(),
            RowRefusal::Several(_) => Code::J130,
        }
    }
}
