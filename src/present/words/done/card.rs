//! After issuing, handing over, endorsing, replacing and ending a card.

use super::with_it;
use crate::domain::application::ApplicationState;
use crate::domain::calendar::Day;
use crate::domain::collection::Fetching;
use crate::domain::dossier::{Dossier, HeldCard};
use crate::domain::guardian::EMPLOYER;
use crate::domain::lang::Lang;
use crate::domain::permit::{self, EndReason, PermitKind, Status};
use crate::domain::rulebook::RuleBook;
use crate::domain::stay_end::LeaveReason;
use crate::present::words::confirm::person;
use crate::present::words::{counted_as, labels, text};

fn card<'d>(dossier: &'d Dossier, number: &str) -> Option<&'d HeldCard> {
    dossier.cards.iter().find(|held| held.number == number)
}

/// Until when the card is good, and when it is endorsed next.
fn next(held: Option<&HeldCard>, book: &RuleBook, on: Day, lang: Lang) -> String {
    let Some(state) = held.and_then(|held| permit::state(&held.card, book, on)) else { return String::new() };
    match (state.status, state.window, state.valid_until) {
        (Status::Suspended, _, _) => {
            text!(lang, "仍在中止使用，补办签注才恢复", "still suspended until it is endorsed")
        }
        (_, Some((opens, closes)), _) => {
            let opens = held.and_then(|held| permit::first_due_on(&held.card, book, on)).unwrap_or(opens);
            text!(lang, "可用到 {closes}，从 {opens} 起可以签注", "good until {closes}, to be endorsed from {opens} on")
        }
        (_, None, Some(until)) => text!(lang, "可用到 {until}", "good until {until}"),
        (_, None, None) => String::new(),
    }
}

/// `permit issue`
pub fn issued(dossier: &Dossier, number: &str, book: &RuleBook, on: Day, lang: Lang) -> String {
    let (who, next) = (person(dossier, lang), next(card(dossier, number), book, on, lang));
    let expired = dossier.cards.iter().filter(|held| held.card.ended == Some((on, EndReason::Expired)));
    let old: Vec<String> = expired.map(|held| held.number.clone()).collect();
    let old =
        with_it(&old, &[], lang).map_or_else(String::new, |old| text!(lang, "；过期的旧{old}", "; the expired {old}"));
    text!(lang, "已给{who}发证 {number}，{next}{old}。", "Card {number} is issued to {who}: {next}{old}.")
}

/// That the limit of the application had passed.
pub fn issued_late(dossier: &Dossier, on: Day, lang: Lang) -> Option<String> {
    let closed =
        dossier.applications.iter().rfind(|one| one.state == ApplicationState::Issued && one.closed_on == Some(on));
    let due = closed?.due_by(on).filter(|due| *due < on)?;
    let days = on.days_since(due);
    let days_en = counted_as(days, "day", "days");
    Some(text!(
        lang,
        "这件申领最晚应在 {due} 发证，迟了 {days} 天，统计在办结时限里：jzz report turnaround",
        "The card was due by {due}: it is {days_en} late, and stands so in jzz report turnaround"
    ))
}

/// Which papers are to be seen when the card is fetched; nothing where a grown-up bearer comes.
pub fn to_fetch(fetching: Fetching, lang: Lang) -> Option<String> {
    let Fetching { by_proxy, child, child_below, book_serves } = fetching;
    let identity = if book_serves {
        text!(lang, "持证人的居民身份证或户口簿", "the bearer's identity card or household register")
    } else {
        text!(lang, "持证人的居民身份证", "the bearer's identity card")
    };
    if child {
        return Some(text!(
            lang,
            "持证人未满{child_below}周岁，由监护人或近亲属来领；看两样：来领的人的身份证件、{identity}。",
            "The bearer is under {child_below}: a guardian or close relative fetches the card, with two papers: their own identity paper and {identity}."
        ));
    }
    by_proxy.then(|| {
        text!(
            lang,
            "代领的看两样：代领人的身份证件、{identity}。",
            "Fetched for another, two papers are to be seen: the proxy's own identity paper and {identity}."
        )
    })
}

/// Who acts for a child with its card, where nobody else was named.
pub fn child_comes_alone(below: i16, lang: Lang) -> String {
    text!(
        lang,
        "持证人未满{below}周岁，这件事由监护人或近亲属代办（《居住证暂行条例》第九条）；由他们来办的，下次写上代办人。",
        "The bearer is under {below}: a guardian or close relative acts (State Council Decree 663, Art. 9); where one came, name them as proxy next time."
    )
}

