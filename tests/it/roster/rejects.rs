//! The rejects file: its name, its form, and its way back into the register.

use std::os::unix::fs::PermissionsExt;

use serde_json::json;

use super::{ELSEWHERE, HEADINGS, LI, WANG, ZHANG, counts, office, people, rejected, rejects_of, row};

#[test]
fn it_lies_beside_the_input_and_never_over_another_file() {
    let counter = office("2016-08-31");
    for (at, name) in ["march.rejects.csv", "march.rejects-2.csv", "march.rejects-3.csv"].into_iter().enumerate() {
        counter.write("march.csv", people(&[row("张三", &format!("{at}"))]));
        let answer = counter.import("march.csv").json();
        assert_eq!(answer["rejects_file"], json!(counter.path(name)));
        let mode = std::fs::metadata(counter.path(name)).expect("the file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    counter.write("april.csv", people(&[row("张三", ZHANG)]));
    assert_eq!(counter.import("april.csv").done().json()["rejects_file"], json!(null));
    let names =
        std::fs::read_dir(counter.folder.path()).expect("the folder").map(|entry| entry.expect("an entry").file_name());
    let left: Vec<_> = names.filter(|name| name.to_string_lossy().starts_with('.')).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_file_named_for_it_is_replaced_whole() {
    let counter = office("2016-08-31");
    counter.write("bad.csv", "x".repeat(10_000));
    counter.write("march.csv", people(&[row("张三", "1")]));
    let answer = counter.import("march.csv --rejects bad.csv").json();
    assert_eq!(answer["rejects_file"], json!(counter.path("bad.csv")));
    assert_eq!(rejected(&answer), [("2".to_owned(), "J101".to_owned())]);
    assert_eq!(std::fs::metadata(counter.path("bad.csv")).expect("the file").permissions().mode() & 0o777, 0o600);
    assert!(!counter.path("march.rejects.csv").exists());
}

#[test]
fn it_never_replaces_the_roster_itself() {
    let counter = office("2016-08-31");
    let text = people(&[row("张三", ZHANG), row("李四", "1")]);
    let path = counter.write("march.csv", &text);
    std::os::unix::fs::symlink("march.csv", counter.path("other.csv")).expect("a link");
    for named in ["march.csv", "./march.csv", "other.csv"] {
        counter.import(&format!("march.csv --rejects {named}")).refused(2, "J901");
        assert_eq!(std::fs::read_to_string(&path).expect("the roster"), text);
    }
    assert_eq!(counter.info("migrants"), 0);
}

#[test]
fn the_roster_the_rejects_and_the_answer_are_three_files() {
    let counter = office("2016-08-31");
    let text = people(&[row("张三", ZHANG), row("李四", "1")]);
    let path = counter.write("march.csv", &text);
    counter.write("first.csv", people(&[row("李四", "1")]));
    counter.import("first.csv").json();
    counter.write("fixed.csv", std::fs::read(counter.path("first.rejects.csv")).expect("the rejects"));
    std::os::unix::fs::symlink("march.csv", counter.path("link.csv")).expect("a link");
    let lines = [
        "roster import march.csv --out march.csv",
        "roster import march.csv --out ./link.csv",
        "roster check march.csv --out march.csv",
        "roster fix B1 fixed.csv --out fixed.csv",
        "roster import march.csv --out bad.csv --rejects bad.csv",
        "roster import march.csv --out ./bad.csv --rejects bad.csv",
        "roster check march.csv --out bad.csv --rejects bad.csv",
        "roster import march.csv --out march.rejects.csv",
        "roster import march.csv --rejects bad.xlsx",
        "roster check march.csv --rejects bad.XLS",
    ];
    for line in lines {
        counter.refuses(line, 2, "J901");
        assert_eq!(std::fs::read_to_string(&path).expect("the roster"), text, "{line}");
        assert!(!counter.path("bad.xlsx").exists() && !counter.path("bad.XLS").exists(), "{line}");
        assert!(!counter.path("bad.csv").exists() && !counter.path("march.rejects.csv").exists(), "{line}");
    }
    assert_eq!(counter.info("migrants"), 0);
    counter.line("roster import march.csv --out answer.txt --rejects bad.csv");
    assert!(counter.path("bad.csv").exists() && counter.path("answer.txt").exists());
}

#[test]
fn a_device_or_a_pipe_stays_what_it_is_and_a_link_leads_to_its_file() {
    let counter = office("2016-08-31");
    counter.write("march.csv", people(&[row("张三", ZHANG), row("李四", "1")]));
    let pipe = counter.path("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    std::os::unix::fs::symlink("/dev/null", counter.path("null")).expect("a link");
    for (verb, named) in [("import", "pipe"), ("import", "null"), ("check", "pipe"), ("check", "null")] {
        counter.refuses(&format!("roster {verb} march.csv --rejects {named}"), 6, "J715");
    }
    let kind = std::fs::symlink_metadata(&pipe).expect("the pipe").file_type();
    assert!(std::os::unix::fs::FileTypeExt::is_fifo(&kind));
    assert!(counter.path("null").is_symlink());
    assert_eq!(counter.info("migrants"), 0);
    counter.write("bad.csv", "old");
    std::os::unix::fs::symlink("bad.csv", counter.path("link.csv")).expect("a link");
    counter.import("march.csv --rejects link.csv").json();
    assert!(counter.path("link.csv").is_symlink());
    assert!(std::fs::read_to_string(counter.path("bad.csv")).expect("the rejects").contains("李四"));
}

#[test]
fn a_place_that_cannot_be_written_is_told_before_the_work() {
    let counter = office("2016-08-31");
    counter.write("march.csv", people(&[row("张三", ZHANG), row("李四", "1")]));
    let told = counter.import("march.csv --rejects nowhere/bad.csv").refused(6, "J713").error();
    assert!(told["hint"].as_str().is_some_and(|hint| hint.ends_with("--rejects _FILE_")), "{told}");
    std::fs::create_dir(counter.path("folder")).expect("a folder");
    counter.import("march.csv --rejects folder").refused(6, "J715");
    assert_eq!(counter.info("migrants"), 0);
}

#[test]
fn it_carries_line_codes_reasons_and_the_senders_own_cells() {
    let counter = office("2016-08-31");
    let text = format!(
        "花名册,,,,,,,\n{HEADINGS}\n{}\n{}\n",
        row("张三", ZHANG),
        "李四,1,\"贵州省,遵义市\",999,=1+1,务工,租赁房屋,"
    );
    let answer = counter.take(text, "");
    let path = answer["rejects_file"].as_str().expect("a file");
    let file = std::fs::read_to_string(path).expect("the rejects");
    assert!(file.starts_with(&format!("\u{feff}行号,错误码,原因,{HEADINGS}\r\n")), "{file}");
    let rejects = rejects_of(&answer);
    assert_eq!((rejects.len(), rejects[0][0].as_str(), rejects[0][1].as_str()), (1, "4", "J101;J601"));
    assert_eq!(rejects[0][3..], ["李四", "1", "贵州省,遵义市", "999", "'=1+1", "务工", "租赁房屋", ""]);
}

#[test]
fn corrected_it_is_imported_as_it_is() {
    let counter = office("2016-08-31");
    let answer =
        counter.take(people(&[row("张三", ZHANG), row("李四", "1"), row("王五", WANG).replace("务工", "?")]), "");
    assert_eq!(counts(&answer)[..3], [1, 0, 2]);
    let path = answer["rejects_file"].as_str().expect("a file").to_owned();
    let file = std::fs::read_to_string(&path).expect("the rejects");
    counter.write("mended.csv", file.replace("李四,1,", &format!("李四,{LI},")));
    let second = counter.import("mended.csv").json();
    assert_eq!((counts(&second)[..3].to_vec(), &second["ignored"]), (vec![1, 0, 1], &json!([])));
    assert_eq!(rejected(&second), [("3".to_owned(), "J121".to_owned())]);
    let headings = std::fs::read_to_string(second["rejects_file"].as_str().expect("a file")).expect("the rejects");
    assert!(headings.starts_with(&format!("\u{feff}行号,错误码,原因,{HEADINGS}\r\n")), "{headings}");
    assert_eq!(counter.info("migrants"), 2);
}

#[test]
fn formulas_are_text_and_leave_so_that_no_spreadsheet_runs_them() {
    let counter = office("2016-08-31");
    let text = format!(
        "{HEADINGS},备注\n{},=HYPERLINK(\"\"x\"\")\n{},\"=cmd|'/c calc'!A0\"\n{},@SUM(1)\n",
        row("张三", ZHANG),
        row("李四", "1"),
        row("王五", "2")
    );
    let answer = counter.take(text, "");
    assert_eq!(counts(&answer)[..3], [1, 0, 2]);
    for row in rejects_of(&answer) {
        let cell = row.last().expect("a cell");
        assert!(cell.starts_with("'=") || cell.starts_with("'@"), "{row:?}");
    }
}

#[test]
fn reasons_are_in_the_language_asked_for_and_hold_no_number() {
    let counter = office("2016-08-31").speaking("zh");
    counter.take(people(&[row("张三", ZHANG)]), "");
    let other = row("张三", ZHANG).replace(super::HOME, ELSEWHERE);
    let answer = counter.take(people(&[other, row("李四", "520199198506150318")]), "");
    for row in rejects_of(&answer) {
        assert!(row[2].contains(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{row:?}");
        assert!(!row[2].contains(ZHANG) && !row[2].contains("520199198506150318"), "{row:?}");
    }
}

#[test]
fn what_is_told_to_type_can_be_typed_also_where_names_have_blanks() {
    let counter = office("2016-08-31");
    counter.write("空 格.csv", people(&[row("张三", ZHANG), row("李四", "1")]));
    let told = counter.line("roster import '空 格.csv' --all-or-nothing --rejects 'b d.csv'").refused(1, "J409");
    let hint = told.stderr.lines().last().expect("a hint").to_owned();
    assert!(hint.contains(&format!("'{}'", counter.path("b d.csv").display())), "{told:?}");
    let told = counter.line("roster import '空 格.csv'");
    let path = counter.path("空 格.rejects.csv");
    assert!(told.stderr.contains(&format!("jzz roster fix B1 '{}'", path.display())), "{told:?}");
}
