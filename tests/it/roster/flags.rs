//! The flags of an import, and the same file again.

use serde_json::json;

use super::{ELSEWHERE, HOME, LI, ZHANG, counts, office, people, rejected, row};

#[test]
fn the_same_file_again_changes_nothing() {
    let mut counter = office("2016-08-31");
    let text = people(&[row("张三", ZHANG), row("李四", "1")]);
    let first = counter.take(&text, "");
    let journal = counter.info("journal");
    counter.turn_to("2016-09-15");
    let told = counter.import("roster.csv").done();
    let again = told.json();
    assert_eq!(again["already"], true);
    for key in ["batch", "rows", "accepted", "unchanged", "rejected", "warned", "skipped", "bound", "rejects_file"] {
        assert_eq!(again[key], first[key], "{key}");
    }
    assert!(told.stderr.contains("B1") && told.stderr.contains("2016-08-31"), "{}", told.stderr);
    assert_eq!(counter.info("journal"), journal);
    assert!(!counter.path("roster.rejects-2.csv").exists());
}

#[test]
fn a_lost_rejects_file_is_written_again_by_the_same_command() {
    let counter = office("2016-08-31");
    let first = counter.take(people(&[row("张三", ZHANG), row("李四", "1")]), "");
    let path = counter.path("roster.rejects.csv");
    let whole = std::fs::read(&path).expect("the rejects");
    std::fs::remove_file(&path).expect("removed");
    let again = counter.import("roster.csv").done().json();
    assert_eq!((&again["already"], &again["rejects_file"]), (&json!(true), &first["rejects_file"]));
    assert_eq!(std::fs::read(&path).expect("the rejects"), whole);
    assert_eq!(counter.info("migrants"), 1);
}

#[test]
fn a_run_that_took_nothing_is_never_already_there() {
    let counter = office("2016-08-31");
    let text = people(&[row("李四", "1")]);
    assert_eq!(counter.take(&text, "")["already"], false);
    assert_eq!(counter.take(&text, "")["already"], false);
}

#[test]
fn other_flags_make_a_new_import_whose_rows_are_unchanged() {
    let counter = office("2016-08-31");
    let text = people(&[row("张三", ZHANG), row("李四", LI)]);
    counter.take(&text, "");
    for (at, flags) in [
        format!("--unit {ELSEWHERE}"),
        format!("--counter {ELSEWHERE}"),
        "--set dwelling=单位内部".to_owned(),
        "--map 社区代码=unit".to_owned(),
        "--encoding utf-8".to_owned(),
        "--on 2016-08-30".to_owned(),
    ]
    .into_iter()
    .enumerate()
    {
        let answer = counter.take(&text, &flags);
        assert_eq!((counts(&answer)[..3].to_vec(), &answer["already"]), (vec![0, 2, 0], &json!(false)), "{flags}");
        assert_eq!(answer["batch"], format!("B{}", at + 2), "{flags}");
        let again = counter.take(&text, &flags);
        assert_eq!((&again["already"], &again["batch"]), (&json!(true), &answer["batch"]), "{flags}");
    }
    assert_eq!(counter.info("registrations"), 2);
}

#[test]
fn an_import_is_one_entry_of_the_journal() {
    let counter = office("2016-08-31");
    let before = counter.info("journal");
    counter.take(people(&[row("张三", ZHANG), row("李四", "1")]), "--source employer:91520100MA6DG0015Q");
    counter.take(people(&[row("王五", LI)]), "");
    assert_eq!(counter.info("journal"), before + 2);
}

#[test]
fn a_unit_and_values_given_once_fill_what_is_blank() {
    let counter = office("2016-08-31");
    let text = format!(
        "姓名,公民身份号码,户籍地址,现居住地址,社区\n张三,{ZHANG},贵州省遵义市,练习路1号,\n李四,{LI},贵州省遵义市,练习路1号,{HOME}\n"
    );
    let flags = format!("--unit {ELSEWHERE} --set reason=务工 --set dwelling=租赁房屋 --on 2016-05-01");
    assert_eq!(counts(&counter.take(text, &flags))[..3], [2, 0, 0]);
    let (first, second) = (counter.show(ZHANG), counter.show(LI));
    assert_eq!((&first["registration"]["unit"], &second["registration"]["unit"]), (&json!(ELSEWHERE), &json!(HOME)));
    assert_eq!(first["registration"]["registered_on"], "2016-05-01");
    assert_eq!((&first["registration"]["reason"], &first["registration"]["dwelling"]), (&json!("01"), &json!("30")));
}

