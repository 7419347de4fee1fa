//! What became of a roster: the JSON of `roster import`, and its summary for the person who sent it in.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::domain::code::Code;
use crate::domain::lang::Lang;
use crate::domain::roster::{RosterKind, batch_code};
use crate::jobs::import::doctor::Diagnosis;
use crate::jobs::import::{OtherSource, Outcome};
use crate::ops::undo::Undone;

use super::explain;
use super::words::roster::text_first;
use super::words::{Describe, counted, labels, quoted, text};

/// The object of `roster import` (docs/contract.md).
#[derive(Debug, Serialize)]
pub struct RosterAnswer {
    batch: Option<String>,
    kind: &'static str,
    file_sha256: String,
    encoding: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<String>,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    fixes: Option<String>,
    doctor: Vec<Finding>,
}

/// What ails the file as a whole.
#[derive(Debug, Serialize)]
struct Finding {
    code: &'static str,
    message: String,
    hint: Option<String>,
    details: Map<String, Value>,
}

fn finding(diagnosis: &Diagnosis, lang: Lang) -> Finding {
    let words = diagnosis.words(lang);
    Finding { code: diagnosis.code().as_str(), message: words.sentence, hint: words.hint, details: words.details }
}

pub fn answer(outcome: &Outcome, lang: Lang) -> RosterAnswer {
    let counts = &outcome.counts;
    let mut bound = BTreeMap::new();
    for (field, heading) in &outcome.bound {
        bound.entry(field.shown()).or_insert_with(|| heading.clone());
    }
    RosterAnswer {
        batch: outcome.batch.map(batch_code),
        kind: outcome.kind.as_str(),
        file_sha256: outcome.sha256.clone(),
        encoding: outcome.encoding.clone(),
        sheet: outcome.sheet.clone(),
        rows: counts.rows,
        accepted: counts.accepted,
        unchanged: counts.unchanged,
        rejected: counts.rejected,
        held_back: outcome.held_back,
        warned: counts.warned,
        skipped: counts.skipped,
        hidden: outcome.hidden.clone(),
        bound,
        ignored: outcome.ignored.clone(),
        rejects_file: outcome.rejects_file.as_ref().map(|path| path.to_string_lossy().into_owned()),
        already: outcome.already.is_some(),
        fixes: outcome.fixes.map(batch_code),
        doctor: outcome.doctor.iter().map(|diagnosis| finding(diagnosis, lang)).collect(),
    }
}

