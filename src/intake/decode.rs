//! Encodings: their names, and the stream of bytes that becomes UTF-8.
//!
//! Everything behind this file reads UTF-8. A sequence of bytes that is no character in the file's own
//! encoding leaves here as a mark that is no valid UTF-8 either ([`MARK`] and the byte in two halves), so
//! that the line it stands in is found bad by the same test as broken UTF-8, and the bytes can still be
//! named. Nothing becomes U+FFFD on the way.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// An encoding that a roster may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charset(&'static Encoding);

impl Charset {
    pub const UTF8: Charset = Charset(UTF_8);
    pub const GB18030: Charset = Charset(GB18030);
    pub const UTF16LE: Charset = Charset(UTF_16LE);
    pub const UTF16BE: Charset = Charset(UTF_16BE);

    /// Any usual label: `gbk`, `gb2312`, `utf8`, `UTF-16`, `big5` …
    pub fn from_label(label: &str) -> Option<Charset> {
        let label = label.trim().to_ascii_lowercase();
        let label = match label.as_str() {
            "utf16" | "utf16le" => "utf-16le",
            "utf16be" => "utf-16be",
            "gb-18030" | "cp936" | "936" | "ansi" => "gb18030",
            other => other,
        };
        let found = Encoding::for_label_no_replacement(label.as_bytes())?;
        // GBK is a part of GB18030, and its decoder the same.
        Some(Charset(if found == GBK { GB18030 } else { found }))
    }

    /// `utf-8`, `gb18030`, `utf-16le` …
    pub fn name(self) -> String {
        self.0.name().to_ascii_lowercase()
    }

    /// What a byte order mark at the start says.
    pub fn of_mark(head: &[u8]) -> Option<Charset> {
        match head {
            [0xef, 0xbb, 0xbf, ..] => Some(Charset::UTF8),
            [0xff, 0xfe, ..] => Some(Charset::UTF16LE),
            [0xfe, 0xff, ..] => Some(Charset::UTF16BE),
            [0x84, 0x31, 0x95, 0x33, ..] => Some(Charset::GB18030),
            _ => None,
        }
    }

    /// A reader that gives UTF-8.
    pub fn reader<R: Read>(self, inner: R) -> Utf8Reader<R> {
        if self == Charset::UTF8 {
            Utf8Reader::Plain(inner)
        } else {
            Utf8Reader::Coded(Box::new(Transcoder {
                inner,
                decoder: self.0.new_decoder_without_bom_handling(),
                raw: vec![0; BLOCK],
                raw_start: 0,
                raw_end: 0,
                ended: false,
                done: false,
                waiting: Vec::new(),
            }))
        }
    }
}

const BLOCK: usize = 64 * 1024;

/// Begins the mark of a byte that is no character; never part of valid UTF-8.
pub const MARK: u8 = 0xff;

/// The file's text as UTF-8, with marks where bytes are no character.
pub enum Utf8Reader<R> {
    Plain(R),
    Coded(Box<Transcoder<R>>),
}

impl<R: Read> Read for Utf8Reader<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self {
            Utf8Reader::Plain(inner) => inner.read(out),
            Utf8Reader::Coded(transcoder) => transcoder.read(out),
        }
    }
}

/// Turns another encoding into UTF-8, block by block.
pub struct Transcoder<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    raw_start: usize,
    raw_end: usize,
    ended: bool,
    done: bool,
    /// Marks that did not fit into the last caller's buffer.
    waiting: Vec<u8>,
}

impl<R: Read> Transcoder<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.waiting.is_empty() {
                let count = self.waiting.len().min(out.len());
                out[..count].copy_from_slice(&self.waiting[..count]);
                self.waiting.drain(..count);
                return Ok(count);
            }
            if self.done || out.is_empty() {
                return Ok(0);
            }
            if self.raw_start == self.raw_end && !self.ended {
                self.raw_start = 0;
                self.raw_end = read_some(&mut self.inner, &mut self.raw)?;
                self.ended = self.raw_end == 0;
            }
            let written = self.decode(out);
            if written > 0 {
                return Ok(written);
            }
        }
    }

    fn decode(&mut self, out: &mut [u8]) -> usize {
        // The decoder wants room for one character at least.
        let mut small = [0; 16];
        let tight = out.len() < small.len();
        let target = if tight { &mut small[..] } else { &mut *out };
        let from = &self.raw[self.raw_start..self.raw_end];
        let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(from, target, self.ended);
        let end = self.raw_start + read;
        self.raw_start = end;
        match result {
            DecoderResult::InputEmpty => self.done = self.ended,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, after) => {
                let last = end.saturating_sub(usize::from(after));
                // Bytes that stood at the end of the block before are not at hand: one mark says as much.
                let first = last.saturating_sub(usize::from(length)).min(last);
                if first == last {
                    self.waiting.push(MARK);
                }
                for byte in &self.raw[first..last] {
                    self.waiting.extend([MARK, 0xc0 | (byte >> 4), 0xc0 | (byte & 15)]);
                }
            }
        }
        if tight {
            self.waiting.splice(0..0, small[..written].iter().copied());
            return 0;
        }
        written
    }
}

