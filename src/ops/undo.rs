//! Taking a batch back: exactly what it brought, unless later acts rest on it.
//!
//! Nothing else of the register is ever deleted. The batch, its rejects and its journal row stay; one more
//! row of the journal says what was taken back.

use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::dossier::migrant_code;
use crate::domain::objection::Objection;
use crate::domain::roster::{RosterKind, batch_code};
use crate::store::undo::{self, LaterAct, Resting};
use crate::store::{Changes, Writer, dossiers};

use super::OpError;
use super::batch::{self, BatchRefusal};
use super::given::follow_splits;
use super::office::Office;
use super::staying;

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
    /// People who would be registered where a takeover across a county line made them no migrants.
    NoMigrants {
        batch: String,
        people: Vec<String>,
        objection: Box<Objection>,
    },
}

impl UndoRefusal {
    pub fn code(&self) -> Code {
        match self {
            UndoRefusal::Batch(refusal) => refusal.code(),
            UndoRefusal::Rests { .. } => Code::J449,
            UndoRefusal::NoMigrants { .. } => Code::J638,
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
        RosterKind::Departures => reopen(writer, &code, record.id, on)?,
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

/// Lets the stays go on that a list of departures ended, unless somebody would be no migrant in them.
fn reopen(writer: &Writer, batch: &str, key: i64, today: Day) -> Result<usize, OpError<UndoRefusal>> {
    let office = Office::load(writer)?;
    let departed = undo::list_departed(writer, key)?;
    let own = departed.iter().filter(|one| one.hukou.as_deref().is_some_and(|county| office.book.city.is_own(county)));
    let mut before = Vec::new();
    for one in own {
        before.push((one.migrant, staying::at_home(&office, &dossiers::get(writer, one.migrant)?, today)));
    }
    let reopened = undo::reopen_departures(writer, key)?;
    for one in &departed {
        follow_splits(writer, &office.tree, one.registration)?;
    }
    let (mut people, mut found) = (Vec::new(), None);
    for (migrant, before) in before {
        let after = staying::at_home(&office, &dossiers::get(writer, migrant)?, today);
        if let Some(objection) = staying::newly(&before, after) {
            people.push(migrant_code(migrant));
            found.get_or_insert(objection);
        }
    }
    match found {
        None => Ok(reopened),
        Some(objection) => {
            let (batch, objection) = (batch.to_owned(), Box::new(objection));
            Err(OpError::Refused(UndoRefusal::NoMigrants { batch, people, objection }))
        }
    }
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
