//! Report cards of senders: counts, codes and days alone, so that the page can be sent back to them.

use std::fmt::Write;

use serde::Serialize;

use super::table::{Cell, Column, Table};
use super::words::{labels, text};
use super::{explain, printable};
use crate::domain::calendar::Day;
use crate::domain::lang::Lang;
use crate::domain::sender::SenderKind;
use crate::ops::senders::{Fault, SenderCard};

#[derive(Debug, Serialize)]
struct FaultAnswer {
    code: &'static str,
    rows: u64,
    again: bool,
}

#[derive(Debug, Serialize)]
struct CardAnswer {
    source: String,
    kind: Option<&'static str>,
    rosters: u64,
    rows: u64,
    accepted: u64,
    unchanged: u64,
    rejected: u64,
    mended: u64,
    open: u64,
    late: u64,
    days_late: i64,
    reasons: Vec<FaultAnswer>,
    last_at: String,
}

/// The object of `roster senders` (docs/contract.md).
#[derive(Debug, Serialize)]
pub struct SenderList {
    senders: Vec<CardAnswer>,
}

impl SenderList {
    pub fn of(cards: &[SenderCard]) -> SenderList {
        SenderList { senders: cards.iter().map(card).collect() }
    }
}

fn card(card: &SenderCard) -> CardAnswer {
    let fault = |fault: &Fault| FaultAnswer { code: fault.code.as_str(), rows: fault.rows, again: fault.again };
    CardAnswer {
        source: card.source.clone(),
        kind: SenderKind::of(&card.source).map(SenderKind::as_str),
        rosters: card.rosters,
        rows: card.rows,
        accepted: card.accepted,
        unchanged: card.unchanged,
        rejected: card.rejected,
        mended: card.mended,
        open: card.open,
        late: card.late,
        days_late: card.days_late,
        reasons: card.faults.iter().map(fault).collect(),
        last_at: card.last_at.to_string(),
    }
}

pub fn table(cards: &[SenderCard], lang: Lang) -> Table {
    let row = |card: &SenderCard| {
        vec![
            Cell::text(&card.source),
            Cell::number(card.rosters),
            Cell::number(card.rows),
            Cell::number(card.accepted + card.unchanged),
            Cell::number(card.rejected),
            Cell::number(card.open),
            Cell::number(card.late),
            Cell::number(card.days_late),
            Cell::text(faults(card, lang)),
        ]
    };
    Table {
        columns: vec![
            Column::text("source", text!(lang, "来源", "Sender")),
            Column::number("rosters", text!(lang, "名册", "Rosters")).spare(3),
            Column::number("rows", text!(lang, "行", "Rows")),
            Column::number("taken", text!(lang, "合格", "Good")),
            Column::number("rejected", text!(lang, "退回", "Rejected")),
            Column::number("open", text!(lang, "未补正", "Open")),
            Column::number("late", text!(lang, "迟报", "Late")).spare(4),
            Column::number("days_late", text!(lang, "最多晚几天", "Most days late")).spare(5),
            Column::text("reasons", text!(lang, "退回的原因", "Rejected for")),
        ],
        rows: cards.iter().map(row).collect(),
        ..Table::default()
    }
}

fn faults(card: &SenderCard, lang: Lang) -> String {
    let named = |fault: &Fault| {
        let Fault { code, rows, again } = fault;
        let again = if *again { text!(lang, "（上次也有）", " (as last time)") } else { String::new() };
        format!("{code}×{rows}{again}")
    };
    labels::list(lang, &card.faults.iter().map(named).collect::<Vec<_>>())
}

/// A page for the senders: what came, what was wrong with it, what is still open.
pub fn page(cards: &[SenderCard], on: Day, lang: Lang) -> String {
    let title = text!(lang, "名册报送情况", "Rosters: how they came");
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"><title>{title}</title>\n\
         <style>body{{font-family:sans-serif;max-width:48em;margin:2em auto}}td,th{{padding:.2em .8em;text-align:left}}\
         td.n{{text-align:right}}</style></head>\n<body>\n<h1>{title}</h1>\n<p>{on}</p>\n",
        lang.as_str()
    );
    for card in cards {
        let _ = write!(out, "<h2>{}</h2>\n<table>\n", escaped(&card.source));
        for (label, value) in lines(card, lang) {
            let _ = writeln!(out, "<tr><td>{label}</td><td class=\"n\">{value}</td></tr>");
        }
        out.push_str("</table>\n");
        if !card.faults.is_empty() {
            out.push_str("<ul>\n");
            for fault in &card.faults {
                let title = explain::page(fault.code, lang).title;
                let again = if fault.again { text!(lang, "，上次也有", ", as last time") } else { String::new() };
                let _ = writeln!(
                    out,
                    "<li>{}</li>",
                    text!(lang, "{0} 行：{title}（{1}{again}）", "{title} ({1}{again}): {0}", fault.rows, fault.code)
                );
            }
            out.push_str("</ul>\n");
        }
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn lines(card: &SenderCard, lang: Lang) -> Vec<(String, String)> {
    let number = |value: u64| value.to_string();
    vec![
        (text!(lang, "名册份数", "rosters"), number(card.rosters)),
        (text!(lang, "行数", "rows"), number(card.rows)),
        (text!(lang, "合格", "good"), number(card.accepted + card.unchanged)),
        (text!(lang, "退回", "rejected"), number(card.rejected)),
        (text!(lang, "已经补正", "mended since"), number(card.mended)),
        (text!(lang, "还没有补正", "still open"), number(card.open)),
        (text!(lang, "超过期限才报", "reported after the limit"), number(card.late)),
        (text!(lang, "最多晚几天", "most days late"), card.days_late.to_string()),
    ]
}

fn escaped(text: &str) -> String {
    let shown = printable(text);
    shown.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
