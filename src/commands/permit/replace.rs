//! `jzz permit replace`: a new card in place of the old one.
//!
//! A damaged or changed card is handed back (S 11(2)): that it was must be said, or is asked for; `--yes` does not say it.

use clap::Args;

use super::desk::{self, ProxyArgs};
use crate::cli::{help, values};
use crate::commands::confirm;
use crate::context::Context;
use crate::domain::calendar::Day;
use crate::domain::dossier::Dossier;
use crate::domain::guardian::child_below;
use crate::domain::replacement::ReplaceReason;
use crate::failure::{Failure, Finish};
use crate::ops::replace::{self, Request};
use crate::present::words::usage::Usage;
use crate::present::words::{self, text};
use crate::store::Writer;

#[derive(Args)]
pub struct Replace {
    #[arg(value_name = help!("证", "PERMIT"), value_parser = values::named, help = help!("证号，或持证人；- 从标准输入读一行", "A permit number, or its bearer; - reads a line from standard input"))]
    permit: String,
    #[arg(long, value_name = help!("原因", "REASON"), value_parser = values::keyword::<ReplaceReason>(), help = help!("损坏、丢失，还是登记事项有变更", "Damaged, lost, or the data on it changed"))]
    because: ReplaceReason,
    #[arg(long, help = help!("旧证已交回（损坏、变更时需要）", "The old card was handed back (needed for damaged and changed)"))]
    old_card_returned: bool,
    #[command(flatten)]
    proxy: ProxyArgs,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("换补的日期（默认今天）", "The day of the new card (today)"))]
    on: Option<Day>,
}

impl Replace {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let because = self.reason(cx)?;
        let what = desk::named(cx, &self.permit)?;
        let (mut store, office) = desk::open(cx)?;
        let on = desk::act_day(cx, &mut store, self.on)?;
        let (today, counter, proxy) = (cx.today(), cx.counter().map(str::to_owned), self.proxy.proxy());
        let work = |writer: &Writer| {
            let request = Request { because, proxy: proxy.as_ref() };
            replace::replace(writer, &office, &what, &request, counter.as_deref(), on, today)
        };
        // Whoever says that the old card was handed back has confirmed enough.
        let question = |(dossier, number): &(Dossier, String), lang| {
            (!because.wants_old_card()).then(|| words::confirm::replace_lost(dossier, number, lang))
        };
        let (dossier, number) = confirm::act(cx, &mut store, "permit replace", work, question)?;
        let answered = super::answer(cx, &office, &dossier, &number, on)?;
        desk::done(cx, &words::done::replaced(&dossier, &number, &office.book, on, cx.lang()));
        if let Some(said) = words::done::replacement_fee(because, office.book.on(on), cx.lang()) {
            desk::done(cx, &said);
        }
        let below = child_below(&dossier, &office.book, on).filter(|_| proxy.is_none());
        if let Some(said) = below.map(|below| words::done::child_comes_alone(below, cx.lang())) {
            desk::done(cx, &said);
        }
        super::say_papers(cx, &office, &dossier, proxy.is_some(), on);
        Ok(answered)
    }

    /// The reason, once it is clear where the old card is.
    fn reason(&self, cx: &Context) -> Result<ReplaceReason, Failure> {
        let because = self.because;
        if !because.wants_old_card() {
            let found = Usage::Together {
                command: "jzz permit replace".to_owned(),
                flag: "--old-card-returned".to_owned(),
                others: vec!["--because lost".to_owned()],
            };
            return if self.old_card_returned { Err(found.into()) } else { Ok(because) };
        }
        let question = text!(cx.lang(), "旧证交回了吗？", "Was the old card handed back?");
        if self.old_card_returned || (cx.can_ask() && cx.ask_whether(&question)?) {
            return Ok(because);
        }
        Err(Usage::old_card().into())
    }
}
