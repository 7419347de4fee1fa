//! The file: a regular one, hashed and scanned whole before its first row is taken.

use std::fs::File;
use std::io::{BufReader, Read, Take};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use super::{ImportError, Order};
use crate::domain::roster::Field;
use crate::intake::{HEAD, NumberColumn, Outer, Plan, Record, Request, Scan, sniff};
use crate::present::words::files::FileFault;
use crate::store::journal;

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
    let mut file = File::open(path).map_err(unreadable)?;
    let mut digest = Sha256::new();
    let mut scan = Scan::default();
    let mut head = Vec::new();
    let mut buffer = vec![0_u8; 1 << 18];
    loop {
        let read = file.read(&mut buffer).map_err(unreadable)?;
        if read == 0 {
            break;
        }
        let chunk = &buffer[..read];
        digest.update(chunk);
        scan.feed(chunk);
        let wanted = (HEAD - head.len()).min(read);
        head.extend_from_slice(&chunk[..wanted]);
    }
    scan.finish();
    let sha256 = journal::hex(&digest.finalize());
    Ok(Source { path: path.to_owned(), sha256, bytes: scan.bytes, written, scan, head })
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
        let request =
            Request { kind: order.kind, encoding: order.encoding.as_deref(), maps: &order.maps, given: &given };
        match (sniff(&self.head, &self.scan, &request), &order.encoding) {
            (Err(Outer::NoHeadings { best }), Some(label)) => {
                let told = Request { encoding: None, ..request };
                Err(match sniff(&self.head, &self.scan, &told) {
                    Ok(plan) => Outer::WrongEncoding { label: label.clone(), found: plan.charset.name() },
                    Err(_) => Outer::NoHeadings { best },
                })?
            }
            (plan, _) => Ok(plan?),
        }
    }

    /// The file from its first byte to the last that was hashed: what is written behind it is not taken.
    pub fn reader(&self) -> Result<BufReader<Take<File>>, FileFault> {
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
        let mut rows = plan.rows(self.reader()?).map_err(|error| self.fault(&error))?;
        rows.next(&mut Record::default()).map_err(|error| self.fault(&error))
    }

    /// The number column as a whole, looked at only where some number is ruined.
    pub fn numbers(&self, plan: &Plan) -> Result<NumberColumn, FileFault> {
        if !plan.numbers_suspect {
            return Ok(NumberColumn::default());
        }
        plan.number_column(self.reader()?).map_err(|error| self.fault(&error))
    }
}