/// `permit collect`
pub fn collected(
    dossier: &Dossier,
    number: &str,
    relation: Option<&str>,
    book: &RuleBook,
    on: Day,
    lang: Lang,
) -> String {
    let (who, next) = (person(dossier, lang), next(card(dossier, number), book, on, lang));
    match relation {
        Some(EMPLOYER) => text!(
            lang,
            "{who}的居住证 {number} 已由所在单位领走，{next}。",
            "Card {number} of {who} was fetched by the employer: {next}."
        ),
        Some(relation) => text!(
            lang,
            "{who}的居住证 {number} 已由代领人（{relation}）领走，{next}。",
            "Card {number} of {who} was fetched by proxy ({relation}): {next}."
        ),
        None => text!(lang, "{who}的居住证 {number} 已领走，{next}。", "Card {number} of {who} was fetched: {next}."),
    }
}

/// `permit endorse`
pub fn endorsed(dossier: &Dossier, number: &str, book: &RuleBook, on: Day, lang: Lang) -> String {
    let (who, next) = (person(dossier, lang), next(card(dossier, number), book, on, lang));
    text!(lang, "{who}的居住证 {number} 已签注，{next}。", "Card {number} of {who} is endorsed: {next}.")
}

/// What a late endorsement costs.
pub fn endorsed_late(on: Day, lang: Lang) -> String {
    text!(
        lang,
        "逾期补签：证已恢复使用，居住年限自 {on} 重新计算（《居住证暂行条例》第十条）。",
        "Endorsed late: the card is restored, and residence is counted anew from {on} (State Council Decree 663, Art. 10)."
    )
}

/// `permit replace`
pub fn replaced(dossier: &Dossier, number: &str, book: &RuleBook, on: Day, lang: Lang) -> String {
    let new = card(dossier, number);
    let (who, next) = (person(dossier, lang), next(new, book, on, lang));
    let old = new.and_then(|held| held.replaces.as_deref()).unwrap_or_default();
    text!(
        lang,
        "已给{who}换发新证 {number}，{next}；旧证 {old} 同日终止。",
        "Card {number} is made for {who}: {next}; the old card {old} ended on the same day."
    )
}

/// `permit edit`
pub fn card_corrected(dossier: &Dossier, number: &str, lang: Lang) -> String {
    let who = person(dossier, lang);
    text!(
        lang,
        "{who}的居住证 {number} 已更正，原值还留着：jzz permit history {number}",
        "Card {number} of {who} is corrected; what was recorded is kept: jzz permit history {number}"
    )
}

/// A correction that makes an endorsement late.
pub fn now_late(on: Day, lang: Lang) -> String {
    text!(
        lang,
        "改后，{on} 的签注成了逾期补签，居住年限从 {on} 重新算（《居住证暂行条例》第十条）。",
        "As corrected, the endorsement of {on} was late, and residence is counted anew from {on} (State Council Decree 663, Art. 10)."
    )
}

/// What is left to do for somebody whose card ended since they left, settled or died.
pub fn registration_left_open(migrant: &str, because: LeaveReason, on: Day, lang: Lang) -> String {
    let command = format!("jzz migrant leave {migrant} --because {} --on {on}", because.as_str());
    match because {
        LeaveReason::Death => text!(
            lang,
            "居住登记还没有注销，也要办：{command}",
            "the registration still stands and is to be ended too: {command}"
        ),
        LeaveReason::Hukou => text!(
            lang,
            "已经在本地落户，居住登记也要注销：{command}",
            "whoever has settled here is no migrant any more, so end the registration too: {command}"
        ),
        LeaveReason::Left | LeaveReason::Other => text!(
            lang,
            "人已经离开的，居住登记也要注销：{command}",
            "if the person is gone, end the registration too: {command}"
        ),
    }
}

/// `permit end`
pub fn ended(dossier: &Dossier, number: &str, because: EndReason, on: Day, lang: Lang) -> String {
    let kind = labels::permit_kind(lang, card(dossier, number).map_or(PermitKind::Residence, |held| held.card.kind));
    let (who, reason) = (person(dossier, lang), labels::end_reason(lang, because));
    let stays = dossier.active_stay(on).is_some() && LeaveReason::of_card(because).is_none();
    let stays = if stays { text!(lang, "，居住登记不变", "; the registration goes on") } else { String::new() };
    text!(
        lang,
        "{who}的{kind} {number} 自 {on} 起终止（{reason}）{stays}。",
        "The {kind} {number} of {who} ended on {on} ({reason}){stays}."
    )
}
