//! Who looked at people, and how often: the journal's rows, told apart by what the command does.
//!
//! A look-up asks for one person (or finds nobody); a list shows many; an export or a print takes them out of
//! the register. A reveal is any of these with its reason. What changes the register is none of them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::cell::{TOTAL, own_key};
use super::rate::Check;

const CLERK: &str = "clerk:";

/// The key of a clerk's row: the code, one that is called like the last row as `clerk:total`.
pub fn key(clerk: &str) -> Cow<'_, str> {
    own_key(CLERK, clerk, &[])
}

/// The clerk whose row has the key; `None`: everybody's.
pub fn clerk_of(key: &str) -> Option<&str> {
    (key != TOTAL).then(|| key.strip_prefix(CLERK).unwrap_or(key))
}

/// What a journalled command does with people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glance {
    LookUp,
    List,
    Export,
}

impl Glance {
    /// The kind of a command as the journal words it; `None` for an act.
    pub fn of(command: &str) -> Option<Glance> {
        let (noun, verb) = command.split_once(' ').unwrap_or((command, ""));
        match (noun, verb) {
            ("migrant" | "permit", "show" | "find" | "why" | "history") => Some(Glance::LookUp),
            // They keep figures and print them again; nobody is seen.
            ("report", "freeze" | "show" | "restate") => None,
            ("migrant" | "permit", "list") | ("rules", "try") | ("report", _) => Some(Glance::List),
            ("migrant" | "journal", "export") | ("audit", "pack") | ("print" | "nightly", _) => Some(Glance::Export),
            _ => None,
        }
    }
}

/// Rows of the journal that are counted together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rows {
    pub clerk: String,
    pub command: String,
    /// Whether people were shown unmasked: the row has a reason.
    pub revealed: bool,
    /// Whether nobody was found.
    pub missed: bool,
}

impl Rows {
    /// Whether a figure counts them.
    pub fn count_in(&self, column: Column) -> bool {
        let Some(glance) = Glance::of(&self.command) else { return false };
        match column {
            Column::Lookups => glance == Glance::LookUp,
            Column::Misses => glance == Glance::LookUp && self.missed,
            Column::Lists => glance == Glance::List,
            Column::Exports => glance == Glance::Export,
            Column::Reveals => self.revealed,
        }
    }
}

/// A figure of a clerk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    Lookups,
    /// Those of the look-ups that found nobody.
    Misses,
    Lists,
    Exports,
    /// Those of all that showed people unmasked.
    Reveals,
}

impl Column {
    pub const ALL: [Column; 5] = [Column::Lookups, Column::Misses, Column::Lists, Column::Exports, Column::Reveals];

    pub fn as_str(self) -> &'static str {
        match self {
            Column::Lookups => "lookups",
            Column::Misses => "misses",
            Column::Lists => "lists",
            Column::Exports => "exports",
            Column::Reveals => "reveals",
        }
    }

    pub fn parse(text: &str) -> Option<Column> {
        Column::ALL.into_iter().find(|column| column.as_str() == text)
    }
}

/// The figures of a clerk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures([u64; Column::ALL.len()]);

impl Figures {
    fn add(&mut self, rows: &Rows, count: u64) {
        for (figure, column) in self.0.iter_mut().zip(Column::ALL) {
            *figure += if rows.count_in(column) { count } else { 0 };
        }
    }

    pub fn get(&self, column: Column) -> u64 {
        Column::ALL.into_iter().zip(self.0).find(|(known, _)| *known == column).map_or(0, |(_, count)| count)
    }

    fn all(&self) -> u64 {
        [Column::Lookups, Column::Lists, Column::Exports].map(|column| self.get(column)).iter().sum()
    }
}

/// The report: clerks in the order of their codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lookups {
    pub rows: Vec<(String, Figures)>,
    pub total: Figures,
    pub checks: Vec<Check>,
}

/// Counts what the journal has, group by group.
pub fn build(groups: &BTreeMap<Rows, u64>) -> Lookups {
    let mut rows: BTreeMap<&str, Figures> = BTreeMap::new();
    let (mut total, mut counted) = (Figures::default(), 0);
    for (group, count) in groups {
        if Glance::of(&group.command).is_none() {
            continue;
        }
        rows.entry(group.clerk.as_str()).or_default().add(group, *count);
        total.add(group, *count);
        counted += count;
    }
    let sum = |of: fn(&Figures) -> u64| rows.values().map(of).sum::<u64>();
    let checks = vec![
        Check::new("rows_lookups", sum(|f| f.get(Column::Lookups)), total.get(Column::Lookups)),
        Check::new("rows_reveals", sum(|f| f.get(Column::Reveals)), total.get(Column::Reveals)),
        Check::new("lookups_counted_apart", total.all(), counted),
    ];
    Lookups { rows: rows.into_iter().map(|(clerk, figures)| (clerk.to_owned(), figures)).collect(), total, checks }
}
