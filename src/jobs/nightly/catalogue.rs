//! The reports of a night, in the order in which they are made, and the files they become.

use crate::domain::calendar::Day;
use crate::domain::lang::Lang;
use crate::domain::rate::By;
use crate::failure::Failure;
use crate::ops::office::Office;
use crate::ops::rate;
use crate::present::csv;
use crate::present::rate::{Basis, table};
use crate::store::Sql;

/// A form of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Csv,
}

impl Form {
    pub const ALL: [Form; 1] = [Form::Csv];

    pub fn parse(text: &str) -> Option<Form> {
        Form::ALL.into_iter().find(|form| form.as_str() == text)
    }

    /// Its word on the command line, and the ending of its files.
    pub fn as_str(self) -> &'static str {
        match self {
            Form::Csv => "csv",
        }
    }
}

/// A report of the night.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Report {
    Rate(By),
}

/// All of them.
pub const REPORTS: [Report; 3] = [Report::Rate(By::Tier), Report::Rate(By::District), Report::Rate(By::Community)];

impl Report {
    /// The name of its files, without ending.
    pub fn name(self) -> String {
        match self {
            Report::Rate(by) => format!("rate-{}", by.as_str()),
        }
    }

    /// Whether people stand in it: it is then one of the lists.
    pub fn lists_people(self) -> bool {
        match self {
            Report::Rate(_) => false,
        }
    }

    pub fn file(self, form: Form) -> String {
        format!("{}.{}", self.name(), form.as_str())
    }
}

/// A report in each form, and how many people stand in it.
pub struct Drawn {
    pub files: Vec<(String, Vec<u8>)>,
    pub people: u64,
}

/// Draws a report as at the end of a day.
pub fn draw(
    sql: &Sql,
    office: &Office,
    (on, today): (Day, Day),
    lang: Lang,
    report: Report,
    forms: &[Form],
) -> Result<Drawn, Failure> {
    let Report::Rate(by) = report;
    let rate = rate::rate(sql, office, on, today, by)?;
    let drawn = table(&rate, office.book.on(on), &office.tree, Basis::All, lang);
    let mut files = Vec::new();
    for &form in forms {
        let Form::Csv = form;
        files.push((report.file(form), csv::render(&drawn, true)?.into_bytes()));
    }
    Ok(Drawn { files, people: 0 })
}
