//! Records out of lines: one line, or several that a quoted cell holds together.
//!
//! A quote that never closes in a way that makes sense spoils its own line only; the lines behind it are
//! read as lines of their own. At most [`MOST_LINES`] lines or [`MOST_BYTES`] bytes make one record.

use std::io::{self, Empty, Read};

use memchr::memchr;

use super::decode::{append_broken, append_valid};
use super::delimited::{Quotes, Separator, split_plain, split_quoted};
use super::lines::{Line, Lines};
use super::problem::{Fact, RowProblem};
use super::record::{Record, RowSource};

const MOST_LINES: u64 = 100;
const MOST_BYTES: usize = 64 * 1024;

/// What is kept of a line that is longer than any line may be.
const KEPT_OF_A_CUT_LINE: usize = 1000;

/// Reads records.
pub struct Records<R> {
    lines: Lines<R>,
    separator: Separator,
    /// Separators between the cells of a row, or a guess before the headings are known.
    row_separators: usize,
}

impl<R: Read> Records<R> {
    pub fn new(reader: R, separator: Separator) -> io::Result<Records<R>> {
        const BEFORE_HEADINGS: usize = 3;
        let mut lines = Lines::new(reader);
        lines.skip_marks()?;
        Ok(Records { lines, separator, row_separators: BEFORE_HEADINGS })
    }
}

impl Records<Empty> {
    /// The records of a block whose first line has that number.
    pub fn of_block(block: Vec<u8>, number: u64, separator: Separator) -> Records<Empty> {
        Records { lines: Lines::of_block(block, number, io::empty()), separator, row_separators: 1 }
    }
}

impl<R: Read> RowSource for Records<R> {
    fn take_block(&mut self, wanted: usize, block: &mut Vec<u8>) -> io::Result<Option<u64>> {
        self.lines.take_block(wanted, block)
    }

    fn give_back(self: Box<Self>) -> Vec<u8> {
        self.lines.into_buffer()
    }

    fn set_width(&mut self, cells: usize) {
        self.row_separators = cells.saturating_sub(1).max(1);
    }

    fn read(&mut self, record: &mut Record) -> io::Result<bool> {
        let Some(line) = self.lines.find(0)? else { return Ok(false) };
        record.clear(self.lines.number);
        if line.cut {
            let kept = line.text.start..line.text.start + KEPT_OF_A_CUT_LINE;
            append_broken(self.lines.bytes(kept), &mut record.text);
            // The cut may have gone through a character.
            record.text.truncate(record.text.trim_end_matches('\u{fffd}').len());
            record.spans.push((0, u32::try_from(record.text.len()).unwrap_or(u32::MAX)));
            record.problems.push(RowProblem::of_row(Fact::TooLong { limit: super::lines::LONGEST_LINE }));
            self.lines.consume(line.next, 0);
            self.lines.drop_rest()?;
            return Ok(true);
        }
        if memchr(b'"', self.lines.bytes(line.text.clone())).is_some() {
            return self.read_quoted(record, &line).map(|()| true);
        }
        append(self.lines.bytes(line.text), &mut record.text, &mut record.problems);
        split_plain(&record.text, self.separator, &mut record.spans);
        self.lines.consume(line.next, 1);
        Ok(true)
    }
}

impl<R: Read> Records<R> {
    fn read_quoted(&mut self, record: &mut Record, first: &Line) -> io::Result<()> {
        let mut line_count = 1;
        let mut end = first.text.end;
        let mut next = first.next;
        loop {
            record.raw.clear();
            record.problems.clear();
            append(self.lines.bytes(0..end), &mut record.raw, &mut record.problems);
            record.text.clear();
            record.spans.clear();
            let (text, spans) = (&mut record.text, &mut record.spans);
            match split_quoted(&record.raw, self.separator, self.row_separators, text, spans) {
                Quotes::Open => {}
                Quotes::Stray => break,
                quotes @ (Quotes::Sound | Quotes::Loose) => {
                    record.loose = quotes == Quotes::Loose;
                    let sound_over_lines = line_count == 1 || quotes == Quotes::Sound;
                    if sound_over_lines && (line_count == 1 || record.spans.len() > self.row_separators) {
                        self.lines.consume(next, line_count);
                        return Ok(());
                    }
                    break;
                }
            }
            // Until a line with a quote comes, nothing can close: only the separators are counted.
            let Some((lines, line)) = self.next_line_with_quote(end, next, line_count)? else { break };
            line_count = lines;
            end = line.text.end;
            next = line.next;
        }
        self.take_first_line_alone(record, first);
        Ok(())
    }

