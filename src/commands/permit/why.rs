//! `jzz permit why`: the state of a card in sentences; a look-up, journalled like every other.

use clap::Args;

use super::desk;
use crate::cli::{help, values};
use crate::context::{Context, Format};
use crate::domain::calendar::Day;
use crate::domain::dossier::migrant_code;
use crate::failure::{Failure, Finish};
use crate::ops::OpError;
use crate::ops::endorse::{CardRefusal, find_card};
use crate::present::why::PermitWhy;
use crate::store::StoreError;

#[derive(Args)]
pub struct Why {
    #[arg(value_name = help!("证", "PERMIT"), value_parser = values::named, help = help!("证号，或持证人；- 从标准输入读一行", "A permit number, or its bearer; - reads a line from standard input"))]
    permit: String,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("按这一天终了时的情况（默认今天）", "As at the end of this day (today)"))]
    as_of: Option<Day>,
}

impl Why {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let on = self.as_of.unwrap_or_else(|| cx.today());
        let what = desk::named(cx, &self.permit)?;
        let (mut store, office) = desk::open(cx)?;
        let changes = desk::look_up(cx, &office)?;
        let found = store.act::<_, StoreError>(&desk::actor(cx), "permit why", |writer| {
            match find_card(writer, &office, &what, on) {
                Ok((dossier, held)) => {
                    let code = migrant_code(dossier.migrant);
                    Ok((Ok((dossier, held)), changes.subject(code)))
                }
                Err(OpError::Refused(refusal)) => Ok((Err(refusal), changes.rows(0))),
                Err(OpError::Store(error)) => Err(error),
            }
        })?;
        let (dossier, held) = found?;
        let lang = cx.lang();
        let why = PermitWhy::of(&dossier, &held, (&office.tree, &office.book), on, lang);
        let migrant = migrant_code(dossier.migrant);
        let why = why.ok_or(OpError::Refused(CardRefusal::NoCard { migrant, on }))?;
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
