//! Bad input, kind by kind: code, exit status, a hint that can be pasted, nothing changed. Rosters and
//! the demo have their own.

use crate::support::Counter;
use crate::support::office::{LI, PAPERS, WANG, form, number};

#[test]
fn an_identity_number_of_each_refused_kind() {
    let counter = Counter::open("2026-11-25");
    let cases = [
        ("52010220990101001X", "J105"),
        ("520102199011010018", "J103"),
        ("520102199013010015", "J104"),
        ("520102199002290015", "J104"),
        ("520102199001010000", "J107"),
        ("520102810229123", "J104"),
        ("5.20102E+17", "J107"),
        ("52010219900101001", "J101"),
        ("5201021990010100188", "J101"),
        ("520199-19900101-0017", "J102"),
        ("520199.19900101.0017", "J102"),
        ("52010219900101OO18", "J102"),
        ("440524188001010014", "J106"),
        ("E1234567", "J102"),
        ("待补", "J109"),
    ];
    for (number, code) in cases {
        let error = counter.refuses(&format!("migrant add {}", form(number)), 1, code);
        assert!(!error.to_string().contains(number) || number.len() < 8, "{number} is told: {error}");
    }
    counter.refuses(&format!("migrant add {} --id-kind hmt", form(LI)), 1, "J117");
    counter.refuses(&format!("migrant add {} --id-kind passport", form(LI)), 2, "J904");
}

#[test]
fn genuine_numbers_that_are_only_warned_of() {
    let counter = Counter::open("2026-11-25");
    for (number, codes) in [
        ("520121199005050024", vec!["J111"]),
        ("520102199001010018", vec![]),
        ("510225197905032040", vec!["J111"]),
        ("52010219930612039x", vec![]),
        ("522522631225013", vec![]),
    ] {
        let answer = counter.ask(&format!("migrant add {}", form(number)));
        let warned: Vec<&str> =
            answer["warnings"].as_array().expect("a list").iter().filter_map(|w| w["code"].as_str()).collect();
        assert_eq!(warned, codes, "{number}");
    }
}

#[test]
fn missing_flags_are_named_all_at_once() {
    let counter = Counter::open("2017-03-01");
    let error = counter.refuses("migrant add --name 李雷 --unit ''", 2, "J902");
    let told = error["details"]["missing"].to_string();
    for flag in ["--id-number", "--hukou", "--unit", "--address", "--reason", "--dwelling"] {
        assert!(told.contains(flag), "{flag}: {error}");
    }
    assert!(!told.contains("--name"), "{error}");
    for line in ["migrant show ''", "permit show ' '", "permit issue ''", "migrant leave '' --because left"] {
        counter.refuses(line, 2, "J902");
    }
    for line in [
        "migrant show",
        "migrant leave M1",
        "migrant move M1",
        "permit apply",
        "permit endorse",
        "permit collect",
        "permit end M1",
        "permit replace M1",
        "permit withdraw",
        "permit extend A1",
        "db backup",
    ] {
        counter.refuses(line, 2, "J902");
    }
}

#[test]
fn keywords_are_usage_and_codes_are_refusals() {
    let counter = Counter::open("2017-03-01");
    counter.register(LI, "2017-01-01");
    for line in [
        "migrant leave M1 --because bored".to_owned(),
        format!("migrant add {} --exempt rich", form(WANG)),
        "report rate --by moon".to_owned(),
        "migrant show M1 --format yaml".to_owned(),
    ] {
        counter.refuses(&line, 2, "J904");
    }
    let add = |more: &str| format!("migrant add {} {more}", form(WANG));
    for (line, code) in [
        (add("--ethnic 火星"), "J121"),
        (add("--sex 5"), "J121"),
        (add("--stay 9"), "J121"),
        (add("--education x"), "J121"),
        (add("--marriage x"), "J121"),
        (add("--hukou-county 999999"), "J214"),
        (add("--employer-code 123"), "J119"),
        (add("--counter 天堂"), "J601"),
        (add("--counter 新华社区"), "J602"),
        (form(WANG).replace("--reason 务工", "--reason 玩").replace("--id", "migrant add --id"), "J121"),
        ("migrant move M1 --unit 520103400 --address 一 --reason 玩".to_owned(), "J121"),
        ("migrant move M1 --unit 520103400 --address ''".to_owned(), "J217"),
        ("migrant move M1 --unit 520103400 --address 一 --counter 9".to_owned(), "J601"),
        ("migrant leave M1 --because left --counter 9".to_owned(), "J601"),
    ] {
        let line = line.replacen("migrant add --id-kind", "--id-kind", 1);
        counter.refuses(&line, 1, code);
    }
}

