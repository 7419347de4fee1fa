//! Workbooks: which sheet, what its cells say, what its sender cannot see, and what cannot be read.

use serde_json::{Value, json};

use super::{HOME, LI, WANG, ZHANG, assert_adds_up, counts, office, rejected, rejects_of};
use crate::support::Counter;

/// Puts a fixture into the counter's folder.
fn put(counter: &Counter, name: &str) {
    let path = format!("{}/fixtures/rosters/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::copy(path, counter.path(name)).expect("a fixture");
}

fn taken(counter: &Counter, name: &str, flags: &str) -> Value {
    put(counter, name);
    let told = counter.import(&format!("{name} --on 2016-08-31 {flags}"));
    assert!(matches!(told.exit, 0 | 3), "{name}: {told:?}");
    let answer = told.json();
    assert_adds_up(&answer);
    assert_eq!(answer["encoding"], Value::Null, "{name}");
    answer
}

#[test]
fn good_rows_land_whatever_the_markup_looks_like() {
    for (name, accepted, skipped) in [
        ("plain.xlsx", 3, 0),
        ("strict.xlsx", 3, 0),
        ("no-places.xlsx", 2, 0),
        ("prefixed-tags.xlsx", 2, 0),
        ("wrong-dimension.xlsx", 3, 0),
        ("cells-without-values.xlsx", 2, 0),
        ("rich-text.xlsx", 1, 0),
        ("three-hundred-columns.xlsx", 1, 0),
        ("roster-on-second-sheet.xlsx", 3, 0),
    ] {
        let counter = office("2016-08-31");
        let answer = taken(&counter, name, "");
        assert_eq!((&answer["accepted"], &answer["rejected"]), (&json!(accepted), &json!(0)), "{name}: {answer}");
        assert_eq!(answer["skipped"], skipped, "{name}");
        assert_eq!(counter.show(ZHANG)["name"], "张三", "{name}");
    }
}

#[test]
fn texts_are_read_as_their_sender_saw_them() {
    let counter = office("2016-08-31");
    taken(&counter, "rich-text.xlsx", "");
    assert_eq!(counter.show(ZHANG)["registration"]["address"], "练习路 1号", "runs joined, escapes resolved");
    let counter = office("2016-08-31");
    taken(&counter, "plain.xlsx", "");
    assert_eq!(counter.show(LI)["registration"]["arrived_on"], "2016-02-02", "the time of day is dropped");
}

#[test]
fn a_row_is_known_by_its_place_in_the_sheet() {
    let counter = office("2016-08-31");
    let answer = taken(&counter, "title-and-margins.xlsx", "");
    assert_eq!((counts(&answer)[0], &answer["skipped"]), (2, &json!(4)), "two blank rows, a total, a signature");
    assert_eq!(rejected(&answer).iter().map(|row| row.0.as_str()).collect::<Vec<_>>(), ["9"]);
}

#[test]
fn headings_over_two_rows_are_understood() {
    let counter = office("2016-08-31");
    let answer = taken(&counter, "two-row-headings.xlsx", &format!("--unit {HOME}"));
    assert_eq!(counts(&answer)[0], 1);
    assert_eq!(answer["ignored"], json!(["房东姓名", "房东电话"]));
    assert_eq!(counter.show(ZHANG)["name"], "张三");
}

#[test]
fn days_are_counted_from_the_books_own_first_day() {
    for name in ["day-serials-1900.xlsx", "day-serials-1904.xlsx"] {
        let counter = office("2016-08-31");
        put(&counter, name);
        let told = counter.import(name).done();
        assert_eq!(counts(&told.json()), [3, 0, 0, 1], "{name}: the bare number is worth a look");
        assert!(told.stderr.contains("J439"), "{name}: {}", told.stderr);
        for person in [ZHANG, LI, WANG] {
            assert_eq!(counter.show(person)["registration"]["arrived_on"], "2012-03-05", "{name} {person}");
        }
    }
}

#[test]
fn what_is_no_day_is_a_reject() {
    for (name, codes) in
        [("false-leap-day.xlsx", ["J412", "J412", "J412"]), ("day-beyond-reach.xlsx", ["J206", "J412", "J412"])]
    {
        let counter = office("2016-08-31");
        let answer = taken(&counter, name, "");
        let set_aside = rejected(&answer);
        assert_eq!(set_aside.iter().map(|row| row.1.as_str()).collect::<Vec<_>>(), codes, "{name}");
    }
}

#[test]
fn numbers_that_went_through_a_number_cell_are_refused_and_fifteen_digits_taken() {
    let counter = office("2016-08-31");
    let answer = taken(&counter, "numbers-as-numbers.xlsx", "");
    assert_eq!(counts(&answer), [1, 0, 2, 1]);
    let lines: Vec<(String, String)> = rejected(&answer);
    assert_eq!(lines, [("2".to_owned(), "J107".to_owned()), ("4".to_owned(), "J107".to_owned())]);
    assert_eq!(counter.show(LI)["name"], "李四");
}

#[test]
fn a_formula_counts_with_its_value_and_its_error_with_its_column() {
    let counter = office("2016-08-31");
    put(&counter, "formulas.xlsx");
    let told = counter.import("formulas.xlsx");
    assert_eq!(told.exit, 3, "{told:?}");
    let answer = told.json();
    assert_eq!(counts(&answer), [1, 0, 2, 1], "a text by formula is taken, its failed phone is worth a look");
    assert_eq!(rejected(&answer), [("3".to_owned(), "J107".to_owned()), ("4".to_owned(), "J455".to_owned())]);
    assert_eq!(rejects_of(&answer)[1][3 + 5], "#N/A", "the reject carries what the sender saw");
    assert_eq!(counter.show(ZHANG)["phone"], Value::Null);
}

#[test]
fn a_formula_without_a_result_is_said_and_an_empty_result_is_none() {
    let counter = office("2016-08-31");
    put(&counter, "formulas-not-worked-out.xlsx");
    let told = counter.import("formulas-not-worked-out.xlsx");
    let answer = told.json();
    assert_eq!(counts(&answer), [2, 0, 1, 1], "a phone is worth a look, a reason is needed: {told:?}");
    assert_eq!(rejected(&answer), [("4".to_owned(), "J455".to_owned())]);
    assert_eq!(counter.show(ZHANG)["phone"], Value::Null);
    let counter = office("2016-08-31");
    let answer = taken(&counter, "formulas-not-worked-out.ods", "");
    assert_eq!(rejected(&answer), [("2".to_owned(), "J455".to_owned())]);
}

#[test]
fn merged_cells_count_for_all_their_rows_but_never_names_and_numbers() {
    let counter = office("2016-08-31");
    put(&counter, "merged-household.xlsx");
    let told = counter.import("merged-household.xlsx").done();
    assert_eq!(counts(&told.json()), [3, 0, 0, 2]);
    assert!(told.stderr.contains("J438"), "{}", told.stderr);
    for person in [LI, WANG] {
        let shown = counter.show(person);
        assert_eq!(
            (&shown["registration"]["address"], &shown["registration"]["unit"]),
            (&json!("练习路1号"), &json!(HOME))
        );
    }
    let counter = office("2016-08-31");
    let answer = taken(&counter, "merged-names.xlsx", "");
    assert_eq!(counts(&answer)[0], 1);
    let lines: Vec<String> = rejected(&answer).into_iter().map(|row| row.0).collect();
    assert_eq!(lines, ["3", "4"]);
}

#[test]
fn rows_that_nobody_sees_are_said_or_left_out() {
    let counter = office("2016-08-31");
    put(&counter, "hidden-rows.xlsx");
    let told = counter.import("hidden-rows.xlsx").done();
    let answer = told.json();
    assert_eq!((&answer["rows"], &answer["hidden"]), (&json!(3), &json!([3, 4])));
    assert!(told.stderr.contains("J437"), "{}", told.stderr);
    let shown = counter.ask("roster show B1");
    assert_eq!((&shown["hidden"], &shown["sheet"]), (&json!([3, 4]), &json!("花名册")));
    assert!(counter.line("roster show B1").done().stdout.contains("3-4"));

    let counter = office("2016-08-31");
    let answer = taken(&counter, "hidden-rows.xlsx", "--visible-only");
    assert_eq!((&answer["rows"], &answer["skipped"], &answer["hidden"]), (&json!(1), &json!(0), &json!([3, 4])));
    let again = taken(&counter, "hidden-rows.xlsx", "");
    assert_eq!((counts(&again)[..2].to_vec(), &again["already"]), (vec![2, 1], &json!(false)), "other terms");
}

#[test]
fn check_says_what_import_would_do_and_keeps_nothing() {
    let counter = office("2016-08-31");
    put(&counter, "hidden-rows.xlsx");
    let told = counter.line("roster check hidden-rows.xlsx --visible-only --format json").done();
    assert_eq!((&told.json()["rows"], &told.json()["hidden"]), (&json!(1), &json!([3, 4])));
    assert_eq!(counter.info("migrants"), 0);
}

#[test]
fn of_several_sheets_none_is_guessed() {
    let counter = office("2016-08-31");
    put(&counter, "two-sheets.xlsx");
    let error = counter.refuses("roster import two-sheets.xlsx", 2, "J432");
    assert_eq!(error["details"]["sheets"], json!(["三月 新", "四月"]));
    assert_eq!(error["hint"], "jzz roster import two-sheets.xlsx --format json --sheet '三月 新'");
    let told = counter.line("roster check two-sheets.xlsx --sheet '三月 新' --lang zh");
    assert!(told.stderr.contains("J458") && told.stderr.contains("四月"), "{}", told.stderr);
    let answer = taken(&counter, "two-sheets.xlsx", "--sheet '三月 新'");
    assert_eq!((counts(&answer)[0], &answer["sheet"]), (3, &json!("三月 新")));
    let again = taken(&counter, "two-sheets.xlsx", "--sheet '三月 新'");
    assert_eq!(again["already"], true);
    let other = taken(&counter, "two-sheets.xlsx", "--sheet 四月");
    assert_eq!((counts(&other), &other["already"]), ([0, 1, 0, 0], &json!(false)));
    let error = counter.refuses("roster import two-sheets.xlsx --sheet 五月", 1, "J433");
    assert_eq!(error["details"]["sheets"], json!(["说明", "三月 新", "四月"]));
    let error = counter.refuses("roster check two-sheets.xlsx --sheet 说明", 1, "J401");
    assert_eq!(error["details"]["sheets"], json!(["三月 新", "四月"]));
    assert_eq!(error["hint"], "jzz roster check two-sheets.xlsx --format json --sheet '三月 新'");
}

#[test]
fn a_text_has_no_sheets() {
    let counter = office("2016-08-31");
    put(&counter, "plain-utf8.csv");
    counter.refuses("roster import plain-utf8.csv --sheet 三月", 1, "J433");
}

#[test]
fn a_hidden_sheet_is_never_taken_unasked() {
    let counter = office("2016-08-31");
    let answer = taken(&counter, "hidden-sheet-beside.xlsx", "");
    assert_eq!((&answer["sheet"], counts(&answer)[0]), (&json!("花名册"), 3));
    let counter = office("2016-08-31");
    put(&counter, "only-hidden-sheet.xlsx");
    counter.refuses("roster import only-hidden-sheet.xlsx", 2, "J432");
    let told = counter.import("only-hidden-sheet.xlsx --sheet 旧稿").done();
    assert!(told.stderr.contains("J437"), "{}", told.stderr);
}

#[test]
fn a_workbook_that_cannot_be_read_whole_is_refused_whole() {
    for (name, code) in [
        ("cut-in-half.xlsx", "J435"),
        ("broken-markup.xlsx", "J435"),
        ("flipped-byte.xlsx", "J435"),
        ("rows-upwards.xlsx", "J435"),
        ("binary.xlsb", "J405"),
    ] {
        let counter = office("2016-08-31");
        put(&counter, name);
        counter.refuses(&format!("roster import {name}"), 1, code);
    }
}

#[test]
fn old_and_free_workbooks_go_the_same_road() {
    for (name, accepted, rejects) in [
        ("plain.xls", 3, &[][..]),
        ("without-container.xls", 3, &[]),
        ("code-page-936.xls", 2, &[("4", "J116")]),
        ("plain.ods", 3, &[]),
    ] {
        let counter = office("2016-08-31");
        let answer = taken(&counter, name, "");
        assert_eq!(answer["accepted"], accepted, "{name}: {answer}");
        if !rejects.is_empty() {
            let set_aside = rejected(&answer);
            let rejected: Vec<(&str, &str)> =
                set_aside.iter().map(|(line, code)| (line.as_str(), code.as_str())).collect();
            assert_eq!(rejected, rejects, "{name}");
        }
        assert_eq!((counter.show(ZHANG)["name"].clone(), &answer["skipped"]), (json!("张三"), &json!(0)), "{name}");
    }
    let counter = office("2016-08-31");
    taken(&counter, "code-page-936.xls", "");
    assert_eq!(counter.show(LI)["name"], "李䶮");
    let counter = office("2016-08-31");
    taken(&counter, "plain.ods", "");
    assert_eq!(counter.show(LI)["registration"]["arrived_on"], "2012-03-05", "a bare number");
    assert_eq!(counter.show(WANG)["registration"]["address"], "练习路  3号", "blanks that are markup");
    assert_eq!(counter.show(ZHANG)["registration"]["arrived_on"], "2016-02-01");
}

#[test]
fn days_of_old_workbooks_are_counted_from_1904_too() {
    let counter = office("2016-08-31");
    let answer = taken(&counter, "day-serials-1904.xls", "");
    assert_eq!(counts(&answer), [3, 0, 0, 1]);
    for person in [ZHANG, LI, WANG] {
        assert_eq!(counter.show(person)["registration"]["arrived_on"], "2012-03-05", "{person}");
    }
}

#[test]
fn number_cells_of_old_workbooks_are_judged_like_those_of_new_ones() {
    let counter = office("2016-08-31");
    let answer = taken(&counter, "numbers-as-numbers.xls", "");
    assert_eq!(counts(&answer), [1, 0, 2, 1]);
    assert_eq!(rejected(&answer), [("2".to_owned(), "J107".to_owned()), ("4".to_owned(), "J455".to_owned())]);
    assert_eq!(counter.show(LI)["phone"], "13900000002");
}

#[test]
fn old_and_free_workbooks_say_what_is_hidden_and_merged() {
    let counter = office("2016-08-31");
    let answer = taken(&counter, "hidden-and-merged.xls", "");
    assert_eq!((counts(&answer), &answer["hidden"]), ([3, 0, 0, 2], &json!([3, 4])));
    assert_eq!(counter.show(WANG)["registration"]["address"], "练习路1号");

    let counter = office("2016-08-31");
    let answer = taken(&counter, "hidden-and-merged.ods", "");
    assert_eq!((counts(&answer)[0], &answer["hidden"]), (3, &json!([3, 4, 5])));
    assert_eq!(rejected(&answer), [("5".to_owned(), "J107".to_owned()), ("6".to_owned(), "J455".to_owned())]);
    assert_eq!(counter.show(WANG)["registration"]["address"], "练习路1号");
    let seen = taken(&counter, "hidden-and-merged.ods", "--visible-only");
    assert_eq!((&seen["rows"], &seen["skipped"]), (&json!(2), &json!(0)));
}

#[test]
fn a_password_is_one_sentence() {
    for name in ["password.xls", "password.xlsx", "password.ods"] {
        let counter = office("2016-08-31");
        put(&counter, name);
        counter.refuses(&format!("roster import {name}"), 1, "J434");
    }
}

#[test]
fn old_workbooks_that_end_too_early_are_refused_whole() {
    for name in ["cut-in-half.xls", "cut-stream.xls"] {
        let counter = office("2016-08-31");
        put(&counter, name);
        counter.refuses(&format!("roster import {name}"), 1, "J435");
    }
}

#[test]
fn what_unfolds_without_end_is_refused() {
    for (name, part) in [
        ("unfolds-without-end.xlsx", "worksheet"),
        ("columns-without-end.xlsx", "columns"),
        ("repeated-without-end.ods", "rows"),
    ] {
        let counter = office("2016-08-31");
        put(&counter, name);
        let error = counter.refuses(&format!("roster import {name}"), 1, "J436");
        assert_eq!(error["details"]["part"], part, "{name}");
    }
    let counter = office("2016-08-31");
    let answer = taken(&counter, "cell-without-end.xlsx", "");
    assert_eq!((counts(&answer)[0], rejected(&answer)), (2, vec![("3".to_owned(), "J429".to_owned())]));
}

/// A zip file of stored parts.
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    fn crc(bytes: &[u8]) -> u32 {
        let step = |crc: u32, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
    }
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in parts {
        let size = u32::try_from(bytes.len()).expect("a size").to_le_bytes();
        let facts = [&[0; 8][..], &crc(bytes).to_le_bytes(), &size, &size].concat();
        let length = u16::try_from(name.len()).expect("a length").to_le_bytes();
        let at = u32::try_from(out.len()).expect("a place").to_le_bytes();
        out.extend([&b"PK\x03\x04\x14\0"[..], &facts, &length, &[0; 2], name.as_bytes(), bytes].concat());
        directory.extend([&b"PK\x01\x02\x14\0\x14\0"[..], &facts, &length, &[0; 12], &at, name.as_bytes()].concat());
    }
    let number = u16::try_from(parts.len()).expect("a number").to_le_bytes();
    let size = u32::try_from(directory.len()).expect("a size").to_le_bytes();
    let at = u32::try_from(out.len()).expect("a place").to_le_bytes();
    [out, directory, [&b"PK\x05\x06\0\0\0\0"[..], &number, &number, &size, &at, &[0; 2]].concat()].concat()
}

#[test]
fn a_binary_workbook_is_named_wherever_its_parts_lie() {
    let relations =
        br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship
        Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
        Target="xl/workbook.bin"/></Relationships>"#;
    let sheet = vec![7; 3 << 19];
    for (case, parts) in [
        (
            "by relation",
            &[("_rels/.rels", &relations[..]), ("xl/worksheets/sheet1.bin", &sheet), ("xl/workbook.bin", b"x")][..],
        ),
        ("by name", &[("xl/worksheets/sheet1.bin", &sheet), ("xl/workbook.bin", b"x")]),
    ] {
        let counter = office("2016-08-31");
        counter.write("late.xlsb", zipped(parts));
        let error = counter.refuses("roster import late.xlsb", 1, "J405");
        assert_eq!(error["details"]["content"], "binary_workbook", "{case}: {error}");
        assert!(error["hint"].as_str().is_some_and(|hint| hint.contains(".xlsx")), "{case}: {error}");
    }
}
