//! The values of rules and what they may be set to, as somebody would say them aloud. What is typed and kept
//! stays as it is: these words stand beside it.

use super::{counted, labels, text};
use crate::domain::calendar::Day;
use crate::domain::constant::{Constant, Range};
use crate::domain::lang::Lang;
use crate::domain::regime::{Exempt, Limit, Window};
use crate::domain::rule_text;
use crate::domain::rulebook::RuleBook;

/// A value of the rule of this name (without its regime).
pub fn value(lang: Lang, name: &str, value: &str) -> String {
    if let Some(limit) = rule_text::limit(value) {
        return limit_said(lang, limit);
    }
    if let Some(window) = rule_text::window(value) {
        return window_said(lang, window);
    }
    if let Some(word) = word(lang, name, value) {
        return word;
    }
    if matches!(name, "barred_exempt" | "need_not_register") {
        let kinds = value.split(", ").filter_map(Exempt::parse).map(|kind| labels::exempt(lang, kind).to_owned());
        return labels::list(lang, &kinds.collect::<Vec<_>>());
    }
    if Day::parse_iso(value).is_some() || value.parse::<u32>().is_err() && name != "target_rate" {
        return value.to_owned();
    }
    number(lang, name, value)
}

/// A word that means something of its own.
fn word(lang: Lang, name: &str, value: &str) -> Option<String> {
    Some(match (name, value) {
        ("barred_exempt", "none") => text!(lang, "没有", "none"),
        ("target_rate", "none") => text!(lang, "没有定", "none set"),
        ("deadline_roll", "none") => text!(lang, "不顺延", "it stays"),
        ("deadline_roll", "next_working_day") => text!(lang, "顺延到下一个工作日", "the next working day"),
        ("entitlement", "none") => text!(lang, "本市没有规定", "no rule of ours"),
        ("entitlement", "by_stay") => text!(lang, "拟居住满一定天数的人", "by the intended stay"),
        ("entitlement", "by_residence") => text!(lang, "居住登记满一定时间的人", "by registered residence"),
        ("day_count", "inclusive") => text!(lang, "算", "yes, it is the first day"),
        ("day_count", "civil_code") => text!(lang, "不算，次日是第一天", "no, the day after is the first"),
        ("after_late", "from_endorsement") => text!(lang, "从补签之日", "from the late endorsement"),
        ("after_late", "old_anniversary") => text!(lang, "仍按原来的周年", "the old ones go on"),
        ("dwelling_ground_lease", "any") => text!(lang, "备案与否都行", "filed or not"),
        ("dwelling_ground_lease", "filed") => text!(lang, "要已备案的", "a filed one"),
        ("endorse_papers", "recorded") => text!(lang, "带了什么记什么", "what is shown is recorded"),
        ("endorse_papers", "required") => text!(lang, "要带齐", "all are needed"),
        ("day_of_acceptance", "not counted") => text!(lang, "不算在内", "not counted"),
        ("birthday_of_29_february", "03-01") => text!(lang, "3月1日", "1 March"),
        (_, "true") => text!(lang, "是", "yes"),
        (_, "false") => text!(lang, "否", "no"),
        _ => return None,
    })
}

/// A number with what it counts.
fn number(lang: Lang, name: &str, value: &str) -> String {
    let both = |zh: &str, noun: &str| {
        let counted = counted(value, noun);
        text!(lang, "{value} {zh}", "{counted}")
    };
    match name {
        "photos" => both("张", "photo"),
        "residence_months" | "validity_months" | "temporary_permit_months" => both("个月", "month"),
        "min_stay_days" | "gap_allowed" => both("天", "day"),
        "proxy_below_age" if value == "0" => text!(lang, "都不必", "nobody"),
        "liable_from_age" | "liable_below_age" | "proxy_below_age" | "proxy_min_age" => both("周岁", "year"),
        "fee" | "replacement_fee" | "changed_fee" => text!(lang, "{value} 元", "{value} yuan"),
        "target_rate" => format!("{value}%"),
        _ => value.to_owned(),
    }
}

