//! What stays of an import: the batch's row, the rejects, the facts of its journal row, and the outcome.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::flags;
use super::landing::Job;
use super::reading::Reader;
use super::rejects::{Place, worded};
use super::tally::Tally;
use super::{ImportError, Outcome};
use crate::domain::roster::{RosterKind, batch_code};
use crate::present::json;
use crate::store::batches::{self, NewBatch};
use crate::store::{Changes, Writer};

impl Job<'_> {
    pub fn new_batch(&self) -> NewBatch {
        let binding = &self.plan.binding;
        let bound: BTreeMap<&str, &str> = binding.bound().map(|(field, heading)| (field.as_str(), heading)).collect();
        let name = self.source.path.file_name().map(|name| name.to_string_lossy().into_owned());
        let counter =
            self.order.counter.as_deref().and_then(|text| self.office.tree.counter(text, self.order.day()).ok());
        NewBatch {
            kind: binding.kind,
            file_name: name.unwrap_or_default(),
            file_sha256: self.source.sha256.clone(),
            terms_sha256: self.terms.clone(),
            encoding: self.plan.encoding(),
            sheet: self.plan.sheet().map(|sheet| sheet.name.clone()),
            hidden: json::line(&self.hidden()).unwrap_or_default().trim().to_owned(),
            source: self.order.source.clone(),
            registered_on: self.order.day(),
            bound: json::line(&bound).unwrap_or_default().trim().to_owned(),
            ignored: json::line(&binding.ignored).unwrap_or_default().trim().to_owned(),
            clerk: self.around.actor.clerk.clone(),
            counter: counter.map(|counter| counter.id),
            flags: flags::kept(self.order, binding),
            fixes: self.order.fixes.map(|first| first.batch),
        }
    }

    pub fn outcome(&self, batch: Option<i64>, tally: &Tally, rejects_file: Option<PathBuf>) -> Outcome {
        let binding = &self.plan.binding;
        let mut by_code = BTreeMap::new();
        for code in tally.bad.iter().filter_map(|bad| bad.codes.first()) {
            *by_code.entry(*code).or_default() += 1;
        }
        Outcome {
            batch,
            kind: binding.kind,
            sha256: self.source.sha256.clone(),
            encoding: self.plan.encoding(),
            sheet: self.plan.sheet().map(|sheet| sheet.name.clone()),
            hidden: self.hidden(),
            counts: tally.counts,
            held_back: 0,
            bound: binding.bound().map(|(field, heading)| (field, heading.to_owned())).collect(),
            ignored: binding.ignored.clone(),
            rejects_file,
            already: None,
            fixes: self.order.fixes.map(|first| first.batch),
            doctor: Vec::new(),
            notices: binding.notices.clone(),
            by_code,
            doubts: tally.doubts.clone(),
            rejects_of: None,
            day_assumed: if binding.kind == RosterKind::People { tally.day_assumed } else { 0 },
        }
    }

    /// Rows of a sheet that its sender cannot see.
    fn hidden(&self) -> Vec<u64> {
        self.plan.sheet().map(|sheet| sheet.hidden.clone()).unwrap_or_default()
    }

    pub fn write_rejects(&self, place: &Place, tally: &mut Tally) -> Result<(), ImportError> {
        tally.bad.sort_by_key(|bad| bad.line);
        if !tally.bad.is_empty() {
            let reader = Reader::new(self);
            place.write(self, tally.bad.len(), |record| worded(&tally.bad, &reader, record))?;
        }
        Ok(())
    }

    /// The last rows of a batch: its rejects and its state, and what the journal says of it.
    pub fn conclude(
        &self,
        writer: &Writer,
        batch: i64,
        tally: &Tally,
        place: &Place,
    ) -> Result<(i64, Changes), ImportError> {
        for bad in &tally.bad {
            let codes: Vec<&str> = bad.codes.iter().map(|code| code.as_str()).collect();
            batches::insert_reject(writer, batch, i64::try_from(bad.line).unwrap_or(i64::MAX), &codes.join(";"))?;
        }
        let file = (!tally.bad.is_empty()).then(|| place.expected().to_string_lossy().into_owned());
        move_on(writer, batch, tally, true, file.as_deref())?;
        self.mend(writer, batch, tally)?;
        let counts = &tally.counts;
        let changes = Changes::on(self.order.day())
            .subject(batch_code(batch))
            .purpose(self.order.source.as_deref())
            .rows(counts.accepted)
            .set("kind", self.plan.binding.kind.as_str())
            .set("file_sha256", self.source.sha256.clone())
            .set("rows", counts.rows.to_string())
            .set("accepted", counts.accepted.to_string())
            .set("unchanged", counts.unchanged.to_string())
            .set("rejected", counts.rejected.to_string());
        let changes = match self.order.fixes {
            Some(first) => changes.set("fixes", batch_code(first.batch)),
            None => changes,
        };
        Ok((batch, changes))
    }
}

/// Says how far a batch is, unless somebody has undone it meanwhile.
pub fn move_on(
    writer: &Writer,
    batch: i64,
    tally: &Tally,
    complete: bool,
    rejects_file: Option<&str>,
) -> Result<(), ImportError> {
    let moved = batches::update(writer, batch, &tally.counts, complete, rejects_file)?;
    if moved { Ok(()) } else { Err(ImportError::Undone { batch }) }
}
