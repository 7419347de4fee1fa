//! What is said of rules that cannot be set.

use super::article::cite;
use super::unit::named_by;
use super::{Describe, Words, echo, rule_values, text};
use crate::domain::calendar::Day;
use crate::domain::clash::Clash;
use crate::domain::code::Code;
use crate::domain::constant::CHOICE;
use crate::domain::lang::Lang;
use crate::ops::rules::RuleRefusal;

/// The command that shows all rules.
const SHOW: &str = "jzz rules show";

impl Describe for RuleRefusal {
    fn code(&self) -> Code {
        RuleRefusal::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            RuleRefusal::UnknownKey { key } => {
                let key = echo(key);
                Words::new(text!(lang, "没有叫“{key}”的规则项", "there is no rule called {key}"))
                    .hint(SHOW)
                    .detail("key", key)
            }
            RuleRefusal::OutOfRange { key, value, range, example, source } => {
                let (value, cited) = (echo(value), cite(lang, source.trim_start_matches([CHOICE, ' '])));
                let cited = if cited.is_empty() { cited } else { text!(lang, "（{cited}）", " ({cited})") };
                let sentence = match example {
                    Some(example) => text!(
                        lang,
                        "{key} 的值“{value}”没有写明单位，要整个写成“{example}”这样；可以是：{range}{cited}",
                        "{key}: the value {value} lacks its unit; write it whole, as '{example}'; it can be: {range}{cited}"
                    ),
                    None => text!(
                        lang,
                        "{key} 不能设为“{value}”，只能是：{range}{cited}",
                        "{key} cannot be set to {value}; it can be: {range}{cited}"
                    ),
                };
                Words::new(sentence)
                    .hint(SHOW)
                    .detail("key", key.clone())
                    .detail("value", value)
                    .detail("range", range.clone())
            }
            RuleRefusal::Fixed { key, value, source } => fixed(lang, key, value, source),
            RuleRefusal::NotByUnit { key } => Words::new(text!(
                lang,
                "{key} 全市只有一个值，不能按单位设定",
                "{key} has one value for the whole city and cannot be set for a unit"
            ))
            .once_more(text!(lang, "去掉 --for", "leave --for out"), "--for")
            .detail("key", key.clone()),
            RuleRefusal::OutOfTime { key, from, first, last } => out_of_time(lang, key, *from, *first, *last),
            RuleRefusal::Same { key, value, since } => Words::new(text!(
                lang,
                "{key} 自 {since} 起已经是“{value}”，没有什么要改",
                "{key} has been {value} since {since}: there is nothing to change"
            ))
            .hint(SHOW)
            .detail("key", key.clone())
            .detail("value", value.clone())
            .detail("since", since.to_string()),
            RuleRefusal::Contradicts { key, value, other, other_value, clash, on } => {
                contradicts(lang, [key, value], [other, other_value], *clash, *on)
            }
            RuleRefusal::Unit(refusal) => named_by(refusal, "--for", lang),
        }
    }
}

fn out_of_time(lang: Lang, key: &str, from: Day, first: Day, last: Option<Day>) -> Words {
    let sentence = match last {
        Some(last) => text!(
            lang,
            "{key} 只在 {first} 至 {last} 施行，不能从 {from} 起设定",
            "{key} is in force from {first} to {last} and cannot be set from {from} on"
        ),
        None => text!(
            lang,
            "{key} 自 {first} 起施行，不能从 {from} 起设定",
            "{key} is in force from {first} on and cannot be set from {from} on"
        ),
    };
    Words::new(sentence)
        .hint(format!("--from {first}"))
        .detail("key", key)
        .detail("from", from.to_string())
        .detail("first", first.to_string())
        .detail("last", last.map(|day| day.to_string()))
}

fn contradicts(
    lang: Lang,
    [key, value]: [&String; 2],
    [other, other_value]: [&String; 2],
    clash: Clash,
    on: Day,
) -> Words {
    let (why, name) = (clash_said(lang, clash), |key: &str| key.rsplit('.').next().map(str::to_owned));
    let other_said = name(other).map_or_else(String::new, |name| rule_values::value(lang, &name, other_value));
    Words::new(text!(
        lang,
        "{key} 不能设为“{value}”：{on} 起 {other} 是 {other_said}，{why}",
        "{key} cannot be set to {value}: from {on} on {other} is {other_said}; {why}"
    ))
    .hint(SHOW)
    .detail("key", key.clone())
    .detail("value", value.clone())
    .detail("other", other.clone())
    .detail("other_value", other_value.clone())
    .detail("on", on.to_string())
}

fn clash_said(lang: Lang, clash: Clash) -> String {
    match clash {
        Clash::ExtensionNotLonger => {
            text!(lang, "延长后的期限要比原来的长", "an extended limit must be longer than the limit itself")
        }
        Clash::PromiseLonger => {
            text!(lang, "承诺不能比规定的期限还长", "a promise cannot be longer than the limit of the law")
        }
        Clash::ProxyAChild => {
            text!(lang, "自己还要人代办的，不能代别人办", "whoever needs a proxy cannot be one")
        }
        Clash::WindowNotShorter => {
            text!(lang, "签注时间要比有效期短", "the window must be shorter than the validity")
        }
    }
}

fn fixed(lang: Lang, key: &str, value: &str, source: &str) -> Words {
    let cited = cite(lang, source);
    let sentence = if source == "no text" {
        text!(
            lang,
            "{key}＝{value} 是程序的固定约定，不能设定",
            "{key} = {value} is a convention of the program and cannot be set"
        )
    } else {
        text!(
            lang,
            "{key}＝{value} 是规定写明的（{cited}），不能设定",
            "{key} = {value} is what the rules say ({cited}) and cannot be set"
        )
    };
    Words::new(sentence).hint(SHOW).detail("key", key).detail("value", value).detail("source", source)
}