pub fn limit_said(lang: Lang, limit: Limit) -> String {
    match limit {
        Limit::Days(days) => {
            let counted = counted(days, "day");
            text!(lang, "{days} 天", "{counted}")
        }
        Limit::WorkingDays(days) => {
            let counted = counted(days, "working day");
            text!(lang, "{days} 个工作日", "{counted}")
        }
    }
}

fn window_said(lang: Lang, window: Window) -> String {
    match window {
        Window::LastDays(days) => {
            let counted = counted(days, "day");
            text!(lang, "到期前最后 {days} 天", "the last {counted} of validity")
        }
        Window::MonthsBefore(months) => {
            let counted = counted(months, "month");
            text!(lang, "满周年前 {months} 个月", "the last {counted} before the anniversary")
        }
    }
}

/// What the rule of this name may be set to: each word as it is typed, with what it means.
pub fn range(lang: Lang, name: &str, range: &Range) -> String {
    let or = text!(lang, "，或 ", ", or ");
    match range {
        Range::Whole { least, most } => text!(lang, "{least} 至 {most}", "{least} to {most}"),
        Range::Words(words) => {
            let said = |word: &String| {
                let meaning = value(lang, name, word);
                text!(lang, "{word}（{meaning}）", "{word} ({meaning})")
            };
            words.iter().map(said).collect::<Vec<_>>().join(&or)
        }
        Range::List(words) => {
            let said = |word: &String| {
                let meaning = Exempt::parse(word).map_or("", |kind| labels::exempt(lang, kind));
                text!(lang, "{word}（{meaning}）", "{word} ({meaning})")
            };
            let listed = words.iter().map(said).collect::<Vec<_>>().join(&text!(lang, "、", ", "));
            text!(
                lang,
                "none（没有），或其中几种，用逗号隔开：{listed}",
                "none, or some of these with commas between: {listed}"
            )
        }
        Range::Limit { least, most } => text!(
            lang,
            "{least} 至 {most} 天，写作 {most}天；或 {least} 至 {most} 个工作日，写作 {most}个工作日",
            "{least} to {most} days, or {least} to {most} working days, as in {most} working days"
        ),
        Range::Days { least, most } => {
            text!(lang, "{least} 至 {most} 天，写作 {most}天", "{least} to {most} days, as in {most} days")
        }
        Range::Window => text!(
            lang,
            "到期前最后 1 至 180 天，写作 last 30 days；或满周年前 1 至 6 个月，写作 1 month before",
            "the last 1 to 180 days, as in last 30 days, or 1 to 6 months before, as in 1 month before"
        ),
        Range::Percent => text!(lang, "none（不定），或 0.00 至 100.00", "none, or 0.00 to 100.00"),
    }
}

/// The key of a rule that was named by its label, as far as one of that label is in force on the day; else the
/// words as they are.
pub fn key_of(book: &RuleBook, named: &str, on: Day) -> String {
    let in_force = |constant: &&Constant| {
        let ends = constant.regime.and_then(|regime| book.end_of(regime));
        constant.since <= on && ends.is_none_or(|end| on < end)
    };
    let labelled = |constant: &&Constant| [&constant.label_zh, &constant.label_en].contains(&&named.trim().to_owned());
    let mut all = book.constants().iter().filter(labelled).filter(in_force);
    match (all.next(), all.next()) {
        (Some(one), None) => one.key.clone(),
        (Some(_), Some(_)) | (None, _) => named.to_owned(),
    }
}

