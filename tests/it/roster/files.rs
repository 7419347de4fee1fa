//! Files as they arrive: encodings, headings, separators, and files that cannot be used at all.

use std::os::unix::fs::symlink;

use serde_json::{Value, json};

use super::{HEADINGS, HOME, LI, WANG, ZHANG, assert_adds_up, counts, office, people, rejected, row};
use crate::support::Counter;

fn fixture(counter: &Counter, name: &str) -> Value {
    let path = format!("{}/fixtures/rosters/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::copy(path, counter.path(name)).expect("a fixture");
    let told = counter.import(&format!("{name} --on 2016-08-31 --set reason=务工 --unit {HOME}"));
    assert!(matches!(told.exit, 0 | 3), "{name}: {told:?}");
    let answer = told.json();
    assert_adds_up(&answer);
    answer
}

#[test]
fn the_traps_that_good_rows_survive() {
    for (name, encoding, accepted, skipped) in [
        ("plain-utf8.csv", "utf-8", 3, 0),
        ("two-byte-order-marks.csv", "utf-8", 3, 0),
        ("gb18030-with-title.csv", "gb18030", 3, 3),
        ("gb18030-rare-names.csv", "gb18030", 3, 0),
        ("gb18030-moved-characters.csv", "gb18030", 4, 0),
        ("gbk-that-is-valid-utf8.csv", "gb18030", 1, 0),
        ("old-end-of-file.csv", "gb18030", 3, 0),
        ("tabs-named.xls", "gb18030", 3, 0),
        ("utf16be.csv", "utf-16be", 3, 0),
        ("utf16le-tabs.txt", "utf-16le", 3, 0),
        ("cut-headings.csv", "utf-8", 3, 0),
        ("wide-commas.csv", "utf-8", 3, 0),
        ("sep-tab.csv", "utf-8", 3, 0),
        ("lone-carriage-returns.csv", "utf-8", 3, 0),
        ("quotes-and-breaks.csv", "utf-8", 2, 0),
        ("two-row-headings.csv", "utf-8", 1, 0),
        ("repeated-headings.csv", "utf-8", 2, 1),
        ("counted-blank-rows.csv", "utf-8", 1, 2),
        ("weak-hukou.csv", "utf-8", 1, 0),
        ("missing-columns.csv", "utf-8", 1, 0),
    ] {
        let counter = office("2016-08-31");
        let answer = fixture(&counter, name);
        assert_eq!(answer["encoding"], encoding, "{name}");
        assert_eq!((&answer["accepted"], &answer["rejected"]), (&json!(accepted), &json!(0)), "{name}");
        assert_eq!(answer["skipped"], skipped, "{name}");
    }
}

#[test]
fn the_traps_that_cost_a_row_cost_that_row_alone() {
    for (name, accepted, rejects) in [
        ("gb18030-with-broken-row.csv", 2, &[("3", "J411")][..]),
        ("utf8-with-broken-row.csv", 2, &[("3", "J411")]),
        ("replacement-character.csv", 0, &[("2", "J411")]),
        ("ragged-rows.csv", 1, &[("3", "J410"), ("4", "J410")]),
        ("sep-semicolon.csv", 2, &[("4", "J410")]),
        ("stray-quote.csv", 2, &[("2", "J427")]),
        ("stray-quote-pair.csv", 2, &[("2", "J427")]),
        ("hostile-cells.csv", 0, &[("2", "J116"), ("3", "J418"), ("4", "J418"), ("5", "J116")]),
        ("ruined-numbers.csv", 1, &[("2", "J107"), ("3", "J107"), ("4", "J118")]),
    ] {
        let counter = office("2016-08-31");
        let answer = fixture(&counter, name);
        assert_eq!(answer["accepted"], accepted, "{name}");
        let set_aside = rejected(&answer);
        let rejected: Vec<(&str, &str)> = set_aside.iter().map(|(line, code)| (line.as_str(), code.as_str())).collect();
        assert_eq!(rejected, rejects, "{name}");
    }
}

#[test]
fn characters_that_gb18030_moved_are_kept_where_they_are_now() {
    let counter = office("2016-08-31");
    fixture(&counter, "gb18030-moved-characters.csv");
    let mut people = String::new();
    for migrant in 1..=4 {
        people.push_str(&counter.show(&format!("M{migrant:06}")).to_string());
    }
    for moved in ['\u{9fb4}', '\u{4dae}', '\u{1e3f}', '\u{fe10}'] {
        assert!(people.contains(moved), "{moved:?} in {people}");
    }
}

#[test]
fn a_declared_separator_is_no_row_and_no_column() {
    for name in ["sep-semicolon.csv", "sep-tab.csv"] {
        let counter = office("2016-08-31");
        let answer = fixture(&counter, name);
        assert_eq!(
            (&answer["ignored"], &answer["skipped"], &answer["rows"]),
            (&json!([]), &json!(0), &json!(3)),
            "{name}"
        );
    }
}

#[test]
fn a_private_use_character_is_taken_and_named() {
    let counter = office("2016-08-31");
    counter.write("roster.csv", people(&[row("张\u{e863}", ZHANG)]));
    let told = counter.import("roster.csv").done();
    assert_eq!(counts(&told.json()), [1, 0, 0, 1]);
    assert!(told.stderr.contains("U+E863") && told.stderr.contains("J426"), "{}", told.stderr);
}

#[test]
fn columns_of_other_people_and_refused_ones_are_listed() {
    let counter = office("2016-08-31");
    let answer = fixture(&counter, "other-peoples-headings.csv");
    assert_eq!(answer["ignored"], json!(["户主姓名", "房东身份证号", "紧急联系人电话", "宗教信仰"]));
    assert_eq!(counter.show(ZHANG)["name"], "张三");
}

#[test]
fn of_two_phones_the_first_filled_one_counts_and_it_is_said_once() {
    let counter = office("2016-08-31");
    let path = format!("{}/fixtures/rosters/two-phones.csv", env!("CARGO_MANIFEST_DIR"));
    std::fs::copy(path, counter.path("roster.csv")).expect("a fixture");
    let told = counter.import("roster.csv").done();
    assert_eq!(told.stderr.matches("J417").count(), 1, "{}", told.stderr);
    assert_eq!(counts(&told.json()), [2, 0, 0, 0], "of the file, not of its rows");
    assert_eq!(
        (counter.show(ZHANG)["phone"].clone(), counter.show(LI)["phone"].clone()),
        (json!("13900000001"), json!("13900000003"))
    );
}

#[test]
fn a_file_that_cannot_be_used_is_refused_whole() {
    let headings = HEADINGS.replace("登记日期", "");
    for (text, code, field) in [
        ("甲,乙,丙\n1,2,3\n".to_owned(), "J401", ""),
        (format!("{}\n", row("张三", ZHANG)), "J401", ""),
        (String::new(), "J403", ""),
        (format!("{HEADINGS}\n"), "J403", ""),
        (format!("{HEADINGS}\n,,,,,,,\n合计,,,,,,,\n"), "J403", ""),
        ("姓名,公民身份号码,户籍地址\n张三,1,2\n".to_owned(), "J402", "unit address reason"),
        (format!("{headings},姓名\n{},张三\n", row("张三", ZHANG)), "J406", "name"),
        (format!("{headings},身份证号\n{},1\n", row("张三", ZHANG)), "J406", "id_number"),
        (format!("{headings},社区\n{},1\n", row("张三", ZHANG)), "J406", "unit"),
        (format!("{headings},现住址\n{},1\n", row("张三", ZHANG)), "J406", "address"),
    ] {
        let counter = office("2016-08-31");
        counter.write("roster.csv", &text);
        let before = counter.info("journal");
        let told = counter.import("roster.csv").refused(1, code);
        let error = told.error();
        assert_eq!(told.stdout, "", "{text}");
        let details = error["details"].to_string();
        assert!(field.split_whitespace().all(|field| details.contains(field)), "{field}: {error}");
        assert!(error["hint"].is_string(), "{error}");
        assert!(code != "J406" || error["hint"].as_str().is_some_and(|hint| hint.contains(" --map ")), "{error}");
        assert_eq!((counter.info("journal"), counter.info("migrants")), (before, 0), "{text}");
        assert!(!counter.path("roster.rejects.csv").exists());
    }
}

#[test]
fn what_is_no_text_is_named_for_what_it_is() {
    for (bytes, code, content) in [
        (&b"<html><table><tr><td>1</td></tr></table>"[..], "J405", "web_page"),
        (b"%PDF-1.4", "J405", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "J404", "image"),
        (b"SQLite format 3\0", "J404", "database"),
        (b"\0\x01\x02\0\0\0\0\0\xff\xff\0\0", "J404", "binary"),
    ] {
        let counter = office("2016-08-31");
        counter.write("roster.csv", bytes);
        let error = counter.import("roster.csv").refused(1, code).error();
        assert_eq!(error["details"]["content"], content);
        assert!(error["hint"].is_string());
    }
}

#[test]
fn what_is_no_file_fails_at_once() {
    let counter = office("2016-08-31");
    counter.import("nowhere.csv").refused(6, "J714");
    std::fs::create_dir(counter.path("folder")).expect("a folder");
    counter.import("folder").refused(6, "J715");
    let made = std::process::Command::new("mkfifo").arg(counter.path("pipe")).status().expect("mkfifo");
    assert!(made.success());
    counter.import("pipe").refused(6, "J715");
    symlink("nowhere.csv", counter.path("link")).expect("a link");
    counter.import("link").refused(6, "J714");
}

#[test]
fn headings_stand_where_they_stand() {
    let counter = office("2016-08-31");
    let title = "贵阳××公司员工花名册,,,,,,,\n编制单位：××,,,,,,,\n,,,,,,,\n";
    let text = format!(
        "{title}{}\n{}\n合计,1,,,,,,\n制表：×××,,,,,,,\n",
        HEADINGS.replace("姓名", "姓 名*"),
        row("张三", ZHANG)
    );
    let answer = counter.take(text, "");
    assert_eq!((counts(&answer), &answer["skipped"]), ([1, 0, 0, 0], &json!(2)));
    assert_eq!(answer["ignored"], json!([]));
}

#[test]
fn the_encoding_given_goes_before_the_one_that_is_recognised() {
    let counter = office("2016-08-31");
    let text = people(&[row("王五", WANG)]);
    let (gbk, _, _) = encoding_rs::GBK.encode(&text);
    for (label, encoding) in [("gbk", "gb18030"), ("GB2312", "gb18030"), ("gb18030", "gb18030")] {
        let answer = counter.take(&gbk, &format!("--encoding {label}"));
        assert_eq!(answer["encoding"], encoding, "{label}");
    }
    counter.import("roster.csv --encoding utf-9").refused(2, "J428");
}

#[test]
fn nothing_in_a_roster_reaches_the_terminal_as_a_command() {
    for lang in ["en", "zh"] {
        let counter = office("2016-08-31").speaking(lang);
        let evil = "\u{1b}]0;x\u{7}\u{1b}[2J\u{9b}31m\u{202e}";
        let headings = format!("{HEADINGS},备注{evil},房东{evil}");
        let text = format!(
            "{headings}\n{},{evil},{evil}\n{}\n",
            row(&format!("张{evil}三"), ZHANG),
            row("李四", LI).replace(HOME, evil),
        );
        counter.write("roster.csv", text);
        let told = counter.line("roster import roster.csv");
        assert_eq!(told.exit, 3);
        let json = counter.line("roster import roster.csv --on 2016-08-30 --format json");
        let file = std::fs::read_to_string(counter.path("roster.rejects.csv")).expect("the rejects");
        for shown in [&told.stdout, &told.stderr, &json.stdout, &json.stderr, &file] {
            assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}']), "{shown:?}");
        }
    }
}
