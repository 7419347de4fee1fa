//! `jzz permit history`: a look-up, journalled like every other. An application of which no card came has its own.

use clap::Args;

use super::desk;
use crate::cli::{help, values};
use crate::commands::migrant::history::answer;
use crate::context::{Context, Format};
use crate::domain::calendar::Day;
use crate::domain::dossier::{migrant_code, read_application_code};
use crate::failure::{Failure, Finish};
use crate::ops::OpError;
use crate::ops::endorse::{CardRefusal, find_card};
use crate::ops::history::{self, History as Told};
use crate::ops::office::Office;
use crate::ops::person;
use crate::present::words::{quoted, text};
use crate::store::{Sql, StoreError};

#[derive(Args)]
pub struct History {
    #[arg(value_name = help!("证或申领", "PERMIT"), value_parser = values::named, help = help!("证号，或持证人；没有发证的申领写它的编号；- 从标准输入读一行", "A permit number, or its bearer; the number of an application that has no card; - reads a line from standard input"))]
    permit: String,
}

impl History {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let what = desk::named(cx, &self.permit)?;
        let (mut store, office) = desk::open(cx)?;
        let changes = desk::look_up(cx, &office)?;
        let today = cx.today();
        let found = store.act::<_, StoreError>(&desk::actor(cx), "permit history", |writer| {
            match told(writer, &office, &what, today) {
                Ok(Found { migrant, told, beside }) => Ok((Ok((told, beside)), changes.subject(migrant_code(migrant)))),
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

/// Whose history it is, and the cards before and after.
struct Found {
    migrant: i64,
    told: Told,
    beside: [Option<String>; 2],
}

/// The history of the card that words name, or of the application.
fn told(sql: &Sql, office: &Office, what: &str, today: Day) -> Result<Found, OpError<CardRefusal>> {
    match (find_card(sql, office, what, today), read_application_code(what)) {
        (Ok((dossier, held)), _) => {
            let told = history::of_card(sql, office, &dossier, &held.number)?;
            let beside = [held.replaces.clone(), held.replaced_by.clone()];
            Ok(Found { migrant: dossier.migrant, told, beside })
        }
        (Err(OpError::Refused(CardRefusal::NoCardOf { .. })), Some(id)) => {
            let dossier = person::dossier(sql, what).map_err(|error| error.map(CardRefusal::Who))?;
            let told = history::of_application(sql, office, &dossier, id)?;
            Ok(Found { migrant: dossier.migrant, told, beside: [None, None] })
        }
        (Err(error), _) => Err(error),
    }
}
