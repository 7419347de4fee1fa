//! How people's particulars look where anybody may read them (RULES 9).
//!
//! Number: first four and last four characters. Name: the first character, and the last of three or
//! more. Phone: first three and last four. Masking never shows more of a short text than of a long one.

use crate::domain::name_key::is_private_use;

/// `5201**********0018`
pub fn number(number: &str) -> String {
    let text: Vec<char> = number.chars().collect();
    if text.len() < 12 {
        return text.iter().take(1).chain(std::iter::repeat_n(&'*', text.len().saturating_sub(1))).collect();
    }
    let hidden = text.len() - 8;
    text[..4].iter().chain(std::iter::repeat_n(&'*', hidden)).chain(&text[hidden + 4..]).collect()
}

/// 李\* · 欧\*\*远. Blanks, dots and other marks are no characters of a name: with them, `王 五` would show both of its two.
pub fn name(name: &str) -> String {
    let text: Vec<char> = name.chars().filter(|c| c.is_alphanumeric() || is_private_use(*c)).collect();
    match text.as_slice() {
        [] => name.chars().map(|_| '*').take(1).collect(),
        // One character is the whole name.
        [_] => "*".to_owned(),
        [first, _] => format!("{first}*"),
        [first, .., last] => format!("{first}{}{last}", "*".repeat(text.len() - 2)),
    }
}

/// `139****2345`
pub fn phone(phone: &str) -> String {
    let text: Vec<char> = phone.chars().collect();
    if text.len() < 8 {
        return "*".repeat(text.len());
    }
    let hidden = text.len() - 7;
    text[..3].iter().chain(std::iter::repeat_n(&'*', hidden)).chain(&text[hidden + 3..]).collect()
}

/// A free text without identity numbers and phones: words of eleven digits or more are starred, but the numbers
/// of permits (`JZ` and digits). For what the journal keeps of a reason that somebody typed.
pub fn in_text(text: &str) -> String {
    const SHORTEST_NUMBER: usize = 11;
    /// `JZ` and 16 digits.
    const PERMIT: usize = 18;
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    for c in text.chars().map(Some).chain([None]) {
        if let Some(c) = c.filter(|c| c.is_ascii_alphanumeric() || c.is_numeric()) {
            word.push(c);
            continue;
        }
        let digits = word.chars().filter(|c| c.is_numeric()).count();
        let permit = word.len() == PERMIT && word.to_ascii_uppercase().starts_with("JZ");
        out.push_str(if digits >= SHORTEST_NUMBER && !permit { "******" } else { &word });
        word.clear();
        out.extend(c);
    }
    out
}

/// The name of a file, the identity numbers and phones in it replaced; a day or a count stays.
pub fn in_file_name(name: &str, instead: &str) -> String {
    const NUMBERS: [usize; 3] = [15, 17, 18];
    let mut out = String::with_capacity(name.len());
    let mut run = String::new();
    for c in name.chars().map(Some).chain([None]) {
        let check = matches!(c, Some('x' | 'X')) && run.chars().count() == NUMBERS[1];
        if let Some(c) = c.filter(|c| c.is_numeric() || check) {
            run.push(c);
            continue;
        }
        let personal = NUMBERS.contains(&run.chars().count()) || is_mobile(&run);
        out.push_str(if personal { instead } else { &run });
        run.clear();
        out.extend(c);
    }
    out
}

/// Whether a text holds what may be somebody's number or phone: eleven digits or more in one run, also with
/// blanks, dashes or points inside. A day, alone or with its time, is none.
pub fn may_hold_number(text: &str) -> bool {
    const PERSONAL_DIGITS: usize = 11;
    let joins = |c: char| c.is_numeric() || c.is_whitespace() || matches!(c, '-' | '.' | '－' | '．');
    let run = |text: &str| text.chars().filter(|c| c.is_numeric()).count() >= PERSONAL_DIGITS;
    text.split(|c: char| !joins(c)).any(|part| run(part) && run(without_days(part).as_str()))
}

