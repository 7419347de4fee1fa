//! `jzz report freeze|show|restate`: published figures kept, printed again, and compared with today's.

use clap::{Args, Subcommand};

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
use crate::present::frozen::{self, FrozenAnswer, RestatedSheets};
use crate::present::sheet::Sheet;
use crate::present::words::frozen::FrozenRefusal;
use crate::present::words::text;
use crate::store::Store;
use crate::store::frozen::Frozen;

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
    #[arg(long, help = help!("CSV 开头不写 BOM", "No BOM at the start of CSV"))]
    no_bom: bool,
    #[arg(long, help = help!("公开用：少于 5 的人数和能推算出它的数都不写", "For the public: counts under 5 are left out, and whatever they could be worked out from"))]
    public: bool,
    // What was published does not open: people are looked up in the register as it is. Asked for, it says so.
    #[arg(long, hide = true)]
    cells: bool,
    #[arg(long, hide = true, value_parser = values::text)]
    list: Option<String>,
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
        self.not_opened(&kept)?;
        if cx.format() == Format::Json {
            if self.public {
                return Err(FrozenRefusal::PublicJson.into());
            }
            cx.put_text(&kept.answer)?;
            return Ok(Finish::Done);
        }
        let sheet = frozen::read(&kept.sheet)?;
        let sheet = if self.public { sheet.for_the_public() } else { sheet };
        self.publish(cx, &sheet)
    }

    /// Shows it beside what the register says of that day now.
    pub fn restate(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let mut store = Store::open_to_read(cx.db_path())?;
        let (today, lang) = (cx.today(), cx.lang());
        let (kept, now, changes) = store.read(|sql| {
            let (office, kept) = (Office::load(sql)?, freeze::find(sql, &self.number)?);
            self.not_opened(&kept)?;
            let asked = Asked { on: kept.as_of, today, lang };
            let by = By::ALL.into_iter().find(|by| by.as_str() == kept.by).unwrap_or(By::Tier);
            let (now, _) = reports::rate_as_kept(sql, &office, &asked, &RateAsked::by(by))?;
            let report = crate::ops::rate::rate(sql, &office, kept.as_of, by)?;
            let changes = restate::changes(sql, &office.tree, &kept, &freeze::inputs(sql, &office, &report)?)?;
            Ok::<_, Failure>((kept, now, changes))
        })?;
        let restated = RestatedSheets::new(frozen::read(&kept.sheet)?, now, changes);
        let restated = if self.public { restated.for_the_public() } else { restated };
        if cx.format() == Format::Json {
            self.ready(cx)?;
            cx.put_json(&restated.json())?;
            return Ok(Finish::Done);
        }
        let number = freeze::number_of(kept.as_of, kept.number);
        self.publish(cx, &restated.sheet((&number, kept.made_at.day()), lang))
    }

    /// Refuses to open a figure of a report that is no more counted from the register.
    fn not_opened(&self, kept: &Frozen) -> Result<(), Failure> {
        if self.list.is_none() && !self.cells {
            return Ok(());
        }
        Err(FrozenRefusal::NotOpened { by: kept.by.clone(), as_of: kept.as_of, list: self.list.clone() }.into())
    }

    /// A file for the public is readable by all.
    fn ready(&self, cx: &mut Context) -> Result<(), Failure> {
        if self.public { cx.for_the_public() } else { Ok(()) }
    }

    fn publish(&self, cx: &mut Context, sheet: &Sheet) -> Result<Finish, Failure> {
        if cx.can_ask() {
            super::say_if_not_over(cx, sheet.as_of);
        }
        self.ready(cx)?;
        super::publish(cx, sheet, !self.no_bom)?;
        Ok(Finish::Done)
    }
}
