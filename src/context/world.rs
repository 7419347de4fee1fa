//! The world outside as one value: streams, environment, clock, terminal, the flag that Ctrl-C sets.
//!
//! [`World::real`] is the only reader of the process. Tests, `demo` and the README's test make worlds of
//! their own, with [`Buffer`]s for streams and a clock that stands still.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::domain::calendar::Instant;
use crate::prompt;

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;

/// Which of the streams are terminals, and how wide the terminal is (columns).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terminal {
    pub input: bool,
    pub output: bool,
    pub error: bool,
    pub width: usize,
}

impl Terminal {
    /// No terminal at all: cron, pipes, tests.
    pub const NONE: Terminal = Terminal { input: false, output: false, error: false, width: 100 };
}

/// Everything that a command may know of the outside.
pub struct World {
    pub stdin: Box<dyn BufRead + Send>,
    pub stdout: Box<dyn Write + Send>,
    pub stderr: Box<dyn Write + Send>,
    pub env: BTreeMap<String, String>,
    /// Who runs the process, by the operating system's user list.
    pub os_user: String,
    /// The machine's name.
    pub host: String,
    pub now: Clock,
    pub terminal: Terminal,
    /// Set by Ctrl-C.
    pub interrupted: Arc<AtomicBool>,
    /// Set while somebody is waited for: a prompt, a line of standard input.
    pub waiting: Arc<AtomicBool>,
    /// Where the last panic happened, for the message that says what to send.
    pub fault: Arc<Mutex<Option<String>>>,
    /// The folder that relative paths start from; `None`: the process's own.
    pub working_dir: Option<PathBuf>,
}

impl World {
    /// The process's own world.
    pub fn real() -> World {
        let env = environment();
        let os_user = os_user(&env);
        World {
            stdin: Box::new(BufReader::new(io::stdin())),
            stdout: Box::new(BufWriter::with_capacity(1 << 16, io::stdout())),
            stderr: Box::new(io::stderr()),
            os_user,
            host: host(&env),
            now: Arc::new(clock),
            terminal: terminal(&env),
            env,
            interrupted: Arc::default(),
            waiting: Arc::default(),
            fault: Arc::default(),
            working_dir: None,
        }
    }

    /// The process's arguments, without the program's name.
    pub fn arguments() -> Vec<OsString> {
        std::env::args_os().skip(1).collect()
    }

    /// A world without input, environment and terminal whose streams are the two buffers returned.
    pub fn captured(now: Clock) -> (World, Buffer, Buffer) {
        let (stdout, stderr) = (Buffer::default(), Buffer::default());
        let world = World {
            stdin: Box::new(io::empty()),
            stdout: Box::new(stdout.clone()),
            stderr: Box::new(stderr.clone()),
            env: BTreeMap::new(),
            os_user: "nobody".to_owned(),
            host: "desk".to_owned(),
            now,
            terminal: Terminal::NONE,
            interrupted: Arc::default(),
            waiting: Arc::default(),
            fault: Arc::default(),
            working_dir: None,
        };
        (world, stdout, stderr)
    }

    /// The width that talk is folded to: that of a terminal only.
    pub fn talk_width(&self) -> Option<usize> {
        self.terminal.error.then_some(self.terminal.width)
    }

    /// A path as the person meant it, whole: relative ones start from the world's folder. What is kept or
    /// said of a path still names the same file from elsewhere.
    pub fn resolve(&self, path: &Path) -> PathBuf {
        match &self.working_dir {
            Some(folder) => folder.join(path),
            None => std::path::absolute(path).unwrap_or_else(|_| path.to_owned()),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one reader of the environment")]
fn environment() -> BTreeMap<String, String> {
    let text = |text: OsString| text.to_string_lossy().into_owned();
    std::env::vars_os().map(|(name, value)| (text(name), text(value))).collect()
}

#[expect(clippy::disallowed_methods, reason = "the one reader of the clock")]
fn clock() -> Instant {
    let seconds = match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_secs()).map_or(i64::MIN, |seconds| -seconds),
    };
    // A clock outside the calendar reads as its first second; the register then refuses to go back.
    Instant::from_unix(seconds).or_else(|| Instant::from_unix(0)).unwrap_or_else(|| unreachable!("1970 is a year"))
}

fn terminal(env: &BTreeMap<String, String>) -> Terminal {
    let asked = env.get("COLUMNS").and_then(|text| text.parse::<usize>().ok());
    let width = asked.or_else(prompt::terminal_width).unwrap_or(Terminal::NONE.width);
    Terminal {
        input: io::stdin().is_terminal(),
        output: io::stdout().is_terminal(),
        error: io::stderr().is_terminal(),
        width: width.clamp(40, 400),
    }
}

/// The user list's name of the process's owner: what a person sets in the environment is no evidence.
fn os_user(env: &BTreeMap<String, String>) -> String {
    let named = process_owner().map(|uid| match std::fs::read_to_string("/etc/passwd") {
        Ok(list) => listed_name(&list, uid).map_or_else(|| uid.to_string(), str::to_owned),
        Err(_) => uid.to_string(),
    });
    let from_environment = || ["LOGNAME", "USER", "USERNAME"].iter().find_map(|name| env.get(*name)).cloned();
    named.or_else(from_environment).unwrap_or_else(|| "unknown".to_owned())
}

fn host(env: &BTreeMap<String, String>) -> String {
    let told =
        ["/proc/sys/kernel/hostname", "/etc/hostname"].iter().find_map(|file| std::fs::read_to_string(file).ok());
    let told = told.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    told.or_else(|| env.get("HOSTNAME").cloned()).unwrap_or_else(|| "unknown".to_owned())
}

#[cfg(unix)]
fn process_owner() -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").ok().map(|process| process.uid())
}

#[cfg(not(unix))]
fn process_owner() -> Option<u32> {
    None
}

fn listed_name(list: &str, uid: u32) -> Option<&str> {
    list.lines().find_map(|line| {
        let mut fields = line.split(':');
        let (name, _password, id) = (fields.next()?, fields.next()?, fields.next()?);
        (id.parse() == Ok(uid) && !name.is_empty()).then_some(name)
    })
}

/// A stream kept in memory: one side writes, the other takes what was written.
#[derive(Clone, Default)]
pub struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Buffer {
    /// What was written since the last call.
    pub fn take(&self) -> Vec<u8> {
        self.0.lock().map(|mut bytes| std::mem::take(&mut *bytes)).unwrap_or_default()
    }

    /// The same as text.
    pub fn take_text(&self) -> String {
        String::from_utf8_lossy(&self.take()).into_owned()
    }
}

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().map_err(|_| io::Error::other("a writer of this buffer panicked"))?.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_list_names_the_owner_of_the_process() {
        let list = "root:x:0:0:root:/root:/bin/sh\nchuang:x:1000:1000::/home/chuang:/bin/sh\nbroken\n";
        assert_eq!(listed_name(list, 1000), Some("chuang"));
        assert_eq!(listed_name(list, 7), None);
    }
}
