//! Turnaround, quality, look-ups: worked examples, and figures that open to the people behind them.

use serde_json::{Value, json};

use super::{keys, row};
use crate::support::Counter;
use crate::support::office::{LI, PAPERS, WANG, number, shape};

const TURNAROUND: &str = "key name accepted issued open withdrawn refused median_days p90_days on_time due on_time_rate promise_kept promise_rate";

/// Six applications of July 2018, at noon of 2018-08-20.
pub fn july() -> Counter {
    let counter = Counter::open("2018-08-20");
    for n in 1..=6 {
        counter.register(&number("1980-01-01", n), "2017-01-01");
        let at = if n == 6 { "--counter 520100" } else { "" };
        counter.ask(&format!("permit apply M{n} {PAPERS} --on 2018-07-0{n} {at}"));
    }
    // Promised by 07-11, due by 07-16.
    counter.ask("permit issue M1 --on 2018-07-10");
    // Due by 07-17, late.
    counter.ask("permit issue M2 --on 2018-07-20");
    // Extended from 07-18 to 08-02, in time.
    counter.ask("permit extend M3 --to 2018-08-02 --because 断电 --on 2018-07-12");
    counter.ask("permit issue M3 --on 2018-08-01");
    counter.ask("permit withdraw M4 --because 不办了 --on 2018-07-05");
    counter.ask("permit refuse M5 --because 材料不实 --article 第九条 --on 2018-07-06");
    counter
}

#[test]
fn turnaround_of_six_applications() {
    let counter = july();
    let before = counter.journal();
    let report = counter.ask("report turnaround --from 2018-07-01 --to 2018-07-31");
    assert_eq!(counter.journal(), before, "counts alone");
    shape(&report, "report as_of from to definition rows total identity");
    assert_eq!((&report["from"], &report["to"]), (&json!("2018-07-01"), &json!("2018-07-31")));
    assert_eq!(keys(&report), ["city", "district", "community"]);
    for row in report["rows"].as_array().expect("rows") {
        shape(row, TURNAROUND);
    }
    let figures = |row: &Value| {
        let mut row = row.clone();
        row.as_object_mut().expect("a row").retain(|key, _| key != "key" && key != "name");
        row
    };
    // Days of what was issued: 9, 18, 29; the rank of nine in ten is the third.
    assert_eq!(
        figures(row(&report, "community")),
        json!({
            "accepted": 5, "issued": 3, "open": 0, "withdrawn": 1, "refused": 1, "median_days": 18, "p90_days": 29,
            "on_time": 4, "due": 5, "on_time_rate": "80.00", "promise_kept": 3, "promise_rate": "60.00",
        })
    );
    assert_eq!(
        figures(row(&report, "city")),
        json!({
            "accepted": 1, "issued": 0, "open": 1, "withdrawn": 0, "refused": 0, "median_days": null, "p90_days": null,
            "on_time": 0, "due": 1, "on_time_rate": "0.00", "promise_kept": 0, "promise_rate": "0.00",
        })
    );
    assert_eq!(row(&report, "district")["on_time_rate"], Value::Null, "of nothing due there is no rate");
    assert_eq!(report["identity"]["holds"], true);
}

#[test]
fn turnaround_of_a_past_day_knows_what_was_known() {
    let counter = july();
    let at = |on: &str, keys: &[&str]| {
        let total =
            counter.ask(&format!("report turnaround --from 2018-07-01 --to 2018-07-31 --as-of {on}"))["total"].clone();
        keys.iter().map(|key| total[key].clone()).collect::<Vec<Value>>()
    };
    let counted = ["accepted", "issued", "open", "due", "on_time"];
    assert_eq!(at("2018-06-30", &counted), [0, 0, 0, 0, 0]);
    assert_eq!(at("2018-07-03", &counted), [3, 0, 3, 0, 0]);
    assert_eq!(at("2018-07-10", &counted), [6, 1, 3, 3, 3]);
    assert_eq!(at("2018-07-17", &counted), [6, 1, 3, 3, 3], "the last good day is not past");
    assert_eq!(at("2018-07-18", &counted), [6, 1, 3, 4, 3], "one is past its limit");
    assert_eq!(
        at("2018-07-10", &["median_days", "p90_days"]),
        [json!(9), json!(9)],
        "what was withdrawn or refused took no days"
    );
    assert_eq!(at("2018-07-20", &["median_days"]), [json!(13.5)], "of 9 and 18");
    assert_eq!(at("2018-07-05", &["median_days"]), [Value::Null]);
}

