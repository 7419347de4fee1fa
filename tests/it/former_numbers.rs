//! A number that one person bears and another bore: said when it is entered, never guessed when it is looked up.

use serde_json::{Value, json};

use crate::support::Counter;
use crate::support::office::{LI, PAPERS, WANG, form, number};

/// The number that 李雷 (M000001) bears now; he was entered under [`LI`].
fn right() -> String {
    number("1991-02-03", 2)
}

fn form_of(number: &str, name: &str) -> String {
    form(number).replace("李雷", name).replace("赵明", name)
}

/// 李雷 bore the number, and 钱进 (M000002) bears it.
fn two_of_one_number() -> Counter {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    counter.ask(&format!("migrant edit M1 --id-number {} --because 抄错", right()));
    counter.ask(&format!("migrant add {} --on 2017-01-01", form_of(LI, "钱进")));
    counter
}

fn candidates(error: &Value) -> Vec<(Value, Value)> {
    let listed = error["details"]["candidates"].as_array().expect("candidates").clone();
    listed.iter().map(|one| (one["migrant"].clone(), one["formerly"].clone())).collect()
}

#[test]
fn whoever_is_registered_or_corrected_to_it_is_warned_of_the_other() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    counter.ask(&format!("migrant edit M1 --id-number {} --because 抄错", right()));
    let told = counter.line(&format!("migrant add {} --on 2017-01-01 --format json", form_of(LI, "钱进"))).done();
    let warnings = told.json()["warnings"].clone();
    assert_eq!((&warnings[0]["code"], warnings.as_array().map(Vec::len)), (&json!("J130"), Some(1)), "{warnings}");
    let message = warnings[0]["message"].as_str().expect("a sentence");
    assert!(message.contains("李*") && message.contains("M000001") && !message.contains(LI), "{message}");
    // A third, entered under yet another number, is corrected to it once the second has another one.
    counter.ask(&format!("migrant edit M2 --id-number {} --because 抄错", number("1992-02-03", 2)));
    counter.register(WANG, "2017-01-01");
    let told = counter.line(&format!("migrant edit M3 --id-number {LI} --because 抄错 --format json")).done();
    assert_eq!(told.stderr.matches("J130").count(), 2, "{}", told.stderr);
    // One's own earlier number is no other's.
    counter.ask(&format!("migrant edit M3 --id-number {WANG} --because 抄错"));
    let told = counter.line(&format!("migrant edit M3 --id-number {LI} --because 还是对的 --format json")).done();
    assert_eq!(told.stderr.matches("J130").count(), 2, "the two others again: {}", told.stderr);
    assert_eq!(counter.ask(&format!("migrant show {WANG}"))["migrant"], "M000003");
}

#[test]
fn a_look_up_by_it_lists_both_wherever_a_person_is_named() {
    let counter = two_of_one_number();
    let both = [(json!("M000002"), json!(false)), (json!("M000001"), json!(true))];
    for look_up in ["migrant show", "migrant why", "migrant history", "permit show", "permit why", "permit history"] {
        let error = counter.finds_nobody(&format!("{look_up} {LI}"), 1, "J115");
        assert_eq!(candidates(&error), both, "{look_up}");
        let hint = error["hint"].as_str().expect("a hint");
        assert!(hint.contains("M000002"), "{hint}");
    }
    for act in [
        format!("permit apply {LI} {PAPERS}"),
        format!("permit issue {LI}"),
        format!("permit endorse {LI}"),
        format!("permit collect {LI}"),
        format!("permit end {LI} --because ineligible"),
        format!("permit replace {LI} --because lost"),
        format!("permit withdraw {LI} --because x"),
        format!("migrant leave {LI} --because left"),
        format!("migrant move {LI} --unit 520102402 --address 新路"),
        format!("migrant edit {LI} --address 新路 --because x"),
        format!("migrant edit {LI} --left none --because x"),
        format!("migrant merge {LI} M2 --because x --yes"),
        format!("migrant merge M2 {LI} --because x --yes"),
        format!("migrant unmerge M2 {LI} --because x --yes"),
        // The number, and a name that is neither's.
        format!("migrant add {}", form_of(LI, "孙立")),
    ] {
        let error = counter.refuses(&act, 1, "J115");
        assert_eq!(candidates(&error), both, "{act}");
    }
    let found = counter.ask(&format!("migrant find {LI}"));
    let found: Vec<&Value> = found["people"].as_array().expect("people").iter().map(|one| &one["migrant"]).collect();
    assert_eq!(found, ["M000001", "M000002"]);
    // By the code everything goes on, and by the name that stands with the number.
    assert_eq!(counter.ask("migrant show M1")["migrant"], "M000001");
    counter.refuses(&format!("migrant add {}", form_of(LI, "李雷")), 1, "J201");
    counter.refuses(&format!("migrant add {}", form_of(LI, "钱进")), 1, "J201");
}

#[test]
fn somebody_who_comes_back_with_an_old_number_is_told_whose_it_is_now() {
    let counter = two_of_one_number();
    counter.ask("migrant leave M1 --because left --on 2018-01-01");
    let answer = counter.ask(&format!("migrant add {} --on 2018-02-01", form_of(LI, "李雷")));
    assert_eq!((&answer["migrant"], &answer["again"]), (&json!("M000001"), &json!(true)));
    assert_eq!(answer["warnings"][0]["code"], "J130");
    let message = answer["warnings"][0]["message"].as_str().expect("a sentence");
    assert!(message.contains("M000002"), "{message}");
}

