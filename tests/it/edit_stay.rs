//! `migrant edit`: ends of earlier stays, what was told beside the form, and of which home a correction is.

use serde_json::{Value, json};

use crate::support::Counter;
use crate::support::office::{LI, WANG, form};

/// 李雷 was here from 2015 to 2016 and again from 2017 to 2018; each time with a card.
fn twice(day: &str) -> (Counter, String) {
    let counter = Counter::open(day);
    counter.register(LI, "2015-01-01");
    counter.ask("permit apply M1 --evidence identity_card --evidence lease --photo --on 2015-08-03");
    let card = counter.ask("permit issue M1 --on 2015-08-10")["permit"].as_str().expect("a number").to_owned();
    counter.ask("migrant leave M1 --because left --to 遵义 --on 2016-06-01");
    counter.register(LI, "2017-01-01");
    (counter, card)
}

fn corrections(counter: &Counter) -> Vec<[String; 4]> {
    let told = counter.ask("migrant history M1");
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let listed = told["corrections"].as_array().expect("a list").clone();
    listed.iter().map(|one| [text(&one["field"]), text(&one["of"]), text(&one["old"]), text(&one["new"])]).collect()
}

fn last(counter: &Counter) -> [String; 4] {
    corrections(counter).pop().expect("a correction")
}

fn four(texts: [&str; 4]) -> [String; 4] {
    texts.map(str::to_owned)
}

#[test]
fn the_end_of_an_earlier_stay_is_corrected_with_the_card_that_ended_with_it() {
    let (counter, card) = twice("2018-08-01");
    let before = counter.journal();
    counter.ask("migrant edit M1 --of 2015-05-01 --left 2016-05-01 --end-reason other --because 抄错");
    assert_eq!(counter.journal(), before + 1);
    let told = corrections(&counter);
    assert!(told.contains(&four(["left_on", "2015-01-01", "2016-06-01", "2016-05-01"])), "{told:?}");
    assert!(told.contains(&four(["ended_on", "-", "2016-06-01", "2016-05-01"])), "{told:?}");
    assert_eq!(counter.ask(&format!("permit show {card}"))["ended_on"], "2016-05-01");
    let rate = |on: &str| counter.ask(&format!("report rate --as-of {on}"))["total"].clone();
    assert_eq!((&rate("2016-04-30")["registered"], &rate("2016-05-01")["registered"]), (&json!(1), &json!(0)));
    assert_eq!(rate("2016-05-01")["holders"], 0);
    counter.ask("migrant edit M1 --of 2015-05-01 --left 2017-01-01 --because 抄错");
    assert_eq!(rate("2016-12-31")["registered"], 1);
    counter.ask("migrant edit M1 --of 2015-05-01 --to 成都 --because 抄错");
    assert_eq!(last(&counter), four(["left_to", "2015-01-01", "遵义", "成都"]));
    let leave = counter.ask("migrant history M1")["acts"].clone();
    let leave = leave.as_array().expect("acts").iter().find(|act| act["act"] == "leave").cloned();
    assert_eq!(leave.expect("a departure")["detail"]["to"], "成都");
    counter.ask("migrant edit M1 --of 2015-05-01 --to '' --because 不清楚");
    assert_eq!(last(&counter), four(["left_to", "2015-01-01", "成都", "-"]));
    counter.line("db check --full").done();
}

#[test]
fn the_end_of_an_earlier_stay_keeps_its_place() {
    let (counter, _) = twice("2018-08-01");
    counter.ask("migrant move M1 --unit 520103 --address 中华路 --on 2017-03-01");
    for (flags, exit, code) in [
        // Acts stand in its way, and the stay after it.
        ("--of 2015-05-01 --left 2015-08-09", 1, "J209"),
        ("--of 2015-05-01 --left 2017-01-02", 1, "J210"),
        ("--of 2015-05-01 --left none", 1, "J210"),
        ("--of 2015-05-01 --end-reason death", 1, "J223"),
        ("--of 2015-05-01 --end-reason hukou", 1, "J223"),
        ("--of 2015-05-01 --left 2018-08-02", 1, "J208"),
        ("--of 2015-05-01 --left 2016-06-01 --to 遵义", 1, "J124"),
        // No stay of that day, and one that goes on.
        ("--of 2016-07-01 --left 2016-08-01", 1, "J202"),
        ("--of 2017-05-01 --left 2017-08-01", 1, "J222"),
        ("--of 2017-05-01 --to 成都", 1, "J222"),
        ("--of 2015-05-01 --left none --to 成都", 2, "J901"),
        ("--of 2015-05-01 --left 2016-05-01 --phone 13900000001", 2, "J901"),
    ] {
        counter.refuses(&format!("migrant edit M1 {flags} --because x"), exit, code);
    }
}

