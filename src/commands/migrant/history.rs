//! `jzz migrant history`: a look-up, journalled like every other.

use clap::Args;

use super::desk;
use crate::cli::{help, values};
use crate::context::{Context, Format};
use crate::domain::dossier::migrant_code;
use crate::failure::{Failure, Finish};
use crate::ops::OpError;
use crate::ops::history::{self, History as Told};
use crate::ops::office::Office;
use crate::ops::person;
use crate::present::history::HistoryAnswer;
use crate::store::StoreError;

#[derive(Args)]
pub struct History {
    #[arg(value_name = help!("人", "MIGRANT"), value_parser = values::named, help = help!("身份号码、编号、证号或姓名；- 从标准输入读一行", "Identity number, code, permit number or name; - reads a line from standard input"))]
    migrant: String,
}

impl History {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let who = desk::named(cx, &self.migrant)?;
        let (mut store, office) = desk::open(cx)?;
        let changes = desk::look_up(cx, &office)?;
        let found =
            store.act::<_, StoreError>(&desk::actor(cx), "migrant history", |writer| {
                match person::dossier(writer, &who) {
                    Ok(dossier) => {
                        let told = history::of_person(writer, &office, &dossier)?;
                        Ok((Ok(told), changes.subject(migrant_code(dossier.migrant))))
                    }
                    Err(OpError::Refused(refusal)) => Ok((Err(refusal), changes.rows(0))),
                    Err(OpError::Store(error)) => Err(error),
                }
            })?;
        answer(cx, &office, &found?)
    }
}

/// Answers with a history, of a person or of a card.
pub fn answer(cx: &mut Context, office: &Office, told: &Told) -> Result<Finish, Failure> {
    let (lang, reveal) = (cx.lang(), cx.reveal().is_some());
    let answer = HistoryAnswer::of(told, reveal);
    match cx.format() {
        Format::Json => cx.put_json(&answer)?,
        Format::Table => {
            cx.put_screen(&answer.screen(&office.tree, lang, cx.folding()))?;
            desk::specimen(cx, office.register.practice);
        }
        Format::Csv | Format::Html | Format::Xlsx => return Err(cx.unfit_format()),
    }
    Ok(Finish::Done)
}
