//! `jzz migrant leave`: the end of a stay.

use clap::Args;

use super::desk;
use crate::cli::{help, values};
use crate::commands::confirm;
use crate::context::Context;
use crate::domain::calendar::Day;
use crate::failure::{Failure, Finish};
use crate::ops::leave::{self, Departure, LeaveReason, Left};
use crate::present::words;
use crate::store::Writer;

#[derive(Args)]
pub struct Leave {
    #[arg(value_name = help!("人", "MIGRANT"), value_parser = values::named, help = help!("身份号码、编号、证号或姓名；- 从标准输入读一行", "Identity number, code, permit number or name; - reads a line from standard input"))]
    migrant: String,
    #[arg(long, value_name = help!("原因", "REASON"), value_parser = values::keyword::<LeaveReason>(), help = help!("为什么不再住在本地", "Why the person lives here no more"))]
    because: LeaveReason,
    #[arg(long, value_name = help!("去向", "TEXT"), value_parser = values::told, help = help!("去向", "Where to"))]
    to: Option<String>,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("离开的日期，从这天起不再计入（默认今天）", "The day of leaving, the first not counted (today)"))]
    on: Option<Day>,
}

impl Leave {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let who = desk::named(cx, &self.migrant)?;
        let (mut store, office) = desk::open(cx)?;
        let on = desk::act_day(cx, &mut store, self.on)?;
        let (today, counter) = (cx.today(), cx.counter().map(str::to_owned));
        let departure = Departure { because: self.because, to: self.to.as_deref(), on, today };
        let work = |writer: &Writer| leave::leave(writer, &office, &who, &departure, counter.as_deref());
        let question = |left: &Left, lang| Some(words::confirm::leave(left, departure.because, on, lang));
        let left = confirm::act(cx, &mut store, "migrant leave", work, question)?;
        let answered = super::answer_done(cx, &office, &left.dossier, on)?;
        desk::done(cx, &words::done::left(&left, on, cx.lang()));
        Ok(answered)
    }
}
