//! `jzz roster`: files that employers, landlords, schools and older systems send.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};

use super::desk;
use crate::cli::{help, values};
use crate::context::{Context, Format};
use crate::domain::calendar::Day;
use crate::domain::roster::{Field, RosterKind};
use crate::failure::{Failure, Finish};
use crate::intake::{MapFlag, Outer, parse_set};
use crate::jobs::import::{self, ImportError, Order, Outcome, Surroundings};
use crate::present::roster::{answer, line, summary};

#[derive(Subcommand)]
pub enum Roster {
    #[command(about = help!("导入名册或证件台账：合格的行收下，不合格的行连原因退回", "Take in a people or permit roster: good rows land, bad rows are set aside with their reasons"))]
    Import(Import),
}

#[derive(Args)]
pub struct Import {
    #[arg(value_name = help!("文件", "FILE"), help = help!("CSV 或制表符分隔的文本；UTF-8、GB18030、UTF-16 自动识别", "Text separated by commas, tabs or semicolons; UTF-8, GB18030 and UTF-16 are recognised"))]
    file: PathBuf,
    #[arg(long, value_name = help!("种类", "KIND"), value_parser = PossibleValuesParser::new(RosterKind::ALL.map(RosterKind::as_str)), help = help!("名册种类（不写则由表头判断）", "Kind of roster (told from the headings)"))]
    kind: Option<String>,
    #[arg(long, value_name = help!("单位", "UNIT"), help = help!("社区栏空白的行住在哪里", "Where the people of rows without a unit live"))]
    unit: Option<String>,
    #[arg(long, value_name = help!("来源", "TEXT"), help = help!("谁送来的，如 employer:91520100MA6DG0015Q", "Who sent it, such as employer:91520100MA6DG0015Q"))]
    source: Option<String>,
    #[arg(long, value_name = help!("编码", "ENCODING"), help = help!("文字编码（不写则自动识别）", "Encoding (recognised)"))]
    encoding: Option<String>,
    #[arg(long, value_name = help!("标题=字段", "HEADING=FIELD"), help = help!("指定某一列是什么，如 --map 花名=name 或 --map B=name；可重复写", "Bind a column by hand, such as --map 花名=name or --map B=name; may be repeated"))]
    map: Vec<String>,
    #[arg(long, value_name = help!("字段=值", "FIELD=VALUE"), help = help!("整份文件同一个值，如 --set reason=务工；可重复写", "One value for the whole file, such as --set reason=employment; may be repeated"))]
    set: Vec<String>,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("没有登记日期的行按这一天登记（默认今天）", "The day of registration of rows without one (today)"))]
    on: Option<Day>,
    #[arg(long, value_name = help!("文件", "FILE"), help = help!("退回的行写到哪里（默认在原文件旁边）", "Where rejected rows go (beside the file)"))]
    rejects: Option<PathBuf>,
    #[arg(long, help = help!("有一行不合格就一行都不收", "Take nothing if any row is bad"))]
    all_or_nothing: bool,
}

impl Roster {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        match self {
            Roster::Import(args) => args.run(cx),
        }
    }
}

impl Import {
    fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        cx.answers_in(&[Format::Table, Format::Json])?;
        let mut order = self.order(cx)?;
        let (mut store, office) = desk::open(cx)?;
        order.on = match order.on {
            Some(day) => Some(day),
            None => clock_day(cx, &mut store)?,
        };
        let interrupted = cx.interrupted();
        let around = Surroundings { actor: desk::actor(cx), interrupted: &interrupted, draw: cx.can_draw() };
        match import::import(&mut store, &office, &order, &around) {
            Ok(outcome) => {
                put(cx, &outcome)?;
                Ok(if outcome.counts.rejected > 0 && outcome.already.is_none() {
                    Finish::Findings
                } else {
                    Finish::Done
                })
            }
            Err(ImportError::AllOrNothing(outcome)) => {
                put(cx, &outcome)?;
                Err(ImportError::AllOrNothing(outcome).into())
            }
            Err(error) => Err(error.into()),
        }
    }

    fn order(&self, cx: &Context) -> Result<Order, Failure> {
        let maps = self.map.iter().map(|text| MapFlag::parse(text)).collect::<Result<Vec<MapFlag>, Outer>>()?;
        let sets = self.set.iter().map(|text| parse_set(text)).collect::<Result<Vec<(Field, String)>, Outer>>()?;
        Ok(Order {
            path: cx.resolve(&self.file),
            kind: self.kind.as_deref().and_then(RosterKind::parse),
            unit: self.unit.clone(),
            counter: cx.counter_flag().map(str::to_owned),
            source: self.source.clone(),
            encoding: self.encoding.clone(),
            maps,
            sets,
            on: self.on,
            today: cx.today(),
            rejects: self.rejects.as_ref().map(|path| cx.resolve(path)),
            all_or_nothing: self.all_or_nothing,
            lang: cx.lang(),
        })
    }
}

/// `None` when the clock can be trusted; else the day that was asked for.
fn clock_day(cx: &Context, store: &mut crate::store::Store) -> Result<Option<Day>, Failure> {
    let day = desk::act_day(cx, store, None)?;
    Ok((day != cx.today()).then_some(day))
}

fn put(cx: &mut Context, outcome: &Outcome) -> Result<(), Failure> {
    let lang = cx.lang();
    if cx.format() == Format::Json {
        cx.put_json(&answer(outcome))?;
    } else {
        cx.put_text(&line(outcome, lang))?;
    }
    for said in summary(outcome, lang) {
        cx.say(&said);
    }
    Ok(())
}
