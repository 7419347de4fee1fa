//! Texts as lines that fit a terminal: Latin words, numbers and codes whole, Chinese characters one by one, no
//! closing mark at the beginning of a line, commands in one piece so that they can be pasted.
//!
//! Knows nothing of what the texts say, but for the program's name, with which a command begins.

use super::printable;

/// Columns that a text takes on a terminal: two for a Chinese character.
pub fn display_width(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(printable(text).as_str())
}

/// A text of at most so many columns; what is left out is marked.
pub fn cut(text: &str, width: usize) -> String {
    let text = printable(text);
    if display_width(&text) <= width {
        return text;
    }
    let mut cut = String::new();
    // Some terminals give the mark two columns.
    for c in text.chars() {
        if display_width(&cut) + display_width(c.encode_utf8(&mut [0; 4])) + 2 > width {
            break;
        }
        cut.push(c);
    }
    cut.push('…');
    cut
}

/// A paragraph by its sentences.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut from = 0;
    while let Some(end) = rest[from..].find(['。', '.']).map(|at| from + at) {
        let mark = rest[end..].chars().next().map_or(1, char::len_utf8);
        let (before, after) = rest.split_at(end + mark);
        let next = after.trim_start();
        let closed = next.starts_with(['）', '”', '》']);
        let ends = before.ends_with('。') && !closed || after.starts_with(' ') && next.starts_with(char::is_uppercase);
        if ends && !next.is_empty() {
            found.push(before);
            (rest, from) = (next, 0);
        } else {
            from = end + mark;
        }
    }
    found.push(rest);
    found
}

/// A paragraph as lines of at most `width` columns.
/// Commands that are longer go on in the next.
pub fn folded(text: &str, width: Option<usize>) -> Vec<String> {
    let too_long = |piece: &str| width.is_some_and(|width| display_width(piece.trim_end()) > width);
    let broken = |piece| if too_long(piece) { parted(piece, false) } else { vec![piece] };
    filled(text, pieces(text).into_iter().flat_map(broken), width, 0)
}

/// The same, each line but the first indented, and commands whole at any length.
pub fn hanging(text: &str, width: Option<usize>, indent: usize) -> Vec<String> {
    filled(text, pieces(text).into_iter(), width, indent)
}

fn filled<'a>(text: &str, pieces: impl Iterator<Item = &'a str>, width: Option<usize>, indent: usize) -> Vec<String> {
    let Some(width) = width.filter(|width| display_width(text) > *width) else { return vec![text.to_owned()] };
    let mut lines = vec![String::new()];
    for piece in pieces {
        let Some(line) = lines.last_mut() else { break };
        let taken = display_width(piece.trim_end());
        if display_width(line) + taken > width && !line.trim().is_empty() {
            line.truncate(line.trim_end().len());
            // What is too long to be indented still stands whole.
            let blanks = " ".repeat(indent.min(width.saturating_sub(taken)));
            lines.push(format!("{blanks}{}", piece.trim_start()));
        } else {
            line.push_str(piece);
        }
    }
    lines
}

