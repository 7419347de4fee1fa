//! What is said of a correction of an application that cannot be made.

use super::article::unbracketed;
use super::merge::part_first;
use super::papers::{Lacking, flags};
use super::{Describe, Words, form, papers, quoted, text, unit};
use crate::domain::application::ApplicationState;
use crate::domain::application_facts::{ApplicationRefusal, ClosedBy, Step, Unrecorded};
use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::lang::Lang;
use crate::domain::papers::{Evidence, Missing};
use crate::domain::regime::Regime;
use crate::domain::rulebook::LeaseRule;
use crate::domain::stay_end::LeaveReason;
use crate::ops::apply::ApplyError;
use crate::ops::close::ApplicationError;
use crate::ops::edit_application::EditApplicationRefusal;

impl Describe for EditApplicationRefusal {
    fn code(&self) -> Code {
        EditApplicationRefusal::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            EditApplicationRefusal::Which(refusal) => refusal.words(lang),
            EditApplicationRefusal::Fact { application, migrant, refusal } => {
                refused(refusal, application, migrant, lang).detail("application", application.clone())
            }
            EditApplicationRefusal::Proxy(refusal) => refusal.words(lang),
            EditApplicationRefusal::Nothing { application } => Words::new(text!(
                lang,
                "申领 {application} 本来就是这样记的，没有要更正的",
                "{application} is recorded just so: there is nothing to correct"
            ))
            .hint(format!("jzz permit history {application}"))
            .detail("application", application.clone()),
            EditApplicationRefusal::Counter(refusal) => unit::named_by(refusal, "--counter", lang),
            EditApplicationRefusal::AppliedAt(refusal) => unit::named_by(refusal, "--applied-at", lang),
        }
    }
}

fn refused(refusal: &ApplicationRefusal, code: &str, migrant: &str, lang: Lang) -> Words {
    match refusal {
        ApplicationRefusal::Future { day, today } => {
            form::future(*day, *today, lang).hint(format!("jzz permit history {code}"))
        }
        ApplicationRefusal::NotRecorded { what } => not_recorded(*what, code, lang),
        ApplicationRefusal::Order { day, other_on, before, other } => order(*day, *other_on, *before, *other, lang)
            .hint(format!("jzz permit history {code}"))
            .detail("day", day.to_string())
            .detail("other_on", other_on.to_string()),
        ApplicationRefusal::ClosedBy { act, on, never } => {
            closed_by(act, *on, *never, code, lang).detail("closed_on", on.to_string())
        }
        ApplicationRefusal::Apply(refusal) => {
            ApplyError::Refused { migrant: migrant.to_owned(), refusal: refusal.clone() }.words(lang)
        }
        ApplicationRefusal::StayOver { ended_on, reason } => stay_over(*ended_on, *reason, code, migrant, lang),
        ApplicationRefusal::Missing { missing, brought, regime, lease } => {
            lacking(missing, brought, (*regime, *lease), code, lang)
        }
        ApplicationRefusal::Paper(later) => later.words(lang),
        ApplicationRefusal::Extend(refusal) => {
            let (application, migrant) = (code.to_owned(), migrant.to_owned());
            ApplicationError::Refused { application, migrant, refusal: refusal.clone() }
                .words(lang)
                .hint(format!("jzz permit history {code}"))
        }
    }
}

fn not_recorded(what: Unrecorded, code: &str, lang: Lang) -> Words {
    Words::new(match what {
        Unrecorded::Accepted => text!(
            lang,
            "申领 {code} 材料不齐，没有受理过，没有受理日期可更正；补齐了的重新申领",
            "{code} was incomplete and never accepted: there is no day to correct; once all is there, a new one is made"
        ),
        Unrecorded::Extended => text!(
            lang,
            "申领 {code} 没有延过期，没有可更正的；要延期的办 permit extend",
            "the limit of {code} was never extended: there is nothing to correct; it is put off with permit extend"
        ),
        Unrecorded::Closed => text!(
            lang,
            "申领 {code} 没有撤回，也没有不予办理，没有可更正的",
            "{code} was neither withdrawn nor refused: there is nothing to correct"
        ),
        Unrecorded::Refused => text!(
            lang,
            "申领 {code} 不是不予办理的，没有那样的理由和依据可更正",
            "{code} was not refused: there is no such reason and no article to correct"
        ),
    })
    .hint(format!("jzz permit history {code}"))
}

/// A corrected day before or after what it cannot be before or after.
fn order(day: Day, other_on: Day, before: bool, other: Step, lang: Lang) -> Words {
    let done = match other {
        Step::Applied => text!(lang, "申领", "made"),
        Step::Accepted => text!(lang, "受理", "accepted"),
        Step::Extended => text!(lang, "延期", "extended"),
        Step::Closed(ApplicationState::Issued) => text!(lang, "发证", "issued"),
        Step::Closed(ApplicationState::Withdrawn) => text!(lang, "撤回", "withdrawn"),
        Step::Closed(ApplicationState::Refused | ApplicationState::Open | ApplicationState::Incomplete) => {
            text!(lang, "决定不予办理", "refused")
        }
    };
    Words::new(if before {
        text!(lang, "{day} 不行：{other_on} 才{done}", "{day} is too early: the application was {done} on {other_on}")
    } else {
        text!(lang, "{day} 不行：{other_on} 已经{done}", "{day} is too late: the application was {done} on {other_on}")
    })
}

