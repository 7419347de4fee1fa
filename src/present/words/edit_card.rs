//! What is said of a correction of a card that cannot be made.

use super::edit_card_bar::beside_the_person;
use super::edit_card_end::ended_by;
use super::edit_card_told::{printed, shown};
use super::permit::endorse_refused;
use super::{Describe, Words, form, labels, quoted, text, unit};
use crate::domain::act_order::CardAct;
use crate::domain::calendar::Day;
use crate::domain::card_facts::{Beside, FactRefusal, Undone};
use crate::domain::code::Code;
use crate::domain::endorsement::EndorseRefusal;
use crate::domain::lang::Lang;
use crate::domain::replacement::ReplaceReason;
use crate::ops::edit_permit::EditPermitRefusal;
use crate::present::words::keywords::Keyword;

impl Describe for EditPermitRefusal {
    fn code(&self) -> Code {
        EditPermitRefusal::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            EditPermitRefusal::Which(refusal) => refusal.words(lang),
            EditPermitRefusal::Fact { permit, refusal } => fact_refused(refusal, permit, lang),
            EditPermitRefusal::Nothing { permit } => Words::new(text!(
                lang,
                "居住证 {permit} 本来就是这样记的，没有要更正的",
                "{permit} is recorded just so: there is nothing to correct"
            ))
            .hint(format!("jzz permit history {}", quoted(permit)))
            .detail("permit", permit.clone()),
            EditPermitRefusal::Counter(refusal) => unit::named_by(refusal, "--counter", lang),
            EditPermitRefusal::Printed(refusal) => printed(refusal, lang),
            EditPermitRefusal::Shown { permit, refusal } => shown(refusal, permit, lang),
        }
    }
}

pub fn fact_refused(refusal: &FactRefusal, permit: &str, lang: Lang) -> Words {
    let history = format!("jzz permit history {}", quoted(permit));
    let words = match refusal {
        FactRefusal::Future { day, today } => form::future(*day, *today, lang).hint(history),
        FactRefusal::NotRecorded { what, day } => {
            let number = quoted(permit);
            let words = Words::new(not_recorded(*what, *day, permit, lang));
            words.hint(match what {
                Undone::Collected => {
                    text!(lang, "jzz permit collect {number} --on 【日期】", "jzz permit collect {number} --on _DATE_")
                }
                Undone::Ended | Undone::RanOut | Undone::Replaced | Undone::Endorsed => history,
            })
        }
        FactRefusal::Order { day, other_on, before, other } => order(*day, *other_on, *before, *other, permit, lang)
            .detail("day", day.to_string())
            .detail("other_on", other_on.to_string()),
        FactRefusal::Endorse(refusal) => endorse_refused(refusal, permit, lang).hint(history),
        FactRefusal::NoLonger { permit: on, endorsed_on, refusal } => no_longer(on, *endorsed_on, refusal, permit, lang),
        FactRefusal::RunOut { since, replaced_on, by } => Words::new(text!(
            lang,
            "这样改，证自 {since} 起就已过期，{replaced_on} 换不成 {by}",
            "so corrected, the card would have expired from {since} and could not have been replaced by {by} on {replaced_on}"
        ))
        .hint(history)
        .detail("since", since.to_string())
        .detail("next", by.clone()),
        FactRefusal::EndedBy { act, on, what } => {
            ended_by(act, *on, *what, permit, lang).detail("ended_on", on.to_string())
        }
        FactRefusal::EndorsedOther { day, other } => endorsed_other(*day, other, permit, lang),
        FactRefusal::NotRunOut { permit: card, on } => Words::new(text!(
            lang,
            "{card} 按它的规定到 {on} 没有过期，终止原因不能是原证有效期满",
            "{card} had not expired by {on} under its rules: that it ran out cannot be the reason of its end"
        ))
        .hint(history)
        .detail("ended_on", on.to_string()),
        FactRefusal::InChain { other } => Words::new(text!(
            lang,
            "{permit} 和 {other} 是换补的新旧证，暂住证没有换补，种类不能改成暂住证",
            "{permit} and {other} took each other's place, and a temporary permit is never replaced: it cannot be one"
        ))
        .hint(history)
        .detail("other", other.clone()),
        FactRefusal::Barred(bar) => beside_the_person(bar, permit, lang),
        FactRefusal::OldCardKept { because } => old_card_kept(*because, permit, lang),
    };
    words.detail("permit", permit.to_owned())
}

/// Nothing of the kind is recorded.
fn not_recorded(what: Undone, day: Option<Day>, permit: &str, lang: Lang) -> String {
    match (what, day) {
        (Undone::Collected, _) => text!(
            lang,
            "居住证 {permit} 没有领证记录，没有日期可更正",
            "no collection of {permit} is recorded: there is no day to correct"
        ),
        (Undone::Ended, _) => {
            text!(lang, "{permit} 没有终止，没有终止日期可更正", "{permit} has not ended: there is no day to correct")
        }
        (Undone::RanOut, day) => {
            let since = day.map(|day| day.to_string()).unwrap_or_default();
            text!(
                lang,
                "{permit} 是暂住证，自 {since} 起有效期满，没有人办过终止，没有终止日期可更正",
                "{permit} is a temporary permit that ran out by itself, from {since}; nobody ended it, and there is no day to correct"
            )
        }
        (Undone::Replaced, _) => text!(
            lang,
            "居住证 {permit} 不是换补来的，没有换补原因和旧证去向可更正",
            "{permit} took the place of no other card: no reason of a replacement and no old card is recorded"
        ),
        (Undone::Endorsed, Some(day)) => text!(
            lang,
            "居住证 {permit} 在 {day} 没有签注记录；那天签注过、忘了记的，写 --endorsed none={day} 补记",
            "no endorsement of {permit} on {day} is recorded; where it was endorsed then and not entered: --endorsed none={day}"
        ),
        (Undone::Endorsed, None) => {
            text!(lang, "居住证 {permit} 没有签注记录", "no endorsement of {permit} is recorded")
        }
    }
}

