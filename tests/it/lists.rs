//! The reports that are lists and measures: who and what stands on them on which day, their shape, the
//! journal, and that no page says otherwise than another.

use serde_json::{Value, json};

use crate::support::Counter;
use crate::support::office::{LI, PAPERS, WANG, form, number, shape};

mod cells;
mod measures;
mod recount;

/// Keys of the rows.
fn keys(report: &Value) -> Vec<&str> {
    let rows = report["rows"].as_array().expect("rows");
    rows.iter().map(|row| row["key"].as_str().expect("a key")).collect()
}

fn row<'a>(report: &'a Value, key: &str) -> &'a Value {
    let rows = report["rows"].as_array().expect("rows");
    rows.iter().find(|row| row["key"] == key).unwrap_or_else(|| panic!("no row {key}: {report}"))
}

/// Li's card of 2017-01-01 (never endorsed), Wang's of 2017-07-01 (endorsed 2018-06-10), an application of
/// 2018-07-20 in 息烽, and somebody who has done nothing.
fn town() -> (Counter, String, String) {
    let counter = Counter::open("2018-08-20");
    counter.register(LI, "2016-07-01");
    counter.register(WANG, "2017-01-01");
    let li = counter.issue("M1", "2017-01-01");
    let wang = counter.issue("M2", "2017-07-01");
    counter.ask("permit endorse M2 --on 2018-06-10");
    let there = form(&number("1980-01-01", 1)).replace("520102401", "520122400");
    counter.ask(&format!("migrant add {there} --on 2018-01-20"));
    counter.ask(&format!("permit apply M3 {PAPERS} --on 2018-07-20"));
    counter.register(&number("1975-05-05", 1), "2018-02-01");
    (counter, li, wang)
}

#[test]
fn every_list_has_the_shape_of_the_contract_and_one_row_of_the_journal() {
    let (counter, li, wang) = town();
    for (line, head, rows, row_shape) in [
        (
            "report due --as-of 2018-06-05",
            "within",
            1,
            "key permit migrant name unit counter window_opens window_closes days_left",
        ),
        ("report overdue", "", 2, "key permit application migrant name unit since days"),
        ("report eligible", "regime", 1, "key migrant name unit since why"),
        ("report uncollected", "over", 2, "key permit migrant name counter issued_on days"),
    ] {
        let before = counter.journal();
        let report = counter.ask(line);
        assert_eq!(counter.journal(), before + 1, "{line}");
        shape(&report, &format!("report as_of definition rows total identity {head}"));
        let name = line.split_whitespace().nth(1).expect("a word");
        assert_eq!((&report["report"], &report["total"]), (&json!(name), &json!({"count": rows})), "{line}");
        assert_eq!(report["identity"], json!({"holds": true, "checks": []}));
        let all = report["rows"].as_array().expect("rows");
        assert_eq!(all.len(), rows, "{report}");
        for row in all {
            shape(row, row_shape);
        }
        let (command, _, subject, purpose, changes, counted) = counter.entries().pop().expect("a row");
        assert_eq!((command, subject, purpose, changes.as_str()), (format!("report {name}"), None, None, "{}"));
        assert_eq!(counted, i64::try_from(rows).expect("few"));
    }
    assert_eq!(
        counter.ask("report due --as-of 2018-06-05")["rows"][0],
        json!({
            "key": wang, "permit": wang, "migrant": "M000002", "name": "王*", "unit": "520102401",
            "counter": "520102401", "window_opens": "2018-06-01", "window_closes": "2018-06-30", "days_left": 25,
        })
    );
    let overdue = counter.ask("report overdue");
    assert_eq!(
        overdue["rows"],
        json!([
            {"key": "A000003", "permit": null, "application": "A000003", "migrant": "M000003", "name": "赵*", "unit": "520122400", "since": "2018-08-05", "days": 16},
            {"key": li, "permit": li, "application": null, "migrant": "M000001", "name": "李*", "unit": "520102401", "since": "2018-01-01", "days": 232},
        ])
    );
    let eligible = counter.ask("report eligible");
    let why = &eligible["rows"][0]["why"];
    shape(&why[0], "code message");
    assert_eq!((&why[0]["code"], why.as_array().map(Vec::len)), (&json!("half_year"), Some(1)), "{why}");
    assert_eq!(
        (&eligible["rows"][0]["migrant"], &eligible["rows"][0]["since"]),
        (&json!("M000004"), &json!("2018-07-31"))
    );
}

