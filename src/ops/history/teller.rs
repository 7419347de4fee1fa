//! Gathers the acts of a history and finds for each its entry of the journal.

use super::{Act, Did, History, Part};
use crate::domain::calendar::Day;
use crate::domain::correction::Fact;
use crate::domain::dossier::migrant_code;
use crate::domain::unit::UnitId;
use crate::ops::office::Office;
use crate::store::corrections::{self, Correction};
use crate::store::histories::{self, Batch, Entry};
use crate::store::mergers::{self, Merger};
use crate::store::{Sql, StoreError};

/// Gathers acts, each with its entry of the journal.
pub struct Teller<'a, 'c> {
    pub sql: &'a Sql<'c>,
    pub office: &'a Office,
    pub entries: Vec<Entry>,
    /// Of the person's record and of those merged into it.
    pub mergers: Vec<Merger>,
    pub acts: Vec<Act>,
    /// The entries that acts of a kind have.
    pub taken: Vec<(Did, i64)>,
    pub corrections: Vec<Correction>,
}

/// What is known of an act before it is told.
pub struct Happening<'b> {
    pub did: Did,
    pub on: Day,
    /// The fact that holds the day, and its row, where the day may have been corrected.
    pub day_of: Option<(Fact, i64)>,
    /// The day it was entered for, where that is another: a merger ends a stay in the past.
    pub entered_on: Option<Day>,
    pub counter: Option<UnitId>,
    pub batch: Option<&'b Batch>,
    pub details: Vec<(Part, Option<String>)>,
}

impl<'a, 'c> Teller<'a, 'c> {
    pub fn open(sql: &'a Sql<'c>, office: &'a Office, migrant: i64) -> Result<Teller<'a, 'c>, StoreError> {
        let mut entries = Vec::new();
        let mut corrected = Vec::new();
        let mut mergers: Vec<Merger> = Vec::new();
        for record in mergers::duplicates(sql, migrant)?.into_iter().chain([migrant]) {
            entries.extend(histories::list_entries(sql, &migrant_code(record))?);
            corrected.extend(corrections::list(sql, record)?);
            mergers.extend(mergers::list(sql, record)?);
        }
        // Of a record that was merged and parted again the acts stand under the one that was kept.
        for merger in mergers.iter().filter(|merger| merger.kept != migrant) {
            let of_kept = histories::list_entries(sql, &migrant_code(merger.kept))?;
            entries.extend(of_kept.into_iter().filter(|entry| entry.command.ends_with("merge")));
        }
        mergers.sort_by_key(|merger| merger.id);
        mergers.dedup_by_key(|merger| merger.id);
        entries.sort_by_key(|entry| entry.sequence);
        entries.dedup_by_key(|entry| entry.sequence);
        corrected.sort_by_key(|correction| (correction.corrected_on, correction.made_at));
        Ok(Teller { sql, office, entries, mergers, acts: Vec::new(), taken: Vec::new(), corrections: corrected })
    }

    pub fn close(mut self) -> History {
        // Acts of one day stand in the order in which they were entered.
        self.acts.sort_by_key(|act| (act.on, act.at, act.sequence));
        History { acts: self.acts, corrections: self.corrections }
    }

    pub fn tell(&mut self, happening: Happening) {
        let Happening { did, on, day_of, entered_on, counter, batch, details } = happening;
        let mut act = Act {
            on,
            did,
            at: None,
            clerk: None,
            counter: counter.map(|counter| self.office.code_of(counter).to_owned()),
            details: details.into_iter().filter_map(|(part, value)| value.map(|value| (part, value))).collect(),
            sequence: None,
            entered_on: entered_on.unwrap_or_else(|| self.entered_on(on, day_of)),
        };
        if let Some(batch) = batch {
            act.at = Some(batch.at);
            act.clerk = Some(batch.clerk.clone());
            act.details.push((Part::Batch, format!("B{}", batch.id)));
            act.details.extend(batch.line.map(|line| (Part::Line, line.to_string())));
        } else if let Some(entry) = self.take_entry(&act) {
            self.taken.push((did, entry.sequence));
            act.at = Some(entry.at);
            act.sequence = Some(entry.sequence);
            act.clerk = Some(entry.clerk);
            if did == Did::Unmerge {
                act.details.extend(entry.purpose.map(|because| (Part::Because, because)));
            }
            // The row has it as corrected.
            act.counter = act.counter.or(entry.counter);
        } else if let Some(entered) = day_of.and_then(|day_of| self.forgotten(day_of)) {
            act.at = Some(entered.made_at);
            act.clerk = Some(entered.clerk.clone());
        }
        self.acts.push(act);
    }

