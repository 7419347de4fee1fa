//! `jzz migrant find`: people by a part of what is known of them.

use crate::present::json::Serialize;
use clap::Args;

use super::desk;
use crate::cli::{help, values};
use crate::context::{Context, Format};
use crate::domain::dossier::migrant_code;
use crate::failure::{Failure, Finish};
use crate::ops::OpError;
use crate::ops::person::no_part;
use crate::present::migrant::{veiled_name, veiled_number};
use crate::present::table::{Cell, Column, Table};
use crate::present::words::text;
use crate::store::{Sql, StoreError, dossiers, migrants};

#[derive(Args)]
pub struct Find {
    #[arg(value_name = help!("文字", "TEXT"), value_parser = values::named, help = help!("姓名的任何一部分；号码或编号的四个以上字符；- 从标准输入读一行", "Any part of a name; four characters or more of a number or code; - reads a line from standard input"))]
    text: String,
}

/// The most people that one search lists on a screen; a script is told all.
const MOST: usize = 100;

#[derive(Serialize)]
struct Found {
    migrant: String,
    name: String,
    id_number: String,
    unit: Option<String>,
}

#[derive(Serialize)]
struct Answer {
    people: Vec<Found>,
}

impl Find {
    pub fn run(self, cx: &mut Context<'_>) -> Result<Finish, Failure> {
        let wanted = desk::named(cx, &self.text)?;
        let (mut store, office) = desk::open(cx)?;
        let (today, lang) = (cx.today(), cx.lang());
        let most = if cx.format() == Format::Table { MOST + 1 } else { usize::MAX };
        let (reveal, changes) = (cx.reveal().is_some(), desk::look_up(cx, &office)?);
        let mut people = store.act::<_, StoreError>(&desk::actor(cx), "migrant find", |writer| {
            let sql: &Sql = writer;
            let mut people = Vec::new();
            for id in migrants::search(sql, &wanted, most)? {
                let dossier = dossiers::get(sql, id)?;
                let home = dossier.stay_shown(today).map(|stay| stay.home_on(today).unit);
                let unit = home.and_then(|unit| office.tree.standing_on(unit, today)).map(|unit| unit.code.clone());
                people.push(Found {
                    migrant: migrant_code(id),
                    name: veiled_name(&dossier.person.name, reveal),
                    id_number: veiled_number(&dossier.person.id.text, reveal),
                    unit,
                });
            }
            let rows = u64::try_from(people.len()).unwrap_or(0);
            Ok((people, changes.rows(rows)))
        })?;
        if people.is_empty() {
            let refusal = store.read::<_, StoreError>(|sql| no_part(sql, wanted))?;
            return Err(OpError::Refused(refusal).into());
        }
        if people.len() > MOST && cx.format() == Format::Table {
            people.truncate(MOST);
            cx.say(&text!(
                lang,
                "只列出前 {MOST} 人，请写得更具体。",
                "Only the first {MOST} are listed: be more specific."
            ));
        }
        put(cx, people, &office)
    }
}

fn put(cx: &mut Context, people: Vec<Found>, office: &crate::ops::office::Office) -> Result<Finish, Failure> {
    let (lang, today) = (cx.lang(), cx.today());
    match cx.format() {
        Format::Json => cx.put_json(&Answer { people })?,
        Format::Table | Format::Csv | Format::Html | Format::Xlsx => {
            let row = |found: Found| {
                let unit = found.unit.as_deref().and_then(|code| office.tree.by_code(code));
                let name = unit.map(|unit| office.tree.name_on(unit.id, today).to_owned());
                vec![
                    Cell::text(found.migrant),
                    Cell::text(found.name),
                    Cell::text(found.id_number),
                    Cell::or_none(found.unit),
                    Cell::or_none(name),
                ]
            };
            let table = Table {
                columns: vec![
                    Column::text("migrant", text!(lang, "编号", "Migrant")),
                    Column::text("name", text!(lang, "姓名", "Name")),
                    Column::text("id_number", text!(lang, "证件号码", "Number")),
                    Column::text("unit", text!(lang, "居住地", "Lives in")),
                    Column::text("unit_name", text!(lang, "名称", "Unit")),
                ],
                rows: people.into_iter().map(row).collect(),
                ..Table::default()
            };
            cx.put_table(&table)?;
        }
    }
    Ok(Finish::Done)
}
