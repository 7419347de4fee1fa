//! Words for values given once for a whole roster (`--set`).

use super::{Describe, Words, labels, text};
use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::lang::Lang;
use crate::jobs::import::sets::SetRefusal;

impl Describe for SetRefusal {
    fn code(&self) -> Code {
        SetRefusal::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            SetRefusal::OnePerson { field } => {
                let (label, key) = (labels::field(lang, *field), field.as_str());
                Words::new(text!(
                    lang,
                    "{label}各人不同，不能用 --set {key} 写成整份文件同一个值",
                    "--set {key} would be one value for everybody in the file, and this is each person's own: {label}"
                ))
                .hint(text!(
                    lang,
                    "在文件里加一列{label}，去掉 --set {key}；表头另有说法的，用 --map 写明是哪一列",
                    "put a column for it into the file and leave --set {key} out; where its heading is worded otherwise, name it with --map"
                ))
                .detail("field", key)
            }
            SetRefusal::OtherRoster { field, kind } => {
                let (label, key) = (labels::field(lang, *field), field.as_str());
                let roster = labels::roster_kind(lang, *kind);
                Words::new(text!(
                    lang,
                    "{roster}里没有{label}这一项，--set {key} 不起作用",
                    "--set {key}: a roster of this kind ({roster}) has nothing of the sort: {label}"
                ))
                .hint(text!(
                    lang,
                    "去掉 --set {key}；种类判断错了的，用 --kind 写明",
                    "leave --set {key} out; where the kind was told wrongly, give --kind"
                ))
                .detail("field", key)
                .detail("kind", kind.as_str())
            }
            SetRefusal::Unknown(objection) => {
                let field = objection.field();
                let key = field.as_str();
                let mut words = objection.words(lang);
                words.sentence = text!(lang, "--set {key}：{}", "--set {key}: {}", words.sentence);
                words
                    .hint(text!(lang, "换成认得的写法：--set {key}=【代码】", "one that is known: --set {key}=_CODE_"))
                    .detail("field", key)
            }
            SetRefusal::Day(problem) => {
                let mut words = problem.words(lang);
                let key = problem.field.map_or("", |field| field.as_str());
                words.sentence = text!(lang, "--set {key}：{}", "--set {key}: {}", words.sentence);
                words
            }
            SetRefusal::Future { field, day, today } => future(lang, field.as_str(), *day, *today),
        }
    }
}

fn future(lang: Lang, key: &str, day: Day, today: Day) -> Words {
    Words::new(text!(
        lang,
        "--set {key}：{day} 还没有到，今天是 {today}",
        "--set {key}: {day} is still to come; today is {today}"
    ))
    .hint(text!(lang, "写今天或以前的日期：--set {key}={today}", "give a day that is not to come: --set {key}={today}"))
    .detail("field", key)
    .detail("day", day.to_string())
    .detail("today", today.to_string())
}
