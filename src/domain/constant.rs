//! The constants of the rules, each with its value, its source and the day since which it holds.
//!
//! A constant whose source begins with ◇ is a choice where the texts are silent: it has a [`Range`] and
//! can be set from a day on ([`Setting`]). All others are law or convention and cannot. The values are
//! texts here, as the file and the command line write them; `rule_text.rs` reads them.

use super::calendar::Day;
use super::regime::{Limit, Regime};
use super::rule_text::{self, WINDOW_RANGE};
use super::unit::UnitId;

/// Marks the source of a choice of ours.
pub const CHOICE: char = '◇';

/// A value that the rules are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constant {
    /// `day_count`, or `guizhou-2012.photos`.
    pub key: String,
    /// Of which body of rules; `None`: of all.
    pub regime: Option<Regime>,
    pub value: String,
    /// The article; begins with ◇ where it is silent.
    pub source: String,
    /// The first day on which the value holds.
    pub since: Day,
    /// What it may be set to; `None`: it is fixed.
    pub range: Option<Range>,
    /// Whether a district or community may have a value of its own.
    pub by_unit: bool,
    pub label_zh: String,
    pub label_en: String,
}

impl Constant {
    /// The key without its regime.
    pub fn name(&self) -> &str {
        self.key.split_once('.').map_or(self.key.as_str(), |(_, name)| name)
    }

    /// Whether the terms of cards, or what becomes of a card after its last one, follow from it.
    pub fn moves_cards(&self) -> bool {
        matches!(self.name(), "after_late" | "window" | "lapses_to_suspension")
    }
}

/// What a constant may be set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Range {
    Whole {
        least: u16,
        most: u16,
    },
    Words(Vec<String>),
    /// Any of these, or `none`.
    List(Vec<String>),
    /// Days or working days.
    Limit {
        least: u16,
        most: u16,
    },
    /// Days of the calendar alone.
    Days {
        least: u16,
        most: u16,
    },
    Window,
    /// 0.00 to 100.00, or `none`.
    Percent,
}

impl Range {
    /// Reads `0..4`, `true|false`, `list a|b`, `limit 1..60`, `days 1..30`, `window`, `percent`.
    pub fn parse(text: &str) -> Option<Range> {
        let words = |text: &str| text.split('|').map(str::to_owned).collect::<Vec<String>>();
        let span = |text: &str| {
            let (least, most) = text.split_once("..")?;
            Some((least.parse::<u16>().ok()?, most.parse::<u16>().ok()?))
        };
        if let Some(list) = text.strip_prefix("list ") {
            return Some(Range::List(words(list)));
        }
        if let Some(limit) = text.strip_prefix("limit ") {
            return span(limit).map(|(least, most)| Range::Limit { least, most });
        }
        if let Some(days) = text.strip_prefix("days ") {
            return span(days).map(|(least, most)| Range::Days { least, most });
        }
        match text {
            "window" => Some(Range::Window),
            "percent" => Some(Range::Percent),
            _ if text.contains('|') => Some(Range::Words(words(text))),
            _ => span(text).map(|(least, most)| Range::Whole { least, most }),
        }
    }

    /// The value as it is kept; `None` outside the range.
    pub fn read(&self, given: &str) -> Option<String> {
        let given = given.trim();
        match self {
            Range::Whole { least, most } => {
                let digits = given.bytes().all(|b| b.is_ascii_digit());
                let number = given.parse::<u16>().ok().filter(|_| digits)?;
                (*least..=*most).contains(&number).then(|| number.to_string())
            }
            Range::Words(words) => words.iter().find(|word| *word == given).cloned(),
            Range::List(words) => {
                let chosen: Vec<&str> = given.split([',', '，', ' ']).filter(|word| !word.is_empty()).collect();
                if chosen == ["none"] {
                    return Some("none".to_owned());
                }
                let known = chosen.iter().all(|word| words.iter().any(|known| known == word));
                let kept: Vec<&str> = words.iter().map(String::as_str).filter(|word| chosen.contains(word)).collect();
                (known && !kept.is_empty()).then(|| kept.join(", "))
            }
            Range::Limit { least, most } => limit(given, *least, *most).map(|(text, _)| text),
            Range::Days { least, most } => {
                limit(given, *least, *most).and_then(|(text, limit)| matches!(limit, Limit::Days(_)).then_some(text))
            }
            Range::Window => {
                let text = given.split_whitespace().collect::<Vec<_>>().join(" ");
                rule_text::window(&text).is_some().then_some(text)
            }
            Range::Percent => percent(given),
        }
    }

