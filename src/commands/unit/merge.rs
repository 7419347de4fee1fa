//! `jzz unit merge`: a unit goes up in another.

use clap::Args;

use super::{Before, Dated};
use crate::cli::{help, values};
use crate::context::Context;
use crate::failure::{Failure, Finish};
use crate::ops::units::{Order, merge};
use crate::present::words::{self, done::UnitDone};
use crate::store::Writer;

#[derive(Args)]
pub struct Merge {
    #[arg(value_name = help!("单位", "UNIT"), value_parser = values::named, help = help!("被并入的单位，代码或名称", "The unit that ends, by code or name"))]
    unit: String,
    #[arg(long, value_name = help!("单位", "UNIT"), value_parser = values::named, help = help!("并入哪个单位", "The unit that takes over"))]
    into: String,
    #[command(flatten)]
    dated: Dated,
}

impl Merge {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let work = |writer: &Writer, order: &Order| merge::merge(writer, order, &self.unit, &self.into);
        let question = |_: &String, before: &Before, lang| {
            let (unit, into) = (before.named(&self.unit, lang), before.named(&self.into, lang));
            words::confirm::merge_unit(&unit, &into, before.on, lang)
        };
        let (code, on) = super::act_confirmed(cx, "unit merge", &self.dated, work, question)?;
        super::tell(cx, UnitDone::Merged, &code, on)
    }
}
