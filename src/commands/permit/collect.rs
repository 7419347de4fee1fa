//! `jzz permit collect`: the card is handed over.

use clap::Args;

use super::desk::{self, ProxyArgs};
use crate::cli::{help, values};
use crate::commands::confirm;
use crate::context::Context;
use crate::domain::calendar::Day;
use crate::domain::dossier::Dossier;
use crate::domain::guardian::child_below;
use crate::failure::{Failure, Finish};
use crate::ops::collect;
use crate::present::words::{self, done};
use crate::store::Writer;

#[derive(Args)]
pub struct Collect {
    #[arg(value_name = help!("证", "PERMIT"), value_parser = values::named, help = help!("证号，或持证人；- 从标准输入读一行", "A permit number, or its bearer; - reads a line from standard input"))]
    permit: String,
    #[command(flatten)]
    proxy: ProxyArgs,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("领取的日期（默认今天）", "The day it was collected (today)"))]
    on: Option<Day>,
}

impl Collect {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let what = desk::named(cx, &self.permit)?;
        let (mut store, office) = desk::open(cx)?;
        let on = desk::act_day(cx, &mut store, self.on)?;
        let (today, counter, proxy) = (cx.today(), cx.counter().map(str::to_owned), self.proxy.proxy());
        let work =
            |writer: &Writer| collect::collect(writer, &office, &what, proxy.as_ref(), counter.as_deref(), on, today);
        // A child that comes alone is noticed before the card is gone (S 9(3)).
        let question = |(dossier, number): &(Dossier, String), lang| {
            let below = child_below(dossier, &office.book, on).filter(|_| proxy.is_none());
            below.map(|below| words::confirm::collect_by_a_child(dossier, number, below, lang))
        };
        let (dossier, number) = confirm::act(cx, &mut store, "permit collect", work, question)?;
        let answered = super::answer(cx, &office, &dossier, &number, on)?;
        let (lang, relation) = (cx.lang(), proxy.as_ref().map(|proxy| proxy.relation.as_str()));
        desk::done(cx, &done::collected(&dossier, &number, relation, &office.book, on, lang));
        super::say_papers(cx, &office, &dossier, proxy.is_some(), on);
        Ok(answered)
    }
}
