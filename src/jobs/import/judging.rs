//! Judging the rows of a people roster without landing them: for `roster check`.
//!
//! By the code that lands them (`ops/land_people.rs`), against the register and the rows before them, and without
//! a lock. One thread takes the file apart into whole lines, a few read and judge them, each on a view of the
//! register of its own, and this one counts, in the order of the file. Where quotes may join lines, the first
//! thread reads the records itself. What goes round between them takes its memory once, a little at a time, so
//! that it stays near the processor.

use std::mem::take;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};

use super::landed::{Landed, settle};
use super::landing::Job;
use super::progress::Progress;
use super::reading::{Read, Reader, Row};
use super::tally::{Subject, Tally, name_hash};
use super::{BadRow, Doubt, ImportError};
use crate::domain::name_key::name_key;
use crate::intake::Record;
use crate::ops::land_people::{self, Opinion};
use crate::ops::landing::Landing;
use crate::present::words::files::FileFault;
use crate::store::{Sql, Store, StoreError, migrants};

const JUDGES: usize = 2;

/// Records that go to a judge together.
const MOST_ROWS: usize = 500;

/// Bytes of whole lines that go to a judge together.
const MOST_BYTES: usize = 96 * 1024;

/// Some rows of the file on their way from reader to judge to tally.
#[derive(Default)]
struct Bundle {
    /// Whole lines, and the number of the first; or, where lines have to be read one by one, records.
    lines: Vec<u8>,
    first_line: Option<u64>,
    records: Vec<Record>,
    /// How many of the records are filled.
    rows: usize,
    verdicts: Vec<Result<Verdict, BadRow>>,
    skipped: u64,
    bytes: u64,
    is_last: bool,
}

/// What the register says of a row.
pub struct Verdict {
    pub subject: Subject,
    pub landing: Landing,
    /// Key and hash of the name of the person, where the register knows them.
    pub known: Option<(i64, u32)>,
    pub doubts: Vec<Doubt>,
    pub day_assumed: bool,
}

type Passed<E> = Result<Bundle, E>;

impl Job<'_> {
    /// What would become of the rows.
    pub fn judge(&self, register: &Path, progress: &mut Progress) -> Result<Tally, ImportError> {
        std::thread::scope(|scope| {
            let (spent, again) = channel();
            let (mut to_judges, mut from_judges) = (Vec::new(), Vec::new());
            for _ in 0..JUDGES {
                let (to_judge, bundles) = sync_channel(2);
                let (judged, from_judge) = sync_channel(2);
                scope.spawn(move || self.judge_bundles(register, &bundles, &judged));
                to_judges.push(to_judge);
                from_judges.push(from_judge);
            }
            scope.spawn(move || self.bundle(&to_judges, &again));
            self.gather(&from_judges, &spent, progress)
        })
    }

    /// Takes the file apart; each judge has his turn.
    fn bundle(&self, judges: &[SyncSender<Passed<FileFault>>], again: &Receiver<Bundle>) {
        bundle_all(self, again, judges).unwrap_or_else(|(at, fault)| {
            // Nobody listens when the other side has already failed.
            let _ = judges[at].send(Err(fault));
        });
    }

    fn judge_bundles(
        &self,
        register: &Path,
        bundles: &Receiver<Passed<FileFault>>,
        judged: &SyncSender<Passed<ImportError>>,
    ) {
        let work = || {
            let mut store = Store::open_to_read(register)?;
            store.prepare_bulk(false)?;
            store.read::<_, ImportError>(|sql| {
                let judge = Judge::new(self, sql)?;
                for bundle in bundles {
                    let mut bundle = bundle?;
                    judge.judge_bundle(&mut bundle)?;
                    if judged.send(Ok(bundle)).is_err() {
                        break;
                    }
                }
                Ok(())
            })
        };
        if let Err(error) = work() {
            let _ = judged.send(Err(error));
        }
    }

    /// Counts, in the order of the file.
    fn gather(
        &self,
        judges: &[Receiver<Passed<ImportError>>],
        spent: &Sender<Bundle>,
        progress: &mut Progress,
    ) -> Result<Tally, ImportError> {
        let mut tally = Tally::default();
        let mut landed = Landed::default();
        for judge in judges.iter().cycle() {
            let lost = |_| StoreError::Fault { cause: "the file's reader ended early".to_owned() };
            let mut bundle = judge.recv().map_err(lost)??;
            self.check_interrupted()?;
            let before = tally.counts.rows;
            if before == 0 && bundle.bytes > 0 {
                let rows = bundle.verdicts.len() as u64;
                landed.expect(self.source.length(self.plan).saturating_mul(rows) / bundle.bytes);
            }
            tally.counts.skipped += bundle.skipped;
            landed.bring_near(&bundle.verdicts);
            for verdict in bundle.verdicts.drain(..) {
                match verdict {
                    Ok(verdict) => settle(&mut tally, &mut landed, verdict),
                    Err(bad) => tally.reject(bad),
                }
            }
            progress.advance(tally.counts.rows - before, bundle.bytes);
            if bundle.is_last {
                break;
            }
            // Nobody waits for them once the file is read.
            let _ = spent.send(bundle);
        }
        Ok(tally)
    }
}

