//! Binds headings to fields: their own words, `--map`, and what no column may hold.
//!
//! Name, number, unit and address may stand in one column only. A heading is bound, passed over as a
//! count of rows, or listed as ignored: nothing is left out in silence.

use super::binding::{Binding, FileNotice};
use super::flags::MapFlag;
use super::headings::{Headings, Label};
use super::likely::likely;
use super::outer::{Column, Outer, column_of_letter, letter};
use crate::domain::roster::{Days, Field, Holds, RosterKind};
use crate::reference::headings::{HeadingMeaning, WeakKind};

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
    apply(maps, labels, kind, &mut uses)?;
    let columns = collect(&mut uses);
    let notices = notices(labels, &uses, &columns)?;
    let missing = |field: &&Field| columns[field.index()].is_empty() && !given.contains(field);
    let fields: Vec<Field> = kind.must().iter().filter(missing).copied().collect();
    if !fields.is_empty() {
        let free = |column: &usize| matches!(uses[*column], Use::Ignored) && !labels[*column].written.is_empty();
        let unbound: Vec<usize> = (0..labels.len()).filter(free).collect();
        let likely = likely(labels, &unbound, kind, &fields);
        let unknown = unbound.iter().map(|column| named(labels, *column)).collect();
        return Err(Outer::Missing { kind, fields, fits: None, unknown, likely });
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
        titles: Vec::new(),
        preface: preface(labels),
        width: narrowest(labels, &columns)..=labels.len(),
        ordinals: (0..labels.len()).filter(|column| matches!(uses[*column], Use::Ordinal)).collect(),
        columns,
    })
}

fn named(labels: &[Label], column: usize) -> Column {
    // A rejects file's own columns are not counted: its letters are those of the first file.
    let own = column.saturating_sub(preface(labels));
    Column { letter: letter(own), heading: labels[column].written.clone() }
}

/// What is said of the columns, or the two that cannot both be right.
fn notices(labels: &[Label], uses: &[Use], columns: &[Vec<usize>]) -> Result<Vec<FileNotice>, Outer> {
    let named = |column: usize| named(labels, column);
    let mut notices = Vec::new();
    for field in Field::ALL {
        let of_field = &columns[field.index()];
        if of_field.len() > 1 {
            let both: Vec<Column> = of_field.iter().map(|column| named(*column)).collect();
            if matches!(field, Field::Name | Field::IdNumber | Field::Unit | Field::Address) {
                return Err(Outer::TwoColumns { field: *field, map: settling(&both, labels, *field), columns: both });
            }
            if field.holds() != Holds::Days(Days::Several) {
                notices.push(FileNotice::Doubled { field: *field, columns: both });
            }
        }
        for column in of_field.iter().filter(|column| matches!(uses[**column], Use::Weak(..))) {
            notices.push(FileNotice::Weak { field: *field, column: named(*column) });
        }
    }
    let refused = (0..labels.len()).filter(|column| matches!(uses[*column], Use::Refused));
    let refused: Vec<Column> = refused.map(named).collect();
    if !refused.is_empty() {
        notices.push(FileNotice::Refused { columns: refused });
    }
    Ok(notices)
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
pub fn is_of(field: Field, kind: RosterKind) -> bool {
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
fn apply(maps: &[MapFlag], labels: &[Label], kind: RosterKind, uses: &mut [Use]) -> Result<(), Outer> {
    let mut by_hand = Vec::new();
    for map in maps {
        let columns = columns_named(&map.column, labels);
        if columns.is_empty() {
            return Err(Outer::NoSuchColumn { given: map.column.clone() });
        }
        // What a register must not hold is not let in under another name.
        let allowed = columns.into_iter().filter(|column| !matches!(uses[*column], Use::Refused));
        by_hand.extend(allowed.map(|column| (column, map.field.in_roster(kind))));
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

/// A heading goes before a letter, which counts the sender's columns alone.
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
    column_of_letter(name)
        .map(|column| column + preface(labels))
        .filter(|column| *column < labels.len())
        .into_iter()
        .collect()
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
