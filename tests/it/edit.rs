//! `migrant edit` and `permit edit`: what is corrected, what is kept, what is refused.

use serde_json::json;

use crate::support::Counter;
use crate::support::office::{LI, PAPERS, WANG, number, shape};

/// The corrections of somebody, as `[field, old, new]`.
fn corrections(counter: &Counter, line: &str) -> Vec<[String; 3]> {
    let told = counter.ask(line);
    let listed = told["corrections"].as_array().expect("a list").clone();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
    listed.iter().map(|one| [text(&one["field"]), text(&one["old"]), text(&one["new"])]).collect()
}

#[test]
fn every_fact_of_the_form_can_be_corrected_and_the_old_value_is_kept() {
    let counter = Counter::open("2017-08-01");
    let more =
        "--arrived 2016-12-20 --stay 4 --phone 13912342345 --workplace 一厂 --job 钳工 --education 70 --marriage 10";
    counter.register_with(LI, "2017-01-01", more);
    let cases = [
        ("--name 李蕾", "name", "李*", "李*"),
        ("--ethnic 苗", "ethnic", "-", "06"),
        ("--ethnic 穿青人", "ethnic", "06", "穿青人"),
        ("--hukou 贵州省毕节市", "hukou", "贵州省遵义市红花岗区", "贵州省毕节市"),
        ("--hukou-county 522401", "hukou_county", "-", "522401"),
        ("--unit 520103", "unit", "520102401", "520103"),
        ("--address 中华路3号", "address", "西湖路1号", "中华路3号"),
        ("--reason 经商", "reason", "01", "03"),
        ("--dwelling 自有住房", "dwelling", "30", "21"),
        ("--arrived 2016-12-24", "arrived_on", "2016-12-20", "2016-12-24"),
        ("--stay 三年以上", "stay", "4", "6"),
        ("--phone 13912342346", "phone", "139****2345", "139****2346"),
        ("--phone ''", "phone", "139****2346", "-"),
        ("--workplace 二厂", "workplace", "一厂", "二厂"),
        ("--employer-code MA6DG001-5", "employer_code", "-", "MA6DG001-5"),
        ("--job 车工", "job", "钳工", "车工"),
        ("--education 60", "education", "70", "60"),
        ("--marriage 20", "marriage", "10", "20"),
        ("--exempt relative", "exempt", "-", "relative"),
        ("--exempt none", "exempt", "relative", "-"),
        ("--on 2016-12-27", "registered_on", "2017-01-01", "2016-12-27"),
    ];
    for (at, (flags, field, old, new)) in cases.into_iter().enumerate() {
        let before = counter.journal();
        let answer = counter.ask(&format!("migrant edit M1 --because 抄错 {flags}"));
        assert_eq!(answer["migrant"], "M000001", "{flags}");
        assert_eq!(counter.journal(), before + 1, "{flags}: one row");
        let told = corrections(&counter, "migrant history M1");
        let last = told.iter().find(|one| one[0] == field && one[1] == old && one[2] == new);
        assert!(last.is_some(), "{flags} ({at}): {told:?}");
    }
    let entries = counter.entries();
    let edits: Vec<_> = entries.iter().filter(|entry| entry.0 == "migrant edit").collect();
    assert!(edits.iter().all(|entry| entry.3.as_deref() == Some("抄错") && entry.2.as_deref() == Some("M000001")));
    let shown = counter.ask("migrant show M1")["registration"].clone();
    assert_eq!((&shown["unit"], &shown["dwelling"]), (&json!("520103"), &json!("21")));
    assert_eq!(counter.ask("migrant show M1 --as-of 2016-12-27")["registration"]["registered_on"], "2016-12-27");
}

