//! What a night leaves to whoever works in the register: how it is made up, what was left out, what is kept.

use std::fs;

use serde_json::json;

use super::{STEPS, failing, latest, names, night, office, reports, state, states, step};
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
fn a_first_night_that_was_cut_off_is_filled_in_by_the_next() {
    let mut counter = office();
    night(&counter, "--formats csv");
    // As a kill leaves it while its reports are drawn.
    counter.behind_its_back("UPDATE night SET state = 'running', ended_at = NULL, registered = NULL, holders = NULL");
    counter.behind_its_back("DELETE FROM night_step WHERE step NOT IN ('lock', 'check')");
    fs::remove_dir_all(counter.path("out/2017-07-31")).expect("the folder");
    counter.turn_to("2017-08-02");
    assert_eq!(night(&counter, "--formats csv")["filled_in"], json!(["2017-07-31"]));
    let csv = counter.line("report rate --as-of 2017-07-31 --format csv").done().stdout;
    assert_eq!(fs::read_to_string(counter.path("out/2017-07-31/rate-tier.csv")).expect("a report"), csv);
    assert!(!counter.path("out/2017-07-31/due.csv").exists(), "its lists would be of a day that is gone");
    assert_eq!(counter.rows("SELECT night_on FROM night WHERE state <> 'whole'"), [""; 0]);
    assert!(!is_told(&counter));
}

#[test]
fn a_month_of_missed_nights_is_filled_in_and_the_rest_by_the_nights_to_come() {
    let mut counter = office();
    night(&counter, "--formats csv");
    counter.turn_to("2017-09-10");
    let told = counter.line("--db register.db nightly --out out --formats csv").done();
    assert!(told.stdout.contains("8 missed nights still to be filled in (2017-08-01 to 2017-08-08)"), "{told:?}");
    assert_eq!(latest(&counter), "2017-09-09");
    assert!(counter.path("out/2017-08-09/rate-tier.csv").is_file() && !counter.path("out/2017-08-08").exists());
    let summary = fs::read_to_string(counter.path("out/2017-09-09/summary.txt")).expect("a summary");
    let command = summary.lines().find_map(|line| line.split_once("to go on at once: jzz ")).expect("a command").1;
    assert!(command.starts_with("--db register.db nightly "), "{command}");
    assert!(command.ends_with("--formats csv --as-of 2017-09-09"), "{command}");
    // The next night goes on, and so does the command that was said.
    counter.behind_its_back("DELETE FROM night WHERE night_on < '2017-08-20' AND filled_in = 1");
    let made = counter.ask(command);
    assert_eq!(made["filled_in"].as_array().map(Vec::len), Some(19), "{made}");
    assert!(counter.path("out/2017-08-01/rate-tier.csv").is_file());
    counter.behind_its_back("DELETE FROM night WHERE night_on < '2017-08-04' AND filled_in = 1");
    counter.turn_to("2017-09-11");
    let made = night(&counter, "--formats csv");
    assert_eq!(made["filled_in"], json!(["2017-08-01", "2017-08-02", "2017-08-03"]));
    counter.turn_to("2017-09-12");
    assert_eq!(night(&counter, "--formats csv")["filled_in"], json!([]));
}

