//! Merged cells: what stands in the first of them counts for all their rows.

use crate::intake::record::{Mark, Record};

/// Cells merged over several rows. Rows from 1, columns from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merge {
    pub first_row: u64,
    pub last_row: u64,
    pub column: u32,
}

/// No roster has more.
pub const MOST: usize = 300_000;

impl Merge {
    /// `B2:C4`; `None` for anything that is no range of several rows.
    pub fn parse(range: &str) -> Option<Merge> {
        let (first, last) = range.trim().split_once(':')?;
        let ((first_row, first_column), (last_row, last_column)) = (place(first)?, place(last)?);
        let (first_row, last_row) = (first_row.min(last_row), first_row.max(last_row));
        let column = u32::try_from(first_column.min(last_column)).ok()?;
        (last_row > first_row).then_some(Merge { first_row, last_row, column })
    }
}

/// The row (from 1) and the column (from 0) that `B2` or `$B$2` names.
pub fn place(text: &str) -> Option<(u64, usize)> {
    let mut column = 0_usize;
    let mut row = 0_u64;
    let mut letters = 0;
    for byte in text.trim().bytes().filter(|byte| *byte != b'$') {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' if row == 0 => {
                column = column.checked_mul(26)?.checked_add(usize::from(byte.to_ascii_uppercase() - b'A') + 1)?;
                letters += 1;
            }
            b'0'..=b'9' => row = row.checked_mul(10)?.checked_add(u64::from(byte - b'0'))?,
            _ => return None,
        }
    }
    (letters > 0 && row > 0).then(|| (row, column - 1))
}

/// Carries the first cell's content down while rows go by.
#[derive(Debug)]
pub struct Carry<'m> {
    /// In the order of their first rows.
    coming: &'m [Merge],
    open: Vec<Held>,
}

#[derive(Debug)]
struct Held {
    merge: Merge,
    text: String,
    mark: Option<Mark>,
}

impl<'m> Carry<'m> {
    /// `merges`: in the order of their first rows.
    pub fn new(merges: &'m [Merge]) -> Carry<'m> {
        Carry { coming: merges, open: Vec::new() }
    }

    /// Takes notice of a row as it stands in the sheet.
    pub fn pass(&mut self, record: &Record) {
        if self.coming.is_empty() && self.open.is_empty() {
            return;
        }
        self.open.retain(|held| held.merge.last_row >= record.line);
        while let Some((merge, later)) = self.coming.split_first().filter(|(merge, _)| merge.first_row <= record.line) {
            self.coming = later;
            let text = record.cell(merge.column as usize);
            if merge.first_row == record.line && !text.trim().is_empty() {
                let mark = record.mark(merge.column as usize);
                self.open.push(Held { merge: *merge, text: text.to_owned(), mark });
            }
        }
    }

    /// What counts for the row, by column: it stands in a row above.
    pub fn down(&self, line: u64) -> impl Iterator<Item = (usize, &str, Option<Mark>)> {
        let below = self.open.iter().filter(move |held| held.merge.first_row < line);
        below.map(|held| (held.merge.column as usize, held.text.as_str(), held.mark))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_ranges_are_read() {
        assert_eq!(place("B12"), Some((12, 1)));
        assert_eq!(place("$AA$1"), Some((1, 26)));
        for text in ["", "A", "12", "A0", "1A", "A1B", "ZZZZZZZZZZZZZZZZZZZZ1", "A99999999999999999999999"] {
            assert_eq!(place(text), None, "{text}");
        }
        assert_eq!(Merge::parse("F3:F5"), Some(Merge { first_row: 3, last_row: 5, column: 5 }));
        assert_eq!(Merge::parse("G5:F3"), Some(Merge { first_row: 3, last_row: 5, column: 5 }));
        assert_eq!(Merge::parse("A1:H1"), None, "one row");
    }

    #[test]
    fn a_cell_is_carried_to_the_last_row_of_its_merge() {
        let merges = [Merge { first_row: 2, last_row: 4, column: 1 }, Merge { first_row: 6, last_row: 7, column: 1 }];
        let mut carry = Carry::new(&merges);
        let mut seen = Vec::new();
        for (line, cell) in [(1, "x"), (2, "甲"), (4, ""), (5, ""), (7, "")] {
            let mut record = Record::default();
            record.clear(line);
            record.put(1, cell);
            carry.pass(&record);
            seen.extend(carry.down(line).map(|(column, text, _)| (line, column, text.to_owned())));
        }
        assert_eq!(seen, [(4, 1, "甲".to_owned())], "row 6 is not in the sheet, so nothing stands in it");
    }
}
