//! Every figure of people opens to the people behind it; figures that contradict each other are not given.

use serde_json::Value;

use crate::support::Counter;
use crate::support::office::{CHILD, LI, WANG, form, number, shape};

/// People in two communities, one gone, with cards, an endorsement, a move and a foreigner.
fn city() -> Counter {
    let counter = Counter::open("2018-09-01");
    for n in 1..=6 {
        counter.register(&number("1970-01-01", n), "2017-01-01");
    }
    counter.register(CHILD, "2017-02-01");
    let other = form(WANG).replace("520102401", "520103400").replace("--reason 务工", "--reason 经商");
    counter.ask(&format!("migrant add {other} --on 2017-01-01 --stay 一年"));
    counter.ask(
        "migrant add --id-kind foreigner --id-number 952840198807040017 --name JOHN --hukou 英国 --unit 520102401 \
         --address 西湖路1号 --reason 经商 --dwelling 10 --sex 男 --birth 1988-07-04 --on 2017-01-01",
    );
    for n in 1..=3 {
        counter.issue(&format!("M{n}"), "2017-07-01");
    }
    counter.ask("permit endorse M1 --on 2018-06-15");
    counter.ask("migrant leave M3 --because left --on 2018-02-01");
    counter.ask("migrant move M2 --unit 520103400 --address 中华路1号 --reason 探亲访友 --on 2018-03-01");
    counter
}

/// Code and figure of every cell of a report.
fn cells(report: &Value) -> Vec<(String, i64)> {
    let rows = report["rows"].as_array().expect("rows").iter().chain([&report["total"]]);
    let cells = rows.flat_map(|row| {
        let cells = row["cells"].as_object().unwrap_or_else(|| panic!("cells: {row}"));
        cells
            .iter()
            .map(|(column, code)| (code.as_str().expect("a code").to_owned(), row[column].as_i64().expect("a count")))
    });
    cells.collect()
}

#[test]
fn every_cell_opens_to_as_many_people_as_its_figure_says() {
    let counter = city();
    for line in [
        "report rate --by tier --as-of 2018-02-15",
        "report rate --by district",
        "report rate --by counter --as-of 2018-01-31",
        "report rate --by reason --as-of 2018-04-01",
        "report rate --by origin",
        "report monthly --as-of 2018-02-15",
        "report monthly --month 2018-03",
        "report trend --from 2017-01-01 --to 2018-08-31 --every year",
        "report ranking --min 1",
    ] {
        let all = cells(&counter.ask(&format!("{line} --cells")));
        let mut some: Vec<&(String, i64)> = all.iter().filter(|(_, count)| *count > 0).collect();
        assert!(!some.is_empty(), "{line}");
        some.extend(all.iter().find(|(_, count)| *count == 0));
        for (code, count) in some {
            let before = counter.journal();
            let opened = counter.ask(&format!("{line} --list {code}"));
            assert_eq!(counter.journal(), before + 1, "{code}: one row for a list of people");
            shape(&opened, "cell count people");
            assert_eq!((opened["cell"].as_str(), opened["count"].as_i64()), (Some(code.as_str()), Some(*count)));
            assert_eq!(opened["people"].as_array().map(Vec::len), usize::try_from(*count).ok(), "{code}");
        }
    }
}

#[test]
fn the_people_behind_a_figure_are_masked_until_they_are_revealed() {
    let counter = city();
    let line = "report rate --list rate/community/520103400/holders";
    let opened = counter.ask(line);
    let person = &opened["people"][0];
    shape(person, "migrant name id_number unit");
    assert_eq!((person["migrant"].as_str(), person["unit"].as_str()), (Some("M000002"), Some("520103400")));
    assert!(person["id_number"].as_str().is_some_and(|number| number.contains("**********")), "{person}");
    let bare = counter.ask(&format!("{line} --reveal 核对"));
    assert_eq!(bare["people"][0]["id_number"], number("1970-01-01", 2));
    let (command, _, subject, purpose, _, rows) = counter.entries().pop().expect("an entry");
    assert_eq!((command.as_str(), subject.as_deref()), ("report rate", Some("rate/community/520103400/holders")));
    assert_eq!((purpose.as_deref(), rows), (Some("核对"), 1));
    for format in ["table", "csv", "html"] {
        let shown = counter.line(&format!("{line} --format {format}")).done().stdout;
        assert!(shown.contains("M000002") && !shown.contains(&number("1970-01-01", 2)), "{shown}");
    }
}

