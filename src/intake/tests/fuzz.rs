//! Damaged and hostile files: the fixtures with their bytes changed, read as an import reads them.
//!
//! Nothing may panic, hang or give more rows than there can be, and what is refused has a code. A short time
//! by itself; `JZZ_FUZZ_SECONDS` runs it longer, `JZZ_FUZZ_SEED` and the number of a finding repeat it.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use flate2::Crc;

use crate::domain::roster::Field;
use crate::intake::book::{self, BookError};
use crate::intake::workbook::{LAST_ROW, Seekable};
use crate::intake::{Form, HEAD, Outer, Plan, Record, Request, RowProblem, Rows, Scan, cells, days, sniff};

/// A generator of numbers that is the same everywhere.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit.max(1) as u64).unwrap_or(0)
    }
}

fn fixtures() -> BTreeMap<String, Vec<u8>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/rosters");
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        found.insert(path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap());
    }
    assert!(found.len() > 80, "the fixtures are there");
    found
}

const WORDS: &[&[u8]] = &[
    b"4294967295",
    b"-1",
    b"1e308",
    b"1048576",
    b"16385",
    b"A1:XFD1048576",
    b"\xff\xff\xff\xff",
    b"\0\0\0\0",
    b"\xef\xbb\xbf",
    b"&#x0;",
    b"&lol;",
    b"_xD800_",
    b"<row>",
    b"</row>",
    b"<c t=\"s\"><v>99999999</v></c>",
    b"table:number-rows-repeated=\"999999\"",
    b"\"",
    b"\r",
    b",",
    b"\xfc\0\x04\0",
    b"\x3c\0\0\0",
];

fn mutate(bytes: &mut Vec<u8>, others: &[&Vec<u8>], chance: &mut Chance) {
    for _ in 0..=chance.below(6) {
        if bytes.is_empty() {
            return;
        }
        let (at, length) = (chance.below(bytes.len()), chance.below(40));
        let end = (at + length).min(bytes.len());
        match chance.below(9) {
            0 => bytes[at] ^= 1 << chance.below(8),
            1 => bytes[at] = u8::try_from(chance.below(256)).unwrap(),
            2 => drop(bytes.drain(at..end)),
            3 => bytes.truncate(at),
            4 => {
                let piece = bytes[at..end].to_vec();
                let to = chance.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            5 | 6 => {
                let word = WORDS[chance.below(WORDS.len())];
                let end = (at + word.len() * chance.below(2)).min(bytes.len());
                bytes.splice(at..end, word.iter().copied());
            }
            7 => {
                let other = others[chance.below(others.len())];
                let from = chance.below(other.len());
                let piece = &other[from..(from + chance.below(200)).min(other.len())];
                bytes.splice(at..end, piece.iter().copied());
            }
            _ => {
                // A number in the text, another one.
                let digits = bytes[at..].iter().position(u8::is_ascii_digit).map_or(at, |found| at + found);
                bytes[digits] = b'0' + u8::try_from(chance.below(10)).unwrap();
            }
        }
    }
}

/// The parts of a zip file whose checksums fit.
fn parts(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let file = bytes.to_vec();
    let opener = || Ok(Box::new(Cursor::new(file.clone())) as Box<dyn Seekable>);
    crate::intake::workbook::unpacked(&opener).ok()
}

/// A zip file of parts as they are.
fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in parts {
        let mut crc = Crc::new();
        crc.update(bytes);
        let size = u32::try_from(bytes.len()).unwrap().to_le_bytes();
        let at = u32::try_from(out.len()).unwrap().to_le_bytes();
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        let common = [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &crc.sum().to_le_bytes(), &size, &size, &length, &[0, 0]];
        out.extend(b"PK\x03\x04");
        out.extend(common.concat());
        out.extend(name.as_bytes());
        out.extend(bytes);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(common.concat());
        directory.extend([0; 10]);
        directory.extend(at);
        directory.extend(name.as_bytes());
    }
    let count = u16::try_from(parts.len()).unwrap().to_le_bytes();
    let (size, at) = (u32::try_from(directory.len()).unwrap().to_le_bytes(), u32::try_from(out.len()).unwrap());
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([&count[..], &count, &size, &at.to_le_bytes(), &[0, 0]].concat());
    out
}

/// Reads a file as an import does, all of it; how many rows, or the code it is refused with.
fn read(bytes: &[u8]) -> Result<u64, Outer> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let given = [Field::Unit, Field::Reason, Field::Counter];
    let request = Request { given: &given, ..Request::default() };
    let opener = || Ok(Box::new(Cursor::new(bytes.to_vec())) as Box<dyn Seekable>);
    if book::is_book(head) {
        let plan = match book::plan(head, &opener, &request) {
            Ok(plan) => plan,
            Err(BookError::Outer(outer)) => return Err(outer),
            Err(BookError::File(error)) => panic!("the disk cannot be to blame: {error}"),
        };
        let Form::Sheet(sheet) = &plan.form else { panic!("a sheet") };
        let count = walk(&plan, plan.sheet_rows(sheet, &opener).unwrap());
        assert!(count <= LAST_ROW);
        return Ok(count);
    }
    let mut scan = Scan::default();
    bytes.chunks(1000).for_each(|chunk| scan.feed(chunk));
    scan.finish();
    let plan = sniff(head, &scan, &request)?;
    let count = walk(&plan, plan.rows(bytes).unwrap());
    assert!(count <= bytes.len() as u64);
    let each = by_blocks(&plan, bytes, 0);
    for wanted in [40, 700] {
        assert_eq!(by_blocks(&plan, bytes, wanted), each, "in blocks of {wanted} bytes");
    }
    Ok(count)
}

