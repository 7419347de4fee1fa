//! `jzz unit tree`: the units of a day as a tree.

use clap::Args;

use crate::cli::{help, values};
use crate::context::{Context, Format};
use crate::domain::calendar::Day;
use crate::failure::{Failure, Finish};
use crate::present::unit_tree::TreeAnswer;

#[derive(Args)]
pub struct Tree {
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("哪一天（默认今天）", "The day (today)"))]
    as_of: Option<Day>,
}

impl Tree {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let on = self.as_of.unwrap_or_else(|| cx.today());
        let office = super::office(cx)?;
        let drawn = TreeAnswer::of(&office.tree, on);
        match cx.format() {
            Format::Json => cx.put_json(&drawn)?,
            Format::Table => cx.put_text(&drawn.screen(cx.lang()))?,
            Format::Csv | Format::Html | Format::Xlsx => return Err(cx.unfit_format()),
        }
        Ok(Finish::Done)
    }
}
