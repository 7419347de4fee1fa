//! `jzz permit withdraw`: the person takes the application back.

use clap::Args;

use super::desk;
use crate::cli::{help, values};
use crate::commands::confirm;
use crate::context::Context;
use crate::domain::calendar::Day;
use crate::failure::{Failure, Finish};
use crate::ops::close::{self, Acted, Closing};
use crate::present::application::Grounds;
use crate::present::words;
use crate::store::Writer;

#[derive(Args)]
pub struct Withdraw {
    #[arg(value_name = help!("申领或人", "APPLICATION"), value_parser = values::named, help = help!("申领编号，或有一件待办申领的人；- 从标准输入读一行", "An application, or a person with one that is open; - reads a line from standard input"))]
    application: String,
    #[arg(long, value_name = help!("理由", "TEXT"), value_parser = values::filled, help = help!("撤回的理由", "Why it is withdrawn"))]
    because: String,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("撤回的日期（默认今天）", "The day of the withdrawal (today)"))]
    on: Option<Day>,
}

impl Withdraw {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let what = desk::named(cx, &self.application)?;
        let (mut store, office) = desk::open(cx)?;
        let on = desk::act_day(cx, &mut store, self.on)?;
        let (today, counter) = (cx.today(), cx.counter().map(str::to_owned));
        let closing = Closing::Withdrawn { because: &self.because };
        let work = |writer: &Writer| close::close(writer, &office, &what, &closing, counter.as_deref(), on, today);
        let question = |acted: &Acted, lang| Some(words::confirm::close(acted, &closing, lang));
        let acted = confirm::act(cx, &mut store, "permit withdraw", work, question)?;
        let grounds = Grounds { because: &self.because, article: None };
        let answered = super::answer_application(cx, &office, &acted, grounds, on)?;
        desk::done(cx, &words::done::closed(&acted, &closing, cx.lang()));
        Ok(answered)
    }
}
