//! Questions at a terminal, on standard error. Asks and hands back; decides nothing, knows no rule.
//!
//! Ctrl-C at a question comes back as [`Unanswered::Interrupted`] with the cursor shown again. Whether
//! anybody may be asked at all is the context's to say.

mod choice;

use std::fmt::{self, Write};

use dialoguer::console::Term;
use dialoguer::theme::Theme;
use dialoguer::{Confirm, Input};

pub use choice::{Choice, List, choose};

/// Why a question has no answer.
#[derive(Debug)]
pub enum Unanswered {
    Interrupted,
    /// The terminal went away.
    Gone(String),
}

impl From<dialoguer::Error> for Unanswered {
    fn from(error: dialoguer::Error) -> Unanswered {
        let dialoguer::Error::IO(error) = error;
        error.into()
    }
}

impl From<std::io::Error> for Unanswered {
    fn from(error: std::io::Error) -> Unanswered {
        show_cursor();
        if error.kind() == std::io::ErrorKind::Interrupted {
            Unanswered::Interrupted
        } else {
            Unanswered::Gone(error.to_string())
        }
    }
}

/// A line of text; `default` is taken when nothing is typed. Of a question of several lines the last stands beside
/// the answer.
pub fn text(question: &[String], allow_empty: bool, default: Option<&str>) -> Result<String, Unanswered> {
    let mut input = Input::<String>::new().with_prompt(above(question)?).allow_empty(allow_empty);
    if let Some(default) = default {
        input = input.default(default.to_owned());
    }
    Ok(input.interact_text_on(&Term::stderr())?.trim().to_owned())
}

/// Yes or no, by the keys y and n; no answer is taken for one.
pub fn confirm(question: &[String], words: &YesNo) -> Result<bool, Unanswered> {
    Ok(Confirm::with_theme(words).with_prompt(above(question)?).interact_on(&Term::stderr())?)
}

/// Puts all lines but the last, which is asked.
fn above(question: &[String]) -> Result<&str, Unanswered> {
    let Some((last, before)) = question.split_last() else { return Ok("") };
    for line in before {
        Term::stderr().write_line(line)?;
    }
    Ok(last)
}

/// What the answer is called where it is shown.
pub struct YesNo {
    pub yes: &'static str,
    pub no: &'static str,
}

impl Theme for YesNo {
    fn format_confirm_prompt(&self, f: &mut dyn Write, prompt: &str, _default: Option<bool>) -> fmt::Result {
        write!(f, "{prompt} [y={}/n={}] ", self.yes, self.no)
    }

    fn format_confirm_prompt_selection(&self, f: &mut dyn Write, prompt: &str, answer: Option<bool>) -> fmt::Result {
        let answer = answer.map_or("", |yes| if yes { self.yes } else { self.no });
        write!(f, "{prompt} {answer}")
    }
}

/// Shows the cursor that a question may have hidden.
pub fn show_cursor() {
    let _ = Term::stderr().show_cursor();
}

/// Columns of the terminal on standard output, else of that on standard error.
pub fn terminal_width() -> Option<usize> {
    [Term::stdout(), Term::stderr()].iter().find_map(Term::size_checked).map(|(_rows, columns)| usize::from(columns))
}
