//! `jzz unit move`: another parent.

use clap::Args;

use super::Dated;
use crate::cli::{help, values};
use crate::context::Context;
use crate::failure::{Failure, Finish};
use crate::ops::units::relocate;
use crate::present::words::done::UnitDone;

#[derive(Args)]
pub struct Move {
    #[arg(value_name = help!("单位", "UNIT"), value_parser = values::named, help = help!("代码或名称", "By code or name"))]
    unit: String,
    #[arg(long, value_name = help!("单位", "PARENT"), value_parser = values::named, help = help!("改属哪个单位", "The unit that it becomes part of"))]
    under: String,
    #[command(flatten)]
    dated: Dated,
}

impl Move {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let (code, on) = super::act(cx, "unit move", &self.dated, |writer, order| {
            relocate::relocate(writer, order, &self.unit, &self.under)
        })?;
        super::tell(cx, UnitDone::Moved, &code, on)
    }
}
