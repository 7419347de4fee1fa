//! The same file again: what became of it the first time, and its rejects file where that is gone.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::landing::Job;
use super::progress::Progress;
use super::rejects::{self, Place, worded};
use super::tally::Tally;
use super::{Already, BadRow, ImportError, Outcome, chunks};
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
            let mut words = self.rehearsed_reasons(store)?;
            words.retain(|line, _| known.iter().any(|(known, _)| u64::try_from(*known) == Ok(*line)));
            for (line, codes) in &known {
                let Ok(line) = u64::try_from(*line) else { continue };
                let code_alone =
                    || codes.split(';').filter_map(Code::parse).map(|code| (code, String::new())).collect();
                words.entry(line).or_insert_with(code_alone);
            }
            place.write(self, &words)?;
            outcome_file = Some(place.publish()?);
        }
        for (line, codes) in known {
            let code = codes.split(';').next().and_then(Code::parse);
            tally.bad.extend(code.map(|_| BadRow { line: u64::try_from(line).unwrap_or(0), reasons: Vec::new() }));
        }
        let mut outcome = self.outcome(Some(batch.id), &tally, outcome_file);
        outcome.already = Some(Already::of(batch, self.order));
        Ok(outcome)
    }

    /// Every reason as it would be given today, nothing kept.
    fn rehearsed_reasons(&self, store: &mut Store) -> Result<BTreeMap<u64, Vec<(Code, String)>>, ImportError> {
        let mut tally = Tally::default();
        let mut progress = Progress::new(self.source.length(self.plan), false);
        let register = store.path().to_owned();
        chunks::read(self, &register, |chunks| self.rehearse_together(store, chunks, &mut tally, &mut progress))?;
        Ok(worded(&tally.bad, self.order.lang))
    }
}
