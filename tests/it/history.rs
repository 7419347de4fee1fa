//! `migrant history`: everything that happened, in order, masked, looked up once.

use serde_json::json;

use crate::support::Counter;
use crate::support::office::{LI, PAPERS, WANG, number, shape};

fn acts(told: &serde_json::Value) -> Vec<(String, String)> {
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    told["acts"].as_array().expect("acts").iter().map(|act| (text(&act["on"]), text(&act["act"]))).collect()
}

#[test]
fn a_whole_life_is_told_in_order_with_clerk_counter_and_papers() {
    let mut counter = Counter::open("2020-08-01");
    counter.env.insert("JZZ_CLERK".to_owned(), "c7".to_owned());
    let proxy = format!("--proxy-name 王父 --proxy-id-number {} --proxy-relation 父亲", number("1960-01-01", 1));
    counter.register(LI, "2017-01-01");
    counter.line(&format!("permit apply M1 --photo {proxy} --on 2017-07-01")).refused(1, "J305");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2017-07-02"));
    counter.ask("permit issue M1 --on 2017-07-03 --counter 520100");
    counter.ask("migrant move M1 --unit 520103 --address 中华路3号 --on 2018-02-01");
    counter.ask("permit endorse M1 --evidence lease:房东:2018-01-01 --on 2018-06-30");
    counter.ask("migrant leave M1 --because left --to 广东 --on 2019-01-05");
    let told = counter.ask("migrant history M1");
    shape(&told, "acts corrections");
    let expected = [
        ("2017-01-01", "register"),
        ("2017-07-01", "apply"),
        ("2017-07-02", "apply"),
        ("2017-07-03", "issue"),
        ("2018-02-01", "move"),
        ("2018-06-30", "endorse"),
        ("2019-01-05", "leave"),
        ("2019-01-05", "end"),
    ];
    assert_eq!(acts(&told), expected.map(|(on, act)| (on.to_owned(), act.to_owned())));
    for act in told["acts"].as_array().expect("acts") {
        assert_eq!(act["clerk"], "c7", "{act}");
        assert_eq!(act["at"], "2020-08-01T04:00:00Z", "{act}");
    }
    let notice = &told["acts"][1]["detail"];
    assert_eq!(
        (&notice["missing"], &notice["proxy_name"], &notice["proxy_relation"]),
        (&json!("J306, J308, J309"), &json!("王*"), &json!("父亲"))
    );
    assert_eq!(told["acts"][3]["counter"], "520100");
    assert_eq!(told["acts"][5]["detail"]["evidence"], "lease:房东:2018-01-01");
    assert_eq!(told["acts"][6]["detail"], json!({"unit": "520103", "end_reason": "left", "to": "广东"}));
    assert_eq!(told["corrections"], json!([]));
}

#[test]
fn a_history_is_a_look_up_journalled_once_also_of_nobody() {
    let counter = Counter::open("2020-08-01");
    counter.register(WANG, "2017-01-01");
    let before = counter.journal();
    for lang in ["zh", "en"] {
        counter.line(&format!("migrant history M1 --lang {lang}")).done();
    }
    assert_eq!(counter.journal(), before + 2);
    let last = counter.entries().pop().expect("an entry");
    assert_eq!((last.0.as_str(), last.2.as_deref()), ("migrant history", Some("M000001")));
    counter.finds_nobody("migrant history M9", 1, "J114");
    counter.finds_nobody("permit history M1", 1, "J328");
    counter.line("migrant history M1 --format csv").refused(2, "J908");
}

#[test]
fn a_ledgers_card_names_its_roster() {
    let counter = Counter::open("2013-08-01");
    counter.register(LI, "2012-04-01");
    let ledger = format!("公民身份号码,居住证号,发证日期,受理点\n{LI},筑12345,2012-05-01,520102\n");
    counter.put("ledger.csv", ledger.as_bytes());
    counter.line("roster import ledger.csv").done();
    let told = counter.ask("permit history M1");
    assert_eq!(acts(&told), ["issue", "collect"].map(|act| ("2012-05-01".to_owned(), act.to_owned())));
    let act = &told["acts"][0];
    assert_eq!((&act["detail"]["batch"], &act["counter"]), (&json!("B1"), &json!("520102")));
    assert!(act["at"].is_string() && act["clerk"].is_string(), "{act}");
}

#[test]
fn what_a_roster_of_departures_ended_names_that_roster_and_its_clerk() {
    let mut counter = Counter::open("2019-08-01");
    counter.env.insert("JZZ_CLERK".to_owned(), "li".to_owned());
    counter.register(LI, "2012-04-01");
    counter.register(WANG, "2012-04-01");
    let ledger =
        format!("公民身份号码,居住证号,发证日期,受理点,最近签注日期\n{LI},筑12345,2018-05-01,520102,2019-05-01\n");
    counter.put("ledger.csv", ledger.as_bytes());
    counter.line("roster import ledger.csv").done();
    counter.ask(&format!("permit apply M2 {PAPERS} --on 2019-07-20"));
    counter.env.insert("JZZ_CLERK".to_owned(), "wang".to_owned());
    counter.put("gone.csv", format!("公民身份号码,离开日期\n{LI},2019-07-25\n{WANG},2019-07-26\n").as_bytes());
    counter.line("roster import gone.csv --counter 520102").done();
    for (migrant, line, ended) in [("M1", "2", "end"), ("M2", "3", "withdraw")] {
        let told = counter.ask(&format!("migrant history {migrant}"))["acts"].as_array().expect("acts").clone();
        for did in ["leave", ended] {
            let act = told.iter().find(|act| act["act"] == did).unwrap_or_else(|| panic!("{did}: {told:?}"));
            let detail = &act["detail"];
            let by = [&act["clerk"], &act["counter"], &detail["batch"], &detail["line"]].map(|by| by.as_str());
            assert_eq!(by, [Some("wang"), Some("520102"), Some("B2"), Some(line)], "{act}");
            assert!(act["at"].is_string(), "{act}");
        }
    }
    let card = counter.ask("permit history 筑12345")["acts"].as_array().expect("acts").clone();
    let by: Vec<_> = card.iter().map(|act| (act["act"].as_str(), act["clerk"].as_str())).collect();
    let expected = [("issue", "li"), ("collect", "li"), ("endorse", "li"), ("end", "wang")];
    assert_eq!(by, expected.map(|(did, clerk)| (Some(did), Some(clerk))));
}

