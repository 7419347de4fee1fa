//! `permit replace`: the new card goes on where the old one stands, and no rate counts it.

use serde_json::{Value, json};

use crate::support::Counter;
use crate::support::office::{CHILD, LI, PAPERS, WANG, keys};

#[test]
fn a_lost_card_gets_a_new_number_and_keeps_its_anniversaries() {
    let counter = Counter::open("2019-08-01");
    counter.register(LI, "2017-01-01");
    let old = counter.issue("M1", "2017-07-01");
    counter.ask(&format!("permit endorse {old} --on 2018-06-10"));
    let rate = counter.ask("report rate --as-of 2018-12-31")["total"].clone();
    let before = counter.journal();
    let new = counter.ask(&format!("permit replace {old} --because lost --on 2018-09-09"));
    assert_eq!(counter.journal(), before + 1);
    let number = new["permit"].as_str().expect("a number").to_owned();
    assert_eq!(keys(&new), keys(&counter.ask(&format!("permit show {old}"))));
    assert_eq!(&number[..10], "JZ52010218");
    let state = (&new["status"], &new["status_since"], &new["issued_on"], &new["anchor_on"]);
    assert_eq!(state, (&json!("valid"), &json!("2018-09-09"), &json!("2018-09-09"), &json!("2017-07-01")));
    assert_eq!(new["window"], json!({"opens": "2019-06-01", "closes": "2019-06-30"}));
    assert_eq!((&new["replaces"], &new["replaced_by"]), (&json!(old), &Value::Null));
    assert_eq!((&new["valid_until"], &new["residence_since"]), (&Value::Null, &json!("2017-01-01")));
    let ended = counter.ask(&format!("permit show {old}"));
    let end = (&ended["status"], &ended["end_reason"], &ended["ended_on"], &ended["replaced_by"]);
    assert_eq!(end, (&json!("ended"), &json!("lost"), &json!("2018-09-09"), &json!(number)));
    let past = counter.ask(&format!("permit show {old} --as-of 2018-09-08"));
    assert_eq!(
        (&past["status"], &past["replaced_by"]),
        (&json!("valid"), &Value::Null),
        "a past day knows nothing of it"
    );
    assert_eq!(counter.ask("permit show M1")["permit"], number.as_str());
    assert_eq!(counter.ask("report rate --as-of 2018-12-31")["total"], rate, "no rate counts it");
    let endorsed = counter.ask("permit endorse M1 --on 2019-06-01");
    assert_eq!(endorsed["window"], json!({"opens": "2020-06-01", "closes": "2020-06-30"}));
}

#[test]
fn a_damaged_or_changed_card_is_handed_back() {
    let counter = Counter::open("2019-06-01");
    counter.register(LI, "2018-01-01");
    counter.issue("M1", "2018-07-01");
    for because in ["damaged", "changed"] {
        let error = counter.refuses(&format!("permit replace M1 --because {because}"), 2, "J902");
        assert_eq!(error["details"]["missing"], json!(["--old-card-returned"]), "{error}");
        let old = counter.ask("permit show M1")["permit"].clone();
        let new = counter.ask(&format!("permit replace M1 --because {because} --old-card-returned"));
        assert_eq!(new["replaces"], old);
        let ended = counter.ask(&format!("permit show {}", old.as_str().expect("a number")));
        assert_eq!(ended["end_reason"], "replaced");
    }
    counter.refuses("permit replace M1 --because lost --old-card-returned", 2, "J901");
    counter.refuses("permit replace M1 --because stolen", 2, "J904");
    counter.refuses("permit replace M1", 2, "J902");
    assert_eq!(
        counter.rows(
            "SELECT replaced_for || ' ' || old_card FROM permit WHERE replaces_id IS NOT NULL ORDER BY permit_id"
        ),
        ["damaged returned", "changed returned"]
    );
}

