//! Rules as JSON, table and CSV: all constants of a day, and what was set.

use serde::Serialize;

use crate::domain::calendar::Day;
use crate::domain::constant::{CHOICE, Constant, Range};
use crate::domain::lang::Lang;
use crate::domain::rulebook::RuleBook;
use crate::domain::unit::UnitTree;
use crate::ops::rules::RuleSet;

use super::fold::folded;
use super::table::{Cell, Column, KeyValue, Table, display_width};
use super::words::article::cite;
use super::words::{rule_values, text};

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
    /// What it may be set to, language-free.
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<String>,
    #[serde(skip)]
    label: String,
    /// The value and the range in words.
    #[serde(skip)]
    meaning: String,
    #[serde(skip)]
    range_said: Option<String>,
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
            let setting = if rule.setting { text!(lang, "可设", "yes") } else { text!(lang, "固定", "no") };
            let cells = [&rule.label, &rule.value, &rule.meaning, &rule.since, &rule.source, &setting];
            let range = Cell::or_none(rule.range_said.as_ref());
            let key = Cell::text(rule.typed());
            std::iter::once(key).chain(cells.into_iter().map(Cell::text)).chain([range]).collect()
        };
        Table {
            columns: vec![
                Column::text("key", text!(lang, "规则项", "Rule")),
                Column::text("label", text!(lang, "说明", "What it is")),
                Column::text("value", text!(lang, "值", "Value")),
                Column::text("meaning", text!(lang, "意思", "Meaning")),
                Column::text("since", text!(lang, "自何日", "Since")),
                Column::text("source", text!(lang, "依据", "Source")),
                Column::text("setting", text!(lang, "能否设定", "Can be set")),
                Column::text("range", text!(lang, "可设为", "To what")),
            ],
            rows: self.rules.iter().map(row).collect(),
            ..Table::default()
        }
    }

    /// A block for each rule: what it is and its value in words; as it is typed, since when, the source; its range.
    pub fn screen(&self, lang: Lang, width: Option<usize>) -> String {
        let widest = self.rules.iter().map(|rule| display_width(&rule.typed())).max().unwrap_or(0) + 2;
        let mut out = String::new();
        let mut group = None;
        for rule in &self.rules {
            if group.is_some_and(|group| group != rule.group()) {
                out.push('\n');
            }
            group = Some(rule.group());
            let room = width.map(|width| width.saturating_sub(widest).max(NARROWEST));
            let lines = rule.lines(lang);
            for (at, line) in lines.iter().flat_map(|line| folded(line, room)).enumerate() {
                let left = if at == 0 { rule.typed() } else { String::new() };
                let blanks = " ".repeat(widest - display_width(&left));
                out.push_str(&[left.as_str(), &blanks, &line, "\n"].concat());
            }
        }
        out.push('\n');
        for line in folded(&legend(lang), width) {
            out.push_str(&line);
            out.push('\n');
        }
        out
    }
}

/// The least columns that are kept for what is said of a rule.
const NARROWEST: usize = 24;

impl RuleAnswer {
    /// The key as it is typed, with the unit that has the value for itself.
    fn typed(&self) -> String {
        self.unit.as_ref().map_or_else(|| self.key.clone(), |unit| format!("{} --for {unit}", self.key))
    }

    /// Rules of the day's regime stand together, choices of all times, conventions.
    fn group(&self) -> (bool, bool) {
        (self.key.contains('.'), self.setting || self.key.contains('.'))
    }

    /// The text it rests on, as people cite it; ◇ before one that leaves it to the city.
    fn source_said(&self, lang: Lang) -> String {
        let (choice, text) = match self.source.strip_prefix(CHOICE) {
            Some(text) => ("◇ ", text.trim()),
            None => ("", self.source.as_str()),
        };
        let cited = cite(lang, text);
        match text {
            NO_TEXT => text!(lang, "本程序的约定", "a convention of the program"),
            "" => text!(lang, "{choice}本市的选择", "{choice}a choice of the city"),
            _ => text!(lang, "依据 {choice}{cited}", "source: {choice}{cited}"),
        }
    }

    fn lines(&self, lang: Lang) -> Vec<String> {
        let RuleAnswer { label, meaning, since, .. } = self;
        let by = self.source_said(lang);
        let mut lines = vec![
            text!(lang, "{label}：{meaning}", "{label}: {meaning}"),
            text!(lang, "自 {since} · {by}", "since {since} · {by}"),
        ];
        lines.extend(self.range_said.as_ref().map(|range| text!(lang, "可设为：{range}", "can be set to: {range}")));
        lines
    }
}

/// The source of what no text settles.
const NO_TEXT: &str = "no text";

fn legend(lang: Lang) -> String {
    text!(
        lang,
        "◇：所引条文没有写明，是本市的选择，可以设定：jzz rules set 【规则项】 【值】 --from 【日期】 --because 【理由】",
        "◇: the text named is silent; a choice of the city, which can be set: jzz rules set _RULE_ _VALUE_ --from _DATE_ --because _REASON_"
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
        range: constant.range.as_ref().map(Range::shown),
        meaning: rule_values::value(lang, constant.name(), value),
        range_said: constant.range.as_ref().map(|range| rule_values::range(lang, constant.name(), range)),
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
    let value = spans.iter().map(span).collect::<Vec<_>>().join(", ");
    let meaning = value.replace("..", &text!(lang, " 至 ", " to "));
    RuleAnswer {
        key: "calendar_years".to_owned(),
        value,
        meaning: text!(lang, "{meaning} 年", "{meaning}"),
        range: None,
        range_said: None,
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
    promises: usize,
    /// The rule's name without its regime.
    #[serde(skip)]
    name: String,
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
            cards: set.effect.cards,
            applications: set.effect.limits(),
            promises: set.effect.promises(),
            name: planned.constant.name().to_owned(),
        }
    }

    pub fn screen(&self, lang: Lang) -> String {
        let mut screen = KeyValue::new();
        screen
            .put(text!(lang, "规则项", "Rule"), &self.key)
            .put(text!(lang, "原值", "Before"), said(lang, &self.name, &self.old))
            .put(text!(lang, "新值", "Now"), said(lang, &self.name, &self.value))
            .put(text!(lang, "自何日", "From"), &self.from);
        if let Some(unit) = &self.unit {
            screen.put(text!(lang, "只对", "For"), unit);
        }
        put_counts(&mut screen, [self.cards, self.applications, self.promises], lang);
        screen.render()
    }
}

/// A value as it is typed, with its words where they say more.
pub fn said(lang: Lang, name: &str, value: &str) -> String {
    let meaning = rule_values::value(lang, name, value);
    if meaning == value { meaning } else { text!(lang, "{value}（{meaning}）", "{value} ({meaning})") }
}

/// How many cards, limits and promises are computed anew.
pub fn put_counts(screen: &mut KeyValue, [cards, limits, promises]: [usize; 3], lang: Lang) {
    screen
        .put(text!(lang, "期限或去向随之改变的证", "Cards that stand otherwise"), cards)
        .put(text!(lang, "最迟发证日改变的申领", "Applications with another due day"), limits)
        .put(text!(lang, "承诺发证日改变的申领", "Applications with another promise"), promises);
}
