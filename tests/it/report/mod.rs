//! `report rate`: shape, keys, both bases, every format, past days.

mod behind_its_back;
mod cells;
mod recount;
mod regrouped;
mod tables;

use serde_json::{Value, json};

use crate::support::Counter;
use crate::support::office::{CHILD, LI, PAPERS, WANG, form, number, shape};

const ROW: &str =
    "key name registered holders in_force rate liable liable_holders liable_rate first_issues share target gap";

pub fn row<'a>(report: &'a Value, key: &str) -> &'a Value {
    let rows = report["rows"].as_array().expect("rows");
    rows.iter().find(|row| row["key"] == key).unwrap_or_else(|| panic!("no row {key}: {report}"))
}

/// registered, holders, in force, first issues.
fn figures(row: &Value) -> [i64; 4] {
    ["registered", "holders", "in_force", "first_issues"].map(|key| row[key].as_i64().expect("a count"))
}

#[test]
fn the_shape_of_the_contract() {
    let counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    for (by, rows) in
        [("tier", 3), ("district", 10), ("community", 173), ("counter", 106), ("reason", 13), ("origin", 7)]
    {
        let report = counter.ask(&format!("report rate --by {by}"));
        shape(&report, "report as_of by regime definition rows total identity");
        assert_eq!((&report["report"], &report["by"]), (&json!("rate"), &json!(by)));
        assert_eq!((&report["as_of"], &report["regime"]), (&json!("2017-08-01"), &json!("state-2016")));
        let all = report["rows"].as_array().expect("rows");
        assert_eq!(all.len(), rows, "{by}");
        for row in all.iter().chain([&report["total"]]) {
            shape(row, ROW);
        }
        assert_eq!(report["total"]["key"], "total");
        shape(&report["identity"], "holds checks");
        assert_eq!(report["identity"]["holds"], true);
        for check in report["identity"]["checks"].as_array().expect("checks") {
            shape(check, "name left right");
            assert_eq!(check["left"], check["right"]);
        }
    }
}

#[test]
fn without_anybody_a_rate_is_null_and_the_table_has_a_dash() {
    let counter = Counter::open("2017-08-01");
    let report = counter.ask("report rate");
    let total = &report["total"];
    assert_eq!((&total["rate"], &total["liable_rate"], &total["share"]), (&Value::Null, &Value::Null, &Value::Null));
    assert!(counter.line("report rate").done().stdout.contains('—'));
}

#[test]
fn rates_are_texts_with_two_decimals() {
    let counter = Counter::open("2017-08-01");
    for n in 1..=3 {
        counter.register(&number("1970-01-01", n), "2017-01-01");
    }
    counter.issue("M1", "2017-07-01");
    counter.issue("M2", "2017-07-01");
    let total = counter.ask("report rate")["total"].clone();
    assert_eq!(
        (&total["rate"], &total["liable_rate"], &total["share"]),
        (&json!("66.67"), &json!("66.67"), &json!("100.00"))
    );
}

#[test]
fn ten_people_of_a_community_with_cards_of_the_city_counter() {
    let counter = Counter::open("2017-08-01");
    for n in 1..=10 {
        counter.register(&number("1970-01-01", n), "2017-01-01");
        counter.ask(&format!("permit apply M{n} {PAPERS} --on 2017-07-01"));
        counter.ask(&format!("permit issue M{n} --on 2017-07-01 --counter 520100"));
    }
    let report = counter.ask("report rate");
    assert_eq!(figures(row(&report, "community")), [10, 10, 10, 0]);
    assert_eq!(figures(row(&report, "city")), [0, 0, 0, 10]);
    for by in ["district", "community", "counter"] {
        let report = counter.ask(&format!("report rate --by {by}"));
        for row in report["rows"].as_array().expect("rows") {
            let [registered, holders, in_force, _] = figures(row);
            assert!(in_force <= holders && holders <= registered, "{row}");
        }
    }
}

#[test]
fn three_dead_two_gone_five_there() {
    let counter = Counter::open("2017-08-01");
    for n in 1..=10 {
        counter.register(&number("1970-01-01", n), "2017-01-01");
    }
    for n in 1..=3 {
        counter.ask(&format!("migrant leave M{n} --because death --on 2017-07-15"));
    }
    for n in 4..=5 {
        counter.ask(&format!("migrant leave M{n} --because left --on 2017-07-16"));
    }
    let registered = |on: &str| counter.ask(&format!("report rate --as-of {on}"))["total"]["registered"].clone();
    for (on, count) in [("2016-12-31", 0), ("2017-01-01", 10), ("2017-07-14", 10), ("2017-07-15", 7), ("2017-07-16", 5)]
    {
        assert_eq!(registered(on), count, "{on}");
    }
}

