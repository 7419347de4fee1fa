//! What is said of an act of restructuring that is not done.

use super::{Describe, Words, counted_as, echo, labels, text};
use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::lang::Lang;
use crate::domain::restructuring::deeds::{Deed, Resting};
use crate::domain::restructuring::{ActRefusal, Named, UnitAct};

/// 新华社区（520102400） / 新华社区 (520102400)
fn said(lang: Lang, (code, name): &Named) -> String {
    text!(lang, "{name}（{code}）", "{name} ({code})")
}

/// The most units that a sentence lists.
const LONGEST_LIST: usize = 6;

fn listed(lang: Lang, units: &[Named]) -> String {
    let first = units.iter().take(LONGEST_LIST).map(|unit| said(lang, unit));
    let first = labels::list(lang, &first.collect::<Vec<_>>());
    let count = units.len();
    if count > LONGEST_LIST {
        return text!(lang, "{first}等 {count} 个", "{first} and others, {count} in all");
    }
    first
}

fn codes(units: &[Named]) -> Vec<String> {
    units.iter().map(|(code, _)| code.clone()).collect()
}

/// What was done with a unit, after its name.
fn act_word(lang: Lang, act: UnitAct) -> String {
    match act {
        UnitAct::Opened => text!(lang, "设立", "was opened"),
        UnitAct::Renamed => text!(lang, "改了名", "was renamed"),
        UnitAct::Moved => text!(lang, "改变了所属", "became part of another unit"),
        UnitAct::TookOver => text!(lang, "接替了别的单位", "took over from another unit"),
        UnitAct::PartCame => text!(lang, "有单位划入", "was given a part"),
        UnitAct::PartLeft => text!(lang, "有单位划出", "lost a part"),
        UnitAct::Closed => text!(lang, "撤并", "ended"),
    }
}

/// The command that takes the last act of a unit back.
fn undo(unit: &str, deed: &str, lang: Lang) -> String {
    let why = match (lang, deed) {
        (Lang::Zh, "open") => "设立错了",
        (Lang::Zh, _) => "办错了",
        (Lang::En, _) => "mistake",
    };
    format!("jzz unit undo {unit} --because {why}")
}

fn nothing_to_undo(unit: &Named, with: Option<&Named>, lang: Lang) -> Words {
    let unit_name = said(lang, unit);
    let words = match with {
        Some(other) => {
            let other_name = said(lang, other);
            Words::new(text!(
                lang,
                "{unit_name}本身没有办过可以撤回的事；它最近一次变动是{other_name}的事带来的",
                "nothing was done with {unit_name} itself that could be taken back; its last change came with an act on {other_name}"
            ))
            .hint(undo(&other.0, "", lang))
        }
        None => Words::new(text!(
            lang,
            "{unit_name}在本登记库里没有办过设立、改名、划转、并入、拆分、撤销，没有可撤回的",
            "{unit_name} was not opened, renamed, moved, merged, split or closed in this register: there is nothing to take back"
        ))
        .hint(format!("jzz unit show {}", unit.0)),
    };
    words.detail("unit", unit.0.clone())
}

/// Ended on the day of its opening: an undoing takes back the last act, which need not be that.
fn never_stood(unit: &Named, [on, earliest]: [Day; 2], later: usize, lang: Lang) -> Words {
    let unit_name = said(lang, unit);
    let sentence = if later == 0 {
        text!(
            lang,
            "{unit_name}{on} 才设立，当天不能撤并，最早是 {earliest}；设立错了的，把设立撤回",
            "{unit_name} was opened on {on} and cannot end on the same day; {earliest} is the earliest. If it should never have been opened, take that back"
        )
    } else {
        let since = counted_as(later as u64, "act was", "acts were");
        text!(
            lang,
            "{unit_name}{on} 才设立，当天不能撤并，最早是 {earliest}；设立错了的，要从最后一件往前撤：设立以后还办过 {later} 件事，每次撤回一件，最后才是设立",
            "{unit_name} was opened on {on} and cannot end on the same day; {earliest} is the earliest. If it should never have been opened, take all back, the last act first: {since} done with it since, one is taken back at a time, and the opening last"
        )
    };
    Words::new(sentence)
        .hint(undo(&unit.0, if later == 0 { "open" } else { "" }, lang))
        .detail("unit", unit.0.clone())
        .detail("on", on.to_string())
        .detail("earliest", earliest.to_string())
}