    /// The next line that holds a quote, unless a whole row would be swallowed on the way to it.
    fn next_line_with_quote(&mut self, end: usize, next: usize, lines: u64) -> io::Result<Option<(u64, Line)>> {
        let (mut lines, mut next, mut swallowed) = (lines, next, 0);
        debug_assert!(next >= end);
        while lines < MOST_LINES && next < MOST_BYTES {
            let Some(line) = self.lines.find(next)? else { return Ok(None) };
            if line.cut {
                return Ok(None);
            }
            lines += 1;
            let text = self.lines.bytes(line.text.clone());
            if memchr(b'"', text).is_some() {
                return Ok(Some((lines, line)));
            }
            swallowed += self.separator.count(text);
            if swallowed >= self.row_separators {
                return Ok(None);
            }
            next = line.next;
        }
        Ok(None)
    }

    fn take_first_line_alone(&mut self, record: &mut Record, first: &Line) {
        let line = record.line;
        record.clear(line);
        append(self.lines.bytes(first.text.clone()), &mut record.text, &mut record.problems);
        split_plain(&record.text, self.separator, &mut record.spans);
        record.problems.push(RowProblem::of_row(Fact::Quote { line }));
        self.lines.consume(first.next, 1);
    }
}

fn append(bytes: &[u8], text: &mut String, problems: &mut Vec<RowProblem>) {
    if !append_valid(bytes, text) {
        let hex = append_broken(bytes, text);
        problems.push(RowProblem::of_row(Fact::Bytes { hex }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code::Code;

    fn read(text: &str, width: usize) -> Vec<(u64, Vec<String>, Option<Code>)> {
        let mut records = Records::new(text.as_bytes(), Separator::Comma).unwrap();
        records.set_width(width);
        let mut record = Record::default();
        let mut out = Vec::new();
        while records.read(&mut record).unwrap() {
            let cells = record.cells().map(str::to_owned).collect();
            out.push((record.line, cells, record.problems.first().map(RowProblem::code)));
        }
        out
    }

    #[test]
    fn a_cell_over_lines_keeps_the_count_of_lines() {
        let rows = read("a,\"b\n1\",c\nd,e,f\n", 3);
        assert_eq!(rows[0], (1, vec!["a".into(), "b\n1".into(), "c".into()], None));
        assert_eq!(rows[1].0, 3);
    }

    #[test]
    fn a_stray_quote_swallows_nothing() {
        for text in [
            "\"a,b,c\nd,e,f\ng,h,i\n",
            "a,\"b,c\nd,e,f\ng,h,i\n",
            "a,b,\"c\nd,e,f\ng,h,i\n",
            "a,b,\"c\nd,e,f\ng,h\",i\n",
            "a,\"b,c\nd,\"e\",f\ng,h,i\n",
            "a,\"b,c\nd,e\",f\ng,h,i\n",
        ] {
            let rows = read(text, 3);
            assert_eq!(rows.len(), 3, "{text}");
            assert_eq!(rows[0].2, Some(Code::J427), "{text}");
            assert_eq!((rows[1].0, rows[2].0), (2, 3), "{text}");
        }
    }

    #[test]
    fn an_open_quote_at_the_end_of_the_file_is_named() {
        assert_eq!(read("a,b,\"c", 3), [(1, vec!["a".into(), "b".into(), "\"c".into()], Some(Code::J427))]);
    }
}
