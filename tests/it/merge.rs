//! `migrant merge|unmerge`: two records of one person become one, and two again exactly as they were.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::support::Counter;
use crate::support::office::{LI, PAPERS, form, number};

/// What a register says of people and cards, the journal and the keys of mergers apart.
#[expect(clippy::disallowed_methods, reason = "a test looks into the file as it lies there")]
fn dump(counter: &Counter) -> String {
    let file = rusqlite::Connection::open(counter.path("register.db")).expect("the register");
    let mut out = String::new();
    for table in ["migrant", "registration", "earlier_home", "application", "permit", "permit_term", "endorsement"] {
        let sql = format!("SELECT * FROM {table} ORDER BY 1, 2");
        let mut statement = file.prepare(&sql).expect("a table");
        let columns = statement.column_count();
        let mut rows = statement.query([]).expect("rows");
        while let Some(row) = rows.next().expect("a row") {
            let values = (0..columns).map(|at| format!("{:?}", row.get_ref(at).expect("a value")));
            let _ = writeln!(out, "{table} {}", values.collect::<Vec<_>>().join(" "));
        }
    }
    out
}

/// The same person under two numbers: M1 with the right one, M2 with a wrong one.
fn two(counter: &Counter, first: &str, second: &str) -> (String, String) {
    let wrong = number("1990-01-01", 3);
    let as_li = |number: &str| form(number).replace("赵明", "李雷");
    counter.ask(&format!("migrant add {} --on {first}", form(LI)));
    counter.ask(&format!("migrant add {} --on {second}", as_li(&wrong)));
    (LI.to_owned(), wrong)
}

fn held(rate: &Value) -> [i64; 2] {
    ["registered", "holders"].map(|key| rate["total"][key].as_i64().expect("a count"))
}

#[test]
fn both_histories_stand_under_the_kept_record_and_both_codes_and_numbers_find_it() {
    let counter = Counter::open("2019-08-01");
    let (right, wrong) = two(&counter, "2017-01-01", "2017-06-01");
    let own = counter.issue("M1", "2017-07-01");
    let other = counter.issue("M2", "2017-12-01");
    counter.ask(&format!("permit endorse {own} --on 2018-06-15"));
    counter.ask(&format!("permit endorse {other} --on 2018-11-15"));
    assert_eq!(held(&counter.ask("report rate --as-of 2018-01-01")), [2, 2]);
    let before = counter.journal();
    let told = counter.line("migrant merge M1 M2 --because 重复登记 --on 2019-07-01 --format json").done();
    assert_eq!(counter.journal(), before + 1);
    assert!(told.stderr.contains("J220"), "the later stay was ended: {}", told.stderr);
    for who in ["M1", "M2", &right, &wrong, &own, &other, "李雷"] {
        assert_eq!(counter.ask(&format!("migrant show {who}"))["migrant"], "M000001", "{who}");
    }
    assert_eq!(counter.ask("migrant find 李")["people"].as_array().expect("people").len(), 1);
    let shown = counter.ask("permit show M2");
    assert_eq!((&shown["permit"], &shown["status"]), (&json!(own), &json!("suspended")));
    let ended = counter.ask(&format!("permit show {other}"));
    assert_eq!(
        (&ended["status"], &ended["end_reason"], &ended["ended_on"]),
        (&json!("ended"), &json!("error"), &json!("2017-12-01"))
    );
    for day in ["2017-05-31", "2018-01-01", "2019-07-01"] {
        let rate = counter.ask(&format!("report rate --as-of {day}"));
        assert_eq!(held(&rate)[0], 1, "{day}: the person counts once");
        assert_eq!(rate["identity"]["holds"], true, "{rate}");
    }
    assert_eq!(counter.ask("report rate")["total"]["first_issues"], 1);
    let why = counter.ask(&format!("permit why {other}")).to_string();
    assert!(why.contains("made one on 2019-07-01") && !why.contains("in error"), "{why}");
    let history = counter.ask("migrant history M2");
    let acts: Vec<&str> =
        history["acts"].as_array().expect("acts").iter().filter_map(|act| act["act"].as_str()).collect();
    for (act, times) in [("register", 2), ("apply", 2), ("issue", 2), ("endorse", 2), ("end", 1), ("merge", 1)] {
        assert_eq!(acts.iter().filter(|known| **known == act).count(), times, "{act}: {acts:?}");
    }
    for act in history["acts"].as_array().expect("acts") {
        assert!(act["at"].is_string(), "{act}");
    }
}

