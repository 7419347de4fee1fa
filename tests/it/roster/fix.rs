//! Corrected rejects, linked to the batch that they belong to.

use serde_json::{Value, json};

use super::{LI, WANG, ZHANG, counts, office, people, rejected, row};
use crate::support::Counter;

/// A batch of which two rows, of lines 3 and 4, were set aside.
fn with_rejects() -> Counter {
    let counter = office("2016-08-31");
    counter.write("march.csv", people(&[row("张三", ZHANG), row("李四", "1"), row("王五", "2")]));
    let answer = counter.import("march.csv --source school:第一中学").json();
    assert_eq!(counts(&answer)[..3], [1, 0, 2]);
    counter
}

fn rejects_with(counter: &Counter, changes: &[(&str, &str)]) -> String {
    let text = std::fs::read_to_string(counter.path("march.rejects.csv")).expect("the rejects");
    changes.iter().fold(text, |text, (from, to)| text.replace(from, to))
}

fn fix(counter: &Counter, text: &str) -> Value {
    counter.write("fixed.csv", text);
    let told = counter.line("roster fix B1 fixed.csv --format json");
    assert!(matches!(told.exit, 0 | 3), "{told:?}");
    told.json()
}

fn open(counter: &Counter) -> Vec<u64> {
    let list = counter.ask("roster list");
    list["batches"].as_array().expect("a list").iter().map(|batch| batch["open"].as_u64().expect("a count")).collect()
}

#[test]
fn corrected_rows_land_and_count_with_the_first_batch() {
    let counter = with_rejects();
    assert_eq!(open(&counter), [2]);
    let journal = counter.journal();
    let answer = fix(&counter, &rejects_with(&counter, &[("四,1,", &format!("四,{LI},"))]));
    assert_eq!((&answer["batch"], &answer["fixes"]), (&json!("B2"), &json!("B1")));
    assert_eq!(counts(&answer)[..3], [1, 0, 1]);
    assert_eq!(counter.journal(), journal + 1);
    assert_eq!(open(&counter), [1, 0]);
    assert_eq!(rejected(&answer), [("4".to_owned(), "J101".to_owned())], "the line of the first file");
    let list = counter.ask("roster list");
    assert_eq!(
        (&list["batches"][1]["fixes"], &list["batches"][1]["source"]),
        (&json!("B1"), &json!("school:第一中学"))
    );
    let shown = counter.ask("roster show B1");
    assert_eq!(shown["fixed_by"], json!(["B2"]));
    assert_eq!(shown["rejects"][0]["mended_by"], "B2");
    // The fix's own rejects are corrected in their turn, whichever of the two batches is named.
    counter.write("again.csv", {
        let text = std::fs::read_to_string(counter.path("fixed.rejects.csv")).expect("the rejects");
        text.replace("五,2,", &format!("五,{WANG},"))
    });
    let again = counter.ask("roster fix B2 again.csv");
    assert_eq!((&again["fixes"], counts(&again)[0]), (&json!("B1"), 1));
    assert_eq!(open(&counter), [0, 0, 0]);
}

#[test]
fn the_same_corrected_file_again_changes_nothing() {
    let counter = with_rejects();
    let text = rejects_with(&counter, &[("四,1,", &format!("四,{LI},")), ("五,2,", &format!("五,{WANG},"))]);
    fix(&counter, &text);
    let journal = counter.journal();
    let again = fix(&counter, &text);
    assert_eq!((&again["already"], &again["batch"], &again["fixes"]), (&json!(true), &json!("B2"), &json!("B1")));
    assert_eq!(counter.journal(), journal);
}