/// What rests on an act that was to be taken back.
fn rests(unit: &Named, deed: Deed, on: Day, by: &Resting, lang: Lang) -> Words {
    let (unit_name, done) = (said(lang, unit), labels::deed(lang, deed));
    let words = match by {
        Resting::Act { unit: other, deed: later, on: later_on } => {
            let (other_name, later_done) = (said(lang, other), labels::deed(lang, *later));
            Words::new(text!(
                lang,
                "{unit_name}{on} {done}的事不能撤回：后来{other_name}{later_on} {later_done}，是在它的基础上办的；先撤回那一件",
                "{unit_name} {done} on {on}, and that stays: {other_name} {later_done} on {later_on}, which rests on it; take that back first"
            ))
            .hint(undo(&other.0, "", lang))
            .detail("by", "act")
            .detail("other", other.0.clone())
            .detail("act", later.as_str())
            .detail("act_on", later_on.to_string())
        }
        Resting::Card { permit } => Words::new(text!(
            lang,
            "{unit_name}{on} {done}的事不能撤回：后来按变动后的区县发了居住证 {permit}，证号里就有那个区县的代码",
            "{unit_name} {done} on {on}, and that stays: the permit {permit} was issued since, in the district as it is now, whose code its number bears"
        ))
        .hint(format!("jzz permit show {permit}"))
        .detail("by", "card")
        .detail("permit", permit.clone()),
        Resting::Used => Words::new(text!(
            lang,
            "{unit_name}{on} {done}的事不能撤回：已经有人登记在那里，或它的受理点办过业务；不要了的，撤销",
            "{unit_name} {done} on {on}, and that stays: people were registered there, or its counter acted; a unit that is not wanted any more is closed"
        ))
        .hint(format!("jzz unit close {} --to {}", unit.0, text!(lang, "【单位】 --because 【依据】", "_UNIT_ --because _REASON_")))
        .detail("by", "used"),
    };
    words.detail("unit", unit.0.clone())
}

/// The most people that are named in a sentence; a script is told all.
const MOST_NAMED: usize = 20;

/// Those who are at home where their unit would go.
fn no_migrants(unit: &Named, people: &[String], on: Day, lang: Lang) -> Words {
    let (unit_name, count) = (said(lang, unit), people.len());
    let mut named =
        people.iter().take(MOST_NAMED).cloned().collect::<Vec<String>>().join(text!(lang, "、", ", ").as_str());
    if count > MOST_NAMED {
        named.push_str(&text!(lang, "……", " …"));
    }
    let there = if count == 1 { "1 person".to_owned() } else { format!("{count} people") };
    let first = people.first().map_or("", String::as_str);
    Words::new(text!(
        lang,
        "{unit_name}里有 {count} 人的户籍就在要归入的区县，或在本市别的区：从 {on} 起不再是流动人口。先把他们的居住登记办到 {on} 为止，再办这一项：{named}",
        "{there} of {unit_name} would be no migrants from {on} on: their household registration lies where the unit goes, or in another district of the city. End their registrations with {on} first: {named}"
    ))
    .hint(format!("jzz migrant leave {first} --because other --on {on}"))
    .detail("unit", unit.0.clone())
    .detail("people", count)
    .detail("migrants", people.to_vec())
    .detail("on", on.to_string())
}

impl Describe for ActRefusal {
    fn code(&self) -> Code {
        ActRefusal::code(self)
    }

