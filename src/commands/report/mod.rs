//! `jzz report`: figures that reconcile themselves, or are not given.
//!
//! A report is counted by `ops`, becomes a [`Sheet`] in `present` and leaves by [`publish`]: each file here
//! holds the flags of one report and nothing that counts.

mod cell;
mod entries;
mod freeze;
mod lists;
mod measures;
mod monthly;
mod ranking;
mod rate;
mod trend;

use clap::{Args, Subcommand};

use super::desk;
use crate::cli::{help, values};
use crate::context::{Context, Format};
use crate::domain::calendar::Day;
use crate::failure::{Failure, Finish};
use crate::present::sheet::{Form, Sheet};
use crate::present::words::report::NeedsFile;
use crate::present::words::text;

#[derive(Subcommand)]
pub enum Report {
    #[command(about = help!("办证率：按受理级别、区县、社区、受理点、居住事由或户籍地", "The issuance rate: by tier, district, community, counter, reason or origin"))]
    Rate(rate::RateArgs),
    #[command(about = help!("月报：登记人员按居住事由，分性别、期限、户籍地、处所", "The monthly table: everybody registered by reason, with sex, stay, origin, dwelling"))]
    Monthly(monthly::MonthlyArgs),
    #[command(about = help!("走势：逐月、逐周或逐年的登记、持证和办证率", "The trend: registered, holders and rate by month, week or year"))]
    Trend(trend::TrendArgs),
    #[command(about = help!("排名：各社区按办证率", "The ranking: communities by rate"))]
    Ranking(ranking::RankingArgs),
    #[command(subcommand, about = help!("发布：把报表和当时的数据存下来，编号", "Publish: keep a report with its data, under a number"))]
    Freeze(freeze::Freeze),
    #[command(about = help!("把发布过的报表原样再印一次", "Print a published report again, as it was"))]
    Show(freeze::FrozenArgs),
    #[command(about = help!("发布过的报表与现在的数对照，差在哪一笔", "A published report beside what the register says now, and by which acts it differs"))]
    Restate(freeze::FrozenArgs),
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

// How a report is shown.
#[derive(Args)]
pub struct Shape {
    #[arg(long, help = help!("CSV 开头不写 BOM", "No BOM at the start of CSV"))]
    no_bom: bool,
    #[arg(long, help = help!("写出每个数的单元格代码", "Show the code of each figure"))]
    cells: bool,
    #[arg(long, conflicts_with_all = ["cells", "list"], help = help!("公开用：少于 5 的人数和能推算出它的数都不写", "For the public: counts under 5 are left out, and whatever they could be worked out from"))]
    public: bool,
    #[arg(long, value_name = help!("单元格", "CELL"), value_parser = values::text, conflicts_with = "cells", help = help!("列出这个数背后的人（遮盖，记入日志）", "The people behind this figure (masked, journalled)"))]
    list: Option<String>,
}

impl Report {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        self.ready(cx)?;
        match self {
            Report::Rate(args) => args.run(cx),
            Report::Monthly(args) => args.run(cx),
            Report::Trend(args) => args.run(cx),
            Report::Ranking(args) => args.run(cx),
            Report::Freeze(what) => what.run(cx),
            Report::Show(args) => args.show(cx),
            Report::Restate(args) => args.restate(cx),
            Report::Due(args) => args.run(cx),
            Report::Overdue(args) => args.run(cx),
            Report::Eligible(args) => args.run(cx),
            Report::Uncollected(args) => args.run(cx),
            Report::Turnaround(args) => args.run(cx),
            Report::Quality(args) => args.run(cx),
            Report::Lookups(args) => args.run(cx),
        }
    }

    /// Refuses a workbook without a file before anything is counted: a terminal cannot show one.
    fn ready(&self, cx: &Context) -> Result<(), Failure> {
        if cx.format() != Format::Xlsx || cx.writes_a_file() {
            return Ok(());
        }
        let file = match self {
            Report::Rate(_) => "rate",
            Report::Monthly(_) => "monthly",
            Report::Trend(_) => "trend",
            Report::Ranking(_) => "ranking",
            // It says itself that it answers in no workbook.
            Report::Freeze(_) => return Ok(()),
            Report::Show(_) => "show",
            Report::Restate(_) => "restate",
            Report::Due(_) => "due",
            Report::Overdue(_) => "overdue",
            Report::Eligible(_) => "eligible",
            Report::Uncollected(_) => "uncollected",
            Report::Turnaround(_) => "turnaround",
            Report::Quality(_) => "quality",
            Report::Lookups(_) => "lookups",
        };
        Err(NeedsFile { file }.into())
    }
}

/// Says that zeros are all there is: the day lies before the first registration.
pub fn say_if_nobody(cx: &mut Context, anybody: bool, on: Day) {
    if !anybody {
        cx.say(&text!(cx.lang(), "到 {on} 终了，没有登记在住的人。", "Nobody was registered at the end of {on}."));
    }
}

/// Says that a day is not over: what is counted at its end is counted as far as it has come.
fn say_if_not_over(cx: &mut Context, on: Day) {
    if on == cx.today() {
        cx.say(&text!(
            cx.lang(),
            "今天还没有过完，{on} 的数是到此刻为止的。",
            "Today is not over: the figures of {on} are those up to now."
        ));
    }
}

impl Shape {
    /// Writes the report so.
    fn publish(&self, cx: &mut Context, sheet: Sheet) -> Result<Finish, Failure> {
        if cx.can_ask() {
            say_if_not_over(cx, sheet.as_of);
        }
        if self.public {
            cx.for_the_public()?;
        }
        let sheet = if self.public { sheet.for_the_public() } else { sheet };
        publish(cx, &Sheet { cells_shown: self.cells, ..sheet }, !self.no_bom)?;
        Ok(Finish::Done)
    }
}

/// Writes the report in the form asked for: with codes of cells, as a row for each figure where people read.
fn publish(cx: &mut Context, sheet: &Sheet, bom: bool) -> Result<(), Failure> {
    let opened = (sheet.cells_shown && cx.format() != Format::Json).then(|| sheet.opened_out());
    let sheet = opened.as_ref().unwrap_or(sheet);
    let form = match cx.format() {
        Format::Table => return show(cx, sheet),
        Format::Json => Form::Json,
        Format::Csv => Form::Csv { bom },
        Format::Html => Form::Html,
        Format::Xlsx => Form::Xlsx,
    };
    cx.put_bytes(&sheet.bytes(form)?)
}

/// The tables of a sheet, one below the other.
fn show(cx: &mut Context, sheet: &Sheet) -> Result<(), Failure> {
    if cx.folding().is_none() {
        // Nobody's window to fit into: a row a line.
        cx.put_table(&sheet.table())?;
        desk::specimen(cx, sheet.specimen);
        return Ok(());
    }
    for (at, (heading, table)) in sheet.tables().into_iter().enumerate() {
        if let Some(heading) = heading {
            let gap = if at == 0 { "" } else { "\n" };
            cx.put_text(&format!("{gap}{heading}\n"))?;
        }
        cx.put_table(&table)?;
    }
    desk::specimen(cx, sheet.specimen);
    Ok(())
}
