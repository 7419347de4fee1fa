//! Takeovers across a county line: nobody stays registered who is no migrant any more.

use serde_json::json;

use crate::support::Counter;
use crate::support::office::{LI, WANG, form, number};

/// A town of 清镇市, and what it is registered as.
const TOWN: &str = "520181100";

/// 李雷 from 南明区 and 王芳 from 遵义 live in the town; both have cards.
fn town() -> Counter {
    let counter = Counter::open("2018-07-10");
    counter.ask(&from(LI, "贵州省贵阳市南明区", "2017-01-01"));
    counter.ask(&from(WANG, "贵州省遵义市红花岗区", "2017-01-01"));
    counter
}

fn from(number: &str, hukou: &str, on: &str) -> String {
    let form = form(number).replace("贵州省遵义市红花岗区", hukou).replace("520102401", TOWN);
    format!("migrant add {form} --on {on}")
}

fn registered(counter: &Counter, on: &str) -> i64 {
    let report = counter.ask(&format!("report rate --as-of {on}"));
    assert_eq!(report["identity"]["holds"], true, "{report}");
    report["total"]["registered"].as_i64().expect("a count")
}

#[test]
fn a_takeover_that_makes_people_non_migrants_waits_until_their_registrations_end() {
    for act in [
        format!("move {TOWN} --under 520115"),
        format!("merge {TOWN} --into 520115"),
        format!("close {TOWN} --to 520115400"),
        format!("split {TOWN} --into 520115400 520115401 --where 西湖路=520115401 --rest 520115400"),
    ] {
        let counter = town();
        let line = format!("unit {act} --on 2018-01-01 --because 批复");
        let error = counter.refuses(&line, 1, "J638");
        assert_eq!(
            (&error["details"]["migrants"], &error["details"]["people"]),
            (&json!(["M000001"]), &json!(1)),
            "{act}"
        );
        let hint = error["hint"].as_str().expect("a hint");
        assert_eq!(hint, "jzz migrant leave M000001 --because other --on 2018-01-01");
        counter.line(hint.trim_start_matches("jzz ")).done();
        counter.line(&line).done();
        assert_eq!([registered(&counter, "2017-12-31"), registered(&counter, "2018-01-01")], [2, 1], "{act}");
        // What is entered afterwards for days before is held to the same.
        let late = counter.refuses(&from(&number("1991-01-01", 1), "贵州省贵阳市云岩区", "2017-06-01"), 1, "J205");
        assert_eq!(late["details"]["objections"][0]["code"], "J205", "{act}");
        counter.refuses("migrant edit M1 --left none --because 没有走", 1, "J205");
        counter.refuses("migrant edit M2 --hukou 贵州省贵阳市南明区 --because 抄错", 1, "J205");
        counter.ask(&from(&number("1991-01-01", 1), "贵州省毕节市", "2017-06-01"));
        assert_eq!(registered(&counter, "2018-02-01"), 2, "{act}");
    }
}

#[test]
fn a_move_of_before_into_what_went_over_the_line_is_refused_and_one_along_it_is_not() {
    let counter = town();
    counter.ask("migrant leave M1 --because other --on 2018-01-01");
    counter.ask(&format!(
        "migrant add {} --on 2017-02-01",
        form(&number("1991-01-01", 1))
            .replace("520102401", "520181101")
            .replace("贵州省遵义市红花岗区", "贵州省贵阳市云岩区")
    ));
    counter.ask(&format!("unit move {TOWN} --under 520115 --on 2018-01-01 --because 批复"));
    let error = counter.refuses(&format!("migrant move M3 --unit {TOWN} --address 新路 --on 2017-06-01"), 1, "J205");
    assert_eq!((&error["details"]["since"], &error["details"]["migrant"]), (&json!("2018-01-01"), &json!("M000003")));
    counter.ask("migrant move M3 --unit 520181102 --address 新路 --on 2017-06-01");
    // A correction of an address alone, and of anybody from elsewhere, says nothing of it.
    counter.ask("migrant edit M2 --address 新路2号 --because 抄错");
    // Among the districts a line is crossed by nobody who was not one of theirs before.
    counter.ask("unit move 520112101 --under 520115 --on 2018-02-01 --because 批复");
}

