//! What a command in a hint leaves to the clerk: its name in marks that no shell takes apart, `【理由】` in
//! Chinese, `_REASON_` in English.
//!
//! Pasted as it stands it is no value: at a terminal it is asked for, without one it is a missing answer
//! (`cli/blanks.rs`). Nothing else in a hint stands for something else.

use super::text;
use crate::domain::lang::Lang;

/// The name of a value in the marks of a blank; what explains its form (`KIND[:ISSUER]`) stays away.
pub fn marked(name: &str, lang: Lang) -> String {
    let name: String = name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    text!(lang, "【{name}】", "_{name}_")
}

/// Whether a word of a command line, or what follows the last `=` or `:` in it, is a blank.
pub fn ends_blank(word: &str) -> bool {
    word.rsplit(['=', ':']).next().is_some_and(is_blank)
}

/// Whether a word is a blank as a whole.
pub fn is_blank(word: &str) -> bool {
    let chinese = word.strip_prefix('【').and_then(|rest| rest.strip_suffix('】'));
    let english = word.strip_prefix('_').and_then(|rest| rest.strip_suffix('_'));
    let english = english.filter(|name| name.chars().all(|c| c.is_ascii_uppercase() || c == '_'));
    chinese.or(english).is_some_and(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_is_known_again_and_nothing_else_is_taken_for_one() {
        for shown in [marked("理由", Lang::Zh), marked("REASON", Lang::En), marked("employer_code", Lang::Zh)] {
            assert!(is_blank(&shown) && ends_blank(&format!("2012-08-31={shown}")), "{shown}");
            assert_eq!(super::super::quoted(&shown), shown, "no shell takes it apart");
        }
        assert_eq!(marked("KIND[:ISSUER[:DATE]]", Lang::En), "_KIND_");
        for word in ["理由", "【】", "__", "_", "REASON", "_x_", "2012-08-31", "landlord:", "【依据】和说明", ""]
        {
            assert!(!ends_blank(word), "{word}");
        }
    }
}