#[test]
fn a_reveal_is_journalled_with_its_reason_before_names_are_shown() {
    let (counter, ..) = town();
    let revealed = counter.ask("report due --as-of 2018-06-05 --reveal 上门通知");
    assert_eq!(revealed["rows"][0]["name"], "王芳");
    assert_eq!(counter.entries().pop().expect("a row").3.as_deref(), Some("上门通知"));
    let file = counter.line("report due --as-of 2018-06-05 --format csv").done().stdout;
    assert!(file.contains("王*") && !file.contains("王芳"), "{file}");
    for line in ["report overdue", "report eligible", "report uncollected"] {
        let names = |flags: &str| {
            let rows = counter.ask(&format!("{line} {flags}"))["rows"].as_array().expect("rows").clone();
            rows.iter().map(|row| row["name"].as_str().expect("a name").to_owned()).collect::<Vec<String>>()
        };
        let (masked, bare) = (names(""), names("--reveal 上门通知"));
        assert!(masked.iter().all(|name| name.contains('*')), "{line}: {masked:?}");
        assert!(bare.iter().all(|name| !name.contains('*')), "{line}: {bare:?}");
    }
}

#[test]
fn who_is_due_on_which_day() {
    let (counter, li, wang) = town();
    let cases: &[(&str, &[&str])] = &[
        ("--as-of 2017-10-31", &[]),
        ("--as-of 2017-11-01", &[&li]),
        ("--as-of 2017-11-01 --within 29", &[]),
        ("--as-of 2017-11-30 --within 0", &[]),
        ("--as-of 2017-12-01 --within 0", &[&li]),
        ("--as-of 2017-12-31 --within 0", &[&li]),
        ("--as-of 2018-01-01", &[]),
        ("--as-of 2018-05-02", &[&wang]),
        ("--as-of 2018-06-09 --within 0", &[&wang]),
        ("--as-of 2018-06-10", &[]),
        ("--as-of 2017-12-20 --within 365", &[&li, &wang]),
    ];
    for (flags, expected) in cases {
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(keys(&counter.ask(&format!("report due {flags}"))), expected, "{flags}");
    }
    let last = counter.ask("report due --as-of 2017-12-31");
    assert_eq!(last["rows"][0]["days_left"], 0, "0 on the last good day");
}

#[test]
fn a_list_says_what_the_list_of_cards_says() {
    let (counter, li, _) = town();
    counter.ask("permit replace M1 --because lost --on 2018-07-27");
    for on in ["2017-06-30", "2017-12-05", "2017-12-31", "2018-01-01", "2018-06-09", "2018-07-27", "2018-08-10"] {
        let cards = |flags: &str| counter.ask(&format!("permit list {flags} --as-of {on}"));
        let mut due: Vec<String> = texts(&cards("--status due")["permits"], "permit");
        due.sort();
        assert_eq!(keys(&counter.ask(&format!("report due --within 0 --as-of {on}"))), due, "{on}");
        let list = cards("--overdue");
        let mut late = [texts(&list["permits"], "permit"), texts(&list["applications"], "application")].concat();
        late.sort();
        let overdue = counter.ask(&format!("report overdue --as-of {on}"));
        assert_eq!(keys(&overdue), late, "{on}");
        for permit in list["permits"].as_array().expect("a list") {
            let key = permit["permit"].as_str().expect("a number");
            assert_eq!(row(&overdue, key)["unit"], permit["unit"]);
        }
    }
    let overdue = counter.ask("report overdue --as-of 2018-07-27");
    assert!(!keys(&overdue).contains(&li.as_str()), "the old card has ended");
    assert_eq!(overdue["rows"][0]["since"], "2018-01-01", "the new one goes on where it stood");
}

fn texts(list: &Value, key: &str) -> Vec<String> {
    let list = list.as_array().expect("a list");
    list.iter().map(|one| one[key].as_str().expect("a text").to_owned()).collect()
}

#[test]
fn under_the_rules_of_2012_those_who_must_apply_are_listed() {
    let counter = Counter::open("2012-11-30");
    counter.register(LI, "2012-02-01");
    counter.register(&number("1996-08-20", 1), "2012-04-01");
    counter.register(&number("1950-01-01", 1), "2012-04-01");
    counter.register_with(&number("1980-01-01", 1), "2012-04-01", "--stay 0");
    counter.ask("migrant move M4 --unit 520102401 --address 西湖路9号 --stay 2 --on 2012-06-02");
    counter.register_with(&number("1981-01-01", 1), "2012-04-01", "--exempt relative");
    let since = |on: &str| {
        let report = counter.ask(&format!("report eligible --as-of {on}"));
        let rows = report["rows"].as_array().expect("rows");
        let said = rows.iter().map(|row| {
            assert_eq!(row["why"][0]["code"], "must_apply");
            format!("{} {}", row["key"].as_str().expect("a key"), row["since"].as_str().expect("a day"))
        });
        said.collect::<Vec<String>>()
    };
    assert_eq!(since("2012-03-04"), [""; 0], "before any rules");
    assert_eq!(since("2012-03-05"), ["M000001 2012-03-05"]);
    assert_eq!(since("2012-06-01"), ["M000001 2012-03-05"]);
    assert_eq!(since("2012-06-02"), ["M000001 2012-03-05", "M000004 2012-06-02"]);
    assert_eq!(since("2012-08-20"), ["M000001 2012-03-05", "M000002 2012-08-20", "M000004 2012-06-02"]);
    let all = ["M000001 2012-10-01", "M000002 2012-10-01", "M000004 2012-10-01"];
    assert_eq!(since("2012-10-01"), all, "by the rules of the day");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2012-10-08"));
    assert_eq!(since("2012-10-08"), all[1..], "an open application");
    counter.ask("permit withdraw M1 --because 不办了 --on 2012-10-10");
    assert_eq!((since("2012-10-09").len(), since("2012-10-10").len()), (2, 3), "and a past day keeps its answer");
    counter.ask("migrant leave M2 --because left --on 2012-10-20");
    assert_eq!((since("2012-10-19").len(), since("2012-10-20").len()), (3, 2));
}

