//! Taking in a roster: the file is read twice (once hashed and scanned, once row by row), good rows land,
//! bad rows are set aside, and one journal row says what came.
//!
//! A reader thread reads and checks chunks; this thread sorts each by number and lands it. Into an empty
//! register all is one transaction; into one in use each chunk is landed in slices of at most a second, so
//! that no counter waits. Interrupted at any instant, the same command again ends where an uninterrupted
//! run would have.

mod ahead;
mod check;
mod chunks;
pub mod doctor;
mod fix;
pub mod flags;
mod judging;
mod landed;
mod landing;
mod owner;
mod places;
mod progress;
mod reading;
mod record;
mod rejects;
mod repeated;
pub mod sets;
mod source;
mod tally;
mod terms;
mod warm;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::lang::Lang;
use crate::domain::objection::{Objection, Warning};
use crate::domain::roster::{Field, RosterKind};
use crate::domain::unit::UnitRefusal;
use crate::intake::{FileNotice, MapFlag, Outer, RowProblem};
use crate::ops::land_permits::CardDoubt;
use crate::ops::landing::RowRefusal;
use crate::ops::office::Office;
use crate::present::words::files::FileFault;
use crate::store::batches::{self, BatchCounts};
use crate::store::{Actor, Store, StoreError, mergers};

use super::lock::Holder;
use doctor::Diagnosis;
pub use places::SameFile;
use sets::SetRefusal;

/// What the command says.
#[derive(Debug, Clone)]
pub struct Order {
    pub path: PathBuf,
    pub kind: Option<RosterKind>,
    pub unit: Option<String>,
    pub counter: Option<String>,
    pub source: Option<String>,
    pub encoding: Option<String>,
    /// `--sheet`, or the one that was chosen when asked.
    pub sheet: Option<String>,
    pub visible_only: bool,
    pub maps: Vec<MapFlag>,
    pub sets: Vec<(Field, String)>,
    /// `--on` as given; `None`: today.
    pub on: Option<Day>,
    pub today: Day,
    pub rejects: Option<PathBuf>,
    /// The file of `--out`, where the answer goes.
    pub answer: Option<PathBuf>,
    pub all_or_nothing: bool,
    /// The first batch, whose rejects the file mends.
    pub fixes: Option<First>,
    /// The language of the reasons in the rejects file.
    pub lang: Lang,
}

/// The first batch of a corrected file.
#[derive(Debug, Clone, Copy)]
pub struct First {
    pub batch: i64,
    /// When its sender reported.
    pub reported_on: Day,
}

impl Order {
    /// The day of the import.
    pub fn day(&self) -> Day {
        self.on.unwrap_or(self.today)
    }

    /// The value given once for the file, for cells that are blank.
    fn given(&self, field: Field) -> Option<&str> {
        let flag = if field == Field::Unit {
            self.unit.as_deref()
        } else if field == Field::Counter {
            self.counter.as_deref()
        } else {
            None
        };
        // What a name means in a ledger of cards is read in no other roster, and the other way round.
        let sets = |set: Field| set == field || set.in_roster(RosterKind::Permits) == field;
        flag.or_else(|| self.sets.iter().rfind(|(set, _)| sets(*set)).map(|(_, value)| value.as_str()))
            .filter(|value| !value.trim().is_empty())
    }
}

/// Why a row was set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    Row(RowProblem),
    Form(Objection),
    Landing(RowRefusal),
    /// A day of leaving in a people roster: it belongs to a departures roster.
    Departure,
    /// The row has no day of registration of its own, and arrival is after that of the import.
    ArrivedAfter {
        arrived_on: Day,
        on: Day,
    },
    /// A needed cell is blank.
    Blank {
        field: Field,
    },
    /// A cell that no table knows.
    UnknownWord {
        field: Field,
        text: String,
    },
}

impl Reason {
    pub fn code(&self) -> Code {
        match self {
            Reason::Row(problem) => problem.code(),
            Reason::Form(objection) => objection.code(),
            Reason::Landing(refusal) => refusal.code(),
            Reason::Departure => Code::J424,
            Reason::ArrivedAfter { .. } => Code::J206,
            Reason::Blank { .. } => Code::J415,
            Reason::UnknownWord { .. } => Code::J121,
        }
    }
}

/// What is worth a look in a row that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    Row(RowProblem),
    Form(Warning),
    Card(CardDoubt),
    /// A departure under a name that the register does not have for the number.
    DepartureName,
}

