//! Talk with whoever sits there: lines on standard error, questions, one line of standard input.
//!
//! While somebody is waited for, the world says so: Ctrl-C then need not wait for the work to look up.

use std::io::{BufRead, Read, Write};
use std::sync::atomic::{AtomicBool, Ordering};

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
        self.asking(|| prompt::text(question, allow_empty, default))
    }

    /// Asks for one of the options and answers its position.
    pub fn ask_choice(&self, question: &str, options: &[String]) -> Result<usize, Failure> {
        self.asking(|| prompt::choice(&with_the_keys(question, self.lang), options))
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
        self.asking(|| prompt::confirm(question, &words))
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

/// A question to choose by, with how that is done.
pub fn with_the_keys(question: &str, lang: Lang) -> String {
    let how =
        text!(lang, "先按 ↑↓ 选中，或键入文字，再回车", "mark one with the arrows, or type a part of it, then Enter");
    format!("{question} ({how})")
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
