//! How people's particulars look where anybody may read them (RULES 9).
//!
//! Number: first four and last four characters. Name: the first character, and the last of three or
//! more. Phone: first three and last four. Masking never shows more of a short text than of a long one.

/// `5201**********0018`
pub fn number(number: &str) -> String {
    let text: Vec<char> = number.chars().collect();
    if text.len() < 12 {
        return text.iter().take(1).chain(std::iter::repeat_n(&'*', text.len().saturating_sub(1))).collect();
    }
    let hidden = text.len() - 8;
    text[..4].iter().chain(std::iter::repeat_n(&'*', hidden)).chain(&text[hidden + 4..]).collect()
}

/// 李\* · 欧\*\*远
pub fn name(name: &str) -> String {
    let text: Vec<char> = name.chars().collect();
    match text.as_slice() {
        [] => String::new(),
        [first] => first.to_string(),
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

#[cfg(test)]
mod tests {
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
    fn particulars_are_masked_by_their_length() {
        assert_eq!(super::number("520199199001010017"), "5201**********0017");
        assert_eq!(super::number("520199900101001"), "5201*******1001");
        assert_eq!(super::number("E1234567"), "E*******");
        assert_eq!(super::name("李雷"), "李*");
        assert_eq!(super::name("欧阳致远"), "欧**远");
        assert_eq!(super::name("单"), "单");
        assert_eq!(super::phone("13912342345"), "139****2345");
        assert_eq!(super::phone("85551"), "*****");
    }
}
