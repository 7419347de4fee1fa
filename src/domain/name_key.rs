//! The form under which names are compared and found; what is shown and stored is the name as given.
//!
//! The dots of a name are one and the same whichever character a keyboard gave. Characters that
//! GB 18030 once kept in the private-use area of Unicode and has since moved (2000, 2005, 2022 editions)
//! compare equal to their later code: 䶮 came as U+E863 from older systems.

use std::borrow::Cow;

/// The dots that stand between the parts of a name.
pub const DOTS: [char; 10] =
    ['\u{b7}', '\u{387}', '\u{2022}', '\u{2027}', '\u{2219}', '\u{22c5}', '\u{30fb}', '\u{ff0e}', '\u{ff65}', '.'];

/// The one dot under which all of them are compared.
pub const DOT: char = '\u{b7}';

/// The text under which a name is compared: blanks out, dots and private-use codes made one, letters
/// in upper case.
pub fn name_key(name: &str) -> Cow<'_, str> {
    // The usual name, told by its bytes: Chinese without dots, capitals, digits.
    let plain = |byte: u8| matches!(byte, 0x80..=0xbf | 0xe4..=0xed | b'A'..=b'Z' | b'0'..=b'9');
    if name.bytes().all(plain) { Cow::Borrowed(name) } else { Cow::Owned(written_out(name)) }
}

fn written_out(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            c if c.is_whitespace() => {}
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            c if DOTS.contains(&c) => key.push(DOT),
            '\u{ff21}'..='\u{ff5a}' => {
                let narrow = char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c);
                key.push(narrow.to_ascii_uppercase());
            }
            c => key.push(moved_from_private_use(c).unwrap_or(c).to_ascii_uppercase()),
        }
    }
    key
}

/// The text under which an address or another free text is compared: as a name, and full-width digits and marks
/// narrow.
pub fn text_key(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    };
    name_key(&text.chars().map(narrow).collect::<String>()).into_owned()
}

/// A pattern of `LIKE` that fits every name whose key holds `key`, and some others; `letters`: also names in full-width
/// letters.
pub fn pattern(key: &str, letters: bool) -> String {
    let mut pattern = String::from("%");
    for c in key.chars().filter(|c| *c != DOT) {
        let many = beginnings(c).len() > 1 && !c.is_ascii_alphabetic();
        match c {
            _ if many || letters && c.is_ascii_alphabetic() => pattern.push('_'),
            '%' | '_' | '\\' => pattern.extend(['\\', c]),
            c => pattern.push(c),
        }
        pattern.push('%');
    }
    pattern
}