/// Sends the rows of the file to the judges in turn.
///
/// # Errors
/// With the judge whose turn it is.
fn bundle_all(
    job: &Job,
    again: &Receiver<Bundle>,
    judges: &[SyncSender<Passed<FileFault>>],
) -> Result<(), (usize, FileFault)> {
    let fault = |error: std::io::Error| job.source.fault(&error);
    let mut rows = job.source.rows(job.plan).map_err(|error| (0, error))?;
    let (mut bytes, mut skipped) = (0, 0);
    for at in (0..judges.len()).cycle() {
        let mut bundle = again.try_recv().unwrap_or_default();
        bundle.rows = 0;
        bundle.first_line = rows.take_block(MOST_BYTES, &mut bundle.lines).map_err(|error| (at, fault(error)))?;
        if bundle.first_line.is_some() {
            bytes += bundle.lines.len() as u64;
            bundle.bytes = bytes;
            if judges[at].send(Ok(bundle)).is_err() {
                break;
            }
            continue;
        }
        while bundle.rows < MOST_ROWS && !bundle.is_last {
            if bundle.rows == bundle.records.len() {
                bundle.records.push(Record::default());
            }
            let record = &mut bundle.records[bundle.rows];
            if rows.next(record).map_err(|error| (at, fault(error)))? {
                bytes += record.bytes();
                job.keep_first_line(record);
                bundle.rows += 1;
            } else {
                bundle.is_last = true;
            }
        }
        if bundle.is_last {
            job.source.must_be_the_same().map_err(|fault| (at, fault))?;
        }
        (bundle.bytes, bundle.skipped) = (bytes, rows.skipped - skipped);
        skipped = rows.skipped;
        let is_last = bundle.is_last;
        if judges[at].send(Ok(bundle)).is_err() || is_last {
            break;
        }
    }
    Ok(())
}

struct Judge<'a, 'c> {
    job: &'a Job<'a>,
    sql: &'a Sql<'c>,
    reader: Reader<'a>,
    corrected: bool,
    /// Whether the register knows nobody: then it has no opinion of anybody.
    empty: bool,
}

impl<'a, 'c> Judge<'a, 'c> {
    fn new(job: &'a Job<'a>, sql: &'a Sql<'c>) -> Result<Judge<'a, 'c>, StoreError> {
        let (corrected, empty) = (migrants::has_former_numbers(sql)?, migrants::is_empty(sql)?);
        Ok(Judge { job, sql, reader: Reader::new(job), corrected, empty })
    }

    fn judge_bundle(&self, bundle: &mut Bundle) -> Result<(), ImportError> {
        let rows = bundle.first_line.and_then(|line| self.job.plan.block_rows(take(&mut bundle.lines), line));
        let Some(mut rows) = rows else {
            for record in &bundle.records[..bundle.rows] {
                bundle.verdicts.push(self.judge(record)?);
            }
            return Ok(());
        };
        if bundle.records.is_empty() {
            bundle.records.push(Record::default());
        }
        let record = &mut bundle.records[0];
        while rows.next(record).map_err(|error| self.job.source.fault(&error))? {
            self.job.keep_first_line(record);
            bundle.verdicts.push(self.judge(record)?);
        }
        bundle.skipped = rows.skipped;
        bundle.lines = rows.give_back();
        Ok(())
    }

    fn judge(&self, record: &Record) -> Result<Result<Verdict, BadRow>, StoreError> {
        Ok(match self.reader.read(record) {
            Ok(read) => Ok(self.verdict(read)?),
            Err(reasons) => Err(BadRow { line: record.line, reasons }),
        })
    }

    fn verdict(&self, read: Read) -> Result<Verdict, StoreError> {
        let Row::People(row) = &read.row else {
            return Err(StoreError::Fault { cause: "a row of another kind among people".to_owned() });
        };
        let opinion = if self.empty {
            Opinion { landing: Landing::Accepted, known: None, warnings: Vec::new() }
        } else {
            land_people::judge(self.sql, self.job.office, row, self.corrected)?
        };
        let known = opinion.known.map(|(migrant, name)| (migrant, name_hash(&name_key(&name))));
        let subject = Subject::of(&read.row);
        let (mut doubts, day_assumed) = (read.doubts, read.day_assumed);
        doubts.extend(opinion.warnings.into_iter().map(Doubt::Form));
        Ok(Verdict { subject, landing: opinion.landing, known, doubts, day_assumed })
    }
}
