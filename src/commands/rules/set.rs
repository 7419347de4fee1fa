//! `jzz rules set`: a rule changed from a day on.

use clap::Args;

use super::{WishArgs, desk};
use crate::cli::{help, values};
use crate::context::{Context, Format};
use crate::failure::{Failure, Finish};
use crate::ops::rules;
use crate::present::rules::SetAnswer;

#[derive(Args)]
pub struct Set {
    #[command(flatten)]
    wish: WishArgs,
    #[arg(long, value_name = help!("理由", "TEXT"), value_parser = values::filled, help = help!("为什么改，写入日志", "Why; written into the journal"))]
    because: String,
}

impl Set {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        cx.answers_in(&[Format::Table, Format::Json])?;
        let wish = self.wish.wish();
        let (mut store, office) = desk::open(cx)?;
        let on = desk::act_day(cx, &mut store, None)?;
        let (actor, mut changes) = (desk::actor(cx), desk::look_up(cx, &office)?);
        changes.on = on;
        let set = store
            .act(&actor, "rules set", |writer| rules::set(writer, &office, &wish, &self.because, &actor, changes))?;
        let (answer, lang) = (SetAnswer::of(&set), cx.lang());
        if cx.format() == Format::Json {
            cx.put_json(&answer)?;
        } else {
            cx.put_text(&answer.screen(lang))?;
        }
        Ok(Finish::Done)
    }
}