#[test]
fn first_issues_are_of_the_day_of_issue_and_stay_when_people_leave() {
    let counter = Counter::open("2017-08-01");
    counter.register(LI, "2016-06-01");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2017-01-28"));
    counter.ask("permit issue M1 --on 2017-02-03");
    counter.ask("migrant leave M1 --because left --on 2017-03-01");
    let first = |on: &str| counter.ask(&format!("report rate --as-of {on}"))["total"]["first_issues"].clone();
    assert_eq!([first("2017-02-02"), first("2017-02-03"), first("2017-03-01")], [json!(0), json!(1), json!(1)]);
    assert_eq!(figures(&counter.ask("report rate --as-of 2017-03-01")["total"]), [0, 0, 0, 1]);
}

#[test]
fn an_expired_card_still_has_its_holder_and_is_not_in_force() {
    let counter = Counter::open("2014-08-01");
    counter.register(LI, "2012-10-01");
    counter.issue("M1", "2012-10-01");
    for (on, expected) in [
        ("2012-09-30", [0, 0, 0, 0]),
        ("2012-10-01", [1, 1, 1, 1]),
        ("2013-09-30", [1, 1, 1, 1]),
        ("2013-10-01", [1, 1, 0, 1]),
    ] {
        assert_eq!(figures(&counter.ask(&format!("report rate --as-of {on}"))["total"]), expected, "{on}");
    }
}

#[test]
fn who_is_liable_by_the_rules_of_the_day() {
    let counter = Counter::open("2017-08-01");
    counter.register(LI, "2012-09-01");
    counter.register(CHILD, "2012-09-01");
    counter.register_with(WANG, "2012-09-01", "--stay 0");
    counter.register_with(&number("1970-01-01", 1), "2012-09-01", "--exempt relative");
    counter.register(&number("1953-05-10", 1), "2012-09-01");
    let liable = |on: &str| counter.ask(&format!("report rate --as-of {on}"))["total"]["liable"].clone();
    assert_eq!(liable("2012-09-30"), 2, "of the rest one is a child, one stays briefly, one is exempt");
    assert_eq!(liable("2013-05-09"), 2);
    assert_eq!(liable("2013-05-10"), 1, "the 60th birthday");
    assert_eq!(liable("2015-12-31"), 1);
    assert_eq!(liable("2016-01-01"), 5, "from 2016 whoever completed half a year");
}

#[test]
fn a_past_day_keeps_its_units_and_its_tree() {
    let counter = Counter::open("2013-08-01");
    let xiaohe = form(LI).replace("520102401", "520114");
    counter.ask(&format!("migrant add {xiaohe} --on 2012-09-01"));
    counter.register(WANG, "2012-09-01");
    counter.ask("migrant move M2 --unit 520103400 --address 云岩 --on 2012-12-01");
    let of = |on: &str, by: &str, key: &str| {
        figures(row(&counter.ask(&format!("report rate --as-of {on} --by {by}")), key))[0]
    };
    assert_eq!(of("2012-11-14", "district", "520114"), 1);
    assert_eq!(of("2012-11-15", "district", "520111"), 1);
    assert_eq!((of("2012-11-30", "district", "520102"), of("2012-12-01", "district", "520102")), (1, 0));
    assert_eq!((of("2012-11-30", "district", "520103"), of("2012-12-01", "district", "520103")), (0, 1));
    assert_eq!(of("2012-12-01", "community", "520103400"), 1);
    assert_eq!(of("2012-12-01", "tier", "community"), 1, "the counter that registered");
}

#[test]
fn a_coming_day_is_refused_and_the_day_itself_is_not() {
    let counter = Counter::open("2017-08-01");
    counter.ask("report rate --as-of 2017-08-01");
    counter.refuses("report rate --as-of 2017-08-02", 1, "J501");
    counter.refuses("report rate --by street", 2, "J904");
    counter.refuses("report rate --basis some", 2, "J904");
}

