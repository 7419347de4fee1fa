//! A register to work in: a practice register made once a run and copied, people, counts.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::OnceLock;

use serde_json::Value;

use super::{Counter, Told};

/// The bytes of an empty practice register, made on 2009-01-01, so that no test's clock stands before it.
fn template() -> &'static [u8] {
    static TEMPLATE: OnceLock<Vec<u8>> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let counter = Counter::on("2009-01-01");
        counter.line("init --practice").done();
        fs::read(counter.path("register.db")).expect("the register")
    })
}

impl Counter {
    /// At noon of a day, before an empty practice register.
    pub fn open(day: &str) -> Counter {
        let counter = Counter::on(day);
        counter.put("register.db", template());
        counter
    }

    /// Puts a file of mode 0600 into the folder.
    pub fn put(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::write(&path, bytes).expect("a file");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("its mode");
    }

    /// Runs a line that must succeed and gives its JSON.
    #[track_caller]
    pub fn ask(&self, line: &str) -> Value {
        self.line(&format!("{line} --format json")).done().json()
    }

    /// Registers somebody born on a day, from 遵义, at 西湖社区; gives the migrant code.
    #[track_caller]
    pub fn register(&self, number: &str, on: &str) -> String {
        self.register_with(number, on, "")
    }

    #[track_caller]
    pub fn register_with(&self, number: &str, on: &str, more: &str) -> String {
        let answer = self.ask(&format!("migrant add {} --on {on} {more}", form(number)));
        answer["migrant"].as_str().expect("a code").to_owned()
    }

    /// Registers, applies and issues under state-2016, all at once; gives the permit's number.
    #[track_caller]
    pub fn issue(&self, migrant: &str, on: &str) -> String {
        self.ask(&format!("permit apply {migrant} {PAPERS} --on {on}"));
        let answer = self.ask(&format!("permit issue {migrant} --on {on}"));
        answer["permit"].as_str().expect("a number").to_owned()
    }

    /// The counts of `db info`: people, registrations, permits, journal.
    #[track_caller]
    pub fn counts(&self) -> [i64; 4] {
        let info = self.ask("db info");
        ["migrants", "registrations", "permits", "journal"].map(|key| info[key].as_i64().expect("a count"))
    }

    #[track_caller]
    pub fn journal(&self) -> i64 {
        self.counts()[3]
    }

    /// Runs a line that must be refused and change nothing, in both languages and both forms; gives the
    /// error in English.
    #[track_caller]
    pub fn refuses(&self, line: &str, exit: u8, code: &str) -> Value {
        let before = self.counts();
        let error = self.told_to_refuse(line, exit, code);
        assert_eq!(self.counts(), before, "{line} changed something");
        error
    }

    /// The same for a look-up: its row alone is new.
    #[track_caller]
    pub fn finds_nobody(&self, line: &str, exit: u8, code: &str) -> Value {
        let mut before = self.counts();
        let error = self.told_to_refuse(line, exit, code);
        before[3] += 3;
        assert_eq!(self.counts(), before, "{line}: one row for each of three look-ups");
        error
    }

    #[track_caller]
    fn told_to_refuse(&self, line: &str, exit: u8, code: &str) -> Value {
        for lang in ["zh", "en"] {
            let told = self.line(&format!("{line} --lang {lang}")).refused(exit, code);
            assert_eq!(told.stdout, "", "{line}: {told:?}");
            assert!(masked(&told), "{line}: {told:?}");
        }
        let told = self.line(&format!("{line} --format json")).refused(exit, code);
        assert_eq!((told.stdout.as_str(), told.stderr.lines().count()), ("", 1), "{line}: {told:?}");
        let error = told.error();
        assert_eq!(keys(&error), ["causes", "code", "details", "hint", "message"], "{line}");
        super::hints::check(&error, line);
        error
    }
}

/// A row of the journal: command, counter, subject, purpose, changes, rows.
pub type Entry = (String, Option<String>, Option<String>, Option<String>, String, i64);

