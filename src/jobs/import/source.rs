//! The file: a regular one, hashed and scanned whole before its first row is taken.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::{ImportError, Order};
use crate::domain::roster::Field;
use crate::intake::{HEAD, NumberColumn, Plan, Record, Request, Scan, sniff};
use crate::present::words::files::FileFault;
use crate::store::journal;

/// What is known of the file before its rows.
pub struct Source {
    pub path: PathBuf,
    pub sha256: String,
    pub bytes: u64,
    scan: Scan,
    head: Vec<u8>,
}

/// Hashes and scans the file.
///
/// # Errors
/// A folder, a pipe or a device: `NotRegular`, without waiting; `Unreadable`.
pub fn open(path: &Path) -> Result<Source, FileFault> {
    let unreadable = |error: std::io::Error| FileFault::Unreadable { path: path.to_owned(), cause: error.to_string() };
    if !std::fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(FileFault::NotRegular { path: path.to_owned() });
    }
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
    Ok(Source { path: path.to_owned(), sha256: journal::hex(&digest.finalize()), bytes: scan.bytes, scan, head })
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
        Ok(sniff(&self.head, &self.scan, &request)?)
    }

    /// The file from its first byte.
    pub fn reader(&self) -> Result<BufReader<File>, FileFault> {
        let file = File::open(&self.path).map_err(|error| self.fault(&error))?;
        Ok(BufReader::with_capacity(1 << 18, file))
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
