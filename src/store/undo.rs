//! Taking a batch back: what rests on it, and the statements that remove what it brought.
//!
//! Every look-up is bounded; the rows of a batch are found by the batch they name. What a batch changed in
//! rows that were there before stands in `migrant_before` and in the columns `ended_batch_id` and
//! `closed_batch_id`.

use crate::domain::calendar::Day;
use crate::domain::roster::{BatchState, RosterKind};

use super::Writer;
use super::error::StoreError;
use super::sqlite::{Row, Sql};

/// What happened later to something that a batch brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LaterAct {
    Moved,
    Left,
    Applied,
    /// A card was issued, or taken over from a ledger.
    Carded,
    Endorsed,
    /// The card ended, or was replaced.
    Ended,
    CameBack,
    Corrected,
    Merged,
    /// Corrected rejects came in with a later batch.
    Mended,
}

impl LaterAct {
    pub fn as_str(self) -> &'static str {
        match self {
            LaterAct::Moved => "moved",
            LaterAct::Left => "left",
            LaterAct::Applied => "applied",
            LaterAct::Carded => "card",
            LaterAct::Endorsed => "endorsed",
            LaterAct::Ended => "ended",
            LaterAct::CameBack => "came_back",
            LaterAct::Corrected => "corrected",
            LaterAct::Merged => "merged",
            LaterAct::Mended => "mended",
        }
    }
}

/// A later act that keeps a batch from being undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resting {
    /// The batch's own line; `None` for a batch that mends its rejects.
    pub line: Option<i64>,
    /// The person, or the batch that mended rejects.
    pub key: i64,
    pub act: LaterAct,
    pub on: Option<Day>,
    /// The later batch that did it; `None`: at a counter.
    pub by_batch: Option<i64>,
}

/// Later acts on the stays that a roster of people brought: by act and statement.
const ON_PEOPLE: &[(LaterAct, &str)] = &[
    (
        LaterAct::Moved,
        // Nobody told of a home that a split gave to another unit.
        "SELECT line, migrant_id AS person, home_since_on AS act_on, NULL AS by_batch FROM registration \
         WHERE batch_id = ?1 AND home_told_on IS NOT NULL LIMIT ?2",
    ),
    (
        LaterAct::Moved,
        "SELECT r.line, r.migrant_id AS person, e.from_on AS act_on, NULL AS by_batch FROM registration r \
         JOIN earlier_home e ON e.registration_id = r.registration_id AND e.told_on IS NOT NULL \
         WHERE r.batch_id = ?1 LIMIT ?2",
    ),
    (
        LaterAct::Left,
        "SELECT line, migrant_id AS person, ended_on AS act_on, ended_batch_id AS by_batch FROM registration \
         WHERE batch_id = ?1 AND ended_on IS NOT NULL LIMIT ?2",
    ),
    (
        LaterAct::Applied,
        "SELECT r.line, r.migrant_id AS person, a.applied_on AS act_on, NULL AS by_batch FROM registration r \
         JOIN application a ON a.migrant_id = r.migrant_id \
         WHERE r.batch_id = ?1 AND (a.applied_on >= r.registered_on OR NOT EXISTS \
         (SELECT 1 FROM migrant_before b WHERE b.batch_id = ?1 AND b.migrant_id = r.migrant_id)) LIMIT ?2",
    ),
    (
        LaterAct::Carded,
        "SELECT r.line, r.migrant_id AS person, p.issued_on AS act_on, p.batch_id AS by_batch FROM registration r \
         JOIN permit p ON p.migrant_id = r.migrant_id AND p.kind = 'residence_permit' AND p.ended_on IS NULL \
         WHERE r.batch_id = ?1 LIMIT ?2",
    ),
    (
        LaterAct::Carded,
        "SELECT r.line, r.migrant_id AS person, p.issued_on AS act_on, p.batch_id AS by_batch FROM registration r \
         JOIN permit p ON p.migrant_id = r.migrant_id AND (p.kind = 'temporary_permit' OR p.ended_on IS NOT NULL) \
         WHERE r.batch_id = ?1 AND (p.issued_on >= r.registered_on OR p.batch_id > ?1 OR NOT EXISTS \
         (SELECT 1 FROM migrant_before b WHERE b.batch_id = ?1 AND b.migrant_id = r.migrant_id)) LIMIT ?2",
    ),
    (
        LaterAct::Corrected,
        "SELECT DISTINCT r.line, r.migrant_id AS person, c.corrected_on AS act_on, NULL AS by_batch FROM registration r \
         JOIN correction c ON c.migrant_id = r.migrant_id JOIN batch b ON b.batch_id = r.batch_id \
         WHERE r.batch_id = ?1 AND c.made_at >= b.started_at LIMIT ?2",
    ),
    (
        LaterAct::Merged,
        "SELECT line, migrant_id AS person, NULL AS act_on, NULL AS by_batch FROM registration WHERE batch_id = ?1 \
         AND migrant_id IN (SELECT kept_id FROM merger UNION SELECT duplicate_id FROM merger) LIMIT ?2",
    ),
];