#[test]
fn reports_count_half_a_year_over_both_stays_as_the_dossier_does() {
    let counter = Counter::open("2019-08-01");
    two(&counter, "2017-01-01", "2017-06-01");
    counter.ask("migrant leave M1 --because left --on 2017-08-01");
    let said = |on: &str| {
        let eligible = counter.ask(&format!("migrant show M2 --as-of {on}"))["eligibility"]["eligible"].clone();
        let liable = counter.ask(&format!("report rate --as-of {on}"))["total"]["liable"].clone();
        let by_liable = counter.ask(&format!("report rate --basis liable --as-of {on}"))["total"]["liable"].clone();
        let listed = counter.ask(&format!("report eligible --as-of {on}"))["rows"].as_array().map(Vec::len);
        (eligible, liable, by_liable, listed)
    };
    // Of the two on that day: nobody but the one who came first has half a year.
    assert_eq!(said("2017-09-01"), (json!(false), json!(0), json!(0), Some(0)));
    counter.ask("migrant merge M2 M1 --because 同一个人 --on 2019-07-01");
    for (on, there) in [("2017-06-29", false), ("2017-06-30", true), ("2017-09-01", true)] {
        let count = i32::from(there);
        assert_eq!(said(on), (json!(there), json!(count), json!(count), Some(usize::from(there))), "{on}");
    }
    counter.ask("migrant unmerge M2 M1 --because 不是 --on 2019-07-02");
    assert_eq!(said("2017-09-01"), (json!(false), json!(0), json!(0), Some(0)));
}

#[test]
fn a_person_has_one_live_permit_on_every_day_also_before_the_merger() {
    let counter = Counter::open("2019-08-01");
    two(&counter, "2016-06-01", "2016-12-01");
    let own = counter.issue("M1", "2017-01-01");
    let other = counter.issue("M2", "2017-06-15");
    let before = dump(&counter);
    let live = |on: &str| {
        let listed = counter.ask(&format!("permit list --as-of {on}"));
        let status = |row: &Value| matches!(row["status"].as_str(), Some("valid" | "due" | "suspended"));
        let rows = listed["permits"].as_array().expect("permits").clone();
        rows.iter().filter(|row| status(row)).map(|row| row["permit"].clone()).collect::<Vec<Value>>()
    };
    assert_eq!(live("2017-06-15"), [json!(own), json!(other)]);
    counter.ask("migrant merge M1 M2 --because 同一个人 --on 2018-07-01");
    for on in ["2017-01-01", "2017-06-15", "2017-12-31", "2018-07-01", "2019-07-01"] {
        assert_eq!(live(on), [json!(own)], "{on}");
        let rate = counter.ask(&format!("report rate --as-of {on}"));
        assert_eq!((held(&rate), &rate["identity"]["holds"]), ([1, 1], &json!(true)), "{on}");
    }
    assert_eq!(counter.ask(&format!("permit show {other}"))["end_reason"], "error");
    counter.ask("migrant unmerge M1 M2 --because 不是");
    assert_eq!(dump(&counter), before);
    counter.assert_packed(&["2017-06-15", "2018-07-01"]);
}

