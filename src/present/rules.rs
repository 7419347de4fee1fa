//! Rules as JSON, table and CSV: all constants of a day, and what was set.

use serde::Serialize;

use crate::domain::calendar::Day;
use crate::domain::constant::Constant;
use crate::domain::lang::Lang;
use crate::domain::rulebook::RuleBook;
use crate::domain::unit::UnitTree;
use crate::ops::rules::RuleSet;

use super::table::{Cell, Column, KeyValue, Table};
use super::words::text;

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
