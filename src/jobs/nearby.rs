//! The newest backup that lies where backups are kept: beside a register or a backup, or in a folder of nights there.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::store::side_file;

/// The newest one near a file; only what has its hash beside it is a backup, and the file itself is none.
pub fn newest_backup(near: &Path) -> Option<PathBuf> {
    let folder = near.parent()?;
    let beside = folders(folder);
    let nights = beside.iter().flat_map(|folder| folders(folder));
    let all = [folder.to_owned()].into_iter().chain(beside.iter().cloned()).chain(nights);
    let found = all.flat_map(|folder| files(&folder)).filter(|(path, _)| path != near && has_hash(path));
    found.max_by(|one, other| (one.1, &one.0).cmp(&(other.1, &other.0))).map(|(path, _)| path)
}

fn has_hash(path: &Path) -> bool {
    side_file(path, ".sha256").is_file()
}

fn folders(of: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(of).into_iter().flatten().flatten();
    entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir())).map(|entry| entry.path()).collect()
}

fn files(of: &Path) -> Vec<(PathBuf, SystemTime)> {
    let entries = fs::read_dir(of).into_iter().flatten().flatten();
    let dated = |entry: fs::DirEntry| {
        let about = entry.metadata().ok().filter(fs::Metadata::is_file)?;
        Some((entry.path(), about.modified().ok()?))
    };
    entries.filter_map(dated).collect()
}
