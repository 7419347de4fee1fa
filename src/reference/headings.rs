//! What the headings of rosters mean: which field each one binds, and which are never bound.
//!
//! A heading comes here cleaned (no blanks, no trailing marks). Only a heading that is listed, or cut
//! from a listed one by an old database, binds; whoever speaks of somebody else is not listed.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::rows;
use crate::domain::roster::{Field, RosterKind};

const TEXT: &str = include_str!("headings.csv");

/// Old databases cut the name of a column to ten bytes of GBK: five Chinese characters.
const CUT_TO: usize = 5;

/// What a heading means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadingMeaning {
    Field(Field),
    /// Not quite the same thing: taken with a warning.
    Weak(Field, WeakKind),
    /// A register of this kind must not hold it.
    Refused,
    /// A counting column, or one of the first three of a file of rejects.
    Ordinal,
    Unknown,
}

/// How weakly a heading speaks for its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WeakKind {
    /// Taken like any other, with a warning (家庭住址).
    Warned,
    /// Taken, with a warning, only where no other column gives the field (籍贯).
    LastResort,
}

/// All headings that are known.
#[derive(Debug)]
pub struct HeadingTable {
    rules: Vec<Rule>,
    by_heading: HashMap<String, Vec<usize>>,
    refused_words: Vec<String>,
    bearers: Vec<String>,
}

#[derive(Debug)]
struct Rule {
    heading: String,
    /// Empty: all.
    kinds: Vec<RosterKind>,
    meaning: HeadingMeaning,
}

enum Row {
    Rule(Rule),
    RefusedWord(String),
    Bearer(String),
}

pub fn headings() -> &'static HeadingTable {
    static TABLE: LazyLock<HeadingTable> = LazyLock::new(|| HeadingTable::new(rows("headings.csv", TEXT, read)));
    &TABLE
}

fn read(row: &csv::StringRecord) -> Option<Row> {
    let heading = row[1].to_owned();
    let field = || Field::parse(&row[0]);
    let meaning = match &row[3] {
        "refused" => return Some(Row::RefusedWord(heading)),
        "bearer" => return Some(Row::Bearer(heading)),
        "ordinal" => HeadingMeaning::Ordinal,
        "warned" => HeadingMeaning::Weak(field()?, WeakKind::Warned),
        "last_resort" => HeadingMeaning::Weak(field()?, WeakKind::LastResort),
        "" => HeadingMeaning::Field(field()?),
        _ => return None,
    };
    let kinds = row[2].split_whitespace().map(RosterKind::parse).collect::<Option<_>>()?;
    Some(Row::Rule(Rule { heading, kinds, meaning }))
}

impl HeadingTable {
    fn new(rows: Vec<Row>) -> HeadingTable {
        let mut table = HeadingTable {
            rules: Vec::new(),
            by_heading: HashMap::new(),
            refused_words: Vec::new(),
            bearers: Vec::new(),
        };
        for row in rows {
            match row {
                Row::Rule(rule) => table.add(rule),
                Row::RefusedWord(word) => table.refused_words.push(word),
                Row::Bearer(word) => table.bearers.push(word),
            }
        }
        for field in Field::ALL {
            let heading = field.as_str().to_owned();
            table.add(Rule { heading, kinds: Vec::new(), meaning: HeadingMeaning::Field(*field) });
        }
        table
    }

    fn add(&mut self, rule: Rule) {
        self.by_heading.entry(rule.heading.clone()).or_default().push(self.rules.len());
        self.rules.push(rule);
    }

    /// What a cleaned heading means in a roster of that kind (`None`: not known yet).
    pub fn field(&self, cleaned_heading: &str, kind: Option<RosterKind>) -> HeadingMeaning {
        let heading = cleaned_heading.to_lowercase();
        if self.refused_words.iter().any(|word| heading.contains(word.as_str())) {
            return HeadingMeaning::Refused;
        }
        if let Some(meaning) = self.listed(&heading, kind).or_else(|| self.cut_short(&heading, kind)) {
            return meaning;
        }
        let of_bearer = self.bearers.iter().filter_map(|bearer| heading.strip_prefix(bearer.as_str()));
        of_bearer
            .filter_map(|rest| self.listed(rest, kind))
            .find(|meaning| matches!(meaning, HeadingMeaning::Field(_)))
            .unwrap_or(HeadingMeaning::Unknown)
    }

    /// While the kind is unknown a rule for all kinds goes before one for some.
    fn listed(&self, heading: &str, kind: Option<RosterKind>) -> Option<HeadingMeaning> {
        let found = self.by_heading.get(heading)?.iter().map(|at| &self.rules[*at]);
        let holding = found.filter(|rule| rule.holds_in(kind));
        holding.min_by_key(|rule| kind.is_none() && !rule.kinds.is_empty()).map(|rule| rule.meaning)
    }

    /// The meaning of a heading cut to ten bytes, where all headings that begin so mean the same.
    fn cut_short(&self, heading: &str, kind: Option<RosterKind>) -> Option<HeadingMeaning> {
        if heading.chars().count() != CUT_TO || heading.chars().any(|c| c.is_ascii()) {
            return None;
        }
        let mut meanings = self
            .rules
            .iter()
            .filter(|rule| rule.holds_in(kind) && rule.heading.starts_with(heading))
            .map(|rule| rule.meaning);
        let first = meanings.next()?;
        meanings.all(|meaning| meaning == first).then_some(first)
    }
}

impl Rule {
    /// A rule for some kinds holds while the kind is unknown too.
    fn holds_in(&self, kind: Option<RosterKind>) -> bool {
        self.kinds.is_empty() || kind.is_none_or(|kind| self.kinds.contains(&kind))
    }
}
