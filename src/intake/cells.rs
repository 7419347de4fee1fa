//! What a cell holds once its dress is off: blanks, zero-width characters, a spreadsheet's apostrophe,
//! `="…"`; what counts as empty; phones. Days have a file of their own.
//!
//! Nothing is guessed: a cell that cannot be read is a [`Fact`] and its text stays as it is.

use std::borrow::Cow;

use super::problem::{Fact, shown};
use crate::domain::text::Text;

/// The longest cell of a roster, in characters.
pub const LONGEST_CELL: usize = 10_000;

/// The longest way to say that there is nothing, in bytes.
const LONGEST_MARK: usize = 6;

/// Takes no room on a screen and has no meaning in a name or a number.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// The narrow form of a full-width letter, digit or mark.
pub fn narrow_char(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// The text of a cell: blanks around it and invisible characters out, breaks and tabs inside one blank,
/// a leading apostrophe taken off, `="…"` and `"…"` unwrapped where that is the whole cell.
pub fn tidy(cell: &str) -> Cow<'_, str> {
    if is_plain(cell) {
        return Cow::Borrowed(cell);
    }
    let text = unwrapped(cell.strip_prefix('\'').unwrap_or(cell).trim());
    // The first bytes of all characters that may have to go; Chinese has them rarely, digits never.
    let doubtful = |byte: &u8| matches!(byte, 0xe2 | 0xef | 0xc2) || *byte < b' ';
    if !text.as_bytes().iter().any(doubtful) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_invisible(*c)) {
        if matches!(c, '\n' | '\r' | '\t') {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
    match out.trim() {
        trimmed if trimmed.len() == out.len() => Cow::Owned(out),
        trimmed => Cow::Owned(trimmed.to_owned()),
    }
}

/// Whether no cell of a row can have anything to take off, to narrow or to trim, and none is a formula's error:
/// [`filled`] and [`narrow`] give such cells as they are. One pass without branches.
pub fn is_plain_row(text: &str) -> bool {
    let dressed = |byte: u8| {
        u8::from(byte <= b' ')
            | u8::from(byte == b'#')
            | u8::from(byte == b'E')
            | u8::from(byte == b'\'')
            | u8::from(byte == b'=')
            | u8::from(byte == b'"')
            | u8::from(byte == 0x7f)
            | u8::from(byte == 0xc2)
            | u8::from((0xe1..=0xe3).contains(&byte))
            | u8::from(byte >= 0xee)
    };
    text.bytes().fold(0, |found, byte| found | dressed(byte)) == 0
}

/// Whether nothing can be taken off: the usual cell, told by its bytes without a branch for each.
fn is_plain(cell: &str) -> bool {
    let bytes = cell.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return true };
    let suspect = bytes
        .iter()
        .fold(0_u8, |found, byte| found | u8::from(*byte < b' ') | u8::from(matches!(byte, 0xc2 | 0xe1 | 0xe2 | 0xef)));
    let wide_blank = [0xe3, 0x80, 0x80];
    suspect == 0
        && !matches!(first, b' ' | b'\'' | b'=' | b'"')
        && *last != b' '
        && !bytes.starts_with(&wide_blank)
        && !bytes.ends_with(&wide_blank)
}

/// `="5201…"`: how spreadsheets are told to leave a text alone; and quotes that came with the cell.
fn unwrapped(text: &str) -> &str {
    let inner = text.strip_prefix('=').unwrap_or(text).strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).map_or(text, str::trim)
}

/// [`tidy`], in narrow letters and digits: for codes, days, phones.
pub fn narrow(cell: &str) -> Cow<'_, str> {
    let text = tidy(cell);
    // The first bytes of all wide letters, digits, marks and of the wide blank.
    if !text.bytes().any(|byte| matches!(byte, 0xe3 | 0xef)) {
        return text;
    }
    if text.chars().any(|c| narrow_char(c) != c) { Cow::Owned(text.chars().map(narrow_char).collect()) } else { text }
}

/// [`tidy`], or `None` for a cell that is empty or holds one of the ways to say so.
pub fn filled(cell: &str) -> Option<Cow<'_, str>> {
    let text = tidy(cell);
    (!is_empty_mark(&text)).then_some(text)
}

/// Whether a cell only says that it holds what stands above it.
pub fn is_ditto(tidied: &str) -> bool {
    tidied.len() <= LONGEST_MARK && matches!(tidied, "同上" | "同前" | "如上" | "〃" | "″" | "\"" | "“" | "”")
}

/// What a sheet shows where a formula has not been worked out: the file was written by a program that does not count.
pub const NOT_WORKED_OUT: &str = "#GETTING_DATA";

/// What a spreadsheet shows where a formula failed: `#N/A`, `#REF!`.
pub fn is_formula_error(cell: &str) -> bool {
    let Some(word) = tidy(cell).strip_prefix('#').map(str::to_owned) else { return false };
    let capitals =
        |word: &str| word.len() > 2 && word.bytes().all(|b| b.is_ascii_uppercase() || matches!(b, b'/' | b'0'));
    matches!(word.as_str(), "N/A" | "GETTING_DATA") || word.strip_suffix(['!', '?']).is_some_and(capitals)
}

/// What a sheet holds for a yes or no, and a formula for a comparison: in no column of a roster it says anything.
pub fn is_truth_value(cell: &str) -> bool {
    matches!(&*tidy(cell), "TRUE" | "FALSE")
}

/// What people write where there is nothing to write, and what is left where a formula failed or compared.
pub fn is_empty_mark(tidied: &str) -> bool {
    if tidied.len() > LONGEST_MARK && !tidied.starts_with('#') {
        return false;
    }
    tidied.starts_with('#') && is_formula_error(tidied)
        || matches!(
            tidied,
            "" | "-"
                | "—"
                | "－"
                | "–"
                | "--"
                | "——"
                | "/"
                | "／"
                | "\\"
                | "无"
                | "暂无"
                | "NULL"
                | "null"
                | "N/A"
                | "TRUE"
                | "FALSE"
        )
}

