//! `permit withdraw|refuse|extend`, and who may apply for others.

use serde_json::{Value, json};

use crate::support::Counter;
use crate::support::office::{LI, PAPERS, WANG, number, shape};

/// Li applied on 2017-07-01.
fn applied() -> Counter {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2017-07-01"));
    counter
}

#[test]
fn withdrawing_and_refusing_close_an_application_for_good() {
    let counter = applied();
    let before = counter.journal();
    let withdrawn = counter.ask("permit withdraw A1 --because 不办了 --on 2017-07-03");
    assert_eq!(
        withdrawn,
        json!({"application": "A000001", "state": "withdrawn", "accepted_on": "2017-07-01", "due_on": "2017-07-16"})
    );
    assert_eq!(counter.journal(), before + 1);
    counter.refuses("permit withdraw A1 --because 不办了", 1, "J314");
    counter.refuses("permit refuse A1 --because 假材料 --article 第九条", 1, "J314");
    counter.refuses("permit issue A1", 1, "J314");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2017-07-03"));
    let refused = counter.ask("permit refuse M1 --because 合同是假的 --article 居住证暂行条例第九条 --on 2017-07-10");
    assert_eq!((&refused["application"], &refused["state"]), (&json!("A000002"), &json!("refused")));
    let (command, _, subject, purpose, changes, _) = counter.entries().pop().expect("a row");
    assert_eq!((command.as_str(), subject.as_deref()), ("permit refuse", Some("M000001")));
    assert_eq!(purpose.as_deref(), Some("合同是假的"));
    assert!(changes.contains("居住证暂行条例第九条") && changes.contains("A000002"), "{changes}");
    counter.refuses("permit withdraw M1 --because 不办了", 1, "J329");
}

#[test]
fn an_application_that_was_never_accepted_can_be_closed_too() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    for _ in 0..2 {
        counter.line("permit apply M1 --photo --on 2017-07-01 --format json").refused(1, "J305");
    }
    let withdrawn = counter.ask("permit withdraw A1 --because 不办了 --on 2017-07-02");
    assert_eq!(withdrawn, json!({"application": "A000001", "state": "withdrawn", "accepted_on": null, "due_on": null}));
    assert_eq!(counter.ask("permit refuse a2 --because 依第九条不予办理 --on 2017-07-02")["state"], "refused");
}

#[test]
fn a_refusal_without_an_article_is_a_missing_answer() {
    let counter = applied();
    let error = counter.refuses("permit refuse A1 --because 材料虚假", 2, "J902");
    assert_eq!(error["details"]["missing"], json!(["--article"]), "{error}");
    counter.refuses("permit refuse A1 --article 第二条", 2, "J902");
    counter.refuses("permit withdraw A1", 2, "J902");
    counter.refuses("permit withdraw A1 --because ' '", 2, "J902");
    counter.ask("permit refuse A1 --because '材料虚假，居住证暂行条例第九条第四款' --on 2017-07-02");
}

#[test]
fn an_application_keeps_the_order_of_its_acts() {
    let counter = applied();
    let earlier = |line: &str, act: &str, on: &str| {
        let error = counter.refuses(line, 1, "J331");
        assert_eq!((&error["details"]["act"], &error["details"]["act_on"]), (&json!(act), &json!(on)), "{line}");
    };
    earlier("permit withdraw A1 --because 不办了 --on 2017-06-30", "applied", "2017-07-01");
    earlier("permit extend A1 --to 2017-07-20 --because 断电 --on 2017-06-30", "applied", "2017-07-01");
    counter.ask("permit extend A1 --to 2017-07-20 --because 断电 --on 2017-07-10");
    earlier("permit refuse A1 --because 第二条 --on 2017-07-09", "extended", "2017-07-10");
    earlier("permit issue A1 --on 2017-07-09", "extended", "2017-07-10");
    counter.ask("permit withdraw A1 --because 不办了 --on 2017-07-12");
    earlier(&format!("permit apply M1 {PAPERS} --on 2017-07-11"), "withdrawn", "2017-07-12");
    counter.refuses("permit withdraw A1 --because 不办了 --on 2099-01-01", 1, "J208");
    counter.refuses("permit withdraw A99 --because 不办了", 1, "J313");
    let error = counter.refuses("migrant leave M1 --because left --on 2016-12-31", 1, "J202");
    assert_eq!(error["code"], "J202");
}

#[test]
fn an_open_application_is_not_left_behind_by_a_departure_before_its_extension() {
    let counter = applied();
    counter.ask("permit extend A1 --to 2017-07-20 --because 断电 --on 2017-07-10");
    counter.refuses("migrant leave M1 --because left --on 2017-07-05", 1, "J209");
}

#[test]
fn a_limit_is_extended_once_after_the_present_day_and_to_day_thirty() {
    let counter = applied();
    let line = |to: &str| format!("permit extend A1 --to {to} --because 设备故障 --on 2017-07-10");
    let error = counter.refuses(&line("2017-07-16"), 1, "J334");
    assert_eq!(error["details"]["due_on"], "2017-07-16");
    let error = counter.refuses(&line("2017-08-01"), 1, "J335");
    assert_eq!(error["details"]["last"], "2017-07-31");
    let extended = counter.ask(&line("2017-07-31"));
    shape(&extended, "application state accepted_on due_on");
    assert_eq!((&extended["state"], &extended["due_on"]), (&json!("open"), &json!("2017-07-31")));
    let error = counter.refuses("permit extend M1 --to 2017-07-30 --because 再延 --on 2017-07-20", 1, "J332");
    assert_eq!(error["details"]["extended_on"], "2017-07-10");
    let due = |on: &str| counter.ask(&format!("permit list --as-of {on}"))["applications"][0]["due_on"].clone();
    assert_eq!((due("2017-07-09"), due("2017-07-10")), (json!("2017-07-16"), json!("2017-07-31")));
    counter.refuses("permit extend A1 --to 2017-07-30", 2, "J902");
    counter.ask("permit issue A1 --on 2017-07-31");
    counter.refuses("permit extend A1 --to 2017-08-10 --because 再延", 1, "J314");
}

