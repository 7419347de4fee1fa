//! What is said of files, locks, nights and the machine.

use super::{Sample, day, s, sample};
use crate::domain::calendar::Instant;
use crate::domain::night::watch::{Alarm, Told as NightTold};
use crate::domain::night::{Figure, Jump, Step};
use crate::domain::rate::Check;
use crate::domain::span::Span;
use crate::jobs::lock::Holder;
use crate::jobs::nightly::NightRefusal;
use crate::jobs::restore::RestoreError;
use crate::ops::OpError;
use crate::ops::check::Finding;
use crate::ops::night::Watched;
use crate::ops::rate::ReportRefusal;
use crate::present::words::confirm::NotConfirmed;
use crate::present::words::db::{ClockBehind, FutureDay};
use crate::present::words::files::FileFault;
use crate::present::words::report::NeedsFile;
use crate::store::StoreError;
use crate::store::checks::Dangling;
use std::path::PathBuf;

pub(super) fn machine() -> Vec<Sample> {
    let path = || PathBuf::from("/srv/登记 库/register.db");
    let at = |seconds| Instant::from_unix(seconds).unwrap();
    let failed = ["rows_registered", "holders_by_permits"].map(|name| Check::new(name, 12, 13));
    let failed = failed.to_vec();
    vec![
        sample(
            "report/coming",
            ReportRefusal::ComingDay {
                flags: s("--as-of"),
                on: day("2012-09-01"),
                today: day("2012-08-31"),
                good: day("2012-08-31"),
            },
        ),
        sample(
            "report/backwards",
            ReportRefusal::Backwards {
                span: Span { from: day("2012-08-31"), to: day("2012-08-01") },
                today: day("2012-08-15"),
            },
        ),
        sample("report/needs_file", NeedsFile { file: "show" }),
        sample("report/unknown_cell", ReportRefusal::UnknownCell { cell: s("rate/tier/city/age") }),
        sample(
            "report/unknown_number",
            ReportRefusal::UnknownNumber { text: s("R2012-08-31/9"), latest: Some(s("R2012-08-31/2")) },
        ),
        sample("report/no_number", ReportRefusal::UnknownNumber { text: s("R2012-08-31/9"), latest: None }),
        sample("report/broken_seal", ReportRefusal::BrokenSeal { number: s("R2012-08-31/1") }),
        sample("report/contradiction", ReportRefusal::Contradiction { failed }),
        sample("store/missing", StoreError::Missing { path: path() }),
        sample("store/empty", StoreError::Empty { path: path() }),
        sample("store/foreign", StoreError::Foreign { path: path() }),
        sample("store/newer", StoreError::Newer { path: path(), found: 9, known: 1 }),
        sample("store/older", StoreError::Older { path: path(), found: 1, known: 2 }),
        sample("store/damaged", StoreError::Damaged { path: path(), cause: s("file is not a database") }),
        sample("store/other-schema", StoreError::OtherSchema { path: path(), cause: s("no such table: packed") }),
        sample("store/owner", StoreError::OtherOwner { path: path(), owner: s("li") }),
        sample("store/network", StoreError::Network { path: path(), system: "nfs" }),
        sample("store/exists", StoreError::Exists { path: path(), is_empty: false }),
        sample("store/backup-exists", StoreError::BackupExists { path: path() }),
        sample("store/busy", StoreError::Busy { path: path() }),
        sample("store/read-only", StoreError::ReadOnly { path: path() }),
        sample("store/full", StoreError::Full { path: path() }),
        sample("store/unreadable", StoreError::Unreadable { path: path(), cause: s("Permission denied") }),
        sample("store/unwritable", StoreError::Unwritable { path: path(), cause: s("Permission denied") }),
        sample("confirm/no", NotConfirmed),
        sample("store/interrupted", StoreError::Interrupted),
        sample("store/fault", OpError::<ReportRefusal>::Store(StoreError::Fault { cause: s("no such row") })),
        sample("clock", ClockBehind { now: at(1_346_300_000), last_entry: at(1_346_600_000), flag: "--on" }),
        sample("future", FutureDay { day: day("2012-09-01"), today: day("2012-08-31") }),
    ]
}

