//! Who acts, where, on which day, in which language; and where the answer goes.
//!
//! The only room that reads clock, environment, terminal and configuration ([`world`]). A [`Context`] is
//! made once a command line, before the work starts, and is what every command is handed. Data goes to
//! [`Context::out`], everything else to [`Context::say`]. An answer that was put whole is kept even when
//! the act is refused; of one cut short a file shows nothing.

mod answer;
mod colour;
pub mod config;
pub mod dialogue;
pub mod language;
mod output;
pub mod world;

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use crate::cli::Globals;
use crate::domain::admission::is_keepable;
use crate::domain::calendar::{Day, Instant};
use crate::domain::lang::Lang;
use crate::failure::Failure;
use crate::present::words::files::FileFault;
use crate::present::words::keywords::Keyword;
use crate::present::words::told::{Carried, Told};
use crate::present::words::usage::Usage;
use crate::present::words::{Describe, quoted, text};
use crate::store;
use config::{Config, set};
use language::Start;
use output::Output;
pub use output::{replaceable, write_failure};
use world::{Buffer, World};

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

impl Keyword for Format {
    fn all() -> Vec<Format> {
        vec![Format::Table, Format::Json, Format::Csv, Format::Html, Format::Xlsx]
    }

    fn code(self) -> &'static str {
        self.as_str()
    }

    fn label(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Format::Table, Lang::Zh) => "表格",
            (Format::Html, Lang::Zh) => "网页",
            (Format::Xlsx, Lang::Zh) => "Excel",
            (Format::Json | Format::Csv, Lang::Zh) | (_, Lang::En) => self.as_str(),
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
    carried: Carried,
    output: Output,
    /// What was said to whoever reads JSON: it waits until the act is done, since a refusal is told alone.
    held: Vec<String>,
    /// The line of standard input that was read.
    read: Option<String>,
}

impl<'w> Context<'w> {
    /// Settles who and where, and makes sure that the answer has a place to go.
    pub fn new(world: &'w mut World, start: &Start, config: Config, globals: Globals) -> Result<Context<'w>, Failure> {
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
        if !is_keepable(&clerk) {
            // Wherever it comes from, the journal keeps it: the flag is what can be given instead.
            return Err(Usage::Unkeepable { flag: "--clerk".to_owned() }.into());
        }
        let output = match &globals.out {
            Some(path) if path.as_os_str() != "-" => {
                let path = world.resolve(path);
                if store::is_part_of_register(&start.db, &path) {
                    return Err(FileFault::IsRegister { path }.into());
                }
                Output::file(&path)?
            }
            Some(_) | None => Output::Standard,
        };
        Ok(Context {
            lang: start.lang,
            db: start.db.clone(),
            carried: start.carried.clone(),
            world,
            globals,
            counter,
            clerk,
            output,
            held: Vec::new(),
            read: None,
        })
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

    /// Where fresh folders are made.
    pub fn temporary_folder(&self) -> PathBuf {
        PathBuf::from(set(&self.world.env, "TMPDIR").unwrap_or("/tmp"))
    }

    /// Something in its last form, for standard error: its hint is of the register of this command line.
    pub fn told(&self, what: &dyn Describe) -> Told {
        Told::of(what, self.lang, &self.carried)
    }

    /// The language and the clerk given with this very command, as they can be pasted.
    pub fn said_again(&self) -> String {
        let lang = self.globals.lang.map(|lang| format!(" --lang {}", lang.as_str()));
        let clerk = self.globals.clerk.as_deref().map(|clerk| format!(" --clerk {}", quoted(clerk)));
        [lang, clerk].into_iter().flatten().collect()
    }

    /// The counter given with this very command.
    pub fn counter_flag(&self) -> Option<&str> {
        self.globals.counter.as_deref()
    }

    pub fn clerk(&self) -> String {
        self.clerk.clone()
    }

    pub fn os_user(&self) -> &str {
        &self.world.os_user
    }

    /// The machine's name.
    pub fn host(&self) -> &str {
        &self.world.host
    }

    /// The reason for showing people unmasked, when it was asked for.
    pub fn reveal(&self) -> Option<&str> {
        self.globals.reveal.as_deref()
    }

    /// With `--verbose`: which register, who acts, where.
    pub fn say_where(&mut self) {
        if self.globals.verbose {
            let (db, clerk, counter) = (self.db.display(), &self.clerk, self.counter.as_deref().unwrap_or("—"));
            let line = text!(
                self.lang,
                "登记库 {db}；经办人 {clerk}；窗口 {counter}",
                "register {db}; clerk {clerk}; counter {counter}"
            );
            self.say(&line);
        }
    }

    /// Whether somebody sits at a terminal and may be asked.
    pub fn can_ask(&self) -> bool {
        self.world.terminal.input && self.world.terminal.error && !self.globals.no_input
    }

    /// Whether confirmations are answered yes beforehand.
    pub fn yes(&self) -> bool {
        self.globals.yes
    }

    /// Whether nothing is to be said besides the answer.
    pub fn is_quiet(&self) -> bool {
        self.globals.quiet
    }

    /// Columns of the terminal.
    pub fn width(&self) -> usize {
        self.world.terminal.width
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

    /// A world for a command line inside this one (`demo`): same clock, terminal width, Ctrl-C and
    /// language; no input, no settings of the person's own; its streams are the two buffers.
    pub fn fresh_world(&self) -> (World, Buffer, Buffer) {
        let (mut world, stdout, stderr) = World::captured(self.world.now.clone());
        world.env.insert("JZZ_LANG".to_owned(), self.lang.as_str().to_owned());
        world.os_user.clone_from(&self.world.os_user);
        world.host.clone_from(&self.world.host);
        world.terminal.width = self.world.terminal.width;
        world.interrupted = self.world.interrupted.clone();
        world.fault = self.world.fault.clone();
        world.working_dir.clone_from(&self.world.working_dir);
        (world, stdout, stderr)
    }
}
