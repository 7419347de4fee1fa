//! A folder with a register, the real binary, rosters of the made-up city, chance with a fixed seed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

pub const AS_OF: &str = "2012-08-31";

/// Tests that measure time or load the machine take turns.
pub fn alone() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Chance that is the same in each run (splitmix64).
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit.max(1)).expect("a limit")).expect("below a limit")
    }

    /// A moment of a stretch of time, in each second draw of its last quarter, where an import commits.
    pub fn moment(&mut self, whole: Duration) -> Duration {
        let part = u32::try_from(self.below(1000)).expect("a part");
        if self.below(2) == 0 { whole * part / 1000 } else { whole * 3 / 4 + whole * part / 3200 }
    }
}

/// A folder of its own with `register.db`.
pub struct Place {
    pub folder: TempDir,
}

impl Place {
    pub fn new() -> Place {
        let place = Place { folder: tempfile::tempdir().expect("a temporary folder") };
        place.done(&["init", "--practice"]);
        place
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn db(&self) -> PathBuf {
        self.path("register.db")
    }

    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jzz"));
        command.args(words).current_dir(self.folder.path()).env_clear().stdin(Stdio::null());
        command
            .env("JZZ_DB", self.db())
            .env("JZZ_LANG", "en")
            .env("PATH", "/usr/bin:/bin")
            .env("JZZ_CLERK", "endurance");
        command
    }

    pub fn run(&self, words: &[&str]) -> Output {
        self.command(words).output().expect("it runs")
    }

    pub fn start(&self, words: &[&str]) -> Child {
        self.command(words).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts")
    }

    #[track_caller]
    pub fn done(&self, words: &[&str]) -> Output {
        let output = self.run(words);
        assert_eq!(output.status.code(), Some(0), "{words:?}: {output:?}");
        output
    }

    /// The counts of `db info`: people, registrations, permits, journal.
    #[track_caller]
    pub fn counts(&self) -> [i64; 4] {
        let info = json(&self.done(&["db", "info", "--format", "json"]));
        ["migrants", "registrations", "permits", "journal"].map(|key| info[key].as_i64().expect("a count"))
    }

    /// Imports a file of the folder; good rows landed, bad ones set aside.
    #[track_caller]
    pub fn import(&self, file: &str) -> Value {
        let output = self.run(&import_words(file));
        assert!(matches!(output.status.code(), Some(0 | 3)), "{file}: {output:?}");
        json(&output)
    }

    /// Brings a roster into the folder.
    pub fn bring(&self, roster: &Path, name: &str) {
        fs::copy(roster, self.path(name)).expect("a copy of the roster");
    }
}

pub fn import_words(file: &str) -> [&str; 7] {
    ["roster", "import", file, "--on", AS_OF, "--format", "json"]
}

#[track_caller]
pub fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

/// The rosters of a city of `people`, about one row in 200 with a wrong number.
pub fn rosters(people: usize, seed: usize) -> TempDir {
    let place = Place { folder: tempfile::tempdir().expect("a temporary folder") };
    let (people, seed) = (people.to_string(), seed.to_string());
    place.done(&["demo", "--people", &people, "--seed", &seed, "--dir", "city"]);
    let city = place.path("city");
    let mut chance = Chance(200);
    for name in ["people.csv", "permits.csv"] {
        let text = fs::read_to_string(city.join(name)).expect("a roster");
        let lines = text.split_inclusive('\n').enumerate();
        let spoiled: String = lines.map(|(at, line)| spoil(line, at > 0 && chance.below(200) == 0)).collect();
        fs::write(place.path(name), spoiled).expect("a roster");
    }
    fs::remove_dir_all(city).expect("the demo's folder");
    place.folder
}

/// A city of 60,000, made once a run.
pub fn big() -> &'static Path {
    static BIG: OnceLock<TempDir> = OnceLock::new();
    BIG.get_or_init(|| rosters(60_000, 1)).path()
}

/// Damages the first made-up number of a line.
fn spoil(line: &str, bad: bool) -> String {
    if bad { line.replacen("520199", "52019", 1) } else { line.to_owned() }
}

/// Waits until a process has ended by itself or a moment has come; whether it had ended before.
pub fn ended_before(child: &mut Child, moment: Duration) -> bool {
    let began = Instant::now();
    while began.elapsed() < moment {
        if child.try_wait().expect("its state").is_some() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(1).min(moment.saturating_sub(began.elapsed())));
    }
    child.try_wait().expect("its state").is_some()
}

/// The names in a folder.
pub fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// A made-up number: the `n`-th person born on a day (eight digits).
pub fn number(birth: &str, n: usize) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = format!("520199{birth}{n:03}");
    let sum: u32 = digits.chars().filter_map(|c| c.to_digit(10)).zip(WEIGHTS).map(|(d, w)| d * w).sum();
    let check = b"10X98765432"[usize::try_from(sum % 11).expect("a remainder")];
    format!("{digits}{}", char::from(check))
}

/// Registers somebody; `jzz`'s answer.
pub fn add(place: &Place, number: &str) -> Output {
    let words = [
        ["migrant", "add"],
        ["--id-number", number],
        ["--name", "赵明"],
        ["--hukou", "贵州省遵义市红花岗区"],
        ["--unit", "520102401"],
        ["--address", "西湖路1号"],
        ["--reason", "务工"],
        ["--dwelling", "30"],
        ["--format", "json"],
    ];
    place.run(&words.concat())
}