#[test]
fn what_was_told_beside_the_form_is_corrected_too() {
    let counter = Counter::open("2018-08-01");
    let by = format!("--proxy-name 王芳 --proxy-id-number {WANG} --proxy-relation 母亲");
    counter.register_with(LI, "2017-01-01", &by);
    let uncle = format!("--proxy-name 王方 --proxy-id-number {WANG} --proxy-relation 舅舅");
    for (flags, field, old, new) in [
        ("--relation 租客", "relation", "-", "租客"),
        ("--relation ''", "relation", "租客", "-"),
        ("--note 夜班", "note", "-", "夜班"),
        ("--registered-at 520103", "registered_at", "520102401", "520103"),
        (uncle.as_str(), "proxy_relation", "母亲", "舅舅"),
        ("--no-proxy", "proxy_relation", "舅舅", "-"),
        (by.as_str(), "proxy_id_number", "-", "5201**********0029"),
    ] {
        let before = counter.journal();
        counter.ask(&format!("migrant edit M1 --because 抄错 {flags}"));
        assert_eq!(counter.journal(), before + 1, "{flags}");
        let told = corrections(&counter);
        let found = told.iter().rev().find(|one| one[0] == field).cloned();
        assert_eq!(found, Some(four([field, "2017-01-01", old, new])), "{flags}");
    }
    assert_eq!(counter.ask("migrant show M1")["registration"]["counter"], "520103");
    let rows = counter.ask("report rate --by counter")["rows"].clone();
    let at = |key: &str| {
        let rows = rows.as_array().expect("rows");
        rows.iter().find(|row| row["key"] == key).map_or(0, |row| row["registered"].as_u64().expect("a count"))
    };
    assert_eq!([at("520102401"), at("520103")], [0, 1], "the counter that registered them");
    assert_eq!(counter.ask("migrant history M1")["acts"][0]["detail"]["proxy_relation"], "母亲");
    for (flags, exit, code) in [
        ("--registered-at 520102999".to_owned(), 1, "J601"),
        ("--registered-at 520181100".to_owned(), 1, "J212"),
        ("--proxy-name 王芳".to_owned(), 2, "J902"),
        (format!("--no-proxy {by}"), 2, "J901"),
        (format!("--proxy-name 李雷 --proxy-id-number {LI} --proxy-relation 本人"), 1, "J312"),
        (by.clone(), 1, "J124"),
        (format!("--note '{}'", "长".repeat(201)), 1, "J216"),
    ] {
        counter.refuses(&format!("migrant edit M1 {flags} --because x"), exit, code);
    }
    counter.line("db check --full").done();
}

#[test]
fn what_was_told_in_an_earlier_stay_is_corrected_there() {
    let counter = Counter::open("2018-08-01");
    counter.register_with(LI, "2015-01-01", "--phone 13912340001");
    counter.ask("migrant leave M1 --because left --on 2016-06-01");
    let again = form(LI).replace("贵州省遵义市红花岗区", "四川省成都市武侯区");
    counter.ask(&format!("migrant add {again} --phone 13912340002 --on 2017-01-01"));
    counter.ask("migrant edit M1 --of 2015-02-01 --hukou 贵州省毕节市 --phone 13912340003 --because 抄错");
    let shown = |on: &str| counter.ask(&format!("migrant show M1 --as-of {on} --reveal 核对"));
    let (then, now) = (shown("2015-03-01"), shown("2018-01-01"));
    assert_eq!((&then["hukou"], &then["phone"]), (&json!("贵州省毕节市"), &json!("13912340003")));
    assert_eq!((&now["hukou"], &now["phone"]), (&json!("四川省成都市武侯区"), &json!("13912340002")));
    assert!(corrections(&counter).iter().all(|one| one[1] == "2015-01-01"), "{:?}", corrections(&counter));
    counter.ask("migrant edit M1 --phone 13912340004 --because 抄错");
    assert_eq!(
        (&shown("2015-03-01")["phone"], &shown("2018-01-01")["phone"]),
        (&json!("13912340003"), &json!("13912340004"))
    );
    assert_eq!(last(&counter)[1], "-");
}

#[test]
fn a_correction_says_of_which_home_it_is() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    counter.ask("migrant move M1 --unit 520103 --address 中华路3号 --on 2017-03-01");
    counter.ask("migrant move M1 --unit 520102400 --address 遵义路5号 --on 2017-06-01");
    for (flags, expected) in [
        ("--of 2017-04-01 --address 中华路4号", ["address", "2017-03-01", "中华路3号", "中华路4号"]),
        ("--of 2017-04-01 --moved 2017-03-05", ["moved_on", "2017-03-05", "2017-03-01", "2017-03-05"]),
        ("--of 2017-01-01 --address 西湖路2号", ["address", "2017-01-01", "西湖路1号", "西湖路2号"]),
        ("--address 遵义路6号", ["address", "2017-06-01", "遵义路5号", "遵义路6号"]),
        ("--job 钳工", ["job", "2017-01-01", "-", "钳工"]),
        ("--on 2016-12-20", ["registered_on", "2016-12-20", "2017-01-01", "2016-12-20"]),
    ] {
        counter.ask(&format!("migrant edit M1 {flags} --because 抄错"));
        assert_eq!(last(&counter), four(expected), "{flags}");
    }
    let screen = counter.line("migrant history M1 --lang zh").done().stdout;
    assert!(screen.contains("2017-03-01 起的住处") && screen.contains("2017-01-01 起的登记"), "{screen}");
}

#[test]
fn a_cut_phone_and_an_address_of_nowhere_are_said_at_the_counter() {
    let counter = Counter::open("2018-08-01");
    let odd = form(LI).replace("贵州省遵义市红花岗区", "火星");
    let told = counter.ask(&format!("migrant add {odd} --phone 1390000 --on 2017-01-01"));
    let codes: Vec<&Value> = told["warnings"].as_array().expect("a list").iter().map(|one| &one["code"]).collect();
    assert_eq!(codes, [&json!("J225"), &json!("J120")]);
    assert_eq!(counter.ask("migrant show M1 --reveal 核对")["phone"], "1390000", "kept as told");
    for (flags, code) in [
        ("--phone 139000012345", Some("J120")),
        ("--phone 08511234567", None),
        ("--phone 13900000001", None),
        ("--hukou 月球1号", Some("J225")),
        ("--hukou 月球2号 --hukou-county 522401", None),
        ("--hukou 贵州省遵义市", None),
        ("--address 新路", None),
    ] {
        let told = counter.line(&format!("migrant edit M1 {flags} --because x")).done();
        let warned = ["J120", "J225"].into_iter().find(|code| told.stderr.contains(code));
        assert_eq!(warned, code, "{flags}: {}", told.stderr);
    }
}
