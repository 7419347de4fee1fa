//! The rate beside another day and beside targets, the monthly table, the trend, the ranking.

use serde_json::{Value, json};

use super::row;
use crate::support::Counter;
use crate::support::office::{CHILD, LI, WANG, form, number, shape};

const MONTHLY: &str = "key name total male female sex_unknown stay_under_half stay_half_to_five stay_over stay_unknown \
     origin_province_city origin_province_county origin_other_city origin_other_county origin_hmt origin_abroad \
     origin_unknown dwelling_hotel dwelling_home dwelling_unit dwelling_site dwelling_rented dwelling_other dwelling_unknown";

/// Ten people at 西湖社区 since January 2017, four of them with cards of July.
fn ten() -> Counter {
    let counter = Counter::open("2017-08-01");
    for n in 1..=10 {
        counter.register(&number("1970-01-01", n), "2017-01-01");
    }
    for n in 1..=4 {
        counter.issue(&format!("M{n}"), "2017-07-01");
    }
    counter
}

#[test]
fn by_reason_and_origin_the_unknown_has_a_row_and_rows_sum_to_the_total() {
    let counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    let study =
        form(WANG).replace("--reason 务工", "--reason 就读").replace("贵州省遵义市红花岗区", "湖南省邵阳市新邵县");
    counter.ask(&format!("migrant add {study} --on 2017-01-01"));
    let nowhere = form(CHILD).replace("贵州省遵义市红花岗区", "某地");
    counter.ask(&format!("migrant add {nowhere} --on 2017-01-01"));
    counter.issue("M1", "2017-07-01");
    let by_reason = counter.ask("report rate --by reason");
    let count = |report: &Value, key: &str| row(report, key)["registered"].clone();
    assert_eq!(
        (count(&by_reason, "01"), count(&by_reason, "06"), count(&by_reason, "unknown")),
        (json!(2), json!(1), json!(0))
    );
    assert_eq!(
        (&row(&by_reason, "01")["first_issues"], &row(&by_reason, "06")["first_issues"]),
        (&json!(1), &json!(0))
    );
    let by_origin = counter.ask("report rate --by origin");
    let keys: Vec<&str> =
        by_origin["rows"].as_array().expect("rows").iter().filter_map(|row| row["key"].as_str()).collect();
    assert_eq!(keys, ["province_city", "province_county", "other_city", "other_county", "hmt", "abroad", "unknown"]);
    assert_eq!(
        (count(&by_origin, "province_city"), count(&by_origin, "other_county"), count(&by_origin, "unknown")),
        (json!(1), json!(1), json!(1)),
        "the made-up county of the number tells nothing"
    );
    assert_eq!(by_origin["total"]["registered"], 3);
}

#[test]
fn a_first_issue_belongs_to_the_reason_at_issue() {
    let counter = Counter::open("2017-12-01");
    counter.register(LI, "2017-01-01");
    counter.issue("M1", "2017-07-01");
    counter.ask("migrant move M1 --unit 520102401 --address 西湖路9号 --reason 经商 --on 2017-08-01");
    let first = |on: &str, key: &str| {
        row(&counter.ask(&format!("report rate --by reason --as-of {on}")), key)["first_issues"].clone()
    };
    assert_eq!((first("2017-11-01", "01"), first("2017-11-01", "03")), (json!(1), json!(0)));
    let registered = |on: &str, key: &str| {
        row(&counter.ask(&format!("report rate --by reason --as-of {on}")), key)["registered"].clone()
    };
    assert_eq!((registered("2017-07-31", "01"), registered("2017-08-01", "03")), (json!(1), json!(1)));
}

#[test]
fn another_day_stands_beside_with_the_change_in_points() {
    let counter = ten();
    let report = counter.ask("report rate --compare 2017-06-30");
    assert_eq!(report["compare"], "2017-06-30");
    let total = &report["total"];
    assert_eq!(
        (&total["rate"], &total["before"]["rate"], &total["change"]),
        (&json!("40.00"), &json!("0.00"), &json!("+40.00"))
    );
    shape(&total["before"], "registered holders in_force rate liable liable_holders liable_rate first_issues share");
    assert_eq!(row(&report, "city")["change"], Value::Null, "nobody is no rate");
    let before_all = counter.ask("report rate --compare 2016-12-31");
    assert_eq!(
        (&before_all["total"]["before"]["registered"], &before_all["total"]["change"]),
        (&json!(0), &Value::Null)
    );
    counter.refuses("report rate --compare 2017-08-02", 1, "J501");
}