impl Doubt {
    pub fn code(&self) -> Code {
        match self {
            Doubt::Row(problem) => problem.code(),
            Doubt::Form(warning) => warning.code(),
            Doubt::Card(doubt) => doubt.code(),
            Doubt::DepartureName => Code::J123,
        }
    }

    /// What is told apart under one code: the column as its sender named it.
    pub fn column(&self) -> Option<&str> {
        match self {
            Doubt::Row(problem) => problem.column.as_deref(),
            Doubt::Form(Warning::UnreadableCode { field, .. }) => Some(field.as_str()),
            Doubt::Form(_) | Doubt::Card(_) | Doubt::DepartureName => None,
        }
    }
}

/// The rows of a file with one doubt, and the first of them.
#[derive(Debug, Clone)]
pub struct DoubtfulRows {
    pub rows: u64,
    pub line: u64,
    pub first: Doubt,
    /// The row that was counted last: of several cells a row counts once.
    last: u64,
}

impl DoubtfulRows {
    fn new(line: u64, first: Doubt) -> DoubtfulRows {
        DoubtfulRows { rows: 1, line, first, last: line }
    }

    fn add(&mut self, line: u64, doubt: Doubt) {
        self.rows += u64::from(line != self.last);
        self.last = line;
        if line < self.line {
            (self.line, self.first) = (line, doubt);
        }
    }
}

/// A row that was set aside, and all reasons at once.
#[derive(Debug)]
pub struct BadRow {
    pub line: u64,
    pub reasons: Vec<Reason>,
}

/// What became of a file.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// `None` when nothing was kept.
    pub batch: Option<i64>,
    pub kind: RosterKind,
    pub sha256: String,
    pub encoding: Option<String>,
    /// Of a workbook.
    pub sheet: Option<String>,
    /// Rows of a sheet that its sender cannot see.
    pub hidden: Vec<u64>,
    pub counts: BatchCounts,
    /// Good rows that `--all-or-nothing` kept out.
    pub held_back: u64,
    pub bound: Vec<(Field, String)>,
    pub ignored: Vec<String>,
    pub rejects_file: Option<PathBuf>,
    pub already: Option<Already>,
    /// The first batch, whose rejects the file mends.
    pub fixes: Option<i64>,
    /// What most of the bad rows have in common.
    pub doctor: Vec<Diagnosis>,
    pub notices: Vec<FileNotice>,
    /// Rejected rows by their first code.
    pub by_code: BTreeMap<Code, u64>,
    /// Rows that were taken and are worth a look, by code and column.
    pub doubts: BTreeMap<(Code, Option<String>), DoubtfulRows>,
    /// Rows whose blank day of registration was taken from `--on`.
    pub day_assumed: u64,
    /// The batch whose rejects file this is, where it was taken in as a roster of its own.
    pub rejects_of: Option<i64>,
}

/// The earlier import of the same file.
#[derive(Debug, Clone)]
pub struct Already {
    pub batch: i64,
    pub at: crate::domain::calendar::Instant,
    pub clerk: String,
    /// The sender it has, where this time another was named.
    pub other_source: Option<OtherSource>,
}

/// The sender that a batch keeps, and the one that was named when its file came again.
#[derive(Debug, Clone)]
pub struct OtherSource {
    pub kept: Option<String>,
    pub named: String,
}

impl Already {
    fn of(batch: &batches::Batch, order: &Order) -> Already {
        let named = order.source.clone().filter(|named| batch.source.as_ref() != Some(named));
        let other_source = named.map(|named| OtherSource { kept: batch.source.clone(), named });
        Already { batch: batch.id, at: batch.started_at, clerk: batch.clerk.clone(), other_source }
    }
}

/// Why no import took place.
#[derive(Debug)]
pub enum ImportError {
    File(FileFault),
    Roster(Outer),
    Unit(UnitRefusal),
    Set(SetRefusal),
    Future {
        day: Day,
        today: Day,
    },
    /// A corrected file without the lines of its rows.
    NoLines,
    /// Rows of a corrected file that are no open rejects of the batch.
    NotOpen {
        batch: i64,
        rows: Vec<NotOpen>,
        more: bool,
    },
    /// The batch was undone while its import went on.
    Undone {
        batch: i64,
    },
    /// Another process is taking the same file in, or corrects the same batch.
    AtWork {
        holder: Option<Holder>,
        lock: PathBuf,
        fixes: Option<i64>,
    },
    /// Two files of the import are one.
    SameFile(SameFile),
    Store(StoreError),
    Interrupted,
    /// A row was bad and all were to land, or none.
    AllOrNothing(Box<Outcome>),
}