/// A screen whose long lines go on below the place where their text begins: behind a label, a day, a dash.
pub fn screen(text: &str, width: Option<usize>) -> String {
    let lines = text.split('\n').flat_map(|line| match width {
        Some(width) => hanging(line, Some(width), text_begins(line).min(width / 2)),
        None => vec![line.to_owned()],
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The column where a line's text begins.
fn text_begins(line: &str) -> usize {
    const WIDEST_LABEL: usize = 30;
    let text = line.trim_start();
    let indent = line.len() - text.len();
    if indent > 0 || text.starts_with("- ") {
        return indent + if text.starts_with("- ") { 2 } else { 0 };
    }
    let Some((label, rest)) = line.split_once("  ") else { return 0 };
    let blanks = 2 + rest.len() - rest.trim_start().len();
    let column = display_width(label) + blanks;
    if column <= WIDEST_LABEL { column } else { 0 }
}

/// The width of what cannot be broken.
pub fn widest_piece(text: &str) -> usize {
    pieces(text).iter().map(|piece| display_width(piece.trim_end())).max().unwrap_or(0)
}

/// Where a line may break: after a blank, before and after a wide character, but not before a closing mark, not
/// inside a command, and not between a flag and its value.
pub fn pieces(text: &str) -> Vec<&str> {
    parted(text, true)
}

fn parted(text: &str, commands_whole: bool) -> Vec<&str> {
    let wide = |c: char| display_width(c.encode_utf8(&mut [0; 4])) > 1;
    let mut pieces = Vec::new();
    let (mut start, mut command) = (0, 0..0);
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if commands_whole && at >= command.end && before.is_none_or(|before| !before.is_ascii_alphanumeric()) {
            command = at..at + command_length(&text[at..]);
        }
        let inside = command.contains(&at) && at > command.start;
        let breaks = before.is_some_and(|before| before == ' ' || wide(before) || wide(c));
        let word = text[start..at].trim_end();
        let flag = before == Some(' ') && word.starts_with("--") && !word.contains(' ') && c != '-';
        let opened = before.is_some_and(|before| "（《“【〔「『".contains(before));
        if breaks && !inside && !closes(c, before) && !opened && !flag {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    pieces.push(&text[start..]);
    pieces
}

/// Whether the character never begins a line.
fn closes(c: char, before: Option<char>) -> bool {
    "，。；：、！？）》”】〕」』％…".contains(c) || before != Some(' ') && ".,;:!?)]}%".contains(c)
}

/// The bytes of the command that a text begins with; 0 where it begins with none.
fn command_length(text: &str) -> usize {
    if !text.starts_with("jzz ") {
        return 0;
    }
    let mut quote: Option<char> = None;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None, '，' | '。' | '；' | '）' | '（' | '”' | '\n') => return at,
            (None, ' ') if ",;:)".contains(before) => return at - 1,
            (None, ' ') if before == ' ' => return at - 1,
            (Some(_) | None, _) => {}
        }
        before = c;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_on_below_the_place_where_its_text_begins() {
        let cases = [
            ("behind a label", "地址  一二三四五六七八", 14, "地址  一二三四\n      五六七八"),
            ("below a day", "      一二三四五；六", 14, "      一二三四\n      五；六"),
            ("in a list", "- 一二三四五六七", 10, "- 一二三四\n  五六七"),
            ("plain", "一二三四五六七", 10, "一二三四五\n六七"),
            ("what fits stays", "地址  一二", 14, "地址  一二"),
        ];
        for (name, text, width, shown) in cases {
            assert_eq!(screen(text, Some(width)), shown, "{name}");
            assert_eq!(screen(text, None), text, "{name}, without a terminal");
        }
    }

    #[test]
    fn no_line_begins_with_a_closing_mark_and_no_code_is_broken() {
        let cases = [
            ("a full stop", "一二三四五。", 10, vec!["一二三四", "五。"]),
            ("two of them", "一二三四（五）。", 14, vec!["一二三四", "（五）。"]),
            ("the year of a document", "看材料（公通字〔2015〕38号）", 20, vec!["看材料（公通字", "〔2015〕38号）"]),
            ("a per cent sign", "一二三四率%", 10, vec!["一二三四", "率%"]),
            ("a day in brackets", "登记日期（2024-02-01）", 14, vec!["登记日期", "（2024-02-01）"]),
            ("a masked number", "原值 5201**********0472", 20, vec!["原值", "5201**********0472"]),
            ("a flag and its value", "全部的用 --format csv", 18, vec!["全部的用", "--format csv"]),
        ];
        for (name, text, width, lines) in cases {
            assert_eq!(folded(text, Some(width)), lines, "{name}");
        }
    }

    #[test]
    fn a_command_stands_whole() {
        let command = "jzz permit end JZ5201021700200008 --because '弄错了，重来'";
        let text = format!("提示：先注销：{command}，再申领");
        let lines = hanging(&text, Some(40), 0);
        assert_eq!(lines, ["提示：先注销：".to_owned(), format!("{command}，"), "再申领".to_owned()]);
        let english = folded("first issue it: jzz permit issue M000001, then hand it over", Some(30));
        assert_eq!(english, ["first issue it:", "jzz permit issue M000001, then", "hand it over"]);
    }
}
