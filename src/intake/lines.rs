//! Physical lines out of a stream, in a buffer that is used again and again.
//!
//! A line ends with CR LF, LF or CR. Positions are counted from the first byte that is not yet consumed,
//! so that several lines can be looked at together before they are given up. A line longer than
//! [`LONGEST_LINE`] is handed out cut; its rest is read and dropped.

use std::io::{self, Read};
use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr2, memrchr};

use super::decode::read_some;

pub const LONGEST_LINE: usize = 1 << 20;

const BLOCK: usize = 256 * 1024;

/// The last byte of a file written by old systems: no part of its text.
const END_OF_FILE: u8 = 0x1a;

/// The lines of a text.
pub struct Lines<R> {
    reader: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    finished: bool,
    /// The number of the next line, from 1.
    pub number: u64,
}

fn is_padding(byte: u8) -> bool {
    matches!(byte, END_OF_FILE | 0 | b'\r' | b'\n')
}

/// Whether the last line that is not empty ends as old systems end a file: by itself it would be taken for the end.
fn ends_like_an_old_file(lines: &[u8]) -> bool {
    let last = lines.iter().rev().find(|byte| !matches!(byte, b'\r' | b'\n'));
    matches!(last, Some(&END_OF_FILE | 0))
}

/// Where a line lies, counted from the first byte not consumed.
pub struct Line {
    /// Without its end.
    pub text: Range<usize>,
    pub next: usize,
    /// Longer than any line may be: only its beginning is here.
    pub cut: bool,
}

impl<R: Read> Lines<R> {
    pub fn new(reader: R) -> Lines<R> {
        Lines { reader, buffer: vec![0; BLOCK], start: 0, end: 0, finished: false, number: 1 }
    }

    /// The lines of a block that [`Lines::take_block`] gave.
    pub fn of_block(block: Vec<u8>, number: u64, reader: R) -> Lines<R> {
        Lines { reader, start: 0, end: block.len(), buffer: block, finished: true, number }
    }

    /// Takes the next whole lines into `block`, about as many bytes as are wanted, while nothing in them joins two
    /// lines or parts one: quotes, and carriage returns by themselves, and nothing at their end looks like that of a
    /// file. The number of the first; `None` where the next lines have to be read one by one.
    pub fn take_block(&mut self, wanted: usize, block: &mut Vec<u8>) -> io::Result<Option<u64>> {
        while self.end - self.start < wanted && !self.finished {
            self.fill()?;
        }
        let held = &self.buffer[self.start..self.end];
        let Some(end) = memrchr(b'\n', &held[..held.len().min(wanted)]) else { return Ok(None) };
        let lines = &held[..=end];
        let parts = memchr_iter(b'\r', lines).any(|at| lines.get(at + 1) != Some(&b'\n'));
        if parts || memchr(b'"', lines).is_some() || ends_like_an_old_file(lines) {
            return Ok(None);
        }
        block.clear();
        block.extend_from_slice(lines);
        let (number, count) = (self.number, memchr_iter(b'\n', lines).count());
        self.consume(end + 1, count as u64);
        Ok(Some(number))
    }

    pub fn into_buffer(self) -> Vec<u8> {
        self.buffer
    }

    /// Passes over the marks of byte order at the start, however many there are.
    pub fn skip_marks(&mut self) -> io::Result<()> {
        loop {
            while self.end - self.start < 3 && !self.finished {
                self.fill()?;
            }
            if !self.buffer[self.start..self.end].starts_with("\u{feff}".as_bytes()) {
                return Ok(());
            }
            self.start += 3;
        }
    }

    /// The line that begins at `from`; `None` at the end of the text.
    pub fn find(&mut self, from: usize) -> io::Result<Option<Line>> {
        let mut searched = from;
        loop {
            let held = &self.buffer[self.start..self.end];
            if let Some(at) = memchr2(b'\n', b'\r', &held[searched.min(held.len())..]) {
                let at = searched + at;
                if held[at] == b'\n' || at + 1 < held.len() || self.finished {
                    let pair = held[at] == b'\r' && held.get(at + 1) == Some(&b'\n');
                    let next = at + 1 + usize::from(pair);
                    if at > from && matches!(held[at - 1], END_OF_FILE | 0) && self.only_padding_follows(at - 1)? {
                        return Ok(self.last(from));
                    }
                    return Ok(Some(Line { text: from..at, next, cut: false }));
                }
                searched = at;
            } else if self.finished {
                return Ok(self.last(from));
            } else {
                searched = held.len();
            }
            if self.end - self.start - from > LONGEST_LINE {
                return Ok(Some(Line { text: from..from + LONGEST_LINE, next: from + LONGEST_LINE, cut: true }));
            }
            self.fill()?;
        }
    }

    /// Whether nothing but the end of an old file follows from there: its mark, and what fills its last block.
    fn only_padding_follows(&mut self, from: usize) -> io::Result<bool> {
        loop {
            let held = &self.buffer[self.start..self.end];
            let rest = held.get(from..).unwrap_or_default();
            if rest.len() > LONGEST_LINE || !rest.iter().all(|byte| is_padding(*byte)) {
                return Ok(false);
            }
            if self.finished {
                return Ok(true);
            }
            self.fill()?;
        }
    }

