//! The file: a regular one, hashed and scanned whole before its first row is taken.

use std::fs::File;
use std::io::{BufReader, Read, Take};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{channel, sync_channel};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use super::{ImportError, Order};
use crate::domain::roster::Field;
use crate::intake::book::{self, BookError};
use crate::intake::workbook::Seekable;
use crate::intake::{Form, HEAD, NumberColumn, Outer, Plan, Record, Request, Rows, Scan, sniff};
use crate::present::words::files::FileFault;
use crate::store::journal;

/// How much of the file is hashed and scanned at a time.
const BLOCK: usize = 1 << 18;

/// What is known of the file before its rows.
pub struct Source {
    pub path: PathBuf,
    pub sha256: String,
    pub bytes: u64,
    /// When it was last written, as far as the file system tells.
    written: Option<SystemTime>,
    scan: Scan,
    head: Vec<u8>,
}

/// Hashes and scans the file.
///
/// # Errors
/// A folder, a pipe or a device: `NotRegular`, without waiting; `Unreadable`.
pub fn open(path: &Path) -> Result<Source, FileFault> {
    let unreadable = |error: std::io::Error| FileFault::Unreadable { path: path.to_owned(), cause: error.to_string() };
    let facts = std::fs::metadata(path).map_err(unreadable)?;
    if !facts.is_file() {
        return Err(FileFault::NotRegular { path: path.to_owned() });
    }
    let written = facts.modified().ok();
    let file = File::open(path).map_err(unreadable)?;
    let (sha256, head, scan) = look_through(file).map_err(unreadable)?;
    Ok(Source { path: path.to_owned(), sha256, bytes: scan.bytes, written, scan, head })
}

/// Hash, head and scan: this thread scans what another hashes, each byte read once.
fn look_through(mut file: File) -> std::io::Result<(String, Vec<u8>, Scan)> {
    std::thread::scope(|scope| {
        let (to_hash, blocks) = sync_channel::<Vec<u8>>(2);
        let (hashed, again) = channel();
        let hasher = scope.spawn(move || {
            let mut digest = Sha256::new();
            for block in blocks {
                digest.update(&block);
                let _ = hashed.send(block);
            }
            journal::hex(&digest.finalize())
        });
        let (mut scan, mut head) = (Scan::default(), Vec::new());
        loop {
            let mut block = again.try_recv().unwrap_or_default();
            block.resize(BLOCK, 0);
            let read = file.read(&mut block)?;
            if read == 0 {
                break;
            }
            block.truncate(read);
            scan.feed(&block);
            let wanted = (HEAD - head.len()).min(read);
            head.extend_from_slice(&block[..wanted]);
            // It listens until it is told that there is no more.
            let _ = to_hash.send(block);
        }
        drop(to_hash);
        scan.finish();
        let sha256 = hasher.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        Ok((sha256, head, scan))
    })
}

/// Whether two paths are one file.
pub fn is_same(a: &Path, b: &Path) -> bool {
    let (Ok(a), Ok(b)) = (std::fs::canonicalize(a), std::fs::canonicalize(b)) else { return false };
    a == b
}

impl Source {
    /// How the file is to be read.
    pub fn plan(&self, order: &Order) -> Result<Plan, ImportError> {
        let given: Vec<Field> = Field::ALL.iter().copied().filter(|field| order.given(*field).is_some()).collect();
        let request = Request {
            kind: order.kind,
            encoding: order.encoding.as_deref(),
            sheet: order.sheet.as_deref(),
            visible_only: order.visible_only,
            maps: &order.maps,
            given: &given,
        };
        if book::is_book(&self.head) {
            return book::plan(&self.head, &|| self.open_book(), &request).map_err(|error| match error {
                BookError::Outer(outer) => outer.into(),
                BookError::File(error) => self.fault(&error).into(),
            });
        }
        let plan = match (sniff(&self.head, &self.scan, &request), &order.encoding) {
            (Err(Outer::NoHeadings { best, below }), Some(label)) => {
                let told = Request { encoding: None, ..request };
                Err(match sniff(&self.head, &self.scan, &told).ok().and_then(|plan| plan.encoding()) {
                    Some(found) => Outer::WrongEncoding { label: label.clone(), found },
                    None => Outer::NoHeadings { best, below },
                })?
            }
            (plan, _) => plan?,
        };
        match &order.sheet {
            Some(given) => Err(Outer::NoSheet { given: given.clone(), sheets: Vec::new() }.into()),
            None => Ok(plan),
        }
    }

    /// The rows below the headings.
    ///
    /// # Errors
    /// [`FileFault::Unreadable`]; a workbook was looked over when it was planned.
    pub fn rows<'p>(&'p self, plan: &'p Plan) -> Result<Rows<'p>, FileFault> {
        let rows = match &plan.form {
            Form::Text { .. } => plan.rows(self.reader()?),
            Form::Sheet(sheet) => plan.sheet_rows(sheet, &|| self.open_book()),
        };
        rows.map_err(|error| self.fault(&error))
    }

    fn open_book(&self) -> std::io::Result<Box<dyn Seekable>> {
        Ok(Box::new(File::open(&self.path)?))
    }

    /// The file from its first byte to the last that was hashed: what is written behind it is not taken.
    fn reader(&self) -> Result<BufReader<Take<File>>, FileFault> {
        let file = File::open(&self.path).map_err(|error| self.fault(&error))?;
        Ok(BufReader::with_capacity(1 << 18, file.take(self.bytes)))
    }

    /// # Errors
    /// [`FileFault::Changed`]: somebody writes the file while it is read.
    pub fn must_be_the_same(&self) -> Result<(), FileFault> {
        let facts = std::fs::metadata(&self.path).map_err(|error| self.fault(&error))?;
        if facts.len() == self.bytes && facts.modified().ok() == self.written {
            return Ok(());
        }
        Err(FileFault::Changed { path: self.path.clone() })
    }

    pub fn fault(&self, error: &std::io::Error) -> FileFault {
        FileFault::Unreadable { path: self.path.clone(), cause: error.to_string() }
    }

    /// Whether there is a row below the headings.
    pub fn has_rows(&self, plan: &Plan) -> Result<bool, FileFault> {
        if let Some(sheet) = plan.sheet() {
            return Ok(sheet.has_rows);
        }
        self.rows(plan)?.next(&mut Record::default()).map_err(|error| self.fault(&error))
    }

    /// The number column as a whole, looked at only where some number is ruined.
    pub fn numbers(&self, plan: &Plan) -> Result<NumberColumn, FileFault> {
        match plan.sheet() {
            Some(sheet) => Ok(sheet.numbers),
            None if plan.numbers_suspect => plan.number_column(self.reader()?).map_err(|error| self.fault(&error)),
            None => Ok(NumberColumn::default()),
        }
    }

    /// What the progress of reading is measured by.
    pub fn length(&self, plan: &Plan) -> u64 {
        plan.sheet().map_or(self.bytes, |sheet| sheet.bytes)
    }
}
