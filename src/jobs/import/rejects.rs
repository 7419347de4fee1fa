//! The rejects file: under its name only when it is whole, mode 0600, and never over another file unless
//! it was asked for by name.

use std::fs::{self, File};
use std::io::BufWriter;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::landing::Job;
use super::reading::Reader;
use super::{Reason, SetAside};
use crate::context::replaceable;
use crate::domain::code::Code;
use crate::domain::mask;
use crate::intake::rejects::digits_of;
use crate::intake::{Record, Rejects};
use crate::present::words::files::FileFault;
use crate::present::words::{Describe, text};

/// A place for the rejects, made before the work starts so that the work is not done in vain.
pub struct Place {
    input: PathBuf,
    named: Option<PathBuf>,
    part: PathBuf,
}

impl Place {
    pub fn prepare(input: &Path, named: Option<&Path>) -> Result<Place, FileFault> {
        // A link's own target is replaced, and the link keeps being one.
        let named = named.map(replaceable).transpose()?;
        let named = named.as_deref();
        let (folder, prefix) = part_of(named.unwrap_or(input));
        let part = folder.join(format!("{prefix}{}", std::process::id()));
        let place = Place { input: input.to_owned(), named: named.map(Path::to_owned), part };
        sweep(input, named);
        place.file()?;
        Ok(place)
    }

    /// Nothing was set aside: what an earlier run left under the name that was asked for is out of date.
    pub fn clear(&self) -> Result<(), FileFault> {
        match self.named.as_deref().filter(|named| named.is_file()) {
            Some(named) => fs::remove_file(named).map_err(|error| self.fault(&error)),
            None => Ok(()),
        }
    }

    fn file(&self) -> Result<File, FileFault> {
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true).mode(0o600);
        options.open(&self.part).map_err(|error| self.fault(&error))
    }

    fn fault(&self, error: &std::io::Error) -> FileFault {
        let path = self.named.clone().unwrap_or_else(|| numbered(&self.input, 1));
        FileFault::writing(&path, error)
    }

    /// Writes the `left` rows that were set aside, with their own cells, in the order of the file; `reasons_of` one
    /// that was not: `None`.
    pub fn write(
        &self,
        job: &Job,
        mut left: usize,
        reasons_of: impl Fn(&Record) -> Option<Vec<(Code, String)>>,
    ) -> Result<(), FileFault> {
        let (source, plan) = (job.source, job.plan);
        let out = BufWriter::new(self.file()?);
        let headings = plan.binding.own_headings();
        let digits = digits_of(&job.first_sha256);
        let file = text!(job.order.lang, "名册 {digits}", "roster {digits}");
        let mut rejects =
            Rejects::new(out, &file, headings.iter().map(String::as_str)).map_err(|error| self.fault(&error))?;
        let mut rows = source.rows(plan)?;
        let mut record = Record::default();
        while left > 0 && rows.next(&mut record).map_err(|error| source.fault(&error))? {
            job.keep_first_line(&mut record);
            let Some(reasons) = reasons_of(&record) else { continue };
            let reasons: Vec<(Code, &str)> = reasons.iter().map(|(code, words)| (*code, words.as_str())).collect();
            let own = record.cells().skip(plan.binding.preface);
            rejects.row(record.line, &reasons, own).map_err(|error| self.fault(&error))?;
            left -= 1;
        }
        let out = rejects.finish().map_err(|error| self.fault(&error))?;
        let file = out.into_inner().map_err(|error| self.fault(&error.into_error()))?;
        file.sync_all().map_err(|error| self.fault(&error))
    }

    /// Gives the written file its name.
    pub fn publish(&self) -> Result<PathBuf, FileFault> {
        if let Some(named) = &self.named {
            fs::rename(&self.part, named).map_err(|error| self.fault(&error))?;
            return Ok(named.clone());
        }
        let mut number = 1;
        loop {
            let path = numbered(&self.input, number);
            match fs::hard_link(&self.part, &path) {
                Ok(()) => return Ok(path),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => number += 1,
                Err(error) => return Err(self.fault(&error)),
            }
        }
    }

    /// The name that [`Place::publish`] will most likely give.
    pub fn expected(&self) -> PathBuf {
        self.named.clone().unwrap_or_else(|| Place::beside(&self.input))
    }

    /// The name that the rejects of an input get where none was asked for.
    pub fn beside(input: &Path) -> PathBuf {
        let mut number = 1;
        while numbered(input, number).exists() {
            number += 1;
        }
        numbered(input, number)
    }
}

/// `march.csv` → `march.rejects.csv`, `march.rejects-2.csv`, …
fn numbered(input: &Path, number: u32) -> PathBuf {
    let stem = input.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    // A number that somebody wrote into the name is not carried on.
    let stem = mask::in_file_name(&stem, "");
    let stem = if stem.trim().is_empty() { "roster" } else { &stem };
    let number = if number == 1 { String::new() } else { format!("-{number}") };
    input.with_file_name(format!("{stem}.rejects{number}.csv"))
}

/// Removes the parts that killed runs left beside the roster: they hold people's particulars.
pub fn sweep(input: &Path, named: Option<&Path>) {
    let (folder, prefix) = part_of(named.unwrap_or(input));
    let processes = Path::new("/proc");
    if !processes.join("self").exists() {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let file_name = entry.file_name();
        let Some(process) = file_name.to_str().and_then(|file| file.strip_prefix(&prefix)) else { continue };
        if process.bytes().all(|b| b.is_ascii_digit()) && !processes.join(process).exists() {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The folder of the parts that stand beside a file, and how their names begin; a process's number follows.
fn part_of(beside: &Path) -> (PathBuf, String) {
    let name = beside.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = beside.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    (folder.to_owned(), format!(".{name}.part-"))
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.part);
    }
}

/// The reasons in words for which a row was set aside; `bad`: by line.
pub fn worded(bad: &[SetAside], reader: &Reader, record: &Record) -> Option<Vec<(Code, String)>> {
    let lang = reader.order.lang;
    let at = bad.binary_search_by_key(&record.line, |row| row.line).ok()?;
    let row = &bad[at];
    let word = |reason: &Reason| {
        let (code, words) = (reason.code(), reason.words(lang));
        // What to write instead stands beside what was written.
        let hint = words.hint.filter(|_| matches!(code, Code::J107 | Code::J412));
        let hint = hint.map(|hint| text!(lang, "；{hint}", ": {hint}")).unwrap_or_default();
        (code, words.sentence + &hint)
    };
    let reasons = match &row.by_register {
        Some(refusal) => vec![Reason::Landing((**refusal).clone())],
        None => reader.read(record).err().unwrap_or_default(),
    };
    if reasons.is_empty() {
        return Some(row.codes.iter().map(|code| (*code, String::new())).collect());
    }
    Some(reasons.iter().map(word).collect())
}
