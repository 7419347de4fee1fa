//! `jzz roster import`: good rows land, bad rows are set aside; and what `check` and `fix` share with it.

use std::path::{Path, PathBuf};

use clap::Args;

use super::asking::choosing;
use crate::cli::{help, values};
use crate::commands::desk;
use crate::context::{Context, Format};
use crate::domain::calendar::Day;
use crate::domain::roster::{Field, RosterKind};
use crate::domain::sender;
use crate::failure::{Failure, Finish};
use crate::intake::{MapFlag, Outer, parse_set};
use crate::jobs::import::{self, ImportError, Order, Outcome, Surroundings};
use crate::ops::office::Office;
use crate::present::roster::{answer, line, summary};
use crate::store::Store;

// The file, and how it is to be read.
#[derive(Args)]
pub struct Reading {
    #[arg(value_name = help!("文件", "FILE"), help = help!("工作簿（.xlsx、.xlsm、.xls、.ods），或 CSV、制表符分隔的文本；按内容识别", "A workbook (.xlsx, .xlsm, .xls, .ods), or text separated by commas, tabs or semicolons; told by its content"))]
    file: PathBuf,
    #[arg(long, value_name = help!("种类", "KIND"), value_parser = values::keyword::<RosterKind>(), help = help!("名册种类（不写则由表头判断）", "Kind of roster (told from the headings)"))]
    kind: Option<RosterKind>,
    #[arg(long, value_name = help!("单位", "UNIT"), help = help!("社区栏空白的行住在哪里", "Where the people of rows without a unit live"))]
    unit: Option<String>,
    #[arg(long, value_name = help!("来源", "TEXT"), value_parser = values::filled, help = help!("谁送来的：employer:代码、landlord:名称、school:名称、hotel:名称，或别的写法", "Who sent it: employer:CODE, landlord:NAME, school:NAME, hotel:NAME, or any other text"))]
    source: Option<String>,
    #[arg(long, value_name = help!("表名", "NAME"), value_parser = values::text, help = help!("工作簿里的哪一张表（不写则取合用的那一张）", "The sheet of a workbook (the one that fits)"))]
    sheet: Option<String>,
    #[arg(long, help = help!("表里隐藏、筛选掉的行不收", "Leave out rows that are hidden or filtered away in the sheet"))]
    visible_only: bool,
    #[arg(long, value_name = help!("编码", "ENCODING"), help = help!("文字编码（不写则自动识别）", "Encoding (recognised)"))]
    encoding: Option<String>,
    #[arg(long, value_name = help!("标题=字段", "HEADING=FIELD"), help = help!("指定某一列是什么，如 --map 花名=姓名 或 --map B=name；可重复写", "Bind a column by hand, such as --map 花名=name or --map B=name; may be repeated"))]
    map: Vec<String>,
    #[arg(long, value_name = help!("字段=值", "FIELD=VALUE"), help = help!("整份文件同一个值，如 --set 居住事由=务工；可重复写", "One value for the whole file, such as --set reason=employment; may be repeated"))]
    set: Vec<String>,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("没有登记日期的行按这一天登记（默认今天）", "The day of registration of rows without one (today)"))]
    on: Option<Day>,
    #[arg(long, value_name = help!("文件", "FILE"), help = help!("退回的行写到哪里（默认在原文件旁边）", "Where rejected rows go (beside the file)"))]
    rejects: Option<PathBuf>,
}

#[derive(Args)]
pub struct Import {
    #[command(flatten)]
    reading: Reading,
    #[arg(long, help = help!("有一行不合格就一行都不收", "Take nothing if any row is bad"))]
    all_or_nothing: bool,
}

impl Import {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        cx.answers_in(&[Format::Table, Format::Json])?;
        let mut order = self.reading.order(cx)?;
        order.all_or_nothing = self.all_or_nothing;
        let (mut store, office) = desk::open(cx)?;
        take_in(cx, &mut store, &office, order)
    }
}

/// Takes a file in on a day that can be trusted, and answers.
pub fn take_in(cx: &mut Context, store: &mut Store, office: &Office, order: Order) -> Result<Finish, Failure> {
    let order = on_a_day(cx, store, order)?;
    let interrupted = cx.interrupted();
    let host = cx.host().to_owned();
    let around = Surroundings { actor: desk::actor(cx), host: &host, interrupted: &interrupted, draw: cx.can_draw() };
    match choosing(cx, office, order, |order| import::import(store, office, order, &around))? {
        Ok(outcome) => {
            put(cx, &outcome)?;
            let findings = outcome.counts.rejected > 0 && outcome.already.is_none();
            Ok(if findings { Finish::Findings } else { Finish::Done })
        }
        Err(ImportError::AllOrNothing(outcome)) => {
            put(cx, &outcome)?;
            Err(ImportError::AllOrNothing(outcome).into())
        }
        Err(error) => Err(error.into()),
    }
}

/// The day is the one given, or today when the clock can be trusted, or the one that was asked for.
pub fn on_a_day(cx: &Context, store: &mut Store, order: Order) -> Result<Order, Failure> {
    if order.on.is_some() {
        return Ok(order);
    }
    let day = desk::act_day(cx, store, None)?;
    Ok(Order { on: (day != cx.today()).then_some(day), ..order })
}

impl Reading {
    pub fn order(&self, cx: &Context) -> Result<Order, Failure> {
        let of_kind = |outer: Outer| outer.of_kind(self.kind);
        let maps = self.map.iter().map(|text| MapFlag::parse(text));
        let maps = maps.collect::<Result<Vec<MapFlag>, Outer>>().map_err(of_kind)?;
        let sets = self.set.iter().map(|text| parse_set(text));
        let sets = sets.collect::<Result<Vec<(Field, String)>, Outer>>().map_err(of_kind)?;
        let source = self.source.as_deref().map(sender::read).transpose()?;
        Ok(Order {
            path: cx.resolve(&self.file),
            kind: self.kind,
            unit: self.unit.clone(),
            counter: cx.counter_flag().map(str::to_owned),
            source,
            encoding: self.encoding.clone(),
            sheet: self.sheet.clone(),
            visible_only: self.visible_only,
            maps,
            sets,
            on: self.on,
            today: cx.today(),
            rejects: self.rejects.as_ref().map(|path| cx.resolve(path)),
            answer: cx.out_path().map(Path::to_owned),
            all_or_nothing: false,
            fixes: None,
            lang: cx.lang(),
        })
    }
}

/// Puts the answer, and says the summary.
pub fn put(cx: &mut Context, outcome: &Outcome) -> Result<(), Failure> {
    let lang = cx.lang();
    if cx.format() == Format::Json {
        cx.put_json(&answer(outcome, lang))?;
    } else {
        cx.put_screen(&line(outcome, lang))?;
    }
    for said in summary(outcome, lang) {
        cx.say(&said);
    }
    Ok(())
}
