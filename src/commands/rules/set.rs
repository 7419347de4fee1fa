//! `jzz rules set`: a rule changed from a day on.

use clap::Args;

use super::{WishArgs, desk};
use crate::cli::{help, values};
use crate::commands::confirm;
use crate::context::{Context, Format};
use crate::failure::{Failure, Finish};
use crate::ops::rules::{self, RuleSet};
use crate::present::rules::SetAnswer;
use crate::present::words;
use crate::store::Writer;

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
        let (mut store, office) = desk::open(cx)?;
        let wish = self.wish.wish(&office.book);
        let on = desk::act_day(cx, &mut store, None)?;
        let (actor, mut changes) = (desk::actor(cx), desk::look_up(cx, &office)?);
        changes.on = on;
        let work = |writer: &Writer| rules::set(writer, &office, &wish, &self.because, &actor, changes.clone());
        // What holds from a day to come moves nothing that has happened.
        let question =
            |set: &RuleSet, lang| (set.planned.setting.from < on).then(|| words::confirm::set_rule(set, lang));
        let set = confirm::act(cx, &mut store, "rules set", work, question)?;
        let (answer, lang) = (SetAnswer::of(&set), cx.lang());
        if cx.format() == Format::Json {
            cx.put_json(&answer)?;
        } else {
            cx.put_screen(&answer.screen(lang))?;
            desk::specimen(cx, office.register.practice);
            let unit = set.planned.setting.unit.and_then(|unit| office.tree.get(unit));
            let from = set.planned.setting.from;
            let unit = unit.map(|unit| (office.tree.name_on(unit.id, from), unit.code.as_str()));
            desk::done(cx, &words::done::rule_set(&set, unit, lang));
            let ends = set.planned.setting.unit.and_then(|unit| office.tree.get(unit)?.until);
            if let (Some((name, _)), Some(until)) = (unit, ends) {
                desk::done(cx, &words::done::rule_ends(name, until, lang));
            }
        }
        Ok(Finish::Done)
    }
}
