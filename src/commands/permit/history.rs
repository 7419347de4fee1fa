//! `jzz permit history`: a look-up, journalled like every other.

use clap::Args;

use super::desk;
use crate::cli::{help, values};
use crate::commands::migrant::history::answer;
use crate::context::{Context, Format};
use crate::domain::dossier::migrant_code;
use crate::failure::{Failure, Finish};
use crate::ops::OpError;
use crate::ops::endorse::find_card;
use crate::ops::history;
use crate::present::words::{quoted, text};
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
                    let beside = [held.replaces.clone(), held.replaced_by.clone()];
                    Ok((Ok((told, beside)), changes.subject(migrant_code(dossier.migrant))))
                }
                Err(OpError::Refused(refusal)) => Ok((Err(refusal), changes.rows(0))),
                Err(OpError::Store(error)) => Err(error),
            }
        })?;
        let (told, [before, after]) = found?;
        let answered = answer(cx, &office, &told)?;
        if let (Some(before), Format::Table) = (before.map(|number| quoted(&number)), cx.format()) {
            cx.say(&text!(
                cx.lang(),
                "此前的一张：jzz permit history {before}",
                "The card before: jzz permit history {before}"
            ));
        }
        if let (Some(after), Format::Table) = (after.map(|number| quoted(&number)), cx.format()) {
            cx.say(&text!(
                cx.lang(),
                "此后的一张：jzz permit history {after}",
                "The card after: jzz permit history {after}"
            ));
        }
        Ok(answered)
    }
}
