//! `--map` and `--set` as written on the command line.

use super::outer::Outer;
use crate::domain::roster::Field;

/// `--map 标题=field` or `--map N=field`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapFlag {
    /// A heading, or a column's letter.
    pub column: String,
    pub field: Field,
}

impl MapFlag {
    /// # Errors
    /// [`Outer::UnknownField`] without `=` or with a word that is no field.
    pub fn parse(text: &str) -> Result<MapFlag, Outer> {
        let unknown = || Outer::UnknownField { given: text.to_owned() };
        let (column, field) = text.rsplit_once('=').ok_or_else(unknown)?;
        let field = Field::parse(field.trim()).ok_or_else(unknown)?;
        Ok(MapFlag { column: column.trim().to_owned(), field })
    }
}

/// `--set field=value`.
///
/// # Errors
/// [`Outer::UnknownField`] without `=` or with a word that is no field.
pub fn parse_set(text: &str) -> Result<(Field, String), Outer> {
    let unknown = || Outer::UnknownField { given: text.to_owned() };
    let (field, value) = text.split_once('=').ok_or_else(unknown)?;
    Ok((Field::parse(field.trim()).ok_or_else(unknown)?, value.trim().to_owned()))
}
