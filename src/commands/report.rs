//! `jzz report`: figures that reconcile themselves, or are not given.

use clap::{Args, Subcommand};

use crate::cli::{help, values};
use crate::context::{Context, Format};
use crate::domain::calendar::Day;
use crate::domain::rate::By;
use crate::failure::{Failure, Finish};
use crate::ops::office::Office;
use crate::ops::rate;
use crate::present::csv;
use crate::present::rate::{Basis, answer, table};
use crate::present::words::text;
use crate::store::Store;

use super::desk;

#[derive(Subcommand)]
pub enum Report {
    #[command(about = help!("办证率：按受理级别、区县、社区或受理点", "The issuance rate: by tier, district, community or counter"))]
    Rate(RateArgs),
}

#[derive(Args)]
pub struct RateArgs {
    #[arg(long, value_name = help!("分类", "BY"), value_parser = values::keyword::<By>(), default_value = "tier", help = help!("按什么分行", "What the rows are told apart by"))]
    by: By,
    #[arg(long, value_name = help!("口径", "BASIS"), value_parser = values::keyword::<Basis>(), default_value = "all", help = help!("全部登记的人，或应当（2016 年起：可以）申领的人", "All registered people, or those obliged (from 2016: entitled)"))]
    basis: Basis,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("按这一天终了时的情况（默认今天）", "As at the end of this day (today)"))]
    as_of: Option<Day>,
    #[arg(long, help = help!("CSV 开头不写 BOM", "No BOM at the start of CSV"))]
    no_bom: bool,
}

impl Report {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        match self {
            Report::Rate(args) => args.run(cx),
        }
    }
}

impl RateArgs {
    fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let (lang, today) = (cx.lang(), cx.today());
        let on = self.as_of.unwrap_or(today);
        let (by, basis) = (self.by, self.basis);
        let mut store = Store::open_to_read(cx.db_path())?;
        let (rate, office) = store.read(|sql| {
            let office = Office::load(sql)?;
            rate::rate(sql, &office, on, today, by).map(|rate| (rate, office))
        })?;
        let rules = office.book.on(on);
        if rate.total.registered == 0 {
            cx.say(&text!(lang, "到 {on} 终了，没有登记在住的人。", "Nobody was registered at the end of {on}."));
        }
        match cx.format() {
            Format::Json => cx.put_json(&answer(&rate, rules, &office.tree, lang))?,
            Format::Csv => {
                let text = csv::render(&table(&rate, rules, &office.tree, basis, lang), !self.no_bom)?;
                cx.put_text(&text)?;
            }
            Format::Table => {
                cx.put_table(&table(&rate, rules, &office.tree, basis, lang))?;
                desk::specimen(cx, office.register.practice);
            }
            Format::Html | Format::Xlsx => return Err(cx.unfit_format()),
        }
        Ok(Finish::Done)
    }
}