#[test]
fn a_corrected_number_takes_the_history_along_and_the_old_one_still_finds_the_person() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    let permit = counter.issue("M1", "2017-07-01");
    let right = number("1991-02-03", 2);
    let answer = counter.ask(&format!("migrant edit {LI} --id-number {right} --because 抄错"));
    assert_eq!((&answer["sex"], &answer["birth"]), (&json!("female"), &json!("1991-02-03")), "they follow the number");
    assert_eq!(answer["permit"]["permit"], permit.as_str());
    for who in [LI, &right, "M1", &permit] {
        assert_eq!(counter.ask(&format!("migrant show {who}"))["migrant"], "M000001", "{who}");
    }
    let told = corrections(&counter, "migrant history M1");
    let fields: Vec<&str> = told.iter().map(|one| one[0].as_str()).collect();
    assert_eq!(fields, ["id_number", "sex", "birth"]);
    assert_eq!(told[0][1], "5201**********0017");
    let everything = format!("{:?}", counter.entries());
    assert!(!everything.contains(LI) && !everything.contains(&right), "no number in the journal");
    let revealed = counter.ask("migrant history M1 --reveal 核对");
    assert_eq!(revealed["corrections"][0]["old"], LI);
    // The old number at the counter again: the same name is the same person, another name is another.
    counter.refuses(&format!("migrant add {}", crate::support::office::form(LI)), 1, "J201");
    let other = crate::support::office::form(LI).replace("李雷", "钱进");
    assert_eq!(counter.ask(&format!("migrant add {other}"))["migrant"], "M000002");
    counter.finds_nobody(&format!("migrant show {LI}"), 1, "J115");
}

#[test]
fn sex_and_birth_that_are_given_win_over_the_number() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    let told = counter.line("migrant edit M1 --sex 女 --birth 1990-01-02 --because 证件如此 --format json").done();
    assert_eq!((&told.json()["sex"], &told.json()["birth"]), (&json!("female"), &json!("1990-01-02")));
    assert!(told.stderr.contains("J112") && told.stderr.contains("J113"), "{}", told.stderr);
}

#[test]
fn a_day_of_birth_that_cannot_be_is_refused() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    for (facts, code) in [
        ("--birth 2030-01-01", "J207"),
        ("--birth 2017-01-02", "J207"),
        ("--birth 2016-12-02 --arrived 2016-12-01", "J207"),
        ("--birth 1880-01-01", "J106"),
    ] {
        counter.refuses(&format!("migrant edit M1 {facts} --because 更正"), 1, code);
    }
}

#[test]
fn a_phone_that_cannot_be_read_is_said_as_at_a_registration() {
    let counter = Counter::open("2018-08-01");
    counter.register_with(LI, "2017-01-01", "--phone 13912342345");
    let error = counter.refuses("migrant edit M1 --phone abc --because x", 1, "J124");
    assert_eq!(error["details"]["unread"], json!(["J120"]));
    let told = counter.line("migrant edit M1 --phone abc --address 西湖路2号 --because x --format json").done();
    assert!(told.stderr.contains("J120"), "{}", told.stderr);
    assert_eq!(told.json()["phone"], "139****2345", "the old one stays");
}

#[test]
fn a_number_that_another_person_bears_is_refused_with_merge_as_the_hint() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    counter.register(WANG, "2017-01-01");
    let error = counter.refuses(&format!("migrant edit M1 --id-number {WANG} --because 抄错"), 1, "J125");
    let hint = error["hint"].as_str().expect("a hint");
    assert!(hint.contains("migrant merge M000002 M000001"), "{hint}");
}

#[test]
fn what_cannot_be_corrected() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    for (line, exit, code) in [
        ("migrant edit M1 --name 李蕾", 2, "J902"),
        ("migrant edit M1 --because ''", 2, "J902"),
        ("migrant edit M9 --name 李蕾 --because x", 1, "J114"),
        ("migrant edit M1 --because x", 2, "J901"),
        ("migrant edit M1 --of 2017-01-01 --because x", 2, "J901"),
        ("migrant edit M1 --name 李雷 --address 西湖路1号 --because x", 1, "J124"),
        ("migrant edit M1 --because 理由 --name 李蕾", 2, "J902"),
        ("migrant edit M1 --name '' --because x", 1, "J217"),
        ("migrant edit M1 --name 李1 --because x", 1, "J116"),
        ("migrant edit M1 --dwelling 桥洞 --because x", 1, "J121"),
        ("migrant edit M1 --unit 新花社区 --because x", 1, "J601"),
        ("migrant edit M1 --employer-code 1 --because x", 1, "J119"),
        ("migrant edit M1 --id-number 520199199001010018 --because x", 1, "J103"),
        ("migrant edit M1 --id-kind hmt --because x", 1, "J117"),
        ("migrant edit M1 --hukou 贵阳市云岩区 --because x", 1, "J205"),
        ("migrant edit M1 --hukou-county 520103 --because x", 1, "J205"),
        ("migrant edit M1 --arrived 2017-01-02 --because x", 1, "J206"),
        ("migrant edit M1 --arrived 1989-01-02 --because x", 1, "J207"),
        ("migrant edit M1 --on 2018-08-02 --because x", 1, "J208"),
        ("migrant edit M1 --exempt rich --because x", 2, "J904"),
        ("migrant edit M1 --name 李蕾 --because x --counter 520102999", 1, "J601"),
    ] {
        counter.refuses(line, exit, code);
    }
}

