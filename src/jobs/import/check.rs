//! `roster check`: what an import would do, and nothing kept.
//!
//! Rows of people are judged (`judging.rs`). Cards and departures bear on each other beyond their numbers: their
//! landing is rehearsed and taken back, departures slice by slice, so that no counter waits.

use std::path::PathBuf;

use super::chunks::Chunks;
use super::landing::{Job, PAUSE};
use super::progress::Progress;
use super::rejects::Place;
use super::tally::Tally;
use super::{Already, ImportError, Outcome, chunks};
use crate::domain::roster::RosterKind;
use crate::store::Store;
use crate::store::batches::{self, Batch};

impl Job<'_> {
    /// What an import would do today; a rejects file is written only where one was named.
    pub fn check(&self, store: &mut Store, earlier: Option<Batch>) -> Result<Outcome, ImportError> {
        let named = self.order.rejects.as_deref();
        let place = named.map(|named| Place::prepare(&self.source.path, Some(named))).transpose()?;
        let mut progress = Progress::new(self.source.length(self.plan), self.around.draw);
        let mut tally = match self.plan.binding.kind {
            RosterKind::People => self.judge(store.path(), &mut progress)?,
            RosterKind::Permits | RosterKind::Departures => self.rehearse(store, &mut progress)?,
        };
        drop(progress);
        let rejects_file = place.map(|place| self.set_aside(&place, &mut tally)).transpose()?.flatten();
        let mut outcome = self.outcome(None, &tally, rejects_file);
        outcome.doctor = self.examine(&tally)?;
        let settled = earlier.filter(Batch::is_settled);
        outcome.already = settled.map(|batch| Already::of(&batch, self.order));
        Ok(outcome)
    }

    /// All rows in one transaction, which is taken back.
    pub fn rehearse_together(
        &self,
        store: &mut Store,
        chunks: &mut Chunks,
        tally: &mut Tally,
        progress: &mut Progress,
    ) -> Result<(), ImportError> {
        store.rehearse(|writer| {
            let batch = batches::insert(writer, &self.new_batch(), self.around.actor.at)?;
            self.land_chunks(writer, batch, chunks, tally, progress)
        })
    }

    /// Rows of cards and departures: they bear on each other beyond their numbers.
    fn rehearse(&self, store: &mut Store, progress: &mut Progress) -> Result<Tally, ImportError> {
        store.prepare_bulk(false)?;
        let together = self.plan.binding.kind == RosterKind::Permits;
        let mut tally = if together { Tally::default() } else { Tally::of_slices() };
        let register = store.path().to_owned();
        let rehearsed = chunks::read(self, &register, |chunks| {
            if together {
                self.rehearse_together(store, chunks, &mut tally, progress)
            } else {
                self.rehearse_slices(store, chunks, &mut tally, progress)
            }
        });
        let settled = store.finish_bulk();
        rehearsed?;
        settled?;
        Ok(tally)
    }

    fn rehearse_slices(
        &self,
        store: &mut Store,
        chunks: &mut Chunks,
        tally: &mut Tally,
        progress: &mut Progress,
    ) -> Result<(), ImportError> {
        while let Some(mut chunk) = chunks.next()? {
            loop {
                store.rehearse(|writer| {
                    let batch = batches::insert(writer, &self.new_batch(), self.around.actor.at)?;
                    self.land_slice(writer, batch, &mut chunk, tally, progress)
                })?;
                std::thread::sleep(PAUSE);
                if chunk.landed == chunk.rows.len() {
                    break;
                }
            }
            chunks.give_back(chunk);
        }
        Ok(())
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
