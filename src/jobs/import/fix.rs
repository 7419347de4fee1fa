//! Corrected rejects: a row is known by its 行号, the line that it had in the first file.

use std::collections::HashSet;
use std::path::PathBuf;

use super::landing::Job;
use super::tally::Tally;
use super::{ImportError, NotOpen};
use crate::intake::Record;
use crate::intake::rejects::{digits_of, told_file};
use crate::store::{Store, StoreError, Writer, batches};

/// The most rows that are listed as no open rejects.
const MOST_LISTED: usize = 20;

impl Job<'_> {
    /// Of a corrected file: the record is counted by the line that it had in the first one.
    pub fn keep_first_line(&self, record: &mut Record) {
        if self.order.fixes.is_some()
            && let Some(line) = first_line(record)
        {
            record.line = line;
        }
    }

    /// The lines of the first file that the rows of a corrected one had.
    ///
    /// # Errors
    /// `NoLines`; `OtherRejects`: the file is another batch's; `NotOpen`: also for a line that comes twice, since one of the two would be lost.
    pub fn lines_to_mend(&self, store: &mut Store, first: i64) -> Result<Vec<u64>, ImportError> {
        if self.plan.binding.preface == 0 {
            return Err(ImportError::NoLines);
        }
        let path = self.source.path.to_string_lossy().into_owned();
        let owners = store.read::<_, StoreError>(|sql| batches::list_by_rejects_file(sql, &path))?;
        if let Some(owner) = owners.first().filter(|_| !owners.contains(&first)) {
            return Err(ImportError::OtherRejects {
                batch: first,
                owner: Some(*owner),
                path: self.source.path.clone(),
            });
        }
        let open = store.read::<_, StoreError>(|sql| batches::list_open_rejects(sql, first, self.earlier))?;
        let mut open: HashSet<u64> = open.into_iter().filter_map(|line| u64::try_from(line).ok()).collect();
        let fault = |error: std::io::Error| self.source.fault(&error);
        let mut rows = self.source.rows(self.plan)?;
        let mut record = Record::default();
        let (mut lines, mut not_open) = (Vec::new(), Vec::new());
        while rows.next(&mut record).map_err(fault)? {
            if let Some(digits) = told_file(record.cell(2)).filter(|digits| *digits != digits_of(&self.first_sha256)) {
                let owner = store.read::<_, StoreError>(|sql| batches::find_by_digits(sql, digits))?;
                return Err(ImportError::OtherRejects { batch: first, owner, path: self.source.path.clone() });
            }
            match first_line(&record) {
                Some(line) if open.remove(&line) => lines.push(line),
                first_line => not_open.push(NotOpen { line: record.line, first_line }),
            }
            if not_open.len() > MOST_LISTED {
                break;
            }
        }
        if not_open.is_empty() {
            return Ok(lines);
        }
        let more = not_open.len() > MOST_LISTED;
        not_open.truncate(MOST_LISTED);
        let left = store.read::<_, StoreError>(|sql| batches::last_rejects_file(sql, first))?;
        let left = left.filter(|left| *left != path).map(PathBuf::from);
        Err(ImportError::NotOpen { batch: first, rows: not_open, more, left })
    }

    /// The rows that were taken are no open rejects of the first batch any more.
    pub fn mend(&self, writer: &Writer, batch: i64, tally: &Tally) -> Result<(), StoreError> {
        let Some(first) = self.order.fixes else { return Ok(()) };
        let bad: HashSet<u64> = tally.bad.iter().map(|bad| bad.line).collect();
        for line in self.mended.iter().filter(|line| !bad.contains(line)) {
            batches::mend(writer, first.batch, i64::try_from(*line).unwrap_or(i64::MAX), batch, self.earlier)?;
        }
        Ok(())
    }
}

fn first_line(record: &Record) -> Option<u64> {
    crate::intake::cells::narrow(record.cell(0)).parse().ok()
}
