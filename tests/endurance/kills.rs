//! `kill -9` at any moment of an import: the same command again ends where an undisturbed run ends.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::support::{Chance, Place, alone, big, ended_before, import_words, names, rosters};

const SEED: u64 = 20_120_831;
const KILLS_OF_A_REGISTER: usize = 5;

/// What an undisturbed run ends with.
#[derive(Debug, PartialEq)]
pub struct End {
    pub counts: [i64; 3],
    rejects: Vec<u8>,
    rows: i64,
    taken: i64,
    rejected: i64,
}

impl End {
    pub fn of(place: &Place, answer: &Value) -> End {
        let number = |key: &str| answer[key].as_i64().expect("a count");
        let [migrants, registrations, permits, _] = place.counts();
        let rejects = answer["rejects_file"].as_str().expect("a rejects file");
        let rate = place.run(&["report", "rate", "--as-of", "2012-08-31", "--format", "json"]);
        assert_eq!(rate.status.code(), Some(0), "the figures hold: {rate:?}");
        End {
            counts: [migrants, registrations, permits],
            rejects: fs::read(rejects).expect("the rejects file"),
            rows: number("rows"),
            taken: number("accepted") + number("unchanged"),
            rejected: number("rejected"),
        }
    }
}

/// Kills an import of `file` over and over, until `wanted` were killed; `prepare` makes the register that it goes
/// into, a new one after some kills and after a run that was over before its kill.
fn kill(file: &str, wanted: usize, seed: u64, prepare: impl Fn() -> Place) {
    let place = prepare();
    let before = place.counts();
    let began = Instant::now();
    let answer = place.import(file);
    let mut whole = began.elapsed();
    let end = End::of(&place, &answer);
    assert_eq!(end.rows, end.taken + end.rejected);
    let mut chance = Chance(seed);
    let (mut killed, mut registers) = (0, 0);
    while killed < wanted {
        let place = prepare();
        registers += 1;
        assert!(registers <= 3 * wanted, "nearly every run was over before its kill");
        let mut moments = Vec::new();
        for _ in 0..KILLS_OF_A_REGISTER {
            let moment = chance.moment(whole);
            moments.push(moment);
            let began = Instant::now();
            let at_work = kill_once(&place, file, moment);
            check(&place, before, &end, &format!("seed {seed}, register {registers}, killed after {moments:?}"));
            if !at_work {
                if moments.len() == 1 {
                    // The run that was measured may have had a busy machine.
                    whole = whole.min(began.elapsed());
                }
                break;
            }
            killed += 1;
        }
        finish(&place, file, before[3], &end, &format!("seed {seed}, register {registers}, killed after {moments:?}"));
    }
    println!("{file}: {killed} kills of an import of {} ms, {registers} registers", whole.as_millis());
}

/// The same command once more, undisturbed.
pub fn finish(place: &Place, file: &str, journal: i64, end: &End, told: &str) {
    let again = place.import(file);
    let found = End::of(place, &again);
    let lines = |end: &End| String::from_utf8_lossy(&end.rejects).lines().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(lines(&found), lines(end), "{told}: {again}");
    assert_eq!(&found, end, "{told}: {again}");
    assert_eq!(place.counts()[3], journal + 1, "one entry in the journal: {told}: {again}");
    let left: Vec<String> = names(place.folder.path()).into_iter().filter(|name| name.contains(".part-")).collect();
    assert!(left.is_empty(), "{told}: {left:?}");
}

/// Whether it was still at work when it was killed.
fn kill_once(place: &Place, file: &str, moment: Duration) -> bool {
    let mut child = place.start(&import_words(file));
    let ended = ended_before(&mut child, moment);
    child.kill().expect("a kill");
    let status = child.wait().expect("its end");
    assert!(!ended || matches!(status.code(), Some(0 | 3)), "{status}");
    !ended
}

/// After a kill the register opens, and holds no more than the whole.
fn check(place: &Place, before: [i64; 4], end: &End, told: &str) {
    let now = place.counts();
    for at in 0..3 {
        assert!((before[at]..=end.counts[at]).contains(&now[at]), "{told}: {now:?}");
    }
    if before[1] == 0 {
        assert!(now[1] == 0 || now[1] == end.counts[1], "all or nothing: {told}: {now:?}");
    }
}

#[test]
fn a_killed_import_of_a_workbook_ends_as_if_it_had_not_been_killed() {
    let _turn = alone();
    let (small, books) = (rosters(400, 7), rosters(8000, 5));
    let book = books.path().join("people.xlsx");
    as_workbook(&books.path().join("people.csv"), &book);
    kill("people.xlsx", 12, SEED + 3, || {
        let place = with(&small.path().join("people.csv"), "small.csv");
        place.import("small.csv");
        place.bring(&book, "people.xlsx");
        place
    });
}

/// The same roster as a workbook, each cell a text.
fn as_workbook(roster: &Path, book: &Path) {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let text = fs::read_to_string(roster).expect("a roster");
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    for (at, record) in reader.records().enumerate() {
        let record = record.expect("a row");
        for (column, cell) in record.iter().enumerate() {
            let place = (u32::try_from(at).expect("a row"), u16::try_from(column).expect("a column"));
            sheet.write_string(place.0, place.1, cell).expect("a cell");
        }
    }
    workbook.save(book).expect("a workbook");
}

fn with(file: &Path, name: &str) -> Place {
    let place = Place::new();
    place.bring(file, name);
    place
}

#[test]
fn a_killed_import_into_an_empty_register_ends_as_if_it_had_not_been_killed() {
    let _turn = alone();
    kill("people.csv", 22, SEED, || with(&big().join("people.csv"), "people.csv"));
}

#[test]
fn a_killed_import_into_a_register_in_use_ends_as_if_it_had_not_been_killed() {
    let _turn = alone();
    let small = rosters(400, 7);
    kill("people.csv", 22, SEED + 1, || {
        let place = with(&small.path().join("people.csv"), "small.csv");
        place.import("small.csv");
        place.bring(&big().join("people.csv"), "people.csv");
        place
    });
}

#[test]
fn a_killed_import_of_permits_ends_as_if_it_had_not_been_killed() {
    let _turn = alone();
    kill("permits.csv", 14, SEED + 2, || {
        let place = with(&big().join("people.csv"), "people.csv");
        place.import("people.csv");
        place.bring(&big().join("permits.csv"), "permits.csv");
        place
    });
}
