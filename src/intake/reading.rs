//! The head of a file under one encoding: its separator, the row of headings that binds best, and how
//! likely the encoding is.

use std::io::Read;

use encoding_rs::GBK;

use super::bind::{bind, columns_named};
use super::decode::Charset;
use super::delimited::Separator;
use super::flags::MapFlag;
use super::headings::{HeadRow, Headings, candidates, fields};
use super::outer::{NearMiss, Outer};
use super::problem::shown;
use super::record::{Record, Records};
use super::scan::Scan;
use super::sniff::{Plan, Request};
use crate::domain::roster::{Field, RosterKind};

/// So many rows are searched for headings.
const FIRST_ROWS: usize = 20;

/// The file's head under one encoding.
pub struct Reading {
    charset: Charset,
    separator: Separator,
    rows: Vec<HeadRow>,
    headings: Option<Headings>,
    found: Found,
    everyday: f64,
    votes: u64,
}

/// How well a row of headings binds; a later field of the struct weighs less.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    /// The number, and for people the name, are among them.
    complete: bool,
    fields: usize,
}

impl Found {
    fn usable(self) -> bool {
        self.complete || self.fields >= 2
    }
}

impl Reading {
    pub fn new(charset: Charset, head: &[u8], scan: &Scan, request: &Request<'_>) -> Reading {
        let mut text = Vec::new();
        // Reading from memory does not fail.
        let _ = charset.reader(head).read_to_end(&mut text);
        let declared = declared_separator(&text);
        let separators = declared.map_or_else(|| Separator::ALL.to_vec(), |separator| vec![separator]);
        let mut best = Reading {
            charset,
            separator: separators[0],
            rows: Vec::new(),
            headings: None,
            found: Found::default(),
            everyday: everyday(&text),
            votes: if charset == Charset::UTF8 { scan.utf8_lines } else { scan.gb18030_lines },
        };
        for separator in separators {
            let rows = first_rows(&text, separator);
            let (headings, found) = best_headings(&rows, request);
            if best.rows.is_empty() || found > best.found {
                best = Reading { separator, rows, headings, found, ..best };
            }
        }
        best
    }

    pub fn is_better_than(&self, other: &Reading) -> bool {
        const PLAIN: f64 = 0.2;
        if self.found.usable() != other.found.usable() {
            return self.found.usable();
        }
        if (self.everyday - other.everyday).abs() > PLAIN {
            return self.everyday > other.everyday;
        }
        self.votes > other.votes
    }

    pub fn plan(self, request: &Request<'_>) -> Result<Plan, Outer> {
        if self.rows.iter().all(|row| row.cells.iter().all(|cell| cell.trim().is_empty())) {
            return Err(Outer::Empty);
        }
        let Some(headings) = self.headings else { return Err(Outer::NoHeadings { best: None }) };
        if !self.found.usable() {
            return Err(Outer::NoHeadings { best: Some(near_miss(&headings)) });
        }
        let kind = request.kind.unwrap_or_else(|| kind_of(&headings, request.maps));
        let binding = bind(&headings, kind, request.maps, request.given)?;
        let heading_cells = self.rows.get(headings.rows - 1).map(|row| row.cells.clone()).unwrap_or_default();
        Ok(Plan {
            charset: self.charset,
            separator: self.separator,
            binding,
            numbers_suspect: false,
            passed_over: headings.rows,
            heading_cells,
        })
    }
}

/// A first line `sep=;`, of which no byte need be a character.
fn declared_separator(text: &[u8]) -> Option<Separator> {
    let line = text.split(|byte| matches!(byte, b'\n' | b'\r')).next()?;
    Separator::declared(std::str::from_utf8(line).ok()?.trim_start_matches('\u{feff}'))
}

fn first_rows(text: &[u8], separator: Separator) -> Vec<HeadRow> {
    let Ok(mut records) = Records::new(text, separator) else { return Vec::new() };
    let mut record = Record::default();
    let mut rows = Vec::new();
    while rows.len() < FIRST_ROWS && records.read(&mut record).unwrap_or(false) {
        rows.push(HeadRow { line: record.line, cells: record.cells().map(str::to_owned).collect() });
    }
    rows
}

/// The headings that bind best; of equals the first.
fn best_headings(rows: &[HeadRow], request: &Request<'_>) -> (Option<Headings>, Found) {
    let mut best = (None, Found::default());
    for headings in candidates(rows) {
        let found = found(&headings, request);
        if found > best.1 {
            best = (Some(headings), found);
        }
    }
    best
}

fn found(headings: &Headings, request: &Request<'_>) -> Found {
    let mut named = fields(&headings.labels, request.kind);
    if named.is_empty() {
        return Found::default();
    }
    named.extend(mapped(headings, request.maps));
    let kind = request.kind.unwrap_or_else(|| kind_of(headings, request.maps));
    let name = kind != RosterKind::People || named.contains(&Field::Name);
    Found { complete: name && named.contains(&Field::IdNumber), fields: named.len() }
}

fn mapped<'m>(headings: &'m Headings, maps: &'m [MapFlag]) -> impl Iterator<Item = Field> + 'm {
    maps.iter().filter(|map| !columns_named(&map.column, &headings.labels).is_empty()).map(|map| map.field)
}

/// The kind that the headings speak for.
fn kind_of(headings: &Headings, maps: &[MapFlag]) -> RosterKind {
    let mut named = fields(&headings.labels, None);
    named.extend(mapped(headings, maps));
    let has = |field| named.contains(&field);
    if has(Field::PermitNumber) && has(Field::IssuedOn) {
        RosterKind::Permits
    } else if has(Field::LeftOn) && !has(Field::Hukou) {
        RosterKind::Departures
    } else {
        RosterKind::People
    }
}

fn near_miss(headings: &Headings) -> NearMiss {
    const SHOWN: usize = 8;
    let words = headings.labels.iter().map(|label| shown(&label.written)).filter(|word| !word.is_empty());
    NearMiss { line: headings.line, cells: words.take(SHOWN).collect() }
}

/// The share of everyday Chinese characters (the first level of GB 2312, with its marks) among all that
/// are not ASCII. Text read in the wrong encoding has few of them.
fn everyday(text: &[u8]) -> f64 {
    const SAMPLE: usize = 64 * 1024;
    let sample = String::from_utf8_lossy(&text[..text.len().min(SAMPLE)]);
    let all = sample.chars().filter(|c| !c.is_ascii()).count();
    let (encoded, _, _) = GBK.encode(&sample);
    let mut everyday = 0_u32;
    let mut bytes = encoded.iter();
    while let Some(lead) = bytes.next() {
        if *lead >= 0x81
            && let Some(trail) = bytes.next()
            && matches!(lead, 0xa1 | 0xa3 | 0xb0..=0xd7)
            && *trail >= 0xa1
        {
            everyday += 1;
        }
    }
    if all == 0 { 1.0 } else { f64::from(everyday) / u32::try_from(all).map_or(1.0, f64::from) }
}