/// Later acts on the cards that a ledger brought.
const ON_CARDS: &[(LaterAct, &str)] = &[
    (
        LaterAct::Ended,
        "SELECT line, migrant_id AS person, ended_on AS act_on, ended_batch_id AS by_batch FROM permit WHERE batch_id = ?1 \
         AND ended_on IS NOT NULL AND (ended_batch_id IS NULL OR ended_batch_id <> ?1) LIMIT ?2",
    ),
    (
        LaterAct::Endorsed,
        "SELECT p.line, p.migrant_id AS person, e.endorsed_on AS act_on, e.batch_id AS by_batch FROM permit p \
         JOIN endorsement e ON e.permit_id = p.permit_id AND e.taken_back_on IS NULL \
         WHERE p.batch_id = ?1 AND (e.batch_id IS NULL OR e.batch_id <> ?1) LIMIT ?2",
    ),
    (
        LaterAct::Corrected,
        "SELECT DISTINCT p.line, p.migrant_id AS person, c.corrected_on AS act_on, NULL AS by_batch FROM permit p \
         JOIN correction c ON c.migrant_id = p.migrant_id WHERE p.batch_id = ?1 \
         AND ((c.what = 'permit' AND c.row_id = p.permit_id) OR (c.what = 'endorsement' AND c.row_id IN \
         (SELECT endorsement_id FROM endorsement WHERE permit_id = p.permit_id AND taken_back_on IS NULL \
         UNION ALL SELECT endorsement_id FROM endorsement WHERE permit_id = p.permit_id AND taken_back_on IS NOT NULL))) \
         LIMIT ?2",
    ),
    (
        LaterAct::Merged,
        "SELECT line, migrant_id AS person, NULL AS act_on, NULL AS by_batch FROM permit WHERE batch_id = ?1 \
         AND migrant_id IN (SELECT kept_id FROM merger UNION SELECT duplicate_id FROM merger) LIMIT ?2",
    ),
];

/// Later acts on people whose stays a roster of departures ended.
const ON_DEPARTURES: &[(LaterAct, &str)] = &[
    (
        LaterAct::CameBack,
        "SELECT r.ended_line AS line, r.migrant_id AS person, l.registered_on AS act_on, l.batch_id AS by_batch FROM registration r \
         JOIN registration l ON l.migrant_id = r.migrant_id AND l.ended_on IS NULL \
         WHERE r.ended_batch_id = ?1 LIMIT ?2",
    ),
    (
        LaterAct::CameBack,
        "SELECT r.ended_line AS line, r.migrant_id AS person, l.registered_on AS act_on, l.batch_id AS by_batch FROM registration r \
         JOIN registration l ON l.migrant_id = r.migrant_id AND l.ended_on IS NOT NULL \
         AND l.registration_id > r.registration_id WHERE r.ended_batch_id = ?1 LIMIT ?2",
    ),
    (
        LaterAct::Corrected,
        "SELECT DISTINCT r.ended_line AS line, r.migrant_id AS person, c.corrected_on AS act_on, NULL AS by_batch FROM registration r \
         JOIN correction c ON c.migrant_id = r.migrant_id JOIN batch b ON b.batch_id = r.ended_batch_id \
         WHERE r.ended_batch_id = ?1 AND c.what <> 'migrant' AND c.made_at >= b.started_at LIMIT ?2",
    ),
    (
        LaterAct::Merged,
        "SELECT ended_line AS line, migrant_id AS person, NULL AS act_on, NULL AS by_batch FROM registration WHERE ended_batch_id = ?1 \
         AND migrant_id IN (SELECT kept_id FROM merger UNION SELECT duplicate_id FROM merger) LIMIT ?2",
    ),
];

/// The later acts that rest on what a batch brought, in the order of its lines; of each kind at most `most`.
pub fn list_resting(sql: &Sql, batch: i64, kind: RosterKind, most: i64) -> Result<Vec<Resting>, StoreError> {
    let mut found = sql.list(
        "SELECT batch_id FROM batch WHERE fixes_id = ?1 AND state <> 'undone' ORDER BY batch_id LIMIT ?2",
        &[&batch, &most],
        |row| {
            let key = row.get("batch_id")?;
            Ok(Resting { line: None, key, act: LaterAct::Mended, on: None, by_batch: Some(key) })
        },
    )?;
    let statements = match kind {
        RosterKind::People => ON_PEOPLE,
        RosterKind::Permits => ON_CARDS,
        RosterKind::Departures => ON_DEPARTURES,
    };
    for (act, statement) in statements {
        found.extend(sql.list(statement, &[&batch, &most], |row| resting(row, *act))?);
    }
    found.sort_by_key(|resting| (resting.line, resting.act, resting.on));
    Ok(found)
}