#[test]
fn a_suspended_card_stays_suspended_and_the_count_stands_still() {
    let counter = Counter::open("2019-08-01");
    counter.register(LI, "2016-07-01");
    let old = counter.issue("M1", "2017-01-01");
    let before = counter.ask(&format!("permit show {old} --as-of 2018-02-28"));
    let new = counter.ask(&format!("permit replace {old} --because lost --on 2018-03-01"));
    let state = (&new["status"], &new["status_since"], &new["suspended_from"], &new["window"]);
    assert_eq!(state, (&json!("suspended"), &json!("2018-03-01"), &json!("2018-01-01"), &Value::Null));
    assert_eq!(new["residence_days"], before["residence_days"]);
    let total = counter.ask("report rate --as-of 2018-03-01")["total"].clone();
    assert_eq!((&total["holders"], &total["in_force"], &total["first_issues"]), (&json!(1), &json!(0), &json!(1)));
    let late = counter.ask("permit endorse M1 --on 2018-06-01");
    let state = (&late["status"], &late["status_since"], &late["anchor_on"], &late["residence_since"]);
    assert_eq!(state, (&json!("valid"), &json!("2018-06-01"), &json!("2018-06-01"), &json!("2018-06-01")));
    let total = counter.ask("report rate --as-of 2018-06-01")["total"].clone();
    assert_eq!((&total["holders"], &total["in_force"]), (&json!(1), &json!(1)));
}

#[test]
fn what_cannot_be_replaced() {
    let counter = Counter::open("2014-06-01");
    counter.register(LI, "2012-10-01");
    counter.refuses("permit replace M1 --because lost", 1, "J328");
    let permit = counter.issue("M1", "2012-10-01");
    counter.refuses(&format!("permit replace {permit} --because lost --on 2012-09-30"), 1, "J327");
    let error = counter.refuses(&format!("permit replace {permit} --because lost --on 2013-10-01"), 1, "J340");
    assert_eq!(error["details"]["since"], "2013-10-01");
    let new = counter.ask(&format!("permit replace {permit} --because lost --on 2013-09-30"));
    assert_eq!((&new["valid_until"], &new["regime"]), (&json!("2013-09-30"), &json!("guizhou-2012")));
    let error = counter.refuses(&format!("permit replace {permit} --because lost"), 1, "J339");
    assert_eq!(error["details"]["replaced_by"], new["permit"]);
    counter.refuses("permit replace M1 --because lost --on 2099-01-01", 1, "J208");
    counter.ask("migrant leave M1 --because left --on 2014-01-01");
    counter.refuses("permit replace M1 --because lost", 1, "J339");
}

#[test]
fn after_a_move_the_changed_card_is_issued_where_the_person_lives() {
    let counter = Counter::open("2019-06-01");
    counter.register(LI, "2018-01-01");
    let old = counter.issue("M1", "2018-07-01");
    counter.ask("migrant move M1 --unit 520122400 --address 息烽 --on 2018-09-01");
    let new = counter.ask(&format!("permit replace {old} --because changed --old-card-returned --on 2018-09-03"));
    assert_eq!((&new["issuing_county"], &new["counter"]), (&json!("520122"), &json!("520122400")));
    assert!(new["permit"].as_str().is_some_and(|number| number.starts_with("JZ520122")), "{new}");
}

#[test]
fn every_screen_says_the_same_day_of_a_suspension() {
    let counter = Counter::open("2019-08-01");
    counter.register(LI, "2017-01-01");
    counter.issue("M1", "2017-07-01");
    let replaced = "permit replace M1 --because lost --on 2018-09-09";
    let new = counter.line(replaced).done().stdout;
    let screens =
        ["permit show M1", "permit why M1", "permit list --status suspended", "migrant show M1", "migrant why M1"];
    let shown = screens.map(|line| counter.line(&format!("{line} --as-of 2018-10-01")).done().stdout);
    for (line, screen) in [replaced].iter().chain(&screens).zip([new].iter().chain(&shown)) {
        let status: Vec<&str> =
            screen.lines().filter(|line| line.contains("suspended") && line.contains("2018-09-09")).collect();
        assert!(!status.is_empty() && !screen.contains("since 2018-07-01"), "{line}: {screen}");
    }
    // A script is told both: the card's own unbroken state, and the suspension.
    let json = counter.ask("permit show M1 --as-of 2018-10-01");
    assert_eq!((&json["status_since"], &json["suspended_from"]), (&json!("2018-09-09"), &json!("2018-07-01")));
    assert_eq!(counter.ask("permit why M1 --as-of 2018-10-01")["status_since"], "2018-09-09");
    assert_eq!(
        counter.ask("permit list --status suspended --as-of 2018-10-01")["permits"][0]["status_since"],
        "2018-09-09"
    );
}

