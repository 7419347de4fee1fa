//! Damaged files: one message names the cause, its column and the way to mend it. And files that change.

use serde_json::{Value, json};

use super::{HEADINGS, HOME, LI, WANG, ZHANG, office, people, row};
use crate::support::Counter;

fn doctor(counter: &Counter, text: impl AsRef<[u8]>, flags: &str) -> Value {
    counter.write("roster.csv", text);
    let told = counter.import(&format!("roster.csv {flags}"));
    assert!(matches!(told.exit, 0 | 3), "{told:?}");
    let found = told.json()["doctor"].clone();
    for one in found.as_array().expect("a list") {
        let code = one["code"].as_str().expect("a code");
        assert!(told.stderr.contains(code), "{}", told.stderr);
        assert!(one["hint"].as_str().is_some_and(|hint| !hint.is_empty()), "{one}");
    }
    found
}

fn codes(found: &Value) -> Vec<&str> {
    found.as_array().expect("a list").iter().filter_map(|one| one["code"].as_str()).collect()
}

#[test]
fn each_damage_is_one_message_that_names_its_column() {
    for (name, code, column, rows) in [
        ("ruined-column.csv", "J440", "公民身份号码", 3),
        ("swapped-days.csv", "J441", "来本地日期", 1),
        ("day-numbers.csv", "J442", "来本地日期", 3),
        ("numbers-elsewhere.csv", "J444", "公民身份号码", 3),
        ("numbers-nowhere.csv", "J444", "公民身份号码", 3),
        ("shifted-cells.csv", "J444", "公民身份号码", 4),
        ("one-unknown-unit.csv", "J445", "社区代码", 3),
    ] {
        let counter = office("2016-08-31");
        let path = format!("{}/fixtures/rosters/{name}", env!("CARGO_MANIFEST_DIR"));
        let found = doctor(&counter, std::fs::read(path).expect("a fixture"), "");
        assert_eq!(codes(&found), [code], "{name}");
        let details = &found[0]["details"];
        assert_eq!((&details["column"], &details["rows"]), (&json!(column), &json!(rows)), "{name}");
    }
}

#[test]
fn names_and_numbers_that_changed_places_are_put_right_by_two_maps() {
    let counter = office("2016-08-31");
    let rows = [("张三", ZHANG), ("李四", LI), ("王五", WANG)].map(|(name, number)| row(number, name));
    let found = doctor(&counter, people(&rows), "");
    assert_eq!(codes(&found), ["J444"]);
    let hint = found[0]["hint"].as_str().unwrap_or_default();
    assert!(hint.contains("--map A=id_number --map B=name"), "{hint}");
    let answer = counter.import("roster.csv --map A=id_number --map B=name").json();
    assert_eq!((&answer["accepted"], &answer["doctor"]), (&json!(3), &json!([])));
}

#[test]
fn few_bad_rows_and_different_ones_are_no_illness() {
    let counter = office("2016-08-31");
    assert_eq!(doctor(&counter, people(&[row("张三", "5.20199E+17")]), ""), json!([]));
    let rows = [row("张三", "1"), row("李四", "520199199001010018"), row("王五", "").replace(HOME, "999999999")];
    assert_eq!(codes(&doctor(&counter, people(&rows), "")), Vec::<&str>::new());
}

#[test]
fn a_column_of_day_numbers_is_named() {
    let counter = office("2016-08-31");
    let rows = [ZHANG, LI, WANG].map(|number| format!("{},40973", row("张三", number)));
    let found = doctor(&counter, format!("{HEADINGS},来本地日期\n{}\n", rows.join("\n")), "");
    assert_eq!((codes(&found), &found[0]["details"]["trouble"]), (vec!["J442"], &json!("serial")));
}

#[test]
fn cells_that_left_their_headings_are_told_with_their_line_and_side() {
    let counter = office("2016-08-31");
    let path = format!("{}/fixtures/rosters/shifted-cells.csv", env!("CARGO_MANIFEST_DIR"));
    let found = doctor(&counter, std::fs::read(path).expect("a fixture"), "");
    let details = &found[0]["details"];
    assert_eq!((&details["line"], &details["better"]), (&json!(3), &json!("C")), "{found}");
    assert!(found[0]["message"].as_str().is_some_and(|said| said.contains("to the right")), "{found}");
    // Without a day in any column, units and reasons tell.
    let rows = [ZHANG, LI, WANG].map(|number| format!(",{}", row("张三", number)));
    let found = doctor(&counter, people(&rows), "");
    assert!(found[0]["message"].as_str().is_some_and(|said| said.contains("to the right")), "{found}");
    // The same to the left.
    let rows = [ZHANG, LI, WANG].map(|number| row("张三", number).split_once(',').map(|(_, rest)| format!("{rest},")));
    let rows: Vec<String> = rows.into_iter().flatten().collect();
    let found = doctor(&counter, people(&rows), "");
    assert!(found[0]["message"].as_str().is_some_and(|said| said.contains("to the left")), "{found}");
}

