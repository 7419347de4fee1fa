//! `migrant add|show|find|move|leave`: shapes, exit codes, boundaries.

use serde_json::{Value, json};

use crate::support::Counter;
use crate::support::office::{CHILD, LI, PAPERS, WANG, form, number, shape};

const MIGRANT: &str =
    "migrant name id_number id_kind sex birth age ethnic hukou phone registration eligibility duty permit";
const REGISTRATION: &str =
    "unit unit_name address counter tier reason dwelling stay exempt late arrived_on registered_on ended_on";

fn codes(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().map(|said| said["code"].as_str().expect("a code")).collect()
}

#[test]
fn add_answers_with_code_stay_and_warnings() {
    let counter = Counter::open("2017-03-01");
    let answer = counter.ask(&format!("migrant add {} --phone abc", form(LI)));
    shape(&answer, "migrant registration registered_on again warnings");
    assert_eq!(answer["migrant"], "M000001");
    assert_eq!((&answer["registration"], &answer["again"]), (&json!(1), &json!(false)));
    assert_eq!(answer["registered_on"], "2017-03-01");
    assert_eq!(codes(&answer["warnings"]), ["J120"]);
    shape(&answer["warnings"][0], "code message");
    assert_eq!(counter.counts(), [1, 1, 0, 2]);
}

#[test]
fn show_has_the_shape_of_the_contract() {
    let counter = Counter::open("2017-03-01");
    let more = "--ethnic 苗 --phone 13912342345 --arrived 2017-02-01 --stay 4 --exempt relative";
    counter.register_with(LI, "2017-03-01", more);
    let shown = counter.ask("migrant show M1");
    shape(&shown, MIGRANT);
    shape(&shown["registration"], REGISTRATION);
    shape(&shown["eligibility"], "eligible since reasons missing");
    shape(&shown["duty"], "liable apply_by");
    assert_eq!(shown["permit"], Value::Null);
    let expected = json!({
        "migrant": "M000001", "name": "李*", "id_number": "5201**********0017", "id_kind": "citizen",
        "sex": "male", "birth": "1990-01-01", "age": 27, "ethnic": "06", "hukou": "贵州省遵义市红花岗区",
        "phone": "139****2345",
    });
    for (key, value) in expected.as_object().expect("an object") {
        assert_eq!(&shown[key], value, "{key}");
    }
    assert_eq!(
        shown["registration"],
        json!({
            "unit": "520102401", "unit_name": "西湖社区", "address": "西湖路1号", "counter": "520102401",
            "tier": "community", "reason": "01", "dwelling": "30", "stay": "4", "exempt": "relative", "late": true,
            "arrived_on": "2017-02-01", "registered_on": "2017-03-01", "ended_on": null,
        })
    );
    assert_eq!(
        (&shown["eligibility"]["eligible"], &shown["eligibility"]["since"]),
        (&json!(false), &json!("2017-08-31"))
    );
    assert_eq!(codes(&shown["eligibility"]["reasons"]), ["J301"]);
    assert_eq!(codes(&shown["eligibility"]["missing"]), ["J309", "J310", "J310", "J310"]);
    for said in shown["eligibility"]["missing"].as_array().expect("a list") {
        shape(said, "code message");
    }
}

#[test]
fn a_person_is_named_by_number_code_permit_name_or_standard_input() {
    let mut counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    let short = "520199800305001";
    counter.ask(&format!("migrant add {}", form(short)));
    counter.ask(&format!("migrant add {}", form(CHILD)));
    let permit = counter.issue("M1", "2017-07-01");
    for (words, code) in [
        (LI, "M000001"),
        ("520199 19900101 0017", "M000001"),
        ("M1", "M000001"),
        ("m000001", "M000001"),
        (permit.as_str(), "M000001"),
        (&permit.to_lowercase(), "M000001"),
        ("李雷", "M000001"),
        (short, "M000002"),
        (CHILD, "M000003"),
        (&CHILD.to_lowercase(), "M000003"),
    ] {
        assert_eq!(counter.ask(&format!("migrant show '{words}'"))["migrant"], code, "{words}");
    }
    counter.input = format!("{LI}\nM2\n").into_bytes();
    assert_eq!(counter.ask("migrant show -")["migrant"], "M000001");
    counter.input = Vec::new();
    counter.line("migrant show -").refused(2, "J902");
}

#[test]
fn a_name_that_several_bear_is_refused_with_all_of_them_masked() {
    let counter = Counter::open("2017-08-01");
    for n in 1..=2 {
        counter.register(&number("1970-05-05", n), "2017-01-01");
    }
    let error = counter.finds_nobody("migrant show 赵明", 1, "J115");
    let told = error["details"]["candidates"].as_array().expect("candidates");
    assert_eq!(told.len(), 2, "{error}");
    for candidate in told {
        let candidate = candidate.to_string();
        assert!(candidate.contains("赵*") && candidate.contains("5201**********"), "{candidate}");
    }
}

