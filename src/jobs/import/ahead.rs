//! Judging a ledger's rows ahead of their landing, in the reader's thread and on its own view of the register.
//!
//! The writer trusts the judgement only while nobody came, moved or left since: the register's mark says so.
//! Where anything fails here the writer judges by itself, and says what is wrong.

use std::path::Path;

use super::landing::Job;
use super::reading::{Read, Row};
use crate::domain::roster::RosterKind;
use crate::ops::ledger;
use crate::store::register::{self, Mark};
use crate::store::{Store, StoreError};

pub struct Ahead<'a> {
    job: &'a Job<'a>,
    /// Open for rosters of cards alone.
    store: Option<Store>,
}

impl<'a> Ahead<'a> {
    pub fn new(job: &'a Job, register: &Path) -> Ahead<'a> {
        let cards = job.plan.binding.kind == RosterKind::Permits;
        Ahead { job, store: cards.then(|| Store::open_to_read(register).ok()).flatten() }
    }

    /// Judges the cards of a chunk, in its order; how far the register was then.
    pub fn judge(&mut self, rows: &mut [Read]) -> Option<Mark> {
        let (office, order) = (self.job.office, self.job.order);
        let store = self.store.as_mut()?;
        let judged = store.read::<_, StoreError>(|sql| {
            for read in rows {
                if let Row::Card(row) = &read.row {
                    let judged = ledger::judge(sql, office, row, order.day(), order.today)?;
                    read.judged = Some(Box::new(judged));
                }
            }
            register::mark(sql)
        });
        judged.ok()
    }
}
