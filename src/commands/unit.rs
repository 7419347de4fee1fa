//! `jzz unit`: the city's units and their counters.

use crate::present::json::Serialize;
use clap::{Args, Subcommand};

use crate::cli::{help, values};
use crate::context::{Context, Format};
use crate::domain::calendar::Day;
use crate::failure::{Failure, Finish};
use crate::ops::office::Office;
use crate::present::table::{Cell, Column, Table};
use crate::present::words::{labels, text};
use crate::store::{Sql, Store, StoreError};

#[derive(Subcommand)]
pub enum Unit {
    #[command(about = help!("列出某一天的单位和受理点", "List the units and counters that stand on a day"))]
    List(List),
}

#[derive(Args)]
pub struct List {
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("哪一天（默认今天）", "The day (today)"))]
    as_of: Option<Day>,
}

#[derive(Serialize)]
struct UnitAnswer<'a> {
    code: &'a str,
    name: &'a str,
    kind: &'static str,
    parent: Option<&'a str>,
    tier: Option<&'static str>,
}

#[derive(Serialize)]
struct Answer<'a> {
    units: Vec<UnitAnswer<'a>>,
}

impl Unit {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        match self {
            Unit::List(args) => args.run(cx),
        }
    }
}

impl List {
    fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let lang = cx.lang();
        let on = self.as_of.unwrap_or_else(|| cx.today());
        let mut store = Store::open_to_read(cx.db_path())?;
        let office = store.read::<_, StoreError>(|sql: &Sql| Office::load(sql))?;
        let standing: Vec<_> = office.tree.units().iter().filter(|unit| unit.stands_on(on)).collect();
        if cx.format() == Format::Json {
            let units = standing.iter().map(|unit| UnitAnswer {
                code: &unit.code,
                name: &unit.name,
                kind: unit.kind.as_str(),
                parent: office.tree.parent_on(unit.id, on).map(|parent| parent.code.as_str()),
                tier: unit.tier.map(crate::domain::unit::Tier::as_str),
            });
            cx.put_json(&Answer { units: units.collect() })?;
            return Ok(Finish::Done);
        }
        let row = |unit: &&crate::domain::unit::Unit| {
            let parent = office.tree.parent_on(unit.id, on);
            vec![
                Cell::text(&unit.code),
                Cell::text(&unit.name),
                Cell::text(labels::unit_kind(lang, unit.kind)),
                Cell::or_none(parent.map(|parent| parent.name.as_str())),
                Cell::or_none(unit.tier.map(|tier| labels::tier(lang, tier))),
            ]
        };
        let table = Table {
            columns: vec![
                Column::text("code", text!(lang, "代码", "Code")),
                Column::text("name", text!(lang, "名称", "Name")),
                Column::text("kind", text!(lang, "种类", "Kind")),
                Column::text("parent", text!(lang, "所属", "Part of")),
                Column::text("tier", text!(lang, "受理点", "Counter")),
            ],
            rows: standing.iter().map(row).collect(),
            ..Table::default()
        };
        cx.put_table(&table)?;
        Ok(Finish::Done)
    }
}
