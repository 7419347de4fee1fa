//! Talk with whoever sits there: lines on standard error, questions, one line of standard input.
//!
//! While somebody is waited for, the world says so: Ctrl-C then need not wait for the work to look up.

use std::io::{BufRead, Read, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use super::world::World;
use super::{Context, Format};
use crate::domain::lang::Lang;
use crate::failure::Failure;
use crate::present::fold;
use crate::present::printable;
use crate::present::words::files::FileFault;
use crate::present::words::text;
use crate::present::words::told::masked;
use crate::present::words::usage::Usage;
use crate::prompt::{self, Unanswered};

impl Context<'_> {
    /// A line on standard error, unless quiet. Beside JSON it follows the answer, where nobody is asked.
    pub fn say(&mut self, line: &str) {
        if !self.globals.quiet {
            if self.format() == Format::Json && !self.can_ask() {
                self.held.push(self.heard(line));
                return;
            }
            // What was answered before stands above the talk about it; its own failure is met at the end.
            let _ = self.world.stdout.flush();
            let line = fold::screen(&self.heard(line), self.world.talk_width());
            // Talk that nobody can hear is no reason to stop the work.
            let _ = writeln!(self.world.stderr, "{line}");
        }
    }

    /// A line as it is heard: with its register, and without numbers and controls.
    fn heard(&self, line: &str) -> String {
        let line = masked(&self.carried.in_the_register(line));
        line.split('\n').map(printable).collect::<Vec<_>>().join("\n")
    }

    /// Asks for a line of text; `default` is taken when nothing is typed.
    pub fn ask_text(&self, question: &str, allow_empty: bool, default: Option<&str>) -> Result<String, Failure> {
        let question = to_measure(question, self.world);
        self.asking(|| prompt::text(&question, allow_empty, default))
    }

    /// Asks for one of the options and answers its position.
    pub fn ask_choice(&self, question: &str, options: &[String]) -> Result<usize, Failure> {
        let alone: Vec<(String, String)> = options.iter().map(|shown| (shown.clone(), String::new())).collect();
        self.ask_choice_by(question, &alone)
    }

    /// The same, where each is found by its own words and by those beside it.
    pub fn ask_choice_by(&self, question: &str, options: &[(String, String)]) -> Result<usize, Failure> {
        let list = list(question, options, self.lang, self.world);
        self.asking(|| prompt::choose(&list))
    }

    /// Asks for a yes; `--yes` has given it already, and without a terminal it is a missing answer.
    pub fn confirm(&self, question: &str) -> Result<bool, Failure> {
        if self.yes() {
            return Ok(true);
        }
        if !self.can_ask() {
            return Err(Usage::switch("", "--yes").into());
        }
        self.ask_whether(question)
    }

    /// Asks whether something is so, a fact that the act records: no `--yes` answers that.
    pub fn ask_whether(&self, question: &str) -> Result<bool, Failure> {
        let words = match self.lang {
            Lang::Zh => prompt::YesNo { yes: "是", no: "否" },
            Lang::En => prompt::YesNo { yes: "yes", no: "no" },
        };
        let question = to_measure(question, self.world);
        self.asking(|| prompt::confirm(&question, &words))
    }

    fn asking<T>(&self, question: impl FnOnce() -> Result<T, Unanswered>) -> Result<T, Failure> {
        asking(&self.world.waiting, question)
    }

    /// One line of standard input, without its end: a number so given stands in no shell's history.
    pub fn read_line(&mut self) -> Result<String, Failure> {
        let waiting = self.world.waiting.clone();
        waiting.store(true, Ordering::SeqCst);
        let mut bytes = Vec::new();
        // A line is an identity number or a name: what is longer is no line.
        let mut limited = Read::take(&mut self.world.stdin, 4096);
        let outcome = limited.read_until(b'\n', &mut bytes);
        waiting.store(false, Ordering::SeqCst);
        outcome.map_err(|error| FileFault::Unreadable { path: "-".into(), cause: error.to_string() })?;
        self.check_interrupted()?;
        let line = String::from_utf8_lossy(&bytes).trim().trim_start_matches('\u{feff}').to_owned();
        if line.is_empty() {
            return Err(Usage::NoLine.into());
        }
        self.read = Some(line.clone());
        Ok(line)
    }

    /// The line that was read.
    pub fn line_read(&self) -> Option<&str> {
        self.read.as_deref()
    }
}

/// A question with its choices, cut to the terminal.
pub fn list(question: &str, options: &[(String, String)], lang: Lang, world: &World) -> prompt::List {
    let how =
        text!(lang, "先按 ↑↓ 选中，或键入文字，再回车", "mark one with the arrows, or type a part of it, then Enter");
    let unmarked = text!(lang, "还没有选中：先按 ↑↓，或键入文字", "nothing is marked: arrows, or a part of it");
    let width = columns(world);
    let cut = |(shown, also): &(String, String)| prompt::Choice {
        shown: fold::cut(shown, width - MARK),
        sought: format!("{shown} {also}"),
    };
    prompt::List {
        asked: question.to_owned(),
        question: fold::folded(&format!("{question} ({how})"), Some(width)),
        unmarked: fold::cut(&unmarked, width),
        choices: options.iter().map(cut).collect(),
        width,
    }
}

/// The columns of the mark before a choice.
const MARK: usize = 2;

/// A question as lines that fit the terminal; beside the last is room for an answer.
pub fn to_measure(question: &str, world: &World) -> Vec<String> {
    measured(question, columns(world))
}

fn measured(question: &str, columns: usize) -> Vec<String> {
    const ANSWER: usize = 16;
    fold::folded(question, Some(columns - ANSWER))
}

/// The columns of a terminal that are written on: not the last, from which some go on to the next line.
fn columns(world: &World) -> usize {
    const NARROWEST: usize = 40;
    const USUAL: usize = 80;
    world.talk_width().unwrap_or(USUAL).max(NARROWEST) - 1
}

/// Asks, and says meanwhile that somebody is waited for.
pub fn asking<T>(waiting: &AtomicBool, question: impl FnOnce() -> Result<T, Unanswered>) -> Result<T, Failure> {
    waiting.store(true, Ordering::SeqCst);
    let answer = question();
    waiting.store(false, Ordering::SeqCst);
    answer.map_err(|unanswered| match unanswered {
        Unanswered::Interrupted => Usage::Interrupted.into(),
        Unanswered::Gone(cause) => FileFault::Unreadable { path: "-".into(), cause }.into(),
    })
}
