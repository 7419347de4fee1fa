//! The peers: what somebody would use who does not have `jzz`.

use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::Command;

use super::duel::finish;

/// The word by which this bench runs itself to parse a file and do nothing else.
pub const PARSE: &str = "parse-alone";

/// One table of text; the number is unique, nothing else is checked.
const ONE_TABLE: &str = "CREATE TABLE people (name TEXT, sex TEXT, ethnic TEXT, number TEXT UNIQUE, hukou TEXT, unit TEXT, \
                         address TEXT, reason TEXT, dwelling TEXT, phone TEXT, workplace TEXT, arrived TEXT, registered TEXT);";

const WAL_TABLE: &str = "PRAGMA journal_mode=WAL; CREATE TABLE act (act_id INTEGER PRIMARY KEY, made_at TEXT NOT NULL, what TEXT NOT NULL);";
const ONE_ROW: &str =
    "PRAGMA synchronous=FULL; INSERT INTO act (made_at, what) VALUES ('2012-08-31T01:00:00Z', 'show M000001');";

/// The three levels of the report: how a registration's row of it is found.
pub const LEVELS: [(&str, &str, &str); 3] = [
    ("tier", "counter.counter_tier", "JOIN unit counter ON counter.unit_id = r.counter_id"),
    ("community", "home.code", "JOIN unit home ON home.unit_id = r.unit_id"),
    (
        "district",
        "COALESCE(over.parent_id, r.unit_id)",
        "LEFT JOIN unit_parent over ON over.unit_id = r.unit_id AND over.parent_id IN \
         (SELECT unit_id FROM unit WHERE kind = 'district' OR kind = 'county' OR kind = 'county_city') \
         AND (over.since_on IS NULL OR over.since_on <= 'DAY') AND (over.until_on IS NULL OR over.until_on > 'DAY')",
    ),
];

pub fn sqlite3(words: &[&OsStr]) -> Command {
    let mut command = Command::new("sqlite3");
    command.args(["-init", "/dev/null", "-batch"]).args(words);
    command
}

pub fn import(pragma: &str, roster: &Path, folder: &Path) -> io::Result<Vec<Command>> {
    let db = folder.join("new.db");
    finish(sqlite3(&[db.as_ref(), ONE_TABLE.as_ref()]))?;
    let import = format!(".import --csv --skip 1 '{}' people", roster.display());
    Ok(vec![sqlite3(&[db.as_ref(), pragma.as_ref(), import.as_ref()])])
}

pub fn sqlite_utils(roster: &Path, folder: &Path) -> Vec<Command> {
    let mut command = Command::new("sqlite-utils");
    command.arg("insert").arg(folder.join("new.db")).arg("people").arg(roster);
    // The spoilt rows have numbers of their own.
    command.args(["--csv", "--pk", "公民身份号码"]);
    vec![command]
}

/// What one writes who does not think of the size: a person with two cards makes two rows, hence DISTINCT.
/// Unlike the report it takes everybody for a citizen and forms no group by age or stay.
pub fn naive_rate(level: usize, day: &str, schema: &str) -> String {
    let (_, key, join) = LEVELS[level];
    format!(
        "SELECT {key} AS level, COUNT(DISTINCT r.migrant_id), COUNT(DISTINCT p.migrant_id) FROM registration r {join} \
         LEFT JOIN permit p ON p.migrant_id = r.migrant_id AND p.issued_on <= 'DAY' \
         AND (p.ended_on IS NULL OR p.ended_on > 'DAY') \
         WHERE r.registered_on <= 'DAY' AND (r.ended_on IS NULL OR r.ended_on > 'DAY') GROUP BY 1;"
    )
    .replace("DAY", day)
    .replace("JOIN ", &format!("JOIN {schema}"))
    .replace("FROM ", &format!("FROM {schema}"))
}

/// Registered and holders of all rows `level|registered|holders`.
pub fn sum(lines: &str) -> (u64, u64) {
    let column = |line: &str, at: usize| line.split('|').nth(at).and_then(|cell| cell.parse().ok()).unwrap_or(0);
    lines.lines().fold((0, 0), |(registered, holders), line| (registered + column(line, 1), holders + column(line, 2)))
}

/// A register of acts and one durable insert into it.
pub fn durable_insert(folder: &Path) -> io::Result<Vec<Command>> {
    let journal = folder.join("act.db");
    finish(sqlite3(&[journal.as_ref(), WAL_TABLE.as_ref()]))?;
    Ok(vec![sqlite3(&[journal.as_ref(), ONE_ROW.as_ref()])])
}

pub fn parse_alone(roster: &Path) -> io::Result<Vec<Command>> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(PARSE).arg(roster);
    Ok(vec![command])
}

/// Every cell of a file as text, with the csv crate.
pub fn parse(roster: &Path) -> io::Result<()> {
    let mut reader = csv::Reader::from_path(roster)?;
    let mut record = csv::StringRecord::new();
    let mut cells = 0;
    while reader.read_record(&mut record)? {
        cells += record.iter().filter(|cell| !cell.is_empty()).count();
    }
    std::hint::black_box(cells);
    Ok(())
}
