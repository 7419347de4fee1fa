//! `permit edit` of a card: every recorded fact is corrected, what rests on it follows, and the old value is kept.

use serde_json::{Value, json};

use crate::support::Counter;
use crate::support::office::{LI, PAPERS, WANG, form, number};

/// The corrections that a history tells, as `[field, old, new]`.
pub fn corrections(counter: &Counter, line: &str) -> Vec<[String; 3]> {
    let told = counter.ask(line);
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let listed = told["corrections"].as_array().expect("a list").clone();
    listed.iter().map(|one| [text(&one["field"]), text(&one["old"]), text(&one["new"])]).collect()
}

/// The acts that a history tells, in order.
pub fn acts(counter: &Counter, line: &str) -> Vec<String> {
    let told = counter.ask(line);
    let acts = told["acts"].as_array().expect("a list").clone();
    acts.iter().map(|act| act["act"].as_str().expect("an act").to_owned()).collect()
}

/// A correction is one act, after which the whole register holds together.
#[track_caller]
pub fn corrects(counter: &Counter, line: &str) -> Value {
    let before = counter.journal();
    let answer = counter.ask(line);
    assert_eq!(counter.journal(), before + 1, "{line}: one row");
    let check = counter.line("db check --full");
    assert_eq!(check.exit, 0, "{line}: {check:?}");
    answer
}

fn first_issues(counter: &Counter) -> Value {
    counter.ask("report rate")["total"]["first_issues"].clone()
}

fn in_force(counter: &Counter, on: &str) -> Value {
    counter.ask(&format!("report rate --as-of {on}"))["total"]["in_force"].clone()
}

/// 李雷, registered on 2016-12-01, with a card of 2017-07-10.
fn bearer(today: &str) -> (Counter, String) {
    let counter = Counter::open(today);
    counter.register(LI, "2016-12-01");
    let permit = counter.issue("M1", "2017-07-10");
    (counter, permit)
}

#[test]
fn the_reason_of_an_end_is_corrected_and_counted_from_then_on() {
    let (counter, permit) = bearer("2019-08-01");
    counter.ask("permit end M1 --because ineligible --on 2018-01-01");
    assert_eq!(first_issues(&counter), 1);
    let answer = corrects(&counter, &format!("permit edit {permit} --end-reason error --because 发错了人"));
    assert_eq!((&answer["end_reason"], &answer["ended_on"]), (&json!("error"), &json!("2018-01-01")));
    assert_eq!(first_issues(&counter), 0, "a card that was an error is a first issue on no day");
    corrects(&counter, &format!("permit edit {permit} --end-reason 收缴 --ended 2018-02-01 --because 再核"));
    assert_eq!(first_issues(&counter), 1);
    let kept = corrections(&counter, &format!("permit history {permit}"));
    let expected = [
        ["card_end_reason", "ineligible", "error"],
        ["ended_on", "2018-01-01", "2018-02-01"],
        ["card_end_reason", "error", "confiscated"],
    ];
    assert_eq!(kept, expected.map(|one| one.map(str::to_owned)));
    assert_eq!(corrections(&counter, "migrant history M1"), kept);
    let why = counter.line(&format!("permit why {permit} --lang zh")).done().stdout;
    assert!(why.contains("2018-02-01") && why.contains("收缴"), "{why}");
    let screen = counter.line(&format!("permit history {permit} --lang zh")).done().stdout;
    assert!(screen.contains("证件终止原因") && screen.contains("发证有误") && screen.contains("已收缴"), "{screen}");
}

