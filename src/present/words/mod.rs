//! Every sentence a person reads, both languages side by side.
//!
//! A refusal is a value of a small enum in the room that decides; its sentence, hint and details stand
//! here, one arm a variant, so that a variant without words, or a sentence in one language only, does
//! not compile. Keys and codes are never translated. No full identity number ever enters a sentence.

pub mod again;
pub mod application;
pub mod article;
pub mod batch;
pub mod blank;
pub mod card;
pub mod check;
pub mod config;
pub mod confirm;
pub mod db;
pub mod demo;
pub mod doctor;
pub mod done;
pub mod edit;
pub mod edit_application;
pub mod edit_card;
mod edit_card_bar;
mod edit_card_end;
mod edit_card_told;
pub mod endorse;
pub mod fault;
pub mod field;
pub mod files;
pub mod form;
pub mod frozen;
pub mod history;
pub mod holidays;
pub mod identity;
pub mod import;
pub mod keywords;
pub mod labels;
pub mod lists;
pub mod merge;
mod merge_rests;
pub mod migrant;
pub mod monthly;
pub mod night;
pub mod papers;
pub mod permit;
pub mod proxy;
pub mod report;
pub mod restore;
pub mod restructuring;
pub mod roster;
pub mod rule_values;
pub mod rules;
#[cfg(test)]
pub mod samples;
pub mod sets;
pub mod template;
pub mod told;
pub mod trend;
pub mod unit;
pub mod usage;
pub mod why;
pub mod workbook;

use std::fmt::Display;

use serde_json::{Map, Value};

use crate::domain::code::Code;
use crate::domain::lang::Lang;
use crate::domain::mask;
use crate::ops::OpError;

/// Picks the sentence of a language: `text!(lang, "中文 {x}", "English {x}")`, captured like `format!`.
macro_rules! text {
    ($lang:expr, $zh:literal, $en:literal $(, $args:expr)* $(,)?) => {
        match $lang {
            $crate::domain::lang::Lang::Zh => format!($zh $(, $args)*),
            $crate::domain::lang::Lang::En => format!($en $(, $args)*),
        }
    };
}
pub(crate) use text;

/// What is said of one refusal, warning or failure.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Words {
    /// One sentence, without code.
    pub sentence: String,
    /// A command that can be pasted, or what to do where no command helps.
    pub hint: Option<String>,
    /// The hint is to do the same once more, without this option and with these.
    pub once_more: Option<(&'static str, String)>,
    /// The facts, for scripts: language-free keys and values.
    pub details: Map<String, Value>,
}

impl Words {
    pub fn new(sentence: String) -> Words {
        Words { sentence, ..Words::default() }
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Words {
        self.hint = Some(hint.into());
        self
    }

    /// To do the same once more, without this option (empty: unchanged), after what `lead` says.
    #[must_use]
    pub fn once_more(self, lead: impl Into<String>, without: &'static str) -> Words {
        self.instead(lead, without, "")
    }

    /// To do the same once more, without one option and with others, after what `lead` says.
    #[must_use]
    pub fn instead(mut self, lead: impl Into<String>, without: &'static str, with: impl Into<String>) -> Words {
        self.once_more = Some((without, with.into()));
        self.hint(lead)
    }

    #[must_use]
    pub fn detail(mut self, key: &str, value: impl Into<Value>) -> Words {
        self.details.insert(key.to_owned(), value.into());
        self
    }
}

/// Anything that has a code and can be put into words.
pub trait Describe: Send {
    fn code(&self) -> Code;

    fn words(&self, lang: Lang) -> Words;

    /// The chain of technical causes, outermost first; empty for refusals by rule.
    fn causes(&self) -> Vec<String> {
        Vec::new()
    }
}

impl<R: Describe> Describe for OpError<R> {
    fn code(&self) -> Code {
        match self {
            OpError::Refused(refusal) => refusal.code(),
            OpError::Store(error) => Describe::code(error),
        }
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            OpError::Refused(refusal) => refusal.words(lang),
            OpError::Store(error) => error.words(lang),
        }
    }

    fn causes(&self) -> Vec<String> {
        match self {
            OpError::Refused(refusal) => refusal.causes(),
            OpError::Store(error) => error.causes(),
        }
    }
}

/// The most characters of a text that are repeated to whoever gave it.
const LONGEST_ECHO: usize = 40;

/// What somebody gave, as it may be repeated: cut where it is long, and without digits where a run of
/// them could be a person's number or phone, also one with blanks, dashes or points inside.
pub fn echo(given: &str) -> String {
    let hide = mask::may_hold_number(given);
    let mut out: String =
        given.chars().take(LONGEST_ECHO).map(|c| if hide && c.is_numeric() { '*' } else { c }).collect();
    if given.chars().nth(LONGEST_ECHO).is_some() {
        out.push('…');
    }
    out
}

/// The text with every run of `length` or more digits starred, for it may be a person's number or phone.
pub fn starred(text: &str, length: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars().map(Some).chain([None]) {
        match c {
            Some(digit) if digit.is_numeric() => run.push(digit),
            other => {
                out.push_str(if run.chars().count() < length { &run } else { "******" });
                run.clear();
                out.extend(other);
            }
        }
    }
    out
}

/// With a capital letter, where the writing has them.
pub fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// A number with its noun in English: 1 card, 2 cards.
pub fn counted(count: impl Display, noun: &str) -> String {
    counted_as(count, noun, &format!("{noun}s"))
}

/// The same of a noun that goes its own way: 1 person, 2 people.
pub fn counted_as(count: impl Display, one: &str, many: &str) -> String {
    let count = count.to_string();
    let noun = if count == "1" { one } else { many };
    format!("{count} {noun}")
}

/// An instant as a person reads it: by the clock in China, and said to be so.
pub fn clock(lang: Lang, at: crate::domain::calendar::Instant) -> String {
    let at = at.on_the_clock();
    text!(lang, "北京时间 {at}", "{at} (UTC+8)")
}

/// A value as a shell takes it: quoted where it has anything but letters, digits and a few harmless marks.
pub fn quoted(value: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':' | ',' | '=' | '【' | '】');
    if !value.is_empty() && value.chars().all(plain) {
        return value.to_owned();
    }
    format!("'{}'", value.replace('\'', "'\\''"))
}