#[test]
fn a_replaced_card_names_the_one_that_stands_for_it_and_corrections_are_said_in_words() {
    let counter = Counter::open("2018-02-01");
    counter.register(LI, "2016-12-01");
    let first = counter.issue("M1", "2017-07-01");
    let second = counter.ask(&format!("permit replace {first} --because lost --on 2017-08-01"))["permit"].clone();
    let acts = |card: &str| counter.ask(&format!("permit history {card}"))["acts"].as_array().expect("acts").clone();
    let old = acts(&first);
    assert_eq!(old.last().map(|act| act["detail"]["replaced_by"].clone()), Some(second.clone()));
    let new = acts(second.as_str().expect("a number"));
    assert_eq!(new[0]["detail"]["replaces"], serde_json::json!(first));
    let day: Vec<_> = counter.ask("migrant history M1")["acts"].as_array().expect("acts").clone();
    let of_day: Vec<_> = day.iter().filter(|act| act["on"] == "2017-07-01").map(|act| act["act"].clone()).collect();
    assert_eq!(of_day, ["apply", "issue"], "as they were entered");
    counter.ask("migrant edit M1 --unit 520102400 --reason 经商 --because 抄错");
    let screen = counter.line("migrant history M1 --lang zh").done().stdout;
    for part in ["520102401 西湖社区", "520102400 新华社区", "务工", "经商"] {
        let corrections = screen.split("更正日期").nth(1).unwrap_or_default();
        assert!(corrections.contains(part), "{part}: {screen}");
    }
}

#[test]
fn a_split_of_the_unit_is_no_move_of_the_person() {
    let counter = Counter::open("2018-02-01");
    counter.register(LI, "2016-12-01");
    counter.ask("unit split 520102401 --into 520102400 --into 520102402 --where 西湖路=520102400 --rest 520102402 --because 批复 --on 2017-03-01");
    let acts = counter.ask("migrant history M1")["acts"].as_array().expect("acts").clone();
    let told: Vec<_> = acts.iter().map(|act| act["act"].clone()).collect();
    assert_eq!(told, ["register", "regroup"]);
    let split = counter.entries().into_iter().rfind(|entry| entry.0 == "unit split");
    assert!(split.is_some() && acts[1]["at"].is_string(), "{}", acts[1]);
    assert_eq!(acts[1]["clerk"], acts[0]["clerk"]);
    assert_eq!(
        (&acts[1]["detail"]["former_unit"], &acts[1]["detail"]["unit"]),
        (&"520102401".into(), &"520102400".into())
    );
}

#[test]
fn like_acts_of_a_day_have_each_their_own_entry_and_stand_in_the_order_done() {
    let mut counter = Counter::open("2020-08-01");
    let mut by = |clerk: &str, line: &str| {
        counter.env.insert("JZZ_CLERK".to_owned(), clerk.to_owned());
        counter.line(line).done();
    };
    let add = format!("migrant add {}", crate::support::office::form(LI));
    by("c1", &format!("{add} --on 2018-02-01"));
    by("c2", "migrant leave M1 --because left --on 2018-02-01");
    by("c3", &format!("{add} --on 2018-02-01"));
    by("c4", "migrant move M1 --unit 520103 --address 新路 --on 2018-02-05");
    by("c5", "migrant move M1 --unit 520102400 --address 新路 --on 2018-02-05");
    by("c6", "migrant leave M1 --because left --on 2018-02-06");
    let told = counter.ask("migrant history M1")["acts"].clone();
    let told = told.as_array().expect("acts").iter();
    let told: Vec<String> = told.map(|act| format!("{} {}", act["act"], act["clerk"]).replace('"', "")).collect();
    assert_eq!(told, ["register c1", "leave c2", "register c3", "move c5", "leave c6"]);
}

#[test]
fn a_merger_and_its_parting_are_told_with_clerk_and_reason_on_both_records() {
    let mut counter = Counter::open("2020-08-01");
    counter.register(LI, "2017-01-01");
    counter.register(WANG, "2017-01-01");
    counter.env.insert("JZZ_CLERK".to_owned(), "c1".to_owned());
    counter.ask("migrant merge M1 M2 --because 重复登记");
    counter.env.insert("JZZ_CLERK".to_owned(), "c2".to_owned());
    counter.ask("migrant unmerge M1 M2 --because 是两个人");
    for who in ["M1", "M2"] {
        let told = counter.ask(&format!("migrant history {who}"))["acts"].clone();
        let told: Vec<_> = told.as_array().expect("acts").iter().rev().take(2).rev().cloned().collect();
        let said =
            |at: usize| [told[at]["act"].clone(), told[at]["clerk"].clone(), told[at]["detail"]["because"].clone()];
        assert_eq!(said(0), [json!("merge"), json!("c1"), json!("重复登记")], "{who}");
        assert_eq!(said(1), [json!("unmerge"), json!("c2"), json!("是两个人")], "{who}");
    }
}
