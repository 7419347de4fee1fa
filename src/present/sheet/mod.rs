//! A report as a value: columns, rows, total, definition, identities, charts. Every form of a report
//! (table, CSV, JSON, workbook, page) is made from this one value, so that no two of them can differ.
//!
//! A sheet is a function of the register and the day: no clock, no terminal, no journal enters it. A new
//! report fills a [`Sheet`] and gets all forms; its JSON keys are the keys of the columns, which are a
//! contract (docs/contract.md). Nothing is counted or decided here.

mod cells;
mod chart;
mod html;
mod json;
mod public;
mod stored;
mod table;
mod xlsx;

pub use cells::cell;
pub use chart::{Bar, Chart, Series};
pub use public::{both_for_the_public, left_out_note};

use serde::{Deserialize, Serialize};

use super::csv;
use super::words::fault::Fault;
use crate::domain::calendar::Day;
use crate::domain::lang::Lang;
use crate::domain::rate;
use crate::present::words::labels;
use crate::present::words::report::check_name;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Text,
    Count,
    /// Per cent, or percentage points, with two decimals.
    Rate,
    Day,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The JSON key.
    pub key: String,
    pub title: String,
    pub kind: Kind,
    /// Whether tables, CSV, workbooks and pages show it too; JSON always does.
    pub shown: bool,
    /// Whether its figures count people, so that a cell opens to them.
    pub opens: bool,
    /// The JSON object inside the row that it belongs to (`before`).
    pub within: Option<String>,
    /// The heading that it shares with its neighbours (`性别` over `男`, `女`).
    #[serde(default)]
    pub group: Option<String>,
}

impl Column {
    fn new(key: &str, title: impl Into<String>, kind: Kind) -> Column {
        Column { key: key.to_owned(), title: title.into(), kind, shown: true, opens: false, within: None, group: None }
    }

    pub fn text(key: &str, title: impl Into<String>) -> Column {
        Column::new(key, title, Kind::Text)
    }

    pub fn count(key: &str, title: impl Into<String>) -> Column {
        Column::new(key, title, Kind::Count)
    }

    /// A count of people, whose cells open.
    pub fn people(key: &str, title: impl Into<String>) -> Column {
        Column { opens: true, ..Column::count(key, title) }
    }

    pub fn rate(key: &str, title: impl Into<String>) -> Column {
        Column::new(key, title, Kind::Rate)
    }

    pub fn day(key: &str, title: impl Into<String>) -> Column {
        Column::new(key, title, Kind::Day)
    }

    /// Shown only where the condition holds; in JSON always.
    #[must_use]
    pub fn shown_if(mut self, shown: bool) -> Column {
        self.shown = shown;
        self
    }

    #[must_use]
    pub fn under(mut self, group: &str) -> Column {
        self.group = Some(group.to_owned());
        self
    }

    /// The title with the heading above it: what stands where there is one row of headings.
    fn full_title(&self) -> String {
        match &self.group {
            Some(group) => format!("{group}·{}", self.title),
            None => self.title.clone(),
        }
    }

    #[must_use]
    pub fn within(mut self, object: &str) -> Column {
        self.within = Some(object.to_owned());
        self
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Value {
    None,
    /// Left out of what is published.
    Hidden,
    Text(String),
    Count(i64),
    /// As it is printed: `79.55`, `-0.31`.
    Rate(String),
    #[serde(with = "stored::day")]
    Day(Day),
    /// Twice a number of days: a median may lie between two.
    Halves(i64),
    /// Its code in JSON, with its name elsewhere.
    Unit {
        code: String,
        name: String,
    },
    /// Codes and sentences in JSON, a few words elsewhere.
    Said {
        short: String,
        whole: Vec<(String, String)>,
    },
}

impl Value {
    /// What people read of a unit or of what was said; nothing of plainer values.
    fn words(&self) -> String {
        match self {
            Value::Unit { code, name } => format!("{code} {name}"),
            Value::Said { short, .. } => short.clone(),
            Value::Halves(twice) if twice % 2 == 0 => (twice / 2).to_string(),
            Value::Halves(twice) => format!("{}.5", twice / 2),
            Value::None | Value::Hidden | Value::Text(_) | Value::Count(_) | Value::Rate(_) | Value::Day(_) => {
                String::new()
            }
        }
    }

    pub fn text(text: impl Into<String>) -> Value {
        Value::Text(text.into())
    }

    pub fn count(count: u64) -> Value {
        Value::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }

    pub fn or_none(text: Option<impl Into<String>>) -> Value {
        text.map_or(Value::None, |text| Value::Text(text.into()))
    }

    pub fn rate(rate: Option<String>) -> Value {
        rate.map_or(Value::None, Value::Rate)
    }
}

/// A row: its key, and a value for each column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub key: String,
    pub values: Vec<Value>,
}

/// What stands below the rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Total {
    /// Sums, shown as a last row with the key `total`.
    Row(Row),
    /// How many there are: what a list has.
    Count(u64),
}

