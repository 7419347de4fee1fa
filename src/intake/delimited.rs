//! A line becomes cells: separators, quotes, and the judgement whether a quote makes sense.
//!
//! A quote opens a cell only at its very beginning; anywhere else it is a character. A quoted cell that
//! runs over lines is believed while it holds fewer separators than a row has: a stray quote would
//! otherwise swallow the rows behind it.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memmem};

/// What stands between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    Comma,
    Tab,
    Semicolon,
    Bar,
    /// The full-width comma.
    WideComma,
}

impl Separator {
    pub const ALL: [Separator; 5] =
        [Separator::Comma, Separator::Tab, Separator::Semicolon, Separator::Bar, Separator::WideComma];

    pub fn as_str(self) -> &'static str {
        match self {
            Separator::Comma => ",",
            Separator::Tab => "\t",
            Separator::Semicolon => ";",
            Separator::Bar => "|",
            Separator::WideComma => "，",
        }
    }

    fn first_byte(self) -> u8 {
        self.as_str().as_bytes()[0]
    }

    /// The first separator in a text.
    fn find(self, text: &[u8]) -> Option<usize> {
        match self {
            Separator::Comma | Separator::Tab | Separator::Semicolon | Separator::Bar => {
                memchr(self.first_byte(), text)
            }
            Separator::WideComma => memmem::find(text, self.as_str().as_bytes()),
        }
    }

    pub fn count(self, text: &[u8]) -> usize {
        match self {
            Separator::Comma | Separator::Tab | Separator::Semicolon | Separator::Bar => {
                memchr_iter(self.first_byte(), text).count()
            }
            Separator::WideComma => memmem::find_iter(text, self.as_str().as_bytes()).count(),
        }
    }

    /// What a first line `sep=;` declares.
    pub fn declared(line: &str) -> Option<Separator> {
        let line = line.trim_matches(|c| c == '"' || c == ' ');
        let (word, rest) = line.split_at_checked(4)?;
        let named = |separator: &Separator| rest == separator.as_str();
        word.eq_ignore_ascii_case("sep=").then(|| Separator::ALL.into_iter().find(named))?
    }
}

/// Where the cells of a record lie in its text.
pub type Spans = Vec<(u32, u32)>;

fn span(range: Range<usize>) -> (u32, u32) {
    // A record's text is never longer than a few megabytes.
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    (place(range.start), place(range.end))
}

/// Splits a line in which no quote has a meaning.
pub fn split_plain(text: &str, separator: Separator, spans: &mut Spans) {
    let mut start = 0;
    let mut cell = |at: usize, length: usize| {
        spans.push(span(start..at));
        start = at + length;
    };
    match separator {
        Separator::Comma | Separator::Tab | Separator::Semicolon | Separator::Bar => {
            memchr_iter(separator.first_byte(), text.as_bytes()).for_each(|at| cell(at, 1));
        }
        Separator::WideComma => text.match_indices(separator.as_str()).for_each(|(at, word)| cell(at, word.len())),
    }
    cell(text.len(), 0);
}

/// How the quotes of a record came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quotes {
    /// Each quoted cell ends where a cell may end.
    Sound,
    /// Characters follow a closing quote: read, but doubtful.
    Loose,
    /// The last cell is still open.
    Open,
    /// A quoted cell over several lines holds a whole row: the quote was a stray one.
    Stray,
}

/// Splits a record with quotes; `out` gets its text without them. `most`: how many separators a quoted
/// cell that runs over lines may hold.
pub fn split_quoted(text: &str, separator: Separator, most: usize, out: &mut String, spans: &mut Spans) -> Quotes {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut quotes = Quotes::Sound;
    loop {
        let start = out.len();
        if bytes.get(at) == Some(&b'"') {
            let Some(after) = quoted(text, at + 1, out) else { return Quotes::Open };
            let cell = &out.as_bytes()[start..];
            if memchr(b'\n', cell).or_else(|| memchr(b'\r', cell)).is_some() && separator.count(cell) >= most {
                return Quotes::Stray;
            }
            at = after;
        }
        let end = separator.find(&bytes[at..]).map_or(bytes.len(), |found| at + found);
        if out.len() > start && end > at && !text[at..end].trim().is_empty() {
            quotes = Quotes::Loose;
        }
        out.push_str(&text[at..end]);
        spans.push(span(start..out.len()));
        if end == bytes.len() {
            return quotes;
        }
        at = end + separator.as_str().len();
    }
}

/// Copies a quoted cell from behind its opening quote; gives the place behind the closing one.
fn quoted(text: &str, mut at: usize, out: &mut String) -> Option<usize> {
    let bytes = text.as_bytes();
    loop {
        let close = at + memchr(b'"', &bytes[at..])?;
        out.push_str(&text[at..close]);
        if bytes.get(close + 1) != Some(&b'"') {
            return Some(close + 1);
        }
        out.push('"');
        at = close + 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str, separator: Separator, most: usize) -> (Vec<String>, Quotes) {
        let (mut out, mut spans) = (String::new(), Spans::new());
        let quotes = split_quoted(text, separator, most, &mut out, &mut spans);
        (spans.iter().map(|(from, to)| out[*from as usize..*to as usize].to_owned()).collect(), quotes)
    }

    #[test]
    fn quotes_are_read_as_they_were_meant() {
        for (text, cells, quotes) in [
            (r#"a,"b,c",d"#, vec!["a", "b,c", "d"], Quotes::Sound),
            (r#""a""b",c"#, vec!["a\"b", "c"], Quotes::Sound),
            (r#"a "b" c,d"#, vec!["a \"b\" c", "d"], Quotes::Sound),
            (r#""a"b,c"#, vec!["ab", "c"], Quotes::Loose),
            (r#"""",""#, vec!["\","], Quotes::Sound),
            (r#"a,"b,c"#, vec![], Quotes::Open),
            ("\"a\nb\",c", vec!["a\nb", "c"], Quotes::Sound),
            (r#"="1",2"#, vec!["=\"1\"", "2"], Quotes::Sound),
        ] {
            let (found, found_quotes) = split(text, Separator::Comma, 9);
            assert_eq!(found_quotes, quotes, "{text}");
            if quotes != Quotes::Open {
                assert_eq!(found, cells, "{text}");
            }
        }
    }

    #[test]
    fn a_cell_over_lines_that_holds_a_whole_row_was_a_stray_quote() {
        assert_eq!(split("\"a,b,c\nd,e\",f,g", Separator::Comma, 2).1, Quotes::Stray);
        assert_eq!(split("a,\"b\nc\",d", Separator::Comma, 2).1, Quotes::Sound);
    }

    #[test]
    fn separators_and_their_declaration() {
        for (line, separator) in [
            ("sep=;", Some(Separator::Semicolon)),
            ("SEP=,", Some(Separator::Comma)),
            ("sep=\t", Some(Separator::Tab)),
            ("sep=|", Some(Separator::Bar)),
            ("\"sep=;\"", Some(Separator::Semicolon)),
            ("sep=x", None),
            ("姓名,sep=;", None),
        ] {
            assert_eq!(Separator::declared(line), separator, "{line}");
        }
        let mut spans = Spans::new();
        split_plain("张三，1，", Separator::WideComma, &mut spans);
        assert_eq!(spans, [(0, 6), (9, 10), (13, 13)]);
    }
}
