//! `permit collect|end`, the order of acts on a card, and coming back.

use serde_json::{Value, json};

use crate::support::Counter;
use crate::support::office::{LI, PAPERS, WANG, number};

/// Li's card of 2017-07-01.
fn issued() -> (Counter, String) {
    let counter = Counter::open("2019-08-01");
    counter.register(LI, "2017-01-01");
    let permit = counter.issue("M1", "2017-07-01");
    (counter, permit)
}

#[test]
fn a_card_is_collected_once_by_its_bearer_or_a_proxy() {
    let (counter, permit) = issued();
    let before = counter.journal();
    let shown = counter.ask(&format!("permit collect {permit} --on 2017-07-03"));
    assert_eq!(shown["collected_on"], "2017-07-03");
    assert_eq!(counter.journal(), before + 1);
    assert_eq!(counter.ask(&format!("permit show {permit} --as-of 2017-07-02"))["collected_on"], Value::Null);
    let error = counter.refuses(&format!("permit collect {permit} --on 2017-07-04"), 1, "J337");
    assert_eq!(error["details"]["collected_on"], "2017-07-03");
    counter.register(WANG, "2017-01-01");
    counter.issue("M2", "2017-07-01");
    let mother = number("1960-01-01", 2);
    let proxy = format!("--proxy-name 王妈 --proxy-id-number {mother} --proxy-relation 母亲");
    counter.refuses(
        &format!("permit collect M2 --proxy-name 王妈 --proxy-id-number {WANG} --proxy-relation 母亲"),
        1,
        "J312",
    );
    counter.ask(&format!("permit collect M2 {proxy} --on 2017-07-05"));
    assert_eq!(counter.rows("SELECT name || relation FROM proxy WHERE permit_id IS NOT NULL"), ["王妈母亲"]);
}

#[test]
fn collecting_before_the_issue_and_after_the_end() {
    let counter = Counter::open("2019-08-01");
    counter.register(LI, "2017-01-01");
    counter.refuses("permit collect M1", 1, "J328");
    counter.refuses("permit collect JZ5201021700000006", 1, "J316");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2017-07-01"));
    let error = counter.refuses("permit collect M1 --on 2017-07-02", 1, "J336");
    assert_eq!(error["details"]["application"], "A000001");
    let permit = counter.ask("permit issue M1 --on 2017-07-10")["permit"].as_str().expect("a number").to_owned();
    for what in ["M1", permit.as_str()] {
        let error = counter.refuses(&format!("permit collect {what} --on 2017-07-09"), 1, "J336");
        assert_eq!(error["details"]["issued_on"], "2017-07-10");
    }
    counter.refuses(&format!("permit collect {permit} --on 2099-01-01"), 1, "J208");
    counter.ask(&format!("permit end {permit} --because error --on 2017-07-11"));
    counter.refuses(&format!("permit collect {permit} --on 2017-07-12"), 1, "J338");
    let error = counter.refuses("permit collect M1 --on 2017-07-12", 1, "J338");
    assert!(error["hint"].as_str().is_some_and(|hint| !hint.contains("--collected")), "{error}");
    let error = counter.refuses("permit collect M1 --on 2017-07-10", 1, "J338");
    let hint = error["hint"].as_str().and_then(|hint| hint.split_once("jzz ")).expect("a command").1.to_owned();
    assert_eq!(hint, format!("permit edit {permit} --collected 2017-07-10 --because forgotten"));
    counter.ask(&hint);
    counter.ask(&format!("permit edit {permit} --collected none --because x"));
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2017-07-12"));
    let error = counter.refuses("permit collect M1 --on 2017-07-12", 1, "J336");
    assert_eq!(error["details"]["application"], "A000002");
    counter.refuses(&format!("permit collect {permit} --on 2017-07-12"), 1, "J338");
}

