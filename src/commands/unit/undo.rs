//! `jzz unit undo`: the last act of a unit taken back.

use clap::Args;

use crate::cli::{help, values};
use crate::commands::{confirm, desk};
use crate::context::{Context, Format};
use crate::domain::restructuring::deeds::Deed;
use crate::failure::{Failure, Finish};
use crate::ops::units::Order;
use crate::ops::units::undo::{self, TakenBack};
use crate::present::unit::{UndoneAnswer, UnitAnswer};
use crate::present::words::{self, done};
use crate::store::Writer;

#[derive(Args)]
pub struct Undo {
    #[arg(value_name = help!("单位", "UNIT"), value_parser = values::named, help = help!("代码或名称：撤回最近对它办的一件事", "By code or name: the last act done with it is taken back"))]
    unit: String,
    #[arg(long, value_name = help!("理由", "TEXT"), value_parser = values::filled, help = help!("为什么撤回", "Why it is taken back"))]
    because: String,
}

impl Undo {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let (mut store, office) = desk::open(cx)?;
        let on = desk::act_day(cx, &mut store, None)?;
        let order = Order { on, today: on, because: &self.because };
        let work = |writer: &Writer| undo::undo(writer, &order, &self.unit);
        let question = |back: &TakenBack, lang| Some(words::confirm::undo_unit(back, lang));
        let back = confirm::act(cx, &mut store, "unit undo", work, question)?;
        drop(store);
        let unit = if back.deed == Deed::Open { None } else { Some(super::look(cx, &back.unit.0, on)?.0) };
        answer(cx, &back, unit, office.register.practice)
    }
}

fn answer(cx: &mut Context, back: &TakenBack, unit: Option<UnitAnswer>, practice: bool) -> Result<Finish, Failure> {
    let answer = UndoneAnswer::of(back, unit);
    match cx.format() {
        Format::Json => cx.put_json(&answer)?,
        Format::Table => {
            if let Some(screen) = answer.screen(cx.lang()) {
                cx.put_text(&screen)?;
            }
            desk::specimen(cx, practice);
        }
        Format::Csv | Format::Html | Format::Xlsx => return Err(cx.unfit_format()),
    }
    desk::done(cx, &done::taken_back(back, cx.lang()));
    Ok(Finish::Done)
}