#[test]
fn a_card_that_never_ended_lives_again_on_every_day() {
    let (counter, permit) = bearer("2018-03-01");
    counter.ask("permit end M1 --because ineligible --on 2018-01-01");
    assert_eq!(in_force(&counter, "2018-02-01"), 0);
    let answer = corrects(&counter, &format!("permit edit {permit} --ended none --because 终止错了人"));
    assert_eq!((&answer["status"], &answer["ended_on"]), (&json!("valid"), &json!(null)));
    assert_eq!(in_force(&counter, "2018-02-01"), 1, "also on past days");
    assert_eq!(counter.ask(&format!("permit show {permit} --as-of 2018-01-15"))["status"], "valid");
    let kept = corrections(&counter, &format!("permit history {permit}"));
    let gone = [["ended_on", "2018-01-01", "-"], ["card_end_reason", "ineligible", "-"]];
    assert_eq!(kept, gone.map(|one| one.map(str::to_owned)));
    assert!(!acts(&counter, "migrant history M1").contains(&"end".to_owned()));
    let told = counter.line(&format!("permit edit {permit} --collected none --because x")).refused(1, "J222");
    assert!(told.stderr.contains("collection"), "{told:?}");
    counter.assert_packed(&["2017-12-31", "2018-02-01"]);
}

#[test]
fn what_bars_a_card_from_living_again() {
    let (counter, permit) = bearer("2019-08-01");
    let never = format!("permit edit {permit} --ended none --because x");
    counter.refuses(&never, 1, "J222");
    counter.ask("permit end M1 --because ineligible --on 2018-01-01");
    counter.refuses(&format!("{never} --end-reason error"), 2, "J901");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2018-02-01"));
    counter.refuses(&never, 1, "J303");
    counter.ask("permit issue M1 --on 2018-02-05");
    counter.refuses(&never, 1, "J304");
    counter.refuses(&format!("permit edit {permit} --end-reason death --because x"), 1, "J223");
    // The way out of a stay that is over: the card ended with it.
    let (counter, permit) = bearer("2019-08-01");
    counter.ask("permit end M1 --because ineligible --on 2018-01-01");
    counter.ask("migrant leave M1 --because left --on 2018-05-01");
    let never = format!("permit edit {permit} --ended none --because x");
    let error = counter.refuses(&never, 1, "J221");
    let hint = error["hint"].as_str().expect("a hint").trim_start_matches("jzz ").replace("_REASON_", "当天才终止");
    corrects(&counter, &hint);
    let error = counter.refuses(&never, 1, "J221");
    assert_eq!(error["details"]["act"], "leave");
    // Now both go together.
    counter.ask("migrant edit M1 --left none --because 没有离开");
    assert_eq!(counter.ask(&format!("permit show {permit}"))["ended_on"], json!(null));
}

#[test]
fn an_act_that_ended_the_card_has_the_reason_too() {
    let counter = Counter::open("2019-08-01");
    counter.register(LI, "2017-01-01");
    counter.register(WANG, "2017-01-01");
    let first = counter.issue("M1", "2017-08-01");
    let other = counter.issue("M2", "2017-09-01");
    let act = |permit: &str, flags: &str| {
        let error = counter.refuses(&format!("permit edit {permit} {flags} --because x"), 1, "J221");
        error["details"]["act"].as_str().expect("an act").to_owned()
    };
    let second = counter.ask(&format!("permit replace {first} --because lost --on 2018-03-01"))["permit"].clone();
    let second = second.as_str().expect("a number");
    for flags in ["--end-reason fraud", "--ended none"] {
        assert_eq!(act(&first, flags), "replace", "{flags}");
    }
    counter.ask("migrant merge M1 M2 --because 重复登记 --on 2018-04-01");
    for flags in ["--end-reason fraud", "--ended none"] {
        assert_eq!(act(&other, flags), "merge", "{flags}");
    }
    counter.ask("migrant leave M1 --because left --on 2019-01-01");
    for flags in ["--end-reason fraud", "--ended none"] {
        assert_eq!(act(second, flags), "leave", "{flags}");
    }
}

