//! The strings that the cells of a workbook share, packed into one text; and how a string is escaped.

use std::io;

use super::fault::too_big;
use super::xml::{Token, Xml};

const PART: &str = "shared strings";

/// What is kept of one string: more than the longest cell of a roster, so that it is still found too long.
pub const KEPT: usize = 64 << 10;

/// All strings of a book together.
const MOST: usize = 160 << 20;

/// Shared strings by their place.
#[derive(Debug, Default)]
pub struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    pub fn get(&self, place: usize) -> Option<&str> {
        let end = *self.ends.get(place)?;
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start as usize..end as usize)
    }

    pub fn add(&mut self, string: &str) -> io::Result<()> {
        self.text.push_str(cut(string));
        if self.text.len() + self.ends.len() * 4 > MOST {
            return Err(too_big(PART));
        }
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        Ok(())
    }

    /// Reads the part that holds them.
    pub fn read(mut xml: Xml<'_>) -> io::Result<Strings> {
        let mut strings = Strings::default();
        let mut item = RichText::default();
        loop {
            match xml.next()? {
                Token::Open(element) if element.name() == "si" => item.clear(),
                Token::Close(name) if name.as_str() == "si" => strings.add(&unescaped(item.as_str()))?,
                Token::End => return Ok(strings),
                token @ (Token::Open(_) | Token::Close(_) | Token::Text(_) | Token::Aside) => item.observe(&token),
            }
        }
    }
}

/// The beginning of a string that is longer than any cell.
pub fn cut(string: &str) -> &str {
    if string.len() <= KEPT { string } else { &string[..string.floor_char_boundary(KEPT)] }
}

/// A string item: plain, or in runs of different looks. How it is spoken (`rPh`) is no part of it.
#[derive(Debug, Default)]
pub struct RichText {
    text: String,
    in_text: bool,
    spoken: bool,
}

impl RichText {
    pub fn clear(&mut self) {
        self.text.clear();
        self.text.shrink_to(KEPT);
        (self.in_text, self.spoken) = (false, false);
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub fn observe(&mut self, token: &Token<'_>) {
        match token {
            Token::Open(element) => match element.name() {
                "t" => self.in_text = true,
                "rPh" => self.spoken = true,
                _ => {}
            },
            Token::Close(name) => match name.as_str() {
                "t" => self.in_text = false,
                "rPh" => self.spoken = false,
                _ => {}
            },
            Token::Text(text) if self.in_text && !self.spoken && self.text.len() <= KEPT => {
                self.text.push_str(cut(text));
            }
            Token::Text(_) | Token::Aside | Token::End => {}
        }
    }
}

/// `_x000D_` is how a workbook writes a character that markup cannot hold.
pub fn unescaped(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains("_x") {
        return text.into();
    }
    let mut units: Vec<u16> = Vec::new();
    let mut out = String::with_capacity(text.len());
    let flush = |units: &mut Vec<u16>, out: &mut String| {
        out.extend(char::decode_utf16(units.drain(..)).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
    };
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some(unit) = escape(rest) {
            units.push(unit);
            rest = &rest[7..];
        } else {
            flush(&mut units, &mut out);
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    flush(&mut units, &mut out);
    out.into()
}

fn escape(text: &str) -> Option<u16> {
    let inner = text.get(..7)?.strip_prefix("_x")?.strip_suffix('_')?;
    inner.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u16::from_str_radix(inner, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(xml: &str) -> Vec<String> {
        let strings = Strings::read(Xml::new(xml.as_bytes(), PART).unwrap()).unwrap();
        (0..strings.ends.len()).map(|place| strings.get(place).unwrap().to_owned()).collect()
    }

    #[test]
    fn strings_are_read_with_their_runs_and_without_their_sound() {
        let xml = "<x:sst xmlns:x='m'><x:si><x:t>张三</x:t></x:si><si/><si><r><rPr><b/></rPr><t>李</t></r><r><t>四</t></r>\
                   <rPh sb='0' eb='1'><t>li</t></rPh><phoneticPr fontId='1'/></si><si><t>甲&amp;乙&#x4e00;<![CDATA[<丙>]]></t></si></x:sst>";
        assert_eq!(read(xml), ["张三", "", "李四", "甲&乙一<丙>"]);
    }

    #[test]
    fn escapes_are_characters() {
        for (text, expected) in [
            ("甲_x000D_乙", "甲\r乙"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD842__xDFB7_", "𠮷"),
            ("_xD842_", "\u{fffd}"),
            ("_x00ZZ_ _x1_", "_x00ZZ_ _x1_"),
            ("_x汉字", "_x汉字"),
        ] {
            assert_eq!(unescaped(text), expected, "{text}");
        }
    }

    #[test]
    fn a_string_without_end_is_cut() {
        let xml = format!("<sst><si><t>{}</t></si></sst>", "甲".repeat(400_000));
        assert!(read(&xml)[0].len() <= KEPT);
        assert!(read(&xml)[0].chars().count() > crate::intake::cells::LONGEST_CELL);
    }
}
