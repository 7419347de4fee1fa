//! Landing the rows: a reader thread fills chunks, this thread sorts and writes them through the doors.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use super::progress::Progress;
use super::reading::{Read, Reader, Row};
use super::rejects::{Place, worded};
use super::source::Source;
use super::{Already, BadRow, Doubt, DoubtfulRows, ImportError, Order, Outcome, Reason, Surroundings};
use crate::domain::code::Code;
use crate::domain::roster::RosterKind;
use crate::intake::{NumberColumn, Plan, Record};
use crate::ops::land_people;
use crate::ops::land_permits::{self, Terms};
use crate::ops::landing::Landing;
use crate::ops::office::Office;
use crate::present::json;
use crate::present::words::files::FileFault;
use crate::store::batches::{self, Batch, BatchCounts, NewBatch};
use crate::store::{Changes, Store, StoreError, Writer, registrations};

/// Rows to a chunk: what is sorted together, and what bounds the memory.
const CHUNK: usize = 100_000;

/// How long a slice may hold a register that is in use.
const SLICE: Duration = Duration::from_millis(700);

/// The tables whose secondary indexes are rebuilt after a load from empty.
const LOADED: [&str; 2] = ["migrant", "registration"];

/// Everything an import works with.
pub struct Job<'a> {
    pub office: &'a Office,
    pub order: &'a Order,
    pub source: &'a Source,
    pub plan: &'a Plan,
    pub numbers: NumberColumn,
    pub terms: String,
    pub around: &'a Surroundings<'a>,
}

struct Chunk {
    rows: Vec<Read>,
    bad: Vec<BadRow>,
    skipped: u64,
    /// Bytes of the file so far, roughly.
    bytes: u64,
}

type Chunks = Receiver<Result<Chunk, FileFault>>;

#[derive(Default)]
struct Tally {
    counts: BatchCounts,
    bad: Vec<BadRow>,
    doubts: BTreeMap<Code, DoubtfulRows>,
    day_assumed: u64,
    /// The last row whose facts were known already: a row of the same subject after it comes twice.
    unchanged: Option<Known>,
}

struct Known {
    subject: String,
    name: String,
    line: u64,
}

impl Tally {
    /// Rows are sorted, so that a subject that comes twice in a chunk follows itself.
    fn unless_twice(&mut self, row: &Row, landing: Landing) -> Landing {
        if landing == Landing::Accepted {
            return landing;
        }
        let (subject, name) = row.subject();
        if let Some(first) = self.unchanged.as_ref().filter(|first| first.subject == subject) {
            return Landing::Rejected(row.twice(first.line, &first.name));
        }
        if landing == Landing::Unchanged {
            self.unchanged = Some(Known { subject: subject.to_owned(), name: name.to_owned(), line: row.line() });
        }
        landing
    }

    fn reject(&mut self, bad: BadRow) {
        self.counts.rows += 1;
        self.counts.rejected += 1;
        self.bad.push(bad);
    }

    fn doubt(&mut self, line: u64, doubts: impl Iterator<Item = Doubt>) {
        let mut doubts = doubts.peekable();
        self.counts.warned += u64::from(doubts.peek().is_some());
        for doubt in doubts {
            match self.doubts.entry(doubt.code()) {
                Entry::Vacant(place) => {
                    place.insert(DoubtfulRows { rows: 1, line, first: doubt });
                }
                Entry::Occupied(mut rows) => rows.get_mut().add(line, doubt),
            }
        }
    }
}

