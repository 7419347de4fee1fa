//! `jzz migrant move`: a move inside the city.

use clap::Args;

use super::desk;
use crate::cli::{help, values};
use crate::context::Context;
use crate::domain::calendar::Day;
use crate::failure::{Failure, Finish};
use crate::ops::relocate::{self, NewHome};
use crate::present::words::done;

#[derive(Args)]
pub struct Move {
    #[arg(value_name = help!("人", "MIGRANT"), value_parser = values::named, help = help!("身份号码、编号、证号或姓名；- 从标准输入读一行", "Identity number, code, permit number or name; - reads a line from standard input"))]
    migrant: String,
    #[arg(long, value_name = help!("单位", "UNIT"), help = help!("搬入的社区或乡镇，代码或名称", "The community or town moved into, by code or name"))]
    unit: String,
    #[arg(long, value_name = help!("地址", "ADDRESS"), value_parser = values::real, help = help!("新的居住地址", "The new address"))]
    address: String,
    #[arg(long, value_name = help!("事由", "REASON"), help = help!("居住事由（不写则不变）", "Reason of residence (unchanged)"))]
    reason: Option<String>,
    #[arg(long, value_name = help!("处所", "DWELLING"), help = help!("居住处所（不写则不变）", "Kind of dwelling (unchanged)"))]
    dwelling: Option<String>,
    #[arg(long, value_name = help!("期限", "STAY"), help = help!("拟居住期限（不写则不变）", "Intended stay (unchanged)"))]
    stay: Option<String>,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("搬家的日期（默认今天）", "The day of the move (today)"))]
    on: Option<Day>,
}

impl Move {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let who = desk::named(cx, &self.migrant)?;
        let (mut store, office) = desk::open(cx)?;
        let on = desk::act_day(cx, &mut store, self.on)?;
        let home = NewHome {
            unit: self.unit,
            address: self.address,
            reason: self.reason,
            dwelling: self.dwelling,
            stay: self.stay,
        };
        let (today, counter) = (cx.today(), cx.counter().map(str::to_owned));
        let dossier = store.act(&desk::actor(cx), "migrant move", |writer| {
            relocate::relocate(writer, &office, &who, &home, counter.as_deref(), on, today)
        })?;
        let answered = super::answer_done(cx, &office, &dossier, on)?;
        desk::done(cx, &done::moved(&dossier, &office.tree, &office.book, on, cx.lang()));
        if let Some(warning) = relocate::warning(&office, &dossier, on) {
            desk::warn(cx, &warning);
        }
        Ok(answered)
    }
}