#[test]
fn rows_that_are_no_open_rejects_of_the_batch_are_refused_and_nothing_lands() {
    let counter = with_rejects();
    counter.write("april.csv", people(&[row("赵六", "1"), row("钱七", "2")]));
    counter.import("april.csv").json();
    let good = rejects_with(&counter, &[("四,1,", &format!("四,{LI},"))]);
    let line_of = |text: &str, from: &str, to: &str| text.replacen(&format!("\r\n{from},"), &format!("\r\n{to},"), 1);
    for (what, text) in [
        ("a row that landed", line_of(&good, "3", "2")),
        ("a row that the file never had", line_of(&good, "3", "99")),
        ("no line", line_of(&good, "3", "")),
        ("a line twice", line_of(&good, "4", "3")),
    ] {
        counter.write("fixed.csv", text);
        let error = counter.refuses("roster fix B1 fixed.csv", 1, "J450");
        assert_eq!(error["details"]["rows"].as_array().map(Vec::len), Some(1), "{what}: {error}");
    }
    let error = counter.refuses("roster fix B1 april.rejects.csv", 1, "J450");
    assert_eq!((&error["details"]["owner"], &error["details"]["batch"]), (&json!("B2"), &json!("B1")));
    assert!(error["hint"].as_str().is_some_and(|hint| hint.contains("jzz roster fix B2 ")), "{error}");
    // Line 2 of april's file is a reject of its own batch, and line 3 of both.
    std::fs::copy(counter.path("april.rejects.csv"), counter.path("copy.csv")).expect("a copy");
    let error = counter.refuses("roster fix B1 copy.csv", 1, "J450");
    assert_eq!(error["details"]["owner"], "B2");
    // Rejects that do not tell their file are known by their lines alone.
    let old = std::fs::read_to_string(counter.path("april.rejects.csv")).expect("the rejects").replace('〔', "(");
    counter.write("copy.csv", old);
    let error = counter.refuses("roster fix B1 copy.csv", 1, "J450");
    assert_eq!(error["details"]["rows"][0]["first_line"], 2);
    counter.write("fixed.csv", people(&[row("李四", LI)]));
    counter.refuses("roster fix B1 fixed.csv", 1, "J451");
    counter.write("fixed.csv", &good);
    counter.refuses("roster fix B9 fixed.csv", 1, "J447");
    assert_eq!(open(&counter), [2, 2]);
    counter.line("roster fix B1 fixed.csv --format json");
    counter.write("other.csv", good.replace("一, ", "一"));
    counter.write("twice.csv", format!("{good}\r\n"));
    counter.refuses("roster fix B1 twice.csv", 1, "J450");
}

#[test]
fn who_corrects_in_turns_is_sent_to_the_file_that_the_last_turn_wrote() {
    let counter = with_rejects();
    let text = rejects_with(&counter, &[("四,1,", &format!("四,{LI},"))]);
    counter.write("mend.csv", &text);
    counter.line("roster fix B1 mend.csv --format json");
    assert!(counter.path("mend.rejects.csv").exists());
    counter.write("mend.csv", text.replace("五,2,", &format!("五,{WANG},")));
    let journal = counter.journal();
    let error = counter.refuses("roster fix B1 mend.csv", 1, "J450");
    assert!(error["hint"].as_str().is_some_and(|hint| hint.ends_with("mend.rejects.csv")), "{error}");
    assert_eq!(counter.journal(), journal);
    let left = std::fs::read_to_string(counter.path("mend.rejects.csv")).expect("the rest");
    counter.write("rest.csv", left.replace("五,2,", &format!("五,{WANG},")));
    counter.line("roster fix B1 rest.csv").done();
    assert_eq!(open(&counter), [0, 0, 0]);
}

#[test]
fn undoing_a_fix_opens_its_rows_again() {
    let counter = with_rejects();
    let before = counter.tables();
    fix(&counter, &rejects_with(&counter, &[("四,1,", &format!("四,{LI},"))]));
    let error = counter.refuses("roster undo B1 --because 错", 1, "J449");
    assert_eq!(
        (&error["details"]["acts"][0]["act"], &error["details"]["acts"][0]["subject"]),
        (&json!("mended"), &json!("B2"))
    );
    counter.ask("roster undo B2 --because 错");
    assert_eq!(counter.tables(), before);
    assert_eq!(open(&counter), [2, 0]);
    counter.ask("roster undo B1 --because 错");
    assert_eq!(open(&counter), [0, 0]);
    counter.refuses("roster fix B1 fixed.csv", 1, "J448");
}

#[test]
fn all_or_nothing_mends_all_or_nothing() {
    let counter = with_rejects();
    counter.write("fixed.csv", rejects_with(&counter, &[("四,1,", &format!("四,{LI},"))]));
    counter.line("roster fix B1 fixed.csv --all-or-nothing --format json").refused(1, "J409");
    assert_eq!((open(&counter), counter.info("migrants")), (vec![2], 1));
}