#[test]
fn csv_has_a_bom_one_heading_the_key_first_and_the_total_last() {
    let counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    for (flags, columns) in [("", 8), ("--basis liable", 7)] {
        let csv = counter.line(&format!("report rate {flags} --format csv")).done().stdout;
        let lines: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
        assert!(csv.starts_with('\u{feff}') && csv.contains("\r\n"), "{csv}");
        assert_eq!(lines.len(), 5, "{csv}");
        assert!(lines.iter().all(|line| line.split(',').count() == columns), "{csv}");
        let keys: Vec<&str> = lines.iter().filter_map(|line| line.split(',').next()).collect();
        assert_eq!(keys[1..], ["city", "district", "community", "total"]);
    }
    let plain = counter.line("report rate --format csv --no-bom").done().stdout;
    assert!(!plain.starts_with('\u{feff}'));
    let chinese = counter.line("report rate --format csv --lang zh").done().stdout;
    assert!(chinese.lines().next().is_some_and(|line| line.contains("办证率") || line.contains("登记")), "{chinese}");
}

#[test]
fn the_same_report_twice_is_the_same_bytes_and_adds_no_row() {
    let counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    let before = counter.counts();
    for by in ["tier", "district", "community", "counter", "reason", "origin"] {
        for format in ["table", "json", "csv"] {
            let line = format!("report rate --by {by} --format {format}");
            assert_eq!(counter.line(&line).done().stdout, counter.line(&line).done().stdout, "{line}");
        }
    }
    assert_eq!(counter.counts(), before);
}

#[test]
fn a_workbook_goes_into_a_file_and_nowhere_else() {
    let counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    counter.line("report rate --format xlsx").refused(2, "J503");
    counter.line("report rate --format xlsx --out -").refused(2, "J503");
    counter.line("report rate --format xlsx --out rate.xlsx").done();
    let bytes = std::fs::read(counter.path("rate.xlsx")).expect("the workbook");
    assert!(bytes.starts_with(b"PK"));
    counter.line("report rate --format xlsx --out again.xlsx").done();
    assert_eq!(bytes, std::fs::read(counter.path("again.xlsx")).expect("the same"), "and the same bytes each time");
}

#[test]
fn a_page_is_one_file_in_the_language_asked_for() {
    let counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    for (lang, tag, word) in [("zh", "lang=\"zh-CN\"", "办证率"), ("en", "lang=\"en\"", "Issuance rate")] {
        let line = format!("report rate --by district --format html --lang {lang}");
        let page = counter.line(&line).done().stdout;
        assert!(page.starts_with("<!doctype html>") && page.contains(tag) && page.contains(word), "{page}");
        assert!(!page.contains("<script") && page.ends_with("</html>\n"), "{page}");
        assert_eq!(page, counter.line(&line).done().stdout);
    }
}

#[test]
fn every_figure_of_people_has_a_code() {
    let counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    let report = counter.ask("report rate --cells");
    let cells = &row(&report, "community")["cells"];
    shape(cells, "registered holders in_force liable liable_holders first_issues");
    assert_eq!(cells["registered"], "rate/tier/community/registered");
    assert_eq!(report["total"]["cells"]["holders"], "rate/tier/total/holders");
    assert!(row(&counter.ask("report rate"), "community").get("cells").is_none(), "only where they are asked for");
    let csv = counter.line("report rate --cells --format csv").done().stdout;
    assert!(csv.contains(",1,rate/tier/community/registered\r\n"), "{csv}");
}

#[test]
fn a_report_into_a_file_is_whole_and_only_its_owners() {
    use std::os::unix::fs::PermissionsExt;
    let counter = Counter::open("2017-08-01");
    let told = counter.line("report rate --format csv --out rate.csv").done();
    assert_eq!(told.stdout, "");
    let file = std::fs::read_to_string(counter.path("rate.csv")).expect("the file");
    assert_eq!(file, counter.line("report rate --format csv").done().stdout);
    let mode = std::fs::metadata(counter.path("rate.csv")).expect("the file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_published_file_is_as_readable_as_the_umask_allows() {
    use std::os::unix::fs::PermissionsExt;
    let counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    std::fs::write(counter.path("any"), "").expect("a file");
    let mode = |name: &str| std::fs::metadata(counter.path(name)).expect("the file").permissions().mode() & 0o777;
    counter.line("report rate --format csv --out office.csv").done();
    for format in ["table", "csv", "json", "html", "xlsx"] {
        let name = format!("public.{format}");
        counter.put(&name, b"an older one");
        counter.line(&format!("report rate --public --format {format} --out {name}")).done();
        assert_eq!(mode(&name), mode("any"), "{format}");
        let bytes = std::fs::read(counter.path(&name)).expect("the file");
        assert!(!bytes.is_empty() && bytes != b"an older one", "{format}");
    }
    assert_eq!(mode("office.csv"), 0o600);
    counter.refuses("report rate --public --as-of 2017-08-02 --out never.csv", 1, "J501");
    assert!(!counter.path("never.csv").exists());
}
