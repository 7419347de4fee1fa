//! The list of batches, and what list and [`super::batch`] say of one alike.

use std::collections::BTreeMap;

use serde::Serialize;

use super::table::{Cell, Column, Table};
use super::words::{labels, text};
use crate::domain::lang::Lang;
use crate::domain::mask;
use crate::domain::roster::batch_code;
use crate::store::rosters::BatchRecord;

/// What list and show say of a batch alike.
#[derive(Debug, Serialize)]
pub struct Head {
    pub batch: String,
    pub kind: &'static str,
    pub state: &'static str,
    pub file: String,
    pub source: Option<String>,
    pub at: String,
    pub clerk: String,
    pub counter: Option<String>,
    pub fixes: Option<String>,
    pub superseded_by: Option<String>,
    pub rows: u64,
    pub accepted: u64,
    pub unchanged: u64,
    pub rejected: u64,
    pub warned: u64,
    pub skipped: u64,
    pub open: u64,
    pub late: u64,
}

impl Head {
    pub fn of(record: &BatchRecord) -> Head {
        let counts = &record.counts;
        Head {
            batch: batch_code(record.id),
            kind: record.kind.as_str(),
            state: record.state.as_str(),
            file: file_name(record),
            source: record.source.clone(),
            at: record.at.to_string(),
            clerk: record.clerk.clone(),
            counter: record.counter.clone(),
            fixes: record.fixes.map(batch_code),
            superseded_by: record.superseded_by.map(batch_code),
            rows: counts.rows,
            accepted: counts.accepted,
            unchanged: counts.unchanged,
            rejected: counts.rejected,
            warned: counts.warned,
            skipped: counts.skipped,
            open: record.open,
            late: record.late,
        }
    }
}

/// The name of a batch's file, without the number of a person that somebody wrote into it.
fn file_name(record: &BatchRecord) -> String {
    mask::in_file_name(&record.file, "******")
}

/// The object of `roster list` (docs/contract.md).
#[derive(Debug, Serialize)]
pub struct BatchList {
    batches: Vec<Head>,
}

impl BatchList {
    pub fn of(records: &[BatchRecord]) -> BatchList {
        BatchList { batches: records.iter().map(Head::of).collect() }
    }
}

/// `for_people`: what is not there is said in a word; in CSV its cell is empty.
pub fn list_table(records: &[BatchRecord], for_people: bool, lang: Lang) -> Table {
    let row = |record: &BatchRecord| {
        let fixes = record.fixes.map(|first| text!(lang, "（补正 {0}）", " (fixes {0})", batch_code(first)));
        vec![
            Cell::text(batch_code(record.id)),
            Cell::text(record.at.day().to_string()),
            Cell::text(labels::roster_kind(lang, record.kind)),
            Cell::text(format!("{}{}", file_name(record), fixes.unwrap_or_default())),
            Cell::or_none(record.source.clone().or_else(|| for_people.then(|| unnamed(lang)))),
            Cell::number(record.counts.rows),
            Cell::number(record.counts.accepted),
            Cell::number(record.counts.unchanged),
            Cell::number(record.counts.rejected),
            Cell::number(record.open),
            Cell::number(record.late),
            Cell::text(labels::batch_state(lang, record.state)),
        ]
    };
    Table {
        columns: vec![
            Column::text("batch", text!(lang, "批次", "Batch")),
            Column::text("at", text!(lang, "日期", "Day")),
            Column::text("kind", text!(lang, "种类", "Kind")).spare(1),
            Column::text("file", text!(lang, "文件", "File")),
            Column::text("source", text!(lang, "来源", "Sender")).spare(3),
            Column::number("rows", text!(lang, "行", "Rows")).spare(2),
            Column::number("accepted", text!(lang, "收下", "Accepted")),
            Column::number("unchanged", text!(lang, "原已登记", "Unchanged")).spare(5),
            Column::number("rejected", text!(lang, "退回", "Rejected")),
            Column::number("open", text!(lang, "未补正", "Open")),
            Column::number("late", text!(lang, "迟报", "Late")).spare(4),
            Column::text("state", text!(lang, "状态", "State")),
        ],
        rows: records.iter().map(row).collect(),
        notes: still_open(records, lang),
        ..Table::default()
    }
}

/// How many rows of each sender wait for their correction.
fn still_open(records: &[BatchRecord], lang: Lang) -> Vec<String> {
    let mut open: BTreeMap<Option<&str>, u64> = BTreeMap::new();
    for record in records.iter().filter(|record| record.open > 0) {
        *open.entry(record.source.as_deref()).or_default() += record.open;
    }
    let line = |(source, rows): (Option<&str>, u64)| {
        let source = source.map_or_else(|| unnamed(lang), str::to_owned);
        text!(lang, "{source}：还有 {rows} 行没有补正", "{source}: still open: {rows}")
    };
    open.into_iter().map(line).collect()
}

/// Stands for a sender that nobody named.
fn unnamed(lang: Lang) -> String {
    text!(lang, "未写来源", "no sender named")
}