#[test]
fn an_application_is_sorted_by_the_day_of_acceptance() {
    let counter = Counter::open("2017-08-01");
    counter.register(LI, "2016-06-01");
    counter.ask(&format!("permit apply M1 {PAPERS} --on 2017-01-28"));
    counter.ask("permit issue M1 --on 2017-02-03");
    let accepted = |from: &str, to: &str| {
        counter.ask(&format!("report turnaround --from {from} --to {to}"))["total"]["accepted"].clone()
    };
    assert_eq!(accepted("2017-01-01", "2017-01-31"), 1);
    assert_eq!(accepted("2017-02-01", "2017-02-28"), 0);
    assert_eq!(accepted("2017-01-28", "2017-01-28"), 1, "both days count");
    let half = counter.ask("report turnaround --from 2017-01-01 --to 2017-08-01");
    assert_eq!(
        half["total"],
        half["rows"][2]
            .clone()
            .as_object()
            .map(|row| {
                let mut row = row.clone();
                row.insert("key".to_owned(), json!("total"));
                row.insert("name".to_owned(), half["total"]["name"].clone());
                Value::Object(row)
            })
            .expect("a row")
    );
}

#[test]
fn a_span_that_ends_before_it_begins_and_one_to_come() {
    let counter = Counter::open("2017-08-01");
    for report in ["turnaround", "lookups"] {
        let error = counter.refuses(&format!("report {report} --from 2017-07-02 --to 2017-07-01"), 2, "J520");
        assert_eq!(error["details"], json!({"from": "2017-07-02", "to": "2017-07-01"}));
        counter.refuses(&format!("report {report} --from 2017-07-01 --to 2017-08-02"), 1, "J501");
        let told = counter.line(&format!("report {report} --from 2017-07-01"));
        assert_eq!((told.exit, told.stdout.as_str()), (2, ""), "{told:?}");
        counter.ask(&format!("report {report} --from 2017-08-01 --to 2017-08-01"));
    }
}

/// Three people of a roster with their defects, and one registered at the counter without any.
pub fn wanting() -> Counter {
    let counter = Counter::open("2017-08-01");
    let rows = "姓名,公民身份号码,户籍地址,社区代码,现居住地址,居住事由,居住处所,登记日期,联系电话,拟居住期限\n\
                李雷,520199199001010017,贵州省,520102401,路1号,务工,租赁房屋,2017-03-01,13900000000,一年\n\
                李雷,520199199001010033,贵州省遵义市红花岗区,520102401,路1号,务工,租赁房屋,2017-03-01,13900000000,一年\n\
                王芳,520199198503080029,贵州省遵义市红花岗区,520102,路1号,务工,租赁房屋,2017-03-01,,\n";
    std::fs::write(counter.path("roster.csv"), rows).expect("a roster");
    let taken = counter.ask("roster import roster.csv --source landlord:赵 --counter 520102");
    assert_eq!(taken["accepted"], 3, "{taken}");
    counter.register_with(&number("1970-01-01", 1), "2017-03-01", "--phone 13911111111 --stay 4");
    counter
}

#[test]
fn quality_by_kind_and_by_sender() {
    let counter = wanting();
    let before = counter.journal();
    let report = counter.ask("report quality");
    assert_eq!(counter.journal(), before);
    shape(&report, "report as_of by definition rows total identity");
    let count = |report: &Value, key: &str| (row(report, key)["count"].clone(), row(report, key)["share"].clone());
    for (key, expected) in [
        ("phone_missing", (1, "25.00")),
        ("origin_unknown", (1, "25.00")),
        ("origin_by_number", (0, "0.00")),
        ("county_code_unknown", (0, "0.00")),
        ("birth_unknown", (0, "0.00")),
        ("dwelling_unknown", (0, "0.00")),
        ("stay_unknown", (1, "25.00")),
        ("district_only", (1, "25.00")),
        ("duplicate_suspected", (2, "50.00")),
    ] {
        assert_eq!(count(&report, key), (json!(expected.0), json!(expected.1)), "{key}");
        shape(row(&report, key), "key name count share");
    }
    assert_eq!((&report["total"]["count"], &report["total"]["share"]), (&json!(3), &json!("75.00")));
    let by_origin = counter.ask("report rate --by origin");
    assert_eq!(row(&by_origin, "unknown")["registered"], 1, "as the rate by origin counts them");
    let by_source = counter.ask("report quality --by source");
    assert_eq!(keys(&by_source), ["counter", "landlord:赵"]);
    assert_eq!(count(&by_source, "counter"), (json!(0), json!("0.00")));
    assert_eq!(count(&by_source, "landlord:赵"), (json!(3), json!("100.00")));
    assert_eq!(row(&by_source, "landlord:赵")["duplicate_suspected"], 2);
    assert_eq!(by_source["total"]["district_only"], 1);
    assert_eq!(counter.ask("report quality --as-of 2017-02-28")["total"]["share"], Value::Null, "of nobody");
    counter.line("report quality --by town").refused(2, "J904");
}

