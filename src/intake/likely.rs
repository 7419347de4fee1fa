//! Which of the headings that nobody knows may well be meant for a missing field.
//!
//! A guess for a hint, by the characters that a heading shares with the known ones: nothing is ever bound by it.

use super::bind::is_of;
use super::headings::{Label, speaks_of_others};
use super::outer::letter;
use crate::domain::roster::{Field, RosterKind};
use crate::reference;

/// How much a heading must share with the nearest known one: half.
const NEAR: f64 = 0.5;

/// For each missing field the nearest of the unbound columns, as `--map` names it; each column once.
pub fn likely(labels: &[Label], unbound: &[usize], kind: RosterKind, missing: &[Field]) -> Vec<(Field, String)> {
    let own = unbound.iter().filter(|column| {
        let label = &labels[**column];
        !label.of_others && !speaks_of_others(&label.cleaned)
    });
    let meant: Vec<(usize, Field, f64)> = own
        .filter_map(|column| meant(&labels[*column].cleaned, kind).map(|(field, near)| (*column, field, near)))
        .collect();
    let of = |field: &Field| {
        let columns = meant.iter().filter(|(_, meant, _)| meant == field);
        let (column, ..) = columns.max_by(|(_, _, a), (_, _, b)| a.total_cmp(b))?;
        Some((*field, by_name(labels, *column)))
    };
    missing.iter().filter_map(of).collect()
}

/// The field whose known headings together are nearest, if one of them is near.
fn meant(heading: &str, kind: RosterKind) -> Option<(Field, f64)> {
    let fields = Field::ALL.iter().filter(|field| is_of(**field, kind)).filter_map(|field| {
        let shares: Vec<f64> = reference::headings().words_of(*field, kind).map(|word| shared(heading, word)).collect();
        shares.iter().any(|share| *share >= NEAR).then(|| (*field, shares.iter().sum::<f64>()))
    });
    fields.max_by(|(_, a), (_, b)| a.total_cmp(b))
}

/// What two words share: 1 of the same characters, 0 of none.
fn shared(one: &str, other: &str) -> f64 {
    let mut left: Vec<char> = other.chars().collect();
    let all = u32::try_from(one.chars().count() + left.len()).unwrap_or(u32::MAX);
    let mut common = 0;
    for c in one.chars() {
        if let Some(at) = left.iter().position(|other| *other == c) {
            left.swap_remove(at);
            common += 1;
        }
    }
    f64::from(2 * common) / f64::from(all.max(1))
}

/// By its heading, where no other column has it and a shell takes it as one word; else by its letter.
fn by_name(labels: &[Label], column: usize) -> String {
    let heading = &labels[column].written;
    let is_only = labels.iter().filter(|label| label.written == *heading).count() == 1;
    if is_only && heading.chars().all(char::is_alphanumeric) { heading.clone() } else { letter(column) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(headings: &str, missing: &[Field]) -> Vec<(Field, String)> {
        let label = |text: &str| Label {
            written: text.to_owned(),
            cleaned: super::super::headings::clean(text),
            of_others: false,
        };
        let labels: Vec<Label> = headings.split(',').map(label).collect();
        let unbound: Vec<usize> = (0..labels.len()).collect();
        likely(&labels, &unbound, RosterKind::People, missing)
    }

    #[test]
    fn the_nearest_heading_is_meant_or_none() {
        for (headings, missing, expected) in [
            ("事由", Field::Reason, Some("事由")),
            ("客户,事 由", Field::Reason, Some("B")),
            ("所在社区", Field::Unit, Some("所在社区")),
            ("名字", Field::Name, Some("名字")),
            ("身份证号(本人)", Field::IdNumber, Some("A")),
            ("地址", Field::Address, Some("地址")),
            ("客户", Field::Name, None),
            // Where people work, not where they live.
            ("单位", Field::Unit, None),
            ("房东名字", Field::Name, None),
            ("备用", Field::Unit, None),
            ("", Field::Unit, None),
        ] {
            let column = guessed(headings, &[missing]).into_iter().next().map(|(_, column)| column);
            assert_eq!(column.as_deref(), expected, "{headings}");
        }
        assert_eq!(guessed("事由,所在社区", &[Field::Unit, Field::Reason]).len(), 2);
    }
}
