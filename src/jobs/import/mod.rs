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
mod error;
mod fix;
pub mod flags;
mod judging;
mod landed;
mod landing;
mod order;
mod outcome;
mod owner;
mod places;
mod progress;
mod reading;
mod reason;
mod record;
mod rejects;
mod repeated;
pub mod sets;
mod source;
mod tally;
mod terms;
mod warm;

use std::sync::atomic::AtomicBool;

use crate::domain::roster::Field;
use crate::intake::Outer;
use crate::ops::office::Office;
use crate::store::{Actor, Store, StoreError, batches, mergers};

pub use error::{ImportError, NotOpen};
pub use order::{First, Order};
pub use outcome::{Already, OtherSource, Outcome};
pub use places::SameFile;
pub use reason::{BadRow, Doubt, DoubtfulRows, Reason, SetAside};

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
    let first_sha256 = match order.fixes {
        Some(first) => store.read::<_, StoreError>(|sql| batches::find_file(sql, first.batch))?.unwrap_or_default(),
        None => source.sha256.clone(),
    };
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
        first_sha256,
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
