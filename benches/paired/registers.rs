//! Marks of a register in use: reports, and single acts.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::duel::{Contestant, contestant, finish, jzz, said, size};
use super::peers::{LEVELS, durable_insert, naive_rate, sqlite3, sum};
use super::{Bench, is_here};

/// The day of the city's picture, and an earlier one.
const DAYS: [&str; 2] = ["2012-08-31", "2012-03-31"];

pub fn rate(bench: &mut Bench) -> io::Result<()> {
    let register = bench.city(bench.people)?.join("register.db");
    for day in DAYS {
        let ours = contestant(&format!("jzz report rate on {day}, three times"), |folder| {
            Ok(LEVELS.iter().map(|(by, ..)| rate_of(&register, folder, by, day)).collect())
        });
        let query = |level| sqlite3(&[register.as_ref(), naive_rate(level, day, "").as_ref()]);
        let peer = contestant("sqlite3, COUNT(DISTINCT) over a join, three times", |_| {
            Ok((0..LEVELS.len()).map(query).collect())
        });
        bench.duel(&ours, &peer)?;
        for (level, (by, ..)) in LEVELS.iter().enumerate() {
            let mut report = rate_of(&register, &bench.folder, by, day);
            let counted = total(&said(report.args(["--format", "json"]))?);
            let joined = sum(&said(&mut query(level))?);
            if counted != Some(joined) {
                bench.line("THEY DIFFER", &format!("by {by}: {counted:?} and {joined:?}"))?;
            }
        }
    }
    Ok(())
}

pub fn rate_duckdb(bench: &mut Bench) -> io::Result<()> {
    let shell = |words: &[&str]| {
        let mut command = Command::new("duckdb");
        command.args(words);
        command
    };
    is_here(shell(&["--version"]))?;
    let register = bench.city(bench.people)?.join("register.db");
    let naive = naive_rate(1, DAYS[0], "city.");
    let attach = format!("ATTACH '{}' AS city (TYPE sqlite); {naive}", register.display());
    let ours = contestant("jzz report rate --by community", |folder| {
        Ok(vec![rate_of(&register, folder, "community", DAYS[0])])
    });
    bench.duel(&ours, &contestant("duckdb, the same join", |_| Ok(vec![shell(&["-c", &attach])])))
}

pub fn rate_growth(bench: &mut Bench) -> io::Result<()> {
    let small = bench.city(bench.people)?.join("register.db");
    let large = bench.city(bench.people * 10)?.join("register.db");
    let report = |register: PathBuf| move |folder: &Path| Ok(vec![rate_of(&register, folder, "community", DAYS[0])]);
    bench.duel(&contestant("ten times the people", report(large)), &contestant("the people", report(small)))
}

pub fn show(bench: &mut Bench) -> io::Result<()> {
    let register = bench.city(bench.people)?.join("register.db");
    let ours = contestant("jzz migrant show M000001", |folder| {
        Ok(vec![with(&register, folder, &["migrant", "show", "M000001"])])
    });
    bench.duel(&ours, &contestant("sqlite3, one durable row", durable_insert))
}

/// Each in a copy of the city's register: the same person is registered again and again.
pub fn acts(bench: &mut Bench) -> io::Result<()> {
    let city = bench.city(bench.people)?.join("register.db");
    let prepared = |before: &'static [&'static str], act: &'static str| {
        let city = city.clone();
        move |folder: &Path| {
            let register = folder.join("register.db");
            std::fs::copy(&city, &register)?;
            let line = |line: &str| with(&register, folder, &line.split_whitespace().collect::<Vec<_>>());
            before.iter().try_for_each(|act| finish(line(act)))?;
            // Else the act would wait until the whole copy is on the disk.
            std::fs::File::open(&register)?.sync_all()?;
            Ok(vec![line(act)])
        }
    };
    let peer = || contestant("sqlite3, one durable row", durable_insert);
    bench.duel(&contestant("jzz migrant add", prepared(&[], ADD)), &peer())?;
    bench.duel(&contestant("jzz permit issue", prepared(&[ADD, APPLY], ISSUE)), &peer())
}

const ADD: &str = "migrant add --name 赵明 --id-number 520199195001019996 --hukou 贵州省遵义市红花岗区练习路1号 --unit 520102401 \
                   --address 练习路1号 --reason 01 --dwelling 30 --on 2016-01-05";
const APPLY: &str = "permit apply 520199195001019996 --ground dwelling --evidence identity_card --evidence lease \
                     --photo --on 2016-08-01";
const ISSUE: &str = "permit issue 520199195001019996 --on 2016-08-01";

pub fn help(bench: &mut Bench) -> io::Result<()> {
    let help: Contestant = contestant("jzz --help", |folder| {
        let mut command = jzz(folder);
        command.arg("--help");
        Ok(vec![command])
    });
    bench.alone(&help)
}

pub fn size_of_program(bench: &mut Bench) -> io::Result<()> {
    let bytes = u32::try_from(size()?).unwrap_or(u32::MAX);
    bench.line("jzz", &format!("{:>9.1} MB", f64::from(bytes) / 1e6))
}

/// In a copy: a night is recorded in its register, and a whole one is not done again.
pub fn night(bench: &mut Bench) -> io::Result<()> {
    let city = bench.city(bench.people)?.join("register.db");
    let copied = |folder: &Path| -> io::Result<PathBuf> {
        let register = folder.join("register.db");
        std::fs::copy(&city, &register)?;
        Ok(register)
    };
    let ours = contestant("jzz nightly", |folder| {
        Ok(vec![with(&copied(folder)?, folder, &["nightly", "--out", "nights", "--as-of", DAYS[0]])])
    });
    let peer = contestant("sqlite3 .backup", |folder| {
        let backup = format!(".backup '{}'", folder.join("copy.db").display());
        Ok(vec![sqlite3(&[copied(folder)?.as_ref(), backup.as_ref()])])
    });
    bench.duel(&ours, &peer)
}

fn rate_of(register: &Path, folder: &Path, by: &str, day: &str) -> Command {
    with(register, folder, &["report", "rate", "--by", by, "--as-of", day])
}

fn with(register: &Path, folder: &Path, words: &[&str]) -> Command {
    let mut command = jzz(folder);
    command.arg("--db").arg(register).args(words);
    command
}

/// Registered and holders of the whole city, as the report says.
fn total(json: &str) -> Option<(u64, u64)> {
    let report: Value = serde_json::from_str(json).ok()?;
    let number = |key: &str| report["total"][key].as_u64();
    Some((number("registered")?, number("holders")?))
}
