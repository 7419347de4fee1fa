//! Readers of argument values that several commands share, and their typed errors.

use std::ffi::OsStr;
use std::fmt;
use std::marker::PhantomData;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Command, Error};

use super::language::spoken;
use crate::domain::admission::is_keepable;
use crate::domain::application::names_article;
use crate::domain::calendar::{Day, DayError};
use crate::domain::card_facts::NewDay;
use crate::domain::papers::{Evidence, Paper};
use crate::domain::period::{Every, Period};
use crate::present::words::keywords::{self, Keyword};
use crate::present::words::usage::Accepted;

/// Why a value was not taken; worded in `usage.rs`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueError {
    Day(DayError),
    /// The day inside a longer value.
    DayIn(String, DayError),
    Blank,
    Unkeepable,
    /// A word of a hint that was to be filled in.
    Placeholder,
    /// No whole number.
    NotWhole,
    /// A whole number, and not one of these.
    OutOf {
        least: u64,
        most: u64,
    },
    /// A text that should name an article of a rule and does not.
    NoArticle,
    /// None of the words that are accepted.
    Word {
        word: String,
        accepted: Vec<Accepted>,
    },
}

// clap wants it; nobody is shown it.
impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for ValueError {}

/// A day in any of the forms of the contract: `#[arg(long, value_parser = values::day)]`.
pub fn day(text: &str) -> Result<Day, ValueError> {
    Day::parse(text).map_err(ValueError::Day)
}

/// The keyword of a correction for what never happened.
pub const NEVER: &str = "none";

/// Whether a word says that something never happened.
pub fn is_never(text: &str) -> bool {
    let word = text.trim();
    word.eq_ignore_ascii_case(NEVER) || word == "没有" || word == "无"
}

/// A corrected day, or `none`.
pub fn new_day(text: &str) -> Result<NewDay, ValueError> {
    if is_never(text) { Ok(NewDay::Never) } else { day(text).map(NewDay::On) }
}

/// A month: `2012-08`, `2012-8`, `2012/8`, `201208`, `2012年8月`.
pub fn month(text: &str) -> Result<Period, ValueError> {
    let text = text.trim();
    let ending = if text.ends_with('月') {
        "1日"
    } else if let Some(separator) = text.chars().find(|c| ['-', '/', '.'].contains(c)) {
        if separator == '-' {
            "-1"
        } else if separator == '/' {
            "/1"
        } else {
            ".1"
        }
    } else {
        "01"
    };
    let first = Day::parse(&format!("{text}{ending}")).map_err(ValueError::Day)?;
    Ok(Period::of(Every::Month, first))
}

/// A whole number from one to another: `value_parser = values::whole::<u16>(0, 365)`.
pub fn whole<T: TryFrom<u64>>(
    least: u64,
    most: u64,
) -> impl Fn(&str) -> Result<T, ValueError> + Clone + Send + Sync + 'static {
    move |text| {
        let text = text.trim();
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ValueError::NotWhole);
        }
        let number = text.parse().ok().filter(|number| (least..=most).contains(number));
        number.and_then(|number| T::try_from(number).ok()).ok_or(ValueError::OutOf { least, most })
    }
}

/// Text that goes into the register: without control characters, not too long.
pub fn keepable(text: &str) -> Result<String, ValueError> {
    if is_keepable(text) { Ok(text.to_owned()) } else { Err(ValueError::Unkeepable) }
}

/// The same, and not only blanks; trimmed.
pub fn kept(given: &str) -> Result<String, ValueError> {
    keepable(&text(given)?)
}

/// Text that is not only blanks, trimmed.
pub fn text(text: &str) -> Result<String, ValueError> {
    let text = text.trim();
    if text.is_empty() { Err(ValueError::Blank) } else { Ok(text.to_owned()) }
}

/// The words that hints and helps have where the clerk fills in, in lower case.
const PLACEHOLDERS: [&str; 27] = [
    "理由",
    "原因",
    "事由",
    "依据",
    "说明",
    "地址",
    "姓名",
    "名称",
    "号码",
    "单位",
    "条款",
    "去向",
    "来源",
    "文字",
    "日期",
    "reason",
    "text",
    "why",
    "because",
    "address",
    "name",
    "number",
    "unit",
    "article",
    "source",
    "date",
    "placeholder",
];

/// Whether a text is what a hint has where something is to be filled in, and no answer.
pub fn is_placeholder(text: &str) -> bool {
    let word = text.trim().trim_matches(['\'', '"', '<', '>', '[', ']', '“', '”', '「', '」', '《', '》', '（', '）']);
    let dots = !word.is_empty() && word.chars().all(|c| matches!(c, '.' | '…' | '⋯' | '。' | '．' | '·' | '・'));
    dots || PLACEHOLDERS.contains(&word.to_lowercase().as_str())
}

