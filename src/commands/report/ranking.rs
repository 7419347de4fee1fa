//! `jzz report ranking`: communities by rate.

use clap::Args;

use super::{Shape, cell, say_if_nobody};
use crate::cli::{help, values};
use crate::context::Context;
use crate::domain::calendar::Day;
use crate::domain::cell as read;
use crate::failure::{Failure, Finish};
use crate::jobs::reports::{self, Asked};
use crate::ops::behind;
use crate::ops::office::Office;
use crate::store::Store;

#[derive(Args)]
pub struct RankingArgs {
    #[arg(long, value_name = help!("人数", "N"), default_value = "30", help = help!("登记不足这么多人的不排名", "With fewer registered a community is not ranked"))]
    min: u64,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("按这一天终了时的情况（默认今天）", "As at the end of this day (today)"))]
    as_of: Option<Day>,
    #[command(flatten)]
    shape: Shape,
}

impl RankingArgs {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let today = cx.today();
        let on = self.as_of.unwrap_or(today);
        if let Some(code) = &self.shape.list {
            return cell::open(cx, ("report ranking", code, on), &self.shape, |sql, office| {
                let cell = read::ranking(code).ok_or_else(|| behind::unknown(code))?;
                behind::of_ranking(sql, office, on, today, &cell, code)
            });
        }
        let asked = Asked { on, today, lang: cx.lang() };
        let mut store = Store::open_to_read(cx.db_path())?;
        let (sheet, anybody) = store.read(|sql| reports::ranking(sql, &Office::load(sql)?, &asked, self.min))?;
        say_if_nobody(cx, anybody, on);
        self.shape.publish(cx, sheet)
    }
}
