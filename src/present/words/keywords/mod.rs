//! The words of flags that take one of a few: the code, and what people call it in either language.
//!
//! One list for the reader of the command line, the help and the message about an unknown word. Codes are
//! the contract; labels may be typed in their place, and JSON never shows them.

mod acts;
mod papers;
mod places;
mod reports;

use crate::domain::lang::Lang;
pub use acts::NewEndReason;
pub use papers::NewExempt;

/// A value that the command line names by a word.
pub trait Keyword: Copy + Send + Sync + 'static {
    fn all() -> Vec<Self>;

    /// The stable word.
    fn code(self) -> &'static str;

    /// What people call it: shown in help, and taken.
    fn label(self, lang: Lang) -> &'static str;

    /// What they may call it as well: taken, never shown.
    fn also(self) -> &'static [&'static str] {
        &[]
    }
}

/// The value that a word names, by code or by label of either language.
pub fn read<K: Keyword>(word: &str) -> Option<K> {
    let word = word.trim();
    let same = |name: &str| name.eq_ignore_ascii_case(word);
    K::all().into_iter().find(|value| {
        same(value.code())
            || [Lang::Zh, Lang::En].into_iter().any(|lang| same(value.label(lang)))
            || value.also().iter().any(|name| same(name))
    })
}

/// A word as help and messages show it: the code, and the label where that says more.
pub fn shown(code: &str, label: &str, lang: Lang) -> String {
    if label.is_empty() || label.replace([' ', '-'], "_").eq_ignore_ascii_case(code) {
        return code.to_owned();
    }
    super::text!(lang, "{label} {code}", "{code} ({label})")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::application::ApplicationState;
    use crate::domain::calendar::Day;
    use crate::domain::ending::GIVEN;
    use crate::domain::identity::IdKind;
    use crate::domain::papers::{Ground, Paper};
    use crate::domain::permit::{EndReason, Status};
    use crate::domain::rate::By;
    use crate::domain::regime::Exempt;
    use crate::domain::replacement::{OldCard, ReplaceReason};
    use crate::domain::roster::RosterKind;
    use crate::domain::unit::{Tier, UnitKind, UnitTree};
    use crate::domain::worklist::Asked;
    use crate::ops::history::Part;
    use crate::ops::leave::LeaveReason;
    use crate::present::rate::Basis;
    use crate::present::words::{history, labels};
    use crate::reference;

    /// Every word of a kind leads to its own value, and to no other.
    fn words_are_told_apart<K: Keyword>(kind: &str) {
        let all = K::all();
        assert!(!all.is_empty(), "{kind}");
        for value in all {
            let words = [value.code(), value.label(Lang::Zh), value.label(Lang::En)];
            for word in words.iter().chain(value.also()) {
                let found = read::<K>(&format!(" {word} ")).map(Keyword::code);
                assert_eq!(found, Some(value.code()), "{kind}: {word}");
            }
        }
        assert!(read::<K>("").is_none() && read::<K>("什么").is_none(), "{kind}");
    }

    #[test]
    fn every_word_names_one_value() {
        words_are_told_apart::<LeaveReason>("leave");
        words_are_told_apart::<EndReason>("end");
        words_are_told_apart::<ReplaceReason>("replace");
        words_are_told_apart::<OldCard>("old card");
        words_are_told_apart::<NewEndReason>("new end");
        words_are_told_apart::<Ground>("ground");
        words_are_told_apart::<Paper>("paper");
        words_are_told_apart::<Exempt>("exempt");
        words_are_told_apart::<NewExempt>("new exempt");
        words_are_told_apart::<IdKind>("id kind");
        words_are_told_apart::<Asked>("status");
        words_are_told_apart::<RosterKind>("roster");
        words_are_told_apart::<UnitKind>("unit");
        words_are_told_apart::<Tier>("tier");
        words_are_told_apart::<By>("by");
        words_are_told_apart::<Basis>("basis");
        words_are_told_apart::<Lang>("language");
    }

    fn in_history(lang: Lang, part: Part, value: &str) -> String {
        history::value_label(lang, part, value, &UnitTree::default(), Day::parse_iso("2018-01-01").unwrap())
    }

    #[test]
    fn what_a_screen_calls_a_thing_can_be_typed() {
        for lang in [Lang::Zh, Lang::En] {
            for paper in Paper::ALL {
                assert_eq!(read(labels::paper(lang, paper)), Some(paper), "{paper:?}");
            }
            for ground in Ground::ALL {
                assert_eq!(read(labels::ground(lang, ground)), Some(ground), "{ground:?}");
            }
            for reason in GIVEN {
                assert_eq!(read(labels::end_reason(lang, reason)), Some(reason), "{reason:?}");
            }
            for reason in [EndReason::Lost, EndReason::Expired] {
                let told = read::<NewEndReason>(labels::end_reason(lang, reason));
                assert_eq!(told.map(|told| told.0), Some(reason), "{reason:?}");
            }
            for reason in ReplaceReason::ALL {
                let told = in_history(lang, Part::ReplacedFor, reason.as_str());
                assert_eq!(read(&told), Some(reason), "{told}");
            }
            for card in OldCard::ALL {
                let told = in_history(lang, Part::OldCard, card.as_str());
                assert_eq!(read(&told), Some(card), "{told}");
            }
            for exempt in Exempt::ALL {
                assert_eq!(read(labels::exempt(lang, exempt)), Some(exempt), "{exempt:?}");
            }
            for kind in RosterKind::ALL {
                assert_eq!(read(labels::roster_kind(lang, kind)), Some(kind), "{kind:?}");
            }
            for by in By::ALL {
                assert_eq!(read(labels::rate_rows(lang, by)), Some(by), "{by:?}");
            }
            for kind in IdKind::ALL {
                assert_eq!(read(labels::id_kind(lang, kind)), Some(kind), "{kind:?}");
            }
            for kind in UnitKind::all() {
                assert_eq!(read(labels::unit_kind(lang, kind)), Some(kind), "{kind:?}");
            }
            for tier in Tier::ALL {
                assert_eq!(read(labels::tier(lang, tier)), Some(tier), "{tier:?}");
            }
            for state in ApplicationState::ALL {
                assert_eq!(read(labels::application_state(lang, state)), Some(Asked::Application(state)), "{state:?}");
            }
            for (status, asked) in [
                (Status::Valid, "valid"),
                (Status::Due, "due"),
                (Status::Suspended, "suspended"),
                (Status::Expired, "expired"),
                (Status::Ended(EndReason::Left), "ended"),
            ] {
                assert_eq!(read(labels::status(lang, status)), Some(Asked::Card(asked)), "{status:?}");
            }
        }
    }

    #[test]
    fn every_label_of_a_code_table_is_read_alone_and_behind_its_code() {
        for table in [
            reference::reasons(),
            reference::dwellings(),
            reference::stays(),
            reference::educations(),
            reference::marriages(),
        ] {
            for entry in table.entries() {
                for lang in [Lang::Zh, Lang::En] {
                    let (code, label) = (&entry.code, labels::entry(lang, entry));
                    for word in [label.to_owned(), format!("{code} {label}")] {
                        assert_eq!(table.read(&word), Some(entry), "{word}");
                    }
                }
            }
        }
        // What the help of the flags has for an example.
        for word in ["01", "employment", "30", "rented"] {
            assert!(reference::reasons().read(word).or(reference::dwellings().read(word)).is_some(), "{word}");
        }
    }

    #[test]
    fn a_word_is_shown_with_its_label_where_that_says_more() {
        assert_eq!(shown("lost", "丢失", Lang::Zh), "丢失 lost");
        assert_eq!(shown("lost", "lost", Lang::En), "lost");
        assert_eq!(shown("labour_contract", "labour contract", Lang::En), "labour_contract");
        assert_eq!(shown("left", "left the city", Lang::En), "left (left the city)");
    }
}
