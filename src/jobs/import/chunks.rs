//! Chunks of rows: a reader thread fills and sorts them, this thread lands them and gives them back.
//!
//! At most two are full at a time. Landed rows go back to the reader, which takes one apart for each row
//! that it reads: memory that one thread takes and another gives back would cost an import a fifth of its
//! time. The first chunks are small, so that landing begins at once.

use std::mem::{replace, take};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};

use super::ahead::Ahead;
use super::landing::Job;
use super::reading::{Read, Reader};
use super::{BadRow, ImportError};
use crate::domain::sender::SenderKind;
use crate::intake::Record;
use crate::present::words::files::FileFault;
use crate::store::StoreError;
use crate::store::register::Mark;

/// Rows to a chunk: what is sorted together, and what bounds the memory.
const MOST_ROWS: usize = 60_000;

const FIRST_ROWS: usize = 8_000;

/// Rows of the file, sorted by number, and the lines that were set aside among them.
#[derive(Default)]
pub struct Chunk {
    pub rows: Vec<Read>,
    /// How many of the rows have landed.
    pub landed: usize,
    pub bad: Vec<BadRow>,
    /// Lines since the chunk before that are no rows.
    pub skipped: u64,
    /// Bytes of the file so far, roughly.
    pub bytes: u64,
    /// How far the register was when its cards were judged.
    pub mark: Option<Mark>,
    is_last: bool,
}

/// The chunks of a file, in its order.
pub struct Chunks {
    full: Receiver<Result<Chunk, FileFault>>,
    landed: Sender<Vec<Read>>,
    ended: bool,
}

impl Chunks {
    /// The next chunk, or `None` when the file is read.
    pub fn next(&mut self) -> Result<Option<Chunk>, ImportError> {
        if self.ended {
            return Ok(None);
        }
        // A reader that ends without a last chunk has failed: that is no end of the file.
        let lost = |_| StoreError::Fault { cause: "the file's reader ended early".to_owned() };
        let chunk = self.full.recv().map_err(lost)??;
        self.ended = chunk.is_last;
        Ok(Some(chunk))
    }

    pub fn give_back(&self, chunk: Chunk) {
        // Nobody waits for them once the file is read.
        let _ = self.landed.send(chunk.rows);
    }
}

/// Reads the file in a thread of its own while `land` works on its chunks.
pub fn read<T>(job: &Job, register: &Path, land: impl FnOnce(&mut Chunks) -> T) -> T {
    std::thread::scope(|scope| {
        let (sender, full) = sync_channel(0);
        let (landed, spent) = channel();
        scope.spawn(move || {
            let mut ahead = Ahead::new(job, register);
            if let Err(fault) = fill(job, &mut ahead, &sender, &spent) {
                // Nobody listens when the other side has already failed.
                let _ = sender.send(Err(fault));
            }
        });
        land(&mut Chunks { full, landed, ended: false })
    })
}

fn fill(
    job: &Job,
    ahead: &mut Ahead,
    sender: &SyncSender<Result<Chunk, FileFault>>,
    spent: &Receiver<Vec<Read>>,
) -> Result<(), FileFault> {
    let desk = job.office.desk(job.order.today);
    let (binding, source) = (&job.plan.binding, job.order.source.as_deref());
    let reported_by = source.and_then(SenderKind::of);
    let (order, numbers, known_as) = (job.order, job.numbers, &job.known_as);
    let reader = Reader { binding, order, desk, numbers, sender: reported_by, known_as };
    let fault = |error: std::io::Error| job.source.fault(&error);
    let mut rows = job.source.rows(job.plan)?;
    let mut record = Record::default();
    let (mut bytes, mut skipped, mut limit) = (0_u64, 0, FIRST_ROWS);
    let mut chunk = Chunk::default();
    let mut old: Vec<Read> = Vec::new();
    while rows.next(&mut record).map_err(fault)? {
        bytes += record.cells().map(|cell| cell.len() as u64 + 1).sum::<u64>();
        drop(old.pop());
        job.keep_first_line(&mut record);
        match reader.read(&record) {
            Ok(read) => chunk.rows.push(read),
            Err(reasons) => chunk.bad.push(BadRow { line: record.line, reasons }),
        }
        if chunk.rows.len() + chunk.bad.len() >= limit {
            old.clear();
            let next = Chunk { rows: take(&mut old), ..Chunk::default() };
            let full = finish(replace(&mut chunk, next), ahead, rows.skipped - skipped, bytes);
            if sender.send(Ok(full)).is_err() {
                return Ok(());
            }
            skipped = rows.skipped;
            limit = MOST_ROWS.min(limit + limit / 6);
            old = spent.try_recv().unwrap_or_default();
        }
    }
    job.source.must_be_the_same()?;
    let last = Chunk { is_last: true, ..finish(chunk, ahead, rows.skipped - skipped, bytes) };
    let _ = sender.send(Ok(last));
    Ok(())
}

fn finish(mut chunk: Chunk, ahead: &mut Ahead, skipped: u64, bytes: u64) -> Chunk {
    chunk.rows.sort_unstable_by(Read::order);
    chunk.mark = ahead.judge(&mut chunk.rows);
    Chunk { skipped, bytes, ..chunk }
}
