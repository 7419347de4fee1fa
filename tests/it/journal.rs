//! The journal: an act adds one row, a refused one none, a look-up one, also when it finds nobody.

use serde_json::json;

use crate::support::Counter;
use crate::support::office::{LI, PAPERS, WANG, form};

/// Rows that a line adds, whatever its outcome.
fn adds(counter: &Counter, line: &str) -> i64 {
    let before = counter.journal();
    counter.line(line);
    counter.journal() - before
}

#[test]
fn how_many_rows_each_command_adds() {
    let counter = Counter::open("2018-08-01");
    let cases: Vec<(String, i64)> = vec![
        (format!("migrant add {} --on 2017-01-01", form(LI)), 1),
        (format!("migrant add {} --on 2017-01-01", form(LI)), 0),
        (format!("migrant add {} --on 2017-01-01", form(WANG)), 1),
        ("migrant show M1".to_owned(), 1),
        ("migrant show M1 --reveal 核对".to_owned(), 1),
        ("migrant show M1 --as-of 2016-01-01".to_owned(), 1),
        ("migrant show 无此人".to_owned(), 1),
        ("migrant find 李".to_owned(), 1),
        ("migrant find 无".to_owned(), 1),
        ("migrant show M1 --as-of nix".to_owned(), 0),
        ("permit show M1".to_owned(), 1),
        ("permit apply M1 --on 2017-07-01".to_owned(), 1),
        (format!("permit apply M1 {PAPERS} --on 2017-06-01"), 0),
        (format!("permit apply M1 {PAPERS} --on 2017-07-01"), 1),
        (format!("permit apply M1 {PAPERS} --on 2017-07-01"), 0),
        ("permit issue M1 --on 2017-06-30".to_owned(), 0),
        ("permit issue M1 --on 2017-07-01".to_owned(), 1),
        ("permit show M1 --reveal 核对".to_owned(), 1),
        ("permit show JZ5201021700000006".to_owned(), 1),
        ("permit collect M1 --on 2017-06-30".to_owned(), 0),
        ("permit collect M1 --on 2017-07-02".to_owned(), 1),
        ("permit collect M1 --on 2017-07-02".to_owned(), 0),
        ("permit withdraw A2 --because 不办了".to_owned(), 0),
        ("permit list --overdue".to_owned(), 1),
        ("permit list --format csv".to_owned(), 1),
        ("permit list --unit 天堂".to_owned(), 0),
        ("permit endorse M1 --on 2018-05-31".to_owned(), 0),
        ("permit endorse M1 --on 2018-06-01".to_owned(), 1),
        ("permit replace M1 --because changed".to_owned(), 0),
        ("permit replace M1 --because changed --old-card-returned --on 2018-06-02".to_owned(), 1),
        ("permit end M1 --because fraud --on 2018-06-01".to_owned(), 0),
        ("permit end M1 --because fraud --on 2018-06-02".to_owned(), 1),
        ("permit end M1 --because fraud --on 2018-06-02".to_owned(), 0),
        (format!("permit apply M1 {PAPERS} --on 2018-06-03"), 1),
        ("permit extend M1 --to 2018-06-10 --because 断电 --on 2018-06-04".to_owned(), 0),
        ("permit extend M1 --to 2018-06-20 --because 断电 --on 2018-06-04".to_owned(), 1),
        ("permit refuse M1 --because 不符 --on 2018-06-05".to_owned(), 0),
        ("permit refuse M1 --because 不符 --article 第二条 --on 2018-06-05".to_owned(), 1),
        ("migrant move M1 --unit 520102401 --address 西湖路1号".to_owned(), 0),
        ("migrant move M1 --unit 520103400 --address 新址".to_owned(), 1),
        ("migrant leave M1 --because left --on 2018-05-01".to_owned(), 0),
        ("migrant leave M1 --because left".to_owned(), 1),
        ("migrant leave M1 --because left".to_owned(), 0),
        ("unit list".to_owned(), 0),
        ("unit tree".to_owned(), 0),
        ("unit show 西湖社区".to_owned(), 0),
        ("unit rename 西湖社区 东湖社区 --because 批复".to_owned(), 1),
        ("report rate".to_owned(), 0),
        ("db info".to_owned(), 0),
        ("db backup copy.db".to_owned(), 0),
        ("explain J203".to_owned(), 0),
    ];
    for (line, rows) in cases {
        assert_eq!(adds(&counter, &line), rows, "{line}");
    }
}