#[test]
fn masked_by_default_in_every_format_and_shown_when_a_reason_is_given() {
    let counter = Counter::open("2017-08-01");
    counter.register_with(LI, "2017-01-01", "--phone 13912342345");
    let lines = ["migrant show M1", "migrant find 李", "migrant move M1 --unit 520102401 --address 二号"];
    for (at, line) in lines.into_iter().enumerate() {
        for format in ["table", "json", "csv"] {
            if format == "csv" && !line.contains("find") {
                continue;
            }
            let told = counter.line(&format!("{line}{at}{format} --format {format}").replace("M10table", "M1"));
            let told = if told.exit == 0 { told } else { counter.line(&format!("{line} --format {format}")) };
            let both = format!("{}{}", told.stdout, told.stderr);
            for secret in [LI, "李雷", "13912342345"] {
                assert!(!both.contains(secret), "{line} {format}: {both}");
            }
        }
    }
    for line in ["migrant show M1", "migrant find 李雷", "migrant find 李雷 --format csv"] {
        let told = counter.line(&format!("{line} --reveal 核对本人")).done();
        assert!(told.stdout.contains(LI) && told.stdout.contains("李雷"), "{line}: {told:?}");
    }
    let revealed = counter.ask("migrant show M1 --reveal 核对本人");
    assert_eq!((&revealed["id_number"], &revealed["phone"]), (&json!(LI), &json!("13912342345")));
}

#[test]
fn find_by_part_of_a_name_number_or_code() {
    let counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    counter.register(CHILD, "2017-01-01");
    let permit = counter.issue("M1", "2017-07-01");
    for (text, found) in [
        ("李", vec!["M000001"]),
        ("雷", vec!["M000001"]),
        ("阳致", vec!["M000002"]),
        ("0101001", vec!["M000001"]),
        ("520199", vec!["M000001", "M000002"]),
        ("229001x", vec!["M000002"]),
        ("M000002", vec!["M000002"]),
        (&permit[2..10], vec!["M000001"]),
    ] {
        let answer = counter.ask(&format!("migrant find {text}"));
        shape(&answer, "people");
        let people = answer["people"].as_array().expect("people");
        let codes: Vec<&str> = people.iter().map(|person| person["migrant"].as_str().expect("a code")).collect();
        assert_eq!(codes, found, "{text}");
        for person in people {
            shape(person, "migrant name id_number unit");
        }
    }
    for text in ["王", "0017000", "%", "_", "'"] {
        let typed = if text == "'" { "\"'\"" } else { text };
        counter.finds_nobody(&format!("migrant find {typed}"), 1, "J114");
    }
}

#[test]
fn moving_keeps_the_registration_and_a_past_day_its_home() {
    let counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    let moved = counter.ask("migrant move M1 --unit 520103400 --address 新址 --stay 5 --on 2017-05-01");
    shape(&moved, MIGRANT);
    assert_eq!(moved["registration"]["unit"], "520103400");
    assert_eq!(moved["registration"]["address"], "新址");
    assert_eq!(moved["registration"]["registered_on"], "2017-01-01");
    assert_eq!(moved["registration"]["stay"], "5");
    assert_eq!(moved["registration"]["reason"], "01", "what is not given stays");
    let past = counter.ask("migrant show M1 --as-of 2017-04-30");
    assert_eq!(past["registration"]["unit"], "520102401");
    assert_eq!(past["registration"]["stay"], Value::Null);
    counter.refuses("migrant move M1 --unit 520103400 --address 新址", 1, "J203");
    counter.refuses("migrant move M1 --unit 520103400 --address 别处 --on 2017-04-30", 1, "J209");
    let district = counter.line("migrant move M1 --unit 520103 --address 区里 --on 2017-06-01").done();
    assert!(district.stderr.contains("J213"), "a district is taken with a warning: {district:?}");
}

#[test]
fn leaving_ends_the_stay_the_open_application_and_every_card() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    counter.register(WANG, "2017-01-01");
    let permit = counter.issue("M1", "2017-07-01");
    let left = counter.ask("migrant leave M1 --because other --to 成都 --on 2018-01-01");
    shape(&left, MIGRANT);
    assert_eq!(left["registration"]["ended_on"], "2018-01-01");
    let card = &left["permit"];
    assert_eq!((&card["status"], &card["end_reason"]), (&json!("ended"), &json!("left")));
    assert_eq!(counter.ask(&format!("permit show {permit} --as-of 2017-12-31"))["status"], "valid");
    counter.ask(&format!("permit apply M2 {PAPERS} --on 2017-09-01"));
    counter.ask("migrant leave M2 --because death --on 2017-09-01");
    counter.refuses("permit issue A2", 1, "J314");
    for (code, on) in [("M1", "2018-01-01"), ("M2", "2017-09-01")] {
        let error = counter.refuses(&format!("migrant leave {code} --because left"), 1, "J204");
        assert_eq!(error["details"]["ended_on"], on);
    }
}

