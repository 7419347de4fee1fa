//! Who sends rosters, what is late, and the report card that can be sent back.

use serde_json::{Value, json};

use super::departures::leavers;
use super::{HEADINGS, LI, WANG, ZHANG, counts, office, people, row};
use crate::support::Counter;
use crate::support::office::shape;

const FACTORY: &str = "employer:91520100MA6DG0015Q";

fn card(counter: &Counter, source: &str) -> Value {
    counter.ask(&format!("roster senders --source {source}"))["senders"][0].clone()
}

#[test]
fn a_sender_is_written_in_one_way_and_an_employer_by_its_code() {
    let counter = office("2016-08-31");
    counter.write("roster.csv", people(&[row("张三", ZHANG)]));
    counter.import("roster.csv --source employer:91520100MA6DG0015R").refused(1, "J119");
    counter.import("roster.csv --source landlord:").refused(1, "J452");
    let told = counter.import(&format!("roster.csv --source landlord:张三{ZHANG}")).refused(1, "J454");
    assert!(!told.stderr.contains(ZHANG), "{told:?}");
    assert_eq!(counter.info("migrants"), 0);
    counter.import("roster.csv --source employer：91520100ma6dg0015q").done();
    assert_eq!(counter.ask("roster list")["batches"][0]["source"], FACTORY);
    counter.write("roster.csv", people(&[row("李四", LI)]));
    counter.import("roster.csv --source 老系统").done();
    assert_eq!(counter.ask("roster list")["batches"][1]["source"], "老系统");
}

#[test]
fn list_and_show_have_the_keys_of_the_contract_and_add_no_row() {
    let counter = office("2016-08-31");
    counter.take(people(&[row("张三", ZHANG), row("李四", "1"), row("王五", "2")]), "--source 老系统 --counter 520102");
    let journal = counter.journal();
    let list = counter.ask("roster list");
    let batch = &list["batches"][0];
    shape(
        batch,
        "batch kind state file source at clerk counter fixes superseded_by rows accepted unchanged rejected warned skipped open late",
    );
    assert_eq!(
        (&batch["state"], &batch["file"], &batch["counter"]),
        (&json!("complete"), &json!("roster.csv"), &json!("520102"))
    );
    assert_eq!((&batch["open"], &batch["late"]), (&json!(2), &json!(0)));
    let shown = counter.ask("roster show b1");
    shape(
        &shown,
        "batch kind state file source at clerk counter fixes superseded_by rows accepted unchanged rejected warned skipped open late \
         file_sha256 encoding sheet hidden registered_on bound ignored flags rejects_file fixed_by reasons rejects late_rows examples",
    );
    assert_eq!(shown["bound"]["name"], "姓名");
    assert_eq!(shown["reasons"], json!([{"code": "J101", "title": "The number has a wrong length", "rows": 2}]));
    assert_eq!(shown["examples"][0]["id_number"], "5201**********0017");
    assert_eq!(shown["examples"][0]["name"], "张*");
    for line in ["roster list", "roster show B1", "roster senders", "roster list --format csv"] {
        let told = counter.line(line).done();
        assert!(!told.stdout.contains(ZHANG) && !told.stdout.contains("张三"), "{told:?}");
    }
    assert_eq!(counter.journal(), journal);
    counter.refuses("roster show B2", 1, "J447");
}

#[test]
fn rows_reported_after_the_limit_are_told_with_their_article() {
    let counter = office("2016-08-31");
    let rows = [
        format!("{},2016-03-01", row("张三", ZHANG).replace("2016-03-01", "2016-03-06")),
        format!("{},2016-03-01", row("李四", LI).replace("2016-03-01", "2016-03-09")),
        format!("{},", row("王五", WANG)),
    ];
    let text = format!("{HEADINGS},入职时间\n{}\n", rows.join("\n"));
    counter.take(&text, &format!("--source {FACTORY}"));
    let shown = counter.ask("roster show B1");
    assert_eq!(
        shown["late_rows"],
        json!([{"line": 3, "from_on": "2016-03-01", "due_on": "2016-03-06", "reported_on": "2016-03-09", "days": 3, "article": "◇ P 18, 19"}])
    );
    counter.take(leavers(&[format!("{ZHANG},2016-08-20,")]), &format!("--source {FACTORY}"));
    assert_eq!(counter.ask("roster show B2")["late_rows"][0]["days"], 6);
    let card = card(&counter, FACTORY);
    assert_eq!((&card["late"], &card["days_late"], &card["rosters"]), (&json!(2), &json!(6), &json!(2)));
    let other = office("2016-08-31");
    other.take(&text, "--source 老系统");
    assert_eq!(other.ask("roster show B1")["late_rows"], json!([]), "only senders have a limit");
}

