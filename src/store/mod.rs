//! The register's storage: one `SQLite` file, and three doors through which everything is written.
//!
//! [`Store::read`] gives one consistent view. [`Store::act`] is one act: `BEGIN IMMEDIATE`, the work,
//! exactly one journal row made from its [`Changes`], commit; an act that is refused leaves nothing.
//! [`Store::chunk`] is part of an import before its last: rows and the batch's progress, no journal row.
//! [`Store::rehearse`] does the same work and takes it back. Nothing here decides a rule.

pub mod applications;
pub mod batches;
pub mod card_numbers;
pub mod census;
pub mod checks;
pub mod corrections;
pub mod defects;
pub mod dossiers;
pub mod due_days;
pub mod error;
pub mod everyone;
pub mod frozen;
pub mod given_homes;
pub mod histories;
pub mod homes;
pub mod journal;
pub mod lookups;
pub mod mergers;
pub mod migrants;
pub mod nights;
pub mod packed;
pub mod permits;
pub mod register;
pub mod registrations;
pub mod reports;
pub mod residents;
pub mod rosters;
pub mod schema;
pub mod settings;
pub mod spans;
pub mod sqlite;
pub mod undo;
pub mod unit_acts;
pub mod units;
pub mod waiting;
pub mod worklists;

use std::cell::OnceCell;
use std::ops::Deref;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use crate::domain::lang::Lang;

pub use self::error::StoreError;
pub use self::journal::{Actor, Changes};
use self::packed::FirstLoad;
pub use self::sqlite::Sql;
use self::sqlite::open::{self, Purpose};
pub use self::sqlite::remains::{must_be_clear, remains};
use self::sqlite::{Engine, backup, bulk};

/// An open register.
pub struct Store {
    engine: Engine,
}

/// The right to write, inside a door. Reads like [`Sql`].
pub struct Writer<'a, 'c> {
    sql: &'a Sql<'c>,
    /// While people come into an empty register.
    first_load: OnceCell<FirstLoad>,
}

impl<'c> Deref for Writer<'_, 'c> {
    type Target = Sql<'c>;

    fn deref(&self) -> &Sql<'c> {
        self.sql
    }
}

impl Store {
    /// Opens a register to work in.
    pub fn open(path: &Path) -> Result<Store, StoreError> {
        Ok(Store { engine: open::open(path, Purpose::Write)? })
    }

    /// Opens a register for counts only, also where it cannot be written to.
    pub fn open_to_read(path: &Path) -> Result<Store, StoreError> {
        Ok(Store { engine: open::open(path, Purpose::Read)? })
    }

    /// Opens a backup as it lies there: nothing beside it is read, and nothing is written.
    pub fn open_copy(path: &Path) -> Result<Store, StoreError> {
        Ok(Store { engine: open::open_copy(path)? })
    }

    /// Makes a new register; `work` fills its first rows in the one act that is its first journal entry.
    pub fn create<E: From<StoreError>>(
        path: &Path,
        actor: &Actor,
        work: impl FnOnce(&Writer) -> Result<Changes, E>,
    ) -> Result<(), E> {
        open::create(path, |engine| {
            engine.transact(true, true, |sql| {
                schema::create(sql)?;
                let writer = Writer::new(sql);
                let changes = work(&writer)?;
                packed::refresh(&writer)?;
                Ok(journal::append(&writer, actor, "init", &changes)?)
            })
        })
    }

    /// One consistent view of the register.
    pub fn read<T, E: From<StoreError>>(&mut self, work: impl FnOnce(&Sql) -> Result<T, E>) -> Result<T, E> {
        self.engine.transact(false, true, work)
    }

    /// One act: its rows and exactly one journal row, or nothing at all.
    pub fn act<T, E: From<StoreError>>(
        &mut self,
        actor: &Actor,
        command: &str,
        work: impl FnOnce(&Writer) -> Result<(T, Changes), E>,
    ) -> Result<T, E> {
        self.engine.transact(true, true, |sql| {
            let writer = Writer::new(sql);
            let (value, changes) = work(&writer)?;
            packed::refresh(&writer)?;
            journal::append(&writer, actor, command, &changes)?;
            Ok(value)
        })
    }

    /// An act that takes many rows away: references are checked once, before it ends.
    pub fn act_of_removal<T, E: From<StoreError>>(
        &mut self,
        actor: &Actor,
        command: &str,
        work: impl FnOnce(&Writer) -> Result<(T, Changes), E>,
    ) -> Result<T, E> {
        bulk::bind(&mut self.engine, false)?;
        let outcome = self.act(actor, command, |writer| {
            let done = work(writer)?;
            bulk::check_references(writer)?;
            Ok(done)
        });
        bulk::bind(&mut self.engine, true)?;
        outcome
    }