#[test]
fn why_a_card_was_replaced_and_what_became_of_the_old_one() {
    let (counter, first) = bearer("2019-08-01");
    let second = counter.ask(&format!("permit replace {first} --because damaged --old-card-returned --on 2018-03-01"));
    let second = second["permit"].as_str().expect("a number").to_owned();
    let error = counter.refuses(&format!("permit edit {second} --old-card lost --because x"), 1, "J224");
    let hint = error["hint"].as_str().expect("a hint").trim_start_matches("jzz ").replace("_REASON_", "其实是丢了");
    corrects(&counter, &hint);
    assert_eq!(counter.ask(&format!("permit show {first}"))["end_reason"], "lost");
    corrects(&counter, &format!("permit edit {second} --old-card returned --because 后来捡到交回"));
    let kept = corrections(&counter, &format!("permit history {second}"));
    let expected =
        [["replaced_for", "damaged", "lost"], ["old_card", "returned", "lost"], ["old_card", "lost", "returned"]];
    assert_eq!(kept, expected.map(|one| one.map(str::to_owned)));
    let before = corrections(&counter, &format!("permit history {first}"));
    assert_eq!(before, [["card_end_reason", "replaced", "lost"].map(str::to_owned)]);
    let acts = counter.ask(&format!("permit history {second}"))["acts"].clone();
    assert_eq!(
        (&acts[0]["detail"]["replaced_for"], &acts[0]["detail"]["old_card"]),
        (&json!("lost"), &json!("returned"))
    );
    counter.refuses(&format!("permit edit {first} --replaced-for lost --because x"), 1, "J222");
    counter.refuses(&format!("permit edit {second} --replaced-for lost --because x"), 1, "J124");
    // Reason and day at once: the old card has both.
    corrects(&counter, &format!("permit edit {second} --replaced-for changed --issued 2018-03-05 --because 再核"));
    let old = counter.ask(&format!("permit show {first}"));
    assert_eq!((&old["ended_on"], &old["end_reason"]), (&json!("2018-03-05"), &json!("replaced")));
}

#[test]
fn a_replacement_that_never_was_gives_the_old_card_back() {
    let (counter, first) = bearer("2018-05-01");
    let before = counter.ask(&format!("permit show {first}"));
    let second = counter.ask(&format!("permit replace {first} --because lost --on 2018-03-01"));
    let second = second["permit"].as_str().expect("a number").to_owned();
    let never = format!("permit edit {first} --ended none --because 换错了人");
    let error = counter.refuses(&never, 1, "J221");
    counter.ask(error["hint"].as_str().expect("a hint").trim_start_matches("jzz "));
    corrects(&counter, &never);
    assert_eq!(counter.ask(&format!("permit show {first}")), before, "as it was");
    let error = counter.ask(&format!("permit show {second}"));
    assert_eq!((&error["replaces"], &error["end_reason"]), (&json!(null), &json!("error")));
    assert_eq!(first_issues(&counter), 1);
    let kept = corrections(&counter, &format!("permit history {second}"));
    let expected = [["replaces", &*first, "-"], ["replaced_for", "lost", "-"], ["old_card", "lost", "-"]];
    assert_eq!(kept, expected.map(|one| one.map(str::to_owned)));
    // The card goes on, and ends as any other.
    counter.ask("migrant leave M1 --because left --on 2018-05-01");
    assert_eq!(counter.ask(&format!("permit show {first}"))["end_reason"], "left");
    counter.assert_packed(&["2018-02-01", "2018-04-01", "2018-05-01"]);
}

#[test]
fn who_never_collected_the_card_waits_for_it() {
    let (counter, permit) = bearer("2018-03-01");
    counter.ask(&format!(
        "permit collect {permit} --proxy-name 王芳 --proxy-id-number {WANG} --proxy-relation 配偶 --on 2017-08-01"
    ));
    assert_eq!(counter.ask("report uncollected")["rows"], json!([]));
    let answer = corrects(&counter, &format!("permit edit {permit} --collected none --because 领的是别人的"));
    assert_eq!(answer["collected_on"], json!(null));
    assert_eq!(counter.ask("report uncollected")["rows"].as_array().map(Vec::len), Some(1));
    let kept = corrections(&counter, &format!("permit history {permit}"));
    let expected = [["collected_on", "2017-08-01", "-"], ["collected_by", "王*:配偶", "-"]];
    assert_eq!(kept, expected.map(|one| one.map(str::to_owned)));
    let told = counter.ask(&format!("permit history {permit} --reveal 核对"));
    assert_eq!(told["corrections"][1]["old"], "王芳:配偶");
    assert!(!acts(&counter, &format!("permit history {permit}")).contains(&"collect".to_owned()));
    let told = counter.ask(&format!("permit collect {permit} --on 2018-02-01"));
    assert_eq!(told["collected_on"], "2018-02-01");
    let journal = counter.entries().into_iter().filter(|entry| entry.0 == "permit edit").map(|entry| entry.4);
    assert!(journal.into_iter().all(|changes| !changes.contains("王芳")), "no name in the journal");
}