/// One equality that was held against the figures, and held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    pub name: String,
    pub words: String,
    pub left: u64,
    pub right: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    #[serde(with = "stored::lang")]
    pub lang: Lang,
    /// The report's word: `rate`.
    pub report: String,
    pub title: String,
    #[serde(with = "stored::day")]
    pub as_of: Day,
    /// Further keys of the JSON object, before the definition: `by`, `regime`.
    pub heads: Vec<(String, Value)>,
    /// What is counted: one paragraph.
    pub definition: String,
    /// What else is to be known, a line each.
    pub notes: Vec<String>,
    /// The heading of the rows' keys; `None` where a column of its own holds them.
    pub key_title: Option<String>,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    pub total: Total,
    /// The row with which a second part of them begins: a line is drawn before it.
    #[serde(skip)]
    pub parted: Option<usize>,
    pub checks: Vec<Check>,
    pub charts: Vec<Chart>,
    /// What the codes of the cells begin with (`rate/tier`); `None`: no cell opens.
    pub cells: Option<String>,
    /// Whether the codes are shown.
    #[serde(skip)]
    pub cells_shown: bool,
    /// Made in a practice register: every print says so.
    pub specimen: bool,
}

/// The forms that a report can be written in besides a terminal's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Csv { bom: bool },
    Json,
    Html,
    Xlsx,
}

impl Sheet {
    /// An empty sheet of a report and a day, to be filled.
    pub fn new(lang: Lang, report: &str, title: impl Into<String>, as_of: Day) -> Sheet {
        Sheet {
            lang,
            report: report.to_owned(),
            title: title.into(),
            as_of,
            heads: Vec::new(),
            definition: String::new(),
            notes: Vec::new(),
            key_title: None,
            columns: Vec::new(),
            rows: Vec::new(),
            total: Total::Count(0),
            checks: Vec::new(),
            charts: Vec::new(),
            cells: None,
            parted: None,
            cells_shown: false,
            specimen: false,
        }
    }

    /// With the identities that were checked.
    #[must_use]
    pub fn checked(mut self, checks: &[rate::Check]) -> Sheet {
        let lang = self.lang;
        let check = |check: &rate::Check| Check {
            name: check.name.to_owned(),
            words: check_name(lang, check.name),
            left: check.left,
            right: check.right,
        };
        self.checks = checks.iter().map(check).collect();
        self
    }

    /// The report's bytes in a form: the same for the same register and day.
    ///
    /// # Errors
    /// [`Fault`]: a sheet of ours that cannot be written is a fault in the program.
    pub fn bytes(&self, form: Form) -> Result<Vec<u8>, Fault> {
        match form {
            Form::Csv { bom } => Ok(csv::render(&self.table(), bom)?.into_bytes()),
            Form::Json => Ok(super::json::line(&self.json())?.into_bytes()),
            Form::Html => html::page(self),
            Form::Xlsx => xlsx::workbook(self),
        }
    }

    /// A row's key as people read it: where no column names the rows, the total is called so.
    fn key_shown(&self, row: &Row) -> String {
        let is_total = matches!(&self.total, Total::Row(total) if std::ptr::eq(total, row));
        let named = self.columns.iter().any(|column| column.key == "name");
        if is_total && !named { labels::total(self.lang).to_owned() } else { row.key.clone() }
    }

    /// The columns that are shown, each with its place among all.
    fn shown(&self) -> impl Iterator<Item = (usize, &Column)> {
        self.columns.iter().enumerate().filter(|(_, column)| column.shown)
    }

    /// The rows as they are shown, the total last.
    fn shown_rows(&self) -> impl Iterator<Item = (&Row, bool)> {
        let total = match &self.total {
            Total::Row(row) => Some((row, true)),
            Total::Count(_) => None,
        };
        self.rows.iter().map(|row| (row, false)).chain(total)
    }
}

#[cfg(test)]
mod tests;
