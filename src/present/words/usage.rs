//! What is said of a command line and of an interrupted run.

use super::{Describe, Words, keywords, starred, text};
use crate::domain::admission::LONGEST_TEXT;
use crate::domain::calendar::{DayError, FIRST_YEAR, LAST_YEAR};
use crate::domain::code::Code;
use crate::domain::lang::Lang;

/// A word that a flag takes: its code, and what people call it in the language of the run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    pub code: String,
    pub label: String,
}

/// Something needed that was not given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lack {
    /// Free of language, for scripts: `--because`, `<PERMIT>`.
    pub key: String,
    /// As help names it: `--because <原因>`, `<证>`.
    pub name: String,
    /// What it is, in the language of the run; may be empty.
    pub told: String,
    /// As it stands in the command line once more: `--because 【原因】`, `【证】`.
    pub piece: String,
}

/// What is wrong with a command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Usage {
    /// `jzz` alone, or a noun without its verb.
    NoVerb {
        command: String,
        verbs: Vec<String>,
    },
    UnknownVerb {
        command: String,
        verb: String,
        /// Whole commands that may be meant.
        near: Vec<String>,
        /// What was typed behind the verb.
        behind: Vec<String>,
    },
    UnknownFlag {
        command: String,
        flag: String,
        near: Option<String>,
    },
    /// A word more than the command takes.
    Surplus {
        command: String,
        word: String,
    },
    NoValue {
        command: String,
        flag: String,
    },
    /// A flag that takes no value was given one.
    ValueForSwitch {
        command: String,
        flag: String,
        value: String,
    },
    Repeated {
        command: String,
        flag: String,
    },
    Together {
        command: String,
        flag: String,
        others: Vec<String>,
    },
    /// A value that could not be read, with the reason in the reader's words where there is one.
    Value {
        command: String,
        flag: String,
        value: String,
        number: bool,
    },
    /// A whole number beyond what the flag takes. It is not repeated: it may be a person's in the wrong place.
    OutOf {
        command: String,
        flag: String,
        least: u64,
        most: u64,
    },
    NotText {
        command: String,
    },
    /// Needed and not given: all at once.
    Missing {
        command: String,
        lacking: Vec<Lack>,
    },
    /// `--reveal` and the like with nothing but blanks.
    Blank {
        command: String,
        flag: String,
    },
    /// A text that no register keeps: control characters, or too long.
    Unkeepable {
        flag: String,
    },
    /// A word of a hint, copied as it stood where something was to be filled in.
    Placeholder {
        flag: String,
        value: String,
    },
    /// What should name an article of a rule and does not.
    NoArticle {
        flag: String,
        value: String,
    },
    Day {
        flag: String,
        value: String,
        error: DayError,
    },
    /// A corrected endorsement without the day that it is of now.
    Pair {
        flag: String,
        value: String,
    },
    /// Papers or a proxy of a card without the one act that they are of.
    WhichAct {
        flag: String,
    },
    /// A correction that names no fact.
    NoFact {
        command: String,
    },
    /// Flags of a card where an application is corrected, or the other way round.
    Unfit {
        command: String,
        flags: Vec<String>,
        of_application: bool,
    },
    /// One thing corrected twice, or two things made one.
    Twice {
        flag: String,
        value: String,
    },
    Keyword {
        command: String,
        flag: String,
        value: String,
        accepted: Vec<Accepted>,
    },
    /// A code of an error that does not exist.
    UnknownCode {
        text: String,
    },
    Format {
        format: String,
    },
    /// `-` was given and standard input had no line.
    NoLine,
    Interrupted,
}

/// The flags that take `none` for what never happened.
const NEVER: [&str; 7] = ["--collected", "--endorsed", "--ended", "--extended", "--closed", "--left", "--valid-until"];

/// What `permit edit` takes for a card, and for an application.
const CARD_FLAGS: &str = "--number --kind --valid-until --issuing-county --issued-at --issued --collected --endorsed \
    --ended --end-reason --replaced-for --old-card --evidence --no-evidence --proxy-name --no-proxy --endorsed-at";
const APPLICATION_FLAGS: &str = "--applied --applied-at --accepted --ground --evidence --photo --proxy-name --no-proxy --extended \
    --extended-to --extended-because --closed --closed-because --article";

/// The flag that takes a month.
const MONTH: &str = "--month";

