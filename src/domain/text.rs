//! A text of a register's row: kept in place while it is short, as names, numbers and codes are.
//!
//! A row of a roster is a dozen such texts. Were each a piece of memory of its own, taking and giving back
//! those pieces would be a third of reading a row, and fetching them a tenth of writing it. The one file
//! that names the crate.

use std::fmt;
use std::ops::Deref;

use compact_str::CompactString;

#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(CompactString);

impl Text {
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// The text without the blanks around it, as `str::trim` gives it: the usual text has none, which its first and
/// last bytes tell.
pub fn trimmed(text: &str) -> &str {
    let bytes = text.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return text };
    // Blanks beyond ASCII begin with the bytes C2 and E1 to E3, and are at most three bytes long.
    let starts = (0x21..0x7f).contains(first) || *first >= 0xe4;
    let ends = (0x21..0x7f).contains(last) || (*last >= 0x80 && bytes.len() > 2 && bytes[bytes.len() - 3] >= 0xe4);
    if starts && ends { text } else { text.trim() }
}

/// A text of its own for whoever speaks of it.
pub fn owned(text: Option<&Text>) -> Option<String> {
    text.map(String::from)
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.0.as_str()
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self.0.as_str()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text(CompactString::new(text))
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        Text(CompactString::from(text))
    }
}

impl From<Text> for String {
    fn from(text: Text) -> String {
        text.0.into_string()
    }
}

impl From<&Text> for String {
    fn from(text: &Text) -> String {
        text.as_str().to_owned()
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq<String> for Text {
    fn eq(&self, other: &String) -> bool {
        self.as_str() == other
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn blanks_go_as_the_standard_library_takes_them(text in "[\\s\\x00-\\x20a张\u{85}\u{a0}\u{1680}\u{200b}\u{3000}\u{2028}é·𠮷　]{0,5}") {
            prop_assert_eq!(trimmed(&text), text.trim());
        }
    }

    #[test]
    fn short_and_long_texts_come_back_as_they_were() {
        for text in ["", "无", "520199199001010017", "贵州省毕节市七星关区麻园路12号3单元"] {
            let kept = Text::from(text);
            assert_eq!((kept.as_str(), String::from(&kept), kept.to_string()), (text, text.into(), text.into()));
            assert_eq!(Text::from(text.to_owned()), kept);
        }
    }
}