#[test]
fn what_a_closed_unit_had_stands_with_its_successor() {
    let counter = Counter::open("2018-09-01");
    let elsewhere = form(WANG).replace("520102401", "520102400");
    counter.ask(&format!("migrant add {elsewhere} --on 2017-01-01"));
    counter.register(&number("1970-01-01", 1), "2017-01-01");
    counter.register(&number("1970-01-01", 2), "2017-01-01");
    counter.issue("M1", "2017-08-01");
    counter.ask("unit merge 520102400 --into 520102401 --because 批复 --on 2018-08-10");
    for (by, key, expected) in [
        ("community", "520102401", (json!(3), json!(3), json!("0.00"))),
        ("counter", "520102401", (json!(3), json!(3), json!("0.00"))),
        ("district", "520102", (json!(3), json!(3), json!("0.00"))),
    ] {
        let report = counter.ask(&format!("report rate --by {by} --compare 2018-07-31"));
        let one = row(&report, key);
        let found = (&one["registered"], &one["before"]["registered"], &one["change"]);
        assert_eq!(found, (&expected.0, &expected.1, &expected.2), "{by}");
        for figure in ["registered", "holders", "first_issues"] {
            let before = |row: &Value| row["before"][figure].as_u64().unwrap_or_default();
            let rows = report["rows"].as_array().expect("rows").iter().map(before).sum::<u64>();
            assert_eq!(rows, before(&report["total"]), "{by}: {figure}");
        }
    }
    let told = counter.line("report rate --by community --compare 2018-07-31").done().stdout;
    assert!(told.contains("successors"), "{told}");
    let ranking = counter.ask("report ranking --min 1");
    assert_eq!(row(&ranking, "520102401")["change"], json!("0.00"), "the same three people a month before");
    // The ranked ones are parted from those that are not.
    let parted = |line: &str, mark: &str| counter.line(line).done().stdout.matches(mark).count();
    assert_eq!(parted("report ranking --min 1 --format html", "<tr class=\"parted\">"), 1);
    assert_eq!(parted("report ranking --min 1000 --format html", "<tr class=\"parted\">"), 0, "none is ranked");
    let rules = |line: &str| counter.line(line).done().stdout.lines().filter(|line| line.starts_with('─')).count();
    assert_eq!((rules("report ranking --min 1"), rules("report ranking --min 1000")), (3, 2));
}

#[test]
fn top_and_bottom_cut_the_rows_and_never_the_total() {
    let counter = ten();
    let other = form(WANG).replace("520102401", "520103400");
    counter.ask(&format!("migrant add {other} --on 2017-01-01"));
    let keys = |line: &str| -> Vec<String> {
        let report = counter.ask(line);
        assert_eq!(report["total"]["registered"], 11, "{line}");
        let rows = report["rows"].as_array().expect("rows").iter();
        rows.map(|row| row["key"].as_str().expect("a key").to_owned()).collect()
    };
    assert_eq!(keys("report rate --by community --top 1"), ["520102401"]);
    assert_eq!(keys("report rate --by community --bottom 2"), ["520103400", "520102401"]);
    assert_eq!(keys("report rate --by district --top 99"), ["520102", "520103"], "nobody is no rate, and no place");
    assert_eq!(keys("report rate --by tier --basis liable --bottom 9"), ["community"]);
    for bad in ["--top 0", "--bottom 0", "--top -1", "--top 1 --bottom 1"] {
        counter.line(&format!("report rate {bad}")).refused(2, "J901");
    }
}

#[test]
fn a_target_stands_beside_the_rate_with_its_gap_from_its_day_on() {
    let counter = ten();
    counter.ask("rules set target_rate 85.00 --from 2017-01-01 --because 年度目标");
    counter.ask("rules set target_rate 30 --for 520102 --from 2017-07-01 --because 年度目标");
    let report = counter.ask("report rate --by district");
    let pair = |row: &Value| (row["target"].clone(), row["gap"].clone());
    assert_eq!(pair(&report["total"]), (json!("85.00"), json!("-45.00")));
    assert_eq!(pair(row(&report, "520102")), (json!("30.00"), json!("+10.00")));
    assert_eq!(pair(row(&report, "520103")), (Value::Null, Value::Null));
    let before = counter.ask("report rate --by district --as-of 2017-06-30");
    assert_eq!(pair(row(&before, "520102")), (Value::Null, Value::Null));
    counter.ask("rules set target_rate 50 --for 520102401 --from 2017-07-01 --because 年度目标");
    let ranking = counter.ask("report ranking --min 1");
    assert_eq!(pair(row(&ranking, "520102401")), (json!("50.00"), json!("-10.00")));
    let page = counter.line("report ranking --min 1 --format html").done().stdout;
    assert!(page.contains("50.00") && page.contains("stroke=\"#9b1c1c\""), "{page}");
}

