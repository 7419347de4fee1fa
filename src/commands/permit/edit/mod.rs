//! `jzz permit edit`: a recorded fact of a card put right, the old value kept.

mod card;

use clap::Args;

use super::desk;
use crate::cli::{help, values};
use crate::context::Context;
use crate::failure::{Failure, Finish};
use crate::present::words::told::masked;
use card::CardArgs;

#[derive(Args)]
pub struct Edit {
    #[arg(value_name = help!("证", "PERMIT"), value_parser = values::named, help = help!("证号，或持证人；- 从标准输入读一行", "A permit number, or its bearer; - reads a line from standard input"))]
    permit: String,
    #[arg(long, value_name = help!("理由", "TEXT"), value_parser = values::filled, help = help!("为什么更正", "Why it is corrected"))]
    because: String,
    #[command(flatten)]
    card: CardArgs,
}

impl Edit {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let what = desk::named(cx, &self.permit)?;
        let because = masked(&self.because);
        self.card.run(cx, &what, &because)
    }
}
