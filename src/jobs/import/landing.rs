//! Landing the rows through the doors of the store: all at once into an empty register, in slices into one
//! that is in use.

use std::collections::HashMap;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::chunks::{self, Chunk, Chunks};
use super::progress::Progress;
use super::reading::{Read, Row};
use super::record::move_on;
use super::rejects::Place;
use super::source::Source;
use super::tally::Tally;
use super::warm;
use super::{Doubt, ImportError, Order, Outcome, Surroundings};
use crate::domain::roster::RosterKind;
use crate::intake::{NumberColumn, Plan};
use crate::ops::land_departures;
use crate::ops::land_people;
use crate::ops::land_permits::{self, Terms};
use crate::ops::landing::Landing;
use crate::ops::office::Office;
use crate::store::{Store, StoreError, Writer, batches, card_numbers, migrants, register, registrations};

/// How long a slice may hold a register that is in use.
const SLICE: Duration = Duration::from_millis(700);

/// How long others get between two slices: whoever waits looks at least every 2 ms.
pub const PAUSE: Duration = Duration::from_millis(5);

/// Rows between two looks at the clock and at Ctrl-C.
const LOOK_EVERY: u64 = 500;

/// The table whose secondary indexes are rebuilt after a load from empty; those of registrations hold nobody
/// who has not left.
const LOADED: [&str; 1] = ["migrant"];

/// Everything an import works with.
pub struct Job<'a> {
    pub office: &'a Office,
    pub order: &'a Order,
    pub source: &'a Source,
    pub plan: &'a Plan,
    pub numbers: NumberColumn,
    /// Numbers that the register knows by another one: of corrected and merged people.
    pub known_as: HashMap<String, String>,
    pub terms: String,
    pub around: &'a Surroundings<'a>,
    /// The batch of the same file on the same terms.
    pub earlier: Option<i64>,
    /// Of the file in which its rows have their lines: this one, or that of the batch that it mends.
    pub first_sha256: String,
    /// Of a corrected file: the lines of the first one that its rows had.
    pub mended: Vec<u64>,
}

/// An import under way.
struct Run<'a> {
    chunks: &'a mut Chunks,
    place: &'a Place,
    tally: &'a mut Tally,
    progress: &'a mut Progress,
}

