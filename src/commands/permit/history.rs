//! `jzz permit history`: a look-up, journalled like every other.

use clap::Args;

use super::desk;
use crate::cli::{help, values};
use crate::commands::migrant::history::answer;
use crate::context::Context;
use crate::domain::dossier::migrant_code;
use crate::failure::{Failure, Finish};
use crate::ops::OpError;
use crate::ops::endorse::find_card;
use crate::ops::history;
use crate::store::StoreError;

#[derive(Args)]
pub struct History {
    #[arg(value_name = help!("证", "PERMIT"), value_parser = values::named, help = help!("证号，或持证人；- 从标准输入读一行", "A permit number, or its bearer; - reads a line from standard input"))]
    permit: String,
}

impl History {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let what = desk::named(cx, &self.permit)?;
        let (mut store, office) = desk::open(cx)?;
        let changes = desk::look_up(cx, &office)?;
        let today = cx.today();
        let found = store.act::<_, StoreError>(&desk::actor(cx), "permit history", |writer| {
            match find_card(writer, &office, &what, today) {
                Ok((dossier, held)) => {
                    let told = history::of_card(writer, &office, &dossier, &held.number)?;
                    Ok((Ok(told), changes.subject(migrant_code(dossier.migrant))))
                }
                Err(OpError::Refused(refusal)) => Ok((Err(refusal), changes.rows(0))),
                Err(OpError::Store(error)) => Err(error),
            }
        })?;
        answer(cx, &office, &found?)
    }
}
