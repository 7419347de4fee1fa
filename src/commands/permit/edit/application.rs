//! The facts of an application that can be corrected.

use clap::Args;

use crate::cli::{help, values};
use crate::commands::desk::{self, ProxyArgs};
use crate::context::{Context, Format};
use crate::domain::application_facts::ApplicationFacts;
use crate::domain::article::recorded;
use crate::domain::calendar::Day;
use crate::domain::card_facts::NewDay;
use crate::domain::papers::{Evidence, Ground};
use crate::failure::{Failure, Finish};
use crate::ops::edit_application::{self, Edited, Wanted};
use crate::ops::edit_besides::Acting;
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
    #[arg(long, value_name = help!("材料[:出具人[:日期]]", "KIND[:ISSUER[:DATE]]"), value_parser = values::evidence(), help = help!("申领：更正后的全部材料，一件写一次", "An application: all papers as corrected; once for each"))]
    evidence: Vec<Evidence>,
    #[arg(long, help = help!("申领：照片其实交了", "An application: the photos were brought too"))]
    photo: bool,
    #[command(flatten)]
    proxy: ProxyArgs,
    #[arg(long, conflicts_with_all = ["proxy_name", "proxy_id_number", "proxy_relation"], help = help!("申领：是本人来办的，没有代办人", "An application: the person came in person, nobody acted for them"))]
    no_proxy: bool,
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
    pub fn run(self, cx: &mut Context<'_>, application: &str, because: &str) -> Result<Finish, Failure> {
        let (facts, proxy) = (self.facts()?, self.proxy.proxy());
        let acting = if self.no_proxy { Some(Acting::Nobody) } else { proxy.as_ref().map(Acting::By) };
        let (mut store, office) = desk::open(cx)?;
        let on = desk::act_day(cx, &mut store, None)?;
        let counter = cx.counter().map(str::to_owned);
        let wanted = Wanted { application, facts: &facts, proxy: acting, because, counter: counter.as_deref(), on };
        let actor = desk::actor(cx);
        let edited =
            store.act(&actor, "permit edit", |writer| edit_application::edit(writer, &office, &actor, &wanted))?;
        answer(cx, &edited, on, office.register.practice)
    }

    fn facts(&self) -> Result<ApplicationFacts, Failure> {
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
            evidence: (!self.evidence.is_empty()).then(|| self.evidence.clone()),
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
            ("--evidence", !self.evidence.is_empty()),
            ("--photo", self.photo),
            ("--proxy-name", self.proxy.name.is_some()),
            ("--no-proxy", self.no_proxy),
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