#[test]
fn a_person_already_registered_and_a_second_live_permit() {
    let counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    let error = counter.refuses(&format!("migrant add {}", form(LI)), 1, "J201");
    assert_eq!(error["details"]["migrant"], "M000001", "{error}");
    let elsewhere = form(LI).replace("520102401", "520103400");
    let error = counter.refuses(&format!("migrant add {elsewhere}"), 1, "J201");
    assert!(error["hint"].as_str().is_some_and(|hint| hint.contains("migrant move M000001")), "{error}");
    // Nobody moves before an earlier move.
    counter.ask("migrant move M1 --unit 520102401 --address 2号 --on 2017-05-01");
    let error = counter.refuses(&format!("migrant add {elsewhere} --on 2017-02-01"), 1, "J201");
    assert!(error["hint"].as_str().is_some_and(|hint| hint.starts_with("jzz migrant show M000001")), "{error}");
    counter.issue("M1", "2017-07-01");
    let error = counter.refuses(&format!("permit apply M1 {PAPERS}"), 1, "J304");
    assert!(error["details"].to_string().contains("JZ520102"), "{error}");
}

#[test]
fn no_migrant_by_hukou_and_residence() {
    let counter = Counter::open("2017-08-01");
    let with = |hukou: &str| format!("migrant add {}", form(WANG).replace("贵州省遵义市红花岗区", hukou));
    counter.refuses(&with("贵州省贵阳市云岩区"), 1, "J205");
    counter.ask(&with("贵州省贵阳市开阳县"));
    let error = counter.refuses("migrant move M1 --unit 520121 --address 开阳", 1, "J205");
    assert!(error["hint"].as_str().is_some_and(|hint| hint.contains("migrant leave M000001")), "{error}");
}

#[test]
fn arrival_and_birth_against_the_day() {
    let counter = Counter::open("2017-08-01");
    let add = |more: &str| format!("migrant add {} {more}", form(LI));
    counter.refuses(&add("--arrived 2017-08-02"), 1, "J206");
    counter.refuses(&add("--arrived 1989-12-31 --on 2017-08-01"), 1, "J207");
    counter.refuses(&add("--on 1989-12-31"), 1, "J105");
    counter.ask(&add("--arrived 2017-08-01"));
}

#[test]
fn nobody_nowhere_and_no_permit() {
    let counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    for (line, code) in [
        ("migrant show M99", "J114"),
        ("migrant show 张三", "J114"),
        ("migrant show 520199197001010014", "J114"),
        ("migrant show JZ5201021700000006", "J316"),
        ("permit show M1", "J328"),
        ("permit show JZ5201021700000006", "J316"),
    ] {
        let error = counter.finds_nobody(line, 1, code);
        assert!(!error.to_string().contains("520199197001010014"), "{error}");
    }
    for (line, code) in [
        ("migrant leave M99 --because left", "J114"),
        ("migrant move M99 --unit 520103400 --address 一", "J114"),
        ("permit issue M99", "J114"),
        ("permit issue A99", "J313"),
        ("permit issue M1", "J329"),
        ("permit endorse M99", "J114"),
        ("permit endorse M1", "J328"),
    ] {
        counter.refuses(line, 1, code);
    }
}

#[test]
fn leaving_before_the_registration_or_before_a_later_act() {
    let counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    counter.refuses("migrant leave M1 --because left --on 2016-12-31", 1, "J202");
    counter.issue("M1", "2017-07-01");
    let error = counter.refuses("migrant leave M1 --because left --on 2017-06-30", 1, "J209");
    assert_eq!(error["details"]["act_on"], "2017-07-01");
    counter.refuses("migrant move M1 --unit 520103400 --address 一 --on 2016-12-31", 1, "J202");
}

