//! `jzz roster`: files that employers, landlords, schools and older systems send.

mod asking;
mod check;
mod fix;
mod import;
mod list;
mod senders;
mod show;
mod template;
mod undo;

use clap::Subcommand;

use crate::cli::help;
use crate::context::Context;
use crate::failure::{Failure, Finish};

#[derive(Subcommand)]
pub enum Roster {
    #[command(about = help!("导入人员、证件或离开名册：合格的行收下，不合格的行连原因退回", "Take in a roster of people, permits or departures: good rows land, bad rows are set aside with their reasons"))]
    Import(Box<import::Import>),
    #[command(about = help!("检查名册：与导入一样做一遍，什么都不留下", "Check a roster as an import would, and keep nothing"))]
    Check(Box<check::Check>),
    #[command(about = help!("收下改好的退回行，记在原来的批次下", "Take in corrected rejects, linked to their first batch"))]
    Fix(Box<fix::Fix>),
    #[command(about = help!("撤回一批：恰好收回它带来的", "Take a batch back: exactly what it brought"))]
    Undo(undo::Undo),
    #[command(about = help!("列出所有批次，和还没有补正的行", "List all batches and the rows still open"))]
    List(list::List),
    #[command(about = help!("查看一批：认出的列、退回的原因、迟报的行", "Show a batch: its columns, its rejects by reason, what was late"))]
    Show(show::Show),
    #[command(about = help!("名册样表：CSV 表头，或带填写说明的电子表格", "The form of a roster: headings as CSV, or a workbook that explains its columns"))]
    Template(template::TemplateArgs),
    #[command(about = help!("报送单位的成绩单：行数、退回、迟报，可以送回去", "How each sender does: rows, rejects, delays; a page that can be sent back"))]
    Senders(senders::Senders),
}

impl Roster {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        match self {
            Roster::Import(args) => args.run(cx),
            Roster::Check(args) => args.run(cx),
            Roster::Fix(args) => args.run(cx),
            Roster::Undo(args) => args.run(cx),
            Roster::List(args) => args.run(cx),
            Roster::Show(args) => args.run(cx),
            Roster::Template(args) => args.run(cx),
            Roster::Senders(args) => args.run(cx),
        }
    }
}
