//! Whole processes against a peer: `jzz` and the `sqlite3` shell in turn, on the same files.
//!
//! Machines are shared and noisy, so what counts is the ratio: contestants run A B A B …, after one round
//! that nobody counts, and medians are printed. It prints and fails nothing: where something does not run, it
//! says so and ends in peace. `JZZ_BENCH_ROWS` (people, 50000) and `JZZ_BENCH_ROUNDS` (5, never fewer) change
//! its size. How to read the figures: docs/benchmarks.md.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

const JZZ: &str = env!("CARGO_BIN_EXE_jzz");
const DAY: &str = "2012-08-31";

/// One table of text; the number is unique, nothing else is checked.
const ONE_TABLE: &str = "CREATE TABLE people (name TEXT, sex TEXT, ethnic TEXT, number TEXT UNIQUE, hukou TEXT, unit TEXT, \
                         address TEXT, reason TEXT, dwelling TEXT, phone TEXT, workplace TEXT, arrived TEXT, registered TEXT);";

/// What one writes who does not think of the size: a person with two cards makes two rows, hence DISTINCT.
const NAIVE_RATE: &str = "SELECT counter.counter_tier, COUNT(DISTINCT r.migrant_id), COUNT(DISTINCT p.migrant_id) \
    FROM registration r JOIN unit counter ON counter.unit_id = r.counter_id \
    LEFT JOIN permit p ON p.migrant_id = r.migrant_id AND p.issued_on <= '2012-08-31' \
        AND (p.ended_on IS NULL OR p.ended_on >= '2012-08-31') \
    WHERE r.registered_on <= '2012-08-31' AND (r.ended_on IS NULL OR r.ended_on > '2012-08-31') \
    GROUP BY counter.counter_tier;";

const WAL_TABLE: &str = "PRAGMA journal_mode=WAL; CREATE TABLE act (act_id INTEGER PRIMARY KEY, made_at TEXT NOT NULL, what TEXT NOT NULL);";
const ONE_ROW: &str =
    "PRAGMA synchronous=FULL; INSERT INTO act (made_at, what) VALUES ('2012-08-31T01:00:00Z', 'show M000001');";

/// Makes a command in a folder that it may use; what it does itself is not timed.
type Prepare<'a> = Box<dyn Fn(&Path) -> io::Result<Command> + 'a>;

struct Contestant<'a> {
    name: &'a str,
    prepare: Prepare<'a>,
}

struct Bench {
    out: io::Stdout,
    rounds: usize,
    folder: PathBuf,
    has_sqlite3: bool,
}

fn main() {
    if let Err(error) = compare() {
        // A closed pipe among others: nothing is left to tell it to.
        let _ = writeln!(io::stdout(), "paired: stopped: {error}");
    }
}

fn compare() -> io::Result<()> {
    let temporary = tempfile::tempdir()?;
    let people = setting("JZZ_BENCH_ROWS", 50_000);
    let mut bench = Bench {
        out: io::stdout(),
        rounds: usize::try_from(setting("JZZ_BENCH_ROUNDS", 5)).unwrap_or(5).max(5),
        folder: temporary.path().to_owned(),
        has_sqlite3: finish(sqlite3(&["--version".as_ref()])).is_ok(),
    };
    writeln!(bench.out, "{people} people, {} rounds in turn, medians", bench.rounds)?;
    if !bench.has_sqlite3 {
        writeln!(bench.out, "There is no sqlite3 on this machine: jzz is timed alone, which compares nothing.")?;
    }
    let city = bench.folder.join("city");
    let mut demo = jzz(&bench.folder);
    demo.args(["demo", "--people", &people.to_string(), "--dir"]).arg(&city);
    finish(demo)?;
    bench.imports(&city.join("people.csv"))?;
    bench.report(&city.join("register.db"))?;
    bench.look_up(&city.join("register.db"))?;
    bench.night(&city.join("register.db"))?;
    let help = |folder: &Path| {
        let mut command = jzz(folder);
        command.arg("--help");
        Ok(command)
    };
    bench.duel("the help", &Contestant { name: "jzz --help", prepare: Box::new(help) }, None)?;
    writeln!(bench.out, "\nDifferences below 1.25 are not established by these figures.")
}

