//! Counting for reports: groups of people that the domain decides on, in one pass over what is packed.
//!
//! No rule stands here: a rule enters as a day or a code that the domain computed. A past day knows its unit
//! through the homes moved out of. Holders are counted among the registered themselves, so that they are a
//! subset; the counterchecks count persons the other way round, from their cards.

use std::collections::{BTreeMap, HashMap};
use std::hash::{Hash, Hasher};

use crate::domain::calendar::Day;
use crate::domain::identity::IdKind;
use crate::domain::merger;
use crate::domain::permit::PermitKind;
use crate::domain::quick::QuickMap;
use crate::domain::rate::{Counterchecks, CutOffs, FirstIssues, Group};
use crate::domain::rulebook::CityCodes;
use crate::domain::unit::UnitId;

use super::census::first_card;
use super::error::StoreError;
use super::mergers;
use super::packed;
use super::packed::facts::{Block, Card, DayKey, Person, ShortCode, Stay};
use super::packed::tally;
use super::sqlite::Sql;

/// Whoever is recorded was registered once; the registrations of a merged record hang on the kept one.
const RECORDED: &str =
    "SELECT (SELECT COUNT(*) FROM migrant) - (SELECT COUNT(*) FROM merger WHERE undone_on IS NULL) AS recorded";

/// What the rate of a day is made of.
#[derive(Debug)]
pub struct RateCounts {
    pub groups: Vec<Group>,
    pub first_issues: Vec<FirstIssues>,
    pub counterchecks: Counterchecks,
    /// The registered of the day by their reason.
    pub reasons: Vec<(ShortCode, u64)>,
}

/// Counts the people of a day.
pub fn rate(sql: &Sql, cut_offs: &CutOffs, city: &CityCodes) -> Result<RateCounts, StoreError> {
    let mut counting = Counting::new(sql, cut_offs, city)?;
    packed::each(sql, |block| {
        for person in block.people() {
            counting.person(block, person);
        }
        Ok(())
    })?;
    counting.counterchecks.cards_stored = tally::stored(sql)?;
    let recorded: i64 = sql.one(RECORDED, &[], |row| row.get("recorded"))?;
    counting.counterchecks.unregistered = u64::try_from(recorded).unwrap_or(0).abs_diff(counting.people);
    Ok(counting.finish())
}

/// By what the people of a group are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Alike {
    unit: UnitId,
    counter: UnitId,
    stay: Option<ShortCode>,
    kind: u8,
    /// Exempt, of age, settled, of the own city.
    marks: [bool; 4],
}

/// In few words: it is asked for everybody.
impl Hash for Alike {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let marks = self.marks.iter().fold(self.kind, |bits, mark| bits << 1 | u8::from(*mark));
        state.write_i64(self.unit.0.rotate_left(32) ^ self.counter.0.rotate_left(8) ^ i64::from(marks));
        self.stay.hash(state);
    }
}

#[derive(Debug, Default, Clone, Copy)]
struct Numbers {
    registered: u64,
    holders: u64,
    in_force: u64,
}

/// The days and codes of a rule, to hold packed stays against.
pub struct Cut {
    pub on: DayKey,
    young_from: DayKey,
    old_until: DayKey,
    settled_by: DayKey,
    own_counties: Vec<u32>,
    /// The stays that mergers cut: the next one goes on with them.
    merged: HashMap<i64, Vec<(DayKey, DayKey)>>,
}

impl Cut {
    pub fn new(sql: &Sql, cut_offs: &CutOffs, city: &CityCodes) -> Result<Cut, StoreError> {
        let counties = city.districts.iter().chain(&city.counties);
        let keys =
            |spans: Vec<(Day, Day)>| spans.into_iter().map(|(from, until)| (from.into(), until.into())).collect();
        Ok(Cut {
            on: cut_offs.on.into(),
            young_from: cut_offs.young_from.into(),
            old_until: cut_offs.old_until.into(),
            settled_by: cut_offs.settled_by.into(),
            own_counties: counties.filter_map(|county| county.parse().ok()).collect(),
            merged: mergers::all_cut(sql)?.into_iter().map(|(migrant, spans)| (migrant, keys(spans))).collect(),
        })
    }

    pub fn is_of_age(&self, stay: &Stay) -> bool {
        stay.birth.is_some_and(|birth| birth < self.young_from && birth > self.old_until)
    }

    pub fn is_settled(&self, stay: &Stay) -> bool {
        let since = match self.merged.get(&stay.migrant) {
            Some(cut) => merger::joined_since(cut, stay.registered),
            None => stay.registered,
        };
        since <= self.settled_by
    }

    pub fn is_of_own_city(&self, stay: &Stay) -> bool {
        stay.county.is_some_and(|county| self.own_counties.contains(&county))
    }
}

struct Counting {
    cut: Cut,
    month_first: DayKey,
    groups: QuickMap<Alike, Numbers>,
    first_issues: QuickMap<(UnitId, UnitId), u64>,
    counterchecks: Counterchecks,
    reasons: Vec<(ShortCode, u64)>,
    /// With a registration of any day.
    people: u64,
}