/// A row as it was read: its line, its cells, what is wrong with it, and whether it is plain.
type Seen = (u64, Vec<String>, Vec<RowProblem>, bool);

/// All rows and how many were passed over, read in blocks of about so many bytes where that may be; of 0 bytes: one
/// by one.
fn by_blocks(plan: &Plan, bytes: &[u8], wanted: usize) -> (Vec<Seen>, u64) {
    let seen = |record: &Record| {
        (record.line, record.cells().map(str::to_owned).collect(), record.problems.clone(), record.plain)
    };
    let (mut rows, mut record) = (plan.rows(bytes).unwrap(), Record::default());
    let (mut all, mut skipped, mut block) = (Vec::new(), 0, Vec::new());
    loop {
        if let Some(line) = rows.take_block(wanted, &mut block).unwrap() {
            let mut inner = plan.block_rows(std::mem::take(&mut block), line).unwrap();
            while inner.next(&mut record).unwrap() {
                all.push(seen(&record));
            }
            skipped += inner.skipped;
        } else if rows.next(&mut record).unwrap() {
            all.push(seen(&record));
        } else {
            return (all, skipped + rows.skipped);
        }
    }
}

fn walk(plan: &Plan, mut rows: Rows<'_>) -> u64 {
    let mut record = Record::default();
    while rows.next(&mut record).unwrap() {
        for field in Field::ALL {
            let cell = plan.binding.cell(&record, *field);
            let _ = (days::day(cell, *field), days::last_day(cell), cells::phone(cell), cells::narrow(cell));
        }
        for problem in &record.problems {
            assert!(!problem.code().as_str().is_empty());
        }
    }
    rows.taken
}

/// A file of that number, made of the fixtures.
fn file(seed: u64, number: u64, fixtures: &[(&String, &Vec<u8>)]) -> (String, Vec<u8>) {
    let mut chance = Chance((seed ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15)) | 1);
    for _ in 0..4 {
        chance.next();
    }
    let (name, bytes) = fixtures[chance.below(fixtures.len())];
    let others: Vec<&Vec<u8>> = fixtures.iter().map(|(_, bytes)| *bytes).collect();
    let unpacked = (chance.below(8) > 0).then(|| parts(bytes)).flatten();
    let Some(mut parts) = unpacked else {
        let mut bytes = bytes.clone();
        mutate(&mut bytes, &others, &mut chance);
        return (name.clone(), bytes);
    };
    let which = chance.below(parts.len());
    let texts: Vec<Vec<u8>> = parts.iter().map(|(_, bytes)| bytes.clone()).collect();
    mutate(&mut parts[which].1, &texts.iter().collect::<Vec<_>>(), &mut chance);
    (name.clone(), packed(&parts))
}

#[expect(clippy::disallowed_methods, reason = "how long it runs is said from outside")]
fn said(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

#[test]
fn files_with_changed_bytes_are_read_or_refused_with_a_code() {
    const LONGEST: Duration = Duration::from_secs(20);
    let mut fixtures = fixtures();
    // It takes a second to unfold, and unfolds as it should or not at all.
    fixtures.remove("unfolds-without-end.xlsx");
    let fixtures: Vec<(&String, &Vec<u8>)> = fixtures.iter().collect();
    let seed = said("JZZ_FUZZ_SEED").unwrap_or(20_160_101);
    let until = Instant::now() + Duration::from_secs(said("JZZ_FUZZ_SECONDS").unwrap_or(2));
    let (mut number, mut taken, mut refused) = (said("JZZ_FUZZ_FIRST").unwrap_or(0), 0_u64, BTreeMap::new());
    while Instant::now() < until || taken == 0 || refused.is_empty() {
        let (name, bytes) = file(seed, number, &fixtures);
        let began = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| read(&bytes)));
        let found = || format!("{name} changed: JZZ_FUZZ_SEED={seed} JZZ_FUZZ_FIRST={number}");
        assert!(began.elapsed() < LONGEST, "{}: took {:?}", found(), began.elapsed());
        match outcome {
            Ok(Ok(_)) => taken += 1,
            Ok(Err(outer)) => *refused.entry(outer.code()).or_insert(0_u64) += 1,
            Err(panic) => panic!("{}: {panic:?}", found()),
        }
        number += 1;
    }
    println!("{number} files, {taken} read, refused: {refused:?}");
}