#[test]
fn the_number_of_a_merged_record_is_the_persons_at_the_counter_and_in_rosters() {
    let counter = Counter::open("2019-08-01");
    let (_, wrong) = two(&counter, "2017-01-01", "2018-06-01");
    counter.ask("migrant merge M1 M2 --because 重复登记");
    let again = form(&wrong).replace("赵明", "李雷");
    let error = counter.refuses(&format!("migrant add {again}"), 1, "J201");
    assert_eq!(error["details"]["migrant"], "M000001");
    let ledger = format!("公民身份号码,居住证号,发证日期,受理点\n{wrong},筑12345,2017-05-01,520102\n");
    counter.put("ledger.csv", ledger.as_bytes());
    counter.line("roster import ledger.csv").done();
    assert_eq!(counter.ask("permit show 筑12345")["migrant"], "M000001");
    counter.ask("migrant leave M1 --because left --on 2019-07-01");
    assert_eq!(counter.ask(&format!("migrant add {again}"))["migrant"], "M000001");
    let people = format!(
        "姓名,公民身份号码,户籍地址,社区,现居住地址,居住事由\n李雷,{wrong},贵州省遵义市红花岗区,520102401,西湖路1号,务工\n"
    );
    counter.put("people.csv", people.as_bytes());
    let told = counter.ask("roster import people.csv --on 2019-08-01");
    assert_eq!((&told["unchanged"], &told["rejected"]), (&json!(1), &json!(0)), "{told}");
    assert_eq!(counter.counts()[0], 2, "nobody new");
}

#[test]
fn unmerging_puts_everything_back_exactly() {
    // Which cards and applications either record has, and where its stay ends.
    let cases: &[(&str, &[&str])] = &[
        ("nothing but stays", &[]),
        ("the kept one left before", &["migrant leave M1 --because left --on 2018-02-01"]),
        ("the other left", &["migrant leave M2 --because hukou --on 2018-02-01"]),
        (
            "both left, in turn",
            &["migrant leave M1 --because left --on 2018-02-01", "migrant leave M2 --because left --on 2018-03-01"],
        ),
        ("two cards", &["card M1 2018-01-01", "card M2 2018-01-02"]),
        ("the other has a card", &["card M2 2018-01-02"]),
        ("two applications", &["apply M1 2018-01-01", "apply M2 2018-01-02"]),
        ("a card and an application", &["apply M1 2018-01-01", "card M2 2018-01-02"]),
        ("the other moved", &["migrant move M2 --unit 520103 --address 中华路3号 --on 2018-02-01"]),
    ];
    for (name, lines) in cases {
        let counter = Counter::open("2018-08-01");
        two(&counter, "2017-01-01", "2017-06-01");
        for line in *lines {
            let words: Vec<&str> = line.split(' ').collect();
            match words.as_slice() {
                ["card", who, on] => drop(counter.issue(who, on)),
                ["apply", who, on] => drop(counter.ask(&format!("permit apply {who} {PAPERS} --on {on}"))),
                _ => drop(counter.ask(line)),
            }
        }
        let (before, journal) = (dump(&counter), counter.journal());
        let shown = |who: &str| counter.ask(&format!("migrant show {who} --as-of 2018-01-15"));
        let was = [shown("M1"), shown("M2")];
        counter.ask("migrant merge M1 M2 --because 重复登记");
        assert_ne!(dump(&counter), before, "{name}");
        for day in ["2017-07-01", "2018-02-15", "2018-08-01"] {
            let rate = counter.ask(&format!("report rate --as-of {day}"));
            assert!(held(&rate)[0] <= 1, "{name} {day}: {rate}");
            assert_eq!(rate["identity"]["holds"], true, "{name}: {rate}");
        }
        counter.ask("migrant unmerge M1 M2 --because 合错");
        assert_eq!(dump(&counter), before, "{name}");
        assert_eq!(counter.journal(), journal + 4, "{name}: two look-ups, two acts");
        assert_eq!([shown("M1"), shown("M2")], was, "{name}");
    }
}

#[test]
fn no_counted_day_is_lost_when_the_later_stay_lasts_longer() {
    let counter = Counter::open("2019-08-01");
    two(&counter, "2017-01-01", "2017-06-01");
    counter.ask("migrant leave M1 --because left --on 2018-01-01");
    counter.ask("migrant merge M1 M2 --because 重复登记");
    for (day, since) in [("2017-05-31", "2017-01-01"), ("2017-06-01", "2017-06-01"), ("2019-08-01", "2017-06-01")] {
        let shown = counter.ask(&format!("migrant show M1 --as-of {day}"));
        assert_eq!(shown["registration"]["registered_on"], since, "{day}");
    }
}

