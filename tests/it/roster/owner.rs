//! One process at a time takes a file in, or corrects a batch.

use std::fs::File;
use std::io::Write;
use std::path::PathBuf;

use serde_json::json;

use super::{LI, WANG, ZHANG, counts, office, people, row};
use crate::support::Counter;

/// Another process at work, as its lock tells of it.
fn at_work(counter: &Counter, key: &str) -> (File, PathBuf) {
    let path = counter.path(&format!("register.db.import-{key}"));
    let mut file = File::create(&path).expect("a lock");
    file.try_lock().expect("it is free");
    file.write_all(b"window-2\n4711\n2016-08-31T01:30:00Z\n").expect("its holder");
    (file, path)
}

#[test]
fn the_same_roster_at_once_is_told_who_is_at_work_and_finds_it_in_afterwards() {
    let counter = office("2016-08-31");
    counter.take(people(&[row("王五", WANG)]), "");
    counter.write("march.csv", people(&[row("张三", ZHANG), row("李四", "1")]));
    counter.import("march.csv").json();
    let keys = "SELECT substr(file_sha256, 1, 16) || '-' || substr(terms_sha256, 1, 16) FROM batch WHERE batch_id = 2";
    let key = counter.rows(keys).remove(0);
    counter.ask("roster undo B2 --because 送错了");
    let (held, path) = at_work(&counter, &key);
    let details = counter.refuses("roster import march.csv", 4, "J457")["details"].clone();
    assert_eq!((&details["host"], &details["process"]), (&json!("window-2"), &json!(4711)));
    assert_eq!((&details["since"], &details["lock"]), (&json!("2016-08-31T01:30:00Z"), &json!(path)));
    assert_eq!(counter.rows("SELECT COUNT(*) || '' FROM batch"), ["2"]);
    assert_eq!(counter.info("migrants"), 1);
    // Another file, the same on other terms, and a look at it go on meanwhile.
    assert_eq!(counts(&counter.take(people(&[row("李四", LI)]), ""))[0], 1);
    assert_eq!(counter.line("roster check march.csv --format json").json()["already"], false);
    drop(held);
    let answer = counter.import("march.csv").json();
    assert_eq!((&answer["already"], counts(&answer)[0]), (&json!(false), 1));
    assert!(!path.exists(), "the lock goes with the work");
    assert_eq!(counter.import("march.csv").json()["already"], true);
}

#[test]
fn a_batch_is_corrected_by_one_process_at_a_time() {
    let counter = office("2016-08-31");
    counter.write("march.csv", people(&[row("张三", ZHANG), row("李四", "1")]));
    counter.import("march.csv").json();
    let rejects = std::fs::read_to_string(counter.path("march.rejects.csv")).expect("the rejects");
    counter.write("fixed.csv", rejects.replace("四,1,", &format!("四,{LI},")));
    let (held, path) = at_work(&counter, "B1");
    let error = counter.refuses("roster fix B1 fixed.csv", 4, "J457");
    assert_eq!(error["details"]["host"], "window-2");
    drop(held);
    let answer = counter.ask("roster fix B1 fixed.csv");
    assert_eq!((&answer["batch"], counts(&answer)[0]), (&json!("B2"), 1));
    assert!(!path.exists());
}

#[test]
fn of_two_runs_at_once_one_lands_and_the_rejects_are_kept_once() {
    let counter = office("2016-08-31");
    counter.take(people(&[row("王五", WANG)]), "");
    let mut rows: Vec<String> =
        (0..400).map(|n| row("张三", &super::number(&format!("520199199001{:02}{n:03}", n % 28 + 1)))).collect();
    rows.push(row("李四", "1"));
    counter.write("march.csv", people(&rows));
    let run = || {
        std::process::Command::new(env!("CARGO_BIN_EXE_jzz"))
            .args(["roster", "import", "march.csv", "--on", "2016-08-31", "--format", "json", "--db", "register.db"])
            .current_dir(counter.folder.path())
            .env("HOME", counter.folder.path())
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("a process")
    };
    let runs: Vec<_> = (0..4).map(|_| run()).collect();
    let ended: Vec<_> = runs.into_iter().map(|mut child| child.wait().expect("its end").code()).collect();
    assert_eq!(ended.iter().filter(|code| **code == Some(3)).count(), 1, "{ended:?}");
    assert!(ended.iter().all(|code| matches!(code, Some(0 | 3 | 4))), "{ended:?}");
    let [rejects, batches] =
        ["reject", "batch"].map(|table| counter.rows(&format!("SELECT COUNT(*) || '' FROM {table}")));
    assert_eq!((rejects, batches), (vec!["1".to_owned()], vec!["2".to_owned()]));
}