/// A run of digits and marks without the days in it: `2012-03-05`, `20120305142200`.
fn without_days(part: &str) -> String {
    const WITH_TIME: usize = 14;
    let words = part.split(char::is_whitespace).filter(|word| {
        let numbers: Vec<&str> = word.split(['-', '.']).collect();
        let year = |text: &str| text.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let short = |text: &&&str| matches!(text.len(), 1 | 2) && digits(text);
        let day = |three: &[&str]| three.len() == 3 && year(three[0]) && three[1..].iter().filter(short).count() == 2;
        let time = word.len() == WITH_TIME && digits(word) && (word.starts_with("19") || word.starts_with("20"));
        let days = numbers.iter().all(|text| digits(text)) && numbers.chunks(3).all(day);
        !(time || days)
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Whether a word is a mobile phone: eleven digits that begin with 1, perhaps after 86.
pub fn is_mobile(word: &str) -> bool {
    const DIGITS: usize = 11;
    let narrow = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        _ => c,
    };
    let word: String = word.chars().map(narrow).collect();
    let bare = word.strip_prefix("86").filter(|rest| rest.len() == DIGITS).unwrap_or(&word);
    bare.len() == DIGITS && bare.starts_with('1') && bare.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_day_with_its_time_is_nobodys_number() {
        for text in [
            "2012-03-05T10:20:30.000+",
            "2012-03-05 10:20:30",
            "2012-03-05-2013-03-04",
            "2012.3.5-2013.3.4",
            "20120305102030",
            "2012-03-05 2013-03-05",
            "",
        ] {
            assert!(!super::may_hold_number(text), "{text}");
        }
        for text in [
            "520199199001010017",
            "520199 19900101 0017",
            "520199-1990-01-01-0017",
            "139 1234 5678",
            "139-1234-5678",
            "2012-03-05 13912345678",
            "号13912345678",
            "５２０１９９１９９００１０１００１７",
        ] {
            assert!(super::may_hold_number(text), "{text}");
        }
    }

    #[test]
    fn the_name_of_a_file_keeps_its_day_and_no_number() {
        for (given, kept) in [
            ("张三520199199001010017.csv", "张三******.csv"),
            ("52019919900101001x.xlsx", "******.xlsx"),
            ("520199900101001 三月.csv", "****** 三月.csv"),
            ("13912345678.csv", "******.csv"),
            ("名册2018-03-01.csv", "名册2018-03-01.csv"),
            ("名册20180301123000.csv", "名册20180301123000.csv"),
            ("厂里第3批.csv", "厂里第3批.csv"),
        ] {
            assert_eq!(super::in_file_name(given, "******"), kept);
        }
    }

    #[test]
    fn a_mobile_phone_has_eleven_digits_and_begins_with_one() {
        for word in ["13912345678", "8613912345678", "１３９１２３４５６７８"] {
            assert!(super::is_mobile(word), "{word}");
        }
        for word in ["1391234567", "23912345678", "139123456789", "", "91520100123"] {
            assert!(!super::is_mobile(word), "{word}");
        }
    }

    #[test]
    fn reasons_keep_no_identity_number_and_their_permits() {
        for (given, kept) in [
            ("号码520199199001010017写错了", "号码******写错了"),
            ("号码 520199199001010017 写错了", "号码 ****** 写错了"),
            ("52019919900101001X", "******"),
            ("电话13912345678", "电话******"),
            ("JZ5201021200000015 丢失", "JZ5201021200000015 丢失"),
            ("JZ520199199001010017", "******"),
            ("断电3天，2017-07-10 起", "断电3天，2017-07-10 起"),
        ] {
            assert_eq!(super::in_text(given), kept);
        }
    }

    #[test]
    fn blanks_and_marks_are_no_characters_of_a_name() {
        for (given, shown) in [
            ("", ""),
            ("单", "*"),
            ("单 ", "*"),
            ("\u{3000}单", "*"),
            ("王五", "王*"),
            ("王 五", "王*"),
            ("王　五", "王*"),
            ("王\u{a0}五", "王*"),
            ("王\u{200b}五", "王*"),
            ("欧　阳", "欧*"),
            ("欧 阳 远", "欧*远"),
            ("欧阳致远", "欧**远"),
            ("王·五", "王*"),
            ("王-五", "王*"),
            ("阿依古丽·买买提", "阿*****提"),
            ("阿依古丽•买买提", "阿*****提"),
            ("买．提", "买*"),
            ("Li Wei", "L***i"),
            ("J. Li", "J*i"),
            ("B", "*"),
            ("李\u{e863}", "李*"),
            ("〇", "*"),
            ("·", "*"),
        ] {
            assert_eq!(super::name(given), shown, "{given:?}");
        }
    }

    #[test]
    fn particulars_are_masked_by_their_length() {
        assert_eq!(super::number("520199199001010017"), "5201**********0017");
        assert_eq!(super::number("520199900101001"), "5201*******1001");
        assert_eq!(super::number("E1234567"), "E*******");
        assert_eq!(super::name("李雷"), "李*");
        assert_eq!(super::name("欧阳致远"), "欧**远");
        assert_eq!(super::name("单"), "*");
        assert_eq!(super::phone("13912342345"), "139****2345");
        assert_eq!(super::phone("85551"), "*****");
    }
}
