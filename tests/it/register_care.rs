//! The care of the register's file: `db check`, `db restore`.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::Counter;
use crate::support::office::{LI, form, shape, snapshot};

/// The codes of what a check finds.
#[track_caller]
fn found(counter: &Counter, line: &str, exit: u8) -> Vec<String> {
    let told = counter.line(&format!("{line} --format json"));
    assert_eq!(told.exit, exit, "{told:?}");
    let answer = told.json();
    shape(&answer, "db full checks findings");
    let findings = answer["findings"].as_array().expect("findings");
    findings.iter().map(|finding| finding["code"].as_str().expect("a code").to_owned()).collect()
}

/// Somebody with a card, on 2017-08-01.
fn office() -> Counter {
    let counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    counter.issue("M1", "2017-07-01");
    counter
}

#[test]
fn a_whole_register_has_no_findings_and_no_row_is_journalled() {
    let counter = office();
    let entries = counter.journal();
    for line in ["db check", "db check --full"] {
        assert_eq!(found(&counter, line, 0), Vec::<String>::new(), "{line}");
        for lang in ["zh", "en"] {
            assert_eq!(counter.line(&format!("{line} --lang {lang}")).done().stderr, "");
        }
    }
    let answer = counter.ask("db check --full");
    let checks: Vec<&str> =
        answer["checks"].as_array().expect("checks").iter().filter_map(|check| check["check"].as_str()).collect();
    assert_eq!(checks, ["pages", "schema", "batches", "references", "persons", "terms", "packed", "figures"]);
    assert_eq!(counter.journal(), entries);
}

#[test]
fn what_was_changed_behind_the_programs_back_is_found() {
    const LOST: &str = "PRAGMA foreign_keys = OFF; DELETE FROM application";
    const STRANGE_TERM: &str = "UPDATE permit_term SET until_on = '2030-01-01'";
    const LOST_TERM: &str = "DELETE FROM permit_term";
    const TWO_STAYS: &str = "DROP INDEX registration_one_active; \
         INSERT INTO registration (migrant_id, unit_id, counter_id, address, reason, home_since_on, registered_on) \
         SELECT migrant_id, unit_id, counter_id, address, reason, home_since_on, registered_on FROM registration";
    const TWO_CARDS: &str = "DROP INDEX permit_one_live; \
         INSERT INTO permit (number, migrant_id, kind, regime, counter_id, issuing_county, unit_id, issued_on, base_on) \
         SELECT 'JZ5201021700000022', migrant_id, kind, regime, counter_id, issuing_county, unit_id, issued_on, base_on \
         FROM permit";
    const NO_COUNTER: &str = "PRAGMA foreign_keys = OFF; UPDATE registration SET counter_id = 99999";
    const NO_CARDS_PACKED: &str = "UPDATE packed SET cards = x''";
    const STRANGE_BYTES: &str = "UPDATE packed SET stays = x'ff'";
    let cases: [(&str, &str, &[&str], &[&str]); 9] = [
        ("a trigger", "DROP TRIGGER journal_no_delete", &["J721"], &["J721"]),
        ("a lost row", LOST, &[], &["J722", "J722"]),
        ("a term of another length", STRANGE_TERM, &[], &["J723"]),
        ("a card without terms", LOST_TERM, &[], &["J723"]),
        ("two stays", TWO_STAYS, &["J721"], &["J721", "J724"]),
        ("two cards", TWO_CARDS, &["J721"], &["J721", "J724", "J723"]),
        ("a counter that is none", NO_COUNTER, &[], &["J722", "J502"]),
        ("a card that is not packed", NO_CARDS_PACKED, &[], &["J726"]),
        ("bytes that say nothing", STRANGE_BYTES, &[], &["J726"]),
    ];
    for (case, sql, quick, full) in cases {
        let counter = office();
        counter.behind_its_back(sql);
        let before = snapshot(counter.folder.path());
        assert_eq!(found(&counter, "db check", if quick.is_empty() { 0 } else { 3 }), quick, "{case}");
        let told = found(&counter, "db check --full", 3);
        for code in full {
            assert!(told.iter().any(|found| found == code), "{case}: {code} in {told:?}");
        }
        assert_eq!(snapshot(counter.folder.path()), before, "{case}: it mends nothing");
    }
}

#[test]
fn a_damaged_page_is_found_and_wakes_somebody() {
    let counter = office();
    for n in 2..80 {
        counter.register(&crate::support::office::number("1970-01-01", n), "2017-01-01");
    }
    let mut bytes = fs::read(counter.path("register.db")).expect("the register");
    let from = bytes.len() - 3 * 4096;
    for byte in &mut bytes[from..] {
        *byte ^= 0x5A;
    }
    counter.put("register.db", &bytes);
    let told = counter.line("db check --full --format json");
    assert_eq!((told.exit, told.code().as_deref()), (5, Some("J706")), "{told:?}");
    let made = counter.line("nightly --out out --format json").refused(5, "J706").json();
    let check = made["steps"].as_array().expect("steps").iter().find(|step| step["step"] == "check").expect("a check");
    assert_eq!(check["state"], "failed", "{made}");
    assert_eq!(fs::read(counter.path("register.db")).expect("the register"), bytes, "it stays as it is");
}

