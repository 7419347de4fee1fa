//! `jzz unit close`: the end of a unit.

use clap::Args;

use super::{Before, Dated};
use crate::cli::{help, values};
use crate::context::Context;
use crate::failure::{Failure, Finish};
use crate::ops::units::{Order, close};
use crate::present::words::{self, done::UnitDone};
use crate::store::Writer;

#[derive(Args)]
pub struct Close {
    #[arg(value_name = help!("单位", "UNIT"), value_parser = values::named, help = help!("代码或名称", "By code or name"))]
    unit: String,
    #[arg(long, value_name = help!("单位", "UNIT"), value_parser = values::named, help = help!("由哪个单位接管；没有人登记在内的可以不写", "The unit that takes over; not needed where nobody is registered"))]
    to: Option<String>,
    #[command(flatten)]
    dated: Dated,
}

impl Close {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let work = |writer: &Writer, order: &Order| close::close(writer, order, &self.unit, self.to.as_deref());
        let question = |_: &String, before: &Before, lang| {
            let to = self.to.as_deref().map(|to| before.named(to, lang));
            words::confirm::close_unit(&before.named(&self.unit, lang), to.as_deref(), before.on, lang)
        };
        let (code, on) = super::act_confirmed(cx, "unit close", &self.dated, work, question)?;
        super::tell(cx, UnitDone::Closed, &code, on)
    }
}
