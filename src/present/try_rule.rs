//! What would follow from setting a rule, as JSON, screen and table.

use serde::Serialize;

use crate::domain::dossier::migrant_code;
use crate::domain::lang::Lang;
use crate::domain::permit::Status;
use crate::domain::rate::{Figures, Rate, percent};
use crate::ops::rules::Planned;
use crate::ops::try_rule::{Concerned, Trial};

use super::migrant::veiled_name;
use super::rules::{put_counts, said};
use super::table::{Cell, Column, KeyValue, Table};
use super::words::{labels, text};

#[derive(Debug, Clone, Serialize)]
struct PersonAnswer {
    migrant: String,
    name: String,
}

#[derive(Debug, Clone, Serialize)]
struct CardAnswer {
    permit: String,
    migrant: String,
    name: String,
    before: &'static str,
    after: &'static str,
    #[serde(skip)]
    statuses: (Status, Status),
}

#[derive(Debug, Clone, Serialize)]
struct RateMove {
    key: String,
    name: String,
    liable_before: u64,
    liable_after: u64,
    liable_rate_before: Option<String>,
    liable_rate_after: Option<String>,
}

/// The object of `rules try`.
#[derive(Debug, Clone, Serialize)]
pub struct TryAnswer {
    key: String,
    old: String,
    value: String,
    from: String,
    #[serde(rename = "for")]
    unit: Option<String>,
    as_of: String,
    gain: Vec<PersonAnswer>,
    lose: Vec<PersonAnswer>,
    cards: Vec<CardAnswer>,
    computed_anew: Counts,
    rows: Vec<RateMove>,
    total: RateMove,
    #[serde(skip)]
    name: String,
}

/// What `rules set` would compute anew, and would answer with.
#[derive(Debug, Clone, Serialize)]
struct Counts {
    cards: usize,
    applications: usize,
    promises: usize,
}

/// How many people or cards a screen lists; JSON has all.
const MOST_LISTED: usize = 20;

impl TryAnswer {
    pub fn of(trial: &Trial, planned: &Planned, reveal: bool, lang: Lang) -> TryAnswer {
        let people = |people: &[Concerned]| people.iter().map(|person| person_answer(person, reveal)).collect();
        let cards = trial.cards.iter().map(|card| {
            let PersonAnswer { migrant, name } = person_answer(&card.bearer, reveal);
            let (before, after) = (card.before.as_str(), card.after.as_str());
            CardAnswer {
                permit: card.permit.clone(),
                migrant,
                name,
                before,
                after,
                statuses: (card.before, card.after),
            }
        });
        TryAnswer {
            key: planned.setting.key.clone(),
            old: planned.old.clone(),
            value: planned.setting.value.clone(),
            from: planned.setting.from.to_string(),
            unit: planned.unit.clone(),
            as_of: trial.on.to_string(),
            gain: people(&trial.gain),
            lose: people(&trial.lose),
            cards: cards.collect(),
            computed_anew: Counts {
                cards: trial.effect.cards,
                applications: trial.effect.limits(),
                promises: trial.effect.promises(),
            },
            name: planned.constant.name().to_owned(),
            rows: rate_rows(&trial.before, &trial.after),
            total: rate_move("total", labels::total(lang), &trial.before.total, &trial.after.total),
        }
    }

    /// Counts and the first people, above the table of the districts.
    pub fn screen(&self, lang: Lang) -> String {
        let mut screen = KeyValue::new();
        let as_of = &self.as_of;
        screen
            .put(text!(lang, "规则项", "Rule"), &self.key)
            .put(text!(lang, "原值", "Before"), said(lang, &self.name, &self.old))
            .put(text!(lang, "试改为", "Tried"), said(lang, &self.name, &self.value))
            .put(text!(lang, "自何日", "From"), &self.from)
            .put(text!(lang, "看哪一天", "Seen on"), as_of)
            .gap()
            .put(text!(lang, "新有资格申领", "Would gain entitlement"), self.gain.len())
            .put(text!(lang, "失去申领资格", "Would lose entitlement"), self.lose.len())
            .put(text!(lang, "当日证件状态改变", "Cards with another status that day"), self.cards.len())
            .gap();
        let Counts { cards, applications, promises } = self.computed_anew;
        put_counts(&mut screen, [cards, applications, promises], lang);
        screen.gap();
        let mut list = |title: String, lines: Vec<String>| {
            for (at, line) in lines.iter().take(MOST_LISTED).enumerate() {
                screen.put(if at == 0 { title.as_str() } else { "" }, line);
            }
            if let Some(more) = lines.len().checked_sub(MOST_LISTED).filter(|more| *more > 0) {
                screen.put("", text!(lang, "另有{more}", "and {more} more"));
            }
        };
        let person = |person: &PersonAnswer| format!("{} {}", person.migrant, person.name);
        list(text!(lang, "新有资格", "Gain"), self.gain.iter().map(person).collect());
        list(text!(lang, "失去资格", "Lose"), self.lose.iter().map(person).collect());
        let card = |card: &CardAnswer| {
            let (before, after) = card.statuses;
            let moved = format!("{} → {}", labels::status(lang, before), labels::status(lang, after));
            format!("{} {} {}  {moved}", card.permit, card.migrant, card.name)
        };
        list(text!(lang, "证件", "Cards"), self.cards.iter().map(card).collect());
        screen.render()
    }

    /// How the rates of the districts would move.
    pub fn table(&self, lang: Lang) -> Table {
        let row = |row: &RateMove| {
            vec![
                Cell::text(&row.key),
                Cell::text(&row.name),
                Cell::number(row.liable_before),
                Cell::number(row.liable_after),
                row.liable_rate_before.as_ref().map_or(Cell::None, Cell::number),
                row.liable_rate_after.as_ref().map_or(Cell::None, Cell::number),
            ]
        };
        Table {
            columns: vec![
                Column::text("key", text!(lang, "代码", "Code")).spare(1),
                Column::text("name", text!(lang, "区县", "District")),
                Column::number("liable_before", text!(lang, "应办人数", "Liable")),
                Column::number("liable_after", text!(lang, "改后应办", "Liable then")),
                Column::number("liable_rate_before", text!(lang, "应办办证率", "Rate")),
                Column::number("liable_rate_after", text!(lang, "改后办证率", "Rate then")),
            ],
            rows: self.rows.iter().map(row).collect(),
            total: Some(row(&self.total)),
            ..Table::default()
        }
    }
}

fn person_answer(person: &Concerned, reveal: bool) -> PersonAnswer {
    PersonAnswer { migrant: migrant_code(person.migrant), name: veiled_name(&person.name, reveal) }
}

fn rate_rows(before: &Rate, after: &Rate) -> Vec<RateMove> {
    let pairs = before.rows.iter().zip(&after.rows);
    pairs.map(|(old, new)| rate_move(&old.key, &old.name, &old.figures, &new.figures)).collect()
}

fn rate_move(key: &str, name: &str, before: &Figures, after: &Figures) -> RateMove {
    RateMove {
        key: key.to_owned(),
        name: name.to_owned(),
        liable_before: before.liable,
        liable_after: after.liable,
        liable_rate_before: percent(before.liable_holders, before.liable),
        liable_rate_after: percent(after.liable_holders, after.liable),
    }
}
