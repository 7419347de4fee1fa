//! One batch as it is looked back on: its columns, its rejects by reason, what was late, a few people masked.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use super::batches::Head;
use super::explain;
use super::migrant::{veiled_name, veiled_number};
use super::table::KeyValue;
use super::words::workbook::ranges;
use super::words::{clock, counted, labels, text};
use crate::domain::code::Code;
use crate::domain::dossier::migrant_code;
use crate::domain::lang::Lang;
use crate::domain::mask;
use crate::domain::roster::{Field, batch_code};
use crate::domain::rulebook::RuleBook;
use crate::ops::senders::{LookBack, first_code};

#[derive(Debug, Serialize)]
struct Reason {
    code: &'static str,
    title: &'static str,
    rows: u64,
}

#[derive(Debug, Serialize)]
struct Reject {
    line: i64,
    codes: Vec<String>,
    mended_by: Option<String>,
}

#[derive(Debug, Serialize)]
struct Late {
    line: i64,
    from_on: String,
    due_on: String,
    reported_on: String,
    days: i64,
    article: &'static str,
}

#[derive(Debug, Serialize)]
struct Person {
    line: i64,
    migrant: String,
    name: String,
    id_number: String,
    on: String,
}

/// The object of `roster show` (docs/contract.md).
#[derive(Debug, Serialize)]
pub struct BatchAnswer {
    #[serde(flatten)]
    head: Head,
    file_sha256: String,
    encoding: Option<String>,
    sheet: Option<String>,
    hidden: Vec<u64>,
    registered_on: String,
    bound: BTreeMap<String, String>,
    ignored: Vec<String>,
    flags: Vec<String>,
    rejects_file: Option<String>,
    fixed_by: Vec<String>,
    reasons: Vec<Reason>,
    rejects: Vec<Reject>,
    late_rows: Vec<Late>,
    examples: Vec<Person>,
    #[serde(skip)]
    shown_at: String,
    #[serde(skip)]
    kind_label: &'static str,
    #[serde(skip)]
    state_label: &'static str,
}

impl BatchAnswer {
    pub fn of(found: &LookBack, book: &RuleBook, lang: Lang) -> BatchAnswer {
        let record = &found.record;
        let mut rows: BTreeMap<Code, u64> = BTreeMap::new();
        for code in found.rejects.iter().filter_map(|reject| first_code(&reject.codes)) {
            *rows.entry(code).or_default() += 1;
        }
        let reason =
            |(code, rows): (Code, u64)| Reason { code: code.as_str(), title: explain::page(code, lang).title, rows };
        BatchAnswer {
            head: Head::of(record),
            file_sha256: record.sha256.clone(),
            encoding: record.encoding.clone(),
            sheet: record.sheet.clone(),
            hidden: serde_json::from_str(&record.hidden).unwrap_or_default(),
            registered_on: record.registered_on.to_string(),
            bound: bound(&record.bound),
            ignored: serde_json::from_str(&record.ignored).unwrap_or_default(),
            flags: record.flags.lines().map(|flag| mask::in_file_name(flag, "******")).collect(),
            rejects_file: record.rejects_file.clone(),
            fixed_by: found.fixed_by.iter().map(|fix| batch_code(*fix)).collect(),
            reasons: rows.into_iter().map(reason).collect(),
            rejects: found
                .rejects
                .iter()
                .map(|reject| Reject {
                    line: reject.line,
                    codes: reject.codes.split(';').map(str::to_owned).collect(),
                    mended_by: reject.mended_by.map(batch_code),
                })
                .collect(),
            late_rows: found
                .late
                .iter()
                .map(|(line, late)| Late {
                    line: *line,
                    from_on: late.from_on.to_string(),
                    due_on: late.due_on.to_string(),
                    reported_on: late.reported_on.to_string(),
                    days: late.days(),
                    article: labels::report_article(book.on(late.from_on).regime),
                })
                .collect(),
            examples: found
                .examples
                .iter()
                .map(|person| Person {
                    line: person.line,
                    migrant: migrant_code(person.migrant),
                    name: veiled_name(&person.name, false),
                    id_number: veiled_number(&person.id_number, false),
                    on: person.on.to_string(),
                })
                .collect(),
            shown_at: clock(lang, record.at),
            kind_label: labels::roster_kind(lang, record.kind),
            state_label: labels::batch_state(lang, record.state),
        }
    }