/// The value as it is kept, of one that was said as it is printed: 不算，次日是第一天 for `civil_code`.
pub fn kept(constant: &Constant, given: &str) -> Option<String> {
    let range = constant.range.as_ref()?;
    if range.read(given).is_some() {
        return None;
    }
    let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let said = |value_kept: &str| {
        [Lang::Zh, Lang::En].iter().any(|lang| plain(&value(*lang, constant.name(), value_kept)) == plain(given))
    };
    match range {
        Range::Words(words) => words.iter().find(|word| said(word)).cloned(),
        Range::List(words) if said("none") || words.is_empty() => Some("none".to_owned()),
        Range::List(words) => {
            let code = |label: &str| {
                let fits = |word: &&String| {
                    let kind = Exempt::parse(word);
                    kind.is_some_and(|kind| {
                        [Lang::Zh, Lang::En].iter().any(|lang| labels::exempt(*lang, kind) == label)
                    })
                };
                words.iter().find(fits).cloned()
            };
            let codes: Option<Vec<String>> = given.split(['、', ',', '，']).map(|label| code(label.trim())).collect();
            codes.map(|codes| codes.join(","))
        }
        Range::Whole { least, most } => (*least..=*most).map(|number| number.to_string()).find(|number| said(number)),
        Range::Percent if said("none") => Some("none".to_owned()),
        Range::Percent => given.trim().strip_suffix(['%', '％']).map(|number| number.trim().to_owned()),
        Range::Window => {
            let days = (1..=180).map(|days| format!("last {days} days"));
            let months = (2..=6).map(|months| format!("{months} months before"));
            days.chain(["1 month before".to_owned()]).chain(months).find(|window| said(window))
        }
        Range::Limit { .. } | Range::Days { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference;

    #[test]
    fn values_are_said_with_what_they_count() {
        for (name, given, zh, en) in [
            ("issue_within", "7 working days", "7 个工作日", "7 working days"),
            ("extend_within", "1 days", "1 天", "1 day"),
            ("window", "last 30 days", "到期前最后 30 天", "the last 30 days of validity"),
            ("window", "1 month before", "满周年前 1 个月", "the last 1 month before the anniversary"),
            ("photos", "1", "1 张", "1 photo"),
            ("gap_allowed", "0", "0 天", "0 days"),
            ("replacement_fee", "5", "5 元", "5 yuan"),
            ("target_rate", "80.00", "80.00%", "80.00%"),
            ("ground", "true", "是", "yes"),
            ("from", "2016-01-01", "2016-01-01", "2016-01-01"),
            ("barred_exempt", "hotel, rescue", "住旅店、在救助站受助", "hotel guest, in a rescue station"),
        ] {
            assert_eq!((value(Lang::Zh, name, given).as_str(), value(Lang::En, name, given).as_str()), (zh, en));
        }
    }

    #[test]
    fn what_is_printed_can_be_typed() {
        let book = reference::rule_book();
        for constant in book.constants() {
            let Some(range) = &constant.range else { continue };
            for lang in [Lang::Zh, Lang::En] {
                let said = value(lang, constant.name(), &constant.value);
                let typed = kept(constant, &said).unwrap_or(said);
                assert_eq!(range.read(&typed).as_ref(), Some(&constant.value), "{}: {typed}", constant.key);
            }
        }
        let of = |key: &str, given: &str| kept(book.constant(key).unwrap(), given);
        for (key, given, expected) in [
            ("day_count", "不算，次日是第一天", Some("civil_code")),
            ("deadline_roll", "顺延到下一个工作日", Some("next_working_day")),
            ("target_rate", "80.00%", Some("80.00")),
            ("target_rate", "没有定", Some("none")),
            ("guizhou-2012.photos", "2 张", Some("2")),
            ("guiyang-2012.barred_exempt", "住旅店、在救助站受助", Some("hotel,rescue")),
            ("guiyang-2012.window", "到期前最后 20 天", Some("last 20 days")),
            ("day_count", "civil_code", None),
            ("day_count", "不懂", None),
        ] {
            assert_eq!(of(key, given).as_deref(), expected, "{key} {given}");
        }
        let day = |text| Day::parse_iso(text).unwrap();
        assert_eq!(key_of(&book, "登记当日算不算半年的第一天", day("2018-01-01")), "day_count");
        assert_eq!(key_of(&book, "照片张数", day("2013-01-01")), "guizhou-2012.photos");
        assert_eq!(key_of(&book, "没有这一项", day("2013-01-01")), "没有这一项");
    }

    #[test]
    fn every_value_of_every_rule_has_words_in_chinese() {
        let plain = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == '-');
        for constant in reference::rule_book().constants() {
            let said = value(Lang::Zh, constant.name(), &constant.value);
            assert!(plain(&said) || !said.is_ascii(), "{}: {said}", constant.key);
            if let Some(range) = &constant.range {
                assert!(
                    super::range(Lang::Zh, constant.name(), range).contains(|c: char| !c.is_ascii()),
                    "{}",
                    constant.key
                );
            }
        }
    }
}
