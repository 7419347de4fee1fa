//! `jzz unit`: the city's units and their counters, and what becomes of them.

mod close;
mod list;
mod merge;
mod open;
mod relocate;
mod rename;
mod show;
mod split;
mod tree;
mod undo;

use clap::{Args, Subcommand};

use crate::cli::{help, values};
use crate::context::{Context, Format};
use crate::domain::calendar::Day;
use crate::domain::lang::Lang;
use crate::domain::restructuring::ActRefusal;
use crate::domain::unit::UnitTree;
use crate::failure::{Failure, Finish};
use crate::ops::OpError;
use crate::ops::office::Office;
use crate::ops::units::{Order, population};
use crate::present::unit::UnitAnswer;
use crate::present::words::done::{self, UnitDone};
use crate::present::words::text;
use crate::store::{Changes, Sql, Store, StoreError, Writer};

use super::{confirm, desk};

#[derive(Subcommand)]
pub enum Unit {
    #[command(about = help!("列出某一天的单位和受理点", "List the units and counters that stand on a day"))]
    List(list::List),
    #[command(about = help!("画出某一天的单位树，标出受理点", "Draw the units of a day as a tree, counters marked"))]
    Tree(tree::Tree),
    #[command(about = help!("查看一个单位：所属、受理点、曾用名、前身和接替单位、登记人数", "Show a unit: parent, counter, earlier names, predecessors, successors, people"))]
    Show(show::Show),
    #[command(about = help!("设立一个单位", "Open a new unit"))]
    Open(open::Open),
    #[command(about = help!("改名，曾用名照样查得到", "Give a unit another name; the earlier one still finds it"))]
    Rename(rename::Rename),
    #[command(about = help!("改变所属", "Make a unit part of another"))]
    Move(relocate::Move),
    #[command(about = help!("并入另一个单位：人员、证件、下属单位随之转入", "Merge a unit into another: people, permits and parts follow"))]
    Merge(merge::Merge),
    #[command(about = help!("拆分：按居住地址分到各个单位", "Split a unit: everybody goes where the address lies"))]
    Split(split::Split),
    #[command(about = help!("撤销一个单位；还有人的，要写明由谁接管", "Close a unit; with people in it, say who takes over"))]
    Close(close::Close),
    #[command(about = help!("撤回一个单位最近办的一件事，各天都同没有办过一样", "Take back the last act done with a unit, as if it had not been made"))]
    Undo(undo::Undo),
}

// What every act of restructuring is told besides: the day and the reason.
#[derive(Args)]
struct Dated {
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("生效的日期（默认今天）", "The day from which it holds (today)"))]
    on: Option<Day>,
    #[arg(long, value_name = help!("依据", "TEXT"), value_parser = values::filled, help = help!("依据，如批复的文号", "Why: the decree, for instance"))]
    because: String,
}

impl Unit {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        match &self {
            Unit::List(_) => cx.answers_in(&[Format::Table, Format::Json, Format::Csv])?,
            Unit::Tree(_)
            | Unit::Show(_)
            | Unit::Open(_)
            | Unit::Rename(_)
            | Unit::Move(_)
            | Unit::Merge(_)
            | Unit::Split(_)
            | Unit::Close(_)
            | Unit::Undo(_) => cx.answers_in(&[Format::Table, Format::Json])?,
        }
        match self {
            Unit::List(args) => args.run(cx),
            Unit::Tree(args) => args.run(cx),
            Unit::Show(args) => args.run(cx),
            Unit::Open(args) => args.run(cx),
            Unit::Rename(args) => args.run(cx),
            Unit::Move(args) => args.run(cx),
            Unit::Merge(args) => args.run(cx),
            Unit::Split(args) => args.run(cx),
            Unit::Close(args) => args.run(cx),
            Unit::Undo(args) => args.run(cx),
        }
    }
}