#[test]
fn cards_that_nobody_fetched() {
    let counter = Counter::open("2018-08-20");
    counter.register(LI, "2016-07-01");
    counter.register(WANG, "2016-07-01");
    let li = counter.issue("M1", "2017-01-01");
    let wang = counter.issue("M2", "2017-01-01");
    counter.ask("permit collect M2 --on 2017-02-15");
    let at = |flags: &str| {
        let report = counter.ask(&format!("report uncollected {flags}"));
        let days = |row: &Value| (row["key"].as_str().expect("a key").to_owned(), row["days"].as_i64().expect("days"));
        report["rows"].as_array().expect("rows").iter().map(days).collect::<Vec<_>>()
    };
    let mut both = vec![(li.clone(), 31), (wang.clone(), 31)];
    both.sort();
    assert_eq!(at("--as-of 2017-01-31"), []);
    assert_eq!(at("--as-of 2017-02-01"), both);
    assert_eq!(at("--as-of 2017-01-11 --over 10"), []);
    assert_eq!(at("--as-of 2017-01-12 --over 10").len(), 2);
    assert_eq!(at("--as-of 2017-01-02 --over 0").len(), 2, "a day is more than none");
    assert_eq!(at("--as-of 2017-02-14").len(), 2);
    assert_eq!(at("--as-of 2017-02-15"), [(li.clone(), 45)], "collected that day");
    let new = counter.ask("permit replace M1 --because lost --on 2017-03-01")["permit"].clone();
    assert_eq!(at("--as-of 2017-02-28").len(), 1);
    assert_eq!(at("--as-of 2017-03-31"), [], "the new card counts from its own date");
    assert_eq!(at("--as-of 2017-04-01"), [(new.as_str().expect("a number").to_owned(), 31)]);
    counter.ask("migrant leave M1 --because left --on 2017-05-01");
    assert_eq!(at(""), [], "an ended card is waited for by nobody");
}

#[test]
fn a_coming_day_is_refused_with_the_command_for_today() {
    let (counter, ..) = town();
    for line in ["report due", "report overdue", "report eligible", "report uncollected", "report quality"] {
        let error = counter.refuses(&format!("{line} --as-of 2018-08-21"), 1, "J501");
        assert_eq!(error["hint"], format!("jzz {line} --format json --as-of 2018-08-20"), "{line}");
    }
    for flags in ["--within x", "--within -1", "--over 3"] {
        let told = counter.line(&format!("report due {flags}"));
        assert_eq!((told.exit, told.stdout.as_str()), (2, ""), "{flags}: {told:?}");
    }
}

#[test]
fn every_form_holds_every_row_in_both_languages() {
    let (counter, li, _) = town();
    for lang in ["zh", "en"] {
        for (line, rows) in [
            ("report due --as-of 2018-06-05", 1),
            ("report overdue", 2),
            ("report eligible", 1),
            ("report uncollected", 2),
        ] {
            let csv = counter.line(&format!("{line} --lang {lang} --format csv")).done().stdout;
            assert_eq!(csv.lines().count(), rows + 1, "{line}: {csv}");
            let table = counter.line(&format!("{line} --lang {lang}")).done();
            assert!(table.stdout.lines().count() > rows + 1 && table.stderr.contains(&rows.to_string()), "{table:?}");
            let page = counter.line(&format!("{line} --lang {lang} --format html")).done().stdout;
            assert_eq!(page.matches("<tr").count(), rows + 1, "{line}: {page}");
            counter.line(&format!("{line} --lang {lang} --format xlsx")).refused(2, "J503");
            counter.line(&format!("{line} --lang {lang} --format xlsx --out list.xlsx --yes")).done();
            std::fs::remove_file(counter.path("list.xlsx")).expect("the file");
        }
        let table = counter.line(&format!("report overdue --lang {lang}")).done().stdout;
        assert!(table.contains(&li) && table.contains("520122400 "), "{table}");
    }
}

#[test]
fn a_list_of_a_day_before_anybody_is_empty_and_journalled() {
    let counter = Counter::open("2018-08-20");
    for report in ["due", "overdue", "eligible", "uncollected"] {
        let before = counter.journal();
        let report = counter.ask(&format!("report {report} --as-of 2016-05-01"));
        assert_eq!((&report["rows"], &report["total"]["count"]), (&json!([]), &json!(0)));
        assert_eq!(counter.journal(), before + 1);
    }
}