    /// Part of an import: rows and the batch's progress together, no journal row.
    pub fn chunk<T, E: From<StoreError>>(&mut self, work: impl FnOnce(&Writer) -> Result<T, E>) -> Result<T, E> {
        self.engine.transact(true, true, |sql| {
            let writer = Writer::new(sql);
            let value = work(&writer)?;
            packed::refresh(&writer)?;
            Ok(value)
        })
    }

    /// The same work, rolled back.
    pub fn rehearse<T, E: From<StoreError>>(&mut self, work: impl FnOnce(&Writer) -> Result<T, E>) -> Result<T, E> {
        self.engine.transact(true, false, |sql| work(&Writer::new(sql)))
    }

    /// The same for [`Store::act_of_removal`].
    pub fn rehearse_removal<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&Writer) -> Result<T, E>,
    ) -> Result<T, E> {
        bulk::bind(&mut self.engine, false)?;
        let outcome = self.rehearse(work);
        bulk::bind(&mut self.engine, true)?;
        outcome
    }

    /// Sets the connection up for a large import; `first`: into a register that holds nobody yet.
    pub fn prepare_bulk(&mut self, first: bool) -> Result<(), StoreError> {
        bulk::prepare(&mut self.engine)?;
        if first { bulk::unlog(&mut self.engine) } else { Ok(()) }
    }

    /// Back to the register's usual log, folded, after a large import.
    pub fn finish_bulk(&mut self) -> Result<(), StoreError> {
        bulk::relog(&mut self.engine)?;
        bulk::fold_log(&mut self.engine)
    }

    pub fn path(&self) -> &Path {
        &self.engine.path
    }

    /// One look and a copy of just what it saw, in a file that does not exist yet.
    pub fn copy_seen<T, E: From<StoreError>>(
        &mut self,
        to: &Path,
        work: impl FnOnce(&Sql) -> Result<T, E>,
    ) -> Result<T, E> {
        self.read(|sql| {
            let seen = work(sql)?;
            backup::copy_seen(sql, to)?;
            Ok(seen)
        })
    }

    /// Whether the pages hold together.
    ///
    /// # Errors
    /// `Damaged`, with the first thing that does not.
    pub fn check_pages(&self) -> Result<(), StoreError> {
        open::check(&self.engine)
    }

    /// Makes the register one file, without a log.
    ///
    /// # Errors
    /// `Busy` while anybody else has it open.
    pub fn retire(&mut self) -> Result<(), StoreError> {
        bulk::journal_mode(&self.engine, "delete")
    }

    /// Writes a copy to a file that does not exist yet.
    pub fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        backup::copy_to(&self.engine, path)
    }
}

impl<'a, 'c> Writer<'a, 'c> {
    fn new(sql: &'a Sql<'c>) -> Writer<'a, 'c> {
        Writer { sql, first_load: OnceCell::new() }
    }

    /// Before people come into an empty register: drops the secondary indexes of the tables, and the triggers
    /// that would note each of them. To be given to [`Writer::end_first_load`].
    pub fn begin_first_load(&self, tables: &[&str]) -> Result<Vec<String>, StoreError> {
        let statements = bulk::drop_for_load(self.sql, tables)?;
        self.first_load.get_or_init(FirstLoad::default);
        Ok(statements)
    }

    pub fn end_first_load(&self, statements: &[String]) -> Result<(), StoreError> {
        if let Some(load) = self.first_load.get() {
            load.finish(self)?;
        }
        bulk::rebuild(self.sql, statements)
    }

    pub(in crate::store) fn first_load(&self) -> Option<&FirstLoad> {
        self.first_load.get()
    }
}

/// The language in which a register was made, where it can be read: for errors before anything is open.
pub fn language_of(path: &Path) -> Option<Lang> {
    let mut store = Store { engine: open::glance(path).ok()? };
    store.read(register::get).map(|register| register.lang).ok()
}

/// One look at a register before a command works in it, where it can be read: no lock, no side file.
pub fn glance<T>(path: &Path, look: impl FnOnce(&Sql) -> Result<T, StoreError>) -> Option<T> {
    let mut store = Store { engine: open::glance(path).ok()? };
    store.read(look).ok()
}

/// Whether a path is a register's file or one of those beside it that are its own, however it is written: those
/// of the database engine, the locks of its nights and of the imports into it.
pub fn is_part_of_register(register: &Path, path: &Path) -> bool {
    let (register, path) = (settled(register), settled(path));
    let own = ["", "-wal", "-shm", "-journal", NIGHT_LOCK].iter().any(|ending| side_file(&register, ending) == path);
    own || path.as_os_str().as_bytes().starts_with(side_file(&register, IMPORT_LOCK).as_os_str().as_bytes())
}

/// How the lock of a register's nights is called after its file, and how those of imports begin.
pub const NIGHT_LOCK: &str = "-nightly";
pub const IMPORT_LOCK: &str = ".import-";

/// The one way to write a path, whether there is a file yet or not.
pub fn settled(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        path.file_name().map_or_else(|| folder.clone(), |name| folder.join(name))
    })
}

/// The path of a side file of a register: the same name with an ending.
pub fn side_file(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
