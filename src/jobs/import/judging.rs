//! Judging the rows of a people roster without landing them: for `roster check`.
//!
//! By the code that lands them (`ops/land_people.rs`), against the register and the rows before them, and without
//! a lock. One thread takes the file apart, a few judge, each on a view of the register of its own, and this
//! one counts, in the order of the file. Records go round between them, so that their memory is taken once;
//! few at a time, so that they stay near the processor.

use std::collections::HashMap;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};

use super::landing::Job;
use super::progress::Progress;
use super::reading::{Read, Reader, Row};
use super::tally::{Subject, Tally, name_hash};
use super::{BadRow, Doubt, ImportError};
use crate::domain::name_key::name_key;
use crate::domain::sender::SenderKind;
use crate::intake::Record;
use crate::ops::land_people::{self, PeopleRow};
use crate::ops::landing::{Landing, RowRefusal};
use crate::present::words::files::FileFault;
use crate::store::{Sql, Store, StoreError, migrants};

const JUDGES: usize = 2;

/// Records that go to a judge together.
const MOST_ROWS: usize = 500;

/// Some rows of the file on their way from reader to judge to tally.
#[derive(Default)]
struct Bundle {
    records: Vec<Record>,
    /// How many of the records are filled.
    rows: usize,
    verdicts: Vec<Result<Verdict, BadRow>>,
    skipped: u64,
    bytes: u64,
    is_last: bool,
}

/// What the register says of a row.
struct Verdict {
    subject: Subject,
    landing: Landing,
    /// Key and hash of the name of the person, where the register knows them.
    known: Option<(i64, u32)>,
    doubts: Vec<Doubt>,
    day_assumed: bool,
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
                    for record in &mut bundle.records[..bundle.rows] {
                        bundle.verdicts.push(judge.judge(record)?);
                    }
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
            tally.counts.skipped += bundle.skipped;
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
        while bundle.rows < MOST_ROWS && !bundle.is_last {
            if bundle.rows == bundle.records.len() {
                bundle.records.push(Record::default());
            }
            let record = &mut bundle.records[bundle.rows];
            if rows.next(record).map_err(|error| (at, fault(error)))? {
                bytes += record.cells().map(|cell| cell.len() as u64 + 1).sum::<u64>();
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
}

impl<'a, 'c> Judge<'a, 'c> {
    fn new(job: &'a Job<'a>, sql: &'a Sql<'c>) -> Result<Judge<'a, 'c>, StoreError> {
        let (order, numbers) = (job.order, job.numbers);
        let sender = order.source.as_deref().and_then(SenderKind::of);
        let desk = job.office.desk(order.today);
        let reader = Reader { binding: &job.plan.binding, order, desk, numbers, sender, known_as: &job.known_as };
        Ok(Judge { job, sql, reader, corrected: migrants::has_former_numbers(sql)? })
    }

    fn judge(&self, record: &Record) -> Result<Result<Verdict, BadRow>, StoreError> {
        Ok(match self.reader.read(record) {
            Ok(Read { row: Row::People(row), doubts, day_assumed, .. }) => {
                Ok(self.verdict(row, doubts, day_assumed)?)
            }
            Ok(Read { row: Row::Card(_) | Row::Departure(_), .. }) => {
                return Err(StoreError::Fault { cause: "a row of another kind among people".to_owned() });
            }
            Err(reasons) => Err(BadRow { line: record.line, reasons }),
        })
    }

    fn verdict(&self, row: Box<PeopleRow>, mut doubts: Vec<Doubt>, day_assumed: bool) -> Result<Verdict, StoreError> {
        let opinion = land_people::judge(self.sql, self.job.office, &row, self.corrected)?;
        doubts.extend(opinion.warnings.into_iter().map(Doubt::Form));
        let known = opinion.known.map(|(migrant, name)| (migrant, name_hash(&name_key(&name))));
        let subject = Subject::of(&Row::People(row));
        Ok(Verdict { subject, landing: opinion.landing, known, doubts, day_assumed })
    }
}

/// Of whom earlier rows spoke that an import would have landed.
#[derive(Default)]
struct Landed {
    /// People whom the register knew and who came back, by their keys: the lines.
    back: HashMap<i64, u64>,
    /// New ones, by the hash of their number: line and hash of the name.
    new: HashMap<u64, (u32, u32)>,
}

impl Landed {
    /// The line on which the same person landed, and whether under another name.
    fn before(&self, verdict: &Verdict) -> Option<(u64, bool)> {
        let subject = verdict.subject;
        if let Some((migrant, name)) = verdict.known {
            // Known by the name under a number that was corrected: a new bearer of it is somebody else.
            return self.back.get(&migrant).map(|line| (*line, name != subject.name));
        }
        self.new.get(&subject.number).map(|(line, name)| (u64::from(*line), *name != subject.name))
    }

    fn add(&mut self, verdict: &Verdict) {
        let subject = verdict.subject;
        if let Some((migrant, _)) = verdict.known {
            self.back.insert(migrant, subject.line);
        } else {
            let line = u32::try_from(subject.line).unwrap_or(u32::MAX);
            self.new.insert(subject.number, (line, subject.name));
        }
    }
}

/// Counts a verdict, unless an earlier row spoke of the same person.
fn settle(tally: &mut Tally, landed: &mut Landed, verdict: Verdict) {
    let (subject, day_assumed) = (verdict.subject, verdict.day_assumed);
    let twice = |first_line, names_differ| RowRefusal::Twice { first_line, names_differ };
    let landing = match landed.before(&verdict) {
        Some((first_line, names_differ)) => Landing::Rejected(twice(first_line, names_differ)),
        None => verdict.landing.clone(),
    };
    let landing = if landing == Landing::Accepted {
        landed.add(&verdict);
        landing
    } else {
        tally.unless_twice(subject, landing, twice)
    };
    tally.count(subject.line, landing, day_assumed, verdict.doubts.into_iter());
}
