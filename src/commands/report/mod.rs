//! `jzz report`: figures that reconcile themselves, or are not given.
//!
//! A report is counted by `ops`, becomes a [`Sheet`] in `present` and leaves by [`publish`]: each file here
//! holds the flags of one report and nothing that counts.

mod lists;
mod measures;
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
    #[command(about = help!("待签注的居住证：签注期已开始或将开始", "Cards due for endorsement: their window is open or opens soon"))]
    Due(lists::DueArgs),
    #[command(about = help!("逾期：中止、过期的证，超过发证期限的申领", "What is overdue: cards suspended or expired, applications past their limit"))]
    Overdue(lists::OverdueArgs),
    #[command(about = help!("可办未办居住证的人", "People who may, or must, apply and have not"))]
    Eligible(lists::EligibleArgs),
    #[command(about = help!("发了证还没有人领的", "Cards issued and not collected"))]
    Uncollected(lists::UncollectedArgs),
    #[command(about = help!("申领办理时长：按受理级别", "How long applications took, by tier"))]
    Turnaround(measures::TurnaroundArgs),
    #[command(about = help!("登记质量：缺什么、疑什么，按种类或来源", "What is missing or doubtful in what is registered, by kind or sender"))]
    Quality(measures::QualityArgs),
    #[command(about = help!("谁看过人：按工号的查询、名单、导出", "Who looked at people: look-ups, lists and exports by clerk"))]
    Lookups(measures::LookupsArgs),
}

impl Report {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        ready(cx)?;
        match self {
            Report::Rate(args) => args.run(cx),
            Report::Due(args) => args.run(cx),
            Report::Overdue(args) => args.run(cx),
            Report::Eligible(args) => args.run(cx),
            Report::Uncollected(args) => args.run(cx),
            Report::Turnaround(args) => args.run(cx),
            Report::Quality(args) => args.run(cx),
            Report::Lookups(args) => args.run(cx),
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
