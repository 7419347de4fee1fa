//! Counties, cities and provinces by code and by name, with the years in which each code stood.
//!
//! Used for two questions: is the county code of a number known (a warning at most), and in which
//! county does a household address lie. An address is matched from its start, each further name lying
//! inside the former; a name that several places bear without a parent to tell them apart (白云区 is
//! three cities) is unknown, not guessed.

use std::borrow::Cow;
use std::sync::OnceLock;

mod beginnings;
mod digits;
mod names;

use super::quick::QuickMap;
use super::text::Text;
use beginnings::{Beginnings, Look};
use digits::{Digits, Level};
use names::NameIndex;

/// One code during one span of years (GB/T 2260).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// Six digits: province (2), city (2), county (2).
    pub code: &'static str,
    pub name: &'static str,
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
    County(Text),
    /// Six digits of a city whose county is not named, or not told apart.
    City(Text),
    /// Six digits of a province.
    Province(Text),
    Unknown,
}

/// All divisions, indexed by code and by every name an address may start with.
#[derive(Debug, Default)]
pub struct Divisions {
    list: Vec<Division>,
    /// The code of each, in the list's order.
    digits: Vec<Digits>,
    by_code: QuickMap<Digits, Vec<usize>>,
    names: NameIndex,
    beginnings: OnceLock<Beginnings>,
}

/// Behind a short name these make it a street's: 北京路 is in Guiyang.
const STREETS: [&str; 9] = ["路", "街", "巷", "大道", "东路", "西路", "南路", "北路", "中路"];

impl Divisions {
    pub fn new(list: Vec<Division>) -> Divisions {
        let mut all = Divisions { list, ..Divisions::default() };
        for (at, division) in all.list.iter().enumerate() {
            let digits = Digits::of(division.code);
            all.by_code.entry(digits).or_default().push(at);
            all.names.add(division.name, digits.level() == Level::County, at);
            all.digits.push(digits);
        }
        all
    }

    /// Whether the six digits name a county at all, in any year.
    pub fn is_county(&self, code: &str) -> bool {
        self.coded(code).iter().any(|at| self.digits[*at].level() == Level::County)
    }

    /// What is known of the county code of somebody born in `year`.
    pub fn county_in_year(&self, code: &str, year: i16) -> CountyYear {
        match self.coded(code) {
            [] => CountyYear::Unknown,
            found if found.iter().any(|at| self.list[*at].stood_in(year)) => CountyYear::InForce,
            _ => CountyYear::OtherYears,
        }
    }

    /// The name of a code, the latest if it had several.
    pub fn name(&self, code: &str) -> Option<&str> {
        self.coded(code).last().map(|at| self.list[*at].name)
    }

    /// The places in the list of a code.
    fn coded(&self, code: &str) -> &[usize] {
        let digits = Digits::read(code);
        digits.and_then(|digits| self.by_code.get(&digits)).map_or(&[], Vec::as_slice)
    }

    /// The place that an address names at its start.
    pub fn locate(&self, address: &str) -> Place {
        let address = plain(address);
        let beginnings = self.beginnings.get_or_init(Beginnings::default);
        if let Some(place) = beginnings.find(&address) {
            return place.clone();
        }
        let mut look = Look::at(&address);
        let place = self.look_up(&mut look, &address);
        beginnings.remember(&look, &place);
        place
    }

    fn look_up(&self, look: &mut Look, address: &str) -> Place {
        let country = ["中华人民共和国", "中国"].into_iter().find(|country| look.begins(address, country));
        let mut rest = &address[country.map_or(0, str::len)..];
        let mut chain: Cow<[usize]> = Cow::Borrowed(&[]);
        while let Some((name, found)) = self.next_names(look, rest, &chain) {
            rest = &rest[name.len()..];
            chain = found;
            if chain.iter().all(|at| self.digits[*at].level() == Level::County) {
                // Nothing that has a name of its own lies in a county.
                break;
            }
            // 北京市北京市朝阳区, 贵阳市市辖区南明区: what forms make of province, city and county.
            rest = look.behind(rest, name);
            rest = look.behind(rest, "市辖区");
        }
        self.conclude(&chain)
    }