#[test]
fn a_restored_register_is_the_one_that_was_backed_up() {
    let counter = office();
    counter.ask("db backup copy.db");
    counter.ask(&format!("migrant add {}", form(crate::support::office::WANG)));
    let answer = counter.ask("db restore copy.db --db new/folder/again.db");
    shape(&answer, "db from sha256 migrants registrations permits journal replaced remains");
    assert_eq!((&answer["migrants"], &answer["replaced"]), (&json!(1), &Value::Null));
    let info = |db: &str| counter.ask(&format!("db info --db {db}"));
    let (again, copy) = (info("new/folder/again.db"), info("copy.db"));
    for key in ["migrants", "registrations", "permits", "journal"] {
        assert_eq!(again[key], copy[key], "{key}");
    }
    // It is a register to work in.
    counter.ask(&format!("migrant add {} --db new/folder/again.db", form(crate::support::office::WANG)));
    assert_eq!(found(&counter, "db check --full --db new/folder/again.db", 0), Vec::<String>::new());
}

#[test]
fn a_register_in_the_place_is_kept_unless_it_is_said() {
    let counter = office();
    counter.ask("db backup copy.db");
    counter.ask(&format!("migrant add {}", form(crate::support::office::WANG)));
    counter.refuses("db restore copy.db", 1, "J709");
    let answer = counter.ask("db restore copy.db --yes");
    assert_eq!(counter.counts()[0], 1);
    let aside = answer["replaced"].as_str().expect("a path").to_owned();
    assert_eq!(counter.ask(&format!("db info --db {aside}"))["migrants"], 2, "nothing is deleted");
    let again = counter.ask("db restore copy.db --yes")["replaced"].as_str().expect("a path").to_owned();
    assert_ne!(again, aside);
}

#[test]
fn an_old_log_in_the_place_is_moved_aside() {
    let counter = office();
    counter.ask("db backup copy.db");
    counter.put("place.db-wal", b"an old register's log");
    let answer = counter.ask("db restore copy.db --db place.db");
    let left = counter.path("place.db.replaced-1-wal").to_string_lossy().into_owned();
    assert_eq!((&answer["replaced"], &answer["remains"]), (&Value::Null, &json!([left])));
    assert_eq!(counter.ask("db info --db place.db")["migrants"], 1);
    assert_eq!(fs::read(counter.path("place.db.replaced-1-wal")).expect("the log"), b"an old register's log");
}

#[test]
fn a_damaged_register_gives_way_to_its_backup() {
    let counter = office();
    counter.ask("db backup copy.db");
    let mut bytes = fs::read(counter.path("register.db")).expect("the register");
    bytes[100..].fill(0xA5);
    counter.put("register.db", &bytes);
    // The newest backup is named, wherever the nights keep theirs.
    let hint = |counter: &Counter| {
        let told = counter.line("db info --format json").refused(5, "J706");
        told.error()["hint"].as_str().expect("a hint").to_owned()
    };
    let copy = counter.path("copy.db").to_string_lossy().into_owned();
    assert!(hint(&counter).contains(&format!("db restore {copy} --yes")), "{}", hint(&counter));
    fs::create_dir_all(counter.path("nights/backups")).expect("a folder");
    for name in ["2017-08-01.db", "2017-08-01.db.sha256"] {
        let from = counter.path(&name.replace("2017-08-01", "copy"));
        fs::copy(from, counter.path(&format!("nights/backups/{name}"))).expect("a copy");
    }
    fs::write(counter.path("nights/backups/half.db"), b"without its hash").expect("a file");
    assert!(hint(&counter).contains("nights/backups/2017-08-01.db --yes"), "{}", hint(&counter));
    counter.ask("db restore copy.db --yes");
    assert_eq!(counter.counts()[0], 1);
    assert_eq!(fs::read(counter.path("register.db.replaced-1")).expect("the damaged one"), bytes);
}

#[test]
fn a_backup_that_is_not_to_be_believed_makes_nothing() {
    let counter = office();
    counter.ask("db backup copy.db");
    let bytes = fs::read(counter.path("copy.db")).expect("the backup");
    let mut flipped = bytes.clone();
    flipped[bytes.len() - 2000] ^= 1;
    let mut noise = bytes.clone();
    noise[100..].fill(0xA5);
    counter.put("flipped.db", &flipped);
    fs::copy(counter.path("copy.db.sha256"), counter.path("flipped.db.sha256")).expect("its hash");
    counter.put("noise.db", &noise);
    counter.put("text.db", b"no register");
    counter.put("empty.db", b"");
    fs::create_dir(counter.path("folder.db")).expect("a folder");
    let cases = [
        ("flipped.db", 5, "J720"),
        ("noise.db", 5, "J706"),
        ("text.db", 5, "J703"),
        ("empty.db", 5, "J702"),
        ("missing.db", 6, "J714"),
        ("folder.db", 6, "J715"),
    ];
    let before = snapshot(counter.folder.path());
    let hint = counter.refuses("db restore flipped.db --db new/place.db", 5, "J720")["hint"].to_string();
    assert!(hint.contains("copy.db"), "the other backup is named: {hint}");
    for (file, exit, code) in cases {
        counter.refuses(&format!("db restore {file} --db new/place.db"), exit, code);
        counter.refuses(&format!("db restore {file} --yes"), exit, code);
        assert_eq!(snapshot(counter.folder.path()), before, "{file}");
        assert!(!Path::new(&counter.path("new")).exists(), "{file}");
    }
}