#[test]
fn an_expired_card_ends_with_the_departure_too() {
    let counter = Counter::open("2014-08-01");
    counter.register(LI, "2012-10-01");
    counter.issue("M1", "2012-10-01");
    assert_eq!(counter.ask("permit show M1")["status"], "expired");
    let left = counter.ask("migrant leave M1 --because hukou");
    assert_eq!((&left["permit"]["status"], &left["permit"]["end_reason"]), (&json!("ended"), &json!("hukou")));
}

#[test]
fn coming_back_after_400_days_is_a_new_stay_and_the_count_starts_anew() {
    let counter = Counter::open("2018-12-01");
    counter.register(LI, "2017-01-01");
    counter.issue("M1", "2017-07-01");
    counter.ask("migrant leave M1 --because other --on 2017-08-01");
    counter.refuses(&format!("migrant add {} --on 2017-07-31", form(LI)), 1, "J210");
    let again = counter.ask(&format!("migrant add {} --on 2018-09-05", form(LI)));
    assert_eq!(
        (&again["again"], &again["registration"], &again["migrant"]),
        (&json!(true), &json!(2), &json!("M000001"))
    );
    let shown = counter.ask("migrant show M1");
    assert_eq!(shown["registration"]["registered_on"], "2018-09-05");
    assert_eq!(shown["permit"]["residence_since"], "2018-09-05", "{shown}");
    assert_eq!(shown["permit"]["status"], "ended", "the old card stays in history");
    assert_eq!(counter.ask("migrant show M1 --as-of 2017-07-15")["registration"]["registered_on"], "2017-01-01");
}

#[test]
fn coming_back_with_other_facts_changes_no_past_day() {
    let counter = Counter::open("2018-12-01");
    let kaiyang = form(LI).replace("遵义市红花岗区", "开阳县");
    counter.ask(&format!("migrant add {kaiyang} --phone 13900000001 --on 2017-01-01"));
    counter.ask("migrant leave M1 --because left --on 2018-03-01");
    let past = ["migrant show M1 --as-of 2018-01-31", "report rate --by tier --as-of 2018-01-31"];
    let before = past.map(|line| counter.ask(line));
    counter.ask(&format!("migrant add {} --phone 13900000002 --on 2018-09-05", form(LI)));
    assert_eq!(past.map(|line| counter.ask(line)), before);
    let now = counter.ask("migrant show M1");
    assert_ne!((&now["hukou"], &now["phone"]), (&before[0]["hukou"], &before[0]["phone"]));
}

#[test]
fn a_new_stay_may_begin_on_the_day_the_last_one_ended() {
    let counter = Counter::open("2018-12-01");
    counter.register(LI, "2017-01-01");
    counter.ask("migrant leave M1 --because left --on 2017-08-01");
    assert_eq!(counter.ask(&format!("migrant add {} --on 2017-08-01", form(LI)))["registration"], 2);
    let same_day = counter.ask("migrant leave M1 --because left --on 2017-08-01");
    assert_eq!(same_day["registration"]["ended_on"], "2017-08-01", "a departure on the day of registration");
}

#[test]
fn a_person_not_yet_registered_on_the_day_is_not_shown() {
    let counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    counter.finds_nobody("migrant show M1 --as-of 2016-12-31", 1, "J202");
    counter.ask("migrant show M1 --as-of 2017-01-01");
}

#[test]
fn a_coming_day_is_answered_as_if_nothing_more_happened() {
    let counter = Counter::open("2017-03-01");
    counter.register(LI, "2017-01-01");
    let shown = counter.ask("migrant show M1 --as-of 2017-06-30");
    assert_eq!(shown["eligibility"]["eligible"], true);
}

#[test]
fn the_counter_is_the_flag_the_environment_else_that_of_the_residence() {
    let mut counter = Counter::open("2017-03-01");
    let counter_of = |counter: &Counter, code: &str| {
        counter.ask(&format!("migrant show {code}"))["registration"]["counter"].as_str().expect("a code").to_owned()
    };
    counter.register(LI, "2017-03-01");
    assert_eq!(counter_of(&counter, "M1"), "520102401");
    let town = form(WANG).replace("520102401", "520102200");
    counter.ask(&format!("migrant add {town}"));
    assert_eq!(counter_of(&counter, "M2"), "520102", "a town's is its district's");
    counter.env.insert("JZZ_COUNTER".to_owned(), "520100".to_owned());
    counter.register(CHILD, "2017-03-01");
    assert_eq!(counter_of(&counter, "M3"), "520100");
    let n = number("1970-01-01", 1);
    counter.register_with(&n, "2017-03-01", "--counter 南明区/新华社区");
    assert_eq!(counter_of(&counter, "M4"), "520102400");
    for line in [
        format!("migrant add {} --counter 520102200", form(&number("1970-01-01", 2))),
        "migrant move M1 --unit 520103400 --address 一号 --counter 520102200".to_owned(),
        "migrant leave M1 --because left --counter 520102200".to_owned(),
    ] {
        counter.refuses(&line, 1, "J212");
    }
}

