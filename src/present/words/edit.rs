//! What is said of a correction that cannot be made, to a person or a stay.

use super::merge::part_first;
use super::migrant::{form_words, not_registered};
use super::{Describe, Words, form, labels, quoted, text, unit};
use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::correction::OutOfOrder;
use crate::domain::lang::Lang;
use crate::domain::stay_end::EndRefusal;
use crate::ops::edit::EditRefusal;
use crate::ops::edit_home::MoveOrder;

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
                "jzz migrant edit {migrant} --on 【日期】 --because 【理由】",
                "jzz migrant edit {migrant} --on _DATE_ --because _REASON_"
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

/// Where nothing has ended there is no end to correct; `named`: the stay that was asked for.
fn not_ended(migrant: &str, named: Option<Day>, lang: Lang) -> Words {
    let sentence = match named {
        None => text!(
            lang,
            "{migrant} 的居住登记没有结束过，没有离开的日期或原因可更正；确实离开的，登记离开",
            "no registration of {migrant} has ended: there is no departure to correct; whoever did leave is signed off"
        ),
        Some(registered_on) => text!(
            lang,
            "{migrant} 从 {registered_on} 起的这次登记还没有结束，没有离开的日期或原因可更正；确实离开的，登记离开",
            "the registration of {migrant} from {registered_on} on has not ended: there is no departure to correct; whoever did leave is signed off"
        ),
    };
    let words = Words::new(sentence).hint(format!("jzz migrant leave {migrant} --because left"));
    match named {
        None => words,
        Some(registered_on) => words.detail("registered_on", registered_on.to_string()),
    }
}

/// The end of a stay cannot be corrected so.
fn end_refused(refusal: &EndRefusal, migrant: &str, lang: Lang) -> Words {
    let words = match refusal {
        EndRefusal::Future { day, today } => form::future(*day, *today, lang),
        EndRefusal::NotEnded { named } => not_ended(migrant, *named, lang),
        EndRefusal::BeforeAct { day, act, act_on } => {
            let done = labels::last_act(lang, *act);
            Words::new(text!(
                lang,
                "{migrant} 在 {act_on} 还办过事（{done}），离开的日期不能早到 {day}",
                "{done} of {act_on} is recorded of {migrant}; the departure cannot be as early as {day}"
            ))
            .hint(format!("jzz migrant history {migrant}"))
            .detail("day", day.to_string())
            .detail("act", act.as_str())
            .detail("act_on", act_on.to_string())
        }
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
        EndRefusal::Merged(standing) => part_first(
            text!(
                lang,
                "{migrant} 的这一段居住是两份登记合并时截止的，不能单独更正；先拆开，再更正",
                "this stay of {migrant} was ended by a merger and is not corrected by itself; part the two records first"
            ),
            standing,
            &text!(lang, "合错", "mistake"),
            lang,
        ),
    };
    words.detail("migrant", migrant.to_owned())
}
