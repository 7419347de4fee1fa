//! A backup: the copy, its hash beside it, both whole or neither.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::store::{Sql, Store, StoreError, is_part_of_register, journal, must_be_clear, side_file};

/// What was written.
#[derive(Debug)]
pub struct Backup {
    pub sha256: String,
    pub bytes: u64,
}

/// Whether something lies where the backup would go.
pub fn exists(to: &Path) -> bool {
    to.symlink_metadata().is_ok()
}

/// Copies the register to `to`; an existing file is replaced only when `replace`.
///
/// # Errors
/// `BackupExists`; the errors of writing, after which nothing new lies there.
pub fn backup(store: &Store, to: &Path, replace: bool) -> Result<Backup, StoreError> {
    whole(store.path(), to, replace, |fresh| store.copy_to(fresh)).map(|((), backup)| backup)
}

/// The same, with a look at just what is copied.
pub fn backup_seen<T>(
    store: &mut Store,
    to: &Path,
    replace: bool,
    look: impl FnOnce(&Sql) -> Result<T, StoreError>,
) -> Result<(T, Backup), StoreError> {
    let register = store.path().to_owned();
    whole(&register, to, replace, |fresh| store.copy_seen(fresh, look))
}

fn whole<T>(
    register: &Path,
    to: &Path,
    replace: bool,
    copy: impl FnOnce(&Path) -> Result<T, StoreError>,
) -> Result<(T, Backup), StoreError> {
    if to.is_dir() || is_part_of_register(register, to) {
        let cause = "a folder, or the register itself".to_owned();
        return Err(StoreError::Unwritable { path: to.to_owned(), cause });
    }
    if exists(to) && !replace {
        return Err(StoreError::BackupExists { path: to.to_owned() });
    }
    must_be_clear(to)?;
    let fresh = side_file(to, ".part");
    for ending in ["", "-wal", "-shm", "-journal"] {
        let _ = fs::remove_file(side_file(&fresh, ending));
    }
    let seen = copy(&fresh)?;
    let outcome = seal(&fresh, to);
    if outcome.is_err() {
        let _ = fs::remove_file(&fresh);
    }
    Ok((seen, outcome?))
}

/// Writes the hash, then gives the copy its name.
fn seal(fresh: &Path, to: &Path) -> Result<Backup, StoreError> {
    let (sha256, bytes) = hash(fresh).map_err(|error| StoreError::writing(fresh, &error))?;
    let name = to.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let hash_file: PathBuf = side_file(to, ".sha256");
    let write_hash = || -> std::io::Result<()> {
        let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&hash_file)?;
        file.write_all(format!("{sha256}  {name}\n").as_bytes())?;
        file.sync_all()
    };
    write_hash().map_err(|error| StoreError::writing(&hash_file, &error))?;
    fs::rename(fresh, to).map_err(|error| StoreError::writing(to, &error))?;
    Ok(Backup { sha256, bytes })
}

/// SHA-256 of bytes in lower-case hexadecimal digits.
pub fn hash_of(bytes: &[u8]) -> String {
    journal::hex(&Sha256::digest(bytes))
}

/// SHA-256 of a file in lower-case hexadecimal digits, and its length in bytes.
pub fn hash(path: &Path) -> std::io::Result<(String, u64)> {
    let mut file = File::open(path)?;
    let mut digest = Sha256::new();
    let mut buffer = vec![0_u8; 1 << 16];
    let mut bytes = 0;
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((journal::hex(&digest.finalize()), bytes));
        }
        digest.update(&buffer[..read]);
        bytes += read as u64;
    }
}
