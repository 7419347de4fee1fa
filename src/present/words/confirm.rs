//! What is read out before an act that cannot be taken back in a breath: who, which act, why.
//!
//! Names are masked, reasons as they were given. Asks nothing: the commands do.

use super::article::cite;
use super::keywords::Keyword;
use super::rule_values;
use super::{Describe, Words, counted, labels, text};
use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::dossier::{Dossier, application_code, migrant_code};
use crate::domain::lang::Lang;
use crate::domain::mask;
use crate::domain::merger;
use crate::domain::permit::{EndReason, PermitKind};
use crate::domain::roster::{Field, RosterKind, batch_code};
use crate::ops::close::{Acted, Closing};
use crate::ops::leave::{LeaveReason, Left};
use crate::ops::rules::RuleSet;
use crate::ops::undo::Undone;
use crate::ops::units::undo::TakenBack;

/// The answer was no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotConfirmed;

impl Describe for NotConfirmed {
    fn code(&self) -> Code {
        Code::J909
    }

    fn words(&self, lang: Lang) -> Words {
        Words::new(text!(lang, "没有确认，什么也没有办", "not confirmed; nothing was done")).hint("--yes")
    }
}

/// `李*（M000001）`
pub fn person(dossier: &Dossier, lang: Lang) -> String {
    named(&dossier.person.name, &migrant_code(dossier.migrant), lang)
}

/// The same of a name and a code.
pub fn named(name: &str, migrant: &str, lang: Lang) -> String {
    let name = mask::name(name);
    text!(lang, "{name}（{migrant}）", "{name} ({migrant})")
}

/// `permit end`
pub fn end_card(dossier: &Dossier, number: &str, because: EndReason, lang: Lang) -> String {
    let held = dossier.cards.iter().find(|held| held.number == number);
    let kind = labels::permit_kind(lang, held.map_or(PermitKind::Residence, |held| held.card.kind));
    let (who, reason) = (person(dossier, lang), labels::end_reason(lang, because));
    text!(lang, "注销 {who}的{kind} {number}，事由：{reason}？", "End the {kind} {number} of {who} ({reason})?")
}

/// `migrant leave`
pub fn leave(left: &Left, because: LeaveReason, on: Day, lang: Lang) -> String {
    let (who, reason) = (person(&left.dossier, lang), because.label(lang));
    let cards = left.cards.iter().map(|number| text!(lang, "注销证件 {number}", "card {number} ends"));
    let application =
        left.application.iter().map(|code| text!(lang, "撤回申领 {code}", "application {code} is withdrawn"));
    let besides: Vec<String> = cards.chain(application).collect();
    let besides = match (besides.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Zh) => format!("，同时{}", besides.join("、")),
        (false, Lang::En) => format!("; {}", besides.join(", ")),
    };
    text!(
        lang,
        "注销 {who}的居住登记，从 {on} 起不再计入，事由：{reason}{besides}？",
        "End the registration of {who} from {on} on ({reason}){besides}?"
    )
}

/// `permit withdraw` and `permit refuse`
pub fn close(acted: &Acted, closing: &Closing, lang: Lang) -> String {
    let (who, code) = (named(&acted.name, &acted.migrant, lang), application_code(acted.application.id));
    match closing {
        Closing::Withdrawn { because } => text!(
            lang,
            "撤回 {who}的申领 {code}，理由：{because}？",
            "Withdraw application {code} of {who} ({because})?"
        ),
        // A reason may be the article itself.
        Closing::Refused { because, article } if because == article => text!(
            lang,
            "{who}的申领 {code} 不予办理，理由和依据：{because}？",
            "Refuse application {code} of {who} ({because})?"
        ),
        Closing::Refused { because, article } => {
            let article = cite(lang, article);
            text!(
                lang,
                "{who}的申领 {code} 不予办理，理由：{because}，依据：{article}？",
                "Refuse application {code} of {who} ({because}; {article})?"
            )
        }
    }
}

/// `permit replace --because lost`
pub fn replace_lost(dossier: &Dossier, number: &str, lang: Lang) -> String {
    let who = person(dossier, lang);
    let new = dossier.cards.iter().find(|held| held.number == number);
    let old = new.and_then(|held| held.replaces.as_deref()).unwrap_or_default();
    text!(
        lang,
        "{who}的居住证 {old} 已丢失，作废旧证，补领新证？",
        "Card {old} of {who} is lost: end it and issue a new one?"
    )
}

/// `permit collect` by a child that comes alone
pub fn collect_by_a_child(dossier: &Dossier, number: &str, below: i16, lang: Lang) -> String {
    let who = person(dossier, lang);
    text!(
        lang,
        "{who}未满{below}周岁，居住证 {number} 由监护人或近亲属来领；没有人陪着来，还发给本人吗？",
        "{who} is under {below}, and a guardian or close relative fetches card {number}; hand it to the child all the same?"
    )
}

/// `migrant merge`: in what the two differ, if they do.
pub fn merge(kept: &Dossier, duplicate: &Dossier, because: &str, lang: Lang) -> String {
    let (own, other) = (&kept.person, &duplicate.person);
    let kinds = (own.id.kind != other.id.kind).then_some(Field::IdKind);
    let differ = merger::differences(own, other).into_iter().chain(kinds);
    let differ: Vec<String> = differ.map(|field| labels::field(lang, field).to_owned()).collect();
    let (kept, duplicate) = (told_apart(kept, lang), told_apart(duplicate, lang));
    if differ.is_empty() {
        return text!(
            lang,
            "把 {duplicate}并入 {kept}，理由：{because}？",
            "Merge the record {duplicate} into {kept} ({because})?"
        );
    }
    let differ = labels::list(lang, &differ);
    text!(
        lang,
        "把 {duplicate}并入 {kept}，理由：{because}；两份的{differ}不同，确实是同一个人？",
        "Merge the record {duplicate} into {kept} ({because})? They differ in: {differ}. Is it really one person?"
    )
}