/// A phone number in digits (`13912342345`, `085112345678`, with `-123` for an extension); `None` for an
/// empty cell.
///
/// # Errors
/// [`Fact::Phone`] for anything else.
pub fn phone(cell: &str) -> Result<Option<Text>, Fact> {
    let Some(text) = filled(cell) else { return Ok(None) };
    if is_mobile(&text) {
        return Ok(Some(Text::from(&*text)));
    }
    let unreadable = || Fact::Phone { cell: shown(&text) };
    let narrowed = narrow(&text);
    let (number, extension) = match narrowed.split_once(['转', '#']) {
        Some((number, extension)) => (number, extension.trim()),
        None => (narrowed.as_ref(), ""),
    };
    let plain = |c: &char| !matches!(c, ' ' | '-' | '(' | ')' | '—' | '\u{a0}');
    let digits: String = number.chars().filter(plain).collect();
    let digits = digits.strip_prefix("+86").or_else(|| digits.strip_prefix("0086")).unwrap_or(&digits);
    let digits = if digits.len() == 13 { digits.strip_prefix("86").unwrap_or(digits) } else { digits };
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(digits) || !all_digits(extension) {
        return Err(unreadable());
    }
    let bytes = digits.as_bytes();
    let mobile = is_mobile(digits);
    let local = matches!(bytes.len(), 7 | 8) && !matches!(bytes[0], b'0' | b'1');
    let long = matches!(bytes.len(), 10..=12) && bytes[0] == b'0' && bytes[1] != b'0';
    let service = bytes.len() == 10 && (digits.starts_with("400") || digits.starts_with("800"));
    if !(mobile || local || long || service) {
        return Err(unreadable());
    }
    let dash = if extension.is_empty() { "" } else { "-" };
    Ok(Some(format!("{digits}{dash}{extension}").into()))
}

fn is_mobile(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 11 && bytes[0] == b'1' && bytes[1] >= b'3' && bytes.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_cells_of_a_plain_row_are_as_they_are_read(row in "[张贵々ー，ａ　０1aX-~!-/ ·#='\\x00-\\x20\u{e863}\u{fffd}\u{200b}\u{ad}é𠮷\\PC]{0,9}") {
            if is_plain_row(&row) {
                for cell in row.split(',') {
                    prop_assert_eq!(tidy(cell), cell);
                    prop_assert_eq!(narrow(cell), cell);
                    prop_assert_eq!(cell.trim(), cell);
                    let text = filled(cell);
                    prop_assert_eq!(text.as_deref(), (!is_empty_mark(cell)).then_some(cell));
                    prop_assert!(!cell.contains(is_invisible) && !cell.contains(char::is_control));
                }
            }
        }
    }

    #[test]
    fn the_longest_mark_of_nothing_is_known() {
        for mark in ["暂无", "——", "NULL", "－"] {
            assert!(is_empty_mark(mark) && mark.len() <= LONGEST_MARK, "{mark}");
        }
    }

    #[test]
    fn a_cell_is_read_without_its_dress() {
        for (cell, text) in [
            ("  张三　", "张三"),
            ("'520199199001010017", "520199199001010017"),
            ("=\"520199199001010017\"", "520199199001010017"),
            ("'=\"520199199001010017\"", "520199199001010017"),
            ("=\"a\"&\"b\"", "=\"a\"&\"b\""),
            ("\u{200b}张\u{feff}三\u{200b}", "张三"),
            ("贵州省\r\n贵阳市", "贵州省 贵阳市"),
            ("=1+1", "=1+1"),
            ("-", "-"),
            ("𠮷田䶮", "𠮷田䶮"),
            ("“甲”公司", "“甲”公司"),
        ] {
            assert_eq!(tidy(cell), text, "{cell:?}");
        }
        assert_eq!(narrow("０１－务工"), "01-务工");
    }

    #[test]
    fn dashes_are_empty() {
        for cell in ["", " ", "-", "—", "/", "无", "　", "'-", "\u{200b}"] {
            assert_eq!(filled(cell), None, "{cell:?}");
        }
        assert_eq!(filled("无锡").as_deref(), Some("无锡"));
    }

    #[test]
    fn a_failed_formula_is_told_from_a_house_number() {
        for cell in ["#N/A", " #REF!", "#DIV/0!", "#NAME?", "#VALUE!", "#GETTING_DATA"] {
            assert!(is_formula_error(cell) && filled(cell).is_none(), "{cell}");
        }
        for cell in ["#3楼", "3#楼2单元", "#", "#!", "#12!", "#A!"] {
            assert!(!is_formula_error(cell), "{cell}");
        }
    }

    #[test]
    fn phones_are_digits_or_a_warning() {
        for (cell, phone_number) in [
            ("13912342345", "13912342345"),
            ("139 1234 2345", "13912342345"),
            ("+86 139-1234-2345", "13912342345"),
            ("1３912342345", "13912342345"),
            ("0851-5551234", "08515551234"),
            ("(0851)85551234转12", "085185551234-12"),
            ("5551234", "5551234"),
        ] {
            assert_eq!(phone(cell), Ok(Some(phone_number.into())), "{cell}");
        }
        for cell in ["1.39E+10", "1391234234", "电话", "13912342345、13812342345", "12345678901"] {
            assert!(matches!(phone(cell), Err(Fact::Phone { .. })), "{cell}");
        }
        assert_eq!(phone("—"), Ok(None));
    }
}
