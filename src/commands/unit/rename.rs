//! `jzz unit rename`: another name.

use clap::Args;

use super::Dated;
use crate::cli::{help, values};
use crate::context::Context;
use crate::failure::{Failure, Finish};
use crate::ops::units::rename;
use crate::present::words::done::UnitDone;

#[derive(Args)]
pub struct Rename {
    #[arg(value_name = help!("单位", "UNIT"), value_parser = values::named, help = help!("代码或名称", "By code or name"))]
    unit: String,
    #[arg(value_name = help!("新名称", "NAME"), value_parser = values::filled, help = help!("新的名称", "The new name"))]
    name: String,
    #[command(flatten)]
    dated: Dated,
}

impl Rename {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let (code, on) = super::act(cx, "unit rename", &self.dated, |writer, order| {
            rename::rename(writer, order, &self.unit, &self.name)
        })?;
        super::tell(cx, UnitDone::Renamed, &code, on)
    }
}
