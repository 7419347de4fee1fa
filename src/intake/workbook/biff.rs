//! The records of an old workbook (.xls): a stream of kinds, lengths and bytes, and the strings in them.
//!
//! A record that is too long goes on in others behind it; a string may be cut there, and then says again how
//! wide its characters are. Whatever a record claims, nothing is read beyond its bytes.

use std::io;

use encoding_rs::{Encoding, GB18030};

use super::fault::damaged;
use super::strings::cut;

const PART: &str = "workbook";

const CONTINUE: u16 = 0x3c;

/// One record: its kind, where it begins, and its bytes, piece by piece.
#[derive(Debug)]
pub struct Chunk<'b> {
    pub kind: u16,
    pub at: usize,
    pub pieces: Vec<&'b [u8]>,
}

/// Walks through records.
#[derive(Debug, Clone)]
pub struct Chunks<'b> {
    stream: &'b [u8],
    at: usize,
}

impl<'b> Chunks<'b> {
    pub fn new(stream: &'b [u8], at: usize) -> Chunks<'b> {
        Chunks { stream, at }
    }

    /// The same stream from a place on.
    pub fn at(&self, at: usize) -> Chunks<'b> {
        Chunks { stream: self.stream, at }
    }

    /// The next record, with what continues it; `None` where the stream ends or is no record any more.
    pub fn next(&mut self) -> Option<Chunk<'b>> {
        let at = self.at;
        let (kind, bytes) = self.one()?;
        let mut pieces = vec![bytes];
        while two(self.stream, self.at) == Some(CONTINUE) {
            let Some((_, more)) = self.one() else { break };
            pieces.push(more);
        }
        Some(Chunk { kind, at, pieces })
    }

    fn one(&mut self) -> Option<(u16, &'b [u8])> {
        let kind = two(self.stream, self.at)?;
        let length = usize::from(two(self.stream, self.at + 2)?);
        let bytes = self.stream.get(self.at + 4..self.at + 4 + length)?;
        self.at += 4 + length;
        Some((kind, bytes))
    }
}

impl<'b> Chunk<'b> {
    /// The bytes of the record itself.
    pub fn bytes(&self) -> &'b [u8] {
        self.pieces.first().copied().unwrap_or_default()
    }

    pub fn two(&self, at: usize) -> Option<u16> {
        two(self.bytes(), at)
    }

    pub fn four(&self, at: usize) -> Option<u32> {
        Some(u32::from(self.two(at)?) | u32::from(self.two(at + 2)?) << 16)
    }

    /// A number in eight bytes.
    pub fn double(&self, at: usize) -> Option<f64> {
        let bytes = self.bytes().get(at..at + 8)?;
        Some(f64::from_le_bytes(bytes.try_into().ok()?))
    }

    /// Reads strings from a place on.
    pub fn reader(&self, at: usize) -> Reader<'_> {
        let first = self.bytes().get(at..).unwrap_or_default();
        Reader { now: first, later: self.pieces.get(1..).unwrap_or_default() }
    }
}

fn two(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]))
}

/// How the book writes its strings.
#[derive(Debug, Clone, Copy)]
pub enum Script {
    /// Two bytes a character, or one where that is enough: since 1997.
    Wide,
    /// In a code page: before.
    Narrow(&'static Encoding),
}

/// The code page that a book names; what Chinese programs wrote where it names none.
pub fn code_page(page: u16) -> &'static Encoding {
    let label = match page {
        932 => "shift_jis",
        949 => "euc-kr",
        950 => "big5",
        1250 => "windows-1250",
        1251 => "windows-1251",
        1252 | 0x8001 => "windows-1252",
        65001 => "utf-8",
        _ => "gb18030",
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(GB18030)
}

/// Reads the parts of strings, over the ends of pieces.
#[derive(Debug)]
pub struct Reader<'c> {
    now: &'c [u8],
    later: &'c [&'c [u8]],
}

