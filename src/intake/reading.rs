//! The head of a file under one encoding: its separator, the row of headings that binds best, and how
//! likely the encoding is.

use std::io::Read;

use encoding_rs::GBK;

use super::decode::Charset;
use super::delimited::Separator;
use super::head::{self, FIRST_ROWS, Head, ROWS_BELOW};
use super::headings::HeadRow;
use super::outer::Outer;
use super::problem::Fact;
use super::record::{Record, RowSource};
use super::records::Records;
use super::scan::Scan;
use super::sniff::{Form, Plan, Request};

/// How much of a text is weighed.
const SAMPLE: usize = 64 * 1024;

/// The file's head under one encoding.
pub struct Reading {
    charset: Charset,
    separator: Separator,
    head: Head,
    /// The beginning of its text.
    sample: Vec<u8>,
    votes: u64,
}

impl Reading {
    pub fn new(charset: Charset, head: &[u8], scan: &Scan, request: &Request<'_>) -> Reading {
        let mut text = Vec::new();
        // Reading from memory does not fail.
        let _ = charset.reader(head).read_to_end(&mut text);
        let declared = declared_separator(&text);
        let separators = declared.map_or_else(|| Separator::ALL.to_vec(), |separator| vec![separator]);
        let mut best: Option<(Separator, Head)> = None;
        for separator in &separators {
            let head = Head::of(rows(&text, *separator, FIRST_ROWS), request);
            if best.as_ref().is_none_or(|(_, best)| best.rows.is_empty() || head.found > best.found) {
                best = Some((*separator, head));
            }
        }
        let (separator, head) = best.unwrap_or_else(|| (separators[0], Head::of(Vec::new(), request)));
        Reading {
            charset,
            separator,
            head,
            sample: text[..text.len().min(SAMPLE)].to_vec(),
            votes: if charset == Charset::UTF8 { scan.utf8_lines } else { scan.gb18030_lines },
        }
    }

    pub fn is_better_than(&self, other: &Reading) -> bool {
        const PLAIN: f64 = 0.2;
        if self.head.found.usable() != other.head.found.usable() {
            return self.head.found.usable();
        }
        let (own, others) = (everyday(&self.sample), everyday(&other.sample));
        if (own - others).abs() > PLAIN {
            return own > others;
        }
        self.votes > other.votes
    }

    pub fn plan(self, request: &Request<'_>) -> Result<Plan, Outer> {
        let bound = self.head.bind(request).map_err(|outer| {
            if let Outer::NoHeadings { best, .. } = outer {
                return Outer::NoHeadings { best, below: self.below(request) };
            }
            outer
        })?;
        Ok(Plan {
            form: Form::Text { charset: self.charset, separator: self.separator },
            binding: bound.binding,
            numbers_suspect: false,
            heading_line: bound.line,
            heading_cells: bound.heading_cells,
        })
    }
}

impl Reading {
    /// Headings further down than they are looked for.
    fn below(&self, request: &Request<'_>) -> Option<u64> {
        let separators = Separator::ALL.iter();
        let rows = separators.map(|separator| rows(&self.sample, *separator, FIRST_ROWS + ROWS_BELOW));
        rows.filter_map(|mut rows| head::below(rows.split_off(rows.len().min(FIRST_ROWS)), request)).min()
    }
}

/// A first line `sep=;`, of which no byte need be a character.
fn declared_separator(text: &[u8]) -> Option<Separator> {
    let line = text.split(|byte| matches!(byte, b'\n' | b'\r')).next()?;
    Separator::declared(std::str::from_utf8(line).ok()?.trim_start_matches('\u{feff}'))
}

/// The first rows in which anything stands.
fn rows(text: &[u8], separator: Separator, most: usize) -> Vec<HeadRow> {
    let Ok(mut records) = Records::new(text, separator) else { return Vec::new() };
    let mut record = Record::default();
    let mut rows = Vec::new();
    while rows.len() < most && records.read(&mut record).unwrap_or(false) {
        if record.cells().any(|cell| !cell.trim().is_empty()) {
            rows.push(head_row(&record));
        }
    }
    rows
}

fn head_row(record: &Record) -> HeadRow {
    let open_quote = record.problems.iter().any(|problem| matches!(problem.fact, Fact::Quote { .. }));
    let cells = record.cells().map(|cell| if open_quote { cell.trim().trim_matches('"') } else { cell });
    HeadRow { line: record.line, cells: cells.map(str::to_owned).collect(), open_quote }
}

/// The share of everyday Chinese characters (the first level of GB 2312, with its marks) among all that
/// are not ASCII. Text read in the wrong encoding has few of them.
fn everyday(text: &[u8]) -> f64 {
    let sample = String::from_utf8_lossy(text);
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