#[test]
fn a_forgotten_collection_of_a_card_that_was_endorsed_since_is_entered_as_a_correction() {
    let (counter, permit) = bearer("2019-08-01");
    let entered = |on: &str| format!("permit edit {permit} --collected {on} --because 漏记");
    // As long as it can be entered as an act it is none.
    counter.refuses(&entered("2017-07-12"), 1, "J222");
    counter.ask(&format!("permit endorse {permit} --on 2018-07-01"));
    counter.ask(&format!("permit endorse {permit} --on 2019-07-01"));
    let waits = || counter.ask("report uncollected")["rows"].as_array().map(Vec::len);
    assert_eq!(waits(), Some(1));
    let error = counter.refuses(&format!("permit collect {permit} --on 2017-07-12"), 1, "J322");
    let hint = error["hint"].as_str().expect("a hint");
    let line = hint.split_once("jzz ").expect("a command").1.to_owned();
    for (day, code) in [("2017-07-01", "J221"), ("2018-07-02", "J221"), ("2019-07-10", "J222"), ("2019-08-02", "J208")]
    {
        counter.refuses(&entered(day), 1, code);
    }
    counter.refuses(&format!("permit edit {permit} --collected none --because x"), 1, "J222");
    assert_eq!(corrects(&counter, &line)["collected_on"], "2017-07-12");
    assert_eq!(waits(), Some(0));
    let kept = corrections(&counter, &format!("permit history {permit}"));
    assert_eq!(kept, [["collected_on", "-", "2017-07-12"].map(str::to_owned)]);
    counter.refuses(&format!("permit collect {permit} --on 2019-07-20"), 1, "J337");
}

#[test]
fn an_endorsement_of_the_wrong_card_is_taken_back_and_every_reader_leaves_it_out() {
    let (counter, permit) = bearer("2019-07-01");
    counter.ask(&format!("permit endorse {permit} --on 2018-07-01 --evidence identity_card"));
    assert_eq!(in_force(&counter, "2018-08-01"), 1);
    let endorsed = |on: &str| {
        counter.ask(&format!("report trend --to {on} --from 2018-07-01 --every month"))["total"]["endorsements"].clone()
    };
    assert_eq!(endorsed("2018-08-01"), 1);
    let answer = corrects(&counter, &format!("permit edit {permit} --endorsed 2018-07-01=none --because 签在别人证上"));
    assert_eq!((&answer["endorsed_on"], &answer["status"]), (&json!([]), &json!("suspended")));
    assert_eq!((in_force(&counter, "2018-08-01"), endorsed("2018-08-01")), (json!(0), json!(0)));
    assert_eq!(counter.rows("SELECT taken_back_on FROM endorsement"), ["2019-07-01"], "the row is kept");
    let kept = corrections(&counter, &format!("permit history {permit}"));
    assert_eq!(kept, [["endorsed_on", "2018-07-01", "-"].map(str::to_owned)]);
    assert_eq!(corrections(&counter, "migrant history M1"), kept);
    assert_eq!(acts(&counter, &format!("permit history {permit}")), ["apply", "issue"]);
    assert_eq!(counter.ask("permit list --overdue")["permits"].as_array().map(Vec::len), Some(1));
    let why = counter.ask(&format!("permit why {permit}")).to_string();
    assert!(!why.contains("2018-07-01"), "{why}");
    counter.refuses(&format!("permit edit {permit} --endorsed 2018-07-01=none --because x"), 1, "J222");
    // It can be endorsed on that day for good, and once more.
    counter.ask(&format!("permit endorse {permit} --on 2018-07-01"));
    counter.refuses(&format!("permit endorse {permit} --on 2018-07-01"), 1, "J320");
    corrects(&counter, &format!("permit edit {permit} --endorsed 2018-07-01=none --because 又错了"));
    counter.assert_packed(&["2018-07-01", "2018-08-01", "2019-07-01"]);
}

