//! Units that followed each other, by name and by day; and what may not be done with them.

use super::{day, tree};
use crate::domain::calendar::Day;
use crate::domain::restructuring::{ActRefusal, UnitAct, may_take_over, subject};
use crate::domain::unit::{FormerName, Handover, Parentage, Split, Succession, Tier, Unit, UnitId, UnitKind, UnitTree};

/// City 1, districts 2 and 3; under 2: A (4) and, opened later, B (5), C (6), D (7).
/// A was split into C and B on 2012-01-01; B closed with nobody on 2014-01-01, C went up in D on 2015-01-01.
fn small() -> UnitTree {
    let unit = |id, name: &str, kind, since: Option<&str>, until: Option<&str>| Unit {
        id: UnitId(id),
        code: format!("{id}"),
        name: name.to_owned(),
        kind,
        tier: (id != 7).then_some(Tier::Community),
        since: since.map(day),
        until: until.map(day),
    };
    let (city, district, community) = (UnitKind::City, UnitKind::District, UnitKind::Community);
    let units = vec![
        unit(1, "市", city, None, None),
        unit(2, "东区", district, None, None),
        unit(3, "西区", district, None, None),
        unit(4, "甲", community, None, Some("2012-01-01")),
        unit(5, "乙", community, Some("2012-01-01"), Some("2014-01-01")),
        unit(6, "丙", community, Some("2012-01-01"), Some("2015-01-01")),
        unit(7, "丁", community, Some("2011-01-01"), None),
    ];
    let part = |unit: &Unit, parent| Parentage { unit: unit.id, parent, since: unit.since, until: unit.until };
    let parent_of = |unit: &Unit| if unit.kind == district { UnitId(1) } else { UnitId(2) };
    let parents = units[1..].iter().map(|unit| part(unit, parent_of(unit))).collect();
    let taken = |from, to, on, how| Succession { from: UnitId(from), to: UnitId(to), on: day(on), how };
    let successions = vec![
        taken(4, 6, "2012-01-01", Handover::Split),
        taken(4, 5, "2012-01-01", Handover::Split),
        taken(6, 7, "2015-01-01", Handover::Merge),
    ];
    let former = |name: &str, until| FormerName { unit: UnitId(7), name: name.to_owned(), until: day(until) };
    let names = vec![former("戊", "2012-06-01"), former("己", "2013-06-01")];
    UnitTree::new(units, parents, successions).with_names(names)
}

fn on(text: &str) -> Day {
    day(text)
}

#[test]
fn who_answers_for_a_unit_on_a_day() {
    let tree = small();
    for (unit, at, answers) in [
        (4, "2011-12-31", 4),
        (4, "2012-01-01", 5),
        // The successor closed with nobody: what it was part of.
        (4, "2014-01-01", 2),
        (5, "2014-01-01", 2),
        (6, "2014-12-31", 6),
        (6, "2015-01-01", 7),
        // Before its beginning: whoever it came from, else what it was first part of.
        (5, "2011-12-31", 4),
        (6, "2010-01-01", 4),
        (7, "2010-12-31", 2),
        (3, "1990-01-01", 3),
    ] {
        let standing = tree.standing_on(UnitId(unit), on(at)).unwrap();
        assert_eq!(standing.id, UnitId(answers), "{unit} on {at}");
    }
    assert_eq!(tree.counter_of(UnitId(6), on("2015-01-01")).unwrap().id, UnitId(2), "丁 has none");
    let successors = |at| tree.successors_on(UnitId(4), on(at)).iter().map(|unit| unit.id.0).collect::<Vec<_>>();
    assert_eq!(successors("2012-01-01"), [6, 5], "what cannot be divided follows the last");
    assert_eq!(successors("2014-01-01"), [6]);
    assert_eq!(successors("2015-01-01"), [7]);
}

#[test]
fn a_unit_bears_the_name_of_the_day_and_is_found_by_all() {
    let tree = small();
    for (at, name) in
        [("2011-01-01", "戊"), ("2012-05-31", "戊"), ("2012-06-01", "己"), ("2013-05-31", "己"), ("2013-06-01", "丁")]
    {
        assert_eq!(tree.name_on(UnitId(7), on(at)), name, "{at}");
        for text in ["丁", "戊", "己", "东区/戊"] {
            assert_eq!(tree.find(text, on(at)).unwrap().id, UnitId(7), "{text} on {at}");
        }
    }
}

