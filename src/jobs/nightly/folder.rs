//! The folder of all nights: one folder a night, `latest`, what is kept of it.
//!
//! A file is written under a hidden folder, synced, and renamed into its night: whoever looks sees the old
//! file or the whole new one. Every file is its owner's alone.

use std::collections::BTreeSet;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, symlink};
use std::path::{Path, PathBuf};

use super::Hashes;
use super::run::SUMMARY;
use crate::domain::calendar::Day;
use crate::domain::night::missed::surplus;
use crate::jobs::backup::hash;
use crate::present::night::hashes_in;
use crate::present::words::files::FileFault;
use crate::store::is_part_of_register;

/// The folder that `--out` names.
#[derive(Debug, Clone)]
pub struct Nights {
    root: PathBuf,
    /// Nights of later days were made by a clock that was ahead.
    today: Day,
}

/// The files of a night that are not as its summary says.
#[derive(Debug, Default)]
pub struct Differing {
    /// Taken away, or changed.
    pub changed: Vec<String>,
    /// The night was whole without them.
    pub never_made: Vec<String>,
}

const LATEST: &str = "latest";

impl Nights {
    /// Makes the folder, or takes the one that is there, and clears what a run that was cut off left.
    pub fn open(root: &Path, today: Day) -> Result<Nights, FileFault> {
        make_folder(root)?;
        Ok(Nights { root: root.to_owned(), today })
    }

    pub fn lock_file(root: &Path) -> PathBuf {
        root.join(".nightly.lock")
    }

    /// The folder of a night.
    pub fn of(&self, on: Day) -> PathBuf {
        self.root.join(on.to_string())
    }

    /// Takes away what a run that was cut off left half-made.
    pub fn sweep(&self) -> Result<(), FileFault> {
        let failed = |error: io::Error| FileFault::in_folder(&self.root, &error);
        for entry in fs::read_dir(&self.root).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let left = name.strip_prefix('.').and_then(|name| name.strip_suffix(".part"));
            if left.is_some_and(|day| Day::parse_iso(day).is_some()) {
                fs::remove_dir_all(entry.path()).map_err(failed)?;
            }
        }
        Ok(())
    }

    /// A place where a night's files are written before they are shown.
    pub fn draft(&self, on: Day) -> Result<Draft, FileFault> {
        let path = self.root.join(format!(".{on}.part"));
        let _ = fs::remove_dir_all(&path);
        DirBuilder::new().mode(0o700).create(&path).map_err(|error| FileFault::in_folder(&path, &error))?;
        Ok(Draft { path, night: self.of(on) })
    }

    /// Whether all these files of a night are there.
    pub fn has(&self, on: Day, names: &[String]) -> bool {
        let folder = self.of(on);
        names.iter().all(|name| folder.join(name).is_file())
    }

    /// What a night's summary says of the files beside it.
    pub fn written(&self, on: Day) -> Hashes {
        hashes_in(&fs::read_to_string(self.of(on).join(SUMMARY)).unwrap_or_default())
    }

    /// Those of a night's files that are what its summary says.
    pub fn standing(&self, on: Day) -> Hashes {
        let mut written = self.written(on);
        written.retain(|name, known| hash(&self.of(on).join(name)).is_ok_and(|(found, _)| found == *known));
        written
    }

    /// Adds to what is told of a night what lies there of an earlier run and is as that told.
    pub fn keep_told(&self, on: Day, files: &mut Vec<PathBuf>, hashes: &mut Hashes) {
        for (name, sha256) in self.standing(on) {
            let path = self.of(on).join(&name);
            if !files.contains(&path) {
                files.push(path);
                hashes.insert(name, sha256);
            }
        }
    }

    /// The files of a night that are not what its summary says they were. Without one none is to be believed.
    pub fn differing(&self, on: Day, names: &[String]) -> Differing {
        let (written, standing) = (self.written(on), self.standing(on));
        let is_fine = |name: &&String| standing.contains_key(*name) || *name == SUMMARY && !written.is_empty();
        let wrong = names.iter().filter(|name| !is_fine(name)).cloned();
        let (changed, never_made) = wrong.partition(|name| written.is_empty() || written.contains_key(name));
        Differing { changed, never_made }
    }

    /// Points `latest` to a night, unless it points to a later one of a day that has come.
    pub fn point_to(&self, on: Day) -> Result<(), FileFault> {
        let link = self.root.join(LATEST);
        if self.latest().is_some_and(|latest| latest >= on) {
            return Ok(());
        }
        let fresh = self.root.join(format!(".{LATEST}.part"));
        let _ = fs::remove_file(&fresh);
        let pointed = symlink(on.to_string(), &fresh).and_then(|()| fs::rename(&fresh, &link));
        pointed.and_then(|()| sync(&self.root)).map_err(|error| {
            let _ = fs::remove_file(&fresh);
            FileFault::in_folder(&link, &error)
        })
    }

    /// The night that `latest` points to, if its day has come.
    fn latest(&self) -> Option<Day> {
        let target = fs::read_link(self.root.join(LATEST)).ok()?;
        Day::parse_iso(target.to_str()?).filter(|on| *on <= self.today && self.of(*on).is_dir())
    }

    /// The nights that lie there with their summary, whoever made them.
    pub fn whole_ones(&self) -> Result<Vec<Day>, FileFault> {
        let mut nights = days_in(&self.root, "")?;
        nights.retain(|on| self.has(*on, &[SUMMARY.to_owned()]));
        Ok(nights)
    }

    /// Takes the oldest nights of the register away, but not the one just made. `latest` points to that, or to a
    /// later one, which stays too.
    pub fn prune(&self, made: Day, keep: u32, ours: &BTreeSet<Day>) -> Result<Vec<Day>, FileFault> {
        let latest = self.latest().filter(|latest| *latest > made);
        let nights = days_in(&self.root, "")?.into_iter().filter(|on| ours.contains(on)).collect();
        let gone = surplus(nights, keep).into_iter().filter(|on| *on != made && latest != Some(*on));
        let gone: Vec<Day> = gone.collect();
        for on in &gone {
            // Hidden first: nobody finds half a night.
            let (path, hidden) = (self.of(*on), self.root.join(format!(".{on}.part")));
            let removed = fs::rename(&path, &hidden).and_then(|()| fs::remove_dir_all(&hidden));
            removed.map_err(|error| FileFault::in_folder(&path, &error))?;
        }
        Ok(gone)
    }
}

