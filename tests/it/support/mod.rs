//! A counter of one's own: a folder, a clock that stands, a language, no environment.

pub mod corrections;
pub mod hints;
pub mod office;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Cursor;
use std::path::PathBuf;
use std::sync::Arc;

use jzz::{Instant, World};
use serde_json::Value;
use tempfile::TempDir;

/// What a command line gave.
#[derive(Debug)]
pub struct Told {
    pub exit: u8,
    pub stdout: String,
    pub stderr: String,
}

impl Told {
    /// Standard output as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The error object of `--format json`.
    pub fn error(&self) -> Value {
        let value: Value = serde_json::from_str(&self.stderr).unwrap_or_else(|error| panic!("{error}: {self:?}"));
        value["error"].clone()
    }

    /// The code of the error, in either form.
    pub fn code(&self) -> Option<String> {
        let at = self.stderr.find("error[").map(|at| at + "error[".len());
        let at = at.or_else(|| self.stderr.find("错误[").map(|at| at + "错误[".len()));
        let at = at.or_else(|| self.stderr.find("\"code\":\"").map(|at| at + "\"code\":\"".len()))?;
        self.stderr.get(at..at + 4).map(str::to_owned)
    }

    #[track_caller]
    pub fn done(self) -> Told {
        assert_eq!(self.exit, 0, "{self:?}");
        self
    }

    #[track_caller]
    pub fn refused(self, exit: u8, code: &str) -> Told {
        assert_eq!((self.exit, self.code().as_deref()), (exit, Some(code)), "{self:?}");
        self
    }
}

/// Where command lines are run.
pub struct Counter {
    pub folder: TempDir,
    pub env: BTreeMap<String, String>,
    pub now: Instant,
    pub input: Vec<u8>,
    pub width: usize,
    /// Whether standard output is a terminal.
    pub terminal: bool,
}

impl Counter {
    /// At noon (UTC+8) of a day, in English, with the register in a folder of its own.
    pub fn on(day: &str) -> Counter {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut counter =
            Counter { folder, env: BTreeMap::new(), now: noon(day), input: Vec::new(), width: 100, terminal: false };
        let db = counter.path("register.db");
        counter.env.insert("JZZ_DB".to_owned(), db.to_string_lossy().into_owned());
        counter.speaking("en")
    }

    pub fn speaking(mut self, lang: &str) -> Counter {
        self.env.insert("JZZ_LANG".to_owned(), lang.to_owned());
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Turns the clock to noon of another day.
    pub fn turn_to(&mut self, day: &str) {
        self.now = noon(day);
    }

    /// Runs a command line, given word by word.
    pub fn jzz<W: AsRef<str>>(&self, words: impl IntoIterator<Item = W>) -> Told {
        let args: Vec<OsString> = words.into_iter().map(|word| OsString::from(word.as_ref())).collect();
        let now = self.now;
        let (mut world, stdout, stderr) = World::captured(Arc::new(move || now));
        world.env = self.env.clone();
        world.stdin = Box::new(Cursor::new(self.input.clone()));
        world.terminal.width = self.width;
        world.terminal.output = self.terminal;
        world.working_dir = Some(self.folder.path().to_owned());
        let exit = jzz::run(args, &mut world);
        Told { exit, stdout: stdout.take_text(), stderr: stderr.take_text() }
    }

    /// What a command line shows on a terminal.
    pub fn at_a_terminal(&self, line: &str) -> String {
        let now = self.now;
        let (mut world, stdout, _) = World::captured(Arc::new(move || now));
        world.env = self.env.clone();
        world.terminal.output = true;
        world.terminal.width = self.width;
        world.working_dir = Some(self.folder.path().to_owned());
        assert_eq!(jzz::run(words(line).into_iter().map(OsString::from).collect(), &mut world), 0, "{line}");
        stdout.take_text()
    }

    /// Runs a command line as it is typed; single and double quotes keep blanks together.
    pub fn line(&self, line: &str) -> Told {
        self.jzz(words(line))
    }
}

fn noon(day: &str) -> Instant {
    Instant::parse(&format!("{day}T04:00:00Z")).unwrap_or_else(|| panic!("{day} is a day"))
}

/// Splits a line as a shell would, without escapes and variables.
pub fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

#[test]
fn quotes_keep_blanks_together() {
    assert_eq!(words("a 'b c' \"\" d\"e f\""), ["a", "b c", "", "de f"]);
}

type Packed = Vec<(i64, Vec<u8>, Vec<u8>)>;

impl Counter {
    /// What is packed is what the tables say: nothing is stale, reports from the tables alone are the same, and
    /// packed anew from them every byte is.
    #[expect(clippy::disallowed_methods, reason = "a test looks into the file as it lies there")]
    #[track_caller]
    pub fn assert_packed(&self, days: &[&str]) {
        let reports = || {
            let report = |line: String| self.line(&format!("{line} --format json")).done().stdout;
            let asked = days.iter().flat_map(|on| {
                let rates = ["community", "counter", "reason", "origin"]
                    .map(|by| format!("report rate --by {by} --as-of {on}"));
                rates.into_iter().chain([format!("report monthly --as-of {on}"), format!("report trend --to {on}")])
            });
            asked.map(report).collect::<Vec<String>>()
        };
        let said = reports();
        let file = rusqlite::Connection::open(self.path("register.db")).expect("the register");
        let packed = packed(&file);
        let stale: i64 = file.query_row("SELECT COUNT(*) FROM stale_block", [], |row| row.get(0)).expect("a count");
        assert_eq!(stale, 0, "every act packs anew what it changed");
        let unpack = "DELETE FROM packed; INSERT INTO stale_block SELECT DISTINCT migrant_id >> 6 FROM migrant";
        file.execute_batch(unpack).expect("nothing is packed");
        assert_eq!(reports(), said);
        self.line("migrant show M000001");
        assert_eq!(self::packed(&file), packed);
        assert_eq!(reports(), said);
    }
}

fn packed(file: &rusqlite::Connection) -> Packed {
    let mut all = file.prepare("SELECT block, stays, cards FROM packed ORDER BY block").expect("a table");
    let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).expect("rows");
    rows.collect::<rusqlite::Result<Packed>>().expect("rows")
}
