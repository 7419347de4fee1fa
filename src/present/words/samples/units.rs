//! What is said of units and of the acts on them.

use super::{NUMBER, day, s};
use crate::domain::restructuring::deeds::{Deed, Resting};
use crate::domain::restructuring::{ActRefusal, UnitAct};
use crate::domain::unit::{Handover, Succession, Tier, Unit, UnitId, UnitKind, UnitRefusal, UnitTree};

pub(super) fn unit_refusals() -> Vec<UnitRefusal> {
    let xinhua = vec![(s("520102400"), s("南明区/新华社区")), (s("520122400"), s("息烽县/新华社区"))];
    let (code, name) = (s("520114"), s("小河区"));
    let (town, town_name) = (s("520102100"), s("永乐乡"));
    vec![
        UnitRefusal::Unknown { text: s("新花社区"), near: xinhua.clone() },
        UnitRefusal::Unknown { text: s(NUMBER), near: Vec::new() },
        UnitRefusal::Ambiguous { text: s("新华社区"), candidates: xinhua },
        UnitRefusal::NotStanding {
            code: code.clone(),
            name: name.clone(),
            on: day("2013-01-01"),
            successors: vec![(s("520111"), s("花溪区"))],
        },
        UnitRefusal::NotStanding {
            code: s("520102900"),
            name: s("中华街道"),
            on: day("2013-01-01"),
            successors: vec![(s("520102400"), s("新华社区")), (s("520102401"), s("西湖社区"))],
        },
        UnitRefusal::NotStanding { code, name, on: day("2013-01-01"), successors: Vec::new() },
        UnitRefusal::HoldsNobody { code: s("520100"), name: s("贵阳市") },
        UnitRefusal::NoCounter {
            code: town.clone(),
            name: town_name.clone(),
            instead: Some((s("520102"), s("南明区"))),
        },
        UnitRefusal::NoCounter { code: town, name: town_name, instead: None },
        UnitRefusal::Unknown { text: s("新湖社区"), near: vec![(s("520102400"), s("南明区/新华社区"))] },
    ]
}

pub(super) fn unit_acts() -> Vec<ActRefusal> {
    let xinhua = || (s("520102400"), s("新华社区"));
    let xihu = || (s("520102401"), s("西湖社区"));
    let nanming = || (s("520102"), s("南明区"));
    let (on, later) = (day("2012-11-15"), day("2013-03-01"));
    let earlier = |act| ActRefusal::BeforeEarlierAct { unit: xinhua(), on, act, act_on: later };
    let rests = |by| ActRefusal::Rests { unit: xinhua(), deed: Deed::Merge, on, by };
    let not_there = |since, until| ActRefusal::NotThereToTakeOver { taker: xihu(), on, since, until };
    let mut all = vec![
        ActRefusal::Unit(UnitRefusal::Unknown { text: s("新花社区"), near: Vec::new() }),
        ActRefusal::Unit(unit_refusals().swap_remove(3)),
        ActRefusal::Future { day: later, today: on },
        ActRefusal::NoMigrants { unit: xinhua(), people: vec![s("M000003"), s("M000007")], on },
        ActRefusal::CodeTaken { by: xinhua(), ended: false },
        ActRefusal::CodeTaken { by: xinhua(), ended: true },
        ActRefusal::NothingToUndo { unit: xihu(), with: None },
        ActRefusal::NothingToUndo { unit: xihu(), with: Some(xinhua()) },
        rests(Resting::Act { unit: xihu(), deed: Deed::Split, on: later }),
        rests(Resting::Card { permit: s(super::PERMIT) }),
        rests(Resting::Used),
        ActRefusal::NameTaken { by: xinhua(), parent: nanming() },
        ActRefusal::Unusable { text: s("5201"), code: true, digits: 9 },
        ActRefusal::Unusable { text: s("南明/新华"), code: false, digits: 9 },
        ActRefusal::KindUnderParent {
            kind: UnitKind::Community,
            parent: (s("520100"), s("贵阳市")),
            parent_kind: UnitKind::City,
        },
        ActRefusal::KindOfTaker { unit: nanming(), taker: xinhua() },
        ActRefusal::TierOfKind { kind: UnitKind::Street, tier: Tier::District },
        ActRefusal::ForeignCode { text: s("520300001"), city: s("520100") },
        ActRefusal::NamedTwice { part: xihu() },
        ActRefusal::OnePart { unit: xinhua(), part: xihu() },
        ActRefusal::NeverStood { unit: xinhua(), on, earliest: on.plus_days(1), later: 0 },
        ActRefusal::NeverStood { unit: xinhua(), on, earliest: on.plus_days(1), later: 2 },
        ActRefusal::NothingChanges { unit: xinhua() },
        ActRefusal::UnderItself { unit: nanming(), parent: xinhua() },
        ActRefusal::IntoItself { unit: xinhua() },
        ActRefusal::IntoOwnPart { unit: nanming(), part: xinhua() },
        not_there(Some(later), None),
        not_there(None, Some(on)),
        not_there(None, None),
        ActRefusal::PeopleLeft { unit: xinhua(), people: 12 },
        ActRefusal::PartsLeft { unit: nanming(), parts: vec![xinhua(), xihu()] },
        ActRefusal::City { unit: (s("520100"), s("贵阳市")) },
        ActRefusal::NotAmongParts { text: s("520103400"), parts: vec![xinhua(), xihu()] },
        ActRefusal::Unassigned { unit: xinhua(), parts: vec![xihu()] },
    ];
    let acts = [
        UnitAct::Opened,
        UnitAct::Renamed,
        UnitAct::Moved,
        UnitAct::TookOver,
        UnitAct::PartCame,
        UnitAct::PartLeft,
        UnitAct::Closed,
    ];
    all.extend(acts.map(earlier));
    all
}

pub(super) fn small_tree() -> UnitTree {
    let unit = |id, code: &str, name: &str, until| Unit {
        id: UnitId(id),
        code: s(code),
        name: s(name),
        kind: UnitKind::District,
        tier: None,
        since: None,
        until,
    };
    let merged_on = day("2012-11-15");
    let units = vec![unit(1, "520111", "花溪区", None), unit(2, "520114", "小河区", Some(merged_on))];
    UnitTree::new(
        units,
        Vec::new(),
        vec![Succession { from: UnitId(2), to: UnitId(1), on: merged_on, how: Handover::Listed }],
    )
}
