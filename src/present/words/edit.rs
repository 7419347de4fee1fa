//! What is said of a correction that cannot be made, to a person, a stay or a card.

use super::migrant::{form_words, not_registered};
use super::permit::endorse_refused;
use super::{Describe, Words, form, labels, quoted, text, unit};
use crate::domain::act_order::CardAct;
use crate::domain::calendar::Day;
use crate::domain::card_days::{Beside, DayRefusal, EndedBy, Undone};
use crate::domain::code::Code;
use crate::domain::correction::OutOfOrder;
use crate::domain::endorsement::EndorseRefusal;
use crate::domain::lang::Lang;
use crate::domain::stay_end::EndRefusal;
use crate::ops::edit::EditRefusal;
use crate::ops::edit_home::MoveOrder;
use crate::ops::edit_permit::EditPermitRefusal;

impl Describe for EditRefusal {
    fn code(&self) -> Code {
        EditRefusal::code(self)
    }

    #[expect(clippy::too_many_lines, reason = "one arm a variant, two languages each")]
    fn words(&self, lang: Lang) -> Words {
        match self {
            EditRefusal::Who(who) => who.words(lang),
            EditRefusal::Form(objections) => form_words(objections, lang),
            EditRefusal::NotRegistered { migrant, on } => not_registered(migrant, *on, lang),
            EditRefusal::Nothing { migrant, unread } if !unread.is_empty() => {
                let told: Vec<String> = unread.iter().map(|warning| warning.words(lang).sentence).collect();
                let told = told.join(&text!(lang, "；", "; "));
                Words::new(text!(
                    lang,
                    "{migrant} 什么也没有更正：{told}",
                    "nothing of {migrant} was corrected: {told}"
                ))
                .hint(text!(lang, "写明 --phone 7至15位数字", "give --phone with 7 to 15 digits"))
                .detail("migrant", migrant.clone())
                .detail("unread", unread.iter().map(|warning| warning.code().as_str()).collect::<Vec<_>>())
            }
            EditRefusal::Nothing { migrant, .. } => Words::new(text!(
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
            EditRefusal::Move { migrant, moved_on, why } => move_refused(migrant, *moved_on, *why, lang),
            EditRefusal::End { migrant, refusal } => end_refused(refusal, migrant, lang),
            EditRefusal::Counter(refusal) => unit::named_by(refusal, "--counter", lang),
            EditRefusal::RegisteredAt(refusal) => unit::named_by(refusal, "--registered-at", lang),
            EditRefusal::Proxy(refusal) => refusal.words(lang),
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

/// Nobody moved on that day.
fn move_refused(migrant: &str, moved_on: Day, why: MoveOrder, lang: Lang) -> Words {
    let (sentence, other_on) = match why {
        MoveOrder::First => {
            return Words::new(text!(
                lang,
                "{migrant} 这一处是登记时的住处，不是搬来的，没有搬家日期可更正；要改登记日期的用 --on",
                "{migrant} was registered in that home and did not move into it: there is no day of a move; the day of registration is corrected with --on"
            ))
            .hint(text!(
                lang,
                "jzz migrant edit {migrant} --on {moved_on} --because 【理由】",
                "jzz migrant edit {migrant} --on {moved_on} --because _REASON_"
            ))
            .detail("migrant", migrant.to_owned());
        }
        MoveOrder::NotBefore(other_on) => (
            text!(
                lang,
                "{migrant} 在 {other_on} 才住进前一处，搬家日期不能早到 {moved_on}",
                "{migrant} came to the home before on {other_on}; the move cannot be as early as {moved_on}"
            ),
            other_on,
        ),
        MoveOrder::NotAfter(other_on) => (
            text!(
                lang,
                "{migrant} 这一处只住到 {other_on}，搬家日期不能晚到 {moved_on}",
                "{migrant} lived there until {other_on}; the move cannot be as late as {moved_on}"
            ),
            other_on,
        ),
    };
    Words::new(sentence)
        .hint(format!("jzz migrant history {migrant}"))
        .detail("migrant", migrant.to_owned())
        .detail("moved_on", moved_on.to_string())
        .detail("other_on", other_on.to_string())
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
                    "{permit} 没有终止，没有终止日期可更正",
                    "{permit} has not ended: there is no day to correct"
                ),
                (Undone::RanOut, day) => {
                    let since = day.map(|day| day.to_string()).unwrap_or_default();
                    text!(
                        lang,
                        "{permit} 是暂住证，自 {since} 起有效期满，没有人办过终止，没有终止日期可更正",
                        "{permit} is a temporary permit that ran out by itself, from {since}; nobody ended it, and there is no day to correct"
                    )
                }
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
        DayRefusal::Order { day, other_on, before, other } => order(*day, *other_on, *before, *other, permit, lang)
            .detail("day", day.to_string())
            .detail("other_on", other_on.to_string()),
        DayRefusal::Endorse(refusal) => endorse_refused(refusal, permit, lang).hint(history),
        DayRefusal::NoLonger { permit: on, endorsed_on, refusal } => no_longer(on, *endorsed_on, refusal, permit, lang),
        DayRefusal::RunOut { since, replaced_on, by } => Words::new(text!(
            lang,
            "这样改，证自 {since} 起就已过期，{replaced_on} 换不成 {by}",
            "so corrected, the card would have expired from {since} and could not have been replaced by {by} on {replaced_on}"
        ))
        .hint(history)
        .detail("since", since.to_string())
        .detail("next", by.clone()),
        DayRefusal::EndedBy { act, on } => ended_by(act, *on, permit, lang).detail("ended_on", on.to_string()),
    };
    words.detail("permit", permit.to_owned())
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
        Beside::OtherCard => Words::new(text!(
            lang,
            "{day} 不行：和此人的另一张证（{other_on}）重叠",
            "{day} would overlap another card of the person, of {other_on}"
        )),
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
        Beside::Accepted | Beside::OtherCard | Beside::Departure | Beside::Act(_) => {
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
    let hint = if on == permit {
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

/// The card's end is the day of another act: that one is corrected.
fn ended_by(act: &EndedBy, on: Day, permit: &str, lang: Lang) -> Words {
    match act {
        EndedBy::Departure { migrant } => Words::new(text!(
            lang,
            "居住证 {permit} 是 {on} 随 {migrant} 离开本地一并终止的，两个日期要一致；更正离开的日期，证的终止日期随着改",
            "{permit} ended on {on} with the departure of {migrant}, and both have one day; correct that of the departure, and the card follows"
        ))
        .hint(text!(
            lang,
            "jzz migrant edit {migrant} --left 【日期】 --because 【理由】",
            "jzz migrant edit {migrant} --left _DATE_ --because _REASON_"
        ))
        .detail("act", "leave"),
        EndedBy::Replacement { permit: new } => by_next_card(new, "replace", lang, text!(
            lang,
            "居住证 {permit} 是 {on} 换补成 {new} 时终止的，两个日期要一致；更正新证的发证日期，旧证的终止日期随着改",
            "{permit} ended on {on} when {new} took its place, and both have one day; correct the new card's day of issue, and this one follows"
        )),
        EndedBy::NextCard { permit: new } => by_next_card(new, "issue", lang, text!(
            lang,
            "居住证 {permit} 到期以后，{on} 发新证 {new} 时终止，两个日期要一致；更正新证的发证日期，旧证的终止日期随着改",
            "{permit} had run out and ended on {on} when {new} was issued, and both have one day; correct the new card's day of issue, and this one follows"
        )),
        EndedBy::Merger { kept, duplicate } => {
            let why = text!(lang, "合并日期有误", "'merged on a wrong day'");
            Words::new(text!(
                lang,
                "居住证 {permit} 是 {on} 两份登记合并时终止的，日期随合并走；要改，先拆开，再按对的日期合并",
                "{permit} ended on {on} when {duplicate} was merged into {kept}, and has the day of the merger; to change it, part the two and merge them of the right day"
            ))
            .hint(format!("jzz migrant unmerge {kept} {duplicate} --because {why}"))
            .detail("act", "merge")
        }
    }
}

fn by_next_card(new: &str, act: &'static str, lang: Lang, sentence: String) -> Words {
    let number = quoted(new);
    Words::new(sentence)
        .hint(text!(
            lang,
            "jzz permit edit {number} --issued 【日期】 --because 【理由】",
            "jzz permit edit {number} --issued _DATE_ --because _REASON_"
        ))
        .detail("act", act)
        .detail("next", new.to_owned())
}

/// Whoever is registered again neither died before nor has the household here.
fn goes_on(migrant: &str, registered_on: Day, died: bool, lang: Lang) -> Words {
    let sentence = if died {
        text!(
            lang,
            "{migrant} 在 {registered_on} 又登记了，前一次不能是因死亡结束的；人现在去世的，登记离开；后一次登记是别人的，先更正那一次的号码",
            "{migrant} was registered again on {registered_on}, so the stay before did not end by death; whoever died since is signed off; if the later registration is somebody else's, its number is corrected first"
        )
    } else {
        text!(
            lang,
            "{migrant} 自 {registered_on} 起又是登记着的流动人口，前一次不能改成因落户结束；现在落户的，登记离开",
            "{migrant} has been registered as a migrant again since {registered_on}, so the stay before did not end by settling here; whoever settled since is signed off"
        )
    };
    let because = if died { "death" } else { "hukou" };
    Words::new(sentence)
        .hint(format!("jzz migrant leave {migrant} --because {because}"))
        .detail("registered_on", registered_on.to_string())
        .detail("end_reason", because)
}

/// The end of a stay cannot be corrected so.
fn end_refused(refusal: &EndRefusal, migrant: &str, lang: Lang) -> Words {
    let words = match refusal {
        EndRefusal::Future { day, today } => form::future(*day, *today, lang),
        EndRefusal::NotEnded => Words::new(text!(
            lang,
            "{migrant} 的居住登记没有结束过，没有离开的日期或原因可更正；确实离开的，登记离开",
            "no registration of {migrant} has ended: there is no departure to correct; whoever did leave is signed off"
        ))
        .hint(format!("jzz migrant leave {migrant} --because left")),
        EndRefusal::BeforeAct { day, act_on } => Words::new(text!(
            lang,
            "{migrant} 在 {act_on} 还办过事，离开的日期不能早到 {day}",
            "an act of {act_on} is recorded of {migrant}; the departure cannot be as early as {day}"
        ))
        .hint(format!("jzz migrant history {migrant}"))
        .detail("day", day.to_string())
        .detail("act_on", act_on.to_string()),
        EndRefusal::CameBack { registered_on } => Words::new(text!(
            lang,
            "{migrant} 在 {registered_on} 已经重新登记，上一次登记到这一天为止必须已经结束；要改，先更正后一次的登记日期",
            "{migrant} was registered again on {registered_on}, and the stay before has ended by then; the later registration is corrected first"
        ))
        .hint(format!("jzz migrant history {migrant}"))
        .detail("registered_on", registered_on.to_string()),
        EndRefusal::GoesOn { registered_on, died } => goes_on(migrant, *registered_on, *died, lang),
        EndRefusal::LivePermit { permit } => {
            let number = quoted(permit);
            Words::new(text!(
                lang,
                "{migrant} 现在另有居住证 {permit}，随离开注销的那张不能再恢复（一人一证）",
                "{migrant} has another permit now, {permit}; the one that ended with the departure cannot come back beside it"
            ))
            .hint(format!("jzz permit show {number}"))
            .detail("permit", permit.clone())
        }
        EndRefusal::OpenApplication { application } => Words::new(text!(
            lang,
            "{migrant} 现在另有待办的申领 {application}，随离开撤回的那件不能再恢复；先办完这一件",
            "{migrant} has another open application now, {application}; the one that was withdrawn with the departure cannot come back beside it"
        ))
        .hint(format!("jzz permit issue {application}"))
        .detail("application", application.clone()),
        EndRefusal::Merged { kept, duplicate } => {
            let why = text!(lang, "合错", "mistake");
            Words::new(text!(
                lang,
                "{migrant} 的这一段居住是两份登记合并时截止的，不能单独更正；先拆开，再更正",
                "this stay of {migrant} was ended by a merger and is not corrected by itself; part the two records first"
            ))
            .hint(format!("jzz migrant unmerge {kept} {duplicate} --because {why}"))
            .detail("kept", kept.clone())
            .detail("duplicate", duplicate.clone())
        }
    };
    words.detail("migrant", migrant.to_owned())
}
