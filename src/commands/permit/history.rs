//! `jzz permit history`: a look-up, journalled like every other. An application of which no card came has its own.

use clap::Args;

use super::desk;
use crate::cli::{help, values};
use crate::commands::migrant::history::answer;
use crate::context::Context;
use crate::domain::calendar::Day;
use crate::domain::dossier::{migrant_code, read_application_code};
use crate::failure::{Failure, Finish};
use crate::ops::OpError;
use crate::ops::endorse::{CardRefusal, find_card};
use crate::ops::history::{self, History as Told};
use crate::ops::office::Office;
use crate::ops::person;
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
                Ok((migrant, told)) => Ok((Ok(told), changes.subject(migrant_code(migrant)))),
                Err(OpError::Refused(refusal)) => Ok((Err(refusal), changes.rows(0))),
                Err(OpError::Store(error)) => Err(error),
            }
        })?;
        answer(cx, &office, &found?)
    }
}

/// The history of the card that words name, or of the application, and whose it is.
fn told(sql: &Sql, office: &Office, what: &str, today: Day) -> Result<(i64, Told), OpError<CardRefusal>> {
    match (find_card(sql, office, what, today), read_application_code(what)) {
        (Ok((dossier, held)), _) => Ok((dossier.migrant, history::of_card(sql, office, &dossier, &held.number)?)),
        (Err(OpError::Refused(CardRefusal::NoCardOf { .. })), Some(id)) => {
            let dossier = person::dossier(sql, what).map_err(|error| error.map(CardRefusal::Who))?;
            Ok((dossier.migrant, history::of_application(sql, office, &dossier, id)?))
        }
        (Err(error), _) => Err(error),
    }
}
