//! What became of a file: what a command answers, and what it says of the file as a whole.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::doctor::Diagnosis;
use super::{DoubtfulRows, Order};
use crate::domain::calendar::Instant;
use crate::domain::code::Code;
use crate::domain::roster::{Field, RosterKind};
use crate::intake::FileNotice;
use crate::store::batches::{Batch, BatchCounts};

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
    pub at: Instant,
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
    pub fn of(batch: &Batch, order: &Order) -> Already {
        let named = order.source.clone().filter(|named| batch.source.as_ref() != Some(named));
        let other_source = named.map(|named| OtherSource { kept: batch.source.clone(), named });
        Already { batch: batch.id, at: batch.started_at, clerk: batch.clerk.clone(), other_source }
    }
}
