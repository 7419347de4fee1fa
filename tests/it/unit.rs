//! `unit list`, and units as people type them.

use serde_json::{Value, json};

use crate::support::Counter;
use crate::support::office::{LI, form, shape};

fn units(counter: &Counter, on: &str) -> Vec<Value> {
    let answer = counter.ask(&format!("unit list --as-of {on}"));
    shape(&answer, "units");
    answer["units"].as_array().expect("units").clone()
}

#[test]
fn every_unit_that_stands_is_listed_with_its_parent_of_the_day() {
    let counter = Counter::open("2017-03-01");
    for (on, standing) in [("2012-11-14", "520114"), ("2012-11-15", "520115")] {
        let units = units(&counter, on);
        assert_eq!(units.len(), 184, "{on}");
        assert_eq!(units.iter().filter(|unit| unit["tier"] != Value::Null).count(), 106, "{on}");
        for unit in &units {
            shape(unit, "code name kind parent tier");
        }
        assert!(units.iter().any(|unit| unit["code"] == standing), "{on}");
        let codes: Vec<&str> = units.iter().map(|unit| unit["code"].as_str().expect("a code")).collect();
        assert!(codes.is_sorted(), "by code");
    }
    let city = units(&counter, "2012-08-31").remove(0);
    assert_eq!(city, json!({"code": "520100", "name": "贵阳市", "kind": "city", "parent": null, "tier": "city"}));
    let of = |on: &str, parent: &str| units(&counter, on).iter().filter(|unit| unit["parent"] == parent).count();
    assert_eq!(of("2012-11-14", "520115"), 0);
    assert!(of("2012-11-15", "520115") >= 10);
}

#[test]
fn the_list_adds_no_row_and_comes_as_a_table_and_as_csv() {
    let counter = Counter::open("2017-03-01");
    let before = counter.counts();
    let csv = counter.line("unit list --format csv").done().stdout;
    assert!(csv.starts_with('\u{feff}'));
    assert_eq!(csv.lines().count(), 185);
    assert!(counter.line("unit list").done().stdout.contains("新华社区"));
    assert_eq!(counter.counts(), before);
}

#[test]
fn a_unit_on_the_command_line() {
    let counter = Counter::open("2017-03-01");
    let with = |unit: &str| format!("migrant add {}", form(LI).replace("520102401", unit));
    let error = counter.refuses(&with("新华社区"), 1, "J602");
    let told = error["details"].to_string();
    assert!(told.contains("520102400") && told.contains("520122400"), "both are listed: {error}");
    counter.refuses(&with("天堂社区"), 1, "J601");
    counter.refuses(&with("520100"), 1, "J211");
    let gone = counter.refuses(&with("小河区"), 1, "J603");
    assert!(gone["details"].to_string().contains("520111"), "its successor: {gone}");
    counter.refuses(&format!("{} --on 2012-11-14", with("观山湖区")), 1, "J603");
    let district = counter.ask(&with("520102"));
    assert_eq!(district["warnings"][0]["code"], "J213");
}

#[test]
fn a_unit_by_any_parent_it_ever_had() {
    let counter = Counter::open("2017-03-01");
    let answer = counter.ask(&format!("migrant add {}", form(LI).replace("520102401", "息烽县/新华社区")));
    assert_eq!(
        counter.ask(&format!("migrant show {}", answer["migrant"].as_str().expect("a code")))["registration"]["unit"],
        "520122400"
    );
}