#[test]
fn an_unknown_cell_is_refused_and_nothing_is_journalled() {
    let counter = city();
    for line in [
        "report rate --list rate/community/520103400/rate",
        "report rate --list rate/community/999/holders",
        "report rate --list monthly/2018-03/01/male",
        "report monthly --list monthly/2018-03/13/male",
        "report monthly --list nonsense",
        "report trend --list trend/month/2016-01/registered",
        "report ranking --list ranking/520103100/holders",
    ] {
        counter.refuses(line, 1, "J504");
    }
    counter.refuses("report rate --as-of 2018-09-02 --list rate/tier/total/holders", 1, "J501");
}

/// Changes the register behind the program's back.
#[expect(clippy::disallowed_methods, reason = "a test changes the file as a fault would")]
fn tamper(counter: &Counter, sql: &str) {
    let file = rusqlite::Connection::open(counter.path("register.db")).expect("the register");
    file.execute_batch(sql).expect("a change");
}

#[test]
fn figures_that_contradict_each_other_are_given_in_no_form() {
    let counter = city();
    tamper(&counter, "PRAGMA foreign_keys = OFF; UPDATE registration SET counter_id = 99999 WHERE migrant_id = 1;");
    for line in ["report rate", "report monthly", "report trend", "report rate --by reason"] {
        for format in ["table", "json", "csv", "html"] {
            let told = counter.line(&format!("{line} --format {format}")).refused(3, "J502");
            assert_eq!(told.stdout, "", "{line} {format}");
        }
    }
    let told = counter.line("report rate --format json --out rate.json").refused(3, "J502");
    assert!(!counter.path("rate.json").exists(), "nothing is published");
    let check = &told.error()["details"]["checks"][0];
    shape(check, "name left right");
    assert_ne!(check["left"], check["right"]);
    assert!(counter.line("report rate").stderr.contains(" ≠ "), "both numbers are said");
}

/// All columns of a registration but its key and its person.
const OF_A_STAY: &str = "unit_id, counter_id, address, reason, home_since_on, registered_on";

#[test]
fn a_registration_doubled_lost_or_of_somebody_else_is_named() {
    // M1 has a card, M4 has none, M6 has none either.
    let doubled = |migrant: u32| {
        format!(
            "DROP INDEX registration_one_active; INSERT INTO registration (migrant_id, {OF_A_STAY}) \
             SELECT migrant_id, {OF_A_STAY} FROM registration WHERE migrant_id = {migrant};"
        )
    };
    let lost =
        |migrant: u32| format!("PRAGMA foreign_keys = OFF; DELETE FROM registration WHERE migrant_id = {migrant};");
    let given = |migrant: u32, to: u32| {
        format!(
            "PRAGMA foreign_keys = OFF; DROP INDEX registration_one_active; \
             UPDATE registration SET migrant_id = {to} WHERE migrant_id = {migrant};"
        )
    };
    let cases: [(&str, String, &[&str]); 8] = [
        ("doubled", doubled(1), &["holders_by_permits", "registered_persons"]),
        ("doubled, without a card", doubled(4), &["registered_persons"]),
        ("lost", lost(1), &["holders_by_permits", "people_without_registration"]),
        ("lost, without a card", lost(4), &["people_without_registration"]),
        ("another's", given(1, 6), &["holders_by_permits", "registered_persons", "people_without_registration"]),
        ("another's, without a card", given(4, 6), &["registered_persons", "people_without_registration"]),
        ("of nobody", given(1, 99_999), &["holders_by_permits", "people_without_registration"]),
        ("of nobody, without a card", given(4, 99_999), &["people_without_registration"]),
    ];
    for (case, change, expected) in cases {
        let counter = city();
        counter.ask("report rate");
        tamper(&counter, &change);
        let told = counter.line("report rate --format json").refused(3, "J502");
        let checks = told.error()["details"]["checks"].clone();
        let named: Vec<&str> = checks.as_array().expect("checks").iter().filter_map(|c| c["name"].as_str()).collect();
        assert_eq!(named, expected, "{case}");
        for line in ["report rate --by origin", "report ranking", "report monthly", "report trend"] {
            assert_eq!(counter.line(line).refused(3, "J502").stdout, "", "{case}: {line}");
        }
    }
}

