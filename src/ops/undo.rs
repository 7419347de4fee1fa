//! Taking a batch back: exactly what it brought, unless later acts rest on it.
//!
//! Nothing else of the register is ever deleted. The batch, its rejects and its journal row stay; one more
//! row of the journal says what was taken back.

use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::dossier::migrant_code;
use crate::domain::roster::{RosterKind, batch_code};
use crate::store::undo::{self, LaterAct, Resting};
use crate::store::{Changes, StoreError, Writer, units};

use super::OpError;
use super::batch::{self, BatchRefusal};
use super::given::follow_splits;

/// A later act that rests on a batch, as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rest {
    pub line: Option<i64>,
    /// The person, or the batch that mended rejects.
    pub subject: String,
    pub act: LaterAct,
    pub on: Option<Day>,
    /// The later batch that did it; `None`: at a counter.
    pub batch: Option<String>,
}

/// Why a batch is not undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UndoRefusal {
    Batch(BatchRefusal),
    /// `more`: beyond those listed.
    Rests {
        batch: String,
        acts: Vec<Rest>,
        more: bool,
    },
}

impl UndoRefusal {
    pub fn code(&self) -> Code {
        match self {
            UndoRefusal::Batch(refusal) => refusal.code(),
            UndoRefusal::Rests { .. } => Code::J449,
        }
    }
}

/// What was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    pub batch: i64,
    pub kind: RosterKind,
    /// Stays, cards or departures.
    pub removed: u64,
}

/// The most later acts that are listed.
const MOST_LISTED: usize = 20;

/// Takes a batch back.
pub fn undo(writer: &Writer, text: &str, because: &str, on: Day) -> Result<(Undone, Changes), OpError<UndoRefusal>> {
    let record = batch::standing(writer, text).map_err(|error| error.map(UndoRefusal::Batch))?;
    let code = batch_code(record.id);
    let limit = i64::try_from(MOST_LISTED + 1).unwrap_or(i64::MAX);
    let resting = undo::list_resting(writer, record.id, record.kind, limit)?;
    if !resting.is_empty() {
        let more = resting.len() > MOST_LISTED;
        let acts = resting.into_iter().take(MOST_LISTED).map(|resting| told(&resting)).collect();
        return Err(OpError::Refused(UndoRefusal::Rests { batch: code, acts, more }));
    }
    let removed = match record.kind {
        RosterKind::People => undo::remove_people(writer, record.id)?,
        RosterKind::Permits => undo::remove_cards(writer, record.id)?,
        RosterKind::Departures => reopen(writer, record.id)?,
    };
    undo::end(writer, record.id, record.fixes)?;
    let removed = u64::try_from(removed).unwrap_or(0);
    let changes = Changes::on(on)
        .subject(code)
        .purpose(Some(because))
        .rows(removed)
        .changed("state", Some(record.state.as_str().to_owned()), Some("undone".to_owned()))
        .set("kind", record.kind.as_str())
        .set("file_sha256", record.sha256)
        .set("removed", removed.to_string());
    Ok((Undone { batch: record.id, kind: record.kind, removed }, changes))
}

/// Lets the stays go on that a list of departures ended.
fn reopen(writer: &Writer, batch: i64) -> Result<usize, StoreError> {
    let stays = undo::list_departed(writer, batch)?;
    let reopened = undo::reopen_departures(writer, batch)?;
    let tree = units::tree(writer)?;
    for registration in stays {
        follow_splits(writer, &tree, registration)?;
    }
    Ok(reopened)
}

fn told(resting: &Resting) -> Rest {
    let subject = match resting.act {
        LaterAct::Mended => batch_code(resting.key),
        LaterAct::Moved
        | LaterAct::Left
        | LaterAct::Applied
        | LaterAct::Carded
        | LaterAct::Endorsed
        | LaterAct::Ended
        | LaterAct::CameBack
        | LaterAct::Corrected
        | LaterAct::Merged => migrant_code(resting.key),
    };
    Rest { line: resting.line, subject, act: resting.act, on: resting.on, batch: resting.by_batch.map(batch_code) }
}
