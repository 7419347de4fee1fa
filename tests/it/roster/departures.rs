//! Lists of departures: each row ends a stay as the counter does.

use serde_json::json;

use super::{HOME, LI, WANG, ZHANG, counts, number, office, people, rejected, row};
use crate::support::Counter;
use crate::support::office::PAPERS;

pub const LEAVERS: &str = "公民身份号码,离开日期,去向";

pub fn leavers(rows: &[String]) -> String {
    format!("{LEAVERS}\n{}\n", rows.join("\n"))
}

/// Three people registered on 2016-03-01.
fn with_people(day: &str) -> Counter {
    let counter = office(day);
    counter.take(people(&[row("张三", ZHANG), row("李四", LI), row("王五", WANG)]), "");
    counter
}

#[test]
fn a_departure_ends_the_stay_the_application_and_every_card() {
    let counter = with_people("2016-12-01");
    counter.ask(&format!("permit apply {ZHANG} {PAPERS} --on 2016-09-01"));
    let card = counter.issue(LI, "2016-09-01");
    let journal = counter.info("journal");
    let answer = counter.take(leavers(&[format!("{ZHANG},2016-10-01,遵义"), format!("{LI},2016年10月2日,")]), "");
    assert_eq!((counts(&answer), &answer["kind"]), ([2, 0, 0, 0], &json!("departures")), "{answer}");
    assert_eq!(counter.info("journal"), journal + 1);
    let gone = counter.show(ZHANG);
    assert_eq!(gone["registration"]["ended_on"], "2016-10-01");
    assert_eq!(counter.card(&card, "2016-10-02")["end_reason"], "left");
    assert_eq!(counter.card(&card, "2016-10-01")["status"], "valid");
    counter.line(&format!("permit issue {ZHANG} --on 2016-10-01")).refused(1, "J329");
    assert_eq!(counter.show(WANG)["registration"]["ended_on"], json!(null));
}

#[test]
fn it_leaves_what_the_counter_would_leave() {
    let one = with_people("2016-12-01");
    let other = with_people("2016-12-01");
    one.take(leavers(&[format!("{ZHANG},2016-10-01,遵义")]), "");
    other.line(&format!("migrant leave {ZHANG} --because left --to 遵义 --on 2016-10-01")).done();
    let (mut by_roster, by_counter) = (one.tables(), other.tables());
    for row in by_roster.get_mut("registration").expect("stays") {
        *row = row.replace(
            "Text(\"遵义\"), Integer(1), Integer(2), Integer(2), Integer(2)]",
            "Text(\"遵义\"), Integer(1), Integer(2), Null, Null]",
        );
    }
    assert_eq!(by_roster, by_counter);
}

#[test]
fn the_same_departure_again_is_unchanged_and_another_is_a_reject() {
    let counter = with_people("2016-12-01");
    counter.take(leavers(&[format!("{ZHANG},2016-10-01,遵义")]), "");
    for (text, flags, expected) in [
        (format!("{ZHANG},2016-10-01,遵义"), "--on 2016-11-01", [0, 1, 0]),
        (format!("{ZHANG},2016-10-01,"), "", [0, 1, 0]),
        (format!("{ZHANG},2016-10-01,成都"), "", [0, 0, 1]),
        (format!("{ZHANG},2016-10-02,遵义"), "", [0, 0, 1]),
    ] {
        assert_eq!(counts(&counter.take(leavers(std::slice::from_ref(&text)), flags))[..3], expected, "{text}");
    }
    counter.line(&format!("migrant leave {LI} --because left --on 2016-10-01")).done();
    assert_eq!(counts(&counter.take(leavers(&[format!("{LI},2016-10-01,")]), ""))[..3], [0, 1, 0]);
}

#[test]
fn what_a_list_of_departures_may_not_say() {
    for (rows, expected) in [
        (vec![format!("{},2016-10-01,", number("52019919910101001"))], vec!["J419"]),
        (vec![format!("{ZHANG},2016-02-29,")], vec!["J202"]),
        (vec![format!("{ZHANG},2016-12-02,")], vec!["J208"]),
        (vec![format!("{ZHANG},,")], vec!["J415"]),
        (vec![format!("{ZHANG},2016-10,")], vec!["J412"]),
        (vec![format!("{ZHANG},1900-01-01,")], vec!["J412"]),
        (vec!["1,2016-10-01,".to_owned()], vec!["J101"]),
        (vec![format!("{ZHANG},2016-10-01,"), format!("{ZHANG},2016-10-01,")], vec!["J413"]),
        (vec![format!("{ZHANG},2016-10-01,"), format!("{ZHANG},2016-10-05,")], vec!["J413"]),
        (vec![format!("{LI},2016-08-31,")], vec!["J209"]),
        (vec![format!("{ZHANG},2016-03-01,")], vec![]),
    ] {
        let counter = with_people("2016-12-01");
        counter.issue(LI, "2016-09-01");
        let answer = counter.take(leavers(&rows), "");
        let codes: Vec<String> = if answer["rejected"] == 0 {
            Vec::new()
        } else {
            rejected(&answer).into_iter().map(|(_, code)| code).collect()
        };
        assert_eq!(codes, expected, "{rows:?}");
    }
}

#[test]
fn a_day_given_once_and_another_name_are_taken() {
    let counter = with_people("2016-12-01");
    let text = format!("姓名,身份证号,去向\n张 三,{ZHANG},遵义\n李世民,{LI},遵义\n");
    let answer = counter.take(&text, "--kind departures --set ended_on=2016-10-01");
    assert_eq!(counts(&answer), [2, 0, 0, 1], "{answer}");
    assert_eq!(counter.show(LI)["registration"]["ended_on"], "2016-10-01");
}

#[test]
fn who_came_back_may_leave_again() {
    let counter = with_people("2017-12-01");
    counter.take(leavers(&[format!("{ZHANG},2016-10-01,")]), "");
    let again = row("张三", ZHANG).replace("2016-03-01", "2017-03-01");
    assert_eq!(counts(&counter.take(people(&[again]), ""))[..3], [1, 0, 0]);
    assert_eq!(counts(&counter.take(leavers(&[format!("{ZHANG},2016-10-01,")]), "--on 2017-11-01"))[..3], [0, 1, 0]);
    assert_eq!(counts(&counter.take(leavers(&[format!("{ZHANG},2017-10-01,")]), ""))[..3], [1, 0, 0]);
    assert!(counter.show(ZHANG)["registration"]["unit"] == HOME);
}