/// Text that may be empty, and is no placeholder.
pub fn real(text: &str) -> Result<String, ValueError> {
    if is_placeholder(text) { Err(ValueError::Placeholder) } else { Ok(text.to_owned()) }
}

/// Text that goes into the register, is not only blanks, and no placeholder; trimmed.
pub fn filled(given: &str) -> Result<String, ValueError> {
    kept(&real(given)?)
}

/// What names a person, a card or a unit; not what a hint has in its place.
pub fn named(given: &str) -> Result<String, ValueError> {
    text(&real(given)?)
}

/// Text that goes into the register and names an article of a rule.
pub fn article(given: &str) -> Result<String, ValueError> {
    let article = filled(given)?;
    if names_article(&article) { Ok(article) } else { Err(ValueError::NoArticle) }
}

/// Text that goes into the register, may be empty, and is no placeholder.
pub fn told(text: &str) -> Result<String, ValueError> {
    keepable(&real(text)?)
}

/// One of a few words, by code or label: `#[arg(long, value_parser = values::keyword::<Ground>())]`.
pub fn keyword<K: Keyword>() -> Words<K, K> {
    Words { read: word, words: PhantomData }
}

/// A paper, with who made it out and when: `KIND[:ISSUER[:DATE]]`.
pub fn evidence() -> Words<Paper, Evidence> {
    Words { read: paper, words: PhantomData }
}

/// Reads a value that is a [`Keyword`], or begins with one; the help and the errors list the words.
#[derive(Debug)]
pub struct Words<K, V> {
    read: fn(&str) -> Result<V, ValueError>,
    words: PhantomData<K>,
}

impl<K, V> Clone for Words<K, V> {
    fn clone(&self) -> Words<K, V> {
        Words { read: self.read, words: PhantomData }
    }
}

impl<K: Keyword, V: Clone + Send + Sync + 'static> TypedValueParser for Words<K, V> {
    type Value = V;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<V, Error> {
        self.read.parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let lang = spoken();
        let words = K::all().into_iter().map(move |value| PossibleValue::new(value.code()).help(value.label(lang)));
        Some(Box::new(words))
    }
}

fn word<K: Keyword>(word: &str) -> Result<K, ValueError> {
    let accepted = || {
        let accepted = |value: K| Accepted { code: value.code().to_owned(), label: value.label(spoken()).to_owned() };
        K::all().into_iter().map(accepted).collect()
    };
    keywords::read(word).ok_or_else(|| ValueError::Word { word: word.to_owned(), accepted: accepted() })
}

fn paper(given: &str) -> Result<Evidence, ValueError> {
    let mut parts = given.splitn(3, [':', '：']).map(str::trim);
    let paper = word(parts.next().unwrap_or_default())?;
    let issuer = parts.next().filter(|issuer| !issuer.is_empty()).map(keepable).transpose()?;
    let date = parts.next().filter(|date| !date.is_empty());
    let dated_on = date.map(|date| Day::parse(date).map_err(|error| ValueError::DayIn(date.to_owned(), error)));
    Ok(Evidence { paper, issuer, dated_on: dated_on.transpose()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_was_to_be_filled_in_is_no_answer() {
        for text in
            ["...", "…", "……", "。。。", "理由", "'理由'", " 原因 ", "REASON", "Reason", "<TEXT>", "地址", "NAME"]
        {
            assert_eq!(filled(text), Err(ValueError::Placeholder), "{text}");
        }
        for text in ["x", "抄错", "原因不明", "address unknown", "No reason was given.", "名称有误", "1.", "第二条"]
        {
            assert_eq!(filled(text).as_deref(), Ok(text));
        }
        assert_eq!((real("").as_deref(), filled("")), (Ok(""), Err(ValueError::Blank)));
    }

    #[test]
    fn a_paper_has_an_issuer_and_a_day_in_either_language() {
        let dated = Day::parse("2017-01-05").ok();
        let cases = [
            ("lease", Paper::Lease, None, None),
            ("劳动合同:某厂:2017-01-05", Paper::LabourContract, Some("某厂"), dated),
            ("劳动合同：某厂：2017年1月5日", Paper::LabourContract, Some("某厂"), dated),
            (" 身份证 ::20170105", Paper::IdentityCard, None, dated),
        ];
        for (given, paper_given, issuer, dated_on) in cases {
            let expected = Evidence { paper: paper_given, issuer: issuer.map(str::to_owned), dated_on };
            assert_eq!(paper(given), Ok(expected), "{given}");
        }
        assert!(matches!(paper("车票:某厂"), Err(ValueError::Word { word, .. }) if word == "车票"));
        assert_eq!(paper("lease::2017-02-30"), Err(ValueError::DayIn("2017-02-30".to_owned(), DayError::Impossible)));
        assert_eq!(paper("lease:a\tb"), Err(ValueError::Unkeepable));
    }
}
