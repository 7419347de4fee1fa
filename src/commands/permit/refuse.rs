//! `jzz permit refuse`: the office says no, with its reason and the article it rests on.
//!
//! An entitled person may not be turned away (S 20(1)), so that a refusal without an article is not taken:
//! it stands in `--article`, or in the reason itself.

use clap::Args;

use super::desk;
use crate::cli::values::ValueError;
use crate::cli::{help, missing_answers, values};
use crate::commands::confirm;
use crate::context::Context;
use crate::domain::application::article_in;
use crate::domain::article::recorded;
use crate::domain::calendar::Day;
use crate::failure::{Failure, Finish};
use crate::ops::close::{self, Acted, Closing};
use crate::present::application::Grounds;
use crate::present::words::usage::Usage;
use crate::present::words::{self, text};
use crate::store::Writer;

#[derive(Args)]
pub struct Refuse {
    #[arg(value_name = help!("申领或人", "APPLICATION"), value_parser = values::named, help = help!("申领编号，或有一件待办申领的人；- 从标准输入读一行", "An application, or a person with one that is open; - reads a line from standard input"))]
    application: String,
    #[arg(long, value_name = help!("理由", "TEXT"), value_parser = values::filled, help = help!("不予办理的理由", "Why it is refused"))]
    because: String,
    #[arg(long, value_name = help!("条款", "ARTICLE"), value_parser = values::article, help = help!("依据的条款，如 居住证暂行条例第二条；理由里已写明条款的可以不写", "The article it rests on, such as 'Decree 663 Art. 2'; not needed where the reason names one"))]
    article: Option<String>,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("决定的日期（默认今天）", "The day of the decision (today)"))]
    on: Option<Day>,
}

impl Refuse {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let article = recorded(&self.article(cx)?);
        let what = desk::named(cx, &self.application)?;
        let (mut store, office) = desk::open(cx)?;
        let on = desk::act_day(cx, &mut store, self.on)?;
        let (today, counter) = (cx.today(), cx.counter().map(str::to_owned));
        let closing = Closing::Refused { because: &self.because, article: &article };
        let work = |writer: &Writer| close::close(writer, &office, &what, &closing, counter.as_deref(), on, today);
        let question = |acted: &Acted, lang| Some(words::confirm::close(acted, &closing, lang));
        let acted = confirm::act(cx, &mut store, "permit refuse", work, question)?;
        let grounds = Grounds { because: &self.because, article: Some(&article) };
        let answered = super::answer_application(cx, &office, &acted, grounds, on)?;
        desk::done(cx, &words::done::closed(&acted, &closing, cx.lang()));
        Ok(answered)
    }

    /// The article given, the reason that names one, or the answer at a terminal.
    fn article(&self, cx: &Context) -> Result<String, Failure> {
        if let Some(article) = &self.article {
            return Ok(article.clone());
        }
        if let Some(article) = article_in(&self.because) {
            return Ok(article.to_owned());
        }
        if !cx.can_ask() {
            return Err(missing_article(cx).into());
        }
        let question = text!(
            cx.lang(),
            "依据哪一条（如 居住证暂行条例第二条）",
            "On which article does it rest (such as Decree 663 Art. 2)"
        );
        let given = cx.ask_text(&question, false, None)?;
        let flag = "--article".to_owned();
        let fault = |error| match error {
            ValueError::Placeholder => Usage::Placeholder { flag, value: given.clone() },
            ValueError::NoArticle => Usage::NoArticle { flag, value: given.clone() },
            ValueError::Blank => missing_article(cx),
            ValueError::Unkeepable
            | ValueError::Day(_)
            | ValueError::DayIn(..)
            | ValueError::NotWhole
            | ValueError::OutOf { .. }
            | ValueError::Word { .. } => Usage::Unkeepable { flag },
        };
        values::article(&given).map_err(|error| fault(error).into())
    }
}

fn missing_article(cx: &Context) -> Usage {
    missing_answers("permit refuse", &["article"], cx.lang())
}
