//! Undoing: exactly what a batch brought, and not while later acts rest on it.

use proptest::prelude::*;
use serde_json::json;

use super::departures::leavers;
use super::{LI, WANG, ZHANG, counts, number, office, people, row};
use crate::support::Counter;
use crate::support::office::{PAPERS, form};

const LEDGER: &str = "公民身份号码,居住证号,受理点,发证日期,签注日期,注销日期,注销原因";

fn undo(counter: &Counter, batch: &str) -> u64 {
    let answer = counter.ask(&format!("roster undo {batch} --because 送错了"));
    assert_eq!(answer["batch"], batch);
    answer["removed"].as_u64().expect("a count")
}

#[test]
fn people_who_came_are_gone_and_the_file_may_come_again() {
    let counter = office("2016-08-31");
    counter.take(people(&[row("张三", ZHANG)]), "");
    let before = counter.tables();
    let text = people(&[row("李四", LI), row("王五", WANG), row("张三", ZHANG), row("赵六", "1")]);
    counter.take(&text, "");
    assert_ne!(counter.tables(), before);
    let journal = counter.journal();
    assert_eq!(undo(&counter, "B2"), 2);
    assert_eq!(counter.tables(), before);
    assert_eq!(counter.journal(), journal + 1);
    let entry = counter.entries().pop().expect("an entry");
    assert_eq!((entry.0.as_str(), entry.2.as_deref(), entry.3.as_deref()), ("roster undo", Some("B2"), Some("送错了")));
    let again = counter.take(&text, "");
    assert_eq!((&again["already"], &again["batch"], counts(&again)[0]), (&json!(false), &json!("B3"), 2));
}

#[test]
fn who_came_back_is_as_before() {
    let counter = office("2017-08-31");
    counter.take(people(&[row("张三", ZHANG)]), "");
    counter.ask(&format!("migrant leave {ZHANG} --because left --on 2016-10-01"));
    let before = counter.tables();
    let text = format!(
        "{},联系电话,文化程度\n{},13912342345,大学本科\n",
        super::HEADINGS,
        row("张三", ZHANG).replace("2016-03-01", "2017-03-01").replace("遵义市红花岗区", "毕节市七星关区")
    );
    assert_eq!(counts(&counter.take(text, ""))[0], 1);
    assert_ne!(counter.tables()["migrant"], before["migrant"]);
    assert_eq!(undo(&counter, "B2"), 1);
    assert_eq!(counter.tables(), before);
}

#[test]
fn cards_and_departures_are_taken_back_with_all_they_changed() {
    let counter = office("2017-08-31");
    counter.take(people(&[row("张三", ZHANG), row("李四", LI), row("王五", WANG)]), "");
    counter.ask(&format!("permit apply {WANG} {PAPERS} --on 2016-09-01"));
    let before = counter.tables();
    let ledger = format!(
        "{LEDGER}\n{ZHANG},N1,520102,2016-09-02,2017-08-15,,\n{LI},N2,520102,2016-04-01,,2016-05-01,丢失\n{LI},N3,520102,2016-09-02,,,\n"
    );
    assert_eq!(counts(&counter.take(&ledger, ""))[..3], [3, 0, 0]);
    let with_cards = counter.tables();
    let gone = leavers(&[ZHANG, LI, WANG].map(|number| format!("{number},2017-08-20,遵义")));
    assert_eq!(counts(&counter.take(&gone, ""))[..3], [3, 0, 0]);
    counter.refuses("roster undo B2 --because 错", 1, "J449");
    assert_eq!(undo(&counter, "B3"), 3);
    assert_eq!(counter.tables(), with_cards);
    assert_eq!(undo(&counter, "B2"), 3);
    assert_eq!(counter.tables(), before);
}

#[test]
fn an_unknown_batch_and_one_already_undone_are_refused() {
    let counter = office("2016-08-31");
    counter.take(people(&[row("张三", ZHANG)]), "");
    for batch in ["B2", "17", "B", "B99999999999999", "x"] {
        counter.refuses(&format!("roster undo {batch} --because 错"), 1, "J447");
    }
    counter.refuses("roster undo B1 --because 错 --on 2016-09-01", 1, "J208");
    counter.refuses("roster undo B1", 2, "J902");
    counter.refuses("roster undo B1 --because ''", 2, "J902");
    undo(&counter, "b1".to_uppercase().as_str());
    counter.refuses("roster undo B1 --because 错", 1, "J448");
}