const KINDS: [IdKind; 4] = [IdKind::Citizen, IdKind::Hmt, IdKind::Foreigner, IdKind::Other];

impl Counting {
    fn new(sql: &Sql, cut_offs: &CutOffs, city: &CityCodes) -> Result<Counting, StoreError> {
        let on = cut_offs.on;
        Ok(Counting {
            cut: Cut::new(sql, cut_offs, city)?,
            month_first: Day::new(on.year(), on.month(), 1).unwrap_or(on).into(),
            groups: HashMap::default(),
            first_issues: HashMap::default(),
            counterchecks: Counterchecks::default(),
            reasons: Vec::new(),
            people: 0,
        })
    }

    fn person(&mut self, block: &Block, person: Person) {
        let on = self.cut.on;
        let (holds, in_force) = block.holding(person, on);
        for stay in person.stays {
            if stay.kind == IdKind::Citizen {
                self.flow(stay);
            }
            if stay.holds_on(on) {
                let numbers = self.groups.entry(self.alike(block, stay)).or_default();
                numbers.registered += 1;
                numbers.holders += u64::from(holds);
                numbers.in_force += u64::from(in_force);
                self.reason(block.purpose_on(stay, on).0);
            }
        }
        self.once(block, person);
    }

    fn reason(&mut self, reason: ShortCode) {
        match self.reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, count)) => *count += 1,
            None => self.reasons.push((reason, 1)),
        }
    }

    fn alike(&self, block: &Block, stay: &Stay) -> Alike {
        let cut = &self.cut;
        let (unit, intended) = block.home_on(stay, cut.on);
        let kind = KINDS.iter().position(|kind| *kind == stay.kind).and_then(|at| u8::try_from(at).ok());
        Alike {
            unit,
            counter: stay.counter,
            stay: intended,
            kind: kind.unwrap_or(0),
            marks: [stay.exempt, cut.is_of_age(stay), cut.is_settled(stay), cut.is_of_own_city(stay)],
        }
    }

    /// Who was there when the month began, who came and who went since.
    fn flow(&mut self, stay: &Stay) {
        let (on, first, checks) = (self.cut.on, self.month_first, &mut self.counterchecks);
        let opening = stay.registered < first && stay.ended.is_none_or(|ended| ended >= first);
        checks.opening += u64::from(opening);
        checks.begun += u64::from(stay.registered >= first && stay.registered <= on);
        checks.ended += u64::from(stay.ended.is_some_and(|ended| ended >= first && ended <= on));
    }

    /// Counted by the person: who is registered; from the cards, who holds one and is, whose first was issued.
    fn once(&mut self, block: &Block, person: Person) {
        let on = self.cut.on;
        let is_registered = person.stays.iter().any(|stay| stay.holds_on(on));
        let is_citizen = person.stays.iter().any(|stay| stay.kind == IdKind::Citizen);
        self.people += u64::from(!person.stays.is_empty());
        self.counterchecks.persons += u64::from(is_citizen && is_registered);
        let citizens = || person.cards.iter().filter(|card| card.bearer == IdKind::Citizen && card.issued <= on);
        let counts = |card: &Card| {
            card.ended.is_none_or(|day| day > on) && (card.kind == PermitKind::Residence || block.is_in_force(card, on))
        };
        // Nobody has a card who was never registered: without any stay, one was lost.
        if citizens().any(counts) && (person.stays.is_empty() || is_registered) {
            self.counterchecks.holders_by_permits += 1;
        }
        person.cards.iter().for_each(|card| tally::add(&mut self.counterchecks.cards_read, card));
        if let Some(first) = first_card(person, on) {
            *self.first_issues.entry((first.counter, first.unit)).or_default() += 1;
        }
        let is_first = citizens().any(|card| card.kind == PermitKind::Residence && !card.error);
        self.counterchecks.first_issues += u64::from(is_first);
    }

    fn finish(self) -> RateCounts {
        let groups: BTreeMap<Alike, Numbers> = self.groups.into_iter().collect();
        let group = |(alike, numbers): (Alike, Numbers)| {
            let [exempt, of_age, settled, own_city] = alike.marks;
            Group {
                unit: alike.unit,
                counter: alike.counter,
                kind: KINDS[usize::from(alike.kind)],
                stay: alike.stay.map(|stay| stay.as_str().to_owned()),
                exempt,
                of_age,
                settled,
                own_city,
                registered: numbers.registered,
                holders: numbers.holders,
                in_force: numbers.in_force,
            }
        };
        let first_issues: BTreeMap<(UnitId, UnitId), u64> = self.first_issues.into_iter().collect();
        let issues = |((counter, unit), count)| FirstIssues { counter, unit, count };
        RateCounts {
            groups: groups.into_iter().map(group).collect(),
            first_issues: first_issues.into_iter().map(issues).collect(),
            counterchecks: self.counterchecks,
            reasons: self.reasons,
        }
    }
}
