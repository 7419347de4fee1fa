//! `jzz report due|overdue|eligible|uncollected`: lists of people, masked, journalled as one look-up.

use clap::Args;

use super::{desk, publish};
use crate::cli::{help, values};
use crate::context::{Context, Format};
use crate::domain::calendar::Day;
use crate::failure::{Failure, Finish};
use crate::jobs::lists;
use crate::jobs::reports::Asked;
use crate::ops::OpError;
use crate::ops::office::Office;
use crate::ops::rate::ReportRefusal;
use crate::present::sheet::{Sheet, Total};
use crate::present::words::{counted, text};
use crate::store::Sql;

#[derive(Args)]
pub struct DueArgs {
    #[arg(long, value_name = help!("天数", "DAYS"), value_parser = values::whole::<u16>(0, u64::from(u16::MAX)), default_value = "30", help = help!("签注期已经开始，或在这些天之内开始的（看哪些快截止了，用 permit list --due-within）", "Cards whose window is open, or opens within so many days (for windows that end, see permit list --due-within)"))]
    within: u16,
    #[command(flatten)]
    shared: ListArgs,
}

#[derive(Args)]
pub struct OverdueArgs {
    #[command(flatten)]
    shared: ListArgs,
}

#[derive(Args)]
pub struct EligibleArgs {
    #[command(flatten)]
    shared: ListArgs,
}

#[derive(Args)]
pub struct UncollectedArgs {
    #[arg(long, value_name = help!("天数", "DAYS"), value_parser = values::whole::<u16>(0, u64::from(u16::MAX)), default_value = "30", help = help!("发出超过这些天还没有领走的", "Cards not collected for more than so many days"))]
    over: u16,
    #[command(flatten)]
    shared: ListArgs,
}

// What every list takes.
#[derive(Args)]
struct ListArgs {
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("按这一天终了时的情况（默认今天）", "As at the end of this day (today)"))]
    as_of: Option<Day>,
    #[arg(long, help = help!("CSV 开头不写 BOM", "No BOM at the start of CSV"))]
    no_bom: bool,
}

impl DueArgs {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let reveal = cx.reveal().is_some();
        list(cx, &self.shared, "report due", |sql, office, asked| lists::due(sql, office, asked, self.within, reveal))
    }
}

impl OverdueArgs {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let reveal = cx.reveal().is_some();
        list(cx, &self.shared, "report overdue", |sql, office, asked| lists::overdue(sql, office, asked, reveal))
    }
}

impl EligibleArgs {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let reveal = cx.reveal().is_some();
        list(cx, &self.shared, "report eligible", |sql, office, asked| lists::eligible(sql, office, asked, reveal))
    }
}

impl UncollectedArgs {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let reveal = cx.reveal().is_some();
        list(cx, &self.shared, "report uncollected", |sql, office, asked| {
            lists::uncollected(sql, office, asked, self.over, reveal)
        })
    }
}

/// The most rows that a screen shows; a script, a spreadsheet and a page are told all.
const MOST: usize = 200;

/// Makes the list and its one row of the journal, then shows it.
fn list(
    cx: &mut Context,
    args: &ListArgs,
    command: &'static str,
    make: impl FnOnce(&Sql, &Office, &Asked) -> Result<Sheet, OpError<ReportRefusal>>,
) -> Result<Finish, Failure> {
    let (lang, today) = (cx.lang(), cx.today());
    let asked = Asked { on: args.as_of.unwrap_or(today), today, lang };
    let (mut store, office) = desk::open(cx)?;
    let changes = desk::look_up(cx, &office)?;
    let mut sheet = store.act::<_, OpError<ReportRefusal>>(&desk::actor(cx), command, |writer| {
        let sheet = make(writer, &office, &asked)?;
        let rows = u64::try_from(sheet.rows.len()).unwrap_or(u64::MAX);
        Ok((sheet, changes.rows(rows)))
    })?;
    let all = sheet.rows.len();
    if cx.format() == Format::Table {
        sheet.rows.truncate(MOST);
    }
    publish(cx, &sheet, !args.no_bom)?;
    if sheet.rows.len() < all {
        cx.say(&text!(
            lang,
            "共 {all} 行，只列出前 {MOST} 行；全部的用 --format csv、xlsx 或 json。",
            "{all} rows, of which the first {MOST} are shown; --format csv, xlsx or json gives all."
        ));
    } else if let (Total::Count(count), Format::Table) = (&sheet.total, cx.format()) {
        let rows = counted(count, "row");
        cx.say(&match count {
            0 => text!(lang, "没有符合的。", "There are none."),
            _ => text!(lang, "共 {count} 行。", "{rows}."),
        });
    }
    Ok(Finish::Done)
}