#[test]
fn a_counter_given_goes_before_that_of_the_residence() {
    let counter = office("2016-08-31");
    counter.take(people(&[row("张三", ZHANG)]), "");
    counter.take(people(&[row("李四", LI)]), "--counter 520102");
    let at = |who| counter.show(who)["registration"]["counter"].clone();
    assert_eq!((at(ZHANG), at(LI)), (json!(HOME), json!("520102")));
}

#[test]
fn a_column_is_bound_by_hand_by_heading_or_letter() {
    let counter = office("2016-08-31");
    let text = people(&[row("张三", ZHANG)]).replace("姓名", "花名").replace("社区代码", "片区");
    counter.write("roster.csv", &text);
    let answer = counter.take(&text, "--map 花名=name --map D=unit");
    assert_eq!(counts(&answer)[..3], [1, 0, 0]);
    assert_eq!((&answer["bound"]["name"], &answer["bound"]["unit"]), (&json!("花名"), &json!("片区")));
    counter.import("roster.csv --map 绰号=name").refused(1, "J408");
}

#[test]
fn an_unknown_field_is_a_fault_of_the_command_line() {
    let counter = office("2016-08-31");
    counter.write("roster.csv", people(&[row("张三", ZHANG)]));
    for flags in ["--set colour=red", "--set reason", "--map 姓名=nick", "--map 姓名"] {
        counter.import(&format!("roster.csv {flags}")).refused(2, "J407");
    }
    counter.import("roster.csv --kind horses").refused(2, "J904");
    counter.import("roster.csv --on 2016-02-30").refused(2, "J903");
}

#[test]
fn units_and_days_given_once_are_checked_before_any_row() {
    let counter = office("2016-08-31");
    counter.write("roster.csv", people(&[row("张三", ZHANG)]));
    for (flags, code) in [
        ("--unit 999999999", "J601"),
        ("--unit 新华社区", "J602"),
        ("--unit 520100", "J211"),
        ("--counter 520102200", "J212"),
        ("--on 2016-09-01", "J208"),
    ] {
        let before = counter.info("journal");
        counter.import(&format!("roster.csv {flags}")).refused(1, code);
        assert_eq!((counter.info("journal"), counter.info("migrants")), (before, 0), "{flags}");
    }
}

#[test]
fn all_or_nothing_takes_nothing_when_a_row_is_bad() {
    for landed_before in [false, true] {
        let counter = office("2016-08-31");
        if landed_before {
            counter.take(people(&[row("李四", LI)]), "");
        }
        let journal = counter.info("journal");
        counter.write("roster.csv", people(&[row("张三", ZHANG), row("李四", LI), row("王五", "1")]));
        let told = counter.import("roster.csv --all-or-nothing").refused(1, "J409");
        let answer = told.json();
        assert_eq!(answer["batch"], json!(null));
        assert_eq!((&answer["held_back"], &answer["rejected"], &answer["rows"]), (&json!(2), &json!(1), &json!(3)));
        assert_eq!(counts(&answer)[..2], [0, 0]);
        assert_eq!(rejected(&answer), [("4".to_owned(), "J101".to_owned())]);
        assert_eq!((counter.info("journal"), counter.info("migrants")), (journal, u64::from(landed_before)));
        counter.write("roster.csv", people(&[row("张三", ZHANG), row("李四", LI)]));
        let good = counter.import("roster.csv --all-or-nothing").done().json();
        assert_eq!(good["accepted"].as_u64(), Some(if landed_before { 1 } else { 2 }));
    }
}

#[test]
fn a_live_register_takes_no_made_up_people() {
    let counter = crate::support::Counter::on("2016-08-31");
    counter.line("init").done();
    let answer = counter.take(people(&[row("张三", ZHANG)]), "");
    assert_eq!(rejected(&answer), [("2".to_owned(), "J108".to_owned())]);
}

#[test]
fn values_given_once_are_checked_before_any_row() {
    let counter = office("2016-08-31");
    counter.write("roster.csv", people(&[row("张三", ZHANG)]));
    for (set, exit, code) in [
        ("id_number=520199199001010017", 2, "J901"),
        ("name=张三", 2, "J901"),
        ("phone=13912345678", 2, "J901"),
        ("phone=abc", 2, "J901"),
        ("to=遵义市", 2, "J407"),
        ("permit_kind=居住证", 2, "J407"),
        ("reason=不知道", 1, "J121"),
        ("dwelling=99", 1, "J121"),
        ("exempt=x", 1, "J121"),
        ("registered_on=2016-02-30", 2, "J903"),
        ("registered_on=x", 2, "J903"),
        ("arrived_on=2016-09-01", 2, "J901"),
    ] {
        let before = counter.info("journal");
        let told = counter.import(&format!("roster.csv --set {set}")).refused(exit, code);
        assert!(!told.stderr.contains("13912345678") && !told.stderr.contains(ZHANG), "{told:?}");
        assert_eq!((counter.info("journal"), counter.info("migrants")), (before, 0), "{set}");
    }
    counter.import("roster.csv --set dwelling=单位内部 --set arrived_on=2016-01-01").done();
}

