//! `jzz permit show`: a look-up, journalled like every other.

use clap::Args;

use super::desk;
use crate::cli::{help, values};
use crate::context::Context;
use crate::domain::calendar::Day;
use crate::domain::dossier::migrant_code;
use crate::failure::{Failure, Finish};
use crate::ops::OpError;
use crate::ops::endorse::find_card;
use crate::store::StoreError;

#[derive(Args)]
pub struct Show {
    #[arg(value_name = help!("证", "PERMIT"), value_parser = values::named, help = help!("证号，或持证人；- 从标准输入读一行", "A permit number, or its bearer; - reads a line from standard input"))]
    permit: String,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("按这一天终了时的情况（默认今天）", "As at the end of this day (today)"))]
    as_of: Option<Day>,
}

impl Show {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let on = self.as_of.unwrap_or_else(|| cx.today());
        let what = desk::named(cx, &self.permit)?;
        let (mut store, office) = desk::open(cx)?;
        let changes = desk::look_up(cx, &office)?;
        let found = store.act::<_, StoreError>(&desk::actor(cx), "permit show", |writer| {
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
        super::answer(cx, &office, &dossier, &held.number, on)
    }
}
