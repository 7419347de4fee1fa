//! Looking back on batches: one with all that is known of it, or all of a sender's as its report card.
//!
//! No particulars of people enter a report card: counts, codes and days alone.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::calendar::Instant;
use crate::domain::code::Code;
use crate::domain::roster::BatchState;
use crate::domain::sender::LateReport;
use crate::store::rosters::{self, BatchRecord, Example, RejectRecord};
use crate::store::{Sql, StoreError};

/// A batch and what became of its rows.
#[derive(Debug, Clone)]
pub struct LookBack {
    pub record: BatchRecord,
    pub rejects: Vec<RejectRecord>,
    pub late: Vec<(i64, LateReport)>,
    pub examples: Vec<Example>,
    /// Later batches with its corrected rejects.
    pub fixed_by: Vec<i64>,
}

/// How many people a batch is shown with.
const EXAMPLES: i64 = 5;

pub fn look_back(sql: &Sql, record: BatchRecord) -> Result<LookBack, StoreError> {
    let rejects = rosters::list_rejects(sql, record.id)?;
    // One that mended nothing has no place here.
    let fixed_by: BTreeSet<i64> = rejects.iter().filter_map(|reject| reject.mended_by).collect();
    let fixed_by = fixed_by.into_iter().collect();
    Ok(LookBack {
        rejects,
        late: rosters::list_late(sql, record.id)?,
        examples: rosters::examples(sql, record.id, record.kind, EXAMPLES)?,
        fixed_by,
        record,
    })
}

/// Rows set aside for one reason, the first of the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    pub code: Code,
    pub rows: u64,
    /// In the sender's last roster and in the one before it.
    pub again: bool,
}

/// How one sender does.
#[derive(Debug, Clone)]
pub struct SenderCard {
    pub source: String,
    pub rosters: u64,
    pub rows: u64,
    pub accepted: u64,
    pub unchanged: u64,
    pub rejected: u64,
    /// Rejects that came in corrected.
    pub mended: u64,
    pub open: u64,
    /// Rows reported after the limit, and the most days that one was late.
    pub late: u64,
    pub days_late: i64,
    pub faults: Vec<Fault>,
    pub last_at: Instant,
}

/// The report cards, by source.
#[derive(Debug, Clone, Default)]
pub struct Report {
    pub cards: Vec<SenderCard>,
    /// Rosters without a source.
    pub nameless: u64,
}

/// Of all senders, or of one. Undone batches count nowhere; a fix counts with the roster that it mends, and a
/// file that came again once.
pub fn report(sql: &Sql, source: Option<&str>) -> Result<Report, StoreError> {
    let counts = rosters::reject_counts(sql)?;
    let mut by_source: BTreeMap<String, Vec<BatchRecord>> = BTreeMap::new();
    let mut report = Report::default();
    for record in rosters::list(sql)?.into_iter().filter(|record| record.state != BatchState::Undone) {
        match record.source.clone() {
            None => report.nameless += u64::from(is_roster(&record) && source.is_none()),
            Some(name) if source.is_none_or(|wanted| wanted == name) => {
                by_source.entry(name).or_default().push(record);
            }
            Some(_) => {}
        }
    }
    for (source, batches) in by_source {
        report.cards.extend(card(sql, source, &batches, &counts)?);
    }
    Ok(report)
}

fn is_roster(record: &BatchRecord) -> bool {
    record.fixes.is_none() && record.superseded_by.is_none()
}

/// The first code of a row decides what it counts under.
pub fn first_code(codes: &str) -> Option<Code> {
    codes.split(';').next().and_then(Code::parse)
}

fn card(
    sql: &Sql,
    source: String,
    batches: &[BatchRecord],
    counts: &BTreeMap<i64, Vec<(String, u64)>>,
) -> Result<Option<SenderCard>, StoreError> {
    let records: Vec<&BatchRecord> = batches.iter().filter(|record| is_roster(record)).collect();
    let Some(last) = records.last() else { return Ok(None) };
    let of_batch = |record: &&BatchRecord| {
        let mut codes: BTreeMap<Code, u64> = BTreeMap::new();
        for (text, rows) in counts.get(&record.id).into_iter().flatten() {
            if let Some(code) = first_code(text) {
                *codes.entry(code).or_default() += rows;
            }
        }
        codes
    };
    let last_codes = of_batch(last);
    let before = records.iter().rev().nth(1).map(of_batch).unwrap_or_default();
    let mut all: BTreeMap<Code, u64> = BTreeMap::new();
    for (code, rows) in records.iter().flat_map(of_batch) {
        *all.entry(code).or_default() += rows;
    }
    let (mut late, mut days_late) = (0, 0);
    for record in batches.iter().filter(|record| record.late > 0) {
        late += record.late;
        let rows = rosters::list_late(sql, record.id)?;
        days_late = rows.iter().map(|(_, late)| late.days()).fold(days_late, i64::max);
    }
    let again = |code: &Code| last_codes.contains_key(code) && before.contains_key(code);
    let mut faults: Vec<Fault> =
        all.into_iter().map(|(code, rows)| Fault { code, rows, again: again(&code) }).collect();
    faults.sort_by_key(|fault| (std::cmp::Reverse(fault.rows), fault.code));
    let sum = |of: fn(&BatchRecord) -> u64| records.iter().map(|record| of(record)).sum();
    let (rejected, open): (u64, u64) = (sum(|record| record.counts.rejected), sum(|record| record.open));
    Ok(Some(SenderCard {
        source,
        rosters: u64::try_from(records.len()).unwrap_or(u64::MAX),
        rows: sum(|record| record.counts.rows),
        accepted: sum(|record| record.counts.accepted),
        unchanged: sum(|record| record.counts.unchanged),
        rejected,
        mended: rejected.saturating_sub(open),
        open,
        late,
        days_late,
        faults,
        last_at: last.at,
    }))
}