#[test]
fn flags_of_the_first_import_need_not_be_typed_again() {
    let counter = office("2016-08-31");
    let rows = ["张三,1,贵州省遵义市,练习路1号,", "李四,2,贵州省遵义市,练习路1号,"].join("\n");
    counter.write("march.csv", format!("花名,公民身份号码,户籍地址,现居住地址,社区\n{rows}\n"));
    let flags =
        "--map A=name --set reason=务工 --set dwelling=租赁房屋 --unit 520102400 --counter 520102 --on 2016-05-01";
    counter.import(&format!("march.csv {flags}")).json();
    let shown = counter.ask("roster show B1");
    assert_eq!(shown["flags"][5], "--map 花名=name", "{shown}");
    counter.write(
        "fixed.csv",
        rejects_with(&counter, &[("三,1,", &format!("三,{ZHANG},")), ("四,2,", &format!("四,{LI},"))]),
    );
    let answer = counter.ask("roster fix B1 fixed.csv --set dwelling=单位内部");
    assert_eq!(counts(&answer)[..3], [2, 0, 0], "{answer}");
    let stay = counter.show(ZHANG)["registration"].clone();
    assert_eq!((&stay["unit"], &stay["counter"]), (&json!("520102400"), &json!("520102")));
    assert_eq!((&stay["reason"], &stay["registered_on"]), (&json!("01"), &json!("2016-05-01")));
    assert_ne!(stay["dwelling"], "30");
}

#[test]
fn rejects_of_another_batch_are_refused_though_the_lines_are_the_same() {
    let counter = office("2016-08-31");
    for (name, who) in [("march", "张三"), ("april", "李四")] {
        counter.write(&format!("{name}.csv"), people(&[row(who, "无")]));
        counter.import(&format!("{name}.csv")).json();
    }
    let text = std::fs::read_to_string(counter.path("april.rejects.csv")).expect("the rejects");
    let mended = text.replace("四,无,", &format!("四,{LI},"));
    counter.write("mended.csv", &mended);
    let error = counter.refuses("roster fix B1 mended.csv", 1, "J450");
    assert_eq!((&error["details"]["owner"], &error["details"]["batch"]), (&json!("B2"), &json!("B1")), "{error}");
    // Of a file that no batch had: the rejects of a check, or of another register.
    let file = mended.split_once('〔').and_then(|(_, told)| told.split_once('〕')).expect("the file").0.to_owned();
    counter.write("elsewhere.csv", mended.replace(&file, "名册 00000000"));
    let error = counter.refuses("roster fix B1 elsewhere.csv", 1, "J450");
    assert_eq!(error["details"]["owner"], Value::Null, "{error}");
    assert_eq!((counter.info("migrants"), open(&counter)), (0, vec![1, 1]));
    // Once more set aside, the row still tells the first file.
    counter.write("worse.csv", text.replace("四,无,", "四,1,"));
    counter.line("roster fix B2 worse.csv");
    let text = std::fs::read_to_string(counter.path("worse.rejects.csv")).expect("the rejects");
    counter.write("mended.csv", text.replace("四,1,", &format!("四,{LI},")));
    counter.refuses("roster fix B1 mended.csv", 1, "J450");
    counter.line("roster fix B2 mended.csv").done();
    assert_eq!(open(&counter), [1, 0, 0, 0]);
}

#[test]
fn a_column_that_was_bound_by_its_letter_is_the_same_in_the_rejects() {
    let counter = office("2016-08-31");
    let headings = "姓名,地址,地址,公民身份号码,户籍地址,居住事由";
    let bad = format!("{headings}\n张三,总部,练习路1号,1,贵州省遵义市,务工\n");
    counter.write("march.csv", &bad);
    let flags = "--map C=address --unit 520102400";
    counter.import(&format!("march.csv {flags}")).json();
    assert_eq!(counter.ask("roster show B1")["flags"][1], "--map C=address");
    let text = std::fs::read_to_string(counter.path("march.rejects.csv")).expect("the rejects");
    counter.write("fixed.csv", text.replace(",1,贵", &format!(",{ZHANG},贵")));
    let checked = counter.ask(&format!("roster check fixed.csv {flags}"));
    assert_eq!(counts(&checked)[0], 1, "the same letters for the rejects as a roster of its own: {checked}");
    let answer = counter.ask("roster fix B1 fixed.csv");
    assert_eq!(counts(&answer)[..3], [1, 0, 0], "{answer}");
    assert_eq!(counter.show(ZHANG)["registration"]["address"], "练习路1号");
}
