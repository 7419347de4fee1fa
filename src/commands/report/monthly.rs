//! `jzz report monthly`: everybody registered, by reason.

use clap::Args;

use super::{Shape, cell, say_if_nobody};
use crate::cli::{help, values};
use crate::context::Context;
use crate::domain::calendar::Day;
use crate::domain::cell as read;
use crate::domain::period::Period;
use crate::failure::{Failure, Finish};
use crate::jobs::reports::{self, Asked};
use crate::ops::behind;
use crate::ops::office::Office;
use crate::store::Store;

#[derive(Args)]
pub struct MonthlyArgs {
    #[arg(long, value_name = help!("月份", "MONTH"), value_parser = values::month, conflicts_with = "as_of", help = help!("这个月终了时的情况，如 2012-08", "As at the end of this month, as 2012-08"))]
    month: Option<Period>,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("按这一天终了时的情况（默认今天）", "As at the end of this day (today)"))]
    as_of: Option<Day>,
    #[command(flatten)]
    shape: Shape,
}

impl MonthlyArgs {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let today = cx.today();
        let month = self.month.as_ref();
        let on = month.map(|month| month.last).or(self.as_of).unwrap_or(today);
        if let Some(code) = &self.shape.list {
            let cell = read::monthly(code).ok_or_else(|| behind::unknown(code))?;
            return cell::open(cx, ("report monthly", code, cell.on), &self.shape, |sql, office| {
                behind::of_monthly(sql, office, today, &cell, code)
            });
        }
        let asked = Asked { on, today, lang: cx.lang() };
        let mut store = Store::open_to_read(cx.db_path())?;
        let key = month.map(|month| month.key.as_str());
        let (sheet, anybody) = store.read(|sql| reports::monthly(sql, &Office::load(sql)?, &asked, key))?;
        say_if_nobody(cx, anybody, on);
        self.shape.publish(cx, sheet)
    }
}
