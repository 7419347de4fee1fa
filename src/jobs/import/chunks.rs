//! Chunks of rows: a reader thread fills and sorts them, this thread lands them and gives them back.
//!
//! At most two are full at a time. Landed rows go back to the reader, which takes one apart for each row
//! that it reads: memory that one thread takes and another gives back would cost an import a fifth of its
//! time. The first chunks are small, so that landing begins at once.

use std::collections::HashSet;
use std::mem::take;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};

use super::ahead::Ahead;
use super::landing::Job;
use super::reading::{Read, Reader, Row};
use super::{BadRow, ImportError};
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
    let reader = Reader::new(job);
    let fault = |error: std::io::Error| job.source.fault(&error);
    let mut rows = job.source.rows(job.plan)?;
    let mut record = Record::default();
    let (mut bytes, mut skipped, mut limit) = (0_u64, 0, FIRST_ROWS);
    let mut chunk = Chunk::default();
    let (mut filled, mut old) = (Vec::new(), Vec::new());
    while rows.next(&mut record).map_err(fault)? {
        bytes += record.bytes();
        drop(old.pop());
        job.keep_first_line(&mut record);
        match reader.read(&record) {
            Ok(read) => filled.push(Some(read)),
            Err(reasons) => chunk.bad.push(BadRow { line: record.line, reasons }),
        }
        if filled.len() + chunk.bad.len() >= limit {
            old.clear();
            let full = Chunk { rows: in_order(&mut filled, take(&mut old)), ..take(&mut chunk) };
            let full = finish(full, ahead, rows.skipped - skipped, bytes);
            if sender.send(Ok(full)).is_err() {
                return Ok(());
            }
            skipped = rows.skipped;
            limit = MOST_ROWS.min(limit + limit / 6);
            old = spent.try_recv().unwrap_or_default();
        }
    }
    job.source.must_be_the_same()?;
    chunk.rows = in_order(&mut filled, Vec::new());
    let last = Chunk { is_last: true, ..finish(chunk, ahead, rows.skipped - skipped, bytes) };
    let _ = sender.send(Ok(last));
    Ok(())
}

/// Of cards with one number the earlier row counts, whoever bears them: the later ones wait until it has landed.
fn put_back_repeated(filled: &mut [Option<Read>]) {
    // A file holds rows of one kind.
    let cards = matches!(filled.first(), Some(Some(Read { row: Row::Card(_), .. })));
    if !cards {
        return;
    }
    let mut repeated = Vec::new();
    let mut seen: HashSet<&str> = HashSet::new();
    for (at, read) in filled.iter().enumerate() {
        if let Some(Read { row: Row::Card(card), .. }) = read
            && !seen.insert(&card.permit_number)
        {
            repeated.push(at);
        }
    }
    for at in repeated {
        if let Some(read) = &mut filled[at] {
            read.comes_again();
        }
    }
}

/// The rows by number, side by side in the memory that is given.
fn in_order(filled: &mut Vec<Option<Read>>, mut rows: Vec<Read>) -> Vec<Read> {
    put_back_repeated(filled);
    let mut order: Vec<(u64, usize)> = Vec::with_capacity(filled.len());
    order.extend(filled.iter().enumerate().map(|(at, read)| (read.as_ref().map_or(0, Read::digits), at)));
    order.sort_unstable_by(|(digits, at), (other_digits, other)| {
        digits.cmp(other_digits).then_with(|| match (&filled[*at], &filled[*other]) {
            (Some(read), Some(other)) => read.order(other),
            (read, other) => read.is_some().cmp(&other.is_some()),
        })
    });
    rows.extend(order.into_iter().filter_map(|(_, at)| filled[at].take()));
    filled.clear();
    rows
}

fn finish(mut chunk: Chunk, ahead: &mut Ahead, skipped: u64, bytes: u64) -> Chunk {
    chunk.mark = ahead.judge(&mut chunk.rows);
    Chunk { skipped, bytes, ..chunk }
}
