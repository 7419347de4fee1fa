//! A backup taken out again: into a register's place, or into a temporary one to see that it can be.
//!
//! A backup is believed when its hash is the one beside it, its file is a register of this program and its
//! pages hold together. A register that lay in the place is moved aside with its side files, never deleted.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::backup::{exists, hash};
use crate::present::words::files::FileFault;
use crate::store::register::{self, Counts};
use crate::store::{Store, StoreError, is_part_of_register, remains, side_file};

/// Why a backup is not restored.
#[derive(Debug)]
pub enum RestoreError {
    /// A register lies in the place.
    Exists {
        path: PathBuf,
        backup: PathBuf,
    },
    /// The file is not the one whose hash lies beside it.
    Hash {
        backup: PathBuf,
        written: String,
        found: String,
    },
    File(FileFault),
    Store(StoreError),
}

impl From<StoreError> for RestoreError {
    fn from(error: StoreError) -> RestoreError {
        RestoreError::Store(error)
    }
}

impl From<FileFault> for RestoreError {
    fn from(fault: FileFault) -> RestoreError {
        RestoreError::File(fault)
    }
}

/// A register as it was restored.
#[derive(Debug)]
pub struct Restored {
    pub sha256: String,
    pub counts: Counts,
    /// Where the register that lay there is now.
    pub replaced: Option<PathBuf>,
    /// Logs and journals without a register that lay there, and where they are now.
    pub remains: Vec<PathBuf>,
}

const PARTS: [&str; 4] = ["", "-wal", "-shm", "-journal"];

/// Puts the backup in a register's place; one that exists is moved aside only when `replace`.
///
/// # Errors
/// Of a backup that is not to be believed nothing is made.
pub fn restore(backup: &Path, to: &Path, replace: bool) -> Result<Restored, RestoreError> {
    if exists(to) && !replace {
        return Err(RestoreError::Exists { path: to.to_owned(), backup: backup.to_owned() });
    }
    if is_part_of_register(to, backup) || to.is_dir() {
        return Err(FileFault::IsRegister { path: to.to_owned() }.into());
    }
    let sha256 = believed(backup)?;
    Store::open_copy(backup)?.check_pages()?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| FileFault::writing(folder, &error))?;
    let name = to.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let fresh = folder.join(format!(".{name}.restore-{}", std::process::id()));
    let counts = take_out(backup, &fresh, |store| Ok(store.read(register::counts)?));
    let restored = counts.and_then(|counts| {
        retire(to)?;
        let (replaced, remains) = place(&fresh, to).map_err(|error| FileFault::writing(to, &error))?;
        let synced = File::open(folder).and_then(|folder| folder.sync_all());
        synced.map_err(|error| FileFault::writing(folder, &error))?;
        Ok(Restored { sha256, counts, replaced, remains })
    });
    remove(&fresh);
    restored
}

/// Sees that a backup can be restored: takes it out in a place of its own, and looks at what it gives.
pub fn proven<T>(
    backup: &Path,
    place: &Path,
    look: impl FnOnce(&mut Store) -> Result<T, RestoreError>,
) -> Result<T, RestoreError> {
    believed(backup)?;
    take_out(backup, place, look)
}

/// Writes the register that a backup holds to `fresh`, opens it there and looks at it.
fn take_out<T>(
    backup: &Path,
    fresh: &Path,
    look: impl FnOnce(&mut Store) -> Result<T, RestoreError>,
) -> Result<T, RestoreError> {
    remove(fresh);
    Store::open_copy(backup)?.copy_to(fresh)?;
    look(&mut Store::open_to_read(fresh)?)
}

/// Removes a register that was taken out for a look.
pub fn remove(fresh: &Path) {
    for part in PARTS {
        let _ = fs::remove_file(side_file(fresh, part));
    }
}

/// The hash of a backup that is the file it was.
pub fn believed(backup: &Path) -> Result<String, RestoreError> {
    let unreadable =
        |path: &Path, error: &io::Error| FileFault::Unreadable { path: path.to_owned(), cause: error.to_string() };
    let facts = fs::metadata(backup).map_err(|error| unreadable(backup, &error))?;
    if !facts.is_file() {
        return Err(FileFault::NotRegular { path: backup.to_owned() }.into());
    }
    let (found, _) = hash(backup).map_err(|error| unreadable(backup, &error))?;
    let beside = side_file(backup, ".sha256");
    match fs::read_to_string(&beside) {
        Ok(text) => {
            let written = text.split_whitespace().next().unwrap_or_default().to_owned();
            if written != found {
                return Err(RestoreError::Hash { backup: backup.to_owned(), written, found });
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(unreadable(&beside, &error).into()),
    }
    Ok(found)
}

/// Makes one file of a register that is about to go, where it can still be opened.
///
/// # Errors
/// `Busy`: somebody works in it.
fn retire(register: &Path) -> Result<(), StoreError> {
    if !exists(register) {
        return Ok(());
    }
    match Store::open(register).and_then(|mut store| store.retire()) {
        Err(error @ StoreError::Busy { .. }) => Err(error),
        // A damaged register is the usual reason to be here: it goes aside as it is.
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Moves what lies in the place aside, and gives the fresh file its name; where the register that lay there is
/// now, or what lay there without one.
fn place(fresh: &Path, to: &Path) -> io::Result<(Option<PathBuf>, Vec<PathBuf>)> {
    let aside = (1..).map(|n| side_file(to, &format!(".replaced-{n}")));
    let free = |aside: &PathBuf| PARTS.iter().all(|part| !exists(&side_file(aside, part)));
    let aside = aside.into_iter().find(free).unwrap_or_else(|| side_file(to, ".replaced"));
    let mut moved = Vec::new();
    let mut outcome = Ok(());
    for part in PARTS.iter().filter(|part| exists(&side_file(to, part))) {
        outcome = outcome.and_then(|()| fs::rename(side_file(to, part), side_file(&aside, part)));
        moved.push(*part);
    }
    let outcome = outcome.and_then(|()| fs::hard_link(fresh, to));
    if outcome.is_err() {
        for part in &moved {
            let _ = fs::rename(side_file(&aside, part), side_file(to, part));
        }
    }
    let had_register = moved.contains(&"");
    let left = if had_register { Vec::new() } else { remains(&aside) };
    outcome.map(|()| (had_register.then_some(aside), left))
}
