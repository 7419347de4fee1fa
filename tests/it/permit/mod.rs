//! `permit apply|issue|endorse|show`: shapes, exit codes, the lives of cards; the other acts in files of
//! their own.

mod applications;
mod cards;
mod list;
mod replacing;

use serde_json::{Value, json};

use crate::support::Counter;
use crate::support::office::{CHILD, LI, PAPERS, WANG, number, shape};

const PERMIT: &str = "permit migrant kind status status_since issued_on anchor_on issuing_county counter tier window \
                      suspended_from valid_until endorsed_on residence_since residence_days ended_on end_reason \
                      collected_on replaces replaced_by regime";

fn codes(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().map(|said| said["code"].as_str().expect("a code")).collect()
}

#[test]
fn apply_issue_show_and_endorse_have_the_shapes_of_the_contract() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    let applied = counter.ask(&format!("permit apply M1 {PAPERS} --on 2017-06-30"));
    assert_eq!(
        applied,
        json!({
            "application": "A000001", "accepted": true, "accepted_on": "2017-06-30", "due_on": "2017-07-15",
            "promised_on": "2017-07-11", "regime": "state-2016", "missing": [],
        })
    );
    let issued = counter.ask("permit issue A1 --on 2017-07-01 --counter 520100");
    let permit = issued["permit"].as_str().expect("a number").to_owned();
    assert_eq!(
        issued,
        json!({
            "permit": permit, "migrant": "M000001", "issued_on": "2017-07-01",
            "window": {"opens": "2018-06-01", "closes": "2018-06-30"}, "valid_until": null, "regime": "state-2016",
        })
    );
    let shown = counter.ask(&format!("permit show {permit} --as-of 2017-07-01"));
    shape(&shown, PERMIT);
    assert_eq!(
        shown,
        json!({
            "permit": permit, "migrant": "M000001", "kind": "residence_permit", "status": "valid",
            "status_since": "2017-07-01", "issued_on": "2017-07-01", "anchor_on": "2017-07-01",
            "issuing_county": "520102", "counter": "520100", "tier": "city",
            "window": {"opens": "2018-06-01", "closes": "2018-06-30"}, "suspended_from": null, "valid_until": null,
            "endorsed_on": [], "residence_since": "2017-01-01", "residence_days": 182, "ended_on": null,
            "end_reason": null, "collected_on": null, "replaces": null, "replaced_by": null, "regime": "state-2016",
        })
    );
    let endorsed = counter.ask(&format!("permit endorse {permit} --evidence lease:房东:2018-01-01 --on 2018-06-30"));
    shape(&endorsed, PERMIT);
    assert_eq!(endorsed["endorsed_on"], json!(["2018-06-30"]));
    assert_eq!(endorsed["window"], json!({"opens": "2019-06-01", "closes": "2019-06-30"}));
    assert_eq!(counter.ask("migrant show M1 --as-of 2018-06-30")["permit"], endorsed);
}

#[test]
fn a_permit_number_is_made_of_county_year_serial_and_check() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    counter.register(WANG, "2017-01-01");
    let first = counter.issue("M1", "2017-07-01");
    let second = counter.issue("M2", "2017-07-02");
    assert_eq!((first.len(), &first[..10]), (18, "JZ52010217"));
    let serial = |number: &str| number[10..17].parse::<u32>().expect("a serial");
    assert_eq!(serial(&second), serial(&first) + 1, "a counter draws from its block");
    counter.register(&number("1970-01-01", 1), "2017-01-01");
    counter.ask(&format!("permit apply M3 {PAPERS} --on 2017-08-01"));
    let elsewhere = counter.ask("permit issue M3 --on 2017-08-01 --counter 520100");
    let elsewhere = elsewhere["permit"].as_str().expect("a number").to_owned();
    assert_eq!(&elsewhere[2..8], "520102", "the county of the residence, never the counter's");
    assert_eq!(serial(&elsewhere), 0, "the city's counter is the first of the list");
    assert_ne!(serial(&first) / 10_000, 0);
}

