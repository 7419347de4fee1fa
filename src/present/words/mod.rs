//! Every sentence a person reads, both languages side by side.
//!
//! A refusal is a value of a small enum in the room that decides; its sentence, hint and details stand
//! here, one arm a variant, so that a variant without words, or a sentence in one language only, does
//! not compile. Keys and codes are never translated. No full identity number ever enters a sentence.

pub mod files;
pub mod roster;
pub mod usage;

use serde_json::{Map, Value};

use crate::domain::code::Code;
use crate::domain::lang::Lang;

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

    #[must_use]
    pub fn detail(mut self, key: &str, value: impl Into<Value>) -> Words {
        self.details.insert(key.to_owned(), value.into());
        self
    }
}

/// Anything that has a code and can be put into words.
pub trait Describe {
    fn code(&self) -> Code;

    fn words(&self, lang: Lang) -> Words;

    /// The chain of technical causes, outermost first; empty for refusals by rule.
    fn causes(&self) -> Vec<String> {
        Vec::new()
    }
}