#[test]
fn the_two_records_of_one_person_are_merged_and_parted_exactly() {
    let counter = two_of_one_number();
    let tables = || counter.rows("SELECT alias || ' ' || migrant_id FROM migrant_alias ORDER BY 1");
    let before = tables();
    counter.line("migrant merge M1 M2 --because 同一个人 --yes").done();
    for who in [LI, &right(), "M1", "M2"] {
        assert_eq!(counter.ask(&format!("migrant show {who}"))["migrant"], "M000001", "{who}");
    }
    counter.line("migrant unmerge M1 M2 --because 不是 --yes").done();
    assert_eq!(tables(), before);
    counter.finds_nobody(&format!("migrant show {LI}"), 1, "J115");
}

const PEOPLE: &str = "姓名,公民身份号码,户籍地址,社区代码,现居住地址,居住事由,居住处所,登记日期";

fn row(name: &str) -> String {
    format!("{PEOPLE}\n{name},{LI},贵州省遵义市红花岗区,520102401,西湖路1号,务工,租赁房屋,2018-03-01\n")
}

/// What an import or a check of a roster says: accepted, unchanged, rejected, and whether J130 is said.
fn take(counter: &Counter, name: &str, text: &str, verb: &str) -> (Value, bool) {
    counter.put(name, text.as_bytes());
    let told = counter.line(&format!("roster {verb} {name} --format json"));
    let answer = told.json();
    assert!(!told.stderr.contains(LI), "{}", told.stderr);
    (json!([answer["accepted"], answer["unchanged"], answer["rejected"]]), told.stderr.contains("J130"))
}

#[test]
fn a_roster_of_people_warns_and_does_not_guess() {
    for verb in ["check", "import"] {
        // Nobody bears it any more: another name is a new person.
        let counter = Counter::open("2018-08-01");
        counter.register(LI, "2017-01-01");
        counter.ask(&format!("migrant edit M1 --id-number {} --because 抄错", right()));
        assert_eq!(take(&counter, "new.csv", &row("钱进"), verb), (json!([1, 0, 0]), true), "{verb}");
        let counter = two_of_one_number();
        for who in ["M1", "M2"] {
            counter.ask(&format!("migrant leave {who} --because left --on 2018-01-01"));
        }
        for (name, expected) in [
            ("孙立", (json!([0, 0, 1]), true)),
            ("钱进", (json!([1, 0, 0]), true)),
            ("李雷", (json!([1, 0, 0]), false)),
        ] {
            assert_eq!(take(&counter, &format!("{name}.csv"), &row(name), verb), expected, "{verb} {name}");
        }
        let back = |who: &str| counter.ask(&format!("migrant show {who}"))["registration"]["registered_on"].clone();
        let day = if verb == "import" { json!("2018-03-01") } else { json!("2017-01-01") };
        assert_eq!([back("M1"), back("M2")], [day.clone(), day], "each came back under the own name");
    }
}

#[test]
fn departures_and_cards_go_to_the_one_who_is_named_or_to_nobody() {
    let card = |name: &str, n: u32| format!("{name}{LI},JZ520102170000000{n},520102,2017-08-0{n}\n");
    let counter = two_of_one_number();
    let cards = "公民身份号码,居住证号,受理点,发证日期\n";
    let named = "姓名,公民身份号码,居住证号,受理点,发证日期\n";
    for (text, expected) in [
        (format!("{cards}{}", card("", 1)), (json!([0, 0, 1]), true)),
        (format!("{named}{}", card("孙立,", 2)), (json!([0, 0, 1]), true)),
        (format!("{named}{}", card("李雷,", 3)), (json!([1, 0, 0]), false)),
        (format!("{named}{}", card("钱进,", 4)), (json!([1, 0, 0]), false)),
    ] {
        assert_eq!(take(&counter, "cards.csv", &text, "import"), expected, "{text}");
    }
    assert_eq!(counter.ask("migrant show M1")["permit"]["permit"], "JZ5201021700000003");
    assert_eq!(counter.ask("migrant show M2")["permit"]["permit"], "JZ5201021700000004");
    let before = counter.rows("SELECT registration_id || COALESCE(ended_on, '-') FROM registration");
    let gone = format!("公民身份号码,离开日期\n{LI},2018-07-01\n");
    assert_eq!(take(&counter, "gone.csv", &gone, "import"), (json!([0, 0, 1]), true));
    assert_eq!(counter.rows("SELECT registration_id || COALESCE(ended_on, '-') FROM registration"), before);
    let (counts, _) =
        take(&counter, "left.csv", &format!("姓名,公民身份号码,离开日期\n钱进,{LI},2018-07-01\n"), "import");
    assert_eq!(counts, json!([1, 0, 0]));
    let ended = |who: &str| counter.ask(&format!("migrant show {who}"))["registration"]["ended_on"].clone();
    assert_eq!([ended("M1"), ended("M2")], [json!(null), json!("2018-07-01")]);
}

#[test]
fn a_merger_by_such_a_number_is_offered_by_the_codes() {
    let counter = two_of_one_number();
    let error = counter.refuses(&format!("migrant merge {} {LI} --because 同一个人", right()), 1, "J115");
    assert_eq!(candidates(&error).len(), 2);
    assert_eq!(error["hint"], "jzz migrant merge M000001 M000002 --because 同一个人");
    let error = counter.refuses(&format!("migrant merge {LI} M1 --because 同一个人"), 1, "J115");
    assert_eq!(error["hint"], "jzz migrant merge M000002 M000001 --because 同一个人");
    counter.ask("migrant merge M000002 M000001 --because 同一个人");
}