    /// The day that was entered at first: the old value of the first correction.
    fn entered_on(&self, on: Day, day_of: Option<(Fact, i64)>) -> Day {
        let Some((fact, row)) = day_of else { return on };
        let mut entered_on = on;
        for correction in self.corrections.iter().rev() {
            let same = correction.fact == fact && correction.row == row;
            let day = |text: &Option<String>| text.as_deref().and_then(Day::parse_iso);
            if same && day(&correction.new) == Some(entered_on) {
                entered_on = day(&correction.old).unwrap_or(entered_on);
            }
        }
        entered_on
    }

    /// The correction by which something was entered that had been forgotten.
    fn forgotten(&self, (fact, row): (Fact, i64)) -> Option<&Correction> {
        let mut made = self.corrections.iter().filter(|correction| correction.fact == fact && correction.row == row);
        made.next().filter(|first| first.old.is_none())
    }

    /// The journal's entry of an act. One entry may stand for several acts: a departure ends the cards too. Of
    /// two like acts of a day each has its own.
    fn take_entry(&self, act: &Act) -> Option<Entry> {
        let commands = commands(act.did);
        let fits = |entry: &&Entry| commands.contains(&entry.command.as_str()) && entry.on == act.entered_on;
        let naming = named_by(act.did);
        let named = act.details.iter().find(|(part, _)| Some(*part) == naming);
        let quoted = named.map(|(_, named)| format!("\"{named}\""));
        let mentions = |entry: &&Entry| quoted.as_ref().is_none_or(|quoted| entry.changes.contains(quoted.as_str()));
        let fitting = || self.entries.iter().filter(fits);
        let is_free = |entry: &&Entry| !self.taken.contains(&(act.did, entry.sequence));
        let free = || fitting().filter(is_free);
        // Of several moves of a day the last one is told: no day was lived in the homes between.
        if act.did == Did::Move {
            return fitting().next_back().cloned();
        }
        let found = free().find(mentions).or_else(|| fitting().find(mentions));
        found.or_else(|| free().next()).or_else(|| fitting().next()).cloned()
    }

    /// The merger in force that ended a stay.
    pub fn cutting(&self, registration: i64) -> Result<Option<&Merger>, StoreError> {
        for merger in self.mergers.iter().filter(|merger| merger.undone_on.is_none()) {
            if merger.moved()?.cut.iter().any(|(cut, _)| *cut == registration) {
                return Ok(Some(merger));
            }
        }
        Ok(None)
    }

    /// Whether the journal tells of such an act on the day that was entered for it: a ledger's card may have been
    /// collected or ended at a counter since.
    pub fn at_counter(&self, happening: &Happening) -> bool {
        let entered_on = self.entered_on(happening.on, happening.day_of);
        let fits = |entry: &Entry| entry.on == entered_on && commands(happening.did).contains(&entry.command.as_str());
        self.entries.iter().any(fits)
    }
}

/// The commands that may have done it, the likeliest first.
fn commands(did: Did) -> &'static [&'static str] {
    match did {
        Did::Register => &["migrant add"],
        Did::Move => &["migrant move"],
        // Looked up under the unit.
        Did::Regroup => &[],
        Did::Leave => &["migrant leave", "migrant merge"],
        Did::Apply => &["permit apply"],
        Did::Extend => &["permit extend"],
        Did::Withdraw => &["permit withdraw", "migrant leave", "migrant merge"],
        Did::Refuse => &["permit refuse"],
        Did::Issue => &["permit issue"],
        Did::Replace => &["permit replace"],
        Did::Collect => &["permit collect", "permit issue"],
        Did::Endorse => &["permit endorse"],
        Did::End => &["permit end", "permit replace", "migrant leave", "permit issue", "migrant merge"],
        Did::Merge => &["migrant merge"],
        Did::Unmerge => &["migrant unmerge"],
    }
}

/// The particular by which the journal names what an act was about.
fn named_by(did: Did) -> Option<Part> {
    match did {
        Did::Register | Did::Move | Did::Regroup => None,
        Did::Apply | Did::Extend | Did::Withdraw | Did::Refuse => Some(Part::Application),
        Did::Issue | Did::Replace | Did::Collect | Did::Endorse | Did::End => Some(Part::Permit),
        // A stay that ended otherwise names no duplicate.
        Did::Leave | Did::Merge | Did::Unmerge => Some(Part::Duplicate),
    }
}
