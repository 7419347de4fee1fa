//! What a correction changed besides what it corrected.

use crate::domain::calendar::Day;
use crate::domain::effect::{Accepted, Effect};
use crate::domain::lang::Lang;
use crate::domain::papers::Missing;
use crate::domain::permit::Status;
use crate::present::words::why::lacked;
use crate::present::words::{history, labels, text};

/// One sentence.
pub fn effect(effect: &Effect, lang: Lang) -> String {
    match effect {
        Effect::NotThen { accepted, why } => {
            let (what, on, lacked) = (what(accepted, lang), accepted.on, lacked(*why, lang));
            let said = text!(
                lang,
                "改后，{what} {on} 受理时还不够条件：{lacked}。",
                "As corrected, the conditions were not met when {what} was accepted on {on}: {lacked}."
            );
            said + &then(accepted, lang)
        }
        Effect::Papers { accepted, missing } => papers(accepted, missing, lang),
        Effect::Then { accepted } => {
            let (what, on) = (what(accepted, lang), accepted.on);
            text!(
                lang,
                "改后，{what} {on} 受理时是够条件的。",
                "As corrected, the conditions were met when {what} was accepted on {on}."
            )
        }
        Effect::MayNot { why } => {
            let lacked = lacked(*why, lang);
            text!(
                lang,
                "改后，现在不能申领居住证：{lacked}。",
                "As corrected, no permit can be applied for now: {lacked}."
            )
        }
        Effect::May { since } => text!(
            lang,
            "改后，{since} 起就够条件，现在可以申领居住证。",
            "As corrected, the conditions are met from {since}: a permit can be applied for now."
        ),
        Effect::MayFrom { since, was: Some(was) } => text!(
            lang,
            "改后，{since} 起可以申领居住证，原来是 {was} 起。",
            "As corrected, a permit can be applied for from {since}; before it was from {was}."
        ),
        Effect::MayFrom { since, was: None } => {
            text!(lang, "改后，{since} 起可以申领居住证。", "As corrected, a permit can be applied for from {since}.")
        }
        Effect::Must { on, by } => must(*on, *by, lang),
        Effect::MustNot { on } => text!(
            lang,
            "改后，{on} 这天不再属于应当申领居住证的人。",
            "As corrected, the person was not one of those who must have a permit on {on}."
        ),
        Effect::By { by, was } => text!(
            lang,
            "改后，申领居住证最晚 {by}，原来是 {was}。",
            "As corrected, the last day to apply for a permit is {by}; before it was {was}."
        ),
        Effect::Status { permit, was, is } => status(permit, *was, *is, lang),
    }
}

fn must(on: Day, by: Option<Day>, lang: Lang) -> String {
    match by {
        Some(by) => text!(
            lang,
            "改后，{on} 这天属于应当申领居住证的人，最晚 {by}；改前不是。",
            "As corrected, the person was one of those who must have a permit on {on}, to be applied for by {by}; before, not."
        ),
        None => text!(
            lang,
            "改后，{on} 这天属于应当申领居住证的人；改前不是。",
            "As corrected, the person was one of those who must have a permit on {on}; before, not."
        ),
    }
}

/// The card, else the application that waits.
fn what(accepted: &Accepted, lang: Lang) -> String {
    let application = &accepted.application;
    match &accepted.permit {
        Some(permit) => text!(lang, "证 {permit} 的申领", "the application for card {permit}"),
        None => text!(lang, "申领 {application}", "application {application}"),
    }
}

/// What can be done about it, where anything can.
fn then(accepted: &Accepted, lang: Lang) -> String {
    if !accepted.open {
        return String::new();
    }
    let application = &accepted.application;
    match &accepted.permit {
        Some(permit) => text!(
            lang,
            "证不会自己失效；查实发错了的：jzz permit end {permit} --because error",
            " The card does not lapse by itself; if it was truly issued in error: jzz permit end {permit} --because error"
        ),
        None => text!(
            lang,
            "查实了的：jzz permit refuse {application} --because 【理由】 --article 【条款】",
            " If that is so: jzz permit refuse {application} --because _REASON_ --article _ARTICLE_"
        ),
    }
}

fn papers(accepted: &Accepted, missing: &[Missing], lang: Lang) -> String {
    let (what, on) = (what(accepted, lang), accepted.on);
    let missing: Vec<String> = missing.iter().map(|thing| history::missing(lang, thing.code().as_str())).collect();
    let missing = labels::list(lang, &missing);
    let said = text!(
        lang,
        "改后，{what} {on} 受理时材料不齐，缺：{missing}。",
        "As corrected, papers were missing when {what} was accepted on {on}: {missing}."
    );
    said + &then(accepted, lang)
}

fn status(permit: &str, was: Status, is: Status, lang: Lang) -> String {
    let (was, is) = (labels::status(lang, was), labels::status(lang, is));
    text!(
        lang,
        "改后，证 {permit} 现在是“{is}”，改前是“{was}”。",
        "As corrected, card {permit} is {is} now; before it was {was}."
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::eligibility::NotEntitled;

    fn all() -> Vec<Effect> {
        let day = |text: &str| Day::parse_iso(text).unwrap();
        let on = day("2017-01-01");
        let why = NotEntitled::HalfYear { since: day("2017-06-30") };
        let permit = || Some("JZ5201021700000006".to_owned());
        let accepted = |permit: Option<String>, open| Accepted { application: "A000001".to_owned(), permit, on, open };
        let not_then = |permit, open| Effect::NotThen { accepted: accepted(permit, open), why };
        let missing = vec![Missing::Identity { child: true }, Missing::Proxy];
        let papers = Effect::Papers { accepted: accepted(permit(), true), missing };
        let then = |permit| Effect::Then { accepted: accepted(permit, true) };
        let status = Effect::Status { permit: permit().unwrap_or_default(), was: Status::Valid, is: Status::Suspended };
        let since = day("2017-06-30");
        vec![
            not_then(permit(), true),
            not_then(permit(), false),
            not_then(None, true),
            papers,
            then(permit()),
            then(None),
            Effect::MayNot { why },
            Effect::May { since },
            Effect::MayFrom { since, was: Some(on) },
            Effect::MayFrom { since, was: None },
            Effect::Must { on, by: Some(since) },
            Effect::Must { on, by: None },
            Effect::MustNot { on },
            Effect::By { by: since, was: on },
            status,
        ]
    }

    #[test]
    fn every_effect_in_both_languages() {
        let told = |lang| all().iter().map(|one| effect(one, lang)).collect::<Vec<_>>().join("\n");
        insta::assert_snapshot!("effects", format!("{}\n\n{}", told(Lang::Zh), told(Lang::En)));
    }
}
