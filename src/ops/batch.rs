//! Finding the batch that words on the command line name.

use crate::domain::code::Code;
use crate::domain::roster::{BatchState, batch_code, read_batch_code};
use crate::store::Sql;
use crate::store::rosters::{self, BatchRecord};

use super::OpError;

/// Why the words name no batch that will do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BatchRefusal {
    Unknown { text: String },
    Undone { batch: String },
}

impl BatchRefusal {
    pub fn code(&self) -> Code {
        match self {
            BatchRefusal::Unknown { .. } => Code::J447,
            BatchRefusal::Undone { .. } => Code::J448,
        }
    }
}

/// The batch with that code, undone or not.
pub fn get(sql: &Sql, text: &str) -> Result<BatchRecord, OpError<BatchRefusal>> {
    let unknown = || OpError::Refused(BatchRefusal::Unknown { text: text.to_owned() });
    let id = read_batch_code(text).ok_or_else(unknown)?;
    rosters::find(sql, id)?.ok_or_else(unknown)
}

/// The batch with that code, unless it was undone.
pub fn standing(sql: &Sql, text: &str) -> Result<BatchRecord, OpError<BatchRefusal>> {
    let record = get(sql, text)?;
    if record.state == BatchState::Undone {
        return Err(OpError::Refused(BatchRefusal::Undone { batch: batch_code(record.id) }));
    }
    Ok(record)
}

/// The roster whose rejects a corrected file mends: that of the first batch, also where a fix is named.
pub fn first_of(sql: &Sql, text: &str) -> Result<BatchRecord, OpError<BatchRefusal>> {
    let record = standing(sql, text)?;
    match record.fixes {
        Some(first) => standing(sql, &batch_code(first)),
        None => Ok(record),
    }
}
