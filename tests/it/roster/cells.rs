//! Cells as people fill them: kinds of paper, what is no name, characters that are one under two codes.

use serde_json::Value;

use super::{LI, WANG, ZHANG, counts, number, office, people, rejected, row};
use crate::support::Counter;

fn fixture(counter: &Counter, name: &str) -> Value {
    let path = format!("{}/fixtures/rosters/{name}", env!("CARGO_MANIFEST_DIR"));
    counter.take(std::fs::read(path).expect("a fixture"), "--on 2016-08-31")
}

#[test]
fn the_number_tells_the_kind_of_paper_and_a_sender_is_warned() {
    let counter = office("2016-08-31");
    let answer = fixture(&counter, "kinds-of-paper.csv");
    assert_eq!(counts(&answer), [5, 0, 0, 2], "{answer}");
    for (who, kind) in [(ZHANG, "citizen"), (LI, "citizen"), (WANG, "citizen"), ("E1234567", "other")] {
        assert_eq!(counter.show(who)["id_kind"], kind, "{who}");
    }
    let rate = counter.ask("report rate --as-of 2016-08-31");
    assert_eq!(rate["total"]["registered"], 4, "nobody falls out of the rate: {rate}");
    // At the counter a clerk has the card in hand.
    counter.refuses(
        &format!("migrant add {} --id-kind other", crate::support::office::form(&number("52019919801212001"))),
        1,
        "J117",
    );
}

#[test]
fn what_is_no_name_is_set_aside_for_what_it_is() {
    let counter = office("2016-08-31");
    let answer = fixture(&counter, "no-names.csv");
    let codes: Vec<String> = rejected(&answer).into_iter().map(|(_, code)| code).collect();
    assert_eq!(codes, ["J116", "J217", "J455", "J116"]);
    let form = |name: &str| {
        format!(
            "migrant add --id-number {ZHANG} --name '{name}' --hukou 贵州省遵义市 --unit 520102401 --address 1号 --reason 01 --dwelling 30"
        )
    };
    for name in ["张?", "***", "张①", "不详", "@张", "=cmd", "TRUE", "５２０"] {
        counter.refuses(&form(name), 1, "J116");
    }
}

#[test]
fn one_name_is_found_however_it_was_written() {
    let counter = office("2016-08-31");
    let rows = [
        row("张 三", ZHANG),
        row("李\u{e863}", LI),
        row("阿依古丽\u{22c5}买买提", WANG),
        row("Anna Maria", &number("52019919801212001")),
    ];
    assert_eq!(counts(&counter.take(people(&rows), ""))[..3], [4, 0, 0]);
    let code = |number: &str| counter.ask(&format!("migrant show {number}"))["migrant"].clone();
    let [zhang, li, wang, anna] = [ZHANG, LI, WANG, &number("52019919801212001")].map(code);
    for (needle, code) in [
        ("张三", &zhang),
        ("张 三", &zhang),
        ("张\u{3000}三", &zhang),
        ("李\u{e863}", &li),
        ("李\u{4dae}", &li),
        ("阿依古丽·买买提", &wang),
        ("阿依古丽\u{387}买买提", &wang),
        ("anna maria", &anna),
    ] {
        assert_eq!(counter.ask(&format!("migrant show '{needle}'"))["migrant"], *code, "{needle}");
        let found = counter.ask(&format!("migrant find '{needle}'"));
        assert_eq!(found["people"].as_array().map(Vec::len), Some(1), "{needle}: {found}");
        assert_eq!(found["people"][0]["migrant"], *code, "{needle}");
    }
    for (part, code) in [("\u{4dae}", &li), ("丽•买", &wang), ("maria", &anna)] {
        let found = counter.ask(&format!("migrant find '{part}'"));
        assert_eq!(
            (found["people"].as_array().map(Vec::len), &found["people"][0]["migrant"]),
            (Some(1), code),
            "{part}"
        );
    }
    assert_eq!(counter.ask("migrant find 三")["people"][0]["migrant"], zhang);
    // Two spellings of one name are two people of that name.
    counter.take(people(&[row("张三", &number("52019919801212002"))]), "");
    counter.finds_nobody("migrant show 张三", 1, "J115");
}

#[test]
fn a_number_with_dashes_is_not_unknown_but_unreadable() {
    let counter = office("2016-08-31");
    counter.take(people(&[row("张三", ZHANG)]), "");
    for needle in ["520199-19900101-0017", "520199.19900101.0017"] {
        for verb in ["show", "find"] {
            counter.finds_nobody(&format!("migrant {verb} {needle}"), 1, "J102");
        }
    }
}

#[test]
fn a_character_of_private_use_is_named_at_the_counter_too() {
    let counter = Counter::open("2016-08-31");
    let form = crate::support::office::form(ZHANG).replace("--name 李雷", "--name 张\u{e863}");
    let answer = counter.ask(&format!("migrant add {form}"));
    assert_eq!(answer["warnings"][0]["code"], "J426", "{answer}");
    assert!(answer["warnings"][0]["message"].as_str().is_some_and(|said| said.contains("U+E863")));
}

#[test]
fn a_text_that_is_only_true_is_no_workplace() {
    let counter = office("2016-08-31");
    let roster = format!(
        "姓名,公民身份号码,户籍地址,社区代码,现居住地址,居住事由,服务处所\n张三,{ZHANG},贵州省遵义市,520102400,1号,务工,TRUE\n"
    );
    counter.write("roster.csv", roster);
    let told = counter.import("roster.csv").done();
    assert_eq!(counts(&told.json()), [1, 0, 0, 1]);
    assert!(told.stderr.contains("J455"), "{}", told.stderr);
    assert_eq!(counter.rows("SELECT COUNT(*) || '' FROM registration WHERE workplace IS NOT NULL"), ["0"]);
}

