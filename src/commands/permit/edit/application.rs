//! The facts of an application that can be corrected.

use clap::Args;

use super::shown::ShownArgs;
use crate::cli::{help, values};
use crate::commands::desk;
use crate::context::{Context, Format};
use crate::domain::application_facts::ApplicationFacts;
use crate::domain::article::recorded;
use crate::domain::calendar::Day;
use crate::domain::card_facts::NewDay;
use crate::domain::papers::{Evidence, Ground};
use crate::failure::{Failure, Finish};
use crate::ops::edit_application::{self, Edited, Wanted};
use crate::present::application::RecordedAnswer;
use crate::present::words::done;
use crate::present::words::told::masked;
use crate::present::words::usage::Usage;

#[derive(Args)]
pub struct ApplicationArgs {
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("申领：更正后的申领日期；当天受理的，受理日期随着改", "An application: the corrected day it was made; that of acceptance follows where it was the same"))]
    applied: Option<Day>,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("申领：更正后的受理日期，办结期限重新算", "An application: the corrected day of acceptance; the limit is computed anew"))]
    accepted: Option<Day>,
    #[arg(long, value_name = help!("依据", "GROUND"), value_parser = values::keyword::<Ground>(), help = help!("申领：更正后的申领依据", "An application: the corrected ground"))]
    ground: Option<Ground>,
    #[arg(long, help = help!("申领：照片其实交了", "An application: the photos were brought too"))]
    photo: bool,
    #[arg(long, value_name = help!("受理点", "COUNTER"), value_parser = values::named, help = help!("申领：更正后的受理点", "An application: the counter at which it was made"))]
    applied_at: Option<String>,
    #[arg(long, value_name = help!("日期|none", "DATE|none"), value_parser = values::new_day, help = help!("申领：更正后的延期日期；none 为没有延过期", "An application: the corrected day on which its limit was extended; none for never extended"))]
    extended: Option<NewDay>,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("申领：更正后的延长到哪天", "An application: the corrected day to which its limit was extended"))]
    extended_to: Option<Day>,
    #[arg(long, value_name = help!("理由", "TEXT"), value_parser = values::filled, help = help!("申领：更正后的延期理由", "An application: the corrected reason of the extension"))]
    extended_because: Option<String>,
    #[arg(long, value_name = help!("日期|none", "DATE|none"), value_parser = values::new_day, help = help!("申领：更正后的撤回、不予办理的日期；none 为没有过，申领恢复待办", "An application: the corrected day on which it was withdrawn or refused; none for neither, it waits again"))]
    closed: Option<NewDay>,
    #[arg(long, value_name = help!("理由", "TEXT"), value_parser = values::filled, help = help!("申领：更正后的撤回、不予办理的理由", "An application: the corrected reason of the withdrawal or refusal"))]
    closed_because: Option<String>,
    #[arg(long, value_name = help!("条款", "ARTICLE"), value_parser = values::article, help = help!("申领：更正后的不予办理的依据", "An application: the corrected article of the refusal"))]
    article: Option<String>,
}

impl ApplicationArgs {
    pub fn run(
        self,
        cx: &mut Context<'_>,
        application: &str,
        shown: &ShownArgs,
        because: &str,
    ) -> Result<Finish, Failure> {
        let (facts, given) = (self.facts(shown)?, shown.proxy());
        let (proxy, applied_at) = (shown.acting(given.as_ref()), self.applied_at.as_deref());
        let (mut store, office) = desk::open(cx)?;
        let on = desk::act_day(cx, &mut store, None)?;
        let counter = cx.counter().map(str::to_owned);
        let counter = counter.as_deref();
        let wanted = Wanted { application, facts: &facts, proxy, applied_at, because, counter, on };
        let actor = desk::actor(cx);
        let edited =
            store.act(&actor, "permit edit", |writer| edit_application::edit(writer, &office, &actor, &wanted))?;
        answer(cx, &edited, on, office.register.practice)
    }

    fn facts(&self, shown: &ShownArgs) -> Result<ApplicationFacts, Failure> {
        alone(
            self.extended,
            "--extended",
            &[("--extended-to", self.extended_to.is_some()), ("--extended-because", self.extended_because.is_some())],
        )?;
        alone(
            self.closed,
            "--closed",
            &[("--closed-because", self.closed_because.is_some()), ("--article", self.article.is_some())],
        )?;
        Ok(ApplicationFacts {
            applied_on: self.applied,
            accepted_on: self.accepted,
            ground: self.ground,
            evidence: shown.evidence().map(<[Evidence]>::to_vec),
            photo: self.photo,
            proxy: None,
            extended_on: self.extended,
            extended_to: self.extended_to,
            extended_because: self.extended_because.as_deref().map(masked),
            closed_on: self.closed,
            closed_because: self.closed_because.as_deref().map(masked),
            article: self.article.as_deref().map(|article| masked(&recorded(article))),
        })
    }

    /// The flags that were given.
    pub fn given(&self) -> Vec<&'static str> {
        let flags = [
            ("--applied", self.applied.is_some()),
            ("--accepted", self.accepted.is_some()),
            ("--ground", self.ground.is_some()),
            ("--photo", self.photo),
            ("--applied-at", self.applied_at.is_some()),
            ("--extended", self.extended.is_some()),
            ("--extended-to", self.extended_to.is_some()),
            ("--extended-because", self.extended_because.is_some()),
            ("--closed", self.closed.is_some()),
            ("--closed-because", self.closed_because.is_some()),
            ("--article", self.article.is_some()),
        ];
        flags.into_iter().filter(|(_, given)| *given).map(|(flag, _)| flag).collect()
    }
}

/// What never happened has neither a reason nor anything else.
fn alone(day: Option<NewDay>, flag: &str, others: &[(&str, bool)]) -> Result<(), Failure> {
    let others: Vec<String> = others.iter().filter(|(_, given)| *given).map(|(flag, _)| (*flag).to_owned()).collect();
    if day != Some(NewDay::Never) || others.is_empty() {
        return Ok(());
    }
    Err(Usage::Together { command: "jzz permit edit".to_owned(), flag: flag.to_owned(), others }.into())
}

fn answer(cx: &mut Context, edited: &Edited, on: Day, practice: bool) -> Result<Finish, Failure> {
    let (lang, answer) = (cx.lang(), RecordedAnswer::of(&edited.recorded, on));
    match cx.format() {
        Format::Json => cx.put_json(&answer)?,
        Format::Table => {
            cx.put_text(&answer.screen(&edited.migrant, lang))?;
            desk::specimen(cx, practice);
        }
        Format::Csv | Format::Html | Format::Xlsx => return Err(cx.unfit_format()),
    }
    desk::done(cx, &done::application_corrected(edited, lang));
    desk::effects(cx, &edited.effects);
    Ok(Finish::Done)
}
