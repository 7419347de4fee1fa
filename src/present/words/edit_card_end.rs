//! What is said where the end of a card is corrected and it ended in another act.

use super::merge::part_first;
use super::{Words, quoted, text};
use crate::domain::calendar::Day;
use crate::domain::card_facts::{EndFact, EndedBy, FirstStep, NextCard, Undo};
use crate::domain::lang::Lang;

/// The card ended in another act, which has the day and the reason: that one is corrected.
pub fn ended_by(act: &EndedBy, on: Day, what: EndFact, permit: &str, lang: Lang) -> Words {
    match act {
        EndedBy::Departure { migrant } => with_departure(migrant, on, what, permit, lang),
        EndedBy::Replacement(next) => with_replacement(next, on, what, permit, lang),
        EndedBy::NextCard(next) => with_next_card(next, on, what, permit, lang),
        EndedBy::Merger(standing) => {
            let (kept, duplicate) = (&standing.kept, &standing.duplicate);
            let sentence = text!(
                lang,
                "居住证 {permit} 是 {on} 两份登记合并时终止的，日期和原因随合并走；要改，先拆开，再按对的日期合并",
                "{permit} ended on {on} when {duplicate} was merged into {kept}, and has the day and the reason of the merger; to change it, part the two and merge them of the right day"
            );
            let why = text!(lang, "合并日期有误", "'merged on a wrong day'");
            part_first(sentence, standing, &why, lang).detail("act", "merge")
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
    let FirstStep { permit: first, issued_on, undo } = &next.first;
    let sentence = if first == new {
        sentence
    } else {
        text!(
            lang,
            "{sentence}。{new} 后来又换补过，从最后一张 {first} 改起",
            "{sentence}. {new} was replaced in its turn: begin with the last one, {first}"
        )
    };
    let number = quoted(first);
    let words = Words::new(sentence);
    let words = match undo {
        Undo::End => words.hint(format!("jzz permit end {number} --because error --on {issued_on}")),
        Undo::CorrectEnd => words.hint(text!(
            lang,
            "jzz permit edit {number} --ended {issued_on} --end-reason error --because 【理由】",
            "jzz permit edit {number} --ended {issued_on} --end-reason error --because _REASON_"
        )),
        Undo::TakeBackEnd => words.hint(text!(
            lang,
            "jzz permit edit {number} --ended none --because 【理由】",
            "jzz permit edit {number} --ended none --because _REASON_"
        )),
        Undo::Look => words.hint(format!("jzz permit history {number}")),
    };
    words.detail("act", act).detail("next", new.clone())
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
