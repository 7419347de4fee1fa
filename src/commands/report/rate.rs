//! `jzz report rate`: the issuance rate of a day.

use std::num::NonZeroUsize;

use clap::Args;

use super::{Shape, cell, say_if_nobody};
use crate::cli::{help, values};
use crate::context::Context;
use crate::domain::calendar::Day;
use crate::domain::cell as read;
use crate::domain::fraction::Cut;
use crate::domain::rate::By;
use crate::failure::{Failure, Finish};
use crate::jobs::reports::{self, Asked, RateAsked};
use crate::ops::behind;
use crate::ops::office::Office;
use crate::present::rate::Basis;
use crate::store::Store;

#[derive(Args)]
pub struct RateArgs {
    #[arg(long, value_name = help!("分类", "BY"), value_parser = values::keyword::<By>(), default_value = "tier", help = help!("按什么分行", "What the rows are told apart by"))]
    by: By,
    #[arg(long, value_name = help!("口径", "BASIS"), value_parser = values::keyword::<Basis>(), default_value = "all", help = help!("全部登记的人，或应当（2016 年起：可以）申领的人", "All registered people, or those obliged (from 2016: entitled)"))]
    basis: Basis,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("按这一天终了时的情况（默认今天）", "As at the end of this day (today)"))]
    as_of: Option<Day>,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("与这一天比较：当日各数和增减", "Beside it the figures of this day, and the change"))]
    compare: Option<Day>,
    #[arg(long, value_name = help!("行数", "N"), conflicts_with = "bottom", help = help!("只列率最高的几行", "Only the rows with the highest rates"))]
    top: Option<NonZeroUsize>,
    #[arg(long, value_name = help!("行数", "N"), help = help!("只列率最低的几行", "Only the rows with the lowest rates"))]
    bottom: Option<NonZeroUsize>,
    #[command(flatten)]
    shape: Shape,
}

impl RateArgs {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let today = cx.today();
        let on = self.as_of.unwrap_or(today);
        if let Some(code) = &self.shape.list {
            return cell::open(cx, ("report rate", code, on), &self.shape, |sql, office| {
                let cell = read::rate(code).ok_or_else(|| behind::unknown(code))?;
                behind::of_rate(sql, office, on, today, &cell, code)
            });
        }
        let cut = self.top.map(|most| Cut::Top(most.get())).or(self.bottom.map(|most| Cut::Bottom(most.get())));
        let wanted = RateAsked { by: self.by, basis: self.basis, compare: self.compare, cut };
        let mut store = Store::open_to_read(cx.db_path())?;
        let asked = Asked { on, today, lang: cx.lang() };
        let (sheet, anybody) = store.read(|sql| reports::rate(sql, &Office::load(sql)?, &asked, &wanted))?;
        say_if_nobody(cx, anybody, on);
        self.shape.publish(cx, sheet)
    }
}
