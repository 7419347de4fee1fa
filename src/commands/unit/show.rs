//! `jzz unit show`: one unit, with what it was and what became of it.

use clap::Args;

use crate::cli::{help, values};
use crate::context::Context;
use crate::domain::calendar::Day;
use crate::failure::{Failure, Finish};

#[derive(Args)]
pub struct Show {
    #[arg(value_name = help!("单位", "UNIT"), value_parser = values::named, help = help!("代码，或名称（曾用名也行），或 区县/名称", "A code, a name (an earlier one too), or PARENT/NAME"))]
    unit: String,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("按这一天终了时的情况（默认今天）", "As at the end of this day (today)"))]
    as_of: Option<Day>,
}

impl Show {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let on = self.as_of.unwrap_or_else(|| cx.today());
        super::answer(cx, &self.unit, on)
    }
}
