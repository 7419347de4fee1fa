//! The rows of a sheet in an old workbook: the places of its cells are gathered and sorted, since cells and
//! what is said of rows come in any order.

use std::collections::BTreeSet;
use std::io;

use super::SheetRows;
use super::biff::{Chunk, Chunks, Script};
use super::fault::{damaged, too_big};
use super::merges::{MOST, Merge};
use super::sheet_xml::{Shared, put_number};
use super::strings::cut;
use super::xls::kind;
use crate::intake::record::Record;

const PART: &str = "worksheet";

/// All that 65,536 rows of a wide roster have.
const MOST_CELLS: usize = 8 << 20;

const NUMBER: u16 = 0x203;
const SHORT_NUMBER: u16 = 0x27e;
const SHORT_NUMBERS: u16 = 0xbd;
const SHARED_STRING: u16 = 0xfd;
const STRING: u16 = 0x204;
const RICH_STRING: u16 = 0xd6;
const TRUTH: u16 = 0x205;
const FORMULA: [u16; 3] = [0x06, 0x206, 0x406];
const RESULT: u16 = 0x207;
const ROW: u16 = 0x208;
const MERGED: u16 = 0xe5;

/// Where a cell stands, and where its record lies; of several numbers in one record, which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    row: u16,
    column: u16,
    at: u32,
    number: u16,
}

/// A sheet's cells by their places.
#[derive(Debug)]
pub struct XlsSheet<'b> {
    chunks: Chunks<'b>,
    script: Script,
    shared: &'b Shared,
    cells: Vec<Found>,
    next: usize,
    hidden: BTreeSet<u16>,
    merges: Vec<Merge>,
}

