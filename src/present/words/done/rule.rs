//! After setting a rule and loading a calendar.

use crate::domain::lang::Lang;
use crate::ops::rules::RuleSet;
use crate::present::words::{counted, rule_values, text};

/// `rules set`
pub fn rule_set(set: &RuleSet, lang: Lang) -> String {
    let (constant, setting) = (set.planned.constant, &set.planned.setting);
    let (label, value) = match lang {
        Lang::Zh => (&constant.label_zh, rule_values::value(lang, constant.name(), &setting.value)),
        Lang::En => (&constant.label_en, rule_values::value(lang, constant.name(), &setting.value)),
    };
    let (from, cards, limits) = (setting.from, set.effect.cards, set.effect.limits());
    let follows = if cards + limits == 0 {
        text!(lang, "已有的证和申领不受影响", "no card and no application is touched")
    } else {
        let (cards_en, limits_en) = (counted(cards, "card"), counted(limits, "application"));
        text!(lang, "{cards} 张证、{limits} 件申领已按新规则重算", "{cards_en} and {limits_en} were computed anew")
    };
    text!(
        lang,
        "规则“{label}”自 {from} 起改为：{value}；{follows}。",
        "The rule “{label}” is “{value}” from {from} on; {follows}."
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