#[test]
fn a_fact_that_a_roster_left_out_bars_no_correction() {
    let counter = Counter::open("2018-08-01");
    let roster = format!(
        "姓名,公民身份号码,户籍地址,社区,现居住地址,居住事由,登记日期\n李雷,{LI},贵州省遵义市,520102401,西湖路1号,务工,2017-01-01\n"
    );
    counter.put("people.csv", roster.as_bytes());
    counter.line("roster import people.csv").done();
    let answer = counter.ask("migrant edit M1 --phone 13912342345 --because 补全");
    assert_eq!((&answer["phone"], &answer["registration"]["dwelling"]), (&json!("139****2345"), &json!(null)));
    let history = counter.ask("migrant history M1");
    assert_eq!(history["acts"][0]["detail"]["batch"], "B1");
    assert!(history["acts"][0]["clerk"].is_string());
}

#[test]
fn a_corrected_day_of_registration_keeps_the_order() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2016-01-01");
    counter.ask("migrant leave M1 --because left --on 2016-06-01");
    counter.register(LI, "2017-01-01");
    counter.ask("migrant move M1 --unit 520103 --address 中华路3号 --on 2017-03-01");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2017-07-05"));
    for day in ["2016-05-31", "2017-03-02", "2018-01-01"] {
        let error = counter.refuses(&format!("migrant edit M1 --on {day} --because x"), 1, "J218");
        let other = if day < "2017" { "2016-06-01" } else { "2017-03-01" };
        assert_eq!(error["details"]["other_on"], other, "{day}");
    }
    counter.ask("migrant edit M1 --on 2017-03-01 --because x");
    counter.ask("migrant edit M1 --on 2016-06-01 --because x");
    let then = counter.ask("migrant show M1 --as-of 2016-06-01")["registration"].clone();
    assert_eq!((&then["registered_on"], &then["unit"]), (&json!("2016-06-01"), &json!("520102401")));
    let now = counter.ask("migrant show M1")["registration"].clone();
    assert_eq!((&now["registered_on"], &now["unit"]), (&json!("2016-06-01"), &json!("520103")));
    let first = &counter.ask("migrant history M1")["acts"];
    let acts: Vec<&str> = first.as_array().expect("acts").iter().filter_map(|act| act["act"].as_str()).collect();
    assert_eq!(acts, ["register", "leave", "register", "move", "apply"]);
    assert!(first.as_array().expect("acts").iter().all(|act| act["at"].is_string()), "each finds its entry: {first}");
}

#[test]
fn after_leaving_the_latest_stay_is_corrected_and_shown_on_its_end() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2016-01-01");
    counter.ask("migrant leave M1 --because left --on 2016-06-01");
    let answer = counter.ask("migrant edit M1 --address 西湖路2号 --because x");
    assert_eq!(
        (&answer["registration"]["address"], &answer["registration"]["ended_on"]),
        (&json!("西湖路2号"), &json!("2016-06-01"))
    );
}

