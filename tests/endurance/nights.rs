//! A month of nights with a kill, a full disk and a busy register: each night's figures are there at the end.

use std::collections::BTreeSet;
use std::fs;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::disk::run_full;
use super::support::{Chance, Place, alone, ended_before, json, names, number, rosters};

const DAYS: usize = 31;
const KILLED: usize = 9;
const FULL: usize = 16;
const BUSY: usize = 23;

fn day(n: usize) -> String {
    format!("2012-08-{n:02}")
}

fn words(day: &str) -> Vec<String> {
    let words = ["nightly", "--out", "nights", "--formats", "csv,json,html,xlsx", "--format", "json", "--as-of", day];
    words.map(str::to_owned).to_vec()
}

fn night(place: &Place, day: &str) -> Value {
    let words = words(day);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let output = place.run(&words);
    // The first night of a register begins from nothing, a roster may make a figure jump: that is no failure.
    assert!(matches!(output.status.code(), Some(0 | 3)), "{day}: {output:?}");
    json(&output)
}

/// Somebody is registered on each day, so that no two nights have the same figures.
fn registered(place: &Place, day: &str, n: usize) {
    let number = number("19900101", n);
    let words = [
        ["migrant", "add"],
        ["--id-number", &number],
        ["--name", "赵明"],
        ["--hukou", "贵州省遵义市红花岗区"],
        ["--unit", "520102401"],
        ["--address", "西湖路1号"],
        ["--reason", "务工"],
        ["--dwelling", "30"],
        ["--on", day],
    ];
    place.done(&words.concat());
}

/// Kills a night over and over at moments of its course; the file names that are visible are whole files.
fn killed(place: &Place, day: &str, chance: &mut Chance, whole: Duration) {
    let words = words(day);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    for _ in 0..6 {
        let mut child = place.start(&words);
        let over = ended_before(&mut child, chance.moment(whole));
        child.kill().expect("a kill");
        child.wait().expect("its end");
        place.done(&["db", "check", "--full"]);
        let folder = place.path(&format!("nights/{day}"));
        for file in if folder.is_dir() { names(&folder) } else { BTreeSet::new() } {
            if file.strip_suffix(".json").is_some() {
                let text = fs::read(folder.join(&file)).expect("a report");
                serde_json::from_slice::<Value>(&text).unwrap_or_else(|error| panic!("{file} is half a file: {error}"));
            }
        }
        if over {
            break;
        }
    }
}

/// The register is held by somebody for longer than a night waits.
#[expect(clippy::disallowed_methods, reason = "a test holds the register as no command does")]
fn busy(place: &Place, day: &str) {
    let holder = rusqlite::Connection::open(place.db()).expect("the register");
    holder.execute_batch("BEGIN IMMEDIATE").expect("the lock");
    let words = words(day);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let output = place.run(&words);
    assert_eq!(output.status.code(), Some(4), "{output:?}");
    let failed: Vec<Value> =
        json(&output)["steps"].as_array().expect("steps").iter().filter(|s| s["state"] == "failed").cloned().collect();
    assert_eq!(failed.len(), 1, "{failed:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("J710"), "{output:?}");
    holder.execute_batch("ROLLBACK").expect("its end");
}

/// No file may grow beyond a few KiB: no backup, no report; what was there stays.
fn full(place: &Place, day: &str) {
    let words = words(day);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let before: BTreeSet<String> = names(&place.path("nights"));
    let size = fs::metadata(place.db()).expect("the register").len() / 1024;
    for kilobytes in [8, 64, u32::try_from(size - 8).expect("a size")] {
        let output = run_full(place, kilobytes, &words);
        assert_eq!(output.status.code(), Some(6), "{kilobytes} KiB: {output:?}");
        assert!(json(&output)["steps"].as_array().expect("steps").iter().any(|step| step["state"] == "failed"));
        let after: BTreeSet<String> = names(&place.path("nights")).into_iter().filter(|name| name != day).collect();
        assert_eq!(after, before, "{kilobytes} KiB");
        assert_eq!(fs::read_link(place.path("nights/latest")).expect("a link").to_string_lossy(), self::day(FULL - 1));
    }
}

#[test]
fn a_month_of_nights_ends_with_every_figure() {
    let _turn = alone();
    let (place, city) = (Place::new(), rosters(3000, 11));
    for (file, name) in [("people.csv", "people.csv"), ("permits.csv", "permits.csv")] {
        place.bring(&city.path().join(file), name);
        place.import(name);
    }
    let mut chance = Chance(20_120_801);
    let mut whole = Duration::from_secs(1);
    for n in 1..=DAYS {
        let day = day(n);
        registered(&place, &day, n);
        match n {
            KILLED => killed(&place, &day, &mut chance, whole),
            FULL => full(&place, &day),
            BUSY => busy(&place, &day),
            _ => {
                let began = Instant::now();
                let made = night(&place, &day);
                whole = began.elapsed();
                let missed = [KILLED, FULL, BUSY].iter().any(|missed| missed + 1 == n);
                let filled_in = made["filled_in"].as_array().expect("days").len();
                // The last kill may have come when all was done.
                assert!(filled_in == usize::from(missed) || (n == KILLED + 1 && filled_in == 0), "{day}: {made}");
            }
        }
    }
    every_figure_is_there(&place);
}

/// Each night's reports are what the report says today, and what a night elsewhere says.
fn every_figure_is_there(place: &Place) {
    for n in 1..=DAYS {
        let day = day(n);
        for (by, file) in [("tier", "rate-tier"), ("district", "rate-district"), ("community", "rate-community")] {
            let told = json(&place.done(&["report", "rate", "--by", by, "--as-of", &day, "--format", "json"]));
            let text = fs::read(place.path(&format!("nights/{day}/{file}.json"))).expect("a report");
            let kept: Value = serde_json::from_slice(&text).expect("a report");
            // Whoever was registered for a day after its night is known today.
            assert_eq!(kept["total"]["registered"], told["total"]["registered"], "{day} {by}");
            assert_eq!(kept, told, "{day} {by}");
        }
        for form in ["csv", "html", "xlsx"] {
            assert!(place.path(&format!("nights/{day}/rate-tier.{form}")).is_file(), "{day} {form}");
        }
        assert!(place.path(&format!("nights/{day}/summary.txt")).is_file(), "{day}");
    }
    assert_eq!(fs::read_link(place.path("nights/latest")).expect("a link").to_string_lossy(), day(DAYS));
    let hidden: Vec<String> = names(&place.path("nights")).into_iter().filter(|name| name.contains(".part")).collect();
    assert!(hidden.is_empty(), "{hidden:?}");
    place.done(&["db", "check", "--full"]);
}
