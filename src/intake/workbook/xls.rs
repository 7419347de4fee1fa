//! An old workbook (.xls, .et): its container, and what its sheets share.

use std::collections::HashMap;
use std::io::{self, Read, Seek, SeekFrom};

use super::biff::{Chunks, Script, code_page, shared};
use super::fault::{BookFault, damaged, too_big};
use super::sheet_xml::Shared;
use super::styles::Styles;
use super::value::Epoch;
use super::xls_sheet::XlsSheet;
use super::{MOST_SHEETS, Opener, SheetName};

const PART: &str = "workbook";

/// A stream is held whole: 65,536 rows take a fraction of this.
const LONGEST: u64 = 128 << 20;

/// The kinds of records that matter here.
pub mod kind {
    pub const START: u16 = 0x809;
    pub const END: u16 = 0x0a;
    pub const PASSWORD: u16 = 0x2f;
    pub const EPOCH: u16 = 0x22;
    pub const CODE_PAGE: u16 = 0x42;
    pub const SHEET: u16 = 0x85;
    pub const FORMAT: u16 = 0x41e;
    pub const OLD_FORMAT: u16 = 0x1e;
    pub const STYLE: u16 = 0xe0;
    pub const STRINGS: u16 = 0xfc;
}

/// An old workbook.
#[derive(Debug)]
pub struct OldBook {
    stream: Vec<u8>,
    script: Script,
    shared: Shared,
    /// Where the sheets begin.
    starts: Vec<usize>,
}

impl OldBook {
    /// # Errors
    /// `NotFound` when the container holds something else, or a workbook too old to be read.
    pub fn read(head: &[u8], opener: Opener<'_>) -> io::Result<(OldBook, Vec<SheetName>)> {
        let stream = if head.starts_with(b"\xd0\xcf\x11\xe0") { contained(opener)? } else { whole(opener)? };
        let mut chunks = Chunks::new(&stream, 0);
        let version = match chunks.next() {
            Some(chunk) if chunk.kind == kind::START => chunk.two(0).unwrap_or(0),
            Some(_) | None => return Err(io::ErrorKind::NotFound.into()),
        };
        let mut globals = Globals { script: Script::Narrow(code_page(0)), ..Globals::default() };
        if version == 0x600 {
            globals.script = Script::Wide;
        }
        while let Some(chunk) = chunks.next() {
            if chunk.kind == kind::END {
                break;
            }
            globals.observe(&chunk)?;
        }
        if globals.sheets.is_empty() {
            return Err(damaged(PART));
        }
        let Globals { script, mut shared, sheets, styles, formats } = globals;
        shared.styles = Styles::new(styles, &formats);
        let (names, starts) = sheets.into_iter().unzip();
        Ok((OldBook { stream, script, shared, starts }, names))
    }

    pub fn epoch(&self) -> Epoch {
        self.shared.epoch
    }

    pub fn sheet(&self, place: usize) -> io::Result<XlsSheet<'_>> {
        let start = *self.starts.get(place).ok_or_else(|| damaged("worksheet"))?;
        XlsSheet::read(Chunks::new(&self.stream, start), self.script, &self.shared)
    }
}

/// What stands before the sheets.
struct Globals {
    script: Script,
    shared: Shared,
    sheets: Vec<(SheetName, usize)>,
    styles: Vec<u16>,
    formats: HashMap<u16, String>,
}

impl Default for Globals {
    fn default() -> Globals {
        Globals {
            script: Script::Wide,
            shared: Shared::default(),
            sheets: Vec::new(),
            styles: Vec::new(),
            formats: HashMap::new(),
        }
    }
}

impl Globals {
    fn observe(&mut self, chunk: &super::biff::Chunk<'_>) -> io::Result<()> {
        match chunk.kind {
            kind::PASSWORD => return Err(BookFault::Protected.error()),
            kind::EPOCH if chunk.two(0) == Some(1) => self.shared.epoch = Epoch::Of1904,
            kind::CODE_PAGE => {
                if let Script::Narrow(_) = self.script {
                    self.script = Script::Narrow(code_page(chunk.two(0).unwrap_or(0)));
                }
            }
            kind::SHEET if self.sheets.len() < MOST_SHEETS => {
                let start = chunk.four(0).ok_or_else(|| damaged(PART))?;
                let [hidden, sort] = chunk.two(4).ok_or_else(|| damaged(PART))?.to_le_bytes();
                let name = chunk.reader(6).short_string(self.script).ok_or_else(|| damaged(PART))?;
                // Charts and macros are no tables.
                if sort == 0 {
                    let start = usize::try_from(start).map_err(|_| damaged(PART))?;
                    self.sheets.push((SheetName { name, hidden: hidden & 3 != 0 }, start));
                }
            }
            kind::FORMAT | kind::OLD_FORMAT => {
                let mut reader = chunk.reader(2);
                let code = match self.script {
                    Script::Wide => reader.string(self.script),
                    Script::Narrow(_) => reader.short_string(self.script),
                };
                if let (Some(id), Some(code)) = (chunk.two(0), code) {
                    self.formats.insert(id, code);
                }
            }
            kind::STYLE => self.styles.push(chunk.two(2).unwrap_or(0)),
            kind::STRINGS => self.shared.strings = shared(chunk)?,
            _ => {}
        }
        Ok(())
    }
}

/// The book's stream out of its container.
fn contained(opener: Opener<'_>) -> io::Result<Vec<u8>> {
    const CONTAINER: &str = "container";
    let mut container = cfb::CompoundFile::open(opener()?).map_err(|error| of_the_data(error, CONTAINER))?;
    if container.is_stream("/EncryptedPackage") || container.is_stream("/EncryptionInfo") {
        return Err(BookFault::Protected.error());
    }
    let name = ["/Workbook", "/WORKBOOK", "/Book", "/BOOK"].into_iter().find(|name| container.is_stream(name));
    let Some(name) = name else { return Err(io::ErrorKind::NotFound.into()) };
    let mut stream = container.open_stream(name).map_err(|error| of_the_data(error, CONTAINER))?;
    let mut bytes = Vec::new();
    let read = stream.by_ref().take(LONGEST + 1).read_to_end(&mut bytes);
    read.map_err(|error| of_the_data(error, CONTAINER))?;
    if bytes.len() as u64 > LONGEST { Err(too_big(PART)) } else { Ok(bytes) }
}

/// A book without a container is its stream.
fn whole(opener: Opener<'_>) -> io::Result<Vec<u8>> {
    let mut file = opener()?;
    if file.seek(SeekFrom::End(0))? > LONGEST {
        return Err(too_big(PART));
    }
    file.seek(SeekFrom::Start(0))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn of_the_data(error: io::Error, part: &'static str) -> io::Error {
    use io::ErrorKind::{InvalidData, InvalidInput, NotFound, UnexpectedEof};
    if matches!(error.kind(), InvalidData | InvalidInput | NotFound | UnexpectedEof) { damaged(part) } else { error }
}
