//! The domain's values as columns, by one macro each way. An unknown text is an error, never a default.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, Value, ValueRef};

use crate::domain::application::ApplicationState;
use crate::domain::calendar::{Day, Instant, format_iso};
use crate::domain::correction::{Fact, What};
use crate::domain::identity::{IdKind, Sex};
use crate::domain::lang::Lang;
use crate::domain::night::{NightState, Step, StepState};
use crate::domain::papers::{Ground, Paper};
use crate::domain::permit::{EndReason, PermitKind};
use crate::domain::regime::{Exempt, Regime};
use crate::domain::replacement::{OldCard, ReplaceReason};
use crate::domain::restructuring::deeds::Deed;
use crate::domain::roster::{BatchState, RosterKind};
use crate::domain::text::Text;
use crate::domain::unit::{Handover, Tier, UnitId, UnitKind};

/// Types with `as_str` and `parse`, stored as that text.
macro_rules! stored_as_word {
    ($($type:ty),* $(,)?) => {$(
        impl ToSql for $type {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::Borrowed(ValueRef::Text(self.as_str().as_bytes())))
            }
        }

        impl FromSql for $type {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                <$type>::parse(value.as_str()?).ok_or(FromSqlError::InvalidType)
            }
        }
    )*};
}

stored_as_word!(
    ApplicationState,
    BatchState,
    Deed,
    EndReason,
    Exempt,
    Fact,
    Ground,
    Handover,
    IdKind,
    Lang,
    NightState,
    OldCard,
    Paper,
    PermitKind,
    Regime,
    ReplaceReason,
    RosterKind,
    Sex,
    Step,
    StepState,
    Tier,
    UnitKind,
    What,
);

/// A day as it is stored, in place: an import writes millions of them.
pub struct IsoDay([u8; 10]);

impl From<Day> for IsoDay {
    fn from(day: Day) -> IsoDay {
        IsoDay(format_iso(day))
    }
}

impl ToSql for IsoDay {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Text(&self.0)))
    }
}

impl ToSql for Day {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let text = String::from_utf8(format_iso(*self).to_vec());
        let text = text.map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        Ok(ToSqlOutput::Owned(Value::Text(text)))
    }
}

impl FromSql for Day {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Day::parse_iso(value.as_str()?).ok_or(FromSqlError::InvalidType)
    }
}

impl ToSql for Instant {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Owned(Value::Text(self.to_string())))
    }
}

impl FromSql for Instant {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Instant::parse(value.as_str()?).ok_or(FromSqlError::InvalidType)
    }
}

impl ToSql for UnitId {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Owned(Value::Integer(self.0)))
    }
}

impl FromSql for UnitId {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(UnitId)
    }
}

impl ToSql for Text {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Text(self.as_bytes())))
    }
}

impl FromSql for Text {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str().map(Text::from)
    }
}
