//! One at a time: a file that the system itself frees when its holder ends, however that happens.
//!
//! What counts is the lock on the file, not that it is there. Its text says who holds it. A night's file stays;
//! a passing one goes with the work that took it, and a killed holder's is taken over.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::domain::calendar::Instant;
use crate::present::words::files::FileFault;

/// Who is at work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    pub host: String,
    pub process: String,
    pub since: String,
}

/// The lock, held until it is dropped.
#[derive(Debug)]
pub struct Lock {
    file: File,
    /// What the file says when nobody holds it any more.
    left: String,
}

impl Lock {
    /// Leaves a word in the file, for whoever looks at it before the next one takes the lock.
    pub fn leave(&mut self, word: String) {
        self.left = word;
    }
}

/// Why it is not ours.
#[derive(Debug)]
pub enum LockRefusal {
    /// `None`: its text is not readable.
    Held(Option<Holder>),
    File(FileFault),
}

/// Takes the lock for a process of this machine, or says who has it.
pub fn take(path: &Path, host: &str, at: Instant) -> Result<Lock, LockRefusal> {
    let failed = |error: &std::io::Error| LockRefusal::File(FileFault::writing(path, error));
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false).mode(0o600);
    let mut file = options.open(path).map_err(|error| failed(&error))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(LockRefusal::Held(holder(&mut file))),
        Err(TryLockError::Error(error)) => return Err(failed(&error)),
    }
    let text = format!("{host}\n{}\n{at}\n", std::process::id());
    let written = file.set_len(0).and_then(|()| file.write_all(text.as_bytes())).and_then(|()| file.sync_all());
    written.map_err(|error| failed(&error))?;
    Ok(Lock { file, left: String::new() })
}

/// A lock whose file goes when it is dropped.
#[derive(Debug)]
pub struct Passing {
    path: PathBuf,
    /// Falls after the file is gone: who waits for it then finds another file in its place, or none.
    _lock: Lock,
}

/// Takes a lock whose file goes with it.
pub fn take_passing(path: &Path, host: &str, at: Instant) -> Result<Passing, LockRefusal> {
    loop {
        let lock = take(path, host, at)?;
        // The holder before may have removed the file between our opening it and our locking it.
        let ours = lock.file.metadata().map(|facts| (facts.dev(), facts.ino())).ok();
        let there = std::fs::metadata(path).map(|facts| (facts.dev(), facts.ino())).ok();
        if ours == there {
            return Ok(Passing { path: path.to_owned(), _lock: lock });
        }
    }
}

impl Drop for Passing {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Whether somebody holds the lock.
pub fn is_held(path: &Path) -> bool {
    let Ok(file) = OpenOptions::new().read(true).open(path) else { return false };
    matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock))
}

/// What the last holder left in the file.
pub fn word(path: &Path) -> Option<String> {
    std::fs::read_to_string(path).ok().filter(|word| !word.is_empty())
}

fn holder(file: &mut File) -> Option<Holder> {
    let mut text = String::new();
    file.rewind().and_then(|()| file.read_to_string(&mut text)).ok()?;
    let mut lines = text.lines().map(str::to_owned);
    Some(Holder { host: lines.next()?, process: lines.next()?, since: lines.next()? })
}

impl Drop for Lock {
    fn drop(&mut self) {
        let emptied = self.file.set_len(0).and_then(|()| self.file.rewind());
        let _ = emptied.and_then(|()| self.file.write_all(self.left.as_bytes()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    #[test]
    fn the_second_is_told_who_the_first_is_and_the_third_finds_it_free() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let held = take(&path, "city-1", at("2012-08-31T18:30:00Z")).unwrap();
        assert!(is_held(&path));
        let Err(LockRefusal::Held(Some(holder))) = take(&path, "city-2", at("2012-08-31T18:31:00Z")) else {
            panic!("it is held");
        };
        assert_eq!((holder.host.as_str(), holder.since.as_str()), ("city-1", "2012-08-31T18:30:00Z"));
        assert_eq!(holder.process, std::process::id().to_string());
        drop(held);
        assert!(!is_held(&path));
        let mut held = take(&path, "city-2", at("2012-08-31T18:32:00Z")).unwrap();
        held.leave("until tomorrow".to_owned());
        drop(held);
        assert_eq!(word(&path).as_deref(), Some("until tomorrow"));
        drop(take(&path, "city-2", at("2012-08-31T18:33:00Z")).unwrap());
        assert_eq!(word(&path), None);
    }

    #[test]
    fn a_passing_lock_leaves_no_file_and_takes_over_a_killed_holders() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        std::fs::write(&path, "city-1\n4711\n2012-08-31T18:30:00Z\n").unwrap();
        let held = take_passing(&path, "city-2", at("2012-08-31T18:31:00Z")).unwrap();
        let Err(LockRefusal::Held(Some(holder))) = take_passing(&path, "city-3", at("2012-08-31T18:32:00Z")) else {
            panic!("it is held");
        };
        assert_eq!(holder.host, "city-2");
        drop(held);
        assert!(!path.exists());
        assert!(take_passing(&path, "city-3", at("2012-08-31T18:33:00Z")).is_ok());
    }

    #[test]
    fn a_place_that_takes_no_file_is_no_lock() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("missing/lock");
        assert!(matches!(take(&path, "city-1", at("2012-08-31T18:30:00Z")), Err(LockRefusal::File(_))));
        assert!(!is_held(&path));
    }
}
