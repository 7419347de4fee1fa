//! The register file: `init`, `db info`, `db backup`, and every file that is no register to work with.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::process::Command;

use serde_json::json;

use crate::support::Counter;
use crate::support::office::{LI, form, shape, snapshot};

#[test]
fn init_makes_folders_and_a_file_of_its_owner_alone() {
    let counter = Counter::on("2017-03-01");
    let answer = counter.line("init --db new/folder/r.db --format json").done().json();
    shape(&answer, "db practice units counters");
    assert_eq!((&answer["practice"], &answer["units"], &answer["counters"]), (&json!(false), &json!(184), &json!(106)));
    let file = fs::metadata(counter.path("new/folder/r.db")).expect("the register");
    assert_eq!(file.permissions().mode() & 0o777, 0o600);
    let names: Vec<String> = snapshot(&counter.path("new/folder")).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["r.db"], "no side file is left");
    let info = counter.line("db info --db new/folder/r.db --format json").done().json();
    shape(&info, "db practice application_id schema migrants registrations permits journal");
    assert_eq!(info["journal"], 1);
}

/// A table without row numbers is stored key first; where its columns stand otherwise, `integrity_check` of a
/// `SQLite` before 3.41 takes one for another.
#[test]
fn tables_without_row_numbers_begin_with_their_key() {
    let counter = Counter::open("2017-03-01");
    let wrong = "SELECT t.name || '.' || c.name FROM pragma_table_list t, pragma_table_info(t.name) c \
                 WHERE t.wr = 1 AND c.pk > 0 AND c.cid <> c.pk - 1";
    assert_eq!(counter.rows(wrong), Vec::<String>::new());
    let tables = "SELECT name FROM pragma_table_list WHERE wr = 1";
    assert!(counter.rows(tables).iter().any(|name| name == "permit_term"), "there are such tables");
}

#[test]
fn init_touches_nothing_that_exists() {
    let counter = Counter::open("2017-03-01");
    counter.put("text.db", b"something else");
    fs::create_dir(counter.path("folder")).expect("a folder");
    let before = snapshot(counter.folder.path());
    for db in ["register.db", "text.db", "folder"] {
        counter.line(&format!("init --db {db}")).refused(1, "J709");
    }
    counter.line("init --city 上海").refused(2, "J904");
    assert_eq!(snapshot(counter.folder.path()), before);
}

#[test]
fn a_live_register_refuses_made_up_people() {
    let counter = Counter::on("2017-03-01");
    counter.line("init").done();
    counter.refuses(&format!("migrant add {}", form(LI)), 1, "J108");
    let genuine = "520102199001010018";
    let proxied = format!("migrant add {} --proxy-name 甲 --proxy-id-number {LI} --proxy-relation 母亲", form(genuine));
    counter.refuses(&proxied, 1, "J108");
    counter.ask(&format!("migrant add {}", form(genuine)));
    let practice = Counter::open("2017-03-01");
    practice.ask(&format!("migrant add {}", form(genuine)));
    let said = practice.line("migrant show M1").done().stderr;
    assert!(said.contains("SPECIMEN"), "{said}");
    assert!(practice.line("migrant show M1 --lang zh").done().stderr.contains("样张"));
}

/// A register whose header is changed: big-endian at a place.
fn with_header(at: usize, value: u32) -> Vec<u8> {
    let counter = Counter::open("2017-03-01");
    let mut bytes = fs::read(counter.path("register.db")).expect("the register");
    bytes[at..at + 4].copy_from_slice(&value.to_be_bytes());
    bytes
}

/// The acts, look-ups and counts that are tried on a file that is no register.
fn every_command() -> Vec<String> {
    vec![
        format!("migrant add {}", form(LI)),
        "migrant show M1".to_owned(),
        "migrant find 李".to_owned(),
        "permit show M1".to_owned(),
        "permit apply M1".to_owned(),
        "report rate".to_owned(),
        "unit list".to_owned(),
        "db info".to_owned(),
        "db backup copy.db".to_owned(),
    ]
}

