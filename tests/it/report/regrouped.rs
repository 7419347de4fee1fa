//! The rate of units that are opened, split, merged, moved and closed, counted again by plain code over the rows of the
//! file: who follows whom is read from what is recorded of the units, without the program's tree.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;

use super::recount::{Row, by, later, table};
use crate::support::Counter;
use crate::support::office::{PAPERS, form, number};

/// Act, person or unit, another unit, days since the step before, days before that day.
type Step = (usize, u32, usize, u16, u16);

/// Communities of two districts, one of the four counties, and a district itself.
const UNITS: [&str; 7] = ["520102401", "520102402", "520102403", "520103400", "520103401", "520121400", "520102"];
const DISTRICTS: [&str; 3] = ["520102", "520103", "520121"];

fn line((act, who, other, ..): Step, on: &str, at: usize) -> String {
    let person = number("1985-05-05", who % 6 + 1);
    let (unit, into) = (UNITS[who as usize % 6], UNITS[other % 6]);
    let address = ["花园1号", "河边2号"][at % 2];
    let because = format!("--because 批复 --on {on}");
    match act {
        0..=3 => {
            let form = form(&person).replace("520102401", UNITS[other % 7]).replace("西湖路1号", address);
            format!("migrant add {form} --on {on}")
        }
        4 | 5 => format!("permit apply {person} {PAPERS} --on {on}"),
        6 | 7 => format!("permit issue {person} --on {on}"),
        8 => format!("migrant move {person} --unit {into} --address {address} --on {on}"),
        9 => format!(
            "unit split {unit} --into {into} {} --where 花园={into} --rest {} {because}",
            rest(other),
            rest(other)
        ),
        10 => format!("unit merge {unit} --into {into} {because}"),
        11 => format!("unit move {unit} --under {} {because}", DISTRICTS[other % 3]),
        12 => format!("unit close {unit} --to {into} {because}"),
        13 => format!("migrant leave {person} --because left --on {on}"),
        _ => {
            let tier = if at.is_multiple_of(2) { "--counter-tier community" } else { "" };
            let district = DISTRICTS[other % 3];
            format!("unit open {district}9{at:02} 新社区{at} --kind community --under {district} {tier} {because}")
        }
    }
}

fn rest(other: usize) -> &'static str {
    UNITS[(other + 1) % 6]
}

/// The tree as it is recorded.
struct Tree {
    by_id: BTreeMap<String, Row>,
    parents: Vec<Row>,
    successions: Vec<Row>,
    rules: Vec<Row>,
}

impl Tree {
    fn read(counter: &Counter) -> Tree {
        let units = table(counter, "unit_id code kind counter_tier since_on until_on", "unit");
        Tree {
            by_id: units.into_iter().map(|unit| (unit["unit_id"].clone(), unit)).collect(),
            parents: table(counter, "unit_id parent_id since_on until_on", "unit_parent ORDER BY unit_parent_id"),
            successions: table(counter, "from_id to_id taken_on how", "unit_succession ORDER BY unit_succession_id"),
            rules: table(counter, "unit_id address to_id", "split_rule"),
        }
    }

    /// Who stands in a unit's place on a day.
    fn standing(&self, unit: &str, on: &str) -> String {
        let (mut at, mut steps) = (unit.to_owned(), 0);
        loop {
            let row = &self.by_id[&at];
            steps += 1;
            assert!(steps < 50, "{unit} on {on} leads round");
            if by(&row["until_on"], on) {
                // Of a split the part that takes everybody else, of anything else the one that took over.
                let rest = self.rules.iter().find(|rule| rule["unit_id"] == at && rule["address"].is_empty());
                let taken = self.successions.iter().find(|one| one["from_id"] == at && by(&one["taken_on"], on));
                let parent = self.parents.iter().rfind(|one| one["unit_id"] == at);
                let next = rest.or(taken).map(|one| &one["to_id"]);
                at = next.unwrap_or_else(|| &parent.expect("a parent")["parent_id"]).clone();
            } else if row["since_on"].is_empty() || by(&row["since_on"], on) {
                return at;
            } else {
                let came = self.successions.iter().find(|one| one["to_id"] == at && one["taken_on"] == row["since_on"]);
                let parent = self.parents.iter().find(|one| one["unit_id"] == at);
                at = came.map_or_else(|| parent.expect("a parent")["parent_id"].clone(), |one| one["from_id"].clone());
            }
        }
    }

    fn parent(&self, unit: &str, on: &str) -> String {
        let holds = |one: &&Row| {
            one["unit_id"] == unit
                && (one["since_on"].is_empty() || by(&one["since_on"], on))
                && !by(&one["until_on"], on)
        };
        self.parents.iter().find(holds).expect("a parent")["parent_id"].clone()
    }

    fn climb(&self, unit: &str, on: &str, is_it: impl Fn(&Row) -> bool) -> Row {
        let mut at = self.standing(unit, on);
        while !is_it(&self.by_id[&at]) {
            at = self.parent(&at, on);
        }
        self.by_id[&at].clone()
    }

    fn key(&self, dimension: &str, unit: &str, counter: &str, on: &str) -> String {
        let served = || self.climb(counter, on, |unit| !unit["counter_tier"].is_empty());
        match dimension {
            "community" => self.by_id[&self.standing(unit, on)]["code"].clone(),
            "district" => self.climb(unit, on, |unit| ["district", "county", "county_city"].contains(&&*unit["kind"]))
                ["code"]
                .clone(),
            "counter" => served()["code"].clone(),
            _ => served()["counter_tier"].clone(),
        }
    }
}

