//! Opening a register: what it must be before the engine may touch it, and the settings of a connection.
//!
//! A file that is missing, empty, not ours, another user's, on a network file system, or of another
//! version is refused from its first hundred bytes, so that no side file is left beside it and it stays
//! as it was, byte for byte. A damaged file is never repaired by deletion.

use std::fs::{self, File};
use std::io::Read;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::remains::{is_backup, must_be_clear, remains};
use super::{Engine, bulk, translate, wait};
use crate::store::error::StoreError;
use crate::store::schema::{APPLICATION_ID, SCHEMA_VERSION};

/// What the connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Write,
    /// Counts only; also works where the register cannot be written to.
    Read,
}

/// Opens an existing register.
///
/// # Errors
/// One [`StoreError`] for each thing that is wrong with the file.
pub fn open(path: &Path, purpose: Purpose) -> Result<Engine, StoreError> {
    inspect(path)?;
    if is_backup(path) && !is_logged(path)? && !remains(path).is_empty() {
        // The log of another file: the engine would write it into the backup.
        return match purpose {
            Purpose::Read => open_copy(path),
            Purpose::Write => must_be_clear(path).and_then(|()| open_copy(path)),
        };
    }
    let writable = is_writable(path);
    let connection = if purpose == Purpose::Read && !writable {
        connect_read_only(path)
    } else if writable {
        connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
    } else {
        return Err(StoreError::ReadOnly { path: path.to_owned() });
    };
    let mut engine = Engine { connection: connection.map_err(|error| translate(path, &error))?, path: path.to_owned() };
    if purpose == Purpose::Write && !is_logged(path)? {
        // A copy that is about to become a register in use: its first change waits until it is known to be whole.
        check(&engine)?;
    }
    settle(path, &mut engine.connection, purpose == Purpose::Write)?;
    if !writable {
        read_once(&engine)?;
    }
    Ok(engine)
}

/// Sees that a register which cannot be written to can be read with the log beside it.
fn read_once(engine: &Engine) -> Result<(), StoreError> {
    let beside = remains(&engine.path);
    if beside.is_empty() {
        return Ok(());
    }
    let look = engine.connection.query_row("SELECT COUNT(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0));
    look.map(|_| ()).map_err(|error| {
        let translated = translate(&engine.path, &error);
        if matches!(translated, StoreError::Unreadable { .. } | StoreError::ReadOnly { .. }) {
            return StoreError::LogUnread { path: engine.path.clone(), beside, cause: error.to_string() };
        }
        translated
    })
}

/// Opens a backup as it lies there, whatever lies beside it, and never writes to it.
///
/// # Errors
/// `LogBeside`: a register in use was copied by hand, and whether the log is its own nobody can tell.
pub fn open_copy(path: &Path) -> Result<Engine, StoreError> {
    inspect(path)?;
    let beside = remains(path);
    if !beside.is_empty() && is_logged(path)? {
        return Err(StoreError::LogBeside { path: path.to_owned(), beside });
    }
    let mut connection = connect_by_uri(path, "?mode=ro&immutable=1").map_err(|error| translate(path, &error))?;
    settle(path, &mut connection, false)?;
    Ok(Engine { connection, path: path.to_owned() })
}

/// Opens a register for one look at what never changes: no lock, no side file, no setting.
pub fn glance(path: &Path) -> Result<Engine, StoreError> {
    inspect(path)?;
    let connection = connect_read_only(path).map_err(|error| translate(path, &error))?;
    Ok(Engine { connection, path: path.to_owned() })
}

/// Makes a new register file of mode 0600 in which `work` creates everything; the file appears under its
/// name only when that is done.
pub fn create<E: From<StoreError>>(path: &Path, work: impl FnOnce(&mut Engine) -> Result<(), E>) -> Result<(), E> {
    if let Ok(there) = path.symlink_metadata() {
        let is_empty = there.is_file() && there.len() == 0;
        return Err(StoreError::Exists { path: path.to_owned(), is_empty }.into());
    }
    must_be_clear(path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| StoreError::writing(folder, &error))?;
    refuse_network(path, folder)?;
    let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let fresh = folder.join(format!(".{file_name}.new-{}", std::process::id()));
    let made = fill(&fresh, work).and_then(|()| Ok(appear(&fresh, path)?));
    for ending in ["", "-wal", "-shm", "-journal"] {
        let _ = fs::remove_file(crate::store::side_file(&fresh, ending));
    }
    made?;
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(synced.map_err(|error| StoreError::writing(folder, &error))?)
}

/// Gives the finished file its name, unless another took it meanwhile.
fn appear(fresh: &Path, path: &Path) -> Result<(), StoreError> {
    fs::hard_link(fresh, path).map_err(|error| {
        if error.kind() == std::io::ErrorKind::AlreadyExists {
            StoreError::Exists { path: path.to_owned(), is_empty: false }
        } else {
            StoreError::writing(path, &error)
        }
    })
}

fn fill<E: From<StoreError>>(path: &Path, work: impl FnOnce(&mut Engine) -> Result<(), E>) -> Result<(), E> {
    let mut engine = blank(path)?;
    work(&mut engine)?;
    // Everything into the one file that will bear the name: a log that could not be folded is no register.
    bulk::fold_log(&mut engine)?;
    check(&engine)?;
    Ok(engine.connection.close().map_err(|(_, error)| translate(path, &error))?)
}

/// An empty file, marked as ours, in the settings of every register.
fn blank(path: &Path) -> Result<Engine, StoreError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    options.open(path).map_err(|error| StoreError::writing(path, &error))?;
    let failed = |error: rusqlite::Error| translate(path, &error);
    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(failed)?;
    // A disk's block: one that is lost is a whole page, which is always seen. Pages of 16 KiB would save an
    // import a tenth of its time, and a lost part of one goes unseen.
    connection.pragma_update(None, "page_size", 4096).map_err(failed)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID).map_err(failed)?;
    connection.pragma_update(None, "user_version", SCHEMA_VERSION).map_err(failed)?;
    settle(path, &mut connection, true)?;
    Ok(Engine { connection, path: path.to_owned() })
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that opens a register")]
fn connect(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
}

