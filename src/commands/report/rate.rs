//! `jzz report rate`: the issuance rate of a day.

use clap::Args;

use super::publish;
use crate::cli::{help, values};
use crate::context::Context;
use crate::domain::calendar::Day;
use crate::domain::rate::By;
use crate::failure::{Failure, Finish};
use crate::jobs::reports::{self, Asked};
use crate::ops::office::Office;
use crate::present::rate::Basis;
use crate::present::words::text;
use crate::store::Store;

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
    #[arg(long, help = help!("写出每个数的单元格代码", "Show the code of each figure"))]
    cells: bool,
}

impl RateArgs {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let (lang, today) = (cx.lang(), cx.today());
        let on = self.as_of.unwrap_or(today);
        let (by, basis) = (self.by, self.basis);
        let mut store = Store::open_to_read(cx.db_path())?;
        let asked = Asked { on, today, lang };
        let (rate, sheet) = store.read(|sql| reports::rate(sql, &Office::load(sql)?, &asked, by, basis))?;
        if rate.total.registered == 0 {
            cx.say(&text!(lang, "到 {on} 终了，没有登记在住的人。", "Nobody was registered at the end of {on}."));
        }
        let sheet = if self.cells { sheet.with_cells(format!("rate/{}", by.as_str())) } else { sheet };
        publish(cx, &sheet, !self.no_bom)?;
        Ok(Finish::Done)
    }
}
