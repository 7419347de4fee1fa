//! A sheet as a page: one file that holds everything, without a script, for screens, phones and paper.

use std::fmt::Write as _;

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, HtmlEscape};
use serde::Serialize;

use super::chart::Drawing;
use super::{Kind, Sheet, Total, Value};
use crate::domain::lang::Lang;
use crate::present::printable;
use crate::present::words::fault::Fault;
use crate::present::words::{counted, text};

const TEMPLATE: &str = include_str!("page.html");

#[derive(Serialize)]
struct Heading {
    title: String,
    number: bool,
}

#[derive(Serialize)]
struct Group {
    title: String,
    span: usize,
}

/// Everything the template names.
#[derive(Serialize)]
struct Page {
    lang: &'static str,
    title: String,
    as_of: String,
    specimen: Option<String>,
    /// Headings over headings, each with how many it spans; empty where no column shares one.
    groups: Vec<Group>,
    headings: Vec<Heading>,
    /// Lines of the table, written out here: a list has hundreds of thousands, and an engine of templates takes a
    /// second for what is done here in the time of a blink.
    rows: minijinja::Value,
    total: Option<minijinja::Value>,
    count: Option<String>,
    drawings: Vec<Drawing>,
    notes: Vec<String>,
    definition: String,
    definition_title: String,
    identity_title: String,
    checks: Vec<String>,
    table_title: String,
    version: &'static str,
}

pub fn page(sheet: &Sheet) -> Result<Vec<u8>, Fault> {
    let named = keys_are_words(sheet).then(|| Sheet { key_title: None, ..sheet.clone() });
    let mut out =
        rendered(&filled(named.as_ref().unwrap_or(sheet))).map_err(|error| Fault::of(format!("{error:#}")))?;
    if !out.ends_with('\n') {
        out.push('\n');
    }
    Ok(out.into_bytes())
}

fn rendered(page: &Page) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.add_template("page.html", TEMPLATE)?;
    environment.get_template("page.html")?.render(minijinja::value::Serde(page))
}

/// Whether the rows' keys are words of the program that the names beside them say to people (`phone_missing`): nobody
/// types one from a page.
fn keys_are_words(sheet: &Sheet) -> bool {
    let is_word = |key: &str| key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let named = sheet.columns.iter().any(|column| column.key == "name" && column.shown);
    named && !sheet.cells_shown && sheet.rows.iter().all(|row| is_word(&row.key))
}

fn filled(sheet: &Sheet) -> Page {
    let lang = sheet.lang;
    let heading = |title: &str, number| Heading { title: printable(title), number };
    let key = sheet.key_title.iter().map(|title| heading(title, false));
    let shown = sheet.shown().map(|(_, column)| heading(&column.title, is_number(column.kind)));
    let practice =
        || text!(lang, "样张：练习登记库，人员均为虚构", "SPECIMEN: a practice register, all people are made up");
    let check = |check: &super::Check| {
        let (words, left, right) = (&check.words, check.left, check.right);
        text!(lang, "{words}：{left} = {right}", "{words}: {left} = {right}")
    };
    let (total, count) = match &sheet.total {
        Total::Row(row) => (Some(lines(sheet, std::slice::from_ref(row))), None),
        Total::Count(count) => {
            let rows = counted(count, "row");
            (None, Some(text!(lang, "共 {count} 行", "{rows}")))
        }
    };
    Page {
        lang: match lang {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        },
        title: printable(&sheet.title),
        as_of: text!(lang, "截至 {0} 24时", "At the end of {0}", sheet.as_of),
        specimen: sheet.specimen.then(practice),
        groups: groups(sheet),
        headings: key.chain(shown).collect(),
        rows: lines(sheet, &sheet.rows),
        total,
        count,
        drawings: sheet.charts.iter().flat_map(super::Chart::drawings).collect(),
        notes: sheet.notes.iter().map(|note| printable(note)).collect(),
        definition: printable(&sheet.definition),
        definition_title: text!(lang, "统计口径", "What is counted"),
        identity_title: text!(lang, "勾稽关系（全部成立）", "Identities (all hold)"),
        checks: sheet.checks.iter().map(check).collect(),
        table_title: text!(lang, "数据表，可左右滚动", "Table, scrolls sideways"),
        version: concat!("jzz ", env!("CARGO_PKG_VERSION")),
    }
}

/// The headings that neighbours share, with blank ones over the others; none at all where nobody shares.
fn groups(sheet: &Sheet) -> Vec<Group> {
    let key = sheet.key_title.iter().map(|_| None);
    let mut groups: Vec<Group> = Vec::new();
    for group in key.chain(sheet.shown().map(|(_, column)| column.group.as_deref())) {
        let title = printable(group.unwrap_or_default());
        match groups.last_mut() {
            Some(last) if last.title == title => last.span += 1,
            _ => groups.push(Group { title, span: 1 }),
        }
    }
    if groups.iter().all(|group| group.title.is_empty()) { Vec::new() } else { groups }
}

fn is_number(kind: Kind) -> bool {
    matches!(kind, Kind::Count | Kind::Rate)
}

/// Keys up to this are codes, which stand on one line; longer ones are texts.
const LONGEST_CODE: usize = 24;

/// Rows as lines of the table.
fn lines(sheet: &Sheet, rows: &[super::Row]) -> minijinja::Value {
    let mut out = String::new();
    let cell = |out: &mut String, kind: Kind, text: &str| {
        // A day is never broken at its strokes, nor is a period or another code.
        out.push_str(match kind {
            Kind::Count | Kind::Rate => "<td class=\"n\">",
            Kind::Text => "<td class=\"text\">",
            Kind::Day => "<td>",
        });
        // Writing into a text does not fail.
        let _ = write!(out, "{}", HtmlEscape(text));
        out.push_str("</td>");
    };
    for (nth, row) in rows.iter().enumerate() {
        let begins = nth > 0 && sheet.parted == Some(nth);
        out.push_str(if begins { "<tr class=\"parted\">" } else { "<tr>" });
        if sheet.key_title.is_some() {
            let key = printable(&sheet.key_shown(row));
            let is_code = key.len() <= LONGEST_CODE && !key.contains(' ');
            cell(&mut out, if is_code { Kind::Day } else { Kind::Text }, &key);
        }
        for (at, column) in sheet.shown() {
            let text = row.values.get(at).map_or_else(String::new, shown);
            cell(&mut out, column.kind, &text);
        }
        out.push_str("</tr>\n");
    }
    minijinja::Value::from_safe_string(out)
}

fn shown(value: &Value) -> String {
    match value {
        Value::None => "—".to_owned(),
        Value::Hidden => "*".to_owned(),
        Value::Text(text) => printable(text),
        Value::Count(count) => count.to_string(),
        Value::Rate(rate) => rate.clone(),
        Value::Day(day) => day.to_string(),
        Value::Halves(_) | Value::Unit { .. } | Value::Said { .. } => printable(&value.words()),
    }
}