#[test]
fn no_identity_number_and_no_name_stands_in_the_journal() {
    let counter = Counter::open("2018-08-01");
    counter.register_with(LI, "2017-01-01", "--phone 13912342345");
    counter.line(&format!("migrant show {LI}")).done();
    counter.line(&format!("migrant show {WANG}"));
    counter.line(&format!("migrant find {LI}")).done();
    counter.issue("M1", "2017-07-01");
    counter.register(WANG, "2017-01-01");
    counter.ask(&format!("permit apply M2 {PAPERS} --on 2017-07-01"));
    counter.line(&format!("permit withdraw M2 --because '号码{WANG}写错了'")).done();
    counter.line(&format!("migrant move M1 --unit 520103400 --address 住{LI}")).done();
    counter.line(&format!("migrant edit M1 --address 住{WANG}电话13912342345 --because 抄错")).done();
    counter.line("migrant leave M1 --because left --to 成都").done();
    for entry in counter.entries() {
        let told = format!("{entry:?}");
        for secret in [LI, WANG, "李雷", "13912342345"] {
            assert!(!told.contains(secret), "{told}");
        }
    }
}

#[test]
fn what_a_row_says_of_each_act() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    counter.line("migrant show M1 --reveal 核对本人 --counter 南明区/新华社区").done();
    counter.line("migrant show 张三");
    counter.line("migrant find 李").done();
    counter.line("permit apply M1");
    let permit = counter.issue("M1", "2017-07-01");
    counter.ask("migrant move M1 --unit 520103400 --address 新址 --on 2017-08-01");
    counter.ask("migrant leave M1 --because left --counter 520100");
    let entries = counter.entries();
    let row = |at: usize| {
        let (command, counter, subject, purpose, changes, rows) = &entries[at];
        (command.as_str(), counter.as_deref(), subject.as_deref(), purpose.as_deref(), changes.as_str(), *rows)
    };
    let here = Some("520102401");
    let person = Some("M000001");
    assert_eq!(entries.len(), 10, "{entries:#?}");
    assert_eq!((row(0).0, row(0).1), ("init", None));
    let (command, at, subject, purpose, changes, rows) = row(1);
    assert_eq!((command, at, subject, purpose, rows), ("migrant add", here, person, None, 1));
    assert!(changes.contains("5201**********0017") && changes.contains("2017-01-01"), "{changes}");
    assert_eq!(
        row(2),
        ("migrant show", Some("520102400"), person, Some("核对本人"), "{}", 1),
        "the counter by its code"
    );
    assert_eq!(row(3), ("migrant show", None, None, None, "{}", 0), "nobody was found");
    assert_eq!(row(4), ("migrant find", None, None, None, "{}", 1));
    assert!(row(5).4.contains("J306;J307;J308;J309"), "the notice: {:?}", row(5));
    assert_eq!((row(6).0, row(6).1, row(6).2), ("permit apply", here, person));
    assert!(row(7).4.contains(&permit), "{:?}", row(7));
    assert!(row(8).4.contains("\"unit\":[\"520102401\",\"520103400\"]"), "old and new: {:?}", row(8));
    assert!(row(9).1 == Some("520100") && row(9).4.contains(&permit), "the card that ended with it: {:?}", row(9));
}

#[test]
fn a_look_up_at_a_counter_that_is_none_is_refused() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    for line in ["migrant show M1", "migrant find 李", "permit show M1"] {
        counter.refuses(&format!("{line} --counter 999"), 1, "J601");
    }
}

#[test]
fn a_clock_behind_the_last_entry_is_not_trusted_for_the_day() {
    let mut counter = Counter::open("2017-03-10");
    counter.register(LI, "2017-03-01");
    counter.turn_to("2017-03-09");
    counter.ask(&format!("migrant add {}", form(WANG)));
    counter.turn_to("2017-03-01");
    for line in ["migrant leave M1 --because left", "permit apply M1", "migrant move M1 --unit 520103400 --address 一"]
    {
        let error = counter.refuses(line, 1, "J801");
        let told = error["details"].to_string();
        assert!(told.contains("2017-03-01") && told.contains("2017-03-10"), "both are named: {error}");
    }
    counter.ask("migrant leave M1 --because left --on 2017-03-01");
}