#[test]
fn a_file_that_is_no_register_stays_as_it_was_byte_for_byte() {
    let sound = Counter::open("2017-03-01");
    let bytes = fs::read(sound.path("register.db")).expect("the register");
    let cases: Vec<(&str, Option<Vec<u8>>, &str)> = vec![
        ("missing", None, "J701"),
        ("empty", Some(Vec::new()), "J702"),
        ("a text", Some("一份文本\n".repeat(100).into_bytes()), "J703"),
        ("short", Some(b"SQLite format 3\0".to_vec()), "J703"),
        ("another program's database", Some(with_header(68, 7)), "J703"),
        ("newer", Some(with_header(60, 99)), "J704"),
        ("older", Some(with_header(60, 0)), "J705"),
        ("damaged", Some(damaged(&bytes)), "J706"),
    ];
    for (case, content, code) in cases {
        let counter = Counter::on("2017-03-01");
        if let Some(content) = &content {
            counter.put("register.db", content);
        }
        let before = snapshot(counter.folder.path());
        for line in every_command() {
            for lang in ["zh", "en"] {
                let told = counter.line(&format!("{line} --lang {lang}")).refused(5, code);
                assert_eq!(told.stdout, "", "{case}: {line}");
            }
            let told = counter.line(&format!("{line} --format json")).refused(5, code);
            assert_eq!(told.stderr.lines().count(), 1, "{case}: {told:?}");
            crate::support::hints::check(&told.error(), &line);
            assert_eq!(snapshot(counter.folder.path()), before, "{case}: {line}");
        }
    }
}

/// Everything behind the header is noise.
fn damaged(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for byte in &mut bytes[100..] {
        *byte = 0xA5;
    }
    bytes
}

#[test]
fn an_empty_file_beside_an_old_log_stays_empty_and_the_log_untouched() {
    let counter = Counter::on("2017-03-01");
    counter.put("register.db", b"");
    counter.put("register.db-wal", b"an old log");
    let before = snapshot(counter.folder.path());
    counter.line("db info").refused(5, "J702");
    counter.line(&format!("migrant add {}", form(LI))).refused(5, "J702");
    assert_eq!(snapshot(counter.folder.path()), before);
}

#[test]
fn a_folder_in_the_registers_place_is_no_register() {
    let counter = Counter::on("2017-03-01");
    fs::create_dir(counter.path("register.db")).expect("a folder");
    counter.line("db info").refused(5, "J703");
}

fn is_root(counter: &Counter) -> bool {
    fs::metadata(counter.folder.path()).is_ok_and(|folder| folder.uid() == 0)
}

#[test]
fn another_users_register_is_refused_before_it_is_opened() {
    let counter = Counter::open("2017-03-01");
    // Only root can give a file away; elsewhere this is not to be tried.
    if !is_root(&counter) || std::os::unix::fs::chown(counter.path("register.db"), Some(12_345), None).is_err() {
        return;
    }
    let before = snapshot(counter.folder.path());
    for line in every_command() {
        let told = counter.line(&format!("{line} --format json")).refused(5, "J707");
        assert!(told.error()["details"].to_string().contains("12345"), "{told:?}");
        assert_eq!(snapshot(counter.folder.path()), before, "{line}");
    }
}

#[test]
fn a_register_that_cannot_be_written_to_is_still_counted() {
    const NOBODY: u32 = 65_534;
    let counter = Counter::open("2017-03-01");
    counter.register(LI, "2017-01-01");
    let register = counter.path("register.db");
    fs::set_permissions(&register, fs::Permissions::from_mode(0o400)).expect("its mode");
    fs::set_permissions(counter.folder.path(), fs::Permissions::from_mode(0o555)).expect("its mode");
    if is_root(&counter) {
        // Root may write everywhere: let somebody own it who may not.
        for path in [counter.folder.path(), register.as_path()] {
            std::os::unix::fs::chown(path, Some(NOBODY), Some(NOBODY)).expect("root may");
        }
    }
    let jzz = |words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jzz"));
        command.args(words).env_clear().env("JZZ_DB", &register).env("JZZ_LANG", "en");
        if is_root_of(&register, NOBODY) {
            command.uid(NOBODY).gid(NOBODY);
        }
        command.output().ok()
    };
    let Some(report) = jzz(&["report", "rate", "--format", "json"]) else { return };
    assert_eq!(report.status.code(), Some(0), "{report:?}");
    assert_eq!(jzz(&["unit", "list"]).and_then(|out| out.status.code()), Some(0));
    assert_eq!(jzz(&["db", "info"]).and_then(|out| out.status.code()), Some(0));
    for words in [&["migrant", "show", "M1"][..], &["migrant", "find", "李"], &["permit", "apply", "M1"]] {
        let told = jzz(words).expect("it runs");
        let stderr = String::from_utf8_lossy(&told.stderr).into_owned();
        assert!(matches!(told.status.code(), Some(5 | 6)), "{words:?}: {told:?}");
        assert!(stderr.starts_with("error[J711]") && told.stdout.is_empty(), "{stderr}");
    }
    // A night says at which step it stopped, and leaves nothing behind.
    let nights = tempfile::tempdir().expect("a folder");
    if is_root_of(&register, NOBODY) {
        std::os::unix::fs::chown(nights.path(), Some(NOBODY), Some(NOBODY)).expect("root may");
    }
    let out = nights.path().join("out");
    let told = jzz(&["nightly", "--out", &out.to_string_lossy(), "--format", "json"]).expect("it runs");
    let night: serde_json::Value = serde_json::from_slice(&told.stdout).expect("its answer");
    let failed: Vec<&serde_json::Value> =
        night["steps"].as_array().expect("steps").iter().filter(|step| step["state"] == "failed").collect();
    assert_eq!((told.status.code(), failed.len(), &failed[0]["step"]), (Some(6), 1, &json!("check")), "{night}");
    assert!(failed[0]["detail"].as_str().is_some_and(|detail| detail.starts_with("J711: ")), "{night}");
    fs::set_permissions(counter.folder.path(), fs::Permissions::from_mode(0o700)).expect("its mode");
    let names: Vec<String> = snapshot(counter.folder.path()).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["register.db"], "no side file is left");
}

