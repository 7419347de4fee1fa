//! A merger undone: every row goes back to the record it came from, and what the merger ended stands again.
//!
//! Corrections stay with the facts they corrected. Acts that were made on the merged record rest on it, and
//! bar the way until they are undone themselves.

use crate::domain::calendar::Day;
use crate::domain::dossier::{Dossier, migrant_code};
use crate::domain::effect::{self, Effect};
use crate::domain::merger::{Moved, Standing};
use crate::domain::stay_end::LastAct;
use crate::store::mergers::Merger;
use crate::store::{Changes, Sql, StoreError, Writer, dossiers, histories, mergers};

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
    let moved = merger.moved()?;
    let acts = later_acts(writer, &merger, &moved)?;
    if !acts.is_empty() {
        return Err(refused(MergeRefusal::LaterActs { kept: migrant_code(kept), acts }));
    }
    let before = dossiers::get(writer, kept)?;
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
    Ok((Parted { dossier, duplicate: parted, effects }, changes))
}

/// A merger in force, with the first act that would bar the way of parting it.
pub fn standing(sql: &Sql, merger: &Merger) -> Result<Standing, StoreError> {
    let (kept, duplicate) = (migrant_code(merger.kept), migrant_code(merger.duplicate));
    let later = later_acts(sql, merger, &merger.moved()?)?.into_iter().next();
    Ok(Standing { kept, duplicate, later })
}

/// What was done with the merged record since, by day.
fn later_acts(sql: &Sql, merger: &Merger, moved: &Moved) -> Result<Vec<(Day, String)>, StoreError> {
    let entries = histories::list_entries(sql, &migrant_code(merger.kept))?;
    let since = entries.into_iter().filter(|entry| entry.sequence > moved.marks.journal);
    let mut acts: Vec<(Day, String)> =
        since.filter(|entry| rests_on_record(&entry.command)).map(|entry| (entry.on, entry.command)).collect();
    acts.extend(mergers::list_landed_since(sql, merger.kept, &moved.marks)?);
    // Of mergers those in force count: one that was undone left nothing.
    let others = mergers::list(sql, merger.kept)?;
    let others = others.into_iter().filter(|other| other.undone_on.is_none());
    let others = others.filter(|other| other.duplicate == merger.kept || other.id > merger.id);
    acts.extend(others.map(|other| (other.merged_on, "migrant merge".to_owned())));
    acts.sort();
    Ok(acts)
}

/// Whether a command of the journal changed something that the merged record has and the parted ones would not.
fn rests_on_record(command: &str) -> bool {
    const LOOK_UPS: [&str; 7] = ["show", "find", "why", "list", "history", "export", "residence"];
    // Corrections go with their rows; mergers are told by their own table.
    const APART: [&str; 3] = ["edit", "merge", "unmerge"];
    let (noun, verb) = command.split_once(' ').unwrap_or((command, ""));
    matches!(noun, "migrant" | "permit") && !LOOK_UPS.contains(&verb) && !APART.contains(&verb)
}