#[test]
fn what_a_slow_clock_wrote_does_not_make_it_trusted() {
    let mut counter = Counter::open("2017-03-10");
    counter.register(LI, "2017-03-01");
    counter.turn_to("2017-03-01");
    // A look-up has no day of its own to be wrong: it goes on, and its entry is the last one from then on.
    for line in ["migrant show M1", "report due", "migrant show M1"] {
        counter.ask(line);
        let before = counter.counts();
        let act = counter.refuses("migrant leave M1 --because left", 1, "J801");
        assert!(act["details"]["last_entry"].as_str().is_some_and(|at| at.starts_with("2017-03-10")), "{act}");
        let frozen = counter.refuses("report freeze rate", 1, "J801");
        assert!(frozen["hint"].as_str().is_some_and(|hint| hint.ends_with("--as-of 2017-03-01")), "{frozen}");
        assert_eq!(counter.counts(), before, "{line}");
    }
    // What the hint says is taken: the clock may be right, and the earlier entry ahead.
    counter.ask("report freeze rate --as-of 2017-03-01");
    counter.ask("migrant leave M1 --because left --on 2017-03-01");
    counter.turn_to("2017-03-09");
    counter.ask("report freeze rate");
}

#[test]
fn a_day_in_the_future_is_refused_for_every_act() {
    let counter = Counter::open("2017-03-01");
    counter.register(LI, "2016-07-01");
    counter.ask(&format!("permit apply M1 {PAPERS}"));
    for line in [
        format!("migrant add {}", form(WANG)),
        "migrant move M1 --unit 520103400 --address 一".to_owned(),
        "migrant leave M1 --because left".to_owned(),
        format!("permit apply M1 {PAPERS}"),
        "permit issue M1".to_owned(),
    ] {
        let error = counter.refuses(&format!("{line} --on 2017-03-02"), 1, "J208");
        assert!(error["details"].to_string().contains("2017-03-02"), "{error}");
    }
    counter.ask("permit issue M1");
    for act in ["endorse M1", "collect M1", "replace M1 --because lost", "end M1 --because fraud"] {
        counter.refuses(&format!("permit {act} --on 2017-03-02"), 1, "J208");
    }
}

#[test]
fn the_day_is_that_of_china() {
    let mut counter = Counter::open("2017-03-01");
    counter.now = jzz::Instant::parse("2017-03-01T16:00:00Z").expect("an instant");
    let answer = counter.ask(&format!("migrant add {}", form(LI)));
    assert_eq!(answer["registered_on"], json!("2017-03-02"));
}

#[test]
fn the_reason_of_reveal_stands_in_the_row_of_an_act_too() {
    let counter = Counter::open("2017-03-01");
    let migrant = counter.register("520199199001010017", "2017-03-01");
    let line = format!("migrant move {migrant} --unit 520102402 --address 新路1号 --reveal 核对 --format json");
    assert_eq!(counter.line(&line).done().json()["id_number"], "520199199001010017");
    let register = std::fs::read(counter.path("register.db")).expect("the register");
    assert!(String::from_utf8_lossy(&register).contains("migrant move核对"), "command and purpose side by side");
}

#[test]
fn no_identity_number_stays_in_a_text_that_somebody_typed_as_a_reason() {
    let counter = Counter::open("2018-08-01");
    counter.register(LI, "2017-01-01");
    counter.register(WANG, "2017-01-01");
    for who in ["M1", "M2"] {
        counter.ask(&format!("permit apply {who} {PAPERS} --on 2017-07-01"));
    }
    counter.ask(&format!("permit extend M1 --to 2017-07-20 --because 等{LI} --on 2017-07-02"));
    counter.ask(&format!("permit refuse M1 --because 冒用{LI} --article 第二条{LI} --on 2017-07-03"));
    counter.ask(&format!("permit withdraw M2 --because 代{LI}办 --on 2017-07-03"));
    counter.ask(&format!("migrant edit M2 --address 一号 --because 抄成{LI}"));
    counter.ask(&format!("migrant leave M1 --because left --to 投{LI}"));
    counter.ask(&format!("rules set gap_allowed 3 --from 2018-09-01 --because 为{LI}"));
    let kept = counter.rows(
        "SELECT told FROM (SELECT because AS told FROM application UNION ALL SELECT article FROM application \
         UNION ALL SELECT extended_because FROM application UNION ALL SELECT because FROM correction \
         UNION ALL SELECT left_to FROM registration UNION ALL SELECT because FROM setting) WHERE told IS NOT NULL",
    );
    let told = kept.join("\n");
    assert!(!told.contains(LI), "{told}");
    for text in ["冒用******", "第二条******", "等******", "代******办", "抄成******", "投******", "为******"]
    {
        assert!(told.contains(text), "{text}: {told}");
    }
}
