//! The last stop of everything that went wrong: its exit status and how it is shown.
//!
//! Whatever has a code and words ([`Describe`]) becomes a [`Failure`] by `?`, and by no other way. The
//! exit status follows from the code alone (docs/contract.md, exit codes).

use std::io::Write;
use std::path::PathBuf;

use crate::context::language::Start;
use crate::domain::code::Code;
use crate::domain::lang::Lang;
use crate::present::fold::screen;
use crate::present::words::told::{Carried, Told, masked};
use crate::present::words::{Describe, text};
use crate::present::{json, printable};

/// How a command ended that was not refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finish {
    Done,
    /// Done, with rejected rows or findings somebody should look at.
    Findings,
}

impl Finish {
    pub fn exit(self) -> u8 {
        match self {
            Finish::Done => 0,
            Finish::Findings => 3,
        }
    }
}

/// A refusal or a failure on its way out.
pub struct Failure(Kind);

enum Kind {
    Told(Box<dyn Describe>),
    /// Whoever read our output has seen enough: nothing to report.
    ClosedPipe,
}

impl<E: Describe + 'static> From<E> for Failure {
    fn from(what: E) -> Failure {
        Failure(Kind::Told(Box::new(what)))
    }
}

impl std::fmt::Debug for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.code() {
            Some(code) => write!(f, "Failure({code})"),
            None => f.write_str("Failure(closed pipe)"),
        }
    }
}

impl Failure {
    pub fn closed_pipe() -> Failure {
        Failure(Kind::ClosedPipe)
    }

    pub fn code(&self) -> Option<Code> {
        match &self.0 {
            Kind::Told(what) => Some(what.code()),
            Kind::ClosedPipe => None,
        }
    }

    pub fn exit(&self) -> u8 {
        self.code().map_or(0, exit_status)
    }

    /// What is said of it in one sentence.
    pub fn sentence(&self, lang: Lang) -> String {
        match &self.0 {
            Kind::Told(what) => masked(&what.words(lang).sentence),
            Kind::ClosedPipe => String::new(),
        }
    }

    /// The file near which a backup is looked for: the register that is damaged, or the backup that is not the one.
    pub fn wants_backup(&self) -> Option<PathBuf> {
        let Kind::Told(what) = &self.0 else { return None };
        let wanted = matches!(what.code(), Code::J706 | Code::J720);
        let path = wanted.then(|| what.words(Lang::En).details.get("path").cloned())??;
        path.as_str().map(PathBuf::from)
    }

    /// Writes the failure for a person, folded to the width of a terminal, or as one line of JSON; `carried` is what
    /// its hints take over.
    pub fn render(&self, start: &Start, carried: &Carried, width: Option<usize>, stderr: &mut dyn Write) {
        let Kind::Told(what) = &self.0 else { return };
        let told = Told::of(what.as_ref(), start.lang, carried);
        let told = if start.json { json::error(told) } else { as_text(told, start.lang, start.colour_err, width) };
        // The exit status says it too, should standard error be gone.
        let _ = stderr.write_all(told.as_bytes());
        let _ = stderr.flush();
    }
}

/// The exit status of a code.
pub fn exit_status(code: Code) -> u8 {
    use Code::{
        J407, J428, J432, J446, J457, J502, J503, J507, J520, J530, J629, J701, J702, J703, J704, J705, J706, J707,
        J708, J710, J711, J712, J713, J714, J715, J718, J719, J720, J721, J726, J901, J902, J903, J904, J906, J907,
        J908, J999,
    };
    // The one match over codes with a default: a new code is a refusal unless it is listed here.
    if matches!(code, J407 | J428 | J432 | J503 | J520 | J629 | J901 | J902 | J903 | J904 | J906 | J908) {
        2
    } else if matches!(code, J502 | J507 | J530 | J726) {
        3
    } else if matches!(code, J457 | J710 | J719) {
        4
    } else if matches!(code, J701 | J702 | J703 | J704 | J705 | J706 | J707 | J708 | J718 | J720 | J721) {
        5
    } else if matches!(code, J446 | J711 | J712 | J713 | J714 | J715) {
        6
    } else if code == J999 {
        70
    } else if code == J907 {
        130
    } else {
        1
    }
}

fn as_text(told: Told, lang: Lang, colour: bool, width: Option<usize>) -> String {
    let code = told.code;
    let head = text!(lang, "错误[{code}]：", "error[{code}]: ");
    let mut out = format!("{head}{}\n", lines(&told.message));
    for cause in told.causes {
        let cause = lines(&cause);
        out.push_str(&text!(lang, "原因：{cause}\n", "caused by: {cause}\n"));
    }
    if let Some(hint) = told.hint {
        let hint = lines(&hint);
        out.push_str(&text!(lang, "提示：{hint}\n", "hint: {hint}\n"));
    }
    let out = screen(&out, width);
    // Colours take no columns.
    match out.strip_prefix(&head) {
        Some(rest) if colour => format!("\u{1b}[1;31m{head}\u{1b}[0m{rest}"),
        Some(_) | None => out,
    }
}

/// Line breaks of our own are kept, other control characters are shown.
fn lines(text: &str) -> String {
    text.split('\n').map(printable).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_the_exit_status_of_the_contract() {
        let cases: &[(&str, u8)] = &[
            ("J103 J201 J305 J401 J501 J504 J506 J601 J709 J716 J717 J801 J905", 1),
            ("J407 J428 J432 J503 J520 J629 J901 J902 J903 J904 J906 J908", 2),
            ("J502 J507 J530 J726", 3),
            ("J457 J710 J719", 4),
            ("J701 J702 J703 J704 J705 J706 J707 J708 J718 J720 J721", 5),
            ("J446 J711 J712 J713 J714 J715", 6),
            ("J999", 70),
            ("J907", 130),
        ];
        for (codes, status) in cases {
            for code in codes.split(' ') {
                assert_eq!(Code::parse(code).map(exit_status), Some(*status), "{code}");
            }
        }
    }
}