#[test]
fn people_of_the_county_itself_are_at_home_where_their_town_goes() {
    let counter = Counter::open("2018-07-10");
    let of_qingzhen = form(LI).replace("贵州省遵义市红花岗区", "贵州省贵阳市清镇市").replace("520102401", "520115400");
    counter.ask(&format!("migrant add {of_qingzhen} --on 2017-01-01"));
    let error = counter.refuses("unit merge 520115400 --into 520181 --on 2018-01-01 --because 批复", 1, "J638");
    assert_eq!(error["details"]["migrants"], json!(["M000001"]));
    // The day of the takeover counts: whoever left before is nobody's business.
    counter.ask("migrant leave M1 --because left --on 2017-12-01");
    counter.ask("unit merge 520115400 --into 520181 --on 2018-01-01 --because 批复");
}

/// 李雷 from 南明区 lived in the town, and left it (`how`: by a roster, at the counter, or as a record merged into another);
/// 赵明 from 云岩区 moved out of it. Then it went over to 观山湖区, on 2018-01-01.
fn left_before_the_line(how: &str) -> Counter {
    let counter = town();
    counter.ask(&from(&number("1991-01-01", 1), "贵州省贵阳市云岩区", "2017-06-01"));
    counter.ask("migrant move M3 --unit 520181101 --address 新路 --on 2017-09-01");
    match how {
        "roster" => {
            counter.put("left.csv", format!("公民身份号码,离开日期\n{LI},2017-06-01\n").as_bytes());
            counter.line("roster import left.csv --kind departures").done();
        }
        "merged" => drop(counter.ask("migrant merge M2 M1 --because 重复")),
        _ => drop(counter.ask("migrant leave M1 --because left --on 2017-06-01")),
    }
    counter.ask(&format!("unit move {TOWN} --under 520115 --on 2018-01-01 --because 批复"));
    counter
}

#[test]
fn no_stay_comes_to_span_a_takeover_that_makes_its_bearer_no_migrant() {
    for (how, line, code) in [
        ("counter", "migrant edit M1 --left none --because x", "J205"),
        ("counter", "migrant edit M1 --left 2018-01-02 --because x", "J205"),
        ("counter", "migrant edit M2 --hukou-county 520102 --because x", "J205"),
        ("counter", "migrant edit M2 --hukou 贵州省贵阳市南明区 --because x", "J205"),
        ("counter", "migrant edit M3 --moved 2018-01-02 --because x", "J205"),
        ("counter", "migrant edit M3 --unit 520181100 --because x", "J205"),
        ("counter", "migrant merge M3 M2 --because x", "J638"),
        ("roster", "roster undo B1 --because x", "J638"),
        ("merged", "migrant unmerge M2 M1 --because x", "J638"),
    ] {
        let counter = left_before_the_line(how);
        let count = registered(&counter, "2018-05-01");
        let error = counter.refuses(line, 1, code);
        if code == "J638" {
            let who = if how == "counter" { "M000003" } else { "M000001" };
            assert_eq!(error["details"]["migrants"], json!([who]), "{line}: {error}");
        }
        assert_eq!(registered(&counter, "2018-05-01"), count, "{line}");
        counter.line("db check --full").done();
    }
}

#[test]
fn what_ends_on_the_day_of_the_takeover_spans_nothing() {
    let counter = left_before_the_line("counter");
    counter.ask("migrant edit M1 --left 2018-01-01 --because x");
    counter.ask("migrant edit M3 --moved 2018-01-01 --because x");
    assert_eq!([registered(&counter, "2017-12-31"), registered(&counter, "2018-01-01")], [3, 2]);
}