pub(super) fn side_files() -> Vec<Sample> {
    let path = || PathBuf::from("/srv/登记 库/register.db");
    let log = || PathBuf::from("/srv/登记 库/register.db-wal");
    let journal = || PathBuf::from("/srv/登记 库/register.db-journal");
    vec![
        sample("store/exists-empty", StoreError::Exists { path: path(), is_empty: true }),
        sample("store/remains", StoreError::Remains { path: path(), beside: vec![log(), journal()] }),
        sample("store/log-beside", StoreError::LogBeside { path: path(), beside: vec![log()] }),
        sample(
            "store/log-unread",
            StoreError::LogUnread { path: path(), beside: vec![log()], cause: s("unable to open") },
        ),
    ]
}

fn clock_behind() -> NightRefusal {
    let at = |seconds| Instant::from_unix(seconds).unwrap();
    NightRefusal::ClockBehind { night: day("2012-08-29"), now: at(1_346_300_000), last_entry: at(1_346_600_000) }
}

pub(super) fn nights() -> Vec<Sample> {
    let on = day("2012-08-30");
    let lock = || PathBuf::from("/srv/夜报/.nightly.lock");
    let holder = Holder { host: s("jzz-1"), process: s("4711"), since: s("2012-08-30T18:30:00Z") };
    let backup = || PathBuf::from("/srv/夜报/backups/2012-08-30.db");
    let jump =
        |figure, since, now| Jump { figure, since: day(since), on: day("2012-08-30"), before: 1000, now, usual: 5 };
    let missing = |alarm, failed| {
        let told = NightTold { alarm, names_day: failed == Some(Step::Backup) };
        let folder = PathBuf::from("/srv/夜 报");
        Watched {
            told,
            failed,
            command: s("jzz nightly --out '/srv/夜 报' --keep 31"),
            folder,
            is_usable: failed != Some(Step::Lock),
        }
    };
    let dangling = Dangling { table: s("registration"), row: Some(7), parent: s("migrant") };
    let failed = Check::new("holders_by_permits", 12, 13);
    let hash = |fill: &str| fill.repeat(32);
    let (written, found) = (hash("0a"), hash("1b"));
    let mut all = vec![
        sample("night/coming", NightRefusal::ComingDay { on: day("2012-09-01"), today: day("2012-08-31") }),
        sample("night/at-work", NightRefusal::AtWork { holder: Some(holder), lock: lock() }),
        sample("night/at-work-unnamed", NightRefusal::AtWork { holder: None, lock: lock() }),
        sample("night/clock", clock_behind()),
        sample("night/other-register", NightRefusal::OtherRegister { folder: PathBuf::from("/srv/nights") }),
        sample("night/not-given-back", NightRefusal::NotGivenBack { backup: backup() }),
        sample("night/jump", jump(Figure::Registered, "2012-08-29", 1051)),
        sample("night/jump-over-days", jump(Figure::Holders, "2012-08-21", 949)),
        sample("night/failed", missing(Alarm::Failed(on), None)),
        sample("night/unfinished", missing(Alarm::Unfinished(on), None)),
        sample("night/missing", missing(Alarm::Missing(on), None)),
        sample("night/unwritable", FileFault::UnwritableIn { path: lock(), cause: s("Permission denied") }),
        sample("night/jumped", missing(Alarm::Jumped(on), None)),
        sample("restore/exists", RestoreError::Exists { path: PathBuf::from("/srv/r.db"), backup: backup() }),
        sample("restore/hash", RestoreError::Hash { backup: backup(), written, found }),
        sample("check/page", Finding::Page(s("Tree 7 page 12: btreeInitPage() returns error code 11"))),
        sample("check/schema", Finding::Schema { name: s("journal_no_delete") }),
        sample("check/interrupted", Finding::Interrupted { batch: 3, file: s("名册.csv") }),
        sample("check/dangling", Finding::Dangling(dangling)),
        sample("check/two-permits", Finding::TwoPermits { migrant: 7 }),
        sample("check/two-registrations", Finding::TwoRegistrations { migrant: 7 }),
        sample("check/terms", Finding::Terms { number: s("JZ5201021700000014") }),
        sample("check/packed", Finding::Packed { from: 64, to: 127 }),
        sample("check/figures", Finding::Figures(failed)),
    ];
    all.extend(
        Step::COURSE
            .into_iter()
            .chain([Step::Summary, Step::FillIn])
            .map(|step| sample("night/failed-at", missing(Alarm::Failed(on), Some(step)))),
    );
    all
}
