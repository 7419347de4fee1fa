//! `jzz permit`: applications and cards.

pub mod apply;
pub mod collect;
pub mod edit;
pub mod end;
pub mod endorse;
pub mod extend;
pub mod history;
pub mod issue;
pub mod list;
pub mod refuse;
pub mod replace;
pub mod show;
pub mod why;
pub mod withdraw;

use clap::Subcommand;

use crate::cli::help;
use crate::context::{Context, Format};
use crate::domain::calendar::Day;
use crate::domain::collection::fetching;
use crate::domain::dossier::Dossier;
use crate::failure::{Failure, Finish};
use crate::ops::OpError;
use crate::ops::close::Acted;
use crate::ops::endorse::CardRefusal;
use crate::ops::office::Office;
use crate::present::application::{self, ApplicationAnswer, Grounds};
use crate::present::permit::PermitAnswer;
use crate::present::words::done;

use super::desk;

#[derive(Subcommand)]
pub enum Permit {
    #[command(about = help!("申领居住证：材料齐全即受理，不齐一次告知", "Apply for a permit: accepted when complete, else everything missing is listed at once"))]
    Apply(apply::Apply),
    #[command(about = help!("发放居住证", "Issue the card of an accepted application"))]
    Issue(issue::Issue),
    #[command(about = help!("撤回申领", "Withdraw an application"))]
    Withdraw(withdraw::Withdraw),
    #[command(about = help!("不予办理：写明理由和依据的条款", "Refuse an application, with the reason and its article"))]
    Refuse(refuse::Refuse),
    #[command(about = help!("延长发证期限（2016 年起，一次为限）", "Put off the limit of issue (from 2016, once)"))]
    Extend(extend::Extend),
    #[command(about = help!("领取居住证", "Record who collected the card"))]
    Collect(collect::Collect),
    #[command(about = help!("签注居住证", "Endorse a card for another year"))]
    Endorse(endorse::Endorse),
    #[command(about = help!("换领、补领：损坏、丢失、登记事项变了", "A new card in place of a damaged, lost or changed one"))]
    Replace(replace::Replace),
    #[command(about = help!("终止一张证", "End a card"))]
    End(end::End),
    #[command(about = help!("列出证件和申领：按状态、地方、期限", "List cards and applications, by status, place and limit"))]
    List(list::List),
    #[command(about = help!("查看一张证：状态、签注窗口、居住年限", "Show a card: status, endorsement window, residence"))]
    Show(show::Show),
    #[command(about = help!("说明一张证为什么是现在这样、接着办什么", "Say why a card is as it is, and what comes next"))]
    Why(why::Why),
    #[command(about = help!("更正一张证、一件申领记错的内容，原值保留", "Correct a recorded fact of a card or an application; the old value is kept"))]
    Edit(Box<edit::Edit>),
    #[command(about = help!("一张证的全部经过和更正", "Everything that happened to a card, and what was corrected"))]
    History(history::History),
}

impl Permit {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        match &self {
            Permit::List(_) => cx.answers_in(&[Format::Table, Format::Json, Format::Csv])?,
            Permit::Apply(_)
            | Permit::Issue(_)
            | Permit::Withdraw(_)
            | Permit::Refuse(_)
            | Permit::Extend(_)
            | Permit::Collect(_)
            | Permit::Endorse(_)
            | Permit::Replace(_)
            | Permit::End(_)
            | Permit::Show(_)
            | Permit::Why(_)
            | Permit::Edit(_)
            | Permit::History(_) => cx.answers_in(&[Format::Table, Format::Json])?,
        }
        match self {
            Permit::Apply(args) => args.run(cx),
            Permit::Issue(args) => args.run(cx),
            Permit::Withdraw(args) => args.run(cx),
            Permit::Refuse(args) => args.run(cx),
            Permit::Extend(args) => args.run(cx),
            Permit::Collect(args) => args.run(cx),
            Permit::Endorse(args) => args.run(cx),
            Permit::Replace(args) => args.run(cx),
            Permit::End(args) => args.run(cx),
            Permit::List(args) => args.run(cx),
            Permit::Show(args) => args.run(cx),
            Permit::Why(args) => args.run(cx),
            Permit::Edit(args) => args.run(cx),
            Permit::History(args) => args.run(cx),
        }
    }
}

/// Answers with a card of the person as on a day.
fn answer(cx: &mut Context, office: &Office, dossier: &Dossier, number: &str, on: Day) -> Result<Finish, Failure> {
    let lang = cx.lang();
    let held = dossier.cards.iter().find(|held| held.number == number);
    let shown = held.and_then(|held| PermitAnswer::of(dossier, held, &office.tree, &office.book, on));
    let migrant = crate::domain::dossier::migrant_code(dossier.migrant);
    let shown = shown.ok_or(OpError::Refused(CardRefusal::NoCard { migrant, on }))?;
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

/// Says which papers are to be seen when the card is fetched.
fn say_papers(cx: &mut Context, office: &Office, dossier: &Dossier, by_proxy: bool, on: Day) {
    if let Some(said) = done::to_fetch(fetching(dossier, &office.book, by_proxy, on), cx.lang()) {
        desk::done(cx, &said);
    }
}

/// Answers with an application after an act of a day.
fn answer_application(
    cx: &mut Context,
    office: &Office,
    acted: &Acted,
    grounds: Grounds,
    on: Day,
) -> Result<Finish, Failure> {
    let lang = cx.lang();
    match cx.format() {
        Format::Json => cx.put_json(&ApplicationAnswer::of(&acted.application, on))?,
        Format::Table => {
            cx.put_screen(&application::screen(&acted.application, &acted.migrant, grounds, on, lang))?;
            desk::specimen(cx, office.register.practice);
        }
        Format::Csv | Format::Html | Format::Xlsx => return Err(cx.unfit_format()),
    }
    Ok(Finish::Done)
}
