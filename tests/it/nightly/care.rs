//! What a night leaves to whoever works in the register: how it is made up, what was left out, what is kept.

use std::fs;

use serde_json::json;

use super::{STEPS, failing, latest, names, night, office, state, states, step};
use crate::support::office::{LI, snapshot};
use crate::support::{Counter, Told};

/// The command that the one line about a missing night gives.
#[track_caller]
fn making_it_up(told: &Told) -> String {
    let line = told.stderr.lines().find(|line| line.contains("J532")).unwrap_or_else(|| panic!("not told: {told:?}"));
    line.split_once("make it up: jzz ").unwrap_or_else(|| panic!("{line}")).1.to_owned()
}

fn is_told(counter: &Counter) -> bool {
    counter.line("report rate").stderr.contains("J532")
}

#[test]
fn a_missing_night_is_made_up_by_the_command_that_was_run() {
    let mut counter = office();
    let line = "nightly --out out --backup-dir 'my backups' --keep 3 --formats json,csv --lang en --clerk 张";
    counter.line(line).done();
    counter.turn_to("2017-08-02");
    let again = making_it_up(&counter.line("report rate"));
    let root = counter.folder.path().canonicalize().expect("a folder");
    let root = root.display();
    let expected = format!(
        "nightly --out {root}/out --backup-dir '{root}/my backups' --formats json,csv --keep 3 --lang en --clerk 张"
    );
    assert_eq!(again, expected);
    // From whatever register it is told.
    let named = making_it_up(&counter.line("--db register.db report rate"));
    assert_eq!(named, format!("--db register.db {expected}"));
    counter.line(&again).done();
    assert!(!is_told(&counter));
    assert_eq!(names(&counter.path("my backups")).len(), 4);
    assert!(counter.path("out/2017-08-01/rate-tier.json").is_file());
}

#[test]
fn an_older_night_that_failed_is_told_with_its_day() {
    let counter = office();
    night(&counter, "");
    fs::create_dir_all(counter.path("out/2017-07-15/rate-tier.csv")).expect("a folder in the report's place");
    failing(&counter, "--as-of 2017-07-15", 6, "J713");
    let told = counter.line("report rate");
    assert!(told.stderr.contains("2017-07-15") && told.stderr.contains("reports"), "{told:?}");
    let again = making_it_up(&told);
    assert!(again.ends_with(" --as-of 2017-07-15"), "{again}");
    fs::remove_dir(counter.path("out/2017-07-15/rate-tier.csv")).expect("the folder");
    counter.line(&again).done();
    assert!(!is_told(&counter));
}

#[test]
fn the_hour_by_which_a_night_must_be_there_can_be_set() {
    let mut counter = office();
    night(&counter, "");
    // The clock of a counter stands at noon.
    counter.turn_to("2017-08-02");
    assert!(is_told(&counter));
    counter.ask("rules set night_by 13 --from 2017-08-02 --because 下午才做");
    assert!(!is_told(&counter));
    counter.turn_to("2017-08-03");
    assert!(counter.line("report rate").stderr.contains("2017-08-01"), "that of the day before is late by any hour");
    counter.refuses("rules set night_by 24 --from 2017-08-03 --because 无", 1, "J611");
}

#[test]
fn a_month_of_missed_nights_is_filled_in_and_the_rest_is_said() {
    let mut counter = office();
    night(&counter, "--formats csv");
    counter.turn_to("2017-09-10");
    let told = counter.line("--db register.db nightly --out out --formats csv").done();
    assert!(told.stdout.contains("2017-08-01 to 2017-08-08"), "{told:?}");
    assert_eq!(latest(&counter), "2017-09-09");
    assert!(counter.path("out/2017-08-09/rate-tier.csv").is_file() && !counter.path("out/2017-08-08").exists());
    let summary = fs::read_to_string(counter.path("out/2017-09-09/summary.txt")).expect("a summary");
    let command = summary.lines().find_map(|line| line.split_once("to make them: jzz ")).expect("a command").1;
    assert!(command.starts_with("--db register.db nightly "), "{command}");
    assert!(command.ends_with("--formats csv --as-of 2017-08-08"), "{command}");
    let made = counter.ask(command);
    assert_eq!(made["filled_in"].as_array().map(Vec::len), Some(7), "{made}");
    assert!(counter.path("out/2017-08-01/rate-tier.csv").is_file());
}