/// It was closed in another act: that one is corrected.
fn closed_by(act: &ClosedBy, on: Day, never: bool, code: &str, lang: Lang) -> Words {
    match act {
        ClosedBy::Issue { permit } => {
            let number = quoted(permit);
            if never {
                return Words::new(text!(
                    lang,
                    "申领 {code} 已发证 {permit}，办结不能取消；证发错了的，按发证有误终止，再重新申领",
                    "{code} gave the card {permit}, and that stands; a card issued in error is ended so, and applied for anew"
                ))
                .hint(format!("jzz permit end {number} --because error"))
                .detail("act", "issue");
            }
            Words::new(text!(
                lang,
                "申领 {code} 是 {on} 发证 {permit} 时办结的，两个日期要一致；更正证的发证日期，办结日期随着改",
                "{code} was closed on {on} when {permit} was issued, and both have one day; correct that of the card, and this one follows"
            ))
            .hint(text!(
                lang,
                "jzz permit edit {number} --issued 【日期】 --because 【理由】",
                "jzz permit edit {number} --issued _DATE_ --because _REASON_"
            ))
            .detail("act", "issue")
        }
        ClosedBy::Departure { migrant } => {
            let left = if never { "none".to_owned() } else { text!(lang, "【日期】", "_DATE_") };
            Words::new(text!(
                lang,
                "申领 {code} 是 {on} 随 {migrant} 离开本地一并撤回的；更正离开，申领随着改",
                "{code} was withdrawn on {on} with the departure of {migrant}; correct the departure, and the application follows"
            ))
            .hint(text!(
                lang,
                "jzz migrant edit {migrant} --left {left} --because 【理由】",
                "jzz migrant edit {migrant} --left {left} --because _REASON_"
            ))
            .detail("act", "leave")
        }
        ClosedBy::Merger(standing) => {
            let (kept, duplicate) = (&standing.kept, &standing.duplicate);
            let sentence = text!(
                lang,
                "申领 {code} 是 {on} 两份登记合并时撤回的，日期和理由随合并走；要改，先拆开，再按对的日期合并",
                "{code} was withdrawn on {on} when {duplicate} was merged into {kept}, and has the day and the reason of the merger; to change it, part the two and merge them of the right day"
            );
            let why = text!(lang, "合并日期有误", "'merged on a wrong day'");
            part_first(sentence, standing, &why, lang).detail("act", "merge")
        }
    }
}

fn stay_over(ended_on: Day, reason: LeaveReason, code: &str, migrant: &str, lang: Lang) -> Words {
    let reason = reason.as_str();
    Words::new(text!(
        lang,
        "{migrant} 的居住登记 {ended_on} 已经终止，申领最晚随它一起撤回，不能再恢复；当时还待办的，撤回日期写成那一天",
        "the registration of {migrant} ended on {ended_on}, and {code} with it at the latest, so it cannot wait again; if it was still open then, that is the day it was withdrawn"
    ))
    .hint(text!(
        lang,
        "jzz permit edit {code} --closed {ended_on} --because 【理由】",
        "jzz permit edit {code} --closed {ended_on} --because _REASON_"
    ))
    .detail("other_on", ended_on.to_string())
    .detail("end_reason", reason)
}

/// Papers that would be missing with the corrected facts, all at once.
fn lacking(
    missing: &[Missing],
    on_record: &[Evidence],
    (regime, lease): (Regime, LeaseRule),
    code: &str,
    lang: Lang,
) -> Words {
    let all = Lacking::all(missing, regime, lease);
    let article = papers::article(regime, lang);
    let article = unbracketed(&article);
    let head = text!(
        lang,
        "这样改，按{article}申领 {code} 就材料不齐，受理不成立。还缺：",
        "so corrected, {code} would be incomplete under {article} and could not have been accepted. Missing:"
    );
    let things = all.iter().map(|lack| lack.thing(lang));
    let sentence = things.fold(head, |text, thing| format!("{text}\n  {thing}"));
    let brought: Vec<String> = missing.iter().map(|missing| flags(*missing, lease, lang)).collect();
    let brought = brought.join(" ");
    let codes: Vec<&str> = missing.iter().map(|missing| missing.code().as_str()).collect();
    let words = Words::new(sentence).detail("missing", codes);
    if brought.contains("--evidence") {
        // Papers that are given stand in place of all on record.
        let recorded = on_record.iter().map(papers::evidence_flag).collect::<Vec<_>>().join(" ");
        words.hint(text!(
            lang,
            "当时还交了的，连同已记的一起写：{recorded} {brought}",
            "where they were brought then, they are given with those on record: {recorded} {brought}"
        ))
    } else {
        words.hint(brought)
    }
}