/// Takes the oldest backups of the register's nights away, each with its hash; what has none, or is a register
/// in use, was not made by a night.
pub fn prune_backups(
    folder: &Path,
    register: &Path,
    made: Day,
    keep: u32,
    ours: &BTreeSet<Day>,
) -> Result<(), FileFault> {
    let made_by_a_night = |on: &Day| {
        let path = backup_file(folder, *on);
        ours.contains(on) && hash_file(&path).is_file() && !is_part_of_register(register, &path)
    };
    let nights = days_in(folder, BACKUP_ENDING)?.into_iter().filter(made_by_a_night).collect();
    for on in surplus(nights, keep).into_iter().filter(|on| *on != made) {
        let path = backup_file(folder, on);
        let removed = fs::remove_file(&path).and_then(|()| match fs::remove_file(hash_file(&path)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        });
        removed.map_err(|error| FileFault::in_folder(&path, &error))?;
    }
    Ok(())
}

/// Makes the folder of backups, and clears what a run that was cut off left: half a copy, a copy taken out.
pub fn open_backups(folder: &Path) -> Result<(), FileFault> {
    make_folder(folder)?;
    let failed = |error: io::Error| FileFault::in_folder(folder, &error);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let half = name.strip_suffix(".part").and_then(|name| name.strip_suffix(BACKUP_ENDING));
        let taken_out = name.strip_prefix('.').and_then(|name| name.split_once(PROOF_ENDING)).map(|(on, _)| on);
        if half.or(taken_out).is_some_and(|on| Day::parse_iso(on).is_some()) {
            fs::remove_file(entry.path()).map_err(failed)?;
        }
    }
    Ok(())
}

/// Where a backup is taken out for its proof.
pub fn proof_file(folder: &Path, on: Day) -> PathBuf {
    folder.join(format!(".{on}{PROOF_ENDING}"))
}