#[test]
fn a_code_that_no_table_has_shows_in_the_monthly_table() {
    let counter = city();
    counter.ask("report monthly");
    tamper(&counter, "UPDATE registration SET dwelling = '99' WHERE migrant_id = 4;");
    let told = counter.line("report monthly --format json").refused(3, "J502");
    assert_eq!(told.error()["details"]["checks"][0]["name"], "monthly_dwelling");
    counter.register(LI, "2018-08-01");
    counter.ask("report rate");
}

#[test]
fn a_frozen_report_is_printed_again_byte_for_byte_whatever_happened_since() {
    let counter = city();
    let frozen = counter.ask("report freeze rate --by community --as-of 2018-03-31");
    shape(&frozen, "number hash");
    assert_eq!(frozen["number"], "R2018-03-31/1");
    assert_eq!(counter.ask("report freeze rate --as-of 2018-03-31")["number"], "R2018-03-31/2");
    let number = "R2018-03-31/1";
    let before = counter.line("report rate --by community --as-of 2018-03-31 --format json").done().stdout;
    let show = |format: &str| counter.line(&format!("report show {number} --format {format}")).done().stdout;
    assert_eq!(show("json"), before);
    let kept = ["table", "csv", "html"].map(show);
    counter.ask("migrant leave M4 --because left --on 2018-03-15");
    counter.register(LI, "2018-03-20");
    assert_eq!((show("json"), ["table", "csv", "html"].map(show)), (before.clone(), kept));
    assert_ne!(counter.line("report rate --by community --as-of 2018-03-31 --format json").done().stdout, before);
    let journal = counter.journal();
    show("json");
    assert_eq!(counter.journal(), journal, "counts only");
    counter.refuses("report show R2018-03-31/9", 1, "J506");
    counter.refuses("report restate nonsense", 1, "J506");
}

#[test]
fn a_restated_report_names_each_act_and_what_it_did() {
    let counter = city();
    counter.ask("report freeze rate --by community --as-of 2018-03-31");
    let unchanged = counter.ask("report restate R2018-03-31/1");
    shape(&unchanged, "then now changes");
    assert_eq!((&unchanged["then"], unchanged["changes"].as_array().map(Vec::len)), (&unchanged["now"], Some(0)));
    counter.ask("migrant show M4");
    counter.ask("migrant leave M4 --because left --on 2018-03-15");
    counter.register(LI, "2018-03-20");
    counter.issue("M5", "2018-03-30");
    counter.ask("migrant leave M6 --because left --on 2018-04-15");
    let restated = counter.ask("report restate R2018-03-31/1");
    let of = |which: &str, figure: &str| restated[which]["total"][figure].as_i64().expect("a count");
    assert_eq!((of("then", "registered"), of("now", "registered")), (7, 7));
    assert_eq!((of("then", "holders"), of("now", "holders")), (2, 3));
    let changes = restated["changes"].as_array().expect("changes");
    let told: Vec<(&str, &str, i64)> = changes
        .iter()
        .map(|change| {
            shape(change, "act command on effect");
            let figure = |figure: &str| change["effect"]["total"][figure].as_i64().unwrap_or(0);
            (
                change["command"].as_str().expect("a command"),
                change["on"].as_str().expect("a day"),
                figure("registered"),
            )
        })
        .collect();
    assert_eq!(
        told,
        [("migrant leave", "2018-03-15", -1), ("migrant add", "2018-03-20", 1), ("permit issue", "2018-03-30", 0)]
    );
    assert_eq!(changes[2]["effect"]["520102401"]["holders"], 1);
    let shown = counter.line("report restate R2018-03-31/1").done().stdout;
    assert!(shown.contains("migrant leave") && shown.contains("-1"), "{shown}");
}

#[test]
fn what_was_kept_of_a_frozen_report_and_changed_since_is_not_relied_on() {
    let counter = city();
    for (n, part) in
        ["inputs = substr(inputs, 1, length(inputs) - 1)", "answer = answer || ' '", "sheet = sheet || ' '"]
            .into_iter()
            .enumerate()
    {
        let number =
            counter.ask("report freeze rate --as-of 2018-03-31")["number"].as_str().expect("a number").to_owned();
        counter.line(&format!("report show {number}")).done();
        tamper(&counter, &format!("UPDATE frozen_report SET {part} WHERE number = {};", n + 1));
        for verb in ["show", "restate"] {
            counter.line(&format!("report {verb} {number} --format json")).refused(3, "J507");
        }
    }
}