#[test]
fn a_card_ends_once_for_each_reason() {
    let counter = Counter::open("2019-08-01");
    for (at, because) in ["left", "hukou", "death", "ineligible", "fraud", "confiscated", "error"].iter().enumerate() {
        let migrant = counter.register(&number("1980-01-01", u32::try_from(at).expect("few") + 1), "2017-01-01");
        let permit = counter.issue(&migrant, "2017-07-01");
        let before = counter.journal();
        let told =
            counter.line(&format!("permit end {permit} --because {because} --on 2018-01-01 --format json")).done();
        assert_eq!(counter.journal(), before + 1);
        let card = told.json();
        assert_eq!(
            (&card["status"], &card["ended_on"], &card["end_reason"]),
            (&json!("ended"), &json!("2018-01-01"), &json!(because))
        );
        assert_eq!(told.stderr.contains("migrant leave"), at < 3, "{because}: {told:?}");
        let registered = &counter.ask(&format!("migrant show {migrant}"))["registration"];
        assert_eq!(registered["ended_on"], Value::Null, "the registration stays as it is");
        counter.refuses(&format!("permit end {permit} --because left --on 2018-01-02"), 1, "J342");
        assert_eq!(counter.ask(&format!("permit show {permit} --as-of 2017-12-31"))["status"], "valid");
    }
    counter.refuses("permit end M1 --because replaced", 2, "J904");
    counter.refuses("permit end M1 --because expired", 2, "J904");
}

#[test]
fn an_error_and_its_correction_stay_both_visible() {
    let (counter, wrong) = issued();
    counter.ask(&format!("permit end {wrong} --because error --on 2017-07-02"));
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2017-07-02"));
    let right = counter.ask("permit issue M1 --on 2017-07-03 --counter 520100")["permit"].clone();
    assert_eq!(counter.ask(&format!("permit show {wrong}"))["end_reason"], "error");
    assert_eq!(counter.ask("permit show M1")["permit"], right);
    let total = counter.ask("report rate --by tier --as-of 2017-07-03");
    let firsts: Vec<&Value> = total["rows"].as_array().expect("rows").iter().map(|row| &row["first_issues"]).collect();
    assert_eq!(firsts, [&json!(1), &json!(0), &json!(0)], "the first that was no error, at the city's counter");
}

#[test]
fn a_card_keeps_the_order_of_its_acts() {
    let (counter, permit) = issued();
    let earlier = |line: &str, act: &str, on: &str| {
        let error = counter.refuses(line, 1, "J322");
        let details = (&error["details"]["permit"], &error["details"]["act"], &error["details"]["act_on"]);
        assert_eq!(details, (&json!(permit), &json!(act), &json!(on)), "{line}");
    };
    counter.refuses(&format!("permit end {permit} --because left --on 2017-06-30"), 1, "J327");
    counter.ask(&format!("permit collect {permit} --on 2018-06-15"));
    earlier(&format!("permit endorse {permit} --on 2018-06-14"), "collected", "2018-06-15");
    earlier(&format!("permit replace {permit} --because lost --on 2018-06-14"), "collected", "2018-06-15");
    counter.ask(&format!("permit endorse {permit} --on 2018-06-20"));
    earlier(&format!("permit end {permit} --because fraud --on 2018-06-19"), "endorsed", "2018-06-20");
    earlier(&format!("permit replace {permit} --because lost --on 2018-06-19"), "endorsed", "2018-06-20");
    counter.refuses("migrant leave M1 --because left --on 2018-06-19", 1, "J209");
    counter.ask(&format!("permit end {permit} --because ineligible --on 2018-07-01"));
    earlier(&format!("permit apply M1 {PAPERS} --on 2017-06-30"), "ended", "2018-07-01");
    counter.refuses(&format!("permit apply M1 {PAPERS} --on 2018-06-30"), 1, "J304");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2018-07-01"));
}

#[test]
fn nothing_is_added_to_a_stay_that_has_ended() {
    let (counter, permit) = issued();
    counter.ask(&format!("permit end {permit} --because ineligible --on 2018-01-01"));
    counter.ask("migrant leave M1 --because left --on 2018-06-01");
    let error = counter.refuses(&format!("permit apply M1 {PAPERS} --on 2018-05-31"), 1, "J209");
    assert_eq!(error["details"]["act_on"], "2018-06-01");
}

