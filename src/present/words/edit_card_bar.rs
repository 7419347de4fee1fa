//! What is said where what is recorded of the person bars a corrected card.

use super::migrant::{departed, not_registered};
use super::{Words, quoted, text};
use crate::domain::calendar::Day;
use crate::domain::card_facts::Bar;
use crate::domain::lang::Lang;
use crate::domain::stay_end::LeaveReason;

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
        Bar::Applied { permit: live, application, accepted_on } => Words::new(text!(
            lang,
            "这样改，{live} 在 {accepted_on} 还有效，而那天受理了此人的申领 {application}；有证的人不申领。申领的日期错的，先更正申领",
            "so corrected, {live} would have been live on {accepted_on}, when the application {application} of the person was accepted, and nobody who has a card applies; where that day is the wrong one, correct the application first"
        ))
        .hint(format!("jzz permit history {application}"))
        .detail("application", application.clone())
        .detail("accepted_on", accepted_on.to_string()),
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
        Bar::Departed { migrant, departed: by } => departed(migrant, *by, lang),
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
