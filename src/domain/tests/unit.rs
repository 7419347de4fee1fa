//! Guiyang's tree: names, days, successions, counters.

use super::{day, tree};
use crate::domain::unit::{Tier, UnitKind, UnitRefusal};

const BEFORE: &str = "2012-11-14";
const AFTER: &str = "2012-11-15";

#[test]
fn the_city_has_106_counters_of_three_tiers_before_and_after() {
    let tree = tree();
    for on in [BEFORE, AFTER, "2026-01-01"] {
        let of = |tier| tree.counters_on(day(on)).filter(|unit| unit.tier == Some(tier)).count();
        assert_eq!((of(Tier::City), of(Tier::District), of(Tier::Community)), (1, 10, 95), "{on}");
        assert_eq!(tree.counters_on(day(on)).count(), 106, "{on}");
    }
    let towns = tree.units().iter().filter(|unit| unit.tier.is_none() && unit.stands_on(day(AFTER)));
    assert_eq!(towns.count(), 78);
}

#[test]
fn a_unit_is_found_by_code_by_name_and_by_parent_and_name() {
    let tree = tree();
    for (text, code) in [
        ("520102400", "520102400"),
        (" 520102400 ", "520102400"),
        ("西湖社区", "520102401"),
        ("南明区", "520102"),
        ("南明区/新华社区", "520102400"),
        ("南明区／新华社区", "520102400"),
        ("贵阳市/南明区/新华社区", "520102400"),
        ("520122/新华社区", "520122400"),
        ("息烽县/新华社区", "520122400"),
        ("贵阳市", "520100"),
    ] {
        let found = tree.find(text, day(AFTER)).unwrap();
        assert_eq!(found.code, code, "{text}");
    }
}

#[test]
fn a_name_that_two_bear_is_refused_with_both() {
    let tree = tree();
    let refusal = tree.find("新华社区", day(AFTER)).unwrap_err();
    let candidates = vec![
        ("520102400".to_owned(), "南明区/新华社区".to_owned()),
        ("520122400".to_owned(), "息烽县/新华社区".to_owned()),
    ];
    assert_eq!(refusal, UnitRefusal::Ambiguous { text: "新华社区".to_owned(), candidates: candidates.clone() });
    for (code, path) in candidates {
        assert_eq!(tree.find(&path, day(AFTER)).unwrap().code, code, "a candidate can be typed");
    }
    for text in ["", "999999", "云岩区/新华社区", "新华", "/"] {
        assert!(matches!(tree.find(text, day(AFTER)), Err(UnitRefusal::Unknown { .. })), "{text:?}");
    }
}

#[test]
fn xiaohe_gave_way_to_huaxi_and_guanshanhu_came_on_2012_11_15() {
    let tree = tree();
    assert_eq!(tree.find("小河区", day(BEFORE)).unwrap().code, "520114");
    assert!(matches!(tree.find("观山湖区", day(BEFORE)), Err(UnitRefusal::NotStanding { .. })));
    assert_eq!(tree.find("观山湖区", day(AFTER)).unwrap().code, "520115");
    assert_eq!(
        tree.find("小河区", day(AFTER)).unwrap_err(),
        UnitRefusal::NotStanding {
            code: "520114".to_owned(),
            name: "小河区".to_owned(),
            on: day(AFTER),
            successors: vec![("520111".to_owned(), "花溪区".to_owned())],
        }
    );
    let xiaohe = tree.by_code("520114").unwrap().id;
    assert_eq!(tree.standing_on(xiaohe, day(BEFORE)).unwrap().code, "520114");
    assert_eq!(tree.standing_on(xiaohe, day(AFTER)).unwrap().code, "520111");
    assert_eq!(tree.counter_of(xiaohe, day(AFTER)).unwrap().code, "520111");
}

