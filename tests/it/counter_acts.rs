//! The counter's acts: placeholders, papers of coming days, limits that have passed, ends for good.

use serde_json::json;

use crate::support::Counter;
use crate::support::office::{LI, PAPERS, WANG, form};

#[test]
fn a_word_of_a_hint_is_no_answer() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    counter.register(WANG, "2017-01-01");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2018-08-01"));
    for line in [
        "permit withdraw M1 --because …",
        "permit withdraw M1 --because ...",
        "permit withdraw M1 --because 原因",
        "permit withdraw M1 --because REASON",
        "permit refuse M1 --because 材料虚假 --article ARTICLE",
        "permit extend M1 --to 2018-08-20 --because 理由",
        "permit edit M1 --issued 2018-08-01 --because 理由",
        "migrant edit M1 --phone 13912342345 --because TEXT",
        "migrant edit M1 --name 姓名 --because 抄错",
        "migrant merge M1 M2 --because 理由",
        "migrant move M1 --unit 520103400 --address 地址",
        "migrant leave M1 --because left --to 去向",
        "unit close 520102400 --to 520102401 --because ……",
        "roster undo B1 --because 原因",
        "rules set gap_allowed 3 --from 2018-09-01 --because REASON",
        "migrant show M1 --reveal REASON",
        "migrant find NAME",
        "permit show 姓名",
        "unit split 南明区/新华社区 --into 西湖社区 大南社区 --rest UNIT --because 批复",
        "permit refuse M1 --because 材料虚假 --article nonsense",
    ] {
        let error = counter.refuses(line, 2, "J902");
        assert!(error["details"]["flag"].is_string(), "{line}: {error}");
    }
    let before = counter.journal();
    counter.ask("permit withdraw M1 --because 原因不明");
    assert_eq!(counter.journal(), before + 1);
}

#[test]
fn a_paper_of_a_coming_day_cannot_have_been_shown() {
    let counter = Counter::open("2019-08-01");
    counter.register(LI, "2017-01-01");
    let papers = |day: &str| {
        format!("--ground dwelling --evidence identity_card --evidence lease:房东:{day} --photo --on 2018-01-05")
    };
    let error = counter.refuses(&format!("permit apply M1 {}", papers("2018-01-06")), 1, "J345");
    assert_eq!((&error["details"]["paper"], &error["details"]["dated_on"]), (&json!("lease"), &json!("2018-01-06")));
    counter.ask(&format!("permit apply M1 {}", papers("2018-01-05")));
    let permit = counter.ask("permit issue M1 --on 2018-01-06")["permit"].as_str().expect("a number").to_owned();
    counter.refuses(&format!("permit endorse {permit} --evidence lease::2019-01-02 --on 2019-01-01"), 1, "J345");
    counter.ask(&format!("permit endorse {permit} --evidence lease::2019-01-01 --on 2019-01-01"));
}

#[test]
fn a_limit_that_has_passed_is_not_extended() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2017-07-01"));
    let error = counter.refuses("permit extend A1 --to 2017-07-25 --because 断电 --on 2017-07-17", 1, "J344");
    assert_eq!(error["details"]["due_on"], "2017-07-16");
    let hint = error["hint"].as_str().expect("a hint");
    assert!(hint.contains("permit issue A000001") && hint.contains("permit list --overdue"), "{hint}");
    // Decided in time and entered late, it is taken of its own day.
    counter.ask("permit extend A1 --to 2017-07-25 --because 断电 --on 2017-07-16");
    counter.ask("permit issue A1 --on 2017-07-20");
}

#[test]
fn nobody_comes_back_after_death_and_whoever_settled_is_looked_at() {
    let counter = Counter::open("2019-08-01");
    counter.register(LI, "2017-01-01");
    counter.register(WANG, "2017-01-01");
    counter.ask("migrant leave M1 --because death --on 2018-01-01");
    counter.ask("migrant leave M2 --because hukou --on 2018-01-01");
    let error = counter.refuses(&format!("migrant add {} --on 2018-02-01", form(LI)), 1, "J223");
    assert_eq!((&error["details"]["end_reason"], &error["details"]["migrant"]), (&json!("death"), &json!("M000001")));
    assert!(error["hint"].as_str().expect("a hint").contains("migrant edit M000001 --end-reason left"), "{error}");
    // Before that end it is another contradiction.
    counter.refuses(&format!("migrant add {} --on 2017-12-31", form(LI)), 1, "J210");
    let roster = format!(
        "姓名,公民身份号码,户籍地址,社区,现居住地址,居住事由\n李雷,{LI},贵州省遵义市红花岗区,520102401,西湖路1号,务工\n\
         王芳,{WANG},贵州省遵义市红花岗区,520102401,西湖路1号,务工\n"
    );
    counter.put("people.csv", roster.as_bytes());
    let told = counter.line("roster import people.csv --on 2018-02-01 --format json");
    assert_eq!(told.exit, 3, "{told:?}");
    assert_eq!((&told.json()["accepted"], &told.json()["rejected"]), (&json!(0), &json!(2)), "{told:?}");
    let rejects = counter.ask("roster show B1").to_string();
    assert!(rejects.contains("J223"), "{rejects}");
    let told = counter.line(&format!("migrant add {} --on 2018-02-01 --format json", form(WANG))).done();
    assert_eq!(told.json()["warnings"][0]["code"], "J223", "at the counter a warning: {told:?}");
    assert_eq!(told.json()["again"], true);
}

#[test]
fn the_application_that_a_merger_keeps_is_issued_on_its_own_day() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    counter.register(WANG, "2017-01-01");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2018-03-01"));
    counter.ask(&format!("permit apply M2 {PAPERS} --on 2018-03-05"));
    counter.ask("migrant merge M1 M2 --because 重复登记 --on 2018-03-20");
    let told = counter.ask("migrant why M1");
    assert_eq!((&told["open_acts"][0]["act"], &told["open_acts"][0]["from"]), (&json!("issue"), &json!("2018-03-01")));
    counter.refuses("permit issue A1 --on 2018-02-28", 1, "J315");
    counter.ask("permit issue A1 --on 2018-03-02");
}

#[test]
fn an_article_is_kept_as_such_and_read_in_each_language() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2018-08-01"));
    let told = counter.line("permit refuse A1 --because 材料虚假 --article 'S 18' --yes --lang en").done();
    assert!(told.stdout.contains("State Council Decree 663, Art. 18"), "{}", told.stdout);
    assert_eq!(counter.rows("SELECT article FROM application"), ["S 18"]);
    for line in ["migrant why M1", "permit history A1", "migrant history M1"] {
        for (lang, cited) in [("zh", "《居住证暂行条例》第十八条"), ("en", "State Council Decree 663, Art. 18")]
        {
            let told = counter.line(&format!("{line} --lang {lang}")).done();
            let text: String = told.stdout.split_whitespace().collect();
            assert!(text.contains(&cited.replace(' ', "")), "{line} {lang}: {}", told.stdout);
        }
    }
    let told = counter.line("permit show A1 --lang zh").refused(1, "J910");
    assert!(told.stderr.contains("《居住证暂行条例》第十八条"), "{}", told.stderr);
}