#[test]
fn a_missed_night_that_cannot_be_made_hinders_no_other_and_is_told_until_it_is() {
    let mut counter = office();
    night(&counter, "--formats csv");
    counter.turn_to("2017-09-10");
    fs::create_dir_all(counter.path("out/2017-09-05/rate-tier.csv")).expect("a folder in a report's place");
    let made = failing(&counter, "--formats csv", 6, "J713");
    assert_eq!(states(&made)[4..7], ["done"; 3], "the night itself is whole");
    assert!(step(&made, "fill-in")["detail"].as_str().expect("words").starts_with("J713: 2017-09-05: "), "{made}");
    assert_eq!(made["filled_in"].as_array().map(Vec::len), Some(30));
    assert_eq!(latest(&counter), "2017-09-09");
    let fill_in_the_rest = || counter.line("nightly --out out --formats csv").refused(6, "J713");
    assert!(fill_in_the_rest().stdout.contains("8 missed nights filled in"));
    let rows = || counter.rows("SELECT night_on || ' ' || state FROM night WHERE state <> 'whole'");
    assert_eq!(rows(), ["2017-09-05 failed"]);
    let again = making_it_up(&counter.line("report rate"));
    assert!(again.ends_with(" --as-of 2017-09-05"), "{again}");
    // The same night again, and the next one, try it once more.
    let told = counter.line("nightly --out out --formats csv").refused(6, "J713");
    assert!(told.stdout.contains("whole already") && told.stdout.contains("not filled in: 2017-09-05: "), "{told:?}");
    counter.turn_to("2017-09-11");
    let made = failing(&counter, "--formats csv", 6, "J713");
    assert_eq!((&made["filled_in"], latest(&counter).as_str()), (&json!([]), "2017-09-10"));
    fs::remove_dir(counter.path("out/2017-09-05/rate-tier.csv")).expect("the folder");
    assert!(is_told(&counter));
    assert_eq!(night(&counter, "--formats csv")["filled_in"], json!(["2017-09-05"]));
    assert!(!is_told(&counter));
}

