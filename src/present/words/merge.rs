//! What is said of two records that cannot be merged, or not be parted again.

use serde_json::{Value, json};

use super::{Describe, Words, form, quoted, text, unit};
use crate::domain::code::Code;
use crate::domain::lang::Lang;
use crate::ops::merge::{MergeRefusal, MergeWarning};

impl Describe for MergeRefusal {
    fn code(&self) -> Code {
        MergeRefusal::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            MergeRefusal::Who(who) => who.words(lang),
            MergeRefusal::Future { day, today } => form::future(*day, *today, lang),
            MergeRefusal::Itself { migrant } => Words::new(text!(
                lang,
                "两个写法指的是同一份登记 {migrant}，没有可合并的",
                "both words name one record, {migrant}: there is nothing to merge"
            ))
            .hint(format!("jzz migrant show {migrant}"))
            .detail("migrant", migrant.clone()),
            MergeRefusal::Already { duplicate, kept, merged_on } => Words::new(text!(
                lang,
                "{duplicate} 已于 {merged_on} 并入 {kept}，现在由 {kept} 代表此人",
                "{duplicate} was merged into {kept} on {merged_on}: {kept} stands for the person now"
            ))
            .hint(format!("jzz migrant history {kept}"))
            .detail("duplicate", duplicate.clone())
            .detail("kept", kept.clone())
            .detail("merged_on", merged_on.to_string()),
            MergeRefusal::BeforeEarlierAct { on, act_on } => Words::new(text!(
                lang,
                "这两份里 {act_on} 还办过事，{on} 的事不能补在它前面",
                "an act of {act_on} is recorded on one of the two; one of {on} cannot be put before it"
            ))
            .hint(format!("--on {act_on}"))
            .detail("on", on.to_string())
            .detail("act_on", act_on.to_string()),
            MergeRefusal::NotMerged { kept, duplicate } => Words::new(text!(
                lang,
                "{duplicate} 没有并入 {kept}，没有可拆的",
                "{duplicate} is not merged into {kept}: there is nothing to part"
            ))
            .hint(format!("jzz migrant history {kept}"))
            .detail("kept", kept.clone())
            .detail("duplicate", duplicate.clone()),
            MergeRefusal::LaterActs { kept, acts } => {
                let head = text!(
                    lang,
                    "合并以后 {kept} 又办过这些事，拆开就不知道该归谁了：",
                    "these acts were made on {kept} since the merger, and nobody could tell whose they are:"
                );
                let sentence = acts.iter().fold(head, |text, (day, act)| format!("{text}\n  {day}  {act}"));
                let listed: Vec<Value> =
                    acts.iter().map(|(day, act)| json!({"on": day.to_string(), "act": act})).collect();
                Words::new(sentence)
                    .hint(format!("jzz migrant history {kept}"))
                    .detail("kept", kept.clone())
                    .detail("acts", listed)
            }
            MergeRefusal::Counter(refusal) => unit::named_by(refusal, "--counter", lang),
        }
    }
}

impl Describe for MergeWarning {
    fn code(&self) -> Code {
        MergeWarning::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            MergeWarning::Differ { kept, duplicate } => {
                let why = text!(lang, "合错", "mistake");
                Words::new(text!(
                    lang,
                    "两份登记的姓名、性别或出生日期不同，请再核对是不是同一个人；合错了可以拆开，一切照原样还回去",
                    "the two records differ in name, sex or birth; make sure that it is one person. A wrong merger can be parted again, and everything goes back"
                ))
                .hint(format!("jzz migrant unmerge {kept} {duplicate} --because {why}"))
            }
            MergeWarning::StayEnded { unit, unit_name, address, registered_on, ends_on, moves_to, kept } => {
                let sentence = text!(
                    lang,
                    "两份登记的居住时间重叠，{registered_on} 登记在{unit_name}（{unit}）的一段到 {ends_on} 为止，不重复计算",
                    "the two registrations overlap; the stay at {unit_name} ({unit}), registered on {registered_on}, ends on {ends_on}, so that no day counts twice"
                );
                if let Some(unit) = moves_to {
                    let address = quoted(address);
                    Words::new(text!(
                        lang,
                        "{sentence}；现在住在那里的，办地址变更",
                        "{sentence}. Whoever lives there now is moved"
                    ))
                    .hint(format!("jzz migrant move {kept} --unit {unit} --address {address}"))
                } else {
                    Words::new(sentence).hint(format!("jzz migrant history {kept}"))
                }
            }
        }
    }
}
