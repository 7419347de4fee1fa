//! What is said of a correction that cannot be made, to a person, a stay or a card.

use super::migrant::{form_words, not_registered};
use super::permit::endorse_refused;
use super::{Describe, Words, form, quoted, text, unit};
use crate::domain::card_days::{DayRefusal, Undone};
use crate::domain::code::Code;
use crate::domain::correction::OutOfOrder;
use crate::domain::lang::Lang;
use crate::ops::edit::EditRefusal;
use crate::ops::edit_permit::EditPermitRefusal;

impl Describe for EditRefusal {
    fn code(&self) -> Code {
        EditRefusal::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            EditRefusal::Who(who) => who.words(lang),
            EditRefusal::Form(objections) => form_words(objections, lang),
            EditRefusal::NotRegistered { migrant, on } => not_registered(migrant, *on, lang),
            EditRefusal::Nothing { migrant } => Words::new(text!(
                lang,
                "{migrant} 本来就是这样登记的，没有要更正的",
                "{migrant} is recorded just so: there is nothing to correct"
            ))
            .hint(format!("jzz migrant show {migrant}"))
            .detail("migrant", migrant.clone()),
            EditRefusal::Borne { migrant, bearer, masked_name } => {
                let why = text!(lang, "同一个人重复登记", "'one person, registered twice'");
                Words::new(text!(
                    lang,
                    "这个号码是{masked_name}（{bearer}）的，不能再写给 {migrant}；如果是同一个人，把两份合并",
                    "that number is borne by {masked_name} ({bearer}) and cannot be {migrant}'s too; if they are one person, merge the two records"
                ))
                .hint(format!("jzz migrant merge {bearer} {migrant} --because {why}"))
                .detail("migrant", migrant.clone())
                .detail("bearer", bearer.clone())
            }
            EditRefusal::BorneByDuplicate { migrant, duplicate } => {
                let why = text!(lang, "改留号码正确的一份", "'the other record has the right number'");
                Words::new(text!(
                    lang,
                    "这个号码是并入 {migrant} 的那一份（{duplicate}）的；先拆开，再以 {duplicate} 为保留的一份合并",
                    "that number belongs to {duplicate}, which was merged into {migrant}; part them and merge again with {duplicate} as the one that stays"
                ))
                .hint(format!("jzz migrant unmerge {migrant} {duplicate} --because {why}"))
                .detail("migrant", migrant.clone())
                .detail("duplicate", duplicate.clone())
            }
            EditRefusal::Order { migrant, registered_on, why } => {
                let (words, other_on) = match why {
                    OutOfOrder::BeforeEnd { ended_on } => (
                        text!(
                            lang,
                            "{migrant} 上一次登记到 {ended_on} 才结束，这一次的登记日期不能是 {registered_on}",
                            "the last registration of {migrant} ended only on {ended_on}; this one cannot be of {registered_on}"
                        ),
                        ended_on,
                    ),
                    OutOfOrder::AfterAct { act_on } => (
                        text!(
                            lang,
                            "{migrant} 在 {act_on} 已经办过一项，登记日期不能晚到 {registered_on}",
                            "an act of {act_on} is recorded of {migrant}; the registration cannot be as late as {registered_on}"
                        ),
                        act_on,
                    ),
                };
                Words::new(words)
                    .hint(format!("jzz migrant history {migrant}"))
                    .detail("migrant", migrant.clone())
                    .detail("registered_on", registered_on.to_string())
                    .detail("other_on", other_on.to_string())
            }
            EditRefusal::Counter(refusal) => unit::named_by(refusal, "--counter", lang),
        }
    }
}

impl Describe for EditPermitRefusal {
    fn code(&self) -> Code {
        EditPermitRefusal::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            EditPermitRefusal::Which(refusal) => refusal.words(lang),
            EditPermitRefusal::Day { permit, refusal } => day_refused(refusal, permit, lang),
            EditPermitRefusal::Nothing { permit } => Words::new(text!(
                lang,
                "居住证 {permit} 的日期本来就是这样记的，没有要更正的",
                "the days of {permit} are recorded just so: there is nothing to correct"
            ))
            .hint(format!("jzz permit history {}", quoted(permit)))
            .detail("permit", permit.clone()),
            EditPermitRefusal::Counter(refusal) => unit::named_by(refusal, "--counter", lang),
        }
    }
}

fn day_refused(refusal: &DayRefusal, permit: &str, lang: Lang) -> Words {
    let history = format!("jzz permit history {}", quoted(permit));
    let words = match refusal {
        DayRefusal::Future { day, today } => form::future(*day, *today, lang).hint(history),
        DayRefusal::NotRecorded { what, day } => {
            let sentence = match (what, day) {
                (Undone::Collected, _) => text!(
                    lang,
                    "居住证 {permit} 没有领证记录，没有日期可更正",
                    "no collection of {permit} is recorded: there is no day to correct"
                ),
                (Undone::Ended, _) => text!(
                    lang,
                    "居住证 {permit} 没有终止，没有终止日期可更正",
                    "{permit} has not ended: there is no day to correct"
                ),
                (Undone::Endorsed, Some(day)) => text!(
                    lang,
                    "居住证 {permit} 在 {day} 没有签注记录",
                    "no endorsement of {permit} on {day} is recorded"
                ),
                (Undone::Endorsed, None) => {
                    text!(lang, "居住证 {permit} 没有签注记录", "no endorsement of {permit} is recorded")
                }
            };
            Words::new(sentence).hint(history)
        }
        DayRefusal::Order { day, other_on, before } => {
            let sentence = if *before {
                text!(
                    lang,
                    "{day} 不行：在它前面的一项是 {other_on} 办的",
                    "{day} is too early: what comes before it was done on {other_on}"
                )
            } else {
                text!(
                    lang,
                    "{day} 不行：在它后面的一项是 {other_on} 办的",
                    "{day} is too late: what comes after it was done on {other_on}"
                )
            };
            Words::new(sentence).hint(history).detail("day", day.to_string()).detail("other_on", other_on.to_string())
        }
        DayRefusal::Endorse(refusal) => endorse_refused(refusal, permit, lang),
    };
    words.detail("permit", permit.to_owned())
}
