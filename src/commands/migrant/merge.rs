//! `jzz migrant merge` and `jzz migrant unmerge`: two records of one person become one, and two again.

use clap::Args;

use super::desk;
use crate::cli::{help, values};
use crate::commands::confirm;
use crate::context::Context;
use crate::domain::calendar::Day;
use crate::failure::{Failure, Finish};
use crate::ops::merge::{self, Merged, Pair};
use crate::ops::unmerge::{self, Parted};
use crate::present::words::told::masked;
use crate::present::words::{self, Describe, text};
use crate::store::Writer;

#[derive(Args)]
pub struct Merge {
    #[arg(value_name = help!("保留", "KEEP"), value_parser = values::named, help = help!("保留的一份：身份号码、编号、证号或姓名；- 从标准输入读一行", "The record that stays: identity number, code, permit number or name; - reads a line from standard input"))]
    keep: String,
    #[arg(value_name = help!("重复", "DUPLICATE"), value_parser = values::named, help = help!("重复的一份，同样的写法；它的编号和号码仍能查到此人", "The duplicate, named likewise; its code and number go on finding the person"))]
    duplicate: String,
    #[arg(long, value_name = help!("理由", "TEXT"), value_parser = values::filled, help = help!("为什么合并", "Why they are merged"))]
    because: String,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("合并的日期（默认今天）", "The day of the merger (today)"))]
    on: Option<Day>,
}

#[derive(Args)]
pub struct Unmerge {
    #[arg(value_name = help!("保留", "KEEP"), value_parser = values::named, help = help!("保留的一份：身份号码、编号、证号或姓名；- 从标准输入读一行", "The record that stayed: identity number, code, permit number or name; - reads a line from standard input"))]
    keep: String,
    #[arg(value_name = help!("重复", "DUPLICATE"), value_parser = values::named, help = help!("并入的一份：它的编号或身份号码", "The record that was merged into it: its code or identity number"))]
    duplicate: String,
    #[arg(long, value_name = help!("理由", "TEXT"), value_parser = values::filled, help = help!("为什么拆开", "Why they are parted"))]
    because: String,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("拆开的日期（默认今天）", "The day of the parting (today)"))]
    on: Option<Day>,
}

impl Merge {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let (keep, duplicate) = (desk::named(cx, &self.keep)?, desk::named(cx, &self.duplicate)?);
        let because = masked(&self.because);
        let (mut store, office) = desk::open(cx)?;
        let on = desk::act_day(cx, &mut store, self.on)?;
        let counter = cx.counter().map(str::to_owned);
        let pair = Pair {
            kept: &keep,
            duplicate: &duplicate,
            because: &because,
            counter: counter.as_deref(),
            on,
            today: cx.today(),
        };
        let work = |writer: &Writer| merge::merge(writer, &office, &pair);
        let question =
            |done: &Merged, lang| Some(words::confirm::merge(&done.dossier, &done.duplicate, &because, lang));
        let merged = confirm::act(cx, &mut store, "migrant merge", work, question)?;
        let answered = super::answer_done(cx, &office, &merged.dossier, on)?;
        let lang = cx.lang();
        desk::done(cx, &words::done::merged(&merged, lang));
        desk::effects(cx, &merged.effects);
        // What makes one doubt that they are one stood in the question already.
        let asked = confirm::is_asked(cx);
        let news = merged.warnings.iter().filter(|warning| !(asked && warning.is_doubt()));
        for warning in news {
            desk::warn(cx, warning);
            if let Some(hint) = warning.words(lang).hint {
                cx.say(&text!(lang, "接着：{hint}", "Next: {hint}"));
            }
        }
        Ok(answered)
    }
}

impl Unmerge {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let (keep, duplicate) = (desk::named(cx, &self.keep)?, desk::named(cx, &self.duplicate)?);
        let because = masked(&self.because);
        let (mut store, office) = desk::open(cx)?;
        let on = desk::act_day(cx, &mut store, self.on)?;
        let counter = cx.counter().map(str::to_owned);
        let pair = Pair {
            kept: &keep,
            duplicate: &duplicate,
            because: &because,
            counter: counter.as_deref(),
            on,
            today: cx.today(),
        };
        let work = |writer: &Writer| unmerge::unmerge(writer, &office, &pair);
        let question =
            |done: &Parted, lang| Some(words::confirm::unmerge(&done.dossier, &done.duplicate, &because, lang));
        let parted = confirm::act(cx, &mut store, "migrant unmerge", work, question)?;
        let answered = super::answer_done(cx, &office, &parted.dossier, on)?;
        desk::done(cx, &words::done::parted(&parted, cx.lang()));
        desk::effects(cx, &parted.effects);
        Ok(answered)
    }
}