#[test]
fn a_refusal_in_json_is_told_alone() {
    let counter = office("2016-08-31");
    counter.write("roster.csv", people(&[row("张三", ZHANG), row("李四", "1")]));
    let told = counter.import("roster.csv --all-or-nothing").refused(1, "J409");
    assert_eq!(told.error()["code"], "J409");
    assert_eq!(told.json()["rejected"], 1);
}

#[test]
fn a_number_in_the_name_of_a_file_goes_no_further() {
    let counter = office("2016-08-31");
    counter.write(&format!("张三{ZHANG}.csv"), people(&[row("张三", ZHANG), row("李四", "1")]));
    let told = counter.import(&format!("张三{ZHANG}.csv"));
    assert_eq!(told.exit, 3, "{told:?}");
    assert!(counter.path("张三.rejects.csv").exists());
    for line in ["roster list", "roster show B1", "roster list --format json", "roster show B1 --format json"] {
        let told = counter.line(line).done();
        assert!(told.stdout.contains("张三******.csv") && !told.stdout.contains(ZHANG), "{told:?}");
    }
}

#[test]
fn a_phone_in_the_source_is_refused_and_said_nowhere() {
    let counter = office("2016-08-31");
    counter.write("13912345678.csv", people(&[row("张三", ZHANG)]));
    for source in ["landlord:张三13912345678", "139-1234-5678"] {
        let told = counter.import(&format!("13912345678.csv --source {source}")).refused(1, "J454");
        assert!(!told.stderr.contains("13912345678") && !told.stderr.contains("139-"), "{told:?}");
    }
    assert_eq!(counter.info("migrants"), 0);
}

#[test]
fn who_typed_over_lost_digits_is_told_once_how_to_type_them() {
    let counter = office("2016-08-31");
    counter.write("roster.csv", people(&[row("张三", ZHANG), row("李四", "5.20199E+17"), row("王五", "单位")]));
    let told = counter.import("roster.csv");
    assert_eq!(told.stderr.matches("format the column as text").count(), 1, "{told:?}");
}

#[test]
fn a_day_that_is_none_comes_back_with_the_form_wanted() {
    let counter = office("2016-08-31");
    let bad = row("张三", ZHANG).replace("2016-03-01", "2016-03-05T10:20:30x");
    counter.take(people(&[bad, "单位（盖章）,,,,,,,".to_owned()]), "");
    let rejects = std::fs::read_to_string(counter.path("roster.rejects.csv")).expect("the rejects");
    assert!(rejects.contains("YYYY-MM-DD") && rejects.contains("2016-03-05T10"), "{rejects}");
    assert!(!rejects.contains("盖章") && !rejects.contains("****"), "{rejects}");
}

#[test]
fn headings_that_are_all_unknown_are_bound_by_map_alone() {
    let text =
        format!("迎新登记,,,,,\n花名,证号,老家,小区,住哪,为何\n张三,{ZHANG},贵州省遵义市,520102400,练习路1号,务工\n");
    let fields = ["name", "id_number", "hukou", "unit", "address", "reason"];
    let by_heading = ["花名", "证号", "老家", "小区", "住哪", "为何"];
    let by_letter = ["A", "B", "C", "D", "E", "F"];
    for columns in [by_heading, by_letter] {
        let counter = office("2016-08-31");
        counter.write("roster.csv", &text);
        let maps: Vec<String> =
            columns.iter().zip(fields).map(|(column, field)| format!("--map {column}={field}")).collect();
        let answer = counter.import(&format!("roster.csv {}", maps.join(" "))).json();
        assert_eq!(counts(&answer)[..3], [1, 0, 0], "{answer}");
        // One of them alone, and no headings at all: still refused, and no row is taken for headings.
        let counter = office("2016-08-31");
        counter.write("roster.csv", &text);
        counter.import(&format!("roster.csv {}", maps[0])).refused(1, "J401");
        let bare = text.lines().next_back().expect("a row");
        counter.write("bare.csv", format!("{bare}\n"));
        counter.import(&format!("bare.csv {}", maps.join(" "))).refused(1, "J401");
        assert_eq!(counter.info("migrants"), 0);
    }
}