#[test]
fn what_is_guanshanhus_lay_under_wudang_before() {
    let tree = tree();
    let of_guanshanhu: Vec<_> = tree
        .units()
        .iter()
        .filter(|unit| tree.district_on(unit.id, day(AFTER)).is_some_and(|district| district.code == "520115"))
        .filter(|unit| unit.kind != UnitKind::District)
        .collect();
    assert_eq!(of_guanshanhu.iter().filter(|unit| unit.kind == UnitKind::Community).count(), 10);
    for unit in of_guanshanhu {
        assert_eq!(tree.district_on(unit.id, day(BEFORE)).unwrap().code, "520112", "{}", unit.name);
        for parent in ["乌当区", "观山湖区"] {
            let text = format!("{parent}/{}", unit.name);
            assert_eq!(tree.find(&text, day(AFTER)).unwrap().code, unit.code, "any parent it ever had: {text}");
        }
    }
}

#[test]
fn a_town_is_served_by_its_districts_counter() {
    let tree = tree();
    let town = tree.by_code("520102200").unwrap();
    assert_eq!(tree.counter_of(town.id, day(AFTER)).unwrap().code, "520102");
    assert_eq!(
        tree.counter("520102200", day(AFTER)).unwrap_err(),
        UnitRefusal::NoCounter {
            code: "520102200".to_owned(),
            name: "后巢乡".to_owned(),
            instead: Some(("520102".to_owned(), "南明区".to_owned())),
        }
    );
    assert_eq!(tree.counter("520100", day(AFTER)).unwrap().tier, Some(Tier::City));
    let community = tree.by_code("520102400").unwrap();
    assert_eq!(tree.counter_of(community.id, day(AFTER)).unwrap().code, "520102400");
}

#[test]
fn names_run_together_are_parent_and_name() {
    let tree = tree();
    for text in [
        "南明区新华社区",
        "贵阳市南明区新华社区",
        "贵阳市 南明区 新华社区",
        "南明区\u{3000}新华社区",
        "520102400新华社区",
        "520102400 新华社区",
    ] {
        assert_eq!(tree.find(text, day(AFTER)).map(|unit| unit.code.as_str()), Ok("520102400"), "{text}");
    }
    assert_eq!(tree.find("贵阳市南明区", day(AFTER)).map(|unit| unit.code.as_str()), Ok("520102"));
    for text in ["云岩区新华社区", "520102401新华社区", "南明区", "贵阳市新华社区"] {
        assert!(tree.find(text, day(AFTER)).map_or(true, |unit| unit.code == "520102"), "{text}");
    }
}

#[test]
fn nobody_lives_at_the_city_itself() {
    let tree = tree();
    assert!(matches!(tree.residence("贵阳市", day(AFTER)), Err(UnitRefusal::HoldsNobody { .. })));
    assert_eq!(tree.residence("520102", day(AFTER)).unwrap().code, "520102");
    assert!(tree.has_parts_on(tree.by_code("520102").unwrap().id, day(AFTER)));
    assert!(!tree.has_parts_on(tree.by_code("520114").unwrap().id, day(BEFORE)), "小河 has no community of its own");
    assert!(!tree.has_parts_on(tree.by_code("520115").unwrap().id, day(BEFORE)));
}

#[test]
fn names_that_are_nearly_it_are_suggested_and_others_are_not() {
    let tree = tree();
    let cases: [(&str, &[&str]); 8] = [
        ("新花社区", &["520102400", "520122400"]),
        ("新华", &["520102400", "520122400"]),
        ("新华街道", &["520102400", "520122400"]),
        ("云严区", &["520103"]),
        ("完全没有的地方", &[]),
        ("", &[]),
        ("社区", &[]),
        ("520199199001010017", &[]),
    ];
    for (text, expected) in cases {
        let Err(UnitRefusal::Unknown { near, .. }) = tree.find(text, day(AFTER)) else { panic!("{text}") };
        let codes: Vec<&str> = near.iter().map(|(code, _)| code.as_str()).collect();
        assert!(codes.len() <= 3 && expected.iter().all(|code| codes.contains(code)), "{text}: {near:?}");
        assert_eq!(codes.is_empty(), expected.is_empty(), "{text}: {near:?}");
        for (code, path) in &near {
            assert_eq!(&tree.find(path, day(AFTER)).unwrap().code, code, "{path}: what is suggested can be typed");
        }
    }
}
