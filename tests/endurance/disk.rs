//! A full disk, played by a limit on the size of files: exit status 6, and nothing half-made.

use std::collections::BTreeSet;
use std::process::{Command, Output};

use super::support::{AS_OF, Place, alone, import_words, json, names, rosters};

/// Runs a command line in which no file grows beyond `kilobytes`.
pub fn run_full(place: &Place, kilobytes: u32, words: &[&str]) -> Output {
    // A write beyond the limit is an error, not the end of the process.
    let script = format!(r#"trap "" XFSZ; ulimit -f {kilobytes}; exec "$0" "$@""#);
    let mut command = Command::new("bash");
    command.arg("-c").arg(script).arg(env!("CARGO_BIN_EXE_jzz")).args(words);
    command.current_dir(place.folder.path()).env_clear().env("PATH", "/usr/bin:/bin");
    command.env("JZZ_DB", place.db()).env("JZZ_LANG", "en").output().expect("a shell")
}

/// The files of a folder but the register's log, which may stay for the next who opens the register.
fn files(place: &Place) -> BTreeSet<String> {
    names(place.folder.path()).into_iter().filter(|name| !name.starts_with("register.db-")).collect()
}

/// A register of some hundred people and their cards, and a roster of some thousand more.
fn office() -> Place {
    let (place, small, large) = (Place::new(), rosters(400, 7), rosters(4000, 3));
    place.bring(&small.path().join("people.csv"), "small.csv");
    place.bring(&small.path().join("permits.csv"), "cards.csv");
    place.import("small.csv");
    place.import("cards.csv");
    place.bring(&large.path().join("people.csv"), "large.csv");
    place
}

fn register_kilobytes(place: &Place) -> u32 {
    u32::try_from(std::fs::metadata(place.db()).expect("the register").len() / 1024).expect("a size")
}

#[track_caller]
fn failed(output: &Output, told: &str) {
    assert_eq!(output.status.code(), Some(6), "{told}: {output:?}");
    // One object and nothing else.
    let error: serde_json::Value = serde_json::from_slice(&output.stderr).expect("an object");
    let code = error["error"]["code"].as_str().expect("a code");
    assert!(code.starts_with("J71"), "{told}: {output:?}");
}

#[test]
fn an_import_on_a_full_disk_keeps_the_register_and_goes_on_later() {
    let _turn = alone();
    let place = office();
    let before = place.counts();
    let mut landed = before;
    for more in [1, 40, 200, 600] {
        let output = run_full(&place, register_kilobytes(&place) + more, &import_words("large.csv"));
        failed(&output, &format!("{more} KiB more"));
        let now = place.counts();
        assert!(now[1] >= landed[1] && now[3] == before[3], "{more} KiB more: {now:?} after {landed:?}");
        landed = now;
        let names = names(place.folder.path());
        assert!(names.iter().all(|name| !name.contains("large.rejects") && !name.contains(".part-")), "{names:?}");
    }
    let answer = place.import("large.csv");
    let taken = answer["accepted"].as_i64().expect("a count") + answer["unchanged"].as_i64().expect("a count");
    let fresh = Place::new();
    fresh.bring(&place.path("small.csv"), "small.csv");
    fresh.import("small.csv");
    fresh.bring(&place.path("large.csv"), "large.csv");
    let undisturbed = fresh.import("large.csv");
    assert_eq!(Some(taken), undisturbed["accepted"].as_i64());
    assert_eq!(place.counts()[1], fresh.counts()[1]);
}

#[test]
fn an_import_into_an_empty_register_on_a_full_disk_leaves_it_empty() {
    let _turn = alone();
    let (place, large) = (Place::new(), rosters(4000, 3));
    place.bring(&large.path().join("people.csv"), "large.csv");
    let before = place.counts();
    for kilobytes in [400, 600, 900] {
        failed(&run_full(&place, kilobytes, &import_words("large.csv")), &format!("{kilobytes} KiB"));
        assert_eq!(place.counts(), before, "{kilobytes} KiB");
    }
    assert_eq!(place.import("large.csv")["rows"].as_i64(), Some(4000));
}

/// Runs `words` on ever larger disks until it is done; after each failure the register is as it was, or somewhere on
/// the way that the same command goes on from. How many runs failed.
fn until_done(place: &Place, words: &[&str], whole: bool) -> usize {
    let before = place.counts();
    let sizes = [33, 48, 64, 96, 128, 192, 256, 512, 1024, 4096, 16_384];
    for (failures, kilobytes) in sizes.into_iter().enumerate() {
        let output = run_full(place, kilobytes, words);
        if matches!(output.status.code(), Some(0 | 3)) {
            return failures;
        }
        failed(&output, &format!("{kilobytes} KiB"));
        let now = place.counts();
        assert_eq!(now[3], before[3], "{kilobytes} KiB: no entry in the journal");
        assert!(!whole || now == before, "{kilobytes} KiB: {now:?} after {before:?}");
        let names = names(place.folder.path());
        assert!(names.iter().all(|name| !name.contains(".part-")), "{names:?}");
    }
    panic!("it never ended");
}

/// The rejects of all batches that nobody has mended.
fn still_open(place: &Place) -> i64 {
    let list = json(&place.done(&["roster", "list", "--format", "json"]));
    list["batches"].as_array().expect("a list").iter().map(|batch| batch["open"].as_i64().expect("a count")).sum()
}

#[test]
fn an_undo_on_a_full_disk_takes_all_back_or_nothing() {
    let _turn = alone();
    let place = office();
    let people = place.counts();
    place.import("large.csv");
    let words = ["roster", "undo", "B3", "--because", "错", "--format", "json"];
    assert!(until_done(&place, &words, true) > 0, "the disk was full at least once");
    assert_eq!(place.counts()[..3], people[..3]);
    place.done(&["db", "check", "--full"]);
}

#[test]
fn a_fix_on_a_full_disk_goes_on_later() {
    let _turn = alone();
    let place = office();
    let answer = place.import("large.csv");
    let rejected = answer["rejected"].as_i64().expect("a count");
    let small_open = still_open(&place) - rejected;
    let rejects = std::fs::read_to_string(place.path("large.rejects.csv")).expect("the rejects");
    let mended: String = rejects.split_inclusive('\n').map(|line| line.replacen(",52019", ",520199", 1)).collect();
    std::fs::write(place.path("fixed.csv"), mended).expect("the corrected rejects");
    let before = place.counts();
    let words = ["roster", "fix", "B3", "fixed.csv", "--format", "json"];
    assert!(until_done(&place, &words, false) > 0, "the disk was full at least once");
    let now = place.counts();
    assert_eq!((now[1] - before[1], now[3] - before[3]), (rejected, 1));
    assert_eq!(still_open(&place), small_open, "nothing of the fix is open");
    place.done(&["db", "check", "--full"]);
}

#[test]
fn no_half_made_register_stands_under_its_name() {
    let _turn = alone();
    for kilobytes in [1, 8, 64, 128] {
        let place = Place { folder: tempfile::tempdir().expect("a folder") };
        failed(&run_full(&place, kilobytes, &["init", "--practice", "--format", "json"]), &kilobytes.to_string());
        assert_eq!(names(place.folder.path()).len(), 0, "{kilobytes} KiB: {:?}", names(place.folder.path()));
        place.done(&["init", "--practice"]);
    }
}

#[test]
fn no_half_made_backup_stands_under_its_name() {
    let _turn = alone();
    let place = office();
    let (before, had) = (place.counts(), files(&place));
    for kilobytes in [1, 64, register_kilobytes(&place) - 4] {
        let words = ["db", "backup", "copy.db", "--format", "json"];
        failed(&run_full(&place, kilobytes, &words), &kilobytes.to_string());
        assert_eq!(files(&place), had, "{kilobytes} KiB");
        assert_eq!(place.counts(), before);
    }
}

#[test]
fn no_half_made_report_stands_under_its_name() {
    let _turn = alone();
    let place = office();
    let (before, had) = (place.counts(), files(&place));
    let words = ["report", "rate", "--by", "community", "--as-of", AS_OF, "--format", "json", "--out", "rate.json"];
    for kilobytes in [0, 1, 4] {
        failed(&run_full(&place, kilobytes, &words), &kilobytes.to_string());
        assert_eq!(files(&place), had, "{kilobytes} KiB");
        assert_eq!(place.counts(), before);
    }
    place.done(&words);
}