#[test]
fn what_cannot_be_merged() {
    let counter = Counter::open("2019-08-01");
    let (right, wrong) = two(&counter, "2017-01-01", "2017-06-01");
    counter.register(&number("1970-01-01", 1), "2017-01-01");
    for (line, exit, code) in [
        ("migrant merge M1 M2".to_owned(), 2, "J902"),
        ("migrant merge M1".to_owned(), 2, "J902"),
        (format!("migrant merge M1 {right} --because x"), 1, "J126"),
        ("migrant merge M1 M9 --because x".to_owned(), 1, "J114"),
        ("migrant merge M1 M2 --because x --on 2019-08-02".to_owned(), 1, "J208"),
        ("migrant merge M1 M2 --because x --on 2017-05-31".to_owned(), 1, "J209"),
        ("migrant unmerge M1 M2 --because x".to_owned(), 1, "J128"),
        ("migrant unmerge M1 M2".to_owned(), 2, "J902"),
    ] {
        counter.refuses(&line, exit, code);
    }
    counter.ask("migrant merge M1 M2 --because x");
    for line in
        ["migrant merge M1 M2 --because x", "migrant merge M3 M2 --because x", "migrant merge M2 M3 --because x"]
    {
        let error = counter.refuses(line, 1, "J127");
        assert_eq!(error["details"]["kept"], "M000001", "{line}");
    }
    counter.refuses(&format!("migrant merge M1 {wrong} --because x"), 1, "J127");
    counter.refuses("migrant unmerge M3 M2 --because x", 1, "J128");
    counter.refuses("migrant unmerge M2 M1 --because x", 1, "J128");
    counter.refuses(&format!("migrant edit M1 --id-number {wrong} --because x"), 1, "J125");
}

#[test]
fn later_acts_bar_the_parting_and_are_listed() {
    let counter = Counter::open("2019-08-01");
    two(&counter, "2017-01-01", "2017-06-01");
    counter.register(&number("1970-01-01", 1), "2017-01-01");
    counter.ask("migrant merge M1 M2 --because x --on 2018-01-01");
    counter.ask("migrant edit M1 --phone 13912342345 --because 补全");
    counter.ask("migrant show M1");
    counter.ask("migrant merge M1 M3 --because x --on 2018-01-02");
    let error = counter.refuses("migrant unmerge M1 M2 --because x", 1, "J129");
    assert_eq!(error["details"]["acts"], json!([{"on": "2018-01-02", "act": "migrant merge"}]));
    counter.ask("migrant unmerge M1 M3 --because x");
    counter.ask("migrant unmerge M1 M2 --because x");
    counter.ask("migrant merge M1 M2 --because x --on 2018-01-01");
    counter.ask("migrant move M1 --unit 520103 --address 中华路3号 --on 2018-02-01");
    counter.issue("M1", "2018-03-01");
    let error = counter.refuses("migrant unmerge M1 M2 --because x", 1, "J129");
    let acts: Vec<&str> =
        error["details"]["acts"].as_array().expect("acts").iter().filter_map(|act| act["act"].as_str()).collect();
    assert_eq!(acts, ["permit apply", "permit issue"], "a move goes with its stay");
}

#[test]
fn what_was_done_with_a_card_an_application_or_a_stay_of_one_of_the_two_goes_back_with_it() {
    // What is done between, and the number of a card's field that its owner has after it.
    for (name, lines) in [
        ("endorsed", &["permit endorse M1 --on 2018-06-15"][..]),
        (
            "endorsed, and taken back",
            &["permit endorse M1 --on 2018-06-15", "permit edit M1 --endorsed 2018-06-15=none --because x"],
        ),
        ("collected", &["permit collect M1 --on 2018-06-15"]),
        (
            "replaced",
            &[
                "permit replace M1 --because damaged --old-card-returned --on 2018-03-01",
                "permit endorse M1 --on 2018-06-15",
            ],
        ),
        ("ended", &["permit end M1 --because fraud --on 2018-03-01"]),
        ("moved", &["migrant move M1 --unit 520103 --address 中华路3号 --on 2018-03-01"]),
        (
            "left, and taken back",
            &["migrant leave M1 --because left --on 2018-07-20", "migrant edit M1 --left none --because x"],
        ),
    ] {
        for pair in ["M1 M2", "M2 M1"] {
            let counter = Counter::open("2018-08-01");
            two(&counter, "2017-01-01", "2017-06-01");
            counter.issue("M1", "2017-07-01");
            counter.ask(&format!("migrant merge {pair} --because x --on 2018-01-01"));
            for line in lines {
                counter.ask(line);
            }
            counter.ask(&format!("migrant unmerge {pair} --because 合错"));
            let cards = |who: &str| {
                let list = counter.ask(&format!("migrant show {who}"))["permits"].as_array().map(Vec::len);
                (list, counter.line(&format!("permit show {who} --format json")).exit)
            };
            assert_eq!(cards("M2").1, 1, "{name} {pair}: all the cards are those of M1");
            assert_eq!(cards("M1").1, 0, "{name} {pair}");
        }
    }
}