impl Counter {
    /// The journal as an auditor reads it from the file.
    #[expect(clippy::disallowed_methods, reason = "a test looks into the file as it lies there")]
    pub fn entries(&self) -> Vec<Entry> {
        let file = rusqlite::Connection::open(self.path("register.db")).expect("the register");
        let sql = "SELECT command, counter, subject, purpose, changes, row_count FROM journal ORDER BY sequence";
        let mut statement = file.prepare(sql).expect("the journal");
        let rows = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?)));
        rows.expect("rows").map(|row| row.expect("a row")).collect()
    }

    /// Changes the register as no command does: what a fault or a stranger's tool leaves.
    #[expect(clippy::disallowed_methods, reason = "a test changes the file behind the program's back")]
    pub fn behind_its_back(&self, sql: &str) {
        let file = rusqlite::Connection::open(self.path("register.db")).expect("the register");
        file.execute_batch(sql).expect("a change");
    }

    /// The texts of a query's one column, as they lie in the file.
    #[expect(clippy::disallowed_methods, reason = "a test looks into the file as it lies there")]
    pub fn rows(&self, sql: &str) -> Vec<String> {
        let file = rusqlite::Connection::open(self.path("register.db")).expect("the register");
        let mut statement = file.prepare(sql).expect("a query");
        let rows = statement.query_map([], |row| row.get(0)).expect("rows");
        rows.map(|row| row.expect("a row")).collect()
    }
}

/// Whether no full identity number and no given name of ours is told.
fn masked(told: &Told) -> bool {
    [LI, WANG, CHILD].iter().all(|number| !told.stderr.contains(number) && !told.stdout.contains(number))
}

/// What `migrant add` needs for somebody from 遵义 who lives in 西湖社区.
pub fn form(number: &str) -> String {
    let name = match number {
        LI => "李雷",
        WANG => "王芳",
        CHILD => "欧阳致远",
        _ => "赵明",
    };
    format!(
        "--id-number {number} --name {name} --hukou 贵州省遵义市红花岗区 --unit 520102401 --address 西湖路1号 \
         --reason 务工 --dwelling 30"
    )
}

/// Everything that state-2016 (and so every regime) asks.
pub const PAPERS: &str = "--ground dwelling --evidence identity_card --evidence lease --photo";

/// Born 1990-01-01, a man.
pub const LI: &str = "520199199001010017";
/// Born 1985-03-08, a woman.
pub const WANG: &str = "520199198503080029";
/// Born 2000-02-29.
pub const CHILD: &str = "52019920000229001X";

/// A made-up number with its check: born on a day, the `n`-th of it.
pub fn number(birth: &str, n: u32) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = format!("520199{}{n:03}", birth.replace('-', ""));
    let sum: u32 =
        digits.chars().filter_map(|c| c.to_digit(10)).zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    format!("{digits}{}", char::from(b"10X98765432"[sum as usize % 11]))
}

/// The keys of an object, sorted.
pub fn keys(value: &Value) -> Vec<String> {
    let object = value.as_object().unwrap_or_else(|| panic!("an object: {value}"));
    let mut keys: Vec<String> = object.keys().cloned().collect();
    keys.sort();
    keys
}

/// Asserts that an object has exactly these keys, given with blanks between.
#[track_caller]
pub fn shape(value: &Value, expected: &str) {
    let expected: BTreeSet<String> = expected.split_whitespace().map(str::to_owned).collect();
    assert_eq!(keys(value).into_iter().collect::<BTreeSet<_>>(), expected, "{value}");
}

/// Names and bytes of everything in a folder.
pub fn snapshot(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, fs::read(&path).unwrap_or_default())
        })
        .collect();
    found.sort();
    found
}

#[test]
fn the_numbers_are_numbers() {
    assert_eq!(number("1990-01-01", 1), LI);
    assert_eq!(number("1985-03-08", 2), WANG);
    assert_eq!(number("2000-02-29", 1), CHILD);
}
