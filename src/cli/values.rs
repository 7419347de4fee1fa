//! Readers of argument values that several commands share, and their typed errors.

use std::fmt;

use crate::domain::admission::is_keepable;
use crate::domain::calendar::{Day, DayError};

/// Why a value was not taken; worded in `usage.rs`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueError {
    Day(DayError),
    Blank,
    Unkeepable,
    /// A word of a hint that was to be filled in.
    Placeholder,
}

// clap wants it; nobody is shown it.
impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for ValueError {}

/// A day in any of the forms of the contract: `#[arg(long, value_parser = values::day)]`.
pub fn day(text: &str) -> Result<Day, ValueError> {
    Day::parse(text).map_err(ValueError::Day)
}

/// Text that goes into the register: without control characters, not too long.
pub fn keepable(text: &str) -> Result<String, ValueError> {
    if is_keepable(text) { Ok(text.to_owned()) } else { Err(ValueError::Unkeepable) }
}

/// The same, and not only blanks; trimmed.
pub fn kept(given: &str) -> Result<String, ValueError> {
    keepable(&text(given)?)
}

/// Text that is not only blanks, trimmed.
pub fn text(text: &str) -> Result<String, ValueError> {
    let text = text.trim();
    if text.is_empty() { Err(ValueError::Blank) } else { Ok(text.to_owned()) }
}

/// The words that hints and helps have where the clerk fills in, in lower case.
const PLACEHOLDERS: [&str; 27] = [
    "理由",
    "原因",
    "事由",
    "依据",
    "说明",
    "地址",
    "姓名",
    "名称",
    "号码",
    "单位",
    "条款",
    "去向",
    "来源",
    "文字",
    "日期",
    "reason",
    "text",
    "why",
    "because",
    "address",
    "name",
    "number",
    "unit",
    "article",
    "source",
    "date",
    "placeholder",
];

/// Whether a text is what a hint has where something is to be filled in, and no answer.
pub fn is_placeholder(text: &str) -> bool {
    let word = text.trim().trim_matches(['\'', '"', '<', '>', '[', ']', '“', '”', '「', '」', '《', '》', '（', '）']);
    let dots = !word.is_empty() && word.chars().all(|c| matches!(c, '.' | '…' | '⋯' | '。' | '．' | '·' | '・'));
    dots || PLACEHOLDERS.contains(&word.to_lowercase().as_str())
}

/// Text that may be empty, and is no placeholder.
pub fn real(text: &str) -> Result<String, ValueError> {
    if is_placeholder(text) { Err(ValueError::Placeholder) } else { Ok(text.to_owned()) }
}

/// Text that goes into the register, is not only blanks, and no placeholder; trimmed.
pub fn filled(given: &str) -> Result<String, ValueError> {
    kept(&real(given)?)
}

/// Text that goes into the register, may be empty, and is no placeholder.
pub fn told(text: &str) -> Result<String, ValueError> {
    keepable(&real(text)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_was_to_be_filled_in_is_no_answer() {
        for text in
            ["...", "…", "……", "。。。", "理由", "'理由'", " 原因 ", "REASON", "Reason", "<TEXT>", "地址", "NAME"]
        {
            assert_eq!(filled(text), Err(ValueError::Placeholder), "{text}");
        }
        for text in ["x", "抄错", "原因不明", "address unknown", "No reason was given.", "名称有误", "1.", "第二条"]
        {
            assert_eq!(filled(text).as_deref(), Ok(text));
        }
        assert_eq!((real("").as_deref(), filled("")), (Ok(""), Err(ValueError::Blank)));
    }
}
