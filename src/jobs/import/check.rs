//! `roster check`: the whole work of an import, and all of it taken back.

use std::path::PathBuf;

use super::landing::{Job, LOADED};
use super::progress::Progress;
use super::rejects::Place;
use super::tally::Tally;
use super::{Already, ImportError, Outcome, chunks};
use crate::store::batches::{self, Batch};
use crate::store::{Store, StoreError, registrations};

impl Job<'_> {
    /// What an import would do today; a rejects file is written only where one was named.
    pub fn check(&self, store: &mut Store, earlier: Option<Batch>) -> Result<Outcome, ImportError> {
        let named = self.order.rejects.as_deref();
        let place = named.map(|named| Place::prepare(&self.source.path, Some(named))).transpose()?;
        let empty = store.read::<_, StoreError>(registrations::is_empty)?;
        store.prepare_bulk(false)?;
        let mut tally = Tally::default();
        let mut progress = Progress::new(self.source.bytes, self.around.draw);
        let register = store.path().to_owned();
        let rehearsed = chunks::read(self, &register, |chunks| {
            store.rehearse(|writer| {
                let batch = batches::insert(writer, &self.new_batch(), self.around.actor.at)?;
                if empty {
                    writer.drop_indexes(&LOADED)?;
                }
                self.land_chunks(writer, batch, chunks, &mut tally, &mut progress)
            })
        });
        drop(progress);
        let settled = store.finish_bulk();
        rehearsed?;
        settled?;
        let rejects_file = place.map(|place| self.set_aside(&place, &mut tally)).transpose()?.flatten();
        let mut outcome = self.outcome(None, &tally, rejects_file);
        outcome.doctor = self.examine(&tally)?;
        let settled = earlier.filter(Batch::is_settled);
        outcome.already = settled.map(|batch| Already { batch: batch.id, at: batch.started_at, clerk: batch.clerk });
        Ok(outcome)
    }

    fn set_aside(&self, place: &Place, tally: &mut Tally) -> Result<Option<PathBuf>, ImportError> {
        self.write_rejects(place, tally)?;
        if tally.bad.is_empty() {
            place.clear()?;
            return Ok(None);
        }
        Ok(Some(place.publish()?))
    }
}