#[test]
fn days_are_read_in_every_form_of_the_contract() {
    let counter = Counter::open("2017-08-01");
    for (n, form_of_day) in
        ["2017-03-05", "2017-3-5", "2017/3/5", "2017.3.5", "20170305", "2017年3月5日"].into_iter().enumerate()
    {
        let n = number("1970-01-01", u32::try_from(n).expect("small") + 1);
        let answer = counter.ask(&format!("migrant add {} --on {form_of_day}", form(&n)));
        assert_eq!(answer["registered_on"], "2017-03-05", "{form_of_day}");
    }
    for wrong in ["2017-02-29", "2017-13-01", "17.3.5", "3/5/17", "yesterday", "2017-03", ""] {
        for line in ["migrant show M1 --as-of", "migrant leave M1 --because left --on"] {
            counter.refuses(&format!("{line} '{wrong}'"), 2, "J903");
        }
    }
}

#[test]
fn an_answer_that_the_format_cannot_hold_is_refused_before_anything_is_done() {
    let counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    counter.register(WANG, "2017-01-01");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2017-07-01"));
    let before = counter.counts();
    for line in [
        format!("migrant add {}", form(CHILD)),
        "migrant show M1".to_owned(),
        "migrant move M1 --unit 520103400 --address 一号".to_owned(),
        "migrant leave M1 --because left".to_owned(),
        format!("permit apply M2 {PAPERS}"),
        "permit apply M2".to_owned(),
        "permit issue M1".to_owned(),
        "permit show M1".to_owned(),
        "db backup copy.db".to_owned(),
    ] {
        for format in ["csv", "html"] {
            let told = counter.line(&format!("{line} --format {format}")).refused(2, "J908");
            assert_eq!(told.stdout, "", "{line}");
            assert_eq!(counter.counts(), before, "{line} --format {format}");
        }
    }
    assert!(!counter.path("copy.db").exists());
    counter.line("migrant find 李 --format html").refused(2, "J908");
    assert_eq!(counter.counts(), before);
}

#[test]
fn a_number_can_come_by_standard_input_for_every_command_that_names_somebody() {
    let mut counter = Counter::open("2018-07-01");
    let add = form(LI).replacen(LI, "-", 1);
    counter.input = format!("{LI}\n").into_bytes();
    assert_eq!(counter.ask(&format!("migrant add {add} --on 2017-01-01"))["migrant"], "M000001");
    for line in [
        format!("permit apply - {PAPERS} --on 2017-07-01"),
        "permit issue - --on 2017-07-01".to_owned(),
        "permit show -".to_owned(),
        "permit endorse - --on 2018-06-01".to_owned(),
        "migrant find -".to_owned(),
        "migrant move - --unit 520103400 --address 新址".to_owned(),
        "migrant leave - --because left".to_owned(),
    ] {
        counter.ask(&line);
    }
}

#[test]
fn the_ground_is_told_as_missing_while_no_live_permit_is_held() {
    let counter = Counter::open("2019-01-01");
    counter.register(LI, "2014-01-01");
    counter.register(WANG, "2017-01-01");
    counter.issue("M1", "2014-01-01");
    let missing = |code: &str, on: &str| {
        let shown = counter.ask(&format!("migrant show {code} --as-of {on}"));
        codes(&shown["eligibility"]["missing"]).iter().map(|&code| code.to_owned()).collect::<Vec<_>>()
    };
    let each = ["J309", "J310", "J310", "J310"];
    assert_eq!(missing("M1", "2016-02-01"), each, "an expired card: a new application");
    assert_eq!(missing("M2", "2017-06-30"), each);
    counter.issue("M2", "2017-06-30");
    assert_eq!(missing("M2", "2017-06-30"), [] as [&str; 0]);
    assert_eq!(missing("M2", "2018-07-01"), [] as [&str; 0], "suspended: endorsed, not applied for");
}

#[test]
fn any_part_of_a_code_finds_the_person() {
    let counter = Counter::open("2017-03-01");
    counter.register("520199199001010017", "2017-03-01");
    for part in ["M000", "m00000", "000001", "00001", "M000001", "9900", "0017"] {
        assert_eq!(counter.ask(&format!("migrant find {part}"))["people"][0]["migrant"], "M000001", "{part}");
    }
}