    fn last(&self, from: usize) -> Option<Line> {
        let held = &self.buffer[self.start..self.end];
        let rest = held.get(from..).unwrap_or_default();
        let mut end = held.len();
        while end > from && is_padding(held[end - 1]) {
            end -= 1;
        }
        (!rest.is_empty() && end > from).then_some(Line { text: from..end, next: held.len(), cut: false })
    }

    pub fn bytes(&self, range: Range<usize>) -> &[u8] {
        &self.buffer[self.start + range.start..self.start + range.end]
    }

    /// Gives up everything before `to`, which was so many lines.
    pub fn consume(&mut self, to: usize, lines: u64) {
        self.start += to;
        self.number += lines;
    }

    /// Drops the rest of a line that was handed out cut; the next line begins behind it.
    pub fn drop_rest(&mut self) -> io::Result<()> {
        loop {
            let held = &self.buffer[self.start..self.end];
            if let Some(at) = memchr2(b'\n', b'\r', held)
                && (held[at] == b'\n' || at + 1 < held.len() || self.finished)
            {
                let pair = held[at] == b'\r' && held.get(at + 1) == Some(&b'\n');
                self.consume(at + 1 + usize::from(pair), 1);
                return Ok(());
            }
            if self.finished {
                self.consume(self.end - self.start, 1);
                return Ok(());
            }
            // A carriage return may be the first half of an end of line: it stays.
            self.start = memrchr(b'\r', held).map_or(self.end, |at| self.start + at);
            self.fill()?;
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.buffer.len() - self.end < BLOCK / 2 {
            self.buffer.resize(self.buffer.len() + BLOCK, 0);
        }
        let count = read_some(&mut self.reader, &mut self.buffer[self.end..])?;
        self.finished = count == 0;
        self.end += count;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time, so that every pair of bytes falls apart once.
    struct Drops<'a>(&'a [u8]);

    impl Read for Drops<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
            out[0] = *first;
            self.0 = rest;
            Ok(1)
        }
    }

    fn lines(text: &[u8]) -> Vec<String> {
        let mut lines = Lines::new(Drops(text));
        lines.skip_marks().unwrap();
        let mut out = Vec::new();
        while let Some(line) = lines.find(0).unwrap() {
            out.push(String::from_utf8_lossy(lines.bytes(line.text)).into_owned());
            lines.consume(line.next, 1);
        }
        out
    }

    #[test]
    fn what_fills_the_last_block_of_an_old_file_is_no_line() {
        for end in ["\u{1a}\r\n", "\u{1a}\0\0\0\0", "\u{1a}\r\n\r\n", "\u{1a}\u{1a}\n\u{1a}", "\0\0\0"] {
            assert_eq!(lines(format!("a\r\nb\r\n{end}").as_bytes()), ["a", "b"], "{end:?}");
            assert_eq!(lines(format!("a\r\nb{end}").as_bytes()), ["a", "b"], "{end:?}");
        }
        assert_eq!(lines(b"a\x1a\r\nb\n"), ["a\u{1a}", "b"], "in the middle it is a character");
    }

    #[test]
    fn a_block_does_not_end_where_its_last_line_looks_like_the_end_of_a_file() {
        for (text, taken) in [("a\nb\n", true), ("a\n\n\n", true), ("a\n\0\n", false), ("a\u{1a}\r\n\r\n", false)] {
            let mut lines = Lines::new(text.as_bytes());
            let block = lines.take_block(100, &mut Vec::new()).unwrap();
            assert_eq!(block.is_some(), taken, "{text:?}");
        }
    }

    #[test]
    fn three_ends_of_line_and_the_old_end_of_file() {
        assert_eq!(lines(b"a\r\nb\nc\rd"), ["a", "b", "c", "d"]);
        assert_eq!(lines(b"a\r\n\x1a"), ["a"]);
        assert_eq!(lines(b"a\r\nb\x1a\x1a"), ["a", "b"]);
        assert_eq!(lines(b"a\r\r\nb\n"), ["a", "", "b"]);
        assert_eq!(lines(b"\xef\xbb\xbf\xef\xbb\xbfa\n"), ["a"]);
        assert!(lines(b"").is_empty());
    }

    #[test]
    fn a_line_without_end_is_cut_and_the_next_one_read() {
        let mut text = vec![b'a'; 5 * LONGEST_LINE];
        text.extend_from_slice(b"\r\nnext\n");
        let mut lines = Lines::new(&text[..]);
        let line = lines.find(0).unwrap().unwrap();
        assert!(line.cut);
        lines.drop_rest().unwrap();
        assert!(lines.buffer.len() < 3 * LONGEST_LINE);
        let line = lines.find(0).unwrap().unwrap();
        assert_eq!((lines.bytes(line.text), lines.number), (&b"next"[..], 2));
    }
}
