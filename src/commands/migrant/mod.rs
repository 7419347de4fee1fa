//! `jzz migrant`: people and their stays.

pub mod add;
pub mod edit;
pub mod find;
mod form;
pub mod history;
pub mod leave;
pub mod merge;
pub mod relocate;
pub mod show;
pub mod why;

use clap::Subcommand;

use crate::cli::help;
use crate::context::{Context, Format};
use crate::domain::calendar::Day;
use crate::domain::dossier::Dossier;
use crate::failure::{Failure, Finish};
use crate::ops::office::Office;
use crate::present::migrant::MigrantAnswer;

use super::desk;

#[derive(Subcommand)]
pub enum Migrant {
    #[command(about = help!("办理居住登记", "Register somebody who came to live here"))]
    Add(Box<add::Add>),
    #[command(about = help!("查看一个人：登记、能否申领、证件", "Show a person: registration, entitlement, permit"))]
    Show(show::Show),
    #[command(about = help!("按姓名、号码或编号的一部分查人", "Find people by a part of a name, number or code"))]
    Find(find::Find),
    #[command(about = help!("市内搬家，登记延续", "Record a move inside the city; the registration goes on"))]
    Move(relocate::Move),
    #[command(about = help!("离开本地：登记终止，证件一并注销", "Record a departure: the registration and every card end"))]
    Leave(leave::Leave),
    #[command(about = help!("说明一个人能不能领证、为什么、接着办什么", "Say why somebody may, must or cannot apply, and what comes next"))]
    Why(why::Why),
    #[command(about = help!("更正记错的人员或居住事实，原值保留", "Correct a recorded fact of a person or of the stay; the old value is kept"))]
    Edit(Box<edit::Edit>),
    #[command(about = help!("一个人的全部经过和更正", "Everything that happened to a person, and what was corrected"))]
    History(history::History),
    #[command(about = help!("把同一个人的两份登记合成一份", "Make two records of one person one"))]
    Merge(merge::Merge),
    #[command(about = help!("拆开合错的两份", "Part two records that were merged"))]
    Unmerge(merge::Unmerge),
}

impl Migrant {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        match &self {
            Migrant::Find(_) => cx.answers_in(&[Format::Table, Format::Json, Format::Csv])?,
            Migrant::Add(_)
            | Migrant::Show(_)
            | Migrant::Move(_)
            | Migrant::Leave(_)
            | Migrant::Why(_)
            | Migrant::Edit(_)
            | Migrant::History(_)
            | Migrant::Merge(_)
            | Migrant::Unmerge(_) => cx.answers_in(&[Format::Table, Format::Json])?,
        }
        match self {
            Migrant::Add(args) => args.run(cx),
            Migrant::Show(args) => args.run(cx),
            Migrant::Find(args) => args.run(cx),
            Migrant::Move(args) => args.run(cx),
            Migrant::Leave(args) => args.run(cx),
            Migrant::Why(args) => args.run(cx),
            Migrant::Edit(args) => args.run(cx),
            Migrant::History(args) => args.run(cx),
            Migrant::Merge(args) => args.run(cx),
            Migrant::Unmerge(args) => args.run(cx),
        }
    }
}

/// Answers with the person as on a day.
fn answer(cx: &mut Context, office: &Office, dossier: &Dossier, on: Day) -> Result<Finish, Failure> {
    let (lang, reveal) = (cx.lang(), cx.reveal().is_some());
    let shown = MigrantAnswer::of(dossier, &office.tree, &office.book, on, reveal, lang);
    let shown = shown.ok_or_else(|| show::not_yet(dossier, on))?;
    match cx.format() {
        Format::Json => cx.put_json(&shown)?,
        Format::Table => {
            let screen = cx.in_the_register(&shown.screen(lang));
            cx.put_screen(&screen)?;
            desk::specimen(cx, office.register.practice);
        }
        Format::Csv | Format::Html | Format::Xlsx => return Err(cx.unfit_format()),
    }
    Ok(Finish::Done)
}

/// The same after an act that landed: never a refusal, also where nobody is registered any more on its day.
fn answer_done(cx: &mut Context, office: &Office, dossier: &Dossier, on: Day) -> Result<Finish, Failure> {
    let first = dossier.stays.iter().map(|stay| stay.registered_on).min();
    answer(cx, office, dossier, first.map_or(on, |first| on.max(first)))
}
