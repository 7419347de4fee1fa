//! Duties, last days and applications in sentences.

use super::limit;
use crate::domain::application::ApplicationState;
use crate::domain::calendar::Day;
use crate::domain::eligibility::ClockStart;
use crate::domain::lang::Lang;
use crate::domain::mask;
use crate::domain::regime::Limit;
use crate::domain::why::{ApplicationFact, DutyFact, Held};
use crate::present::words::article::cite;
use crate::present::words::{labels, text};

pub fn duty(fact: &DutyFact, lang: Lang) -> String {
    match fact {
        DutyFact::Must { from_age, below_age, days } => text!(
            lang,
            "已满{from_age}周岁、不满{below_age}周岁，住{days}日以上的，应当申领居住证",
            "Whoever is {from_age} or older and under {below_age}, and stays {days} days or more, must apply for a permit"
        ),
        DutyFact::UnderAge { age, until } => text!(
            lang,
            "{until} 才满{age}周岁，在那以前办不办由自己，不是非办不可",
            "The {age}th birthday is on {until}; until then it is a choice and no duty"
        ),
        DutyFact::OverAge { age, since } => text!(
            lang,
            "{since} 已满{age}周岁，办不办由自己，不是非办不可",
            "The {age}th birthday was on {since}; from then on it is a choice and no duty"
        ),
        DutyFact::BirthUnknown => text!(
            lang,
            "登记库里没有出生日期，是不是非办不可算不出来，看本人证件",
            "The day of birth is not known, so the register cannot say whether there is a duty; look at the person's papers"
        ),
        DutyFact::Exempt(exempt) => {
            let label = labels::exempt(lang, *exempt);
            text!(
                lang,
                "登记的是“{label}”，不是非办不可",
                "The registration is marked: {label}; such people have no duty"
            )
        }
        DutyFact::ApplyBy { by, from, start, limit, passed, applied } => {
            apply_by((*by, *from), *start, *limit, (*passed, *applied), lang)
        }
        DutyFact::NoCalendar { year } => text!(
            lang,
            "最晚哪天算不出来：登记库里没有 {year} 年的放假安排",
            "The last day cannot be told: the register has no calendar of working days for {year}"
        ),
        DutyFact::Holds(held) => holds(*held, lang),
        DutyFact::Voluntary { since } => text!(
            lang,
            "{since} 起，办不办居住证由本人自愿，没有最晚哪天",
            "Since {since} it is for the person to choose: there is no duty and no last day"
        ),
    }
}

/// Until which day, counted from which; `applied`: the day on which it was done in the end.
fn apply_by(
    (by, from): (Day, Day),
    start: ClockStart,
    within: Limit,
    (passed, applied): (bool, Option<Day>),
    lang: Lang,
) -> String {
    let (from, within) = (clock(start, &from.to_string(), lang), limit(within, lang));
    match (applied, passed) {
        (Some(applied), _) => text!(
            lang,
            "{from}起，应当在{within}内来办，头一天不算，最晚 {by}；{applied} 已经来申领了",
            "The limit was {within} from {from}, that day not counted, until {by}; the application was made on {applied}"
        ),
        (None, true) => text!(
            lang,
            "{from}起，应当在{within}内来办，头一天不算，最晚 {by}；已经过了，现在来照样受理",
            "The limit is {within} from {from}, that day not counted: it ended on {by}; the application is taken all the same"
        ),
        (None, false) => text!(
            lang,
            "{from}起，应当在{within}内来办，头一天不算，最晚 {by}",
            "The limit is {within} from {from}, that day not counted: the last day to apply is {by}"
        ),
    }
}

/// For which card there is no last day.
fn holds(held: Held, lang: Lang) -> String {
    match held {
        Held::Live => {
            text!(lang, "手上已经有证，没有最晚哪天的问题", "A card is held already, so there is no last day to apply")
        }
        Held::Expired => text!(
            lang,
            "原来领的证过期了、还没有注销，所以不另定最晚哪天",
            "The card of before has expired and was not ended, so no last day is set"
        ),
        Held::Temporary => text!(
            lang,
            "手上的暂住证还没有到期，所以没有最晚哪天",
            "The temporary permit still runs, so there is no last day to apply"
        ),
    }
}

fn clock(start: ClockStart, from: &str, lang: Lang) -> String {
    match start {
        ClockStart::Arrival => text!(lang, "从来到本地的 {from} ", "the arrival on {from}"),
        ClockStart::Registration => {
            text!(lang, "哪天来的没有登记，从登记那天 {from} ", "the registration on {from}, the arrival being unknown")
        }
        ClockStart::LongerStay => {
            text!(lang, "从说明要住久的 {from} ", "{from}, when it was told that the stay is a longer one")
        }
        ClockStart::Birthday => text!(lang, "从到了年龄的生日 {from} ", "the birthday on {from}"),
        ClockStart::Rules => text!(lang, "从规定施行的 {from} ", "{from}, the first day of the rules"),
    }
}

pub fn application(fact: &ApplicationFact, lang: Lang) -> String {
    match fact {
        ApplicationFact::Incomplete { on } => text!(
            lang,
            "{on} 来申领过，材料不齐，当场一次说清了缺什么；没有受理，期限没有开始算",
            "An application was brought on {on}; papers were missing, all of them were named at once, and the limit has not begun"
        ),
        ApplicationFact::Accepted { on, due: Some(due) } => text!(
            lang,
            "{on} 的申领已经受理，最晚 {due} 发证",
            "The application of {on} was accepted; the card is due by {due}"
        ),
        ApplicationFact::Accepted { on, due: None } => text!(
            lang,
            "{on} 的申领已经受理；最晚哪天发证算不出来，登记库里没有那一年的放假安排",
            "The application of {on} was accepted; by when the card is due cannot be told, the register has no calendar of that year"
        ),
        ApplicationFact::Closed { applied, on, state, because, article } => match state {
            ApplicationState::Refused => refused(*applied, *on, because.as_deref(), article.as_deref(), lang),
            ApplicationState::Withdrawn
            | ApplicationState::Incomplete
            | ApplicationState::Open
            | ApplicationState::Issued => {
                text!(lang, "{applied} 的申领 {on} 撤回了", "The application of {applied} was withdrawn on {on}")
            }
        },
        ApplicationFact::Card { number, status, since } => {
            let status = labels::status(lang, *status);
            text!(
                lang,
                "名下的证是 {number}，从 {since} 起：{status}",
                "The card in the person's name is {number}, since {since}: {status}"
            )
        }
    }
}

/// A refusal, with the reason and the article as the register has them.
fn refused(applied: Day, on: Day, because: Option<&str>, article: Option<&str>, lang: Lang) -> String {
    let sentence =
        text!(lang, "{applied} 的申领 {on} 决定不予办理", "The application of {applied} was refused on {on}");
    let Some(because) = because.map(mask::in_text) else { return sentence };
    let sentence = text!(lang, "{sentence}，理由：{because}", "{sentence}; the reason: {because}");
    // A reason that names its article is both.
    match article.map(mask::in_text).filter(|article| *article != because) {
        Some(article) => {
            let article = cite(lang, &article);
            text!(lang, "{sentence}；依据：{article}", "{sentence}; under: {article}")
        }
        None => sentence,
    }
}
