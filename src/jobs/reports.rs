//! Each report as a sheet: counted, checked, worded. What the commands print and the night puts into files
//! is made here, by one function a report, from (register, day) alone.

use crate::domain::calendar::Day;
use crate::domain::lang::Lang;
use crate::domain::rate::{By, Rate};
use crate::ops::OpError;
use crate::ops::office::Office;
use crate::ops::rate::{self, ReportRefusal};
use crate::present::rate::{self as view, Basis};
use crate::present::sheet::Sheet;
use crate::store::Sql;

/// The day a report is of, the day it is asked on (later ones are refused), and its language.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    pub on: Day,
    pub today: Day,
    pub lang: Lang,
}

/// What every report of a register has, whatever it counts.
pub fn of_register(office: &Office, sheet: Sheet) -> Sheet {
    Sheet { specimen: office.register.practice, ..sheet }
}

/// The issuance rate: its figures and its sheet.
pub fn rate(
    sql: &Sql,
    office: &Office,
    asked: &Asked,
    by: By,
    basis: Basis,
) -> Result<(Rate, Sheet), OpError<ReportRefusal>> {
    let rate = rate::rate(sql, office, asked.on, asked.today, by)?;
    let sheet = view::sheet(&rate, office.book.on(asked.on), &office.tree, basis, asked.lang);
    Ok((rate, of_register(office, sheet)))
}