#[test]
fn an_incomplete_application_lists_everything_at_once_and_bars_nothing() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    let cases: &[(&str, &[&str])] = &[
        ("", &["J306", "J307", "J308", "J309"]),
        ("--evidence identity_card --photo --evidence lease", &["J309"]),
        ("--ground dwelling --evidence identity_card --evidence photo", &["J308", "J310"]),
        ("--ground employment --evidence identity_card --photo --evidence lease", &["J310"]),
        ("--ground dwelling --evidence hukou_book --photo --evidence lease", &["J306"]),
        ("--ground dwelling --evidence identity_card --evidence lease", &["J307"]),
    ];
    for (n, (flags, missing)) in cases.iter().enumerate() {
        let before = counter.counts();
        let told = counter.line(&format!("permit apply M1 {flags} --format json")).refused(1, "J305");
        let answer = told.json();
        shape(&answer, "application accepted accepted_on due_on promised_on regime missing");
        assert_eq!(answer["application"], format!("A{:06}", n + 1), "the next apply makes a new number");
        assert_eq!(
            (&answer["accepted"], &answer["accepted_on"], &answer["due_on"]),
            (&json!(false), &Value::Null, &Value::Null)
        );
        assert_eq!(codes(&answer["missing"]), *missing, "{flags}");
        for said in answer["missing"].as_array().expect("a list") {
            shape(said, "code message");
        }
        let mut expected = before;
        expected[3] += 1;
        assert_eq!(counter.counts(), expected, "one row for the notice");
        crate::support::hints::check(&told.error(), flags);
    }
    counter.refuses("permit issue A1", 1, "J314");
    counter.refuses("permit issue M1", 1, "J329");
    assert_eq!(counter.ask(&format!("permit apply M1 {PAPERS}"))["accepted"], true);
}

#[test]
fn what_is_no_matter_of_papers_is_refused_without_a_trace() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    counter.register(WANG, "2017-01-01");
    counter.register_with(&number("1970-01-01", 1), "2018-01-01", "");
    let error = counter.refuses("permit apply M1 --on 2017-06-29", 1, "J301");
    assert_eq!(error["details"]["since"], "2017-06-30");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2017-06-30"));
    counter.refuses(&format!("permit apply M1 {PAPERS} --on 2017-07-01"), 1, "J303");
    counter.ask("permit issue M1 --on 2017-07-01");
    counter.refuses(&format!("permit apply M1 {PAPERS}"), 1, "J304");
    assert_eq!(counter.ask("permit show M1")["status"], "suspended");
    counter.refuses("permit apply M1 --on 2016-12-31", 1, "J202");
    counter.refuses("permit apply M3 --on 2018-06-29", 1, "J301");
    counter.ask("permit show M1 --as-of 2018-07-01");
    counter.refuses("permit apply M9", 1, "J114");
}

#[test]
fn the_regimes_of_2012_ask_what_they_ask() {
    let counter = Counter::open("2012-12-01");
    counter.register(LI, "2012-03-05");
    counter.register(WANG, "2012-10-01");
    let guiyang = counter.line("permit apply M1 --on 2012-03-05 --format json").refused(1, "J305").json();
    assert_eq!(codes(&guiyang["missing"]), ["J306", "J307", "J308"]);
    let guizhou = counter.line("permit apply M2 --on 2012-10-01 --format json").refused(1, "J305").json();
    assert_eq!((codes(&guizhou["missing"]), &guizhou["regime"]), (vec!["J306", "J308"], &json!("guizhou-2012")));
    let full = counter.ask("permit apply M1 --evidence hukou_book --photo --evidence title_deed --on 2012-03-05");
    assert_eq!((&full["due_on"], &full["regime"]), (&json!("2012-03-14"), &json!("guiyang-2012")));
    let card = counter.ask("permit issue M1 --on 2012-03-14");
    assert_eq!(card["valid_until"], "2013-03-13");
    assert_eq!(card["window"], json!({"opens": "2013-02-12", "closes": "2013-03-13"}));
    let full = counter.ask("permit apply M2 --evidence identity_card --evidence lease --on 2012-10-01");
    assert_eq!(full["due_on"], "2012-10-08");
    assert_eq!(counter.ask("permit issue M2 --on 2012-10-01")["valid_until"], "2013-09-30");
}

#[test]
fn papers_are_those_of_acceptance_and_the_card_that_of_the_day_of_issue() {
    let counter = Counter::open("2016-02-01");
    counter.register(LI, "2015-12-01");
    let applied = counter.ask("permit apply M1 --evidence identity_card --evidence lease --on 2015-12-31");
    assert_eq!((&applied["regime"], &applied["due_on"]), (&json!("guizhou-2012"), &json!("2016-01-07")));
    let card = counter.ask("permit issue M1 --on 2016-01-02");
    assert_eq!((&card["regime"], &card["valid_until"]), (&json!("state-2016"), &Value::Null));
}

