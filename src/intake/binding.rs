//! Which column holds which field: the headings' own words, `--map`, and what no column may hold.
//!
//! Name, number, unit and address may stand in one column only; of another field's several columns the
//! first filled cell of the row counts. A heading is bound, passed over as a count of rows, or listed as
//! ignored: nothing is left out in silence.

use std::ops::RangeInclusive;

use super::cells::{is_empty_mark, tidy};
use super::headings::{Headings, Label};
use super::outer::{Column, Outer, column_of_letter, letter};
use super::record::Record;
use crate::domain::code::Code;
use crate::domain::roster::{Field, RosterKind};
use crate::reference::headings::{HeadingMeaning, WeakKind};

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

/// Said once for the whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileNotice {
    /// The household address was taken from a column that means something else.
    Weak { field: Field, column: Column },
    /// Of several columns the first filled cell counts.
    Doubled { field: Field, columns: Vec<Column> },
    /// Columns that a register must not hold.
    Refused { columns: Vec<Column> },
}

impl FileNotice {
    pub fn code(&self) -> Code {
        match self {
            FileNotice::Weak { .. } => Code::J215,
            FileNotice::Doubled { .. } => Code::J417,
            FileNotice::Refused { .. } => Code::J425,
        }
    }
}

/// The columns of a roster.
#[derive(Debug, Clone)]
pub struct Binding {
    pub kind: RosterKind,
    /// As written, one a column; those of a rejects file begin with its own three.
    pub headings: Vec<String>,
    /// As written: unknown, of other people, or refused.
    pub ignored: Vec<String>,
    pub notices: Vec<FileNotice>,
    /// 3 when the file is a rejects file of ours (行号, 错误码, 原因 come first), else 0.
    pub preface: usize,
    /// How many cells a row may have.
    pub width: RangeInclusive<usize>,
    columns: Vec<Vec<usize>>,
}

impl Binding {
    /// The columns of a field, the one that counts first.
    pub fn columns(&self, field: Field) -> &[usize] {
        self.columns.get(field.index()).map_or(&[], Vec::as_slice)
    }

    pub fn has(&self, field: Field) -> bool {
        !self.columns(field).is_empty()
    }

    /// The field's cell in a row: of several columns the first filled one. Not cleaned.
    pub fn cell<'r>(&self, record: &'r Record, field: Field) -> &'r str {
        match self.columns(field) {
            [] => "",
            [column] => record.cell(*column),
            columns => {
                let mut cells = columns.iter().map(|column| record.cell(*column));
                cells.find(|cell| !is_empty_mark(&tidy(cell))).unwrap_or("")
            }
        }
    }

    /// Field and heading of every bound column, in the order of fields.
    pub fn bound(&self) -> impl Iterator<Item = (Field, &str)> {
        Field::ALL.iter().flat_map(|field| self.columns(*field).iter().map(|column| (*field, self.heading(*column))))
    }

    /// The heading as written; empty where the column has none.
    pub fn heading(&self, column: usize) -> &str {
        self.headings.get(column).map_or("", String::as_str)
    }

    /// How a message names a column: by its heading, else by its letter.
    pub fn column_name(&self, column: usize) -> String {
        let heading = self.heading(column);
        if heading.is_empty() { letter(column) } else { heading.to_owned() }
    }

    /// The column of a field as a message names it.
    pub fn name_of(&self, field: Field) -> Option<String> {
        self.columns(field).first().map(|column| self.column_name(*column))
    }

    /// The file's own headings, without those of a rejects file.
    pub fn own_headings(&self) -> &[String] {
        self.headings.get(self.preface..).unwrap_or(&[])
    }
}

/// What becomes of one column.
enum Use {
    Field(Field),
    Weak(Field, WeakKind),
    Refused,
    Ordinal,
    Ignored,
}

/// Binds the headings of a roster of that kind.
///
/// # Errors
/// [`Outer::NoSuchColumn`], [`Outer::TwoColumns`], [`Outer::Missing`].
pub fn bind(headings: &Headings, kind: RosterKind, maps: &[MapFlag], given: &[Field]) -> Result<Binding, Outer> {
    let labels = &headings.labels;
    let mut uses: Vec<Use> = labels.iter().map(|label| usage(label, kind)).collect();
    apply(maps, labels, &mut uses)?;
    let columns = collect(&mut uses);
    let named = |column: usize| Column { letter: letter(column), heading: labels[column].written.clone() };
    let mut notices = Vec::new();
    for field in Field::ALL {
        let of_field = &columns[field.index()];
        if of_field.len() > 1 {
            let both: Vec<Column> = of_field.iter().map(|column| named(*column)).collect();
            if matches!(field, Field::Name | Field::IdNumber | Field::Unit | Field::Address) {
                return Err(Outer::TwoColumns { field: *field, map: settling(&both, labels, *field), columns: both });
            }
            notices.push(FileNotice::Doubled { field: *field, columns: both });
        }
        for column in of_field.iter().filter(|column| matches!(uses[**column], Use::Weak(..))) {
            notices.push(FileNotice::Weak { field: *field, column: named(*column) });
        }
    }
    let missing = |field: &&Field| columns[field.index()].is_empty() && !given.contains(field);
    let fields: Vec<Field> = kind.must().iter().filter(missing).copied().collect();
    if !fields.is_empty() {
        return Err(Outer::Missing { kind, fields });
    }
    let refused: Vec<Column> =
        (0..labels.len()).filter(|column| matches!(uses[*column], Use::Refused)).map(named).collect();
    if !refused.is_empty() {
        notices.push(FileNotice::Refused { columns: refused });
    }
    let ignored = labels
        .iter()
        .zip(&uses)
        .filter(|(label, usage)| matches!(usage, Use::Ignored | Use::Refused) && !label.written.is_empty());
    Ok(Binding {
        kind,
        ignored: ignored.map(|(label, _)| label.written.clone()).collect(),
        headings: labels.iter().map(|label| label.written.clone()).collect(),
        notices,
        preface: preface(labels),
        width: narrowest(labels, &columns)..=labels.len(),
        columns,
    })
}

