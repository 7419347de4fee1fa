//! Rules as JSON, table and CSV: all constants, what was set, what would follow from setting one.

use serde::Serialize;

use crate::domain::calendar::Day;
use crate::domain::constant::Constant;
use crate::domain::dossier::migrant_code;
use crate::domain::lang::Lang;
use crate::domain::rate::{Figures, Rate, percent};
use crate::domain::rulebook::RuleBook;
use crate::domain::unit::UnitTree;
use crate::ops::rules::{Planned, RuleSet};
use crate::ops::try_rule::{Concerned, Trial};

use super::migrant::veiled_name;
use super::table::{Cell, Column, KeyValue, Table};
use super::words::{labels, text};

/// A constant on a day.
#[derive(Debug, Clone, Serialize)]
pub struct RuleAnswer {
    key: String,
    value: String,
    since: String,
    source: String,
    setting: bool,
    /// The unit that has this value for itself.
    #[serde(rename = "for", skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(skip)]
    label: String,
}

/// The object of `rules show` (docs/contract.md).
#[derive(Debug, Clone, Serialize)]
pub struct RulesAnswer {
    rules: Vec<RuleAnswer>,
}

impl RulesAnswer {
    /// Everything that holds on a day: the regime of the day, what holds under all, the calendars known.
    pub fn of(book: &RuleBook, tree: &UnitTree, on: Day, lang: Lang) -> RulesAnswer {
        let regime = book.on(on).regime;
        let in_force = |constant: &&Constant| constant.regime.map_or(constant.since <= on, |of_rule| of_rule == regime);
        let mut rules = Vec::new();
        for constant in book.constants().iter().filter(in_force) {
            let (value, since) = book.value_on(constant, None, on);
            rules.push(rule(constant, value, since, None, lang));
            for unit in book.units_with(constant, on) {
                let (own, since) = book.value_on(constant, Some(unit), on);
                let code = tree.get(unit).map(|unit| unit.code.clone());
                rules.push(rule(constant, own, since, code, lang));
            }
        }
        rules.push(calendars(book, lang));
        RulesAnswer { rules }
    }

    pub fn table(&self, lang: Lang) -> Table {
        let row = |rule: &RuleAnswer| {
            let key = match &rule.unit {
                Some(unit) => format!("{} --for {unit}", rule.key),
                None => rule.key.clone(),
            };
            let setting = if rule.setting { text!(lang, "可设", "yes") } else { text!(lang, "固定", "no") };
            let cells = [&rule.label, &rule.value, &rule.since, &rule.source, &setting];
            std::iter::once(&key).chain(cells).map(Cell::text).collect()
        };
        Table {
            columns: vec![
                Column::text("key", text!(lang, "规则项", "Rule")),
                Column::text("label", text!(lang, "说明", "What it is")),
                Column::text("value", text!(lang, "值", "Value")),
                Column::text("since", text!(lang, "自何日", "Since")),
                Column::text("source", text!(lang, "依据", "Source")),
                Column::text("setting", text!(lang, "能否设定", "Can be set")),
            ],
            rows: self.rules.iter().map(row).collect(),
            notes: vec![legend(lang)],
            ..Table::default()
        }
    }
}

fn legend(lang: Lang) -> String {
    text!(
        lang,
        "依据：G《贵阳市流动人口居住登记和居住证管理办法》，P《贵州省流动人口服务管理条例》，S《居住证暂行条例》，N 公通字[2015]38号；数字是条、款。◇：所引条文没有写明，是本市的选择，可以设定。",
        "Sources: G Guiyang Municipal Decree 1/2012, P Guizhou provincial Regulation of 2012, S State Council Decree 663, N 公通字[2015]38号; article (paragraph). ◇: the text named is silent; a choice of the city, which can be set."
    )
}