fn resting(row: &Row, act: LaterAct) -> Result<Resting, StoreError> {
    let (line, key, on) = (row.get("line")?, row.get("person")?, row.get("act_on")?);
    Ok(Resting { line, key, act, on, by_batch: row.get("by_batch")? })
}

/// Takes the stays of a batch away, and the people whom nobody knew before it; how many stays.
pub fn remove_people(writer: &Writer, batch: i64) -> Result<usize, StoreError> {
    writer.execute(
        "DELETE FROM migrant WHERE migrant_id IN (SELECT migrant_id FROM registration WHERE batch_id = ?1) \
         AND migrant_id NOT IN (SELECT migrant_id FROM migrant_before WHERE batch_id = ?1)",
        &[&batch],
    )?;
    writer.execute(
        "UPDATE migrant SET (hukou, hukou_county, phone, education, marriage) = \
         (SELECT b.hukou, b.hukou_county, b.phone, b.education, b.marriage FROM migrant_before b \
         WHERE b.batch_id = ?1 AND b.migrant_id = migrant.migrant_id) \
         WHERE migrant_id IN (SELECT migrant_id FROM migrant_before WHERE batch_id = ?1)",
        &[&batch],
    )?;
    writer.execute("DELETE FROM migrant_before WHERE batch_id = ?1", &[&batch])?;
    writer.execute("DELETE FROM told_before WHERE batch_id = ?1", &[&batch])?;
    writer.execute(
        "DELETE FROM earlier_home WHERE registration_id IN (SELECT registration_id FROM registration WHERE batch_id = ?1)",
        &[&batch],
    )?;
    writer.execute("DELETE FROM registration WHERE batch_id = ?1", &[&batch])
}

/// Takes the cards of a batch away, with their terms and endorsements; how many cards.
pub fn remove_cards(writer: &Writer, batch: i64) -> Result<usize, StoreError> {
    writer.execute("DELETE FROM endorsement WHERE batch_id = ?1", &[&batch])?;
    writer.execute(
        "DELETE FROM permit_term WHERE permit_id IN (SELECT permit_id FROM permit WHERE batch_id = ?1)",
        &[&batch],
    )?;
    writer.execute("DELETE FROM permit WHERE batch_id = ?1", &[&batch])
}

/// A stay that a roster of departures ended, and the county of household registration of its bearer.
#[derive(Debug, Clone)]
pub struct Departed {
    pub registration: i64,
    pub migrant: i64,
    pub hukou: Option<String>,
}

pub fn list_departed(sql: &Sql, batch: i64) -> Result<Vec<Departed>, StoreError> {
    sql.list(
        "SELECT r.registration_id, r.migrant_id, m.hukou_county FROM registration r \
         JOIN migrant m ON m.migrant_id = r.migrant_id WHERE r.ended_batch_id = ?1",
        &[&batch],
        |row| {
            let (registration, migrant) = (row.get("registration_id")?, row.get("migrant_id")?);
            Ok(Departed { registration, migrant, hukou: row.get("hukou_county")? })
        },
    )
}

/// Lets the stays, applications and cards that a batch ended go on; how many stays.
pub fn reopen_departures(writer: &Writer, batch: i64) -> Result<usize, StoreError> {
    writer.execute(
        "UPDATE permit SET ended_on = NULL, end_reason = NULL, ended_batch_id = NULL WHERE ended_batch_id = ?1",
        &[&batch],
    )?;
    writer.execute(
        "UPDATE application SET state = 'open', closed_on = NULL, because = NULL, closed_batch_id = NULL \
         WHERE closed_batch_id = ?1",
        &[&batch],
    )?;
    writer.execute(
        "UPDATE registration SET ended_on = NULL, end_reason = NULL, left_to = NULL, ended_batch_id = NULL, \
         ended_line = NULL WHERE ended_batch_id = ?1",
        &[&batch],
    )
}

/// Marks a batch as undone; the rejects that it mended are open again.
pub fn end(writer: &Writer, batch: i64, fixes: Option<i64>) -> Result<(), StoreError> {
    if let Some(first) = fixes {
        writer
            .execute("UPDATE reject SET mended_id = NULL WHERE batch_id = ?1 AND mended_id = ?2", &[&first, &batch])?;
    }
    let undone = BatchState::Undone;
    writer.execute("UPDATE batch SET state = ?2 WHERE batch_id = ?1", &[&batch, &undone])?;
    Ok(())
}
