//! `jzz unit split`: a unit is divided by the addresses of its people.

use clap::Args;

use super::{Before, Dated};
use crate::cli::{help, values};
use crate::context::Context;
use crate::failure::{Failure, Finish};
use crate::ops::units::Order;
use crate::ops::units::split::{self, Division, Plan};
use crate::present::words;
use crate::present::words::done::UnitDone;
use crate::present::words::usage::Usage;
use crate::store::Writer;

#[derive(Args)]
pub struct Split {
    #[arg(value_name = help!("单位", "UNIT"), value_parser = values::named, help = help!("被拆分的单位，代码或名称", "The unit that ends, by code or name"))]
    unit: String,
    #[arg(long, required = true, num_args = 1.., value_name = help!("单位", "UNIT"), value_parser = values::named, help = help!("拆分到哪些单位，当天都要已经设立", "The units that take over, all standing on that day"))]
    into: Vec<String>,
    #[arg(long = "where", value_name = help!("地址=单位", "ADDRESS=UNIT"), value_parser = values::kept, help = help!("地址里有这几个字的人归这个单位；可以写多次，先写的先算", "Whoever has this in the address goes to that unit; may be repeated, the first that fits counts"))]
    rules: Vec<String>,
    #[arg(long, value_name = help!("单位", "UNIT"), value_parser = values::named, help = help!("其余的人归哪个单位；必写，以后补录的人也要有去处", "The unit of everybody else; needed, since others may be entered later"))]
    rest: Option<String>,
    #[command(flatten)]
    dated: Dated,
}

/// Reads `ADDRESS=UNIT`; the last `=` parts them.
fn rule(given: &str) -> Result<(String, String), Failure> {
    let parts = given.rsplit_once(['=', '＝']).map(|(address, unit)| (address.trim(), unit.trim()));
    match parts.filter(|(address, unit)| !address.is_empty() && !unit.is_empty()) {
        Some((address, unit)) => Ok((address.to_owned(), unit.to_owned())),
        None => Err(Usage::Value {
            command: "jzz unit split".to_owned(),
            flag: "--where".to_owned(),
            value: given.to_owned(),
            number: false,
        }
        .into()),
    }
}

impl Split {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let rules = self.rules.iter().map(|given| rule(given)).collect::<Result<_, Failure>>()?;
        let plan = Plan { into: self.into, rules, rest: self.rest };
        let work = |writer: &Writer, order: &Order| split::split(writer, order, &self.unit, &plan);
        let question = |done: &Division, before: &Before, lang| {
            let parts = done.moved.iter().map(|(code, people)| (before.named(code, lang), *people));
            let parts: Vec<(String, u64)> = parts.collect();
            words::confirm::split_unit(&before.named(&self.unit, lang), &parts, before.on, lang)
        };
        let (division, on) = super::act_confirmed(cx, "unit split", &self.dated, work, question)?;
        let (shown, practice) = super::look(cx, &division.unit, on)?;
        super::told(cx, UnitDone::Split, &shown.with_moved(&division.moved), practice, on)
    }
}