const BACKUP_ENDING: &str = ".db";
const PROOF_ENDING: &str = ".proof";

pub fn backup_file(folder: &Path, on: Day) -> PathBuf {
    folder.join(format!("{on}{BACKUP_ENDING}"))
}

fn hash_file(backup: &Path) -> PathBuf {
    crate::store::side_file(backup, ".sha256")
}

/// The days that are names in a folder, before an ending.
fn days_in(folder: &Path, ending: &str) -> Result<Vec<Day>, FileFault> {
    let failed = |error: io::Error| FileFault::in_folder(folder, &error);
    let mut days = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name();
        days.extend(name.to_str().and_then(|name| name.strip_suffix(ending)).and_then(Day::parse_iso));
    }
    Ok(days)
}

/// Makes a folder and those above it.
pub fn make_folder(path: &Path) -> Result<(), FileFault> {
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => Ok(()),
        Ok(_) => Err(FileFault::NotFolder { path: path.to_owned() }),
        Err(_) => fs::create_dir_all(path).map_err(|error| FileFault::in_folder(path, &error)),
    }
}

/// Files of a night that nobody sees yet. What was not shown goes with it.
#[derive(Debug)]
pub struct Draft {
    path: PathBuf,
    night: PathBuf,
}

impl Draft {
    /// Writes a whole file, synced.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), FileFault> {
        let path = self.path.join(name);
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true).mode(0o600);
        let written = options.open(&path).and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        });
        written.map_err(|error| FileFault::in_folder(&self.night.join(name), &error))
    }

    /// Gives files their names in the night's folder.
    pub fn show(&self, names: &[String]) -> Result<Vec<PathBuf>, FileFault> {
        make_folder(&self.night)?;
        let mut shown = Vec::new();
        for name in names {
            let target = self.night.join(name);
            fs::rename(self.path.join(name), &target).map_err(|error| FileFault::in_folder(&target, &error))?;
            shown.push(target);
        }
        sync(&self.night).map_err(|error| FileFault::in_folder(&self.night, &error))?;
        Ok(shown)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn open(root: &Path) -> Nights {
        Nights::open(root, day("2012-08-31")).unwrap()
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_seen_when_it_is_whole_and_not_before() {
        let root = tempfile::tempdir().unwrap();
        let nights = open(root.path());
        let on = day("2012-08-30");
        let draft = nights.draft(on).unwrap();
        draft.write("rate.csv", b"whole").unwrap();
        draft.write("due.csv", b"whole").unwrap();
        assert!(!nights.has(on, &["rate.csv".to_owned()]));
        draft.show(&["rate.csv".to_owned()]).unwrap();
        drop(draft);
        assert_eq!(names(root.path()), ["2012-08-30"], "the other file went with the draft");
        assert_eq!(names(&nights.of(on)), ["rate.csv"]);
    }

    #[test]
    fn what_a_run_that_was_cut_off_left_is_swept_and_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        for name in [".2012-08-30.part", ".notes.part", "2012-08-29"] {
            fs::create_dir(root.path().join(name)).unwrap();
        }
        open(root.path()).sweep().unwrap();
        assert_eq!(names(root.path()), [".notes.part", "2012-08-29"]);
    }

    #[test]
    fn the_oldest_nights_go_and_latest_keeps_its_own() {
        let root = tempfile::tempdir().unwrap();
        let nights = open(root.path());
        for n in 1..=5 {
            fs::create_dir(nights.of(day(&format!("2012-08-0{n}")))).unwrap();
        }
        fs::create_dir(root.path().join("notes")).unwrap();
        nights.point_to(day("2012-08-02")).unwrap();
        nights.point_to(day("2012-08-01")).unwrap();
        assert_eq!(nights.latest(), Some(day("2012-08-02")), "never back");
        fs::create_dir(nights.of(day("2011-01-01"))).unwrap();
        let ours = (1..=5).map(|n| day(&format!("2012-08-0{n}"))).collect();
        let gone = nights.prune(day("2012-08-01"), 4, &ours).unwrap();
        assert_eq!(gone, [], "the one just made, and the older of which `latest` is one");
        let gone = nights.prune(day("2012-08-05"), 2, &ours).unwrap();
        assert_eq!(gone, [day("2012-08-01"), day("2012-08-02"), day("2012-08-03")], "`latest` will be the one made");
        let left = ["2011-01-01", "2012-08-04", "2012-08-05", "latest", "notes"];
        assert_eq!(names(root.path()), left, "a folder that no night of the register made stays");
        nights.point_to(day("2012-08-05")).unwrap();
        nights.prune(day("2012-08-04"), 1, &ours).unwrap();
        assert_eq!(names(root.path()), left, "a later one that `latest` points to stays");
    }

    #[test]
    fn a_night_of_a_day_to_come_is_not_the_latest() {
        let root = tempfile::tempdir().unwrap();
        let nights = open(root.path());
        for on in ["2012-08-30", "2013-08-30"] {
            fs::create_dir(nights.of(day(on))).unwrap();
        }
        symlink("2013-08-30", root.path().join(LATEST)).unwrap();
        assert_eq!(nights.latest(), None);
        nights.point_to(day("2012-08-30")).unwrap();
        assert_eq!(nights.latest(), Some(day("2012-08-30")));
    }

    #[test]
    fn what_was_changed_is_told_from_what_was_never_made() {
        let root = tempfile::tempdir().unwrap();
        let (nights, on) = (open(root.path()), day("2012-08-30"));
        let of = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<String>>();
        let expected = of(&["rate.csv", "due.csv", "gone.csv", SUMMARY]);
        assert_eq!(nights.differing(on, &expected).changed, expected, "without a summary none is believed");
        fs::create_dir(nights.of(on)).unwrap();
        fs::write(nights.of(on).join("rate.csv"), "whole").unwrap();
        let (rate, _) = hash(&nights.of(on).join("rate.csv")).unwrap();
        let gone = "0a".repeat(32);
        fs::write(nights.of(on).join(SUMMARY), format!("  {rate}  rate.csv\n  {gone}  gone.csv\n")).unwrap();
        let found = nights.differing(on, &expected);
        assert_eq!((found.changed, found.never_made), (of(&["gone.csv"]), of(&["due.csv"])));
        assert_eq!(nights.standing(on).into_keys().collect::<Vec<_>>(), of(&["rate.csv"]));
    }

    #[test]
    fn half_a_backup_is_cleared_and_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        for name in
            ["2012-08-01.db.part", ".2012-08-01.proof", ".2012-08-01.proof-journal", "2012-08-01.db", "mine.part"]
        {
            fs::write(root.path().join(name), "").unwrap();
        }
        open_backups(root.path()).unwrap();
        assert_eq!(names(root.path()), ["2012-08-01.db", "mine.part"]);
    }

    #[test]
    fn a_backup_goes_with_its_hash() {
        let root = tempfile::tempdir().unwrap();
        for n in 1..=3 {
            let backup = backup_file(root.path(), day(&format!("2012-08-0{n}")));
            fs::write(hash_file(&backup), "").unwrap();
            fs::write(backup, "").unwrap();
        }
        for other in ["mine.db", "2012-07-01.db"] {
            fs::write(root.path().join(other), "").unwrap();
        }
        let register = backup_file(root.path(), day("2012-08-01"));
        let ours = (1..=3).map(|n| day(&format!("2012-08-0{n}"))).collect();
        prune_backups(root.path(), &register, day("2012-08-03"), 1, &ours).unwrap();
        let kept = [
            "2012-07-01.db",
            "2012-08-01.db",
            "2012-08-01.db.sha256",
            "2012-08-03.db",
            "2012-08-03.db.sha256",
            "mine.db",
        ];
        assert_eq!(names(root.path()), kept, "neither a register in use nor what no night made");
    }

    #[test]
    fn a_file_in_the_folders_place_is_refused() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("taken");
        fs::write(&path, "").unwrap();
        assert!(matches!(Nights::open(&path, day("2012-08-31")), Err(FileFault::NotFolder { .. })));
        assert!(Nights::open(&path.join("below"), day("2012-08-31")).is_err());
    }
}
