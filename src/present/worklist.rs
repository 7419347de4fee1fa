//! The list of cards and applications: one object for scripts, one table for the eye and for spreadsheets.

use serde::Serialize;

use crate::domain::calendar::Day;
use crate::domain::dossier::{application_code, migrant_code};
use crate::domain::lang::Lang;
use crate::domain::unit::{Unit, UnitId, UnitTree};
use crate::ops::worklist::{ListedApplication, ListedCard, Worklist};

use super::migrant::veiled_name;
use super::permit::WindowAnswer;
use super::table::{Cell, Column, Table};
use super::words::{counted, labels, text};

#[derive(Debug, Clone, Serialize)]
struct CardEntry {
    permit: String,
    migrant: String,
    name: String,
    unit: String,
    counter: String,
    status: &'static str,
    status_since: String,
    window: Option<WindowAnswer>,
}

#[derive(Debug, Clone, Serialize)]
struct ApplicationEntry {
    application: String,
    migrant: String,
    name: String,
    unit: Option<String>,
    counter: String,
    state: &'static str,
    accepted_on: Option<String>,
    due_on: Option<String>,
    promised_on: Option<String>,
    days_left: Option<i64>,
}

/// The object of `permit list`.
#[derive(Debug, Clone, Serialize)]
pub struct WorklistAnswer {
    permits: Vec<CardEntry>,
    applications: Vec<ApplicationEntry>,
}

fn code_of(tree: &UnitTree, unit: UnitId) -> String {
    tree.get(unit).map_or_else(String::new, |unit| unit.code.clone())
}

fn day(day: Option<Day>) -> Option<String> {
    day.map(|day| day.to_string())
}

impl WorklistAnswer {
    pub fn of(list: &Worklist, tree: &UnitTree, reveal: bool) -> WorklistAnswer {
        let card = |card: &ListedCard| CardEntry {
            permit: card.number.clone(),
            migrant: migrant_code(card.migrant),
            name: veiled_name(&card.name, reveal),
            unit: code_of(tree, card.unit),
            counter: code_of(tree, card.counter),
            status: card.state.status.as_str(),
            status_since: card.state.since.to_string(),
            window: card
                .state
                .window
                .map(|(opens, closes)| WindowAnswer { opens: opens.to_string(), closes: closes.to_string() }),
        };
        let application = |one: &ListedApplication| ApplicationEntry {
            application: application_code(one.id),
            migrant: migrant_code(one.migrant),
            name: veiled_name(&one.name, reveal),
            unit: one.unit.map(|unit| code_of(tree, unit)),
            counter: code_of(tree, one.counter),
            state: one.state.as_str(),
            accepted_on: day(one.accepted_on),
            due_on: day(one.due_on),
            promised_on: day(one.promised_on),
            days_left: one.days_left,
        };
        WorklistAnswer {
            permits: list.cards.iter().map(card).collect(),
            applications: list.applications.iter().map(application).collect(),
        }
    }
}

/// Cards and applications in one table: the day that counts is the window's last, or the limit.
pub fn table(list: &Worklist, tree: &UnitTree, reveal: bool, on: Day, lang: Lang) -> Table {
    let cards = list.cards.iter().map(|card| {
        let window = card.state.window;
        // Of a card that ran out, the last good day has passed.
        let last = window.map(|(_, closes)| closes).or(card.state.lapsed_on.map(|day| day.plus_days(-1)));
        let left = last.map(|last| last.days_since(on));
        vec![
            Cell::text(card.number.clone()),
            Cell::text(migrant_code(card.migrant)),
            Cell::text(veiled_name(&card.name, reveal)),
            unit(tree, Some(card.unit), on),
            Cell::text(code_of(tree, card.counter)),
            Cell::text(labels::status(lang, card.state.status)),
            Cell::text(card.state.since.to_string()),
            Cell::or_none(window.map(|(opens, _)| opens)),
            Cell::or_none(last),
            left.map_or(Cell::None, Cell::number),
        ]
    });
    // What is decided, or was never accepted, runs towards no day: when it came to that is told first.
    let runs = !list.cards.is_empty() || list.applications.iter().any(|one| one.days_left.is_some());
    let rank = |running: u8, decided: u8| if runs { running } else { decided };
    let applications = list.applications.iter().map(|one| {
        vec![
            Cell::text(application_code(one.id)),
            Cell::text(migrant_code(one.migrant)),
            Cell::text(veiled_name(&one.name, reveal)),
            unit(tree, one.unit, on),
            Cell::text(code_of(tree, one.counter)),
            Cell::text(labels::application_state(lang, one.state)),
            Cell::text(one.since.to_string()),
            Cell::or_none(one.promised_on),
            Cell::or_none(one.due_on),
            one.days_left.map_or(Cell::None, Cell::number),
        ]
    });
    Table {
        parted: None,
        columns: vec![
            Column::text("number", text!(lang, "证号或申领编号", "Permit or application")),
            Column::text("migrant", text!(lang, "编号", "Migrant")).spare(2),
            Column::text("name", text!(lang, "姓名", "Name")),
            Column::text("unit", text!(lang, "居住地", "Lives in")).spare(3),
            Column::text("counter", text!(lang, "受理点", "Counter")).spare(6),
            Column::text("status", text!(lang, "状态", "Status")),
            Column::text("since", text!(lang, "自", "Since")).spare(rank(5, 0)),
            Column::text("from", text!(lang, "窗口开始或承诺日期", "Opens or promised")).spare(rank(4, 8)),
            Column::text("by", text!(lang, "最后一天", "Last day")).spare(rank(0, 7)),
            Column::number("days_left", text!(lang, "还剩天数", "Days left")).spare(rank(0, 9)),
        ],
        rows: cards.chain(applications).collect(),
        total: None,
        notes: notes(list, lang),
    }
}

fn unit(tree: &UnitTree, unit: Option<UnitId>, on: Day) -> Cell {
    let named = |unit: &Unit| Cell::text(format!("{} {}", unit.code, tree.name_on(unit.id, on)));
    unit.and_then(|unit| tree.get(unit)).map_or(Cell::None, named)
}

/// A limit that nobody can know is said to be unknown.
fn notes(list: &Worklist, lang: Lang) -> Vec<String> {
    let count = list.applications.iter().filter(|one| one.unknown).count();
    if count == 0 {
        return Vec::new();
    }
    let limits = counted(count, "application");
    vec![text!(
        lang,
        "{count} 件申领的期限跨到没有放假安排的年份，算不出来，留空",
        "{limits} with a limit that runs into a year without a calendar of working days: left empty"
    )]
}
