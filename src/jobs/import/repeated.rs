//! The same file again: what became of it the first time, and its rejects file where that is gone.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::landing::Job;
use super::progress::Progress;
use super::reading::Reader;
use super::rejects::{self, Place, worded};
use super::tally::Tally;
use super::{Already, ImportError, Outcome, SetAside, chunks};
use crate::domain::code::Code;
use crate::store::batches::{self, Batch};
use crate::store::{Store, StoreError};

impl Job<'_> {
    /// The answer to a file that was taken in before; its rejects file is completed where it is gone.
    pub fn already(&self, store: &mut Store, batch: &Batch) -> Result<Outcome, ImportError> {
        let rejects_file = batch.rejects_file.as_ref().map(PathBuf::from);
        let gone = rejects_file.as_ref().is_none_or(|path| !path.exists());
        let mut tally = Tally::default();
        tally.counts = batch.counts;
        let known = store.read::<_, StoreError>(|sql| batches::list_rejects(sql, batch.id))?;
        let mut outcome_file = rejects_file;
        rejects::sweep(&self.source.path, self.order.rejects.as_deref());
        if batch.counts.rejected > 0 && gone {
            let place = Place::prepare(&self.source.path, self.order.rejects.as_deref())?;
            let bad = self.rehearsed(store)?;
            let codes: BTreeMap<u64, &str> =
                known.iter().filter_map(|(line, codes)| Some((u64::try_from(*line).ok()?, codes.as_str()))).collect();
            let reader = Reader::new(self);
            place.write(self, codes.len(), |record| {
                let codes = codes.get(&record.line)?;
                let code_alone =
                    || codes.split(';').filter_map(Code::parse).map(|code| (code, String::new())).collect();
                Some(worded(&bad, &reader, record).unwrap_or_else(code_alone))
            })?;
            outcome_file = Some(place.publish()?);
        }
        let mut outcome = self.outcome(Some(batch.id), &tally, outcome_file);
        outcome.already = Some(Already::of(batch, self.order));
        Ok(outcome)
    }

    /// The rows that would be set aside today, by line, nothing kept.
    fn rehearsed(&self, store: &mut Store) -> Result<Vec<SetAside>, ImportError> {
        let mut tally = Tally::default();
        let mut progress = Progress::new(self.source.length(self.plan), false);
        let register = store.path().to_owned();
        chunks::read(self, &register, |chunks| self.rehearse_together(store, chunks, &mut tally, &mut progress))?;
        tally.bad.sort_by_key(|bad| bad.line);
        Ok(tally.bad)
    }
}