fn usage(label: &Label, kind: RosterKind) -> Use {
    match label.meaning(Some(kind)) {
        HeadingMeaning::Field(field) if is_of(field, kind) => Use::Field(field),
        HeadingMeaning::Weak(field, weak) if is_of(field, kind) => Use::Weak(field, weak),
        HeadingMeaning::Refused => Use::Refused,
        HeadingMeaning::Ordinal => Use::Ordinal,
        HeadingMeaning::Field(_) | HeadingMeaning::Weak(..) | HeadingMeaning::Unknown => Use::Ignored,
    }
}

/// Whether a roster of that kind has anything to do with the field.
fn is_of(field: Field, kind: RosterKind) -> bool {
    let of_card = matches!(
        field,
        Field::PermitNumber
            | Field::PermitKind
            | Field::IssuedOn
            | Field::EndorsedOn
            | Field::LastEndorsedOn
            | Field::ValidUntil
            | Field::CardEndedOn
            | Field::EndReason
    );
    let common = matches!(field, Field::IdNumber | Field::IdKind | Field::Name | Field::Note);
    match kind {
        RosterKind::People => !of_card && field != Field::To,
        RosterKind::Permits => of_card || common || field == Field::Counter,
        RosterKind::Departures => common || matches!(field, Field::LeftOn | Field::To),
    }
}

/// What is bound by hand takes its field from every other column.
fn apply(maps: &[MapFlag], labels: &[Label], uses: &mut [Use]) -> Result<(), Outer> {
    let mut by_hand = Vec::new();
    for map in maps {
        let columns = columns_named(&map.column, labels);
        if columns.is_empty() {
            return Err(Outer::NoSuchColumn { given: map.column.clone() });
        }
        by_hand.extend(columns.into_iter().map(|column| (column, map.field)));
    }
    for usage in uses.iter_mut() {
        if let Use::Field(field) | Use::Weak(field, _) = usage
            && by_hand.iter().any(|(_, taken)| taken == field)
        {
            *usage = Use::Ignored;
        }
    }
    for (column, field) in by_hand {
        uses[column] = Use::Field(field);
    }
    Ok(())
}

/// A heading goes before a letter.
pub fn columns_named(name: &str, labels: &[Label]) -> Vec<usize> {
    let cleaned = super::headings::clean(name);
    let of = |fits: &dyn Fn(&Label) -> bool| -> Vec<usize> {
        labels.iter().enumerate().filter(|(_, label)| fits(label)).map(|(column, _)| column).collect()
    };
    let as_written = of(&|label| label.written == name);
    if !as_written.is_empty() {
        return as_written;
    }
    let found = of(&|label| !cleaned.is_empty() && label.cleaned == cleaned);
    if !found.is_empty() {
        return found;
    }
    column_of_letter(name).filter(|column| *column < labels.len()).into_iter().collect()
}

/// The columns of every field; a weak one only where no better one is.
fn collect(uses: &mut [Use]) -> Vec<Vec<usize>> {
    let mut columns = vec![Vec::new(); Field::ALL.len()];
    for (column, usage) in uses.iter().enumerate() {
        if let Use::Field(field) = usage {
            columns[field.index()].push(column);
        }
    }
    for strength in [WeakKind::Warned, WeakKind::LastResort] {
        let free: Vec<bool> = columns.iter().map(Vec::is_empty).collect();
        for (column, usage) in uses.iter_mut().enumerate() {
            if let Use::Weak(field, weak) = usage
                && *weak == strength
            {
                if free[field.index()] {
                    columns[field.index()].push(column);
                } else {
                    *usage = Use::Ignored;
                }
            }
        }
    }
    columns
}

/// The flag that says which of the columns is meant: the first, by its heading if no other has it.
fn settling(columns: &[Column], labels: &[Label], field: Field) -> String {
    let Some(first) = columns.first() else { return String::new() };
    let same = labels.iter().filter(|label| label.written == first.heading).count();
    let name = if same == 1 && !first.heading.contains(char::is_whitespace) { &first.heading } else { &first.letter };
    format!("--map {name}={}", field.as_str())
}

fn preface(labels: &[Label]) -> usize {
    let begins = labels.iter().take(3).map(|label| label.cleaned.as_str()).eq(["行号", "错误码", "原因"]);
    if begins { 3 } else { 0 }
}

/// Rows may lack the cells behind the last heading.
fn narrowest(labels: &[Label], columns: &[Vec<usize>]) -> usize {
    let headed = labels.iter().rposition(|label| !label.written.is_empty()).map_or(0, |last| last + 1);
    let bound = columns.iter().flatten().max().map_or(0, |last| last + 1);
    headed.max(bound)
}
