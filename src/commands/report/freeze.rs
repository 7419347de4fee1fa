//! `jzz report freeze|show|restate`: published figures kept, printed again, and compared with today's.

use clap::{Args, Subcommand};

use super::Shape;
use crate::cli::{help, values};
use crate::commands::desk;
use crate::context::{Context, Format};
use crate::domain::calendar::Day;
use crate::domain::rate::By;
use crate::failure::{Failure, Finish};
use crate::jobs::reports::{self, Asked, RateAsked};
use crate::ops::freeze;
use crate::ops::office::Office;
use crate::ops::restate;
use crate::present::frozen::{self, FrozenAnswer};
use crate::present::words::text;
use crate::store::Store;

#[derive(Subcommand)]
pub enum Freeze {
    #[command(about = help!("办证率", "The issuance rate"))]
    Rate(FreezeArgs),
}

#[derive(Args)]
pub struct FreezeArgs {
    #[arg(long, value_name = help!("分类", "BY"), value_parser = values::keyword::<By>(), default_value = "tier", help = help!("按什么分行", "What the rows are told apart by"))]
    by: By,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("按这一天终了时的情况（默认今天）", "As at the end of this day (today)"))]
    as_of: Option<Day>,
}

// The number of a frozen report.
#[derive(Args)]
pub struct FrozenArgs {
    #[arg(value_name = help!("编号", "NUMBER"), value_parser = values::text, help = help!("发布时的编号，如 R2012-08-31/1", "The number it was published under, as R2012-08-31/1"))]
    number: String,
    #[command(flatten)]
    shape: Shape,
}

impl Freeze {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        match self {
            Freeze::Rate(args) => args.run(cx),
        }
    }
}

impl FreezeArgs {
    fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        cx.answers_in(&[Format::Table, Format::Json])?;
        let (mut store, office) = desk::open(cx)?;
        let on = desk::day_by_the_clock(cx, &mut store, self.as_of, "--as-of")?;
        let asked = Asked { on, today: cx.today(), lang: cx.lang() };
        let actor = desk::actor(cx);
        let changes = desk::look_up(cx, &office)?;
        let (number, hash) = store.act::<_, Failure>(&actor, "report freeze", |writer| {
            reports::freeze(writer, &office, &actor, &asked, self.by, changes)
        })?;
        super::say_if_not_over(cx, on);
        if cx.format() == Format::Json {
            cx.put_json(&FrozenAnswer { number, hash })?;
        } else {
            let said = text!(
                cx.lang(),
                "已存为 {number}，以后可以原样再印：jzz report show {number}\n数据摘要 {hash}\n",
                "Kept as {number}, to be printed again as it is: jzz report show {number}\nHash of its data {hash}\n"
            );
            let said = cx.in_the_register(&said);
            cx.put_screen(&said)?;
        }
        Ok(Finish::Done)
    }
}

impl FrozenArgs {
    /// Prints a frozen report as it was.
    pub fn show(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let mut store = Store::open_to_read(cx.db_path())?;
        let kept = store.read(|sql| freeze::find(sql, &self.number))?;
        if cx.format() == Format::Json && !self.shape.cells {
            cx.put_text(&kept.answer)?;
            return Ok(Finish::Done);
        }
        self.shape.publish(cx, frozen::read(&kept.sheet)?)
    }

    /// Shows it beside what the register says of that day now.
    pub fn restate(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let mut store = Store::open_to_read(cx.db_path())?;
        let (today, lang) = (cx.today(), cx.lang());
        let (kept, now, changes) = store.read(|sql| {
            let (office, kept) = (Office::load(sql)?, freeze::find(sql, &self.number)?);
            let asked = Asked { on: kept.as_of, today, lang };
            let by = By::ALL.into_iter().find(|by| by.as_str() == kept.by).unwrap_or(By::Tier);
            let (now, _) = reports::rate_as_kept(sql, &office, &asked, &RateAsked::by(by))?;
            let report = crate::ops::rate::rate(sql, &office, kept.as_of, by)?;
            let changes = restate::changes(sql, &office.tree, &kept, &freeze::inputs(sql, &office, &report)?)?;
            Ok::<_, Failure>((kept, now, changes))
        })?;
        let then = frozen::read(&kept.sheet)?;
        if cx.format() == Format::Json {
            cx.put_json(&frozen::restated_json(&then, &now, &changes))?;
            return Ok(Finish::Done);
        }
        let number = freeze::number_of(kept.as_of, kept.number);
        self.shape.publish(cx, frozen::restated_sheet((&number, kept.made_at.day()), &then, &now, &changes, lang))
    }
}
