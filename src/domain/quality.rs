//! What is wrong, or not known, in what is registered: counted by kind of defect, and by who sent it.
//!
//! Counted among the active registrations of a day, everybody's, not the citizens' alone. Suspected twice:
//! people of one day of birth whose names compare equal (`name_key`) under different numbers; each of them
//! counts, and nothing is decided by it.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::calendar::Day;
use super::identity::{IdKind, PRACTICE_COUNTY};
use super::name_key::name_key;
use super::place::{CountyYear, Divisions, Place};
use super::rate::Check;

/// A kind of defect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Defect {
    PhoneMissing,
    /// Neither the household address nor the number tells where somebody is from.
    OriginUnknown,
    /// Told by the number alone.
    OriginByNumber,
    CountyCodeUnknown,
    CountyCodeOtherYears,
    BirthUnknown,
    DwellingUnknown,
    StayUnknown,
    /// Registered at a district itself and at none of its communities or towns.
    DistrictOnly,
    DuplicateSuspected,
}

impl Defect {
    pub const ALL: [Defect; 10] = [
        Defect::PhoneMissing,
        Defect::OriginUnknown,
        Defect::OriginByNumber,
        Defect::CountyCodeUnknown,
        Defect::CountyCodeOtherYears,
        Defect::BirthUnknown,
        Defect::DwellingUnknown,
        Defect::StayUnknown,
        Defect::DistrictOnly,
        Defect::DuplicateSuspected,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Defect::PhoneMissing => "phone_missing",
            Defect::OriginUnknown => "origin_unknown",
            Defect::OriginByNumber => "origin_by_number",
            Defect::CountyCodeUnknown => "county_code_unknown",
            Defect::CountyCodeOtherYears => "county_code_other_years",
            Defect::BirthUnknown => "birth_unknown",
            Defect::DwellingUnknown => "dwelling_unknown",
            Defect::StayUnknown => "stay_unknown",
            Defect::DistrictOnly => "district_only",
            Defect::DuplicateSuspected => "duplicate_suspected",
        }
    }

    pub fn parse(text: &str) -> Option<Defect> {
        Defect::ALL.into_iter().find(|defect| defect.as_str() == text)
    }

    /// Its place in a set.
    fn bit(self) -> u16 {
        Defect::ALL.into_iter().zip(0..).find(|(defect, _)| *defect == self).map_or(0, |(_, at)| 1 << at)
    }
}

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
    /// The key of its row; a source stands for itself.
    pub fn as_str(&self) -> &str {
        match self {
            Sender::Counter => "counter",
            Sender::Unnamed => "unnamed",
            Sender::Source(source) => source,
        }
    }
}

/// One active registration, as far as defects show in it.
#[derive(Debug, Clone, Copy)]
pub struct Record<'r> {
    pub migrant: i64,
    pub kind: IdKind,
    pub id_number: &'r str,
    pub name: &'r str,
    pub birth_on: Option<Day>,
    pub phone_known: bool,
    pub hukou: &'r str,
    pub county_known: bool,
    pub dwelling_known: bool,
    pub stay_known: bool,
    /// Whether the residence unit of the day is a district or county.
    pub at_district: bool,
}

/// The defects of a record by itself; whether it stands twice only all of them together tell.
fn found(record: &Record, divisions: &Divisions) -> u16 {
    let code = county_code(record, divisions);
    let origin = origin(record, divisions);
    let defects = [
        (Defect::PhoneMissing, !record.phone_known),
        (Defect::OriginUnknown, origin == Some(Defect::OriginUnknown)),
        (Defect::OriginByNumber, origin == Some(Defect::OriginByNumber)),
        (Defect::CountyCodeUnknown, code == CountyYear::Unknown),
        (Defect::CountyCodeOtherYears, code == CountyYear::OtherYears),
        (Defect::BirthUnknown, record.birth_on.is_none()),
        (Defect::DwellingUnknown, !record.dwelling_known),
        (Defect::StayUnknown, !record.stay_known),
        (Defect::DistrictOnly, record.at_district),
    ];
    defects.into_iter().filter(|(_, is)| *is).map(|(defect, _)| defect.bit()).sum()
}

/// The county code of a citizen's number, as it is warned of at the counter.
fn county_code(record: &Record, divisions: &Divisions) -> CountyYear {
    let (Some(county), Some(birth), IdKind::Citizen) = (record.id_number.get(..6), record.birth_on, record.kind) else {
        return CountyYear::InForce;
    };
    if county == PRACTICE_COUNTY { CountyYear::InForce } else { divisions.county_in_year(county, birth.year()) }
}

/// What is not known of somebody's origin, if anything.
fn origin(record: &Record, divisions: &Divisions) -> Option<Defect> {
    match record.kind {
        IdKind::Hmt | IdKind::Foreigner => return None,
        IdKind::Citizen | IdKind::Other if record.county_known => return None,
        IdKind::Citizen | IdKind::Other => {}
    }
    match divisions.locate(record.hukou) {
        Place::County(_) | Place::City(_) => None,
        Place::Province(_) | Place::Unknown => {
            let by_number =
                record.kind == IdKind::Citizen && record.id_number.get(..6).is_some_and(|c| divisions.is_county(c));
            Some(if by_number { Defect::OriginByNumber } else { Defect::OriginUnknown })
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
    seen: Vec<Seen>,
    senders: Vec<Sender>,
}

impl<'d> Gatherer<'d> {
    pub fn new(divisions: &'d Divisions) -> Gatherer<'d> {
        Gatherer { divisions, seen: Vec::new(), senders: Vec::new() }
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
        let (likeness, defects) = (likeness(record), found(record, self.divisions));
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
            Check { name: "registered_counted_apart", left: total.registered, right: counted },
            Check { name: "rows_registered", left: sum(|f| f.registered), right: total.registered },
            Check { name: "rows_defective", left: sum(|f| f.defective), right: total.defective },
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
    /// Whose registrations have the defect (`None`: any), all or those of one sender (by key), in order.
    pub fn people(&self, defect: Option<Defect>, sender: Option<&str>) -> Vec<i64> {
        let wanted = defect.map_or(u16::MAX, Defect::bit);
        let of_sender = |seen: &Seen| {
            sender.is_none_or(|key| self.order.get(seen.sender).is_some_and(|known| known.as_str() == key))
        };
        let found = self.seen.iter().filter(|seen| seen.defects & wanted != 0 && of_sender(seen));
        let mut people: Vec<i64> = found.map(|seen| seen.migrant).collect();
        people.sort_unstable();
        people
    }
}