/// Reads once, again when a signal came between.
pub fn read_some(reader: &mut impl Read, into: &mut [u8]) -> io::Result<usize> {
    loop {
        match reader.read(into) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

/// Appends bytes that are valid UTF-8 to a text; otherwise leaves it as it was and returns `false`. Three
/// times as fast as the standard library's check and a copy.
pub fn append_valid(bytes: &[u8], text: &mut String) -> bool {
    let before = text.len();
    let mut decoder = UTF_8.new_decoder_without_bom_handling();
    text.reserve(bytes.len() + 4);
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, text, true);
    let valid = result == DecoderResult::InputEmpty && read == bytes.len();
    if !valid {
        text.truncate(before);
    }
    valid
}

/// Appends a line that is no valid UTF-8 with U+FFFD for what is no character, and returns those bytes
/// in hexadecimal. The caller rejects the line.
pub fn append_broken(line: &[u8], text: &mut String) -> String {
    let mut hex = String::new();
    let mut say = |byte: u8| {
        if hex.len() < 48 {
            if !hex.is_empty() {
                hex.push(' ');
            }
            let digit = |half: u8| char::from(b"0123456789ABCDEF"[usize::from(half & 15)]);
            hex.extend([digit(byte >> 4), digit(byte)]);
        }
    };
    let mut rest = line;
    while !rest.is_empty() {
        if let [MARK, high @ 0xc0..=0xcf, low @ 0xc0..=0xcf, after @ ..] = rest {
            say((high & 15) << 4 | (low & 15));
            text.push('\u{fffd}');
            rest = after;
            continue;
        }
        let Some(chunk) = rest.utf8_chunks().next() else { break };
        text.push_str(chunk.valid());
        rest = &rest[chunk.valid().len()..];
        if chunk.invalid().is_empty() || matches!(rest, [MARK, 0xc0..=0xcf, 0xc0..=0xcf, ..]) {
            continue;
        }
        chunk.invalid().iter().copied().for_each(&mut say);
        text.push('\u{fffd}');
        rest = &rest[chunk.invalid().len()..];
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf8(charset: Charset, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        charset.reader(bytes).read_to_end(&mut out).unwrap();
        out
    }

    #[test]
    fn labels_people_write_are_known() {
        for (label, name) in [
            ("GBK", "gb18030"),
            ("gb2312", "gb18030"),
            ("cp936", "gb18030"),
            ("UTF8", "utf-8"),
            ("utf-16", "utf-16le"),
            ("utf16be", "utf-16be"),
            ("big5", "big5"),
        ] {
            assert_eq!(Charset::from_label(label).map(Charset::name).as_deref(), Some(name), "{label}");
        }
        assert_eq!(Charset::from_label("klingon"), None);
        assert_eq!(Charset::from_label("hz-gb-2312"), None);
    }

    #[test]
    fn moved_characters_have_their_new_codes() {
        let bytes = b"\xfe\x59\xfe\x9f\xa8\xbc\xa6\xd9";
        assert_eq!(String::from_utf8(utf8(Charset::GB18030, bytes)).unwrap(), "\u{9fb4}\u{4dae}\u{1e3f}\u{fe10}");
    }

    #[test]
    fn rare_characters_are_kept_exactly() {
        for text in ["䶮𠮷㛃龑頔", "阿依古丽·买买提"] {
            let (bytes, _, _) = GB18030.encode(text);
            assert_eq!(String::from_utf8(utf8(Charset::GB18030, &bytes)).unwrap(), text);
        }
    }

    #[test]
    fn bytes_that_are_no_character_are_named_and_spoil_their_line_only() {
        let out = utf8(Charset::GB18030, b"\xd5\xc5\xff\xc8\xfd\n\xc0\xee\xcb\xc4\n\xd5\xc5\xb5\n");
        let lines: Vec<&[u8]> = out.split(|b| *b == b'\n').collect();
        assert_eq!(std::str::from_utf8(lines[1]), Ok("李四"));
        let mut text = String::new();
        assert_eq!(append_broken(lines[0], &mut text), "FF");
        assert_eq!(text, "张\u{fffd}三");
        assert_eq!(append_broken(lines[2], &mut text), "B5");
        let lone = utf8(Charset::UTF16LE, b"n\0\x00\xd8a\0");
        assert!(std::str::from_utf8(&lone).is_err());
    }

    #[test]
    fn small_buffers_lose_nothing() {
        let (bytes, _, _) = GB18030.encode("张三，李四\n王五𠮷");
        let mut reader = Charset::GB18030.reader(&bytes[..]);
        let mut out = Vec::new();
        let mut one = [0; 1];
        while reader.read(&mut one).unwrap() == 1 {
            out.push(one[0]);
        }
        assert_eq!(String::from_utf8(out).unwrap(), "张三，李四\n王五𠮷");
    }
}