#[test]
fn an_unreadable_first_day_is_a_reject() {
    let counter = office("2016-08-31");
    let text = format!("{HEADINGS},入职时间\n{},2016-03\n", row("张三", ZHANG));
    assert_eq!(counts(&counter.take(text, ""))[..3], [0, 0, 1]);
}

#[test]
fn a_report_card_counts_faults_and_says_which_come_again() {
    let counter = office("2016-08-31");
    let source = "school:第一中学";
    for (name, rows) in [
        ("a.csv", vec![row("张三", ZHANG), row("李四", "1"), row("王五", "")]),
        ("b.csv", vec![row("李四", "1"), row("王五", WANG.replace("424", "425").as_str())]),
    ] {
        counter.write(name, people(&rows));
        counter.import(&format!("{name} --source {source}")).json();
    }
    counter.take(people(&[row("钱七", "1")]), "");
    let card = card(&counter, source);
    shape(&card, "source kind rosters rows accepted unchanged rejected mended open late days_late reasons last_at");
    assert_eq!(
        (&card["rosters"], &card["rows"], &card["rejected"], &card["open"]),
        (&json!(2), &json!(5), &json!(4), &json!(4))
    );
    assert_eq!(
        card["reasons"],
        json!([
            {"code": "J101", "rows": 2, "again": true},
            {"code": "J103", "rows": 1, "again": false},
            {"code": "J109", "rows": 1, "again": false},
        ])
    );
    counter.refuses("roster senders --source school:第二中学", 1, "J453");
    counter.ask("roster undo B2 --because 错");
    assert_eq!(counter.ask("roster senders")["senders"][0]["rosters"], 1);
}

#[test]
fn the_page_can_be_sent_back() {
    let counter = office("2016-08-31");
    counter.take(people(&[row("张三", ZHANG), row("李四", "1")]), "--source 'landlord:<b>院子'");
    counter.line("roster senders --out card.html --format html").done();
    let page = std::fs::read(counter.path("card.html")).expect("a page");
    counter.line("roster senders --out card.html").done();
    assert!(std::fs::read(counter.path("card.html")).expect("the same") == page && page.starts_with(b"<!"));
    let page = std::fs::read_to_string(counter.path("card.html")).expect("the page");
    assert!(page.contains("landlord:&lt;b&gt;院子") && page.contains("J101"), "{page}");
    assert!(!page.contains(ZHANG) && !page.contains("张三"), "{page}");
    for format in ["csv", "table"] {
        counter.line(&format!("roster senders --out card.txt --format {format}")).done();
        let text = std::fs::read_to_string(counter.path("card.txt")).expect("the page");
        assert!(text.contains("J101"), "{text}");
    }
}

#[test]
fn a_file_that_came_again_counts_once() {
    let counter = office("2016-08-31");
    let text = people(&[row("张三", ZHANG), row("李四", "1")]).replace(super::HOME, "");
    let source = "school:第一中学";
    counter.take(&text, &format!("--source {source}"));
    assert_eq!(card(&counter, source)["open"], 2, "every row lacks its unit");
    counter.take(&text, &format!("--source {source} --unit {}", super::HOME));
    let list = counter.ask("roster list");
    let open: Vec<&Value> = list["batches"].as_array().expect("a list").iter().map(|batch| &batch["open"]).collect();
    assert_eq!((open, &list["batches"][0]["superseded_by"]), (vec![&json!(0), &json!(1)], &json!("B2")));
    let card = card(&counter, source);
    assert_eq!((&card["rosters"], &card["rows"], &card["open"]), (&json!(1), &json!(2), &json!(1)));
    counter.ask("roster undo B2 --because 错");
    assert_eq!(counter.ask("roster list")["batches"][0]["open"], 2);
}