/// The log of the register as a crash leaves it: somebody was registered and nothing is folded in yet.
#[expect(clippy::disallowed_methods, reason = "a test keeps the file open as a process that is killed does")]
fn log_of(counter: &Counter) -> Vec<u8> {
    let held = rusqlite::Connection::open(counter.path("register.db")).expect("the register");
    held.query_row("SELECT COUNT(*) FROM migrant", [], |row| row.get::<_, i64>(0)).expect("a count");
    counter.register(crate::support::office::CHILD, "2017-02-01");
    let log = fs::read(counter.path("register.db-wal")).expect("a log");
    assert!(log.len() > 4096, "it holds pages");
    log
}

/// The journal of a change that was cut off, of the register in a file.
#[expect(clippy::disallowed_methods, reason = "a test leaves what a process that is killed leaves")]
fn journal_of(counter: &Counter, file: &str) -> Vec<u8> {
    let held = rusqlite::Connection::open(counter.path(file)).expect("a register");
    held.execute_batch("PRAGMA synchronous = OFF; BEGIN; UPDATE migrant SET name = '别人'").expect("a change");
    fs::read(counter.path(&format!("{file}-journal"))).expect("a journal")
}

#[test]
fn what_another_register_left_never_gets_into_a_new_one() {
    let counter = office();
    let log = log_of(&counter);
    for (left, place) in [("new.db-wal", "new.db"), ("other.db-journal", "other.db")] {
        counter.put(left, &log);
        let before = snapshot(counter.folder.path());
        for line in [format!("init --practice --db {place}"), format!("db backup {place}")] {
            let error = counter.refuses(&line, 1, "J727");
            assert!(error["hint"].as_str().is_some_and(|hint| hint.contains("mv -n ") && hint.contains(left)));
        }
        assert_eq!(snapshot(counter.folder.path()), before, "{place}");
        fs::rename(counter.path(left), counter.path("aside")).expect("moved aside");
        counter.ask(&format!("init --practice --db {place}"));
        assert_eq!(counter.ask(&format!("db info --db {place}"))["migrants"], 0);
    }
    // A log that holds nothing is in nobody's way.
    counter.put("third.db-wal", b"");
    counter.ask("init --practice --db third.db");
}

#[test]
fn an_empty_file_is_said_to_be_one_and_stays() {
    let counter = office();
    counter.put("empty.db", b"");
    let error = counter.refuses("init --db empty.db", 1, "J709");
    assert!(error["hint"].as_str().is_some_and(|hint| hint.starts_with("mv ")), "{error}");
    assert_eq!(fs::read(counter.path("empty.db")).expect("the file"), b"");
}

#[test]
fn a_backup_is_read_without_what_lies_beside_it_and_never_written() {
    let counter = office();
    counter.ask("db backup copy.db");
    counter.ask("db backup older.db");
    let (log, journal) = (log_of(&counter), journal_of(&counter, "older.db"));
    let bytes = fs::read(counter.path("copy.db")).expect("the backup");
    for (n, (beside, left)) in [("copy.db-wal", log), ("copy.db-journal", journal)].into_iter().enumerate() {
        counter.put(beside, &left);
        assert_eq!(counter.ask(&format!("db restore copy.db --db new{n}.db"))["migrants"], 1, "{beside}");
        assert_eq!(counter.ask("db info --db copy.db")["migrants"], 1, "{beside}");
        assert_eq!(found(&counter, "db check --full --db copy.db", 0), Vec::<String>::new(), "{beside}");
        let form = form(crate::support::office::WANG);
        counter.refuses(&format!("migrant add {form} --db copy.db"), 1, "J727");
        assert!(fs::read(counter.path("copy.db")).expect("the backup") == bytes, "{beside}: the backup changed");
        assert!(fs::read(counter.path(beside)).expect("what lay there") == left, "{beside} changed");
        fs::remove_file(counter.path(beside)).expect("taken away");
    }
}

#[test]
fn a_copy_made_by_hand_with_its_log_is_not_guessed_at() {
    let counter = office();
    let log = log_of(&counter);
    fs::copy(counter.path("register.db"), counter.path("hand.db")).expect("a copy");
    counter.put("hand.db-wal", &log);
    let before = snapshot(counter.folder.path());
    counter.refuses("db restore hand.db --db new.db", 1, "J727");
    assert_eq!(snapshot(counter.folder.path()), before);
}
