//! What a roster leaves open, asked at a terminal: which sheet it is, and which columns hold what it needs.
//!
//! Asked once, before any row is taken; the answers are the flags that could have been typed, and are shown as such.

use crate::context::Context;
use crate::domain::lang::Lang;
use crate::domain::roster::Field;
use crate::domain::table::Entry;
use crate::failure::Failure;
use crate::intake::outer::Column;
use crate::intake::{MapFlag, Outer};
use crate::jobs::import::{ImportError, Order, Outcome};
use crate::ops::office::Office;
use crate::present::words::field::field_label;
use crate::present::words::workbook::sheet_option;
use crate::present::words::{Describe, labels, quoted, text};
use crate::reference;

/// Does the work; where somebody can be asked for what the file leaves open, with what was answered.
pub fn choosing(
    cx: &mut Context,
    office: &Office,
    mut order: Order,
    mut work: impl FnMut(&Order) -> Result<Outcome, ImportError>,
) -> Result<Result<Outcome, ImportError>, Failure> {
    let mut asked = false;
    loop {
        match work(&order) {
            Err(ImportError::Roster(Outer::SeveralSheets { sheets })) if cx.can_ask() => {
                let question = text!(cx.lang(), "用哪一张工作表", "Which sheet is the roster");
                let options: Vec<String> = sheets.iter().map(|sheet| sheet_option(sheet, cx.lang())).collect();
                let chosen = cx.ask_choice(&question, &options)?;
                order.sheet = sheets.get(chosen).map(|sheet| sheet.name.clone());
            }
            Err(ImportError::Roster(missing @ Outer::Missing { fits: None, .. }))
                if cx.can_ask() && !cx.yes() && !asked =>
            {
                asked = true;
                cx.say(&missing.words(cx.lang()).sentence);
                if !ask_for(cx, office, &mut order, &missing)? {
                    return Ok(Err(missing.into()));
                }
            }
            outcome => return Ok(outcome),
        }
    }
}

/// What was answered for a field.
enum Answer {
    Column(Column),
    Value(String),
    Nothing,
}

/// Asks for each missing field; whether all were answered.
fn ask_for(cx: &mut Context, office: &Office, order: &mut Order, missing: &Outer) -> Result<bool, Failure> {
    let Outer::Missing { fields, unknown, likely, .. } = missing else { return Ok(false) };
    let mut left = unknown.clone();
    let mut flags = Vec::new();
    for field in fields {
        let meant = likely.iter().find(|(of, _)| of == field).map(|(_, column)| column.as_str());
        // What is most likely meant is offered first.
        left.sort_by_key(|column| meant != Some(&column.letter) && meant != Some(&column.heading));
        match ask_one(cx, office, order, *field, &left)? {
            Answer::Column(column) => {
                flags.push(format!("--map {}={}", column.letter, field.as_str()));
                left.retain(|other| *other != column);
                order.maps.push(MapFlag { column: column.letter, field: *field });
            }
            Answer::Value(value) => flags.push(give(order, *field, value)),
            Answer::Nothing => return Ok(false),
        }
    }
    let flags = flags.join(" ");
    cx.say(&text!(cx.lang(), "下次可以直接写：{flags}", "next time this can be typed: {flags}"));
    Ok(true)
}

/// What is the same in all rows; the flag that says so.
fn give(order: &mut Order, field: Field, value: String) -> String {
    let typed = quoted(&value);
    if field == Field::Unit {
        order.unit = Some(value);
        return format!("--unit {typed}");
    }
    if field == Field::Counter {
        order.counter = Some(value);
        return format!("--counter {typed}");
    }
    order.sets.push((field, value));
    format!("--set {}={typed}", field.as_str())
}

/// Whether a whole file may well share it.
fn may_be_shared(field: Field) -> bool {
    matches!(field, Field::Unit | Field::Counter | Field::Reason | Field::Address)
}

fn ask_one(
    cx: &mut Context,
    office: &Office,
    order: &Order,
    field: Field,
    columns: &[Column],
) -> Result<Answer, Failure> {
    let lang = cx.lang();
    let label = field_label(field, lang);
    let shared = may_be_shared(field);
    if columns.is_empty() {
        return if shared { ask_value(cx, office, order, field) } else { Ok(Answer::Nothing) };
    }
    let mut options: Vec<String> = columns.iter().map(|column| labels::column(lang, column)).collect();
    if shared {
        options.push(text!(lang, "整份名册都一样，我来写", "the same in all rows: I type it"));
    }
    options.push(text!(lang, "都不是，不收这份名册", "none of them: leave the roster"));
    let question = text!(lang, "“{label}”是哪一列", "Which column is the {label}");
    let chosen = cx.ask_choice(&question, &options)?;
    match columns.get(chosen) {
        Some(column) => Ok(Answer::Column(column.clone())),
        None if shared && chosen == columns.len() => ask_value(cx, office, order, field),
        None => Ok(Answer::Nothing),
    }
}

/// What stands for all rows; a unit or counter that nobody knows is asked for again.
fn ask_value(cx: &mut Context, office: &Office, order: &Order, field: Field) -> Result<Answer, Failure> {
    let lang = cx.lang();
    let label = field_label(field, lang);
    let question = text!(lang, "整份名册的“{label}”", "The {label} of the whole roster");
    if field == Field::Reason {
        let entries = reference::reasons().entries();
        let options: Vec<String> = entries.iter().map(|entry| option(entry, lang)).collect();
        let chosen = cx.ask_choice(&question, &options)?;
        return Ok(entries.get(chosen).map_or(Answer::Nothing, |entry| Answer::Value(entry.code.clone())));
    }
    loop {
        let answer = cx.ask_text(&question, false, None)?;
        let unknown = if field == Field::Unit {
            office.tree.residence(&answer, order.day()).err()
        } else if field == Field::Counter {
            office.tree.counter(&answer, order.day()).err()
        } else {
            None
        };
        match unknown {
            Some(refusal) => cx.say(&refusal.words(lang).sentence),
            None => return Ok(Answer::Value(answer)),
        }
    }
}

fn option(entry: &Entry, lang: Lang) -> String {
    let (code, zh, en) = (&entry.code, &entry.zh, &entry.en);
    text!(lang, "{code} {zh}", "{code} {en}")
}
