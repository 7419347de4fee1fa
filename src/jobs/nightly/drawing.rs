//! Drawing the files of a night, with two hands: one reads the register, the other writes what was read.
//!
//! All files are drawn from one view of the register, reports and lists alike. They are shown when the view is
//! closed, those of people once it is journalled that they were listed.

use std::path::PathBuf;
use std::sync::mpsc::sync_channel;
use std::thread;

use super::Hashes;
use super::catalogue::{REPORTS, Report, Written};
use super::folder::Draft;
use super::run::{Lists, Run};
use crate::domain::calendar::Day;
use crate::domain::night::CityFigures;
use crate::failure::Failure;
use crate::jobs::backup::hash_of;
use crate::jobs::reports::Asked;
use crate::ops::night as op;
use crate::ops::office::Office;
use crate::present::sheet::{Sheet, Total};
use crate::store::Sql;

/// The files of a night, written and not yet shown.
pub struct Drawn {
    pub figures: CityFigures,
    draft: Draft,
    reports: Files,
    lists: Option<Result<Files, Failure>>,
}

/// What was written: names with their SHA-256, and how many people stand there.
#[derive(Default)]
struct Files {
    hashes: Hashes,
    people: u64,
}

/// What is shown of a night: its reports, and its lists to be shown later.
pub struct Shown {
    pub files: Vec<PathBuf>,
    pub hashes: Hashes,
    pub lists: Option<Result<Lists, Failure>>,
}

/// Draws all reports of a day from one view of the register.
pub fn draw(run: &mut Run, on: Day, with_lists: bool) -> Result<Drawn, Failure> {
    let (draft, forms) = (run.nights()?.draft(on)?, run.forms(on)?);
    let asked = Asked { on, today: run.cx.today(), lang: run.lang() };
    let (of_people, counts): (Vec<Report>, Vec<Report>) = REPORTS.iter().partition(|report| report.lists_people());
    let (figures, reports, lists) = run.store()?.read(|sql| {
        let office = Office::load(sql)?;
        let write = |reports: &[Report]| write(sql, &office, &asked, reports, (&draft, &forms));
        let reports = write(&counts)?;
        let lists = with_lists.then(|| write(&of_people));
        Ok::<_, Failure>((op::figures(sql, &office, on)?, reports, lists))
    })?;
    Ok(Drawn { figures, draft, reports, lists })
}

/// Writes reports in all forms, each while the next one is counted.
fn write(
    sql: &Sql,
    office: &Office,
    asked: &Asked,
    reports: &[Report],
    (draft, forms): (&Draft, &[Written]),
) -> Result<Files, Failure> {
    thread::scope(|scope| {
        let (hand, taken) = sync_channel::<(Report, Sheet)>(1);
        let writer = scope.spawn(move || {
            let mut files = Files::default();
            taken.into_iter().try_for_each(|(report, sheet)| files.put(draft, forms, report, &sheet))?;
            Ok(files)
        });
        let mut read = Ok(true);
        for report in reports {
            read = report.sheet(sql, office, asked).map(|sheet| hand.send((*report, sheet)).is_ok());
            // A writer that takes no more says itself why.
            if !matches!(read, Ok(true)) {
                break;
            }
        }
        drop(hand);
        let written = writer.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        read.and(written)
    })
}

impl Files {
    fn put(&mut self, draft: &Draft, forms: &[Written], report: Report, sheet: &Sheet) -> Result<(), Failure> {
        for (ending, form) in forms {
            let (name, bytes) = (report.file(ending), sheet.bytes(*form)?);
            draft.write(&name, &bytes)?;
            self.hashes.insert(name, hash_of(&bytes));
        }
        self.people += match sheet.total {
            Total::Count(people) => people,
            Total::Row(_) => 0,
        };
        Ok(())
    }
}

impl Drawn {
    /// Shows the files without people.
    pub fn show(self) -> Result<Shown, Failure> {
        let Drawn { draft, reports, lists, .. } = self;
        let names: Vec<String> = reports.hashes.keys().cloned().collect();
        let files = draft.show(&names)?;
        let mut hashes = reports.hashes;
        let listed = |written: Files| {
            let names = written.hashes.keys().cloned().collect();
            hashes.extend(written.hashes);
            Lists { draft, names, people: written.people }
        };
        let lists = lists.map(|lists| lists.map(listed));
        Ok(Shown { files, hashes, lists })
    }
}
