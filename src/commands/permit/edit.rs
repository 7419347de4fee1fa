//! `jzz permit edit`: a wrong day of a card put right, the old one kept.

use clap::Args;

use super::desk;
use crate::cli::{help, values};
use crate::context::Context;
use crate::domain::calendar::Day;
use crate::domain::card_days::CardDays;
use crate::failure::{Failure, Finish};
use crate::ops::edit_permit::{self, Edited, Wanted};
use crate::present::words::done;
use crate::present::words::told::masked;
use crate::present::words::usage::Usage;

#[derive(Args)]
pub struct Edit {
    #[arg(value_name = help!("证", "PERMIT"), value_parser = values::named, help = help!("证号，或持证人；- 从标准输入读一行", "A permit number, or its bearer; - reads a line from standard input"))]
    permit: String,
    #[arg(long, value_name = help!("理由", "TEXT"), value_parser = values::filled, help = help!("为什么更正", "Why it is corrected"))]
    because: String,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("更正后的发证日期", "The corrected day of issue"))]
    issued: Option<Day>,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("更正后的领证日期", "The corrected day of collection"))]
    collected: Option<Day>,
    #[arg(long, value_name = help!("原日期=新日期", "OLD=NEW"), help = help!("更正后的签注日期，可写多次", "The corrected day of an endorsement; may be given several times"))]
    endorsed: Vec<String>,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("更正后的终止日期", "The corrected day of the end"))]
    ended: Option<Day>,
}

impl Edit {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let permit = desk::named(cx, &self.permit)?;
        let endorsed = self.endorsed.iter().map(|given| pair(given)).collect::<Result<Vec<_>, Failure>>()?;
        once(&endorsed)?;
        let because = masked(&self.because);
        let days = CardDays { issued_on: self.issued, collected_on: self.collected, endorsed, ended_on: self.ended };
        let (mut store, office) = desk::open(cx)?;
        let on = desk::act_day(cx, &mut store, None)?;
        let counter = cx.counter().map(str::to_owned);
        let wanted = Wanted { permit: &permit, days: &days, because: &because, counter: counter.as_deref(), on };
        let actor = desk::actor(cx);
        let edited = store.act(&actor, "permit edit", |writer| edit_permit::edit(writer, &office, &actor, &wanted))?;
        let Edited { dossier, permit: number, late } = edited;
        let answered = super::answer(cx, &office, &dossier, &number, on)?;
        desk::done(cx, &done::days_corrected(&dossier, &number, cx.lang()));
        for day in late {
            desk::done(cx, &done::now_late(day, cx.lang()));
        }
        Ok(answered)
    }
}

/// Each endorsement is corrected once, and no two to one day.
fn once(pairs: &[(Day, Day)]) -> Result<(), Failure> {
    let twice = pairs.iter().enumerate().find(|(at, (old, new))| {
        pairs.iter().take(*at).any(|(other_old, other_new)| other_old == old || other_new == new)
    });
    match twice {
        Some((_, (old, new))) => {
            Err(Usage::Twice { flag: "--endorsed".to_owned(), value: format!("{old}={new}") }.into())
        }
        None => Ok(()),
    }
}

/// Reads `OLD=NEW`, two days.
fn pair(given: &str) -> Result<(Day, Day), Failure> {
    let (old, new) = given.split_once('=').unwrap_or((given, ""));
    let day = |text: &str| {
        Day::parse(text).map_err(|error| Usage::Day { flag: "--endorsed".to_owned(), value: text.to_owned(), error })
    };
    Ok((day(old)?, day(new)?))
}