/// The endorsement of that day stands on another card, often on the one before.
fn endorsed_other(day: Day, other: &str, permit: &str, lang: Lang) -> Words {
    let number = quoted(other);
    Words::new(text!(
        lang,
        "居住证 {permit} 在 {day} 没有签注记录；那天的签注记在此人的另一张证 {other} 上，更正那一张",
        "no endorsement of {permit} on {day} is recorded; that one stands on another card of the person, {other}, and is corrected there"
    ))
    .hint(text!(
        lang,
        "jzz permit edit {number} --endorsed {day}=【日期】 --because 【理由】",
        "jzz permit edit {number} --endorsed {day}=_DATE_ --because _REASON_"
    ))
    .detail("day", day.to_string())
    .detail("other", other.to_owned())
}

/// A corrected day before or after what it cannot be before or after.
fn order(day: Day, other_on: Day, before: bool, other: Beside, permit: &str, lang: Lang) -> Words {
    let number = quoted(permit);
    let words = match other {
        Beside::Accepted => Words::new(text!(
            lang,
            "{day} 不行：申领 {other_on} 才受理",
            "{day} is too early: the application was accepted on {other_on}"
        )),
        Beside::OtherCard => Words::new(if before {
            text!(
                lang,
                "{day} 不行：此人的另一张证 {other_on} 才终止",
                "{day} is too early: another card of the person ended only on {other_on}"
            )
        } else {
            text!(
                lang,
                "{day} 不行：此人的另一张证 {other_on} 已经发证",
                "{day} is too late: another card of the person was issued on {other_on}"
            )
        }),
        Beside::CardBefore(act) => {
            let done = labels::card_act(lang, act);
            Words::new(text!(
                lang,
                "{day} 不行：被它换下的那张证 {other_on} 才{done}",
                "{day} is too early: the card in whose place it came was {done} on {other_on}"
            ))
        }
        Beside::Departure => Words::new(text!(
            lang,
            "{day} 不行：持证人那一段居住登记 {other_on} 就已终止，证不能晚于那一天终止",
            "{day} is too late: the stay in which the card was held ended on {other_on}, and the card with it at the latest"
        )),
        Beside::Act(act) => {
            let done = labels::card_act(lang, act);
            Words::new(if day == other_on {
                text!(lang, "{day} 不行：和{done}在同一天", "{day} will not do: the card was {done} on the same day")
            } else if before {
                text!(lang, "{day} 不行：{other_on} 才{done}", "{day} is too early: the card was {done} on {other_on}")
            } else {
                text!(lang, "{day} 不行：{other_on} 已经{done}", "{day} is too late: the card was {done} on {other_on}")
            })
        }
    };
    match other {
        // A ledger's card is taken to have been collected on its day of issue.
        Beside::Act(CardAct::Collected) if !before => words.hint(text!(
            lang,
            "领证日期也要改的，一起改：--collected {day}",
            "where the collection was later too, correct both: --collected {day}"
        )),
        Beside::Accepted | Beside::OtherCard | Beside::CardBefore(_) | Beside::Departure | Beside::Act(_) => {
            words.hint(format!("jzz permit history {number}"))
        }
    }
}

/// An endorsement that would not have been possible after the correction.
fn no_longer(on: &str, endorsed_on: Day, refusal: &EndorseRefusal, permit: &str, lang: Lang) -> Words {
    let why = endorse_refused(refusal, on, lang);
    let sentence = &why.sentence;
    let mut words = Words::new(text!(
        lang,
        "这样改，{on} 在 {endorsed_on} 的签注就不成立：{sentence}",
        "so corrected, the endorsement of {on} on {endorsed_on} would not stand: {sentence}"
    ));
    words.details.extend(why.details);
    let hint = if matches!(refusal, EndorseRefusal::Temporary { .. }) {
        text!(
            lang,
            "没有签注过、抄错了的，一起取消：--endorsed {endorsed_on}=none",
            "if it was never endorsed, take that back in the same command: --endorsed {endorsed_on}=none"
        )
    } else if on == permit {
        text!(
            lang,
            "签注日期也错的，写在一条命令里一起改：--endorsed {endorsed_on}=【日期】",
            "if that day is wrong too, correct both in one command: --endorsed {endorsed_on}=_DATE_"
        )
    } else {
        format!("jzz permit history {}", quoted(on))
    };
    words.hint(hint).detail("endorsed_on", endorsed_on.to_string())
}

/// A damaged or outdated card is handed back when it is replaced.
fn old_card_kept(because: ReplaceReason, permit: &str, lang: Lang) -> Words {
    let (number, label) = (quoted(permit), because.label(lang));
    Words::new(text!(
        lang,
        "{permit} 的换补原因是{label}，旧证要交回；旧证确实丢了的，换补原因也要改成丢失",
        "{permit} was made because the old card was {label}, and that is handed back; where the old one was lost, that is the reason"
    ))
    .hint(text!(
        lang,
        "jzz permit edit {number} --replaced-for lost --because 【理由】",
        "jzz permit edit {number} --replaced-for lost --because _REASON_"
    ))
    .detail("replaced_for", because.as_str())
}