#[test]
fn an_application_that_came_over_takes_its_card_back_with_it() {
    for pair in ["M1 M2", "M2 M1"] {
        let counter = Counter::open("2018-08-01");
        two(&counter, "2017-01-01", "2017-06-01");
        counter.ask(&format!("permit apply M2 {PAPERS} --on 2018-01-01"));
        counter.ask(&format!("migrant merge {pair} --because x --on 2018-01-02"));
        let issued = counter.ask("permit issue M2 --on 2018-01-10");
        counter.ask(&format!("migrant unmerge {pair} --because 合错"));
        let permit = issued["permit"].as_str().expect("a number");
        assert_eq!(counter.ask(&format!("permit show {permit}"))["migrant"], "M000002", "{pair}");
        assert_eq!(counter.line("permit show M1 --format json").exit, 1, "{pair}");
    }
}

#[test]
fn what_bars_the_parting_is_got_out_of_the_way_as_the_hint_says() {
    for (name, lines) in [
        ("an application", &["apply"][..]),
        ("a card", &["apply", "permit issue M1 --on 2018-03-01"]),
        ("a registration", &["migrant leave M1 --because left --on 2018-02-01", "add"]),
        ("a departure that ended the card of the other", &["migrant leave M1 --because left --on 2018-02-01", "check"]),
        ("another merger", &["migrant merge M1 M3 --because x --on 2018-02-01"]),
    ] {
        let counter = Counter::open("2018-08-01");
        let (right, _) = two(&counter, "2017-01-01", "2017-06-01");
        counter.register(&number("1970-01-01", 1), "2017-01-01");
        let across = lines.contains(&"check");
        if across {
            counter.issue("M2", "2017-12-20");
        }
        counter.ask("migrant merge M1 M2 --because x --on 2018-01-02");
        for line in lines {
            match *line {
                "apply" => drop(counter.ask(&format!("permit apply M1 {PAPERS} --on 2018-03-01"))),
                "add" => {
                    let again = form(&right).replace("赵明", "李雷");
                    counter.ask(&format!("migrant add {again} --on 2018-03-01"));
                }
                "check" => {}
                line => drop(counter.ask(line)),
            }
        }
        for _ in 0..3 {
            let told = counter.line("migrant unmerge M1 M2 --because 合错 --format json");
            if told.exit == 0 {
                break;
            }
            let error = counter.refuses("migrant unmerge M1 M2 --because 合错", 1, "J129");
            for line in error["hint"].as_str().expect("ways out").lines() {
                counter.line(line.trim_start_matches("jzz ")).done();
            }
        }
        counter.refuses("migrant unmerge M1 M2 --because x", 1, "J128");
        assert_eq!(counter.ask("migrant show M2")["migrant"], "M000002", "{name}");
    }
}

#[test]
fn facts_corrected_while_the_records_were_one_are_said_to_stay() {
    let counter = Counter::open("2018-08-01");
    two(&counter, "2017-01-01", "2017-06-01");
    counter.ask("migrant edit M1 --education 20 --because 补全");
    counter.ask("migrant merge M1 M2 --because x --on 2018-01-02");
    counter.ask("migrant edit M2 --phone 13912342345 --because 补全");
    let told = counter.line("migrant unmerge M1 M2 --because 合错").done().stderr;
    assert!(told.contains("phone") && told.contains("M000001") && !told.contains("ducation"), "{told}");
}

