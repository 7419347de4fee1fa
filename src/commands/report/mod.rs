//! `jzz report`: figures that reconcile themselves, or are not given.
//!
//! A report is counted by `ops`, becomes a [`Sheet`] in `present` and leaves by [`publish`]: each file here
//! holds the flags of one report and nothing that counts.

mod rate;

use clap::Subcommand;

use super::desk;
use crate::cli::help;
use crate::context::{Context, Format};
use crate::failure::{Failure, Finish};
use crate::present::sheet::{Form, Sheet};
use crate::present::words::report::NeedsFile;

#[derive(Subcommand)]
pub enum Report {
    #[command(about = help!("办证率：按受理级别、区县、社区或受理点", "The issuance rate: by tier, district, community or counter"))]
    Rate(rate::RateArgs),
}

impl Report {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        ready(cx)?;
        match self {
            Report::Rate(args) => args.run(cx),
        }
    }
}

/// Refuses a workbook without a file before anything is counted: a terminal cannot show one.
fn ready(cx: &Context) -> Result<(), Failure> {
    if cx.format() == Format::Xlsx && !cx.writes_a_file() { Err(NeedsFile.into()) } else { Ok(()) }
}

/// Writes the report in the form asked for: with codes of cells, as a row for each figure where people read.
fn publish(cx: &mut Context, sheet: &Sheet, bom: bool) -> Result<(), Failure> {
    let opened = (sheet.cells.is_some() && cx.format() != Format::Json).then(|| sheet.opened_out());
    let sheet = opened.as_ref().unwrap_or(sheet);
    let bytes = match cx.format() {
        Format::Table => {
            cx.put_table(&sheet.table())?;
            desk::specimen(cx, sheet.specimen);
            return Ok(());
        }
        Format::Json => sheet.bytes(Form::Json)?,
        Format::Csv => sheet.bytes(Form::Csv { bom })?,
        Format::Html => sheet.bytes(Form::Html)?,
        Format::Xlsx => sheet.bytes(Form::Xlsx)?,
    };
    cx.put_bytes(&bytes)
}
