//! Where an answer goes: standard output, or a temporary file that takes `--out`'s name at the end.
//!
//! The path is checked and the temporary file made (0600) before the work starts, so that a long report
//! is not lost to a misspelt folder. Whoever looks sees the old file or the whole new one. Only what is made
//! for the public is readable to whom the umask allows.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind};
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::present::words::files::{FileFault, is_full};

pub enum Output {
    Standard,
    File(OutputFile),
}

pub struct OutputFile {
    pub writer: BufWriter<File>,
    /// Whether what was written so far is an answer by itself.
    pub whole: bool,
    target: PathBuf,
    temporary: Temporary,
}

/// Removes the file when it goes, unless it was renamed.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

impl Output {
    /// Opens a temporary file beside `path`.
    pub fn file(path: &Path) -> Result<Output, FileFault> {
        let target = replaceable(path)?;
        let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut attempt = 0;
        let (temporary, file) = loop {
            let temporary = target.with_file_name(format!(".{name}.{}-{attempt}.tmp", std::process::id()));
            match create(&temporary, true) {
                Ok(file) => break (temporary, file),
                Err(error) if error.kind() == ErrorKind::AlreadyExists && attempt < 100 => attempt += 1,
                Err(error) => return Err(FileFault::writing(path, &error)),
            }
        };
        let writer = BufWriter::with_capacity(1 << 16, file);
        Ok(Output::File(OutputFile { writer, whole: false, target, temporary: Temporary(temporary) }))
    }

    pub fn path(&self) -> Option<&Path> {
        match self {
            Output::Standard => None,
            Output::File(file) => Some(&file.target),
        }
    }
}

impl OutputFile {
    /// Begins the file anew as one for the public, of the mode that the umask leaves.
    pub fn publish(&mut self) -> Result<(), FileFault> {
        let path = &self.temporary.0;
        let anew = fs::remove_file(path).and_then(|()| create(path, false));
        let file = anew.map_err(|error| FileFault::writing(&self.target, &error))?;
        self.writer = BufWriter::with_capacity(1 << 16, file);
        self.whole = false;
        Ok(())
    }

    pub fn close(self) -> Result<(), Failure> {
        let OutputFile { writer, whole, target, temporary } = self;
        if !whole {
            return Ok(());
        }
        let written = writer.into_inner().map_err(io::IntoInnerError::into_error).and_then(|file| file.sync_all());
        let renamed = written.and_then(|()| fs::rename(&temporary.0, &target));
        renamed.map_err(|error| FileFault::writing(&target, &error).into())
    }
}

/// The file that will be replaced: a link's own target, and nothing but a regular file.
pub fn replaceable(path: &Path) -> Result<PathBuf, FileFault> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match fs::metadata(path) {
        Ok(found) if found.is_file() => fs::canonicalize(path).map_err(|error| FileFault::writing(path, &error)),
        Ok(_) => Err(FileFault::NotRegular { path: path.to_owned() }),
        Err(error) if error.kind() != ErrorKind::NotFound => Err(FileFault::writing(path, &error)),
        Err(error) if path.file_name().is_none() => Err(FileFault::writing(path, &error)),
        Err(_) => match fs::metadata(folder) {
            Ok(folder) if folder.is_dir() => Ok(path.to_owned()),
            Ok(_) => Err(FileFault::writing(path, &io::Error::from(ErrorKind::NotADirectory))),
            Err(error) => Err(FileFault::writing(path, &error)),
        },
    }
}

fn create(path: &Path, private: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if private {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    options.open(path)
}

/// A failed write in the contract's terms; a reader that went away is no failure.
pub fn write_failure(error: &io::Error, path: Option<&Path>) -> Failure {
    match path {
        None if error.kind() == ErrorKind::BrokenPipe => Failure::closed_pipe(),
        None => FileFault::standard_output(is_full(error), error.to_string()).into(),
        Some(path) => FileFault::writing(path, error).into(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::domain::code::Code;
    use crate::present::words::Describe;

    fn fault(path: &Path) -> Option<Code> {
        Output::file(path).err().map(|fault| fault.code())
    }

    #[test]
    fn a_path_that_cannot_take_a_file_is_refused_before_the_work() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("taken");
        fs::write(&file, "old").unwrap();
        assert_eq!(fault(folder.path()), Some(Code::J715), "a folder");
        assert_eq!(fault(Path::new("/dev/null")), Some(Code::J715), "a device");
        assert_eq!(fault(&folder.path().join("missing/report.csv")), Some(Code::J713), "a folder that is not there");
        assert_eq!(fault(&file.join("report.csv")), Some(Code::J713), "a file as folder");
        assert_eq!(fault(Path::new("")), Some(Code::J713), "no name");
    }

    #[test]
    fn the_old_file_stands_until_the_new_one_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.csv");
        fs::write(&path, "old").unwrap();
        for (whole, expected) in [(false, "old"), (true, "new")] {
            let Ok(Output::File(mut file)) = Output::file(&path) else { panic!("{path:?} can be written") };
            file.writer.write_all(b"new").unwrap();
            file.whole = whole;
            assert!(file.close().is_ok());
            assert_eq!(fs::read_to_string(&path).unwrap(), expected);
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_new_file_is_its_owners_alone_and_a_link_keeps_being_one() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("report.csv"), folder.path().join("link"));
        fs::write(&path, "old").unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        let Ok(Output::File(mut file)) = Output::file(&link) else { panic!("{link:?} can be written") };
        file.whole = true;
        assert!(file.close().is_ok());
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
