//! `jzz rules`: the constants that every decision is made with, and what a city sets of them.

mod holidays;
mod set;
mod show;
mod try_rule;

use clap::{Args, Subcommand};

use super::desk;
use crate::cli::{help, values};
use crate::context::Context;
use crate::domain::calendar::Day;
use crate::domain::rulebook::RuleBook;
use crate::failure::{Failure, Finish};
use crate::ops::rules::Wish;
use crate::present::words::rule_values;

#[derive(Subcommand)]
pub enum Rules {
    #[command(about = help!("列出某一天的全部规则、依据和起始日", "List every rule of a day, with its source and since when"))]
    Show(show::Show),
    #[command(about = help!("从某一天起改一项可设的规则", "Set a rule that can be set, from a day on"))]
    Set(set::Set),
    #[command(about = help!("先试一试：改了以后谁会受影响，什么也不改", "See what a change would do, and change nothing"))]
    Try(try_rule::Try),
    #[command(about = help!("装入一年的放假安排", "Load the calendar of a year"))]
    Holidays(holidays::Holidays),
}

impl Rules {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        match self {
            Rules::Show(args) => args.run(cx),
            Rules::Set(args) => args.run(cx),
            Rules::Try(args) => args.run(cx),
            Rules::Holidays(args) => args.run(cx),
        }
    }
}

// Which rule, to what, for whom, from when.
#[derive(Args)]
pub struct WishArgs {
    #[arg(value_name = help!("规则项", "KEY"), value_parser = values::text, help = help!("哪一项，如 day_count；全部见 jzz rules show", "Which rule, such as day_count; jzz rules show lists them"))]
    key: String,
    #[arg(value_name = help!("值", "VALUE"), value_parser = values::kept, allow_negative_numbers = true, help = help!("改成什么", "The new value"))]
    value: String,
    #[arg(long = "for", value_name = help!("单位", "UNIT"), value_parser = values::text, help = help!("只对这个区县或社区（办证率目标可以）", "For this district or community alone (targets of the rate)"))]
    unit: Option<String>,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("从哪一天起，可以是过去或将来的一天", "From which day on; it may lie in the past or still come"))]
    from: Day,
}

impl WishArgs {
    /// What is wished, in the words that are kept: a rule may be named and a value said as `rules show` prints them.
    fn wish(&self, book: &RuleBook) -> Wish {
        let key = rule_values::key_of(book, &self.key, self.from);
        let value = book.constant(&key).and_then(|constant| rule_values::kept(constant, &self.value));
        let value = value.unwrap_or_else(|| self.value.clone());
        Wish { key, value, unit: self.unit.clone(), from: self.from }
    }
}