impl Reader<'_> {
    fn turn(&mut self) -> bool {
        let Some((next, rest)) = self.later.split_first() else { return false };
        (self.now, self.later) = (next, rest);
        true
    }

    fn byte(&mut self) -> Option<u8> {
        while self.now.is_empty() {
            self.turn().then_some(())?;
        }
        let (first, rest) = self.now.split_first()?;
        self.now = rest;
        Some(*first)
    }

    fn two(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > self.now.len() {
            count -= self.now.len();
            self.turn().then_some(())?;
        }
        self.now = &self.now[count..];
        Some(())
    }

    /// A string with its length in two bytes, and what its looks and sounds take behind it.
    pub fn string(&mut self, script: Script) -> Option<String> {
        let length = usize::from(self.two()?);
        self.characters(length, script)
    }

    /// The same with its length in one byte.
    pub fn short_string(&mut self, script: Script) -> Option<String> {
        let length = usize::from(self.byte()?);
        self.characters(length, script)
    }

    fn characters(&mut self, length: usize, script: Script) -> Option<String> {
        match script {
            Script::Narrow(encoding) => {
                let bytes: Vec<u8> = (0..length).map_while(|_| self.byte()).collect();
                Some(encoding.decode_without_bom_handling(&bytes).0.into_owned())
            }
            Script::Wide => {
                const WIDE: u8 = 1;
                const SOUND: u8 = 4;
                const RUNS: u8 = 8;
                let flags = self.byte()?;
                let runs = if flags & RUNS == 0 { 0 } else { usize::from(self.two()?) };
                let sound =
                    if flags & SOUND == 0 { 0 } else { usize::from(self.two()?) | usize::from(self.two()?) << 16 };
                let text = self.wide(length, flags & WIDE != 0)?;
                self.skip(runs * 4 + sound)?;
                Some(text)
            }
        }
    }

    fn wide(&mut self, length: usize, mut wide: bool) -> Option<String> {
        let mut units = Vec::with_capacity(length);
        while units.len() < length {
            if self.now.is_empty() {
                // Where a string is cut, its rest begins with the width of its characters.
                self.turn().then_some(())?;
                wide = self.byte()? & 1 != 0;
                continue;
            }
            let unit = if wide { self.two()? } else { u16::from(self.byte()?) };
            units.push(unit);
        }
        Some(String::from_utf16_lossy(&units))
    }
}

/// The strings that the cells share.
pub fn shared(chunk: &Chunk<'_>) -> io::Result<super::strings::Strings> {
    let mut strings = super::strings::Strings::default();
    let count = chunk.four(4).ok_or_else(|| damaged(PART))?;
    let mut reader = chunk.reader(8);
    for _ in 0..count {
        let string = reader.string(Script::Wide).ok_or_else(|| damaged("shared strings"))?;
        strings.add(cut(&string))?;
    }
    Ok(strings)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, bytes: &[u8]) -> Vec<u8> {
        let mut out = kind.to_le_bytes().to_vec();
        out.extend(u16::try_from(bytes.len()).unwrap().to_le_bytes());
        out.extend(bytes);
        out
    }

    #[test]
    fn a_string_is_read_over_the_end_of_its_record() {
        // Two strings: 张三 cut after 张, and "ab" with a run behind it.
        let mut first = vec![2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 1];
        first.extend(0x5f20_u16.to_le_bytes());
        let mut rest = vec![1];
        rest.extend(0x4e09_u16.to_le_bytes());
        rest.extend([2, 0, 8, 1, 0, b'a', b'b', 0, 0, 0, 0]);
        let mut stream = record(0xfc, &first);
        stream.extend(record(CONTINUE, &rest));
        stream.extend(record(0x0a, &[]));
        let mut chunks = Chunks::new(&stream, 0);
        let strings = shared(&chunks.next().unwrap()).unwrap();
        assert_eq!((strings.get(0), strings.get(1), strings.get(2)), (Some("张三"), Some("ab"), None));
        assert_eq!(chunks.next().map(|chunk| chunk.kind), Some(0x0a));
        assert!(chunks.next().is_none());
    }

    #[test]
    fn what_claims_more_than_there_is_is_damaged() {
        let stream = record(0xfc, &[9, 0, 0, 0, 255, 255, 255, 255, 2, 0, 1, 0x20]);
        assert!(shared(&Chunks::new(&stream, 0).next().unwrap()).is_err());
        assert!(Chunks::new(&[0xfc, 0, 9, 0, 1], 0).next().is_none());
    }

    #[test]
    fn an_old_string_is_in_its_code_page() {
        let stream = record(4, &[4, 0, 0xd5, 0xc5, 0xc8, 0xfd]);
        let chunk = Chunks::new(&stream, 0).next().unwrap();
        assert_eq!(chunk.reader(0).string(Script::Narrow(code_page(936))).as_deref(), Some("张三"));
    }
}
