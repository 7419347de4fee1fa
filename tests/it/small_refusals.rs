//! Refusals that say what was meant, and hints that hold when they are pasted.

use crate::support::Counter;
use crate::support::office::{LI, WANG, form, number};

#[test]
fn a_correction_of_nothing_is_a_matter_of_the_command_line() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    let permit = counter.issue("M1", "2017-07-01");
    for line in
        ["migrant edit M1", "migrant edit M1 --of 2017-02-01", &format!("permit edit {permit}"), "permit edit A1"]
    {
        counter.refuses(&format!("{line} --because x"), 2, "J901");
    }
    // What is given and is so already is another matter.
    counter.refuses("migrant edit M1 --name 李雷 --because x", 1, "J124");
}

#[test]
fn the_end_of_a_stay_that_runs_is_not_said_to_be_the_end_of_all() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2015-01-01");
    counter.ask("migrant leave M1 --because left --on 2016-06-01");
    counter.register(LI, "2017-01-01");
    let error = counter.refuses("migrant edit M1 --of 2017-05-01 --left none --because x", 1, "J222");
    assert_eq!(error["details"]["registered_on"], "2017-01-01");
    let error = counter.refuses("migrant edit M1 --of 2017-05-01 --left 2018-01-01 --because x", 1, "J222");
    assert_eq!(error["details"]["registered_on"], "2017-01-01");
    counter.ask("migrant edit M1 --of 2015-05-01 --left 2016-07-01 --because 记错");
    counter.register(WANG, "2017-01-01");
    let error = counter.refuses("migrant edit M2 --left none --because x", 1, "J222");
    assert_eq!(error["details"].get("registered_on"), None);
}

#[test]
fn an_act_in_the_way_is_named_whatever_is_put_before_it() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    counter.ask("migrant move M1 --unit 520103400 --address 新址 --on 2017-05-01");
    let moved = counter.refuses("migrant move M1 --unit 520102402 --address 又一处 --on 2017-04-01", 1, "J209");
    assert_eq!(moved["details"]["act"], "move");
    let other = number("1990-01-01", 3);
    counter.ask(&format!("migrant add {} --on 2017-08-01", form(&other).replace("赵明", "李雷")));
    let early = "migrant merge M1 M2 --because 重复 --on 2017-07-15";
    assert_eq!(counter.refuses(early, 1, "J209")["details"]["act"], "register");
    let permit = counter.issue("M1", "2017-09-01");
    for (act, line) in [
        ("issue", String::new()),
        ("collect", format!("permit collect {permit} --on 2017-09-05")),
        ("endorse", format!("permit endorse {permit} --on 2018-08-01")),
    ] {
        if !line.is_empty() {
            counter.ask(&line);
        }
        assert_eq!(counter.refuses(early, 1, "J209")["details"]["act"], act);
    }
    counter.ask("migrant merge M1 M2 --because 重复 --on 2018-08-01");
    let parted = counter.refuses("migrant unmerge M1 M2 --because 合错 --on 2018-07-01", 1, "J209");
    assert_eq!(parted["details"]["act"], "merge");
    // The corrected end of a stay.
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    let permit = counter.issue("M1", "2017-09-01");
    counter.ask(&format!("permit collect {permit} --on 2017-09-05"));
    counter.ask("migrant leave M1 --because left --on 2018-03-01");
    let end = counter.refuses("migrant edit M1 --left 2017-09-04 --because x", 1, "J209");
    assert_eq!((&end["details"]["act"], &end["details"]["act_on"]), (&"collect".into(), &"2017-09-05".into()));
}

#[test]
fn an_endorsement_that_is_too_early_is_told_for_the_day_it_can_be_made() {
    for (today, ends) in [("2017-11-15", ""), ("2018-01-15", " --on 2017-12-01")] {
        let counter = Counter::open(today);
        counter.register(LI, "2016-06-01");
        let permit = counter.issue("M1", "2017-01-01");
        let error = counter.refuses(&format!("permit endorse {permit} --on 2017-11-10"), 1, "J317");
        let hint = error["hint"].as_str().expect("a hint");
        assert!(hint.ends_with(&format!("permit endorse {permit}{ends}")), "{today}: {hint}");
        assert!(hint.contains("2017-12-01"), "{hint}");
    }
    let counter = Counter::open("2017-12-15");
    counter.register(LI, "2016-06-01");
    let permit = counter.issue("M1", "2017-01-01");
    counter.ask(&format!("permit endorse {permit} --on 2017-12-10"));
    let error = counter.refuses(&format!("permit endorse {permit}"), 1, "J320");
    assert!(error["hint"].as_str().expect("a hint").ends_with(&format!("permit endorse {permit}")), "{error}");
}

#[test]
fn rules_of_a_practice_register_are_marked() {
    let counter = Counter::open("2018-08-01");
    let known = include_str!("../../src/reference/holidays.csv");
    let year: Vec<&str> = known.lines().filter(|line| line.starts_with("year") || line.starts_with("2018,")).collect();
    counter.put("2018.csv", year.join("\n").as_bytes());
    for line in ["rules set night_jump 6 --from 2018-08-01 --because 试", "rules holidays 2018.csv"] {
        let told = counter.line(&format!("{line} --lang zh")).done();
        assert!(told.stderr.contains("样张"), "{line}: {told:?}");
    }
}

#[test]
fn a_rule_of_a_unit_that_is_gone_is_said_to_end_with_it() {
    let counter = Counter::open("2018-08-01");
    counter.ask("unit merge 520102401 --into 520102402 --on 2018-01-01 --because 合并");
    let set = "rules set target_rate 85.00 --because 目标";
    let told = counter.line(&format!("{set} --for 520102401 --from 2017-01-01 --lang zh")).done();
    assert!(told.stderr.contains("西湖社区 2018-01-01 起已经撤并"), "{told:?}");
    counter.refuses(&format!("{set} --for 520102401 --from 2018-01-01"), 1, "J603");
    counter.refuses(&format!("{set} --for '520102402 新华社区' --from 2018-01-01"), 1, "J601");
    let told = counter.line(&format!("{set} --for '520102402 水口寺社区' --from 2018-02-01 --lang zh")).done();
    assert!(!told.stderr.contains("撤并"), "{told:?}");
}

#[test]
fn a_split_is_no_move_of_those_who_may_leave() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    counter.ask("unit split 520102401 --into 520102402 520102403 --where 西湖路=520102403 --rest 520102402 --on 2018-01-01 --because 拆分");
    let why = counter.ask("migrant why M1");
    let acts = why["open_acts"].as_array().expect("a list");
    for act in acts.iter().filter(|act| act["act"] == "leave" || act["act"] == "move") {
        assert_eq!(act["from"], "2017-01-01", "{why}");
    }
    counter.ask("migrant leave M1 --because left --on 2017-06-01");
}