#[test]
fn filling_in_that_was_cut_off_goes_on_where_it_was() {
    let mut counter = office();
    night(&counter, "--formats csv");
    counter.turn_to("2017-09-10");
    night(&counter, "--formats csv");
    // As a kill leaves it.
    counter.behind_its_back(
        "UPDATE night SET state = 'running', ended_at = NULL WHERE night_on IN ('2017-09-05', '2017-09-09')",
    );
    counter.behind_its_back("DELETE FROM night WHERE night_on IN ('2017-09-06', '2017-09-07', '2017-09-08')");
    let before = snapshot(&counter.path("out/2017-08-09"));
    let made = night(&counter, "--formats csv");
    let filled_in = made["filled_in"].as_array().expect("days");
    let new: Vec<&str> = filled_in.iter().filter_map(|day| day.as_str()).filter(|day| *day > "2017-08-08").collect();
    assert_eq!(new, ["2017-09-05", "2017-09-06", "2017-09-07", "2017-09-08"]);
    assert_eq!(filled_in.len(), 12, "and the eight that the night before had left");
    assert_eq!(snapshot(&counter.path("out/2017-08-09")), before);
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
fn one_night_is_kept_where_one_is_asked_for() {
    let mut counter = office();
    for day in 1..=3 {
        counter.turn_to(&format!("2017-08-0{day}"));
        night(&counter, "--formats csv --keep 1");
        let expected = format!("2017-08-0{}", day - 1).replace("08-00", "07-31");
        assert_eq!(names(&counter.path("out")), [".nightly.lock", expected.as_str(), "backups", "latest"]);
        assert_eq!(latest(&counter), expected);
    }
    assert_eq!(names(&counter.path("out/backups")), ["2017-08-02.db", "2017-08-02.db.sha256"]);
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
fn a_jump_is_told_until_the_next_whole_night_and_by_the_same_night_again() {
    let mut counter = office();
    night(&counter, "--formats csv");
    counter.register(LI, "2017-08-01");
    counter.turn_to("2017-08-02");
    assert_eq!(counter.line("nightly --out out --formats csv").exit, 3);
    let told = counter.line("report rate");
    let summary = counter.path("out").canonicalize().expect("a folder").join("2017-08-01/summary.txt");
    let line = told.stderr.lines().find(|line| line.starts_with("warning[J531]")).expect("it is told");
    assert!(
        line.contains("2017-08-01")
            && line.ends_with(&format!("cat {}", summary.display()))
            && line.contains("nightly"),
        "{line}"
    );
    let again = counter.line("nightly --out out --formats csv --format json");
    let made = again.json();
    assert_eq!((again.exit, &made["worst"], state(&made, "compare").as_str()), (3, &json!(3), "skipped"), "{again:?}");
    assert!(counter.line("nightly --out out --formats csv").stdout.contains("summary.txt"));
    counter.turn_to("2017-08-03");
    night(&counter, "--formats csv");
    assert!(!counter.line("report rate").stderr.contains("J531"));
}

#[test]
fn a_night_that_was_stopped_before_it_began_is_in_the_register() {
    let mut counter = office();
    counter.put("taken", b"a file");
    counter.line("nightly --out taken").refused(6, "J713");
    assert_eq!(counter.rows("SELECT night_on || ' ' || state FROM night"), ["2017-07-31 failed"]);
    let told = counter.line("report rate");
    assert!(told.stderr.contains("J532") && told.stderr.contains("\"lock\""), "{told:?}");
    night(&counter, "--formats csv");
    assert!(!is_told(&counter));
    // One that is whole stays so; one that failed is made where the others are.
    counter.line("nightly --out taken").refused(6, "J713");
    assert!(!is_told(&counter));
    counter.turn_to("2017-08-02");
    counter.line("nightly --out taken").refused(6, "J713");
    let again = making_it_up(&counter.line("report rate"));
    assert!(again.ends_with("/out --formats csv"), "{again}");
    counter.line(&again).done();
    assert!(!is_told(&counter));
}

#[test]
fn a_backup_of_another_register_stays_however_often_the_night_is_tried() {
    let counter = office();
    fs::create_dir(counter.path("backups")).expect("a folder");
    counter.put("backups/2017-07-31.db", b"another's");
    for _ in 0..3 {
        counter.line("nightly --out out --backup-dir backups").refused(1, "J533");
        assert_eq!(fs::read(counter.path("backups/2017-07-31.db")).expect("the backup"), b"another's");
    }
}

#[test]
fn a_file_that_was_changed_is_made_again_and_said() {
    let counter = office();
    night(&counter, "--formats csv");
    let before = reports(&counter, "out", "2017-07-31");
    for (file, content) in [("rate-tier.csv", "garbage"), ("eligible.csv", ""), ("summary.txt", "")] {
        fs::write(counter.path(&format!("out/2017-07-31/{file}")), content).expect("a file");
        let told = counter.line("nightly --out out --formats csv").done();
        assert!(told.stdout.contains("made again: "), "{file}: {told:?}");
        assert_eq!(reports(&counter, "out", "2017-07-31"), before, "{file}");
        assert!(counter.line("nightly --out out --formats csv").done().stdout.contains("whole already"), "{file}");
    }
    fs::remove_file(counter.path("out/backups/2017-07-31.db")).expect("the backup");
    let told = counter.line("nightly --out out --formats csv").done();
    assert!(told.stdout.contains("1 file had been changed or taken away and made again: 2017-07-31.db"), "{told:?}");
}

#[test]
fn a_night_of_before_anybody_was_registered_begins_no_series() {
    let mut counter = office();
    let told = counter.line("nightly --out out --formats csv --as-of 1990-01-01").done();
    assert!(told.stderr.contains("Nobody was registered"), "{told:?}");
    counter.turn_to("2017-08-03");
    assert!(!is_told(&counter), "nobody expects a night");
    let made = night(&counter, "--formats csv");
    assert_eq!((&made["filled_in"], &made["worst"]), (&json!([]), &json!(0)), "{made}");
    assert_eq!(state(&made, "compare"), "skipped");
    assert!(step(&made, "reports")["detail"].as_str().is_some_and(|told| !told.contains("1990")), "{made}");
}

#[test]
fn missed_nights_that_are_not_kept_are_said_to_be_so() {
    let mut counter = office();
    night(&counter, "--formats csv --keep 2");
    counter.turn_to("2017-08-06");
    let told = counter.line("nightly --out out --formats csv --keep 2").done();
    assert!(told.stdout.contains("2017-08-01 to 2017-08-03") && told.stdout.contains("--keep"), "{told:?}");
    assert!(!told.stdout.contains("at most"), "{told:?}");
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
    assert_eq!(names(&counter.path("out")), [".nightly.lock", "2017-07-31", "backups", "latest"]);
    fs::remove_dir_all(counter.path("out/latest")).expect("the folder");
    assert_eq!(night(&counter, "--formats csv")["steps"].as_array().map(Vec::len), Some(8));
    assert!(!is_told(&counter));
}

#[test]
fn a_first_night_that_the_register_could_not_be_told_of_is_told_all_the_same() {
    let mut counter = office();
    // A clock that is wrong: nothing of it is put into the register.
    counter.turn_to("2017-07-20");
    failing(&counter, "--keep 7", 3, "J530");
    assert_eq!(counter.rows("SELECT night_on FROM night"), [""; 0]);
    let again = making_it_up(&counter.line("report rate"));
    assert!(again.starts_with("nightly --out ") && again.ends_with(" --keep 7"), "{again}");
    counter.turn_to("2017-08-02");
    let told = counter.line("report rate");
    assert!(told.stderr.contains("2017-07-19") && told.stderr.contains("\"check\""), "{told:?}");
    assert!(making_it_up(&told).ends_with(" --keep 7 --as-of 2017-07-19"), "{told:?}");
    night(&counter, "");
    assert!(!is_told(&counter));
}

#[test]
fn a_missed_night_is_filled_in_later_from_what_is_compared_with_the_tables_too() {
    let mut counter = office();
    night(&counter, "--formats csv");
    counter.turn_to("2017-08-05");
    fs::create_dir_all(counter.path("out/2017-08-02/rate-tier.csv")).expect("a folder in a report's place");
    failing(&counter, "--formats csv", 6, "J713");
    fs::remove_dir(counter.path("out/2017-08-02/rate-tier.csv")).expect("the folder");
    counter
        .behind_its_back("DROP TRIGGER permit_changes; UPDATE permit SET issued_on = '2017-07-02' WHERE permit_id = 1");
    let made = failing(&counter, "--formats csv", 3, "J726");
    assert!(step(&made, "fill-in")["detail"].as_str().expect("words").starts_with("J726: 2017-08-02: "), "{made}");
    assert_eq!(made["filled_in"], json!([]));
    assert!(!counter.path("out/2017-08-02/rate-tier.csv").exists());
}

/// The command of a hint about a night.
fn refused_with(told: &Told) -> String {
    let hint = told.error()["hint"].as_str().expect("a hint").to_owned();
    hint.split_once("jzz ").unwrap_or_else(|| panic!("{hint}")).1.to_owned()
}

#[test]
fn a_clock_that_was_ahead_once_stops_no_night_for_ever() {
    let mut counter = office();
    night(&counter, "--formats csv --keep 5");
    counter.turn_to("2018-08-02");
    counter.line("nightly --out out --formats csv --keep 5").done();
    assert_eq!(latest(&counter), "2018-08-01");
    // Right again, the next day: a year lies before the register's latest entry.
    counter.turn_to("2017-08-02");
    assert!(counter.line("report rate").stderr.contains("2017-08-01"), "the night of a day to come is not the last");
    let told = counter.line("nightly --out out --formats csv --keep 5 --format json").refused(3, "J530");
    let command = refused_with(&told);
    assert!(command.ends_with("--as-of 2017-08-01") && !command.contains("--keep"), "{command}");
    assert_eq!(counter.line(&command).done().json()["worst"], 0);
    assert_eq!(latest(&counter), "2017-08-01");
    assert!(!is_told(&counter));
    // When the day is there the night is made, not taken for whole.
    counter.turn_to("2018-08-02");
    let made = counter.ask("nightly --out out --formats csv --keep 40");
    assert_eq!((state(&made, "reports").as_str(), latest(&counter).as_str()), ("done", "2018-08-01"));
    assert_eq!(made["filled_in"].as_array().map(Vec::len), Some(31));
}

#[test]
fn a_folder_in_which_no_night_could_begin_is_not_named_to_make_one_up() {
    let mut counter = office();
    counter.put("taken", b"a file");
    counter.line("nightly --out taken --formats csv").refused(6, "J713");
    let again = making_it_up(&counter.line("report rate"));
    assert_eq!(again, "nightly --out _DIR_ --formats csv", "none worked yet");
    night(&counter, "--formats csv");
    counter.turn_to("2017-08-02");
    counter.line("nightly --out taken/below").refused(6, "J713");
    // Two days later that night is not the one that is missing; the folder is the one that worked.
    for day in ["2017-08-02", "2017-08-04"] {
        counter.turn_to(day);
        let again = making_it_up(&counter.line("report rate"));
        assert!(again.ends_with("/out --formats csv"), "{day}: {again}");
    }
}

#[test]
fn another_form_joins_a_night_and_its_summary_names_every_file() {
    let counter = office();
    night(&counter, "--formats csv");
    let told = counter.line("nightly --out out --formats json").done();
    assert!(
        told.stdout.contains("12 files made that the night was without: ") && !told.stdout.contains("again"),
        "{told:?}"
    );
    let listed = |day: &str| {
        let summary = fs::read_to_string(counter.path(&format!("out/{day}/summary.txt"))).expect("a summary");
        let lines = summary.lines().filter_map(|line| line.strip_prefix("  ")?.split_once("  "));
        let mut listed: Vec<String> = lines.map(|(_, name)| name.to_owned()).collect();
        listed.push("summary.txt".to_owned());
        listed.sort();
        listed
    };
    assert_eq!(listed("2017-07-31"), names(&counter.path("out/2017-07-31")));
    assert_eq!(listed("2017-07-31").len(), 25);
    assert_eq!(states(&night(&counter, "--formats csv"))[1..], ["skipped"; 7], "each form is whole by itself");
}

#[test]
fn lists_join_a_night_that_was_filled_in() {
    let mut counter = office();
    night(&counter, "--formats csv");
    counter.turn_to("2017-08-03");
    night(&counter, "--formats csv");
    let told = counter.line("nightly --out out --formats csv --as-of 2017-08-01").done();
    assert!(told.stdout.contains("4 files made that the night was without: due.csv, "), "{told:?}");
    fs::write(counter.path("out/2017-08-01/due.csv"), "").expect("a list");
    let told = counter.line("nightly --out out --formats csv --as-of 2017-08-01").done();
    assert!(told.stdout.contains("1 file had been changed or taken away and made again: due.csv"), "{told:?}");
}

#[test]
fn what_an_earlier_run_left_in_a_night_that_is_filled_in_stands_in_its_summary() {
    let mut counter = office();
    night(&counter, "--formats csv");
    counter.behind_its_back("UPDATE night SET state = 'failed'");
    counter.turn_to("2017-08-02");
    assert_eq!(night(&counter, "--formats csv")["filled_in"], json!(["2017-07-31"]));
    let summary = fs::read_to_string(counter.path("out/2017-07-31/summary.txt")).expect("a summary");
    assert!(summary.lines().any(|line| line.ends_with("  due.csv")), "{summary}");
}

#[test]
fn nothing_is_written_over_what_belongs_to_a_register() {
    let counter = office();
    night(&counter, "--formats csv");
    for own in ["", "-wal", "-shm", "-journal", "-nightly", ".import-0123abcd-4567ef01"] {
        for line in ["report rate --format csv --out", "roster template people --format csv --out", "nightly --out"] {
            let path = format!("register.db{own}");
            let before = fs::read(counter.path(&path)).ok();
            counter.line(&format!("{line} {path}")).refused(6, "J713");
            assert_eq!(fs::read(counter.path(&path)).ok(), before, "{line} {path}");
        }
        let told = counter.line(&format!("nightly --out out2 --backup-dir register.db{own}"));
        told.refused(6, "J713");
        assert!(!counter.path("out2").exists(), "{own}");
    }
}
