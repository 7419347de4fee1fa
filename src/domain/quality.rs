//! What is wrong, or not known, in what is registered: counted by kind of defect, and by who sent it.
//!
//! Counted among the active registrations of a day, everybody's, not the citizens' alone. Suspected twice:
//! people of one day of birth whose names compare equal (`name_key`) under different numbers; each of them
//! counts, and nothing is decided by it.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::cell::own_key;
use super::name_key::name_key;
use super::place::Divisions;
use super::rate::Check;

mod defect;

pub use defect::{Defect, Record};

/// By what the rows of the report are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Kind,
    Source,
}

impl By {
    pub fn as_str(self) -> &'static str {
        match self {
            By::Kind => "kind",
            By::Source => "source",
        }
    }

    pub fn parse(text: &str) -> Option<By> {
        [By::Kind, By::Source].into_iter().find(|by| by.as_str() == text)
    }
}

const COUNTER: &str = "counter";
const UNNAMED: &str = "unnamed";

/// Who sent a registration.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sender {
    /// Registered at a counter.
    Counter,
    /// A roster that does not say whose it is.
    Unnamed,
    Source(String),
}

impl Sender {
    /// The key of its row; a source stands for itself, one that is called like another row as `source:counter`.
    pub fn key(&self) -> Cow<'_, str> {
        match self {
            Sender::Counter => Cow::Borrowed(COUNTER),
            Sender::Unnamed => Cow::Borrowed(UNNAMED),
            Sender::Source(source) => own_key("source:", source, &[COUNTER, UNNAMED]),
        }
    }
}

/// The name and day of birth as one number; equal ones are looked at as one person.
fn likeness(record: &Record) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    (name_key(record.name), record.birth_on?).hash(&mut hasher);
    Some(hasher.finish())
}

/// A record that was seen.
#[derive(Debug, Clone, Copy)]
struct Seen {
    migrant: i64,
    likeness: Option<u64>,
    defects: u16,
    sender: usize,
}

/// Gathers the records of a day.
#[derive(Debug)]
pub struct Gatherer<'d> {
    divisions: &'d Divisions,
    /// The first two digits of the city's own province.
    province: &'d str,
    seen: Vec<Seen>,
    senders: Vec<Sender>,
}

impl<'d> Gatherer<'d> {
    pub fn new(divisions: &'d Divisions, province: &'d str) -> Gatherer<'d> {
        Gatherer { divisions, province, seen: Vec::new(), senders: Vec::new() }
    }

    /// The number under which a sender's records are taken.
    pub fn sender(&mut self, sender: Sender) -> usize {
        let known = self.senders.iter().position(|known| *known == sender);
        known.unwrap_or_else(|| {
            self.senders.push(sender);
            self.senders.len() - 1
        })
    }

    pub fn take(&mut self, record: &Record, sender: usize) {
        let (likeness, defects) = (likeness(record), defect::found(record, self.divisions, self.province));
        self.seen.push(Seen { migrant: record.migrant, likeness, defects, sender });
    }

    /// Marks those who look alike.
    fn mark_duplicates(&mut self) {
        let mut alike: HashMap<u64, u32> = HashMap::with_capacity(self.seen.len());
        for likeness in self.seen.iter().filter_map(|seen| seen.likeness) {
            *alike.entry(likeness).or_default() += 1;
        }
        let bit = Defect::DuplicateSuspected.bit();
        for seen in &mut self.seen {
            if seen.likeness.is_some_and(|likeness| alike.get(&likeness).is_some_and(|count| *count > 1)) {
                seen.defects |= bit;
            }
        }
    }

    /// The report; `counted`: the active registrations, counted apart.
    pub fn finish(mut self, counted: u64) -> Quality {
        self.mark_duplicates();
        let mut by_sender: Vec<Figures> = vec![Figures::default(); self.senders.len()];
        let mut total = Figures::default();
        for seen in &self.seen {
            total.add(seen.defects);
            if let Some(figures) = by_sender.get_mut(seen.sender) {
                figures.add(seen.defects);
            }
        }
        let senders: BTreeMap<Sender, Figures> = self.senders.iter().cloned().zip(by_sender).collect();
        let sum = |of: fn(&Figures) -> u64| senders.values().map(of).sum::<u64>();
        let checks = vec![
            Check::new("registered_counted_apart", total.registered, counted),
            Check::new("rows_registered", sum(|f| f.registered), total.registered),
            Check::new("rows_defective", sum(|f| f.defective), total.defective),
        ];
        Quality { total, senders, checks, seen: self.seen, order: self.senders }
    }
}

/// What was counted of some registrations.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    pub registered: u64,
    /// Those with one defect or more.
    pub defective: u64,
    defects: [u64; Defect::ALL.len()],
}

impl Figures {
    fn add(&mut self, defects: u16) {
        self.registered += 1;
        self.defective += u64::from(defects != 0);
        for (count, defect) in self.defects.iter_mut().zip(Defect::ALL) {
            *count += u64::from(defects & defect.bit() != 0);
        }
    }

    pub fn get(&self, defect: Defect) -> u64 {
        Defect::ALL.into_iter().zip(self.defects).find(|(known, _)| *known == defect).map_or(0, |(_, count)| count)
    }
}

/// The report.
#[derive(Debug)]
pub struct Quality {
    pub total: Figures,
    pub senders: BTreeMap<Sender, Figures>,
    pub checks: Vec<Check>,
    seen: Vec<Seen>,
    order: Vec<Sender>,
}

impl Quality {
    /// Whose registrations have the defect (`None`: any), all or those of one sender (by key).
    pub fn people(&self, defect: Option<Defect>, sender: Option<&str>) -> Vec<i64> {
        let wanted = defect.map_or(u16::MAX, Defect::bit);
        let of_sender =
            |seen: &Seen| sender.is_none_or(|key| self.order.get(seen.sender).is_some_and(|known| known.key() == key));
        let found = self.seen.iter().filter(|seen| seen.defects & wanted != 0 && of_sender(seen));
        found.map(|seen| seen.migrant).collect()
    }
}