    /// The batch for the eye: of rows at most a few.
    pub fn screen(&self, lang: Lang) -> String {
        let head = &self.head;
        let mut screen = KeyValue::new();
        screen.put(text!(lang, "批次", "batch"), format!("{}  {}", head.batch, self.kind_label));
        screen.put(text!(lang, "状态", "state"), self.state_label);
        screen.put(text!(lang, "文件", "file"), &head.file);
        if let Some(sheet) = &self.sheet {
            screen.put(text!(lang, "工作表", "sheet"), sheet);
        }
        screen.put_or_none(text!(lang, "来源", "sender"), head.source.as_ref());
        screen.put(text!(lang, "时间、经办人", "when, clerk"), format!("{}  {}", self.shown_at, head.clerk));
        screen.put_or_none(text!(lang, "受理点", "counter"), head.counter.as_ref());
        if !self.flags.is_empty() {
            screen.put(text!(lang, "参数", "flags"), self.flags.join(" "));
        }
        if let Some(first) = &head.fixes {
            screen.put(text!(lang, "补正", "fixes"), first);
        }
        if let Some(later) = &head.superseded_by {
            screen.put(text!(lang, "同一文件又导入为", "the same file again"), later);
        }
        if !self.fixed_by.is_empty() {
            screen.put(
                text!(lang, "补正批次", "fixed by"),
                self.fixed_by
                    .iter()
                    .map(|fix| self.mended_by(fix, lang))
                    .collect::<Vec<_>>()
                    .join(&text!(lang, "，", ", ")),
            );
        }
        screen.gap();
        let open_label = match head.fixes.as_ref().filter(|_| head.rejected > 0) {
            Some(first) => text!(lang, "还没有补正（计入 {first}）", "still open (counted with {first})"),
            None => text!(lang, "还没有补正", "still open"),
        };
        for (label, rows) in [
            (text!(lang, "行", "rows"), head.rows),
            (text!(lang, "收下", "accepted"), head.accepted),
            (text!(lang, "原已登记", "unchanged"), head.unchanged),
            (text!(lang, "退回", "rejected"), head.rejected),
            (open_label, head.open),
            (text!(lang, "迟报", "reported late"), head.late),
            (text!(lang, "跳过", "skipped"), head.skipped),
        ] {
            screen.put(label, rows);
        }
        if !self.hidden.is_empty() {
            screen.put(text!(lang, "表里看不见的行", "rows hidden in the sheet"), ranges(&self.hidden));
        }
        self.screen_of_columns(&mut screen, lang);
        self.screen_of_rows(&mut screen, lang);
        screen.render()
    }

    /// A fix, and of how many rows it was one.
    fn mended_by(&self, fix: &str, lang: Lang) -> String {
        let rows = self.rejects.iter().filter(|reject| reject.mended_by.as_deref() == Some(fix)).count();
        text!(lang, "{fix}（补了 {rows} 行）", "{fix} ({rows} mended)")
    }

    fn screen_of_columns(&self, screen: &mut KeyValue, lang: Lang) {
        screen.gap();
        if !self.bound.is_empty() {
            screen.put(text!(lang, "认出的列", "columns found"), text!(lang, "名册里的表头", "heading in the roster"));
        }
        for field in Field::ALL {
            if let Some(heading) = self.bound.get(field.as_str()) {
                screen.put(labels::field(lang, *field), heading);
            }
        }
        if !self.ignored.is_empty() {
            screen.put(text!(lang, "没有采用的列", "columns not taken"), labels::ignored(lang, &self.ignored));
        }
    }

    fn screen_of_rows(&self, screen: &mut KeyValue, lang: Lang) {
        const MOST: usize = 10;
        screen.gap();
        if !self.reasons.is_empty() {
            let (rejected, rows) = (self.head.rejected, counted(self.head.rejected, "row"));
            screen.put(
                text!(lang, "退回的原因", "why rejected"),
                text!(lang, "{rejected} 行，每行按第一个原因计", "{rows}, each under its first reason"),
            );
        }
        for reason in &self.reasons {
            let Reason { code, title, rows } = reason;
            screen.put(text!(lang, "退回 [{code}]", "rejected [{code}]"), format!("{rows}  {title}"));
        }
        screen.gap();
        let articles: BTreeSet<&str> = self.late_rows.iter().map(|late| late.article).collect();
        for article in articles {
            screen.put(text!(lang, "报送的期限", "limit of reports"), article);
        }
        for Late { line, from_on, due_on, reported_on, days, .. } in self.late_rows.iter().take(MOST) {
            let late_by = counted(days, "day");
            screen.put(
                text!(lang, "迟报 第 {line} 行", "late, line {line}"),
                text!(
                    lang,
                    "{from_on} 的事，期限 {due_on}，{reported_on} 报，晚 {days} 天",
                    "of {from_on}, due {due_on}, came {reported_on}, {late_by}"
                ),
            );
        }
        screen.gap();
        for person in &self.examples {
            let Person { line, migrant, name, id_number, on } = person;
            screen.put(
                text!(lang, "例如 第 {line} 行", "for instance, line {line}"),
                format!("{migrant}  {name}  {id_number}  {on}"),
            );
        }
    }
}

/// Field to heading, as the batch keeps them.
fn bound(json: &str) -> BTreeMap<String, String> {
    let kept: BTreeMap<String, Value> = serde_json::from_str(json).unwrap_or_default();
    let shown = |field: String| Field::parse(&field).map_or(field, |field| field.shown().to_owned());
    kept.into_iter().map(|(field, heading)| (shown(field), heading.as_str().unwrap_or_default().to_owned())).collect()
}