    /// A whole value for a number that was given without its unit, or with a word that is none; in the range.
    pub fn with_unit(&self, given: &str) -> Option<String> {
        let (Range::Limit { least, most } | Range::Days { least, most }) = self else { return None };
        let given = in_english(given.trim());
        let (digits, unit) = given.split_at(given.find(|c: char| !c.is_ascii_digit()).unwrap_or(given.len()));
        let number = digits.parse::<u16>().ok()?;
        let known = rule_text::limit(&format!("1 {}", unit.trim())).is_some() && unit.starts_with(' ');
        (!known).then(|| format!("{} days", number.clamp(*least, *most)))
    }

    /// The range as a person reads it.
    pub fn shown(&self) -> String {
        match self {
            Range::Whole { least, most } => format!("{least}..{most}"),
            Range::Words(words) => words.join(" | "),
            Range::List(words) => format!("none | {}", words.join(", ")),
            Range::Limit { least, most } => format!("{least}..{most} days | {least}..{most} working days"),
            Range::Days { least, most } => format!("{least}..{most} days"),
            Range::Window => WINDOW_RANGE.to_owned(),
            Range::Percent => "none | 0.00..100.00".to_owned(),
        }
    }
}

/// A limit in its range, as text and as what it means.
fn limit(given: &str, least: u16, most: u16) -> Option<(String, Limit)> {
    let given = in_english(given);
    let (count, unit) = given.split_once(' ')?;
    let number = count.parse::<u16>().ok().filter(|_| count.bytes().all(|b| b.is_ascii_digit()))?;
    let text = format!("{number} {}", unit.split_whitespace().collect::<Vec<_>>().join(" "));
    let limit = rule_text::limit(&text).filter(|_| (least..=most).contains(&number))?;
    Some((text, limit))
}

/// `30天` and `7个工作日` as they are kept.
fn in_english(given: &str) -> String {
    for (unit, kept) in [("个工作日", "working days"), ("工作日", "working days"), ("天", "days")] {
        if let Some(count) = given.strip_suffix(unit) {
            return format!("{} {kept}", count.trim());
        }
    }
    given.to_owned()
}

/// `80` and `79.5` as `80.00` and `79.50`.
fn percent(given: &str) -> Option<String> {
    if given == "none" {
        return Some(given.to_owned());
    }
    let (whole, part) = given.split_once('.').unwrap_or((given, "00"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 2 || whole.len() > 3 {
        return None;
    }
    let (number, part) = (whole.parse::<u16>().ok()?, format!("{part:0<2}"));
    (number < 100 || (number == 100 && part == "00")).then(|| format!("{number}.{part}"))
}

/// A constant set to a value from a day on, for the whole city or for a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    pub key: String,
    pub value: String,
    pub unit: Option<UnitId>,
    pub from: Day,
}

/// The value that holds on a day, and since when: the setting of the latest first day, of two of one
/// day the one entered last; else the constant's own.
pub fn value_on<'a>(constant: &'a Constant, settings: &'a [Setting], unit: Option<UnitId>, on: Day) -> (&'a str, Day) {
    let of_key = settings.iter().filter(|s| s.key == constant.key && s.unit == unit && s.from <= on);
    // `max_by_key` gives the last of equals.
    match of_key.max_by_key(|setting| setting.from) {
        Some(setting) => (&setting.value, setting.from.max(constant.since)),
        None => (&constant.value, constant.since),
    }
}
