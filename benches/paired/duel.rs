//! Two contestants in turn, and what is printed of them.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::Bench;

const JZZ: &str = env!("CARGO_BIN_EXE_jzz");

/// Makes commands in a folder of its own; what it does itself is not timed.
type Prepare<'a> = Box<dyn Fn(&Path) -> io::Result<Vec<Command>> + 'a>;

pub struct Contestant<'a> {
    pub name: String,
    pub prepare: Prepare<'a>,
}

pub fn contestant<'a>(name: &str, prepare: impl Fn(&Path) -> io::Result<Vec<Command>> + 'a) -> Contestant<'a> {
    Contestant { name: name.to_owned(), prepare: Box::new(prepare) }
}

impl Bench {
    /// Times both in turn.
    pub fn duel(&mut self, ours: &Contestant<'_>, peer: &Contestant<'_>) -> io::Result<()> {
        let (mut our_times, mut peer_times, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
        for round in 0..=self.rounds {
            let (our_time, peer_time) = (self.time(ours)?.as_secs_f64(), self.time(peer)?.as_secs_f64());
            if round > 0 {
                our_times.push(our_time);
                peer_times.push(peer_time);
                ratios.push(our_time / peer_time);
            }
        }
        self.line(&ours.name, &milliseconds(median(our_times)))?;
        self.line(&peer.name, &milliseconds(median(peer_times)))?;
        self.line("ratio", &format!("{:>9.3}", median(ratios)))
    }

    /// Times one alone.
    pub fn alone(&mut self, ours: &Contestant<'_>) -> io::Result<()> {
        self.time(ours)?;
        let times: io::Result<Vec<Duration>> = (0..self.rounds).map(|_| self.time(ours)).collect();
        let median = median(times?.iter().map(Duration::as_secs_f64).collect());
        self.line(&ours.name, &milliseconds(median))
    }

    fn time(&self, contestant: &Contestant<'_>) -> io::Result<Duration> {
        let folder = tempfile::tempdir_in(&self.folder)?;
        let commands = (contestant.prepare)(folder.path())?;
        let began = Instant::now();
        for command in commands {
            finish(command)?;
        }
        Ok(began.elapsed())
    }

    /// Peak memory of one more run, which is not timed.
    pub fn memory(&mut self, contestant: &Contestant<'_>) -> io::Result<()> {
        let folder = tempfile::tempdir_in(&self.folder)?;
        for command in (contestant.prepare)(folder.path())? {
            let mut child = quiet(command).spawn()?;
            match peak(&mut child)? {
                Some(kib) => self.line(&contestant.name, &format!("{:>9.1} MiB", f64::from(kib) / 1024.0))?,
                None => self.line(&contestant.name, "not told by this system")?,
            }
        }
        Ok(())
    }

    pub fn line(&mut self, name: &str, value: &str) -> io::Result<()> {
        writeln!(self.out, "  {name:<50} {value}")
    }
}

/// `jzz` without a terminal, a configuration or settings of this machine.
pub fn jzz(home: &Path) -> Command {
    let mut command = Command::new(JZZ);
    command.env_clear().env("HOME", home).env("JZZ_LANG", "en").current_dir(home);
    command
}

/// The program's size in bytes.
pub fn size() -> io::Result<u64> {
    Ok(fs::metadata(JZZ)?.len())
}

fn quiet(mut command: Command) -> Command {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Runs it to its end. 3 is done too: rows were set aside.
pub fn finish(command: Command) -> io::Result<()> {
    let mut command = quiet(command);
    let program = command.get_program().display().to_string();
    let status = command.status().map_err(|error| io::Error::other(format!("{program}: {error}")))?;
    if status.success() || status.code() == Some(3) {
        return Ok(());
    }
    Err(io::Error::other(format!("{program} ended with {status}")))
}

pub fn said(command: &mut Command) -> io::Result<String> {
    let program = command.get_program().display().to_string();
    let output = command.output().map_err(|error| io::Error::other(format!("{program}: {error}")))?;
    if !output.status.success() {
        return Err(io::Error::other(format!("{program} ended with {}", output.status)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
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
