//! What is said of a unit or counter that cannot serve.

use super::{Describe, Words, echo, text};
use crate::domain::code::Code;
use crate::domain::lang::Lang;
use crate::domain::unit::UnitRefusal;

/// Which of several units is meant.
pub fn which(lang: Lang) -> String {
    text!(lang, "是哪一个", "Which one is it")
}

/// Units to choose from by number or name, and none of them.
pub fn choices(units: &[(String, String)], lang: Lang) -> Vec<String> {
    let numbered = |(at, (code, path)): (usize, &(String, String))| format!("{}  {path}  {code}", at + 1);
    let none = text!(lang, "{0}  都不是，重新写", "{0}  none of these", units.len() + 1);
    units.iter().enumerate().map(numbered).chain([none]).collect()
}

impl Describe for UnitRefusal {
    fn code(&self) -> Code {
        UnitRefusal::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        named_by(self, "--unit", lang)
    }
}

/// A line of a hint for each unit that may be meant: which one it is, nobody but the clerk knows.
fn each_of(units: &[(String, String)], flag: &str) -> String {
    let lines: Vec<String> = units.iter().map(|(code, _)| format!("{flag} {code}")).collect();
    if lines.is_empty() { LIST.to_owned() } else { lines.join("\n") }
}

fn unknown(text: &str, near: &[(String, String)], flag: &str, lang: Lang) -> Words {
    let text = echo(text);
    let sentence = text!(
        lang,
        "没有叫“{text}”的社区、乡镇、区县或受理点",
        "there is no community, town, district or counter called {text}"
    );
    let listed: Vec<String> = near.iter().map(|(code, path)| format!("{code} {path}")).collect();
    let listed = super::labels::list(lang, &listed);
    let words = if near.is_empty() {
        Words::new(sentence)
    } else {
        Words::new(text!(lang, "{sentence}；名字相近的有：{listed}", "{sentence}; nearly so called: {listed}"))
    };
    let codes: Vec<&str> = near.iter().map(|(code, _)| code.as_str()).collect();
    words.hint(each_of(near, flag)).detail("unit", text).detail("near", codes)
}

/// The command that lists all units.
const LIST: &str = "jzz unit list";

/// The refusal of a unit that was named by this flag, `--unit` or `--counter`.
#[expect(clippy::too_many_lines, reason = "one arm a variant, two languages each")]
pub fn named_by(refusal: &UnitRefusal, flag: &str, lang: Lang) -> Words {
    let list = LIST;
    match refusal {
        UnitRefusal::Unknown { text, near } => unknown(text, near, flag, lang),
        UnitRefusal::Ambiguous { text, candidates } => {
            let text = echo(text);
            let listed: Vec<String> = candidates.iter().map(|(code, path)| format!("{code} {path}")).collect();
            let several = super::labels::list(lang, &listed);
            let words = Words::new(text!(
                lang,
                "叫“{text}”的不止一个：{several}；要写明是哪一个",
                "{text} is the name of several: {several}; say which one"
            ));
            let codes: Vec<&str> = candidates.iter().map(|(code, _)| code.as_str()).collect();
            words.hint(each_of(candidates, flag)).detail("unit", text).detail("candidates", codes)
        }
        UnitRefusal::NotStanding { code, name, on, successors } => {
            let listed: Vec<String> = successors
                .iter()
                .map(|(next, next_name)| text!(lang, "{next_name}（{next}）", "{next_name} ({next})"))
                .collect();
            let listed = super::labels::list(lang, &listed);
            let words = match successors.as_slice() {
                [.., (next, _)] => Words::new(text!(
                    lang,
                    "{name}（{code}）在 {on} 已经撤并，由{listed}接替",
                    "{name} ({code}) no longer stood on {on}; {listed} took over"
                ))
                .hint(format!("{flag} {next}"))
                .detail("successor", next.clone())
                .detail("successors", successors.iter().map(|(next, _)| next.clone()).collect::<Vec<_>>()),
                [] => Words::new(text!(
                    lang,
                    "{name}（{code}）在 {on} 还没有设立，或已撤销而没有接替单位",
                    "{name} ({code}) did not stand on {on}: not yet made, or closed without a successor"
                ))
                .hint(format!("jzz unit list --as-of {on}")),
            };
            words.detail("unit", code.clone()).detail("on", on.to_string())
        }
        UnitRefusal::HoldsNobody { code, name } => Words::new(text!(
            lang,
            "{name}（{code}）是全市，人要登记到所住的社区或乡镇，至少到区县",
            "{name} ({code}) is the whole city; people are registered at their community or town, or at least their district"
        ))
        .hint(list)
        .detail("unit", code.clone()),
        UnitRefusal::NoCounter { code, name, instead: Some((counter, counter_name)) } => Words::new(text!(
            lang,
            "{name}（{code}）没有受理点；当地居民到{counter_name}（{counter}）办理",
            "{name} ({code}) has no counter; its people are served at {counter_name} ({counter})"
        ))
        .hint(format!("--counter {counter}"))
        .detail("unit", code.clone())
        .detail("instead", counter.clone()),
        UnitRefusal::NoCounter { code, name, instead: None } => Words::new(text!(
            lang,
            "{name}（{code}）没有受理点，当天也没有上级受理点接办",
            "{name} ({code}) has no counter, and none above it stood on that day"
        ))
        .hint(list)
        .detail("unit", code.clone()),
    }
}