#[test]
fn filling_in_that_was_cut_off_goes_on_where_it_was() {
    let mut counter = office();
    night(&counter, "--formats csv");
    counter.turn_to("2017-09-10");
    fs::create_dir_all(counter.path("out/2017-09-05/rate-tier.csv")).expect("a folder in a report's place");
    let made = failing(&counter, "--formats csv", 6, "J713");
    assert_eq!(state(&made, "reports"), "failed");
    fs::remove_dir(counter.path("out/2017-09-05/rate-tier.csv")).expect("the folder");
    let before = snapshot(&counter.path("out/2017-08-09"));
    let made = night(&counter, "--formats csv");
    assert_eq!(made["filled_in"], json!(["2017-09-05", "2017-09-06", "2017-09-07", "2017-09-08"]));
    assert_eq!(snapshot(&counter.path("out/2017-08-09")), before);
    assert!(step(&made, "reports")["detail"].as_str().expect("words").contains("2017-08-01 to 2017-08-08"), "{made}");
}

#[test]
fn fewer_nights_are_kept_of_one_that_is_whole_already() {
    let mut counter = office();
    for day in 1..=4 {
        counter.turn_to(&format!("2017-08-0{day}"));
        night(&counter, "--formats csv");
    }
    let again = night(&counter, "--formats csv --keep 2");
    assert_eq!(states(&again)[1..], ["skipped", "skipped", "skipped", "skipped", "skipped", "skipped", "done"]);
    assert_eq!(names(&counter.path("out")), [".nightly.lock", "2017-08-02", "2017-08-03", "backups", "latest"]);
    assert_eq!(names(&counter.path("out/backups")).len(), 4);
    let told = counter.line("nightly --out out --formats csv --keep 1").done();
    assert!(told.stdout.contains("whole already") && told.stdout.contains("1 taken away"), "{told:?}");
}

#[test]
fn a_jump_says_since_which_day() {
    let mut counter = office();
    night(&counter, "--formats csv --keep 1");
    counter.register(LI, "2017-08-01");
    counter.turn_to("2017-08-04");
    let made = counter.line("nightly --out out --formats csv --keep 1 --format json").json();
    let detail = step(&made, "compare")["detail"].as_str().expect("words").to_owned();
    assert!(detail.contains("in 3 days") && detail.contains("3 on 2017-07-31, 4 on 2017-08-03"), "{detail}");
    counter.turn_to("2017-08-05");
    let made = night(&counter, "--formats csv --keep 1");
    let detail = step(&made, "compare")["detail"].as_str().expect("words").to_owned();
    assert!(detail.contains("in a day"), "{detail}");
}

#[test]
fn a_link_that_cannot_be_set_is_a_step_of_its_own() {
    let counter = office();
    fs::create_dir_all(counter.path("out/latest/mine")).expect("a folder in the link's place");
    let made = failing(&counter, "--formats csv", 6, "J713");
    assert_eq!((state(&made, "summary").as_str(), state(&made, "prune").as_str()), ("failed", "skipped"));
    let order: Vec<&str> = made["steps"].as_array().expect("steps").iter().filter_map(|s| s["step"].as_str()).collect();
    assert_eq!(order[..8], STEPS);
    let summary = fs::read_to_string(counter.path("out/2017-07-31/summary.txt")).expect("a summary");
    assert!(summary.contains("failed") && summary.contains("J713"), "{summary}");
    assert!(counter.line("report rate").stderr.contains("summary and latest"));
    fs::remove_dir_all(counter.path("out/latest")).expect("the folder");
    assert_eq!(night(&counter, "--formats csv")["steps"].as_array().map(Vec::len), Some(8));
    assert!(!is_told(&counter));
}