impl Usage {
    pub fn keyword(flag: &str, value: &str, accepted: &[&str]) -> Usage {
        let accepted = accepted.iter().map(|&word| Accepted { code: word.to_owned(), label: String::new() }).collect();
        Usage::Keyword { command: "jzz".to_owned(), flag: flag.to_owned(), value: value.to_owned(), accepted }
    }

    /// A switch of a command (`permit replace`) that nobody gave.
    pub fn switch(command: &str, flag: &str) -> Usage {
        let flag = || flag.to_owned();
        let lack = Lack { key: flag(), name: flag(), told: String::new(), piece: flag() };
        Usage::Missing { command: format!("jzz {command}").trim_end().to_owned(), lacking: vec![lack] }
    }

    /// A night without its folder.
    pub fn night_folder(lang: Lang) -> Usage {
        let lack = Lack {
            key: "--out".to_owned(),
            name: text!(lang, "--out <文件夹>", "--out <DIR>"),
            told: text!(lang, "报表和备份放进哪个文件夹", "the folder that reports and backups go into"),
            piece: text!(lang, "--out 【文件夹】", "--out _DIR_"),
        };
        Usage::Missing { command: "jzz nightly".to_owned(), lacking: vec![lack] }
    }

    /// A damaged or changed card is replaced for the old one (S 11(2)).
    pub fn old_card() -> Usage {
        Usage::switch("permit replace", OLD_CARD)
    }

