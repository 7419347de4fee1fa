//! Acts that cannot be taken back in a breath, under a real terminal: read out, and done after a yes only.

use expectrl::process::unix::WaitStatus;
use expectrl::{Eof, Expect};

use crate::dialogue::asked;
use crate::support::Counter;
use crate::support::office::{LI, PAPERS, WANG, number};

/// A card of 李雷, an open application of 王芳, and 赵明.
fn busy(lang: &str) -> (Counter, String) {
    let counter = Counter::open("2018-01-10").speaking(lang);
    counter.register(LI, "2016-07-01");
    counter.register(WANG, "2016-07-01");
    counter.register("520199199001010033", "2016-07-01");
    let number = counter.issue("M1", "2017-03-01");
    counter.ask(&format!("permit apply M2 {PAPERS} --on 2017-03-01"));
    (counter, number)
}

/// Runs a line whose question must show the words, answers no, then yes: a no changes nothing, a yes is one act.
#[track_caller]
fn is_confirmed(counter: &Counter, line: &str, shown: &[&str]) {
    let before = counter.journal();
    let mut session = asked(counter, line);
    let question = session.expect("[y=").unwrap_or_else(|error| panic!("{line}: a question: {error}"));
    // A long question stands in lines, wherever its words let it.
    let closed = |text: &str| text.split_whitespace().collect::<String>();
    let said = closed(&String::from_utf8_lossy(question.before()));
    for words in shown {
        assert!(said.contains(&closed(words)), "{line}: {words}: {said}");
    }
    session.send("n").expect("no");
    session.expect("J909").unwrap_or_else(|error| panic!("{line}: not confirmed: {error}"));
    session.expect("--yes").unwrap_or_else(|error| panic!("{line}: the way out: {error}"));
    session.expect(Eof).expect("done");
    assert!(matches!(session.get_process().wait(), Ok(WaitStatus::Exited(_, 1))), "{line}");
    assert_eq!(counter.journal(), before, "{line}: a no changes nothing");
    let mut session = asked(counter, line);
    session.expect("[y=").unwrap_or_else(|error| panic!("{line}: a question: {error}"));
    session.send("y").expect("yes");
    session.expect(Eof).expect("done");
    assert!(matches!(session.get_process().wait(), Ok(WaitStatus::Exited(_, 0))), "{line}");
    assert_eq!(counter.journal(), before + 1, "{line}: a yes is one act");
}

#[test]
fn a_child_that_fetches_its_card_alone_is_asked_about() {
    let counter = Counter::open("2017-08-01").speaking("zh");
    counter.register(&number("2004-05-01", 1), "2017-01-01");
    let proxy = format!("--proxy-name 王妈 --proxy-id-number {} --proxy-relation 母亲", number("1970-01-01", 2));
    counter.ask(&format!("permit apply M1 {PAPERS} {proxy} --on 2017-07-01"));
    let number = counter.ask("permit issue M1 --on 2017-07-02")["permit"].as_str().expect("a number").to_owned();
    is_confirmed(&counter, "permit collect M1 --on 2017-07-03", &["未满16周岁", &number, "监护人"]);
}

#[test]
fn the_acts_of_cards_and_applications_name_the_person_masked() {
    let (counter, number) = busy("zh");
    let end = format!("permit end {number} --because error --on 2017-05-01");
    is_confirmed(
        &counter,
        "permit withdraw M2 --because 不办了 --on 2017-03-02",
        &["撤回 王*（M000002）的申领 A", "不办了"],
    );
    counter.ask(&format!("permit apply M2 {PAPERS} --on 2017-03-02"));
    let refuse = "permit refuse M2 --because 材料有假 --article 居住证暂行条例第九条 --on 2017-03-03";
    is_confirmed(&counter, refuse, &["王*（M000002）", "不予办理", "材料有假", "第九条"]);
    let replace = "permit replace M1 --because lost --on 2017-04-01";
    is_confirmed(&counter, replace, &["李*（M000001）", &number, "丢失"]);
    let error = counter.refuses(&end, 1, "J342");
    assert!(error["message"].as_str().is_some_and(|message| message.contains(&number)), "{error}");
    let number = counter.ask("permit show M1 --as-of 2017-05-01")["permit"].as_str().expect("a number").to_owned();
    let end = format!("permit end {number} --because error --on 2017-05-01");
    is_confirmed(&counter, &end, &["注销 李*（M000001）的居住证", &number, "发证有误"]);
}

