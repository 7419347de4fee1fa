//! `jzz permit edit`: a recorded fact of a card, or of an application by its code, put right, the old value kept.

mod application;
mod card;
mod shown;

use clap::Args;

use super::desk;
use crate::cli::{help, values};
use crate::context::Context;
use crate::domain::dossier::read_application_code;
use crate::failure::{Failure, Finish};
use crate::present::words::told::masked;
use crate::present::words::usage::Usage;
use application::ApplicationArgs;
use card::CardArgs;
use shown::ShownArgs;

#[derive(Args)]
pub struct Edit {
    #[arg(value_name = help!("证或申领", "PERMIT"), value_parser = values::named, help = help!("证号，或持证人；更正申领的写申领编号；- 从标准输入读一行", "A permit number, or its bearer; an application's own number to correct that; - reads a line from standard input"))]
    permit: String,
    #[arg(long, value_name = help!("理由", "TEXT"), value_parser = values::filled, help = help!("为什么更正", "Why it is corrected"))]
    because: String,
    #[command(flatten)]
    card: CardArgs,
    #[command(flatten)]
    application: ApplicationArgs,
    #[command(flatten)]
    shown: ShownArgs,
}

impl Edit {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let what = desk::named(cx, &self.permit)?;
        let because = masked(&self.because);
        let of_application = read_application_code(&what).is_some();
        let unfit = if of_application {
            [self.card.given(), self.shown.of_endorsement()].concat()
        } else {
            self.application.given()
        };
        if !unfit.is_empty() {
            let flags = unfit.into_iter().map(str::to_owned).collect();
            return Err(Usage::Unfit { command: "jzz permit edit".to_owned(), flags, of_application }.into());
        }
        let given = [self.card.given(), self.application.given(), self.shown.given()].concat();
        if given.is_empty() {
            return Err(Usage::NoFact { command: "jzz permit edit".to_owned() }.into());
        }
        if of_application {
            self.application.run(cx, &what, &self.shown, &because)
        } else {
            self.card.run(cx, &what, &self.shown, &because)
        }
    }
}
