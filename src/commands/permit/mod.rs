//! `jzz permit`: applications and cards.

pub mod apply;
pub mod endorse;
pub mod issue;
pub mod show;
pub mod why;

use clap::Subcommand;

use crate::cli::help;
use crate::context::{Context, Format};
use crate::domain::calendar::Day;
use crate::domain::dossier::Dossier;
use crate::failure::{Failure, Finish};
use crate::ops::OpError;
use crate::ops::endorse::CardRefusal;
use crate::ops::office::Office;
use crate::present::permit::PermitAnswer;

use super::desk;

#[derive(Subcommand)]
pub enum Permit {
    #[command(about = help!("申领居住证：材料齐全即受理，不齐一次告知", "Apply for a permit: accepted when complete, else everything missing is listed at once"))]
    Apply(apply::Apply),
    #[command(about = help!("发放居住证", "Issue the card of an accepted application"))]
    Issue(issue::Issue),
    #[command(about = help!("签注居住证", "Endorse a card for another year"))]
    Endorse(endorse::Endorse),
    #[command(about = help!("查看一张证：状态、签注窗口、居住年限", "Show a card: status, endorsement window, residence"))]
    Show(show::Show),
    #[command(about = help!("说明一张证为什么是现在这样、接着办什么", "Say why a card is as it is, and what comes next"))]
    Why(why::Why),
}

impl Permit {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        cx.answers_in(&[Format::Table, Format::Json])?;
        match self {
            Permit::Apply(args) => args.run(cx),
            Permit::Issue(args) => args.run(cx),
            Permit::Endorse(args) => args.run(cx),
            Permit::Show(args) => args.run(cx),
            Permit::Why(args) => args.run(cx),
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
            cx.put_text(&screen)?;
            desk::specimen(cx, office.register.practice);
        }
        Format::Csv | Format::Html | Format::Xlsx => return Err(cx.unfit_format()),
    }
    Ok(Finish::Done)
}
