//! A copy of a register in use, page by page under the engine's own locks: the only thing that is a copy.

use std::fs;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::{Engine, Sql, open, translate};
use crate::store::error::StoreError;

/// Writes a copy to `to`, which must not exist; mode 0600, whole and synced, or not at all.
pub fn copy_to(engine: &Engine, to: &Path) -> Result<(), StoreError> {
    copy_of(&engine.connection, &engine.path, to)
}

/// The same of what a transaction sees, whatever was committed since it began.
pub fn copy_seen(sql: &Sql, to: &Path) -> Result<(), StoreError> {
    copy_of(sql.connection, sql.path, to)
}

fn copy_of(source: &Connection, path: &Path, to: &Path) -> Result<(), StoreError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    options.open(to).map_err(|error| StoreError::writing(to, &error))?;
    let copied = copy(source, path, to);
    if copied.is_err() {
        let _ = fs::remove_file(to);
    }
    copied
}

#[expect(clippy::disallowed_methods, reason = "the target of a backup is not yet a register")]
fn copy(source: &Connection, path: &Path, to: &Path) -> Result<(), StoreError> {
    let failed = |error: rusqlite::Error| {
        let translated = translate(to, &error);
        if let StoreError::Unreadable { path, cause } = translated {
            return StoreError::Unwritable { path, cause };
        }
        translated
    };
    let mut target = Connection::open_with_flags(to, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(failed)?;
    let backup = rusqlite::backup::Backup::new(source, &mut target).map_err(failed)?;
    // All pages in one step, under one read view: acts at counters go on, and none makes it begin again.
    backup.run_to_completion(i32::MAX, Duration::from_millis(1), None).map_err(failed)?;
    drop(backup);
    // One file, complete by itself: a copy keeps no part of itself in a log.
    target.pragma_update(None, "journal_mode", "delete").map_err(failed)?;
    // What would be restored is looked at now: the copy of a damaged register is no backup.
    let target = Engine { connection: target, path: path.to_owned() };
    open::check(&target)?;
    target.connection.close().map_err(|(_, error)| failed(error))?;
    fs::File::open(to).and_then(|file| file.sync_all()).map_err(|error| StoreError::writing(to, &error))
}