#[test]
fn a_merged_record_may_be_merged_on_and_parted_in_turn() {
    let counter = Counter::open("2019-08-01");
    two(&counter, "2017-01-01", "2017-06-01");
    counter.register(&number("1970-01-01", 1), "2017-01-01");
    let before = dump(&counter);
    let told = counter.line("migrant merge M3 M1 --because x --format json").done();
    assert!(told.stderr.contains("J219"), "another name: {}", told.stderr);
    counter.refuses("migrant merge M1 M2 --because x", 1, "J127");
    counter.ask("migrant merge M2 M3 --because x");
    for who in ["M1", "M2", "M3", LI] {
        assert_eq!(counter.ask(&format!("migrant show {who}"))["migrant"], "M000002", "{who}");
    }
    counter.refuses("migrant unmerge M3 M1 --because x", 1, "J129");
    counter.ask("migrant unmerge M2 M3 --because x");
    counter.ask("migrant unmerge M3 M1 --because x");
    assert_eq!(dump(&counter), before);
}

#[test]
fn corrections_go_back_with_the_rows_that_they_corrected() {
    let counter = Counter::open("2018-02-01");
    two(&counter, "2016-01-05", "2016-03-05");
    let permit = counter.issue("M2", "2017-01-01");
    counter.ask("migrant merge M1 M2 --because 重复登记 --on 2018-01-01");
    counter.ask(&format!("permit edit {permit} --issued 2017-01-02 --because 抄错"));
    let fields = |who: &str| {
        let history = counter.ask(&format!("migrant history {who}"));
        let told = history["corrections"].as_array().expect("a list").clone();
        told.iter().map(|one| one["field"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(fields("M1"), ["issued_on"]);
    counter.ask("migrant unmerge M1 M2 --because 不是同一人 --on 2018-01-02");
    assert_eq!((fields("M1"), fields("M2")), (vec![], vec!["issued_on".to_owned()]));
}

#[test]
fn a_merged_stay_keeps_the_months_before_it_and_why_tells_of_no_departure() {
    let counter = Counter::open("2017-09-01");
    two(&counter, "2016-01-05", "2017-06-01");
    counter.ask("migrant leave M1 --because left --on 2017-07-01");
    counter.ask("migrant merge M1 M2 --because 重复登记");
    let why = counter.ask("migrant why M1");
    let codes: Vec<&str> =
        why["because"].as_array().expect("a list").iter().filter_map(|said| said["code"].as_str()).collect();
    assert!(codes.contains(&"merged_stay") && !codes.contains(&"earlier_stay"), "{codes:?}");
    let residence = why["because"].as_array().expect("a list").iter().find(|said| said["code"] == "residence");
    assert_eq!(residence.expect("a count")["on"], "2016-01-05");
    assert_eq!((&why["eligible"], &why["since"]), (&json!(true), &json!("2016-07-04")), "{why}");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2017-09-01"));
}

#[test]
fn a_stay_that_a_merger_ends_is_named_as_it_was_and_moved_to_only_where_it_is_another_place() {
    let counter = Counter::open("2019-08-01");
    let (right, wrong) = two(&counter, "2017-01-01", "2018-06-01");
    let same = counter.line("migrant merge M1 M2 --because 重复登记 --on 2019-07-01").done().stderr;
    assert!(same.contains("J220") && !same.contains("migrant move"), "the same place is no move: {same}");
    counter.ask("migrant unmerge M1 M2 --because 再看 --on 2019-07-02");
    counter.ask("migrant move M2 --unit 520102401 --address 西湖路2号 --on 2019-07-03");
    counter.ask("unit rename 520102401 东湖社区 --because 批复 --on 2019-07-04");
    let told = counter.line("migrant merge M1 M2 --because 重复登记 --on 2019-07-05").done().stderr;
    assert!(told.contains("西湖社区") && !told.contains("东湖"), "the name of that day: {told}");
    let hint = told.lines().find_map(|line| line.split_once("jzz ").filter(|(_, c)| c.starts_with("migrant move")));
    counter.line(hint.expect("a command").1).done();
    assert_ne!(right, wrong);
}

#[test]
fn a_dead_record_and_one_that_goes_on_are_not_merged_until_one_is_right() {
    let reasons = |counter: &Counter| {
        counter
            .rows("SELECT end_reason FROM registration WHERE ended_on > registered_on ORDER BY ended_on DESC LIMIT 1")
    };
    for pair in ["M1 M2", "M2 M1"] {
        let counter = Counter::open("2019-08-01");
        two(&counter, "2017-01-01", "2017-06-01");
        counter.ask("migrant leave M2 --because death --on 2018-02-01");
        let line = format!("migrant merge {pair} --because 同一个人");
        let error = counter.refuses(&line, 1, "J223");
        assert_eq!([&error["details"]["died"], &error["details"]["other"]], ["M000002", "M000001"]);
        // The first line of the hint: the living record ends with that day.
        let hint = error["hint"].as_str().expect("a hint").lines().next().expect("a line").to_owned();
        assert_eq!(hint, "jzz migrant leave M000001 --because death --on 2018-02-01");
        counter.line(hint.trim_start_matches("jzz ")).done();
        counter.line(&line).done();
        assert_eq!(reasons(&counter), ["death"], "{pair}");
        let history = counter.ask("migrant history M1").to_string();
        assert!(history.contains(r#""end_reason":"death""#), "{history}");
    }
    // Left the day before death by the other record.
    let counter = Counter::open("2019-08-01");
    two(&counter, "2017-01-01", "2017-06-01");
    counter.ask("migrant leave M2 --because death --on 2018-02-01");
    counter.ask("migrant leave M1 --because left --on 2018-03-01");
    let error = counter.refuses("migrant merge M2 M1 --because 同一个人", 1, "J223");
    let hint = error["hint"].as_str().expect("a hint").lines().next().expect("a line").to_owned();
    counter.line(hint.trim_start_matches("jzz ")).done();
    counter.ask("migrant merge M2 M1 --because 同一个人");
    assert_eq!(reasons(&counter), ["death"]);
    // Something was done with the other since: its stay cannot end with that day, and no such line is given.
    let counter = Counter::open("2019-08-01");
    two(&counter, "2017-01-01", "2017-06-01");
    counter.ask("migrant leave M2 --because death --on 2018-02-01");
    counter.ask("migrant move M1 --unit 520102401 --address 2号 --on 2018-03-01");
    let error = counter.refuses("migrant merge M1 M2 --because 同一个人", 1, "J223");
    let hint = error["hint"].as_str().expect("a hint");
    assert!(hint.starts_with("jzz migrant edit M000002 --end-reason left ") && hint.lines().count() == 1, "{hint}");
}

#[test]
fn papers_of_different_kinds_are_said_at_a_merger() {
    let counter = Counter::open("2019-08-01");
    counter.ask(&format!("migrant add {} --on 2017-01-01", form(LI)));
    let hmt = form("810000199001010019").replace("赵明", "李雷").replace("贵州省遵义市红花岗区", "香港特别行政区");
    counter.ask(&format!("migrant add {hmt} --on 2017-06-01"));
    let told = counter.line("migrant merge M1 M2 --because 同一个人 --format json").done();
    assert!(told.stderr.contains("J219") && told.stderr.contains("identity card"), "{}", told.stderr);
}

#[test]
fn a_split_of_the_unit_is_no_act_of_the_person_that_a_merger_comes_after() {
    let counter = Counter::open("2018-07-10");
    two(&counter, "2017-01-01", "2017-02-01");
    counter.ask("unit split 520102401 --into 520102402 520102403 --rest 520102402 --on 2018-06-01 --because 批复");
    counter.ask("migrant merge M1 M2 --because 重复 --on 2018-05-01");
    counter.ask("migrant unmerge M1 M2 --because 合错 --on 2018-05-02");
    counter.ask("migrant move M1 --unit 520103 --address 中华路 --on 2018-06-02");
    counter.refuses("migrant merge M1 M2 --because 重复 --on 2018-05-03", 1, "J209");
}