#[test]
fn why_of_a_replacement_names_the_endorsements_of_the_cards_before() {
    let counter = Counter::open("2021-08-01");
    counter.register(LI, "2017-01-01");
    let first = counter.issue("M1", "2017-07-01");
    counter.ask("permit endorse M1 --on 2018-06-10");
    counter.ask("permit replace M1 --because damaged --old-card-returned --on 2018-09-09");
    let second = counter.ask("permit endorse M1 --on 2019-07-01")["permit"].as_str().expect("a number").to_owned();
    counter.ask("permit replace M1 --because lost --on 2019-09-09");
    let why = counter.ask("permit why M1");
    let told = why["because"].as_array().expect("reasons").iter();
    let told = told.filter(|one| one["code"] == "endorsed" || one["code"] == "endorsed_late");
    let told: Vec<(&str, &str)> =
        told.filter_map(|one| Some((one["on"].as_str()?, one["message"].as_str()?))).collect();
    assert_eq!(told.iter().map(|(on, _)| *on).collect::<Vec<_>>(), ["2018-06-10", "2019-07-01"]);
    for ((_, message), card) in told.iter().zip([&first, &second]) {
        assert!(message.starts_with(&format!("On the card before, {card}: ")), "{message}");
    }
    // Of the last card itself nothing was endorsed, and of the second the first one's is told as of the card before.
    let why = counter.ask(&format!("permit why {second} --as-of 2019-08-01"));
    let lines = |of: &str| {
        let all = why["because"].as_array().expect("reasons").iter();
        all.filter(|one| one["message"].as_str().is_some_and(|text| text.contains(of))).count()
    };
    assert_eq!(lines("On the card before"), 1);
}

#[test]
fn endorsed_on_the_anniversary_itself_it_was_never_suspended() {
    let counter = Counter::open("2018-08-01").speaking("zh");
    counter.register(LI, "2017-01-01");
    counter.issue("M1", "2017-07-01");
    let told = counter.line("permit endorse M1 --on 2018-07-01").done();
    assert!(told.stderr.contains("正是要停用的头一天") && !told.stderr.contains("恢复"), "{told:?}");
    let why = counter.line("permit why M1").done().stdout;
    assert!(why.contains("2018-07-01 才来签注，正是逾期停用的头一天") && !why.contains(" 0 天"), "{why}");
    assert_eq!(counter.ask("permit show M1")["residence_since"], "2018-07-01", "late all the same");
}

#[test]
fn a_lost_card_is_reissued_and_a_damaged_or_changed_one_exchanged() {
    for (flags, one, other) in [
        ("lost", "补领", "换领"),
        ("damaged --old-card-returned", "换领", "补领"),
        ("changed --old-card-returned", "换领", "补领"),
    ] {
        let counter = Counter::open("2018-08-01").speaking("zh");
        counter.register(LI, "2018-01-01");
        let old = counter.issue("M1", "2018-07-01");
        let made = counter.line(&format!("permit replace M1 --because {flags}")).done();
        let screens = ["permit history M1", "migrant history M1", "permit why M1", "permit show M1"];
        let old = [format!("permit why {old}"), format!("permit show {old}")];
        let screens = screens.iter().map(|line| (*line).to_owned()).chain(old);
        let told = screens.map(|line| (counter.line(&line).done().stdout, line));
        for (told, line) in told.chain([(made.stderr, "permit replace".to_owned())]) {
            // What can be done next may be either.
            let told = told.replace("换领、补领", "");
            assert!(told.contains(one) && !told.contains(other), "{flags}: {line}: {told}");
        }
    }
}

