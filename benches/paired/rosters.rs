//! Marks of rosters.

use std::io;
use std::path::Path;
use std::process::Command;

use super::duel::{Contestant, contestant, finish, jzz};
use super::{Bench, is_here, peers};

const DAY: &str = "2012-08-31";

pub fn import(bench: &mut Bench) -> io::Result<()> {
    let roster = bench.all()?;
    bench.duel(&ours(&roster), &contestant("sqlite3 .import", |folder| peers::import("", &roster, folder)))
}

pub fn import_cached(bench: &mut Bench) -> io::Result<()> {
    let roster = bench.all()?;
    let cached = |folder: &Path| peers::import("PRAGMA cache_size=-262144;", &roster, folder);
    bench.duel(&ours(&roster), &contestant("sqlite3 .import, 256 MB cache", cached))
}

pub fn import_utils(bench: &mut Bench) -> io::Result<()> {
    let mut version = Command::new("sqlite-utils");
    version.arg("--version");
    is_here(version)?;
    let roster = bench.roster(bench.people, 0, tenth(bench.people))?;
    bench.duel(&ours(&roster), &contestant("sqlite-utils insert", |folder| Ok(peers::sqlite_utils(&roster, folder))))
}

pub fn growth(bench: &mut Bench) -> io::Result<()> {
    let small = bench.all()?;
    let large = bench.roster(bench.people * 5, 0, usize::MAX)?;
    bench.duel(&named("five times the rows", &large), &named("the rows", &small))
}

pub fn check(bench: &mut Bench) -> io::Result<()> {
    let roster = bench.all()?;
    let ours = contestant("jzz roster check", |folder| {
        finish(at(folder, &["init", "--practice"]))?;
        let mut command = at(folder, &["roster", "check", "--on", DAY]);
        command.arg(&roster);
        Ok(vec![command])
    });
    bench.duel(&ours, &contestant("csv crate, every cell as text", |_| peers::parse_alone(&roster)))
}

pub fn memory(bench: &mut Bench) -> io::Result<()> {
    let roster = bench.all()?;
    bench.memory(&named("jzz roster import", &roster))?;
    let large = bench.roster(bench.people * 5, 0, usize::MAX)?;
    bench.memory(&named("five times the rows", &large))
}

pub fn more(bench: &mut Bench) -> io::Result<()> {
    // What comes later is the end of a city that is larger by it.
    let (before, rows) = (bench.people * 5, tenth(bench.people));
    let whole = before + rows as u64;
    let first = bench.roster(whole, 0, usize::try_from(before).unwrap_or(usize::MAX))?;
    let then = bench.roster(whole, usize::try_from(before).unwrap_or(usize::MAX), rows)?;
    let filled = bench.folder.join("filled.db");
    finish(with(&filled, &bench.folder, &["init", "--practice"]))?;
    for command in importing(&filled, &bench.folder, &first) {
        finish(command)?;
    }
    let into_filled = contestant("into a register of five times the rows", |folder| {
        let copy = folder.join("register.db");
        std::fs::copy(&filled, &copy)?;
        Ok(importing(&copy, folder, &then))
    });
    bench.duel(&into_filled, &named("into an empty one", &then))
}

fn tenth(people: u64) -> usize {
    usize::try_from(people / 10).unwrap_or(usize::MAX)
}

fn ours(roster: &Path) -> Contestant<'_> {
    named("jzz roster import", roster)
}

/// An import into a new register, under a name.
fn named<'a>(name: &str, roster: &'a Path) -> Contestant<'a> {
    contestant(name, move |folder| {
        finish(at(folder, &["init", "--practice"]))?;
        Ok(importing(&folder.join("register.db"), folder, roster))
    })
}

fn importing(register: &Path, folder: &Path, roster: &Path) -> Vec<Command> {
    let mut command = with(register, folder, &["roster", "import", "--on", DAY, "--rejects"]);
    command.arg(folder.join("rejects.csv")).arg(roster);
    vec![command]
}

fn at(folder: &Path, words: &[&str]) -> Command {
    with(&folder.join("register.db"), folder, words)
}

fn with(register: &Path, folder: &Path, words: &[&str]) -> Command {
    let mut command = jzz(folder);
    command.arg("--db").arg(register).args(words);
    command
}
