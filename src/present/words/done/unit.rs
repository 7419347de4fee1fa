//! After an act of restructuring.

use crate::domain::calendar::Day;
use crate::domain::lang::Lang;
use crate::domain::restructuring::deeds::Deed;
use crate::ops::units::undo::TakenBack;
use crate::present::unit::UnitAnswer;
use crate::present::words::{counted_as, labels, text};

/// Which act it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitDone {
    Opened,
    Renamed,
    Moved,
    Merged,
    Split,
    Closed,
}

/// What became of a unit, as it stands after the act.
pub fn unit(done: UnitDone, unit: &UnitAnswer, on: Day, lang: Lang) -> String {
    let (code, name) = (&unit.code, &unit.name);
    let who = text!(lang, "{name}（{code}）", "{name} ({code})");
    let parent = unit.parent_name().unwrap_or_default();
    match done {
        UnitDone::Opened => {
            text!(lang, "{who}自 {on} 起设立，属于{parent}。", "{who} stands from {on} on, as a part of {parent}.")
        }
        UnitDone::Renamed => {
            let old = unit.names.iter().find(|former| former.until == on.to_string()).map(|former| &former.name);
            let old = old.cloned().unwrap_or_default();
            text!(
                lang,
                "{old}自 {on} 起改名为{who}，用旧名照样查得到。",
                "{old} is {who} from {on} on; the old name still finds it."
            )
        }
        UnitDone::Moved => text!(
            lang,
            "{who}自 {on} 起划归{parent}，人员和证件随着走。",
            "{who} is part of {parent} from {on} on; its people and permits come along."
        ),
        UnitDone::Merged => {
            let into = takers(unit, on, lang);
            text!(
                lang,
                "{who}自 {on} 起并入{into}，人员、证件和下属单位随之转入。",
                "{who} is part of {into} from {on} on; people, permits and parts went along."
            )
        }
        UnitDone::Split => {
            let into = takers(unit, on, lang);
            text!(lang, "{who}自 {on} 起拆分，归到{into}。", "{who} is divided from {on} on, into {into}.")
        }
        UnitDone::Closed => match takers(unit, on, lang) {
            into if into.is_empty() => text!(lang, "{who}自 {on} 起撤销。", "{who} is closed from {on} on."),
            into => text!(
                lang,
                "{who}自 {on} 起撤销，由{into}接管。",
                "{who} is closed from {on} on, and {into} took over."
            ),
        },
    }
}

/// `unit undo`
pub fn taken_back(back: &TakenBack, lang: Lang) -> String {
    let TakenBack { deed, unit: (code, name), on } = back;
    let done = labels::deed(lang, *deed);
    let said = text!(
        lang,
        "{name}（{code}）{on} {done}的事已撤回，各天都同没有办过一样；两件事日志里都查得到。",
        "That {name} ({code}) {done} on {on} is taken back: every day is as if it had not been done. The journal keeps both."
    );
    match deed {
        Deed::Open | Deed::Rename => said,
        Deed::Move => {
            text!(lang, "{said}人员和证件随单位回到原来的区县。", "{said} Its people and permits are back with it.")
        }
        Deed::Merge | Deed::Split | Deed::Close => text!(
            lang,
            "{said}随着转走的人员和下属单位回到原处；后来才登记到别处的人不动。",
            "{said} People and parts that went along are back; whoever was registered elsewhere since stays there."
        ),
    }
}

/// Who took over on the day, each with the people who went there after a split.
fn takers(unit: &UnitAnswer, on: Day, lang: Lang) -> String {
    let on = on.to_string();
    let taker = |other: &crate::present::unit::SuccessionAnswer| {
        let (code, name) = (&other.code, &other.name);
        let people = unit.moved.iter().flatten().find(|moved| &moved.code == code).map(|moved| moved.people);
        match people {
            Some(people) => {
                let people_en = counted_as(people, "person", "people");
                text!(lang, "{name}（{code}，{people} 人）", "{name} ({code}, {people_en})")
            }
            None => text!(lang, "{name}（{code}）", "{name} ({code})"),
        }
    };
    let all: Vec<String> = unit.successors.iter().filter(|other| other.on == on).map(taker).collect();
    labels::list(lang, &all)
}