/// The characters with which a name may begin whose key begins with `first`.
pub fn beginnings(first: char) -> Vec<char> {
    let wide = |c: char| char::from_u32(u32::from(c) + 0xfee0).filter(|_| ('A'..='z').contains(&c));
    let small = first.to_ascii_lowercase();
    let old = ('\u{e78d}'..='\u{e864}').chain('\u{e7c7}'..='\u{e7c8}');
    let mut all = vec![first, small];
    all.extend([wide(first), wide(small)].into_iter().flatten());
    all.extend(old.filter(|c| moved_from_private_use(*c) == Some(first)));
    if first == DOT {
        all.extend(DOTS);
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether Unicode leaves the meaning of this character to private agreement.
pub fn is_private_use(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}

/// The code that a private-use character of older editions of GB 18030 has today.
pub fn moved_from_private_use(c: char) -> Option<char> {
    match c {
        '\u{e7c7}' => Some('\u{1e3f}'),
        '\u{e7c8}' => Some('\u{1f9}'),
        '\u{e78d}'..='\u{e796}' => VERTICAL_FORMS.get(u32::from(c) as usize - 0xe78d).copied(),
        '\u{e815}' => Some('\u{2e81}'),
        '\u{e816}'..='\u{e864}' => IDEOGRAPHS.get(u32::from(c) as usize - 0xe816).copied(),
        _ => None,
    }
}

/// U+E78D to U+E796 (A6D9 to A6F3).
const VERTICAL_FORMS: [char; 10] = [
    '\u{fe10}', '\u{fe12}', '\u{fe11}', '\u{fe13}', '\u{fe14}', '\u{fe15}', '\u{fe16}', '\u{fe17}', '\u{fe18}',
    '\u{fe19}',
];

/// U+E816 to U+E864 (FE51 to FEA0).
const IDEOGRAPHS: [char; 79] = [
    '\u{20087}',
    '\u{20089}',
    '\u{200cc}',
    '\u{2e84}',
    '\u{3473}',
    '\u{3447}',
    '\u{2e88}',
    '\u{2e8b}',
    '\u{9fb4}',
    '\u{359e}',
    '\u{361a}',
    '\u{360e}',
    '\u{2e8c}',
    '\u{2e97}',
    '\u{396e}',
    '\u{3918}',
    '\u{9fb5}',
    '\u{39cf}',
    '\u{39df}',
    '\u{3a73}',
    '\u{39d0}',
    '\u{9fb6}',
    '\u{9fb7}',
    '\u{3b4e}',
    '\u{3c6e}',
    '\u{3ce0}',
    '\u{2ea7}',
    '\u{215d7}',
    '\u{9fb8}',
    '\u{2eaa}',
    '\u{4056}',
    '\u{415f}',
    '\u{2eae}',
    '\u{4337}',
    '\u{2eb3}',
    '\u{2eb6}',
    '\u{2eb7}',
    '\u{2298f}',
    '\u{43b1}',
    '\u{43ac}',
    '\u{2ebb}',
    '\u{43dd}',
    '\u{44d6}',
    '\u{4661}',
    '\u{464c}',
    '\u{9fb9}',
    '\u{4723}',
    '\u{4729}',
    '\u{477c}',
    '\u{478d}',
    '\u{2eca}',
    '\u{4947}',
    '\u{497a}',
    '\u{497d}',
    '\u{4982}',
    '\u{4983}',
    '\u{4985}',
    '\u{4986}',
    '\u{499f}',
    '\u{499b}',
    '\u{49b7}',
    '\u{49b6}',
    '\u{9fba}',
    '\u{241fe}',
    '\u{4ca3}',
    '\u{4c9f}',
    '\u{4ca0}',
    '\u{4ca1}',
    '\u{4c77}',
    '\u{4ca2}',
    '\u{4d13}',
    '\u{4d14}',
    '\u{4d15}',
    '\u{4d16}',
    '\u{4d17}',
    '\u{4d18}',
    '\u{4d19}',
    '\u{4dae}',
    '\u{9fbb}',
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_usual_name_is_its_own_key(name in "[张贵々ーＡａ０A-Za-z0-9 ·.\u{e863}\u{200b}\u{3000}é\\PC]{0,6}") {
            prop_assert_eq!(name_key(&name), written_out(&name));
        }
    }

    #[test]
    fn whatever_becomes_a_character_may_begin_a_name_with_it() {
        for c in '\u{0}'..=char::MAX {
            if let Some(first) = name_key(&c.to_string()).chars().next() {
                assert!(beginnings(first).contains(&c), "{c:?} begins {first:?}");
            }
        }
    }

    #[test]
    fn a_pattern_leaves_room_for_what_a_key_leaves_out() {
        for (key, letters, expected) in [
            ("张三", false, "%张%三%"),
            ("阿·买", false, "%阿%买%"),
            ("李\u{4dae}", false, "%李%_%"),
            ("AN", false, "%A%N%"),
            ("AN", true, "%_%_%"),
            ("%", false, "%\\%%"),
            ("", false, "%"),
        ] {
            assert_eq!(pattern(key, letters), expected, "{key}");
        }
    }

    #[test]
    fn one_person_under_all_dots() {
        let plain = name_key("阿依古丽·买买提");
        for dot in DOTS {
            assert_eq!(name_key(&format!("阿依古丽{dot}买买提")), plain, "{dot:?}");
        }
        assert_ne!(name_key("阿依古丽买买提"), plain);
    }

    #[test]
    fn one_address_in_two_spellings() {
        assert_eq!(text_key("练习路１２号（３）单元"), text_key("练习路12号 (3) 单元"));
        assert_ne!(text_key("练习路12号"), text_key("练习路1号2"));
    }

    #[test]
    fn old_private_use_codes_equal_the_characters_they_became() {
        for (old, now) in [
            ('\u{e81e}', '\u{9fb4}'),
            ('\u{e863}', '\u{4dae}'),
            ('\u{e864}', '\u{9fbb}'),
            ('\u{e831}', '\u{215d7}'),
            ('\u{e7c7}', '\u{1e3f}'),
            ('\u{e78d}', '\u{fe10}'),
        ] {
            assert_eq!(name_key(&old.to_string()), name_key(&now.to_string()), "{old:?}");
        }
        assert_eq!(moved_from_private_use('\u{e000}'), None);
        assert!(is_private_use('\u{e863}') && !is_private_use('䶮'));
    }
}
