//! Rosters from the command line to the register: what lands, what is set aside, what is refused whole.

mod books;
mod cells;
mod check;
mod departures;
mod doctor;
mod files;
mod fix;
mod flags;
mod owner;
mod people;
mod permits;
mod rejects;
mod screens;
mod senders;
mod template;
mod traps;
mod undo;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;

use crate::support::{Counter, Told};

/// A community of 南明区, and two others of the same district.
pub const HOME: &str = "520102400";
pub const ELSEWHERE: &str = "520102402";

pub const HEADINGS: &str = "姓名,公民身份号码,户籍地址,社区代码,现居住地址,居住事由,居住处所,登记日期";

/// Three made-up people of the practice county.
pub const ZHANG: &str = "520199199001010017";
pub const LI: &str = "52019919850615031X";
pub const WANG: &str = "520199197703080424";

/// A practice register, at noon of a day.
pub fn office(day: &str) -> Counter {
    let counter = Counter::on(day);
    counter.line("init --practice").done();
    counter
}

pub fn row(name: &str, number: &str) -> String {
    format!("{name},{number},贵州省遵义市红花岗区练习路1号,{HOME},练习路1号,务工,租赁房屋,2016-03-01")
}

/// A people roster of such rows.
pub fn people(rows: &[String]) -> String {
    format!("{HEADINGS}\n{}\n", rows.join("\n"))
}

/// 17 characters and their check character.
pub fn number(first: &str) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = first.chars().filter_map(|c| c.to_digit(10));
    let sum: u32 = digits.zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    format!("{first}{}", ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize])
}

impl Counter {
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, text).expect("a file is written");
        path
    }

    /// Runs `roster import …` for JSON.
    pub fn import(&self, line: &str) -> Told {
        self.line(&format!("roster import {line} --format json"))
    }

    /// Imports a file of that content under the name `roster.csv`.
    pub fn take(&self, text: impl AsRef<[u8]>, flags: &str) -> Value {
        self.write("roster.csv", text);
        let told = self.import(&format!("roster.csv {flags}"));
        assert!(matches!(told.exit, 0 | 3), "{told:?}");
        let answer = told.json();
        assert_adds_up(&answer);
        answer
    }

    pub fn info(&self, key: &str) -> u64 {
        self.line("db info --format json").done().json()[key].as_u64().unwrap_or_else(|| panic!("{key}"))
    }

    pub fn show(&self, who: &str) -> Value {
        self.line(&format!("migrant show {who} --format json --reveal 核对")).done().json()
    }

    /// What the register holds of a card.
    pub fn card(&self, permit: &str, as_of: &str) -> Value {
        self.line(&format!("permit show {permit} --as-of {as_of} --format json")).done().json()
    }
}

impl Counter {
    /// Every table as an auditor reads it from the file, but for imports and the journal: one text a row.
    #[expect(clippy::disallowed_methods, reason = "a test looks into the file as it lies there")]
    pub fn tables(&self) -> BTreeMap<String, Vec<String>> {
        let file = rusqlite::Connection::open(self.path("register.db")).expect("the register");
        let names = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
        let mut names = file.prepare(names).expect("the schema");
        let names = names.query_map([], |row| row.get::<_, String>(0)).expect("names");
        let names: Vec<String> = names.map(|name| name.expect("a name")).collect();
        let kept = |name: &&String| !["batch", "reject", "late_report", "journal"].contains(&name.as_str());
        names.iter().filter(kept).map(|name| (name.clone(), rows_of(&file, name))).collect()
    }
}

fn rows_of(file: &rusqlite::Connection, table: &str) -> Vec<String> {
    let mut statement = file.prepare(&format!("SELECT * FROM {table}")).expect("a table");
    let width = statement.column_count();
    let text = |row: &rusqlite::Row| {
        let cells: Result<Vec<rusqlite::types::Value>, _> = (0..width).map(|at| row.get(at)).collect();
        cells.map(|cells| format!("{cells:?}"))
    };
    let mut rows: Vec<String> = statement.query_map([], text).expect("rows").map(|row| row.expect("a row")).collect();
    rows.sort();
    rows
}

pub fn assert_adds_up(answer: &Value) {
    let count = |key: &str| answer[key].as_u64().unwrap_or_else(|| panic!("{key}: {answer}"));
    let parts = count("accepted") + count("unchanged") + count("rejected") + count("held_back");
    assert_eq!(count("rows"), parts, "{answer}");
}

/// `[accepted, unchanged, rejected, warned]`.
pub fn counts(answer: &Value) -> [u64; 4] {
    ["accepted", "unchanged", "rejected", "warned"].map(|key| answer[key].as_u64().expect("a count"))
}

/// The rows of a rejects file without its headings.
pub fn rejects_of(answer: &Value) -> Vec<Vec<String>> {
    let path = answer["rejects_file"].as_str().unwrap_or_else(|| panic!("no rejects file: {answer}"));
    let text = std::fs::read_to_string(path).expect("the rejects file");
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

/// Line and codes of every reject.
pub fn rejected(answer: &Value) -> Vec<(String, String)> {
    rejects_of(answer).into_iter().map(|row| (row[0].clone(), row[1].clone())).collect()
}
