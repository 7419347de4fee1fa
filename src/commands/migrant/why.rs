//! `jzz migrant why`: what a person may and must, in sentences; a look-up, journalled like every other.

use clap::Args;

use super::{desk, show};
use crate::cli::{help, values};
use crate::context::{Context, Format};
use crate::domain::calendar::Day;
use crate::failure::{Failure, Finish};
use crate::present::why::MigrantWhy;

#[derive(Args)]
pub struct Why {
    #[arg(value_name = help!("人", "MIGRANT"), value_parser = values::named, help = help!("身份号码、编号、证号或姓名；- 从标准输入读一行", "Identity number, code, permit number or name; - reads a line from standard input"))]
    migrant: String,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("按这一天终了时的情况（默认今天）", "As at the end of this day (today)"))]
    as_of: Option<Day>,
}

impl Why {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let on = self.as_of.unwrap_or_else(|| cx.today());
        let who = desk::named(cx, &self.migrant)?;
        let (mut store, office) = desk::open(cx)?;
        let dossier = show::look_up(cx, &mut store, &office, "migrant why", &who)?;
        let lang = cx.lang();
        let why = MigrantWhy::of(&dossier, (&office.tree, &office.book), on, lang)
            .ok_or_else(|| show::not_yet(&dossier, on))?;
        match cx.format() {
            Format::Json => cx.put_json(&why.with_commands(|command| cx.in_the_register(command)))?,
            Format::Table => {
                let screen = cx.in_the_register(&why.screen(lang));
                cx.put_screen(&screen)?;
                desk::specimen(cx, office.register.practice);
            }
            Format::Csv | Format::Html | Format::Xlsx => return Err(cx.unfit_format()),
        }
        Ok(Finish::Done)
    }
}