#[test]
fn one_address_in_another_spelling_is_the_same_address() {
    let counter = office("2016-08-31");
    let of = |address: &str| people(&[row("张三", ZHANG).replace("练习路1号,务工", &format!("{address},务工"))]);
    assert_eq!(counts(&counter.take(of("练习路12号3单元"), ""))[..3], [1, 0, 0]);
    assert_eq!(counts(&counter.take(of("练习路１２号 ３单元"), ""))[..3], [0, 1, 0]);
    let answer = counter.take(of("练习路13号3单元"), "");
    assert_eq!(rejected(&answer), [("2".to_owned(), "J414".to_owned())]);
}

#[test]
fn a_filled_column_without_a_heading_is_listed_by_its_letter() {
    let roster = |extra: &str| {
        format!(
            "姓名,公民身份号码,户籍地址,社区代码,现居住地址,居住事由,,备注\n张三,{ZHANG},贵州省遵义市,520102400,1号,务工,{extra},\n"
        )
    };
    let counter = office("2016-08-31");
    counter.write("roster.csv", roster("13900000000"));
    let told = counter.import("roster.csv").done();
    assert_eq!(told.json()["ignored"], serde_json::json!(["[G]"]));
    assert!(told.stderr.contains("column G, without heading"), "{}", told.stderr);
    let counter = office("2016-08-31");
    assert_eq!(counter.take(roster(""), "")["ignored"], serde_json::json!([]));
}

#[test]
fn the_end_of_an_old_file_is_no_row() {
    for end in ["\u{1a}\r\n", "\u{1a}\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "\u{1a}"] {
        let counter = office("2016-08-31");
        let text = people(&[row("张三", ZHANG), row("李四", LI)]) + end;
        let answer = counter.take(text, "");
        assert_eq!((counts(&answer), &answer["skipped"]), ([2, 0, 0, 0], &serde_json::json!(0)), "{end:?}");
    }
}

#[test]
fn headings_are_found_below_blank_lines_and_pages_end_with_their_own_lines() {
    let counter = office("2016-08-31");
    let mut text = "\n".repeat(25) + "流动人口花名册,,,,,,,\n" + &people(&[row("张三", ZHANG)]);
    text += "本页合计,1,,,,,,\n共2人,,,,,,,\n流动人口花名册,,,,,,,\n";
    text += &row("李四", LI);
    let answer = counter.take(text, "");
    assert_eq!((counts(&answer), &answer["skipped"]), ([2, 0, 0, 0], &serde_json::json!(3)), "{answer}");
}

#[test]
fn a_doubt_is_told_for_each_column_and_counts_rows() {
    let counter = office("2016-08-31");
    let head = "姓名,公民身份号码,户籍地址,社区代码,现居住地址,居住事由,服务处所,登记日期";
    let rows: Vec<String> =
        [ZHANG, LI].iter().map(|number| format!("张三,{number},贵州省遵义市,520102400,1号,务工,#N/A,#REF!")).collect();
    counter.write("roster.csv", format!("{head}\n{}\n", rows.join("\n")));
    let told = counter.import("roster.csv").done();
    assert_eq!(counts(&told.json()), [2, 0, 0, 2]);
    let said: Vec<&str> = told.stderr.lines().filter(|line| line.contains("J455")).collect();
    assert_eq!(said.len(), 2, "{said:?}");
    for (line, column) in said.iter().zip(["服务处所", "登记日期"]) {
        assert!(line.contains(column) && line.contains("in 2 rows"), "{line}");
    }
}

#[test]
fn a_ditto_mark_is_no_content_of_any_cell() {
    let counter = office("2016-08-31");
    for mark in ["同上", " 同前 ", "〃", "″", "\"\"\"\""] {
        for of_first in ["贵州省遵义市红花岗区练习路1号,", "520102400,", ",练习路1号,", "务工,", "张三,"]
        {
            let written = of_first.replace(|c: char| c != ',', "").replacen(',', &format!("{mark},"), 1);
            let written = if of_first.starts_with(',') { format!(",{mark},") } else { written };
            let bad = row("张三", ZHANG).replacen(of_first, &written, 1);
            let answer = counter.take(people(std::slice::from_ref(&bad)), "");
            assert_eq!(counts(&answer), [0, 0, 1, 0], "{bad}: {answer}");
            assert_eq!(rejected(&answer), [("2".to_owned(), "J459".to_owned())], "{bad}");
        }
    }
    let answer = counter.take(people(&[row("张三", ZHANG).replace("租赁房屋", "同上")]), "");
    assert_eq!(counts(&answer), [1, 0, 0, 1], "{answer}");
    assert_eq!(counter.ask("migrant show M1")["dwelling"], Value::Null);
    let ledger = "公民身份号码,居住证号,受理点,发证日期,签注日期,注销日期,注销原因\n";
    let answer = counter.take(format!("{ledger}{ZHANG},N1,同上,2016-08-01,,,\n{ZHANG},〃,520102,2016-08-01,,,\n"), "");
    assert_eq!(rejected(&answer), ["2", "3"].map(|line| (line.to_owned(), "J459".to_owned())), "{answer}");
}

#[test]
fn one_slip_of_the_finger_in_a_day_is_no_damage_of_the_file() {
    let counter = office("2016-08-31");
    let rows = [row("张三", ZHANG), row("李四", LI).replace("2016-03-01", "2016-13-01"), row("王五", WANG)];
    let answer = counter.take(people(&rows), "");
    assert_eq!((&answer["doctor"], counts(&answer)[2]), (&serde_json::json!([]), 1));
}
