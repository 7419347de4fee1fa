//! Packing people while they come into an empty register, each with one stay: reading them back would cost an
//! import a tenth of its time.

use std::cell::RefCell;

use super::facts::{DayKey, ShortCode, Span, Stay};
use super::{BLOCK_BITS, code, put_block};
use crate::domain::registration::Admission;
use crate::store::Writer;
use crate::store::error::StoreError;

/// The block that is being filled.
#[derive(Debug, Default)]
pub struct FirstLoad {
    open: RefCell<Option<(i64, Vec<u8>)>>,
}

impl FirstLoad {
    /// Takes the first stay of a new person, whose key follows those before.
    pub fn add(&self, writer: &Writer, migrant: i64, admission: &Admission) -> Result<(), StoreError> {
        let key = migrant >> BLOCK_BITS;
        let mut open = self.open.borrow_mut();
        if open.as_ref().is_some_and(|(block, _)| *block > key) {
            // Somebody known before: the block is there already, and is packed anew like any other.
            writer.execute("INSERT OR IGNORE INTO stale_block (block) VALUES (?1)", &[&key])?;
            return Ok(());
        }
        if open.as_ref().is_some_and(|(block, _)| *block != key) {
            write(writer, open.take())?;
        }
        let (_, bytes) = open.get_or_insert_with(|| (key, code::begin(key)));
        code::put_stay(bytes, &stay(migrant, admission)?, &[]);
        Ok(())
    }

    pub fn finish(&self, writer: &Writer) -> Result<(), StoreError> {
        write(writer, self.open.take())
    }
}

fn write(writer: &Writer, block: Option<(i64, Vec<u8>)>) -> Result<(), StoreError> {
    block.map_or(Ok(()), |(block, stays)| put_block(writer, block, &stays, &code::begin(block)))
}

fn stay(migrant: i64, admission: &Admission) -> Result<Stay, StoreError> {
    let (person, home) = (&admission.person, &admission.home);
    let no_code = || StoreError::Fault { cause: "a stay, reason or dwelling that is no code".to_owned() };
    let short = |code: &str| ShortCode::new(code.as_bytes()).ok_or_else(no_code);
    Ok(Stay {
        migrant,
        kind: person.id.kind,
        sex: person.sex,
        birth: person.birth_on.map(DayKey::from),
        registered: admission.registered_on.into(),
        ended: None,
        counter: admission.counter,
        unit: home.unit,
        intended: home.stay.as_deref().map(short).transpose()?,
        reason: short(&home.reason)?,
        dwelling: home.dwelling.as_deref().map(short).transpose()?,
        exempt: admission.exempt.is_some(),
        county: person.hukou_county.as_ref().and_then(|county| county.parse().ok()),
        earlier_homes: Span::default(),
    })
}
