//! `jzz report turnaround|quality|lookups`: measures of the office, counts only; `--list` opens one to people.

use clap::Args;

use super::{Shape, cell, entries};
use crate::cli::{help, values};
use crate::context::Context;
use crate::domain::calendar::Day;
use crate::domain::measure_cell;
use crate::domain::quality::By;
use crate::domain::span::Span;
use crate::failure::{Failure, Finish};
use crate::jobs::measures;
use crate::jobs::reports::Asked;
use crate::ops::OpError;
use crate::ops::behind;
use crate::ops::behind_measures;
use crate::ops::office::Office;
use crate::ops::rate::ReportRefusal;
use crate::present::sheet::Sheet;
use crate::store::{Sql, Store};

// From which day to which.
#[derive(Args)]
struct SpanArgs {
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("从这一天起", "From this day on"))]
    from: Day,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("到这一天为止（含）", "Up to this day, which counts"))]
    to: Day,
}

#[derive(Args)]
pub struct TurnaroundArgs {
    #[command(flatten)]
    span: SpanArgs,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("按这一天终了时的情况（默认今天）", "As at the end of this day (today)"))]
    as_of: Option<Day>,
    #[command(flatten)]
    shape: Shape,
}

#[derive(Args)]
pub struct QualityArgs {
    #[arg(long, value_name = help!("分类", "BY"), value_parser = values::keyword::<By>(), default_value = "kind", help = help!("按毛病种类，或按报送来源分行", "Rows by kind of defect, or by sender"))]
    by: By,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("按这一天终了时的情况（默认今天）", "As at the end of this day (today)"))]
    as_of: Option<Day>,
    #[command(flatten)]
    shape: Shape,
}

#[derive(Args)]
pub struct LookupsArgs {
    #[command(flatten)]
    span: SpanArgs,
    #[command(flatten)]
    shape: Shape,
}

impl SpanArgs {
    fn span(&self) -> Span {
        Span { from: self.from, to: self.to }
    }
}

impl TurnaroundArgs {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let (today, span) = (cx.today(), self.span.span());
        let on = self.as_of.unwrap_or(today);
        if let Some(code) = &self.shape.list {
            let cell = measure_cell::turnaround(code).ok_or_else(|| behind::unknown(code))?;
            return cell::open(cx, ("report turnaround", code, on), &self.shape, |sql, office| {
                behind_measures::of_turnaround(sql, office, on, today, &cell)
            });
        }
        let sheet = count(cx, on, |sql, office, asked| measures::turnaround(sql, office, asked, span))?;
        self.shape.publish(cx, sheet)
    }
}

impl QualityArgs {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let (today, by) = (cx.today(), self.by);
        let on = self.as_of.unwrap_or(today);
        if let Some(code) = &self.shape.list {
            let cell = measure_cell::quality(code).ok_or_else(|| behind::unknown(code))?;
            return cell::open(cx, ("report quality", code, on), &self.shape, |sql, office| {
                behind_measures::of_quality(sql, office, on, today, &cell, code)
            });
        }
        let sheet = count(cx, on, |sql, office, asked| measures::quality(sql, office, asked, by))?;
        self.shape.publish(cx, sheet)
    }
}

impl LookupsArgs {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let (on, span) = (cx.today(), self.span.span());
        if let Some(code) = &self.shape.list {
            let cell = measure_cell::lookups(code).ok_or_else(|| behind::unknown(code))?;
            return entries::open(cx, code, &cell, &self.shape);
        }
        let sheet = count(cx, on, |sql, office, asked| measures::lookups(sql, office, asked, span))?;
        self.shape.publish(cx, sheet)
    }
}

/// Counts; nobody is seen, so nothing is journalled.
fn count(
    cx: &Context,
    on: Day,
    make: impl FnOnce(&Sql, &Office, &Asked) -> Result<Sheet, OpError<ReportRefusal>>,
) -> Result<Sheet, Failure> {
    let asked = Asked { on, today: cx.today(), lang: cx.lang() };
    let mut store = Store::open_to_read(cx.db_path())?;
    Ok(store.read(|sql| make(sql, &Office::load(sql)?, &asked))?)
}