/// registered, holders, first issues, by the key of their row.
fn counted(counter: &Counter, units: &Tree, dimension: &str, on: &str) -> BTreeMap<String, [i64; 3]> {
    let stays = table(counter, "registration_id migrant_id unit_id counter_id registered_on ended_on", "registration");
    let homes = table(counter, "registration_id unit_id from_on until_on", "earlier_home");
    let cards =
        table(counter, "migrant_id unit_id counter_id issued_on ended_on", "permit ORDER BY issued_on, permit_id");
    let mut rows: BTreeMap<String, [i64; 3]> = BTreeMap::new();
    for stay in stays.iter().filter(|stay| by(&stay["registered_on"], on) && !by(&stay["ended_on"], on)) {
        let mut own = homes.iter().filter(|home| home["registration_id"] == stay["registration_id"]);
        let home = own.find(|home| by(&home["from_on"], on) && !by(&home["until_on"], on)).unwrap_or(stay);
        let holds = cards.iter().any(|card| {
            card["migrant_id"] == stay["migrant_id"] && by(&card["issued_on"], on) && !by(&card["ended_on"], on)
        });
        let row = rows.entry(units.key(dimension, &home["unit_id"], &stay["counter_id"], on)).or_default();
        row[0] += 1;
        row[1] += i64::from(holds);
    }
    let mut first: BTreeMap<&str, &Row> = BTreeMap::new();
    for card in cards.iter().filter(|card| by(&card["issued_on"], on)) {
        first.entry(&card["migrant_id"]).or_insert(card);
    }
    for card in first.values() {
        rows.entry(units.key(dimension, &card["unit_id"], &card["counter_id"], on)).or_default()[2] += 1;
    }
    rows
}

fn check(counter: &Counter, units: &Tree, on: &str) {
    for dimension in ["community", "district", "counter", "tier"] {
        let mut expected = counted(counter, units, dimension, on);
        let report = counter.ask(&format!("report rate --by {dimension} --as-of {on}"));
        for row in report["rows"].as_array().expect("rows") {
            let count = |key: &str| row[key].as_i64().expect("a count");
            let found = expected.remove(row["key"].as_str().expect("a key")).unwrap_or_default();
            assert_eq!(
                [count("registered"), count("holders"), count("first_issues")],
                found,
                "{dimension} on {on}: {row}"
            );
        }
        assert!(expected.is_empty(), "{dimension} on {on}: no row for {expected:?}");
    }
}

/// How many acts on units were done, so that a run that only refuses is seen.
fn regroupings(counter: &Counter) -> i64 {
    let rows = counter.rows("SELECT CAST(COUNT(*) AS TEXT) FROM journal WHERE command LIKE 'unit %'");
    rows[0].parse().expect("a count")
}

fn live(steps: Vec<Step>) -> (Counter, Vec<String>) {
    let counter = Counter::open("2035-01-01");
    let mut on = "2017-01-01".to_owned();
    let mut days = Vec::new();
    for (at, step) in steps.into_iter().enumerate() {
        on = later(&on, i32::from(step.3));
        let day = later(&on, -i32::from(step.4));
        let told = counter.line(&format!("{} --format json", line(step, &day, at)));
        assert!(told.exit <= 2, "{step:?} on {day}: {told:?}");
        if at % 8 == 7 {
            days.push(day);
        }
    }
    days.push(later(&on, 1));
    (counter, days)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whoever_lives_in_units_that_are_regrouped_is_counted_where_the_rows_say(
        steps in proptest::collection::vec((0usize..15, 0u32..12, 0usize..14, 0u16..50, 0u16..25), 40..60),
    ) {
        let (counter, days) = live(steps);
        let units = Tree::read(&counter);
        for day in days {
            check(&counter, &units, &day);
        }
    }
}

/// A split whose counter goes to the part that takes the rest, the people to where their addresses lie.
#[test]
fn a_counter_that_was_split_is_counted_with_the_part_that_takes_the_rest() {
    let steps =
        vec![(0, 0, 0, 0, 0), (0, 1, 0, 0, 0), (4, 0, 0, 200, 0), (6, 0, 0, 0, 0), (9, 0, 1, 10, 0), (11, 1, 1, 10, 0)];
    let (counter, _) = live(steps);
    assert_eq!(regroupings(&counter), 2);
    let units = Tree::read(&counter);
    for on in ["2017-07-01", "2017-08-01", "2018-01-01"] {
        check(&counter, &units, on);
    }
    let rows = |by: &str| {
        let report = counter.ask(&format!("report rate --by {by} --as-of 2018-01-01"));
        let rows = report["rows"].as_array().expect("rows").iter().filter(|row| row["registered"] != 0);
        rows.map(|row| (row["key"].as_str().expect("a key").to_owned(), row["registered"].clone()))
            .collect::<Vec<(String, Value)>>()
    };
    assert_eq!(rows("counter"), [("520102403".to_owned(), Value::from(2))]);
    assert_eq!(rows("community"), [("520102402".to_owned(), Value::from(1)), ("520102403".to_owned(), Value::from(1))]);
}
