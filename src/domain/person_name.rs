//! What a person's name is, and what only stands where one should: a number, a text that lost a character on its
//! way, a word of a form.
//!
//! Names of every people and script are taken; nothing is corrected. Only what cannot be anybody's is refused.

use super::name_key::DOTS;

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 50;

/// Why a text is no name. Never carries the text itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameTrouble {
    /// Digits, signs, controls: each once, controls escaped.
    Characters {
        found: String,
    },
    /// A character was lost before the text came here, or is kept back: `张?`, `张*`, `□`.
    Lost {
        found: String,
    },
    /// A word that stands for want of a name: 不详, NULL, 姓名.
    Word {
        text: String,
    },
    TooLong {
        characters: usize,
    },
}

/// What people and programs write where there is no name.
const WORDS: [&str; 26] = [
    "姓名",
    "名字",
    "人员姓名",
    "不详",
    "姓名不详",
    "未知",
    "未详",
    "不知道",
    "无",
    "无名",
    "无名氏",
    "暂无",
    "待补",
    "待查",
    "待定",
    "同上",
    "空",
    "某某",
    "null",
    "none",
    "nil",
    "nan",
    "undefined",
    "true",
    "false",
    "name",
];

/// What is wrong with a name that is not empty; `None`: nothing.
pub fn trouble(name: &str) -> Option<NameTrouble> {
    // Bytes tell the usual name: everyday Chinese characters and nothing else.
    let is_usual = |c: &[u8]| matches!(c, [0xe4..=0xe9, _, _]);
    if name.len() <= LONGEST_NAME && name.as_bytes().chunks(3).all(is_usual) && !WORDS.contains(&name) {
        return None;
    }
    let found = each_once(name.chars().filter(|c| is_lost(*c)));
    if !found.is_empty() {
        return Some(NameTrouble::Lost { found });
    }
    let found = each_once(name.chars().filter(|c| !is_of_name(*c)));
    if !found.is_empty() {
        return Some(NameTrouble::Characters { found });
    }
    let characters = name.chars().count();
    if characters > LONGEST_NAME {
        return Some(NameTrouble::TooLong { characters });
    }
    let word: String = name.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let says_nothing = WORDS.contains(&word.as_str()) || word.chars().all(is_mark);
    says_nothing.then(|| NameTrouble::Word { text: name.to_owned() })
}

fn each_once(characters: impl Iterator<Item = char>) -> String {
    let mut found = String::new();
    for c in characters.map(|c| if c.is_control() { c.escape_default().to_string() } else { c.to_string() }) {
        if !found.contains(&c) {
            found.push_str(&c);
        }
    }
    found
}

/// What stands where a character was: marks of a program that could not show it, stars and rings of somebody who
/// would not.
fn is_lost(c: char) -> bool {
    matches!(c, '?' | '？' | '*' | '＊' | '\u{fffd}' | '\u{3013}' | '\u{25a0}'..='\u{25ff}')
}

/// What stands between the parts of a name, or around a note.
fn is_mark(c: char) -> bool {
    DOTS.contains(&c) || c.is_ascii_punctuation() || matches!(c, '（' | '）' | '—' | '–' | '－' | '’' | '‘')
}

/// Whether the character may stand in a name: letters of all scripts and their marks, the dots, blanks, dashes
/// and apostrophes, brackets around a note. The zero 〇 is a character of names.
fn is_of_name(c: char) -> bool {
    const SIGNS: &str =
        "=+@#$%^&_~`!|\\/<>[]{};:＝＋＠＃＄％＾＆＿～！｜＼／＜＞［］｛｝；：【】《》。，、！…￥§※★☆●◆→";
    let number = c.is_numeric() && c != '〇';
    DOTS.contains(&c) || !(number || c.is_control() || SIGNS.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_people_are_names() {
        for name in [
            "张三",
            "欧阳致远",
            "阿依古丽·买买提",
            "阿依古丽.买买提",
            "李〇",
            "䶮",
            "𠮷田",
            "张\u{e863}",
            "\u{e863}",
            "王小明（曾用名王明）",
            "张 三",
            "O'Brien",
            "Jean-Luc",
            "SMITH, JOHN",
            "Nguyễn Văn An",
            "ཚེ་རིང",
            "Анна",
            "一二三",
            "无忌",
            "未央",
            "真",
            "空海",
        ] {
            assert_eq!(trouble(name), None, "{name}");
        }
    }

    #[test]
    fn what_stands_where_a_name_should_is_told_apart() {
        let characters = |found: &str| NameTrouble::Characters { found: found.to_owned() };
        let lost = |found: &str| NameTrouble::Lost { found: found.to_owned() };
        let word = |text: &str| NameTrouble::Word { text: text.to_owned() };
        for (name, expected) in [
            ("张3", characters("3")),
            ("520199199001010017", characters("520197")),
            ("５２０", characters("５２０")),
            ("张①", characters("①")),
            ("张Ⅱ", characters("Ⅱ")),
            ("=cmd|x", characters("=|")),
            ("@赵六", characters("@")),
            ("李\u{1b}四", characters("\\u{1b}")),
            ("?", lost("?")),
            ("???", lost("?")),
            ("张?", lost("?")),
            ("张？", lost("？")),
            ("张□", lost("□")),
            ("□□", lost("□")),
            ("***", lost("*")),
            ("张*", lost("*")),
            ("张○○", lost("○")),
            ("张\u{fffd}", lost("\u{fffd}")),
            ("NULL", word("NULL")),
            ("TRUE", word("TRUE")),
            ("False", word("False")),
            ("姓名", word("姓名")),
            ("姓 名", word("姓 名")),
            ("不详", word("不详")),
            ("-", word("-")),
            ("()", word("()")),
            ("...", word("...")),
            (&"张".repeat(51), NameTrouble::TooLong { characters: 51 }),
        ] {
            assert_eq!(trouble(name), Some(expected), "{name}");
        }
    }
}