#[test]
fn a_child_born_on_29_february_needs_a_guardian_until_the_birthday() {
    let counter = Counter::open("2016-03-01");
    counter.register(CHILD, "2015-08-01");
    let school = "--ground schooling --evidence identity_card --photo --evidence lease --evidence student_card";
    let on = |day: &str, more: &str| counter.line(&format!("permit apply M1 {school} {more} --on {day} --format json"));
    let lacking = on("2016-02-28", "").refused(1, "J305").json();
    assert_eq!(codes(&lacking["missing"]), ["J311"]);
    on("2016-02-28", "--proxy-name 欧阳父").refused(2, "J902");
    let bad = "--proxy-name 欧阳父 --proxy-id-number 520199197001010011 --proxy-relation 父亲";
    on("2016-02-28", bad).refused(1, "J103");
    let proxy = format!("--proxy-name 欧阳父 --proxy-id-number {} --proxy-relation 父亲", number("1970-01-01", 1));
    let twice = Counter::open("2016-03-01");
    twice.register(CHILD, "2015-08-01");
    assert_eq!(
        twice.line(&format!("permit apply M1 {school} --on 2016-02-29 --format json")).done().json()["accepted"],
        true
    );
    // An employer's messenger is no guardian.
    let lacking = on("2016-02-28", &proxy.replace("父亲", "employer")).refused(1, "J305").json();
    assert_eq!(codes(&lacking["missing"]), ["J311"]);
    assert_eq!(on("2016-02-28", &proxy).done().json()["accepted"], true);
}

#[test]
fn issuing_keeps_the_order_of_days_and_one_live_card() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2017-07-05"));
    let error = counter.refuses("permit issue M1 --on 2017-07-04", 1, "J315");
    assert_eq!(
        (&error["details"]["accepted_on"], &error["details"]["on"]),
        (&json!("2017-07-05"), &json!("2017-07-04"))
    );
    counter.refuses("permit issue A99", 1, "J313");
    counter.ask("permit issue A000001 --on 2017-07-05");
    counter.refuses("permit issue A1", 1, "J314");
    counter.refuses("permit issue M1", 1, "J329");
}

#[test]
fn after_expiry_a_new_card_ends_the_old_one() {
    let counter = Counter::open("2014-06-01");
    counter.register(LI, "2012-10-01");
    let old = counter.issue("M1", "2012-10-01");
    assert_eq!(counter.ask("permit show M1 --as-of 2013-09-30")["status"], "due");
    let expired = counter.ask("permit show M1 --as-of 2013-10-01");
    assert_eq!(
        (&expired["status"], &expired["status_since"], &expired["window"]),
        (&json!("expired"), &json!("2013-10-01"), &Value::Null)
    );
    counter.refuses("permit endorse M1 --on 2013-10-01", 1, "J319");
    let new = counter.issue("M1", "2014-01-10");
    assert_ne!(old, new);
    let ended = counter.ask(&format!("permit show {old}"));
    assert_eq!(
        (&ended["status"], &ended["end_reason"], &ended["ended_on"]),
        (&json!("ended"), &json!("expired"), &json!("2014-01-10"))
    );
    assert_eq!(counter.ask("permit show M1")["permit"], new.as_str());
    assert_eq!(counter.ask("permit show M1 --as-of 2014-01-09")["permit"], old.as_str());
    counter.finds_nobody(&format!("permit show {new} --as-of 2014-01-09"), 1, "J327");
}

#[test]
fn endorsing_before_in_and_after_the_window() {
    let counter = Counter::open("2019-08-01");
    counter.register(LI, "2016-07-01");
    let permit = counter.issue("M1", "2017-01-01");
    let early = counter.refuses(&format!("permit endorse {permit} --on 2017-11-30"), 1, "J317");
    assert_eq!(early["details"]["opens_on"], "2017-12-01", "{early}");
    let late = counter.ask(&format!("permit endorse {permit} --on 2018-06-01"));
    assert_eq!(
        (&late["status"], &late["status_since"], &late["anchor_on"], &late["residence_since"], &late["residence_days"]),
        (&json!("valid"), &json!("2018-06-01"), &json!("2018-06-01"), &json!("2018-06-01"), &json!(1))
    );
    assert_eq!(late["window"], json!({"opens": "2019-05-01", "closes": "2019-05-31"}));
    let past = counter.ask(&format!("permit show {permit} --as-of 2018-05-31"));
    assert_eq!(
        (&past["status"], &past["suspended_from"], &past["window"]),
        (&json!("suspended"), &json!("2018-01-01"), &Value::Null)
    );
    assert_eq!(
        (&past["endorsed_on"], &past["residence_since"], &past["residence_days"]),
        (&json!([]), &json!("2016-07-01"), &json!(549))
    );
    counter.refuses(&format!("permit endorse {permit} --on 2018-06-01"), 1, "J320");
    counter.refuses(&format!("permit endorse {permit} --on 2018-05-01"), 1, "J322");
    let now = counter.ask("permit endorse M1 --on 2019-05-01");
    assert_eq!((&now["status"], &now["status_since"]), (&json!("valid"), &json!("2018-06-01")), "never due");
}

