//! The marks of speed: `jzz` and a peer in turn, whole processes on the same files.
//!
//! Machines are shared and noisy, so what counts is the ratio: contestants run A B A B …, after one round that
//! nobody counts, and medians are printed. It prints and fails nothing: where a peer is missing or something
//! does not run, it says so and goes on. `cargo bench --bench paired -- P1 P8` runs those marks, without names
//! all. `JZZ_BENCH_ROWS` (people, 50000), `JZZ_BENCH_ROUNDS` (5, never fewer) and `JZZ_BENCH_DIR` (where made-up
//! cities are kept for the next run) change its size. How to read the figures: docs/benchmarks.md.

mod duel;
mod peers;
mod registers;
mod rosters;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use duel::{finish, jzz, said};

/// Name, what is compared, and what does it.
type Mark = (&'static str, &'static str, fn(&mut Bench) -> io::Result<()>);

const MARKS: [Mark; 15] = [
    ("P1", "import into a new register / `.import` into one unchecked table; must 0.90", rosters::import),
    ("P2", "the same / `.import` with a 256 MB cache; must 1.25", rosters::import_cached),
    ("P3", "import of a tenth of the rows / sqlite-utils insert --csv --pk; must 0.10", rosters::import_utils),
    ("P4", "import of five times the rows / of the rows; must 7", rosters::growth),
    ("P5", "roster check / parsing alone with the csv crate; must 2.5", rosters::check),
    ("P6", "peak memory of an import; must 400 MiB", rosters::memory),
    ("P7", "a tenth of the rows into a register of five times the rows / into an empty one; must 6", rosters::more),
    ("P8", "report rate of a day / COUNT(DISTINCT) over a join, three levels; must 0.15", registers::rate),
    ("P9", "the same, by community / DuckDB on the same file; must 0.5", registers::rate_duckdb),
    ("P10", "report rate of ten times the people / of the people; must 12", registers::rate_growth),
    ("P11", "migrant show, journalled / a durable insert; must 1.5", registers::show),
    ("P12", "migrant add, permit issue / a durable insert; must 1.5", registers::acts),
    ("P15", "--help, no peer; must 100 ms", registers::help),
    ("P16", "size of the program; must 16 MB", registers::size_of_program),
    ("NIGHT", "a whole night, its reports and its proof / the copy of the register alone", registers::night),
];

pub struct Bench {
    pub out: io::Stdout,
    pub people: u64,
    pub rounds: usize,
    /// Gone at the end, with all that was made in it.
    pub folder: PathBuf,
    /// Where cities are.
    cities: PathBuf,
    made: BTreeMap<u64, PathBuf>,
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let done = match words.as_slice() {
        [word, file] if word == peers::PARSE => peers::parse(Path::new(file)),
        marks => run(marks),
    };
    if let Err(error) = done {
        // A closed pipe among others: nothing is left to tell it to.
        let _ = writeln!(io::stdout(), "paired: stopped: {error}");
    }
}

fn run(wanted: &[String]) -> io::Result<()> {
    let temporary = tempfile::tempdir()?;
    let kept = setting("JZZ_BENCH_DIR").map(PathBuf::from);
    let number = |name: &str, default: u64| setting(name).and_then(|text| text.parse().ok()).unwrap_or(default);
    let mut bench = Bench {
        out: io::stdout(),
        people: number("JZZ_BENCH_ROWS", 50_000),
        rounds: usize::try_from(number("JZZ_BENCH_ROUNDS", 5)).unwrap_or(5).max(5),
        folder: temporary.path().to_owned(),
        cities: kept.unwrap_or_else(|| temporary.path().to_owned()),
        made: BTreeMap::new(),
    };
    let (people, rounds) = (bench.people, bench.rounds);
    writeln!(
        bench.out,
        "{people} people, {rounds} rounds in turn, medians; differences below 1.25 are not established"
    )?;
    for (name, what, measure) in MARKS {
        if wanted.is_empty() || wanted.iter().any(|mark| mark.eq_ignore_ascii_case(name)) {
            writeln!(bench.out, "\n{name}: {what}")?;
            if let Err(error) = measure(&mut bench) {
                writeln!(bench.out, "  not measured: {error}")?;
            }
        }
    }
    Ok(())
}

impl Bench {
    /// A city of made-up people in its register, with the two rosters that filled it; made once.
    pub fn city(&mut self, people: u64) -> io::Result<PathBuf> {
        if let Some(city) = self.made.get(&people) {
            return Ok(city.clone());
        }
        let city = self.cities.join(format!("city-{people}"));
        if !city.join("register.db").exists() {
            writeln!(self.out, "  … a city of {people} people is made")?;
            let mut demo = jzz(&self.folder);
            demo.args(["demo", "--people", &people.to_string(), "--dir"]).arg(&city);
            finish(demo)?;
        }
        self.made.insert(people, city.clone());
        Ok(city)
    }

    /// The roster of a city from a row up to another, one row of 200 spoilt: its check character is wrong.
    pub fn roster(&mut self, people: u64, from: usize, rows: usize) -> io::Result<PathBuf> {
        let whole = self.city(people)?.join("people.csv");
        let path = self.folder.join(format!("roster-{people}-{from}-{rows}.csv"));
        if path.exists() {
            return Ok(path);
        }
        let mut lines = BufReader::new(fs::File::open(whole)?).lines();
        let mut out = BufWriter::new(fs::File::create(&path)?);
        writeln!(out, "{}", lines.next().transpose()?.unwrap_or_default())?;
        for (at, line) in lines.skip(from).take(rows).enumerate() {
            let line = line?;
            let row = if at % 200 == 100 { spoilt(&line) } else { line };
            writeln!(out, "{row}")?;
        }
        out.flush()?;
        Ok(path)
    }

    pub fn all(&mut self) -> io::Result<PathBuf> {
        self.roster(self.people, 0, usize::MAX)
    }
}

/// The row with another check character.
fn spoilt(row: &str) -> String {
    let mut cells: Vec<&str> = row.split(',').collect();
    let number = cells.get(3).copied().unwrap_or_default();
    let (digits, check) = number.split_at(number.len().saturating_sub(1));
    let wrong = format!("{digits}{}", if check == "1" { "2" } else { "1" });
    if let Some(cell) = cells.get_mut(3) {
        *cell = &wrong;
    }
    cells.join(",")
}

/// The version that a program says, or that it is not here.
pub fn is_here(mut command: std::process::Command) -> io::Result<()> {
    said(&mut command).map(drop)
}

#[expect(clippy::disallowed_methods, reason = "a bench is no part of the program and has no World")]
fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