#[test]
fn the_rules_of_2012_know_no_extension() {
    let counter = Counter::open("2016-02-01");
    counter.register(LI, "2015-12-01");
    counter.ask("permit apply M1 --evidence identity_card --evidence lease --on 2015-12-31");
    counter.refuses("permit extend A1 --to 2016-01-20 --because 断电 --on 2016-01-02", 1, "J333");
}

#[test]
fn a_promise_without_a_calendar_is_null_and_said() {
    let counter = Counter::open("2026-12-30");
    counter.register(LI, "2026-01-01");
    let applied = counter.ask(&format!("permit apply M1 {PAPERS}"));
    assert_eq!((&applied["due_on"], &applied["promised_on"]), (&json!("2027-01-14"), &Value::Null));
    counter.register(WANG, "2026-01-01");
    let told = counter.line(&format!("permit apply M2 {PAPERS}")).done();
    assert!(told.stdout.contains("2027"), "{told:?}");
    let list = counter.line("permit list --as-of 2026-12-30").done();
    assert!(list.stdout.contains("calendar"), "{list:?}");
}

#[test]
fn an_employers_messenger_applies_for_many_and_the_papers_are_kept() {
    let counter = Counter::open("2018-08-01");
    let messenger = number("1970-01-01", 9);
    let proxy = format!("--proxy-name 周转 --proxy-id-number {messenger} --proxy-relation employer");
    for (at, person) in [LI.to_owned(), WANG.to_owned(), number("1980-01-01", 5)].iter().enumerate() {
        counter.register(person, "2017-01-01");
        let evidence = "--ground employment --photo --evidence identity_card --evidence lodging_certificate:大厂 \
                        --evidence labour_contract:大厂:2017-05-01";
        let line = format!("permit apply M{} {evidence} {proxy} --on 2017-07-01", at + 1);
        assert_eq!(counter.ask(&line)["accepted"], true);
    }
    let told = counter.line(&format!("permit apply M1 {proxy} --on 2017-06-30 --format json"));
    assert_eq!(told.exit, 1, "one application is open");
    assert_eq!(counter.rows("SELECT relation FROM proxy WHERE application_id IS NOT NULL"), ["employer"; 3]);
    let dated = "SELECT issuer || ' ' || dated_on FROM evidence WHERE paper = 'labour_contract'";
    assert_eq!(counter.rows(dated), ["大厂 2017-05-01"; 3]);
}

#[test]
fn each_notice_is_recorded_with_its_day_and_everything_missing() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    counter.line("permit apply M1 --photo --on 2017-07-01").refused(1, "J305");
    counter.line("permit apply M1 --photo --evidence lease --on 2017-07-02").refused(1, "J305");
    let notices = counter.rows("SELECT given_on || ' ' || missing FROM notice ORDER BY notice_id");
    assert_eq!(notices, ["2017-07-01 J306;J308;J309", "2017-07-02 J306;J309"]);
}

#[test]
fn an_article_is_kept_as_the_rules_table_has_it_and_other_words_as_they_are() {
    let cases = [
        ("'S 9(6)'", "S 9(6)"),
        ("s9", "S 9"),
        ("'N 二(一)'", "N 二(一)"),
        ("'S 2, P 10'", "S 2, P 10"),
        ("暂行条例第2条", "暂行条例第2条"),
    ];
    let counter = Counter::open("2017-07-10");
    counter.register(LI, "2017-01-01");
    for (at, (given, kept)) in cases.into_iter().enumerate() {
        let on = format!("2017-07-{:02}", 3 + at);
        counter.ask(&format!("permit apply M1 {PAPERS} --on {on}"));
        counter.ask(&format!("permit refuse M1 --because 不符 --article {given} --on {on}"));
        let last = counter.rows("SELECT article FROM application ORDER BY application_id DESC LIMIT 1");
        assert_eq!(last, [kept], "{given}");
    }
}

#[test]
fn hints_about_an_application_can_be_followed() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    counter.line("permit apply M1 --photo --on 2017-07-01").refused(1, "J305");
    for (line, closes) in [
        ("withdraw M1 --because 不办了", true),
        ("refuse M1 --because 材料不实 --article 居住证暂行条例第二条", true),
        ("extend M1 --to 2017-07-20 --because x", false),
        ("issue M1", false),
    ] {
        let error = counter.refuses(&format!("permit {line} --on 2017-07-02"), 1, "J329");
        assert_eq!(error["details"]["incomplete"], json!(["A000001"]), "{line}");
        assert_eq!(error["hint"].as_str().is_some_and(|hint| hint.contains("A000001")), closes, "{error}");
    }
    // A second application of a day before the first was accepted: its card is of that day at the earliest.
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2017-07-10"));
    let error = counter.refuses(&format!("permit apply M1 {PAPERS} --on 2017-07-05"), 1, "J303");
    assert!(error["hint"].as_str().is_some_and(|hint| hint.contains("--on 2017-07-10")), "{error}");
    // What is before the acceptance is said to be, whatever the rules say of extensions.
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2013-03-05");
    counter.ask("permit apply M1 --evidence identity_card --evidence lease --on 2013-03-06");
    counter.refuses("permit extend A1 --to 2013-04-05 --because x --on 2013-03-05", 1, "J331");
    counter.refuses("permit extend A1 --to 2013-04-05 --because x --on 2013-03-07", 1, "J333");
}
