//! `jzz migrant show`: a look-up, journalled like every other.

use clap::Args;

use super::desk;
use crate::cli::{help, values};
use crate::context::Context;
use crate::domain::calendar::Day;
use crate::domain::dossier::{Dossier, migrant_code};
use crate::failure::{Failure, Finish};
use crate::ops::OpError;
use crate::ops::office::Office;
use crate::ops::person;
use crate::ops::relocate::MoveRefusal;
use crate::store::{Store, StoreError};

#[derive(Args)]
pub struct Show {
    #[arg(value_name = help!("人", "MIGRANT"), value_parser = values::named, help = help!("身份号码、编号、证号或姓名；- 从标准输入读一行", "Identity number, code, permit number or name; - reads a line from standard input"))]
    migrant: String,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("按这一天终了时的情况（默认今天）", "As at the end of this day (today)"))]
    as_of: Option<Day>,
}

/// The refusal when the person was not registered yet on the day asked.
pub fn not_yet(dossier: &Dossier, on: Day) -> OpError<MoveRefusal> {
    let migrant = migrant_code(dossier.migrant);
    OpError::Refused(MoveRefusal::NotRegistered { migrant, on, ended_on: None })
}

/// The dossier of the person named, with the one row of the journal that a look-up adds, also when it
/// finds nobody.
pub fn look_up(
    cx: &mut Context<'_>,
    store: &mut Store,
    office: &Office,
    command: &'static str,
    who: &str,
) -> Result<Dossier, Failure> {
    let changes = desk::look_up(cx, office)?;
    let found = store.act::<_, StoreError>(&desk::actor(cx), command, |writer| match person::dossier(writer, who) {
        Ok(dossier) => {
            let code = migrant_code(dossier.migrant);
            Ok((Ok(dossier), changes.subject(code)))
        }
        Err(OpError::Refused(refusal)) => Ok((Err(refusal), changes.rows(0))),
        Err(OpError::Store(error)) => Err(error),
    })?;
    Ok(found?)
}

impl Show {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let on = self.as_of.unwrap_or_else(|| cx.today());
        let who = desk::named(cx, &self.migrant)?;
        let (mut store, office) = desk::open(cx)?;
        let dossier = look_up(cx, &mut store, &office, "migrant show", &who)?;
        super::answer(cx, &office, &dossier, on)
    }
}
