//! Who looked at people, and how often: the journal's rows, told apart by what the command does.
//!
//! A look-up asks for one person (or finds nobody); a list shows many; an export or a print takes them out of
//! the register. A reveal is any of these with its reason. What changes the register is none of them.

use std::collections::BTreeMap;

use super::rate::Check;

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

/// The figures of a clerk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    pub lookups: u64,
    pub misses: u64,
    pub lists: u64,
    pub exports: u64,
    pub reveals: u64,
}

impl Figures {
    fn add(&mut self, rows: &Rows, glance: Glance, count: u64) {
        match glance {
            Glance::LookUp => {
                self.lookups += count;
                self.misses += if rows.missed { count } else { 0 };
            }
            Glance::List => self.lists += count,
            Glance::Export => self.exports += count,
        }
        self.reveals += if rows.revealed { count } else { 0 };
    }

    fn all(&self) -> u64 {
        self.lookups + self.lists + self.exports
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
        let Some(glance) = Glance::of(&group.command) else { continue };
        rows.entry(group.clerk.as_str()).or_default().add(group, glance, *count);
        total.add(group, glance, *count);
        counted += count;
    }
    let sum = |of: fn(&Figures) -> u64| rows.values().map(of).sum::<u64>();
    let checks = vec![
        Check::new("rows_lookups", sum(|f| f.lookups), total.lookups),
        Check::new("rows_reveals", sum(|f| f.reveals), total.reveals),
        Check::new("lookups_counted_apart", total.all(), counted),
    ];
    Lookups { rows: rows.into_iter().map(|(clerk, figures)| (clerk.to_owned(), figures)).collect(), total, checks }
}
