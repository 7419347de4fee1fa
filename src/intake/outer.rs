//! Why a file cannot be used as a roster at all: found before any row is read, nothing lands.

use super::workbook::{BookFault, SheetName};
use crate::domain::code::Code;
use crate::domain::roster::{Field, RosterKind};

/// The error for the whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outer {
    NotText(Content),
    Empty,
    UnknownEncoding {
        label: String,
    },
    /// The headings bind under another encoding than the one given.
    WrongEncoding {
        label: String,
        found: String,
    },
    /// The row that came nearest to headings, if any row held a known one.
    NoHeadings {
        best: Option<NearMiss>,
        /// The line of headings that would do, further down than they are looked for.
        below: Option<u64>,
    },
    Missing {
        kind: RosterKind,
        fields: Vec<Field>,
        /// The kind for which the headings have all that it needs, where another one was given.
        fits: Option<RosterKind>,
        /// Headings that are there and bound to nothing.
        unknown: Vec<Column>,
        /// Of these, which may well be meant for a missing field, and how `--map` names it.
        likely: Vec<(Field, String)>,
    },
    NoRows,
    /// The sheet that was asked for is no roster, and others are.
    WrongSheet {
        given: String,
        sheets: Vec<SheetName>,
    },
    /// A quote in the headings was never closed, and they cannot be told.
    OpenQuote {
        line: u64,
    },
    /// Two columns for a field that may have one only; `map` settles it.
    TwoColumns {
        field: Field,
        columns: Vec<Column>,
        map: String,
    },
    /// `--map` or `--set` with a word that is no field, or without `=`.
    UnknownField {
        given: String,
        /// Of the roster, as far as it was given.
        kind: Option<RosterKind>,
    },
    /// `--map` with a heading or letter that the file does not have.
    NoSuchColumn {
        given: String,
    },
    /// A workbook that cannot be read.
    Book(BookFault),
    /// Several sheets fit, or only hidden ones.
    SeveralSheets {
        sheets: Vec<SheetName>,
    },
    /// `--sheet` with a name that no sheet has; of a text, that has none at all.
    NoSheet {
        given: String,
        sheets: Vec<SheetName>,
    },
}

/// A column as its sender sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub letter: String,
    /// As written; may be empty.
    pub heading: String,
}

/// The row with the most known headings in a file where none will do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearMiss {
    pub line: u64,
    pub cells: Vec<String>,
}

/// What a file that is no table in text is, told by its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// .xlsx, .xlsm
    Workbook,
    /// .xlsb
    BinaryWorkbook,
    /// .xls, .et
    OldWorkbook,
    /// .ods
    OpenWorkbook,
    /// XML Spreadsheet 2003, often named .xls
    XmlWorkbook,
    WebPage,
    Pdf,
    Word,
    RichText,
    Image,
    Archive,
    Database,
    Program,
    /// Bytes of no known kind.
    Binary,
    /// Text in UTF-16 without the mark that says so; `big`: the high byte first.
    UnmarkedUtf16 {
        big: bool,
    },
}

impl Content {
    pub fn as_str(self) -> &'static str {
        match self {
            Content::Workbook => "workbook",
            Content::BinaryWorkbook => "binary_workbook",
            Content::OldWorkbook => "old_workbook",
            Content::OpenWorkbook => "open_workbook",
            Content::XmlWorkbook => "xml_workbook",
            Content::WebPage => "web_page",
            Content::Pdf => "pdf",
            Content::Word => "word",
            Content::RichText => "rich_text",
            Content::Image => "image",
            Content::Archive => "archive",
            Content::Database => "database",
            Content::Program => "program",
            Content::Binary => "binary",
            Content::UnmarkedUtf16 { .. } => "unmarked_utf16",
        }
    }

    fn code(self) -> Code {
        match self {
            Content::Workbook
            | Content::BinaryWorkbook
            | Content::OldWorkbook
            | Content::OpenWorkbook
            | Content::XmlWorkbook
            | Content::WebPage
            | Content::Pdf
            | Content::Word
            | Content::RichText => Code::J405,
            Content::Image
            | Content::Archive
            | Content::Database
            | Content::Program
            | Content::Binary
            | Content::UnmarkedUtf16 { .. } => Code::J404,
        }
    }
}

impl Outer {
    /// Of a roster whose kind was given: only its fields are then named.
    #[must_use]
    pub fn of_kind(self, kind: Option<RosterKind>) -> Outer {
        if let Outer::UnknownField { given, .. } = self { Outer::UnknownField { given, kind } } else { self }
    }

    pub fn code(&self) -> Code {
        match self {
            Outer::NotText(content) => content.code(),
            Outer::Empty | Outer::NoRows => Code::J403,
            Outer::UnknownEncoding { .. } => Code::J428,
            Outer::WrongEncoding { .. } => Code::J443,
            Outer::NoHeadings { .. } | Outer::WrongSheet { .. } => Code::J401,
            Outer::Missing { .. } => Code::J402,
            Outer::OpenQuote { .. } => Code::J427,
            Outer::TwoColumns { .. } => Code::J406,
            Outer::UnknownField { .. } => Code::J407,
            Outer::NoSuchColumn { .. } => Code::J408,
            Outer::SeveralSheets { .. } => Code::J432,
            Outer::NoSheet { .. } => Code::J433,
            Outer::Book(BookFault::Protected) => Code::J434,
            Outer::Book(BookFault::Damaged { .. }) => Code::J435,
            Outer::Book(BookFault::TooBig { .. }) => Code::J436,
        }
    }
}

/// The letter by which a spreadsheet names a column: 0 → A, 25 → Z, 26 → AA.
pub fn letter(column: usize) -> String {
    let mut out = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        left -= 1;
        out.push(b'A' + u8::try_from(left % 26).unwrap_or(0));
        left /= 26;
    }
    out.iter().rev().map(|b| char::from(*b)).collect()
}

/// The column that a letter names; `None` for any other text.
pub fn column_of_letter(text: &str) -> Option<usize> {
    if text.is_empty() || text.len() > 3 {
        return None;
    }
    let mut column = 0;
    for b in text.bytes() {
        let b = b.to_ascii_uppercase();
        b.is_ascii_uppercase().then_some(())?;
        column = column * 26 + usize::from(b - b'A') + 1;
    }
    Some(column - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_columns_are_one() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letter(column), name);
            assert_eq!(column_of_letter(name), Some(column));
        }
        assert_eq!(column_of_letter("b"), Some(1));
        assert_eq!(column_of_letter("姓名"), None);
        assert_eq!(column_of_letter(""), None);
    }
}