#[test]
fn texts_that_no_register_keeps() {
    let counter = Counter::open("2017-08-01");
    let add = |name: &str, address: &str| {
        let words: Vec<String> = [
            "migrant",
            "add",
            "--id-number",
            LI,
            "--name",
            name,
            "--hukou",
            "遵义市",
            "--unit",
            "520102401",
            "--address",
            address,
            "--reason",
            "01",
            "--dwelling",
            "30",
        ]
        .map(str::to_owned)
        .to_vec();
        counter.jzz(words)
    };
    let before = counter.counts();
    add("李雷2", "一号").refused(1, "J116");
    add("李\u{1b}雷", "一号").refused(1, "J116");
    add("李\u{fffd}", "一号").refused(1, "J116");
    add("李雷", "一号\u{7}").refused(1, "J216");
    add("李雷", &"路".repeat(201)).refused(1, "J216");
    assert_eq!(counter.counts(), before);
    add("李雷", &"路".repeat(200)).done();
    let long = "路".repeat(201);
    counter.line(&format!("migrant move M1 --unit 520102401 --address {long}")).refused(1, "J216");
    counter.jzz(["migrant", "move", "M1", "--unit", "520102401", "--address", "一\u{1b}号"]).refused(1, "J216");
}

#[test]
fn texts_beside_the_form_are_kept_by_the_same_rule() {
    let counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    let before = counter.counts();
    let long = "路".repeat(201);
    let number = number("1970-01-01", 1);
    for bad in ["一\u{1b}[31m", "一\n二", long.as_str()] {
        let evidence = format!("lease:{bad}");
        let lines: [&[&str]; 9] = [
            &["permit", "withdraw", "M1", "--because", bad],
            &["permit", "refuse", "M1", "--because", "不符", "--article", bad],
            &["permit", "extend", "M1", "--to", "2017-09-01", "--because", bad],
            &["migrant", "leave", "M1", "--because", "left", "--to", bad],
            &["migrant", "leave", "M1", "--because", "left", "--clerk", bad],
            &["migrant", "show", "M1", "--reveal", bad],
            &["permit", "apply", "M1", "--evidence", &evidence],
            &["permit", "apply", "M1", "--proxy-name", bad, "--proxy-id-number", &number, "--proxy-relation", "母亲"],
            &["permit", "apply", "M1", "--proxy-name", "甲", "--proxy-id-number", &number, "--proxy-relation", bad],
        ];
        for line in lines {
            counter.jzz(line).refused(1, "J216");
        }
    }
    assert_eq!(counter.counts(), before);
}

#[test]
fn a_proxy_is_somebody_else_and_an_adult() {
    let mut counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    let with = |number: &str| format!("--proxy-name 甲 --proxy-relation 母亲 --proxy-id-number {number}");
    let seventeen = number("1999-08-02", 2);
    for by in [LI, "520199900101001", &seventeen] {
        counter.refuses(&format!("permit apply M1 {PAPERS} {}", with(by)), 1, "J312");
    }
    counter.refuses(&format!("migrant add {} {}", form(WANG), with(WANG)), 1, "J312");
    counter.refuses(&format!("migrant add {} {}", form(WANG), with(&seventeen)), 1, "J312");
    counter.ask(&format!("permit apply M1 {PAPERS} {}", with(&number("1999-08-01", 1))));
    let issued = counter.ask("permit issue M1");
    let permit = issued["permit"].as_str().expect("a number").to_owned();
    counter.turn_to("2018-07-15");
    counter.refuses(&format!("permit endorse {permit} {}", with(LI)), 1, "J312");
    counter.refuses(&format!("permit endorse {permit} {}", with(&number("2001-01-01", 1))), 1, "J312");
    counter.ask(&format!("permit endorse {permit} {}", with(&seventeen)));
}

#[test]
fn a_proxy_is_given_whole_and_checked() {
    let counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    for part in ["--proxy-name 甲", "--proxy-id-number 520199197001010014", "--proxy-relation 母亲"] {
        counter.refuses(&format!("permit apply M1 {PAPERS} {part}"), 2, "J902");
    }
    let proxy = "--proxy-name 甲 --proxy-relation 母亲 --proxy-id-number";
    counter.refuses(&format!("permit apply M1 {PAPERS} {proxy} 520199197001010011"), 1, "J103");
    counter.refuses(&format!("migrant add {} {proxy} 1", form(WANG)), 1, "J101");
    counter.ask(&format!("permit apply M1 {PAPERS} {proxy} {}", number("1970-01-01", 1)));
}
