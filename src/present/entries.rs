//! The journal's entries behind a figure of the look-ups: who looked, at whom, why; people masked.

use serde::Serialize;

use crate::domain::calendar::Day;
use crate::domain::lang::Lang;
use crate::store::lookups::Entry;

use super::migrant::veiled_name;
use super::sheet::{Column, Row, Sheet, Total, Value};
use super::words::text;

/// An entry, with what may be shown of whom it is about.
#[derive(Debug, Clone, Serialize)]
pub struct ShownEntry {
    entry: i64,
    made_at: String,
    clerk: String,
    command: String,
    /// The code of a person, a card, a cell …; none where nobody was named or found.
    subject: Option<String>,
    name: Option<String>,
    rows: i64,
    purpose: Option<String>,
    #[serde(skip)]
    by_the_clock: String,
}

impl ShownEntry {
    /// `name`: of the person that the subject is; `reveal`: unmasked, which the journal says.
    pub fn of(entry: Entry, name: Option<&str>, reveal: bool) -> ShownEntry {
        ShownEntry {
            entry: entry.sequence,
            made_at: entry.at.to_string(),
            by_the_clock: entry.at.on_the_clock(),
            clerk: entry.rows.clerk,
            command: entry.rows.command,
            subject: entry.subject,
            name: name.map(|name| veiled_name(name, reveal)),
            rows: entry.count,
            purpose: entry.purpose,
        }
    }
}

/// The object of `report lookups --list`.
#[derive(Debug, Clone, Serialize)]
pub struct EntriesAnswer<'a> {
    cell: &'a str,
    count: usize,
    entries: &'a [ShownEntry],
}

impl EntriesAnswer<'_> {
    pub fn of<'a>(cell: &'a str, entries: &'a [ShownEntry]) -> EntriesAnswer<'a> {
        EntriesAnswer { cell, count: entries.len(), entries }
    }
}

/// The entries as a sheet.
pub fn sheet(cell: &str, entries: &[ShownEntry], on: Day, specimen: bool, lang: Lang) -> Sheet {
    let row = |one: &ShownEntry| Row {
        key: one.entry.to_string(),
        values: vec![
            Value::text(&one.by_the_clock),
            Value::text(&one.clerk),
            Value::text(&one.command),
            Value::or_none(one.subject.clone()),
            Value::or_none(one.name.clone()),
            Value::Count(one.rows),
            Value::or_none(one.purpose.clone()),
        ],
    };
    Sheet {
        key_title: Some(text!(lang, "日志序号", "entry")),
        columns: vec![
            Column::text("made_at", text!(lang, "时间", "at")),
            Column::text("clerk", text!(lang, "工号", "clerk")),
            Column::text("command", text!(lang, "命令", "command")),
            Column::text("subject", text!(lang, "对象", "subject")),
            Column::text("name", text!(lang, "姓名", "name")),
            Column::count("rows", text!(lang, "条数", "rows")),
            Column::text("purpose", text!(lang, "理由", "reason")),
        ],
        rows: entries.iter().map(row).collect(),
        total: Total::Count(u64::try_from(entries.len()).unwrap_or(u64::MAX)),
        definition: text!(
            lang,
            "单元格 {cell} 背后的日志，一笔一行。对象是人员编号的，另列遮盖的姓名。",
            "The journal's entries behind the cell {cell}. Where the subject is a person, the name stands beside it, masked."
        ),
        specimen,
        ..Sheet::new(lang, "cell", text!(lang, "{cell} 的日志", "Entries behind {cell}"), on)
    }
}