#[test]
fn who_comes_back_after_400_days_starts_anew_and_the_old_cards_stay() {
    let counter = Counter::open("2020-08-01");
    counter.register(LI, "2017-01-01");
    let old = counter.issue("M1", "2017-07-01");
    counter.ask("migrant leave M1 --because other --on 2018-01-01");
    let again = counter.ask(&format!("migrant add {} --on 2019-02-05", crate::support::office::form(LI)));
    assert_eq!((&again["again"], &again["registration"]), (&json!(true), &json!(2)));
    counter.refuses(&format!("permit apply M1 {PAPERS} --on 2019-08-03"), 1, "J301");
    let new = counter.issue("M1", "2019-08-04");
    let shown = counter.ask("permit show M1 --as-of 2019-08-04");
    assert_eq!((&shown["permit"], &shown["residence_since"]), (&json!(new), &json!("2019-02-05")));
    let shown = counter.ask(&format!("permit show {old}"));
    assert_eq!((&shown["status"], &shown["end_reason"]), (&json!("ended"), &json!("left")));
    assert_eq!(counter.ask("permit show M1 --as-of 2017-12-31")["permit"], old.as_str());
    assert_eq!(counter.ask("permit list --status ended")["permits"][0]["permit"], old.as_str());
    assert_eq!(counter.ask("report rate --as-of 2019-08-04")["total"]["first_issues"], 1);
}

#[test]
fn only_a_guardian_or_close_relative_acts_for_a_child() {
    let counter = Counter::open("2019-08-01");
    counter.register(&number("2004-05-01", 1), "2017-01-01");
    let proxy = |relation: &str| {
        format!("--proxy-name 王妈 --proxy-id-number {} --proxy-relation {relation}", number("1970-01-01", 2))
    };
    let papers = PAPERS.replace("identity_card", "hukou_book");
    for relation in ["朋友", "中介", "employer"] {
        let proxy = proxy(relation);
        let told = counter.line(&format!("permit apply M1 {papers} {proxy} --on 2017-07-01 --format json"));
        assert_eq!(told.json()["missing"][0]["code"], "J311", "{relation}");
    }
    let mother = proxy("母亲");
    counter.ask(&format!("permit apply M1 {papers} {mother} --on 2017-07-01"));
    counter.ask("permit issue M1 --on 2017-07-02");
    let error = counter.refuses(&format!("permit collect M1 {} --on 2017-07-03", proxy("朋友")), 1, "J312");
    assert_eq!((&error["details"]["field"], &error["details"]["below"]), (&json!("proxy_relation"), &json!(16)));
    counter.ask(&format!("permit collect M1 {mother} --on 2017-07-03"));
    counter.refuses(&format!("permit endorse M1 {} --on 2018-06-15", proxy("中介")), 1, "J312");
    let told = counter.line("permit endorse M1 --on 2018-06-15").done();
    assert!(told.stderr.contains("16"), "the note: {told:?}");
    // From the sixteenth birthday on anybody may come.
    let counter = Counter::open("2020-08-01");
    counter.register(&number("2004-05-01", 1), "2019-01-01");
    counter.ask(&format!("permit apply M1 {PAPERS} {} --on 2020-05-01", proxy("朋友")));
}

#[test]
fn an_act_of_a_day_before_the_issue_names_the_issue() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2017-07-01"));
    let permit = counter.ask("permit issue M1 --on 2017-07-10")["permit"].as_str().expect("a number").to_owned();
    for line in ["end M1 --because error", "endorse M1", "replace M1 --because lost", "end A1 --because error"] {
        for on in ["2017-07-05", "2017-06-30"] {
            let error = counter.refuses(&format!("permit {line} --on {on}"), 1, "J327");
            assert_eq!(
                (&error["details"]["permit"], &error["details"]["issued_on"]),
                (&json!(permit), &json!("2017-07-10"))
            );
        }
    }
}