#[test]
fn the_days_of_a_card_are_corrected_and_its_terms_follow() {
    let counter = Counter::open("2019-08-01");
    counter.register(LI, "2016-12-01");
    let permit = counter.issue("M1", "2017-07-01");
    counter.ask(&format!("permit endorse {permit} --on 2018-06-15"));
    let answer = counter.ask(&format!("permit edit {permit} --issued 2017-07-10 --because 抄错"));
    assert_eq!((&answer["issued_on"], &answer["anchor_on"]), (&json!("2017-07-10"), &json!("2017-07-10")));
    assert_eq!(counter.ask(&format!("permit show {permit} --as-of 2018-06-16"))["window"]["opens"], "2019-06-10");
    let answer =
        counter.ask(&format!("permit edit {permit} --endorsed 2018-06-15=2018-07-01 --because 抄错 --counter 520102"));
    assert_eq!(answer["endorsed_on"], json!(["2018-07-01"]));
    assert_eq!(
        corrections(&counter, &format!("permit history {permit}")),
        [["issued_on", "2017-07-01", "2017-07-10"], ["endorsed_on", "2018-06-15", "2018-07-01"]]
            .map(|one| one.map(str::to_owned))
    );
    let history = counter.ask(&format!("permit history {permit}"));
    shape(&history, "acts corrections");
    shape(&history["acts"][0], "on at act clerk counter detail");
    shape(&history["corrections"][0], "on at what field of old new because clerk");
    for act in history["acts"].as_array().expect("acts") {
        assert!(act["at"].is_string() && act["counter"].is_string(), "{act}");
    }
    let rate = counter.ask("report rate --as-of 2018-07-01");
    assert_eq!(rate["total"]["in_force"], 1, "the stored terms follow: {rate}");
}

#[test]
fn days_of_a_card_that_cannot_be() {
    let counter = Counter::open("2019-08-01");
    counter.register(LI, "2016-12-01");
    let permit = counter.issue("M1", "2017-07-01");
    counter.ask(&format!("permit endorse {permit} --on 2018-06-15"));
    for (flags, exit, code) in [
        ("--issued 2017-07-02", 2, "J902"),
        ("--because x", 2, "J901"),
        ("--issued 2017-07-01 --because x", 1, "J124"),
        ("--issued 2019-08-02 --because x", 1, "J208"),
        ("--issued 2017-06-30 --because x", 1, "J221"),
        ("--issued 2018-06-16 --because x", 1, "J221"),
        ("--ended 2018-06-16 --because x", 1, "J222"),
        ("--collected 2018-06-16 --because x", 1, "J222"),
        ("--endorsed 2018-06-16=2018-06-17 --because x", 1, "J222"),
        ("--endorsed 2018-06-15=2018-05-31 --because x", 1, "J317"),
        ("--endorsed 2018-06-15 --because x", 2, "J901"),
    ] {
        counter.refuses(&format!("permit edit {permit} {flags}"), exit, code);
    }
    counter.ask("permit end M1 --because ineligible --on 2019-01-01");
    counter.refuses(&format!("permit edit {permit} --ended 2018-06-14 --because x"), 1, "J221");
    let answer = counter.ask(&format!("permit edit {permit} --ended 2019-02-01 --because x"));
    assert_eq!((&answer["ended_on"], &answer["end_reason"]), (&json!("2019-02-01"), &json!("ineligible")));
}

