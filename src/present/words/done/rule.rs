//! After setting a rule and loading a calendar.

use crate::domain::calendar::Day;
use crate::domain::lang::Lang;
use crate::ops::rules::RuleSet;
use crate::present::words::{counted_as, rule_values, text};

/// `rules set`; `unit`: name and code of the one that it is set for.
pub fn rule_set(set: &RuleSet, unit: Option<(&str, &str)>, lang: Lang) -> String {
    let (constant, setting) = (set.planned.constant, &set.planned.setting);
    let (label, value) = match lang {
        Lang::Zh => (&constant.label_zh, rule_values::value(lang, constant.name(), &setting.value)),
        Lang::En => (&constant.label_en, rule_values::value(lang, constant.name(), &setting.value)),
    };
    let (from, effect) = (setting.from, &set.effect);
    let parts = [
        (effect.cards, "张证", "card", "cards"),
        (effect.limits(), "件申领的期限", "limit of an application", "limits of applications"),
        (effect.promises(), "件申领的承诺发证日", "promise to an applicant", "promises to applicants"),
    ];
    let touched = || parts.iter().filter(|(count, ..)| *count > 0);
    let zh: Vec<String> = touched().map(|(count, what, ..)| format!("{count} {what}")).collect();
    let en: Vec<String> = touched().map(|(count, _, one, many)| counted_as(count, one, many)).collect();
    let (zh, en) = (zh.join("、"), en.join(", "));
    let follows = if zh.is_empty() {
        text!(lang, "已有的证和申领不受影响", "no card and no application is touched")
    } else {
        text!(lang, "已按新规则重算：{zh}", "computed anew: {en}")
    };
    let of = unit
        .map_or_else(String::new, |(name, code)| text!(lang, "（只对{name}（{code}））", " for {name} ({code}) alone"));
    text!(
        lang,
        "规则“{label}”{of}自 {from} 起改为：{value}；{follows}。",
        "The rule “{label}” is “{value}”{of} from {from} on; {follows}."
    )
}

/// That the unit a rule is set for stands no more from a day on.
pub fn rule_ends(unit: &str, until: Day, lang: Lang) -> String {
    text!(
        lang,
        "{unit} {until} 起已经撤并，这样定的只管到那以前。",
        "{unit} stands no more from {until} on: what is set for it holds until then."
    )
}

/// `rules holidays`
pub fn calendar_loaded(year: i16, corrected: bool, lang: Lang) -> String {
    if corrected {
        text!(lang, "{year} 年的放假安排已更正。", "The calendar of {year} is corrected.")
    } else {
        text!(lang, "{year} 年的放假安排已装入。", "The calendar of {year} is loaded.")
    }
}
