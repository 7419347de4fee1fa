//! `jzz nightly`: a whole night, missed nights, jumps, what is kept, what stops a step, who is told.

mod care;

use std::fs;
use std::fs::{File, OpenOptions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::Counter;
use crate::support::office::{LI, WANG, number, shape, snapshot};

const STEPS: [&str; 8] = ["lock", "check", "backup", "restore-proof", "reports", "compare", "lists", "prune"];

fn step<'a>(night: &'a Value, name: &str) -> &'a Value {
    let steps = night["steps"].as_array().expect("steps");
    steps.iter().find(|step| step["step"] == name).unwrap_or_else(|| panic!("no step {name}: {night}"))
}

fn state(night: &Value, name: &str) -> String {
    step(night, name)["state"].as_str().expect("a state").to_owned()
}

/// The states of all steps in their order.
fn states(night: &Value) -> Vec<String> {
    STEPS.iter().map(|name| state(night, name)).collect()
}

/// The night of the day before, in JSON.
#[track_caller]
fn night(counter: &Counter, more: &str) -> Value {
    counter.ask(&format!("nightly --out out {more}"))
}

/// A night that ends otherwise than well: its JSON on standard output, its error on standard error.
#[track_caller]
fn failing(counter: &Counter, more: &str, exit: u8, code: &str) -> Value {
    let told = counter.line(&format!("nightly --out out {more} --format json")).refused(exit, code);
    let night = told.json();
    assert_eq!(night["worst"], exit, "{night}");
    crate::support::hints::check(&told.error(), "nightly --out out");
    night
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// The reports of a night, summaries apart: they alone say when they were made.
fn reports(counter: &Counter, out: &str, night: &str) -> Vec<(String, Vec<u8>)> {
    let files = snapshot(&counter.path(&format!("{out}/{night}")));
    files.into_iter().filter(|(name, _)| name != "summary.txt").collect()
}

fn latest(counter: &Counter) -> String {
    fs::read_link(counter.path("out/latest")).expect("a link").to_string_lossy().into_owned()
}

/// Two people with a card, one without, on 2017-08-01.
fn office() -> Counter {
    let counter = Counter::open("2017-08-01");
    for n in 1..=3 {
        counter.register(&number("1970-01-01", n), "2017-01-01");
    }
    counter.issue("M1", "2017-07-01");
    counter.issue("M2", "2017-07-01");
    counter
}

#[test]
fn a_night_makes_reports_a_proven_backup_and_one_line() {
    let counter = office();
    let told = counter.line("nightly --out out").done();
    assert_eq!((told.stdout.lines().count(), told.stderr.as_str()), (1, ""), "{told:?}");
    let folder = counter.path("out/2017-07-31");
    let names = names(&folder);
    let lists = ["due", "overdue", "eligible", "uncollected"];
    let counts =
        ["rate-tier", "rate-district", "rate-community", "monthly", "trend", "ranking", "turnaround", "quality"];
    for report in counts.iter().chain(&lists) {
        for form in ["csv", "html", "xlsx"] {
            assert!(names.contains(&format!("{report}.{form}")), "{report}.{form}: {names:?}");
        }
    }
    for name in &names {
        let mode = fs::metadata(folder.join(name)).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    assert_eq!(latest(&counter), "2017-07-31");
    let summary = fs::read_to_string(folder.join("summary.txt")).expect("a summary");
    let head = counter.rows("SELECT hash FROM journal ORDER BY sequence DESC LIMIT 1");
    assert!(summary.contains(&head[0]) && summary.contains("2017-08-01 12:00:00"), "{summary}");
    // The backup is the register: it can be restored, and says the same.
    let restored = counter.ask("db restore out/backups/2017-07-31.db --db again.db");
    assert_eq!(restored["migrants"], 3);
    let rate = |db: &str| counter.ask(&format!("report rate --as-of 2017-07-31 --db {db}"));
    assert_eq!(rate("again.db"), rate("register.db"));
    // What is in the file is what the report says.
    let csv = counter.line("report rate --by community --as-of 2017-07-31 --format csv").done().stdout;
    assert_eq!(fs::read_to_string(folder.join("rate-community.csv")).expect("a report"), csv);
}

#[test]
fn the_shape_of_the_contract_and_a_whole_night_is_not_made_again() {
    let counter = office();
    let first = night(&counter, "");
    shape(&first, "night steps files filled_in worst");
    assert_eq!((&first["night"], &first["worst"]), (&json!("2017-07-31"), &json!(0)));
    let order: Vec<&str> =
        first["steps"].as_array().expect("steps").iter().filter_map(|s| s["step"].as_str()).collect();
    assert_eq!(order, STEPS);
    for step in first["steps"].as_array().expect("steps") {
        shape(step, "step state seconds detail");
        assert!(step["seconds"].is_number() && step["state"] != "failed", "{step}");
    }
    for file in first["files"].as_array().expect("files") {
        assert!(Path::new(file.as_str().expect("a path")).is_file(), "{file}");
    }
    let (entries, before) = (counter.journal(), snapshot(&counter.path("out/2017-07-31")));
    let again = night(&counter, "");
    assert_eq!(again["files"].as_array().map(Vec::len), first["files"].as_array().map(Vec::len));
    assert_eq!(states(&again)[1..], ["skipped"; 7]);
    assert_eq!(counter.journal(), entries, "nothing was done, nothing is journalled");
    assert_eq!(snapshot(&counter.path("out/2017-07-31")), before);
    assert!(counter.line("nightly --out out/").done().stdout.contains("whole already"));
}

#[test]
fn the_same_night_again_gives_the_same_bytes() {
    let mut counter = office();
    night(&counter, "--formats csv,html,xlsx,json");
    let first = reports(&counter, "out", "2017-07-31");
    counter.turn_to("2017-08-03");
    counter.ask("nightly --out elsewhere --as-of 2017-07-31 --formats json,xlsx,html,csv");
    assert_eq!(reports(&counter, "elsewhere", "2017-07-31"), first);
    fs::remove_file(counter.path("out/2017-07-31/rate-tier.csv")).expect("a report");
    counter.ask("nightly --out out --as-of 2017-07-31 --formats csv,html,xlsx,json");
    assert_eq!(reports(&counter, "out", "2017-07-31"), first, "one that was taken away is made again");
}

#[test]
fn missed_nights_are_filled_in_and_the_link_points_to_the_last() {
    let mut counter = office();
    night(&counter, "");
    counter.turn_to("2017-08-05");
    let made = night(&counter, "");
    assert_eq!(made["filled_in"], json!(["2017-08-01", "2017-08-02", "2017-08-03"]));
    assert_eq!(latest(&counter), "2017-08-04");
    for missed in ["2017-08-01", "2017-08-02", "2017-08-03"] {
        let csv = counter.line(&format!("report rate --as-of {missed} --format csv")).done().stdout;
        let file = counter.path(&format!("out/{missed}/rate-tier.csv"));
        assert_eq!(fs::read_to_string(file).expect("a report"), csv, "{missed}");
        assert!(counter.path(&format!("out/{missed}/summary.txt")).is_file());
    }
    // A night of long ago has no night before it to begin from.
    let old = night(&counter, "--as-of 2017-07-01");
    assert_eq!((&old["filled_in"], latest(&counter).as_str()), (&json!([]), "2017-08-04"));
}

#[test]
fn a_jump_is_flagged_and_the_reports_are_there() {
    let mut counter = office();
    night(&counter, "");
    counter.turn_to("2017-08-02");
    assert_eq!(state(&night(&counter, ""), "compare"), "done");
    counter.register(LI, "2017-08-02");
    counter.turn_to("2017-08-03");
    let told = counter.line("nightly --out out --format json");
    let made = told.json();
    assert_eq!((told.exit, &made["worst"]), (3, &json!(3)), "{told:?}");
    assert!(step(&made, "compare")["detail"].as_str().expect("words").starts_with("J531: "), "{made}");
    assert!(told.stderr.contains("warning[J531]"), "{told:?}");
    assert_eq!(latest(&counter), "2017-08-02", "the night is whole all the same");
    // One in four is more than 5 per cent, and less than 50.
    counter.ask("rules set night_jump 50 --from 2017-08-03 --because 外来人口多");
    counter.register(WANG, "2017-08-03");
    counter.turn_to("2017-08-04");
    assert_eq!(night(&counter, "")["worst"], 0);
}

#[test]
fn so_many_nights_and_backups_are_kept() {
    let mut counter = office();
    for day in 1..=4 {
        counter.turn_to(&format!("2017-08-0{day}"));
        night(&counter, "--keep 2 --backup-dir backups");
    }
    assert_eq!(names(&counter.path("out")), [".nightly.lock", "2017-08-02", "2017-08-03", "latest"]);
    assert_eq!(
        names(&counter.path("backups")),
        ["2017-08-02.db", "2017-08-02.db.sha256", "2017-08-03.db", "2017-08-03.db.sha256"]
    );
    // After a month off, no night is filled in that would go at once.
    counter.turn_to("2017-09-04");
    assert_eq!(night(&counter, "--keep 2 --backup-dir backups")["filled_in"], json!(["2017-09-02"]));
    assert_eq!(names(&counter.path("out")), [".nightly.lock", "2017-09-02", "2017-09-03", "latest"]);
}

/// Holds a lock as another run of the night would.
fn hold(path: &Path, holder: &str) -> File {
    let mut options = OpenOptions::new();
    let file = options.read(true).write(true).create(true).truncate(true).open(path).expect("a lock file");
    file.try_lock().expect("the lock");
    fs::write(path, holder).expect("its holder");
    file
}

#[test]
fn a_second_run_is_told_who_is_at_work() {
    let counter = office();
    fs::create_dir(counter.path("out")).expect("a folder");
    for lock in ["out/.nightly.lock", "register.db-nightly"] {
        let before = counter.counts();
        let held = hold(&counter.path(lock), "city-1\n4711\n2017-07-31T18:30:00Z\n");
        let told = counter.line("nightly --out out --format json").refused(4, "J719");
        let details = told.error()["details"].clone();
        assert_eq!(
            (&details["host"], &details["process"], &details["since"]),
            (&json!("city-1"), &json!(4711), &json!("2017-07-31T18:30:00Z")),
        );
        let made = told.json();
        assert_eq!((state(&made, "lock").as_str(), &made["worst"]), ("failed", &json!(4)));
        assert_eq!(states(&made)[1..], ["skipped"; 7]);
        assert_eq!(counter.counts(), before);
        drop(held);
    }
    night(&counter, "");
    assert_eq!(fs::read(counter.path("register.db-nightly")).expect("the lock file"), b"", "nobody holds it");
}

#[test]
fn a_clock_before_the_last_entry_makes_no_night() {
    let mut counter = office();
    counter.turn_to("2017-07-20");
    let made = failing(&counter, "", 3, "J530");
    assert_eq!(state(&made, "check"), "failed");
    assert!(!counter.path("out/2017-07-19").exists());
    // The day is said, and nothing hangs on the clock; what is kept would.
    fs::create_dir_all(counter.path("out/2017-07-10")).expect("an old night");
    let made = failing(&counter, "--as-of 2017-07-11 --keep 1", 3, "J530");
    assert_eq!((state(&made, "reports").as_str(), state(&made, "prune").as_str()), ("done", "failed"));
    assert!(counter.path("out/2017-07-10").is_dir(), "nothing was taken away");
    // What is said to be done about it can be done.
    for (typed, day) in [("--as-of 2017-07-11 --keep 1", "2017-07-11"), ("--keep 1", "2017-07-19")] {
        let told = counter.line(&format!("nightly --out out {typed} --format json")).refused(3, "J530");
        let hint = told.error()["hint"].as_str().expect("a hint").to_owned();
        let command = hint.split_once("jzz ").expect("a command").1;
        assert_eq!(counter.line(command).done().json()["night"], day, "{hint}");
    }
}

#[test]
fn what_cannot_be_is_refused_and_changes_nothing() {
    let counter = office();
    counter.refuses("nightly --out out --as-of 2017-08-02", 1, "J501");
    counter.refuses("nightly", 2, "J902");
    counter.refuses("nightly --out out --keep 0", 2, "J901");
    let told = counter.line("nightly --out out --keep 0").stderr;
    assert!(told.contains("--keep takes a whole number from 1 "), "{told}");
    counter.refuses("nightly --out out --formats pdf", 2, "J904");
    counter.put("taken", b"a file");
    for out in ["taken", "taken/below"] {
        let told = counter.line(&format!("nightly --out {out} --format json")).refused(6, "J713");
        assert_eq!(state(&told.json(), "lock"), "failed", "{out}");
    }
    assert_eq!(fs::read(counter.path("taken")).expect("the file"), b"a file");
    counter.line("nightly --out out --format csv").refused(2, "J908");
    assert!(!counter.path("out").exists());
}

#[test]
fn a_night_of_today_is_made_again_when_the_day_is_over() {
    let mut counter = office();
    night(&counter, "--as-of 2017-08-01");
    counter.register(LI, "2017-08-01");
    assert_eq!(state(&night(&counter, "--as-of 2017-08-01"), "reports"), "done");
    counter.turn_to("2017-08-02");
    assert_eq!(state(&night(&counter, ""), "reports"), "done");
    assert_eq!(state(&night(&counter, ""), "reports"), "skipped");
}

#[test]
fn a_register_that_cannot_be_used_stops_the_night_at_its_check() {
    let cases: [(&str, &[u8], u8, &str); 3] =
        [("empty", b"", 5, "J702"), ("a text", b"no register", 5, "J703"), ("short", b"SQLite format 3\0", 5, "J703")];
    for (case, content, exit, code) in cases {
        let counter = Counter::on("2017-08-01");
        counter.put("register.db", content);
        let made = failing(&counter, "", exit, code);
        assert_eq!((state(&made, "lock").as_str(), state(&made, "check").as_str()), ("done", "failed"), "{case}");
        assert_eq!(fs::read(counter.path("register.db")).expect("the file"), content, "{case}");
        assert_eq!(names(&counter.path("out")), [".nightly.lock"], "{case}");
    }
    let counter = Counter::on("2017-08-01");
    failing(&counter, "", 5, "J701");
    assert_eq!(names(counter.folder.path()), [""; 0], "no folder is made for a register that is not there");
}

#[test]
fn a_backup_that_cannot_be_written_does_not_hinder_the_reports() {
    let mut counter = office();
    counter.put("taken", b"a file");
    let made = failing(&counter, "--backup-dir taken", 6, "J713");
    let expected = ["done", "done", "failed", "skipped", "done", "skipped", "done", "skipped"];
    assert_eq!(states(&made), expected);
    assert!(counter.path("out/2017-07-31/rate-tier.csv").is_file());
    let summary = fs::read_to_string(counter.path("out/2017-07-31/summary.txt")).expect("a summary");
    assert!(summary.contains("J713"), "{summary}");
    assert!(!counter.path("out/latest").exists(), "it is no whole night");
    // Somebody is told, with the step, until a night succeeds.
    let told = counter.line("report rate").done();
    assert!(told.stderr.contains("warning[J532]") && told.stderr.contains("backup"), "{told:?}");
    counter.turn_to("2017-08-02");
    let made = night(&counter, "");
    assert_eq!(made["filled_in"], json!(["2017-07-31"]), "though no whole night lies before");
    assert_eq!(counter.rows("SELECT night_on FROM night WHERE state <> 'whole'"), [""; 0]);
    assert!(!counter.line("report rate").done().stderr.contains("J532"));
}

#[test]
fn a_register_whose_figures_contradict_each_other_publishes_nothing() {
    let counter = office();
    // A counter that is none: the rows no longer make up the total.
    counter
        .behind_its_back("PRAGMA foreign_keys = OFF; UPDATE registration SET counter_id = 99999 WHERE migrant_id = 3");
    let made = failing(&counter, "", 3, "J502");
    assert_eq!(state(&made, "reports"), "failed");
    assert_eq!(names(&counter.path("out/2017-07-31")), ["summary.txt"]);
}

#[test]
fn a_night_compares_every_stay_with_what_is_packed_before_it_reports() {
    let counter = office();
    counter.behind_its_back(
        "DROP TRIGGER registration_changes; UPDATE registration SET reason = '03' WHERE migrant_id = 3",
    );
    let made = failing(&counter, "", 3, "J726");
    assert_eq!([state(&made, "backup"), state(&made, "reports")], ["done", "failed"]);
    assert_eq!(names(&counter.path("out/2017-07-31")), ["summary.txt"]);
}

#[test]
fn a_night_that_was_cut_off_is_taken_up_and_its_backup_stands() {
    let counter = office();
    // As a kill between two steps leaves it.
    fs::create_dir_all(counter.path("out/2017-07-31/rate-tier.csv")).expect("a folder in the report's place");
    failing(&counter, "", 6, "J713");
    fs::remove_dir(counter.path("out/2017-07-31/rate-tier.csv")).expect("the folder");
    counter.behind_its_back("UPDATE night SET state = 'running', ended_at = NULL");
    counter.behind_its_back("DELETE FROM night_step WHERE step IN ('reports', 'compare', 'lists', 'prune')");
    fs::create_dir(counter.path("out/.2017-07-31.part")).expect("a folder");
    fs::write(counter.path("out/.2017-07-31.part/rate-tier.csv"), "hal").expect("half a file");
    assert!(counter.line("report rate").done().stderr.contains("was cut off"));
    let backup = fs::metadata(counter.path("out/backups/2017-07-31.db")).expect("a backup").modified().expect("a time");
    let made = night(&counter, "");
    let expected = ["done", "done", "skipped", "skipped", "done"];
    assert_eq!(states(&made)[..5], expected);
    let after = fs::metadata(counter.path("out/backups/2017-07-31.db")).expect("a backup").modified().expect("a time");
    assert_eq!(after, backup);
    assert!(!names(&counter.path("out")).iter().any(|name| name.contains(".part")));
    assert_eq!(states(&night(&counter, ""))[1..], ["skipped"; 7], "now it is whole");
    // A backup that is damaged is none: neither of a whole night nor of one that is taken up.
    fs::write(counter.path("out/backups/2017-07-31.db"), "damaged").expect("a file");
    assert_eq!(states(&night(&counter, ""))[2..4], ["done", "done"]);
    counter.line("db restore out/backups/2017-07-31.db --db restored.db").done();
    let told = counter.line("report rate --db restored.db --as-of 2017-07-31").done();
    assert!(!told.stderr.contains("J532"), "the night of a copy is not missing there: {told:?}");
}

#[test]
fn what_a_night_of_this_register_did_not_make_is_neither_mixed_with_nor_taken_away() {
    let counter = office();
    night(&counter, "");
    fs::copy(counter.path("register.db"), counter.path("2017-07-01.db")).expect("a copy");
    counter.line("init --practice --db other.db").done();
    let before = snapshot(&counter.path("out"));
    counter.line("nightly --out out --as-of 2017-07-31 --db other.db").refused(1, "J533");
    counter.line("nightly --out new --backup-dir out/backups --as-of 2017-07-31 --db other.db").refused(1, "J533");
    let quiet = |files: Vec<(String, Vec<u8>)>| {
        files.into_iter().filter(|(name, _)| !name.contains(".lock")).collect::<Vec<_>>()
    };
    assert_eq!(quiet(snapshot(&counter.path("out"))), quiet(before));
    // A register that is named like a backup stays, and so does a folder that is named like a night.
    fs::create_dir_all(counter.path("out/2011-01-01/mine")).expect("a folder");
    counter.line("nightly --out out --backup-dir . --keep 1 --as-of 2017-07-30 --db 2017-07-01.db").done();
    assert!(counter.path("2017-07-01.db").is_file() && counter.path("out/2011-01-01/mine").is_dir());
}

#[test]
fn a_night_that_did_not_run_is_told_once_the_register_has_had_one() {
    let mut counter = office();
    assert!(!counter.line("report rate").done().stderr.contains("J532"), "never a night, nobody misses one");
    night(&counter, "");
    assert!(!counter.line("report rate").done().stderr.contains("J532"));
    counter.turn_to("2017-08-02");
    let told = counter.line("migrant show M1 --lang zh").done();
    assert!(told.stderr.contains("注意[J532]") && told.stderr.contains("2017-08-01"), "{told:?}");
    assert_eq!(told.stderr.lines().filter(|line| line.contains("J532")).count(), 1);
    for silent in ["report rate -q", "report rate --format json", "explain J532", "unit list -q"] {
        assert!(!counter.line(silent).stderr.contains("J532"), "{silent}");
    }
    // Whoever is at work on it needs no reminder.
    let held = hold(&counter.path("register.db-nightly"), "city-1\n4711\n2017-08-01T18:30:00Z\n");
    assert!(!counter.line("report rate").done().stderr.contains("J532"));
    drop(held);
    night(&counter, "");
    assert!(!counter.line("report rate").done().stderr.contains("J532"));
}

#[test]
fn a_chinese_offices_night_speaks_chinese_to_cron() {
    let mut counter = Counter::on("2017-08-01").speaking("zh");
    counter.line("init --practice").done();
    counter.env.remove("JZZ_LANG");
    let told = counter.line("nightly --out 夜报").done();
    assert!(told.stdout.contains("夜间作业做完了"), "{told:?}");
    let csv = fs::read_to_string(counter.path("夜报/2017-07-31/rate-tier.csv")).expect("a report");
    assert!(csv.contains("登记"), "{csv}");
}

#[test]
fn lists_are_masked_and_journalled_once_a_night() {
    let mut counter = office();
    counter.register(LI, "2017-01-05");
    let before = counter.journal();
    night(&counter, "");
    assert_eq!(counter.journal(), before + 1);
    let (command, _, _, purpose, changes, rows) = counter.entries().pop().expect("an entry");
    assert_eq!((command.as_str(), purpose), ("nightly", None));
    assert!(changes.contains("eligible.csv") && changes.contains("2017-07-31"), "{changes}");
    let eligible = fs::read_to_string(counter.path("out/2017-07-31/eligible.csv")).expect("a list");
    assert!(eligible.lines().count() > 1 && !eligible.contains(LI) && !eligible.contains("李雷"), "{eligible}");
    assert!(rows >= 2, "two may apply and have not: {rows}");
    // Nights that were missed have no lists, and no row.
    counter.turn_to("2017-08-04");
    night(&counter, "");
    assert_eq!(counter.journal(), before + 2);
    assert!(!counter.path("out/2017-08-01/due.csv").exists());
    assert!(counter.path("out/2017-08-03/due.csv").exists());
}
