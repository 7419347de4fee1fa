//! `jzz roster check`: what an import would do, with the same code and nothing kept.

use clap::Args;

use super::asking::choosing;
use super::import::{Reading, on_a_day, put};
use crate::commands::desk;
use crate::context::{Context, Format};
use crate::failure::{Failure, Finish};
use crate::jobs::import::{self, Surroundings};
use crate::present::roster::forecast;

#[derive(Args)]
pub struct Check {
    #[command(flatten)]
    reading: Reading,
}

impl Check {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        cx.answers_in(&[Format::Table, Format::Json])?;
        let order = self.reading.order(cx)?;
        let (mut store, office) = desk::open(cx)?;
        let order = on_a_day(cx, &mut store, order)?;
        let interrupted = cx.interrupted();
        let host = cx.host().to_owned();
        let around =
            Surroundings { actor: desk::actor(cx), host: &host, interrupted: &interrupted, draw: cx.can_draw() };
        let outcome = choosing(cx, &office, order, |order| import::check(&mut store, &office, order, &around))??;
        put(cx, &outcome)?;
        cx.say(&forecast(&outcome, cx.lang()));
        Ok(if outcome.counts.rejected > 0 { Finish::Findings } else { Finish::Done })
    }
}
