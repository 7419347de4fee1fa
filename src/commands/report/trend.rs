//! `jzz report trend`: the rate period by period.

use clap::Args;

use super::{Shape, cell, say_if_nobody};
use crate::cli::{help, values};
use crate::context::Context;
use crate::domain::calendar::Day;
use crate::domain::cell as read;
use crate::domain::period::Every;
use crate::failure::{Failure, Finish};
use crate::jobs::reports::{self, Asked};
use crate::ops::behind;
use crate::ops::office::Office;
use crate::ops::trend::Span;
use crate::store::Store;

#[derive(Args)]
pub struct TrendArgs {
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("从这一天所在的一期起（默认十二期）", "From the period of this day on (twelve periods)"))]
    from: Option<Day>,
    #[arg(long, alias = "as-of", value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("到这一天为止（默认今天）", "Up to this day (today)"))]
    to: Option<Day>,
    #[arg(long, value_name = help!("期", "PERIOD"), value_parser = values::keyword::<Every>(), default_value = "month", help = help!("一期多长", "How long a period is"))]
    every: Every,
    #[command(flatten)]
    shape: Shape,
}

impl TrendArgs {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let today = cx.today();
        let to = self.to.unwrap_or(today);
        let usual = Span::up_to(to, self.every);
        let span = Span { from: self.from.unwrap_or(usual.from), ..usual };
        if let Some(code) = &self.shape.list {
            let cell = read::trend(code).ok_or_else(|| behind::unknown(code))?;
            let from = self.from.unwrap_or(Span::up_to(to, cell.every).from);
            return cell::open(cx, ("report trend", code, to), &self.shape, |sql, office| {
                behind::of_trend(sql, office, Span { from, ..span }, today, &cell, code)
            });
        }
        let asked = Asked { on: to, today, lang: cx.lang() };
        let mut store = Store::open_to_read(cx.db_path())?;
        let (sheet, anybody) = store.read(|sql| reports::trend(sql, &Office::load(sql)?, &asked, span))?;
        say_if_nobody(cx, anybody, to);
        self.shape.publish(cx, sheet)
    }
}