#[test]
fn the_monthly_table_counts_everybody_once_in_each_group() {
    let counter = Counter::open("2012-09-10");
    counter.register_with(LI, "2012-08-01", "--stay 半年");
    counter.register(WANG, "2012-08-31");
    counter.ask(&format!("migrant add {} --on 2012-09-01", form(CHILD)));
    counter.ask(
        "migrant add --id-kind foreigner --id-number 952840198807040017 --name JOHN --hukou 英国 --unit 520102401 \
         --address 西湖路1号 --reason 经商 --dwelling 10 --sex 男 --birth 1988-07-04 --on 2012-08-01",
    );
    let report = counter.ask("report monthly --month 2012-08");
    shape(&report, "report as_of month origin_by_number definition rows total identity");
    assert_eq!((&report["as_of"], &report["month"]), (&json!("2012-08-31"), &json!("2012-08")));
    assert_eq!(report["rows"].as_array().expect("rows").len(), 12);
    shape(row(&report, "01"), MONTHLY);
    let total = &report["total"];
    for (column, count) in [
        ("total", 3),
        ("male", 2),
        ("female", 1),
        ("stay_half_to_five", 1),
        ("stay_unknown", 2),
        ("origin_province_city", 2),
        ("origin_abroad", 1),
        ("dwelling_hotel", 1),
        ("dwelling_rented", 2),
    ] {
        assert_eq!(total[column], count, "{column}");
    }
    assert_eq!((&row(&report, "01")["total"], &row(&report, "03")["total"]), (&json!(2), &json!(1)));
    assert_eq!(counter.ask("report monthly")["total"]["total"], 4, "today");
    assert_eq!(counter.ask("report monthly --month 2012年8月"), report);
    counter.refuses("report monthly --month 2012-09", 1, "J501");
    counter.line("report monthly --month 2012").refused(2, "J903");
}

#[test]
fn the_trend_has_stocks_at_the_end_of_each_period_and_flows_inside() {
    let counter = ten();
    counter.ask("migrant leave M10 --because left --on 2017-03-31");
    counter.register(WANG, "2017-07-31");
    let report = counter.ask("report trend --from 2017-01-15 --to 2017-08-01");
    shape(&report, "report as_of from to every definition rows total identity");
    let keys: Vec<&str> =
        report["rows"].as_array().expect("rows").iter().filter_map(|row| row["key"].as_str()).collect();
    assert_eq!(keys, ["2017-01", "2017-02", "2017-03", "2017-04", "2017-05", "2017-06", "2017-07", "2017-08"]);
    let of = |key: &str| {
        let row = row(&report, key);
        ["registered", "holders", "new_registrations", "ended_registrations", "first_issues"]
            .map(|column| row[column].as_i64().expect("a count"))
    };
    assert_eq!(of("2017-01"), [10, 0, 10, 0, 0]);
    assert_eq!(of("2017-03"), [9, 0, 0, 1, 0]);
    assert_eq!(of("2017-07"), [10, 4, 1, 0, 4]);
    assert_eq!(row(&report, "2017-07")["rate"], "40.00");
    assert_eq!(row(&report, "2017-01")["year_ago"], Value::Null, "nobody was registered a year before");
    assert_eq!(report["total"]["new_registrations"], 11);
    let lines = counter.line("report trend --from 2017-01-15 --to 2017-08-01").done().stdout;
    assert!(lines.contains('█'), "{lines}");
    let page = counter.line("report trend --format html").done().stdout;
    assert!(page.contains("<polyline"), "{page}");
    let refused = counter.refuses("report trend --from 2017-08-01 --to 2017-07-31", 2, "J520");
    assert_eq!(refused["details"]["to"], "2017-07-31");
    counter.refuses("report trend --to 2017-08-02", 1, "J501");
}

#[test]
fn a_year_ago_stands_beside_where_there_is_one() {
    let counter = Counter::open("2018-03-10");
    counter.register(LI, "2017-02-01");
    let report = counter.ask("report trend --every year --from 2017-01-01");
    assert_eq!(row(&report, "2018")["year_ago"]["registered"], 1);
    assert_eq!(row(&report, "2017")["year_ago"], Value::Null);
    let months = counter.ask("report trend --from 2018-02-01");
    assert_eq!(row(&months, "2018-02")["year_ago"]["new_registrations"], 1);
    assert_eq!(row(&months, "2018-02")["registered"], 1);
    assert_eq!(counter.ask("report trend --every 周")["rows"].as_array().expect("rows").len(), 12);
}