impl Bench {
    fn imports(&mut self, roster: &Path) -> io::Result<()> {
        let ours = Contestant { name: "jzz roster import", prepare: Box::new(|folder| import(roster, folder)) };
        let plain = Contestant { name: "sqlite3 .import", prepare: Box::new(|folder| peer_import("", roster, folder)) };
        let cached = Contestant {
            name: "sqlite3 .import, 256 MB cache",
            prepare: Box::new(|folder| peer_import("PRAGMA cache_size=-262144;", roster, folder)),
        };
        self.duel("import into a new register / into one unchecked table", &ours, Some(&plain))?;
        if self.has_sqlite3 {
            self.duel("the same, the peer with a larger cache", &ours, Some(&cached))?;
        }
        self.memory(&ours)?;
        if self.has_sqlite3 { self.memory(&cached) } else { Ok(()) }
    }

    fn report(&mut self, register: &Path) -> io::Result<()> {
        let ours = Contestant { name: "jzz report rate", prepare: Box::new(|folder| Ok(rate(register, folder))) };
        let peer = Contestant {
            name: "sqlite3, COUNT(DISTINCT) over a join",
            prepare: Box::new(|_| Ok(sqlite3(&[register.as_ref(), NAIVE_RATE.as_ref()]))),
        };
        self.duel("rate of the city by tier, same register", &ours, Some(&peer))?;
        if !self.has_sqlite3 {
            return Ok(());
        }
        let counted = said(rate(register, &self.folder).args(["--format", "json"])).map(|text| total(&text))?;
        let joined = said(&mut sqlite3(&[register.as_ref(), NAIVE_RATE.as_ref()])).map(|text| sum(&text))?;
        let agree = if counted == Some(joined) { "both count" } else { "THEY DIFFER, the peer counts" };
        writeln!(self.out, "  {agree} {} registered and {} holders", joined.0, joined.1)
    }

    fn look_up(&mut self, register: &Path) -> io::Result<()> {
        let journal = self.folder.join("act.db");
        if self.has_sqlite3 {
            finish(sqlite3(&[journal.as_ref(), WAL_TABLE.as_ref()]))?;
        }
        let show = |folder: &Path| {
            let mut command = jzz(folder);
            command.arg("--db").arg(register).args(["migrant", "show", "M000001"]);
            Ok(command)
        };
        let ours = Contestant { name: "jzz migrant show M000001", prepare: Box::new(show) };
        let peer = Contestant {
            name: "sqlite3, one durable row",
            prepare: Box::new(|_| Ok(sqlite3(&[journal.as_ref(), ONE_ROW.as_ref()]))),
        };
        self.duel("a journalled look-up / a durable insert (WAL, synchronous=FULL)", &ours, Some(&peer))
    }

    /// A whole night beside the copy of the register that is a part of it.
    fn night(&mut self, register: &Path) -> io::Result<()> {
        let of = |folder: &Path, words: &[&str]| {
            let mut command = jzz(folder);
            command.arg("--db").arg(register).args(words);
            Ok(command)
        };
        let night = move |folder: &Path| of(folder, &["nightly", "--out", "nights", "--as-of", "2012-08-31"]);
        let ours = Contestant { name: "jzz nightly", prepare: Box::new(night) };
        let copy = Contestant {
            name: "sqlite3 .backup",
            prepare: Box::new(|folder| {
                let backup = format!(".backup '{}'", folder.join("copy.db").display());
                Ok(sqlite3(&[register.as_ref(), backup.as_ref()]))
            }),
        };
        self.duel("a whole night / the copy of the register alone", &ours, Some(&copy))
    }

