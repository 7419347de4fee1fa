//! What can be said against a row, as facts: the field, the column as its sender named it, and a [`Fact`]
//! with its code. No prose (`present/words/roster.rs` has it) and never an identity number: what a cell
//! holds is quoted through [`shown`], which hides long runs of digits.

use crate::domain::code::Code;
use crate::domain::mask;
use crate::domain::roster::Field;

/// One thing that is wrong or doubtful in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowProblem {
    pub field: Option<Field>,
    /// The heading as written, or the column's letter where it has none.
    pub column: Option<String>,
    /// Whether the row is set aside; otherwise it is a warning.
    pub reject: bool,
    pub fact: Fact,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// More or fewer cells than headings.
    Cells {
        headings: usize,
        cells: usize,
    },
    /// Bytes that decode to no character; empty where the file itself holds U+FFFD.
    Bytes {
        hex: String,
    },
    /// A quote opened on that line and never closed in a way that makes sense.
    Quote {
        line: u64,
    },
    /// A cell or line that no form ever holds.
    TooLong {
        limit: usize,
    },
    /// Control or escape characters, as code points.
    Controls {
        points: String,
    },
    /// Characters of private use, as code points.
    PrivateUse {
        points: String,
    },
    Day {
        cell: String,
        trouble: DayTrouble,
    },
    Phone {
        cell: String,
    },
    /// A bare number read as the day that a spreadsheet counts by it.
    DayNumber {
        cell: String,
        day: String,
    },
    /// The content of cells merged over several rows.
    Merged,
    /// A formula left an error instead of a value.
    FormulaFailed {
        cell: String,
    },
    /// 同上: what stands above is meant, wherever that was when it was written.
    Ditto {
        cell: String,
    },
    /// An identity number of fifteen digits, kept as a number.
    BareNumber,
    /// Rounded by a spreadsheet.
    LostDigits,
    /// The check fits, but a spreadsheet rounds to this very form.
    PerhapsLostDigits {
        others_in_column: bool,
    },
}

/// Why a cell is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayTrouble {
    Form,
    Impossible,
    /// 1900-01-01 and its like: what is typed where the day is not known.
    StandIn,
    NoDayOfMonth,
    TwoDigitYear,
    /// 长期, 至今.
    OpenEnded,
    /// 40973: the number by which a spreadsheet counts days.
    Serial,
}

impl DayTrouble {
    pub fn as_str(self) -> &'static str {
        match self {
            DayTrouble::Form => "form",
            DayTrouble::Impossible => "impossible",
            DayTrouble::StandIn => "stand_in",
            DayTrouble::NoDayOfMonth => "no_day_of_month",
            DayTrouble::TwoDigitYear => "two_digit_year",
            DayTrouble::OpenEnded => "open_ended",
            DayTrouble::Serial => "serial",
        }
    }
}

impl RowProblem {
    pub fn code(&self) -> Code {
        match self.fact {
            Fact::Cells { .. } => Code::J410,
            Fact::Bytes { .. } => Code::J411,
            Fact::Quote { .. } => Code::J427,
            Fact::TooLong { .. } => Code::J429,
            Fact::Controls { .. } => Code::J418,
            Fact::PrivateUse { .. } => Code::J426,
            Fact::Day { .. } => Code::J412,
            Fact::Phone { .. } => Code::J120,
            Fact::Merged => Code::J438,
            Fact::DayNumber { .. } => Code::J439,
            Fact::FormulaFailed { .. } => Code::J455,
            Fact::Ditto { .. } => Code::J459,
            Fact::BareNumber => Code::J456,
            Fact::LostDigits => Code::J107,
            Fact::PerhapsLostDigits { .. } => Code::J118,
        }
    }

    /// Whether the cells of the row cannot be told apart, so that nothing more is said of them.
    pub fn spoils_row(&self) -> bool {
        matches!(self.fact, Fact::Cells { .. } | Fact::Quote { .. } | Fact::TooLong { .. })
    }

    /// A problem of the row as a whole, for which it is set aside.
    pub fn of_row(fact: Fact) -> RowProblem {
        RowProblem { field: None, column: None, reject: true, fact }
    }
}

/// What a cell holds, fit for a message: at most 24 characters, controls as escapes, long runs of
/// digits hidden since they may be somebody's number.
pub fn shown(cell: &str) -> String {
    const LONGEST: usize = 24;
    let mut out = String::new();
    for c in cell.chars().take(LONGEST) {
        if c.is_control() { out.extend(c.escape_unicode()) } else { out.push(c) }
    }
    if cell.chars().nth(LONGEST).is_some() {
        out.push('…');
    }
    if mask::may_hold_number(cell) {
        out = out.chars().map(|c| if c.is_numeric() { '*' } else { c }).collect();
    }
    out
}

/// `U+E863 U+E864`: each character of the list once, at most eight of them.
pub fn code_points(characters: impl Iterator<Item = char>) -> String {
    let mut seen: Vec<char> = Vec::new();
    for c in characters {
        if !seen.contains(&c) && seen.len() < 8 {
            seen.push(c);
        }
    }
    let names: Vec<String> = seen.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
    names.join(" ")
}