#[test]
fn several_endorsements_are_one_correction() {
    let counter = Counter::open("2020-01-01");
    counter.register(LI, "2016-12-01");
    let permit = counter.issue("M1", "2017-07-10");
    counter.ask(&format!("permit endorse {permit} --on 2018-07-01"));
    counter.ask(&format!("permit endorse {permit} --on 2019-07-01"));
    for (flags, exit, code) in [
        ("--endorsed 2018-07-01=2018-07-02 --endorsed 2018-07-01=2018-07-02", 2, "J901"),
        ("--endorsed 2018-07-01=2018-07-02 --endorsed 2018-07-01=2018-07-03", 2, "J901"),
        ("--endorsed 2018-07-01=2018-07-02 --endorsed 2019-07-01=2018-07-02", 2, "J901"),
        ("--endorsed 2018-07-01=2019-07-01 --endorsed 2019-07-01=2018-07-01", 1, "J221"),
        ("--endorsed 2018-07-01=2018-08-15", 1, "J317"),
        ("--issued 2017-08-10", 1, "J317"),
    ] {
        let error = counter.refuses(&format!("permit edit {permit} {flags} --because x"), exit, code);
        assert!(code != "J317" || error["details"]["endorsed_on"].is_string(), "{error}");
    }
    // The first takes the second's day, which moves on: in one command, in either order.
    let both = "--endorsed 2019-07-01=2020-01-01 --endorsed 2018-07-01=2019-07-01";
    counter.refuses(&format!("permit edit {permit} {both} --because x"), 1, "J317");
    let counter = Counter::open("2021-01-01");
    counter.register(LI, "2016-12-01");
    let permit = counter.issue("M1", "2017-07-10");
    counter.ask(&format!("permit endorse {permit} --on 2018-07-01"));
    counter.ask(&format!("permit endorse {permit} --on 2019-07-01"));
    let both = "--endorsed 2018-07-01=2019-07-01 --endorsed 2019-07-01=2020-06-20";
    let answer = counter.ask(&format!("permit edit {permit} {both} --because 抄错"));
    assert_eq!(answer["endorsed_on"], json!(["2019-07-01", "2020-06-20"]));
    assert_eq!(answer["residence_since"], "2019-07-01", "late now");
    let back = "--endorsed 2020-06-20=2019-07-01 --endorsed 2019-07-01=2018-07-01";
    let answer = counter.ask(&format!("permit edit {permit} {back} --because 更正错了"));
    assert_eq!(answer["endorsed_on"], json!(["2018-07-01", "2019-07-01"]));
    assert_eq!(answer["residence_since"], "2016-12-01");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test puts a replaced card into the file and reads the stored terms")]
fn a_replacement_follows_the_corrected_day_of_the_card_it_stands_for() {
    let counter = Counter::open("2018-03-01");
    counter.register(LI, "2016-12-01");
    let first = counter.issue("M1", "2017-07-01");
    let file = rusqlite::Connection::open(counter.path("register.db")).expect("the register");
    let replaced = "UPDATE permit SET ended_on = '2018-01-01', end_reason = 'replaced'; \
         INSERT INTO permit (number, migrant_id, kind, regime, counter_id, issuing_county, unit_id, issued_on, base_on, \
         replaces_id) SELECT 'JZ9', migrant_id, kind, regime, counter_id, issuing_county, unit_id, '2018-01-01', base_on, \
         permit_id FROM permit; \
         INSERT INTO permit_term (permit_id, from_on, opens_on, until_on) \
         VALUES (2, '2018-01-01', '2018-06-01', '2018-07-01')";
    file.execute_batch(replaced).expect("a replaced card");
    counter.ask(&format!("permit edit {first} --issued 2017-07-10 --because 抄错"));
    let shown = counter.ask("permit show JZ9");
    assert_eq!((&shown["anchor_on"], &shown["window"]["opens"]), (&json!("2017-07-10"), &json!("2018-06-10")));
    let until =
        file.query_row("SELECT until_on FROM permit_term WHERE permit_id = 2", [], |row| row.get::<_, String>(0));
    assert_eq!(until.expect("a term"), "2018-07-10");
    let history = counter.ask("permit history JZ9");
    assert_eq!(
        (&history["acts"][0]["act"], &history["acts"][0]["detail"]["replaces"]),
        (&json!("replace"), &json!(first))
    );
    counter.refuses("permit edit JZ9 --issued 2017-07-09 --because x", 1, "J221");
}

#[test]
fn a_card_that_ended_with_another_act_has_the_day_of_that_act() {
    let refused = |counter: &Counter, permit: &str, act: &str| {
        let error = counter.refuses(&format!("permit edit {permit} --ended 2019-02-01 --because x"), 1, "J221");
        assert_eq!(error["details"]["act"], act);
        error["hint"].as_str().expect("a hint").to_owned()
    };
    let counter = Counter::open("2019-08-01");
    counter.register(LI, "2016-12-01");
    let first = counter.issue("M1", "2017-07-01");
    let second = counter.ask(&format!("permit replace {first} --because lost --on 2018-03-01"));
    let second = second["permit"].as_str().expect("a number").to_owned();
    assert!(refused(&counter, &first, "replace").contains(&second));
    // The way out: the new card's day of issue, and the old card's end goes along.
    counter.ask(&format!("permit edit {second} --issued 2018-03-05 --because 抄错"));
    assert_eq!(counter.ask(&format!("permit show {first}"))["ended_on"], "2018-03-05");
    let before = corrections(&counter, &format!("permit history {first}"));
    assert_eq!(before, [["ended_on", "2018-03-01", "2018-03-05"].map(str::to_owned)]);
    counter.refuses(&format!("permit edit {second} --issued 2017-06-30 --because x"), 1, "J221");
    counter.ask("migrant leave M1 --because left --on 2019-01-01");
    assert!(refused(&counter, &second, "leave").contains("migrant edit M000001 --left"));
    // The same day again contradicts nothing.
    counter.refuses(&format!("permit edit {second} --ended 2019-01-01 --because x"), 1, "J124");
    // A card that ran out ended with the issue of the next.
    let counter = Counter::open("2019-08-01");
    counter.register(LI, "2012-10-01");
    counter.ask("permit apply M1 --evidence identity_card --evidence lease --on 2012-10-01");
    let first = counter.ask("permit issue M1 --on 2012-10-01")["permit"].as_str().expect("a number").to_owned();
    counter.ask("permit apply M1 --evidence identity_card --evidence lease --on 2013-10-02");
    let second = counter.ask("permit issue M1 --on 2013-10-02")["permit"].as_str().expect("a number").to_owned();
    assert!(refused(&counter, &first, "issue").contains(&second));
    counter.refuses(&format!("permit edit {second} --issued 2013-09-30 --because x"), 1, "J221");
    counter.ask(&format!("permit edit {second} --issued 2013-10-09 --because 抄错"));
    assert_eq!(counter.ask(&format!("permit show {first}"))["ended_on"], "2013-10-09");
    // Two records made one.
    let counter = Counter::open("2019-08-01");
    counter.register(LI, "2017-01-01");
    counter.register(WANG, "2017-01-01");
    counter.issue("M1", "2018-01-01");
    let other = counter.issue("M2", "2018-01-02");
    counter.ask("migrant merge M1 M2 --because 重复登记 --on 2018-02-01");
    assert!(refused(&counter, &other, "merge").contains("migrant unmerge M000001 M000002"));
}

#[test]
fn a_number_typed_into_the_reason_is_kept_nowhere() {
    let counter = Counter::open("2018-03-01");
    counter.register(LI, "2016-12-01");
    counter.ask(&format!("migrant edit M1 --address 西湖路2号 --because 原写{LI}"));
    let told = counter.ask("migrant history M1");
    assert!(!told.to_string().contains(LI) && !format!("{:?}", counter.entries()).contains(LI), "{told}");
}

/// Everything that a departure touches, row by row.
fn departed(counter: &Counter) -> Vec<String> {
    let sql = [
        "SELECT registration_id || ' ' || COALESCE(ended_on, '-') || ' ' || COALESCE(end_reason, '-') || ' ' || COALESCE(left_to, '-') FROM registration ORDER BY registration_id",
        "SELECT permit_id || ' ' || COALESCE(ended_on, '-') || ' ' || COALESCE(end_reason, '-') FROM permit ORDER BY permit_id",
        "SELECT application_id || ' ' || state || ' ' || COALESCE(closed_on, '-') || ' ' || COALESCE(because, '-') FROM application ORDER BY application_id",
        "SELECT permit_id || ' ' || from_on || ' ' || opens_on || ' ' || until_on FROM permit_term ORDER BY permit_id, from_on",
    ];
    sql.iter().flat_map(|sql| counter.rows(sql)).collect()
}

#[test]
fn a_departure_that_was_wrong_is_taken_back_with_all_that_ended_with_it() {
    for applies in [false, true] {
        let counter = Counter::open("2019-08-01");
        counter.register(LI, "2016-12-01");
        if applies {
            counter.ask(&format!("permit apply M1 {PAPERS} --on 2017-07-01"));
        } else {
            counter.issue("M1", "2017-07-01");
        }
        let before = departed(&counter);
        counter.ask("migrant leave M1 --because left --to 遵义 --on 2018-01-01");
        assert_ne!(departed(&counter), before);
        let journal = counter.journal();
        let answer = counter.ask("migrant edit M1 --left none --because 记错了人");
        assert_eq!(counter.journal(), journal + 1, "one row");
        assert_eq!(departed(&counter), before, "everything is as it was");
        assert_eq!(answer["registration"]["ended_on"], json!(null));
        let kept = corrections(&counter, "migrant history M1");
        assert_eq!(kept[0], ["left_on", "2018-01-01", "-"].map(str::to_owned));
        assert_eq!(kept.len(), if applies { 4 } else { 5 }, "stay, reason, where to, and what ended with it: {kept:?}");
        let acts = counter.ask("migrant history M1")["acts"].to_string();
        assert!(!acts.contains("\"leave\""), "{acts}");
        // What was restored goes on.
        let next = if applies { "permit issue A1 --on 2019-08-01" } else { "permit endorse M1 --on 2019-08-01" };
        counter.ask(next);
        counter.ask("migrant leave M1 --because left --on 2019-08-01");
    }
}

#[test]
fn the_day_and_the_reason_of_a_departure_are_corrected_and_the_card_follows() {
    let counter = Counter::open("2019-08-01");
    counter.register(LI, "2016-12-01");
    let permit = counter.issue("M1", "2017-07-01");
    counter.ask("migrant leave M1 --because death --on 2018-01-01");
    counter.ask("migrant edit M1 --left 2018-02-01 --end-reason left --because 记错");
    let card = counter.ask(&format!("permit show {permit}"));
    assert_eq!((&card["ended_on"], &card["end_reason"]), (&json!("2018-02-01"), &json!("left")));
    assert_eq!(counter.ask("migrant show M1 --as-of 2018-01-31")["registration"]["ended_on"], json!(null));
    let history = counter.ask("migrant history M1");
    let leave = history["acts"].as_array().expect("acts").iter().find(|act| act["act"] == "leave").expect("it").clone();
    assert_eq!((&leave["on"], leave["at"].is_string()), (&json!("2018-02-01"), true), "its entry is found: {leave}");
    let end = history["acts"].as_array().expect("acts").iter().find(|act| act["act"] == "end").expect("it").clone();
    assert!(end["at"].is_string(), "{end}");
    // The reason alone; then somebody may come back.
    counter.ask("migrant edit M1 --end-reason death --because 核实");
    counter.refuses(&format!("migrant add {} --on 2018-03-01", crate::support::office::form(LI)), 1, "J223");
    counter.ask("migrant edit M1 --end-reason left --because 核实");
    counter.register(LI, "2018-03-01");
    // With a later stay the end lies before it, and cannot be taken back.
    for (line, exit, code) in [
        ("migrant edit M1 --left none --because x", 1, "J210"),
        ("migrant edit M1 --left 2018-03-02 --because x", 1, "J210"),
        ("migrant edit M1 --left 2017-06-30 --because x", 1, "J209"),
        ("migrant edit M1 --left 2019-08-02 --because x", 1, "J208"),
        ("migrant edit M1 --left 2018-02-01 --because x", 1, "J124"),
        ("migrant edit M1 --left soon --because x", 2, "J903"),
        ("migrant edit M1 --left none --end-reason left --because x", 2, "J901"),
        ("migrant edit M1 --left 2018-02-02 --name 李蕾 --because x", 2, "J901"),
        ("migrant edit M1 --end-reason moved --because x", 2, "J904"),
        ("migrant edit M1 --left 2018-02-02", 2, "J902"),
    ] {
        counter.refuses(line, exit, code);
    }
    counter.ask("migrant edit M1 --left 2018-03-01 --because 连着住");
    counter.register(WANG, "2016-12-01");
    counter.refuses("migrant edit M2 --left none --because x", 1, "J222");
}

#[test]
fn what_stands_in_the_way_of_taking_a_departure_back() {
    // A merger that ended the stay.
    let counter = Counter::open("2019-08-01");
    counter.register(LI, "2017-01-01");
    counter.register(WANG, "2017-06-01");
    counter.ask("migrant merge M1 M2 --because 重复登记");
    let error = counter.refuses("migrant edit M1 --left 2018-01-01 --because x", 1, "J218");
    assert!(error["hint"].as_str().expect("a hint").contains("migrant unmerge M000001 M000002"), "{error}");
}

#[test]
fn a_stay_before_another_ended_neither_by_death_nor_by_settling() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2016-01-01");
    counter.ask("migrant leave M1 --because left --on 2016-06-01");
    counter.register(LI, "2017-01-01");
    for reason in ["death", "hukou"] {
        let error = counter.refuses(&format!("migrant edit M1 --end-reason {reason} --because x"), 1, "J223");
        assert_eq!(error["details"]["registered_on"], "2017-01-01");
    }
    counter.ask("migrant edit M1 --end-reason other --because x");
}