    /// Times both in turn. A peer that is not on the machine was said to be missing.
    fn duel(&mut self, what: &str, ours: &Contestant<'_>, peer: Option<&Contestant<'_>>) -> io::Result<()> {
        let peer = peer.filter(|_| self.has_sqlite3);
        let (mut our_times, mut peer_times, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
        for round in 0..=self.rounds {
            let our_time = self.time(ours)?;
            let peer_time = peer.map(|peer| self.time(peer)).transpose()?;
            if round == 0 {
                continue;
            }
            our_times.push(our_time.as_secs_f64());
            if let Some(time) = peer_time {
                peer_times.push(time.as_secs_f64());
                ratios.push(our_time.as_secs_f64() / time.as_secs_f64());
            }
        }
        writeln!(self.out, "\n{what}\n  {:<38} {}", ours.name, milliseconds(median(our_times)))?;
        let Some(peer) = peer else { return Ok(()) };
        writeln!(self.out, "  {:<38} {}", peer.name, milliseconds(median(peer_times)))?;
        writeln!(self.out, "  jzz ÷ {}: {:.2}", peer.name, median(ratios))
    }

    fn time(&self, contestant: &Contestant<'_>) -> io::Result<Duration> {
        let folder = tempfile::tempdir_in(&self.folder)?;
        let command = (contestant.prepare)(folder.path())?;
        let began = Instant::now();
        finish(command)?;
        Ok(began.elapsed())
    }

    /// Peak memory of one more run, which is not timed.
    fn memory(&mut self, contestant: &Contestant<'_>) -> io::Result<()> {
        let folder = tempfile::tempdir_in(&self.folder)?;
        let mut child = quiet((contestant.prepare)(folder.path())?).spawn()?;
        match peak(&mut child)? {
            Some(kib) => writeln!(self.out, "  {:<38} {:>9.1} MiB at most", contestant.name, f64::from(kib) / 1024.0),
            None => Ok(()),
        }
    }
}

fn import(roster: &Path, folder: &Path) -> io::Result<Command> {
    let with = |words: &[&str]| {
        let mut command = jzz(folder);
        command.arg("--db").arg(folder.join("register.db")).args(words);
        command
    };
    finish(with(&["init", "--practice"]))?;
    let mut command = with(&["roster", "import", "--on", DAY, "--rejects"]);
    command.arg(folder.join("rejects.csv")).arg(roster);
    Ok(command)
}

fn peer_import(pragma: &str, roster: &Path, folder: &Path) -> io::Result<Command> {
    let db = folder.join("new.db");
    finish(sqlite3(&[db.as_ref(), ONE_TABLE.as_ref()]))?;
    let import = format!(".import --csv --skip 1 '{}' people", roster.display());
    Ok(sqlite3(&[db.as_ref(), pragma.as_ref(), import.as_ref()]))
}

fn rate(register: &Path, folder: &Path) -> Command {
    let mut command = jzz(folder);
    command.arg("--db").arg(register).args(["report", "rate", "--as-of", DAY]);
    command
}

/// `jzz` without a terminal, a configuration or settings of this machine.
fn jzz(home: &Path) -> Command {
    let mut command = Command::new(JZZ);
    command.env_clear().env("HOME", home).env("JZZ_LANG", "en").current_dir(home);
    command
}

fn sqlite3(words: &[&std::ffi::OsStr]) -> Command {
    let mut command = Command::new("sqlite3");
    command.args(["-init", "/dev/null", "-batch"]).args(words);
    command
}

fn quiet(mut command: Command) -> Command {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Runs it to its end. 3 is done too: rows were set aside.
fn finish(command: Command) -> io::Result<()> {
    let mut command = quiet(command);
    let status = command.status()?;
    if status.success() || status.code() == Some(3) {
        return Ok(());
    }
    Err(io::Error::other(format!("{} ended with {status}", command.get_program().display())))
}

fn said(command: &mut Command) -> io::Result<String> {
    Ok(String::from_utf8_lossy(&command.output()?.stdout).into_owned())
}

/// Registered and holders of the whole city, as the report says.
fn total(json: &str) -> Option<(u64, u64)> {
    let report: Value = serde_json::from_str(json).ok()?;
    let number = |key: &str| report["total"][key].as_u64();
    Some((number("registered")?, number("holders")?))
}

/// The same, from the peer's lines `tier|registered|holders`.
fn sum(lines: &str) -> (u64, u64) {
    let column = |line: &str, at: usize| line.split('|').nth(at).and_then(|cell| cell.parse().ok()).unwrap_or(0);
    lines.lines().fold((0, 0), |(registered, holders), line| (registered + column(line, 1), holders + column(line, 2)))
}

/// The kernel's own peak of the process, asked for until it ends; `None` where there is no such file.
fn peak(child: &mut Child) -> io::Result<Option<u32>> {
    let path = format!("/proc/{}/status", child.id());
    let mut most = None;
    while child.try_wait()?.is_none() {
        let status = fs::read_to_string(&path).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let now = line.and_then(|rest| rest.trim().trim_end_matches("kB").trim().parse::<u32>().ok());
        most = most.max(now);
        std::thread::sleep(Duration::from_millis(2));
    }
    Ok(most)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 { values[middle] } else { f64::midpoint(values[middle - 1], values[middle]) }
}

fn milliseconds(seconds: f64) -> String {
    format!("{:>9.1} ms", seconds * 1000.0)
}

#[expect(clippy::disallowed_methods, reason = "a bench is no part of the program and has no World")]
fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}