    fn command(&self) -> Option<&str> {
        match self {
            Usage::NoVerb { command, .. }
            | Usage::UnknownVerb { command, .. }
            | Usage::UnknownFlag { command, .. }
            | Usage::Surplus { command, .. }
            | Usage::NoValue { command, .. }
            | Usage::ValueForSwitch { command, .. }
            | Usage::Repeated { command, .. }
            | Usage::Together { command, .. }
            | Usage::NoFact { command }
            | Usage::Unfit { command, .. }
            | Usage::Value { command, .. }
            | Usage::OutOf { command, .. }
            | Usage::NotText { command }
            | Usage::Keyword { command, .. }
            | Usage::Blank { command, .. } => Some(command),
            Usage::Missing { .. }
            | Usage::Unkeepable { .. }
            | Usage::NoArticle { .. }
            | Usage::Placeholder { .. }
            | Usage::Day { .. }
            | Usage::Pair { .. }
            | Usage::WhichAct { .. }
            | Usage::Twice { .. }
            | Usage::UnknownCode { .. }
            | Usage::Format { .. }
            | Usage::NoLine
            | Usage::Interrupted => None,
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm a variant: the list is the point")]
    fn sentence(&self, lang: Lang) -> String {
        let and = |words: &[String]| words.join(text!(lang, "、", ", ").as_str());
        match self {
            Usage::NoVerb { command, verbs } => {
                let verbs = and(verbs);
                text!(lang, "{command} 后面还要写明做什么：{verbs}", "{command} wants to know what to do: {verbs}")
            }
            Usage::UnknownVerb { command, verb, near, .. } if near.is_empty() => {
                text!(lang, "{command} 没有“{verb}”这个命令", "{command} has no command {verb}")
            }
            Usage::UnknownVerb { command, verb, near, .. } => {
                let near = near.join(&text!(lang, " 或 ", " or "));
                text!(
                    lang,
                    "{command} 没有“{verb}”这个命令；是不是 {near}？",
                    "{command} has no command {verb}; is it {near}?"
                )
            }
            Usage::UnknownFlag { command, flag, near: None } => {
                text!(lang, "{command} 没有 {flag} 这个选项", "{command} has no option {flag}")
            }
            Usage::UnknownFlag { command, flag, near: Some(near) } => {
                text!(
                    lang,
                    "{command} 没有 {flag} 这个选项；是不是 {near}？",
                    "{command} has no option {flag}; is it {near}?"
                )
            }
            Usage::Surplus { command, word } => text!(
                lang,
                "{command} 用不上“{word}”：多了一个词；带空格的内容要加引号",
                "{command} takes no further word: {word}; quote a value that has blanks"
            ),
            Usage::NoValue { flag, .. } => text!(lang, "{flag} 后面没有写值", "{flag} was given no value"),
            Usage::ValueForSwitch { flag, value, .. } => {
                text!(lang, "{flag} 不带值，却写了“{value}”", "{flag} takes no value, and was given {value}")
            }
            Usage::Repeated { flag, .. } => text!(lang, "{flag} 只能写一次", "{flag} can be given only once"),
            Usage::Together { flag, others, .. } => {
                let others = and(others);
                text!(lang, "{flag} 不能与 {others} 同时使用", "{flag} cannot be used together with {others}")
            }
            Usage::NoFact { .. } => text!(
                lang,
                "没有写更正什么：要更正的每样事实都有自己的选项",
                "nothing to correct is given: each fact has an option of its own"
            ),
            Usage::Unfit { flags, of_application: true, .. } => {
                let flags = and(flags);
                text!(
                    lang,
                    "{flags} 更正的是证，写了申领编号；更正证的写证号。更正申领的是：{APPLICATION_FLAGS}",
                    "{flags}: corrects a card, and an application is named; name the card by its number. An application is corrected with {APPLICATION_FLAGS}"
                )
            }
            Usage::Unfit { flags, of_application: false, .. } => {
                let flags = and(flags);
                text!(
                    lang,
                    "{flags} 更正的是申领，要写申领编号（A 加数字）。更正证的是：{CARD_FLAGS}",
                    "{flags}: corrects an application, which is named by its own number (A and digits). A card is corrected with {CARD_FLAGS}"
                )
            }
            Usage::Value { flag, value, number: true, .. } if value == "0" => {
                text!(lang, "{flag} 至少是 1", "{flag} is 1 or more")
            }
            // Not repeated: it may be a person's number in the wrong place.
            Usage::Value { flag, value, number, .. } if is_too_large(value, *number) => {
                let digits = value.len();
                text!(
                    lang,
                    "{flag} 的数太大：有 {digits} 位",
                    "the number of {flag} is too large: it has {digits} digits"
                )
            }
            Usage::Value { flag, value, number: true, .. } => {
                text!(lang, "{flag} 要写整数，“{value}”不是", "{flag} takes a whole number, and {value} is none")
            }
            Usage::Value { flag, value, number: false, .. } => {
                text!(lang, "{flag} 的值“{value}”无法识别", "the value {value} of {flag} cannot be read")
            }
            Usage::OutOf { flag, least, most, .. } => {
                text!(
                    lang,
                    "{flag} 只收 {least} 到 {most} 的整数",
                    "{flag} takes a whole number from {least} to {most}"
                )
            }
            Usage::NotText { .. } => {
                text!(lang, "命令行里有不是 UTF-8 的字符", "the command line has characters that are not UTF-8")
            }
            Usage::Missing { command, lacking } => missing(command, lacking, lang),
            Usage::Blank { flag, .. } => text!(lang, "{flag} 不能只写空白", "{flag} must not be blank"),
            Usage::Unkeepable { flag } => text!(
                lang,
                "{flag} 里有换行、制表符之类的控制字符，或超过{LONGEST_TEXT}个字",
                "{flag} has line breaks, tabs or other control characters, or more than {LONGEST_TEXT} characters"
            ),
            Usage::Placeholder { flag, value } => text!(
                lang,
                "{flag} 后面的“{value}”是提示里留着要填的，不是内容；写成实际的",
                "{flag}: {value} only marks where something is to be filled in; write what it is"
            ),
            Usage::NoArticle { flag, value } => text!(
                lang,
                "{flag} 后面的“{value}”没有写明是哪一条；不予办理要写明依据的条款",
                "{flag}: {value} names no article; a refusal names the one it rests on"
            ),
            Usage::Day { flag, value, .. } if flag == MONTH => {
                text!(lang, "{flag} 的月份“{value}”无法识别", "{flag}: there is no month {value}")
            }
            Usage::Day { flag, value, error: DayError::Form } => {
                text!(lang, "{flag} 的日期“{value}”无法识别", "{flag}: the date {value} cannot be read")
            }
            Usage::Day { flag, value, error: DayError::Impossible } => {
                text!(lang, "{flag} 的日期“{value}”不存在", "{flag}: there is no day {value}")
            }
            Usage::Day { flag, value, error: DayError::Outside } => text!(
                lang,
                "{flag} 的日期“{value}”太远：只收 {FIRST_YEAR} 年到 {LAST_YEAR} 年的日子",
                "{flag}: {value} is out of reach; days are taken from {FIRST_YEAR} to {LAST_YEAR}"
            ),
            Usage::Pair { flag, value } => text!(
                lang,
                "{flag} {value} 没有写全：写成 原日期=新日期，没有签注过的写成 原日期=none，漏记的写成 none=日期；更正那次的材料、代办人、受理点的，一起写上",
                "{flag} {value} is not whole: write OLD=NEW, OLD=none where it was never endorsed, none=DATE where it was forgotten; or say what was shown at it, who came or at which counter"
            ),
            Usage::WhichAct { flag } => text!(
                lang,
                "{flag} 没有写明是哪一步的：和一个 --endorsed 日期（签注）、--collected 日期（领证）或 --replaced-for 原因（换补）一起写，只写一样；材料和受理点只是签注的",
                "{flag}: of which act is not said; give one of --endorsed DATE (an endorsement), --collected DATE (the collection) or --replaced-for REASON (the replacement) with it; papers and a counter are those of an endorsement"
            ),
            Usage::Twice { flag, value } => text!(
                lang,
                "{flag} {value} 和前面写的一处重了：一次签注只更正一次，两次签注不能在同一天",
                "{flag} {value} repeats a day given before: an endorsement is corrected once, and no two are of one day"
            ),
            Usage::Keyword { flag, value, accepted, .. } => {
                let accepted: Vec<String> =
                    accepted.iter().map(|word| keywords::shown(&word.code, &word.label, lang)).collect();
                let accepted = and(&accepted);
                text!(
                    lang,
                    "{flag} 不认得“{value}”；可以写：{accepted}",
                    "{flag} does not know {value}; it takes: {accepted}"
                )
            }
            Usage::UnknownCode { text } => {
                text!(lang, "没有“{text}”这个错误代码", "there is no code {text}")
            }
            Usage::Format { format } => {
                text!(lang, "这个命令不能用 {format} 格式输出", "this command has no answer in the format {format}")
            }
            Usage::NoLine => text!(lang, "标准输入没有内容", "standard input has no line"),
            Usage::Interrupted => {
                text!(lang, "已中断；没有提交的都没有发生", "interrupted; what was not committed did not happen")
            }
        }
    }

    fn hint(&self, lang: Lang) -> Option<String> {
        match self {
            Usage::Day { flag, .. } => Some(day_hint(flag, lang)),
            Usage::Pair { flag, value } if value.contains('=') => {
                Some(text!(lang, "写成 {flag} none=【日期】 这样", "as in {flag} none=_DATE_"))
            }
            Usage::Pair { flag, value } => Some(text!(
                lang,
                "改写成 {flag} {value}=【日期】、{flag} {value}=none 或 {flag} none={value}",
                "write {flag} {value}=_DATE_, {flag} {value}=none or {flag} none={value} instead"
            )),
            Usage::WhichAct { .. } => Some(an_act(lang)),
            Usage::Twice { flag, .. } => Some(text!(
                lang,
                "每次签注只写一次，写成 {flag} 2017-12-01=2017-12-02 这样",
                "give each endorsement once, as in {flag} 2017-12-01=2017-12-02"
            )),
            Usage::UnknownCode { .. } => {
                Some(text!(lang, "代码形如 J203：jzz explain J203", "codes look like J203: jzz explain J203"))
            }
            Usage::Format { format } => {
                let instead = if format == "json" { "table" } else { "json" };
                Some(format!("--format {instead}"))
            }
            Usage::NoLine => Some(text!(
                lang,
                "号码写在一行里，用 - 传进来；或把 - 换成编号",
                "pass the number as one line to -, or put a code in the place of -"
            )),
            Usage::NoArticle { flag, .. } => Some(text!(
                lang,
                "写法如 居住证暂行条例第二条：{flag} 【条款】",
                "such as Decree 663 Art. 2: {flag} _ARTICLE_"
            )),
            Usage::Unkeepable { flag } => Some(text!(
                lang,
                "{flag} 写在一行里，不超过{LONGEST_TEXT}个字",
                "write {flag} on one line, with at most {LONGEST_TEXT} characters"
            )),
            Usage::Placeholder { flag, .. } => Some(fill_in(flag, lang)),
            Usage::Missing { lacking, .. } => Some(pieces(lacking)),
            Usage::Interrupted => None,
            Usage::UnknownFlag { flag, .. } if is_value(flag) => Some(minus_first(lang)),
            Usage::UnknownVerb { near, behind, .. } if !near.is_empty() => Some(meant(near, behind)),
            Usage::NoVerb { .. }
            | Usage::UnknownVerb { .. }
            | Usage::UnknownFlag { .. }
            | Usage::Surplus { .. }
            | Usage::NoValue { .. }
            | Usage::ValueForSwitch { .. }
            | Usage::Repeated { .. }
            | Usage::Together { .. }
            | Usage::NoFact { .. }
            | Usage::Unfit { .. }
            | Usage::Value { .. }
            | Usage::OutOf { .. }
            | Usage::NotText { .. }
            | Usage::Keyword { .. }
            | Usage::Blank { .. } => self.command().map(|command| format!("{command} --help")),
        }
    }
}

/// An act to go with papers or a proxy.
fn an_act(lang: Lang) -> String {
    text!(lang, "加上 --endorsed 【日期】 这样的一项", "add one, such as --endorsed _DATE_")
}

/// How a day is written, or a month.
fn day_hint(flag: &str, lang: Lang) -> String {
    if flag == MONTH {
        text!(lang, "月份写成 2018-08", "write a month as 2018-08")
    } else if NEVER.contains(&flag) {
        text!(lang, "写成 2012-03-05 这样，从没有过的写 none", "write 2012-03-05, or none for never")
    } else {
        text!(
            lang,
            "可以写成 2012-03-05、2012/3/5、2012.3.5、20120305、2012年3月5日",
            "write 2012-03-05, 2012/3/5, 2012.3.5, 20120305 or 2012年3月5日"
        )
    }
}

/// How a value is written that was left as the hint had it.
fn fill_in(flag: &str, lang: Lang) -> String {
    if flag == "--because" {
        return text!(
            lang,
            "写实际的理由，如 身份证号码抄错：--because 【理由】",
            "the reason as it is, such as number copied wrongly: --because _REASON_"
        );
    }
    text!(lang, "{flag} 照证件、材料上的写", "write {flag} as it stands on the paper")
}

/// The command that was meant, with what was typed behind it.
fn meant(near: &[String], behind: &[String]) -> String {
    near.iter().take(1).chain(behind).map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// Where a value stands that begins with a minus sign.
fn minus_first(lang: Lang) -> String {
    text!(
        lang,
        "以 - 开头的值，选项的写成 --选项=值，其余的写在 -- 后面",
        "a value that begins with - is written --option=VALUE, or after -- where it belongs to no option"
    )
}

/// Whether a value is a number, and more than the flag takes.
fn is_too_large(value: &str, number: bool) -> bool {
    const NO_COUNT: usize = 11;
    value != "0" && value.bytes().all(|b| b.is_ascii_digit()) && (number || value.len() >= NO_COUNT)
}

/// Whether what was taken for an option is rather a value: a minus sign and a digit.
fn is_value(flag: &str) -> bool {
    flag.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// What says that the old card was handed back.
const OLD_CARD: &str = "--old-card-returned";

/// Everything that is missing, as it joins the command line.
fn pieces(lacking: &[Lack]) -> String {
    lacking.iter().map(|lack| lack.piece.as_str()).collect::<Vec<_>>().join(" ")
}

fn is_old_card(lacking: &[Lack]) -> bool {
    matches!(lacking, [lack] if lack.key == OLD_CARD)
}

/// Everything that is missing, with what it is: one in a line, several in a list.
fn missing(command: &str, lacking: &[Lack], lang: Lang) -> String {
    if is_old_card(lacking) {
        return text!(
            lang,
            "损坏、变更的换新证，要先收回旧证：收回了就写明；收不回来的按丢失办（--because lost）",
            "a damaged or changed card is replaced once the old one is handed back: say that it was, or, where it cannot be, that it is lost (--because lost)"
        );
    }
    if lacking.iter().all(|lack| lack.told.is_empty()) {
        let names: Vec<String> = lacking.iter().map(|lack| lack.name.clone()).collect();
        let names = names.join(&text!(lang, "、", ", "));
        return text!(lang, "{command} 还缺：{names}", "{command}: still missing: {names}");
    }
    if let [Lack { name, told, .. }] = lacking {
        return text!(lang, "{command} 还缺 {name}：{told}", "{command}: still missing: {name}, {told}");
    }
    let count = lacking.len();
    let head = text!(lang, "{command} 还缺 {count} 项：", "{command}: {count} things are still missing:");
    lacking.iter().fold(head, |list, lack| format!("{list}\n  {}  {}", lack.name, lack.told))
}

impl Describe for Usage {
    fn code(&self) -> Code {
        match self {
            Usage::NoVerb { .. }
            | Usage::UnknownVerb { .. }
            | Usage::UnknownFlag { .. }
            | Usage::Surplus { .. }
            | Usage::NoValue { .. }
            | Usage::ValueForSwitch { .. }
            | Usage::Repeated { .. }
            | Usage::Together { .. }
            | Usage::NoFact { .. }
            | Usage::Unfit { .. }
            | Usage::Value { .. }
            | Usage::OutOf { .. }
            | Usage::Pair { .. }
            | Usage::WhichAct { .. }
            | Usage::Twice { .. }
            | Usage::NotText { .. } => Code::J901,
            Usage::Missing { .. }
            | Usage::Blank { .. }
            | Usage::Placeholder { .. }
            | Usage::NoArticle { .. }
            | Usage::NoLine => Code::J902,
            Usage::Unkeepable { .. } => Code::J216,
            Usage::Day { .. } => Code::J903,
            Usage::Keyword { .. } => Code::J904,
            Usage::UnknownCode { .. } => Code::J905,
            Usage::Format { .. } => Code::J908,
            Usage::Interrupted => Code::J907,
        }
    }

    fn words(&self, lang: Lang) -> Words {
        let mut words = Words::new(starred(&self.sentence(lang), 11));
        words.hint = self.hint(lang);
        match self {
            Usage::Missing { lacking, .. } => {
                let keys: Vec<String> = lacking.iter().map(|lack| lack.key.clone()).collect();
                words.detail("missing", keys)
            }
            Usage::Unfit { flags, .. } => words.detail("flags", flags.clone()),
            Usage::Keyword { flag, accepted, .. } => {
                let codes: Vec<String> = accepted.iter().map(|word| word.code.clone()).collect();
                words.detail("flag", flag.clone()).detail("accepted", codes)
            }
            Usage::Day { flag, .. }
            | Usage::Pair { flag, .. }
            | Usage::WhichAct { flag }
            | Usage::Twice { flag, .. }
            | Usage::Value { flag, .. }
            | Usage::OutOf { flag, .. }
            | Usage::NoValue { flag, .. }
            | Usage::Blank { flag, .. }
            | Usage::NoArticle { flag, .. }
            | Usage::Unkeepable { flag }
            | Usage::Placeholder { flag, .. }
            | Usage::UnknownFlag { flag, .. }
            | Usage::ValueForSwitch { flag, .. }
            | Usage::Repeated { flag, .. }
            | Usage::Together { flag, .. } => words.detail("flag", flag.clone()),
            Usage::NoVerb { .. }
            | Usage::NoFact { .. }
            | Usage::UnknownVerb { .. }
            | Usage::Surplus { .. }
            | Usage::NotText { .. }
            | Usage::UnknownCode { .. }
            | Usage::Format { .. }
            | Usage::NoLine
            | Usage::Interrupted => words,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_typed_in_the_wrong_place_is_not_shown() {
        let surplus = Usage::Surplus { command: "jzz migrant show".to_owned(), word: "52019919900101001X".to_owned() };
        for lang in [Lang::Zh, Lang::En] {
            assert!(!surplus.words(lang).sentence.contains("1990"), "{}", surplus.words(lang).sentence);
        }
        let month = Usage::Day { flag: MONTH.to_owned(), value: "2018-13".to_owned(), error: DayError::Impossible };
        assert!(month.words(Lang::En).hint.is_some_and(|hint| hint.contains("2018-08")));
        let day = Usage::Day { flag: "--on".to_owned(), value: "20120230".to_owned(), error: DayError::Impossible };
        assert!(day.words(Lang::En).sentence.contains("20120230"));
        let far = Usage::Day { flag: "--on".to_owned(), value: "9999-12-31".to_owned(), error: DayError::Outside };
        assert!(far.words(Lang::Zh).sentence.contains("9998"));
    }

    #[test]
    fn everything_missing_is_named_at_once() {
        let lack = |key: &str, name: &str, told: &str| Lack {
            key: key.to_owned(),
            name: name.to_owned(),
            told: told.to_owned(),
            piece: name.replace('<', "【").replace('>', "】"),
        };
        let lacking = vec![lack("<MIGRANT>", "<人>", "编号"), lack("--unit", "--unit <单位>", "居住的社区")];
        let usage = Usage::Missing { command: "jzz migrant move".to_owned(), lacking };
        let words = usage.words(Lang::Zh);
        assert_eq!(words.details["missing"], serde_json::json!(["<MIGRANT>", "--unit"]));
        assert!(words.sentence.contains("--unit <单位>  居住的社区"), "{}", words.sentence);
        assert_eq!(words.hint.as_deref(), Some("【人】 --unit 【单位】"));
    }
}