#[test]
fn communities_are_ranked_and_the_few_are_not() {
    let counter = ten();
    for (n, unit) in [(11, "520103400"), (12, "520103401"), (13, "520103401")] {
        let other = form(&number("1970-01-01", n)).replace("520102401", unit);
        counter.ask(&format!("migrant add {other} --on 2017-01-01"));
    }
    counter.issue("M11", "2017-07-01");
    let report = counter.ask("report ranking --min 2 --as-of 2017-07-31");
    shape(&report, "report as_of min compare definition rows total identity");
    let rows = report["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 95, "community centres, no towns or districts");
    shape(&rows[0], "key name rank registered holders rate change target gap");
    let place = |key: &str| (row(&report, key)["rank"].clone(), row(&report, key)["change"].clone());
    assert_eq!(place("520102401"), (json!(1), json!("+40.00")));
    assert_eq!(place("520103401"), (json!(2), json!("0.00")));
    assert_eq!(place("520103400"), (Value::Null, json!("+100.00")), "one person is too few to rank");
    assert_eq!(counter.ask("report ranking")["rows"][0]["rank"], Value::Null, "30 by default");
}

#[test]
fn a_day_before_everything_gives_zeros_and_says_so() {
    let counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    for line in ["rate", "rate --by reason", "monthly", "trend", "ranking"] {
        let told = counter.line(&format!("report {line} --as-of 2010-01-01 --format json")).done();
        assert!(told.stderr.contains("Nobody was registered"), "{line}: {told:?}");
        let total = &told.json()["total"];
        let count = total.get("registered").unwrap_or(&total["total"]);
        assert_eq!((count, &total["rate"]), (&json!(0), &Value::Null), "{line}");
    }
}

#[test]
fn what_is_published_tells_no_count_under_five() {
    let counter = Counter::open("2017-08-01");
    for n in 1..=14 {
        let unit = if n <= 7 {
            "520102401"
        } else if n <= 12 {
            "520103400"
        } else {
            "520111"
        };
        let form = form(&number("1970-01-01", n)).replace("520102401", unit);
        counter.ask(&format!("migrant add {form} --on 2017-01-01"));
    }
    let open = counter.ask("report rate --by district");
    let public = counter.ask("report rate --by district --public");
    let registered = |report: &Value, key: &str| row(report, key)["registered"].clone();
    assert_eq!((registered(&open, "520111"), registered(&public, "520111")), (json!(2), Value::Null));
    assert_eq!(registered(&public, "520103"), Value::Null, "else the two could be computed");
    assert_eq!(registered(&public, "520102"), 7);
    assert_eq!((&row(&public, "520111")["rate"], &public["total"]["registered"]), (&Value::Null, &json!(14)));
    assert_eq!(public["identity"]["checks"], json!([]));
    for format in ["table", "csv", "html"] {
        let shown = counter.line(&format!("report rate --by district --public --format {format}")).done().stdout;
        assert!(shown.contains('*'), "{shown}");
    }
    for line in ["report monthly --public", "report trend --public", "report ranking --public"] {
        let report = counter.ask(line);
        for row in report["rows"].as_array().expect("rows") {
            let small = |value: &Value| value.as_u64().is_some_and(|count| (1..5).contains(&count));
            let told = row.as_object().expect("a row").iter().find(|(key, value)| *key != "rank" && small(value));
            assert!(told.is_none(), "{line}: {row}");
        }
    }
    counter.line("report rate --public --list rate/tier/total/registered").refused(2, "J901");
}

#[test]
fn a_target_stands_beside_a_row_that_has_all_the_people_it_is_set_for() {
    let counter = ten();
    let at_the_district = form(WANG).replace("520102401", "520102");
    counter.ask(&format!("migrant add {at_the_district} --on 2017-01-01"));
    counter.ask("rules set target_rate 30 --for 520102 --from 2017-07-01 --because 年度目标");
    counter.ask("rules set target_rate 50 --for 520102401 --from 2017-07-01 --because 年度目标");
    for (by, key, target) in [
        ("district", "520102", json!("30.00")),
        ("community", "520102401", json!("50.00")),
        ("community", "520102", Value::Null),
        ("counter", "520102", Value::Null),
    ] {
        let report = counter.ask(&format!("report rate --by {by}"));
        assert_eq!(row(&report, key)["target"], target, "{by} {key}");
        assert_eq!(row(&report, key)["gap"].is_null(), target.is_null(), "{by} {key}");
    }
}

#[test]
fn what_was_split_is_said_under_the_ranking_too() {
    let counter = Counter::open("2018-09-01");
    counter.register(&number("1970-01-01", 1), "2017-01-01");
    counter.ask(
        "unit split 520102401 --into 520102402 520102400 --where 西湖路=520102402 --rest 520102400 --because 批复 --on 2018-08-10",
    );
    for line in ["report ranking --min 1", "report rate --by community --compare 2018-08-01"] {
        let told = counter.line(line).done().stdout;
        assert!(told.contains("Of a unit that was split"), "{line}: {told}");
    }
    let told = counter.line("report ranking --min 1 --as-of 2018-08-01").done().stdout;
    assert!(!told.contains("split"), "{told}");
}
