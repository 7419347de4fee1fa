//! JSON: one answer, one line. Keys and codes are never translated.

use std::borrow::Cow;
use std::fmt::Write;

pub use serde::Serialize;
use serde_json::{Map, Value, json};

use super::words::fault::Fault;
use super::words::told::Told;

/// The answer on one line, with its end.
///
/// # Errors
/// [`Fault`]: an answer of ours that cannot be written is a fault in the program.
pub fn line(answer: &impl Serialize) -> Result<String, Fault> {
    let line = serde_json::to_string(answer).map_err(|error| Fault::of(error.to_string()))?;
    Ok(format!("{}\n", escaped(&line)))
}

/// JSON in which nothing is left that a terminal might obey: it escapes the controls of ASCII by itself,
/// here those beyond and what turns the writing direction follow. Outside texts JSON has none of them.
fn escaped(json: &str) -> Cow<'_, str> {
    let obeyed = |c: char| matches!(c, '\u{7f}'..='\u{9f}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if !json.contains(obeyed) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if obeyed(c) {
            // Writing to a text does not fail.
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// The error of the contract on one line: `{"error":{"code","message","causes","hint","details"}}`.
pub fn error(told: Told) -> String {
    let mut error = Map::new();
    error.insert("code".to_owned(), told.code.as_str().into());
    error.insert("message".to_owned(), told.message.into());
    error.insert("causes".to_owned(), told.causes.into());
    error.insert("hint".to_owned(), told.hint.map_or(Value::Null, Value::String));
    error.insert("details".to_owned(), Value::Object(told.details));
    format!("{}\n", escaped(&json!({ "error": error }).to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_read_back_as_it_was_and_holds_nothing_a_terminal_obeys() {
        let text = "张三\u{1b}[2J\u{9b}31m\u{202e}\u{7f}";
        let line = line(&text).unwrap();
        assert!(!line.trim_end().contains(|c: char| c.is_control() || c == '\u{202e}'), "{line:?}");
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), text);
    }
}