/// A register that cannot be written to: as it lies there, without side files, when no one writes it.
fn connect_read_only(path: &Path) -> rusqlite::Result<Connection> {
    connect_by_uri(path, if remains(path).is_empty() { "?mode=ro&immutable=1" } else { "?mode=ro" })
}

fn connect_by_uri(path: &Path, how: &str) -> rusqlite::Result<Connection> {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => uri.push(char::from(*byte)),
            byte => uri.extend(['%', hex_digit(byte >> 4), hex_digit(byte & 15)]),
        }
    }
    uri.push_str(how);
    connect(Path::new(&uri), OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI)
}

fn hex_digit(value: u8) -> char {
    char::from_digit(u32::from(value), 16).unwrap_or('0')
}

/// The settings of every connection, each for a reason.
///
/// One that only counts leaves the file as it is: a backup keeps its hash when somebody looks at it.
fn settle(path: &Path, connection: &mut Connection, writes: bool) -> Result<(), StoreError> {
    let failed = |error: rusqlite::Error| translate(path, &error);
    // Our own waiting: SQLite's timeout starves one of several processes.
    connection.busy_handler(Some(wait::handler())).map_err(failed)?;
    connection.set_prepared_statement_cache_capacity(128);
    // A plan is kept whatever is bound: else some statements are planned anew for each row of an import.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(failed)?;
    // The rules of the schema hold only with foreign keys on.
    connection.pragma_update(None, "foreign_keys", true).map_err(failed)?;
    if !writes {
        return Ok(());
    }
    // Readers and one writer at once; read back, since a file system may refuse it.
    let mode: String =
        connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0)).map_err(failed)?;
    if mode != "wal" {
        let cause = format!("journal_mode is {mode}, not wal");
        return Err(StoreError::Unreadable { path: path.to_owned(), cause });
    }
    // A commit that was reported is on the disk.
    connection.pragma_update(None, "synchronous", "full").map_err(failed)
}

/// Whether the file is kept with a write-ahead log already: byte 18 of its header.
fn is_logged(path: &Path) -> Result<bool, StoreError> {
    let mut head = [0_u8; 19];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.map_err(|error| StoreError::Unreadable { path: path.to_owned(), cause: error.to_string() })?;
    Ok(head[18] == 2)
}

