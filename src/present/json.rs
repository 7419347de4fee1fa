//! JSON: one answer, one line. Keys and codes are never translated.

pub use serde::Serialize;
use serde_json::{Map, Value, json};

use super::words::Describe;
use super::words::usage::Fault;
use crate::domain::lang::Lang;

/// The answer on one line, with its end.
///
/// # Errors
/// [`Fault`]: an answer of ours that cannot be written is a fault in the program.
pub fn line(answer: &impl Serialize) -> Result<String, Fault> {
    let mut line = serde_json::to_string(answer).map_err(|error| Fault::of(error.to_string()))?;
    line.push('\n');
    Ok(line)
}

/// The error of the contract on one line: `{"error":{"code","message","causes","hint","details"}}`.
pub fn error(what: &dyn Describe, lang: Lang) -> String {
    let words = what.words(lang);
    let mut error = Map::new();
    error.insert("code".to_owned(), what.code().as_str().into());
    error.insert("message".to_owned(), words.sentence.into());
    error.insert("causes".to_owned(), what.causes().into());
    error.insert("hint".to_owned(), words.hint.map_or(Value::Null, Value::String));
    error.insert("details".to_owned(), Value::Object(words.details));
    format!("{}\n", json!({ "error": error }))
}