/// Does an act; gives what came of it and the day.
fn act<T>(
    cx: &mut Context,
    command: &str,
    dated: &Dated,
    work: impl FnOnce(&Writer, &Order) -> Result<(T, Changes), OpError<ActRefusal>>,
) -> Result<(T, Day), Failure> {
    let mut store = Store::open(cx.db_path())?;
    let on = desk::act_day(cx, &mut store, dated.on)?;
    let order = Order { on, today: cx.today(), because: &dated.because };
    let done = store.act(&desk::actor(cx), command, |writer| work(writer, &order))?;
    Ok((done, on))
}

/// The same for an act that is read out at a terminal first: `question` words it from what would come of it, with
/// the units as they stand before.
fn act_confirmed<T>(
    cx: &mut Context,
    command: &str,
    dated: &Dated,
    work: impl Fn(&Writer, &Order) -> Result<(T, Changes), OpError<ActRefusal>>,
    question: impl FnOnce(&T, &Before, Lang) -> String,
) -> Result<(T, Day), Failure> {
    let (mut store, office) = desk::open(cx)?;
    let on = desk::act_day(cx, &mut store, dated.on)?;
    let order = Order { on, today: cx.today(), because: &dated.because };
    let before = Before { tree: &office.tree, on };
    let ask = |done: &T, lang| Some(question(done, &before, lang));
    let done = confirm::act(cx, &mut store, command, |writer| work(writer, &order), ask)?;
    Ok((done, on))
}

/// The units before an act, and its day.
struct Before<'a> {
    tree: &'a UnitTree,
    on: Day,
}

impl Before<'_> {
    /// Name and code of the unit that the words name.
    fn named(&self, text: &str, lang: Lang) -> String {
        match self.tree.named(text, self.on) {
            Ok(unit) => {
                let (code, name) = self.tree.code_and_name(unit, self.on);
                text!(lang, "{name}（{code}）", "{name} ({code})")
            }
            Err(_) => text.to_owned(),
        }
    }
}

/// The unit as on a day, and whether the register is for practice.
fn look(cx: &Context, text: &str, on: Day) -> Result<(UnitAnswer, bool), Failure> {
    let mut store = Store::open_to_read(cx.db_path())?;
    let answer = store.read::<_, OpError<ActRefusal>>(|sql: &Sql| {
        let office = Office::load(sql)?;
        let unit = office.tree.named(text, on).map_err(|refusal| OpError::Refused(ActRefusal::Unit(refusal)))?;
        if unit.since.is_some_and(|since| on < since) {
            return Err(OpError::Refused(ActRefusal::Unit(office.tree.not_standing(unit, on))));
        }
        let people = population::registered(sql, &office.tree, unit, on)?;
        Ok((UnitAnswer::of(&office.tree, unit, on, people), office.register.practice))
    })?;
    Ok(answer)
}

/// Answers with the unit as on a day.
fn answer(cx: &mut Context, text: &str, on: Day) -> Result<Finish, Failure> {
    let (shown, practice) = look(cx, text, on)?;
    put(cx, &shown, practice)
}

/// Answers with the unit as it is after an act, and says what was done.
fn tell(cx: &mut Context, done: UnitDone, text: &str, on: Day) -> Result<Finish, Failure> {
    let (shown, practice) = look(cx, text, on)?;
    told(cx, done, &shown, practice, on)
}

fn told(cx: &mut Context, done: UnitDone, shown: &UnitAnswer, practice: bool, on: Day) -> Result<Finish, Failure> {
    let answered = put(cx, shown, practice)?;
    desk::done(cx, &done::unit(done, shown, on, cx.lang()));
    Ok(answered)
}

fn put(cx: &mut Context, shown: &UnitAnswer, practice: bool) -> Result<Finish, Failure> {
    match cx.format() {
        Format::Json => cx.put_json(shown)?,
        Format::Table => {
            cx.put_screen(&shown.screen(cx.lang()))?;
            desk::specimen(cx, practice);
        }
        Format::Csv | Format::Html | Format::Xlsx => return Err(cx.unfit_format()),
    }
    Ok(Finish::Done)
}

/// The register's own facts, for reading only.
fn office(cx: &Context) -> Result<Office, Failure> {
    let mut store = Store::open_to_read(cx.db_path())?;
    Ok(store.read::<_, StoreError>(|sql: &Sql| Office::load(sql))?)
}