#[test]
fn a_kind_that_the_headings_are_not_is_told() {
    let counter = office("2016-08-31");
    counter.write("roster.csv", format!("公民身份号码,离开日期,去向\n{ZHANG},2016-08-01,遵义\n"));
    let error = counter.refuses("roster import roster.csv --kind people", 1, "J402");
    assert_eq!(error["details"]["fits"], "departures");
    assert!(error["hint"].as_str().is_some_and(|hint| !hint.contains("--kind people")), "{error}");
    counter.write("roster.csv", people(&[row("张三", ZHANG)]));
    let error = counter.refuses("roster import roster.csv --kind permits", 1, "J402");
    assert_eq!(error["details"]["fits"], "people");
}

#[test]
fn the_example_of_swapped_days_is_one_that_tells() {
    let counter = office("2016-08-31");
    let rows = [(ZHANG, "03/04/2012"), (LI, "13/04/2012"), (WANG, "05/04/2012")];
    let rows = rows.map(|(number, day)| format!("{},{day}", row("张三", number)));
    let found = doctor(&counter, format!("{HEADINGS},来本地日期\n{}\n", rows.join("\n")), "");
    assert_eq!((codes(&found), &found[0]["details"]["cell"]), (vec!["J441"], &json!("13/04/2012")));
}

#[test]
fn numbers_in_another_column_are_found() {
    let counter = office("2016-08-31");
    let rows = [ZHANG, LI, WANG].map(|number| format!("{},{number}", row("张三", "0101")));
    let found = doctor(&counter, format!("{HEADINGS},证号\n{}\n", rows.join("\n")), "");
    assert_eq!(codes(&found), ["J444"], "{found}");
    assert_eq!(found[0]["hint"], "import again with --map I=id_number");
    assert_eq!(doctor(&counter, format!("{HEADINGS},证号\n{}\n", rows.join("\n")), "--map I=id_number"), json!([]));
}

#[test]
fn an_encoding_that_is_not_the_files_is_named() {
    let counter = office("2016-08-31");
    counter.write("roster.csv", people(&[row("张三", ZHANG)]));
    let error = counter.refuses("roster import roster.csv --encoding gb18030", 1, "J443");
    assert_eq!(error["details"]["found"], "utf-8");
    // Headings in letters bind under any encoding.
    let text = people(&[row("张三", ZHANG), row("李四", LI), row("王五", WANG)]);
    let text = text.replace(HEADINGS, "name,id_number,户籍地址,unit,现居住地址,居住事由,居住处所,登记日期");
    let (bytes, _, _) = encoding_rs::GB18030.encode(&text);
    let flags = "--encoding utf-8 --map C=hukou --map E=address --map F=reason --map G=dwelling --map H=registered_on";
    let found = doctor(&counter, bytes, flags);
    assert_eq!(codes(&found), ["J443"], "{found}");
}

#[test]
fn a_file_that_grows_while_it_is_read_is_refused() {
    use std::io::Write;
    use std::sync::atomic::{AtomicBool, Ordering};
    let counter = office("2016-08-31");
    let rows: Vec<String> = (0..5_000)
        .map(|n| row("张三", &super::number(&format!("5201991950{:02}{:02}{:03}", n / 900 + 1, 1, n % 900))))
        .collect();
    let path = counter.write("roster.csv", people(&rows));
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut file = std::fs::OpenOptions::new().append(true).open(&path).expect("the roster");
            while !done.load(Ordering::SeqCst) {
                writeln!(file, "{}", row("李四", LI)).expect("a row more");
                std::thread::sleep(std::time::Duration::from_micros(200));
            }
        });
        std::thread::sleep(std::time::Duration::from_millis(20));
        let told = counter.import("roster.csv");
        done.store(true, Ordering::SeqCst);
        told.refused(6, "J446");
    });
    assert_eq!(counter.info("migrants"), 0);
    counter.import("roster.csv").json();
}
