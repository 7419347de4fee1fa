//! `jzz roster undo`: takes back what a batch brought.

use clap::Args;

use crate::cli::{help, values};
use crate::commands::{confirm, desk};
use crate::context::{Context, Format};
use crate::domain::calendar::Day;
use crate::domain::roster::batch_code;
use crate::failure::{Failure, Finish};
use crate::ops::undo::{self, Undone};
use crate::present::json::Serialize;
use crate::present::roster::undone;
use crate::present::words;
use crate::present::words::db::FutureDay;
use crate::store::Writer;

#[derive(Args)]
pub struct Undo {
    #[arg(value_name = help!("批次", "BATCH"), value_parser = values::text, help = help!("撤回哪一批，如 B17", "The batch, such as B17"))]
    batch: String,
    #[arg(long, value_name = help!("原因", "TEXT"), value_parser = values::filled, help = help!("为什么撤回，写入日志", "Why; written into the journal"))]
    because: String,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("发生的日期（默认今天）", "The day it happened (today)"))]
    on: Option<Day>,
}

#[derive(Serialize)]
struct Answer {
    batch: String,
    removed: u64,
}

impl Undo {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        cx.answers_in(&[Format::Table, Format::Json])?;
        let (mut store, _) = desk::open(cx)?;
        let (day, today) = (desk::act_day(cx, &mut store, self.on)?, cx.today());
        if day > today {
            return Err(FutureDay { day, today }.into());
        }
        let (batch, because) = (&self.batch, &self.because);
        let work = |writer: &Writer| undo::undo(writer, batch, because, day);
        let question = |done: &Undone, lang| words::confirm::undo(done, because, lang);
        let done = confirm::act_of_removal(cx, &mut store, "roster undo", work, question)?;
        if cx.format() == Format::Json {
            cx.put_json(&Answer { batch: batch_code(done.batch), removed: done.removed })?;
        } else {
            cx.put_screen(&undone(&done, cx.lang()))?;
        }
        Ok(Finish::Done)
    }
}
