//! What the command says of an import, besides the file itself.

use std::path::PathBuf;

use crate::domain::calendar::Day;
use crate::domain::lang::Lang;
use crate::domain::roster::{Field, RosterKind};
use crate::intake::MapFlag;

/// What the command says.
#[derive(Debug, Clone)]
pub struct Order {
    pub path: PathBuf,
    pub kind: Option<RosterKind>,
    pub unit: Option<String>,
    pub counter: Option<String>,
    pub source: Option<String>,
    pub encoding: Option<String>,
    /// `--sheet`, or the one that was chosen when asked.
    pub sheet: Option<String>,
    pub visible_only: bool,
    pub maps: Vec<MapFlag>,
    pub sets: Vec<(Field, String)>,
    /// `--on` as given; `None`: today.
    pub on: Option<Day>,
    pub today: Day,
    pub rejects: Option<PathBuf>,
    /// The file of `--out`, where the answer goes.
    pub answer: Option<PathBuf>,
    pub all_or_nothing: bool,
    /// The first batch, whose rejects the file mends.
    pub fixes: Option<First>,
    /// The language of the reasons in the rejects file.
    pub lang: Lang,
}

/// The first batch of a corrected file.
#[derive(Debug, Clone, Copy)]
pub struct First {
    pub batch: i64,
    /// When its sender reported.
    pub reported_on: Day,
}

impl Order {
    /// The day of the import.
    pub fn day(&self) -> Day {
        self.on.unwrap_or(self.today)
    }

    /// The value given once for the file, for cells that are blank.
    pub fn given(&self, field: Field) -> Option<&str> {
        let flag = if field == Field::Unit {
            self.unit.as_deref()
        } else if field == Field::Counter {
            self.counter.as_deref()
        } else {
            None
        };
        // What a name means in a ledger of cards is read in no other roster, and the other way round.
        let sets = |set: Field| set == field || set.in_roster(RosterKind::Permits) == field;
        flag.or_else(|| self.sets.iter().rfind(|(set, _)| sets(*set)).map(|(_, value)| value.as_str()))
            .filter(|value| !value.trim().is_empty())
    }
}