/// Whether the pages hold together.
///
/// # Errors
/// `Damaged`, with the first thing that does not.
pub fn check(engine: &Engine) -> Result<(), StoreError> {
    let answer = engine.connection.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0));
    match answer.map_err(|error| translate(&engine.path, &error))? {
        ok if ok == "ok" => Ok(()),
        cause => Err(StoreError::Damaged { path: engine.path.clone(), cause }),
    }
}

/// Refuses whatever is not a register of ours, without opening it with the engine.
fn inspect(path: &Path) -> Result<(), StoreError> {
    let unreadable = |error: std::io::Error| StoreError::Unreadable { path: path.to_owned(), cause: error.to_string() };
    let facts = match fs::metadata(path) {
        Ok(facts) => facts,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(StoreError::Missing { path: path.to_owned() });
        }
        Err(error) => return Err(unreadable(error)),
    };
    if !facts.is_file() {
        return Err(StoreError::Foreign { path: path.to_owned() });
    }
    if facts.uid() != rustix::process::geteuid().as_raw() {
        return Err(StoreError::OtherOwner { path: path.to_owned(), owner: owner_name(facts.uid()) });
    }
    refuse_network(path, path)?;
    if facts.len() == 0 {
        return Err(StoreError::Empty { path: path.to_owned() });
    }
    let mut head = [0_u8; 100];
    let mut file = File::open(path).map_err(unreadable)?;
    if file.read_exact(&mut head).is_err() || &head[..16] != b"SQLite format 3\0" {
        return Err(StoreError::Foreign { path: path.to_owned() });
    }
    let number = |at: usize| i64::from(u32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]));
    if number(68) != i64::from(APPLICATION_ID) {
        return Err(StoreError::Foreign { path: path.to_owned() });
    }
    let (found, known) = (number(60), i64::from(SCHEMA_VERSION));
    match found.cmp(&known) {
        std::cmp::Ordering::Equal => Ok(()),
        std::cmp::Ordering::Greater => Err(StoreError::Newer { path: path.to_owned(), found, known }),
        std::cmp::Ordering::Less => Err(StoreError::Older { path: path.to_owned(), found, known }),
    }
}

fn is_writable(path: &Path) -> bool {
    use rustix::fs::{Access, access};
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    access(path, Access::WRITE_OK).is_ok() && access(folder, Access::WRITE_OK).is_ok()
}

/// The name of a user of the system, or the number where the list of users has none.
fn owner_name(uid: u32) -> String {
    let list = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let named = list.lines().find_map(|line| {
        let mut parts = line.split(':');
        let (name, _, id) = (parts.next()?, parts.next()?, parts.next()?);
        (id == uid.to_string()).then(|| name.to_owned())
    });
    named.unwrap_or_else(|| uid.to_string())
}

/// Locks do not hold on a network file system, and a register without locks is soon a damaged one.
#[cfg(target_os = "linux")]
fn refuse_network(path: &Path, probe: &Path) -> Result<(), StoreError> {
    const SYSTEMS: [(u64, &str); 9] = [
        (0x6969, "NFS"),
        (0x517B, "SMB"),
        (0xFF53_4D42, "CIFS"),
        (0xFE53_4D42, "SMB2"),
        (0x564C, "NCP"),
        (0x5346_414F, "AFS"),
        (0x7375_7245, "Coda"),
        (0x00C3_6400, "Ceph"),
        (0x0102_1997, "9P"),
    ];
    let Ok(facts) = rustix::fs::statfs(probe) else { return Ok(()) };
    #[expect(clippy::cast_sign_loss, reason = "the type is a bit pattern, signed on some machines")]
    let kind = (facts.f_type as u64) & 0xFFFF_FFFF;
    match SYSTEMS.iter().find(|(magic, _)| *magic == kind) {
        Some((_, system)) => Err(StoreError::Network { path: path.to_owned(), system }),
        None => Ok(()),
    }
}

#[cfg(not(target_os = "linux"))]
fn refuse_network(_path: &Path, _probe: &Path) -> Result<(), StoreError> {
    Ok(())
}