/// A person by what tells two of one name apart: the end of the number and the year of birth.
fn told_apart(dossier: &Dossier, lang: Lang) -> String {
    let (person, code) = (&dossier.person, migrant_code(dossier.migrant));
    let (name, number) = (mask::name(&person.name), mask::number(&person.id.text));
    let born = person.birth_on.map(Day::year);
    match born {
        Some(year) => {
            text!(lang, "{name}（{code}，{number}，{year} 年生）", "{name} ({code}, {number}, born in {year})")
        }
        None => text!(lang, "{name}（{code}，{number}）", "{name} ({code}, {number})"),
    }
}

/// `migrant unmerge`
pub fn unmerge(kept: &Dossier, duplicate: &Dossier, because: &str, lang: Lang) -> String {
    let (kept, duplicate) = (person(kept, lang), person(duplicate, lang));
    text!(
        lang,
        "把 {duplicate}从 {kept}里拆出来，理由：{because}？",
        "Part the record {duplicate} from {kept} again ({because})?"
    )
}

/// `unit close`; units by name and code.
pub fn close_unit(unit: &str, to: Option<&str>, on: Day, lang: Lang) -> String {
    match to {
        Some(to) => {
            text!(lang, "撤销 {unit}，自 {on} 起由 {to}接管？", "Close {unit} from {on} on, with {to} taking over?")
        }
        None => text!(lang, "撤销 {unit}，自 {on} 起？", "Close {unit} from {on} on?"),
    }
}

/// `unit undo`: the last act of a unit.
pub fn undo_unit(back: &TakenBack, lang: Lang) -> String {
    let TakenBack { deed, unit: (code, name), on } = back;
    let done = labels::deed(lang, *deed);
    text!(lang, "撤回 {name}（{code}）{on} {done}的事？", "Take back that {name} ({code}) {done} on {on}?")
}

/// `unit merge`
pub fn merge_unit(unit: &str, into: &str, on: Day, lang: Lang) -> String {
    text!(lang, "把 {unit}并入 {into}，自 {on} 起？", "Merge {unit} into {into} from {on} on?")
}

/// `unit split`; `parts`: each unit and how many people go there.
pub fn split_unit(unit: &str, parts: &[(String, u64)], on: Day, lang: Lang) -> String {
    if parts.is_empty() {
        return text!(lang, "拆分 {unit}，自 {on} 起？", "Split {unit} from {on} on?");
    }
    let each = parts.iter().map(|(part, people)| text!(lang, "{part}{people} 人", "{part}: {people}"));
    let each = each.collect::<Vec<_>>().join(match lang {
        Lang::Zh => "、",
        Lang::En => ", ",
    });
    text!(
        lang,
        "拆分 {unit}，自 {on} 起，人员归：{each}？",
        "Split {unit} from {on} on, with its people going to {each}?"
    )
}

/// `roster undo`
pub fn undo(done: &Undone, because: &str, lang: Lang) -> String {
    let (batch, removed) = (batch_code(done.batch), done.removed);
    let (registrations_back, permits_back) = (counted(removed, "registration"), counted(removed, "permit"));
    match done.kind {
        RosterKind::People => text!(
            lang,
            "撤回批次 {batch}，收回 {removed} 条居住登记，理由：{because}？",
            "Undo batch {batch} and take back {registrations_back} ({because})?"
        ),
        RosterKind::Permits => text!(
            lang,
            "撤回批次 {batch}，收回 {removed} 张证，理由：{because}？",
            "Undo batch {batch} and take back {permits_back} ({because})?"
        ),
        RosterKind::Departures => text!(
            lang,
            "撤回批次 {batch}，恢复 {removed} 条居住登记，理由：{because}？",
            "Undo batch {batch} and restore {registrations_back} ({because})?"
        ),
    }
}

/// `rules set` from a day that has passed
pub fn set_rule(set: &RuleSet, lang: Lang) -> String {
    let (constant, setting) = (set.planned.constant, &set.planned.setting);
    let label = match lang {
        Lang::Zh => &constant.label_zh,
        Lang::En => &constant.label_en,
    };
    let told = |value: &str| rule_values::value(lang, constant.name(), value);
    let (old, value, from) = (told(&set.planned.old), told(&setting.value), setting.from);
    let (key, cards, limits) = (&setting.key, set.effect.cards, set.effect.limits());
    if cards == 0 && limits == 0 {
        return text!(
            lang,
            "规则 {key}（{label}）从已经过去的 {from} 起由 {old} 改为 {value}；已有的证和申领不受影响，那以后各天的报表按新的算。改吗？",
            "Change {key} ({label}) from {old} to {value} from {from} on, a day that has passed? No card and no application is touched; reports of the days since go by the new value."
        );
    }
    text!(
        lang,
        "规则 {key}（{label}）从已经过去的 {from} 起由 {old} 改为 {value}，要重算 {cards} 张证、{limits} 件申领的期限？",
        "Change {key} ({label}) from {old} to {value} from {from} on, a day that has passed; cards that stand otherwise: {cards}, limits computed anew: {limits}?"
    )
}
