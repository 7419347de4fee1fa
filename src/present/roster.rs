//! What became of a roster: the JSON of `roster import`, and its summary for the person who sent it in.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::lang::Lang;
use crate::jobs::import::Outcome;

use super::explain;
use super::words::{Describe, labels, quoted, text};

/// The object of `roster import` (docs/contract.md).
#[derive(Debug, Serialize)]
pub struct RosterAnswer {
    batch: Option<String>,
    kind: &'static str,
    file_sha256: String,
    encoding: Option<String>,
    rows: u64,
    accepted: u64,
    unchanged: u64,
    rejected: u64,
    held_back: u64,
    warned: u64,
    skipped: u64,
    hidden: Vec<u64>,
    bound: BTreeMap<&'static str, String>,
    ignored: Vec<String>,
    rejects_file: Option<String>,
    already: bool,
}

pub fn answer(outcome: &Outcome) -> RosterAnswer {
    let counts = &outcome.counts;
    let mut bound = BTreeMap::new();
    for (field, heading) in &outcome.bound {
        bound.entry(field.shown()).or_insert_with(|| heading.clone());
    }
    RosterAnswer {
        batch: outcome.batch.map(|batch| format!("B{batch}")),
        kind: outcome.kind.as_str(),
        file_sha256: outcome.sha256.clone(),
        encoding: outcome.encoding.clone(),
        rows: counts.rows,
        accepted: counts.accepted,
        unchanged: counts.unchanged,
        rejected: counts.rejected,
        held_back: outcome.held_back,
        warned: counts.warned,
        skipped: counts.skipped,
        hidden: Vec::new(),
        bound,
        ignored: outcome.ignored.clone(),
        rejects_file: outcome.rejects_file.as_ref().map(|path| path.to_string_lossy().into_owned()),
        already: outcome.already.is_some(),
    }
}

/// One line with the counts: the data of the table format.
pub fn line(outcome: &Outcome, lang: Lang) -> String {
    let counts = &outcome.counts;
    let batch = outcome.batch.map_or_else(|| "—".to_owned(), |batch| format!("B{batch}"));
    let kind = labels::roster_kind(lang, outcome.kind);
    let rows = count_rows(counts.rows, lang);
    let (accepted, unchanged, rejected) = (counts.accepted, counts.unchanged, counts.rejected);
    let held = outcome.held_back;
    let mut line = text!(
        lang,
        "{batch}  {kind}  {rows}：收下 {accepted}，原已登记 {unchanged}，退回 {rejected}",
        "{batch}  {kind}  {rows}: {accepted} accepted, {unchanged} unchanged, {rejected} rejected"
    );
    if held > 0 {
        line.push_str(&text!(lang, "，合格而未收 {held}", ", {held} held back"));
    }
    if counts.warned > 0 {
        let warned = counts.warned;
        line.push_str(&text!(
            lang,
            "；收下和原已登记的行里有 {warned} 行需核对",
            "; {warned} of those taken have a warning"
        ));
    }
    line.push('\n');
    line
}

/// What is said besides: notices, reasons by count, where the rejects lie, what to do next.
pub fn summary(outcome: &Outcome, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(already) = &outcome.already {
        let (day, clerk) = (already.at.day(), &already.clerk);
        let batch = outcome.batch.unwrap_or_default();
        lines.push(text!(
            lang,
            "这个文件 {clerk} 已于 {day} 导入（B{batch}），没有改动",
            "already imported as B{batch} on {day} by {clerk}; nothing changed"
        ));
    }
    for notice in &outcome.notices {
        let (code, sentence) = (Describe::code(notice), notice.words(lang).sentence);
        lines.push(text!(lang, "注意[{code}]：{sentence}", "warning[{code}]: {sentence}"));
    }
    let ignored: Vec<String> = outcome.ignored.iter().filter(|heading| !heading.trim().is_empty()).cloned().collect();
    if !ignored.is_empty() {
        let ignored = labels::list(lang, &ignored);
        lines.push(text!(lang, "没有采用的列：{ignored}", "columns not taken: {ignored}"));
    }
    if outcome.counts.skipped > 0 {
        let skipped = count_rows(outcome.counts.skipped, lang);
        lines.push(text!(lang, "跳过空行、合计、签名：{skipped}", "skipped as blank, total or signature: {skipped}"));
    }
    if outcome.day_assumed > 0 {
        let rows = count_rows(outcome.day_assumed, lang);
        lines.push(text!(
            lang,
            "{rows}没有登记日期，按导入日期登记",
            "registered on the day of the import for want of a day of their own: {rows}"
        ));
    }
    for (code, doubtful) in &outcome.doubts {
        let (rows, line, sentence) = (doubtful.rows, doubtful.line, doubtful.first.words(lang).sentence);
        lines.push(match rows {
            1 => text!(lang, "注意[{code}] 第 {line} 行：{sentence}", "warning[{code}] in line {line}: {sentence}"),
            _ => text!(
                lang,
                "注意[{code}] {rows} 行，如第 {line} 行：{sentence}",
                "warning[{code}] in {rows} rows, first in line {line}: {sentence}"
            ),
        });
    }
    for (code, count) in &outcome.by_code {
        let title = explain::page(*code, lang).title;
        lines.push(text!(lang, "退回 {count} 行 [{code}] {title}", "{count} rejected [{code}] {title}"));
    }
    if let Some(path) = &outcome.rejects_file {
        let path = quoted(&path.display().to_string());
        lines.push(text!(
            lang,
            "退回的行在 {path}，逐行写明原因；改好后用同样的参数导入：jzz roster import {path}",
            "rejected rows, each with its reasons, are in {path}; once mended, with the same flags: jzz roster import {path}"
        ));
    }
    lines
}

fn count_rows(rows: u64, lang: Lang) -> String {
    match rows {
        1 => text!(lang, "{rows} 行", "{rows} row"),
        _ => text!(lang, "{rows} 行", "{rows} rows"),
    }
}