/// One line with the counts: the data of the table format.
pub fn line(outcome: &Outcome, lang: Lang) -> String {
    let counts = &outcome.counts;
    let batch = outcome.batch.map_or_else(|| "—".to_owned(), batch_code);
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

/// The columns that were not taken; of a great many the first, and how many they are.
fn not_taken(columns: &[String], lang: Lang) -> String {
    const MOST: usize = 20;
    let (all, first) = (columns.len(), labels::ignored(lang, &columns[..columns.len().min(MOST)]));
    if all <= MOST {
        return text!(lang, "没有采用的列：{first}", "columns not taken: {first}");
    }
    text!(lang, "没有采用的列有 {all} 列：{first} 等", "columns not taken: {all}, the first of them {first}")
}

/// What is said besides: notices, reasons by count, where the rejects lie, what to do next.
pub fn summary(outcome: &Outcome, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(already) = outcome.already.as_ref().filter(|_| outcome.batch.is_some()) {
        let (day, clerk, batch) = (already.at.day(), &already.clerk, batch_code(already.batch));
        lines.push(text!(
            lang,
            "这个文件 {clerk} 已于 {day} 导入（{batch}），没有改动",
            "already imported as {batch} on {day} by {clerk}; nothing changed"
        ));
        lines.extend(already.other_source.as_ref().map(|other| other_source(other, already.batch, lang)));
    }
    lines.extend(outcome.doctor.iter().map(|diagnosis| told(diagnosis, lang)));
    for notice in &outcome.notices {
        let (code, sentence) = (Describe::code(notice), notice.words(lang).sentence);
        lines.push(text!(lang, "注意[{code}]：{sentence}", "warning[{code}]: {sentence}"));
    }
    if !outcome.ignored.is_empty() {
        lines.push(not_taken(&outcome.ignored, lang));
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
    for ((code, _), doubtful) in &outcome.doubts {
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
    lines.extend(counted_under(outcome, lang));
    for (code, count) in &outcome.by_code {
        let title = explain::page(*code, lang).title;
        lines.push(text!(lang, "  {count} 行 [{code}] {title}", "  {count} [{code}] {title}"));
    }
    let told = outcome.doctor.iter().any(|diagnosis| matches!(diagnosis, Diagnosis::RuinedNumbers { .. }));
    if outcome.by_code.contains_key(&Code::J107) && !told {
        lines.push(text_first(lang));
    }
    lines.extend(outcome.rejects_of.map(|batch| still_open(batch, outcome.batch, lang)));
    if outcome.batch.is_none() && outcome.rejects_file.is_none() && !outcome.by_code.is_empty() {
        lines.push(text!(
            lang,
            "要逐行看原因：检查时加上 --rejects 【文件】",
            "for the reasons of each row: check with --rejects _FILE_"
        ));
    }
    lines.extend(outcome.rejects_file.as_ref().map(|path| what_next(outcome, path, lang)));
    lines
}

/// The heading of the reasons: the rejects file has all of a row, here each row counts once.
fn counted_under(outcome: &Outcome, lang: Lang) -> Option<String> {
    let rejected = count_rows(outcome.by_code.values().sum(), lang);
    let all = match outcome.rejects_file {
        Some(_) => text!(lang, "（全部原因在退回文件里）", " (the rejects file has them all)"),
        None => String::new(),
    };
    (!outcome.by_code.is_empty()).then(|| {
        text!(
            lang,
            "退回 {rejected}，每行按第一个原因计{all}：",
            "rejected: {rejected}, each under its first reason{all}:"
        )
    })
}

/// The sender of a file that came again under another: it was not changed, and how it is.
fn other_source(other: &OtherSource, batch: i64, lang: Lang) -> String {
    let (batch, named) = (batch_code(batch), &other.named);
    let kept = other.kept.clone().unwrap_or_else(|| text!(lang, "没有写", "not named"));
    text!(
        lang,
        "{batch} 的来源没有改成“{named}”，仍是：{kept}。来源写错了的，先撤回再导入：jzz roster undo {batch} --because 来源写错",
        "the sender of {batch} was not changed to \"{named}\"; it is still: {kept}. To change it, take the batch back and import again: jzz roster undo {batch} --because 'wrong sender'"
    )
}

fn told(diagnosis: &Diagnosis, lang: Lang) -> String {
    let (code, words) = (diagnosis.code(), diagnosis.words(lang));
    let hint = words.hint.map(|hint| text!(lang, "；{hint}", "; {hint}")).unwrap_or_default();
    text!(lang, "诊断[{code}]：{0}{hint}", "likely cause[{code}]: {0}{hint}", words.sentence)
}

/// A rejects file that came as a roster of its own: nothing was mended.
fn still_open(first: i64, batch: Option<i64>, lang: Lang) -> String {
    let (first, batch) = (batch_code(first), batch.map(batch_code).unwrap_or_default());
    text!(
        lang,
        "这是 {first} 退回的行，作为新的名册收下（{batch}），{first} 里仍算没有补正。要算补正：先 jzz roster undo {batch} --because 补正，再用同一文件 jzz roster fix {first} 【文件】",
        "these are the rejects of {first}, taken in as a roster of its own ({batch}); in {first} they are still open. To mend them there: jzz roster undo {batch} --because mended, then jzz roster fix {first} with the same file"
    )
}

/// Where the rejects are, and how they come in once they are mended.
fn what_next(outcome: &Outcome, path: &Path, lang: Lang) -> String {
    let path = quoted(&path.display().to_string());
    match outcome.fixes.or(outcome.batch).map(batch_code) {
        Some(batch) => text!(
            lang,
            "退回的行在 {path}，逐行写明原因；改好后补正：jzz roster fix {batch} {path}",
            "rejected rows, each with its reasons, are in {path}; once mended: jzz roster fix {batch} {path}"
        ),
        None => {
            text!(lang, "退回的行在 {path}，逐行写明原因", "rejected rows, each with its reasons, are in {path}")
        }
    }
}

/// What an import would do, after a check.
pub fn forecast(outcome: &Outcome, lang: Lang) -> String {
    let counts = &outcome.counts;
    let (accepted, unchanged, rejected) = (counts.accepted, counts.unchanged, counts.rejected);
    match &outcome.already {
        Some(already) => {
            let batch = batch_code(already.batch);
            text!(
                lang,
                "只是检查，什么都没有存。这个文件已经是 {batch}，再导入不会改动什么",
                "checked, nothing kept. The file is {batch} already: to import it again would change nothing"
            )
        }
        None => text!(
            lang,
            "只是检查，什么都没有存。导入会收下 {accepted} 行，{unchanged} 行原已登记不动，退回 {rejected} 行",
            "checked, nothing kept. An import would do the same and keep it: {accepted} accepted, {unchanged} unchanged, {rejected} rejected"
        ),
    }
}

/// What was taken back.
pub fn undone(done: &Undone, lang: Lang) -> String {
    let (batch, removed) = (batch_code(done.batch), done.removed);
    let mut line = match done.kind {
        RosterKind::People => {
            text!(
                lang,
                "{batch} 已撤回：收回 {removed} 条居住登记",
                "{batch} undone; registrations taken back: {removed}"
            )
        }
        RosterKind::Permits => {
            text!(lang, "{batch} 已撤回：收回 {removed} 张证", "{batch} undone; permits taken back: {removed}")
        }
        RosterKind::Departures => {
            text!(lang, "{batch} 已撤回：恢复 {removed} 条居住登记", "{batch} undone; departures taken back: {removed}")
        }
    };
    line.push('\n');
    line
}

fn count_rows(rows: u64, lang: Lang) -> String {
    let counted = counted(rows, "row");
    text!(lang, "{rows} 行", "{counted}")
}