#[test]
fn a_departure_says_what_ends_with_it() {
    let (counter, number) = busy("en");
    let line = "migrant leave M1 --because left --on 2018-01-05";
    is_confirmed(&counter, line, &["李* (M000001) from 2018-01-05", &format!("card {number} ends")]);
    let line = "migrant leave M2 --because death --on 2018-01-05";
    is_confirmed(&counter, line, &["王* (M000002)", "death", "application A000002 is withdrawn"]);
}

#[test]
fn two_records_are_named_both() {
    let (counter, _) = busy("zh");
    let merge = "migrant merge M1 M3 --because 同一人 --on 2018-01-05";
    is_confirmed(
        &counter,
        merge,
        &["把 赵*（M000003，5201**********0033，1990 年生）并入 李*（M000001，", "同一人", "两份的姓名", "不同"],
    );
    let unmerge = "migrant unmerge M1 M3 --because 弄错了 --on 2018-01-06";
    is_confirmed(&counter, unmerge, &["把 赵*（M000003）从 李*（M000001）里拆出来"]);
}

#[test]
fn units_batches_and_rules_of_the_past_too() {
    let (counter, _) = busy("zh");
    counter.ask("unit open 520102901 新设社区 --under 520102 --kind community --because 批复 --on 2017-06-01");
    let split = "unit split 西湖社区 --into 520102400 520102404 --where 别处=520102404 --rest 520102400 --because 批复 --on 2017-07-01";
    is_confirmed(&counter, split, &["拆分 西湖社区（520102401），自 2017-07-01 起", "新华社区（520102400）3 人"]);
    let merge = "unit merge 520102400 --into 大南社区 --because 批复 --on 2017-08-01";
    is_confirmed(&counter, merge, &["把 新华社区（520102400）并入 大南社区（"]);
    let close = "unit close 520102901 --to 大南社区 --because 批复 --on 2017-09-01";
    is_confirmed(&counter, close, &["撤销 新设社区（520102901），自 2017-09-01 起由 大南社区（"]);
    let rule = "rules set day_count civil_code --from 2017-01-01 --because 市局通知";
    is_confirmed(&counter, rule, &["规则 day_count", "2017-01-01 起由", "改为"]);
    let before = counter.journal();
    let mut session = asked(&counter, "rules set target_rate 80 --from 2099-01-01 --because 市局通知");
    session.expect(Eof).expect("what is still to come is not asked about");
    assert_eq!(counter.journal(), before + 1);
}

#[test]
fn a_batch_says_what_is_taken_back() {
    let counter = Counter::open("2016-08-31").speaking("zh");
    let path = format!("{}/fixtures/rosters/two-sheets.xlsx", env!("CARGO_MANIFEST_DIR"));
    counter.jzz(["roster", "import", &path, "--sheet", "三月 新"]).done();
    is_confirmed(&counter, "roster undo B1 --because 送错了", &["撤回批次 B1，收回 3 条居住登记", "送错了"]);
    assert_eq!(counter.counts()[0], 0);
}

#[test]
fn a_refusal_comes_before_the_question_and_who_wants_none_is_not_asked() {
    let (counter, number) = busy("zh");
    let before = counter.journal();
    let mut session = asked(&counter, &format!("permit end {number} --because error --on 2017-02-01"));
    session.expect("错误[J").expect("refused at once");
    session.expect(Eof).expect("done");
    assert!(matches!(session.get_process().wait(), Ok(WaitStatus::Exited(_, 1))));
    assert_eq!(counter.journal(), before);
    for (line, more) in [("permit withdraw M2", "--yes"), ("permit end M1", "--no-input")] {
        let because = if more == "--yes" { "不办了" } else { "error" };
        let before = counter.journal();
        let mut session = asked(&counter, &format!("{line} --because {because} --on 2017-05-01 {more}"));
        session.expect(Eof).unwrap_or_else(|error| panic!("{line}: no question: {error}"));
        assert!(matches!(session.get_process().wait(), Ok(WaitStatus::Exited(_, 0))), "{line}");
        assert_eq!(counter.journal(), before + 1, "{line}");
    }
}
