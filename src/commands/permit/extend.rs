//! `jzz permit extend`: the limit of issue, put off once.

use clap::Args;

use super::desk;
use crate::cli::{help, values};
use crate::context::Context;
use crate::domain::calendar::Day;
use crate::failure::{Failure, Finish};
use crate::ops::extend::{self, Delay};
use crate::present::application::Grounds;
use crate::present::words::done;

#[derive(Args)]
pub struct Extend {
    #[arg(value_name = help!("申领或人", "APPLICATION"), value_parser = values::named, help = help!("申领编号，或有一件待办申领的人；- 从标准输入读一行", "An application, or a person with one that is open; - reads a line from standard input"))]
    application: String,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("新的最后一天，晚于现在的期限，最迟为受理后第 30 日", "The new last day: after the present one, at most the 30th day after acceptance"))]
    to: Day,
    #[arg(long, value_name = help!("理由", "TEXT"), value_parser = values::filled, help = help!("延长的理由", "Why the limit is put off"))]
    because: String,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("决定延长的日期（默认今天）", "The day of the decision (today)"))]
    on: Option<Day>,
}

impl Extend {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let what = desk::named(cx, &self.application)?;
        let (mut store, office) = desk::open(cx)?;
        let on = desk::act_day(cx, &mut store, self.on)?;
        let (today, counter) = (cx.today(), cx.counter().map(str::to_owned));
        let delay = Delay { to: self.to, because: &self.because };
        let acted = store.act(&desk::actor(cx), "permit extend", |writer| {
            extend::extend(writer, &office, &what, delay, counter.as_deref(), on, today)
        })?;
        let grounds = Grounds { because: &self.because, article: None };
        let answered = super::answer_application(cx, &office, &acted, grounds, on)?;
        desk::done(cx, &done::extended(&acted, self.to, cx.lang()));
        Ok(answered)
    }
}