#[test]
fn later_acts_keep_a_batch_and_are_listed() {
    for (act, expected) in [
        (format!("migrant move {ZHANG} --unit 520103400 --address 新址 --on 2016-06-01"), "moved"),
        (format!("migrant leave {ZHANG} --because left --on 2016-06-01"), "left"),
        (format!("permit apply {ZHANG} {PAPERS} --on 2016-09-01"), "applied"),
    ] {
        let counter = office("2016-12-01");
        counter.take(people(&[row("张三", ZHANG), row("李四", LI)]), "");
        counter.ask(&act);
        let error = counter.refuses("roster undo B1 --because 错", 1, "J449");
        let acts = error["details"]["acts"].as_array().expect("a list").clone();
        assert_eq!(acts.len(), 1, "{error}");
        assert_eq!(
            (&acts[0]["act"], &acts[0]["subject"], &acts[0]["line"]),
            (&json!(expected), &json!("M000002"), &json!(2))
        );
    }
    let counter = office("2016-12-01");
    let numbers: Vec<String> = (100..130).map(|n| number(&format!("52019919900101{n}"))).collect();
    counter.take(people(&numbers.iter().map(|number| row("甲", number)).collect::<Vec<_>>()), "");
    counter.take(leavers(&numbers.iter().map(|number| format!("{number},2016-10-01,")).collect::<Vec<_>>()), "");
    let details = counter.refuses("roster undo B1 --because 错", 1, "J449")["details"].clone();
    assert_eq!((details["acts"].as_array().map(Vec::len), &details["more"]), (Some(20), &json!(true)));
}

#[test]
fn a_card_that_lived_on_keeps_its_ledger() {
    let counter = office("2017-12-01");
    counter.take(people(&[row("张三", ZHANG)]), "");
    counter.take(format!("{LEDGER}\n{ZHANG},N1,520102,2016-09-02,,,\n"), "");
    counter.ask("permit endorse N1 --evidence identity_card --on 2017-08-20");
    let error = counter.refuses("roster undo B2 --because 错", 1, "J449");
    assert_eq!(error["details"]["acts"][0]["act"], "endorsed");
    let error = counter.refuses("roster undo B1 --because 错", 1, "J449");
    assert_eq!(error["details"]["acts"][0]["act"], "card");
}