    #[expect(clippy::too_many_lines, reason = "one arm a variant, two languages each")]
    fn words(&self, lang: Lang) -> Words {
        match self {
            ActRefusal::Unit(refusal) => super::unit::named_by(refusal, "jzz unit show", lang),
            ActRefusal::Future { day, today } => super::form::future(*day, *today, lang),
            ActRefusal::CodeTaken { by, ended } => {
                let unit = said(lang, by);
                Words::new(text!(
                    lang,
                    "代码 {0} 已经是{unit}的；代码一经使用，单位撤销了也不再给别的单位",
                    "the code {0} is that of {unit}; a code is never given twice, not even after its unit has ended",
                    by.0
                ))
                .hint(if *ended { undo(&by.0, "close", lang) } else { format!("jzz unit show {}", by.0) })
                .detail("unit", by.0.clone())
            }
            ActRefusal::NameTaken { by, parent } => {
                let (unit, parent_name) = (said(lang, by), said(lang, parent));
                Words::new(text!(
                    lang,
                    "{parent_name}之下已经有{unit}叫这个名字",
                    "{unit} bears that name already, under {parent_name}"
                ))
                .hint(format!("jzz unit show {}", by.0))
                .detail("unit", by.0.clone())
                .detail("parent", parent.0.clone())
            }
            ActRefusal::Unusable { text, code: true, digits } => {
                let given = echo(text);
                Words::new(text!(
                    lang,
                    "“{given}”不能作单位代码：这一种单位的代码是{digits}位数字",
                    "{given} is no code of a unit: for this kind it is {digits} digits"
                ))
                .hint("jzz unit list")
                .detail("text", given)
            }
            ActRefusal::Unusable { text, code: false, .. } => {
                let given = echo(text);
                Words::new(text!(
                    lang,
                    "“{given}”不能作单位名称：名称里不能有斜杠，也不能全是数字",
                    "{given} is no name for a unit: it has no slash and is not all digits"
                ))
                .hint("jzz unit list")
                .detail("text", given)
            }
            ActRefusal::ForeignCode { text, city } => {
                let (given, prefix) = (echo(text), city.get(..4).unwrap_or_default());
                Words::new(text!(
                    lang,
                    "“{given}”不能作本市单位的代码：本市的代码以 {prefix} 开头，520199 从来没有启用",
                    "{given} is no code of a unit of this city: its codes begin with {prefix}, and 520199 was never assigned"
                ))
                .hint("jzz unit list")
                .detail("text", given)
            }
            ActRefusal::NamedTwice { part } => {
                let part_name = said(lang, part);
                Words::new(text!(
                    lang,
                    "--into 里{part_name}写了两次；每个单位写一次",
                    "--into names {part_name} twice; each unit is named once"
                ))
                .hint("jzz unit split --help")
                .detail("part", part.0.clone())
            }
            ActRefusal::KindUnderParent { kind, parent, parent_kind } => {
                let (kind_word, parent_word) = (labels::unit_kind(lang, *kind), labels::unit_kind(lang, *parent_kind));
                let unit = said(lang, parent);
                Words::new(text!(
                    lang,
                    "{unit}是{parent_word}，下面不能设{kind_word}；区县属于市，社区、街道、乡镇属于区县",
                    "{unit} is a {parent_word} and takes no {kind_word}: districts and counties are part of the city, communities, street offices and towns of a district or county"
                ))
                .hint("jzz unit tree")
                .detail("kind", kind.as_str())
                .detail("parent", parent.0.clone())
            }
            ActRefusal::KindOfTaker { unit, taker } => {
                let (unit_name, taker_name) = (said(lang, unit), said(lang, taker));
                Words::new(text!(
                    lang,
                    "{unit_name}是区县，只能由区县接替，{taker_name}不是",
                    "{unit_name} is a district or county, and only another can take over; {taker_name} is none"
                ))
                .hint("jzz unit tree")
                .detail("unit", unit.0.clone())
                .detail("taker", taker.0.clone())
            }
            ActRefusal::TierOfKind { kind, tier } => {
                let (kind_word, tier_word) = (labels::unit_kind(lang, *kind), labels::tier(lang, *tier));
                let fitting = kind.tier().as_str();
                Words::new(text!(
                    lang,
                    "{kind_word}的受理点不是{tier_word}的",
                    "the counter of a {kind_word} is not of the tier {tier_word}"
                ))
                .hint(format!("--counter-tier {fitting}"))
                .detail("kind", kind.as_str())
                .detail("tier", tier.as_str())
            }
            ActRefusal::NothingChanges { unit } => {
                let unit_name = said(lang, unit);
                Words::new(text!(
                    lang,
                    "{unit_name}本来就是这样，不用变更",
                    "{unit_name} is so already: nothing would change"
                ))
                .hint(format!("jzz unit show {}", unit.0))
                .detail("unit", unit.0.clone())
            }
            ActRefusal::UnderItself { unit, parent } => {
                let (unit_name, parent_name) = (said(lang, unit), said(lang, parent));
                Words::new(text!(
                    lang,
                    "{unit_name}不能划到{parent_name}之下：那是它自己，或者是它的下属单位",
                    "{unit_name} cannot become part of {parent_name}: that is the unit itself, or part of it"
                ))
                .hint("jzz unit tree")
                .detail("unit", unit.0.clone())
                .detail("parent", parent.0.clone())
            }
            ActRefusal::IntoItself { unit } => {
                let unit_name = said(lang, unit);
                Words::new(text!(
                    lang,
                    "{unit_name}不能由自己接替：要写另一个单位",
                    "{unit_name} cannot take over from itself: name another unit"
                ))
                .hint("jzz unit tree")
                .detail("unit", unit.0.clone())
            }
            ActRefusal::IntoOwnPart { unit, part } => {
                let (unit_name, part_name) = (said(lang, unit), said(lang, part));
                Words::new(text!(
                    lang,
                    "{part_name}是{unit_name}的下属单位，不能接替它；先把它划出去",
                    "{part_name} is part of {unit_name} and cannot take over from it; move it out first"
                ))
                .hint(format!(
                    "jzz unit move {} --under {}",
                    part.0,
                    text!(lang, "【单位】 --because 【依据】", "_UNIT_ --because _REASON_")
                ))
                .detail("unit", unit.0.clone())
                .detail("part", part.0.clone())
            }
            ActRefusal::NotThereToTakeOver { taker, on, since, until } => {
                let unit_name = said(lang, taker);
                let words = match (since.filter(|since| on < since), until) {
                    (Some(since), _) => Words::new(text!(
                        lang,
                        "{unit_name}{since} 才设立，{on} 还没有，接不了",
                        "{unit_name} is opened on {since} only; on {on} it is not there to take anything over"
                    )),
                    (None, Some(until)) => Words::new(text!(
                        lang,
                        "{unit_name}{until} 已经撤并，不能再接管；要写接替它的单位",
                        "{unit_name} ended on {until} and takes nothing over any more; name its successor"
                    )),
                    (None, None) => Words::new(text!(
                        lang,
                        "{unit_name}在 {on} 接不了",
                        "{unit_name} is not there on {on} to take anything over"
                    )),
                };
                words.hint(format!("jzz unit show {}", taker.0)).detail("taker", taker.0.clone())
            }
            ActRefusal::City { unit } => {
                let unit_name = said(lang, unit);
                Words::new(text!(
                    lang,
                    "{unit_name}就是本市：登记库属于它，不能改名、划转、撤并，也不能接管人员",
                    "{unit_name} is the city itself, whose register this is: it is not renamed, moved or ended, and takes nobody over"
                ))
                .hint("jzz unit tree")
                .detail("unit", unit.0.clone())
            }
            ActRefusal::BeforeEarlierAct { unit, on, act, act_on } => {
                let (unit_name, done) = (said(lang, unit), act_word(lang, *act));
                Words::new(text!(
                    lang,
                    "{unit_name}{act_on} {done}，已经记下；{on} 的事不能补在它前面",
                    "it is on record that {unit_name} {done} on {act_on}; an act of {on} cannot be put before it"
                ))
                .hint(format!("--on {act_on}"))
                .detail("unit", unit.0.clone())
                .detail("on", on.to_string())
                .detail("act_on", act_on.to_string())
            }
            ActRefusal::PeopleLeft { unit, people } => {
                let there = counted_as(people, "person is", "people are");
                let unit_name = said(lang, unit);
                Words::new(text!(
                    lang,
                    "{unit_name}还登记着 {people} 人，要写明由哪个单位接管",
                    "{there} still registered at {unit_name}: say which unit takes over"
                ))
                .hint(text!(lang, "--to 【单位】", "--to _UNIT_"))
                .detail("unit", unit.0.clone())
                .detail("people", *people)
            }
            ActRefusal::NoMigrants { unit, people, on } => no_migrants(unit, people, *on, lang),
            ActRefusal::PartsLeft { unit, parts } => {
                let (unit_name, parts_listed) = (said(lang, unit), listed(lang, parts));
                let first = parts.first().map_or_else(String::new, |(code, _)| code.clone());
                Words::new(text!(
                    lang,
                    "{unit_name}还有下属单位：{parts_listed}；先划到别处，或整个并入另一个单位",
                    "{unit_name} still has parts: {parts_listed}; move them elsewhere first, or merge the whole unit into another"
                ))
                .hint(format!("jzz unit move {first} --under {}", text!(lang, "【单位】 --because 【依据】", "_UNIT_ --because _REASON_")))
                .detail("unit", unit.0.clone())
                .detail("parts", codes(parts))
            }
            ActRefusal::OnePart { unit, part } => {
                let (unit_name, part_name) = (said(lang, unit), said(lang, part));
                Words::new(text!(
                    lang,
                    "{unit_name}只归到{part_name}一个单位，这是并入，不是拆分",
                    "everybody of {unit_name} would go to {part_name}: that is a merger, no split"
                ))
                .hint(format!(
                    "jzz unit merge {} --into {} --because {}",
                    unit.0,
                    part.0,
                    text!(lang, "【依据】", "_REASON_")
                ))
                .detail("unit", unit.0.clone())
                .detail("part", part.0.clone())
            }
            ActRefusal::NeverStood { unit, on, earliest, later } => never_stood(unit, [*on, *earliest], *later, lang),
            ActRefusal::NothingToUndo { unit, with } => nothing_to_undo(unit, with.as_ref(), lang),
            ActRefusal::Rests { unit, deed, on, by } => rests(unit, *deed, *on, by, lang),
            ActRefusal::NotAmongParts { text, parts } => {
                let (given, parts_listed) = (echo(text), listed(lang, parts));
                Words::new(text!(
                    lang,
                    "“{given}”不在 --into 写的单位之内：{parts_listed}",
                    "{given} is none of the units of --into: {parts_listed}"
                ))
                .hint("jzz unit split --help")
                .detail("text", given)
                .detail("parts", codes(parts))
            }
            ActRefusal::Unassigned { unit, parts } => {
                let (unit_name, parts_listed) = (said(lang, unit), listed(lang, parts));
                let words = Words::new(text!(
                    lang,
                    "没有写明{unit_name}其余的人归哪里（{parts_listed}）：地址不合 --where 的、以后补录的，都要有去处，用 --rest 单位",
                    "it is not said where everybody else of {unit_name} goes ({parts_listed}): whoever fits no --where, and whoever is entered later, needs a place: --rest UNIT"
                ));
                // Which of them it is, nobody but the clerk knows: a line for each.
                let lines: Vec<String> = parts.iter().map(|(code, _)| format!("--rest {code}")).collect();
                words.hint(lines.join("\n")).detail("unit", unit.0.clone()).detail("parts", codes(parts))
            }
        }
    }
}
