//! Why a row was set aside, and what is worth a look in one that was taken: facts, no prose
//! (`present/words/import.rs` has it).

use std::sync::Arc;

use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::objection::{Objection, Warning};
use crate::domain::permit_number::NumberTrouble;
use crate::domain::roster::Field;
use crate::intake::RowProblem;
use crate::ops::land_permits::CardDoubt;
use crate::ops::landing::RowRefusal;

/// Why a row was set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    Row(RowProblem),
    Form(Objection),
    Landing(RowRefusal),
    /// A day of leaving in a people roster: it belongs to a departures roster.
    Departure,
    /// The row has no day of registration of its own, and arrival is after that of the import.
    ArrivedAfter {
        arrived_on: Day,
        on: Day,
    },
    /// A needed cell is blank.
    Blank {
        field: Field,
    },
    /// A cell that is no card's number.
    PermitNumber(NumberTrouble),
    /// A cell that no table knows.
    UnknownWord {
        field: Field,
        text: String,
    },
}

impl Reason {
    pub fn code(&self) -> Code {
        match self {
            Reason::Row(problem) => problem.code(),
            Reason::Form(objection) => objection.code(),
            Reason::Landing(refusal) => refusal.code(),
            Reason::Departure => Code::J424,
            Reason::ArrivedAfter { .. } => Code::J206,
            Reason::Blank { .. } => Code::J415,
            Reason::PermitNumber(trouble) => trouble.code(),
            Reason::UnknownWord { .. } => Code::J121,
        }
    }
}

/// What is worth a look in a row that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    Row(RowProblem),
    Form(Warning),
    Card(CardDoubt),
    /// A departure under a name that the register does not have for the number.
    DepartureName,
}

impl Doubt {
    pub fn code(&self) -> Code {
        match self {
            Doubt::Row(problem) => problem.code(),
            Doubt::Form(warning) => warning.code(),
            Doubt::Card(doubt) => doubt.code(),
            Doubt::DepartureName => Code::J123,
        }
    }

    /// What is told apart under one code: the column as its sender named it.
    pub fn column(&self) -> Option<&str> {
        match self {
            Doubt::Row(problem) => problem.column.as_deref(),
            Doubt::Form(Warning::UnreadableCode { field, .. }) => Some(field.as_str()),
            Doubt::Form(_) | Doubt::Card(_) | Doubt::DepartureName => None,
        }
    }
}

/// The rows of a file with one doubt, and the first of them.
#[derive(Debug, Clone)]
pub struct DoubtfulRows {
    pub rows: u64,
    pub line: u64,
    pub first: Doubt,
    /// The row that was counted last: of several cells a row counts once.
    last: u64,
}

impl DoubtfulRows {
    pub fn new(line: u64, first: Doubt) -> DoubtfulRows {
        DoubtfulRows { rows: 1, line, first, last: line }
    }

    pub fn add(&mut self, line: u64, doubt: Doubt) {
        self.rows += u64::from(line != self.last);
        self.last = line;
        if line < self.line {
            (self.line, self.first) = (line, doubt);
        }
    }
}

/// A row that was set aside, and all reasons at once, on its way to the tally.
#[derive(Debug)]
pub struct BadRow {
    pub line: u64,
    pub reasons: Vec<Reason>,
}

/// What is kept of such a row: a file may be bad from its first row to its last. What is wrong with its cells is
/// found again where it is told; what the register said of it is not.
#[derive(Debug)]
pub struct SetAside {
    pub line: u64,
    /// Of each reason; rows with the same ones hold them together.
    pub codes: Arc<[Code]>,
    pub by_register: Option<Box<RowRefusal>>,
}
