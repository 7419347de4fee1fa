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
