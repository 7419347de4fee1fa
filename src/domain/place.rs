//! Counties, cities and provinces by code and by name, with the years in which each code stood.
//!
//! Used for two questions: is the county code of a number known (a warning at most), and in which
//! county does a household address lie. An address is matched from its start, each further name lying
//! inside the former; a name that several places bear without a parent to tell them apart (白云区 is
//! three cities) is unknown, not guessed.

use std::borrow::Cow;
use std::collections::HashMap;

mod digits;
mod names;

use digits::{Digits, Level};
use names::NameIndex;

/// One code during one span of years (GB/T 2260).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// Six digits: province (2), city (2), county (2).
    pub code: String,
    pub name: String,
    /// First year in force; `None`: since before the list.
    pub first_year: Option<i16>,
    /// Last year in force; `None`: still in force.
    pub last_year: Option<i16>,
}

impl Division {
    /// Whether the code stood in that year.
    pub fn stood_in(&self, year: i16) -> bool {
        self.first_year.is_none_or(|first| first <= year) && self.last_year.is_none_or(|last| year <= last)
    }

    /// First and last year, open ends far away.
    fn years(&self) -> (i16, i16) {
        (self.first_year.unwrap_or(i16::MIN), self.last_year.unwrap_or(i16::MAX))
    }
}

/// What is known of the code of a county.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountyYear {
    InForce,
    /// The code exists, in other years.
    OtherYears,
    Unknown,
}

/// Where an address lies, as finely as its text says without contradiction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Six digits of one county.
    County(String),
    /// Six digits of a city whose county is not named, or not told apart.
    City(String),
    /// Six digits of a province.
    Province(String),
    Unknown,
}

/// All divisions, indexed by code and by every name an address may start with.
#[derive(Debug, Default)]
pub struct Divisions {
    list: Vec<Division>,
    /// The code of each, in the list's order.
    digits: Vec<Digits>,
    by_code: HashMap<String, Vec<usize>>,
    names: NameIndex,
}

/// Behind a short name these make it a street's: 北京路 is in Guiyang.
const STREETS: [&str; 9] = ["路", "街", "巷", "大道", "东路", "西路", "南路", "北路", "中路"];

impl Divisions {
    pub fn new(list: Vec<Division>) -> Divisions {
        let mut all = Divisions { list, ..Divisions::default() };
        for (at, division) in all.list.iter().enumerate() {
            let digits = Digits::of(&division.code);
            all.by_code.entry(division.code.clone()).or_default().push(at);
            all.names.add(&division.name, digits.level() == Level::County, at);
            all.digits.push(digits);
        }
        all
    }

    /// Whether the six digits name a county at all, in any year.
    pub fn is_county(&self, code: &str) -> bool {
        self.by_code.get(code).is_some_and(|found| found.iter().any(|at| self.digits[*at].level() == Level::County))
    }

    /// What is known of the county code of somebody born in `year`.
    pub fn county_in_year(&self, code: &str, year: i16) -> CountyYear {
        match self.by_code.get(code) {
            None => CountyYear::Unknown,
            Some(found) if found.iter().any(|at| self.list[*at].stood_in(year)) => CountyYear::InForce,
            Some(_) => CountyYear::OtherYears,
        }
    }

    /// The name of a code, the latest if it had several.
    pub fn name(&self, code: &str) -> Option<&str> {
        let last = *self.by_code.get(code)?.last()?;
        Some(self.list[last].name.as_str())
    }

    /// The place that an address names at its start.
    pub fn locate(&self, address: &str) -> Place {
        let text = plain(address);
        let mut rest = text.strip_prefix("中华人民共和国").or_else(|| text.strip_prefix("中国")).unwrap_or(&text);
        let mut chain: Vec<usize> = Vec::new();
        while let Some((found, taken)) = self.next_names(rest, &chain) {
            let (name, behind) = rest.split_at(taken);
            chain = found;
            // 北京市北京市朝阳区, 贵阳市市辖区南明区: what forms make of province, city and county.
            rest = behind.strip_prefix(name).unwrap_or(behind);
            rest = rest.strip_prefix("市辖区").unwrap_or(rest);
        }
        self.conclude(&chain)
    }

    /// The divisions named at the start of `text` that lie inside one of `parents` (any, when there
    /// are none), and how many bytes name them: the longest name that fits.
    fn next_names(&self, text: &str, parents: &[usize]) -> Option<(Vec<usize>, usize)> {
        let inside = |at: usize| parents.iter().any(|parent| self.digits[at].lies_in(self.digits[*parent]));
        self.names.at_start(text).find_map(|name| {
            let taken = name.text.len();
            let found: Vec<usize> = name
                .divisions
                .iter()
                .copied()
                .filter(|at| parents.is_empty() || inside(*at))
                .filter(|at| !name.is_short || self.short_name_counts(*at, &text[taken..], parents))
                .collect();
            (!found.is_empty()).then_some((found, taken))
        })
    }

    /// A province's short name counts by itself, a city's only behind its province or before a county.
    fn short_name_counts(&self, at: usize, rest: &str, parents: &[usize]) -> bool {
        let is_street = STREETS.iter().any(|street| rest.starts_with(street));
        let stands_alone = self.digits[at].level() == Level::Province || !parents.is_empty();
        !is_street && (stands_alone || self.next_names(rest, &[at]).is_some())
    }

    /// What the last divisions named have in common. Those in force go before those that ended; of
    /// codes that followed each other in one province the last one counts.
    fn conclude(&self, chain: &[usize]) -> Place {
        let is_open = |at: &usize| self.list[*at].last_year.is_none();
        let any_open = chain.iter().any(is_open);
        let current = || chain.iter().copied().filter(|at| !any_open || is_open(at));
        let Some(latest) = current().max_by_key(|at| self.list[*at].years()) else { return Place::Unknown };
        let digits = self.digits[latest];
        let code = &self.list[latest].code;
        let same_province = current().all(|at| self.digits[at].province() == digits.province());
        if !same_province {
            return Place::Unknown;
        }
        let one_code = current().all(|at| self.digits[at] == digits);
        if one_code || self.followed_each_other(current().collect(), digits.level()) {
            return match digits.level() {
                Level::County => Place::County(code.clone()),
                Level::City => Place::City(code.clone()),
                Level::Province => Place::Province(code.clone()),
            };
        }
        if current().all(|at| self.digits[at].city() == digits.city()) {
            return Place::City(format!("{}00", &code[..4]));
        }
        Place::Province(format!("{}0000", &code[..2]))
    }

    /// Whether the divisions are one place under a new code each time: one level, no year in common.
    fn followed_each_other(&self, mut divisions: Vec<usize>, level: Level) -> bool {
        divisions.sort_unstable_by_key(|at| self.list[*at].years());
        divisions.iter().all(|at| self.digits[*at].level() == level)
            && divisions.windows(2).all(|pair| self.list[pair[0]].years().1 < self.list[pair[1]].years().0)
    }
}

/// An address without the blanks and marks that people put between its parts.
fn plain(address: &str) -> Cow<'_, str> {
    let is_mark = |c: char| {
        let mark = matches!(
            c,
            '-' | '—'
                | '_'
                | '/'
                | ','
                | '，'
                | '、'
                | '.'
                | '。'
                | '·'
                | ';'
                | '；'
                | '|'
                | '>'
                | '\u{200b}'
                | '\u{feff}'
        );
        mark || c.is_whitespace()
    };
    if address.contains(is_mark) { Cow::Owned(address.replace(is_mark, "")) } else { Cow::Borrowed(address) }
}
