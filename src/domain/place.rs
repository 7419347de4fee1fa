//! Counties, cities and provinces by code and by name, with the years in which each code stood.
//!
//! Used for two questions: is the county code of a number known (a warning at most), and in which
//! county does a household address lie. An address is matched from its start, each further name lying
//! inside the former; a name that several places bear without a parent to tell them apart (白云区 is
//! three cities) is unknown, not guessed.

use std::collections::HashMap;

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

    fn level(&self) -> Level {
        match (&self.code[2..4], &self.code[4..]) {
            ("00", _) => Level::Province,
            (_, "00") => Level::City,
            _ => Level::County,
        }
    }

    fn lies_in(&self, parent: &Division) -> bool {
        match parent.level() {
            Level::Province => self.level() > Level::Province && self.code[..2] == parent.code[..2],
            Level::City => self.level() > Level::City && self.code[..4] == parent.code[..4],
            Level::County => false,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Province,
    City,
    County,
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
    by_code: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
    /// Short names of provinces and cities: 贵州, 毕节. A city's counts only before a further name.
    by_short_name: HashMap<String, Vec<usize>>,
    longest: usize,
}

const SHORT_ENDINGS: [&str; 9] =
    ["维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "特别行政区", "地区", "省", "市", "盟"];

impl Divisions {
    pub fn new(list: Vec<Division>) -> Divisions {
        let mut all = Divisions { list, ..Divisions::default() };
        for (at, division) in all.list.iter().enumerate() {
            all.by_code.entry(division.code.clone()).or_default().push(at);
            all.by_name.entry(division.name.clone()).or_default().push(at);
            all.longest = all.longest.max(division.name.chars().count());
            if division.level() < Level::County
                && let Some(short) = SHORT_ENDINGS.iter().find_map(|ending| division.name.strip_suffix(ending))
                && short.chars().count() >= 2
            {
                all.by_short_name.entry(short.to_owned()).or_default().push(at);
            }
        }
        all
    }

    /// Whether the six digits name a county at all, in any year.
    pub fn is_county(&self, code: &str) -> bool {
        self.by_code.get(code).is_some_and(|found| found.iter().any(|at| self.list[*at].level() == Level::County))
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
        let text: Vec<char> = address.chars().filter(|c| !c.is_whitespace()).take(40).collect();
        let mut chain: Vec<usize> = Vec::new();
        let mut from = 0;
        loop {
            let (found, taken) = self.next_names(&text[from..], &chain);
            if found.is_empty() {
                break;
            }
            chain = found;
            from += taken;
        }
        self.conclude(&chain)
    }

    /// The divisions named at the start of `text` that lie inside one of `parents` (any, when there
    /// are none), and how many characters name them: the longest name that fits.
    fn next_names(&self, text: &[char], parents: &[usize]) -> (Vec<usize>, usize) {
        let inside = |at: &usize| parents.is_empty() || parents.iter().any(|p| self.list[*at].lies_in(&self.list[*p]));
        let longest = self.longest.min(text.len());
        for length in (2..=longest).rev() {
            let name: String = text[..length].iter().collect();
            let named = self.by_name.get(&name).into_iter().flatten();
            let mut found: Vec<usize> = named.copied().filter(inside).collect();
            if found.is_empty() {
                let short = self.by_short_name.get(&name).into_iter().flatten().copied().filter(inside);
                found = short.filter(|at| self.short_name_counts(*at, &text[length..])).collect();
            }
            if !found.is_empty() {
                return (found, length);
            }
        }
        (Vec::new(), 0)
    }

    fn short_name_counts(&self, at: usize, rest: &[char]) -> bool {
        self.list[at].level() == Level::Province || !self.next_names(rest, &[at]).0.is_empty()
    }

    fn conclude(&self, chain: &[usize]) -> Place {
        let current: Vec<&Division> = {
            let open = chain.iter().map(|at| &self.list[*at]).filter(|d| d.last_year.is_none());
            let open: Vec<&Division> = open.collect();
            if open.is_empty() { chain.iter().map(|at| &self.list[*at]).collect() } else { open }
        };
        let shared = |digits: usize| {
            let first = current.first()?;
            current.iter().all(|d| d.code[..digits] == first.code[..digits]).then(|| first.code.clone())
        };
        if let Some(code) = shared(6) {
            return match current[0].level() {
                Level::County => Place::County(code),
                Level::City => Place::City(code),
                Level::Province => Place::Province(code),
            };
        }
        match (shared(4), shared(2)) {
            (Some(code), _) => Place::City(format!("{}00", &code[..4])),
            (None, Some(code)) => Place::Province(format!("{}0000", &code[..2])),
            (None, None) => Place::Unknown,
        }
    }
}