#[test]
fn nothing_is_put_in_before_what_is_on_record() {
    let tree = small();
    for (unit, at, ending, expected) in [
        ("丁", "2013-06-01", false, None),
        ("丁", "2013-05-31", false, Some((UnitAct::Renamed, "2013-06-01"))),
        // Renaming leaves alone what was taken over later; ending would not.
        ("丁", "2014-01-01", true, Some((UnitAct::TookOver, "2015-01-01"))),
        ("丁", "2015-01-01", true, None),
        ("丙", "2013-01-01", false, Some((UnitAct::Closed, "2015-01-01"))),
        ("东区", "2011-06-01", false, None),
        ("东区", "2014-06-01", true, Some((UnitAct::PartLeft, "2015-01-01"))),
        ("西区", "2000-01-01", true, None),
    ] {
        let told = subject(&tree, unit, on(at), ending).err();
        let found = told.map(|refusal| {
            let ActRefusal::BeforeEarlierAct { act, act_on, .. } = refusal else {
                panic!("{unit} on {at}: {refusal:?}");
            };
            (act, act_on)
        });
        assert_eq!(found, expected.map(|(act, day)| (act, on(day))), "{unit} on {at}");
    }
}

#[test]
fn whoever_takes_over_is_there_and_stays() {
    let tree = small();
    let refusal = |unit: &str, taker: &str, at| {
        let unit = tree.find(unit, on(at)).unwrap();
        may_take_over(&tree, unit, taker, on(at)).err().map(|refusal| refusal.code().as_str())
    };
    for (unit, taker, at, code) in [
        ("丁", "东区", "2016-01-01", None),
        ("东区", "西区", "2016-01-01", None),
        ("丁", "丁", "2016-01-01", Some("J621")),
        ("丁", "乙", "2013-01-01", Some("J623")),
        ("丁", "乙", "2016-01-01", Some("J623")),
        ("丁", "丙", "2011-06-01", Some("J623")),
        ("丁", "市", "2016-01-01", Some("J627")),
        ("东区", "丁", "2016-01-01", Some("J622")),
        ("西区", "丁", "2016-01-01", Some("J607")),
    ] {
        assert_eq!(refusal(unit, taker, at), code, "{unit} into {taker} on {at}");
    }
}

#[test]
fn a_kind_fits_under_what_it_is_part_of() {
    for unit in tree().units() {
        if let Some(parent) = tree().parent_on(unit.id, on("2012-11-15")) {
            assert!(unit.kind.fits_under(parent.kind), "{}", unit.name);
        }
        assert!(unit.tier.is_none_or(|tier| tier == unit.kind.tier()), "{}", unit.name);
    }
}

#[test]
fn a_home_told_later_lies_in_the_part_that_its_address_says() {
    // The first split sends 一期 to C, and everybody else to B; C goes up in D, and D is split among 2 and 3.
    let split = |unit, at: &str, rules: &[(&str, i64)], rest: Option<i64>| Split {
        unit: UnitId(unit),
        on: day(at),
        rules: rules.iter().map(|(word, to)| ((*word).to_owned(), UnitId(*to))).collect(),
        rest: rest.map(UnitId),
    };
    let first = split(4, "2012-01-01", &[("花园一期", 6)], Some(5));
    let second = split(7, "2016-01-01", &[("一期", 2), ("路", 3)], None);
    let tree = small().with_splits(vec![first, second]);
    for (case, unit, address, from, expected) in [
        ("the rule, through the merger, and the rule of the next", 4, "花园 一期1号", "2011-06-01", vec![6, 2]),
        ("the rest", 4, "花园二期", "2011-06-01", vec![5]),
        ("a unit that the first split did not touch", 7, "中华路", "2011-06-01", vec![3]),
        ("an address that no rule has foreseen", 7, "花园二期", "2011-06-01", vec![]),
        ("a home that begins after the first split", 6, "花园一期", "2013-01-01", vec![2]),
        ("a home that begins with a split", 7, "花园一期", "2016-01-01", vec![]),
    ] {
        let given: Vec<i64> = tree.given_to(UnitId(unit), address, day(from)).iter().map(|(_, to)| to.0).collect();
        assert_eq!(given, expected, "{case}");
    }
}
