//! A merger undone: every row goes back to the record it came from, and what the merger ended stands again.
//!
//! Corrections stay with the facts they corrected, and what was done with a stay, an application or a card goes
//! with it. What was made for the merged person bars the way (`domain/resting.rs`).

use crate::domain::calendar::Instant;
use crate::domain::correction::{Fact, What};
use crate::domain::dossier::{Dossier, migrant_code};
use crate::domain::effect::{self, Effect};
use crate::domain::merger::{Moved, Standing};
use crate::domain::resting::{self, Resting, WayOut};
use crate::domain::stay_end::LastAct;
use crate::store::corrections::Correction;
use crate::store::mergers::Merger;
use crate::store::{Changes, Sql, StoreError, Writer, corrections, dossiers, histories, mergers};

use super::OpError;
use super::given::follow_splits;
use super::merge::{MergeRefusal, Pair, counter, still_migrant};
use super::office::Office;
use super::person::{self, WhoRefusal};

/// Two records parted again.
#[derive(Debug, Clone)]
pub struct Parted {
    /// Of the record that was kept.
    pub dossier: Dossier,
    pub duplicate: Dossier,
    /// Facts of the person that were corrected since the merger: they stay with the record that was kept.
    pub stays_with_kept: Vec<Fact>,
    /// What is otherwise because of it.
    pub effects: Vec<Effect>,
}

/// Parts the two records.
pub fn unmerge(writer: &Writer, office: &Office, pair: &Pair) -> Result<(Parted, Changes), OpError<MergeRefusal>> {
    let refused = |refusal: MergeRefusal| OpError::Refused(refusal);
    let who = |error: OpError<WhoRefusal>| error.map(MergeRefusal::Who);
    let Pair { because, on, today, .. } = *pair;
    let kept = person::find_recorded(writer, pair.kept).map_err(who)?;
    let duplicate = person::find_recorded(writer, pair.duplicate).map_err(who)?;
    if on > today {
        return Err(refused(MergeRefusal::Future { day: on, today }));
    }
    let merger = mergers::find_in_force(writer, duplicate)?.filter(|merger| merger.kept == kept);
    let Some(merger) = merger else {
        let (kept, duplicate) = (migrant_code(kept), migrant_code(duplicate));
        return Err(refused(MergeRefusal::NotMerged { kept, duplicate }));
    };
    if on < merger.merged_on {
        return Err(refused(MergeRefusal::BeforeEarlierAct { on, act: LastAct::Merge, act_on: merger.merged_on }));
    }
    let mut moved = merger.moved()?;
    let acts = barring(writer, &merger, &moved)?;
    if !acts.is_empty() {
        return Err(refused(MergeRefusal::LaterActs { kept: migrant_code(kept), acts }));
    }
    let before = dossiers::get(writer, kept)?;
    let stays_with_kept = corrected_since(writer, &merger, &moved)?;
    let made = mergers::list_made_since(writer, kept, &moved.marks)?;
    moved.permits.extend(resting::following(&moved, &made));
    mergers::undo(writer, &merger, &moved, on)?;
    for (registration, _) in &moved.cut {
        follow_splits(writer, &office.tree, *registration)?;
    }
    let (dossier, parted) = (dossiers::get(writer, kept)?, dossiers::get(writer, duplicate)?);
    for record in [&dossier, &parted] {
        still_migrant(office, &[&before], record, today).map_err(refused)?;
    }
    let mut changes = Changes::on(on)
        .subject(migrant_code(kept))
        .purpose(Some(because))
        .set("unmerged", migrant_code(duplicate))
        .set("merged_on", merger.merged_on.to_string());
    if let Some(counter) = counter(office, pair, &dossier).map_err(|refusal| refused(MergeRefusal::Counter(refusal)))? {
        changes = changes.counter(counter);
    }
    let effects = effect::effects(&[&before], &[&dossier, &parted], &office.book, today);
    Ok((Parted { dossier, duplicate: parted, stays_with_kept, effects }, changes))
}

/// A merger in force, with the first act that would bar the way of parting it.
pub fn standing(sql: &Sql, merger: &Merger) -> Result<Standing, StoreError> {
    let (kept, duplicate) = (migrant_code(merger.kept), migrant_code(merger.duplicate));
    let first = barring(sql, merger, &merger.moved()?)?.into_iter().next();
    let later = first.map(|act| (act.on, act.act.to_owned()));
    Ok(Standing { kept, duplicate, later })
}

/// What bars the parting, in order of day.
fn barring(sql: &Sql, merger: &Merger, moved: &Moved) -> Result<Vec<Resting>, StoreError> {
    let made = mergers::list_made_since(sql, merger.kept, &moved.marks)?;
    let mut acts = resting::resting(&dossiers::get(sql, merger.kept)?, moved, &made);
    // Of mergers those in force count: one that was undone left nothing.
    let others = mergers::list(sql, merger.kept)?;
    let others = others.into_iter().filter(|other| other.undone_on.is_none());
    let others = others.filter(|other| other.duplicate == merger.kept || other.id > merger.id);
    acts.extend(others.map(|other| {
        let way_out = WayOut::Part { kept: migrant_code(other.kept), duplicate: migrant_code(other.duplicate) };
        Resting { on: other.merged_on, act: "migrant merge", way_out }
    }));
    acts.sort_by_key(|act| act.on);
    Ok(acts)
}

/// Which facts of the person were corrected while the records were one: they stay with the one that was kept.
fn corrected_since(sql: &Sql, merger: &Merger, moved: &Moved) -> Result<Vec<Fact>, StoreError> {
    let entries = histories::list_entries(sql, &migrant_code(merger.kept))?;
    let since = entries.iter().filter(|entry| entry.sequence > moved.marks.journal && entry.command == "migrant edit");
    let changed: Vec<(Instant, &str)> = since.map(|entry| (entry.at, entry.changes.as_str())).collect();
    let of_person = |made: &Correction| {
        let named = format!("\"{}\"", made.fact.as_str());
        made.what == What::Migrant
            && changed.iter().any(|(at, changes)| *at <= made.made_at && changes.contains(&named))
    };
    let made = corrections::list(sql, merger.kept)?.into_iter().filter(of_person);
    let mut facts: Vec<Fact> = Vec::new();
    for fact in made.map(|made| made.fact) {
        if !facts.contains(&fact) {
            facts.push(fact);
        }
    }
    Ok(facts)
}
