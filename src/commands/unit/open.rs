//! `jzz unit open`: a new unit.

use clap::Args;

use super::Dated;
use crate::cli::{help, values};
use crate::context::Context;
use crate::domain::restructuring::NewUnit;
use crate::domain::unit::{Tier, UnitKind};
use crate::failure::{Failure, Finish};
use crate::ops::units::open;
use crate::present::words::done::UnitDone;

#[derive(Args)]
pub struct Open {
    #[arg(value_name = help!("代码", "CODE"), value_parser = values::kept, help = help!("统计用区划代码：区县6位，其他9位", "The national statistics code: 6 digits for a district or county, else 9"))]
    code: String,
    #[arg(value_name = help!("名称", "NAME"), value_parser = values::filled, help = help!("名称", "Its name"))]
    name: String,
    #[arg(long, value_name = help!("种类", "KIND"), value_parser = values::keyword::<UnitKind>(), help = help!("种类", "What it is"))]
    kind: UnitKind,
    #[arg(long, value_name = help!("单位", "PARENT"), value_parser = values::named, help = help!("属于哪个单位", "The unit that it is part of"))]
    under: String,
    #[arg(long, value_name = help!("级别", "TIER"), value_parser = values::keyword::<Tier>(), help = help!("设受理点的写明级别；不写则没有受理点", "The tier of its counter; without it there is none"))]
    counter_tier: Option<Tier>,
    #[command(flatten)]
    dated: Dated,
}

impl Open {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let new = NewUnit {
            code: &self.code,
            name: &self.name,
            kind: self.kind,
            tier: self.counter_tier,
            under: &self.under,
        };
        let (code, on) = super::act(cx, "unit open", &self.dated, |writer, order| open::open(writer, order, &new))?;
        super::tell(cx, UnitDone::Opened, &code, on)
    }
}