#[test]
fn what_cannot_be_endorsed() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    counter.refuses("permit endorse M1", 1, "J328");
    counter.refuses("permit endorse JZ5201021700000006", 1, "J316");
    counter.refuses("permit endorse M77", 1, "J114");
    let permit = counter.issue("M1", "2017-07-01");
    counter.refuses(&format!("permit endorse {permit} --on 2017-06-30"), 1, "J327");
    counter.ask("migrant leave M1 --because left --on 2018-01-01");
    counter.refuses(&format!("permit endorse {permit}"), 1, "J318");
    counter.finds_nobody("permit show M1 --as-of 2017-06-30", 1, "J328");
}

#[test]
fn people_of_other_papers_are_registered_and_get_no_permit() {
    let counter = Counter::open("2018-08-01");
    counter.register("810000199001010019", "2017-01-01");
    counter.register_with("E1234567", "2017-01-01", "--id-kind other");
    for code in ["M1", "M2"] {
        counter.refuses(&format!("permit apply {code} {PAPERS}"), 1, "J302");
        let shown = counter.ask(&format!("migrant show {code}"));
        assert_eq!((&shown["eligibility"]["eligible"], &shown["eligibility"]["since"]), (&json!(false), &Value::Null));
        assert_eq!(codes(&shown["eligibility"]["reasons"]), ["J302"]);
        assert_eq!(shown["duty"], json!({"liable": false, "apply_by": null}));
    }
    assert_eq!(counter.ask("report rate")["total"]["registered"], 0);
}

#[test]
fn who_else_is_refused_a_permit_and_by_which_rule() {
    let counter = Counter::open("2016-12-31");
    counter.register_with(&number("1970-01-01", 1), "2012-10-02", "--exempt hotel");
    counter.register_with(&number("1970-01-01", 2), "2012-10-02", "--stay 0");
    let own = number("1970-01-01", 3);
    let form = crate::support::office::form(&own).replace("贵州省遵义市红花岗区", "贵阳市开阳县");
    counter.ask(&format!("migrant add {form} --on 2012-10-02"));
    counter.refuses(&format!("permit apply M1 {PAPERS} --on 2012-10-02"), 1, "J325");
    counter.refuses(&format!("permit apply M2 {PAPERS} --on 2012-10-02"), 1, "J326");
    counter.refuses(&format!("permit apply M3 {PAPERS} --on 2016-06-01"), 1, "J324");
    counter.ask(&format!("permit apply M3 {PAPERS} --on 2015-12-31"));
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2016-06-01"));
    counter.register(&number("1970-01-01", 4), "2011-05-01");
    counter.refuses(&format!("permit apply M4 {PAPERS} --on 2012-03-04"), 1, "J323");
}

#[test]
fn papers_are_read_with_issuer_and_date() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    let base = "permit apply M1 --ground dwelling --photo --evidence identity_card";
    counter.refuses(&format!("{base} --evidence passport"), 2, "J904");
    counter.refuses(&format!("{base} --evidence lease:房东:2018-02-30"), 2, "J903");
    counter.refuses(&format!("{base} --ground home"), 2, "J901");
    assert_eq!(counter.ask(&format!("{base} --evidence lease:房东:2018-02-28"))["accepted"], true);
}

#[test]
fn a_move_keeps_the_card_its_county_and_the_count() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    let permit = counter.issue("M1", "2017-07-01");
    counter.ask("migrant move M1 --unit 520122400 --address 息烽 --on 2017-09-01");
    let shown = counter.ask(&format!("permit show {permit} --as-of 2017-09-01"));
    assert_eq!((&shown["issuing_county"], &shown["residence_since"]), (&json!("520102"), &json!("2017-01-01")));
    assert_eq!(shown["window"], json!({"opens": "2018-06-01", "closes": "2018-06-30"}));
}

