//! Who may act for a child: a guardian or a close relative (S 9(3)), told by the relation that was given.
//!
//! Close relatives are those of the Civil Code, Art. 1045, that a child has: parents, grandparents, brothers and
//! sisters. Everybody else is taken only as guardian, and says so.

use super::calendar::Day;
use super::dossier::Dossier;
use super::rulebook::RuleBook;

/// The relation of an employer's messenger.
pub const EMPLOYER: &str = "employer";

const CLOSE: &[&str] = &[
    "父亲",
    "母亲",
    "父",
    "母",
    "父母",
    "爸爸",
    "妈妈",
    "爸",
    "妈",
    "继父",
    "继母",
    "养父",
    "养母",
    "家长",
    "祖父",
    "祖母",
    "祖父母",
    "爷爷",
    "奶奶",
    "外祖父",
    "外祖母",
    "外祖父母",
    "外公",
    "外婆",
    "姥爷",
    "姥姥",
    "哥哥",
    "姐姐",
    "哥",
    "姐",
    "弟弟",
    "妹妹",
    "兄",
    "弟",
    "妹",
    "兄弟",
    "姐妹",
    "兄弟姐妹",
    "近亲属",
    "guardian",
    "parent",
    "father",
    "mother",
    "stepfather",
    "stepmother",
    "grandparent",
    "grandfather",
    "grandmother",
    "brother",
    "sister",
    "close relative",
];

/// Whether the relation is that of a guardian or close relative of a child.
pub fn may_act_for_a_child(relation: &str) -> bool {
    let relation = relation.trim().to_lowercase();
    relation.contains("监护") || relation.contains("guardian") || CLOSE.contains(&relation.as_str())
}

/// The age below which a guardian or close relative acts for the person on a day; `None`: no child any more, or the
/// city does not ask for one.
pub fn child_below(dossier: &Dossier, book: &RuleBook, on: Day) -> Option<i16> {
    let below = book.on(on).papers.proxy_below_age;
    let is_child = dossier.person.birth_on.is_some_and(|birth| birth.age_on(on) < below);
    (is_child && book.settings_on(on).child_needs_proxy).then_some(below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guardians_and_close_relatives_act_for_a_child_and_nobody_else() {
        for relation in ["母亲", "监护人", "法定监护人", "姑姑（监护人）", "外婆", "guardian", "Mother", " 哥哥 "]
        {
            assert!(may_act_for_a_child(relation), "{relation}");
        }
        for relation in ["朋友", "中介", EMPLOYER, "父亲的朋友", "师父", "叔叔", "friend", "邻居", ""] {
            assert!(!may_act_for_a_child(relation), "{relation}");
        }
    }
}
