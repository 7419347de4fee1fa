//! `jzz unit list`: the units of a day.

use clap::Args;

use crate::cli::{help, values};
use crate::context::{Context, Format};
use crate::domain::calendar::Day;
use crate::domain::unit::{Tier, Unit};
use crate::failure::{Failure, Finish};
use crate::present::json::Serialize;
use crate::present::table::{Cell, Column, Table};
use crate::present::words::{labels, text};

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

impl List {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let lang = cx.lang();
        let on = self.as_of.unwrap_or_else(|| cx.today());
        let office = super::office(cx)?;
        let tree = &office.tree;
        let standing: Vec<&Unit> = tree.units().iter().filter(|unit| unit.stands_on(on)).collect();
        if cx.format() == Format::Json {
            let units = standing.iter().map(|unit| UnitAnswer {
                code: &unit.code,
                name: tree.name_on(unit.id, on),
                kind: unit.kind.as_str(),
                parent: tree.parent_on(unit.id, on).map(|parent| parent.code.as_str()),
                tier: unit.tier.map(Tier::as_str),
            });
            cx.put_json(&Answer { units: units.collect() })?;
            return Ok(Finish::Done);
        }
        let row = |unit: &&Unit| {
            let parent = tree.parent_on(unit.id, on);
            vec![
                Cell::text(&unit.code),
                Cell::text(tree.name_on(unit.id, on)),
                Cell::text(labels::unit_kind(lang, unit.kind)),
                Cell::or_none(parent.map(|parent| tree.name_on(parent.id, on))),
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
