//! `jzz permit issue`: the card of an accepted application.

use crate::present::json::Serialize;
use clap::Args;

use super::desk;
use crate::cli::{help, values};
use crate::context::{Context, Format};
use crate::domain::calendar::Day;
use crate::failure::{Failure, Finish};
use crate::ops::issue;
use crate::present::permit::{PermitAnswer, WindowAnswer};
use crate::present::words::done;

#[derive(Args)]
pub struct Issue {
    #[arg(value_name = help!("申领或人", "APPLICATION"), value_parser = values::named, help = help!("申领编号，或有一件待办申领的人；- 从标准输入读一行", "An application, or a person with one that is open; - reads a line from standard input"))]
    application: String,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("发证日期（默认今天）", "The day of issue (today)"))]
    on: Option<Day>,
}

#[derive(Serialize)]
struct Answer<'a> {
    permit: &'a str,
    migrant: &'a str,
    issued_on: &'a str,
    window: &'a Option<WindowAnswer>,
    valid_until: &'a Option<String>,
    regime: &'static str,
}

impl Issue {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let what = desk::named(cx, &self.application)?;
        let (mut store, office) = desk::open(cx)?;
        let on = desk::act_day(cx, &mut store, self.on)?;
        let (today, counter) = (cx.today(), cx.counter().map(str::to_owned));
        let (dossier, number) = store.act(&desk::actor(cx), "permit issue", |writer| {
            issue::issue(writer, &office, &what, counter.as_deref(), on, today)
        })?;
        if cx.format() != Format::Json {
            let answered = super::answer(cx, &office, &dossier, &number, on)?;
            desk::done(cx, &done::issued(&dossier, &number, &office.book, on, cx.lang()));
            if let Some(said) = done::issued_late(&dossier, on, cx.lang()) {
                desk::done(cx, &said);
            }
            super::say_papers(cx, &office, &dossier, false, on);
            return Ok(answered);
        }
        let held = dossier.cards.iter().find(|held| held.number == number);
        if let Some(card) = held.and_then(|held| PermitAnswer::of(&dossier, held, &office.tree, &office.book, on)) {
            cx.put_json(&Answer {
                permit: &card.permit,
                migrant: &card.migrant,
                issued_on: &card.issued_on,
                window: &card.window,
                valid_until: &card.valid_until,
                regime: card.regime,
            })?;
        }
        Ok(Finish::Done)
    }
}
