//! The folder of a demo and the files in it: a new folder or an empty one, never one with something in it.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::practice::city::{write_people, write_permits};
use crate::present::words::files::FileFault;

/// Why a folder cannot be used.
#[derive(Debug)]
pub enum FolderRefusal {
    NotEmpty { path: PathBuf },
    File(FileFault),
}

/// Makes the folder, or takes it when it is empty; without a name, a fresh one under `temporary`.
pub fn folder(named: Option<&Path>, temporary: &Path, seed: u64) -> Result<PathBuf, FolderRefusal> {
    let fault = |path: &Path, error: &std::io::Error| FolderRefusal::File(FileFault::writing(path, error));
    let mut builder = fs::DirBuilder::new();
    builder.mode(0o700);
    let Some(path) = named else {
        for number in 0_u64.. {
            let path = temporary.join(format!("jzz-demo-{}", seed.wrapping_mul(1_000).wrapping_add(number)));
            match builder.create(&path) {
                Ok(()) => return Ok(path),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(fault(&path, &error)),
            }
        }
        return Err(FolderRefusal::NotEmpty { path: temporary.to_owned() });
    };
    builder.recursive(true).create(path).map_err(|error| fault(path, &error))?;
    let mut entries = fs::read_dir(path).map_err(|error| fault(path, &error))?;
    if entries.next().is_some() {
        return Err(FolderRefusal::NotEmpty { path: path.to_owned() });
    }
    Ok(path.to_owned())
}

/// Writes a file of the demo.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), FileFault> {
    let outcome = create(path).and_then(|mut file| file.write_all(bytes));
    outcome.map_err(|error| FileFault::writing(path, &error))
}

/// Writes the city's people.
pub fn people(path: &Path, count: u64, seed: u64) -> Result<(), FileFault> {
    let outcome = create(path).and_then(|file| write_people(file, count, seed));
    outcome.map_err(|error| FileFault::writing(path, &error))
}

/// Writes the ledger of the city's cards.
pub fn permits(path: &Path, count: u64, seed: u64) -> Result<(), FileFault> {
    let outcome = create(path).and_then(|file| write_permits(file, count, seed));
    outcome.map_err(|error| FileFault::writing(path, &error))
}

fn create(path: &Path) -> std::io::Result<BufWriter<File>> {
    let file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    Ok(BufWriter::with_capacity(1 << 16, file))
}
