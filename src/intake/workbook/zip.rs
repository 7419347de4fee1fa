//! The parts of a zip file: its directory, and a part's bytes as they unfold.
//!
//! Sizes that the directory claims are not believed: a part ends when it ends, its checksum must fit, and one
//! that unfolds to more than [`MOST_BYTES`], or hundreds of times its size, is refused as it is read.

use std::io::{self, Read, Seek, SeekFrom, Take};

use flate2::Crc;
use flate2::bufread::DeflateDecoder;

use super::fault::{damaged, too_big};
use super::{Opener, Seekable};

const PART: &str = "zip";

/// What a part may unfold to.
const MOST_BYTES: u64 = 4 << 30;

/// No sheet shrinks further; a bomb does. Looked at once a part has grown to [`HARMLESS`].
const MOST_TIMES: u64 = 300;
const HARMLESS: u64 = 64 << 20;

/// Workbooks have dozens of parts.
const MOST_PARTS: usize = 20_000;

/// The directory behind all parts is small as well.
const MOST_DIRECTORY: u64 = 8 << 20;

const END_OF_DIRECTORY: [u8; 4] = *b"PK\x05\x06";
const END_64: [u8; 4] = *b"PK\x06\x06";
const LOCATOR_64: [u8; 4] = *b"PK\x06\x07";
const ENTRY: [u8; 4] = *b"PK\x01\x02";
const LOCAL: [u8; 4] = *b"PK\x03\x04";

/// One part as the directory tells of it.
#[derive(Debug, Clone)]
pub struct Part {
    pub name: String,
    method: u16,
    pub encrypted: bool,
    crc: u32,
    packed: u64,
    header_at: u64,
}

/// The directory of a zip file.
#[derive(Debug, Clone)]
pub struct Zip {
    pub parts: Vec<Part>,
}

impl Zip {
    pub fn read(file: &mut dyn Seekable) -> io::Result<Zip> {
        let length = file.seek(SeekFrom::End(0))?;
        let (at, size) = directory(file, length)?;
        if size > MOST_DIRECTORY {
            return Err(too_big(PART));
        }
        let bytes = read_at(file, at, size)?;
        let mut parts = Vec::new();
        let mut rest = bytes.as_slice();
        while rest.starts_with(&ENTRY) {
            let (part, used) = entry(rest).ok_or_else(|| damaged(PART))?;
            if parts.len() == MOST_PARTS {
                return Err(too_big(PART));
            }
            parts.push(part);
            rest = rest.get(used..).unwrap_or_default();
        }
        if parts.is_empty() { Err(damaged(PART)) } else { Ok(Zip { parts }) }
    }

    /// The part of that name; some programs write names in another case or with backslashes.
    pub fn find(&self, name: &str) -> Option<&Part> {
        let exact = self.parts.iter().find(|part| part.name == name);
        exact.or_else(|| self.parts.iter().find(|part| part.name.eq_ignore_ascii_case(name)))
    }
}

impl Part {
    /// The part's bytes, from their beginning.
    pub fn open(&self, opener: Opener<'_>) -> io::Result<Unfolded> {
        if self.encrypted {
            return Err(super::BookFault::Protected.error());
        }
        let mut file = opener()?;
        let header = read_at(&mut *file, self.header_at, 30)?;
        if !header.starts_with(&LOCAL) {
            return Err(damaged(PART));
        }
        let skipped = u64::from(two(&header, 26)) + u64::from(two(&header, 28));
        file.seek(SeekFrom::Start(self.header_at.saturating_add(30 + skipped)))?;
        let packed = io::BufReader::with_capacity(1 << 16, file.take(self.packed));
        let inner = match self.method {
            0 => Method::Stored(packed),
            8 => Method::Deflated(Box::new(DeflateDecoder::new(packed))),
            _ => return Err(damaged(PART)),
        };
        Ok(Unfolded { inner, crc: Crc::new(), expected: self.crc, grown: 0, packed: self.packed })
    }
}

type Packed = io::BufReader<Take<Box<dyn Seekable>>>;

enum Method {
    Stored(Packed),
    Deflated(Box<DeflateDecoder<Packed>>),
}

/// A part's bytes as they unfold.
pub struct Unfolded {
    inner: Method,
    crc: Crc,
    expected: u32,
    grown: u64,
    packed: u64,
}

