//! JSON: one answer, one line. Keys and codes are never translated.

use serde::Serialize;

use super::words::usage::Fault;

/// The answer on one line, with its end.
///
/// # Errors
/// [`Fault`]: an answer of ours that cannot be written is a fault in the program.
pub fn line(answer: &impl Serialize) -> Result<String, Fault> {
    let mut line = serde_json::to_string(answer).map_err(|error| Fault::of(error.to_string()))?;
    line.push('\n');
    Ok(line)
}