/// A row of a corrected file, and the line that it says it had in the first one, if that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotOpen {
    pub line: u64,
    pub first_line: Option<u64>,
}

impl From<StoreError> for ImportError {
    fn from(error: StoreError) -> ImportError {
        if matches!(error, StoreError::Interrupted) { ImportError::Interrupted } else { ImportError::Store(error) }
    }
}

impl From<FileFault> for ImportError {
    fn from(fault: FileFault) -> ImportError {
        ImportError::File(fault)
    }
}

impl From<Outer> for ImportError {
    fn from(outer: Outer) -> ImportError {
        ImportError::Roster(outer)
    }
}

/// What the import asks of its surroundings.
pub struct Surroundings<'a> {
    pub actor: Actor,
    /// The machine, for whoever is told to wait.
    pub host: &'a str,
    pub interrupted: &'a AtomicBool,
    /// Whether a progress bar may be drawn on standard error.
    pub draw: bool,
}

/// Takes a roster in.
///
/// # Errors
/// [`ImportError`]; nothing of the file has landed then, but for an interrupted import into a register in
/// use, whose batch says so.
pub fn import(
    store: &mut Store,
    office: &Office,
    order: &Order,
    around: &Surroundings,
) -> Result<Outcome, ImportError> {
    with_job(store, office, order, around, true, |store, job, earlier| match earlier {
        Some(batch) if batch.is_settled() => job.already(store, &batch),
        Some(batch) if !batch.complete => job.run(store, Some(batch.id)),
        Some(_) | None => job.run(store, None),
    })
}

/// What an import would do: the same work, and nothing kept.
///
/// # Errors
/// [`ImportError`]
pub fn check(store: &mut Store, office: &Office, order: &Order, around: &Surroundings) -> Result<Outcome, ImportError> {
    with_job(store, office, order, around, false, |store, job, earlier| job.check(store, earlier))
}

/// Opens the file, decides how to read it, and looks for an earlier import of it; `alone`: while no other process
/// takes it in.
fn with_job(
    store: &mut Store,
    office: &Office,
    order: &Order,
    around: &Surroundings,
    alone: bool,
    work: impl FnOnce(&mut Store, &mut landing::Job, Option<batches::Batch>) -> Result<Outcome, ImportError>,
) -> Result<Outcome, ImportError> {
    check_flags(office, order)?;
    places::check(store.path(), order)?;
    let source = source::open(&order.path)?;
    let plan = source.plan(order)?;
    sets::check(&order.sets, plan.binding.kind, &office.desk(order.today)).map_err(ImportError::Set)?;
    let numbers = source.numbers(&plan)?;
    if !source.has_rows(&plan)? {
        return Err(Outer::NoRows.into());
    }
    let terms = terms::hash(order, plan.binding.kind);
    let key = owner::key(order, &source.sha256, &terms);
    let _owned = alone.then(|| owner::take(store.path(), &key, order, around)).transpose()?;
    let earlier = store.read::<_, StoreError>(|sql| batches::find(sql, &source.sha256, &terms))?;
    source.must_be_the_same()?;
    let mut job = landing::Job {
        office,
        order,
        source: &source,
        plan: &plan,
        numbers,
        known_as: store.read::<_, StoreError>(mergers::numbers_now)?,
        terms,
        around,
        earlier: earlier.as_ref().map(|batch| batch.id),
        mended: Vec::new(),
    };
    if let Some(first) = order.fixes.filter(|_| !earlier.as_ref().is_some_and(batches::Batch::is_settled)) {
        job.mended = job.lines_to_mend(store, first.batch)?;
    }
    work(store, &mut job, earlier)
}

/// What is wrong with the flags, before the file is looked at.
fn check_flags(office: &Office, order: &Order) -> Result<(), ImportError> {
    let (day, today) = (order.day(), order.today);
    if day > today {
        return Err(ImportError::Future { day, today });
    }
    sets::one_person(&order.sets).map_err(ImportError::Set)?;
    if let Some(unit) = order.given(Field::Unit) {
        office.tree.residence(unit, day).map_err(ImportError::Unit)?;
    }
    if let Some(counter) = order.given(Field::Counter) {
        office.tree.counter(counter, day).map_err(ImportError::Unit)?;
    }
    Ok(())
}