#[test]
fn look_ups_by_clerk() {
    let mut counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    counter.register(WANG, "2017-01-01");
    for line in [
        "migrant show M1",
        "migrant why M1",
        "migrant find 李",
        "permit list",
        "report eligible",
        "report due --reveal 核对",
    ] {
        counter.line(&format!("{line} --clerk c1")).done();
    }
    counter.line("migrant show M77 --clerk c1").refused(1, "J114");
    counter.line("migrant show M2 --clerk c2 --reveal 本人来查").done();
    counter.line("migrant edit M1 --phone 13900000000 --because 更正 --clerk c2").done();
    let before = counter.journal();
    let report = counter.ask("report lookups --from 2017-08-01 --to 2017-08-01");
    assert_eq!(counter.journal(), before, "clerks are counted, nobody is looked up");
    shape(&report, "report as_of from to definition rows total identity");
    assert_eq!(
        report["rows"],
        json!([
            {"key": "c1", "lookups": 4, "misses": 1, "lists": 3, "exports": 0, "reveals": 1},
            {"key": "c2", "lookups": 1, "misses": 0, "lists": 0, "exports": 0, "reveals": 1},
        ])
    );
    assert_eq!(
        report["total"],
        json!({"key": "total", "lookups": 5, "misses": 1, "lists": 3, "exports": 0, "reveals": 2})
    );
    counter.turn_to("2017-08-02");
    counter.line("migrant show M1 --clerk c3").done();
    let first = counter.ask("report lookups --from 2017-08-01 --to 2017-08-01");
    assert_eq!(first, report, "a past span keeps its answer");
    assert_eq!(keys(&counter.ask("report lookups --from 2017-08-02 --to 2017-08-02")), ["c3"]);
}

#[test]
fn a_cell_of_the_look_ups_opens_to_its_entries() {
    let mut counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    counter.register(WANG, "2017-01-01");
    for line in ["migrant show M1", "migrant find 李", "permit list", "report due --reveal 核对"] {
        counter.line(&format!("{line} --clerk c1")).done();
    }
    counter.line("migrant show M77 --clerk c1").refused(1, "J114");
    counter.line("migrant show M2 --clerk c2 --reveal 本人来查").done();
    // Each opening is an entry of its own, of the day after.
    counter.turn_to("2017-08-02");
    let span = "report lookups --from 2017-08-01 --to 2017-08-01";
    let cells = counter.ask(&format!("{span} --cells"));
    for row in cells["rows"].as_array().expect("rows").iter().chain([&cells["total"]]) {
        for (column, code) in row["cells"].as_object().expect("cells") {
            let (code, count) = (code.as_str().expect("a code"), row[column].as_u64().expect("a count"));
            let before = counter.journal();
            let opened = counter.ask(&format!("{span} --list {code} --clerk c4"));
            assert_eq!(counter.journal(), before + 1, "{code}");
            shape(&opened, "cell count entries");
            assert_eq!((opened["cell"].as_str(), opened["count"].as_u64()), (Some(code), Some(count)));
            let entries = opened["entries"].as_array().expect("entries");
            assert_eq!(u64::try_from(entries.len()).ok(), Some(count), "{code}");
            for entry in entries {
                shape(entry, "entry made_at clerk command subject name rows purpose");
                assert!(row["key"] == "total" || entry["clerk"] == row["key"], "{entry}");
            }
        }
    }
    let opened = counter.ask(&format!("{span} --list lookups/2017-08-01..2017-08-01/c2/reveals --clerk c4"));
    let entry = &opened["entries"][0];
    assert_eq!((&entry["subject"], &entry["purpose"]), (&json!("M000002"), &json!("本人来查")));
    assert!(entry["name"].as_str().is_some_and(|name| name.contains('*')), "{entry}");
    let error = counter.refuses(&format!("{span} --list lookups/2017-08-01..2017-08-01/c9/reveals"), 1, "J504");
    assert_eq!(error["details"]["cell"], "lookups/2017-08-01..2017-08-01/c9/reveals");
    let error =
        counter.refuses(&format!("{span} --list lookups/2017-08-01..2017-08-01/520199199001010017/x"), 1, "J504");
    assert!(!error.to_string().contains("520199199001010017"), "{error}");
    for format in ["table", "csv", "html"] {
        let shown = counter.line(&format!("{span} --list lookups/2017-08-01..2017-08-01/c2/reveals --format {format}"));
        assert!(shown.done().stdout.contains("M000002"), "{format}");
    }
}