impl<'b> XlsSheet<'b> {
    pub fn read(chunks: Chunks<'b>, script: Script, shared: &'b Shared) -> io::Result<XlsSheet<'b>> {
        let mut sheet = XlsSheet {
            chunks: chunks.clone(),
            script,
            shared,
            cells: Vec::new(),
            next: 0,
            hidden: BTreeSet::new(),
            merges: Vec::new(),
        };
        let mut walk = chunks;
        // Charts inside a sheet are streams of their own.
        let mut depth = 0_u32;
        loop {
            let Some(chunk) = walk.next() else { return Err(damaged(PART)) };
            match chunk.kind {
                kind::START => depth += 1,
                kind::END if depth <= 1 => break,
                kind::END => depth -= 1,
                _ if depth == 1 => sheet.observe(&chunk)?,
                _ if depth == 0 => return Err(damaged(PART)),
                _ => {}
            }
        }
        sheet.cells.sort_unstable();
        Ok(sheet)
    }

    fn observe(&mut self, chunk: &Chunk<'_>) -> io::Result<()> {
        let (Some(row), Some(column)) = (chunk.two(0), chunk.two(2)) else { return Ok(()) };
        match chunk.kind {
            ROW => {
                const NO_HEIGHT: u16 = 0x20;
                let (height, options) = (chunk.two(6).unwrap_or(1), chunk.two(12).unwrap_or(0));
                // The highest bit says who chose the height.
                if options & NO_HEIGHT != 0 || height << 1 == 0 {
                    self.hidden.insert(row);
                }
            }
            SHORT_NUMBERS => {
                let count = chunk.bytes().len().saturating_sub(6) / 6;
                for number in 0..u16::try_from(count).unwrap_or(0) {
                    self.find(row, column.saturating_add(number), chunk.at, number)?;
                }
            }
            MERGED => {
                for range in chunk.bytes().get(2..).unwrap_or_default().as_chunks::<8>().0 {
                    let at = |place: usize| u16::from_le_bytes([range[place], range[place + 1]]);
                    let (first, last, column) = (u64::from(at(0)) + 1, u64::from(at(2)) + 1, u32::from(at(4)));
                    if last > first && self.merges.len() < MOST {
                        self.merges.push(Merge { first_row: first, last_row: last, column });
                    }
                }
            }
            NUMBER | SHORT_NUMBER | SHARED_STRING | STRING | RICH_STRING | TRUTH => {
                self.find(row, column, chunk.at, 0)?;
            }
            formula if FORMULA.contains(&formula) => self.find(row, column, chunk.at, 0)?,
            _ => {}
        }
        Ok(())
    }

    fn find(&mut self, row: u16, column: u16, at: usize, number: u16) -> io::Result<()> {
        if self.cells.len() == MOST_CELLS {
            return Err(too_big(PART));
        }
        let at = u32::try_from(at).map_err(|_| too_big(PART))?;
        self.cells.push(Found { row, column, at, number });
        Ok(())
    }

    fn put(&self, found: Found, record: &mut Record) -> Option<()> {
        let mut chunks = self.chunks.at(found.at as usize);
        let chunk = chunks.next()?;
        let column = usize::from(found.column);
        let style = |at: usize| usize::from(chunk.two(at).unwrap_or(0));
        let number = |record: &mut Record, number: f64, style: usize| {
            put_number(record, column, number, self.shared, style);
        };
        match chunk.kind {
            NUMBER => number(record, chunk.double(6)?, style(4)),
            SHORT_NUMBER => number(record, short(chunk.four(6)?), style(4)),
            SHORT_NUMBERS => {
                let at = 4 + usize::from(found.number) * 6;
                number(record, short(chunk.four(at + 2)?), style(at));
            }
            SHARED_STRING => {
                let place = usize::try_from(chunk.four(6)?).ok()?;
                record.put(column, self.shared.strings.get(place)?);
            }
            STRING | RICH_STRING => record.put(column, cut(&chunk.reader(6).string(self.script)?)),
            TRUTH => {
                let [value, is_error] = chunk.two(6)?.to_le_bytes();
                record.put(column, if is_error == 0 { truth(value) } else { error(value) });
            }
            _ => self.put_formula(&chunk, chunks, column, record)?,
        }
        Some(())
    }

    /// What a formula came to when the book was saved.
    fn put_formula(&self, chunk: &Chunk, mut behind: Chunks, column: usize, record: &mut Record) -> Option<()> {
        if chunk.two(12)? != 0xffff {
            put_number(record, column, chunk.double(6)?, self.shared, usize::from(chunk.two(4)?));
            return Some(());
        }
        let value = *chunk.bytes().get(8)?;
        match chunk.bytes().get(6)? {
            0 => {
                // Between a formula and its text may stand what it shares with others.
                const FAR: usize = 4;
                let mut next = std::iter::from_fn(|| behind.next()).take(FAR);
                let result = next.find(|chunk| chunk.kind == RESULT)?;
                record.put(column, cut(&result.reader(0).string(self.script)?));
            }
            1 => record.put(column, truth(value)),
            2 => record.put(column, error(value)),
            _ => {}
        }
        Some(())
    }
}

impl SheetRows for XlsSheet<'_> {
    fn read(&mut self, record: &mut Record) -> io::Result<bool> {
        let Some(first) = self.cells.get(self.next).copied() else { return Ok(false) };
        record.clear(u64::from(first.row) + 1);
        record.hidden = self.hidden.contains(&first.row);
        while let Some(found) = self.cells.get(self.next).copied().filter(|found| found.row == first.row) {
            self.put(found, record).ok_or_else(|| damaged(PART))?;
            self.next += 1;
        }
        Ok(true)
    }

    fn take_merges(&mut self) -> Vec<Merge> {
        std::mem::take(&mut self.merges)
    }
}

/// A number in four bytes: half of a double, or a whole number; perhaps a hundred times what is meant.
fn short(bits: u32) -> f64 {
    let number =
        if bits & 2 == 0 { f64::from_bits(u64::from(bits & !3) << 32) } else { f64::from(bits.cast_signed() >> 2) };
    if bits & 1 == 0 { number } else { number / 100.0 }
}

fn truth(value: u8) -> &'static str {
    if value == 0 { "FALSE" } else { "TRUE" }
}

fn error(value: u8) -> &'static str {
    match value {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers_are_whole_halved_or_hundredths() {
        for (bits, number) in [
            (2 | 40973 << 2, "40973"),
            (0x3ff0_0000, "1"),
            ((12_345 << 2) | 3, "123.45"),
            ((-7_i32 << 2).cast_unsigned() | 2, "-7"),
        ] {
            assert_eq!(short(bits).to_string(), number);
        }
    }
}