fn is_root_of(path: &std::path::Path, owner: u32) -> bool {
    fs::metadata(path).is_ok_and(|file| file.uid() == owner)
}

#[test]
fn a_backup_is_a_register_with_its_hash_beside_it() {
    let counter = Counter::open("2017-03-01");
    counter.register(LI, "2017-01-01");
    let before = counter.counts();
    counter.line("db backup copy.db").done();
    assert_eq!(counter.counts(), before, "a backup adds no row");
    let mode = |name: &str| fs::metadata(counter.path(name)).expect("a file").permissions().mode() & 0o777;
    assert_eq!((mode("copy.db"), mode("copy.db.sha256")), (0o600, 0o600));
    let info = counter.line("db info --db copy.db --format json").done().json();
    assert_eq!((&info["migrants"], &info["journal"]), (&json!(1), &json!(before[3])));
    let hash = fs::read_to_string(counter.path("copy.db.sha256")).expect("the hash");
    let sum = Command::new("sha256sum").arg("-c").arg("copy.db.sha256").current_dir(counter.folder.path()).output();
    if let Ok(sum) = sum {
        assert!(sum.status.success(), "{hash}: {sum:?}");
    }
}

#[test]
fn an_existing_backup_is_replaced_only_with_yes() {
    let counter = Counter::open("2017-03-01");
    counter.put("copy.db", b"yesterday's");
    counter.refuses("db backup copy.db", 1, "J716");
    assert_eq!(fs::read(counter.path("copy.db")).expect("it"), b"yesterday's");
    assert!(!counter.path("copy.db.sha256").exists());
    counter.line("db backup copy.db --yes").done();
    counter.line("db info --db copy.db").done();
    let before = snapshot(counter.folder.path());
    for (to, code) in [("register.db", "J713"), ("no/such/folder.db", "J713")] {
        counter.line(&format!("db backup {to} --yes")).refused(6, code);
    }
    assert_eq!(snapshot(counter.folder.path()), before);
}

#[test]
fn the_language_is_the_registers_own_where_nobody_says_another() {
    let mut counter = Counter::on("2017-03-01").speaking("zh");
    counter.line("init --practice").done();
    counter.env.remove("JZZ_LANG");
    let told = counter.line("migrant show M1").refused(1, "J114");
    assert!(told.stderr.starts_with("错误[J114]"), "{told:?}");
    counter.env.insert("LANG".to_owned(), "en_US.UTF-8".to_owned());
    assert!(counter.line("migrant show M1").stderr.starts_with("error[J114]"));
}

#[test]
fn no_output_replaces_the_register_or_a_part_of_it() {
    let counter = Counter::open("2017-03-01");
    counter.register("520199199001010017", "2017-03-01");
    std::fs::write(counter.path("people.csv"), "姓名,身份证号\n").expect("a roster");
    for line in [
        "unit list --format csv --out register.db",
        "unit list --format csv --out register.db-wal",
        "roster import people.csv --rejects register.db",
        "db backup register.db-wal --yes",
        "db backup register.db --yes",
    ] {
        counter.line(line).refused(6, "J713");
    }
    assert_eq!(counter.counts()[..2], [1, 1]);
}

#[test]
fn a_damaged_copy_is_told_before_anything_is_written_to_it() {
    let counter = Counter::open("2017-03-01");
    for day in 1..=9 {
        counter.register(&crate::support::office::number("19900101", day), "2017-03-01");
    }
    counter.line("db backup copy.db").done();
    let mut bytes = std::fs::read(counter.path("copy.db")).expect("the copy");
    bytes[4096 * 2..4096 * 9].fill(0x5a);
    counter.put("copy.db", &bytes);
    counter.line("--db copy.db migrant show M000001").refused(5, "J706");
    assert_eq!(std::fs::read(counter.path("copy.db")).expect("the copy"), bytes, "byte for byte");
    counter.line("--db copy.db db backup second.db").refused(5, "J706");
    assert!(!counter.path("second.db").exists());
}
