//! What is said where the end of a card is corrected and something else stands in the way: the act that ended it,
//! or what is recorded of the person since.

use super::migrant::not_registered;
use super::{Words, quoted, text};
use crate::domain::calendar::Day;
use crate::domain::card_facts::{Bar, EndFact, EndedBy, NextCard};
use crate::domain::lang::Lang;
use crate::domain::stay_end::LeaveReason;

/// The card ended in another act, which has the day and the reason: that one is corrected.
pub fn ended_by(act: &EndedBy, on: Day, what: EndFact, permit: &str, lang: Lang) -> Words {
    match act {
        EndedBy::Departure { migrant } => with_departure(migrant, on, what, permit, lang),
        EndedBy::Replacement(next) => with_replacement(next, on, what, permit, lang),
        EndedBy::NextCard(next) => with_next_card(next, on, what, permit, lang),
        EndedBy::Merger { kept, duplicate } => {
            let why = text!(lang, "合并日期有误", "'merged on a wrong day'");
            Words::new(text!(
                lang,
                "居住证 {permit} 是 {on} 两份登记合并时终止的，日期和原因随合并走；要改，先拆开，再按对的日期合并",
                "{permit} ended on {on} when {duplicate} was merged into {kept}, and has the day and the reason of the merger; to change it, part the two and merge them of the right day"
            ))
            .hint(format!("jzz migrant unmerge {kept} {duplicate} --because {why}"))
            .detail("act", "merge")
        }
    }
}

fn with_departure(migrant: &str, on: Day, what: EndFact, permit: &str, lang: Lang) -> Words {
    let (sentence, flags) = match what {
        EndFact::Day => (
            text!(
                lang,
                "居住证 {permit} 是 {on} 随 {migrant} 离开本地一并终止的，两个日期要一致；更正离开的日期，证的终止日期随着改",
                "{permit} ended on {on} with the departure of {migrant}, and both have one day; correct that of the departure, and the card follows"
            ),
            text!(lang, "--left 【日期】", "--left _DATE_"),
        ),
        EndFact::Reason => (
            text!(
                lang,
                "居住证 {permit} 是 {on} 随 {migrant} 离开本地一并终止的，原因随离开走；更正离开的原因，证的终止原因随着改",
                "{permit} ended on {on} with the departure of {migrant}, and for its reason; correct that of the departure, and the card follows"
            ),
            text!(lang, "--end-reason 【原因】", "--end-reason _REASON_"),
        ),
        EndFact::Itself => (
            text!(
                lang,
                "居住证 {permit} 是 {on} 随 {migrant} 离开本地一并终止的；人没有离开过的，更正离开，证随着恢复",
                "{permit} ended on {on} with the departure of {migrant}; where nobody left, take the departure back, and the card comes back with it"
            ),
            "--left none".to_owned(),
        ),
    };
    Words::new(sentence)
        .hint(text!(
            lang,
            "jzz migrant edit {migrant} {flags} --because 【理由】",
            "jzz migrant edit {migrant} {flags} --because _REASON_"
        ))
        .detail("act", "leave")
}

fn with_replacement(next: &NextCard, on: Day, what: EndFact, permit: &str, lang: Lang) -> Words {
    let new = &next.permit;
    let (sentence, flags) = match what {
        EndFact::Day => (
            text!(
                lang,
                "居住证 {permit} 是 {on} 换补成 {new} 时终止的，两个日期要一致；更正新证的发证日期，旧证的终止日期随着改",
                "{permit} ended on {on} when {new} took its place, and both have one day; correct the new card's day of issue, and this one follows"
            ),
            text!(lang, "--issued 【日期】", "--issued _DATE_"),
        ),
        EndFact::Reason => (
            text!(
                lang,
                "居住证 {permit} 是 {on} 换补成 {new} 时终止的，原因随换补走；更正新证的换补原因，旧证的终止原因随着改",
                "{permit} ended on {on} when {new} took its place, and for its reason; correct why that one was made, and this one follows"
            ),
            text!(lang, "--replaced-for 【原因】", "--replaced-for _REASON_"),
        ),
        EndFact::Itself => return not_the_next(next, on, "replace", permit, lang),
    };
    edit_next(next, &flags, "replace", sentence, lang)
}