#[test]
fn who_came_back_keeps_the_list_that_ended_the_stay_before() {
    let counter = office("2017-12-01");
    counter.take(people(&[row("张三", ZHANG)]), "");
    counter.take(leavers(&[format!("{ZHANG},2016-10-01,")]), "");
    counter.take(people(&[row("张三", ZHANG).replace("2016-03-01", "2017-03-01")]), "");
    let error = counter.refuses("roster undo B2 --because 错", 1, "J449");
    assert_eq!(error["details"]["acts"][0]["act"], "came_back");
    let one = |batch| undo(&counter, batch);
    assert_eq!((one("B3"), one("B2"), one("B1")), (1, 1, 1));
    assert_eq!((counter.info("migrants"), counter.info("registrations")), (0, 0));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test makes a register as a killed import leaves it")]
fn an_import_that_was_cut_short_can_be_taken_back_and_done_again() {
    let counter = office("2016-08-31");
    let before = counter.tables();
    let text = people(&[row("张三", ZHANG), row("李四", LI)]);
    counter.take(&text, "");
    let file = rusqlite::Connection::open(counter.path("register.db")).expect("the register");
    file.execute("UPDATE batch SET state = 'interrupted'", []).expect("cut short");
    drop(file);
    assert_eq!(counter.ask("roster list")["batches"][0]["state"], "interrupted");
    assert_eq!(undo(&counter, "B1"), 2);
    assert_eq!(counter.tables(), before);
    let again = counter.take(&text, "");
    assert_eq!((&again["batch"], counts(&again)[0]), (&json!("B2"), 2));
}

#[test]
fn a_roster_whose_people_went_with_another_batch_comes_in_again() {
    let counter = office("2016-08-31");
    let text = people(&[row("张三", ZHANG), row("李四", LI)]);
    counter.write("march.csv", &text);
    counter.import("march.csv").done();
    let second = counter.import("march.csv --on 2016-08-30").done().json();
    assert_eq!((counts(&second)[0], counts(&second)[1]), (0, 2));
    assert_eq!(counter.import("march.csv --on 2016-08-30").done().json()["already"], json!(true));
    assert_eq!(undo(&counter, "B1"), 2);
    assert_eq!(counter.info("migrants"), 0);
    assert_eq!(counter.line("roster check march.csv --on 2016-08-30 --format json").done().json()["already"], false);
    let again = counter.import("march.csv --on 2016-08-30").done().json();
    assert_eq!((&again["already"], &again["batch"], counts(&again)[0]), (&json!(false), &json!("B3"), 2));
    assert_eq!(counter.info("migrants"), 2);
    let journal = counter.journal();
    let settled = counter.import("march.csv --on 2016-08-30").done().json();
    assert_eq!((&settled["already"], &settled["batch"]), (&json!(true), &json!("B3")));
    assert_eq!(counter.journal(), journal);
}

#[test]
fn a_correction_whose_people_went_with_another_batch_comes_in_again() {
    let counter = office("2016-08-31");
    counter.write("march.csv", people(&[row("张三", ZHANG), row("李四", "1")]));
    counter.import("march.csv").json();
    counter.take(people(&[row("李四", LI)]), "");
    let rejects = std::fs::read_to_string(counter.path("march.rejects.csv")).expect("the rejects");
    counter.write("fixed.csv", rejects.replace("四,1,", &format!("四,{LI},")));
    let fixed = counter.ask("roster fix B1 fixed.csv");
    assert_eq!((&fixed["batch"], counts(&fixed)[1]), (&json!("B3"), 1));
    assert_eq!(undo(&counter, "B2"), 1);
    let again = counter.ask("roster fix B1 fixed.csv");
    assert_eq!((&again["already"], &again["batch"], counts(&again)[0]), (&json!(false), &json!("B4"), 1));
    assert_eq!(counter.ask("roster show B1")["rejects"][0]["mended_by"], "B4");
}

/// What may come into a register, and in which order.
#[derive(Debug, Clone, Copy)]
enum Coming {
    People(u8),
    Cards(u8),
    Departures(u8),
}

fn coming_one() -> impl Strategy<Value = Coming> {
    prop_oneof![
        any::<u8>().prop_map(Coming::People),
        any::<u8>().prop_map(Coming::Cards),
        any::<u8>().prop_map(Coming::Departures),
    ]
}

fn coming() -> impl Strategy<Value = Vec<Coming>> {
    proptest::collection::vec(coming_one(), 3..7)
}

/// A file about those of six people whose bit is set.
fn file(coming: Coming, at: usize) -> String {
    let numbers = |bits: u8| -> Vec<(usize, String)> {
        let set = (0..6).filter(|n| bits & (1 << n) != 0);
        set.map(|n| (n, number(&format!("5201991980061500{}", n + 1)))).collect()
    };
    let year = 2010 + at;
    match coming {
        Coming::People(bits) => {
            let row = |(n, number): (usize, String)| {
                format!("甲乙,{number},贵州省遵义市第{at}路{n}号,520102400,练习路{n}号,务工,租赁房屋,{year}-03-01")
            };
            people(&numbers(bits).into_iter().map(row).collect::<Vec<_>>())
        }
        Coming::Cards(bits) => {
            let row = |(n, number): (usize, String)| {
                let end = if n % 2 == 0 { format!("{year}-08-01,离开本地") } else { ",".to_owned() };
                format!("{number},N{at}-{n},520102,{year}-04-01,,{end}")
            };
            format!("{LEDGER}\n{}\n", numbers(bits).into_iter().map(row).collect::<Vec<_>>().join("\n"))
        }
        Coming::Departures(bits) => leavers(
            &numbers(bits).into_iter().map(|(_, number)| format!("{number},{year}-10-01,遵义")).collect::<Vec<_>>(),
        ),
    }
}

/// What a clerk does between two imports to one of the six.
fn act(kind: u8, n: usize, on: &str) -> String {
    let number = number(&format!("5201991980061500{}", n + 1));
    match kind {
        0 => format!("migrant add {} --on {on}", form(&number)),
        1 => format!("permit apply {number} {PAPERS} --on {on}"),
        2 => format!("permit issue {number} --on {on}"),
        3 => format!("migrant move {number} --unit 520103400 --address 新址 --on {on}"),
        _ => format!("migrant leave {number} --because left --on {on}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_came_goes_back_step_by_step(all in coming()) {
        let counter = Counter::open("2020-01-01");
        let mut steps = Vec::new();
        for (at, coming) in all.iter().enumerate() {
            counter.write("roster.csv", file(*coming, at));
            let before = counter.tables();
            let told = counter.import("roster.csv --counter 520102");
            if told.exit == 0 || told.exit == 3 {
                let batch = told.json()["batch"].as_str().expect("a batch").to_owned();
                steps.push((batch, before));
            }
        }
        counter.assert_packed(&["2016-03-15", "2019-12-31"]);
        for (batch, before) in steps.into_iter().rev() {
            let told = counter.line(&format!("roster undo {batch} --because 试 --format json"));
            prop_assert_eq!(told.exit, 0, "{} of {:?}: {:?}", batch, all, told);
            prop_assert_eq!(counter.tables(), before, "{} of {:?}", batch, all);
        }
    }

    #[test]
    fn in_a_register_at_work_an_undone_import_leaves_no_trace(
        all in proptest::collection::vec((coming_one(), proptest::collection::vec((0u8..5, 0usize..6), 0..8)), 3..5),
    ) {
        let counter = Counter::open("2020-01-01");
        for (at, (coming, acts)) in all.iter().enumerate() {
            for (kind, n) in acts {
                counter.line(&act(*kind, *n, &format!("{}-{:02}-15", 2010 + at, 2 + n)));
            }
            counter.write("roster.csv", file(*coming, at));
            let before = counter.tables();
            let told = counter.import("roster.csv --counter 520102");
            if told.exit == 0 || told.exit == 3 {
                let batch = told.json()["batch"].as_str().expect("a batch").to_owned();
                let accepted = told.json()["accepted"].clone();
                let undone = counter.line(&format!("roster undo {batch} --because 试 --format json"));
                prop_assert_eq!(undone.exit, 0, "{:?}: {:?}", all, undone);
                prop_assert_eq!(&undone.json()["removed"], &accepted);
                prop_assert_eq!(counter.tables(), before, "{} of {:?}", batch, all);
                prop_assert_eq!(&counter.import("roster.csv --counter 520102").json()["accepted"], &accepted);
            }
        }
    }
}
