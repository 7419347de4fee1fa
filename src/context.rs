//! Who acts, where, on which day, in which language; and where the answer goes.
//!
//! The only room that reads clock, environment, terminal and configuration ([`world`]). A [`Context`] is
//! made once a command line, before the work starts, and is what every command is handed. Data goes to
//! [`Context::out`], everything else to [`Context::say`]. An answer that was put whole is kept even when
//! the act is refused; of one cut short a file shows nothing.

mod colour;
mod config;
pub mod language;
mod output;
pub mod world;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use crate::cli::Globals;
use crate::domain::calendar::{Day, Instant};
use crate::domain::lang::Lang;
use crate::failure::Failure;
use crate::present::json::{self, Serialize};
use crate::present::table::Table;
use crate::present::words::files::FileFault;
use crate::present::words::usage::Usage;
use crate::present::{csv, printable};
use crate::prompt::{self, Unanswered};
use config::set;
use language::Start;
use output::Output;
pub use output::write_failure;
use world::{Buffer, World};

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    Table,
    Json,
    Csv,
    Html,
    Xlsx,
}

impl Format {
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Table => "table",
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Html => "html",
            Format::Xlsx => "xlsx",
        }
    }
}

/// What a command is handed.
pub struct Context<'w> {
    world: &'w mut World,
    globals: Globals,
    lang: Lang,
    db: PathBuf,
    counter: Option<String>,
    clerk: String,
    output: Output,
}

