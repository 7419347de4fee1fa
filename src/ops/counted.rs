//! What was counted of a register in one view of it, kept for the other reports of that view: twelve reports of a
//! night ask for the same day, and each holds its own figures against it.
//!
//! An office lives no longer than the transaction that loaded it, and no act counts before it writes: what is kept
//! here is never of another moment. Nothing is decided here.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::domain::calendar::Day;
use crate::domain::rate;
use crate::domain::rulebook::RuleBook;
use crate::reference;
use crate::store::reports::{self, RateCounts};
use crate::store::{Sql, StoreError, waiting};

/// The counts of some days, and of the applications that became cards.
#[derive(Default)]
pub struct Counted {
    days: Mutex<BTreeMap<Day, Arc<RateCounts>>>,
    issued: Mutex<Option<(u64, u64)>>,
}

impl Counted {
    /// The counts of a day by the rules of the office.
    pub fn on(&self, sql: &Sql, book: &RuleBook, on: Day) -> Result<Arc<RateCounts>, StoreError> {
        let mut days = held(&self.days);
        if let Some(known) = days.get(&on) {
            return Ok(Arc::clone(known));
        }
        let counts = Arc::new(count(sql, book, on)?);
        days.insert(on, Arc::clone(&counts));
        Ok(counts)
    }

    /// All issued applications, and all cards that an application became.
    pub fn issued(&self, sql: &Sql) -> Result<(u64, u64), StoreError> {
        let mut issued = held(&self.issued);
        if let Some(known) = *issued {
            return Ok(known);
        }
        let counts = waiting::count_issued(sql)?;
        *issued = Some(counts);
        Ok(counts)
    }
}

/// What is put here is whole or not there: whoever panicked meanwhile left nothing half done.
fn held<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Counts the people of a day by a rule book.
pub fn count(sql: &Sql, book: &RuleBook, on: Day) -> Result<RateCounts, StoreError> {
    let mut counts = reports::rate(sql, &rate::cut_offs(book, on), &book.city)?;
    let strange = counts.reasons.iter().filter(|(reason, _)| reference::reasons().get(reason.as_str()).is_none());
    counts.counterchecks.strange_reasons = strange.map(|(_, count)| count).sum();
    Ok(counts)
}