#[test]
fn whoever_is_called_like_a_row_of_ours_has_a_row_of_their_own() {
    let mut counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    for clerk in ["total", "c1", "c1"] {
        counter.line(&format!("migrant show M1 --clerk {clerk}")).done();
    }
    counter.turn_to("2017-08-02");
    let span = "report lookups --from 2017-08-01 --to 2017-08-01";
    let report = counter.ask(&format!("{span} --cells"));
    assert_eq!(keys(&report), ["c1", "clerk:total"]);
    for (row, count) in [(row(&report, "clerk:total"), 1), (row(&report, "c1"), 2), (&report["total"], 3)] {
        let code = row["cells"]["lookups"].as_str().expect("a code");
        assert_eq!(
            (row["lookups"].as_u64(), counter.ask(&format!("{span} --list {code}"))["count"].as_u64()),
            (Some(count), Some(count)),
            "{code}"
        );
    }
    let rows = "姓名,公民身份号码,户籍地址,社区代码,现居住地址,居住事由,居住处所,登记日期\n\
                王芳,520199198503080029,贵州省遵义市红花岗区,520102401,路1号,务工,租赁房屋,2017-03-01\n";
    std::fs::write(counter.path("roster.csv"), rows).expect("a roster");
    counter.ask("roster import roster.csv --source counter --counter 520102");
    let report = counter.ask("report quality --by source --cells");
    assert_eq!(keys(&report), ["counter", "source:counter"]);
    let code = row(&report, "source:counter")["cells"]["count"].as_str().expect("a code").to_owned();
    let opened = counter.ask(&format!("report quality --by source --list {code}"));
    assert_eq!((&opened["count"], &opened["people"][0]["migrant"]), (&json!(1), &json!("M000002")));
}

#[test]
fn a_day_of_the_clock_begins_at_midnight_in_china() {
    let mut counter = Counter::open("2017-08-01");
    counter.register(LI, "2017-01-01");
    for (at, clerk) in [("2017-08-01T15:59:59Z", "late"), ("2017-08-01T16:00:00Z", "early")] {
        counter.now = jzz::Instant::parse(at).expect("an instant");
        counter.line(&format!("migrant show M1 --clerk {clerk}")).done();
    }
    assert_eq!(keys(&counter.ask("report lookups --from 2017-08-01 --to 2017-08-01")), ["late"]);
    assert_eq!(keys(&counter.ask("report lookups --from 2017-08-02 --to 2017-08-02")), ["early"]);
}

#[test]
fn a_spreadsheet_has_the_key_first_and_the_total_last() {
    let counter = july();
    let span = "--from 2018-07-01 --to 2018-08-20";
    for (line, columns, keys) in [
        (format!("report turnaround {span}"), 14, "code city district community total"),
        ("report quality --by source".to_owned(), 14, "code counter total"),
        (format!("report lookups {span}"), 6, "Clerk Total"),
    ] {
        let csv = counter.line(&format!("{line} --format csv --no-bom")).done().stdout;
        let first: Vec<&str> = csv.lines().filter_map(|line| line.split(',').next()).collect();
        assert_eq!(first.join(" "), keys, "{csv}");
        assert!(csv.lines().all(|line| line.split(',').count() == columns), "{csv}");
    }
}

#[test]
fn a_measure_is_the_same_bytes_twice_and_speaks_both_languages() {
    let counter = july();
    let span = "--from 2018-07-01 --to 2018-07-31";
    for lang in ["zh", "en"] {
        for line in [
            format!("report turnaround {span}"),
            "report quality".to_owned(),
            "report quality --by source".to_owned(),
            format!("report lookups {span}"),
        ] {
            for format in ["table", "csv", "json", "html"] {
                let line = format!("{line} --format {format} --lang {lang}");
                assert_eq!(counter.line(&line).done().stdout, counter.line(&line).done().stdout, "{line}");
            }
        }
    }
}
