//! What is said of two records that cannot be merged, or not be parted again.

use super::migrant::{self, ambiguous};
use super::{Describe, Words, form, labels, merge_rests, quoted, text, unit};
use crate::domain::code::Code;
use crate::domain::lang::Lang;
use crate::domain::merger::{AfterDeath, Standing};
use crate::domain::objection::Objection;
use crate::ops::merge::{MergeRefusal, MergeWarning};

impl Describe for MergeRefusal {
    fn code(&self) -> Code {
        MergeRefusal::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            MergeRefusal::Who(who) => who.words(lang),
            MergeRefusal::Several { candidates, more, pairs, because } => {
                with_pairs(ambiguous(candidates, *more, lang), pairs, because)
            }
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
            MergeRefusal::BeforeEarlierAct { on, act, act_on } => migrant::earlier_act(*on, *act, *act_on, lang),
            MergeRefusal::Died { died, other, found, acted } => after_death(died, other, *found, *acted, lang),
            MergeRefusal::NotMerged { kept, duplicate } => Words::new(text!(
                lang,
                "{duplicate} 没有并入 {kept}，没有可拆的",
                "{duplicate} is not merged into {kept}: there is nothing to part"
            ))
            .hint(format!("jzz migrant history {kept}"))
            .detail("kept", kept.clone())
            .detail("duplicate", duplicate.clone()),
            MergeRefusal::LaterActs { kept, acts } => merge_rests::later_acts(kept, acts, lang),
            MergeRefusal::NoMigrant { migrant, objection } => no_migrant(migrant, objection, lang),
            MergeRefusal::Counter(refusal) => unit::named_by(refusal, "--counter", lang),
        }
    }
}

/// The two records are parted first, if nothing rests on the merger.
pub fn part_first(sentence: String, standing: &Standing, why: &str, lang: Lang) -> Words {
    let Standing { kept, duplicate, later } = standing;
    let words = match later {
        None => Words::new(sentence).hint(format!("jzz migrant unmerge {kept} {duplicate} --because {why}")),
        Some((day, act)) => Words::new(text!(
            lang,
            "{sentence}。可是合并以后 {kept} 又办过事（{day}，{act}），现在拆不开",
            "{sentence}. But {act} of {day} was done with {kept} since the merger, and so they cannot be parted"
        ))
        .hint(format!("jzz migrant history {kept}"))
        .detail("later_on", day.to_string()),
    };
    words.detail("kept", kept.clone()).detail("duplicate", duplicate.clone())
}

/// With the mergers that may be meant, by the codes.
fn with_pairs(words: Words, pairs: &[[String; 2]], because: &str) -> Words {
    let because = quoted(because);
    let one = |[kept, duplicate]: &[String; 2]| format!("jzz migrant merge {kept} {duplicate} --because {because}");
    let commands: Vec<String> = pairs.iter().map(one).collect();
    if commands.is_empty() { words } else { words.hint(commands.join("\n")) }
}

/// At home in the county that the place belongs to.
fn no_migrant(migrant: &str, objection: &Objection, lang: Lang) -> Words {
    let reason = objection.words(lang).sentence;
    Words::new(text!(
        lang,
        "这样一来，{migrant} 就一直登记着，而{reason}",
        "{migrant} would then go on being registered, but {reason}"
    ))
    .hint(format!("jzz migrant history {migrant}"))
    .detail("migrants", vec![migrant.to_owned()])
}

/// A death in the one, and a stay in the other that goes on after it.
fn after_death(died: &str, other: &str, found: AfterDeath, acted: bool, lang: Lang) -> Words {
    let AfterDeath { death: died_on, registered: registered_on, ended: ended_on } = found;
    let goes_on = match ended_on {
        Some(ended_on) => {
            text!(
                lang,
                "{other} 从 {registered_on} 登记到 {ended_on}",
                "{other} was registered from {registered_on} to {ended_on}"
            )
        }
        None => {
            text!(
                lang,
                "{other} 自 {registered_on} 起现在还登记着",
                "{other} has been registered since {registered_on}"
            )
        }
    };
    let why = text!(lang, "同一个人", "'one person'");
    // What began only after the death, or had something done since, cannot end with it.
    let ending = match ended_on {
        _ if acted || registered_on >= died_on => None,
        Some(_) => Some(format!("jzz migrant edit {other} --left {died_on} --end-reason death --because {why}")),
        None => Some(format!("jzz migrant leave {other} --because death --on {died_on}")),
    };
    let wrong = text!(lang, "不是死亡的", "'did not die'");
    let correcting = format!("jzz migrant edit {died} --end-reason left --because {wrong}");
    Words::new(text!(
        lang,
        "{died} 的居住登记是 {died_on} 因死亡结束的，{goes_on}：死后不会再有登记，这样合并，死亡就看不见了。确实去世的，先把 {other} 办到那一天；死亡记错了的，先更正；是两个人的，不合并",
        "the registration of {died} ended on {died_on} by death, and {goes_on}: nobody is registered after death, and the merger would hide it. If the person did die, end {other} with that day first; if the death was entered wrongly, correct it; if they are two people, do not merge them"
    ))
    .hint(ending.into_iter().chain([correcting]).collect::<Vec<String>>().join("\n"))
    .detail("died", died.to_owned())
    .detail("other", other.to_owned())
    .detail("died_on", died_on.to_string())
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
            MergeWarning::KindsDiffer { kept, duplicate, kinds } => {
                let [own, other] = kinds.map(|kind| labels::id_kind(lang, kind));
                let why = text!(lang, "合错", "mistake");
                Words::new(text!(
                    lang,
                    "两份登记的证件不是一种：{kept} 是{own}，{duplicate} 是{other}；合并后按{own}算，请核对保留的是不是现在用的那一种",
                    "the two records have papers of different kinds: {kept} {own}, {duplicate} {other}; from now on the person counts by the {own}: make sure that it is the one in use"
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
