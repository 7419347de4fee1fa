//! `--map` and `--set` as written on the command line. A field is named by its code, or as a heading names it.

use super::headings::clean;
use super::outer::Outer;
use crate::domain::roster::Field;
use crate::reference;
use crate::reference::headings::HeadingMeaning;

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
        let unknown = || Outer::UnknownField { given: text.to_owned(), kind: None };
        let (column, field) = text.rsplit_once('=').ok_or_else(unknown)?;
        let field = named(field).ok_or_else(unknown)?;
        Ok(MapFlag { column: column.trim().to_owned(), field })
    }
}

/// `--set field=value`.
///
/// # Errors
/// [`Outer::UnknownField`] without `=` or with a word that is no field.
pub fn parse_set(text: &str) -> Result<(Field, String), Outer> {
    let unknown = || Outer::UnknownField { given: text.to_owned(), kind: None };
    let (field, value) = text.split_once('=').ok_or_else(unknown)?;
    Ok((named(field).ok_or_else(unknown)?, value.trim().to_owned()))
}

/// The field of a code, or of a word that means it above a column.
fn named(word: &str) -> Option<Field> {
    Field::parse(word.trim()).or_else(|| match reference::headings().field(&clean(word), None) {
        HeadingMeaning::Field(field) => Some(field),
        HeadingMeaning::Weak(..) | HeadingMeaning::Refused | HeadingMeaning::Ordinal | HeadingMeaning::Unknown => None,
    })
}