fn rule(constant: &Constant, value: &str, since: Day, unit: Option<String>, lang: Lang) -> RuleAnswer {
    RuleAnswer {
        key: constant.key.clone(),
        value: value.to_owned(),
        since: since.to_string(),
        source: constant.source.clone(),
        setting: constant.range.is_some(),
        unit,
        label: match lang {
            Lang::Zh => constant.label_zh.clone(),
            Lang::En => constant.label_en.clone(),
        },
    }
}

/// The years whose holidays are known.
fn calendars(book: &RuleBook, lang: Lang) -> RuleAnswer {
    let mut spans: Vec<(i16, i16)> = Vec::new();
    for year in book.calendar.years() {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == year => *last = year,
            Some(_) | None => spans.push((year, year)),
        }
    }
    let span = |(first, last): &(i16, i16)| if first == last { first.to_string() } else { format!("{first}..{last}") };
    let first = spans.first().and_then(|(first, _)| Day::new(*first, 1, 1));
    RuleAnswer {
        key: "calendar_years".to_owned(),
        value: spans.iter().map(span).collect::<Vec<_>>().join(", "),
        since: first.map_or_else(String::new, |day| day.to_string()),
        source: "国务院办公厅放假通知".to_owned(),
        setting: false,
        unit: None,
        label: text!(lang, "有放假安排的年份", "years whose holidays are known"),
    }
}

/// The object of `rules set`.
#[derive(Debug, Clone, Serialize)]
pub struct SetAnswer {
    key: String,
    old: String,
    value: String,
    from: String,
    #[serde(rename = "for")]
    unit: Option<String>,
    cards: usize,
    applications: usize,
}

impl SetAnswer {
    pub fn of(set: &RuleSet) -> SetAnswer {
        let planned = &set.planned;
        SetAnswer {
            key: planned.setting.key.clone(),
            old: planned.old.clone(),
            value: planned.setting.value.clone(),
            from: planned.setting.from.to_string(),
            unit: planned.unit.clone(),
            cards: set.cards,
            applications: set.applications,
        }
    }

    pub fn screen(&self, lang: Lang) -> String {
        let mut screen = KeyValue::new();
        screen
            .put(text!(lang, "规则项", "Rule"), &self.key)
            .put(text!(lang, "原值", "Before"), &self.old)
            .put(text!(lang, "新值", "Now"), &self.value)
            .put(text!(lang, "自何日", "From"), &self.from);
        if let Some(unit) = &self.unit {
            screen.put(text!(lang, "只对", "For"), unit);
        }
        screen
            .put(text!(lang, "期限随之改变的证", "Cards whose terms changed"), self.cards)
            .put(text!(lang, "最迟发证日改变的申领", "Applications whose due day changed"), self.applications);
        screen.render()
    }
}

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
    rows: Vec<RateMove>,
    total: RateMove,
}

/// How many people or cards a screen lists; JSON has all.
const MOST_LISTED: usize = 20;

impl TryAnswer {
    pub fn of(trial: &Trial, planned: &Planned, reveal: bool, lang: Lang) -> TryAnswer {
        let people = |people: &[Concerned]| people.iter().map(|person| person_answer(person, reveal)).collect();
        let cards = trial.cards.iter().map(|card| {
            let PersonAnswer { migrant, name } = person_answer(&card.bearer, reveal);
            let (before, after) = (card.before.as_str(), card.after.as_str());
            CardAnswer { permit: card.permit.clone(), migrant, name, before, after }
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
            .put(text!(lang, "试改", "Tried"), format!("{} → {}", self.old, self.value))
            .put(text!(lang, "自何日", "From"), &self.from)
            .put(text!(lang, "看哪一天", "Seen on"), as_of)
            .gap()
            .put(text!(lang, "新有资格申领", "Would gain entitlement"), self.gain.len())
            .put(text!(lang, "失去申领资格", "Would lose entitlement"), self.lose.len())
            .put(text!(lang, "证件状态改变", "Cards that would stand otherwise"), self.cards.len())
            .gap();
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
            format!("{} {} {}  {} → {}", card.permit, card.migrant, card.name, card.before, card.after)
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
                Column::text("key", text!(lang, "代码", "Code")),
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