fn with_next_card(next: &NextCard, on: Day, what: EndFact, permit: &str, lang: Lang) -> Words {
    let new = &next.permit;
    match what {
        EndFact::Day => edit_next(
            next,
            &text!(lang, "--issued 【日期】", "--issued _DATE_"),
            "issue",
            text!(
                lang,
                "居住证 {permit} 到期以后，{on} 发新证 {new} 时终止，两个日期要一致；更正新证的发证日期，旧证的终止日期随着改",
                "{permit} had run out and ended on {on} when {new} was issued, and both have one day; correct the new card's day of issue, and this one follows"
            ),
            lang,
        ),
        EndFact::Reason => Words::new(text!(
            lang,
            "居住证 {permit} 到期以后，{on} 发新证 {new} 时终止，原因就是原证有效期满，不能改成别的",
            "{permit} had run out and ended on {on} when {new} was issued: that is the reason, and no other can be"
        ))
        .hint(format!("jzz permit history {}", quoted(permit)))
        .detail("act", "issue")
        .detail("next", new.clone()),
        EndFact::Itself => not_the_next(next, on, "issue", permit, lang),
    }
}

/// A card lives again where the next one never was: that is said first.
fn not_the_next(next: &NextCard, on: Day, act: &'static str, permit: &str, lang: Lang) -> Words {
    let (new, issued_on) = (&next.permit, next.issued_on);
    let sentence = text!(
        lang,
        "居住证 {permit} 是 {on} 发新证 {new} 时终止的；新证是误发的，先写明它在发证当天（{issued_on}）就因发证有误终止，再恢复这一张",
        "{permit} ended on {on} when {new} was issued; where that one was issued in error, first end it so on its own day ({issued_on}), then this one can live again"
    );
    if next.ended {
        return edit_next(next, &format!("--ended {issued_on} --end-reason error"), act, sentence, lang);
    }
    let number = quoted(new);
    Words::new(sentence)
        .hint(format!("jzz permit end {number} --because error --on {issued_on}"))
        .detail("act", act)
        .detail("next", new.clone())
}

fn edit_next(next: &NextCard, flags: &str, act: &'static str, sentence: String, lang: Lang) -> Words {
    let number = quoted(&next.permit);
    Words::new(sentence)
        .hint(text!(
            lang,
            "jzz permit edit {number} {flags} --because 【理由】",
            "jzz permit edit {number} {flags} --because _REASON_"
        ))
        .detail("act", act)
        .detail("next", next.permit.clone())
}

/// What is recorded of the person, with which the corrected end of a card does not agree.
pub fn beside_the_person(bar: &Bar, permit: &str, lang: Lang) -> Words {
    let number = quoted(permit);
    match bar {
        Bar::LivePermit { permit: other } => Words::new(text!(
            lang,
            "{permit} 终止以后此人另发了居住证 {other}，不能再恢复（一人一证）",
            "another permit of the person, {other}, lived after {permit} ended; this one cannot have lived on beside it"
        ))
        .hint(format!("jzz permit show {}", quoted(other)))
        .detail("other", other.clone()),
        Bar::OpenApplication { application } => Words::new(text!(
            lang,
            "此人有待办的申领 {application}，有证的人不申领；先撤回申领，再恢复 {permit}",
            "the application {application} of the person is open, and nobody who has a card applies; withdraw it, then {permit} can live again"
        ))
        .hint(text!(
            lang,
            "jzz permit withdraw {application} --because 【理由】",
            "jzz permit withdraw {application} --because _REASON_"
        ))
        .detail("application", application.clone()),
        Bar::StayOver { ended_on, reason } => {
            let reason = reason.of_cards().as_str();
            Words::new(text!(
                lang,
                "持证人那一段居住登记 {ended_on} 已经终止，证最晚随它一起终止；{permit} 当时还有效的，终止日期写成那一天",
                "the stay in which {permit} was held ended on {ended_on}, and the card with it at the latest; if it was still live then, that is the day of its end"
            ))
            .hint(text!(
                lang,
                "jzz permit edit {number} --ended {ended_on} --end-reason {reason} --because 【理由】",
                "jzz permit edit {number} --ended {ended_on} --end-reason {reason} --because _REASON_"
            ))
            .detail("other_on", ended_on.to_string())
        }
        Bar::GoesOn { migrant, after_on, died } => goes_on(migrant, *after_on, *died, lang),
        Bar::NotRegistered { migrant, on } => not_registered(migrant, *on, lang),
    }
}

fn goes_on(migrant: &str, after_on: Day, died: bool, lang: Lang) -> Words {
    let reason = if died { LeaveReason::Death } else { LeaveReason::Hukou };
    let sentence = if died {
        text!(
            lang,
            "{migrant} 在 {after_on} 还登记或办过事，证不能是在那以前因死亡终止的",
            "{migrant} was registered or came to a counter on {after_on}, so the card did not end by death before"
        )
    } else {
        text!(
            lang,
            "{migrant} 自 {after_on} 起又是登记着的流动人口，证不能是在那以前因落户终止的",
            "{migrant} has been registered as a migrant again since {after_on}, so the card did not end by settling here before"
        )
    };
    Words::new(sentence)
        .hint(format!("jzz migrant history {migrant}"))
        .detail("after_on", after_on.to_string())
        .detail("end_reason", reason.as_str())
}