impl Read for Unfolded {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = match &mut self.inner {
            Method::Stored(inner) => inner.read(out),
            Method::Deflated(inner) => inner.read(out),
        };
        let count = match read {
            Ok(count) => count,
            Err(error) if is_of_the_data(&error) => return Err(damaged(PART)),
            Err(error) => return Err(error),
        };
        if count == 0 && !out.is_empty() && self.crc.sum() != self.expected {
            return Err(damaged(PART));
        }
        self.crc.update(&out[..count]);
        self.grown += count as u64;
        let blown_up = self.grown > HARMLESS && self.grown / MOST_TIMES > self.packed;
        if self.grown > MOST_BYTES || blown_up { Err(too_big(PART)) } else { Ok(count) }
    }
}

fn is_of_the_data(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    matches!(error.kind(), InvalidData | InvalidInput | UnexpectedEof)
}

/// Where the directory lies, and how long it is.
fn directory(file: &mut dyn Seekable, length: u64) -> io::Result<(u64, u64)> {
    const LONGEST_COMMENT: u64 = 65_535;
    let from = length.saturating_sub(LONGEST_COMMENT + 22);
    let tail = read_at(file, from, length - from)?;
    let found = memchr::memmem::rfind(&tail, &END_OF_DIRECTORY).filter(|at| at + 22 <= tail.len());
    let at = found.ok_or_else(|| damaged(PART))?;
    let end = &tail[at..];
    let (size, start) = (four(end, 12), four(end, 16));
    if size != u32::MAX && start != u32::MAX {
        return Ok((u64::from(start), u64::from(size)));
    }
    let locator = at.checked_sub(20).map(|at| &tail[at..]).filter(|locator| locator.starts_with(&LOCATOR_64));
    let end_64 = read_at(file, eight(locator.ok_or_else(|| damaged(PART))?, 8), 56)?;
    if !end_64.starts_with(&END_64) {
        return Err(damaged(PART));
    }
    Ok((eight(&end_64, 48), eight(&end_64, 40)))
}

/// One entry of the directory, and its length.
fn entry(bytes: &[u8]) -> Option<(Part, usize)> {
    let length = |at: usize| usize::from(two(bytes, at));
    let (name, extra, comment) = (length(28), length(30), length(32));
    let name_bytes = bytes.get(46..46 + name)?;
    let (mut packed, size, mut header_at) = (u64::from(four(bytes, 20)), four(bytes, 24), u64::from(four(bytes, 42)));
    if let Some(mut wide) = wide_sizes(bytes.get(46 + name..46 + name + extra)?) {
        let mut next = |known: u64| {
            let Some((first, rest)) = wide.split_at_checked(8) else { return known };
            wide = rest;
            eight(first, 0)
        };
        if size == u32::MAX {
            next(0);
        }
        if packed == u64::from(u32::MAX) {
            packed = next(packed);
        }
        if header_at == u64::from(u32::MAX) {
            header_at = next(header_at);
        }
    }
    let part = Part {
        name: String::from_utf8_lossy(name_bytes).replace('\\', "/").trim_start_matches("./").to_owned(),
        method: two(bytes, 10),
        encrypted: two(bytes, 8) & 1 == 1,
        crc: four(bytes, 16),
        packed,
        header_at,
    };
    Some((part, 46 + name + extra + comment))
}

/// The extra field that holds sizes of more than four gigabytes.
fn wide_sizes(mut extra: &[u8]) -> Option<&[u8]> {
    while let [a, b, c, d, rest @ ..] = extra {
        let length = usize::from(u16::from_le_bytes([*c, *d]));
        let (field, after) = rest.split_at_checked(length)?;
        if [*a, *b] == [1, 0] {
            return Some(field);
        }
        extra = after;
    }
    None
}

fn read_at(file: &mut dyn Seekable, at: u64, length: u64) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(at)).map_err(|_| damaged(PART))?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length { Err(damaged(PART)) } else { Ok(bytes) }
}

fn two(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).map_or(0, |pair| u16::from_le_bytes([pair[0], pair[1]]))
}

fn four(bytes: &[u8], at: usize) -> u32 {
    u32::from(two(bytes, at)) | u32::from(two(bytes, at + 2)) << 16
}

fn eight(bytes: &[u8], at: usize) -> u64 {
    u64::from(four(bytes, at)) | u64::from(four(bytes, at + 4)) << 32
}