impl Job<'_> {
    /// Takes the file in; `resumed`: the batch that an interrupted run left.
    pub fn run(&self, store: &mut Store, resumed: Option<i64>) -> Result<Outcome, ImportError> {
        let place = Place::prepare(&self.source.path, self.order.rejects.as_deref())?;
        store.prepare_bulk()?;
        let mut tally = Tally::default();
        let mut progress = Progress::new(self.source.bytes, self.around.draw);
        let batch = std::thread::scope(|scope| {
            let (sender, chunks) = sync_channel(1);
            scope.spawn(move || self.read_all(&sender));
            self.land_all(store, resumed, &chunks, &place, &mut tally, &mut progress)
        });
        drop(progress);
        match batch {
            Ok(batch) => {
                store.finish_bulk()?;
                let rejects_file = if tally.bad.is_empty() { None } else { Some(place.publish()?) };
                Ok(self.outcome(Some(batch), &tally, rejects_file))
            }
            Err(ImportError::AllOrNothing(_)) => {
                let rejects_file = Some(place.publish()?);
                let mut outcome = self.outcome(None, &tally, rejects_file);
                outcome.held_back = tally.counts.accepted + tally.counts.unchanged;
                (outcome.counts.accepted, outcome.counts.unchanged) = (0, 0);
                Err(ImportError::AllOrNothing(Box::new(outcome)))
            }
            Err(error) => Err(error),
        }
    }

    /// The answer to a file that was taken in before; its rejects file is completed where it is gone.
    pub fn already(&self, store: &mut Store, batch: Batch) -> Result<Outcome, ImportError> {
        let rejects_file = batch.rejects_file.as_ref().map(std::path::PathBuf::from);
        let gone = rejects_file.as_ref().is_none_or(|path| !path.exists());
        let mut tally = Tally { counts: batch.counts, ..Tally::default() };
        let known = store.read::<_, StoreError>(|sql| batches::list_rejects(sql, batch.id))?;
        let mut outcome_file = rejects_file;
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
            place.write(self.source, self.plan, &words)?;
            outcome_file = Some(place.publish()?);
        }
        for (line, codes) in known {
            let code = codes.split(';').next().and_then(Code::parse);
            tally.bad.extend(code.map(|_| BadRow { line: u64::try_from(line).unwrap_or(0), reasons: Vec::new() }));
        }
        let mut outcome = self.outcome(Some(batch.id), &tally, outcome_file);
        outcome.already = Some(Already { at: batch.started_at, clerk: batch.clerk });
        Ok(outcome)
    }

    /// Every reason as it would be given today, nothing kept.
    fn rehearsed_reasons(&self, store: &mut Store) -> Result<BTreeMap<u64, Vec<(Code, String)>>, ImportError> {
        let mut tally = Tally::default();
        let mut progress = Progress::new(self.source.bytes, false);
        std::thread::scope(|scope| {
            let (sender, chunks) = sync_channel(1);
            scope.spawn(move || self.read_all(&sender));
            store.rehearse(|writer| {
                let batch = batches::insert(writer, &self.new_batch(), self.around.actor.at)?;
                while let Some(chunk) = next(&chunks)? {
                    self.land_chunk(writer, batch, chunk, &mut tally, &mut progress)?;
                }
                Ok::<_, ImportError>(())
            })
        })?;
        Ok(worded(&tally.bad, self.order.lang))
    }

    fn read_all(&self, sender: &SyncSender<Result<Chunk, FileFault>>) {
        if let Err(fault) = self.read_chunks(sender) {
            // Nobody listens when the other side has already failed.
            let _ = sender.send(Err(fault));
        }
    }

    fn read_chunks(&self, sender: &SyncSender<Result<Chunk, FileFault>>) -> Result<(), FileFault> {
        let desk = self.office.desk(self.order.today);
        let reader = Reader { binding: &self.plan.binding, order: self.order, desk, numbers: self.numbers };
        let fault = |error: std::io::Error| self.source.fault(&error);
        let mut rows = self.plan.rows(self.source.reader()?).map_err(fault)?;
        let mut record = Record::default();
        let mut bytes = 0_u64;
        let mut skipped = 0;
        let mut chunk = Chunk { rows: Vec::with_capacity(CHUNK), bad: Vec::new(), skipped: 0, bytes: 0 };
        while rows.next(&mut record).map_err(fault)? {
            bytes += record.cells().map(|cell| cell.len() as u64 + 1).sum::<u64>();
            match reader.read(&record) {
                Ok(read) => chunk.rows.push(read),
                Err(reasons) => chunk.bad.push(BadRow { line: record.line, reasons }),
            }
            if chunk.rows.len() + chunk.bad.len() >= CHUNK {
                chunk.rows.sort_unstable_by(|a, b| a.row.key().cmp(&b.row.key()));
                (chunk.skipped, chunk.bytes) = (rows.skipped - skipped, bytes);
                skipped = rows.skipped;
                let full = std::mem::replace(
                    &mut chunk,
                    Chunk { rows: Vec::with_capacity(CHUNK), bad: Vec::new(), skipped: 0, bytes: 0 },
                );
                if sender.send(Ok(full)).is_err() {
                    return Ok(());
                }
            }
        }
        chunk.rows.sort_unstable_by(|a, b| a.row.key().cmp(&b.row.key()));
        (chunk.skipped, chunk.bytes) = (rows.skipped - skipped, bytes);
        let _ = sender.send(Ok(chunk));
        Ok(())
    }

    fn land_all(
        &self,
        store: &mut Store,
        resumed: Option<i64>,
        chunks: &Chunks,
        place: &Place,
        tally: &mut Tally,
        progress: &mut Progress,
    ) -> Result<i64, ImportError> {
        let empty = store.read::<_, StoreError>(registrations::is_empty)?;
        if empty || self.order.all_or_nothing {
            return self.land_whole(store, empty, chunks, place, tally, progress);
        }
        let batch = match resumed {
            Some(batch) => batch,
            None => store.chunk(|writer| batches::insert(writer, &self.new_batch(), self.around.actor.at))?,
        };
        while let Some(mut chunk) = next(chunks)? {
            loop {
                let rest = store.chunk(|writer| {
                    let rest = self.land_slice(writer, batch, chunk, tally, progress)?;
                    batches::update(writer, batch, &tally.counts, false, None)?;
                    Ok::<_, ImportError>(rest)
                })?;
                match rest {
                    Some(rest) => chunk = rest,
                    None => break,
                }
            }
        }
        self.write_rejects(place, tally)?;
        store.act(&self.around.actor, "roster import", |writer| self.conclude(writer, batch, tally, place))
    }

    /// All in one transaction: into an empty register, or when all is to land or nothing.
    fn land_whole(
        &self,
        store: &mut Store,
        empty: bool,
        chunks: &Chunks,
        place: &Place,
        tally: &mut Tally,
        progress: &mut Progress,
    ) -> Result<i64, ImportError> {
        store.act(&self.around.actor, "roster import", |writer| {
            let batch = batches::insert(writer, &self.new_batch(), self.around.actor.at)?;
            let indexes = if empty { writer.drop_indexes(&LOADED)? } else { Vec::new() };
            while let Some(chunk) = next(chunks)? {
                self.land_chunk(writer, batch, chunk, tally, progress)?;
            }
            writer.rebuild_indexes(&indexes)?;
            self.write_rejects(place, tally)?;
            if self.order.all_or_nothing && tally.counts.rejected > 0 {
                return Err(ImportError::AllOrNothing(Box::new(self.outcome(None, tally, None))));
            }
            self.conclude(writer, batch, tally, place)
        })
    }

    fn write_rejects(&self, place: &Place, tally: &mut Tally) -> Result<(), ImportError> {
        tally.bad.sort_by_key(|bad| bad.line);
        if !tally.bad.is_empty() {
            place.write(self.source, self.plan, &worded(&tally.bad, self.order.lang))?;
        }
        Ok(())
    }

    /// The last rows of a batch: its rejects and its state, and what the journal says of it.
    fn conclude(
        &self,
        writer: &Writer,
        batch: i64,
        tally: &Tally,
        place: &Place,
    ) -> Result<(i64, Changes), ImportError> {
        for bad in &tally.bad {
            let codes: Vec<&str> = bad.reasons.iter().map(|reason| reason.code().as_str()).collect();
            batches::insert_reject(writer, batch, i64::try_from(bad.line).unwrap_or(i64::MAX), &codes.join(";"))?;
        }
        let file = (!tally.bad.is_empty()).then(|| place.expected().to_string_lossy().into_owned());
        batches::update(writer, batch, &tally.counts, true, file.as_deref())?;
        let counts = &tally.counts;
        let changes = Changes::on(self.order.day())
            .subject(format!("B{batch}"))
            .purpose(self.order.source.as_deref())
            .rows(counts.accepted)
            .set("kind", self.plan.binding.kind.as_str())
            .set("file_sha256", self.source.sha256.clone())
            .set("rows", counts.rows.to_string())
            .set("accepted", counts.accepted.to_string())
            .set("unchanged", counts.unchanged.to_string())
            .set("rejected", counts.rejected.to_string());
        Ok((batch, changes))
    }

    fn land_chunk(
        &self,
        writer: &Writer,
        batch: i64,
        mut chunk: Chunk,
        tally: &mut Tally,
        progress: &mut Progress,
    ) -> Result<(), ImportError> {
        while let Some(rest) = self.land_slice(writer, batch, chunk, tally, progress)? {
            chunk = rest;
        }
        Ok(())
    }

    /// Lands rows for as long as a slice may take; what is left of the chunk.
    fn land_slice(
        &self,
        writer: &Writer,
        batch: i64,
        chunk: Chunk,
        tally: &mut Tally,
        progress: &mut Progress,
    ) -> Result<Option<Chunk>, ImportError> {
        let began = Instant::now();
        let Chunk { rows, bad, skipped, bytes } = chunk;
        tally.counts.skipped += skipped;
        let before = tally.counts.rows;
        for bad in bad {
            tally.reject(bad);
        }
        let mut rows = rows.into_iter();
        for read in rows.by_ref() {
            self.land_row(writer, batch, read, tally)?;
            if tally.counts.rows.is_multiple_of(1_000) {
                if self.around.interrupted.load(Ordering::SeqCst) {
                    return Err(ImportError::Interrupted);
                }
                if began.elapsed() > SLICE {
                    break;
                }
            }
        }
        progress.advance(tally.counts.rows - before, bytes);
        let rest: Vec<Read> = rows.collect();
        Ok((!rest.is_empty()).then_some(Chunk { rows: rest, bad: Vec::new(), skipped: 0, bytes }))
    }

    fn land_row(&self, writer: &Writer, batch: i64, read: Read, tally: &mut Tally) -> Result<(), ImportError> {
        let (landing, card_doubts) = match &read.row {
            Row::People(row) => (land_people::land(writer, self.office, row, batch)?, Vec::new()),
            Row::Card(row) => {
                let terms = Terms { batch, on: self.order.day(), today: self.order.today };
                land_permits::land(writer, self.office, row, terms)?
            }
        };
        match tally.unless_twice(&read.row, landing) {
            Landing::Accepted => {
                tally.counts.accepted += 1;
                tally.day_assumed += u64::from(read.day_assumed);
            }
            Landing::Unchanged => tally.counts.unchanged += 1,
            Landing::Rejected(refusal) => {
                tally.reject(BadRow { line: read.row.line(), reasons: vec![Reason::Landing(refusal)] });
                return Ok(());
            }
        }
        tally.counts.rows += 1;
        tally.doubt(read.row.line(), read.doubts.into_iter().chain(card_doubts.into_iter().map(Doubt::Card)));
        Ok(())
    }

    fn new_batch(&self) -> NewBatch {
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
            encoding: Some(self.plan.charset.name()),
            source: self.order.source.clone(),
            registered_on: self.order.day(),
            bound: json::line(&bound).unwrap_or_default().trim().to_owned(),
            ignored: json::line(&binding.ignored).unwrap_or_default().trim().to_owned(),
            clerk: self.around.actor.clerk.clone(),
            counter: counter.map(|counter| counter.id),
        }
    }

    fn outcome(&self, batch: Option<i64>, tally: &Tally, rejects_file: Option<std::path::PathBuf>) -> Outcome {
        let binding = &self.plan.binding;
        let mut by_code = BTreeMap::new();
        for reason in tally.bad.iter().filter_map(|bad| bad.reasons.first()) {
            *by_code.entry(reason.code()).or_default() += 1;
        }
        Outcome {
            batch,
            kind: binding.kind,
            sha256: self.source.sha256.clone(),
            encoding: Some(self.plan.charset.name()),
            counts: tally.counts,
            held_back: 0,
            bound: binding.bound().map(|(field, heading)| (field, heading.to_owned())).collect(),
            ignored: binding.ignored.clone(),
            rejects_file,
            already: None,
            notices: binding.notices.clone(),
            by_code,
            doubts: tally.doubts.clone(),
            day_assumed: if binding.kind == RosterKind::People { tally.day_assumed } else { 0 },
        }
    }
}

/// The next chunk, or `None` when the file is read.
fn next(chunks: &Chunks) -> Result<Option<Chunk>, ImportError> {
    match chunks.recv() {
        Ok(Ok(chunk)) => Ok(Some(chunk)),
        Ok(Err(fault)) => Err(fault.into()),
        Err(_) => Ok(None),
    }
}