impl Job<'_> {
    /// Takes the file in; `resumed`: the batch that an interrupted run left.
    pub fn run(&self, store: &mut Store, resumed: Option<i64>) -> Result<Outcome, ImportError> {
        let place = Place::prepare(&self.source.path, self.order.rejects.as_deref())?;
        let empty = store.read::<_, StoreError>(registrations::is_empty)?;
        // Cards are judged on a second view of the register, which needs the log.
        store.prepare_bulk(empty && self.plan.binding.kind == RosterKind::People)?;
        let mut tally = Tally::default();
        let mut progress = Progress::new(self.source.length(self.plan), self.around.draw);
        let register = store.path().to_owned();
        let batch = chunks::read(self, &register, |chunks| {
            let run = Run { chunks, place: &place, tally: &mut tally, progress: &mut progress };
            self.land_all(store, empty, resumed, run)
        });
        drop(progress);
        // The batch is kept or not by now. A log that a full disk leaves is folded back by whoever comes next.
        let _ = store.finish_bulk();
        match batch {
            Ok(batch) => {
                let rejects_file = if tally.bad.is_empty() {
                    place.clear()?;
                    None
                } else {
                    Some(place.publish()?)
                };
                let mut outcome = self.outcome(Some(batch), &tally, rejects_file);
                outcome.rejects_of = self.rejects_of(store)?;
                outcome.doctor = self.examine(&tally)?;
                Ok(outcome)
            }
            Err(ImportError::AllOrNothing(_)) => {
                let rejects_file = Some(place.publish()?);
                let mut outcome = self.outcome(None, &tally, rejects_file);
                outcome.held_back = tally.counts.accepted + tally.counts.unchanged;
                (outcome.counts.accepted, outcome.counts.unchanged) = (0, 0);
                outcome.doctor = self.examine(&tally)?;
                Err(ImportError::AllOrNothing(Box::new(outcome)))
            }
            Err(error) => Err(error),
        }
    }

    /// The batch whose corrected rejects came as a roster of their own: they are still open there.
    fn rejects_of(&self, store: &mut Store) -> Result<Option<i64>, StoreError> {
        if self.order.fixes.is_some() || self.plan.binding.preface == 0 {
            return Ok(None);
        }
        let path = self.source.path.to_string_lossy().into_owned();
        Ok(store.read::<_, StoreError>(|sql| batches::list_by_rejects_file(sql, &path))?.first().copied())
    }

    fn command(&self) -> &'static str {
        if self.order.fixes.is_some() { "roster fix" } else { "roster import" }
    }

    fn land_all(&self, store: &mut Store, empty: bool, resumed: Option<i64>, run: Run) -> Result<i64, ImportError> {
        if empty || self.order.all_or_nothing {
            return self.land_whole(store, empty, resumed, run);
        }
        let batch = match resumed {
            Some(batch) => batch,
            None => store.chunk(|writer| batches::insert(writer, &self.new_batch(), self.around.actor.at))?,
        };
        let Run { chunks, place, tally, progress } = run;
        while let Some(mut chunk) = chunks.next()? {
            loop {
                store.chunk(|writer| {
                    self.land_slice(writer, batch, &mut chunk, tally, progress)?;
                    move_on(writer, batch, tally, false, None)
                })?;
                std::thread::sleep(PAUSE);
                if chunk.landed == chunk.rows.len() {
                    break;
                }
            }
            chunks.give_back(chunk);
        }
        self.write_rejects(place, tally)?;
        store.act(&self.around.actor, self.command(), |writer| self.conclude(writer, batch, tally, place))
    }

    /// All in one transaction: into an empty register, or when all is to land or nothing.
    fn land_whole(&self, store: &mut Store, empty: bool, resumed: Option<i64>, run: Run) -> Result<i64, ImportError> {
        let Run { chunks, place, tally, progress } = run;
        store.act(&self.around.actor, self.command(), |writer| {
            let batch = match resumed {
                Some(batch) => batch,
                None => batches::insert(writer, &self.new_batch(), self.around.actor.at)?,
            };
            let dropped = if empty { writer.begin_first_load(&LOADED)? } else { Vec::new() };
            self.land_chunks(writer, batch, chunks, tally, progress)?;
            // Rejects are written from the file again, meanwhile the indexes from what has landed.
            std::thread::scope(|scope| {
                let rejects = scope.spawn(|| self.write_rejects(place, tally));
                writer.end_first_load(&dropped)?;
                rejects.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })?;
            if self.order.all_or_nothing && tally.counts.rejected > 0 {
                return Err(ImportError::AllOrNothing(Box::new(self.outcome(None, tally, None))));
            }
            self.conclude(writer, batch, tally, place)
        })
    }

    /// Lands what is left of the file.
    pub fn land_chunks(
        &self,
        writer: &Writer,
        batch: i64,
        chunks: &mut Chunks,
        tally: &mut Tally,
        progress: &mut Progress,
    ) -> Result<(), ImportError> {
        while let Some(mut chunk) = chunks.next()? {
            self.land_slice(writer, batch, &mut chunk, tally, progress)?;
            while chunk.landed < chunk.rows.len() {
                self.land_slice(writer, batch, &mut chunk, tally, progress)?;
            }
            chunks.give_back(chunk);
        }
        Ok(())
    }

    /// Lands rows for as long as a slice may take.
    pub fn land_slice(
        &self,
        writer: &Writer,
        batch: i64,
        chunk: &mut Chunk,
        tally: &mut Tally,
        progress: &mut Progress,
    ) -> Result<(), ImportError> {
        let began = Instant::now();
        let before = tally.counts.rows;
        tally.counts.skipped += std::mem::take(&mut chunk.skipped);
        for bad in chunk.bad.drain(..) {
            tally.reject(bad);
        }
        let corrected = migrants::has_former_numbers(writer)? || card_numbers::has_former(writer)?;
        let judged = chunk.mark.is_some() && chunk.mark == Some(register::mark(writer)?);
        while chunk.landed < chunk.rows.len() {
            if chunk.landed.is_multiple_of(warm::TOGETHER) {
                warm::warm(&chunk.rows[chunk.landed..]);
            }
            let read = &mut chunk.rows[chunk.landed];
            if !judged {
                read.judged = None;
            }
            self.land_row(writer, (batch, corrected), read, tally)?;
            chunk.landed += 1;
            if self.looks_up(tally)? && began.elapsed() > SLICE {
                break;
            }
        }
        progress.advance(tally.counts.rows - before, chunk.bytes);
        Ok(())
    }

    /// Whether it is time to look at the clock.
    fn looks_up(&self, tally: &Tally) -> Result<bool, ImportError> {
        let now = tally.counts.rows.is_multiple_of(LOOK_EVERY);
        if now { self.check_interrupted().map(|()| true) } else { Ok(false) }
    }

    /// # Errors
    /// `Interrupted`: Ctrl-C came meanwhile.
    pub fn check_interrupted(&self) -> Result<(), ImportError> {
        if self.around.interrupted.load(Ordering::SeqCst) { Err(ImportError::Interrupted) } else { Ok(()) }
    }

    /// `corrected`: whether anybody's number, or a card's, was ever corrected.
    fn land_row(
        &self,
        writer: &Writer,
        (batch, corrected): (i64, bool),
        read: &mut Read,
        tally: &mut Tally,
    ) -> Result<(), ImportError> {
        let (landing, register_doubts) = match &read.row {
            Row::People(row) => {
                let (landing, warnings) = land_people::land(writer, self.office, row, batch, corrected)?;
                (landing, warnings.into_iter().map(Doubt::Form).collect())
            }
            Row::Card(row) => {
                let terms = Terms { batch, on: self.order.day(), today: self.order.today, renumbered: corrected };
                // What was judged ahead does not know of a death that this file told of.
                let ended = tally.departed.contains(row.id_number.as_str());
                let judged = read.judged.as_deref().filter(|_| !ended && !row.ends_with_departure());
                let (landing, doubts) = land_permits::land(writer, self.office, row, terms, judged)?;
                if row.ends_with_departure() && landing == Landing::Accepted {
                    tally.departed.insert(row.id_number.clone());
                }
                (landing, doubts.into_iter().map(Doubt::Card).collect())
            }
            Row::Departure(row) => {
                let (landing, differs) = land_departures::land(writer, self.office, row, batch, self.order.today)?;
                (landing, if differs { vec![Doubt::DepartureName] } else { Vec::new() })
            }
        };
        if tally.land(read, landing, register_doubts)
            && let Some(late) = &read.late
        {
            batches::insert_late(writer, batch, i64::try_from(read.row.line()).unwrap_or(i64::MAX), late)?;
        }
        Ok(())
    }
}