#[test]
fn a_card_for_somebody_from_a_closed_district_is_issued_by_its_successor() {
    let counter = Counter::open("2012-12-01");
    let add = "migrant add --id-number 520199199001010017 --name 李雷 --hukou 湖南省邵阳市隆回县 --unit 520114 --address 黄河路1号 --reason 01 --dwelling 30 --on 2012-11-10";
    let migrant = counter.ask(add)["migrant"].as_str().expect("a code").to_owned();
    let papers = "--evidence identity_card --evidence lease --photo";
    counter.ask(&format!("permit apply {migrant} {papers} --on 2012-11-20"));
    let number = counter.ask(&format!("permit issue {migrant} --on 2012-11-21"))["permit"].clone();
    let card = counter.ask(&format!("permit show {migrant} --as-of 2012-12-01"));
    assert_eq!((&card["permit"], &card["issuing_county"]), (&number, &serde_json::json!("520111")));
    assert!(number.as_str().is_some_and(|number| number.starts_with("JZ520111")), "{number}");
    assert_eq!(counter.ask(&format!("migrant show {migrant}"))["registration"]["unit"], "520111");
}

#[test]
fn an_application_leads_to_its_card_or_says_what_became_of_it() {
    let counter = Counter::open("2018-06-30");
    let li = counter.register(LI, "2017-01-01");
    let history = |application: &str, state: &str| {
        let error = counter.finds_nobody(&format!("permit show {application}"), 1, "J910");
        assert_eq!(
            (&error["details"]["application"], &error["details"]["state"]),
            (&application.into(), &state.into())
        );
        error["hint"].as_str().expect("a hint").to_owned()
    };
    counter.line(&format!("permit apply {li} --photo --on 2017-07-02")).refused(1, "J305");
    assert_eq!(history("A000001", "incomplete"), "jzz migrant why M000001");
    counter.ask(&format!("permit apply {li} {PAPERS} --on 2017-07-03"));
    assert_eq!(history("A000002", "open"), "jzz permit issue A000002");
    counter.finds_nobody("permit why a2", 1, "J910");
    for who in [li.as_str(), "李雷"] {
        let error = counter.finds_nobody(&format!("permit why {who} --as-of 2017-07-03"), 1, "J910");
        assert_eq!(error["details"]["application"], "A000002", "the one that waits");
        counter.finds_nobody(&format!("permit show {who} --as-of 2017-07-02"), 1, "J328");
    }
    assert_eq!(counter.ask("migrant show A000002")["migrant"], li.as_str());
    counter.ask("permit withdraw A000002 --because 本人不办 --on 2017-07-04");
    assert_eq!(history("A000002", "withdrawn"), "jzz migrant why M000001");
    counter.ask(&format!("permit apply {li} {PAPERS} --on 2017-07-05"));
    counter.ask("permit refuse A000003 --because 证明不实 --article 居住证暂行条例第九条 --on 2017-07-06");
    assert_eq!(history("A000003", "refused"), "jzz migrant history M000001");
    let why = counter.ask("migrant why M000001")["because"].clone();
    let refused = why.as_array().expect("reasons").iter().find(|reason| reason["code"] == "application_closed");
    let message = refused.expect("the refusal")["message"].to_string();
    assert!(message.contains("证明不实") && message.contains("居住证暂行条例第九条"), "{message}");
    counter.ask(&format!("permit apply {li} {PAPERS} --on 2017-07-07"));
    let card = counter.ask("permit issue A000004 --on 2017-07-10");
    assert_eq!(counter.ask("permit show A000004")["permit"], card["permit"]);
    assert_eq!(counter.ask("permit why A000004")["permit"], card["permit"]);
    assert_eq!(history("A000001", "incomplete"), "jzz migrant why M000001", "a later card is another's");
    assert_eq!(history("A000003", "refused"), "jzz migrant history M000001");
    let told = counter.line("permit show A000003 --lang zh").refused(1, "J910").stderr;
    assert!(told.contains("证明不实") && told.contains("居住证暂行条例第九条"), "{told}");
    counter.finds_nobody("permit show A000099", 1, "J313");
    counter.finds_nobody("migrant show A000099", 1, "J313");
}