#[test]
fn an_old_address_on_the_card_is_shown_with_what_is_done_about_it_until_the_card_is_changed() {
    let counter = Counter::open("2019-06-01");
    counter.register(LI, "2018-01-01");
    let card = counter.issue("M1", "2018-07-01");
    let command = format!("jzz permit replace {card} --because changed");
    let shown = |line: &str| counter.line(line).done().stdout.contains(&command);
    assert!(!shown("permit show M1") && !shown("permit why M1") && !shown("migrant show M1"));
    let told = counter.line("migrant move M1 --unit 520102400 --address 新华路9号 --on 2019-01-01").done();
    assert!(told.stdout.contains(&command) && told.stderr.contains(&card), "{told:?}");
    assert!(shown("permit show M1") && shown("permit why M1") && shown("migrant show M1"));
    assert!(!shown("permit show M1 --as-of 2018-12-31"), "a past day knows nothing of it");
    // That the old card was handed back is the clerk's to say.
    counter.refuses(&command.replace("jzz ", ""), 2, "J902");
    let new = counter.line(&format!("{} --old-card-returned", command.replace("jzz ", ""))).done().stdout;
    assert!(!new.contains("--because changed"), "{new}");
}

#[test]
fn for_a_child_a_guardian_applies_for_the_new_card_and_is_recorded() {
    let counter = Counter::open("2016-02-20");
    counter.register(CHILD, "2015-01-01");
    let proxy = |relation: &str| format!("--proxy-name 王芳 --proxy-id-number {WANG} --proxy-relation {relation}");
    counter.ask(&format!("permit apply M1 {PAPERS} {} --on 2016-01-10", proxy("母亲")));
    counter.ask("permit issue M1 --on 2016-01-12");
    counter.ask(&format!("permit collect M1 {} --on 2016-01-13", proxy("父亲")));
    counter.refuses(&format!("permit replace M1 --because lost {}", proxy("邻居")), 1, "J312");
    let alone = counter.line("permit replace M1 --because lost --on 2016-01-20").done();
    assert!(alone.stderr.contains("Art. 9"), "a child does not come alone: {}", alone.stderr);
    let new = counter.ask(&format!("permit replace M1 --because lost {} --on 2016-02-01", proxy("外祖母")));
    counter.ask(&format!("permit collect M1 {} --on 2016-02-02", proxy("母亲")));
    let told = counter.ask(&format!("permit history {}", new["permit"].as_str().expect("a number")))["acts"].clone();
    let by = |act: &str| {
        let told = told.as_array().expect("acts").iter().find(|told| told["act"] == act);
        told.map(|told| told["detail"]["proxy_relation"].clone())
    };
    assert_eq!((by("replace"), by("collect")), (Some(json!("外祖母")), Some(json!("母亲"))));
}

#[test]
fn a_card_that_is_issued_past_its_limit_is_said_to_be_late() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    let due = counter.ask(&format!("permit apply M1 {PAPERS} --on 2018-06-01"))["due_on"].clone();
    let told = counter.line("permit issue M1 --on 2018-08-01").done();
    assert!(told.stderr.contains(due.as_str().expect("a day")) && told.stderr.contains("late"), "{}", told.stderr);
}

#[test]
fn what_a_new_card_costs_is_said_where_it_costs_something() {
    let counter = Counter::open("2019-06-01");
    counter.register(LI, "2017-01-01");
    counter.issue("M1", "2018-07-01");
    let said = |on: &str| counter.line(&format!("permit replace M1 --because lost --on {on}")).done().stderr;
    assert!(!said("2018-08-01").contains("yuan"));
    counter.ask("rules set state-2016.replacement_fee 20 --from 2018-09-01 --because 省发改委批复");
    assert!(!said("2018-08-31").contains("yuan"), "the rule of the day");
    assert!(said("2018-09-01").contains("20 yuan"));
    counter.refuses("rules set state-2016.replacement_fee 101 --from 2018-09-01 --because 试", 1, "J611");
    counter.refuses("rules set state-2016.fee 5 --from 2018-09-01 --because 试", 1, "J612");
}