#[test]
fn a_rule_that_moves_cards_looks_past_endorsements_that_were_taken_back() {
    let (counter, permit) = bearer("2019-07-01");
    counter.ask(&format!("permit endorse {permit} --on 2018-08-01"));
    counter.ask(&format!("permit edit {permit} --endorsed 2018-08-01=none --because 没有签过"));
    let tried = counter.ask("rules try after_late old_anniversary --from 2016-01-01");
    assert_eq!(tried["cards"], json!([]), "{tried}");
    assert_eq!(tried["computed_anew"]["cards"], 0, "{tried}");
}

#[test]
fn what_was_taken_back_goes_over_with_its_card_and_comes_back() {
    let counter = Counter::open("2019-08-01");
    counter.ask(&format!("migrant add {} --on 2016-12-01", form(LI)));
    let wrong = number("1990-01-01", 3);
    counter.ask(&format!("migrant add {} --on 2017-06-01", form(&wrong).replace("赵明", "李雷")));
    let permit = counter.issue("M2", "2017-12-01");
    counter.ask(&format!("permit endorse {permit} --on 2018-11-15"));
    counter.ask(&format!("permit edit {permit} --endorsed 2018-11-15=none --because 没有签过"));
    counter.ask("migrant merge M1 M2 --because 重复登记 --on 2019-07-01");
    let taken = ["endorsed_on", "2018-11-15", "-"].map(str::to_owned);
    assert_eq!(corrections(&counter, "migrant history M1"), std::slice::from_ref(&taken));
    assert_eq!(corrections(&counter, &format!("permit history {permit}")), std::slice::from_ref(&taken));
    counter.ask("migrant unmerge M1 M2 --because 不是 --on 2019-07-02");
    assert_eq!(corrections(&counter, "migrant history M2"), [taken]);
    assert_eq!(corrections(&counter, "migrant history M1"), Vec::<[String; 3]>::new());
    counter.line("db check --full").done();
}

#[test]
fn a_ledger_whose_cards_were_corrected_is_not_undone() {
    let counter = Counter::open("2019-08-01");
    counter.register(LI, "2012-04-01");
    let row = format!(
        "身份证号,姓名,居住证号,发证日期,签注日期,注销日期,注销原因\n{LI},李雷,台账0001,2013-05-01,2014-04-20,2015-01-01,骗领\n"
    );
    counter.put("cards.csv", row.as_bytes());
    counter.line("roster import cards.csv --kind permits --counter 520102").done();
    corrects(&counter, "permit edit 台账0001 --end-reason confiscated --because 台账写错");
    corrects(&counter, "permit edit 台账0001 --endorsed 2014-04-20=none --because 没有签过");
    let error = counter.refuses("roster undo B1 --because x", 1, "J449");
    assert!(error["details"].to_string().contains("correct"), "{error}");
    assert_eq!(counter.ask("permit show 台账0001")["end_reason"], "confiscated");
}

#[test]
fn one_sentence_says_what_was_done() {
    let (counter, permit) = bearer("2018-08-20");
    counter.ask(&format!("permit endorse {permit} --on 2018-07-01"));
    let told =
        counter.line(&format!("permit edit {permit} --endorsed 2018-07-01=none --because 签错 --lang zh")).done();
    assert!(told.stderr.contains(&format!("已更正，原值还留着：jzz permit history {permit}")), "{told:?}");
    assert!(
        counter
            .line(&format!("permit edit {permit} --collected 2017-07-11 --because x"))
            .refused(1, "J222")
            .stdout
            .is_empty()
    );
    counter.refuses(&format!("permit edit {permit} --ended 没有 --end-reason 发证有误 --because x"), 2, "J901");
    counter.refuses(&format!("permit edit {permit} --collected soon --because x"), 2, "J903");
    counter.refuses(&format!("permit edit {permit} --end-reason replaced --because x"), 2, "J904");
}