    /// The divisions named at the start of `text` that lie inside one of `parents` (any, when there
    /// are none), and what names them: the longest name that fits.
    fn next_names(&self, look: &mut Look, text: &str, parents: &[usize]) -> Option<(&str, Cow<'_, [usize]>)> {
        let inside = |at: usize| parents.iter().any(|parent| self.digits[at].lies_in(self.digits[*parent]));
        for name in self.names.of_start(look, text) {
            if !look.begins(text, &name.text) {
                continue;
            }
            let behind = &text[name.text.len()..];
            let mut fits = |at: &usize| {
                (parents.is_empty() || inside(*at))
                    && (!name.is_short || self.short_name_counts(look, *at, behind, parents))
            };
            let found = if name.divisions.iter().all(&mut fits) {
                Cow::Borrowed(name.divisions.as_slice())
            } else {
                Cow::Owned(name.divisions.iter().copied().filter(fits).collect())
            };
            if !found.is_empty() {
                return Some((&name.text, found));
            }
        }
        None
    }

    /// A province's short name counts by itself, a city's only behind its province or before a county.
    fn short_name_counts(&self, look: &mut Look, at: usize, rest: &str, parents: &[usize]) -> bool {
        let is_street = STREETS.iter().any(|street| look.begins(rest, street));
        let stands_alone = self.digits[at].level() == Level::Province || !parents.is_empty();
        !is_street && (stands_alone || self.next_names(look, rest, &[at]).is_some())
    }

    /// What the last divisions named have in common. Those in force go before those that ended; of
    /// codes that followed each other in one province the last one counts.
    fn conclude(&self, chain: &[usize]) -> Place {
        if let [one] = chain {
            return self.at(*one);
        }
        let is_open = |at: &usize| self.list[*at].last_year.is_none();
        let any_open = chain.iter().any(is_open);
        let current = || chain.iter().copied().filter(|at| !any_open || is_open(at));
        let Some(latest) = current().max_by_key(|at| self.list[*at].years()) else { return Place::Unknown };
        let digits = self.digits[latest];
        let code = self.list[latest].code;
        let same_province = current().all(|at| self.digits[at].province() == digits.province());
        if !same_province {
            return Place::Unknown;
        }
        let one_code = current().all(|at| self.digits[at] == digits);
        if one_code || self.followed_each_other(current().collect(), digits.level()) {
            return self.at(latest);
        }
        if current().all(|at| self.digits[at].city() == digits.city()) {
            return Place::City(format!("{}00", &code[..4]).into());
        }
        Place::Province(format!("{}0000", &code[..2]).into())
    }

    fn at(&self, division: usize) -> Place {
        let code = self.list[division].code;
        match self.digits[division].level() {
            Level::County => Place::County(code.into()),
            Level::City => Place::City(code.into()),
            Level::Province => Place::Province(code.into()),
        }
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
    // The first bytes of all of them: most addresses have none.
    let suspect = |byte: u8| {
        u8::from(byte < b'0' || byte == 0xef || byte == 0xc2)
            | u8::from(byte == b';' || byte == b'>' || byte == b'_' || byte == b'|')
            | u8::from((0xe1..=0xe3).contains(&byte))
    };
    if address.bytes().fold(0, |found, byte| found | suspect(byte)) == 0 {
        return Cow::Borrowed(address);
    }
    without_marks(address)
}

fn without_marks(address: &str) -> Cow<'_, str> {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_address_that_looks_plain_has_no_marks(address in "[贵州0-9A-z ,，、。·—\u{200b}\u{feff}\u{3000}\u{85}々ー号\\PC]{0,8}") {
            prop_assert_eq!(plain(&address), without_marks(&address));
        }
    }
}