impl<'w> Context<'w> {
    /// Settles who and where, and makes sure that the answer has a place to go.
    pub fn new(world: &'w mut World, start: &Start, globals: Globals) -> Result<Context<'w>, Failure> {
        let config = start.config.clone()?;
        let lang = set(&world.env, "JZZ_LANG");
        if globals.lang.is_none()
            && let Some(value) = lang.filter(|value| Lang::parse(value).is_none())
        {
            return Err(Usage::keyword("JZZ_LANG", value, &["zh", "en"]).into());
        }
        let setting = |flag: &Option<String>, variable: &str, configured: Option<String>| {
            flag.clone().or_else(|| set(&world.env, variable).map(str::to_owned)).or(configured)
        };
        let counter = setting(&globals.counter, "JZZ_COUNTER", config.counter);
        let clerk = setting(&globals.clerk, "JZZ_CLERK", config.clerk).unwrap_or_else(|| world.os_user.clone());
        let output = match &globals.out {
            Some(path) => Output::file(&world.resolve(path))?,
            None => Output::Standard,
        };
        Ok(Context { lang: start.lang, db: start.db.clone(), world, globals, counter, clerk, output })
    }

    pub fn lang(&self) -> Lang {
        self.lang
    }

    pub fn format(&self) -> Format {
        self.globals.format
    }

    pub fn now(&self) -> Instant {
        (self.world.now)()
    }

    /// The day in China (UTC+8).
    pub fn today(&self) -> Day {
        self.now().day()
    }

    pub fn db_path(&self) -> &Path {
        &self.db
    }

    /// Another path on the command line; relative ones start from the world's folder.
    pub fn resolve(&self, path: &Path) -> PathBuf {
        self.world.resolve(path)
    }

    /// The counter named by flag, environment or configuration, as it was written.
    pub fn counter(&self) -> Option<&str> {
        self.counter.as_deref()
    }

    pub fn clerk(&self) -> String {
        self.clerk.clone()
    }

    pub fn os_user(&self) -> &str {
        &self.world.os_user
    }

    /// The reason for showing people unmasked, when it was asked for.
    pub fn reveal(&self) -> Option<&str> {
        self.globals.reveal.as_deref()
    }

    pub fn quiet(&self) -> bool {
        self.globals.quiet
    }

    pub fn verbose(&self) -> bool {
        self.globals.verbose
    }

    /// Whether somebody sits at a terminal and may be asked.
    pub fn can_ask(&self) -> bool {
        self.world.terminal.input && self.world.terminal.error && !self.globals.no_input
    }

    /// Whether confirmations are answered yes beforehand.
    pub fn yes(&self) -> bool {
        self.globals.yes
    }

    /// Columns of the terminal.
    pub fn width(&self) -> usize {
        self.world.terminal.width
    }

    /// Asks for a line of text; `default` is taken when nothing is typed.
    pub fn ask_text(&self, question: &str, allow_empty: bool, default: Option<&str>) -> Result<String, Failure> {
        self.asking(|| prompt::text(question, allow_empty, default))
    }

    /// Asks for one of the options and answers its position.
    pub fn ask_choice(&self, question: &str, options: &[String]) -> Result<usize, Failure> {
        self.asking(|| prompt::choice(question, options))
    }

    /// Asks for a yes; `--yes` has given it already, and without a terminal it is a missing answer.
    pub fn confirm(&self, question: &str) -> Result<bool, Failure> {
        if self.yes() {
            return Ok(true);
        }
        if !self.can_ask() {
            return Err(Usage::missing("", &["--yes"]).into());
        }
        self.asking(|| prompt::confirm(question))
    }

    fn asking<T>(&self, question: impl FnOnce() -> Result<T, Unanswered>) -> Result<T, Failure> {
        self.world.waiting.store(true, Ordering::SeqCst);
        let answer = question();
        self.world.waiting.store(false, Ordering::SeqCst);
        answer.map_err(|unanswered| match unanswered {
            Unanswered::Interrupted => Usage::Interrupted.into(),
            Unanswered::Gone(cause) => FileFault::Unreadable { path: "-".into(), cause }.into(),
        })
    }

    /// Whether progress may be drawn on standard error.
    pub fn can_draw(&self) -> bool {
        self.world.terminal.error && !self.globals.quiet
    }

    /// Refuses to go on after Ctrl-C: to be asked between two steps.
    pub fn check_interrupted(&self) -> Result<(), Failure> {
        if self.world.interrupted.load(Ordering::SeqCst) { Err(Usage::Interrupted.into()) } else { Ok(()) }
    }

    /// The flag that Ctrl-C sets, for work that cannot hold a context.
    pub fn interrupted(&self) -> std::sync::Arc<std::sync::atomic::AtomicBool> {
        self.world.interrupted.clone()
    }

    /// A line on standard error, unless quiet.
    pub fn say(&mut self, line: &str) {
        if !self.globals.quiet {
            let text: Vec<String> = line.split('\n').map(printable).collect();
            // Talk that nobody can hear is no reason to stop the work.
            let _ = writeln!(self.world.stderr, "{}", text.join("\n"));
        }
    }

    /// Where data goes. What is written piece by piece counts as whole only after [`Context::finish`].
    pub fn out(&mut self) -> &mut dyn Write {
        match &mut self.output {
            Output::Standard => &mut *self.world.stdout,
            Output::File(file) => {
                file.whole = false;
                &mut file.writer
            }
        }
    }

    /// Turns the outcome of writing to [`Context::out`] into the contract's.
    pub fn wrote<T>(&self, outcome: std::io::Result<T>) -> Result<T, Failure> {
        outcome.map_err(|error| write_failure(&error, self.output.path()))
    }

    /// Writes a whole answer.
    pub fn put_text(&mut self, text: &str) -> Result<(), Failure> {
        let outcome = self.out().write_all(text.as_bytes());
        self.wrote(outcome)?;
        if let Output::File(file) = &mut self.output {
            file.whole = true;
        }
        Ok(())
    }

    /// Writes a whole answer as one line of JSON.
    pub fn put_json(&mut self, answer: &impl Serialize) -> Result<(), Failure> {
        let line = json::line(answer)?;
        self.put_text(&line)
    }

    /// Writes a whole table: as CSV when that was asked for, else for the eye.
    pub fn put_table(&mut self, table: &Table) -> Result<(), Failure> {
        match self.format() {
            Format::Table => {
                // Lines are folded for a terminal only: a file or a pipe keeps them whole.
                let width = self.world.terminal.output.then(|| self.width());
                let text = table.render(width.filter(|_| self.output.path().is_none()));
                self.put_text(&text)
            }
            Format::Csv => self.put_csv(table),
            Format::Json | Format::Html | Format::Xlsx => Err(self.unfit_format()),
        }
    }

    /// Writes a whole table as CSV with a BOM.
    pub fn put_csv(&mut self, table: &Table) -> Result<(), Failure> {
        let text = csv::render(table, true)?;
        self.put_text(&text)
    }

    /// The format asked for cannot hold this answer.
    pub fn unfit_format(&self) -> Failure {
        Usage::Format { format: self.format().as_str().to_owned() }.into()
    }

    /// One line of standard input, without its end: a number so given stands in no shell's history.
    pub fn read_line(&mut self) -> Result<String, Failure> {
        let waiting = self.world.waiting.clone();
        waiting.store(true, Ordering::SeqCst);
        let mut bytes = Vec::new();
        // A line is an identity number or a name: what is longer is no line.
        let mut limited = std::io::Read::take(&mut self.world.stdin, 4096);
        let outcome = std::io::BufRead::read_until(&mut limited, b'\n', &mut bytes);
        waiting.store(false, Ordering::SeqCst);
        outcome.map_err(|error| FileFault::Unreadable { path: "-".into(), cause: error.to_string() })?;
        self.check_interrupted()?;
        let line = String::from_utf8_lossy(&bytes).trim().trim_start_matches('\u{feff}').to_owned();
        if line.is_empty() { Err(Usage::NoLine.into()) } else { Ok(line) }
    }

    /// A world for a command line inside this one (`demo`): same clock, terminal width, Ctrl-C and
    /// language; no input, no settings of the person's own; its streams are the two buffers.
    pub fn fresh_world(&self) -> (World, Buffer, Buffer) {
        let (mut world, stdout, stderr) = World::captured(self.world.now.clone());
        world.env.insert("JZZ_LANG".to_owned(), self.lang.as_str().to_owned());
        world.os_user.clone_from(&self.world.os_user);
        world.terminal.width = self.world.terminal.width;
        world.interrupted = self.world.interrupted.clone();
        world.fault = self.world.fault.clone();
        world.working_dir.clone_from(&self.world.working_dir);
        (world, stdout, stderr)
    }

    /// Ends the output: flushes standard output, or puts `--out`'s file in its place.
    pub fn finish(mut self) -> Result<(), Failure> {
        if let Output::File(file) = &mut self.output {
            file.whole = true;
        }
        self.close()
    }

    /// Ends the output of a refused act: what was put whole is kept, a file cut short is not.
    pub fn close(self) -> Result<(), Failure> {
        let Context { world, output, .. } = self;
        match output {
            Output::Standard => world.stdout.flush().map_err(|error| write_failure(&error, None)),
            Output::File(file) => file.close(),
        }
    }
}
